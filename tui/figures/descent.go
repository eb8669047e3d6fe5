package figures

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/nn"
	"nntui/tui/axis"
)

// Descent returns two figures: "contour", the part of the surface in view as a
// contour map, on a scale with that spacing, with the way down and those of the
// rivals, and "curve", f along these.
func Descent(s descent.Snapshot, view surface.Rect, spacing axis.Spacing) []Figure {
	const nodes = 181 // along each side of the map, where f is taken for the contour lines
	return []Figure{
		{"contour", "contour map with the path", func() *page { return contour(s, view, spacing, nodes) }},
		{"curve", "f from step to step", func() *page { return curve(s) }},
	}
}

// tell says what was set and where it led.
func (f *page) tell(s descent.Snapshot) {
	c, end := s.Config, s.Last()
	text := fmt.Sprintf("%s from (%s, %s), ", c.Method, number(c.X, 4), number(c.Y, 4))
	if slices.ContainsFunc(descent.Methods, func(m descent.Method) bool { return m.Name == c.Method && m.Rate }) {
		text += "step size " + number(c.Step, 4) + ", "
		if c.Schedule != "constant" && (c.Schedule != "exponential" || c.Decay != 1) {
			text += fmt.Sprintf("%s schedule with decay %s, ", c.Schedule, number(c.Decay, 4))
		}
	}
	if o, err := nn.OptimizerNamed(c.Method); err == nil && o.Momentum > 0 {
		text += "momentum " + number(c.Momentum, 4) + ", "
	}
	text += fmt.Sprintf("%s. It ends at (%s, %s), f = %s", count(len(s.Path)-1, "step"), number(end.X, 4), number(end.Y, 4), number(end.F, 5))
	if m, distance := s.Nearest(); len(s.Surface.Minima) > 0 {
		text += fmt.Sprintf(", %s from the %s", number(distance, 2), m.Kind())
	}
	f.note(true, "%s.", text)
	f.note(s.State == model.Diverged || s.Fate.End != descent.Unknown, "%s", s.Sentence(s.Run))
}

// runs lists the ways down, that of the chosen method first.
func runs(s descent.Snapshot) []descent.Run {
	return append([]descent.Run{s.Run}, s.Rivals...)
}

func methodName(r descent.Run) string {
	if r.State == model.Diverged {
		return r.Method + ", diverged"
	}
	return r.Method
}

// curve is f over the steps, on a logarithmic axis where f stays above 0 and
// goes over more than three decades.
func curve(s descent.Snapshot) *page {
	f := &page{title: "f along the path", height: 250}
	f.note(true, "f(x, y) = %s", formula(s.Surface.Formula))
	f.tell(s)
	ways := make([]plotter.XYs, 1+len(s.Rivals))
	steps := 0
	for i, r := range runs(s) {
		for step, q := range r.Path {
			ways[i] = append(ways[i], plotter.XY{X: float64(step), Y: q.F})
		}
		steps = max(steps, len(r.Path)-1)
	}
	all := heights(ways...)
	x, y := axis.Span("step", false, 0, float64(steps)), axis.Span("f", decades(all), all...).Padded(0.05)
	if x.Whole = true; y.Log {
		y.Name = "f (logarithmic)"
	}
	p := newPanel(x, y)
	for i, r := range runs(s) {
		f.explain(methodName(r)+", f = "+number(r.Last().F, 4), p.line(ways[i], line(i), mostMarked)...)
	}
	if minima := s.Surface.Minima; len(minima) > 0 && minima[0].F >= y.Low && minima[0].F <= y.High {
		floor := plotter.XYs{{X: x.Low, Y: minima[0].F}, {X: x.High, Y: minima[0].F}}
		f.explain("global minimum, f = "+number(minima[0].F, 5), p.line(floor, dotted, 0)...)
	}
	f.body = p.fill
	return f
}

// contour is the contour map. Its axes have the same scale, unless the view is
// much wider than high or the other way round: only then do gradients look as
// they are, at right angles to the contour lines.
func contour(s descent.Snapshot, view surface.Rect, spacing axis.Spacing, nodes int) *page {
	const mapWidth, least, most, barGap, barWidth = 325, 140, 420, 60, 11 // in points
	f := &page{title: "f(x, y) = " + formula(s.Surface.Formula)}
	f.tell(s)
	if !view.OK() {
		view = s.Surface.Domain
	}
	ratio := vg.Length((view.MaxY - view.MinY) / (view.MaxX - view.MinX))
	h := min(max(mapWidth*ratio, least), most)
	w := min(max(h/ratio, least), mapWidth)
	g := newGround(s.Surface, view, spacing, nodes)
	x := axis.Axis{Name: "x", Low: view.MinX, High: view.MaxX}
	p := newPanel(x, axis.Axis{Name: "y", Low: view.MinY, High: view.MaxY})
	p.X.Tick.Marker = printed(x.Ticks(int(w / 50)))
	levels := g.levels.Ticks(int(h / 15))
	g.draw(p, levels, w, h, taken(s, view, w, h))
	f.note(g.flat() && g.low <= g.high, "f has one value in all of this view: %s.", number(g.low, 5))
	f.note(g.partial, "Striped: f is not a finite number there.")
	p.drawPaths(f, s, view)
	f.height = h + bottom + 6
	f.body = func(c draw.Canvas) {
		frame := vg.Rectangle{Min: vg.Point{X: c.Min.X + left - 10, Y: c.Min.Y + bottom}}
		frame.Max = frame.Min.Add(vg.Point{X: w, Y: h})
		p.place(c, frame)
		if !g.flat() {
			frame.Min.X = frame.Max.X + barGap
			frame.Max.X = frame.Min.X + barWidth
			g.scale(levels, float64(h)).place(c, frame)
		}
	}
	return f
}

// drawPaths adds minima, saddle points and maxima, over them the paths, that of
// the chosen method on top, and the start. The legend names what is in view.
func (p panel) drawPaths(f *page, s descent.Snapshot, view surface.Rect) {
	var criticals page
	p.criticals(&criticals, s.Surface, view)
	for i, r := range slices.Backward(runs(s)) {
		p.path(f, r, line(i), view)
	}
	slices.Reverse(f.legend)
	if view.Contains(s.Path[0].Point()) {
		f.explain("start", p.marks(plotter.XYs{{X: s.Config.X, Y: s.Config.Y}}, disc(ink, 4.4), disc(paper, 3))...)
	}
	if view.Contains(s.Last().Point()) {
		f.explain("end", p.marks(nil, disc(ink, endMark))...)
	}
	f.legend = append(f.legend, criticals.legend...)
}

// path adds the way of a method, with an edge of paper that parts it from what
// lies under it. A path that leaves the view for good ends at the frame.
func (p panel) path(f *page, r descent.Run, style draw.LineStyle, view surface.Rect) {
	const fine, apart, mostDrawn = 1.0 / 1500, 0.012, 20_000
	var way plotter.XYs
	for _, q := range r.Path {
		way = append(way, plotter.XY{X: q.X, Y: q.Y})
	}
	name, end := methodName(r), way[len(way)-1:]
	if inside := descent.Inside(r.Path, view); inside < len(way) {
		name, way, end = name+", leaves the map", way[:inside+1], nil
	}
	if way = p.spaced(way, fine); len(way) > mostDrawn {
		name, way = name+", not all of it", way[:mostDrawn]
	}
	p.line(way, solid(paper, style.Width+1.6), 0)
	signs := p.line(way, style, 0)
	if len(r.Path) <= mostMarked {
		signs = append(signs, p.marks(p.spaced(way, apart), disc(paper, stepMark+0.7), disc(style.Color, stepMark))...)
	}
	p.marks(end, disc(paper, endMark+0.8), disc(style.Color, endMark))
	f.explain(name, signs...)
}

// spaced leaves out points that are nearer to the one before than a share of
// the map's sides.
func (p panel) spaced(points plotter.XYs, apart float64) (few plotter.XYs) {
	for _, q := range points {
		if n := len(few) - 1; n < 0 || math.Hypot(p.X.Norm(q.X)-p.X.Norm(few[n].X), p.Y.Norm(q.Y)-p.Y.Norm(few[n].Y)) > apart {
			few = append(few, q)
		}
	}
	return few
}

// criticals adds the places in view where the surface is level; where they are
// many, small. The legend names the kinds that there are.
func (p panel) criticals(f *page, s *surface.Surface, view surface.Rect) {
	size := vg.Length(1)
	if len(s.Minima)+len(s.Saddles)+len(s.Maxima) > 30 {
		size = 0.6
	}
	signs := map[string][]plot.Thumbnailer{}
	mark := func(kind string, at surface.Point, styles ...draw.GlyphStyle) {
		if view.Contains(at) {
			signs[kind] = p.marks(plotter.XYs{{X: at.X, Y: at.Y}}, styles...)
		}
	}
	for _, m := range s.Maxima {
		mark("maximum", m.Point, triangle.of(paper, 6.6*size), triangle.of(ink, 4.8*size))
	}
	for _, m := range s.Saddles {
		mark("saddle point", m.Point, disc(paper, 5.2*size), cross.of(ink, 4.6*size))
	}
	for _, m := range s.Minima {
		if m.Line != nil {
			if slices.ContainsFunc(m.Line, view.Contains) {
				signs[m.Kind()] = p.minima(m)
			}
			continue
		}
		styles := []draw.GlyphStyle{diamond.of(paper, 6.6*size), diamond.of(ink, 5.4*size)}
		if !m.Global {
			styles = append(styles, diamond.of(paper, 3.6*size))
		}
		mark(m.Kind(), m.Point, styles...)
	}
	for _, kind := range []string{"global minimum", "line of global minima", "local minimum", "line of local minima", "saddle point", "maximum"} {
		if signs[kind] != nil {
			f.explain(kind, signs[kind]...)
		}
	}
}

// minima adds a line of minima, a hollow one where they are local.
func (p panel) minima(m surface.Minimum) []plot.Thumbnailer {
	var way plotter.XYs
	for _, q := range m.Line {
		way = append(way, plotter.XY{X: q.X, Y: q.Y})
	}
	p.line(way, solid(paper, 4.2), 0)
	signs := p.line(way, solid(ink, 2.8), 0)
	if !m.Global {
		signs = append(signs, p.line(way, solid(paper, 1.2), 0)...)
	}
	return signs
}
