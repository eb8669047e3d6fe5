package surface

import (
	"math"
	"testing"
)

// sets are formulas whose minima are lines, with what is known of these: how many
// there are, how many of them are closed, and how far a point is from the nearest.
var sets = []struct {
	formula       string
	lines, closed int
	distance      func(x, y float64) float64
	f             float64
}{
	{"(x^2+y^2-1)^2", 1, 1, circular(1), 0},
	{"abs(x^2+y^2-1)", 1, 1, circular(1), 0}, // with a cusp across
	{"(x^2+y^2-1)^4", 1, 1, circular(1), 0},  // without curvature
	{"(x^2+y^2-0.01)^2 + 3", 1, 1, circular(0.1), 3},
	{"(x^2+y^2-9)^2*(x^2+y^2-1)^2", 2, 2, func(x, y float64) float64 { return min(circular(1)(x, y), circular(3)(x, y)) }, 0},
	{"x^2", 1, 0, func(x, y float64) float64 { return math.Abs(x) }, 0},
	{"1000 + (x+y)^2", 1, 0, func(x, y float64) float64 { return math.Abs(x+y) / math.Sqrt2 }, 1000},
	{"x^2 - 2*x*y + y^2", 1, 0, func(x, y float64) float64 { return math.Abs(x-y) / math.Sqrt2 }, 0},
	{"abs(x+y)", 1, 0, func(x, y float64) float64 { return math.Abs(x+y) / math.Sqrt2 }, 0},
	{"x^2 + 1e-12*y^2", 1, 0, func(x, y float64) float64 { return math.Abs(x) }, 0}, // as good as level
	{"(x*y)^2", 2, 0, func(x, y float64) float64 { return min(math.Abs(x), math.Abs(y)) }, 0},
	{"(x*y)^20", 2, 0, func(x, y float64) float64 { return min(math.Abs(x), math.Abs(y)) }, 0},
	{"(sin(9*x)*sin(9*y))^2", 58, 0, func(x, y float64) float64 { return min(lattice(9*x)/9, lattice(9*y)/9) }, 0},
	{"sin(20*x)", 32, 0, func(x, y float64) float64 { return lattice(10*x+math.Pi/4) / 10 }, -1},
	{"y^2 + (abs(x-1)+abs(x+1)-2)^2", 1, 0, func(x, y float64) float64 { return math.Hypot(max(0, math.Abs(x)-1), y) }, 0},
}

// circular returns the distance to a circle around the origin.
func circular(r float64) func(x, y float64) float64 {
	return func(x, y float64) float64 { return math.Abs(math.Hypot(x, y) - r) }
}

// lattice returns the distance to a multiple of π.
func lattice(v float64) float64 { return math.Abs(math.Remainder(v, math.Pi)) }

// A line of minima is one: all its points belong to the set, and none of the set
// is far from it.
func TestLines(t *testing.T) {
	for _, c := range sets {
		s := typed(t, c.formula)
		closed := 0
		for _, m := range s.Minima {
			checkLine(t, s, m, c.distance)
			if m.Line[0] == m.Line[len(m.Line)-1] {
				closed++
			}
			if math.Abs(m.F-c.f) > 1e-12 || m.Global != s.Complete {
				t.Errorf("%s: f is %v, global %t", c.formula, m.F, m.Global)
			}
		}
		if len(s.Minima) != c.lines || closed != c.closed {
			t.Errorf("%s has %d minima, %d of them closed; want %d and %d", c.formula, len(s.Minima), closed, c.lines, c.closed)
		}
		const n = 101
		for k := range n * n {
			p := s.Domain.At(k%n, k/n, n, n)
			_, d := s.Minima.Nearest(p)
			inside := max(math.Abs(p.X), math.Abs(p.Y)) < 4.8
			if want := c.distance(p.X, p.Y); math.Abs(d-want) > s.Tolerance()/2 && want < 0.2 && inside {
				t.Fatalf("%s: %v is %v from the nearest minimum, want %v", c.formula, p, d, want)
			}
		}
	}
}

// checkLine wants the points of a line to be in the domain and on the set, and each
// about a hundredth of the width from the next, where it turns less.
func checkLine(t *testing.T, s *Surface, m Minimum, distance func(x, y float64) float64) {
	t.Helper()
	if len(m.Line) < 2 || distance(m.X, m.Y) > 2e-4 || !s.Domain.Contains(m.Point) {
		t.Fatalf("%s: a line of %d points at %v", s.Formula, len(m.Line), m.Point)
	}
	for i, p := range m.Line {
		if distance(p.X, p.Y) > 1e-3 || !s.Domain.Contains(p) {
			t.Errorf("%s: %v is %v from the set", s.Formula, p, distance(p.X, p.Y))
		}
		if i > 0 && (p == m.Line[i-1] || p.Distance(m.Line[i-1]) > s.Width()/100) {
			t.Errorf("%s: from %v to %v", s.Formula, m.Line[i-1], p)
		}
	}
}

// What is not a line of minima: a point, however flat; a plateau; a valley that
// falls; a line of maxima.
func TestLines_none(t *testing.T) {
	for formula, want := range map[string]int{
		"x^2 + y^4": 1, "x^2 + y^10": 1, "x^4 + y^4": 1, "1 + x^10 + y^10": 1, "x^2 + 0.5e-7*y^2": 1, "abs(x)+abs(y)": 1, "abs(x)^0.1 + y^2": 1,
		"sqrt(x^2+y^2)": 1, "100*abs(y-x^2)+(1-x)^2": 1, "(x^2+y^2-1)^2 + (x+2*y)/10": 1,
		"x*0": 0, "7": 0, "log(-1)": 0, "(abs(x)+x)^2": 0, "1 + x^20": 0, // flat in both directions
		"x^2 + 1e-8*y": 0, "tanh(y) + x^2": 0, "x^2 - y^4": 0, "x^2 - 1e-3*y^6": 0, "-x^2": 0, "-abs(x)": 0, "x": 0, "x^2 - y^2": 0,
		"x^2 - (abs(y)+y)^4/1e3": 0, "x^2 - (abs(y)-y)^4/1e3": 0, // level on one side, and falls on the other
		"sqrt(x) + y^2": 0, // lowest at the edge of where it is defined
	} {
		s := typed(t, formula)
		if len(s.Minima) != want {
			t.Errorf("%s has %d minima, want %d: %v", formula, len(s.Minima), want, s.Minima[:min(3, len(s.Minima))])
		}
		for _, m := range s.Minima {
			if m.Line != nil {
				t.Errorf("%s: %v is a line of %d points", formula, m.Point, len(m.Line))
			}
		}
	}
}

// A line ends where it turns into a ridge.
func TestLines_ridge(t *testing.T) {
	for _, formula := range []string{"x*y^2", "x^3*y^2", "(x+abs(x)/2)*y^2"} {
		s := typed(t, formula)
		if len(s.Minima) != 1 || len(s.Minima[0].Line) == 0 {
			t.Errorf("%s has the minima %v", formula, s.Minima)
			continue
		}
		for _, p := range s.Minima[0].Line {
			if p.X < -0.01 || math.Abs(p.Y) > 1e-9 {
				t.Errorf("%s: a line of minima goes through %v", formula, p)
			}
		}
		if d := s.Minima[0].Distance(Point{}); d > s.Tolerance() {
			t.Errorf("%s: the line ends %v from the origin", formula, d)
		}
	}
}

// A line that is not closed ends at the edge of the domain.
func TestLines_edge(t *testing.T) {
	for _, formula := range []string{"x^2", "(x+y)^2", "(x^2-y)^2", "(2*x-y-1)^2", "(y-sin(3*x))^2", "(x*y-1)^2", "sin(x*y)", "abs(x^2-y)"} {
		s := typed(t, formula)
		if len(s.Minima) == 0 {
			t.Errorf("%s has no minima", formula)
		}
		for _, m := range s.Minima {
			for _, end := range []Point{m.Line[0], m.Line[len(m.Line)-1]} {
				if out := max(math.Abs(end.X), math.Abs(end.Y)); math.Abs(out-5) > 1e-9 {
					t.Errorf("%s: a line ends at %v", formula, end)
				}
			}
		}
	}
	if m := typed(t, "(x^2-y)^2").Minima; len(m) != 1 || m[0].Point != (Point{}) {
		t.Errorf("for a parabola through it stands not the origin but %v", m)
	}
}

// Golden section finds the minimum of what has one, and of what has none the middle.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		f    func(x float64) float64
		want float64
	}{
		{func(x float64) float64 { return math.Abs(x - 0.3) }, 0.3},
		{func(x float64) float64 { return math.Abs(x + 0.9) }, -0.9},
		{func(x float64) float64 { return 1 }, 0},
		{func(x float64) float64 { return x }, -1},
	} {
		if got := golden(c.f, -1, 1); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("the minimum is at %v, want %v", got, c.want)
		}
	}
}

// Of the dips of a function of an angle the lowest come first, across 0, too, and
// of a level one the middle.
func TestDips(t *testing.T) {
	at := func(angle float64) float64 { return -math.Cos(3*angle) - 0.1*math.Cos(angle) }
	got := dips(at, ring(at, 32), 9)
	if len(got) != 3 || math.Abs(math.Remainder(got[0], 2*math.Pi)) > 1e-6 {
		t.Errorf("dips at %v", got)
	}
	if got := dips(at, ring(at, 32), 2); len(got) != 2 {
		t.Errorf("of two, dips at %v", got)
	}
	level := func(angle float64) float64 { return max(math.Abs(math.Remainder(angle-1, 2*math.Pi))-0.7, 0) }
	if got := dips(level, ring(level, 256), 9); len(got) != 1 || math.Abs(got[0]-1) > 0.02 {
		t.Errorf("the middle is at %v", got)
	}
	if got := dips(level, make([]float64, 32), 9); len(got) != 0 {
		t.Errorf("where all is level there are dips at %v", got)
	}
}
