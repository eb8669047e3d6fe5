package chart

import (
	"image/color"
	"math"
	"strconv"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// A Relief is heights as a map shows them: in bands between levels, with contour
// lines. It is made once for a map and drawn in every frame.
type Relief struct {
	Levels    axis.Levels
	Low, High float64 // of the finite heights
	Fine      bool    // is much of it finer than the map?

	names   []string  // of the levels
	w, h    int       // in cells
	heights []float64 // of the pixels, two above one another to a cell
	bands   []int     // of the pixels
	middles []int     // the bands of the middles of cells
	across  int       // dots to a cell
	down    int
	dots    []float64 // heights of the dots
	lines   []uint8   // of the dots: 1 + the level that runs through, 0 for none
	crossed []uint64  // of the cells: a bit for each level that runs through
	apart   float64   // dots from line to line, at least
	rough   bool      // are heights known at pixels only?
}

// NewRelief returns the relief for a map of that frame. at gives the height at a
// place in pixels, of which there are two above one another to a cell; (0, 0) is
// the middle of the upper left one.
func NewRelief(f kit.Frame, spacing axis.Spacing, at func(x, y float64) float64) *Relief {
	return newRelief(f, spacing, at, false)
}

// NewRoughRelief returns that of heights that are known at pixels only, row by
// row, and may jump from one to the next. Without half blocks it has no lines but
// a character for each band.
func NewRoughRelief(f kit.Frame, spacing axis.Spacing, pixels []float64) *Relief {
	return newRelief(f, spacing, between(pixels, f.Width, 2*f.Height), true)
}

func newRelief(f kit.Frame, spacing axis.Spacing, at func(x, y float64) float64, rough bool) *Relief {
	r := &Relief{w: f.Width, h: f.Height, across: 1, down: 1, apart: 2, rough: rough}
	if f.Dots() {
		r.across, r.down, r.apart = 2, 4, 5
	}
	if f.Blocks() {
		r.apart = 3 // colours help to follow them
	}
	r.heights = sample(r.w, 2*r.h, func(i, j int) float64 { return at(float64(i), float64(j)) })
	all := axis.Sample(func(x, y float64) float64 { return at(x*float64(r.w)-0.5, y*float64(2*r.h)-0.5) })
	r.Levels = spacing.NewLevels(all)
	for _, t := range r.Levels.Ticks(len(r.Levels.At)) {
		r.names = append(r.names, t.Label)
	}
	r.Low, r.High, _ = bounds(append(all, r.heights...))
	r.bands = sample(r.w, 2*r.h, func(i, j int) int { return r.Levels.Band(r.heights[j*r.w+i]) })
	r.middles = sample(r.w, r.h, func(i, j int) int { return r.Levels.Band(at(float64(i), 2*float64(j)+0.5)) })
	r.dots = sample(r.across*r.w, r.down*r.h, func(i, j int) float64 {
		return at((float64(i)+0.5)/float64(r.across)-0.5, (float64(j)+0.5)*2/float64(r.down)-0.5)
	})
	r.contours()
	return r
}

func sample[T any](w, h int, at func(i, j int) T) []T {
	all := make([]T, 0, w*h)
	for j := range h {
		for i := range w {
			all = append(all, at(i, j))
		}
	}
	return all
}

// between returns heights at all places from those of w x h pixels, in
// proportion to how near these are.
func between(pixels []float64, w, h int) func(x, y float64) float64 {
	return func(x, y float64) float64 {
		x, y = min(max(x, 0), float64(w-1)), min(max(y, 0), float64(h-1))
		i, j := int(x), int(y)
		row := func(j int) float64 {
			return mix(pixels[j*w+i], pixels[j*w+min(i+1, w-1)], x-float64(i))
		}
		return mix(row(j), row(min(j+1, h-1)), y-float64(j))
	}
}

func mix(a, b, share float64) float64 {
	if share == 0 {
		return a // whatever b is
	}
	return a*(1-share) + b*share
}

// height returns the height of a dot, NaN beside the map.
func (r *Relief) height(i, j int) float64 {
	if w := r.across * r.w; i >= 0 && j >= 0 && i < w && j < r.down*r.h {
		return r.dots[j*w+i]
	}
	return math.NaN()
}

// contours finds the dots that the contour lines run through: those that are
// nearer to where a level is than the dots beside them, in the direction in which
// the heights change faster.
//
// Where lines would come too close to each other, only every second is drawn,
// fourth and so on, as on hiking maps, and so they are all over a map that would
// be full of them. Where heights go up and down from dot to dot by more than a
// level, or jump over many, as at a pole, there is none.
func (r *Relief) contours() {
	const full = 0.25 // of the dots
	w := r.across * r.w
	r.lines = make([]uint8, len(r.dots))
	steps := make([]crossing, len(r.dots))
	lines, crossed, fine := 0, 0, 0
	for at := range r.dots {
		c := r.crossing(at%w, at/w)
		steps[at] = c
		if lines += c.to - c.from; c.to > c.from {
			crossed++
		}
		if c.fine {
			fine++
		}
	}
	least := 1
	for float64(lines) > full*float64(least*len(r.dots)) {
		least *= 2
		r.apart = 2
	}
	for at, c := range steps {
		for k := c.from; k < c.to; k++ {
			if k%max(least, r.stride(k, c.change)) == 0 {
				r.lines[at] = uint8(k + 1)
			}
		}
	}
	r.Fine = fine > crossed/4 && !r.rough
	r.tidy()
	r.crossed = make([]uint64, r.w*r.h)
	for at, line := range r.lines {
		if line > 0 {
			r.crossed[at/w/r.down*r.w+at%w/r.across] |= 1 << (line - 1) // of at most 51
		}
	}
}

// crossing is what runs through a dot: the levels from one index to below
// another.
type crossing struct {
	from, to int
	change   float64 // of the height, to a dot beside it
	fine     bool    // is it finer than the dots?
}

// crossing returns what runs through a dot. A level that is as near to the next
// dot belongs to the lower one: seen from any side, a map has the same lines.
func (r *Relief) crossing(i, j int) (c crossing) {
	z := r.height(i, j)
	sides := [2]float64{z, z}
	for _, by := range [...][2]int{{1, 0}, {0, 1}} {
		before, after := r.height(i-by[0], j-by[1]), r.height(i+by[0], j+by[1])
		for _, side := range [...]float64{before, after} {
			if change := math.Abs(side - z); change > c.change {
				sides, c.change = [2]float64{before, after}, change
			}
		}
	}
	cliff := max(3, len(r.Levels.At)/6) // levels
	if r.rough {
		cliff = 2
	}
	own, other := r.Levels.Band(z), 0
	c.from, c.to = own, own
	for _, side := range sides {
		band := r.Levels.Band(side)
		if own < 0 || band < 0 {
			continue
		}
		c.fine = c.fine || other*(band-own) > 1
		if other = band - own; abs(other) >= cliff {
			continue
		}
		middle := r.Levels.Band(z/2 + side/2)
		c.from, c.to = min(c.from, middle), max(c.to, middle)
	}
	if c.fine {
		c.to = c.from
	}
	return c
}

// stride returns which levels have lines around a level where the height changes
// by so much from dot to dot: every one, every second, fourth and so on.
func (r *Relief) stride(k int, change float64) int {
	at := r.Levels.At
	low, high := max(k-1, 0), min(k+1, len(at)-1)
	if low == high {
		return 1
	}
	gap := (at[high] - at[low]) / float64(high-low)
	stride := 1
	for ; stride < len(at) && float64(stride)*gap < r.apart*change; stride *= 2 {
	}
	return stride
}

// tidy takes pieces of lines away that are too short to be seen as such, where
// dots are smaller than cells.
func (r *Relief) tidy() {
	least := 5 // dots
	if r.rough {
		least = 8
	}
	seen := make([]bool, len(r.lines))
	for at, line := range r.lines {
		if line == 0 || seen[at] || r.down == 1 {
			continue
		}
		if piece := r.piece(at, seen); len(piece) < least {
			for _, at := range piece {
				r.lines[at] = 0
			}
		}
	}
}

// piece returns the dots of a line that hang together with one.
func (r *Relief) piece(at int, seen []bool) []int {
	w := r.across * r.w
	piece := []int{at}
	seen[at] = true
	for k := 0; k < len(piece); k++ {
		for by := range 9 {
			i, j := piece[k]%w+by%3-1, piece[k]/w+by/3-1
			if next := j*w + i; i >= 0 && j >= 0 && i < w && j < r.down*r.h && !seen[next] && r.lines[next] == r.lines[at] {
				seen[next] = true
				piece = append(piece, next)
			}
		}
	}
	return piece
}

// Shade returns which of n colours a band of the levels has.
func Shade(l axis.Levels, band, n int) int { return band * (n - 1) / max(len(l.At), 1) }

// DrawRelief draws the heights as areas, where the terminal can, and the
// contour lines over them.
func (g *Grid) DrawRelief(r *Relief) {
	blocks := g.Frame.Blocks()
	for at, band := range r.bands {
		switch {
		case blocks:
			g.Ink(at%r.w, at/r.w, r.ink(g.Frame.Theme, band))
		case r.rough && at/r.w%2 == 0 && band >= 0:
			g.Area(at%r.w, at/r.w/2, Sign{Glyph: r.digit(band), Color: g.Frame.Theme.LevelInk(band, len(r.names)+1)})
		}
	}
	if blocks && r.Fine || !blocks && r.rough {
		return
	}
	pens := make([]kit.Pen, len(r.names))
	for k := range pens {
		pens[k] = kit.Pen{Ink: g.Frame.Theme.LevelInk(k, len(pens)), Sign: "."}
	}
	w, _ := g.Dots()
	for at, line := range r.lines {
		if line > 0 {
			g.dot(at%w, at/w, &pens[line-1], Under)
		}
	}
}

// ink is the colour of a band.
func (r *Relief) ink(theme *kit.Theme, band int) color.Color {
	if band < 0 {
		return theme.Nowhere
	}
	return theme.Heights[Shade(r.Levels, band, len(theme.Heights))]
}

// digit is the character of a band: 0 the lowest, z the highest there may be.
func (r *Relief) digit(band int) string {
	const most = 36
	if n := len(r.Levels.At) + 1; n > most {
		band = Shade(r.Levels, band, most)
	}
	return strconv.FormatInt(int64(band), most)
}

// FinishRelief writes levels on the lines, where nothing else is, and gives each
// cell that lines or characters are in, and can have but one colour, that of its
// middle.
func (g *Grid) FinishRelief(r *Relief) {
	if !g.Frame.Blocks() && r.rough {
		return
	}
	g.writeLevels(r)
	for at := range g.cells {
		if c := &g.cells[at]; c.ink[0] != nil && (c.over.Glyph != "" || c.dots != 0) {
			ink := r.ink(g.Frame.Theme, r.middles[at])
			c.ink = [2]color.Color{ink, ink}
		}
	}
}

// OnMap is the colour of signs on a map: over colours another than over none.
func OnMap(f kit.Frame) color.Color {
	if f.Blocks() {
		return f.Theme.OnMap
	}
	return nil
}
