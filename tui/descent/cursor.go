package descent

import (
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/kit"
)

// mapCursor is a place on the map that keys move and readouts describe.
type mapCursor struct {
	on bool
	at surface.Point
}

// pressMap answers the keys that look at the map, and reports whether it did.
func (t *Tab) pressMap(msg tea.KeyPressMsg) bool {
	if !t.runner.Ready {
		return false
	}
	switch {
	case key.Matches(msg, kit.Bound.Close):
		t.cursor.on, t.mode, t.full = false, showContour, false
	case t.mode == showTuning: // which has no plane to zoom or to walk on
		if !key.Matches(msg, kit.Bound.Take) {
			return false
		}
		t.takeBest()
	case key.Matches(msg, kit.Bound.ZoomIn):
		t.zoom(1/1.5, t.focus())
	case key.Matches(msg, kit.Bound.ZoomOut):
		t.zoom(1.5, t.focus())
	case key.Matches(msg, kit.Bound.Reset):
		t.view = t.viewOf.Domain
	case key.Matches(msg, kit.Bound.FitPath):
		t.fitPath()
	case key.Matches(msg, kit.Bound.Cursor):
		t.cursor.on = !t.cursor.on
		if !t.view.Contains(t.cursor.at) {
			t.cursor.at = t.view.At(0, 0, 1, 1)
		}
	case !t.cursor.on:
		return false
	case key.Matches(msg, kit.Bound.Start):
		t.startAt(t.cursor.at)
	default:
		return t.moveCursor(msg)
	}
	return true
}

// focus is the point that zooming keeps in place.
func (t *Tab) focus() surface.Point {
	p := t.path()[len(t.path())-1].Point()
	switch {
	case t.cursor.on:
		return t.cursor.at
	case t.view.Contains(p):
		return p
	}
	return t.view.At(0, 0, 1, 1)
}

func (t *Tab) zoom(factor float64, around surface.Point) {
	if v := t.view.Zoom(factor, around); v.OK() {
		t.view = v
	}
}

// fitPath turns the map to the path; the view keeps the domain's shape.
func (t *Tab) fitPath() {
	var points []surface.Point
	near := t.viewOf.Domain.Zoom(20, t.viewOf.Domain.At(0, 0, 1, 1)) // of a path that diverges, its beginning
	for _, p := range t.path() {
		if near.Contains(p.Point()) {
			points = append(points, p.Point())
		}
	}
	if v := surface.Around(points); v.OK() {
		t.view = v
	}
}

// moveCursor moves by a cell, or by ten columns or five rows; at the edge the
// map moves. It reports whether the key was one of these.
func (t *Tab) moveCursor(msg tea.KeyPressMsg) bool {
	for _, m := range []struct {
		key    key.Binding
		dx, dy float64 // in cells
	}{
		{kit.Bound.Left, -1, 0}, {kit.Bound.Right, 1, 0}, {kit.Bound.Down, 0, -1}, {kit.Bound.Up, 0, 1},
		{kit.Bound.BigLeft, -10, 0}, {kit.Bound.BigRight, 10, 0}, {kit.Bound.BigDown, 0, -5}, {kit.Bound.BigUp, 0, 5},
	} {
		if key.Matches(msg, m.key) {
			picture := t.layout().picture
			t.shiftCursor(m.dx/float64(max(picture.Width, 1)), m.dy/float64(max(picture.Height, 1)))
			return true
		}
	}
	return false
}

// shiftCursor moves the cursor by shares of the map's width and height.
func (t *Tab) shiftCursor(x, y float64) {
	t.cursor.at.X += x * (t.view.MaxX - t.view.MinX)
	t.cursor.at.Y += y * (t.view.MaxY - t.view.MinY)
	if v := t.view.Pan(x, y); !t.view.Contains(t.cursor.at) && v.OK() {
		t.view = v
	}
}

// startAt starts the descent at a point, rounded to what the map can tell
// apart.
func (t *Tab) startAt(p surface.Point) {
	unit := math.Pow(10, math.Floor(math.Log10((t.view.MaxX-t.view.MinX)/200)))
	round := func(v float64) float64 { return kit.Tidy(math.Round(v/unit) * unit) }
	t.runner.Config.X, t.runner.Config.Y = round(p.X), round(p.Y)
	t.changed()
}

// takeBest takes over the best cell of the tuning map.
func (t *Tab) takeBest() {
	if s := t.tuning.Snapshot; t.tuning.Ready && s.Best >= 0 {
		t.takeCell(s.Config, s.Best%s.Config.W, s.Best/s.Config.W)
	}
}

func (t *Tab) takeCell(c descent.MapConfig, i, j int) {
	d := c.At(i, j)
	t.runner.Config.Step, t.runner.Config.Decay = d.Step, d.Decay
	t.changed()
}

// click starts the descent where the map was clicked, or takes that cell of
// the tuning map. The right button moves the cursor.
func (t *Tab) click(msg tea.MouseClickMsg) {
	i, j, ok := t.pixelAt(msg.X, msg.Y)
	switch {
	case !ok || t.typing.open:
	case msg.Button == tea.MouseRight && t.mode != showTuning:
		t.cursor = mapCursor{true, t.pointAt(i, j)}
	case msg.Button != tea.MouseLeft:
	case t.mode == showTuning:
		t.takeCell(t.tuning.Config, i, j)
	default:
		t.cursor.at = t.pointAt(i, j)
		t.startAt(t.cursor.at)
	}
}

// wheel zooms around the pointer.
func (t *Tab) wheel(msg tea.MouseWheelMsg) {
	i, j, ok := t.pixelAt(msg.X, msg.Y)
	switch {
	case !ok || t.mode == showTuning:
	case msg.Button == tea.MouseWheelUp:
		t.zoom(1/1.25, t.pointAt(i, j))
	case msg.Button == tea.MouseWheelDown:
		t.zoom(1.25, t.pointAt(i, j))
	}
}

// pixelAt returns the pixel of the map under a cell of the screen.
func (t *Tab) pixelAt(x, y int) (i, j int, ok bool) {
	l := t.layout()
	i, j = x-l.left, y-l.top
	return i, j * l.picture.PixelRows(), t.runner.Ready && i >= 0 && j >= 0 && i < l.picture.Width && j < l.picture.Height
}

func (t *Tab) pointAt(i, j int) surface.Point {
	m := t.layout().picture
	return t.view.At(i, j, m.Width, m.Height*m.PixelRows())
}
