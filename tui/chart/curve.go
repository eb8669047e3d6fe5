package chart

import (
	"iter"
	"math"
	"slices"
	"sort"

	"nntui/tui/axis"
)

// trace draws a curve in dots: each point within half a dot of its place, and
// lines between them. What is not a number leaves a gap; what is infinite, or
// beyond the axis, leaves the area with an arrow.
func (p *Plot) trace(g *Grid, c *Curve) {
	t := tracer{g: g, c: c}
	w, _ := g.Dots()
	for i := range c.seen(p.X, w) {
		x, y := p.dot(g, c.x(i), c.Value(i))
		switch {
		case math.IsNaN(x + y):
			t.on = false
			continue
		case c.Loose:
			t.g.Dot(x, y, &c.Pen, c.Rank)
		case t.on:
			t.line(x, y)
		}
		if !c.Loose && (!t.on || c.extreme(i)) {
			g.Dot(x, y, &c.Pen, c.Rank) // whatever the dashes
		}
		t.x, t.y, t.on = x, y, true
		t.leave(x, y)
	}
}

// tracer is where the line has come to.
type tracer struct {
	g     *Grid
	c     *Curve
	x, y  float64
	on    bool // is there a point before?
	phase float64
}

// line goes on to a point.
func (t *tracer) line(x, y float64) { t.phase = t.g.Line(t.x, t.y, x, y, &t.c.Pen, t.c.Rank, t.phase) }

// leave puts an arrow at the edge above or below a point that is not on the
// area.
func (t *tracer) leave(x, y float64) {
	w, h := t.g.Dots()
	if x < -0.5 || x > float64(w)-0.5 {
		return
	}
	switch {
	case y < -0.5:
		t.g.Mark(x, 0, "▲", t.c.Pen.Ink)
	case y > float64(h)-0.5:
		t.g.Mark(x, float64(h-1), "▼", t.c.Pen.Ink)
	}
}

// extreme reports whether a value is the first or the last, or as high or as
// low as the two beside it and not the same as both.
func (c *Curve) extreme(i int) bool {
	if i == 0 || i == c.Len()-1 {
		return true
	}
	before, v, after := c.Value(i-1), c.Value(i), c.Value(i+1)
	return (v >= before && v >= after || v <= before && v <= after) && !(v == before && v == after)
}

// seen are the points that decide how the curve looks in so many columns: all,
// or of a long curve in each column the first, the lowest, the highest and the
// last, and one more at either side (Jugel et al., M4, 2014).
func (c *Curve) seen(x axis.Axis, columns int) iter.Seq[int] {
	n := c.Len()
	if c.Long == nil {
		return func(yield func(int) bool) {
			for i := 0; i < n && yield(i); i++ {
			}
		}
	}
	column := func(i int) float64 { return math.Round(x.At(c.x(i)) * float64(columns-1)) }
	from := max(0, sort.Search(n, func(i int) bool { return column(i) >= 0 })-1)
	return func(yield func(int) bool) {
		for at := from; at < n && column(max(0, at-1)) < float64(columns); {
			here := column(at)
			next := at + sort.Search(n-at, func(i int) bool { return column(at+i) > here })
			low, high := c.Long.Extremes(at, next)
			for _, i := range slices.Compact([]int{at, min(low, high), max(low, high), next - 1}) {
				if !yield(i) {
					return
				}
			}
			at = next
		}
	}
}

// Fair returns the least and the largest value of curves for an axis, so that
// one of them that runs away does not make the others flat: a curve that ends
// higher than it began counts in full only as long as it is no more than four
// times as high as the others are together.
func Fair(curves ...[]float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	var growing [][2]float64
	for _, y := range curves {
		l, h, grows := bounds(y)
		if l > h {
			continue
		}
		if grows {
			growing = append(growing, [2]float64{l, h})
		} else {
			low, high = min(low, l), max(high, h)
		}
	}
	for _, g := range growing {
		if low > high || g[1]-low <= 4*(high-low) {
			low, high = min(low, g[0]), max(high, g[1])
		} else {
			low = min(low, g[0])
		}
	}
	return low, high
}

// bounds returns the least and the largest finite value, and whether the last
// value is above the first.
func bounds(y []float64) (low, high float64, grows bool) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range y {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			low, high = min(low, v), max(high, v)
		}
	}
	return low, high, len(y) > 0 && !(y[len(y)-1] <= y[0])
}
