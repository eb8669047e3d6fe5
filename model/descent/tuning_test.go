package descent

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/surface"
)

// tuned returns the whole tuning map of a descent.
func tuned(t testing.TB, c Config, across, up string, w, h int) TuningSnapshot {
	t.Helper()
	m, err := NewTuning(c.Tuning(across, up, w, h))
	if err != nil {
		t.Fatal(err)
	}
	m.Advance(math.MaxInt, 0)
	return m.Snapshot()
}

// on returns the default descent on a surface, from its own start.
func on(name, method string, steps int) Config {
	return changed(func(c *Config) {
		c.Use(name)
		c.Method, c.Steps = method, steps
	})
}

// What a cell of the tuning map says is what that descent does, and cells and
// descents are each other's inverse.
func TestTuningTellsTheTruth(t *testing.T) {
	const w, h = 15, 8
	for _, axes := range [][2]string{{"step", "decay"}, {"step", "momentum"}, {"decay", "steps"}, {"momentum", "step"}} {
		base := changed(func(c *Config) { c.Race, c.Method = "all", "nesterov" })
		s := tuned(t, base, axes[0], axes[1], w, h)
		if s.State != model.Finished || s.Done != 1 || s.Start != startOf(t, base).F {
			t.Errorf("state %v, %v done, from f = %v", s.State, s.Done, s.Start)
		}
		for at, f := range s.Cells {
			c := s.At(at%w, at/w)
			if d := descend(t, c); len(d.Rivals) > 0 || math.IsInf(f, 1) != (d.State == model.Diverged) || d.State == model.Finished && d.Last().F != f {
				t.Errorf("%+v ends at %v (%v), the map says %v", c, d.Last().F, d.State, f)
			}
			back := s.At(at%w, at/w)
			if i, j := s.Pixel(back); math.Abs(i-float64(at%w)) > 0.05 || math.Abs(j-float64(at/w)) > 0.05 && axes[1] != "steps" {
				t.Errorf("cell (%d, %d) comes back as (%v, %v)", at%w, at/w, i, j)
			}
		}
		if end := descend(t, s.Best.Config); !s.Found || end.Last().F != s.Best.F {
			t.Errorf("the best ends at %v, the map says %v", end.Last().F, s.Best.F)
		}
	}
}

// startOf returns where a descent starts.
func startOf(t *testing.T, c Config) Point {
	t.Helper()
	c.Steps = 0
	return descend(t, c).Last()
}

func TestTuning_at(t *testing.T) {
	m, err := NewTuning(Default().Tuning("step", "decay", 30, 20))
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []struct {
		i, j        int
		step, decay float64
	}{{0, 0, 0.001, 1.05}, {29, 19, 2, 0.7}, {0, 19, 0.001, 0.7}, {10, 10, 0.0137, 0.866}, {20, 5, 0.189, 0.958}} {
		if d := m.At(at.i, at.j); d.Step != at.step || d.Decay != at.decay || d.Race != "off" || d.X != 3 || d.Steps != 20 {
			t.Errorf("cell (%d, %d) is %+v", at.i, at.j, d)
		}
	}
	if s := tuned(t, Default(), "step", "decay", 1, 1); s.At(0, 0).Step != 0.001 || s.At(0, 0).Decay != 1.05 {
		t.Errorf("the only cell is %+v", s.At(0, 0))
	}
	s := tuned(t, Default(), "decay", "steps", 5, 5)
	if d := s.At(4, 0); d.Step != 0.1 || d.Decay != 1.05 || d.Steps != 200 {
		t.Errorf("with decay across and steps up, the upper right corner is %+v", d)
	}
}

// The best is the same whatever the size of the picture, and whatever the budget.
func TestTuning_anySize(t *testing.T) {
	for _, c := range []Config{Default(), on("rastrigin", "momentum", 12)} {
		var first TuningSnapshot
		for k, size := range [][2]int{{20, 10}, {80, 40}, {131, 57}} {
			m, err := NewTuning(c.Tuning("step", "decay", size[0], size[1]))
			if err != nil {
				t.Fatal(err)
			}
			for !m.Over {
				m.Advance([]int{math.MaxInt, 1000, 777}[k], 0)
			}
			s := m.Snapshot()
			if k == 0 {
				first = s
			}
			if s.Best != first.Best || s.Reached != first.Reached || s.Looked != first.Looked || !s.Found {
				t.Errorf("%s: of %v pixels the best is %+v, of 20x10 %+v", c.Surface, size, s.Best, first.Best)
			}
		}
	}
}

// No brute force on a grid finer than any window finds a descent that ends lower
// than the best, by more than a thousandth of the fall.
func TestTuning_bruteForce(t *testing.T) {
	for _, c := range []struct {
		surface, method string
		steps           int
		across, up      string
	}{
		{"assignment", "gd", 10, "step", "decay"},
		{"assignment", "gd", 200, "step", "steps"},
		{"assignment", "momentum", 20, "step", "momentum"},
		{"bowl", "nesterov", 30, "step", "momentum"},
		{"rosenbrock", "gd", 50, "step", "decay"},
		{"himmelblau", "adam", 20, "step", "decay"},
		{"beale", "momentum", 20, "step", "momentum"},
		{"ackley", "rmsprop", 20, "step", "steps"},
		{"saddle", "gd", 15, "step", "decay"},
	} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			t.Parallel()
			s := tuned(t, on(c.surface, c.method, c.steps), c.across, c.up, 210, 140)
			low := slices.Min(s.Cells)
			if missed := (s.Best.F - low) / (s.Start - low); !(missed < 1e-3) {
				t.Errorf("the best of %d ends at %v, a cell at %v: %.2g of the fall", s.Looked, s.Best.F, low, missed)
			}
		})
	}
}

// The numbers of the best can be typed: they have three digits that count, or
// three behind the point.
func TestTuning_typed(t *testing.T) {
	for _, up := range []string{"decay", "steps"} {
		d := tuned(t, on("rosenbrock", "momentum", 10), "step", up, 4, 4).Best.Config
		if fmt.Sprintf("%.3g", d.Step) != fmt.Sprint(d.Step) || len(fmt.Sprint(d.Decay)) > 5 {
			t.Errorf("the best has step %v, decay %v", d.Step, d.Decay)
		}
	}
	for v, want := range map[float64]float64{0.0123456: 0.0123, 0.98765: 0.988, 0.99999: 1, 1.0446: 1.04, 2: 2, 7.7654e-7: 7.77e-7} {
		if got := threeDigits(v); got != want {
			t.Errorf("%v becomes %v, want %v", v, got, want)
		}
	}
	if got := thousandths(1.0446); got != 1.045 {
		t.Errorf("1.0446 becomes %v", got)
	}
}

// Where one starts high on a wall, there are cells that fall.
func TestTuning_beale(t *testing.T) {
	for _, steps := range []int{20, 200} {
		c := on("beale", "gd", steps)
		c.X, c.Y = 4, 4
		s := tuned(t, c, "step", "decay", 32, 32)
		falls := 0
		for _, f := range s.Falls() {
			if !math.IsNaN(f) {
				falls++
			}
		}
		if falls < 100 || !s.Found || s.Best.F > 1 {
			t.Errorf("after %d steps from f = %v, %d of %d cells fall, the best to %v", steps, s.Start, falls, len(s.Cells), s.Best.F)
		}
	}
}

// From anywhere but a place without a gradient, some step size leads down.
func TestTuning_falls(t *testing.T) {
	methods := []string{"gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "line-search"}
	rapid.Check(t, func(t *rapid.T) {
		c := Default()
		c.Use(rapid.SampledFrom(surface.Names()).Draw(t, "surface"))
		c.Method = rapid.SampledFrom(methods).Draw(t, "method")
		c.X, c.Y = rapid.Float64Range(-5, 5).Draw(t, "x"), rapid.Float64Range(-5, 5).Draw(t, "y")
		c.Steps = rapid.IntRange(1, 30).Draw(t, "steps")
		m, err := NewTuning(c.Tuning("step", "decay", 12, 8))
		if err != nil {
			t.Fatal(err)
		}
		dx, dy := m.Surface.Grad(c.X, c.Y)
		if _, near := m.Surface.Minima.Nearest(surface.Point{X: c.X, Y: c.Y}); near < 1e-2 || math.Hypot(dx, dy) < 1e-3 {
			return
		}
		m.picture.advance(math.MaxInt, model.Deadline{}, func(i, j int) float64 { f, _ := m.end(m.At(i, j)); return f })
		s := m.Snapshot()
		if low := slices.Min(s.Cells); !(low < s.Start) {
			t.Errorf("of steps from %v to %v, none leads below %v", s.Across.Low, s.Across.High, s.Start)
		}
	})
}

// A descent that starts where there is no way down has no best.
func TestTuning_noBest(t *testing.T) {
	s := tuned(t, changed(func(c *Config) { c.Surface, c.X, c.Y = "bowl", 0, 0 }), "step", "decay", 3, 3)
	if s.Found || !s.Over || s.Start != 0 || s.Reached != s.Looked {
		t.Errorf("from the minimum itself: %+v", s)
	}
	if s = tuned(t, changed(func(c *Config) { c.Surface, c.X, c.Y = "bowl", 1e-3, 0 }), "step", "decay", 3, 3); !s.Found {
		t.Error("beside it nothing falls")
	}
}

// An end is at a global minimum where it is as near as counts as there: 0.02 on
// the bowl, which one step of gd multiplies x by 1 - η, from 1 x 1 pixels up.
func TestTuning_global(t *testing.T) {
	m, err := NewTuning(changed(func(c *Config) { c.Surface, c.Condition, c.X, c.Y, c.Steps = "bowl", 1, 1, 0, 1 }).Tuning("step", "decay", 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	for step, want := range map[float64]bool{0.979: false, 0.981: true, 1.01: true, 1.03: false} {
		if got := m.trial([2]float64{m.Across.Share(step), 0}); got.Global != want || got.Config.Step != step {
			t.Errorf("a step of %v: %+v, want global %v", step, got, want)
		}
	}
	local, err := NewTuning(changed(func(c *Config) { c.X, c.Y, c.Steps = 0.6, -0.3, 200 }).Tuning("step", "decay", 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	if got := local.trial([2]float64{local.Across.Share(0.05), local.Up.Share(1)}); got.Global {
		t.Errorf("a local minimum is global: %+v", got)
	}
}

// The search ends while the picture still grows, and before its end says nothing
// of the best; it takes as many descents as it was asked for.
func TestTuning_advance(t *testing.T) {
	m, err := NewTuning(Default().Tuning("step", "decay", 200, 200))
	if err != nil {
		t.Fatal(err)
	}
	for asked, step := range []int{1, 500, 30_000} {
		before := m.search.done() + m.picture.done
		m.Advance(step, 0)
		s := m.Snapshot()
		if got := m.search.done() + m.picture.done - before; got != step || s.Looked != m.search.done() || s.Over != (asked == 2) || s.Over != s.Found || s.State != model.Unfinished {
			t.Errorf("%d further ones: %d, looked at %d, over %v, best %+v, %v", step, got, s.Looked, s.Over, s.Best, s.State)
		}
	}
	if m, err = NewTuning(Default().Tuning("step", "decay", 9, 9)); err != nil {
		t.Fatal(err)
	}
	for range 50_000 {
		if m.Advance(math.MaxInt, 1); m.Snapshot().State == model.Finished {
			return
		}
	}
	t.Error("with a budget it does not end")
}

func TestTuning_falling(t *testing.T) {
	s := TuningSnapshot{Start: 2, Cells: []float64{1, 2, 3, math.Inf(1)}}
	if falls := s.Falls(); falls[0] != 1 || !math.IsNaN(falls[1]) || !math.IsNaN(falls[2]) || !math.IsNaN(falls[3]) || s.Cells[1] != 2 {
		t.Errorf("what falls is %v", falls)
	}
}

// The search of a map of 200 steps, which the screen must show in about a second.
func BenchmarkTuning(b *testing.B) {
	for _, c := range []Config{on("assignment", "gd", 200), on("ackley", "adam", 200)} {
		b.Run(c.Surface+" "+c.Method, func(b *testing.B) {
			for b.Loop() {
				m, err := NewTuning(c.Tuning("step", "decay", 1, 1))
				if err != nil {
					b.Fatal(err)
				}
				m.Advance(math.MaxInt, 0)
			}
		})
	}
}
