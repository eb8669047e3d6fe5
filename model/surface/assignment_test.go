package surface

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"pgregory.net/rapid"
)

var assignment, _ = Named("assignment", 1)

// by returns the derivatives of f by x and by y, from finite differences.
func by(f func(x, y float64) float64, x, y float64) (dx, dy float64) {
	settings := &fd.Settings{Formula: fd.Central, Step: 1e-5}
	dx = fd.Derivative(func(x float64) float64 { return f(x, y) }, x, settings)
	dy = fd.Derivative(func(y float64) float64 { return f(x, y) }, y, settings)
	return dx, dy
}

func TestGrad(t *testing.T) {
	s, d := assignment, assignment.Domain
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(2*d.MinX, 2*d.MaxX).Draw(t, "x")
		y := rapid.Float64Range(2*d.MinY, 2*d.MaxY).Draw(t, "y")
		dx, dy := s.Grad(x, y)
		wantX, wantY := by(s.F, x, y)
		if !(math.Hypot(dx-wantX, dy-wantY) <= 1e-6) {
			t.Errorf("gradient (%v, %v), want about (%v, %v)", dx, dy, wantX, wantY)
		}
	})
}

// TestMinima_assignment checks that the minima are some: the gradient is zero and the
// Hessian is positive definite, by Sylvester's criterion.
func TestMinima_assignment(t *testing.T) {
	s := assignment
	lowest := math.Inf(1)
	for _, m := range s.Minima {
		lowest = min(lowest, m.F)
	}
	for _, m := range s.Minima {
		if dx, dy := s.Grad(m.X, m.Y); !(math.Hypot(dx, dy) <= 1e-12) {
			t.Errorf("the gradient at %v is (%v, %v)", m, dx, dy)
		}
		if f := s.F(m.X, m.Y); !(math.Abs(f-m.F) <= 1e-12) {
			t.Errorf("f at %v is %v", m, f)
		}
		xx, xy := by(func(x, y float64) float64 { dx, _ := s.Grad(x, y); return dx }, m.X, m.Y)
		_, yy := by(func(x, y float64) float64 { _, dy := s.Grad(x, y); return dy }, m.X, m.Y)
		if !(xx > 0 && xx*yy-xy*xy > 0) {
			t.Errorf("the Hessian at %v is %v %v, %[3]v %v", m, xx, xy, yy)
		}
		if m.Global != (m.F == lowest) {
			t.Errorf("%v is said to be global: %t", m, m.Global)
		}
	}
}

// TestMinima_golden compares with what SciPy found, six to eight digits.
func TestMinima_golden(t *testing.T) {
	text, err := os.ReadFile("../descent/testdata/descent.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		Minima [][3]float64 `json:"local_minima"`
	}
	if err := json.Unmarshal(text, &golden); err != nil {
		t.Fatal(err)
	}
	if len(golden.Minima) != len(assignment.Minima) {
		t.Fatalf("%d minima, want %d", len(assignment.Minima), len(golden.Minima))
	}
	for i, m := range assignment.Minima {
		for k, got := range []float64{m.X, m.Y, m.F} {
			if want := golden.Minima[i][k]; !(math.Abs(got-want) <= 1e-6) {
				t.Errorf("minimum %d: %v, want %v", i, m, golden.Minima[i])
			}
		}
	}
}

// TestMinima_complete descends from all over the domain: nothing but the
// minima attracts.
func TestMinima_complete(t *testing.T) {
	s := assignment
	ends := map[Point]int{}
	for i := range 41 {
		for j := range 41 {
			p := s.Domain.At(i, j, 41, 41)
			for range 1000 {
				dx, dy := s.Grad(p.X, p.Y)
				p = Point{p.X - 0.05*dx, p.Y - 0.05*dy}
			}
			ends[at(t, s, p).Point]++
		}
	}
	for _, m := range s.Minima {
		if ends[m.Point] == 0 {
			t.Errorf("nothing ends at %v", m)
		}
	}
}

// at returns the minimum at p.
func at(t *testing.T, s *Surface, p Point) Minimum {
	t.Helper()
	for _, m := range s.Minima {
		if math.Hypot(p.X-m.X, p.Y-m.Y) <= 1e-6 {
			return m
		}
	}
	t.Errorf("a descent ends at %v, where there is no minimum", p)
	return Minimum{}
}

func TestRect(t *testing.T) {
	r := Rect{MinX: -5, MaxX: 5, MinY: 0, MaxY: 2}
	for _, c := range []struct {
		i, j int
		want Point
	}{
		{0, 0, Point{-4.5, 1.75}},
		{9, 0, Point{4.5, 1.75}},
		{0, 3, Point{-4.5, 0.25}},
		{4, 1, Point{-0.5, 1.25}},
	} {
		if got := r.At(c.i, c.j, 10, 4); got != c.want {
			t.Errorf("At(%d, %d) = %v, want %v", c.i, c.j, got, c.want)
		}
	}
	for p, want := range map[Point][2]float64{
		{-5, 2}: {-0.5, -0.5}, // the top left corner
		{5, 0}:  {9.5, 3.5},
		{0, 1}:  {4.5, 1.5},
		{-6, 3}: {-1.5, -2.5}, // outside
	} {
		if i, j := r.Pixel(p, 10, 4); [2]float64{i, j} != want {
			t.Errorf("Pixel(%v) = %v, %v, want %v", p, i, j, want)
		}
	}
}

func TestRect_inverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge, length := rapid.Float64Range(-100, 100), rapid.Float64Range(0.01, 100)
		r := Rect{MinX: edge.Draw(t, "left"), MinY: edge.Draw(t, "bottom")}
		r.MaxX, r.MaxY = r.MinX+length.Draw(t, "width"), r.MinY+length.Draw(t, "height")
		size := rapid.IntRange(1, 1000)
		w, h := size.Draw(t, "columns"), size.Draw(t, "rows")
		i, j := rapid.IntRange(-1, w).Draw(t, "i"), rapid.IntRange(-1, h).Draw(t, "j")

		p := r.At(i, j, w, h)
		x, y := r.Pixel(p, w, h)
		if !(math.Hypot(x-float64(i), y-float64(j)) <= 1e-6) {
			t.Errorf("pixel (%d, %d) is at %v, which is pixel (%v, %v)", i, j, p, x, y)
		}
		inside := 0 <= i && i < w && 0 <= j && j < h
		if got := r.MinX < p.X && p.X < r.MaxX && r.MinY < p.Y && p.Y < r.MaxY; got != inside {
			t.Errorf("pixel (%d, %d) of %d x %d is at %v of %v", i, j, w, h, p, r)
		}
	})
}
