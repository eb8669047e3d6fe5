package descent

import (
	"fmt"
	"math"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/chart"
	"nntui/tui/kit/stage"
)

// main returns the first curve.
func mainCurve(s *stage.Stage[*Tab]) curve { return s.Tab.curves()[0](s.Frame) }

// The curve has f of all steps; beyond the one at which the map stands it is
// faint, and there is a crosshair.
func TestHeightCurve(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	if c := mainCurve(s); c.plot.Crossed || len(c.plot.Curves) != 1 || len(c.plot.Curves[0].Y) != 5 || c.plot.Curves[0].Y[4] != 7.6406 || c.plot.Curves[0].Name != "f" || c.plot.X.High != 4 {
		t.Errorf("the whole path: %+v", c.plot)
	}
	s.Press(",", ",")
	c := mainCurve(s)
	if !c.plot.Crossed || c.plot.Cross != 2 || len(c.plot.Curves) != 2 {
		t.Fatalf("at step 2: %+v", c.plot)
	}
	faint, seen := c.plot.Curves[0], c.plot.Curves[1]
	if faint.First != 2 || len(faint.Y) != 3 || faint.Y[0] != 13 || faint.Name != "" || faint.Pen.Ink == seen.Pen.Ink || len(seen.Y) != 3 || seen.Y[2] != 13 {
		t.Errorf("at step 2, beyond it is %+v, before %+v", faint, seen)
	}
	s.Tab.ticks.Playing = true
	if n := len(mainCurve(s).plot.Curves); n != 1 {
		t.Error("while it plays, one sees what comes")
	}
	s.Tab.ticks.Playing = false
	s.Press("home")
	if c := mainCurve(s); len(c.plot.Curves) != 1 || len(c.plot.Curves[0].Y) != 1 || c.plot.Cross != 0 || !c.plot.Crossed {
		t.Error("before the first step, one sees what comes")
	}
}

// On the logarithmic axis the curve is the height over a minimum, and the note
// says over which.
func TestHeightCurve_log(t *testing.T) {
	alone := func(change func(s *descent.Snapshot)) descent.Snapshot {
		s := snapshot()
		change(&s)
		return s
	}
	raced := func(change func(s *descent.Snapshot)) descent.Snapshot {
		s := race(snapshot())
		change(&s)
		return s
	}
	nowhere := descent.Fate{End: descent.Wandering, Minimum: -1}
	for _, c := range []struct {
		name  string
		made  descent.Snapshot
		least float64
		note  string
	}{
		{"alone", snapshot(), 0.5, "f* = 0.5, local minimum"},
		{"there, but for rounding", alone(func(s *descent.Snapshot) { s.Path[4].F = 0.5 - 1e-10 }), 0.5 - 1e-10, "f* = 0.5, local minimum"},
		{"reached", alone(func(s *descent.Snapshot) { s.Fate = descent.Fate{End: descent.Reached} }), -1.25, "f* = -1.25, global minimum"},
		{"orbiting", alone(func(s *descent.Snapshot) { s.Fate.End = descent.Orbiting }), 0.5, "f* = 0.5, local minimum"},
		{"wandering", alone(func(s *descent.Snapshot) { s.Fate = nowhere }), 7.6406, "f* = 7.6406, its own lowest"},
		{"not ended", alone(func(s *descent.Snapshot) { s.Fate = descent.Fate{} }), 7.6406, "f* = 7.6406, its own lowest"},
		{"lower than any", alone(func(s *descent.Snapshot) { s.Path[4].F = -3 }), -3, "f* = -3, its own lowest"},
		{"a race", race(snapshot()), -1.25, "f* = -1.25, global minimum"},
		{"a race to what is not global", raced(func(s *descent.Snapshot) { s.Surface.Minima[0].Global = false }), -1.25, "f* = -1.25, lowest minimum found"},
		{"a race lower than any", raced(func(s *descent.Snapshot) { s.Path[4].F = -3 }), -3, "f* = -3, lowest of the paths"},
		{"a race without minima", raced(func(s *descent.Snapshot) { s.Surface.Minima, s.Fate, s.Rivals[0].Fate = nil, nowhere, nowhere }), -1.2, "f* = -1.2, lowest of the paths"},
	} {
		s := still(c.made, 80, 21, colorprofile.ANSI)
		s.Press("a")
		got := mainCurve(s)
		top := got.plot.Curves[len(got.plot.Curves)-1]
		if got.title != "f - f*" || got.note != c.note || !got.plot.Y.Log || top.Y[0] != 43-c.least {
			t.Errorf("%s: %q, %q, %+v", c.name, got.title, got.note, got.plot.Y)
		}
		if strings.ReplaceAll(top.Name, " ", "") != "f-f*" && len(got.plot.Curves) == 1 {
			t.Errorf("%s: the curve is called %q", c.name, top.Name)
		}
	}
}

// In a race each method has its curve in its pen, with its letter; the chosen
// one lies on top.
func TestHeightCurve_race(t *testing.T) {
	s := still(race(snapshot()), 80, 21, colorprofile.ANSI)
	var names []string
	for i, c := range mainCurve(s).plot.Curves {
		names = append(names, c.Name)
		if c.Pen != s.Frame.Theme.Pen(2-i) {
			t.Errorf("%s has the pen %+v", c.Name, c.Pen)
		}
	}
	if got := strings.Join(names, ""); got != "ALG" {
		t.Errorf("the curves are %q", got)
	}
	s.Press("[")
	s.Sees(t, "race, step 3", "A -", "G 8.859", "L -", "f, to nearest", "   0.28◇", "8148  gone 3")
	s.Press("[")
	s.Sees(t, "race, step 2", "8148     88◇")
}

// The table of a race has the lowest first; the status says by how much and, at
// the end, what became of it.
func TestRace(t *testing.T) {
	s := still(race(snapshot()), 80, 21, colorprofile.ANSI)
	text := s.Text()
	if l, g, a := strings.Index(text, "L line-search"), strings.Index(text, "G gd"), strings.Index(text, "A adam"); !(l < g && g < a) {
		t.Error(text)
	}
	status := func(want string) {
		t.Helper()
		if got := ansi.Strip(s.Tab.Status(s.Frame)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	s.Sees(t, "f, in the end", "   0.11◆", " 0.088→◇", "8148  gone 3")
	status("line-search is lowest: reached the global minimum; f = -1.2, 8.8 below gd.")
	s.Press("home")
	s.Sees(t, "Step 0 of 4")
	if strings.Contains(s.Text(), "gone") {
		t.Error("a method is gone before it is")
	}
	s.Press("]")
	status("At step 1 line-search is lowest: f = 1, 27 below gd.")
	s.Press("end")
	path := s.Tab.runner.Snapshot.Rivals[0].Path
	path[2].F = 7.6426
	status("gd is lowest: heads for the local minimum, not there yet; f = 7.6406, 0.002 below line-search.")
	path[2].F = 7.6406 + 1e-14
	status("gd is as low as line-search: heads for the local minimum, not there yet; f = 7.6406.")
	s.Tab.runner.Snapshot.Config.Noise = 1
	status("gd is as low as line-search: f = 7.6406.")
	path[2] = descent.Point{X: -3, Y: -2 + 1.2345e-12, F: 7}
	s.Sees(t, "         7  1e-12◆")
}

// What became of each method is said in eight cells, at the narrowest, too.
func TestRace_became(t *testing.T) {
	for _, c := range []struct {
		want  string
		steps int // of one that diverges
		fate  descent.Fate
	}{
		{"0.11◆", 0, descent.Fate{End: descent.Reached}},
		{"5.7→◇", 0, descent.Fate{End: descent.Heading, Minimum: 1}},
		{"falls", 0, descent.Fate{End: descent.Heading, Minimum: -1}},
		{"orbit 2", 0, descent.Fate{End: descent.Orbiting, Period: 2}},
		{"orbit 64", 0, descent.Fate{End: descent.Orbiting, Minimum: -1, Period: 64}},
		{"wanders", 0, descent.Fate{End: descent.Wandering, Minimum: -1}},
		{"rests", 0, descent.Fate{End: descent.Resting, Minimum: -1}},
		{"gone", 0, descent.Fate{End: descent.Gone, Minimum: -1}},
		{"gone 999", 999, descent.Fate{End: descent.Gone, Minimum: -1}},
		{"gone", 1000, descent.Fate{End: descent.Gone, Minimum: -1}},
	} {
		made := race(snapshot())
		r := &made.Rivals[0]
		if r.Fate = c.fate; c.steps > 0 {
			r.Path, r.State = make([]descent.Point, c.steps), model.Diverged
		}
		s := still(made, 60, 15, colorprofile.ANSI)
		s.Sees(t, fmt.Sprintf("%8s│", c.want))
	}
}

// Keys move from step to step, by one and by ten; those of the lens zoom the
// curve, and one shows all again.
func TestCurve_keys(t *testing.T) {
	made := snapshot()
	for i := range 26 {
		made.Path = append(made.Path, descent.Point{X: 2, Y: 1, F: 7 - float64(i)/10})
	}
	made.Config.Steps = 30
	s := still(made, 80, 21, colorprofile.ANSI)
	for i, c := range []struct {
		key  string
		want int
	}{{"{", 20}, {"[", 19}, {"{", 9}, {"{", 0}, {"}", 10}, {"]", 11}, {"}", 21}, {"}", 30}} {
		if s.Press(c.key); s.Tab.step != c.want {
			t.Errorf("press %d, %s: at step %d, want %d", i, c.key, s.Tab.step, c.want)
		}
	}
	whole := mainCurve(s).plot
	s.Press(">", ")", "+")
	if p := mainCurve(s).plot; p.X.High-p.X.Low >= whole.X.High-whole.X.Low || p.Y.High-p.Y.Low >= whole.Y.High-whole.Y.Low {
		t.Errorf("zoomed, it is %v by %v", p.X, p.Y)
	}
	s.Sees(t, "f, a part ", " 0 for all")
	s.Press("0")
	if p := mainCurve(s).plot; p.X != whole.X || p.Y != whole.Y || s.Tab.window != s.Tab.of.Domain {
		t.Error("0 does not show all again")
	}
}

// A click or a drag on the curve moves there, and the wheel zooms it, wherever
// it is on the screen.
func TestCurve_mouse(t *testing.T) {
	for _, size := range [][2]int{{80, 21}, {120, 37}, {200, 57}, {74, 37}} {
		s := still(race(snapshot()), size[0], size[1], colorprofile.ANSI)
		row, col := -1, -1
		for j, line := range strings.Split(s.Text(), "\n") {
			if at := strings.Index(line, "╭ f along"); at >= 0 {
				row, col = j, len([]rune(line[:at]))
			}
		}
		if row < 0 {
			t.Fatalf("no curve at %v:\n%s", size, s.Text())
		}
		c, ok := s.Tab.curveAt(tea.Mouse{X: col + 1, Y: row + 1})
		if !ok || c.X != col+1 || c.Y != row+1 {
			t.Errorf("at %v, the corner of the curve is at %+v", size, c.Place)
		}
		middle := tea.Mouse{X: col + 1 + c.Width/3, Y: row + 2, Button: tea.MouseLeft}
		s.Send(tea.MouseClickMsg(middle))
		if s.Tab.step == math.MaxInt || s.Tab.step == 0 || s.Tab.step > 3 {
			t.Errorf("at %v, a click moves to step %d", size, s.Tab.step)
		}
		middle.X = col + 4
		s.Send(tea.MouseMotionMsg(middle))
		if s.Tab.step != 0 {
			t.Errorf("at %v, a drag to the left moves to step %d", size, s.Tab.step)
		}
		if c := s.Tab.runner.Config; c.X != 4 || c.Y != 3 {
			t.Error("it starts elsewhere")
		}
		middle.Button = tea.MouseWheelUp
		before := s.Tab.window
		if s.Send(tea.MouseWheelMsg(middle)); s.Tab.lens == (chart.Lens{}) || s.Tab.window != before {
			t.Errorf("at %v, the wheel zooms the map to %v and the curve to %+v", size, s.Tab.window, s.Tab.lens)
		}
		if key := s.Tab.MouseKey(tea.MouseWheelMsg(middle)); key != "stretch" {
			t.Errorf("at %v, the wheel does what %q does", size, key)
		}
		middle.Button = tea.MouseWheelDown
		if key := s.Tab.MouseKey(tea.MouseWheelMsg(middle)); key != "squeeze" {
			t.Errorf("at %v, the wheel does what %q does", size, key)
		}
		middle.Button = tea.MouseLeft
		if key := s.Tab.MouseKey(tea.MouseClickMsg(middle)); key != "step-on" {
			t.Errorf("at %v, a click does what %q does", size, key)
		}
	}
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Press("z")
	if _, ok := s.Tab.curveAt(tea.Mouse{}); ok {
		t.Error("there is a curve on the full screen")
	}
	if _, ok := New(0).curveAt(tea.Mouse{}); ok {
		t.Error("there is a curve of nothing")
	}
}

// A surface whose minimum is exactly reached leaves the logarithmic axis, which
// is of what is above it.
func TestHeightCurve_exact(t *testing.T) {
	made := snapshot()
	made.Path[4] = descent.Point{X: 2, Y: 1, F: 0.5}
	s := still(made, 80, 21, colorprofile.ANSI)
	s.Press("a")
	if p := mainCurve(s).plot; p.Y.Low > 13 || p.Y.Low < 1e-3 || p.Y.High < 42 {
		t.Errorf("the axis is %+v", p.Y)
	}
	s.Sees(t, "▼")
	made.Surface.Minima, made.Fate.Minimum = []surface.Minimum{{F: 43, Global: true}}, 0
	made.Path = made.Path[:1]
	s = still(made, 80, 21, colorprofile.ANSI)
	s.Press("a") // nothing is above it: there is an axis all the same
	s.Sees(t, "f - f*")
}
