package descent

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/surface"
)

// A raster computes every cell once, coarse ones first, and looks whole at any
// time.
func TestRaster(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 70).Draw(t, "w"), rapid.IntRange(1, 70).Draw(t, "h")
		r := newRaster[int](w, h)
		counts := make([]int, w*h)
		for !r.finished() {
			before := r.done
			r.advance(rapid.IntRange(1, 2000).Draw(t, "steps"), model.Deadline{}, func(i, j int) int {
				counts[j*w+i]++
				return j*w + i + 1
			})
			if r.done == before {
				t.Fatal("no progress")
			}
		}
		for at, v := range r.picture() {
			if counts[at] != 1 || v != at+1 {
				t.Fatalf("cell %d of %dx%d was computed %d times and shows %d", at, w, h, counts[at], v)
			}
		}
	})
}

func TestRasterLooksWholeEarly(t *testing.T) {
	r := newRaster[bool](40, 30)
	r.advance((40+15)/16*((30+15)/16), model.Deadline{}, func(i, j int) bool { return true })
	for at, known := range r.picture() {
		if !known {
			t.Fatalf("cell %d is blank after the coarse pass", at)
		}
	}
}

// What the map of basins says of a point is what a descent from there does.
func TestBasinsTellTheTruth(t *testing.T) {
	view := surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}
	for _, m := range Methods {
		t.Run(m.Name, func(t *testing.T) {
			c := Default()
			c.Method, c.Steps, c.Step = m.Name, 60, 0.15
			const w, h = 12, 9
			b, err := NewBasins(c.Basins(view, w, h))
			if err != nil {
				t.Fatal(err)
			}
			b.Advance(math.MaxInt, 0)
			s := b.Snapshot()
			if s.State != model.Finished || s.Done != 1 {
				t.Fatalf("state %v, done %v", s.State, s.Done)
			}
			for at, fate := range s.Cells {
				p := view.At(at%w, at/w, w, h)
				c.X, c.Y = p.X, p.Y
				compareFate(t, c, fate, s.Surface)
			}
		})
	}
}

func compareFate(t *testing.T, c Config, fate Fate, s *surface.Surface) {
	t.Helper()
	d, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(math.MaxInt, 0)
	last := d.Snapshot().Last().Point()
	if fate.Minimum < 0 {
		if math.Hypot(last.X, last.Y) < 1e4 && d.Snapshot().State != model.Diverged {
			t.Errorf("from (%v, %v) it does not diverge: it ends at %v", c.X, c.Y, last)
		}
		return
	}
	at, distance := s.Minima.Nearest(last)
	if at != int(fate.Minimum) {
		t.Errorf("from (%v, %v) it ends near minimum %d, the map says %d", c.X, c.Y, at, fate.Minimum)
	}
	if fate.Steps < 0 && distance < 0.2 {
		t.Errorf("from (%v, %v) it arrives, the map says it does not", c.X, c.Y)
	}
}

// Maps do not depend on the point that the descent itself starts from.
func TestBasinsConfigIsCommon(t *testing.T) {
	a, b := Default(), Default()
	b.X, b.Y, b.Race = 1, -1, "all"
	if a.Basins(surface.Rect{}, 3, 4) != b.Basins(surface.Rect{}, 3, 4) {
		t.Error("two starts have two maps")
	}
	b = Default()
	b.Step, b.Decay, b.Race = 1, 0.5, "all"
	if a.Tuning(3, 4) != b.Tuning(3, 4) {
		t.Error("two step sizes have two tuning maps")
	}
}

// What a cell of the tuning map says is what that descent does, and cells and
// descents are each other's inverse.
func TestTuningTellsTheTruth(t *testing.T) {
	const w, h = 15, 8
	tuning, err := NewTuning(Default().Tuning(w, h))
	if err != nil {
		t.Fatal(err)
	}
	tuning.Advance(math.MaxInt, 0)
	s := tuning.Snapshot()
	for at, f := range s.Cells {
		c := s.Config.At(at%w, at/w)
		d, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		d.Advance(math.MaxInt, 0)
		if got := d.Snapshot().Last().F; got != f && d.Snapshot().State != model.Diverged {
			t.Errorf("step size %v and decay %v end at %v, the map says %v", c.Step, c.Decay, got, f)
		}
		i, j := s.Config.Pixel(c)
		if math.Abs(i-float64(at%w)) > 0.05 || math.Abs(j-float64(at/w)) > 0.05 {
			t.Errorf("cell (%d, %d) comes back as (%v, %v)", at%w, at/w, i, j)
		}
	}
	if s.Best < 0 || s.Cells[s.Best] > -2 {
		t.Errorf("the best of the map is %v, the assignment reaches -2", s.Best)
	}
}

// All schedules with decay d agree on the first two step sizes, but for those
// that say otherwise, and none is ever negative.
func TestSchedules(t *testing.T) {
	c := Default()
	c.Step, c.Decay, c.Steps = 0.2, 0.9, 40
	want := map[string][]float64{
		"exponential": {0.2, 0.18, 0.162}, "constant": {0.2, 0.2, 0.2}, "stairs": {0.2, 0.2, 0.2},
		"1/t": {0.2, 0.18, 0.2 / (1 + 2/9.0)}, "cosine": {0.2, 0.1 * (1 + math.Cos(math.Pi/40)), 0.1 * (1 + math.Cos(math.Pi/20))},
		"warm-up": {0.04, 0.08, 0.12},
	}
	for _, s := range Schedules {
		c.Schedule = s.Name
		got := []float64{c.Rate(0), c.Rate(1), c.Rate(2)}
		if diff := cmp.Diff(want[s.Name], got, cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-12 })); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s.Name, diff)
		}
		for k := range c.Steps + 1 {
			if r := c.Rate(k); !(r >= 0 && r <= c.Step) {
				t.Errorf("%s: step %d has the rate %v", s.Name, k, r)
			}
		}
	}
	if c.Schedule = "stairs"; math.Abs(c.Rate(10)-0.2*math.Pow(0.9, 10)) > 1e-15 {
		t.Errorf("the second stair is %v", c.Rate(10))
	}
}

// Each method gets down the bowl, and the second-order ones in a few steps.
func TestMethodsGoDown(t *testing.T) {
	c := Default()
	c.Surface, c.X, c.Y, c.Race, c.Steps, c.Step = "bowl", -4, 2, "all", 300, 0.1
	d, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(math.MaxInt, 0)
	s := d.Snapshot()
	for _, r := range append(s.Rivals, s.Run) {
		if f := r.Last().F; !(f < 0.1*r.Path[0].F) {
			t.Errorf("%s goes from %v to %v only", r.Method, r.Path[0].F, f)
		}
		if r.Method == "newton" && r.Path[1].F > 1e-20 {
			t.Errorf("Newton's first step on a quadratic ends at f = %v", r.Path[1].F)
		}
		if r.Method == "bfgs" && r.Path[10].F > 1e-10 {
			t.Errorf("ten steps of BFGS on a quadratic end at f = %v", r.Path[10].F)
		}
	}
	if len(s.Rivals) != len(Methods)-1 {
		t.Errorf("%d rivals in a race of all", len(s.Rivals))
	}
}

// Line search never goes up, wherever it starts.
func TestLineSearchNeverGoesUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Default()
		c.Surface = rapid.SampledFrom(surface.Names()).Draw(t, "surface")
		c.Method, c.Step = "line-search", rapid.Float64Range(0.01, 10).Draw(t, "step")
		c.X, c.Y = rapid.Float64Range(-4, 4).Draw(t, "x"), rapid.Float64Range(-4, 4).Draw(t, "y")
		d, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		d.Advance(math.MaxInt, 0)
		path := d.Snapshot().Path
		for i := 1; i < len(path); i++ {
			if path[i].F > path[i-1].F {
				t.Fatalf("step %d goes from %v up to %v", i, path[i-1].F, path[i].F)
			}
		}
	})
}

// The map of the issue that the screen must show in under a second.
func BenchmarkBasins(b *testing.B) {
	c := Default()
	c.Steps = 100
	for b.Loop() {
		m, err := NewBasins(c.Basins(surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}, 100, 120))
		if err != nil {
			b.Fatal(err)
		}
		m.Advance(math.MaxInt, 0)
	}
}
