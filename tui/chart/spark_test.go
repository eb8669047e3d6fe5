package chart

import (
	"math"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// A spark is a curve a cell high or, without dots, a bar a cell.
func TestSpark(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		values     []float64
		width      int
		low, high  float64
		dots, bars string
	}{
		{[]float64{0, 1, 2, 3, 4, 5, 6, 7}, 8, 0, 7, "⣀⡠⠤⠤⠒⠒⠊⠉", "▁▂▃▄▅▆▇█"},
		{[]float64{0, 1, 2, 3, 4, 5, 6, 7}, 4, 0, 7, "⣀⠤⠒⠉", "▁▃▆█"},
		{[]float64{-5, nan, 0.49, 0.51, 50}, 5, 0, 7, "▼ ⢀⣸▲", "▁ ▁▂█"},
		{[]float64{3, 5, 4}, 3, nan, nan, "⡠⠚⠢", "▁█▅"},
		{[]float64{3, 3}, 2, nan, nan, "⠤⠤", "▅▅"},
		{nil, 9, 0, 1, "", ""}, {[]float64{1}, 0, 0, 1, "", ""},
	} {
		if got := ansi.Strip(Spark(testFrame(20, 1), c.values, c.width, c.low, c.high)); got != c.dots {
			t.Errorf("%v in %d cells from %v to %v: %q, want %q", c.values, c.width, c.low, c.high, got, c.dots)
		}
		if got := ansi.Strip(Spark(plain(20, 1), c.values, c.width, c.low, c.high)); got != c.bars {
			t.Errorf("%v in %d cells from %v to %v: %q, want %q", c.values, c.width, c.low, c.high, got, c.bars)
		}
	}
}
