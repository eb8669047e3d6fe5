package training

import (
	"strings"
	"testing"

	"nntui/model/setting"
	"nntui/nn"
)

// A preset with one change is shared as that.
func TestNearestPreset(t *testing.T) {
	c := Presets[8].Config
	c.LearningRate, c.Optimizer = 0.003, nn.Optimizers[5]
	c.Optimizer.Decay = 0.99
	fresh := Default()
	got := strings.Join(setting.Arguments(c.Settings(), fresh.Settings()), " ")
	if want := "--preset 1.6h-deep --lr 0.003 --optimizer adam --decay 0.99"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if fresh != c {
		t.Errorf("that gives %+v, want %+v", fresh, c)
	}
}

// Each preset is shared by its name alone.
func TestPresetsByName(t *testing.T) {
	for _, p := range Presets[1:] {
		fresh := Default()
		got := strings.Join(setting.Arguments(p.Config.Settings(), fresh.Settings()), " ")
		if want := "--preset " + p.Name; got != want || fresh != p.Config {
			t.Errorf("got %s, which gives %+v, want %s", got, fresh, want)
		}
	}
}

func TestKnobs(t *testing.T) {
	c := Default()
	labels := strings.Join(setting.Names(setting.Knobs(c.Settings()), func(s setting.Setting) string { return s.Label }), ", ")
	want := "preset, net, epochs, learning rate, schedule, batch size, optimizer, momentum, decay, epsilon, L2, " +
		"initialiser, seed, split, split seed, validation, patience"
	if labels != want {
		t.Errorf("the knobs are %s, want %s", labels, want)
	}
	show := func(name string) string {
		s, _ := setting.Find(c.Settings(), name)
		return s.Show()
	}
	turn := func(name string, by int) {
		s, _ := setting.Find(c.Settings(), name)
		s.Turn(by, false)
	}
	shows := func(name, want string) {
		t.Helper()
		if got := show(name); got != want {
			t.Errorf("%s shows %s, want %s", name, got, want)
		}
	}

	shows("preset", "1.6b-epochs-10")
	turn("preset", 1)
	if c != Presets[1].Config {
		t.Errorf("the next preset gives %+v", c)
	}
	turn("epochs", 1)
	shows("preset", "custom")

	shows("layers", "two layers")
	turn("layers", 1)
	shows("layers", "four layers")
	c.Layers = "linear:3,relu,linear:1,sigmoid"
	shows("layers", "64-3-1")
	c.Layers = "linear:100,relu,linear:1,sigmoid"
	shows("layers", "64-100-1")
	c.Layers = "linear:1000,relu,linear:1,sigmoid"
	shows("layers", "64-1000-1")
	c.Layers = "linear:10,relu,linear:10,relu,linear:1,sigmoid"
	shows("layers", "64-10-10-1")
	c.Layers = "linear:100,relu,linear:10,relu,linear:1,sigmoid"
	shows("layers", "64-100-10-1")
	c.Layers = "linear:100,relu,linear:100,relu,linear:1,sigmoid"
	shows("layers", "3 layers")

	shows("momentum", "-")
	turn("optimizer", 1)
	shows("optimizer", "momentum")
	turn("momentum", 1)
	shows("momentum", "0.95")
	shows("decay", "-")
	shows("epsilon", "-")

	// Stopping early takes digits that are held out.
	shows("patience", "off")
	turn("patience", 1)
	shows("validation", "0.2")
	for range 4 {
		turn("validation", -1)
	}
	shows("validation", "off")
	shows("patience", "off")
	turn("validation", 1)
	turn("patience", 1)
	shows("validation", "0.05")
}

// The ends of each knob, and a step and a big one up from the low end.
func TestKnobs_ranges(t *testing.T) {
	for name, want := range map[string]string{
		"epochs":     "1 1000 2 11",
		"lr":         "1e-06 10 1.5e-06 1e-05",
		"batch":      "1 500 2 11",
		"momentum":   "0 0.99 0.3 0.7",
		"decay":      "0 0.9999 0.5 0.9",
		"epsilon":    "1e-12 0.1 1e-10 1e-06",
		"l2":         "0 1 1e-05 1e-05",
		"split":      "0.05 0.95 0.1 0.25",
		"validation": "off 0.5 0.05 0.2",
		"patience":   "off 100 1 10",
	} {
		c := Default()
		c.Optimizer = nn.Optimizers[5]
		s, _ := setting.Find(c.Settings(), name)
		far := func(by int) string {
			for range 200 {
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
