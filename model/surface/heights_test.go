package surface

import (
	"math"
	"slices"
	"testing"
)

// The sample holds all that there is to see: the corners, the middle, and the
// minimum between nodes.
func TestHeights(t *testing.T) {
	s, err := Typed("(x-0.07)^2+y^2", 1)
	if err != nil {
		t.Fatal(err)
	}
	view := Rect{-1, 2, -1, 1}
	heights := s.Heights(view)
	if n := len(heights); n != 61*61+1 {
		t.Fatalf("%d heights", n)
	}
	for _, p := range []Point{{-1, -1}, {2, 1}, {0.5, 0}, s.Minima[0].Point} {
		if f := s.F(p.X, p.Y); !slices.ContainsFunc(heights, func(h float64) bool { return math.Abs(h-f) < 1e-12 }) {
			t.Errorf("f = %v at %v is not among them", f, p)
		}
	}
	if low := slices.Min(heights); low != s.Minima[0].F {
		t.Errorf("the least is %v, want %v", low, s.Minima[0].F)
	}
	if n := len(s.Heights(Rect{1, 2, -1, 1})); n != 61*61 {
		t.Errorf("%d heights where there is no minimum", n)
	}
}

// A minimum far below the nodes is a pole.
func TestHeights_pole(t *testing.T) {
	for depth, want := range map[float64]bool{0.09: true, 0.11: false} {
		s, err := Typed("x^2+y^2+log(x)*0", 1) // NaN at and below 0
		if err != nil {
			t.Fatal(err)
		}
		view := Rect{-1, 1, -1, 1}
		s.Minima = Minima{{F: 1.0/900 - depth*(2-1.0/900)}}
		if got := len(s.Heights(view)) > 61*61; got != want {
			t.Errorf("a minimum %v of the range below the nodes counts: %t", depth, got)
		}
	}
}
