package descent

import (
	"math"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/model/surface"
)

// mapCursor is a place on the map that keys move and readouts describe.
type mapCursor struct {
	on bool
	at surface.Point
}

// walking reports whether the keys move the cursor on the map.
func (t *Tab) walking() bool { return t.of != nil && t.cursor.on && t.chosen().plane }

func (t *Tab) toggleCursor() {
	t.cursor.on = !t.cursor.on
	if !t.window.Contains(t.cursor.at) {
		t.cursor.at = t.window.At(0, 0, 1, 1)
	}
}

// focus is the point that zooming keeps in place.
func (t *Tab) focus() surface.Point {
	p := t.path()[len(t.path())-1].Point()
	switch {
	case t.cursor.on:
		return t.cursor.at
	case t.window.Contains(p):
		return p
	}
	return t.window.At(0, 0, 1, 1)
}

func (t *Tab) zoom(factor float64, around surface.Point) {
	if w := t.window.Zoom(factor, around); w.OK() {
		t.window = w
	}
}

// fitPath turns the map to the path; the window keeps the domain's shape.
func (t *Tab) fitPath() {
	var points []surface.Point
	near := t.of.Domain.Zoom(20, t.of.Domain.At(0, 0, 1, 1)) // of a path that diverges, its beginning
	for _, p := range t.path() {
		if near.Contains(p.Point()) {
			points = append(points, p.Point())
		}
	}
	if w := surface.Around(points); w.OK() {
		t.window = w
	}
}

// moveCursor moves by a cell, or by ten columns or five rows; at the edge the
// map moves.
func (t *Tab) moveCursor(right, down int, far bool) {
	if far {
		right, down = 10*right, 5*down
	}
	m := t.layout(t.body).area
	x, y := float64(right)/float64(max(m.Width, 1)), -float64(down)/float64(max(m.Height, 1))
	t.cursor.at.X += x * (t.window.MaxX - t.window.MinX)
	t.cursor.at.Y += y * (t.window.MaxY - t.window.MinY)
	if w := t.window.Pan(x, y); !t.window.Contains(t.cursor.at) && w.OK() {
		t.window = w
	}
}

// startAt starts the descent at a point, rounded to what the map can tell
// apart.
func (t *Tab) startAt(p surface.Point) {
	unit := math.Pow(10, math.Floor(math.Log10((t.window.MaxX-t.window.MinX)/200)))
	round := func(v float64) float64 { return setting.Tidy(math.Round(v/unit) * unit) }
	t.runner.Config.X, t.runner.Config.Y = round(p.X), round(p.Y)
	t.changed()
}

// click does with the left button what the view does there; the right one
// moves the cursor.
func (t *Tab) click(msg tea.MouseClickMsg) {
	i, j, ok := t.pixelAt(msg.X, msg.Y)
	switch v := t.chosen(); {
	case t.typing.isOpen():
	case msg.Button == tea.MouseLeft && t.clickCurve(msg.Mouse()):
	case !ok:
	case msg.Button == tea.MouseRight && v.plane:
		t.cursor = mapCursor{true, t.pointAt(i, j)}
	case msg.Button == tea.MouseLeft:
		v.click(t, i, j)
	}
}

// clickStart starts the descent where the map was clicked.
func (t *Tab) clickStart(i, j int) {
	t.cursor.at = t.pointAt(i, j)
	t.startAt(t.cursor.at)
}

// wheel zooms around the pointer.
func (t *Tab) wheel(msg tea.MouseWheelMsg) {
	i, j, ok := t.pixelAt(msg.X, msg.Y)
	switch {
	case t.wheelCurve(msg.Mouse()):
	case !ok || !t.chosen().plane:
	case msg.Button == tea.MouseWheelUp:
		t.zoom(1/1.25, t.pointAt(i, j))
	case msg.Button == tea.MouseWheelDown:
		t.zoom(1.25, t.pointAt(i, j))
	}
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
