package surface

import (
	"errors"
	"math"
	"strings"
	"testing"

	"nntui/model"
	"nntui/model/setting"
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

// Minima that are closer than a ten thousandth of the domain's width are one;
// all that are as low as the lowest, to 1e-9, are global.
func TestRank(t *testing.T) {
	domain := Rect{0, 10, 0, 100}
	m := func(x, f float64) Minimum { return Minimum{Point: Point{x, 5}, F: f} }
	got := rank(Minima{m(7, 2), m(1.0011, 1), m(1, 1), m(1.0009, 0.5), m(5, 0.5+1.4e-9), m(6, 0.5+1.6e-9), m(3, 2)}, domain)
	var text []string
	for _, m := range got {
		global := ""
		if m.Global {
			global = " global"
		}
		text = append(text, setting.Short(m.X)+global)
	}
	if got, want := strings.Join(text, ", "), "1.0009 global, 5 global, 6, 3, 7"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// Just further apart than that, there are two.
	if got := rank(Minima{m(1, 1), m(1.00101, 2), m(1.00099, 2)}, domain); len(got) != 2 || got[1].X != 1.00101 {
		t.Errorf("got %v", got)
	}
	// Of equals, the leftmost and then the lowest comes first.
	equal := rank(Minima{{Point: Point{2, 1}}, {Point: Point{1, 9}}, {Point: Point{1, 3}}}, domain)
	if equal[0].Point != (Point{1, 3}) || equal[1].Point != (Point{1, 9}) || equal[2].Point != (Point{2, 1}) {
		t.Errorf("equals come as %v", equal)
	}
}

// A point of the grid is worth a look where none around it is lower and one is
// higher.
func TestLowest(t *testing.T) {
	nan := math.NaN()
	around := [][2]int{{-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}}
	for _, at := range [][2]int{{0, 0}, {30, 0}, {0, 30}, {60, 60}, {30, 60}, {60, 30}, {7, 9}} {
		var f [gridSize][gridSize]float64
		if lowest(&f, at[0], at[1]) {
			t.Errorf("a plain is lowest at %v", at)
		}
		for _, d := range around {
			i, j := at[0]+d[0], at[1]+d[1]
			if i < 0 || j < 0 || i >= gridSize || j >= gridSize {
				continue
			}
			for v, want := range map[float64]bool{1: true, -1: false, nan: false} {
				f[j][i] = v
				if lowest(&f, at[0], at[1]) != want {
					t.Errorf("with %v at (%d, %d), %v is lowest: %t", v, i, j, at, !want)
				}
			}
			f[j][i] = 0
		}
		f[at[1]][at[0]] = -1
		for _, d := range around { // two cells away, nothing counts
			if i, j := at[0]+2*d[0], at[1]+2*d[1]; i >= 0 && j >= 0 && i < gridSize && j < gridSize {
				if f[j][i] = -2; !lowest(&f, at[0], at[1]) {
					t.Errorf("with less at (%d, %d), %v is not lowest", i, j, at)
				}
				f[j][i] = 0
			}
		}
		f[at[1]][at[0]] = nan
		if lowest(&f, at[0], at[1]) {
			t.Errorf("no number is lowest at %v", at)
		}
	}
}

// It is higher all around a minimum.
func TestIsLow(t *testing.T) {
	for formula, want := range map[string]bool{
		"x^2 + y^2": true, "x^2 - y^4": false, "x^2 - y^2": false, "-x^2 - y^2": false, "x": false, "abs(x) + abs(y)": true, "(x-y)^2 + (x+y)^4": true,
	} {
		if s := typed(t, formula); s.isLow(Minimum{}) != want {
			t.Errorf("%s is low at the origin: %t", formula, !want)
		}
	}
	// The circle has a ten thousandth of the domain's width, here 0.001.
	for radius, want := range map[float64]bool{0.0009: true, 0.0011: false} {
		s := typed(t, "(x^2+y^2)*(k-x^2-y^2)") // a crater that falls again
		k := radius * radius
		s.expr, _ = parse("(x^2+y^2)*(k-x^2-y^2)", k)
		if got := s.isLow(Minimum{}); got == want {
			t.Errorf("a crater with a rim of %v is low: %t", radius, got)
		}
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

// A step of Newton's method ends at the minimum of a quadratic, and is taken
// only near, towards a minimum, and to where it is flatter.
func TestNewtonStep(t *testing.T) {
	for _, c := range []struct {
		formula  string
		from, to Point
		far      float64
	}{
		{"x^2 + x*y + 2*y^2", Point{1, 2}, Point{}, 3},
		{"x^2 + x*y + 2*y^2", Point{1, 2}, Point{1, 2}, 2},
		{"3*x^2 - x*y + y^2 - x", Point{2, -1}, Point{2. / 11, 1. / 11}, 9},
		{"x^2 - y^2", Point{1, 2}, Point{1, 2}, 9},
		{"-x^2 - y^2", Point{1, 2}, Point{1, 2}, 9},
		{"sqrt(1+x^2) + y^2", Point{2, 0}, Point{2, 0}, 99}, // to -8, where it is steeper
		{"sqrt(1+x^2) + y^2", Point{0.5, 0}, Point{-0.125, 0}, 99},
	} {
		if got := typed(t, c.formula).newtonStep(c.from, c.far); got.Distance(c.to) > 1e-12 {
			t.Errorf("%s: from %v to %v, want %v", c.formula, c.from, got, c.to)
		}
	}
}

// A place with six decimals is taken where f is no higher there.
func TestRounded(t *testing.T) {
	for formula, want := range map[string]Point{
		"(x-0.123457)^2 + (y+2)^2":   {0.123457, -2},
		"(x-0.12345671)^2 + (y+2)^2": {0.1234567, -2},
		"0*x":                        {0.123457, -2},
	} {
		s := &Surface{}
		s.expr, _ = parse(formula, 1)
		if got := s.rounded(Point{0.1234567, -2}); got != want {
			t.Errorf("%s: %v, want %v", formula, got, want)
		}
	}
	s := typed(t, "x^2 + y^2")
	if p := s.rounded(Point{-1e-9, -1e-9}); math.Signbit(p.X) || math.Signbit(p.Y) || p != (Point{}) {
		t.Errorf("near the origin: %v", p)
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
