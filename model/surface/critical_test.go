package surface

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// How many saddles and maxima textbooks know, and where they are. Rastrigin's
// and Ackley's lie on a lattice: in each direction eleven lows and ten highs.
func TestCritical(t *testing.T) {
	for _, c := range []struct {
		name            string
		saddles, maxima int
		some            []Point
	}{
		{"assignment", 2, 0, []Point{{-2.253817773, 1.126908887}, {0.326242525, -0.163121263}}},
		{"bowl", 0, 0, nil},
		{"rosenbrock", 0, 0, nil},
		{"himmelblau", 4, 1, []Point{
			{3.385154184, 0.073851880}, {0.086677505, 2.884254701}, {-3.073025751, -0.081353044}, {-0.127961347, -1.953714980}, // saddles
			{-0.270844591, -0.923038557},
		}},
		{"beale", 2, 0, []Point{{0.100537937, -2.644513585}, {0, 1}}},
		{"rastrigin", 220, 100, []Point{{0, 0.502546037}, {0.502546037, 0.502546037}}},
		{"ackley", 220, 100, nil},
		{"saddle", 1, 0, []Point{{0, 0}}},
		{"styblinski-tang", 4, 1, []Point{
			{-2.903534028, 0.156731257}, {0.156731257, -2.903534028}, {0.156731257, 2.746802771}, {2.746802771, 0.156731257}, // saddles
			{0.156731257, 0.156731257},
		}},
	} {
		s := named(t, c.name)
		if len(s.Saddles) != c.saddles || len(s.Maxima) != c.maxima {
			t.Errorf("%s has %d saddles and %d maxima, want %d and %d", c.name, len(s.Saddles), len(s.Maxima), c.saddles, c.maxima)
		}
		all := slices.Concat(s.Saddles, s.Maxima)
		for _, p := range c.some {
			if !slices.ContainsFunc(all, func(c Critical) bool { return c.Distance(p) < 1e-8 }) {
				t.Errorf("%s: %v is missing", c.name, p)
			}
		}
		checkCritical(t, s)
	}
}

// checkCritical wants what is said of saddles and maxima to be so: it is level
// there, the Hessian has the signs of the kind, each is in the domain and there
// once, the lowest first.
func checkCritical(t testing.TB, s *Surface) {
	t.Helper()
	for _, list := range [][]Critical{s.Saddles, s.Maxima} {
		for i, c := range list {
			j := s.Jet(c.X, c.Y)
			low, high, _, _ := j.Eigen()
			if math.Hypot(j.DX, j.DY) > 1e-9*(1+math.Abs(low)+math.Abs(high)) || math.Abs(j.F-c.F) > 1e-12*(1+math.Abs(c.F)) || !s.Domain.Contains(c.Point) {
				t.Errorf("%s: %+v has the jet %+v", s.Formula, c, j)
			}
			if maxima := i < len(s.Maxima) && &list[0] == &s.Maxima[0]; low >= 0 || high < 0 != maxima || high == 0 {
				t.Errorf("%s: the Hessian at %+v has eigenvalues %v and %v", s.Formula, c, low, high)
			}
			if i > 0 && list[i-1].F > c.F {
				t.Errorf("%s: %+v comes before %+v", s.Formula, list[i-1], c)
			}
			for _, other := range list[:i] {
				if other.Distance(c.Point) < 1e-3 {
					t.Errorf("%s: %+v and %+v are one", s.Formula, other, c)
				}
			}
		}
	}
}

// Coordinates that are round are given so.
func TestCritical_round(t *testing.T) {
	for _, name := range []string{"rastrigin", "saddle", "beale"} {
		s := named(t, name)
		for _, c := range slices.Concat(s.Saddles, s.Maxima) {
			for _, v := range []float64{c.X, c.Y} {
				if near := math.Round(v*1e3) / 1e3; math.Abs(v-near) < 1e-9 && v != near {
					t.Errorf("%s: %v lies at %v", name, c, v)
				}
			}
		}
	}
}

// What is not level at a point, or level in a whole direction, or has no
// curvature there, has no saddle and no maximum.
func TestCritical_typed(t *testing.T) {
	for formula, want := range map[string][2]int{
		"3 + 0*x": {}, "x": {}, "sin(x)": {}, "-x^2": {}, "-(x+y)^2": {}, "-x^2 - 2*y^2": {0, 1}, "x*y": {1, 0},
		"-x^4 - y^4": {}, "x^4 - y^2": {}, "-(x-0.1)^4 - y^2": {}, // one or both curvatures are 0
		"x^3 - 3*x*y^2": {}, "(x-0.03)^3 - 3*(x-0.03)*(y-0.02)^2": {}, // a monkey saddle
		"(x-5/120)^3 - 3*(x-5/120)*(y-5/120)^2": {},                     // in the very middle of a cell
		"sqrt(0.1-x) + 1.936*x - y^2":           {0, 1},                 // a cell further on there is nothing
		"-sqrt(x^2 + y^2)":                      {}, "abs(x) - y^2": {}, // a cusp is not level
		"exp(-x^2-y^2)": {0, 1}, "-exp(-x^2-y^2)": {}, // nor is what is far away
		"1/x - y^2": {}, "1/(x*y)": {}, // a pole
		"log(x) - x - y^2": {0, 1}, "log(x) - 20*x - y^2": {0, 1}, "y^2 + log(x) - x": {1, 0}, "log(x) + y^2": {}, "sqrt(x)*sin(y)": {}, "log(-1)*x": {}, "log(x) + x - y^2": {}, "log(x-0.01) - 10*x - y^2": {0, 1}, "log(x-0.01) - 10*x + y^2": {1, 0}, // no number where x < 0
		"-(x-5)^2 - (y+5)^2": {0, 1}, "-(x-4.999)^2 - (y-4.999)^2": {0, 1}, "-(x-5.001)^2 - y^2": {}, // at the edge
		"-(x-0.01)^2 - 1000*(y-x^2)^2": {0, 1}, // at the end of a ridge
		"1e-9*(x^2-y^2)":               {1, 0}, // however shallow,
		"1e9*(x^2-y^2)":                {1, 0}, // or steep
		"-x^2 - 2e-7*y^2":              {0, 1}, // a tenth of a millionth is as good as 0
		"-x^2 - 0.5e-7*y^2":            {},
		"x^3/3 - 0.0001*x - y^2":       {1, 1}, // 0.02 apart
	} {
		s := typed(t, formula)
		if got := [2]int{len(s.Saddles), len(s.Maxima)}; got != want {
			t.Errorf("%s has %d saddles and maxima, want %d: %v, %v", formula, got, want, s.Saddles, s.Maxima)
		}
		checkCritical(t, s)
	}
}

// Of a hundred hills of waves nothing is missing: there is a maximum wherever
// one gets by climbing; and walking once around the domain, the gradient turns
// as often as there are minima and maxima more than saddles (Poincaré and Hopf).
// The hills are always the same: of very many, a grid misses a point of one.
func TestCritical_complete(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		formula := "x^2/20"
		for range 3 {
			formula += fmt.Sprintf(" + sin(%.3f*x + %.3f*y + %.3f)", 5*r.Float64()-2.5, 5*r.Float64()-2.5, 5*r.Float64()-2.5)
		}
		s := typed(t, formula)
		checkCritical(t, s)
		for _, p := range summits(s) {
			if !slices.ContainsFunc(s.Maxima, func(c Critical) bool { return c.Distance(p) < 1e-3 }) {
				t.Errorf("%s: no maximum at %v", formula, p)
			}
		}
		if turns, ok := turning(s); ok && turns != len(s.Minima)+len(s.Maxima)-len(s.Saddles) {
			t.Errorf("%s: the gradient turns %d times around %d minima, %d maxima and %d saddles", formula, turns, len(s.Minima), len(s.Maxima), len(s.Saddles))
		}
	}
}

// A long valley across the grid hides no minimum.
func TestMinima_valley(t *testing.T) {
	s := typed(t, "x^2/20 + sin(-2.5*x - 2.094*y + 0.133) + sin(-1.086*x + y + 0.008) + sin(2.349*x + 1.831*y - 0.008)")
	if at, distance := s.Minima.Nearest(Point{4.759919, -2.416539}); distance > 1e-6 || len(s.Minima) != 14 {
		t.Errorf("of %d minima, the nearest is %v", len(s.Minima), s.Minima[at])
	}
}

// summits returns where one gets by climbing from the points of a fine grid that
// are higher than all around, if that is not far.
func summits(s *Surface) (points []Point) {
	const n = 150
	var f [n][n]float64
	for j := range n {
		for i := range n {
			f[j][i] = s.height(s.Domain.At(i, j, n, n))
		}
	}
	for j := 1; j < n-1; j++ {
		for i := 1; i < n-1; i++ {
			around := slices.Concat(f[j-1][i-1:i+2], f[j+1][i-1:i+2], []float64{f[j][i-1], f[j][i+1]})
			if f[j][i] <= slices.Max(around) {
				continue
			}
			if p, ok := climb(s, s.Domain.At(i, j, n, n)); ok && s.Domain.Contains(p) {
				points = append(points, p)
			}
		}
	}
	return points
}

// climb goes up from p in small steps, and smaller ones where none does, unless
// that leads far away.
func climb(s *Surface, from Point) (p Point, ok bool) {
	const ways = 32
	p = from
	for step := 0.03; step > 1e-6; step /= 2 {
		for i := 0; i < ways; i++ {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / ways)
			if q := (Point{p.X + step*cos, p.Y + step*sin}); s.height(q) > s.height(p) {
				p, i = q, -1
			}
			if p.Distance(from) > 0.5 {
				return p, false
			}
		}
	}
	return p, true
}

// turning returns how often the gradient turns around on the way around the
// domain; it does not know where it vanishes beside the way.
func turning(s *Surface) (turns int, ok bool) {
	const side = 2000
	var sum, last float64
	for k := range 4*side + 1 {
		along, corner := float64(k%side)/side*10-5, k/side%4
		p := []Point{{along, -5}, {5, along}, {-along, 5}, {-5, -along}}[corner]
		dx, dy := s.Grad(p.X, p.Y)
		if math.Hypot(dx, dy) < 0.05 {
			return 0, false
		}
		angle := math.Atan2(dy, dx)
		if k > 0 {
			sum += math.Remainder(angle-last, 2*math.Pi)
		}
		last = angle
	}
	return int(math.Round(sum / (2 * math.Pi))), true
}

// Only cells at whose corners both parts of the gradient have both signs are
// worth a look.
func TestMayBeLevel(t *testing.T) {
	for formula, want := range map[string]int{
		"x^2 + y": 0, "x^2 + y^2": 4, "(x-0.04)^2 + (y-0.04)^2": 1, "(x-0.04)^2 + y^2": 2, // in the middle of a cell, or on a line
		"(x+y+0.01)^2": 2*cells - 1, "(x+y-0.01)^2": 2*cells - 1, "(x-y+0.01)^2": 2*cells - 1, "(x-y-0.01)^2": 2*cells - 1, // at one corner of half of them
		"x*0": cells * cells, "x^2": 2 * cells, "log(-1)*x": cells * cells, // 0 and what is no number have both signs
		"log(x-0.01) - 10*x + y^2": cells*(cells/2+1) + 2,
	} {
		n := 0
		for _, row := range typed(t, formula).mayBeLevel() {
			for _, level := range row {
				if level {
					n++
				}
			}
		}
		if n != want {
			t.Errorf("%s: %d cells, want %d", formula, n, want)
		}
	}
}

// Steps of Newton's method, twenty of a twentieth of the width each at most.
func TestLevelNear(t *testing.T) {
	for _, c := range []struct {
		formula  string
		from, to Point
		ok       bool
	}{
		{"-sqrt(1+x^2) - y^2", Point{0.9, 0.1}, Point{}, true},
		{"-sqrt(1+x^2) - y^2", Point{9, 1}, Point{}, false},
		{"-x^2 - y^2", Point{9, 0}, Point{}, true}, // 19 steps, and one that stays
		{"-x^2 - y^2", Point{9.6, 0}, Point{}, false},
		{"x^2 - y^2", Point{1, 2}, Point{}, true},
		{"x^3/3 - 0.25*x - y^2", Point{3, 2}, Point{0.5, 0}, true},
		{"x^3/3 - 0.25*x - y^2", Point{0.04, 0.1}, Point{0.5, 0}, true}, // not by way of 3, where its first step leads
		{"-(x-0.123457)^2 - y^2", Point{1, 2}, Point{0.123457, 0}, true},
		{"-(x-0.12345671)^2 - y^2", Point{1, 2}, Point{0.12345671, 0}, true},
		{"x + y", Point{1, 2}, Point{}, false},
		{"log(x)", Point{-1, 2}, Point{}, false},
		{"-x^4 - y^4", Point{0.01, 0.01}, Point{}, false},
	} {
		got, ok := typed(t, c.formula).levelNear(c.from)
		if ok != c.ok || ok && got.Distance(c.to) > 1e-12 {
			t.Errorf("%s: from %v to %v, %t; want %v, %t", c.formula, c.from, got, ok, c.to, c.ok)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, name := range Names() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				found.Clear()
				named(b, name)
			}
		})
	}
}
