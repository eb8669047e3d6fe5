package kit_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// A message keeps its kind and its button wherever it is seen from.
func TestWithin(t *testing.T) {
	m := tea.Mouse{X: 10, Y: 5, Button: tea.MouseRight, Mod: tea.ModShift}
	want := tea.Mouse{X: 7, Y: 6, Button: tea.MouseRight, Mod: tea.ModShift}
	for in, out := range map[tea.MouseMsg]tea.MouseMsg{
		tea.MouseClickMsg(m):   tea.MouseClickMsg(want),
		tea.MouseReleaseMsg(m): tea.MouseReleaseMsg(want),
		tea.MouseWheelMsg(m):   tea.MouseWheelMsg(want),
		tea.MouseMotionMsg(m):  tea.MouseMotionMsg(want),
	} {
		if got := kit.Within(in, 3, -1); got != out {
			t.Errorf("%T %v becomes %T %v", in, in, got, got)
		}
	}
	p := kit.Place{X: 3, Y: -1, Frame: kit.Frame{Width: 8, Height: 7}}
	if got := p.From(m); got != want || !p.Holds(got) {
		t.Errorf("from the place it is %v", got)
	}
	for _, c := range []tea.Mouse{{X: -1}, {Y: -1}, {X: 8}, {Y: 7}} {
		if p.Holds(c) {
			t.Errorf("%v is in the frame", c)
		}
	}
	if !p.Holds(tea.Mouse{}) {
		t.Error("its corner is not in the frame")
	}
}

func TestClicksAndWheeled(t *testing.T) {
	for msg, want := range map[tea.MouseMsg]bool{
		tea.MouseClickMsg{Button: tea.MouseLeft}: true, tea.MouseClickMsg{Button: tea.MouseRight}: false,
		tea.MouseReleaseMsg{Button: tea.MouseLeft}: false, tea.MouseMotionMsg{Button: tea.MouseLeft}: false,
	} {
		if kit.Clicks(msg) != want {
			t.Errorf("%T %v: want %v", msg, msg, want)
		}
	}
	for button, want := range map[tea.MouseButton]int{tea.MouseWheelUp: -1, tea.MouseWheelDown: 1, tea.MouseLeft: 0, tea.MouseWheelLeft: 0} {
		if got := kit.Wheeled(tea.MouseWheelMsg{Button: button}); got != want {
			t.Errorf("%v turns it by %d, want %d", button, got, want)
		}
	}
}

// A click chooses the row that is under it, which stays there, whatever was
// chosen before; once more is told from the first time.
func TestList_mouse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, lines := rapid.IntRange(1, 40).Draw(t, "rows"), rapid.IntRange(1, 30).Draw(t, "lines")
		l := kit.List{At: rapid.IntRange(0, n-1).Draw(t, "at"), Lean: rapid.IntRange(-40, 40).Draw(t, "lean")}
		rows := make([]string, n)
		for i := range rows {
			rows[i] = strings.Repeat("i", i)
		}
		for range 3 {
			seen := l.View(stage.Frame(80, lines, colorprofile.ASCII), rows)
			from, to := l.Window(n, lines)
			if l.At < from || l.At >= to {
				t.Fatalf("%+v: the cursor is not among %d to %d", l, from, to)
			}
			line := rapid.IntRange(-2, lines+1).Draw(t, "line")
			before, click := l, tea.MouseClickMsg{Y: line, Button: tea.MouseLeft}
			again := l.Mouse(click, n, lines)
			if line < 0 || line >= len(seen) {
				if again || l != before {
					t.Fatalf("beside the rows: %+v, again %v", l, again)
				}
				continue
			}
			if want := strings.Count(seen[line], "i"); l.At != want || again != (want == before.At) {
				t.Fatalf("line %d is row %d; %+v, again %v", line, want, l, again)
			}
			if f, _ := l.Window(n, lines); f != from {
				t.Fatalf("%+v: the window moves from %d to %d", l, from, f)
			}
		}
	})
}

// The wheel scrolls, no further than there are rows; nothing else moves it.
func TestList_wheel(t *testing.T) {
	l := kit.List{At: 1}
	for _, c := range []struct {
		msg  tea.MouseMsg
		want int
	}{
		{tea.MouseWheelMsg{Button: tea.MouseWheelDown}, 4}, {tea.MouseWheelMsg{Y: 90, Button: tea.MouseWheelDown}, 7},
		{tea.MouseWheelMsg{Button: tea.MouseWheelUp}, 4}, {tea.MouseWheelMsg{Button: tea.MouseWheelUp}, 1}, {tea.MouseWheelMsg{Button: tea.MouseWheelUp}, 0},
		{tea.MouseClickMsg{Y: 2, Button: tea.MouseRight}, 0}, {tea.MouseMotionMsg{Y: 2, Button: tea.MouseLeft}, 0}, {tea.MouseReleaseMsg{Y: 2, Button: tea.MouseLeft}, 0},
	} {
		if again := l.Mouse(c.msg, 9, 4); again || l.At != c.want {
			t.Errorf("%T %v leads to %d, want %d; again %v", c.msg, c.msg, l.At, c.want, again)
		}
	}
	if l.At = 7; l.Mouse(tea.MouseWheelMsg{Button: tea.MouseWheelDown}, 9, 4) || l.At != 8 {
		t.Errorf("at the end it is on %d", l.At)
	}
}

// The mouse hits what is drawn: a click on a knob chooses it, one on an arrow of
// the chosen one or on its value is that key's, and nothing hits a hidden one.
func TestKnobs_mouse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := recipe{weight: 1, heat: 150, eggs: 2, fat: rapid.SampledFrom([]string{"oil", "butter"}).Draw(t, "fat")}
		k := newKnobs(&r)
		hidden := rapid.SampledFrom([]string{"none", "weight", "heat", "fat"}).Draw(t, "hidden")
		k.Hide(kit.Hidden{hidden: true})
		k.Point(rapid.SampledFrom([]string{"weight", "heat", "eggs", "fat"}).Draw(t, "chosen"))
		f := stage.Frame(rapid.IntRange(34, 60).Draw(t, "width"), rapid.IntRange(1, 6).Draw(t, "height"), colorprofile.ASCII)
		for range 4 {
			lines := strings.Split(ansi.Strip(k.View(f)), "\n")
			y := rapid.IntRange(-1, 6).Draw(t, "y")
			x := rapid.IntRange(-1, f.Width).Draw(t, "x")
			before := k.Chosen()
			key, hit := k.Mouse(f, tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
			if y < 0 || y >= len(lines) || x < 0 || x >= f.Width {
				if hit || key != "" || k.Chosen() != before {
					t.Fatalf("%d, %d hits %s, key %q", x, y, k.Chosen(), key)
				}
				continue
			}
			s, _ := k.Setting()
			if !hit || !strings.Contains(lines[y], s.Label) || s.Name == hidden {
				t.Fatalf("%d, %d chooses %s of\n%s", x, y, s.Name, strings.Join(lines, "\n"))
			}
			if got := strings.Split(ansi.Strip(k.View(f)), "\n"); !strings.Contains(got[y], "▸ "+s.Label) {
				t.Fatalf("%s does not stay in line %d:\n%s", s.Name, y, strings.Join(got, "\n"))
			}
			if want := keyAt(lines[y], x); key != want {
				t.Fatalf("column %d of %q presses %q, want %q", x, lines[y], key, want)
			}
		}
	})
}

// keyAt is the key that a column of a knob's row stands for, as one sees it.
func keyAt(line string, x int) string {
	cells := []rune(line)
	down := slices.Index(cells, '◂')
	up := len(cells) - 1
	for up > 0 && cells[up] != '▸' {
		up--
	}
	switch {
	case down < 0 || x < down || x > up:
		return ""
	case x < down+2:
		return "left"
	case x < up-1:
		return "="
	}
	return "right"
}

// The wheel over a knob chooses it and turns it, with shift in big steps.
func TestKnobs_wheel(t *testing.T) {
	r := recipe{fat: "oil"}
	k := newKnobs(&r)
	f := stage.Frame(40, 4, colorprofile.ASCII)
	for _, c := range []struct {
		y      int
		button tea.MouseButton
		mod    tea.KeyMod
		chosen string
		key    string
	}{
		{1, tea.MouseWheelUp, 0, "heat", "right"}, {2, tea.MouseWheelDown, 0, "eggs", "left"},
		{0, tea.MouseWheelUp, tea.ModShift, "weight", "shift+right"}, {0, tea.MouseWheelDown, tea.ModShift, "weight", "shift+left"},
	} {
		key, hit := k.Mouse(f, tea.MouseWheelMsg{X: 20, Y: c.y, Button: c.button, Mod: c.mod})
		if !hit || key != c.key || k.Chosen() != c.chosen {
			t.Errorf("line %d: %s and %q, want %s and %q", c.y, k.Chosen(), key, c.chosen, c.key)
		}
	}
	for _, msg := range []tea.MouseMsg{
		tea.MouseClickMsg{Y: 2, Button: tea.MouseRight}, tea.MouseReleaseMsg{Y: 2, Button: tea.MouseLeft}, tea.MouseMotionMsg{Y: 2, Button: tea.MouseLeft},
	} {
		if key, hit := k.Mouse(f, msg); hit || key != "" || k.Chosen() != "weight" {
			t.Errorf("%T %v chooses %s", msg, msg, k.Chosen())
		}
	}
}

func TestKnobs_hover(t *testing.T) {
	r := recipe{fat: "oil"}
	k := newKnobs(&r)
	k.Hide(kit.Hidden{"weight": true})
	f := stage.Frame(40, 4, colorprofile.ASCII)
	for y, want := range []string{"heat: how hot it gets.", "eggs: as one likes.", "fat: what it is fried in.", ""} {
		if got := k.Hover(f, tea.Mouse{X: 3, Y: y}); got != want {
			t.Errorf("line %d says %q, want %q", y, got, want)
		}
	}
	if k.Hover(f, tea.Mouse{X: 40}) != "" || k.Hover(kit.Frame{}, tea.Mouse{}) != "" || k.Chosen() != "heat" {
		t.Error("beside the table there is something to say, or it is chosen")
	}
}
