package descent

import (
	"math"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// clickAt lets a button go down and up again at a cell of the tab.
func clickAt(s *stage.Stage[*Tab], x, y int, b tea.MouseButton) {
	s.Send(tea.MouseClickMsg{X: x, Y: y, Button: b})
	s.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: b})
}

// turn turns to a view.
func turn(s *stage.Stage[*Tab], view string) {
	s.Tab.show(view)
	s.Send(nil)
}

func press(s *stage.Stage[*Tab], x, y int, b tea.MouseButton) {
	s.Send(tea.MouseClickMsg{X: x, Y: y, Button: b})
}

func move(s *stage.Stage[*Tab], x, y int, b tea.MouseButton) {
	s.Send(tea.MouseMotionMsg{X: x, Y: y, Button: b})
}

func release(s *stage.Stage[*Tab], x, y int, b tea.MouseButton) {
	s.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: b})
}

// The map follows the pointer: what was under it stays under it. A stroke that
// has been elsewhere starts nothing.
func TestDrag_map(t *testing.T) {
	for _, view := range []string{"contour", "basins"} {
		s := still(snapshot(), 80, 21, colorprofile.ANSI256)
		turn(s, view)
		l := s.Tab.layout(s.Frame)
		before := s.Tab.window
		press(s, l.left+10, l.top+5, tea.MouseLeft)
		held := s.Tab.pointAt(10, 10)
		for _, to := range [][2]int{{12, 6}, {20, 9}, {-3, 30}, {15, 3}} {
			move(s, l.left+to[0], l.top+to[1], tea.MouseLeft)
			if now := s.Tab.pointAt(to[0], 2*to[1]); math.Hypot(now.X-held.X, now.Y-held.Y) > 1e-9 {
				t.Errorf("%s: dragged to %v, the pointer is at %v and no longer at %v", view, to, now, held)
			}
		}
		release(s, l.left+15, l.top+3, tea.MouseLeft)
		w := s.Tab.window
		if w == before || math.Abs(w.MaxX-w.MinX-10) > 1e-9 || math.Abs(w.MaxY-w.MinY-10) > 1e-9 {
			t.Errorf("%s: the map shows %v", view, w)
		}
		if c := s.Tab.runner.Config; c.X != 4 || c.Y != 3 {
			t.Errorf("%s: the descent starts at %v, %v", view, c.X, c.Y)
		}
		move(s, l.left+2, l.top+2, tea.MouseLeft)
		if release(s, l.left+2, l.top+2, tea.MouseLeft); s.Tab.window != w || s.Tab.runner.Config.X != 4 {
			t.Errorf("%s: after its end the stroke goes on", view)
		}
	}
}

// Only where a button goes down and up at once is it a click.
func TestClick_release(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	l := s.Tab.layout(s.Frame)
	x, y := l.left+10, l.top+5
	start := func() float64 { return s.Tab.runner.Config.X }
	for name, do := range map[string]func(){
		"press":             func() { press(s, x, y, tea.MouseLeft) },
		"release alone":     func() { s.Tab.grip = grip{}; release(s, x, y, tea.MouseLeft) },
		"release elsewhere": func() { press(s, x, y, tea.MouseLeft); release(s, x+1, y, tea.MouseLeft) },
		"release below":     func() { press(s, x, y, tea.MouseLeft); release(s, x, y+1, tea.MouseLeft) },
		"there and back": func() {
			press(s, x, y, tea.MouseLeft)
			move(s, x+1, y, tea.MouseLeft)
			move(s, x, y, tea.MouseLeft)
			release(s, x, y, tea.MouseLeft)
		},
		"up and back": func() {
			press(s, x, y, tea.MouseLeft)
			move(s, x, y+1, tea.MouseLeft)
			move(s, x, y, tea.MouseLeft)
			release(s, x, y, tea.MouseLeft)
		},
		"in two views": func() {
			press(s, x, y, tea.MouseLeft)
			turn(s, "basins")
			release(s, x, y, tea.MouseLeft)
			turn(s, "contour")
		},
		"on another surface": func() { press(s, x, y, tea.MouseLeft); s.Tab.of = nil; s.Tab.follow(); release(s, x, y, tea.MouseLeft) },
		"from a curve":       func() { press(s, l.panel.Width+12, 17, tea.MouseLeft); release(s, x, y, tea.MouseLeft) },
	} {
		if do(); start() != 4 {
			t.Errorf("%s: it starts at %v", name, start())
			s.Tab.runner.Config.X = 4
		}
	}
	if clickAt(s, x, y, tea.MouseLeft); start() == 4 {
		t.Error("a click starts nothing")
	}
}

// The right button drags the cursor, as far as there is a plane under it.
func TestDrag_cursor(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	l := s.Tab.layout(s.Frame)
	before := s.Tab.window
	press(s, l.left+3, l.top+3, tea.MouseRight)
	move(s, l.left+9, l.top+4, tea.MouseRight)
	want := s.Tab.pointAt(9, 8)
	move(s, l.left-2, l.top+4, tea.MouseRight)
	release(s, l.left-2, l.top+4, tea.MouseRight)
	if c := s.Tab.cursor; !c.on || c.at != want || s.Tab.window != before || s.Tab.runner.Config.X != 4 {
		t.Errorf("the cursor is at %v, want %v; the map shows %v", c, want, s.Tab.window)
	}
	if move(s, l.left+1, l.top+1, tea.MouseRight); s.Tab.cursor.at != want {
		t.Error("after the end of its stroke it moves on")
	}
	if s.Send(kit.ToKnobs{}); s.Tab.cursor.on || s.Tab.walking() {
		t.Error("a knob that is clicked does not get the arrow keys")
	}
}

// A stroke stays with what it began on: a curve or the map.
func TestDrag_stays(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	s.Tab.curve = true
	c := s.Tab.curvePlaces()[0]
	before := s.Tab.window
	press(s, c.X+c.Width/2, c.Y+1, tea.MouseLeft)
	step := s.Tab.step
	move(s, 12, 8, tea.MouseLeft)
	if step > 4 || s.Tab.step != step || s.Tab.window != before {
		t.Errorf("from the curve onto the map: step %d, then %d; the map shows %v", step, s.Tab.step, s.Tab.window)
	}
	release(s, 12, 8, tea.MouseLeft)
	press(s, 12, 8, tea.MouseLeft)
	move(s, c.X+c.Width/2+8, c.Y+1, tea.MouseLeft)
	if s.Tab.step != step || s.Tab.window == before {
		t.Errorf("from the map onto the curve: step %d, then %d", step, s.Tab.step)
	}
}

// Beside the plane there is nothing to drag.
func TestDrag_noPlane(t *testing.T) {
	for _, view := range []string{"tuning", "ends", "theory"} {
		s := still(snapshot(), 80, 21, colorprofile.ANSI256)
		turn(s, view)
		l, before := s.Tab.layout(s.Frame), s.Tab.window
		press(s, l.left+3, l.top+3, tea.MouseLeft)
		move(s, l.left+9, l.top+6, tea.MouseLeft)
		if s.Tab.window != before {
			t.Errorf("%s: the map shows %v", view, s.Tab.window)
		}
	}
}

// The wheel zooms the end states at the pointer: its value stays there.
func TestEnds_wheel(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	turn(s, "ends")
	l := s.Tab.layout(s.Frame)
	wheel := func(x int, b tea.MouseButton) { s.Send(tea.MouseWheelMsg{X: l.left + x, Y: l.top + 3, Button: b}) }
	if wheel(9, tea.MouseWheelUp); s.Tab.endsLook.part != (surface.Rect{}) {
		t.Error("it zooms what is not there yet")
	}
	fillEnds(s)
	value, v := s.Tab.endAt(9), s.Tab.ends.Snapshot.Config.View
	wheel(9, tea.MouseWheelUp)
	p := s.Tab.endsLook.part
	if got := (p.MaxX - p.MinX) / (v.MaxX - v.MinX); math.Abs(got-0.8) > 1e-9 {
		t.Errorf("it shows %v of %v", p, v)
	}
	if a, b := (value-p.MinX)/(p.MaxX-p.MinX), (value-v.MinX)/(v.MaxX-v.MinX); math.Abs(a-b) > 1e-9 {
		t.Errorf("%v moves from %v to %v of the picture", value, b, a)
	}
	s.Tab.endsLook.part = surface.Rect{}
	wheel(9, tea.MouseWheelDown)
	if p := s.Tab.endsLook.part; p.MaxX-p.MinX <= v.MaxX-v.MinX {
		t.Errorf("down it shows %v of %v", p, v)
	}
	s.Tab.endsLook.part = surface.Rect{}
	if wheel(-1, tea.MouseWheelUp); s.Tab.endsLook.part != (surface.Rect{}) {
		t.Error("beside the picture it zooms")
	}
}

// The wheel on a curve that shows all of its values leaves those of f alone.
func TestCurve_wheelRate(t *testing.T) {
	made := snapshot()
	made.Config.Schedule = "exponential"
	made.Config.Decay = 0.5
	s := still(made, 200, 57, colorprofile.ANSI256)
	for i, c := range s.Tab.curvePlaces() {
		if s.Tab.wheelCurve(tea.Mouse{X: c.X, Y: c.Y + 1, Button: tea.MouseWheelUp}); s.Tab.lens.Whole() != c.unscaled {
			t.Errorf("on the values of curve %d, %s, the lens becomes %+v", i, c.title, s.Tab.lens)
		}
		s.Tab.lens.Y.From, s.Tab.lens.Y.To = 0, 0
	}
	if n := len(s.Tab.curvePlaces()); n < 2 {
		t.Errorf("%d curves", n)
	}
}

// The places of the knobs and the curves are those where they are drawn.
func TestMouse_places(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 21}, {120, 37}, {200, 57}, {74, 37}} {
		s := still(race(snapshot()), size[0], size[1], colorprofile.ANSI)
		lines := strings.Split(ansi.Strip(s.Tab.View(s.Frame)), "\n")
		p := s.Tab.KnobsAt()
		cell := func(x, y int) string { return string([]rune(lines[y])[x : x+3]) }
		if got := cell(p.X, p.Y); got != " ▸ " {
			t.Errorf("at %v, the table of knobs begins with %q", size, got)
		}
		if got := cell(p.X-1, p.Y+p.Height); !strings.HasPrefix(got, "╰") {
			t.Errorf("at %v, the table of knobs ends with %q", size, got)
		}
		for _, c := range s.Tab.curvePlaces() {
			corner, foot := cell(c.X-1, c.Y-1), cell(c.X+c.Width-2, c.Y+c.Height)
			if corner[:len("╭")] != "╭" || !strings.HasSuffix(foot, "╯") {
				t.Errorf("at %v, %s is between %q and %q", size, c.title, corner, foot)
			}
			if got := s.Tab.MouseKey(tea.MouseClickMsg{X: c.X, Y: c.Y, Button: tea.MouseLeft}); got != "step-on" {
				t.Errorf("at %v, a click on %s does what %q does", size, c.title, got)
			}
		}
	}
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	if s.Tab.full = true; s.Tab.KnobsAt() != (kit.Place{}) {
		t.Error("there are knobs on the full screen")
	}
	if New(0).KnobsAt() != (kit.Place{}) {
		t.Error("there are knobs before anything is drawn")
	}
}

// To take hold of the map is nothing that a lesson can hide; what comes of it is.
func TestMouseKey_stroke(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	for want, msg := range map[string]tea.MouseMsg{
		"": tea.MouseClickMsg{X: 12, Y: 8, Button: tea.MouseLeft}, "move": tea.MouseMotionMsg{X: 12, Y: 8, Button: tea.MouseLeft},
		"start": tea.MouseReleaseMsg{X: 12, Y: 8, Button: tea.MouseLeft}, "cursor": tea.MouseMotionMsg{X: 12, Y: 8, Button: tea.MouseRight},
	} {
		if got := s.Tab.MouseKey(msg); got != want {
			t.Errorf("%T %v does what %q does, want %q", msg, msg, got, want)
		}
	}
	s.Tab.grip.of = heldCurve
	if got := s.Tab.MouseKey(tea.MouseMotionMsg{X: 12, Y: 8, Button: tea.MouseLeft}); got != "step-on" {
		t.Errorf("the crosshair is dragged as %q", got)
	}
}

// What is under the pointer is read out as it was computed.
func TestHover(t *testing.T) {
	hover := func(s *stage.Stage[*Tab], i, j int) string {
		l := s.Tab.layout(s.Frame)
		return s.Tab.Hover(tea.Mouse{X: l.left + i, Y: l.top + j})
	}
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	p := s.Tab.pointAt(10, 10)
	f := s.Tab.runner.Snapshot.Surface.F(p.X, p.Y)
	if got, want := hover(s, 10, 5), "x -1.72, y 1.72: f = "; !strings.HasPrefix(got, want) || !strings.Contains(got, setting.Short(f)) {
		t.Errorf("the map says %q of f = %v at %v", got, f, p)
	}
	if got := hover(s, -1, 5); got != "" {
		t.Errorf("beside the map it says %q", got)
	}
	turn(s, "tuning")
	if got := hover(s, 3, 3); got != "" {
		t.Errorf("a tuning map that is not there says %q", got)
	}
	fillTuning(s)
	said := map[string]bool{}
	snap := s.Tab.tuning.Snapshot
	for at := range len(snap.Cells) / 2 {
		i, j := at%snap.Config.W, at/snap.Config.W
		text, v := hover(s, i, j), snap.Cells[2*j*snap.Config.W+i]
		want := "f = " + setting.Short(v) + " in the end."
		switch {
		case math.IsInf(v, 0):
			want = "diverges."
		case v >= snap.Start:
			want = "f rose to " + setting.Short(v) + "."
		}
		if !strings.HasSuffix(text, want) || !strings.HasPrefix(text, "step size ") {
			t.Errorf("cell %d, %d says %q, want %q", i, j, text, want)
		}
		said[want[:5]] = true
	}
	if len(said) < 3 {
		t.Errorf("the tuning map says nothing but %v", said)
	}
	turn(s, "ends")
	if got := hover(s, 3, 3); got != "" {
		t.Errorf("end states that are not there say %q", got)
	}
	fillEnds(s)
	for i, want := range map[int]string{
		3: ": settles at ◇ local; f from 0.5 to 0.5.", 9: ": period 2 around ◇ local; f from 0.7812 to 1.062.",
		s.Tab.layout(s.Frame).area.Width - 1: ": leaves after 12 steps.",
	} {
		if got := hover(s, i, 3); got != "step size "+height(s.Tab.endAt(i))+want {
			t.Errorf("column %d of the end states says %q, want %q", i, got, want)
		}
	}
}

func TestHover_basins(t *testing.T) {
	s := still(snapshot(), 140, 37, colorprofile.ANSI256)
	turn(s, "basins")
	fillBasins(s)
	l := s.Tab.layout(s.Frame)
	for j := range l.area.Height {
		text := s.Tab.Hover(tea.Mouse{X: l.left + 2, Y: l.top + j})
		fate := s.Tab.starts().Cells[2*j*l.area.Width+2]
		if fate.End == descent.Unknown {
			continue
		}
		want := "; a start here " + map[descent.End]string{
			descent.Reached: "reaches", descent.Heading: "heads for", descent.Orbiting: "orbits", descent.Gone: "leaves", descent.Wandering: "wanders", descent.Resting: "rests", descent.Lost: "comes to where",
		}[fate.End]
		if fate.End == descent.Heading && fate.Minimum < 0 {
			want = "; a start here falls"
		}
		if !strings.Contains(text, want) || fate.Minimum >= 0 && !strings.Contains(text, "minim") {
			t.Errorf("%+v is said to be %q", fate, text)
		}
	}
	s.Tab.window = s.Tab.window.Pan(0.1, 0)
	if text := s.Tab.Hover(tea.Mouse{X: l.left + 2, Y: l.top + 2}); strings.Contains(text, "a start") {
		t.Errorf("of a map that is not there yet it says %q", text)
	}
}

func TestFateInWords(t *testing.T) {
	for want, f := range map[string]descent.Fate{
		"reaches M after 3 steps": {End: descent.Reached, Steps: 3}, "heads for M": {End: descent.Heading}, "falls": {End: descent.Heading, Minimum: -1},
		"orbits M": {End: descent.Orbiting}, "leaves": {End: descent.Gone, Minimum: -1}, "comes to where f is undefined": {End: descent.Lost, Minimum: -1},
		"wanders": {End: descent.Wandering, Minimum: -1}, "rests": {End: descent.Resting, Minimum: -1},
	} {
		if got := fateInWords(f, " M"); got != want {
			t.Errorf("%+v %s, want %s", f, got, want)
		}
	}
}

// On a curve it is the step, of all paths.
func TestHover_curve(t *testing.T) {
	at := func(s *stage.Stage[*Tab], share float64) string {
		c := s.Tab.curvePlaces()[0]
		for x := range c.Width {
			if v, ok := c.plot.At(c.Frame, x, 1); ok && v >= share*float64(s.Tab.last()) {
				return s.Tab.Hover(tea.Mouse{X: c.X + x, Y: c.Y + 1})
			}
		}
		return "nowhere"
	}
	s := still(snapshot(), 120, 37, colorprofile.ANSI256)
	for share, want := range map[float64]string{0: "Step 0: x 4, y 3, f = 43.", 0.5: "Step 2: x 2.5, y 1.5, f = 13.", 1: "Step 4: x 2.0625, y 1.0625, f = 7.6406."} {
		if got := at(s, share); got != want {
			t.Errorf("at %v it says %q, want %q", share, got, want)
		}
	}
	s.Tab.step = 1 // what lies beyond is drawn faintly, and read out
	if got := at(s, 0.5); got != "Step 2: x 2.5, y 1.5, f = 13." {
		t.Errorf("beyond the present step it says %q", got)
	}
	s = still(race(snapshot()), 120, 37, colorprofile.ANSI256)
	if got := at(s, 0.5); got != "Step 2:  G 13  L -1.2  A 8148" {
		t.Errorf("a race says %q", got)
	}
	if got := at(s, 1); got != "Step 4:  G 7.641" {
		t.Errorf("at its end it says %q", got)
	}
}

func TestHover_theory(t *testing.T) {
	for method, momentum := range map[string]bool{"gd": false, "momentum": true} {
		s := still(onBowl(method), 80, 21, colorprofile.ANSI256)
		turn(s, "theory")
		l := s.Tab.layout(s.Frame)
		text := s.Tab.Hover(tea.Mouse{X: l.left + 5, Y: l.top + 3})
		q, _, _ := s.Tab.quadratic()
		at := q.View().At(5, 6, l.area.Width, 2*l.area.Height)
		if !strings.HasPrefix(text, "step size "+height(at.X)) || strings.Contains(text, "momentum "+height(at.Y)) != momentum || !strings.Contains(text, ": spectral radius 0.") {
			t.Errorf("%s at %v: %q", method, at, text)
		}
	}
	s := still(onBowl("adam"), 80, 21, colorprofile.ANSI256)
	turn(s, "theory")
	l := s.Tab.layout(s.Frame)
	if text := s.Tab.Hover(tea.Mouse{X: l.left + 5, Y: l.top + 3}); text != "" {
		t.Errorf("of adam it says %q", text)
	}
}
