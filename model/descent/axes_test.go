package descent

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/model/surface"
)

// axesOf writes what a tuning map of a descent can vary.
func axesOf(t *testing.T, c Config) string {
	t.Helper()
	s, err := c.OpenSurface()
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, a := range c.TuningAxes(s) {
		list = append(list, fmt.Sprintf("%s %v..%v", a.Name, a.Low, a.High))
	}
	return strings.Join(list, ", ")
}

func TestTuningAxes(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(c *Config)
	}{
		{"the assignment", "step 0.001..2, decay 0.7..1.05, steps 1..200", func(c *Config) {}},
		{"with momentum", "step 0.001..2, decay 0.7..1.05, momentum 0..0.99, steps 1..200", func(c *Config) { c.Method = "momentum" }},
		{"in a race with others", "step 0.001..2, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Race = "all" }},
		{"without a decay", "step 0.001..2, steps 1..200", func(c *Config) { c.Schedule = "cosine" }},
		{"a constant rate", "step 0.001..2, steps 1..200", func(c *Config) { c.Schedule = "constant" }},
		{"stairs", "step 0.001..2, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Schedule = "stairs" }},
		{"more steps", "step 0.001..2, decay 0.7..1.05, steps 1..201", func(c *Config) { c.Steps = 201 }},
		{"a wall", "step 7e-07..0.2, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Use("beale"); c.X, c.Y = 4, 4 }},
		{"a plain", "step 0.0001..0.2, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Use("beale") }},
		{"lengths", "step 0.001..5, decay 0.7..1.05, momentum 0..0.99, steps 1..200", func(c *Config) { c.Method = "adam" }},
		{"lengths to one digit", "step 0.001..5, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Use("rastrigin"); c.Method = "rmsprop" }},
		{"a curvature of 6", "step 0.002..3, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Function = "x^2 + 3*y^2" }},
		{"a curvature of 4", "step 0.003..5, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Function = "2*x^2 + y^2" }},
		{"of 5004 at the start", "step 2e-05..5, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Function, c.X, c.Y = "2*x^2 + y^2 + 100*x^4/24*1", 10, 0 }},
		{"no minimum", "step 0.005..10, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Function = "x^2 - y^2" }},
		{"no curvature", "step 0.001..2, decay 0.7..1.05, steps 1..200", func(c *Config) { c.Function = "x + y" }},
	} {
		config := changed(c.change)
		if got := axesOf(t, config); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	// What no method and no schedule has is refused as an axis.
	_, err := NewTuning(Default().Tuning("step", "momentum", 3, 3))
	wantRefusal(t, err, "tuning", `"momentum" is unknown; it takes step, decay, steps`)
	_, err = NewTuning(Default().Tuning("wind", "step", 3, 3))
	wantRefusal(t, err, "tuning", `"wind" is unknown; it takes step, decay, steps`)
}

// Share is the inverse of Value but for the rounding, and an axis takes from one
// descent to another what it is of, and nothing else.
func TestTuningAxis(t *testing.T) {
	c := changed(func(c *Config) { c.Method = "adam" })
	s, err := c.OpenSurface()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range c.TuningAxes(s) {
		if a.Value(0) != a.Low || a.Value(1) != a.High || a.Share(a.Low) != 0 || a.Share(a.High) != 1 {
			t.Errorf("%s goes from %v to %v, to %v to %v", a.Name, a.Low, a.High, a.Value(0), a.Value(1))
		}
		from, to := c, Config{}
		a.set(&from, a.Value(0.5))
		a.Take(&to, from)
		if a.Of(to) != a.Value(0.5) || a.Of(to) == a.Of(c) {
			t.Errorf("%s: %v is taken, want %v", a.Name, a.Of(to), a.Value(0.5))
		}
		if a.set(&to, 0); to != (Config{}) {
			t.Errorf("%s also takes %+v", a.Name, to)
		}
		rapid.Check(t, func(t *rapid.T) {
			at := rapid.Float64Range(0, 1).Draw(t, "share")
			if back := a.Share(a.Value(at)); math.Abs(back-at) > 0.002 && !a.Whole || !a.Whole && a.Value(a.Share(a.Value(at))) != a.Value(at) {
				t.Errorf("%s: %v comes back as %v", a.Name, at, back)
			}
		})
	}
}

// 1/λmax is no step size where there is no curvature, or no end to it.
func TestInverseCurvature(t *testing.T) {
	for formula, want := range map[string]float64{"2*x^2 + y^2": 0.25, "-x^2 - y^2": 0, "x": 0, "x^2 - 3*y^2": 0.5, "sqrt(x)": 0, "1e10*x^2": 0, "1e-10*x^2": 0} {
		s, err := surface.Typed(formula, 1)
		if err != nil {
			t.Fatal(err)
		}
		if got := inverseCurvature(s, surface.Point{}); got != want {
			t.Errorf("%s: %v, want %v", formula, got, want)
		}
	}
}
