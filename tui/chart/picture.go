package chart

import (
	"image/color"
	"math"
	"nntui/tui/kit"
	"strings"
)

// Side is the width and height of a picture of a digit, in pixels.
const Side = 8

// picture draws 8x8 pixels with half blocks, two pixels to a cell: 8k cells
// wide and 4k high. Without half blocks a character stands for two pixels.
// pixel returns the level of a pixel, an index into colors and signs.
func pixelsOf(f kit.Frame, k int, colors []color.Color, signs string, pixel func(x, y int) int) []string {
	lines := make([]string, Side*k/2)
	for j := range lines {
		var line Runs
		for i := range Side * k {
			x, top, bottom := i/k, 2*j/k, (2*j+1)/k
			if f.Blocks() {
				line.Add("▀", inkOn(colors[pixel(x, top)], colors[pixel(x, bottom)]))
				continue
			}
			level := pixel(x, top)
			if b := pixel(x, bottom); abs(b-len(signs)/2) > abs(level-len(signs)/2) || signs == InkSigns && b > level {
				level = b
			}
			line.Add(signs[level:level+1], Look{})
		}
		lines[j] = line.String()
	}
	return lines
}

func inkOn(fg, bg color.Color) Look { return Look{Fg: fg, Bg: bg} }

func abs(i int) int { return max(i, -i) }

// The signs of levels without half blocks: of ink, and of weights, where round
// signs are positive and straight ones negative.
const (
	InkSigns    = " .:-=+*#@"
	weightSigns = "H=~-' .oO0@"
)

// Digit draws an image of 64 pixels from 0 to 16.
func Digit(f kit.Frame, k int, pixels []byte) []string {
	return pixelsOf(f, k, f.Theme.Ink, InkSigns, func(x, y int) int { return int(pixels[Side*y+x]) / 2 })
}

// Unit draws the 64 weights of a unit; scale is the weight of the strongest
// colour.
func Unit(f kit.Frame, k int, weights []float64, scale float64) []string {
	return pixelsOf(f, k, f.Theme.Signs, weightSigns, func(x, y int) int { return signLevel(weights[Side*y+x], scale) })
}

// signLevel maps a weight from -scale to scale onto 0 to 10; 5 is almost 0.
func signLevel(w, scale float64) int {
	if scale == 0 || math.IsNaN(w) {
		return 5
	}
	return 5 + int(math.Round(5*min(max(w/scale, -1), 1)))
}

// Grid puts tiles of the same size side by side and row below row, a cell
// apart, as many as fit.
func Grid(tiles [][]string, width, height, tileWidth, tileHeight int) string {
	perRow := max(1, (width+1)/(tileWidth+1))
	var lines []string
	for first := 0; first < len(tiles) && len(lines)+tileHeight <= height; first += perRow {
		for j := range tileHeight {
			var line strings.Builder
			for _, tile := range tiles[first:min(first+perRow, len(tiles))] {
				line.WriteString(kit.FitLine(tile[j], tileWidth) + " ")
			}
			lines = append(lines, line.String())
		}
	}
	return strings.Join(lines, "\n")
}

// InGrid returns how many tiles grid shows.
func InGrid(width, height, tileWidth, tileHeight int) int {
	return max(1, (width+1)/(tileWidth+1)) * max(1, height/tileHeight)
}

// Pager is where a view that shows a part of a list stands.
type Pager struct{ First, size, n int }

// press answers the keys that turn pages.
func (p *Pager) Turn(back, on, home, end bool) bool {
	switch {
	case back:
		p.First -= p.size
	case on:
		p.First += p.size
	case home:
		p.First = 0
	case end:
		p.First = p.n
	default:
		return false
	}
	p.clamp()
	return true
}

// Show says how many of how many fit, and returns the part to show.
func (p *Pager) Show(size, n int) (from, to int) {
	p.size, p.n = size, n
	p.clamp()
	return p.First, min(p.First+size, n)
}

func (p *Pager) clamp() { p.First = max(0, min(p.First, p.n-p.size)) }

// Spark draws values as a line of bars, from low to high or, where these are
// NaN, from the least to the largest.
func Spark(f kit.Frame, values []float64, width int, low, high float64) string {
	const bars = "▁▂▃▄▅▆▇█"
	if width < 1 || len(values) == 0 {
		return ""
	}
	if math.IsNaN(low) {
		low, high = Bounds([]Series{{Values: values}})
		high = max(high, low+0.5)
	}
	n := min(width, len(values))
	var b strings.Builder
	for i := range n {
		v := values[(i+1)*len(values)/n-1]
		level := 7 * (v - low) / (high - low)
		if !(level > 0) {
			level = 0
		}
		b.WriteString(string([]rune(bars)[int(math.Round(min(level, 7)))]))
	}
	return f.Theme.Train.Style().Render(b.String())
}
