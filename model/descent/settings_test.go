package descent

import (
	"strings"
	"testing"

	"nntui/model/setting"
)

func TestSurfaceBringsItsStart(t *testing.T) {
	c := Default()
	if err := setting.Apply(c.Settings(), map[string]string{"y": "1", "surface": "rosenbrock"}); err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Use("rosenbrock")
	if want.Y = 1; c != want {
		t.Errorf("got %+v, want %+v", c, want)
	}
}

// A formula is the title of a map as well: it has one line.
func TestDescentSettings_formula(t *testing.T) {
	c := Default()
	for _, s := range c.Settings() {
		if s.Name != "function" {
			continue
		}
		if err := s.Set(" x^2\n\t+ y "); err != nil || c.Function != "x^2 + y" {
			t.Errorf("%q, %v", c.Function, err)
		}
	}
}

// A function whose domain does not have the start brings one; it is the same again
// from the command line.
func TestDescentSettings_domain(t *testing.T) {
	for formula, want := range map[string][2]float64{
		"x^2": {3, 2}, "x^2, x from 2 to 3": {3, 2}, "x^2, x from 0 to 2": {1.5, 1.3}, "x^2, y from 3 to 4": {3.75, 3.65},
		"x^2, x from 0 to 5, y from -1 to 1": {3.75, 0.3}, "x^2, x from 5 to 0": {3, 2}, "": {3, 2},
	} {
		c, again := Default(), Default()
		function, _ := setting.Find(c.Settings(), "function")
		if err := function.Set(formula); err != nil || c.X != want[0] || c.Y != want[1] {
			t.Errorf("%s starts at (%v, %v), want %v; %v", formula, c.X, c.Y, want, err)
		}
		fresh := Default()
		values, err := setting.Parse(c.Settings(), setting.Arguments(c.Settings(), fresh.Settings()))
		if err == nil {
			err = setting.Apply(again.Settings(), values)
		}
		if again != c || err != nil {
			t.Errorf("%s is %+v from %v, was %+v; %v", formula, again, values, c, err)
		}
	}
}

// knobs returns what a table on a screen shows, by label.
func knobs(c *Config) (labels []string, shown map[string]string) {
	shown = map[string]string{}
	for _, s := range setting.Knobs(c.Settings()) {
		labels = append(labels, s.Label)
		shown[s.Label] = s.Show()
	}
	return labels, shown
}

// turn turns the knob of that name.
func turn(t *testing.T, c *Config, name string, by int) {
	t.Helper()
	s, ok := setting.Find(c.Settings(), name)
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	s.Turn(by, false)
}

func TestKnobs(t *testing.T) {
	c := Default()
	labels, shown := knobs(&c)
	want := "step size, decay, steps, start x, start y, method, schedule, momentum, surface, condition, race, noise σ, noise seed"
	if got := strings.Join(labels, ", "); got != want {
		t.Errorf("the knobs are %s, want %s", got, want)
	}
	if shown["momentum"] != "-" || shown["condition"] != "-" || shown["surface"] != "assignment" {
		t.Errorf("got %v", shown)
	}
	c.Method = "nesterov"
	if _, shown := knobs(&c); shown["momentum"] != "0.9" {
		t.Errorf("nesterov's momentum is %s", shown["momentum"])
	}
	c.Method, c.Race = "adagrad", "momenta"
	if _, shown := knobs(&c); shown["momentum"] != "0.9" {
		t.Errorf("the momentum of a race is %s", shown["momentum"])
	}
	c.Race = "off"
	if _, shown := knobs(&c); shown["momentum"] != "-" {
		t.Errorf("adagrad's momentum is %s", shown["momentum"])
	}
	c.Function = "k*x"
	if _, shown := knobs(&c); shown["surface"] != "custom" || shown["condition"] != "10" {
		t.Errorf("of a typed formula with k: %v", shown)
	}
	if turn(t, &c, "surface", 1); c.Surface != "assignment" || c.Function != "" {
		t.Errorf("past a typed formula comes %+v", c)
	}
	turn(t, &c, "surface", 1)
	if _, shown := knobs(&c); c.Surface != "bowl" || c.X != -4 || shown["condition"] != "10" {
		t.Errorf("the next surface is %+v, %v", c, shown)
	}
	c.Use("styblinski-tang")
	if _, shown := knobs(&c); shown["surface"] != "styblinski…" || shown["condition"] != "-" {
		t.Errorf("got %v", shown)
	}
}

// The ends of each knob, and a step and a big one up from the low end.
func TestKnobs_ranges(t *testing.T) {
	for name, want := range map[string]string{
		"step":      "0.001 2 0.005 0.05",
		"decay":     "0.5 1.05 0.505 0.55",
		"steps":     "0 1000 1 10",
		"x":         "-5 5 -4.9 -4",
		"y":         "-5 5 -4.9 -4",
		"momentum":  "0 0.99 0.01 0.1",
		"condition": "1 1000 1.5 10",
	} {
		c := changed(func(c *Config) { c.Method, c.Surface = "momentum", "bowl" })
		s, _ := setting.Find(c.Settings(), name)
		far := func(by int) string {
			for range 1000 {
				s.Turn(by, true)
			}
			return s.Show()
		}
		high, low := far(1), far(-1)
		s.Turn(1, false)
		got := low + " " + high + " " + s.Show()
		far(-1)
		s.Turn(1, true)
		if got += " " + s.Show(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// A knob that does nothing says why.
func TestUnused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(c *Config)
		want   string
	}{
		"momentum":   {func(c *Config) { c.Method = "adagrad" }, "adagrad has no momentum"},
		"condition":  {func(c *Config) { c.Function = "x^2" }, "only the bowl and functions of k depend on it"},
		"noise":      {func(c *Config) { c.Method = "newton" }, "newton goes without noise"},
		"noise-seed": {func(c *Config) {}, "there is no noise"},
		"step":       {func(c *Config) {}, ""},
	} {
		config := Default()
		c.change(&config)
		s, _ := setting.Find(config.Settings(), name)
		if got := s.Unused(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		config.Method, config.Noise, config.Function = "momentum", 1, "Kx^2"
		if got := s.Unused(); got != "" {
			t.Errorf("%s is used, and says %q", name, got)
		}
	}
}
