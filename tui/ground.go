package tui

import (
	"math"
	"slices"

	"nntui/model/surface"
)

// field is a surface in bands of height, one for each pixel of a picture, row
// by row from the top. It is kept from frame to frame.
type field struct {
	key  fieldKey
	band []int // 0, the lowest, and up; -1 where f is not a number
}

// fieldKey is all that a field depends on.
type fieldKey struct {
	surface *surface.Surface
	view    surface.Rect
	w, h    int
	bands   int
}

// at returns the field for k.
func (f *field) at(k fieldKey) []int {
	if f.key != k {
		values := make([]float64, k.w*k.h)
		for i := range values {
			p := k.view.At(i%k.w, i/k.w, k.w, k.h)
			values[i] = k.surface.F(p.X, p.Y)
		}
		f.key, f.band = k, intoBands(values, k.bands)
	}
	return f.band
}

// intoBands sorts values into bands of equal areas rather than equal heights:
// that shows the basins as well as the walls around them.
func intoBands(values []float64, bands int) []int {
	finite := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	slices.Sort(finite)
	bounds := make([]float64, 0, bands)
	for b := 1; b < bands && len(finite) > 0; b++ {
		bounds = append(bounds, finite[b*len(finite)/bands])
	}
	band := make([]int, len(values))
	for i, v := range values {
		switch {
		case math.IsNaN(v) || math.IsInf(v, 1):
			band[i] = -1
		default:
			band[i], _ = slices.BinarySearch(bounds, v)
		}
	}
	return band
}

// isolines are the signs of isolines without half blocks, low to high: one for
// each colour of ramp16.
const isolines = ".,:-~=*%"

// bands is how many bands the canvas can tell apart.
func (c *canvas) bands() int {
	if c.rows == 2 {
		return len(c.frame.theme.ramp)
	}
	return len(isolines)
}

// paintBands lays bands of height on the ground; without half blocks, signs
// where the band changes.
func (c *canvas) paintBands(band []int) {
	w, h := c.size()
	for at, b := range band {
		if b < 0 {
			c.ink[at], c.signs[at] = c.frame.theme.nowhere, sign{" ", nil}
			continue
		}
		if c.rows == 2 {
			c.ink[at] = c.frame.theme.ramp[b]
			continue
		}
		i, j := at%w, at/w
		right, below := b, b
		if i+1 < w {
			right = band[at+1]
		}
		if j+1 < h {
			below = band[at+w]
		}
		if high := max(b, right, below); right != b || below != b {
			c.signs[at] = sign{isolines[high : high+1], ramp16[high]}
		}
	}
}
