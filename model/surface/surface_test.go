package surface

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/floats/scalar"
	"pgregory.net/rapid"
)

func named(t testing.TB, name string) *Surface {
	t.Helper()
	s, err := Named(name, 10)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func typed(t testing.TB, formula string) *Surface {
	t.Helper()
	s, err := Typed(formula, 10)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The derivatives are exact: finite differences confirm them everywhere, for
// the catalog and for formulas that use all there is.
func TestDerivatives(t *testing.T) {
	surfaces := []*Surface{
		typed(t, "tan(x/9)*tanh(y) + exp(-x^2/20) - log(x^2+1+abs(y+7))"),
		typed(t, "sqrt(x^2+y^2+1)^3 / (2+sin(x*y/4)) - (x^2+1)^(y/8) + pi*e"),
		typed(t, "-x^2 + +y^3 - 2^x"),
		typed(t, "asin(x/3) acos(xy/9) + atan(2x - y²) + log10(9 + xy) log2(5 - x)"),
		typed(t, "sinh x - cosh(xy/2)/9 + max(x² + 9, y)min(7 + x, y) + max(y - 9, xy)min(x²y, 20) + x²sign(y + 9) + pow(x² + 1, y/8)"),
	}
	for _, name := range Names() {
		surfaces = append(surfaces, named(t, name))
	}
	for _, s := range surfaces {
		t.Run(s.Formula, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				x := rapid.Float64Range(-2, 2).Draw(t, "x")
				y := rapid.Float64Range(-2, 2).Draw(t, "y")
				if math.Hypot(x, y) < 0.1 {
					return // the tip of Ackley's cone
				}
				checkJet(t, s, x, y)
			})
		})
	}
}

// checkJet compares a jet with finite differences: the gradient with those of
// f, the Hessian with those of the gradient.
func checkJet(t *rapid.T, s *Surface, x, y float64) {
	t.Helper()
	j := s.Jet(x, y)
	dx, dy := s.Grad(x, y)
	if !scalar.EqualWithinAbsOrRel(j.F, s.F(x, y), 1e-12, 1e-12) || j.DX != dx || j.DY != dy {
		t.Fatalf("Jet, F and Grad disagree at (%v, %v)", x, y)
	}
	central := &fd.Settings{Formula: fd.Central}
	byX := func(f func(x, y float64) float64) float64 {
		return fd.Derivative(func(x float64) float64 { return f(x, y) }, x, central)
	}
	byY := func(f func(x, y float64) float64) float64 {
		return fd.Derivative(func(y float64) float64 { return f(x, y) }, y, central)
	}
	gradX := func(x, y float64) float64 { dx, _ := s.Grad(x, y); return dx }
	gradY := func(x, y float64) float64 { _, dy := s.Grad(x, y); return dy }
	scale := 1 + math.Abs(j.F) + math.Abs(dx) + math.Abs(dy)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"fx", dx, byX(s.F)}, {"fy", dy, byY(s.F)},
		{"fxx", j.DXX, byX(gradX)}, {"fxy", j.DXY, byY(gradX)}, {"fyx", j.DXY, byX(gradY)}, {"fyy", j.DYY, byY(gradY)},
	} {
		if !scalar.EqualWithinAbsOrRel(c.got, c.want, 1e-5*scale, 1e-5) {
			t.Fatalf("%s of %s at (%v, %v) is %v, finite differences give %v", c.name, s.Formula, x, y, c.got, c.want)
		}
	}
}

func TestEigen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Float64Range(-100, 100)
		j := Jet{DXX: value.Draw(t, "xx"), DXY: value.Draw(t, "xy"), DYY: value.Draw(t, "yy")}
		low, high, vx, vy := j.Eigen()
		// H·v = high·v, and the trace is the sum.
		rx, ry := j.DXX*vx+j.DXY*vy-high*vx, j.DXY*vx+j.DYY*vy-high*vy
		if low > high || math.Hypot(rx, ry) > 1e-9 || math.Abs(low+high-j.DXX-j.DYY) > 1e-9 {
			t.Fatalf("%+v: eigenvalues %v and %v, vector (%v, %v)", j, low, high, vx, vy)
		}
	})
}

// The minima that textbooks know, and the number of those that are local.
func TestMinima(t *testing.T) {
	for _, c := range []struct {
		name   string
		count  int
		global Point
		f      float64
	}{
		{"assignment", 3, Point{-1.0881624098395095, 0.5440812049197548}, -2.280709708147053},
		{"bowl", 1, Point{0, 0}, 0},
		{"rosenbrock", 1, Point{1, 1}, 0},
		{"himmelblau", 4, Point{3, 2}, 0},
		{"beale", 1, Point{3, 0.5}, 0},
		{"rastrigin", 121, Point{0, 0}, 0},
		{"ackley", 121, Point{0, 0}, 0},
		{"styblinski-tang", 4, Point{-2.903534027771177, -2.903534027771177}, -78.33233140754284},
	} {
		s := named(t, c.name)
		if len(s.Minima) != c.count {
			t.Errorf("%s has %d minima, want %d", c.name, len(s.Minima), c.count)
			continue
		}
		if m := s.Minima[0]; m.Distance(c.global) > 1e-9 || math.Abs(m.F-c.f) > 1e-9 || !m.Global {
			t.Errorf("%s: the lowest is %+v, want %v at %v", c.name, m, c.f, c.global)
		}
	}
	if s := named(t, "saddle"); len(s.Minima) != 0 {
		t.Errorf("the saddle has minima: %v", s.Minima)
	}
	global := 0
	for _, m := range named(t, "himmelblau").Minima {
		if m.Global {
			global++
		}
	}
	if global != 4 {
		t.Errorf("%d of Himmelblau's four minima count as global", global)
	}
}

// What NumPy's session found, to six digits.
func TestAssignmentMinima(t *testing.T) {
	want := [][3]float64{{-1.088162, 0.544081, -2.28070971}, {-2.853722, 1.426861, -0.24934298}, {0.605946, -0.302973, 1.24273339}}
	for i, m := range named(t, "assignment").Minima {
		if math.Abs(m.X-want[i][0]) > 1e-6 || math.Abs(m.Y-want[i][1]) > 1e-6 || math.Abs(m.F-want[i][2]) > 1e-6 {
			t.Errorf("minimum %d is %+v, want %v", i, m, want[i])
		}
	}
}

func TestRect_views(t *testing.T) {
	r := Rect{-5, 5, -1, 3}
	if z := r.Zoom(0.5, Point{-5, 3}); z != (Rect{-5, 0, 1, 3}) {
		t.Errorf("zoomed to %v", z)
	}
	if p := r.Pan(0.1, -0.5); p != (Rect{-4, 6, -3, 1}) {
		t.Errorf("panned to %v", p)
	}
	if a := Around([]Point{{0, 0}, {10, 5}, {math.NaN(), 9}, {math.Inf(1), 0}}); a != (Rect{-1, 11, -0.5, 5.5}) {
		t.Errorf("around is %v", a)
	}
	for _, bad := range []Rect{{0, 0, 0, 1}, {1, 0, 0, 1}, {0, math.NaN(), 0, 1}, {0, math.Inf(1), 0, 1}, {1e9, 1e9 + 1e-6, 0, 1}, Around(nil)} {
		if bad.OK() {
			t.Errorf("%v counts as a picture", bad)
		}
	}
}

func BenchmarkGrad(b *testing.B) {
	s := named(b, "assignment")
	for b.Loop() {
		s.Grad(1, 2)
	}
}

// A picture is one whose sides differ by more than 5e-4 of where they are, and
// by more than 1e-9, and that is nowhere beyond 1e9.
func TestRect_OK(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      bool
	}{
		{0, 1, true}, {1000, 1000.51, true}, {1000, 1000.49, false}, {-1000.51, -1000, true}, {-1000.49, -1000, false},
		{0, 1.1e-9, true}, {0, 0.9e-9, false}, {0, 0.99e9, true}, {0, 1.01e9, false}, {-1.01e9, 0, false},
	} {
		for _, r := range []Rect{{c.low, c.high, 0, 1}, {0, 1, c.low, c.high}} {
			if r.OK() != c.want {
				t.Errorf("%v is a picture: %t", r, r.OK())
			}
		}
	}
}

func TestRect_Contains(t *testing.T) {
	r := Rect{-1, 2, 3, 5}
	for p, want := range map[Point]bool{
		{0, 4}: true, {-1, 3}: true, {2, 5}: true, {-1.1, 4}: false, {2.1, 4}: false, {0, 2.9}: false, {0, 5.1}: false,
		{math.NaN(), 4}: false, {0, math.NaN()}: false,
	} {
		if r.Contains(p) != want {
			t.Errorf("%v contains %v: %t", r, p, !want)
		}
	}
}

// Around one point there is still room, a millionth on every side.
func TestAround_point(t *testing.T) {
	if r := Around([]Point{{2, 3}}); math.Abs(r.MaxX-2-1e-6) > 1e-12 || math.Abs(2-r.MinX-1e-6) > 1e-12 || math.Abs(r.MaxY-3-1e-6) > 1e-12 || math.Abs(3-r.MinY-1e-6) > 1e-12 {
		t.Errorf("around a point is %v", r)
	}
}

// The touching quadratic has its bottom where Newton's method would go, if it is a
// bowl.
func TestJet_Bottom(t *testing.T) {
	for _, c := range []struct {
		formula string
		x, y    float64
		want    float64
	}{
		{"x^2+y^2", 3, 4, 5},
		{"x^2+9*y^2", 3, 4, 5},
		{"x^2+y^2+x*y", -3, 4, 5},
		{"x^2-y^2", 3, 4, math.Inf(1)},
		{"0-x^2-y^2", 3, 4, math.Inf(1)},
		{"x^2", 3, 4, math.Inf(1)},
	} {
		s, err := Typed(c.formula, 1)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Jet(c.x, c.y).Bottom(); got != c.want && !(math.Abs(got-c.want) < 1e-9) {
			t.Errorf("%s: %v away, want %v", c.formula, got, c.want)
		}
	}
}
