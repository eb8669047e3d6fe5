package descent

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/axis"
	"nntui/tui/kit/stage"
)

// The map is as high as it is wide, in every frame in which something is beside
// it, and takes what there is on the full screen.
func TestLayout(t *testing.T) {
	made := snapshot()
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(60, 300).Draw(t, "width"), rapid.IntRange(15, 100).Draw(t, "height")
		s := still(made, w, h, colorprofile.ANSI)
		l := s.Tab.layout(s.Frame)
		if wide, high := l.area.Width, 2*l.area.Height; wide != high && wide+1 != high || wide < 16 {
			t.Fatalf("a map of %d by %d pixels", wide, high)
		}
		if l.panel.Width+l.side.Width != w || l.panel.Height+l.below.Height != h || l.side.Width < 34 {
			t.Fatalf("%+v in a frame of %dx%d", l, w, h)
		}
		s.Press("z")
		if l := s.Tab.layout(s.Frame); l.area.Width != w-2-yAxisWidth || l.panel.Height != h || l.area.Height < h-8 || l.side.Width != 0 {
			t.Fatalf("on the full screen: %+v", l)
		}
	})
}

// There are six knobs at least, and f's curve wherever it has room.
func TestLayout_side(t *testing.T) {
	for _, c := range []struct {
		width, height, knobs, curves int
		beside                       bool
	}{
		{60, 15, 7, 0, false}, {80, 21, 6, 1, false}, {120, 37, 11, 1, false}, {200, 57, 11, 2, true}, {74, 37, 11, 1, false},
	} {
		s := still(snapshot(), c.width, c.height, colorprofile.ANSI)
		l := s.Tab.layout(s.Frame)
		_, _, text := s.Tab.reading(l.side)
		side := s.Tab.sideLayout(l.side, strings.Count(text, "\n")+1, 2)
		if side.knobs.Height-2 < min(c.knobs, 11) || len(side.curves) != c.curves || side.beside != c.beside {
			t.Errorf("at %dx%d: %d knobs, %d curves, beside each other: %v", c.width, c.height, side.knobs.Height-2, len(side.curves), side.beside)
		}
	}
}

// Where numbers and a curve have no room together, a key shows one or the other,
// and is named; elsewhere it means nothing.
func TestCurve_tight(t *testing.T) {
	s := still(snapshot(), 60, 15, colorprofile.ANSI)
	for _, c := range []struct{ foot, sees, not string }{{"w curve", "step 4", "f along"}, {"w numbers", "f along", "╭ step 4"}} {
		if !strings.Contains(foot(s.Tab.Keys()), c.foot) {
			t.Errorf("no %q in %q", c.foot, foot(s.Tab.Keys()))
		}
		if s.Sees(t, c.sees); strings.Contains(s.Text(), c.not) {
			t.Errorf("there is %q, too:\n%s", c.not, s.Text())
		}
		s.Press("w")
	}
	s.Press("w")
	if wrong := stage.Misfit(s.Frame, s.Tab.View(s.Frame)); wrong != "" || get(t, s.Tab, "curve") != "true" {
		t.Error(wrong)
	}
	s.Resize(stage.Frame(300, 15, colorprofile.ANSI))
	s.Sees(t, "f along")
	s.Resize(stage.Frame(80, 21, colorprofile.ANSI))
	s.Sees(t, "step 4", "f along")
	if strings.Contains(foot(s.Tab.Keys()), "  w ") {
		t.Error("the key is named where it means nothing")
	}
}

// What is wrong with a formula is said in full, however narrow the map.
func TestTyping_narrow(t *testing.T) {
	s := still(snapshot(), 60, 15, colorprofile.ANSI)
	s.Press("f", "ctrl+u", "enter")
	s.Sees(t, "there is nothing yet;", "try 3x^2 + sin y")
}

// A step size that changes gets its curve before f on the other axis does.
func TestCurves(t *testing.T) {
	for decay, want := range map[float64]string{1: "f along the path|f - f*|", 0.5: "f along the path|step size|f - f*|"} {
		made := snapshot()
		made.Config.Decay = decay
		s := still(made, 200, 57, colorprofile.ANSI)
		var titles string
		for _, draw := range s.Tab.curves() {
			titles += draw(s.Frame).title + "|"
		}
		if titles != want {
			t.Errorf("with a decay of %v: %s, want %s", decay, titles, want)
		}
	}
}

// A key turns from one spacing of the levels to the next, the map says which it
// has, and a figure gets the same.
func TestLevels(t *testing.T) {
	s := still(snapshot(), 120, 37, colorprofile.ANSI256)
	for _, want := range []string{"log", "even", "fifty", "auto"} {
		s.Press("i")
		if got := get(t, s.Tab, "levels"); got != want || axis.SpacingNamed(s.Tab.levels).Name != want {
			t.Errorf("the levels are %s, want %s", got, want)
		}
		if about := axis.SpacingNamed(s.Tab.levels).About; !strings.Contains(s.Text(), about) {
			t.Errorf("the map does not say %q:\n%s", about, s.Text())
		}
	}
	if n := len(axis.Spacings); n != 4 {
		t.Errorf("there are %d", n)
	}
	before := s.Tab.relief
	s.Press("right")
	if s.Tab.relief != before {
		t.Error("a turned knob computes the heights anew")
	}
	for _, key := range []string{"+", "i"} {
		if s.Press(key); s.Tab.relief == before {
			t.Errorf("after %s, the heights are those of before", key)
		}
		before = s.Tab.relief
	}
	s.Resize(stage.Frame(100, 37, colorprofile.ANSI256))
	if s.Tab.relief == before {
		t.Error("in another frame, the heights are those of before")
	}
}

// A key draws arrows downhill, and the legend says so.
func TestArrows(t *testing.T) {
	s := still(snapshot(), 120, 37, colorprofile.ANSI256)
	if text := s.Text(); strings.Contains(text, "downhill") {
		t.Error(text)
	}
	s.Press("D")
	s.Sees(t, "↓ downhill", "↘", "↑")
	if get(t, s.Tab, "arrows") != "true" {
		t.Error("the setting does not say so")
	}
	s.Press("b")
	fillBasins(s)
	s.Sees(t, "↓ downhill")
	s.Press("b", "D")
	if text := s.Text(); strings.Contains(text, "downhill") {
		t.Error(text)
	}
}

// On the full screen, where no table does, the legend names the letters of a
// race; what has no room ends with a sign.
func TestLegend_race(t *testing.T) {
	s := still(race(snapshot()), 80, 21, colorprofile.ANSI)
	if l := s.Tab.layout(s.Frame); strings.Contains(strings.Join(s.Tab.chosen().draw(s.Tab, l.area).signs, " "), "adam") {
		t.Error("it names them beside the table, too")
	}
	s.Press("z")
	s.Sees(t, "G gd", "L line-search", "A adam")
	s.Resize(stage.Frame(24, 12, colorprofile.ANSI))
	s.Sees(t, "…")
}

// Words in the lower edge of a panel leave its size as it is.
func TestFooted(t *testing.T) {
	for width := range 30 {
		f := stage.Frame(width, 4, colorprofile.ANSI)
		panel := f.Panel("title", "", "body")
		got := footed(f, panel, "words below")
		if wrong := stage.Misfit(f, got); wrong != "" {
			t.Errorf("%d: %s", width, wrong)
		}
		if width > 16 && !strings.HasSuffix(ansi.Strip(got), fmt.Sprintf("╰ words below %s╯", strings.Repeat("─", width-15))) {
			t.Errorf("%d: %s", width, ansi.Strip(got))
		}
	}
}
