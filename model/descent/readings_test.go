package descent

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Any descent has the readings that were announced, each with something to
// read, and a number where the text is one.
func TestReadings_any(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Default()
		c.Surface = rapid.SampledFrom([]string{"assignment", "bowl", "saddle", "ackley"}).Draw(t, "surface")
		c.Method = rapid.SampledFrom(Methods).Draw(t, "method").Name
		c.Step = rapid.Float64Range(1e-6, 1e6).Draw(t, "step")
		c.X = rapid.Float64Range(-5, 5).Draw(t, "x")
		d, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		d.Advance(rapid.IntRange(0, 30).Draw(t, "steps"), 0)
		names := c.ReadingNames()
		readings := d.Snapshot().Readings()
		if len(readings) != len(names) {
			t.Fatalf("%d readings for %d names", len(readings), len(names))
		}
		for i, r := range readings {
			isNumber := r.Text == "infinite" || strings.ContainsAny(r.Text[:1], "-0123456789")
			switch {
			case r.Name != names[i] || slices.Index(names, r.Name) != i:
				t.Errorf("reading %d is %q, want %q, once", i, r.Name, names[i])
			case strings.TrimSpace(r.Text) == "" || len(r.Text) > 80:
				t.Errorf("%s reads %q", r.Name, r.Text)
			case r.Name != "reason" && isNumber == math.IsNaN(r.Value):
				t.Errorf("%s reads %q, with the value %v", r.Name, r.Text, r.Value)
			}
		}
	})
}

func TestReadings(t *testing.T) {
	for _, c := range []struct {
		change func(*Config)
		want   string
	}{
		{func(c *Config) {}, "start_f=24.0889 f=1.2469 x=0.5697 y=-0.2403 steps=20 best_f=1.2469 best_step=20 " +
			"minimum=local minimum minimum_f=1.2427 distance=0.072 global_f=-2.2807 global_distance=1.8 rate=0.1 " +
			"curvature=4.587 stable_rate=0.436 global_stable_rate=0.181 state=finished reason=it did not diverge"},
		{func(c *Config) { c.Step, c.Steps = 0.315, 6 }, "f=-2.1636 best_f=-2.2166 best_step=5 minimum=global minimum distance=0.17 " +
			"curvature=11.04 stable_rate=0.181"},
		{func(c *Config) { c.Step, c.Decay, c.Steps = 0.2, 0.95, 3 }, "rate=0.18 steps=3"},
		{func(c *Config) { c.Step, c.Decay, c.Steps = 0.2, 0.95, 1 }, "rate=0.2"},
		{func(c *Config) { c.Step, c.Decay, c.Steps = 0.2, 0.95, 0 }, "rate=0.2"},
		{func(c *Config) { c.Step, c.Steps = 2, 2000 }, "state=diverged"},
		{func(c *Config) { c.Surface = "saddle" }, "minimum=none distance=none curvature=none global_f=none reason=it did not diverge"},
		{func(c *Config) { c.Method = "newton" }, "rate=none"},
		{func(c *Config) { c.Surface, c.X, c.Y = "bowl", 0, 0 }, "f=0.0000 distance=0 curvature=10 stable_rate=0.2 best_step=0"},
		{func(c *Config) { c.Surface, c.X, c.Y, c.Steps = "himmelblau", -3, -3, 0 }, "x=-3.0000 global_distance=0.83 steps=0 state=finished"},
	} {
		config := changed(c.change)
		read := map[string]string{}
		for _, r := range descend(t, config).Readings() {
			read[r.Name] = r.Text
		}
		for _, field := range strings.Split(c.want, " ") {
			name, want, ok := strings.Cut(field, "=")
			if got := read[name]; ok && got != want && !strings.HasPrefix(got, want+" ") {
				t.Errorf("%+v: %s reads %q, want %q", config, name, got, want)
			}
		}
	}
}

// What a lesson can ask for is known before there is anything to read.
func TestReadingNames(t *testing.T) {
	want := "start_f f x y steps best_f best_step minimum minimum_f distance global_f global_distance rate curvature " +
		"stable_rate global_stable_rate end period chaos state reason"
	if got := strings.Join(Default().ReadingNames(), " "); got != want {
		t.Errorf("got %s", got)
	}
}
