package descent

import (
	"math"
	"slices"
	"strings"
	"testing"

	"nntui/model/surface"
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
		{func(c *Config) { c.Decay = 0.5 }, "Stops short of the local minimum: 1.4 away, and the steps shrink too fast. The step size is 1.9e-07 now."},
		{func(c *Config) { c.Decay, c.Steps = 0.5, 2000 }, "Stops short of the local minimum: 1.4 away, and the steps shrink too fast. The step size is 0 now."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Decay, c.Steps = "x^2+y^2", 3, 0, 0.95, 20 }, "Heads for the global minimum, not there yet: 0.19 away. More steps get closer."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Decay, c.Steps = "x^2+y^2", 3, 0, 0.85, 20 }, "Stops short of the global minimum: 0.77 away, and the steps shrink too fast. The step size is 0.0046 now."},
		{func(c *Config) { c.Function, c.Decay, c.Schedule = "x^2+y^2", 0.5, "1/t" }, "not there yet"},
		{func(c *Config) { c.Step, c.Steps = 0.18, 500 }, "Reached the global minimum f = -2.2807 after 105 steps."},
		{func(c *Config) { c.Step, c.Steps = 0.185, 500 }, "Orbits the global minimum with period 2: step 0.185 is above its limit 0.181."},
		{func(c *Config) { c.Function, c.Step = "x^2+y^2", 1 }, "Orbits the global minimum with period 2: step 1 is at its limit."},
		{func(c *Config) { c.Surface, c.X, c.Step, c.Steps = "bowl", 0, 0.2, 50 }, "Orbits the global minimum with period 2: step 0.2 is at its limit."},
		{func(c *Config) { c.Function, c.Step, c.Method = "x^2+y^2", 1.9, "momentum" }, "Orbits the global minimum with period 2: step 1.9 is at its limit."},
		{func(c *Config) { c.Step, c.Steps = 0.5, 10 }, "Wanders: neither settles nor repeats itself: step 0.5 is above the limit"},
		{func(c *Config) { c.Step, c.Steps = 0.5, 1000 }, "on chaos decides its digits: they differ between machines."},
		{func(c *Config) { c.Step, c.Steps = 5, 9 }, "Gone: each step overshoots further than the last: step 5 is above the limit"},
		{func(c *Config) { c.Step, c.Steps = 5, 900 }, "Diverged at step "},
		{func(c *Config) { c.Surface, c.X, c.Y, c.Steps = "saddle", 1, 0.01, 30 }, "Falls without end: this surface has no lowest point."},
		{func(c *Config) { c.Function = "x+y" }, "Falls without end: this surface has no lowest point."},
		{func(c *Config) { c.Surface, c.X, c.Y, c.Steps = "saddle", 1, 0, 300 }, "Stands still at a saddle point, where the slope is 0."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Steps = "(x-200)^2+y^2", 0, 0, 60 }, "Stands still in a minimum outside this map."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Steps = "(x-200)^2+y^2", 0, 0, 10 }, "Comes to rest where no minimum of this map is, but not yet."},
		{func(c *Config) { c.Function, c.X, c.Y = "tanh(x)", 300, 0 }, "Stands still where no minimum of this map is."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step = "exp(0-x)", 3, 0, 0.01 }, "Still falls, towards no minimum of this map."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Steps = "(x^2+y^2-1)^2", 2, 0, 400 }, "Reached the line of global minima f = 0 after "},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step = "sin(1/x)+y^2", 0.2, 0, 0.001 }, "Reached one of the 6 lowest minima found f = -1 after 0 steps; there may be more minima."},
		{func(c *Config) { c.Surface, c.X, c.Y, c.Step, c.Steps = "himmelblau", 2, 2, 0.01, 100 }, "Reached one of the 4 global minima f = 0 after "},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^3-3*x+y^2", 2, 1, 0.1, 300 }, "Reached the local minimum f = -2 after "},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^3-3*x+y^2", 2, 1, 0.1, 300 }, "; the lowest found in this map, but f falls without end."},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^3-12*x+9*cos(3*x)+y^2", -1, 1, 0.01, 300 }, "; the lowest found in this map has f = "},
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^4+y^4", 1, 1, 0.05, 15000 }, "Reached the global minimum f = "}, // of no curvature
		{func(c *Config) { c.Function, c.X, c.Y, c.Step, c.Steps = "x^4+y^4", 1, 1, 0.05, 100 }, "Heads for the global minimum, not there yet: "},
		{func(c *Config) { c.Method, c.Steps = "adam", 300 }, "; with this step size adam will leave it again."},
		{func(c *Config) { c.Method, c.Step, c.Steps = "rmsprop", 0.3, 300 }, "Orbits the global minimum with period 2: step 0.3 is above its limit"},
		{func(c *Config) { c.Noise, c.Steps = 0.01, 5 }, "Heads for the local minimum, not there yet: 0.56 away. More steps get closer."},
		{func(c *Config) { c.Noise, c.Steps = 0.01, 200 }, "Noise keeps it moving: it ends "},
		{func(c *Config) { c.Function, c.Step, c.Steps = "abs(x)+y^2", 0.07, 100 }, "Orbits the global minimum with period 2: no step size settles on a kink."},
		{func(c *Config) { c.Function, c.Step, c.Steps = "x^2*y^2", 0.01, 50 }, "Reached one of the 2 lines of global minima f = 0 after 43 steps."},
		{func(c *Config) { c.Function = "log(x)+y^2" }, "Comes to where f is not defined."},
		{func(c *Config) { c.Noise = 1 }, "Noise keeps it moving: it ends "},
		{func(c *Config) { c.Steps = 0 }, "Heads for the local minimum, not there yet: 3.3 away."},
	} {
		s := descend(t, changed(c.change))
		if got := s.Sentence(s.Run).String(); !strings.Contains(got, c.want) {
			t.Errorf("%+v:\n%s\nwant %s", s.Config, got, c.want)
		}
		if good := strings.HasPrefix(c.want, "Reached the global") || strings.HasPrefix(c.want, "Reached the line of global") || strings.Contains(c.want, "lines of global") || strings.HasPrefix(c.want, "Reached one of the 4 global") || strings.Contains(c.want, "adam will leave"); s.Sentence(s.Run).Good != good {
			t.Errorf("%s: good is %v", c.want, !good)
		}
	}
}

// A step is at a limit within rounding, and above it in as many digits as show it.
func TestTooLarge(t *testing.T) {
	for _, c := range []struct {
		rate, limit float64
		of, want    string
	}{
		{0.3, 0.1814, "its limit", "step 0.3 is above its limit 0.181"},
		{0.3, 0.1814, "the limit of that", "step 0.3 is above the limit of that, 0.181"},
		{1 + 0.9e-6, 1, "its limit", "step 1 is at its limit"},
		{1 + 1.1e-6, 1, "its limit", "step 1.000001 is above its limit 1"},
		{1.001, 1, "its limit", "step 1.001 is above its limit 1"},
		{1 - 0.9e-6, 1, "the limit of that", "step 1 is at the limit of that"},
		{1 - 1.1e-6, 1, "its limit", ""},
		{1, math.Inf(1), "its limit", ""},
		{1, math.NaN(), "its limit", ""},
	} {
		if got := TooLarge(c.rate, c.limit, c.of); got != c.want {
			t.Errorf("%v, %v: %q, want %q", c.rate, c.limit, got, c.want)
		}
	}
}

// walked is the snapshot of a path to a place on a bowl, whose last step was from
// another.
func walked(t *testing.T, end End, from, to float64) Snapshot {
	t.Helper()
	s, err := surface.Typed("x^2+y^2", 1)
	if err != nil {
		t.Fatal(err)
	}
	shown := *s
	c := Default()
	c.Step, c.Decay, c.Steps = 1, 0.5, 3 // those to come add up to the last
	fate := Fate{End: end, Minimum: -1}
	if end == Heading || end == Reached {
		fate.Minimum = 0
	}
	at := func(x float64) Point { return Point{X: x, F: x * x} }
	return Snapshot{Config: c, Surface: &shown, Run: Run{Method: "gd", Path: []Point{at(from), at(to)}, Fate: fate}}
}

func (s Snapshot) says(t *testing.T, want string) {
	t.Helper()
	if got := s.Sentence(s.Run).String(); !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// The edges of what is said of a path that has come to some place.
func TestSentence_edges(t *testing.T) {
	walked(t, Heading, 1.9, 0.9).says(t, "Heads for the global minimum, not there yet: 0.9 away.")
	walked(t, Heading, 2.1, 1.1).says(t, "Stops short of the global minimum: 1.1 away")
	newton := walked(t, Heading, 2.1, 1.1)
	newton.Method = "newton"
	newton.says(t, "Heads for the global minimum, not there yet: 1.1 away.")

	walked(t, Gone, 1, 1.1).says(t, "Gone: each step overshoots")
	walked(t, Gone, 1, 1).says(t, "Gone: each step overshoots")
	walked(t, Gone, 1.1, 1).says(t, "Gone: downhill, away from this map.")

	unknown := func(from, to, decay float64) Snapshot {
		s := walked(t, Resting, from, to)
		s.Surface.Minima, s.Config.Decay = nil, decay
		return s
	}
	unknown(1, 1, 1).says(t, "Stands still where no minimum of this map is.")
	unknown(0.019, 0.019, 1).says(t, "Stands still in a minimum that was not found before.")
	unknown(0, 0, 0.03).says(t, "Stands still in a minimum that was not found before.") // small steps or not, it is level
	unknown(0.021, 0.021, 1).says(t, "Stands still where no minimum of this map is.")
	unknown(1.019, 1, 1).says(t, "Stands still where no minimum of this map is.")
	unknown(1.021, 1, 1).says(t, "Comes to rest where no minimum of this map is, but not yet.")
	walked(t, Resting, 1, 1).says(t, "Stands still where no minimum of this map is.") // a quarter of the first step
	short := walked(t, Resting, 1, 1)
	short.Config.Decay = 0.03
	short.says(t, "Stops short of the global minimum: 1 away")
}

// Noise is blamed for a distance of up to three times the spread of the paths that
// end nearest to the same minimum.
func TestSentence_noise(t *testing.T) {
	noisy := func(away float64) Snapshot {
		s := walked(t, Reached, 9, away)
		s.Config.Steps, s.Fate.Steps = 1, 1
		s.Surface.Minima = append(slices.Clone(s.Surface.Minima), surface.Minimum{Point: surface.Point{X: 1000}})
		for _, x := range []float64{away - 1, away + 1, 990} {
			s.Cloud = append(s.Cloud, []surface.Point{{X: 9}, {X: x}})
		}
		return s // with a spread of √(2/3)
	}
	noisy(2.44).says(t, "Noise keeps it moving: it ends 2.4 from one of the 2 global minima. Of 3 other seeds 2 end nearest")
	noisy(2.46).says(t, "Reached ")
	rival := noisy(1)
	rival.Run.Method, rival.Config.Method = "momentum", "gd"
	if got := rival.Sentence(Run{Method: "gd", Path: rival.Path, Fate: rival.Fate}).String(); !strings.HasPrefix(got, "Reached ") {
		t.Errorf("of a rival: %q", got)
	}
}

// The sum of the steps to come is that of a geometric series, or has no end.
func TestConfig_Remaining(t *testing.T) {
	for _, c := range []struct {
		schedule string
		decay    float64
		steps    int
		want     float64
	}{
		{"exponential", 0.5, 0, 2}, {"exponential", 0.5, 4, 0.125}, {"exponential", 0.5, 1070, 0}, {"exponential", 0.5, 2000, 0},
		{"exponential", 0.999, 100, 1000 * math.Pow(0.999, 100)},
		{"exponential", 1, 20, math.Inf(1)}, {"exponential", 1.01, 20, math.Inf(1)}, {"constant", 0.5, 20, math.Inf(1)},
		{"stairs", 0.9, 0, 10 / (1 - math.Pow(0.9, 10))}, {"stairs", 0.9, 20, 10 * math.Pow(0.9, 20) / (1 - math.Pow(0.9, 10))},
		{"stairs", 0.9, 5, (5 + 5*math.Pow(0.9, 10)) / (1 - math.Pow(0.9, 10))},
		{"1/t", 0.5, 20, math.Inf(1)}, {"1/t", 0.5, MaxSteps, math.Inf(1)}, {"1/t", 0.999, 20, math.Inf(1)},
		{"cosine", 0.5, 20, math.Inf(1)}, {"warm-up", 0.5, 20, math.Inf(1)},
	} {
		config := Default()
		config.Step, config.Schedule, config.Decay, config.Steps = 1, c.schedule, c.decay, c.steps
		if got := config.Remaining(); got != c.want && !(math.Abs(got-c.want) <= 1e-9) {
			t.Errorf("%s, decay %v, after %d steps: %v, want %v", c.schedule, c.decay, c.steps, got, c.want)
		}
	}
}

// On a map the steps to come are too short for all starts, or not known to be.
func TestStopShort(t *testing.T) {
	for _, c := range []struct {
		change func(*Config)
		want   bool
	}{
		{func(*Config) {}, false},
		{func(c *Config) { c.Decay, c.Steps = 0.5, 50 }, true},
		{func(c *Config) { c.Decay, c.Steps = 0.5, 13 }, true}, // 0.2/8192 of slopes below 20.5: 0.0005 of 0.02
		{func(c *Config) { c.Decay, c.Steps = 0.5, 7 }, false}, // 0.03
		{func(c *Config) { c.Decay, c.Steps = 0.5, 8 }, true},  // 0.016
		{func(c *Config) { c.Decay, c.Steps, c.Method = 0.5, 8, "momentum" }, false},
		{func(c *Config) { c.Decay, c.Steps, c.Method = 0.5, 12, "momentum" }, true},
		{func(c *Config) { c.Decay, c.Steps, c.Method = 0.5, 50, "newton" }, false},
	} {
		config := changed(c.change)
		s, err := config.OpenSurface()
		if err != nil {
			t.Fatal(err)
		}
		m := MapSnapshot[Fate]{Config: config.Basins(s.Domain, 4, 4), Surface: s}
		if got := StopShort(m); got != c.want {
			t.Errorf("%+v: %v", config, got)
		}
	}
}
