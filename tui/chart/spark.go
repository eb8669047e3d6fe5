package chart

import (
	"math"
	"strings"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// Spark draws values as a line a cell high, from low to high or, where these
// are NaN, from the least to the largest.
func Spark(f kit.Frame, values []float64, width int, low, high float64) string {
	if width < 1 || len(values) == 0 {
		return ""
	}
	if math.IsNaN(low) {
		low, high, _ = bounds(values)
	}
	p := Plot{
		X:      axis.Span("", false, 0, float64(len(values)-1)),
		Y:      axis.Span("", false, low, high),
		Curves: []Curve{{Y: values, Pen: f.Theme.Train.Pen()}},
	}
	p.X.Low = 0
	g := NewGrid(f.Sized(width, 1))
	if f.Dots() {
		p.trace(g, &p.Curves[0])
	} else {
		p.ramp(g, &p.Curves[0])
	}
	return g.String()
}

// ramp draws a curve as bars, where there are no dots to a cell.
func (p *Plot) ramp(g *Grid, c *Curve) {
	bars := []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}
	for col := range g.Frame.Width {
		i, ok := c.nearest(p.X.Value(float64(col) / float64(max(1, g.Frame.Width-1))))
		if v := c.Y[i]; ok && !math.IsNaN(v) {
			level := math.Round(7 * min(max(p.Y.At(v), 0), 1))
			g.Put(col, 0, bars[int(level)], c.Pen.Ink, false)
		}
	}
}

// Sample is a bit of a line, for a legend.
func Sample(f kit.Frame, p kit.Pen) string {
	const width = 5 // for the longest dashes
	if !f.Dots() && p.Dash == "" {
		return p.Style().Render(strings.Repeat("─", width))
	}
	g := NewGrid(f.Sized(width, 1))
	w, h := g.Dots()
	g.Line(0, float64(h/2), float64(w-1), float64(h/2), &p, Middle, 0)
	return g.String()
}
