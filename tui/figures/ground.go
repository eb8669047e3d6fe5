package figures

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/palette"
	"gonum.org/v1/plot/palette/moreland"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"nntui/model/surface"
	"nntui/tui/axis"
)

// ground is a part of a surface in bands between contour lines.
type ground struct {
	f         grid // for the colours, at the centres of pixels
	heights   grid // for the lines: 0 at low, 1 at high
	low, high float64
	ends      [2]float64 // the least and the largest f of the picture
	levels    axis.Levels
	partial   bool // is f no finite number somewhere?
}

func newGround(s *surface.Surface, view surface.Rect, spacing axis.Spacing, nodes int) ground {
	g := ground{f: newGrid(s, view.Zoom(1-0.5/float64(nodes), view.At(0, 0, 1, 1)), 2*nodes)}
	heights, pixels := sample(s, view), slices.Concat(g.f.z...)
	g.levels = spacing.NewLevels(heights)
	g.low, g.high = extent(heights)
	g.ends[0], g.ends[1] = extent(append(heights, pixels...))
	g.partial = slices.ContainsFunc(pixels, func(f float64) bool { return g.levels.Band(f) < 0 })
	g.heights = newGrid(s, view, nodes).turned(func(_, _ int, f float64) float64 { return g.height(f) })
	for _, row := range g.heights.z {
		patch(row, math.IsNaN)
	}
	patch(g.heights.z, func(row []float64) bool { return math.IsNaN(row[0]) })
	return g
}

// sample returns the heights that the levels of a map are made from.
func sample(s *surface.Surface, view surface.Rect) []float64 {
	return axis.Sample(func(x, y float64) float64 {
		return s.F(view.MinX+x*(view.MaxX-view.MinX), view.MinY+y*(view.MaxY-view.MinY))
	})
}

// extent returns the least and the largest of the finite values.
func extent(values []float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !math.IsNaN(v - v) {
			low, high = min(low, v), max(high, v)
		}
	}
	return low, high
}

// flat reports whether there is nothing to draw contour lines of.
func (g ground) flat() bool { return len(g.levels.At) == 0 }

// height returns where f lies, 0 at low and 1 at high. What is far outside comes
// nearer, to keep the arithmetic finite; NaN stays NaN.
func (g ground) height(f float64) float64 {
	return min(max((f/2-g.low/2)/(g.high/2-g.low/2), -1), 2)
}

// patch gives what is missing the value in front of it, or else the next.
func patch[T any](row []T, missing func(T) bool) {
	for range 2 {
		for i := 1; i < len(row); i++ {
			if missing(row[i]) {
				row[i] = row[i-1]
			}
		}
		slices.Reverse(row)
	}
}

// lines returns the levels at which to draw contour lines: all of them, or
// those with a name where the lines would be too many to tell apart. Where even
// these are, as those of sin(100x), the ground is tangled, and there is none.
func (g ground) lines(ticks []axis.Tick) []axis.Tick {
	const most = 280 // lines on the way along a row, on average
	named := slices.DeleteFunc(slices.Clone(ticks), func(t axis.Tick) bool { return t.Label == "" })
	for _, some := range [][]axis.Tick{ticks, named} {
		crossed := 0
		for _, row := range g.heights.z {
			for c := range row[1:] {
				for _, t := range some {
					if at := g.height(t.Value); (row[c] < at) != (row[c+1] < at) {
						crossed++
					}
				}
			}
		}
		if crossed <= most*len(g.heights.z) {
			return some
		}
	}
	return nil
}

// contours returns the contour lines; where some of many have names, those are
// bolder.
func (g ground) contours(ticks, drawn []axis.Tick) *plotter.Contour {
	nameless := func(t axis.Tick) bool { return t.Label == "" }
	lines := &plotter.Contour{GridXYZ: g.heights, Max: 1}
	for _, t := range drawn {
		style := solid(rgb(0x4d6a78), 0.5)
		switch {
		case nameless(t):
			style.Width = 0.3
		case slices.ContainsFunc(ticks, nameless):
			style.Width = 0.8
		}
		// Off the level itself: where many nodes lie on it (a symmetric function
		// has its zeros there), lines branch and are slow to follow.
		lines.Levels, lines.LineStyles = append(lines.Levels, g.height(t.Value)+1e-9), append(lines.LineStyles, style)
	}
	return lines
}

// draw adds the ground to its map, of that size, with names at contour lines
// away from what is taken.
func (g ground) draw(p panel, ticks []axis.Tick, w, h vg.Length, taken []vg.Point) {
	p.add(g.colours())
	if drawn := g.lines(ticks); len(drawn) > 0 {
		p.add(g.contours(ticks, drawn))
		p.add(g.names(ticks, w, h, taken))
	}
	if g.partial {
		p.add(g.undefined())
	}
}

// hues gives each height a colour: all of them light, so that a path stands
// out from them, and darker where it is lower.
func hues() palette.ColorMap {
	hues, _ := moreland.NewLuminance([]color.Color{rgb(0x6fa8c6), rgb(0x9ac4c2), rgb(0xcde0c6), rgb(0xfbf5df)}) // each is lighter than the one before
	hues.SetMax(1)
	return hues
}

// bands returns how many colours there are.
func (g ground) bands() int { return len(g.levels.At) + 1 }

// colours is the ground itself: each band in the colour that the scale gives it.
func (g ground) colours() *plotter.HeatMap {
	band := g.f.turned(func(_, _ int, f float64) float64 { return float64(g.levels.Band(f)) })
	return &plotter.HeatMap{GridXYZ: band, Palette: hues().Palette(g.bands() + 1), Max: float64(g.bands()), Rasterized: true}
}

// undefined covers with stripes where f is no finite number, and lines of the
// patched ground lie.
func (g ground) undefined() *plotter.HeatMap {
	stripes := g.f.turned(func(c, r int, f float64) float64 {
		switch {
		case g.levels.Band(f) >= 0:
			return -1 // which has no colour
		case (c+r)%8 < 2:
			return math.Inf(1)
		}
		return math.NaN()
	})
	return &plotter.HeatMap{GridXYZ: stripes, Palette: hues().Palette(2), NaN: paper, Max: 1, Overflow: color.Gray{0xc0}, Rasterized: true}
}

// scale is a bar of the bands, from the least f to the largest, with f at the
// levels that are named and have room, in a height.
func (g ground) scale(ticks []axis.Tick, height float64) panel {
	const room = 12 // of a label, in points
	p := newPanel(axis.Axis{High: 1}, axis.Axis{High: 1, Name: "levels " + book.Replace(g.levels.About)})
	p.add(&plotter.ColorBar{ColorMap: hues(), Vertical: true, Colors: g.bands()})
	marks := plot.ConstantTicks{{Label: number(g.ends[0], 3)}}
	for i, t := range printed(ticks) {
		t.Value = float64(i+1) / float64(g.bands())
		if height*min(t.Value, 1-t.Value) < room {
			t.Label = ""
		}
		marks = append(marks, t)
	}
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.ConstantTicks{}, append(marks, plot.Tick{Value: 1, Label: number(g.ends[1], 3)})
	return p
}

// grid is a plotter.GridXYZ over a view: rows of numbers from below, as many as
// there are columns.
type grid struct {
	view surface.Rect
	z    [][]float64
}

func newGrid(s *surface.Surface, view surface.Rect, nodes int) grid {
	g := grid{view, slices.Repeat([][]float64{make([]float64, nodes)}, nodes)}
	return g.turned(func(c, r int, _ float64) float64 { return s.F(g.X(c), g.Y(r)) })
}

// turned returns what a function makes of each column, row and number.
func (g grid) turned(into func(c, r int, z float64) float64) grid {
	turned := grid{g.view, make([][]float64, len(g.z))}
	for r, row := range g.z {
		for c, z := range row {
			turned.z[r] = append(turned.z[r], into(c, r, z))
		}
	}
	return turned
}

func (g grid) at(i int, low, high float64) float64 {
	return low + float64(i)/float64(len(g.z)-1)*(high-low)
}
func (g grid) X(c int) float64    { return g.at(c, g.view.MinX, g.view.MaxX) }
func (g grid) Y(r int) float64    { return g.at(r, g.view.MinY, g.view.MaxY) }
func (g grid) Z(c, r int) float64 { return g.z[r][c] }
func (g grid) Dims() (c, r int)   { return len(g.z), len(g.z) }
