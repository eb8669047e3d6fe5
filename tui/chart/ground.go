package chart

import (
	"math"
	"slices"

	"nntui/model/surface"
	"nntui/tui/kit"
)

// Field is a surface in bands of height. It is kept from frame to frame.
type Field struct {
	key  FieldKey
	Band []int // of each pixel, row by row from the top: 0, the lowest, and up; -1 where f is not a number
}

// FieldKey is all that a field depends on.
type FieldKey struct {
	Surface *surface.Surface
	View    surface.Rect
	W, H    int
	Bands   int
}

// For returns the field for k, which is f where nothing has changed.
func (f Field) For(k FieldKey) Field {
	if f.key == k {
		return f
	}
	values := make([]float64, k.W*k.H)
	for i := range values {
		p := k.View.At(i%k.W, i/k.W, k.W, k.H)
		values[i] = k.Surface.F(p.X, p.Y)
	}
	return Field{k, IntoBands(values, k.Bands)}
}

// IntoBands sorts values into bands of equal areas rather than equal heights:
// that shows the basins as well as the walls around them.
func IntoBands(values []float64, bands int) []int {
	finite := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	slices.Sort(finite)
	bounds := make([]float64, 0, bands)
	for b := 1; b < bands && len(finite) > 0; b++ {
		bounds = append(bounds, finite[b*len(finite)/bands])
	}
	band := make([]int, len(values))
	for i, v := range values {
		if band[i], _ = slices.BinarySearch(bounds, v); math.IsNaN(v) || math.IsInf(v, 1) {
			band[i] = -1
		}
	}
	return band
}

// isolines are the signs of isolines without half blocks, low to high: one for
// each colour of ramp16.
const isolines = ".,:-~=*%"

// Bands is how many bands a picture can tell apart.
func Bands(f kit.Frame) int {
	if f.Blocks() {
		return len(f.Theme.Ramp)
	}
	return len(isolines)
}

// PaintBands lays bands of height on the ground; without half blocks, signs
// where the band changes.
func (c *Canvas) PaintBands(band []int) {
	w, h := c.Size()
	for at, b := range band {
		if b < 0 {
			c.Ink[at], c.Signs[at] = c.Frame.Theme.Nowhere, Sign{" ", nil}
			continue
		}
		if c.Rows == 2 {
			c.Ink[at] = c.Frame.Theme.Ramp[b]
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
			c.Signs[at] = Sign{isolines[high : high+1], kit.Ramp16[high]}
		}
	}
}
