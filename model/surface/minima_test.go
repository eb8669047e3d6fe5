package surface

import (
	"errors"
	"math"
	"strings"
	"testing"

	"nntui/model"
)

func TestMinima_Nearest(t *testing.T) {
	minima := Minima{{Point: Point{0, 0}}, {Point: Point{3, 4}}, {Point: Point{0, 0}}}
	for p, want := range map[Point]struct {
		at       int
		distance float64
	}{
		{0, 0}: {0, 0}, {3, 3}: {1, 1}, {-3, -4}: {0, 5}, {1.4, 2}: {0, math.Hypot(1.4, 2)}, {1.6, 2}: {1, math.Hypot(1.4, 2)},
	} {
		if at, distance := minima.Nearest(p); at != want.at || math.Abs(distance-want.distance) > 1e-15 {
			t.Errorf("nearest to %v is %d, %v away, want %v", p, at, distance, want)
		}
	}
	if at, distance := Minima(nil).Nearest(Point{}); at != -1 || !math.IsInf(distance, 1) {
		t.Errorf("of none, the nearest is %d, %v away", at, distance)
	}
}

func TestCatalog(t *testing.T) {
	for _, c := range []struct {
		name  string
		start Point
		step  float64
		size  Rect
	}{
		{"assignment", Point{3, 2}, 0.1, Rect{-5, 5, -5, 5}},
		{"bowl", Point{-4, 2}, 0.1, Rect{-5, 5, -5, 5}},
		{"rosenbrock", Point{-1.5, 2}, 0.001, Rect{-2, 2, -1, 3}},
		{"himmelblau", Point{0, 0}, 0.01, Rect{-5, 5, -5, 5}},
		{"beale", Point{1, 1}, 0.01, Rect{-4.5, 4.5, -4.5, 4.5}},
		{"rastrigin", Point{3.3, 2.2}, 0.002, Rect{-5.12, 5.12, -5.12, 5.12}},
		{"ackley", Point{3.2, 2.3}, 0.05, Rect{-5, 5, -5, 5}},
		{"saddle", Point{1.5, 0.01}, 0.1, Rect{-2, 2, -2, 2}},
		{"styblinski-tang", Point{1, 4}, 0.01, Rect{-5, 5, -5, 5}},
	} {
		start, step := Defaults(c.name)
		if s := named(t, c.name); start != c.start || step != c.step || s.Domain != c.size || s.Name != c.name {
			t.Errorf("%s: from %v with %v, in %v", s.Name, start, step, s.Domain)
		}
	}
	if start, step := Defaults("flat"); start != (Point{}) || step != 0 {
		t.Errorf("what there is not starts from %v with %v", start, step)
	}
	_, err := Named("flat", 1)
	if refusal, ok := errors.AsType[*model.ConfigError](err); !ok || refusal.Field != "surface" || !strings.HasPrefix(refusal.Reason, `"flat" is unknown; it takes assignment, bowl, `) {
		t.Errorf("error %v", err)
	}
	if s := typed(t, "x^2"); s.Domain != (Rect{-5, 5, -5, 5}) || s.Name != "" || s.Formula != "x^2" {
		t.Errorf("a typed formula is %+v", s)
	}
}

func TestFormula_length(t *testing.T) {
	if err := Check(strings.Repeat("x+", 199) + "-x"); err != nil {
		t.Error(err)
	}
	err := Check(strings.Repeat("x+", 199) + "--x")
	if wrong, ok := errors.AsType[*SyntaxError](err); !ok || wrong.At != 400 || err.Error() != "at character 401: a formula has at most 400 characters" {
		t.Errorf("error %v", err)
	}
}

func TestMinimum_Kind(t *testing.T) {
	if g, l := (Minimum{Global: true}).Kind(), (Minimum{}).Kind(); g != "global minimum" || l != "local minimum" {
		t.Errorf("%s and %s", g, l)
	}
}

// What counts as there is a fiftieth of the domain's width.
func TestSurface_Near(t *testing.T) {
	s, err := Named("assignment", 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Near(); math.Abs(got-0.2) > 1e-12 {
		t.Errorf("on a domain from %v to %v, %v counts as near", s.Domain.MinX, s.Domain.MaxX, got)
	}
}
