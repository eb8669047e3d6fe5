package figures

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/palette"
	"gonum.org/v1/plot/palette/moreland"
	"gonum.org/v1/plot/plotter"

	"nntui/model/surface"
)

// ground is a part of a surface in bands between contour lines. The k-th line
// lies at low + (high-low)·(k/bands)^power, with the power for which half of the
// bands cover half of the area: so the basins show as well as the walls around
// them. On a bowl such lines are about evenly spaced.
type ground struct {
	f         grid    // for the colours, at the centres of pixels
	heights   grid    // for the lines
	low, high float64 // of f in view; NaN where f has no value there
	power     float64
	bands     int  // a multiple of five, as the bold lines and the scale take it to be
	tangled   bool // are there too many lines to draw any?
	partial   bool // is f undefined somewhere?
}

func newGround(s *surface.Surface, view surface.Rect, nodes int) ground {
	rough := newGrid(s, view, nodes)
	g := ground{f: newGrid(s, view.Zoom(1-0.5/float64(nodes), view.At(0, 0, 1, 1)), 2*nodes), low: math.NaN(), high: math.NaN(), power: 1}
	values := slices.DeleteFunc(slices.Concat(rough.z...), func(f float64) bool { return math.IsNaN(f - f) })
	g.partial = slices.ContainsFunc(slices.Concat(g.f.z...), math.IsNaN)
	slices.Sort(values)
	if len(values) > 0 {
		g.low, g.high = values[0], values[len(values)-1]
	}
	pole := g.low - (g.high-g.low)/10
	for _, m := range s.Minima { // between the nodes
		if view.Contains(m.Point) && m.F > pole {
			g.low = min(g.low, m.F)
		}
	}
	if !g.flat() {
		share := min(max(g.height(values[len(values)/2]), 1e-9), 0.9)
		g.power = math.Log(share) / math.Log(0.5)
	}
	g.heights = rough.turned(func(_, _ int, f float64) float64 { return g.height(f) })
	for _, row := range g.heights.z {
		patch(row, math.IsNaN)
	}
	patch(g.heights.z, func(row []float64) bool { return math.IsNaN(row[0]) })
	g.simplify()
	return g
}

// flat reports whether there is nothing to draw contour lines of.
func (g ground) flat() bool {
	return !(g.high-g.low > 1e-12*max(math.Abs(g.high), math.Abs(g.low)))
}

// height returns where f lies among the bands, 0 to 1. NaN stays NaN.
func (g ground) height(f float64) float64 {
	if g.flat() {
		return math.NaN()
	}
	return math.Pow(min(max((f/2-g.low/2)/(g.high/2-g.low/2), 0), 1), 1/g.power)
}

// level is the inverse of height.
func (g ground) level(height float64) float64 {
	t := math.Pow(height, g.power)
	rounding := 1e-14 * (g.high - g.low) // of what should be 0
	return math.Round(((1-t)*g.low+t*g.high)/rounding)*rounding + 0
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

// simplify chooses the number of bands: fifty, as the assignment has them, or
// fewer where the lines would be too many to tell apart. Where even ten are,
// those of sin(100x), say, the ground is tangled, and none is drawn.
func (g *ground) simplify() {
	const most = 280 // lines on the way along a row, on average
	crossed := 0.0
	for _, row := range g.heights.z {
		for c := range row[1:] {
			crossed += math.Abs(row[c+1]-row[c]) / float64(len(row))
		}
	}
	for _, g.bands = range []int{50, 25, 10} {
		if g.tangled = crossed*float64(g.bands) > most; !g.tangled {
			return
		}
	}
}

// contours returns the contour lines, of which five divide the scale, bolder.
func (g ground) contours() plot.Plotter {
	lines := &plotter.Contour{GridXYZ: g.heights, Max: 1}
	for k := 1; k < g.bands; k++ {
		style := solid(rgb(0x4d6a78), 0.3)
		if k%(g.bands/5) == 0 {
			style.Width = 0.8
		}
		// Off the level itself: where many nodes lie on it (a symmetric function
		// has its zeros there), lines branch and are slow to follow.
		lines.Levels, lines.LineStyles = append(lines.Levels, float64(k)/float64(g.bands)+1e-9), append(lines.LineStyles, style)
	}
	return lines
}

// hues gives each height a colour: all of them light, so that a path stands
// out from them, and darker where it is lower.
func hues() palette.ColorMap {
	hues, _ := moreland.NewLuminance([]color.Color{rgb(0x6fa8c6), rgb(0x9ac4c2), rgb(0xcde0c6), rgb(0xfbf5df)}) // each is lighter than the one before
	hues.SetMax(1)
	return hues
}

// colours is the ground itself: each band in the colour of its lower end, as
// the scale has them.
func (g ground) colours() *plotter.HeatMap {
	bands := float64(g.bands)
	band := g.f.turned(func(_, _ int, f float64) float64 { return min(math.Floor(bands*g.height(f)), bands-1) })
	return &plotter.HeatMap{GridXYZ: band, Palette: hues().Palette(g.bands + 1), NaN: paper, Max: bands, Rasterized: true}
}

// undefined covers with stripes where f has no value, and lines of the patched
// ground lie.
func (g ground) undefined() *plotter.HeatMap {
	stripes := g.f.turned(func(c, r int, f float64) float64 {
		switch {
		case !math.IsNaN(f):
			return -1 // which has no colour
		case (c+r)%8 < 2:
			return math.Inf(1)
		}
		return f
	})
	return &plotter.HeatMap{GridXYZ: stripes, Palette: hues().Palette(2), NaN: paper, Max: 1, Overflow: color.Gray{0xc0}, Rasterized: true}
}

// scale is a bar of the bands, with f at the bold contour lines.
func (g ground) scale() panel {
	p := newPanel(axis{high: 1}, axis{high: 1})
	p.add(&plotter.ColorBar{ColorMap: hues(), Vertical: true, Colors: g.bands})
	var marks plot.ConstantTicks
	for _, height := range []float64{0, 0.2, 0.4, 0.6, 0.8, 1} {
		marks = append(marks, plot.Tick{Value: height, Label: number(g.level(height), 3)})
	}
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.ConstantTicks{}, marks
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
