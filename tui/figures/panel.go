package figures

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	ticks "nntui/tui/axis"
)

// Room left of and under the frame of a panel for its axes, in points.
const left, bottom = 58, 34

// panel is a picture with two axes.
type panel struct {
	*plot.Plot
	x, y axis
}

func newPanel(x, y axis) panel {
	p := panel{plot.New(), x, y}
	p.BackgroundColor = nil
	x.dress(&p.X)
	y.dress(&p.Y)
	p.add(&plotter.Grid{Vertical: solid(faint, 0.5), Horizontal: solid(faint, 0.5)})
	return p
}

// bare is a plotter without a say in the ranges and margins of the plot.
type bare struct{ plot.Plotter }

func (p panel) add(q plot.Plotter) { p.Plot.Add(bare{q}) }

// line adds a line through points, with a disc at each where these are not
// many, and returns how it looks.
func (p panel) line(points plotter.XYs, style draw.LineStyle, many int) []plot.Thumbnailer {
	for _, piece := range p.pieces(points) {
		p.add(&plotter.Line{XYs: piece, LineStyle: style})
	}
	signs := []plot.Thumbnailer{&plotter.Line{LineStyle: style}}
	if len(points) <= many {
		signs = append(signs, p.marks(points, disc(style.Color, stepMark))...)
	}
	return signs
}

// upright adds a line from bottom to top at x.
func (p panel) upright(x float64, style draw.LineStyle) []plot.Thumbnailer {
	return p.line(plotter.XYs{{X: x, Y: p.y.low}, {X: x, Y: p.y.high}}, style, 0)
}

// marks adds signs at each point, one on top of the other, and returns how
// they look.
func (p panel) marks(points plotter.XYs, styles ...draw.GlyphStyle) (signs []plot.Thumbnailer) {
	for _, style := range styles {
		for _, piece := range p.pieces(points) {
			p.add(&plotter.Scatter{XYs: piece, GlyphStyle: style})
		}
		signs = append(signs, &plotter.Scatter{GlyphStyle: style})
	}
	return signs
}

// pieces breaks a line where a point has no place on the axes: each piece is
// one that holds together. A long piece is thinned.
func (p panel) pieces(points plotter.XYs) (pieces []plotter.XYs) {
	var piece plotter.XYs
	for i, q := range points {
		has := p.x.has(q.X) && p.y.has(q.Y)
		if has {
			piece = append(piece, plotter.XY{X: p.x.nearer(q.X), Y: p.y.nearer(q.Y)})
		}
		if len(piece) > 0 && (!has || i == len(points)-1) {
			pieces, piece = append(pieces, p.thinned(piece)), nil
		}
	}
	return pieces
}

// thinned returns few enough points for a file, of a line with many: of those
// in a row that fall into one column the lowest and the highest.
func (p panel) thinned(points plotter.XYs) (few plotter.XYs) {
	const columns = 1500
	if len(points) <= 2*columns {
		return points
	}
	byHeight := func(a, b plotter.XY) int { return cmp.Compare(a.Y, b.Y) }
	for len(points) > 0 {
		column := math.Floor(columns * p.X.Norm(points[0].X))
		n := 1
		for n < len(points) && math.Floor(columns*p.X.Norm(points[n].X)) == column {
			n++
		}
		few = append(few, points[0], slices.MinFunc(points[:n], byHeight), slices.MaxFunc(points[:n], byHeight), points[n-1])
		points = points[n:]
	}
	return slices.Compact(few)
}

// place draws the panel with its frame at a rectangle.
func (p panel) place(c draw.Canvas, frame vg.Rectangle) {
	outer := c
	outer.Rectangle = frame
	for range 4 { // what the axes take depends little on the room they have
		got := p.DataCanvas(outer)
		outer.Min = outer.Min.Add(frame.Min.Sub(got.Min))
		outer.Max = outer.Max.Add(frame.Max.Sub(got.Max))
	}
	p.Draw(outer)
	c.SetLineStyle(solid(ink, 0.6))
	c.Stroke(frame.Path())
}

// fill draws the panel as large as there is room.
func (p panel) fill(c draw.Canvas) {
	p.place(c, draw.Crop(c, left, -4, bottom, -4).Rectangle)
}

// heights returns the y of points.
func heights(curves ...plotter.XYs) (ys []float64) {
	for _, q := range slices.Concat(curves...) {
		ys = append(ys, q.Y)
	}
	return ys
}

// axis is a range of numbers and how it is drawn.
type axis struct {
	label     string
	low, high float64 // low < high; both above 0 where log is set
	log       bool
	steps     int // from tick to tick, at most, where log is not set
}

// most is the largest number on an axis, and 1/most the least on a logarithmic
// one: differences and ratios of such are finite.
const most = 1e300

// span returns an axis from the least to the largest of the values; those that
// have no place on any do not count. A range that is too narrow is widened.
func span(label string, log bool, values ...float64) axis {
	a := axis{label: label, low: math.Inf(1), high: math.Inf(-1), log: log, steps: 6}
	least := -most
	if log {
		least = 1 / most
	}
	for _, v := range values {
		if a.has(v) {
			v = min(max(v, least), most)
			a.low, a.high = min(a.low, v), max(a.high, v)
		}
	}
	const narrow = 1e-9 // of its size: where ticks can no longer be told apart
	size := max(math.Abs(a.low), math.Abs(a.high))
	switch {
	case a.low > a.high:
		a.low, a.high = 0.1, 1
	case log && a.high < 3*a.low:
		a.low, a.high = a.low/2, a.high*2
	case !log && a.high-a.low <= max(narrow*size, 1/most):
		by := max(0.5, 0.05*size)
		a.low, a.high = a.low-by, a.high+by
	}
	return a
}

// padded returns the axis with a share of its length added at both ends.
func (a axis) padded(share float64) axis {
	by := share * (a.high - a.low)
	if a.log {
		by = math.Exp(share * (math.Log(a.high) - math.Log(a.low)))
		a.low, a.high = max(a.low/by, 1/most), min(a.high*by, most)
	} else {
		a.low, a.high = a.low-by, a.high+by
	}
	return a
}

// whole returns the axis without ticks between whole numbers.
func (a axis) whole() axis {
	a.steps = max(1, min(a.steps, int(a.high-a.low)))
	return a
}

// has reports whether a value has a place on the axis, inside its range or out.
func (a axis) has(v float64) bool {
	return !math.IsNaN(v) && !math.IsInf(v, 0) && !(a.log && v <= 0)
}

// nearer returns a value as it is drawn: what is far outside comes nearer, to
// keep the arithmetic finite.
func (a axis) nearer(v float64) float64 {
	far := 1e4 * (a.high - a.low)
	return min(max(v, a.low-far), a.high+far)
}

// dress makes an axis of gonum's out of it.
func (a axis) dress(to *plot.Axis) {
	to.Min, to.Max, to.Padding = a.low, a.high, 0
	if a.log {
		to.Scale = plot.LogScale{}
	}
	to.LineStyle, to.Tick.LineStyle, to.Tick.Length = solid(ink, 0.6), solid(ink, 0.6), 4
	to.Tick.Marker, to.Label.Text, to.Label.Padding = a, a.label, 3
	to.Label.TextStyle.Font, to.Label.TextStyle.Color = textStyle.Font, ink
	to.Tick.Label.Font, to.Tick.Label.Color = tickStyle.Font, ink
}

// Ticks implements plot.Ticker.
func (a axis) Ticks(low, high float64) (marks []plot.Tick) {
	if a.log {
		return logTicks(low, high)
	}
	step, size := ticks.Step((high-low)/float64(a.steps)), max(math.Abs(low), math.Abs(high))
	decimals := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	for _, v := range ticks.Linear(low, high, a.steps) {
		label := number(v, int(math.Log10(size/step))+2) // all digits in which ticks differ
		if size < 1e5 && decimals <= 5 {
			label = book.Replace(strconv.FormatFloat(v, 'f', decimals, 64))
		}
		marks = append(marks, plot.Tick{Value: v, Label: label})
	}
	return marks
}

func logTicks(low, high float64) (marks []plot.Tick) {
	named, between := ticks.Log(low, high, 8)
	for _, v := range named {
		label := number(v, 6)
		if low < 1e-4 || high >= 1e6 { // all of them as powers of ten
			label = book.Replace(strconv.FormatFloat(v, 'e', 0, 64))
		}
		marks = append(marks, plot.Tick{Value: v, Label: label})
	}
	for _, v := range between {
		marks = append(marks, plot.Tick{Value: v})
	}
	return marks
}

// decades reports whether values are all above 0 and three decades apart; a
// few zeros at the end of a descent do not matter.
func decades(values []float64) bool {
	a := span("", true, values...)
	return a.high > 1000*a.low && !slices.ContainsFunc(values, func(v float64) bool { return v < 0 })
}
