package surface

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// However fine the waves, the minima are all found, or it is said that there may be
// more: never too few that are complete, nor one that there is not.
func TestSearch_waves(t *testing.T) {
	for k := 1.0; k < 400; k *= 1.37 {
		for _, formula := range []string{"sin(%.4f*x) + y^2", "sin(%.4f*y)", "y^2 - cos(2*pi*%.4f*x)"} {
			s := typed(t, fmt.Sprintf(formula, k))
			wave, first := k, -math.Pi/2
			if formula[0] == 'y' {
				wave, first = 2*math.Pi*k, 0
			}
			wave = math.Round(k*1e4) / 1e4 * wave / k
			want := 0
			for n := -1e4; n < 1e4; n++ {
				if math.Abs((first+2*math.Pi*n)/wave) <= 5 {
					want++
				}
			}
			if len(s.Minima) != want && s.Complete || len(s.Minima) > want {
				t.Errorf("%s has %d minima, want %d, complete: %t", s.Formula, len(s.Minima), want, s.Complete)
			}
			if want < 100 && !s.Complete {
				t.Errorf("of %s only %d minima are found", s.Formula, len(s.Minima))
			}
		}
	}
}

// Of very many minima it finds so many, and says so.
func TestSearch_most(t *testing.T) {
	s := typed(t, "20 + x^2 - 10*cos(20*pi*x) + y^2 - 10*cos(20*pi*y)")
	if len(s.Minima) != most || s.Complete || s.Minima[0].Global || s.Minima[0].Distance(Point{}) > 1e-9 {
		t.Errorf("%d minima, complete: %t, the lowest %+v", len(s.Minima), s.Complete, s.Minima[0])
	}
}

// The minima of a sum of a function of x and one of y are those of the one with
// those of the other. There are 60, but for those with a basin that may lie between
// the nodes of a grid: where a minimum is that near to a maximum.
func TestSearch_sums(t *testing.T) {
	r, skipped := rand.New(rand.NewPCG(7, 7)), 0
	for range 60 {
		a, b := [6]float64{}, [6]float64{}
		for i := range a {
			a[i], b[i] = math.Round(200*r.Float64()-100)/50, math.Round(200*r.Float64()-100)/50
		}
		text := func(v string, a [6]float64) string {
			return fmt.Sprintf("%s^2/9 + %.2f*sin(%.2f*%s + %.2f) + %.2f*cos(%.2f*%s)", v, a[0], 3*a[1], v, a[2], a[3], 3*a[4], v)
		}
		value := func(a [6]float64, v float64) float64 {
			return v*v/9 + a[0]*math.Sin(3*a[1]*v+a[2]) + a[3]*math.Cos(3*a[4]*v)
		}
		xs, narrowX := lows(func(x float64) float64 { return value(a, x) })
		ys, narrowY := lows(func(y float64) float64 { return value(b, y) })
		if narrowX || narrowY {
			skipped++
			continue
		}
		s := typed(t, text("x", a)+" + "+text("y", b))
		var want []Critical
		for _, x := range xs {
			for _, y := range ys {
				want = append(want, Critical{Point{x, y}, value(a, x) + value(b, y)})
			}
		}
		slices.SortFunc(want, func(a, b Critical) int { return cmp.Compare(a.F, b.F) })
		if len(s.Minima) != len(want) || !s.Complete {
			t.Errorf("%s has %d minima, want %d; complete: %t", s.Formula, len(s.Minima), len(want), s.Complete)
			continue
		}
		for _, c := range want {
			if at, d := s.Minima.Nearest(c.Point); d > 1e-6 || math.Abs(s.Minima[at].F-c.F) > 1e-9 {
				t.Errorf("%s: of %v the nearest is %v", s.Formula, c, s.Minima[at])
			}
		}
	}
	if skipped > 6 {
		t.Errorf("%d are left out", skipped)
	}
}

// lows returns the minima of a function from -5 to 5, and whether one of them is
// near to a maximum.
func lows(f func(float64) float64) (at []float64, narrow bool) {
	const n, near = 2000, 18
	turned := -near
	for i := 1; i < n; i++ {
		a, b, c := -5+10*float64(i-1)/n, -5+10*float64(i)/n, -5+10*float64(i+1)/n
		if (f(b) < f(a)) != (f(b) < f(c)) {
			continue
		}
		narrow, turned = narrow || i-turned < near, i
		if f(b) > f(a) {
			continue
		}
		for range 80 {
			if x, y := a+(c-a)/3, c-(c-a)/3; f(x) < f(y) {
				c = y
			} else {
				a = x
			}
		}
		at = append(at, (a+c)/2)
	}
	return at, narrow
}

// A node of a grid is worth a look where none around it is lower and one is
// higher.
func TestLowest(t *testing.T) {
	const n = 61
	nan := math.NaN()
	grid := func() [][]float64 {
		f := make([][]float64, n)
		for j := range f {
			f[j] = make([]float64, n)
		}
		return f
	}
	inside := func(i, j int) bool { return i >= 0 && j >= 0 && i < n && j < n }
	around := [][2]int{{-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}}
	for _, at := range [][2]int{{0, 0}, {30, 0}, {0, 30}, {60, 60}, {30, 60}, {60, 30}, {7, 9}} {
		f := grid()
		if lowest(f, at[0], at[1]) {
			t.Errorf("a plain is lowest at %v", at)
		}
		for _, d := range around {
			i, j := at[0]+d[0], at[1]+d[1]
			if !inside(i, j) {
				continue
			}
			for v, want := range map[float64]bool{1: true, -1: false, nan: false} {
				f[j][i] = v
				if lowest(f, at[0], at[1]) != want {
					t.Errorf("with %v at (%d, %d), %v is lowest: %t", v, i, j, at, !want)
				}
			}
			f[j][i] = 0
		}
		f[at[1]][at[0]] = -1
		for _, d := range around { // two nodes away, nothing counts
			if i, j := at[0]+2*d[0], at[1]+2*d[1]; inside(i, j) {
				if f[j][i] = -2; !lowest(f, at[0], at[1]) {
					t.Errorf("with less at (%d, %d), %v is not lowest", i, j, at)
				}
				f[j][i] = 0
			}
		}
		f[at[1]][at[0]] = nan
		if lowest(f, at[0], at[1]) {
			t.Errorf("no number is lowest at %v", at)
		}
	}
}

// Settling ends at the minimum of a quadratic at once, goes on from saddles and
// summits, is stuck at cusps, and does not get far in a few steps.
func TestSettle(t *testing.T) {
	for _, c := range []struct {
		formula  string
		from, to Point
		ends     settling
	}{
		{"x^2 + x*y + 2*y^2", Point{1, 2}, Point{}, settled},
		{"3*x^2 - x*y + y^2 - x", Point{2, -1}, Point{2. / 11, 1. / 11}, settled},
		{"(x^2-1)^2 + y^2", Point{0, 0.5}, Point{1, 0}, settled}, // a saddle between two
		{"(x+y)^2", Point{1, 0}, Point{0.5, -0.5}, settled},
		{"sqrt(1+x^2) + y^2", Point{2, 0}, Point{}, settled},
		{"(x-0.1)^4 + y^2", Point{0.5, 1}, Point{0.1, 0}, stuck},
		{"x + y", Point{1, 2}, Point{1, 2}, stuck},
		{"log(x)", Point{-1, 2}, Point{-1, 2}, stuck},
		{"exp(-x)", Point{0, 2}, Point{20, 2}, onTheWay},
	} {
		s := search{Surface: typed(t, c.formula)}
		got, ends := s.settle(c.from, 0.5)
		got.X = math.Copysign(got.X, c.to.X)
		if ends != c.ends || got.Distance(c.to) > 1e-4 {
			t.Errorf("%s: from %v to %v, %d; want %v, %d", c.formula, c.from, got, ends, c.to, c.ends)
		}
	}
}

// Polishing finds cusps, in valleys, too.
func TestPolish(t *testing.T) {
	for formula, want := range map[string]Point{
		"abs(x-0.3) + abs(y+0.2)":                 {0.3, -0.2},
		"sqrt((x-0.3)^2 + (y+0.2)^2)":             {0.3, -0.2},
		"100*abs(y+0.2-2*(x-0.3)) + (x-0.3)^2":    {0.3, -0.2},
		"abs(x-0.3)^0.1 + (y+0.2)^2":              {0.3, -0.2},
		"3*abs(y+0.2 - (x-0.3)^2) + abs(x - 0.3)": {0.3, -0.2},
	} {
		s := search{Surface: typed(t, formula), spacing: 0.1}
		if got := s.polish(Point{0.35, -0.22}); got.Distance(want) > 1e-6 {
			t.Errorf("%s: to %v", formula, got)
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
		s := &search{Surface: typed(t, formula)}
		if got := s.rounded(Point{0.1234567, -2}); got != want {
			t.Errorf("%s: %v, want %v", formula, got, want)
		}
	}
	s := &search{Surface: typed(t, "x^2 + y^2")}
	if p := s.rounded(Point{-1e-9, -1e-9}); math.Signbit(p.X) || math.Signbit(p.Y) || p != (Point{}) {
		t.Errorf("near the origin: %v", p)
	}
}

// Whatever the formula, what is said of its minima fits together.
func TestSearch_any(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := formula(t, 4, true).text
		around := rapid.SampledFrom([]string{"%s", "sin(%s)", "abs(%s)", "(%s)^2", "tan(%s)", "log(%s)", "exp(-(%s)^2)", "x^2 + sqrt(%s)", "(%s)*sin(9*x)"})
		s, err := Typed(fmt.Sprintf(around.Draw(t, "around"), text), 10)
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range s.Minima {
			if f := s.F(m.X, m.Y); f != m.F && m.F != 0 && m.Line == nil || math.IsNaN(f) || math.IsInf(f, 0) || !s.Domain.Contains(m.Point) {
				t.Fatalf("%s: f is %v at %+v", s.Formula, f, m.Point)
			}
			if i > 0 && m.F < s.Minima[i-1].F || m.Global && (s.Caveat() != "" || Lower(s.Minima[0].F, m.F)) {
				t.Fatalf("%s: %v comes after %v, %+v", s.Formula, m.F, s.Minima[i-1].F, s.Reach)
			}
			for _, p := range m.Line {
				if !s.Domain.Contains(p) {
					t.Fatalf("%s: %v on a line", s.Formula, p)
				}
			}
			if m.Line != nil && (len(m.Line) < 2 || m.Distance(m.Line[0]) != 0) {
				t.Fatalf("%s: a line of %d points", s.Formula, len(m.Line))
			}
		}
	})
}
