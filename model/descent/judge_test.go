package descent

import (
	"testing"

	"nntui/model/surface"
)

// From a thousand times the width of the map, or of the view if that is wider or
// lies further out, nothing comes back. What remembers nothing is told sooner.
func TestNewJudge(t *testing.T) {
	s, err := Default().OpenSurface() // from -5 to 5
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		view surface.Rect
		far  float64
	}{
		{s.Domain, 1e4},
		{surface.Rect{MinX: 1, MaxX: 2, MinY: 1, MaxY: 2}, 1e4},
		{surface.Rect{MinX: -10, MaxX: 10, MinY: -10, MaxY: 10}, 2e4},
		{surface.Rect{MinX: -50, MaxX: -49, MinY: 0, MaxY: 1}, 5e4},
		{surface.Rect{MinX: 49, MaxX: 50, MinY: 0, MaxY: 1}, 5e4},
		{surface.Rect{MinX: 0, MaxX: 1, MinY: -50, MaxY: -49}, 5e4},
		{surface.Rect{MinX: 0, MaxX: 1, MinY: 49, MaxY: 50}, 5e4},
	} {
		if got := newJudge(s, Run{Method: "gd"}, 0.1, c.view).far; got != c.far {
			t.Errorf("far from %+v is %v, want %v", c.view, got, c.far)
		}
	}
	for method, steps := range map[string]int{"gd": 1024, "line-search": 1024, "momentum": 2048, "adam": 2048} {
		if got := newJudge(s, Run{Method: method}, 0.1, s.Domain).outlook; got != steps {
			t.Errorf("%s is followed for %d steps, want %d", method, got, steps)
		}
	}
}

// The end of a trail repeats itself if each of its points is where it was a period
// before, to a ten thousandth of the width of the cycle.
func TestTrail_period(t *testing.T) {
	for _, c := range []struct {
		period int
		off    float64 // of each point, of those a period before
		want   int
	}{{2, 0, 2}, {3, 0, 3}, {7, 0, 7}, {64, 0, 64}, {65, 0, 0}, {5, 0.9e-4, 5}, {5, 1.1e-4, 0}} {
		tr := &trail{}
		for k := range 65 * 4 {
			at := float64(k%c.period)/float64(c.period-1) + c.off*float64(k/c.period)
			tr.points = append(tr.points, surface.Point{X: at})
		}
		if got, width := tr.period(); got != c.want || width < 0.4 || width > 1.1 {
			t.Errorf("period %d, off by %v: %d, %v wide", c.period, c.off, got, width)
		}
	}
}
