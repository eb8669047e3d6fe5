package descent

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats/scalar"

	"nntui/model"
	"nntui/model/surface"
)

// descentGolden is a file of descents that NumPy wrote.
type descentGolden struct {
	Runs []struct {
		X0, Y0   float64
		StepSize float64 `json:"step_size"`
		Decay    float64
		Steps    int
		X        []float64 `json:"x_hist"`
		Y        []float64 `json:"y_hist"`
		F        []float64 `json:"f_hist"`
	}
}

// TestDescent_NumPy follows the assignment's descents, and those of
// testdata/descents.py, point by point.
func TestDescent_NumPy(t *testing.T) {
	for file, runs := range map[string]int{"descent.json": 7, "descents.json": 36} {
		var golden descentGolden
		read(t, file, &golden)
		if len(golden.Runs) != runs {
			t.Errorf("%s has %d runs, want %d", file, len(golden.Runs), runs)
		}
		for _, r := range golden.Runs {
			s := descend(t, descentOf(r.X0, r.Y0, r.StepSize, r.Decay, r.Steps))
			if len(s.Path) != len(r.X) || len(s.Path) != r.Steps+1 || s.State != model.Finished {
				t.Errorf("%+v: %d points, want %d; state %v", s.Config, len(s.Path), len(r.X), s.State)
				continue
			}
			for i, p := range s.Path {
				if !agrees(p.X, r.X[i]) || !agrees(p.Y, r.Y[i]) || !agrees(p.F, r.F[i]) {
					t.Errorf("%+v: point %d is %v, want %v, %v and %v", s.Config, i, p, r.X[i], r.Y[i], r.F[i])
				}
			}
		}
	}
}

// agrees reports whether a number is NumPy's to 1e-9, relative where large.
func agrees(got, want float64) bool {
	return scalar.EqualWithinAbsOrRel(got, want, 1e-9, 1e-9)
}

// descend takes all steps.
func descend(t *testing.T, c Config) Snapshot {
	t.Helper()
	d, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(math.MaxInt, 0)
	return d.Snapshot()
}

// What the assignment's questions (c), (d) and (h) find.
func TestDescentSnapshot_Nearest(t *testing.T) {
	for _, c := range []struct {
		config Config
		f      float64 // of the nearest minimum
		least  float64 // distance
		most   float64
	}{
		{descentOf(3, 2, 0.1, 1, 200), 1.242733394931912, 0, 1e-6},
		{descentOf(3, 2, 0.1, 1, 20), 1.242733394931912, 0.01, 0.1},
		{descentOf(3, 2, 0.315, 1, 6), -2.280709708147053, 0.1, 0.2},
		{descentOf(3, 2, 0.2, 0.95, 10), -2.280709708147053, 0, 0.1},
		{descentOf(-3, 1, 0.1, 1, 200), -0.2493429806164419, 0, 1e-6},
		{descentOf(-100, 0, 0.1, 1, 0), -0.2493429806164419, 97, 98},
	} {
		m, distance := descend(t, c.config).Nearest()
		if !agrees(m.F, c.f) || !(c.least <= distance && distance <= c.most) {
			t.Errorf("%+v: %v at a distance of %v, want f = %v at %v to %v", c.config, m, distance, c.f, c.least, c.most)
		}
	}
}

func TestDescentConfig_Rate(t *testing.T) {
	for _, c := range []struct {
		step, decay float64
		t           int
		want        float64
	}{{0.1, 1, 0, 0.1}, {0.1, 1, 1000, 0.1}, {0.5, 0.5, 0, 0.5}, {0.5, 0.5, 3, 0.0625}, {1, 2, 10, 1024}} {
		if got := descentOf(0, 0, c.step, c.decay, 0).Rate(c.t); got != c.want {
			t.Errorf("rate of step %d from %v with decay %v is %v, want %v", c.t, c.step, c.decay, got, c.want)
		}
	}
}

func TestDescent_diverges(t *testing.T) {
	for _, c := range []struct {
		config Config
		points int // that are on the path
		reason string
	}{
		{descentOf(3, 2, 1e308, 1, 20), 1, "step 1: f overflows; each step overshot further than the last"},
		{descentOf(3, 2, 1e100, 1, 20), 2, "step 2: f overflows; each step overshot further than the last"},
		{descentOf(3, 2, 10, 1, 1000), 105, "step 105: f overflows; each step overshot further than the last"},
		{descentOf(3, 2, 0.1, 1e308, 20), 2, "step 2: f overflows; each step overshot further than the last"},
	} {
		s := descend(t, c.config)
		if s.State != model.Diverged || len(s.Path) != c.points || s.Reason != c.reason {
			t.Errorf("%+v: state %v, %d points, %q; want %d, %q", c.config, s.State, len(s.Path), s.Reason, c.points, c.reason)
		}
		for _, p := range s.Path {
			if v := p.X + p.Y + p.F; math.IsNaN(v) || math.IsInf(v, 0) {
				t.Errorf("%+v: %v on the path", c.config, p)
			}
		}
	}
	if s := descend(t, descentOf(3, 2, 0.1, 1, 20)); s.Reason != "" {
		t.Errorf("a descent that ends well gives %q as the reason", s.Reason)
	}
}

// What ends a descent, in words.
func TestDescent_reasons(t *testing.T) {
	for function, want := range map[string]string{
		"log(x)":         "step 1: f is not defined there",
		"sqrt((x-1)^2)":  "step 1: there is no gradient to follow",
		"-exp(x) + 0*y":  "step 2: f falls without end",
		"exp(-x) - x^31": "step 2: f falls without end",
	} {
		s := descend(t, changed(func(c *Config) { c.Function, c.X, c.Y, c.Step = function, 1, 0, 10 }))
		if s.State != model.Diverged || s.Reason != want {
			t.Errorf("%s: %v, %q, want %q", function, s.State, s.Reason, want)
		}
	}
	nan := math.NaN()
	for _, c := range []struct {
		x, f float64
		want string
	}{
		{1, 1, ""}, {0.9e100, nan, "f is not defined there"}, {1.1e100, nan, "f overflows; each step overshot further than the last"},
		{1, math.Inf(-1), "f overflows; each step overshot further than the last"}, {1e200, 1, ""}, {nan, nan, "there is no gradient to follow"},
	} {
		if got := fault(surface.Point{X: c.x}, c.f, true); got != c.want {
			t.Errorf("f(%v) = %v: %q, want %q", c.x, c.f, got, c.want)
		}
	}
}

// However a descent is cut into portions, it takes the same steps, all methods
// of a race side by side, and what was seen of it stays.
func TestDescent_portions(t *testing.T) {
	c := changed(func(c *Config) { c.Race, c.Step = "all", 0.3 })
	whole := descend(t, c)
	d, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	for steps := range c.Steps + 1 {
		s := d.Snapshot()
		for i, r := range append(s.Rivals, s.Run) {
			want := append(whole.Rivals[:len(whole.Rivals):len(whole.Rivals)], whole.Run)[i]
			if len(r.Path) != min(steps+1, len(want.Path)) || cap(r.Path) != len(r.Path) || !slices.Equal(r.Path, want.Path[:len(r.Path)]) {
				t.Fatalf("%s after %d steps: %v, want %v", r.Method, steps, r.Path, want.Path)
			}
			if done := steps == c.Steps; (r.State != model.Unfinished) != done && want.State != model.Diverged {
				t.Fatalf("%s after %d steps: %v", r.Method, steps, r.State)
			}
		}
		if steps%2 == 0 {
			d.Advance(1, 0)
		} else {
			d.Advance(math.MaxInt, 1) // a budget that is used up at once
		}
		d.Advance(0, 0)
	}
}

// A race goes on until its last method is at its end.
func TestDescent_raceEnds(t *testing.T) {
	s := descend(t, changed(func(c *Config) {
		c.Surface, c.Condition, c.X, c.Y, c.Step, c.Steps, c.Race = "bowl", 1, 1, 1, 1e60, 40, "all"
	}))
	if s.State != model.Diverged {
		t.Errorf("the chosen method is %v", s.State)
	}
	for _, r := range s.Rivals {
		if r.State == model.Unfinished {
			t.Errorf("%s is left unfinished", r.Method)
		}
	}
}

func read(t testing.TB, file string, into any) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

func descentOf(x, y, step, decay float64, steps int) Config {
	c := Default()
	c.X, c.Y, c.Step, c.Decay, c.Steps = x, y, step, decay, steps
	return c
}

// A path is inside up to the last of its points in the view.
func TestInside(t *testing.T) {
	view := surface.Rect{MinX: 0, MaxX: 2, MinY: 0, MaxY: 2}
	in, out := Point{X: 1, Y: 2}, Point{X: 3, Y: 1}
	for _, c := range []struct {
		path []Point
		want int
	}{{nil, 0}, {[]Point{out}, 0}, {[]Point{in}, 1}, {[]Point{in, out, in, out, out}, 3}, {[]Point{out, in}, 2}} {
		if got := Inside(c.path, view); got != c.want {
			t.Errorf("%v: %d points inside, want %d", c.path, got, c.want)
		}
	}
}
