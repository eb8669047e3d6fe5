package descent

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
	"nntui/tui/run"
)

// write types a text, letter by letter.
func write(s *stage.Stage[*Tab], text string) { s.Press(strings.Split(text, "")...) }

// A typed function is gone down; a mistake in it is shown and loses nothing.
func TestTypedFunction(t *testing.T) {
	tried(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		before := s.Tab.runner.Snapshot.Surface.Formula
		s.Press("f")
		s.Sees(t, "f(x,y) = x^2 + y^2 + x*(y+2) +", "as in 3x^2")
		s.Press("ctrl+u")
		write(s, "#")
		s.Sees(t, `"#" is unknown; a formula takes x, y,`)
		s.Press("enter")
		if !s.Tab.typing.isOpen() {
			t.Error("enter took a formula with a mistake")
		}
		if now := s.Tab.runner.Snapshot.Surface.Formula; now != before {
			t.Errorf("the surface became %q", now)
		}
		s.Press("esc", "f", "ctrl+u")
		write(s, "x^2 + y^2")
		s.Sees(t, "as in 3x^2")
		s.Press("enter")
		if got := s.Tab.runner.Snapshot; got.Surface.Formula != "x^2 + y^2" || got.Last().F > 1 {
			t.Errorf("on %q the descent ends at %v", got.Surface.Formula, got.Last())
		}
		if s.Tab.typing.isOpen() {
			t.Error("the line is still open")
		}
		s.Send(tea.PasteMsg{Content: "1"})
		s.Press("f")
		s.Press("end")
		s.Send(tea.PasteMsg{Content: " + x"})
		s.Press("enter")
		if got := get(t, s.Tab, "function"); got != "x^2 + y^2 + x" {
			t.Errorf("pasted, the function is %q", got)
		}
		s.Press("f")
		write(s, "y^2")
		s.Press("enter")
		if got := get(t, s.Tab, "function"); got != "y^2" {
			t.Errorf("typed over another, the function is %q", got)
		}
		s.Press("f", "up")
		write(s, "+1")
		s.Press("enter")
		if got := get(t, s.Tab, "function"); got != "x^2 + y^2 + x+1" {
			t.Errorf("one from before, gone on with, is %q", got)
		}
	})
}

// A formula is drawn as it is typed, one with a mistake is not, and esc takes all
// back at once: zoom, cursor, step and what plays. What asks for settings meanwhile gets
// those from before.
func TestTypedFunction_preview(t *testing.T) {
	tried(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("+", "c", "left", "c", ",", ",")
		before, shown, settings := *s.Tab, s.Text(), setting.Arguments(s.Tab.Settings(), New(0).Settings())
		s.Press("f", "ctrl+u")
		write(s, "x^2")
		shows := func(formula string) {
			t.Helper()
			if got := s.Tab.runner.Snapshot.Surface; got.Formula != formula || s.Tab.of != got || s.Tab.window != got.Domain {
				t.Errorf("it shows %q in %v, want %q", got.Formula, s.Tab.window, formula)
			}
			if got := setting.Arguments(s.Tab.Settings(), New(0).Settings()); !slices.Equal(got, settings) {
				t.Errorf("the settings are %v, were %v", got, settings)
			}
			if s.Tab.Ended() {
				t.Error("a preview is the end of what the settings say")
			}
		}
		shows("x^2")
		write(s, " + ")
		shows("x^2")
		write(s, "y^2, x from 0 to 1")
		shows("x^2 + y^2, x from 0 to 1")
		if c := s.Tab.runner.Config; c.X != 0.75 || c.Y != 0.65 || c.Step != before.runner.Config.Step {
			t.Errorf("it starts at (%v, %v)", c.X, c.Y)
		}
		s.Press("+", "esc")
		if now := s.Tab; now.runner.Config != before.runner.Config || now.window != before.window || now.cursor != before.cursor || now.step != before.step || now.of != before.of || s.Text() != shown {
			t.Errorf("esc leaves %+v\n%s\nof\n%s", now.runner.Config, s.Text(), shown)
		}

		s.Press("f", "ctrl+u")
		write(s, "2x")
		s.Press("ctrl+u")
		write(s, s.Tab.typing.before.formula)
		if s.Press("enter"); get(t, s.Tab, "function") != "" || s.Tab.window != before.window {
			t.Errorf("the function typed as it was is %q, in %v", get(t, s.Tab, "function"), s.Tab.window)
		}
	})
}

// Esc goes on with what played, from the step where it was.
func TestTypedFunction_pauses(t *testing.T) {
	for _, text := range []string{"", "0"} {
		s := still(snapshot(), 80, 21, colorprofile.ANSI)
		s.Tab.runner.Busy = false
		s.Press("end", ",", ",")
		s.Tab.ticks.Playing = true
		if s.Press("f"); s.Tab.ticks.Playing {
			t.Error("it plays on under the line")
		}
		write(s, text)
		row, _ := s.Tab.Keys().Find(stage.Key("esc"))
		if cmd := row.Do(stage.Key("esc")); cmd == nil || !s.Tab.ticks.Playing || s.Tab.step != 2 {
			t.Errorf("after %q it does not play on, at step %d", text, s.Tab.step)
		}
	}
}

// What is under way when the line is left is not shown, whenever it comes, even where
// the line was opened before there was anything.
func TestTypedFunction_late(t *testing.T) {
	for _, ready := range []bool{false, true} {
		tab := New(0)
		s := &stage.Stage[*Tab]{Tab: tab, Frame: stage.Frame(80, 21, colorprofile.ANSI)}
		first := tab.Update(kit.Resized{Frame: s.Frame})
		press := func(name string) tea.Cmd {
			row, _ := tab.Keys().Find(stage.Key(name))
			return tab.Update(kit.Pressed{Key: row, Msg: stage.Key(name)})
		}
		if ready {
			stage.Do(first, s.Send)
			s.Press("+")
		}
		before := tab.window
		press("f")
		press("ctrl+u")
		under := press("3")
		if !ready {
			under = tab.Update(first().(run.Msg).Msg)
			before = tab.of.Domain
		}
		stage.Do(press("esc"), s.Send)
		stage.Do(under, s.Send)
		if got := tab.runner.Snapshot.Surface.Formula; got != surface.Formula("assignment") || tab.window != before {
			t.Errorf("it shows %q in %v", got, tab.window)
		}
	}
}

// The arrows go through the functions that were taken, the last first, and back to
// what is being typed.
func TestTypedFunction_history(t *testing.T) {
	tried(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		first := surface.Formula("assignment")
		s.Press("f")
		if strings.Contains(foot(s.Tab.Keys()), "functions before") {
			t.Error("there is nothing to go back to")
		}
		s.Press("up", "esc")
		for _, text := range []string{"x²", "3y", "x²"} {
			s.Press("f", "ctrl+u")
			write(s, text)
			s.Press("enter")
		}
		s.Press("f", "end")
		write(s, " + ")
		for _, c := range []struct{ key, want, shown string }{
			{"up", "3y", "3y"}, {"up", "3y", "3y"}, {"down", "x² + ", "3y"}, {"down", "x² + ", "3y"}, {"up", "3y", "3y"},
		} {
			s.Press(c.key)
			if got, shown := s.Tab.typing.input.Value(), s.Tab.runner.Snapshot.Surface.Formula; got != c.want || shown != c.shown {
				t.Errorf("%s leads to %q over %q, want %q over %q", c.key, got, shown, c.want, c.shown)
			}
		}
		if !strings.Contains(foot(s.Tab.Keys()), "functions before") {
			t.Error("nothing says how to go back")
		}
		s.Press("esc", "down")
		if get(t, s.Tab, "surface"); get(t, s.Tab, "function") != "x²" || first == "" {
			t.Errorf("in the end it is %q", get(t, s.Tab, "function"))
		}
	})
}

// Under the line is what it takes, or what the function takes whose name is before
// the cursor; a mistake only where nothing that follows can make it right, or after
// enter.
func TestTypedFunction_hint(t *testing.T) {
	for text, want := range map[string]string{
		"":         "as in 3x^2 + |y|sin 2x, x from -3 to 3; sin cos tan exp log",
		"x":        "as in 3x^2",
		"s":        "sin x, sqrt x, sign x, sinh x",
		"3 + si":   "sin x, sign x, sinh x",
		"sin":      "sin x: sine, x in radians; sin x y + 1 is sin(x y) + 1",
		"2sin ":    "sin x: sine",
		"x + sin ": "sin x: sine",
		"max":      "max(x, y): the larger of the two",
		"max(":     "max(x, y): the larger of the two",
		"max(x":    "as in 3x^2",
		"max(x, ":  "as in 3x^2",
		"(x":       "as in 3x^2",
		"x^2 +":    "as in 3x^2",
		"x, x fro": "as in 3x^2",
		"x)":       `  ^`,
		"s + x":    `"s" is unknown`,
	} {
		s := still(snapshot(), 160, 21, colorprofile.ANSI)
		s.Press("f", "ctrl+u")
		write(s, text)
		mistake := want == "  ^" || strings.HasSuffix(want, "unknown")
		if s.Sees(t, want); strings.Contains(s.Text(), " ^ ") != mistake {
			t.Errorf("%q:\n%s", text, s.Text())
		}
	}
	s := still(snapshot(), 160, 21, colorprofile.ANSI)
	s.Press("f", "ctrl+u")
	write(s, "x +")
	s.Press("enter")
	s.Sees(t, "something is missing at the end")
	write(s, " y +")
	s.Sees(t, "as in 3x^2")
	s = still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Press("f", "ctrl+u", "x")
	s.Sees(t, "│ as in 3x^2 + |y|sin 2x, x from -3 to 3;    │", "│ sin cos tan exp log sqrt abs max min …     │")
	write(s, " + sin")
	s.Sees(t, "│ sin x: sine, x in radians; sin x y + 1 is  │", "│ sin(x y) + 1                               │")
}

// Where there are no other characters, the line and the map have those of every font.
func TestTypedFunction_ascii(t *testing.T) {
	tried(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		f := s.Frame
		f.ASCII = true
		s.Resize(f)
		s.Press("f", "ctrl+u")
		write(s, "y²x")
		s.Press("left", "left")
		write(s, "π·")
		if got, at := s.Tab.typing.input.Value(), s.Tab.typing.input.Position(); got != "y^pi *2x" || at != 6 {
			t.Errorf("it says %q, the cursor is at %d", got, at)
		}
		s.Press("esc")
		function, _ := setting.Find(s.Tab.Settings(), "function")
		function.Set("y² + πx")
		s.Press(",")
		s.Sees(t, "f = y^2 + pi x")
		s.Press("f")
		s.Sees(t, "f(x,y) = y^2 + pi x")
		if s.Press("enter"); get(t, s.Tab, "function") != "y² + πx" {
			t.Errorf("it became %q", get(t, s.Tab, "function"))
		}
	})
}

// What is opened instead closes the line.
func TestTypedFunction_begin(t *testing.T) {
	tried(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("f", "ctrl+u")
		write(s, "3x")
		wanted := New(0)
		wanted.runner.Config.Step = 0.2
		if err := setting.Copy(s.Tab.Settings(), wanted.Settings()); err != nil {
			t.Fatal(err)
		}
		s.Tab.Begin()
		stage.Do(s.Tab.Open(), s.Send)
		if c := s.Tab.runner.Snapshot.Config; s.Tab.typing.isOpen() || c != wanted.runner.Config {
			t.Errorf("it shows %+v", c)
		}
	})
}

// The caret is under the mistake, however far the line is scrolled.
func TestTypedFunction_caret(t *testing.T) {
	for _, text := range []string{"#", "x + #", "x²·π + #", strings.Repeat("x + ", 40) + "#", strings.Repeat("x + ", 40) + "# + 1", "# + " + strings.Repeat("x + ", 40)} {
		s := still(snapshot(), 80, 21, colorprofile.ANSI)
		s.Press("f", "ctrl+u")
		write(s, text)
		lines := strings.Split(s.Text(), "\n")
		at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "f(x,y) =") })
		place := func(line, what string) int {
			before, _, found := strings.Cut(line, what)
			if !found {
				return len("│ f(x,y) = ") - len("│") + 1 // where the line begins
			}
			return ansi.StringWidth(before)
		}
		if caret, mistake := place(lines[at+1], "^"), place(lines[at], "#"); caret != mistake {
			t.Errorf("%s: the caret is at %d, the mistake at %d:\n%s", text, caret, mistake, s.Text())
		}
	}
}

// The line for a formula scrolls in its panel.
func TestTypedFunction_long(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Press("f")
	s.Send(tea.PasteMsg{Content: strings.Repeat("x+", 60) + "y"})
	if wrong := stage.Misfit(s.Frame, s.Tab.View(s.Frame)); wrong != "" {
		t.Error(wrong)
	}
	s.Sees(t, "f(x,y) = x+x+", "x+y ")
}
