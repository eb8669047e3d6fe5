package chart

import (
	"strings"

	"nntui/tui/kit"
)

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
