package figures

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Room for the axes of a panel, in points.
const (
	left   = 58 // of the frame: label and ticks of y
	bottom = 34 // under the frame: ticks and label of x
)

// panel is a picture with two axes. Its plot knows them as 0 to 1 both.
type panel struct {
	*plot.Plot
	x, y axis
}

func newPanel(x, y axis) panel {
	p := panel{plot.New(), x, y}
	p.BackgroundColor = nil
	for _, side := range []struct {
		*plot.Axis
		axis
	}{{&p.X, x}, {&p.Y, y}} {
		a := side.Axis
		a.Min, a.Max, a.Padding = 0, 1, 0
		a.Tick.Marker = side.axis
		a.Label.Text = side.axis.label
		a.Label.TextStyle.Font, a.Label.TextStyle.Color, a.Label.TextStyle.Handler = textStyle.Font, ink, raising
		a.Tick.Label.Font, a.Tick.Label.Color, a.Tick.Label.Handler = tickStyle.Font, ink, raising
		a.LineStyle, a.Tick.LineStyle, a.Tick.Length = solid(ink, 0.6), solid(ink, 0.6), 4
		a.Label.Padding = 3
	}
	return p
}

// bare is a plotter without a say in the ranges and margins of the plot.
type bare struct{ plot.Plotter }

func (p panel) add(plotters ...plot.Plotter) {
	for _, q := range plotters {
		p.Plot.Add(bare{q})
	}
}

// grid adds lines at the ticks.
func (p panel) grid() {
	p.add(&plotter.Grid{Vertical: solid(faint, 0.5), Horizontal: solid(faint, 0.5)})
}

// points maps points onto the panel. Where one has no place the line through
// them is broken: each piece is one that holds together. A long piece is
// thinned.
func (p panel) points(xs, ys []float64) (pieces []plotter.XYs) {
	var piece plotter.XYs
	for i := range min(len(xs), len(ys)) {
		x, okX := p.x.at(xs[i])
		y, okY := p.y.at(ys[i])
		if okX && okY {
			piece = append(piece, plotter.XY{X: x, Y: y})
		} else if len(piece) > 0 {
			pieces, piece = append(pieces, thinned(piece)), nil
		}
	}
	if len(piece) > 0 {
		pieces = append(pieces, thinned(piece))
	}
	return pieces
}

// line adds a line through points, and returns how it looks.
func (p panel) line(xs, ys []float64, style draw.LineStyle) plot.Thumbnailer {
	for _, piece := range p.points(xs, ys) {
		p.add(&plotter.Line{XYs: piece, LineStyle: style})
	}
	return &plotter.Line{LineStyle: style}
}

// marks adds a sign at each point, and returns how it looks.
func (p panel) marks(xs, ys []float64, styles ...draw.GlyphStyle) plot.Thumbnailer {
	var look glyphs
	for _, style := range styles {
		for _, piece := range p.points(xs, ys) {
			p.add(&plotter.Scatter{XYs: piece, GlyphStyle: style})
		}
		look = append(look, style)
	}
	return look
}

// glyphs are signs on top of one another.
type glyphs []draw.GlyphStyle

// Thumbnail implements plot.Thumbnailer.
func (g glyphs) Thumbnail(c *draw.Canvas) {
	for _, style := range g {
		c.DrawGlyph(style, c.Center())
	}
}

// upright adds a line from bottom to top at x, horizontal one from left to right
// at y.
func (p panel) upright(x float64, style draw.LineStyle) plot.Thumbnailer {
	return p.line([]float64{x, x}, []float64{p.y.low, p.y.high}, style)
}

func (p panel) horizontal(y float64, style draw.LineStyle) plot.Thumbnailer {
	return p.line([]float64{p.x.low, p.x.high}, []float64{y, y}, style)
}

// thinned returns few enough points for a file, of a line with many: of those
// in a row that fall into one column the lowest and the highest.
func thinned(points plotter.XYs) plotter.XYs {
	const columns = 1500
	if len(points) <= 2*columns {
		return points
	}
	column := func(p plotter.XY) int { return int(math.Floor(p.X * columns)) }
	var out plotter.XYs
	for from := 0; from < len(points); {
		low, high, to := from, from, from
		for ; to < len(points) && column(points[to]) == column(points[from]); to++ {
			if points[to].Y < points[low].Y {
				low = to
			}
			if points[to].Y > points[high].Y {
				high = to
			}
		}
		for _, i := range slices.Compact([]int{from, min(low, high), max(low, high), to - 1}) {
			out = append(out, points[i])
		}
		from = to
	}
	return out
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
	c.StrokeLines(solid(ink, 0.6), []vg.Point{
		frame.Min, {X: frame.Max.X, Y: frame.Min.Y}, frame.Max, {X: frame.Min.X, Y: frame.Max.Y}, frame.Min,
	})
}

// whole is the frame of a panel that has all of c.
func whole(c draw.Canvas) vg.Rectangle {
	return draw.Crop(c, left, -4, bottom, -4).Rectangle
}

// say writes a remark into the middle of a panel that has nothing to show.
func say(c draw.Canvas, frame vg.Rectangle, text string) {
	style := noteStyle
	style.XAlign, style.YAlign = draw.XCenter, draw.YCenter
	c.Rectangle = frame
	c.FillText(style, c.Center(), text)
}
