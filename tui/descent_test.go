package tui

import (
	"math"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model/descent"
	"nntui/model/surface"
)

// descent returns the Descent tab of a screen.
func (s screen) descent() *descentTab { return s.tabs[0].(*descentTab) }

// The map of basins without half blocks: a letter for each minimum.
func TestBasinsInLetters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
		s.press("b")
		golden(t, "descent-basins", ansi.Strip(s.View().Content))
	})
}

// A typed function is gone down; a mistake in it is shown and loses nothing.
func TestTypedFunction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		before := s.descent().runner.snapshot.Surface.Formula
		typeIn := func(text string) {
			for _, r := range text {
				s.press(string(r))
			}
		}
		s.press("f")
		typeIn("x^2 + 3y")
		s.press("enter")
		if !s.descent().typing.open {
			t.Error("enter took a formula with a mistake")
		}
		if text := ansi.Strip(s.View().Content); !strings.Contains(text, "write a product with *") {
			t.Errorf("the mistake is not explained:\n%s", text)
		}
		if now := s.descent().runner.snapshot.Surface.Formula; now != before {
			t.Errorf("the surface became %q", now)
		}
		s.press("shift+left", "esc", "f")
		typeIn("x^2 + y^2")
		s.press("enter")
		if got := s.descent().runner.snapshot; got.Surface.Formula != "x^2 + y^2" || got.Last().F > 1 {
			t.Errorf("on %q the descent ends at %v", got.Surface.Formula, got.Last())
		}
		if s.descent().typing.open {
			t.Error("the line is still open")
		}
	})
}

// A click starts the descent under the pointer.
func TestClickStarts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 120, 40)
		l := s.descent().layout()
		s.send(tea.MouseClickMsg{X: l.left, Y: l.top + 1, Button: tea.MouseLeft})
		p := s.descent().runner.snapshot.Path[0]
		if p.X > -4.8 || p.Y < 4.8 {
			t.Errorf("a click in the upper left corner starts at (%v, %v)", p.X, p.Y)
		}
	})
}

// Enter on the tuning map takes over a step size and a decay that reach the
// assignment's global minimum.
func TestTuningReachesTheGlobalMinimum(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 120, 40)
		s.press("t", "enter", "t")
		if m, distance := s.descent().runner.snapshot.Nearest(); !m.Global || distance > 0.1 {
			t.Errorf("ends %v from %+v", distance, m)
		}
	})
}

// The cursor stays on the map, wherever it is moved and however far one zooms.
func TestCursorStaysOnTheMap(t *testing.T) {
	names := []string{"left", "right", "up", "down", "shift+left", "shift+right", "shift+up", "shift+down", "+", "-", "0", "p"}
	rapid.Check(t, func(r *rapid.T) {
		moves := rapid.SliceOfN(rapid.SampledFrom(names), 0, 60).Draw(r, "moves")
		var wrong bool
		synctest.Test(t, func(*testing.T) {
			s := newScreen("descent", 80, 24)
			s.press("c")
			for _, m := range moves {
				if m == "0" || m == "p" {
					s.press("c", m, "c") // another view may leave the cursor behind
				} else {
					s.press(m)
				}
				d := s.descent()
				wrong = wrong || !d.view.OK() || d.cursor.on && !d.view.Zoom(1.01, d.cursor.at).Contains(d.cursor.at)
			}
		})
		if wrong {
			r.Fatal("the cursor is off the map")
		}
	})
}

// Every method has a letter of its own.
func TestMethodLetters(t *testing.T) {
	seen := map[string]string{}
	for _, m := range descent.Methods {
		letter := methodLetter(m.Name)
		if len(letter) != 1 || seen[letter] != "" {
			t.Errorf("%s has the letter %q, which %q has", m.Name, letter, seen[letter])
		}
		seen[letter] = m.Name
	}
}

// Whatever the parameters and whatever is typed, there is a picture.
func TestAnyParametersDraw(t *testing.T) {
	number := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-5, 5), rapid.SampledFrom([]float64{0, -1, 1e308, -1e308, 5e-324, math.NaN(), math.Inf(1)}))
	formula := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{"1/x", "log(x)", "exp(exp(x))", "x^y", "0", "sqrt(-1-x^2)", "1e308*x", "abs(x)/0"}))
	rapid.Check(t, func(r *rapid.T) {
		c := descent.Default()
		c.Surface = rapid.SampledFrom(surface.Names()).Draw(r, "surface")
		c.Function = formula.Draw(r, "function")
		c.Method = rapid.SampledFrom(descent.Methods).Draw(r, "method").Name
		c.Schedule = rapid.SampledFrom(descent.Schedules).Draw(r, "schedule").Name
		c.Race = rapid.SampledFrom(descent.Races).Draw(r, "race").Name
		c.Steps = rapid.IntRange(-1, 60).Draw(r, "steps")
		for _, p := range []*float64{&c.X, &c.Y, &c.Step, &c.Decay, &c.Momentum} {
			if rapid.Bool().Draw(r, "odd") {
				*p = number.Draw(r, "value")
			}
		}
		var wrong string
		synctest.Test(t, func(*testing.T) {
			s := newScreen("descent", 80, 24)
			s.descent().runner.config = c
			for _, name := range []string{"s", "b", "p", "+", "b", "t", "enter", "t", "c", "enter", ",", "s"} {
				s.press(name)
				if wrong == "" {
					wrong = misfit(s)
				}
			}
		})
		if wrong != "" {
			r.Fatal(wrong)
		}
	})
}
