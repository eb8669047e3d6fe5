package descent

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/surface"
)

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

// follow returns where a method goes on a typed function in so many steps.
func follow(t *testing.T, method, function string, x, y, rate float64, steps int) []surface.Point {
	t.Helper()
	s := descend(t, changed(func(c *Config) {
		c.Method, c.Function, c.X, c.Y, c.Step, c.Steps = method, function, x, y, rate, steps
	}))
	if s.State != model.Finished {
		t.Fatalf("%s on %s: %s", method, function, s.Reason)
	}
	var path []surface.Point
	for _, p := range s.Path {
		path = append(path, p.Point())
	}
	return path
}

// On x^2/2 a step of size s takes x to x(1-s), and f falls by at least
// 1e-4·s·f'^2 up to s = 2(1 - 1e-4): what is longer is halved.
func TestLineSearch_share(t *testing.T) {
	for rate, want := range map[float64]float64{1.9997: 1 - 1.9997, 1.9999: 1 - 1.9999/2} {
		if got := follow(t, "line-search", "x^2/2", 1, 0, rate, 1)[1].X; math.Abs(got-want) > 1e-12 {
			t.Errorf("a step of %v ends at %v, want %v", rate, got, want)
		}
	}
	// With a slope along y as well, f falls by (1-s/2)·s·|grad f|^2.
	if got := follow(t, "line-search", "(x^2+y^2)/2", 1, 1, 1.9999, 1)[1]; math.Abs(got.X-(1-1.9999/2)) > 1e-12 || got.X != got.Y {
		t.Errorf("in two dimensions it ends at %v", got)
	}
}

// It tries 60 lengths, the last 2^-59 times the first.
func TestLineSearch_ends(t *testing.T) {
	k := math.Pow(2, 59) * 1.9 // f falls with steps below 2/k
	for _, c := range []struct{ k, want float64 }{{k, 1 - 1.9}, {2 * k, 1}} {
		s := descend(t, changed(func(d *Config) {
			d.Method, d.Function, d.Condition, d.X, d.Step, d.Steps = "line-search", "k*x^2/2", c.k, 1, 1, 1
		}))
		if got := s.Last().X; math.Abs(got-c.want) > 1e-9 {
			t.Errorf("f'' = %v: it ends at %v, want %v", c.k, got, c.want)
		}
	}
}

func TestNewton(t *testing.T) {
	for _, c := range []struct {
		function string
		want     surface.Point // after a step from (1, 2)
	}{
		{"x^2 + 3*y^2 + x*y", surface.Point{}},
		{"x^2 - y^2", surface.Point{Y: 4}},                  // down where it curves down
		{"x^2", surface.Point{Y: 2}},                        // nowhere where it is flat
		{"x^2 + 3e-13*y^2", surface.Point{Y: 2}},            // or as good as flat
		{"x^2 + 6e-13*y^2", surface.Point{}},                // but not quite
		{"-x^2 - y^2", surface.Point{X: 2, Y: 4}},           // both ways down
		{"3*y^2 + 0.5*x^2", surface.Point{}},                // the steeper way is y
		{"x + 2*y", surface.Point{X: 1, Y: 2}},              // flat both ways
		{"(x+y)^2 + x - y", surface.Point{X: -0.5, Y: 0.5}}, // flat along (1, -1)
	} {
		if got := follow(t, "newton", c.function, 1, 2, 1, 1)[1]; got.Distance(c.want) > 1e-3 {
			t.Errorf("%s: a step ends at %v, want %v", c.function, got, c.want)
		}
	}
}

// However many steps are asked for, BFGS goes the same way, never rests before
// its end, and stays there.
func TestBFGS(t *testing.T) {
	long := follow(t, "bfgs", "x^4 + x + 3*y^2 + x*y", 3, 2, 1, 40)
	for steps := range 12 {
		if path := follow(t, "bfgs", "x^4 + x + 3*y^2 + x*y", 3, 2, 1, steps+1); !slices.Equal(path[:steps+1], long[:steps+1]) {
			t.Errorf("%d steps lead to %v, want %v", steps, path[:steps+1], long[:steps+1])
		}
		if steps < 8 && long[steps+1] == long[steps] {
			t.Errorf("step %d rests at %v", steps+1, long[steps])
		}
	}
	s, err := surface.Typed("x^4 + x + 3*y^2 + x*y", 1)
	if err != nil {
		t.Fatal(err)
	}
	end := long[40]
	if dx, dy := s.Grad(end.X, end.Y); math.Hypot(dx, dy) > 1e-7 || long[39] != end {
		t.Errorf("it ends at %v with the slope (%v, %v)", end, dx, dy)
	}
}

// The momentum counts for the methods that have one, and for no other.
func TestMethods_momentum(t *testing.T) {
	for _, m := range Methods {
		end := func(momentum float64) Point {
			return descend(t, changed(func(c *Config) { c.Method, c.Momentum = m.Name, momentum })).Last()
		}
		has := slices.Contains([]string{"momentum", "nesterov", "adam"}, m.Name)
		if differs := end(0.5) != end(0.9); differs != has {
			t.Errorf("%s depends on the momentum: %t", m.Name, differs)
		}
	}
}

// The step size counts for the methods that say so.
func TestMethods_rate(t *testing.T) {
	for _, m := range Methods {
		end := func(step float64) Point {
			return descend(t, changed(func(c *Config) { c.Method, c.Step, c.Steps = m.Name, step, 3 })).Last()
		}
		if differs := end(0.1) != end(0.017); differs != m.Rate {
			t.Errorf("%s depends on the step size: %t", m.Name, differs)
		}
	}
}

// A race runs each method once, the chosen one first.
func TestRaces(t *testing.T) {
	for race, want := range map[string]string{
		"off":       "adam",
		"momenta":   "adam gd momentum nesterov",
		"adaptive":  "adam gd adagrad rmsprop",
		"curvature": "adam gd line-search newton bfgs",
		"all":       "adam gd momentum nesterov adagrad rmsprop line-search newton bfgs",
	} {
		s := descend(t, changed(func(c *Config) { c.Method, c.Race = "adam", race }))
		names := []string{s.Method}
		for _, r := range s.Rivals {
			names = append(names, r.Method)
			alone := descend(t, changed(func(c *Config) { c.Method = r.Method }))
			if diff := cmp.Diff(alone.Run, r); diff != "" {
				t.Errorf("%s runs otherwise in a race:\n%s", r.Method, diff)
			}
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: %s, want %s", race, got, want)
		}
	}
}
