package chart

import (
	"math"
	"slices"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/kit"
)

// A Relief is a surface as a map shows it: heights on a lattice, two by two to
// a cell of the screen. It is kept from frame to frame.
type Relief struct {
	key     ReliefKey
	heights []float64 // of (W+2) x (2H+2) nodes: those of the map and a ring around it
	Levels  axis.Levels
}

// ReliefKey is all that a relief depends on.
type ReliefKey struct {
	Surface *surface.Surface
	View    surface.Rect
	W, H    int // in cells
	Spacing string
}

// For returns the relief for k, which is r where nothing has changed.
func (r Relief) For(k ReliefKey) Relief {
	if r.key == k {
		return r
	}
	r = Relief{key: k, heights: make([]float64, 0, (k.W+2)*(2*k.H+2))}
	inside := make([]float64, 0, k.W*2*k.H)
	for j := -1; j <= 2*k.H; j++ {
		for i := -1; i <= k.W; i++ {
			p := k.View.At(i, j, k.W, 2*k.H)
			v := k.Surface.F(p.X, p.Y)
			r.heights = append(r.heights, v)
			if i >= 0 && j >= 0 && i < k.W && j < 2*k.H {
				inside = append(inside, v)
			}
		}
	}
	at := slices.IndexFunc(axis.Spacings, func(s axis.Spacing) bool { return s.Name == k.Spacing })
	r.Levels = axis.Spacings[max(at, 0)].NewLevels(inside)
	return r
}

// height returns f at a pixel of the map, or of the ring around it.
func (r Relief) height(i, j int) float64 { return r.heights[(j+1)*(r.key.W+2)+i+1] }

// Shade returns the colour of the ramp for a band of the levels.
func Shade(t *kit.Theme, l axis.Levels, band int) int {
	return band * (len(t.Ramp) - 1) / max(len(l.At), 1)
}

// DrawRelief draws the heights as areas, where the terminal can, and the
// contour lines over them, some with their level.
func (g *Grid) DrawRelief(r Relief) {
	w, h := g.Frame.Width, g.Frame.Height
	if g.Frame.Blocks() {
		for j := range 2 * h {
			for i := range w {
				ink := g.Frame.Theme.Nowhere
				if band := r.Levels.Band(r.height(i, j)); band >= 0 {
					ink = g.Frame.Theme.Ramp[Shade(g.Frame.Theme, r.Levels, band)]
				}
				g.Ink(i, j, ink)
			}
		}
	}
	g.contours(r)
}

// contours draws the contour lines by marching squares, each square of four
// nodes with a line wherever a level passes between them.
func (g *Grid) contours(r Relief) {
	pens := g.contourPens(r.Levels)
	for j := -1; j < 2*g.Frame.Height; j++ {
		for i := -1; i < g.Frame.Width; i++ {
			square := [4]float64{r.height(i, j), r.height(i+1, j), r.height(i+1, j+1), r.height(i, j+1)}
			low, high := min(square[0], square[1], square[2], square[3]), max(square[0], square[1], square[2], square[3])
			if math.IsNaN(low) || math.IsInf(low, 0) || math.IsInf(high, 0) {
				continue
			}
			from, _ := slices.BinarySearch(r.Levels.At, low)
			for k := from; k < len(r.Levels.At) && r.Levels.At[k] <= high; k++ {
				g.square(i, j, square, r.Levels.At[k], &pens[k])
			}
		}
	}
	g.writeLevels(r)
}

// contourPens are the pens of the levels: over colours all alike, and without
// them in the colours of a ramp, with gaps so that paths stand out.
func (g *Grid) contourPens(l axis.Levels) []kit.Pen {
	pens := make([]kit.Pen, len(l.At))
	for k := range pens {
		pens[k] = kit.Pen{Ink: g.Frame.Theme.OnMap, Sign: string(isolines[k*len(isolines)/len(pens)])}
		if !g.Frame.Blocks() {
			pens[k].Ink = kit.Ramp16[k*len(kit.Ramp16)/len(pens)]
		}
	}
	return pens
}

// square draws the level in one square: between the middles of the edges that
// it crosses, shifted to where it does. Of a saddle both pairs are drawn as if
// its middle were below.
func (g *Grid) square(i, j int, z [4]float64, level float64, p *kit.Pen) {
	corners := [4][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}}
	var crossings [][2]float64
	var room [4][2]float64
	crossings = room[:0]
	for k := range 4 {
		a, b := z[k], z[(k+1)%4]
		if (a < level) == (b < level) {
			continue
		}
		s := (level - a) / (b - a)
		from, to := corners[k], corners[(k+1)%4]
		crossings = append(crossings, [2]float64{from[0] + s*(to[0]-from[0]), from[1] + s*(to[1]-from[1])})
	}
	for k := 0; k+1 < len(crossings); k += 2 {
		x0, y0 := g.node(float64(i)+crossings[k][0], float64(j)+crossings[k][1])
		x1, y1 := g.node(float64(i)+crossings[k+1][0], float64(j)+crossings[k+1][1])
		g.Line(x0, y0, x1, y1, p, Under, 0)
	}
}

// node returns the place in dots of a place in pixels.
func (g *Grid) node(i, j float64) (x, y float64) {
	across, down := float64(g.across), float64(g.down)/2
	return (i+0.5)*across - 0.5, (j+0.5)*down - 0.5
}

// writeLevels writes some of the levels on their lines, where these run level
// and there is room, each once if it can.
func (g *Grid) writeLevels(r Relief) {
	every := max(1, len(r.Levels.At)/6)
	for k := every - 1; k < len(r.Levels.At); k += every {
		text := axis.Short(r.Levels.At[k], 3)
		if col, row, ok := g.levelPlace(r, k, ansi.StringWidth(text)+2); ok {
			g.Put(col+1, row, text, g.Frame.Theme.OnMap, true)
		}
	}
}

// levelPlace returns cells that a contour line runs through from left to right,
// with nothing written near.
func (g *Grid) levelPlace(r Relief, k, width int) (col, row int, ok bool) {
	level, best := r.Levels.At[k], math.Inf(1)
	for y := 1; y < g.Frame.Height-1; y++ {
		for x := 1; x+width < g.Frame.Width-1; x++ {
			left, right := r.height(x, 2*y)-level, r.height(x+width, 2*y)-level
			steep := math.Abs(r.height(x+width/2, 2*y-2) - r.height(x+width/2, 2*y+2))
			off := (math.Abs(left) + math.Abs(right) + math.Abs(r.height(x+width/2, 2*y)-level)) / steep
			if off < best && off < 1.2 && g.Free(x-1, y, width+2, Middle) && g.Free(x-1, y-1, width+2, Middle) && g.Free(x-1, y+1, width+2, Middle) {
				best, col, row, ok = off, x, y, true
			}
		}
	}
	return col, row, ok
}
