package chart

import (
	"math"
	"slices"
	"strings"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// Scale is one from 0 on that several bars share. An axis stands in the cell
// before the first.
type Scale struct {
	axis  axis.Axis
	ticks []axis.Tick
	width int    // of the bars, in cells
	grid  []rune // of a line without a bar
}

// NewScale returns a scale for values up to high in so many cells; it ends at a
// tick.
func NewScale(high float64, width int) Scale {
	const label = 6 // cells from a label to the next, at least
	most := max(2, width/label)
	if high <= 0 {
		high = 1
	}
	a := axis.Axis{High: high}.Rounded(most)
	s := Scale{a, a.Ticks(most), width, slices.Repeat([]rune{' '}, width)}
	for _, tick := range s.ticks[1:] {
		s.grid[int(math.Round(s.place(tick.Value)))-1] = '┆'
	}
	return s
}

// place returns how many cells from the axis a value is.
func (s Scale) place(v float64) float64 { return s.axis.At(v) * float64(s.width) }

// Labels names the ticks, in a line that begins at the axis, and the unit
// behind the last.
func (s Scale) Labels(unit string) string {
	line := ""
	for _, tick := range s.ticks {
		at := int(math.Round(s.place(tick.Value))) - len(tick.Label)/2
		line += kit.Blank(at-len(line)) + tick.Label
	}
	return line + " " + unit
}

// The glyphs of lying bars, thin and thick: shares of a cell and a full one.
var thinBar, thickBar = []string{"╸", "━"}, strings.Split("▏▎▍▌▋▊▉█", "")

// Bar draws a value as a bar, with the ticks that it does not reach.
func (s Scale) Bar(f kit.Frame, hue kit.Hue, v float64, thick bool) string {
	parts := thinBar
	if thick {
		parts = thickBar
	}
	full := parts[len(parts)-1:]
	if f.ASCII {
		parts = full
	}
	n := int(math.Round(s.place(v) * float64(len(parts))))
	cells, part := n/len(parts), n%len(parts)
	bar := strings.Repeat(full[0], cells)
	if part > 0 {
		bar, cells = bar+parts[part-1], cells+1
	}
	return hue.Style().Render(bar) + s.beyond(f, cells)
}

// Grid draws the ticks alone.
func (s Scale) Grid(f kit.Frame) string { return s.beyond(f, 0) }

// beyond draws the ticks from a cell on.
func (s Scale) beyond(f kit.Frame, cell int) string {
	return f.Theme.Border.Style().Render(string(s.grid[min(cell, s.width):]))
}

var steps = strings.Split("▁▂▃▄▅▆▇█", "")

// Bars draws values from 0 to high as standing bars, as many as there is room
// for: an ellipsis stands for the others.
func Bars(f kit.Frame, values []float64, width, height int, high float64) []string {
	if width < 1 || len(values) == 0 || height < 1 {
		return nil
	}
	pitch, more := max(1, min(width/len(values), 6)), ""
	if len(values) > width {
		values, more = values[:width-1], "…"
	}
	lines := make([]string, height)
	for j := range lines {
		var line Runs
		for _, v := range values {
			share := v / high
			if !(share > 0) { // not a number, too
				share = 0
			}
			part := int(math.Round(8*float64(height)*min(share, 1))) - 8*(height-1-j)
			glyph, look := " ", Look{Fg: f.Theme.Train.Color()}
			switch {
			case part > 0:
				glyph = steps[min(part, 8)-1]
			case j == height-1:
				glyph, look.Fg = steps[0], f.Theme.Border.Color() // a unit that is off
			}
			line.Add(strings.Repeat(glyph, max(1, pitch-1)), look)
			line.Add(" "[:min(1, pitch-1)], look)
		}
		lines[j] = line.String()
	}
	lines[height-1] += f.Theme.Dimmed(more)
	return lines
}
