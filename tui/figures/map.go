package figures

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
)

// Measures of the map, in points.
const (
	mapWidth          = 330
	mapLeast, mapMost = 140, 420
	barGap, barWidth  = 14, 11
	scaleTextAbove    = 6
	mostMarked        = 100    // steps: of more, none is marked
	mostDrawn         = 20_000 // steps on a map, if they cannot be thinned
	stepMark, endMark = 1.9, 3.4
)

// contour is the contour map. Its axes have the same scale, unless the view is
// much wider than high or the other way round: only then do gradients look as
// they are, at right angles to the contour lines.
func contour(s descent.Snapshot, view surface.Rect) page {
	f := page{title: surfaceTitle(s), notes: descentNotes(s)}
	if !view.OK() {
		view = s.Surface.Domain
	}
	ratio := (view.MaxY - view.MinY) / (view.MaxX - view.MinX)
	w, h := vg.Length(mapWidth), vg.Length(min(max(mapWidth*ratio, mapLeast), mapMost))
	if ratio > 1 {
		w = max(h/vg.Length(ratio), mapLeast)
	}
	g := newGround(s.Surface, view)
	p := newPanel(axis{label: "x", low: view.MinX, high: view.MaxX}, axis{label: "y", low: view.MinY, high: view.MaxY})
	p.add(g.colours())
	if !g.flat() && !g.tangled {
		p.add(g.contours())
	}
	if g.flat() && !math.IsNaN(g.low) {
		f.notes = append(f.notes, "f has one value in all of this view: "+number(g.low, 5)+".")
	}
	if g.partial {
		f.notes = append(f.notes, "Striped: f is not defined there.")
		p.add(g.undefined())
	}
	f.legend = p.drawPaths(s, view)
	f.height = h + bottom + scaleTextAbove
	f.body = func(c draw.Canvas) {
		frame := vg.Rectangle{Min: vg.Point{X: c.Min.X + left - 10, Y: c.Min.Y + bottom}}
		frame.Max = frame.Min.Add(vg.Point{X: w, Y: h})
		p.place(c, frame)
		if !g.flat() {
			g.scale(c, vg.Rectangle{Min: vg.Point{X: frame.Max.X + barGap, Y: frame.Min.Y}, Max: vg.Point{X: frame.Max.X + barGap + barWidth, Y: frame.Max.Y}})
		}
	}
	return f
}

// drawPaths adds the minima, over them the paths, that of the chosen method on
// top, and the start. It returns the legend of what is in view.
func (p panel) drawPaths(s descent.Snapshot, view surface.Rect) []entry {
	minima := p.minima(s.Surface.Minima, view)
	ways := runs(s)
	entries := make([]entry, len(ways))
	for i := len(ways) - 1; i >= 0; i-- {
		entries[i] = p.path(ways[i], line(i), view)
	}
	if view.Contains(s.Path[0].Point()) {
		start := p.marks([]float64{s.Config.X}, []float64{s.Config.Y}, disc(ink, 4.4), disc(paper, 3))
		entries = append(entries, entry{"start", []plot.Thumbnailer{start}})
	}
	if view.Contains(s.Last().Point()) {
		entries = append(entries, entry{"end", []plot.Thumbnailer{glyphs{disc(ink, endMark)}}})
	}
	return append(entries, minima...)
}

// path adds the way of a method, with an edge of paper that parts it from what
// lies under it, and returns its legend. A path that leaves the view for good
// ends at the frame.
func (p panel) path(r descent.Run, style draw.LineStyle, view surface.Rect) entry {
	inside := -1 // the last point in view
	for i, q := range r.Path {
		if view.Contains(q.Point()) {
			inside = i
		}
	}
	name := methodName(r)
	if inside < len(r.Path)-1 {
		name += ", leaves the map"
	}
	_, x, y, _ := columns(r.Path[:min(inside+2, len(r.Path))])
	if len(x) > mostDrawn && len(slices.Concat(p.points(x, y)...)) > mostDrawn {
		x, y = x[:mostDrawn], y[:mostDrawn]
		name += fmt.Sprintf(", first %d steps", mostDrawn)
	}
	p.line(x, y, solid(paper, style.Width+1.6))
	thumbs := []plot.Thumbnailer{p.line(x, y, style)}
	if len(r.Path) <= mostMarked {
		x, y := p.spaced(x, y)
		thumbs = append(thumbs, p.marks(x, y, disc(paper, stepMark+0.7), disc(style.Color, stepMark)))
	}
	if end := r.Last(); inside == len(r.Path)-1 {
		p.marks([]float64{end.X}, []float64{end.Y}, disc(paper, endMark+0.8), disc(style.Color, endMark))
	}
	return entry{name, thumbs}
}

// spaced returns those points that are far enough from the one before to be
// told apart.
func (p panel) spaced(x, y []float64) (outX, outY []float64) {
	const apart = 0.012 // of the map's sides
	var lastX, lastY float64
	for i := range x {
		tx, _ := p.x.at(x[i])
		ty, _ := p.y.at(y[i])
		if i == 0 || math.Hypot(tx-lastX, ty-lastY) > apart {
			outX, outY, lastX, lastY = append(outX, x[i]), append(outY, y[i]), tx, ty
		}
	}
	return outX, outY
}

func methodName(r descent.Run) string {
	if r.State == model.Diverged {
		return r.Method + ", diverged"
	}
	return r.Method
}

// minima adds the minima in view; where they are many, small.
func (p panel) minima(all []surface.Minimum, view surface.Rect) (legend []entry) {
	const many = 30
	size := vg.Length(1)
	if len(all) > many {
		size = 0.6
	}
	for _, global := range []bool{true, false} {
		var x, y []float64
		for _, m := range all {
			if m.Global == global && view.Contains(m.Point) {
				x, y = append(x, m.X), append(y, m.Y)
			}
		}
		if len(x) == 0 {
			continue
		}
		signs := []draw.GlyphStyle{{Color: paper, Radius: 6.6 * size, Shape: diamond{}}, {Color: ink, Radius: 5.4 * size, Shape: diamond{}}}
		if !global {
			signs = append(signs, draw.GlyphStyle{Color: paper, Radius: 3.6 * size, Shape: diamond{}})
		}
		legend = append(legend, entry{surface.Minimum{Global: global}.Kind(), []plot.Thumbnailer{p.marks(x, y, signs...)}})
	}
	return legend
}

// diamond is a draw.GlyphDrawer.
type diamond struct{}

func (diamond) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	r := style.Radius
	c.FillPolygon(style.Color, []vg.Point{{X: at.X - r, Y: at.Y}, {X: at.X, Y: at.Y + r}, {X: at.X + r, Y: at.Y}, {X: at.X, Y: at.Y - r}})
}
