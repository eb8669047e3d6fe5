package figures

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model/surface"
)

// ground is a part of a surface in bands between contour lines. The k-th line
// lies at low + (high-low)·(k/bands)^power, with the power for which half of the
// bands cover half of the area: so the basins show as well as the walls around
// them. On a bowl such lines are about evenly spaced.
type ground struct {
	surface   *surface.Surface
	view      surface.Rect
	f         [][]float64 // at the nodes, counted from the lower left
	low, high float64     // of f in view; NaN where f has no value there
	power     float64
	bands     int
	partial   bool // is f undefined at some nodes?
	tangled   bool // are there too many lines to draw any?
}

// levels is how many bands a map has, as the assignment's has; the bold lines
// and the scale take it to be a multiple of five.
const levels = 50

// nodes is the number of places along each side where f is taken for the lines.
const nodes = 181

func newGround(s *surface.Surface, view surface.Rect) ground {
	g := ground{surface: s, view: view, low: math.NaN(), high: math.NaN(), power: 1, bands: levels}
	values := make([]float64, 0, nodes*nodes)
	for j := range nodes {
		row := make([]float64, nodes)
		for i := range row {
			x, y := float64(i)/(nodes-1), float64(j)/(nodes-1)
			f := s.F(view.MinX+x*(view.MaxX-view.MinX), view.MinY+y*(view.MaxY-view.MinY))
			if !math.IsNaN(f) && !math.IsInf(f, 0) {
				values = append(values, f)
			}
			g.partial = g.partial || math.IsNaN(f)
			row[i] = f
		}
		g.f = append(g.f, row)
	}
	if len(values) == 0 {
		return g
	}
	slices.Sort(values)
	g.low, g.high = values[0], values[len(values)-1]
	low := g.low
	for _, m := range s.Minima { // between the nodes; what is far below them is a pole
		if view.Contains(m.Point) && m.F > low-(g.high-low)/10 {
			g.low = min(g.low, m.F)
		}
	}
	if g.high > g.low {
		share := min(max(g.share(values[len(values)/2]), 1e-9), 0.9)
		g.power = math.Log(share) / math.Log(0.5)
	}
	g.simplify()
	return g
}

// share returns where between low and high a value lies, 0 to 1.
func (g ground) share(f float64) float64 {
	return min(max((f/2-g.low/2)/(g.high/2-g.low/2), 0), 1)
}

// flat reports whether there is nothing to draw contour lines of.
func (g ground) flat() bool {
	return !(g.high-g.low > 1e-12*max(math.Abs(g.high), math.Abs(g.low)))
}

// height returns f in bands: the k-th contour line lies at k. NaN stays NaN.
func (g ground) height(f float64) float64 {
	if math.IsNaN(f) || g.flat() {
		return f - f
	}
	return float64(g.bands) * math.Pow(g.share(f), 1/g.power)
}

// level is the inverse of height.
func (g ground) level(height float64) float64 {
	t := math.Pow(height/float64(g.bands), g.power)
	f := (1-t)*g.low + t*g.high
	if math.Abs(f) < 1e-14*(g.high-g.low) {
		return 0 // but for rounding
	}
	return f
}

// simplify takes fewer bands where the lines would be too many to tell apart,
// and none where even these are: those of sin(100x), say.
func (g *ground) simplify() {
	const most = 50_000 // pieces of lines, about
	crossed := 0.0
	for _, row := range g.f {
		before := math.NaN()
		for _, f := range row {
			h := g.height(f)
			if d := math.Abs(h - before); !math.IsNaN(d) {
				crossed += d
			}
			before = h
		}
	}
	for _, bands := range []int{levels, 25, 10} {
		g.bands = bands
		if g.tangled = crossed*float64(bands)/levels > most; !g.tangled {
			return
		}
	}
}

// contours returns the contour lines, of which five divide the scale, bolder.
func (g ground) contours() plot.Plotter {
	ups := make([]float64, g.bands-1)
	styles := make([]draw.LineStyle, len(ups))
	for k := range ups {
		// Off the whole number: where many nodes lie on one level (a symmetric
		// function has its zeros there), lines branch and are slow to follow.
		ups[k] = float64(k+1) + 1e-7
		styles[k] = solid(rgb(0x4d6a78), 0.3)
		if (k+1)%(g.bands/5) == 0 {
			styles[k].Width = 0.8
		}
	}
	return &plotter.Contour{GridXYZ: newMesh(g), Levels: ups, LineStyles: styles, Min: math.Inf(-1), Max: math.Inf(1)}
}

// mesh is a ground's height at the nodes, a plotter.GridXYZ from 0 to 1. Where
// there is none, it is that of a node nearby: lines there are covered.
type mesh struct{ z [][]float64 }

func newMesh(g ground) mesh {
	m := mesh{make([][]float64, nodes)}
	for j := range m.z {
		m.z[j] = make([]float64, nodes)
		for i := range m.z[j] {
			m.z[j][i] = g.height(g.f[j][i])
		}
		patch(m.z[j], math.IsNaN)
	}
	patch(m.z, func(row []float64) bool { return math.IsNaN(row[0]) })
	return m
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

func (m mesh) Dims() (c, r int)   { return nodes, nodes }
func (m mesh) X(c int) float64    { return float64(c) / (nodes - 1) }
func (m mesh) Y(r int) float64    { return float64(r) / (nodes - 1) }
func (m mesh) Z(c, r int) float64 { return m.z[r][c] }
