package chart

import (
	"image/color"
	"math"

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
	across  int       // dots to a cell
	down    int
	dots    []float64 // heights of the dots
	lines   []uint8   // of the dots: 1 + the level that runs through, 0 for none
	apart   float64   // dots from line to line, at least
}

// NewRelief returns the relief for a map of that frame. at gives the height at a
// place in pixels, of which there are two above one another to a cell; (0, 0) is
// the middle of the upper left one.
func NewRelief(f kit.Frame, spacing axis.Spacing, at func(x, y float64) float64) *Relief {
	r := &Relief{w: f.Width, h: f.Height, across: 1, down: 1, apart: 2}
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
	r.bands = make([]int, len(r.heights))
	for k, v := range r.heights {
		r.bands[k] = r.Levels.Band(v)
	}
	r.dots = sample(r.across*r.w, r.down*r.h, func(i, j int) float64 {
		return at((float64(i)+0.5)/float64(r.across)-0.5, (float64(j)+0.5)*2/float64(r.down)-0.5)
	})
	r.contours()
	return r
}

func sample(w, h int, at func(i, j int) float64) []float64 {
	all := make([]float64, 0, w*h)
	for j := range h {
		for i := range w {
			all = append(all, at(i, j))
		}
	}
	return all
}

// Between returns heights at all places from those of w x h pixels, row by row,
// in proportion to how near these are.
func Between(pixels []float64, w, h int) func(x, y float64) float64 {
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

// contours finds the dots that the contour lines run through. Between each dot
// and the next, in the direction in which the heights change faster, a line runs
// through whichever is nearer to its level: within half a dot of its place.
//
// Where lines would come too close to each other, only every second is drawn,
// fourth and so on, as on hiking maps, and so they are all over a map that would
// be full of them. Where heights go up and down from dot to dot by more than a
// level, or jump over many, as at a pole, there is none.
func (r *Relief) contours() {
	const full = 0.25 // of the dots
	w := r.across * r.w
	r.lines = make([]uint8, len(r.dots))
	var steps []crossing
	lines, fine := 0, 0
	for at := range r.dots {
		c := r.crossing(at%w, at/w)
		switch {
		case c.fine:
			fine++
		case c.from != c.to:
			lines += c.to - c.from
			steps = append(steps, c)
		}
	}
	least := 1
	for float64(lines) > full*float64(least*len(r.dots)) {
		least *= 2
		r.apart = 2
	}
	for _, c := range steps {
		r.draw(c, least)
	}
	r.Fine = fine > len(steps)/4
	r.tidy()
}

// crossing is what the step from a dot to the next crosses: the levels from one
// index to below another.
type crossing struct {
	at, next int // the dots
	from, to int
	fine     bool // is it finer than the dots?
}

// crossing returns what the step from a dot crosses.
func (r *Relief) crossing(i, j int) (c crossing) {
	const cliff = 5 // levels
	z, right, below := r.height(i, j), r.height(i+1, j), r.height(i, j+1)
	c.at = j*r.across*r.w + i
	c.next = c.at + 1
	next, before := right, r.height(i-1, j)
	if math.IsNaN(right) || math.Abs(below-z) > math.Abs(right-z) {
		c.next, next, before = c.at+r.across*r.w, below, r.height(i, j-1)
	}
	from, to, last := r.Levels.Band(z), r.Levels.Band(next), r.Levels.Band(before)
	switch {
	case from < 0 || to < 0 || max(from-to, to-from) >= cliff:
		return c
	case last >= 0 && (last-from)*(to-from) > 1:
		c.fine = true
		return c
	}
	c.from, c.to = min(from, to), max(from, to)
	return c
}

// draw draws the levels that a step crosses, as far as they have lines there.
func (r *Relief) draw(c crossing, least int) {
	z, next := r.dots[c.at], r.dots[c.next]
	for k := c.from; k < c.to; k++ {
		if k%max(least, r.stride(k, math.Abs(next-z))) != 0 {
			continue
		}
		at := c.at
		if level := r.Levels.At[k]; math.Abs(next-level) < math.Abs(z-level) {
			at = c.next
		}
		r.lines[at] = uint8(k + 1)
	}
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

// tidy takes single dots away, which are no lines.
func (r *Relief) tidy() {
	w := r.across * r.w
	near := func(at, by int) bool {
		i, j := at%w+by%3-1, at/w+by/3-1
		return by != 4 && i >= 0 && j >= 0 && i < w && j < r.down*r.h && r.lines[j*w+i] == r.lines[at]
	}
	for at := range r.lines {
		alone := r.down > 1 // where a dot is a cell, a single one counts
		for by := 0; by < 9 && alone; by++ {
			alone = !near(at, by)
		}
		if alone {
			r.lines[at] = 0
		}
	}
}

// Shade returns which of n colours a band of the levels has.
func Shade(l axis.Levels, band, n int) int { return band * (n - 1) / max(len(l.At), 1) }

// DrawRelief draws the heights as areas, where the terminal can, and the
// contour lines over them.
func (g *Grid) DrawRelief(r *Relief) {
	theme := g.Frame.Theme
	if g.Frame.Blocks() {
		for at, band := range r.bands {
			ink := theme.Nowhere
			if band >= 0 {
				ink = theme.Heights[Shade(r.Levels, band, len(theme.Heights))]
			}
			g.Ink(at%r.w, at/r.w, ink)
		}
	}
	pens := g.contourPens(r.Levels)
	w, _ := g.Dots()
	for at, line := range r.lines {
		if line > 0 && !(r.Fine && g.Frame.Blocks()) {
			g.dot(at%w, at/w, &pens[line-1], Under)
		}
	}
}

// contourPens are the pens of the levels.
func (g *Grid) contourPens(l axis.Levels) []kit.Pen {
	pens := make([]kit.Pen, len(l.At))
	for k := range pens {
		pens[k] = kit.Pen{Ink: g.Frame.Theme.LevelInk(k, len(pens)), Sign: "."}
	}
	return pens
}

// Halo darkens the ground of characters and of lines of the highest rank, so that
// they stand out from light areas.
func (g *Grid) Halo() {
	for at := range g.cells {
		if c := &g.cells[at]; c.ink[0] != nil && (c.over.Glyph != "" || c.dots != 0 && c.rank == Over) {
			c.ink = [2]color.Color{g.Frame.Theme.Halo, g.Frame.Theme.Halo}
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
