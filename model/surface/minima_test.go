package surface

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

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
	if err := check(strings.Repeat("x+", 199) + "-x"); err != nil {
		t.Error(err)
	}
	err := check(strings.Repeat("x+", 199) + "--x")
	if wrong, ok := errors.AsType[*SyntaxError](err); !ok || wrong.At != 400 || err.Error() != "at character 401: a formula has at most 400 characters" {
		t.Errorf("error %v", err)
	}
}

func TestMinimum_Kind(t *testing.T) {
	line := []Point{{0, 0}, {1, 0}}
	for want, m := range map[string]Minimum{
		"global minimum": {Global: true}, "local minimum": {}, "line of global minima": {Global: true, Line: line}, "line of local minima": {Line: line},
		"lowest minimum found": {Lowest: true}, "lowest line of minima found": {Lowest: true, Line: line},
	} {
		if got := m.Kind(); got != want {
			t.Errorf("%+v is a %s, not a %s", m, got, want)
		}
	}
}

// Minima that are equally the lowest are named as one set.
func TestMinima_Name(t *testing.T) {
	line := []Point{{0, 0}, {1, 0}}
	point, level := Minimum{Global: true}, Minimum{Global: true, Line: line}
	higher := Minimum{F: 1e-8}
	for _, c := range []struct {
		minima Minima
		at     int
		want   string
	}{
		{Minima{point}, 0, "the global minimum"},
		{Minima{point, higher}, 0, "the global minimum"},
		{Minima{point, higher}, 1, "the local minimum"},
		{Minima{point, higher, higher}, 2, "the local minimum"},
		{Minima{point, {F: 1e-10, Global: true}, higher}, 0, "one of the 2 global minima"},
		{Minima{point, {F: 1e-10, Global: true}, higher}, 1, "one of the 2 global minima"},
		{Minima{point, {F: 1e-10, Global: true}, higher}, 2, "the local minimum"},
		{Minima{level, level}, 1, "one of the 2 lines of global minima"},
		{Minima{level, point, level}, 0, "one of the 3 global minima"},
		{Minima{{Lowest: true}, {Lowest: true}}, 1, "one of the 2 lowest minima found"},
		{Minima{{Lowest: true, Line: line}, {Lowest: true, Line: line}}, 1, "one of the 2 lowest lines of minima found"},
		{Minima{{Lowest: true}, higher}, 0, "the lowest minimum found"},
		{Minima{{}, {}}, 1, "one of the 2 lowest local minima"},
		{Minima{{Line: line}, {Line: line}}, 0, "one of the 2 lowest lines of local minima"},
	} {
		if got := c.minima.Name(c.at); got != c.want {
			t.Errorf("%d of %v is %q, not %q", c.at, c.minima, got, c.want)
		}
	}
}

// How far it is to a line is how far it is to its nearest segment.
func TestMinimum_Distance(t *testing.T) {
	corner := Minimum{Point: Point{9, 9}, Line: []Point{{0, 0}, {4, 0}, {4, 0}, {4, 3}}}
	for p, want := range map[Point]Point{
		{1, 1}: {1, 0}, {-3, 4}: {0, 0}, {5, -1}: {4, 0}, {3.5, 2}: {4, 2}, {4, 9}: {4, 3}, {2, 0}: {2, 0}, {9, 9}: {4, 3},
	} {
		if got := corner.Closest(p); got != want || corner.Distance(p) != p.Distance(want) {
			t.Errorf("nearest to %v is %v, %v away", p, got, corner.Distance(p))
		}
	}
	if m := (Minimum{Point: Point{1, 2}}); m.Closest(Point{4, 6}) != m.Point || m.Distance(Point{4, 6}) != 5 {
		t.Errorf("it is %v to %v", m.Distance(Point{4, 6}), m.Closest(Point{4, 6}))
	}
}

// Boxes around parts of lines save work, and change nothing.
func TestMinimum_boxed(t *testing.T) {
	coordinate := rapid.Float64Range(-5, 5)
	rapid.Check(t, func(t *rapid.T) {
		point := func() Point { return Point{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")} }
		var plain, boxed Minima
		for range rapid.IntRange(1, 4).Draw(t, "minima") {
			m := Minimum{Point: point()}
			if n := rapid.SampledFrom([]int{0, 2, 3, 16, 17, 18, 33, 40}).Draw(t, "points"); n > 0 {
				at := point()
				for range n {
					at = at.plus(point(), 0.05)
					m.Line = append(m.Line, at)
				}
			}
			plain, boxed = append(plain, m), append(boxed, m.boxed())
		}
		for range 10 {
			p := point()
			i, d := plain.Nearest(p)
			j, e := boxed.Nearest(p)
			if i != j || d != e || d != plain[i].Distance(p) || boxed[i].Closest(p) != plain[i].Closest(p) {
				t.Fatalf("nearest to %v is %d, %v away; in boxes %d, %v", p, i, d, j, e)
			}
			for k, m := range plain {
				if m.Distance(p) < d || m.Distance(p) == d && k < i {
					t.Fatalf("nearest to %v is not %d but %d", p, i, k)
				}
			}
		}
	})
}

// What is just as far as enough is not within it.
func TestMinima_Within(t *testing.T) {
	list := Minima{{Point: Point{0, 0}}, {Point: Point{10, 0}}}
	for _, c := range []struct {
		p        Point
		enough   float64
		at       int
		distance float64
	}{
		{Point{3, 4}, 5, -1, math.Inf(1)}, {Point{3, 4}, 5.001, 0, 5}, {Point{7, 4}, 100, 1, 5}, {Point{0, 3}, 3, -1, math.Inf(1)}, {Point{0, 3}, 3.1, 0, 3},
		{Point{3, 0}, 3, -1, math.Inf(1)}, {Point{3, 3}, 4, -1, math.Inf(1)},
	} {
		if at, distance := list.Within(c.p, c.enough); at != c.at || distance != c.distance {
			t.Errorf("within %v of %v: %d, %v", c.enough, c.p, at, distance)
		}
	}
}

// Of equals, the leftmost and then the lowest comes first.
func TestMinima_ranked(t *testing.T) {
	m := Minima{{Point: Point{2, 1}}, {Point: Point{1, 9}}, {Point: Point{5, 5}, F: -1}, {Point: Point{1, 3}}}.ranked()
	if m[0].F != -1 || m[1].Point != (Point{1, 3}) || m[2].Point != (Point{1, 9}) || m[3].Point != (Point{2, 1}) {
		t.Errorf("they come as %v", m)
	}
}

// A billionth is as good as nothing, and of what is large a billionth of that.
func TestLower(t *testing.T) {
	for _, c := range []struct {
		f, g float64
		want bool
	}{
		{0, 0, false}, {-0.9e-9, 0, false}, {-1.1e-9, 0, true}, {0, -1, false}, {1e6 - 0.9e-3, 1e6, false}, {1e6 - 1.1e-3, 1e6, true}, {-1e6 - 1.1e-3, -1e6, true},
		{math.NaN(), 0, false}, {0, math.NaN(), false}, {math.Inf(-1), 0, true},
	} {
		if Lower(c.f, c.g) != c.want {
			t.Errorf("%v is lower than %v: %t", c.f, c.g, !c.want)
		}
	}
}

// Marked are the nodes next to what is there: nine for a point, and no gap along a
// line.
func TestMask(t *testing.T) {
	count := func(m Minimum) (n int) {
		at := newMask(100)
		at.minimum(square(5), m)
		for _, next := range at.next {
			if next {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		m    Minimum
		want int
	}{
		{Minimum{Point: Point{0.05, 0.05}}, 9}, {Minimum{Point: Point{-4.95, 0.05}}, 6}, {Minimum{Point: Point{4.95, -4.95}}, 4}, {Minimum{Point: Point{5.5, 0}}, 0},
		{Minimum{Point: Point{0.05, 0.05}, Line: []Point{{-4.95, 0.05}, {4.95, 0.05}}}, 300},
		{Minimum{Point: Point{0.05, 0.05}, Line: []Point{{-4.95, 0.05}, {0.05, 0.05}, {0.05, 4.95}}}, 3*52 + 3*48},
	} {
		if got := count(c.m); got != c.want {
			t.Errorf("%v: %d nodes are marked, want %d", c.m, got, c.want)
		}
	}
}

// What counts as there is a fiftieth of the domain's width, and as reached a
// five-hundredth.
func TestSurface_Near(t *testing.T) {
	s, err := Named("assignment", 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Near(); math.Abs(got-0.2) > 1e-12 {
		t.Errorf("on a domain from %v to %v, %v counts as near", s.Domain.MinX, s.Domain.MaxX, got)
	}
	if got := s.Tolerance(); math.Abs(got-0.02) > 1e-12 {
		t.Errorf("on a domain from %v to %v, %v counts as reached", s.Domain.MinX, s.Domain.MaxX, got)
	}
}

// A kink is one however it is written, and so are the minima on it.
func TestMinima_kinks(t *testing.T) {
	for formula, like := range map[string]string{
		"max(x, -x) + y^2":                 "abs(x) + y^2",
		"-min(x - 1, 1 - x) + |y|":         "abs(x - 1) + abs(y)",
		"x sign x + (y - 2)²":              "abs(x) + (y - 2)^2",
		"max(|x - 1|, |y + 2|)":            "abs((x - 1 + y + 2)/2) + abs((x - 1 - y - 2)/2)",
		"max(x^2 + y^2 - 1, 1 - x^2 - y²)": "abs(x^2 + y^2 - 1)",
	} {
		got, want := typed(t, formula), typed(t, like)
		if len(got.Minima) != len(want.Minima) || got.Reach != want.Reach {
			t.Errorf("%s has %v, %s has %v", formula, got.Minima, like, want.Minima)
			continue
		}
		for i, m := range got.Minima {
			if other := want.Minima[i]; other.Distance(m.Point) > 1e-6 || math.Abs(m.F-other.F) > 1e-6 || m.Global != other.Global || (m.Line == nil) != (other.Line == nil) {
				t.Errorf("%s has %v at %v, %s %v at %v", formula, m.F, m.Point, like, other.F, other.Point)
			}
		}
	}
}

// In a long domain none is missed, either way it lies.
func TestMinima_longDomain(t *testing.T) {
	for _, domain := range []string{"x from -1 to 1, y from -20 to 20", "x from -20 to 20, y from -1 to 1"} {
		for formula, want := range map[string]int{
			"%s^2 + (%s/20)^2":                    1,
			"|%s - 0.1| + (%s/20 - 0.3)^2":        1,
			"max(|%s - 0.1234|, |%s/20 - 0.3|)":   1,
			"(%s^2 - 1/4)^2 + (%s^2/400 - 1/4)^2": 4,
			"sin(12(%s + %s/20))":                 8,
			"(%s^2 + (%s/20)^2 - 1/4)^2":          1,
		} {
			short, long := "x", "y"
			if strings.HasPrefix(domain, "x from -20") {
				short, long = "y", "x"
			}
			s := typed(t, fmt.Sprintf(formula, short, long)+", "+domain)
			if len(s.Minima) != want || !s.Complete || s.Lower || s.Width() != 2 {
				t.Errorf("%s has %d minima, want %d: %+v", s.Formula, len(s.Minima), want, s.Reach)
			}
		}
	}
}
