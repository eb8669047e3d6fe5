package descent

import (
	"image/color"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// onPlane draws the paths on a map of the plane.
func (t *Tab) onPlane(c *chart.Grid) string {
	p := plotter{c, t.window}
	for i, r := range t.runner.Snapshot.Rivals {
		t.drawRival(p, r, c.Frame.Theme.Pen(i+1))
	}
	t.drawPath(p)
	if t.cursor.on {
		p.mark(t.cursor.at, "┼", c.Frame.Theme.OnMap)
	}
	return withAxes(c, planeLabels(t.window, c.Frame.Width, 2*c.Frame.Height))
}

// plotter draws in the coordinates of the plane.
type plotter struct {
	*chart.Grid
	view surface.Rect
}

// place returns the place of a point in dots.
func (p plotter) place(at surface.Point) (x, y float64) {
	w, h := p.Dots()
	return p.view.Pixel(at, w, h)
}

func (p plotter) mark(at surface.Point, glyph string, ink color.Color) {
	x, y := p.place(at)
	p.Mark(x, y, glyph, ink)
}

// path draws a path. One that leaves the map for good is cut at the frame and
// has a cross there.
func (p plotter) path(points []descent.Point, pen kit.Pen) {
	phase := 0.0
	inside := descent.Inside(points, p.view)
	for i := 1; i < min(inside+1, len(points)); i++ {
		x0, y0 := p.place(points[i-1].Point())
		x1, y1 := p.place(points[i].Point())
		phase = p.Line(x0, y0, x1, y1, &pen, chart.Over, phase)
	}
}

// drawPath puts minima and path on the map.
func (t *Tab) drawPath(p plotter) {
	path, theme := t.path(), p.Frame.Theme
	p.path(path, theme.Pen(0))
	for _, m := range t.runner.Snapshot.Surface.Minima {
		glyph := "◇"
		if m.Global {
			glyph = "◆"
		}
		p.mark(m.Point, glyph, theme.OnMap)
	}
	for _, q := range path {
		p.mark(q.Point(), "•", theme.OnMap)
	}
	p.mark(path[0].Point(), "○", theme.OnMap)
	p.mark(path[len(path)-1].Point(), "●", theme.OnMap)
}

// drawRival draws the way of another method; its letter stands at the end.
func (t *Tab) drawRival(p plotter, r descent.Run, pen kit.Pen) {
	path := t.visible(r.Path)
	p.path(path, pen)
	p.mark(path[len(path)-1].Point(), methodLetter(r.Method), p.Frame.Theme.OnMap)
}

// methodLetter is the sign of a method on the map and in the table.
func methodLetter(method string) string {
	letters := map[string]string{"gd": "G", "momentum": "M", "nesterov": "N", "adagrad": "D", "rmsprop": "R", "adam": "A", "line-search": "L", "newton": "W", "bfgs": "B"}
	return letters[method]
}

func planeLabels(view surface.Rect, w, h int) labels {
	l := newLabels()
	for _, x := range (axis.Axis{Low: view.MinX, High: view.MaxX}).Ticks(max(2, w/9)) {
		i, _ := view.Pixel(surface.Point{X: x.Value}, w, h)
		l.x.put(i, w, x.Value)
	}
	for _, y := range (axis.Axis{Low: view.MinY, High: view.MaxY}).Ticks(max(2, h/8)) {
		_, j := view.Pixel(surface.Point{Y: y.Value}, w, h)
		l.y.put(j, h, y.Value)
	}
	return l
}
