package descent

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/surface"
)

// wantRefusal wants a *ConfigError about a field that is the name of a flag.
func wantRefusal(t *testing.T, err error, field, reason string) {
	t.Helper()
	if refusal, ok := errors.AsType[*model.ConfigError](err); !ok || refusal.Field != field || refusal.Reason != reason {
		t.Errorf("error  %v\nwant   %s: %s", err, field, reason)
	}
}

func TestDefault(t *testing.T) {
	want := Config{
		Surface: "assignment", Condition: 10, X: 3, Y: 2, Method: "gd",
		Step: 0.1, Schedule: "exponential", Decay: 1, Momentum: 0.9, Steps: 20, Race: "off",
	}
	if c := Default(); c != want {
		t.Errorf("got %+v", c)
	}
}

// Any numbers are taken or refused; what is taken also walks, and is mapped.
func TestNew_any(t *testing.T) {
	number := rapid.OneOf(rapid.Float64Range(0.001, 0.9), rapid.Float64(),
		rapid.SampledFrom([]float64{0, 1, 1e-300, 1e300, math.Inf(1), math.Inf(-1), math.NaN()}))
	rapid.Check(t, func(t *rapid.T) {
		c := descentOf(number.Draw(t, "x"), number.Draw(t, "y"), number.Draw(t, "step"), number.Draw(t, "decay"),
			rapid.OneOf(rapid.IntRange(0, 50), rapid.Int()).Draw(t, "steps"))
		refused := func(err error) bool {
			if _, ok := errors.AsType[*model.ConfigError](err); err != nil && !ok {
				t.Fatalf("error %v (%T), want a *ConfigError", err, err)
			}
			return err != nil
		}
		if d, err := New(c); !refused(err) {
			d.Advance(3, 0)
		}
		if c.Steps > 50 {
			return // a whole descent for each pixel
		}
		w, h := rapid.IntRange(-1, 3).Draw(t, "w"), rapid.IntRange(-1, 3).Draw(t, "h")
		if m, err := NewBasins(c.Basins(surface.Rect{MinX: c.X, MaxX: c.Y, MaxY: 1}, w, h)); !refused(err) {
			m.Advance(math.MaxInt, 0)
		}
		if m, err := NewTuning(c.Tuning("step", "decay", w, h)); !refused(err) {
			m.Advance(math.MaxInt, 0)
			m.Snapshot()
		}
	})
}

func TestNew_refusals(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		config        Config
		field, reason string
	}{
		{descentOf(nan, 2, 0.1, 1, 20), "x", "NaN is not a place to start; it takes a finite number"},
		{descentOf(inf, 2, 0.1, 1, 20), "x", "+Inf is not a place to start; it takes a finite number"},
		{descentOf(3, -inf, 0.1, 1, 20), "y", "-Inf is not a place to start; it takes a finite number"},
		{descentOf(3, nan, 0.1, 1, 20), "y", "NaN is not a place to start; it takes a finite number"},
		{descentOf(1e200, 2, 0.1, 1, 20), "x", "the function overflows at (1e+200, 2); start elsewhere"},
		{changed(func(c *Config) { c.Function = "log(x)"; c.X = -1 }), "x", "the function is not defined at (-1, 2); start elsewhere"},
		{descentOf(3, 2, 0, 1, 20), "step", "0 is not a step size; it takes a number above 0"},
		{descentOf(3, 2, -0.1, 1, 20), "step", "-0.1 is not a step size; it takes a number above 0"},
		{descentOf(3, 2, nan, 1, 20), "step", "NaN is not a step size; it takes a number above 0"},
		{descentOf(3, 2, inf, 1, 20), "step", "+Inf is not a step size; it takes a number above 0"},
		{descentOf(3, 2, 0.1, 0, 20), "decay", "0 is not a decay; it takes a number above 0, 1 for none"},
		{descentOf(3, 2, 0.1, nan, 20), "decay", "NaN is not a decay; it takes a number above 0, 1 for none"},
		{descentOf(3, 2, 0.1, inf, 20), "decay", "+Inf is not a decay; it takes a number above 0, 1 for none"},
		{descentOf(3, 2, 0.1, 1, -1), "steps", "-1 is out of range; it takes from 0 to 1000000"},
		{descentOf(3, 2, 0.1, 1, 1_000_001), "steps", "1000001 is out of range; it takes from 0 to 1000000"},
		{changed(func(c *Config) { c.Momentum = -0.1 }), "momentum", "-0.1 is out of range; it takes a number from 0 to below 1"},
		{changed(func(c *Config) { c.Momentum = 1 }), "momentum", "1 is out of range; it takes a number from 0 to below 1"},
		{changed(func(c *Config) { c.Condition = 0.5 }), "condition", "0.5 is not a condition number; it takes a number from 1"},
		{changed(func(c *Config) { c.Condition = inf }), "condition", "+Inf is not a condition number; it takes a number from 1"},
		{changed(func(c *Config) { c.Surface = "flat" }), "surface", `"flat" is unknown; it takes assignment, bowl, rosenbrock, himmelblau, beale, rastrigin, ackley, saddle, styblinski-tang`},
		{changed(func(c *Config) { c.Function = "x +" }), "function", "at character 4: something is missing at the end"},
		{changed(func(c *Config) { c.Method = "down" }), "method", `"down" is unknown; it takes gd, momentum, nesterov, adagrad, rmsprop, adam, line-search, newton, bfgs`},
		{changed(func(c *Config) { c.Schedule = "linear" }), "schedule", `"linear" is unknown; it takes exponential, constant, stairs, 1/t, cosine, warm-up`},
		{changed(func(c *Config) { c.Race = "some" }), "race", `"some" is unknown; it takes off, momenta, adaptive, curvature, all`},
	} {
		_, err := New(c.config)
		wantRefusal(t, err, c.field, c.reason)
	}
	for _, c := range []Config{
		descentOf(3, 2, 0.1, 1, 1_000_000), descentOf(3, 2, 0.1, 1, 0),
		changed(func(c *Config) { c.Momentum, c.Condition = 0, 1 }),
	} {
		if _, err := New(c); err != nil {
			t.Error(err)
		}
	}
}

// changed returns the default config with a change.
func changed(change func(*Config)) Config {
	c := Default()
	change(&c)
	return c
}

// A refused formula says where it is wrong, to whoever asks.
func TestNew_syntax(t *testing.T) {
	_, err := New(changed(func(c *Config) { c.Function = "x + z" }))
	if wrong, ok := errors.AsType[*surface.SyntaxError](err); !ok || wrong.At != 4 {
		t.Errorf("%v wraps %v, want the place 4", err, wrong)
	}
}

// Maps that cannot work are refused, as descents are, and do not panic.
func TestMap_refusals(t *testing.T) {
	view := surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}
	both := func(c Config, w, h int, field, reason string) {
		t.Helper()
		_, err := NewBasins(c.Basins(view, w, h))
		wantRefusal(t, err, field, reason)
		_, err = NewTuning(c.Tuning("step", "decay", w, h))
		wantRefusal(t, err, field, reason)
	}
	const size = " pixels are no picture; it takes from 1 x 1 to 16777216 in all"
	both(Default(), 0, 5, "size", "0 x 5"+size)
	both(Default(), 5, 0, "size", "5 x 0"+size)
	both(Default(), -1, -1, "size", "-1 x -1"+size)
	both(Default(), 4097, 4096, "size", "4097 x 4096"+size)
	both(Default(), math.MaxInt, math.MaxInt, "size", "9223372036854775807 x 9223372036854775807"+size)
	both(changed(func(c *Config) { c.Surface = "bowl"; c.Condition = 0 }), 3, 3, "condition", "0 is not a condition number; it takes a number from 1")
	both(changed(func(c *Config) { c.Steps = -1 }), 3, 3, "steps", "-1 is out of range; it takes from 0 to 1000000")
	both(changed(func(c *Config) { c.Momentum = 1 }), 3, 3, "momentum", "1 is out of range; it takes a number from 0 to below 1")
	both(changed(func(c *Config) { c.Method = "" }), 3, 3, "method", `"" is unknown; it takes gd, momentum, nesterov, adagrad, rmsprop, adam, line-search, newton, bfgs`)
	both(changed(func(c *Config) { c.Schedule = "" }), 3, 3, "schedule", `"" is unknown; it takes exponential, constant, stairs, 1/t, cosine, warm-up`)

	_, err := NewBasins(changed(func(c *Config) { c.Step = 0 }).Basins(view, 3, 3))
	wantRefusal(t, err, "step", "0 is not a step size; it takes a number above 0")
	_, err = NewTuning(changed(func(c *Config) { c.X = math.NaN() }).Tuning("step", "decay", 3, 3))
	wantRefusal(t, err, "x", "NaN is not a place to start; it takes a finite number")

	// Where one of them starts by itself does not matter to the other.
	if _, err := NewBasins(changed(func(c *Config) { c.X = math.NaN() }).Basins(view, 1, 1)); err != nil {
		t.Error(err)
	}
	if _, err := NewTuning(changed(func(c *Config) { c.Step = 0 }).Tuning("step", "decay", 1, 1)); err != nil {
		t.Error(err)
	}
}
