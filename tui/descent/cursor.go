package descent

import (
	"math"

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
