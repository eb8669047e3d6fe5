package descent

import (
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model/surface"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// A grip is what the mouse holds while a button is down.
type grip struct {
	of     held
	x, y   int          // where it went down
	view   string       // and in which view,
	window surface.Rect // with the map turned to this
	moved  bool         // has it been elsewhere since?
}

type held int

const (
	heldNothing held = iota
	heldMap
	heldCursor
	heldCurve
)

// mouse does what the mouse asks for. The left button does what the view does
// where it goes down and up again, and drags the map; the right one moves the
// cursor; on a curve both stand for the crosshair.
func (t *Tab) mouse(msg tea.MouseMsg) {
	m := msg.Mouse()
	switch msg.(type) {
	case tea.MouseClickMsg:
		t.grip = grip{x: m.X, y: m.Y, view: t.view, window: t.window}
		if !t.typing.isOpen() {
			t.grip.of = t.grasp(m)
		}
	case tea.MouseMotionMsg:
		t.drag(m)
	case tea.MouseReleaseMsg:
		t.release(m)
	case tea.MouseWheelMsg:
		t.wheel(m)
	}
}

// grasp takes hold of what is under the mouse.
func (t *Tab) grasp(m tea.Mouse) held {
	i, j, ok := t.pixelAt(m.X, m.Y)
	switch {
	case m.Button == tea.MouseLeft && t.clickCurve(m):
		return heldCurve
	case ok && m.Button == tea.MouseRight && t.chosen().plane:
		t.cursor = mapCursor{true, t.pointAt(i, j)}
		return heldCursor
	case ok && m.Button == tea.MouseLeft:
		return heldMap
	}
	return heldNothing
}

// drag moves what the mouse holds: the map follows the pointer.
func (t *Tab) drag(m tea.Mouse) {
	g := &t.grip
	g.moved = g.moved || m.X != g.x || m.Y != g.y
	switch g.of {
	case heldCurve:
		t.clickCurve(m)
	case heldCursor:
		if i, j, ok := t.pixelAt(m.X, m.Y); ok && t.chosen().plane {
			t.cursor = mapCursor{true, t.pointAt(i, j)}
		}
	case heldMap:
		a := t.layout(t.body).area
		right, down := float64(m.X-g.x)/float64(max(a.Width, 1)), float64(m.Y-g.y)/float64(max(a.Height, 1))
		if w := g.window.Pan(-right, down); t.chosen().plane && g.view == t.view && w.OK() {
			t.window = w
		}
	}
}

// release does what the view does where it was clicked, unless the mouse has
// been elsewhere since.
func (t *Tab) release(m tea.Mouse) {
	g := t.grip
	t.grip = grip{}
	i, j, ok := t.pixelAt(m.X, m.Y)
	if g.of == heldMap && g.view == t.view && !g.moved && m.X == g.x && m.Y == g.y && ok {
		t.chosen().click(t, i, j)
	}
}

// clickStart starts the descent where the map was clicked.
func (t *Tab) clickStart(i, j int) {
	t.cursor.at = t.pointAt(i, j)
	t.startAt(t.cursor.at)
}

// wheel zooms around the pointer.
func (t *Tab) wheel(m tea.Mouse) {
	i, j, ok := t.pixelAt(m.X, m.Y)
	factor := map[tea.MouseButton]float64{tea.MouseWheelUp: 1 / 1.25, tea.MouseWheelDown: 1.25}[m.Button]
	switch v := t.chosen(); {
	case t.wheelCurve(m), !ok, factor == 0:
	case v.plane:
		t.zoom(factor, t.pointAt(i, j))
	case v.name == "ends" && t.ended():
		t.zoomEnds(factor, t.endAt(i))
	}
}

// MouseKey names the key that does what the mouse does on the map, or on a
// curve. To take hold of the map is nothing yet.
func (t *Tab) MouseKey(msg tea.MouseMsg) string {
	m := msg.Mouse()
	_, pressed := msg.(tea.MouseClickMsg)
	_, dragged := msg.(tea.MouseMotionMsg)
	_, onCurve := t.curveAt(m)
	switch by := kit.Wheeled(msg); {
	case onCurve && by < 0:
		return "stretch"
	case onCurve && by > 0:
		return "squeeze"
	case by < 0:
		return "zoom-in"
	case by > 0:
		return "zoom-out"
	case onCurve && pressed, t.grip.of == heldCurve:
		return "step-on"
	case m.Button == tea.MouseRight:
		return "cursor"
	case pressed:
		return ""
	case dragged:
		return "move"
	}
	return t.chosen().clickID
}

// pixelAt returns the pixel of the map under a cell of the screen.
func (t *Tab) pixelAt(x, y int) (i, j int, ok bool) {
	l := t.layout(t.body)
	i, j = x-l.left, y-l.top
	return i, 2 * j, t.runner.Ready && i >= 0 && j >= 0 && i < l.area.Width && j < l.area.Height
}

func (t *Tab) pointAt(i, j int) surface.Point {
	m := t.layout(t.body).area
	return t.window.At(i, j, m.Width, 2*m.Height)
}

// KnobsAt is where the table of knobs is.
func (t *Tab) KnobsAt() (at kit.Place) {
	l := t.layout(t.body)
	if !t.runner.Ready || l.side.Width == 0 {
		return at
	}
	side, _ := t.sideNow(l)
	at.X, at.Y = l.panel.Width+1, 1
	at.Frame = side.knobs.Sized(side.knobs.Width-2, side.knobs.Height-2)
	return at
}

// sideNow divides the column beside the map as it is drawn, with the curves that
// have a place in it.
func (t *Tab) sideNow(l layout) (side sideLayout, curves []func(kit.Frame) curve) {
	if curves = t.curves(); l.below.Height > 0 {
		curves = curves[1:]
	}
	_, _, text := t.reading(l.side)
	return t.sideLayout(l.side, strings.Count(text, "\n")+1, len(curves)), curves
}

// A curvePlace is a curve as it is drawn, and where.
type curvePlace struct {
	kit.Place
	curve
}

// curvePlaces lists the curves that are on the screen.
func (t *Tab) curvePlaces() (list []curvePlace) {
	add := func(x, y int, f kit.Frame, draw func(kit.Frame) curve) {
		list = append(list, curvePlace{kit.Place{X: x + 1, Y: y + 1, Frame: f.Sized(f.Width-2, f.Height-2)}, draw(f)})
	}
	l := t.layout(t.body)
	if !t.runner.Ready {
		return nil
	}
	if l.below.Height > 0 {
		add(0, l.panel.Height, l.below, t.curves()[0])
	}
	if l.side.Width == 0 {
		return list
	}
	side, curves := t.sideNow(l)
	y := side.knobs.Height
	if !side.beside {
		y += side.reading.Height
	}
	for i, f := range side.curves {
		add(l.panel.Width, y, f, curves[i])
		y += f.Height
	}
	return list
}

// curveAt returns the curve whose panel the mouse is in.
func (t *Tab) curveAt(m tea.Mouse) (c curvePlace, ok bool) {
	for _, c := range t.curvePlaces() {
		if c.Holds(c.From(m)) {
			return c, true
		}
	}
	return c, false
}

// stepAt returns the step under the mouse, and the curve that it is on.
func (t *Tab) stepAt(m tea.Mouse) (c curvePlace, step int, ok bool) {
	if c, ok = t.curveAt(m); !ok {
		return c, 0, false
	}
	at := c.From(m)
	x, ok := c.plot.At(c.Frame, at.X, at.Y)
	return c, int(math.Round(x)), ok
}

// clickCurve moves to the step under the mouse, if that is on a curve.
func (t *Tab) clickCurve(m tea.Mouse) bool {
	_, step, ok := t.stepAt(m)
	if ok {
		t.ticks.Stop()
		t.scrub(step - min(t.step, t.last()))
	}
	return ok
}

// wheelCurve zooms, if the mouse is on a curve.
func (t *Tab) wheelCurve(m tea.Mouse) bool {
	c, ok := t.curveAt(m)
	if !ok {
		return false
	}
	values := t.lens.Y
	zoomed := t.lens.Wheel(&c.plot, c.Frame, c.From(m))
	if c.unscaled {
		t.lens.Y = values
	}
	return zoomed
}

// mainPlot is the plot of the first curve.
func (t *Tab) mainPlot() *chart.Plot {
	c := t.curves()[0](t.body)
	return &c.plot
}
