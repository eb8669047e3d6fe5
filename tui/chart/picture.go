package chart

import (
	"image/color"
	"math"
	"strings"

	"nntui/tui/kit"
)

// pixelsOf draws pixels with half blocks, two above one another to a cell: k
// cells to the width of a pixel. Without half blocks a character stands for
// two pixels. pixel returns the level of a pixel, an index into colors and
// signs.
func pixelsOf(f kit.Frame, k, cols, rows int, colors []color.Color, signs string, pixel func(x, y int) int) []string {
	lines := make([]string, (rows*k+1)/2)
	for j := range lines {
		var line Runs
		for i := range cols * k {
			x, top, bottom := i/k, 2*j/k, min((2*j+1)/k, rows-1)
			if f.Blocks() {
				line.Add("▀", Look{Fg: colors[pixel(x, top)], Bg: colors[pixel(x, bottom)]})
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

func abs(i int) int { return max(i, -i) }

// The signs of levels without half blocks: of ink, and of weights, where round
// signs are positive and straight ones negative.
const (
	InkSigns    = " .:-=+*#@"
	weightSigns = "H=~-' .oO0@"
)

// Image draws pixels from 0 to ink, row by row of so many.
func Image(f kit.Frame, k, cols int, ink byte, pixels []byte) []string {
	level := func(x, y int) int { return InkLevel(pixels[cols*y+x], ink) }
	return pixelsOf(f, k, cols, len(pixels)/cols, f.Theme.Ink, InkSigns, level)
}

// InkLevel maps a pixel from 0 to ink onto the signs and colours of ink.
func InkLevel(pixel, ink byte) int { return int(pixel) * (len(InkSigns) - 1) / int(ink) }

// Unit draws the weights of a unit, row by row of so many; scale is the weight
// of the strongest colour.
func Unit(f kit.Frame, k, cols int, weights []float64, scale float64) []string {
	level := func(x, y int) int { return signLevel(weights[cols*y+x], scale) }
	return pixelsOf(f, k, cols, len(weights)/cols, f.Theme.Signs, weightSigns, level)
}

// signLevel maps a weight from -scale to scale onto 0 to 10; 5 is almost 0.
func signLevel(w, scale float64) int {
	if scale == 0 || math.IsNaN(w) {
		return 5
	}
	return 5 + int(math.Round(5*min(max(w/scale, -1), 1)))
}

// Wall puts tiles of the same size side by side and row below row, a cell
// apart, as many as fit.
func Wall(tiles [][]string, width, height, tileWidth, tileHeight int) string {
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

// InWall returns how many tiles a wall shows.
func InWall(width, height, tileWidth, tileHeight int) int {
	return max(1, (width+1)/(tileWidth+1)) * max(1, height/tileHeight)
}
