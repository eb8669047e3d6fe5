package descent

import (
	"strings"
	"testing"
)

// What is said of a descent, on either side of each edge.
func TestSnapshot_Sentence(t *testing.T) {
	for _, c := range []struct {
		change func(*Config)
		want   string
	}{
		{func(c *Config) { c.Steps = 200 }, "Reached the local minimum f = 1.2427 after 28 steps; the global one is 1.9 away."},
		{func(c *Config) { c.Steps = 28 }, "Reached the local minimum f = 1.2427 after 28 steps; the global one is 1.9 away."},
		{func(c *Config) { c.Steps = 27 }, "Heads for the local minimum, not there yet: 0.022 away. More steps get closer."},
		{func(c *Config) { c.Step, c.Steps = 1e-6, 200 }, "Heads for the local minimum, not there yet: 3.3 away. More steps get closer."},
		{func(c *Config) { c.Decay = 0.5 }, "Heads for the local minimum, not there yet: 1.4 away. The steps have shrunk to 1.9e-07."},
		{func(c *Config) { c.Step, c.Steps = 0.18, 500 }, "Reached the global minimum f = -2.2807 after 105 steps."},
		{func(c *Config) { c.Step, c.Steps = 0.185, 500 }, "Orbits the global minimum with period 2: step 0.185 is above its limit 0.181."},
		{func(c *Config) { c.Step, c.Steps = 0.5, 10 }, "Wanders: neither settles nor repeats itself: step 0.5 is above the limit"},
		{func(c *Config) { c.Step, c.Steps = 0.5, 1000 }, "on chaos decides its digits: they differ between machines."},
		{func(c *Config) { c.Step, c.Steps = 5, 9 }, "Gone: each step overshoots further than the last: step 5 is above the limit"},
		{func(c *Config) { c.Step, c.Steps = 5, 900 }, "Diverged at step "},
		{func(c *Config) { c.Surface, c.X, c.Y, c.Steps = "saddle", 1, 0.01, 30 }, "Falls without end: this surface has no lowest point."},
		{func(c *Config) { c.Surface, c.X, c.Y, c.Steps = "saddle", 1, 0, 300 }, "Stands still at a saddle point, where the slope is 0."},
		{func(c *Config) { c.Function, c.X, c.Y = "tanh(x)", 300, 0 }, "Stands still where no minimum of this map is."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step = "exp(0-x)", 3, 0, 0.01 }, "Still falls, towards no minimum of this map."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Steps = "(x^2+y^2-1)^2", 2, 0, 400 }, "Reached the line of global minima f = "},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^3-3*x+y^2", 2, 1, 0.1, 300 }, "Reached the local minimum f = -2 after "},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^3-3*x+y^2", 2, 1, 0.1, 300 }, "; the lowest found in this map, but f falls without end."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^3-12*x+9*cos(3*x)+y^2", -1, 1, 0.01, 300 }, "; the lowest found in this map has f = "},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^4+y^4", 1, 1, 0.05, 15000 }, "Reached the global minimum f = "}, // of no curvature
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^4+y^4", 1, 1, 0.05, 100 }, "Heads for the global minimum, not there yet: "},
		{func(c *Config) { c.Method, c.Steps = "adam", 300 }, "; it does not hold adam for good."},
		{func(c *Config) { c.Method, c.Step, c.Steps = "rmsprop", 0.3, 300 }, "Orbits the global minimum with period 2: step 0.3 is above its limit"},
		{func(c *Config) { c.Function = "log(x)+y^2" }, "Comes to where f is not defined."},
		{func(c *Config) { c.Noise = 1 }, "Noise keeps it moving: it ends "},
		{func(c *Config) { c.Steps = 0 }, "Heads for the local minimum, not there yet: 3.3 away."},
	} {
		s := descend(t, changed(c.change))
		if got := s.Sentence(s.Run).String(); !strings.Contains(got, c.want) {
			t.Errorf("%+v:\n%s\nwant %s", s.Config, got, c.want)
		}
		if good := strings.HasPrefix(c.want, "Reached the global") || strings.HasPrefix(c.want, "Reached the line of global") || strings.Contains(c.want, "hold adam"); s.Sentence(s.Run).Good != good {
			t.Errorf("%s: good is %v", c.want, !good)
		}
	}
}
