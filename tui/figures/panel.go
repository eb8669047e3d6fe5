package figures

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/tui/axis"
)

// Room left of and under the frame of a panel for its axes, in points.
const left, bottom = 58, 34

// panel is a picture with two axes.
type panel struct {
	*plot.Plot
	x, y axis.Axis
}

func newPanel(x, y axis.Axis) panel {
	p := panel{plot.New(), x, y}
	p.BackgroundColor = nil
	dress(&p.X, x)
	dress(&p.Y, y)
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
	return p.line(plotter.XYs{{X: x, Y: p.y.Low}, {X: x, Y: p.y.High}}, style, 0)
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
		has := p.x.Has(q.X) && p.y.Has(q.Y)
		if has {
			piece = append(piece, plotter.XY{X: nearer(p.x, q.X), Y: nearer(p.y, q.Y)})
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

// An end is where a curve ends, which has a letter there.
type end struct {
	at     plotter.XY
	letter string
	color  color.Color
}

// letters are a plot.Plotter that writes the letters of curves behind their ends,
// apart from each other. An arrow says that a curve ends above or below.
type letters []end

// Plot implements plot.Plotter.
func (l letters) Plot(c draw.Canvas, p *plot.Plot) {
	const gap, rise = 3, 1.3 // points to the end, and by which small letters lie low
	toX, toY := p.Transforms(&c)
	var taken []vg.Rectangle
	for _, e := range l {
		style, text := sans(letterHeight, e.color, xfont.WeightBold), e.letter
		switch y := toY(e.at.Y); {
		case y > c.Max.Y:
			text += "↑"
		case y < c.Min.Y:
			text += "↓"
		}
		box := vg.Rectangle{Max: vg.Point{X: style.Width(text), Y: letterHeight}}
		box = free(box.Add(vg.Point{X: toX(e.at.X) + gap, Y: toY(e.at.Y) - letterHeight/2}), taken, c.Min.Y, c.Max.Y)
		taken = append(taken, box)
		style.YAlign = draw.YCenter
		c.FillText(style, vg.Point{X: box.Min.X, Y: box.Min.Y + letterHeight/2 + rise}, text)
	}
}

const letterHeight = 8.5 // in points

// free returns the box, moved up or down to the nearest place between low and
// high that no other takes.
func free(box vg.Rectangle, taken []vg.Rectangle, low, high vg.Length) vg.Rectangle {
	const fine, far = 0.5, 1000 // in points
	box = box.Add(vg.Point{Y: max(low-box.Min.Y, 0) - max(box.Max.Y-high, 0)})
	for off := vg.Length(0); off < far; off += fine {
		for _, b := range []vg.Rectangle{box.Add(vg.Point{Y: off}), box.Add(vg.Point{Y: -off})} {
			covered := func(t vg.Rectangle) bool {
				return t.Min.X < b.Max.X && b.Min.X < t.Max.X && t.Min.Y < b.Max.Y && b.Min.Y < t.Max.Y
			}
			if b.Min.Y >= low && b.Max.Y <= high && !slices.ContainsFunc(taken, covered) {
				return b
			}
		}
	}
	return box
}

// heights returns the y of points.
func heights(curves ...plotter.XYs) (ys []float64) {
	for _, q := range slices.Concat(curves...) {
		ys = append(ys, q.Y)
	}
	return ys
}

// nearer returns a value as it is drawn: what is far outside comes nearer, to
// keep the arithmetic finite.
func nearer(a axis.Axis, v float64) float64 {
	far := 1e4 * (a.High - a.Low)
	return min(max(v, a.Low-far), a.High+far)
}

// dress makes an axis of gonum's out of one.
func dress(to *plot.Axis, a axis.Axis) {
	most := 6 // steps between named ticks
	if a.Log {
		most = 9 // 1, 2, 5, ... on up to three decades
	}
	to.Min, to.Max, to.Padding = a.Low, a.High, 0
	if a.Log {
		to.Scale = plot.LogScale{}
	}
	to.LineStyle, to.Tick.LineStyle, to.Tick.Length = solid(ink, 0.6), solid(ink, 0.6), 4
	to.Tick.Marker, to.Label.Text, to.Label.Padding = printed(a.Ticks(most)), a.Name, 3
	to.Label.TextStyle.Font, to.Label.TextStyle.Color = textStyle.Font, ink
	to.Tick.Label.Font, to.Tick.Label.Color = tickStyle.Font, ink
}

// printed are ticks with labels as in books.
func printed(ticks []axis.Tick) (marks plot.ConstantTicks) {
	for _, t := range ticks {
		marks = append(marks, plot.Tick{Value: t.Value, Label: book.Replace(t.Label)})
	}
	return marks
}

// decades reports whether values are all above 0 and three decades apart; a
// few zeros at the end of a descent do not matter.
func decades(values []float64) bool {
	a := axis.Span("", true, values...)
	return a.High > 1000*a.Low && !slices.ContainsFunc(values, func(v float64) bool { return v < 0 })
}
