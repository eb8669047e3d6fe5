package training

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/setting"
	"nntui/nn"
)

// What Changes takes, as it is written in the end: in the order of the run, one
// entry a place, and without what changes nothing.
func TestChanges(t *testing.T) {
	base := with(Default(), func(c *Config) { c.Epochs, c.Optimizer, c.RateSchedule = 50, nn.Optimizers[5], "linear" })
	for text, want := range map[string]string{
		"":                             "",
		" ; ;":                         "",
		"41.12 lr=0.003; 60 l2=0.1":    "at 60: the run has ended by then; it takes 50 epochs",
		"41.12 lr=0.003;50 l2=0.1":     "at 50: the run has ended by then; it takes 50 epochs",
		"49.88 l2=3e-3":                "49.88 l2=0.003",
		"50 epochs=51;50.88 lr=1":      "50 epochs=51; 50.88 lr=1",
		"50.1 epochs=51":               "at 50.1: the run has ended by then; it takes 50 epochs",
		"41.12 epochs=41":              "at 41.12: the run has ended by then; it takes 41 epochs",
		"41.12 epochs=42":              "41.12 epochs=42",
		"30 epochs=35; 36 lr=1":        "at 36: the run has ended by then; it takes 35 epochs",
		"9 lr=2; 3.1  l2=1  epochs=10": "3.1 epochs=10 l2=1; 9 lr=2",
		"3.1 l2=1; 3.01 lr=2":          "3.1 lr=2 l2=1",
		"3 lr=2; 3 lr=3":               "3 lr=3",
		"3 lr=2; 3 lr=0.001":           "",
		"3 lr=2; 4 lr=2; 5 lr=3":       "3 lr=2; 5 lr=3",
		"3 schedule=step momentum=0.5 decay=0.5 epsilon=1": "3 schedule=step momentum=0.5 decay=0.5 epsilon=1",
		"0 lr=2":          "at 0: nothing has been trained yet; a setting's own flag sets what holds from the beginning",
		"0.0 lr=2":        "at 0: nothing has been trained yet; a setting's own flag sets what holds from the beginning",
		"0.1 lr=2":        "0.1 lr=2",
		"3.89 lr=2":       "at 3.89: an epoch has 89 batches",
		"3 lr=0":          "at 3: lr: 0 is not a learning rate; it takes a number above 0",
		"3 lr=fast":       `at 3: lr: "fast" does not fit; it takes a number`,
		"3 lr":            `at 3: lr: "" does not fit; it takes a number`,
		"3 decay=2":       "at 3: optimizer: adam: decay 2: want from 0 to below 1",
		"3 seed=2":        "at 3: seed cannot change under way; it takes epochs, lr, schedule, momentum, decay, epsilon or l2",
		"3":               "such as",
		"lr=2":            "such as",
		"3.x lr=2":        "such as",
		"x.3 lr=2":        "such as",
		"-1 lr=2":         "such as",
		"1.-1 lr=2":       "such as",
		"1.2.3 lr=2":      "such as",
		"3. lr=2":         "such as",
		"9999999999 lr=2": "such as",
	} {
		run, err := New(with(base, func(c *Config) { c.Changes = text }))
		var refused *model.ConfigError
		switch {
		case err == nil && run.Snapshot().Config.Changes != want:
			t.Errorf("%q becomes %q, want %q", text, run.Snapshot().Config.Changes, want)
		case err != nil && (!errors.As(err, &refused) || refused.Field != "changes" || refused.Reason != want && (want != "such as" || !strings.Contains(refused.Reason, want))):
			t.Errorf("%q is refused: %v, want %q", text, err, want)
		}
	}
	plain := with(Default(), func(c *Config) { c.Changes = "3 momentum=0.5" })
	if _, err := New(plain); err == nil || !strings.Contains(err.Error(), "changes: at 3: momentum: the optimizer sgd has none") {
		t.Errorf("the momentum of sgd: %v", err)
	}
}

// A setting can change under way where it is none of those that a run keeps.
func TestLive(t *testing.T) {
	c := with(Default(), func(c *Config) { c.Optimizer, c.Validation = nn.Optimizers[5], 0.2 })
	for _, s := range c.Settings() {
		if s.Turn == nil || s.Name == "preset" {
			continue
		}
		other := c
		for _, o := range other.Settings() {
			if o.Name == s.Name {
				o.Turn(1, true)
			}
		}
		if got := other.fixed() == c.fixed(); other == c || got != slices.Contains(live, s.Name) {
			t.Errorf("%s can change: %t", s.Name, got)
		}
	}
	for _, name := range live {
		if _, ok := setting.Find(c.Settings(), name); !ok {
			t.Errorf("there is no %s", name)
		}
	}
}

// The settings in effect at each place.
func TestConfig_At(t *testing.T) {
	c := with(Default(), func(c *Config) { c.Changes = "2.5 lr=1; 3 l2=2" })
	for _, test := range []struct {
		at     Place
		lr, l2 float64
	}{{Place{}, 0.001, 0}, {Place{2, 4}, 0.001, 0}, {Place{2, 5}, 1, 0}, {Place{2, 88}, 1, 0}, {Place{3, 0}, 1, 2}, {Place{9, 1}, 1, 2}} {
		if got := c.At(test.at); got.LearningRate != test.lr || got.L2 != test.l2 || got.Changes != "" {
			t.Errorf("at %v: %+v", test.at, got)
		}
	}
	if wrong := with(c, func(c *Config) { c.Changes = "x" }); wrong.At(Place{}) != wrong {
		t.Error("what cannot be is taken for something else")
	}
}

// Each change is in one epoch.
func TestConfig_ChangesIn(t *testing.T) {
	c := Config{Changes: "0.5 lr=1; 2 l2=2 lr=3; 2.88 lr=2; 10 epochs=12"}
	for epoch, want := range []string{"", "0.5 lr=1", "", "2 l2=2 lr=3; 2.88 lr=2", "", 11: "10 epochs=12"} {
		if got := c.ChangesIn(epoch); got != want {
			t.Errorf("in epoch %d: %q, want %q", epoch, got, want)
		}
	}
	if got := (Config{}).ChangesIn(1); got != "" {
		t.Errorf("of a run that does not change: %q", got)
	}
}

// What leads to other settings at a place, or that nothing does.
func TestConfig_Turn(t *testing.T) {
	set := func(lr, l2 float64, epochs int) func(*Config) {
		return func(c *Config) { c.LearningRate, c.L2, c.Epochs = lr, l2, epochs }
	}
	for _, test := range []struct {
		schedule, changes string
		at                Place
		to                func(*Config)
		lr                float64 // of the beginning
		epochs            int
		want              string
		ok                bool
	}{
		{"constant", "", Place{3, 2}, set(0.01, 0, 10), 0.001, 10, "3.2 lr=0.01", true},
		{"constant", "", Place{}, set(0.01, 0, 12), 0.01, 12, "", true},
		{"constant", "", Place{3, 2}, set(0.01, 0.5, 12), 0.001, 12, "3.2 lr=0.01 l2=0.5", true},
		{"constant", "", Place{10, 0}, set(0.001, 0, 12), 0.001, 12, "", true},
		{"constant", "", Place{10, 0}, set(0.01, 0, 12), 0.001, 12, "10 lr=0.01", true},
		{"constant", "", Place{10, 0}, set(0.01, 0, 10), 0.001, 10, "", false}, // it has ended
		{"constant", "", Place{3, 2}, set(0.001, 0, 4), 0.001, 4, "", true},
		{"constant", "", Place{3, 2}, set(0.001, 0, 3), 0.001, 10, "", false},
		{"linear", "", Place{10, 0}, set(0.001, 0, 12), 0.001, 10, "10 epochs=12", true},
		{"linear", "", Place{0, 2}, set(0.001, 0, 12), 0.001, 12, "", true}, // epoch 0 has the same rate
		{"linear", "", Place{2, 0}, set(0.001, 0, 12), 0.001, 10, "2 epochs=12", true},
		{"linear", "2 epochs=12", Place{3, 0}, set(0.001, 0, 10), 0.001, 10, "2 epochs=12; 3 epochs=10", true},
		{"linear", "2 epochs=12", Place{2, 0}, set(0.001, 0, 10), 0.001, 10, "", true},
		{"constant", "3 lr=0.01; 5 l2=1", Place{3, 2}, set(0.02, 0, 10), 0.001, 10, "3 lr=0.01; 3.2 lr=0.02", true}, // and no later change
		{"constant", "3 lr=0.01", Place{3, 0}, set(0.001, 0, 10), 0.001, 10, "", true},
		{"constant", "3 lr=0.01", Place{3, 1}, set(0.001, 0, 10), 0.001, 10, "3 lr=0.01; 3.1 lr=0.001", true},
		{"constant", "3 lr=0.01", Place{3, 1}, func(c *Config) { c.LearningRate, c.Seed = 0.01, 7 }, 0.001, 10, "3 lr=0.01", false},
		{"constant", "x", Place{3, 1}, set(0.01, 0, 10), 0.001, 10, "x", false},
	} {
		from := with(Default(), func(c *Config) { c.RateSchedule, c.Changes = test.schedule, test.changes })
		to := with(from, func(c *Config) { c.Changes = "" })
		test.to(&to)
		c, ok := from.Turn(test.at, to)
		if ok != test.ok || ok && (c.Changes != test.want || c.LearningRate != test.lr || c.Epochs != test.epochs || c.At(test.at) != to) {
			t.Errorf("%+v: %+v, %t", test, c, ok)
		}
	}
}

// Two configs agree up to a place where all that the steps before it take is
// alike.
func TestConfig_agrees(t *testing.T) {
	c := Default()
	for _, test := range []struct {
		a, b string // changes
		at   Place
		want bool
	}{
		{"", "", Place{10, 0}, true}, {"", "", Place{10, 1}, false}, // it has ended by then
		{"3.2 lr=1", "", Place{3, 2}, true}, {"3.2 lr=1", "", Place{3, 3}, false}, {"", "3.2 lr=1", Place{4, 0}, false},
		{"3.2 l2=1", "3.2 l2=2", Place{3, 2}, true}, {"3.2 l2=1", "3.2 l2=2", Place{3, 3}, false},
		{"3.2 l2=1; 4 l2=2", "3.2 l2=1", Place{4, 0}, true}, {"3.2 l2=1; 3.3 l2=0", "", Place{9, 0}, false},
		{"3 schedule=linear", "", Place{3, 0}, true}, {"3 schedule=linear", "", Place{3, 1}, false},
		{"x", "", Place{}, false}, {"", "x", Place{}, false},
	} {
		a, b := with(c, func(c *Config) { c.Changes = test.a }), with(c, func(c *Config) { c.Changes = test.b })
		if a.agrees(b, test.at) != test.want {
			t.Errorf("%+v: %t", test, !test.want)
		}
	}
	if other := with(c, func(c *Config) { c.Seed++ }); c.agrees(other, Place{}) {
		t.Error("another seed is the same")
	}
	adam := with(c, func(c *Config) { c.Optimizer = nn.Optimizers[5] })
	if other := with(adam, func(c *Config) { c.Optimizer.Epsilon = 1 }); adam.agrees(other, Place{0, 1}) || !adam.agrees(other, Place{}) {
		t.Error("another epsilon is the same, or none")
	}
}

// drawConfig draws a small run.
func drawConfig(r *rapid.T) Config {
	c := short()
	c.Seed = rapid.Uint64Range(0, 9).Draw(r, "seed")
	c.Optimizer = rapid.SampledFrom(nn.Optimizers).Draw(r, "optimizer")
	c.RateSchedule = rapid.SampledFrom(setting.Names(Schedules, model.Schedule.String)).Draw(r, "schedule")
	c.Epochs = rapid.IntRange(1, 5).Draw(r, "epochs")
	c.L2 = rapid.SampledFrom([]float64{0, 0.5}).Draw(r, "L2")
	if rapid.Bool().Draw(r, "holds out") {
		c.Validation, c.BatchSize = 0.2, 150
		c.Patience = rapid.IntRange(0, 3).Draw(r, "patience")
	}
	return c
}

// drawTurn turns a few of the knobs that act on a running net.
func drawTurn(r *rapid.T, c Config) Config {
	for range rapid.IntRange(1, 3).Draw(r, "knobs") {
		s, _ := setting.Find(c.Settings(), rapid.SampledFrom(live).Draw(r, "knob"))
		s.Turn(rapid.SampledFrom([]int{-1, 1}).Draw(r, "by"), rapid.Bool().Draw(r, "far") && s.Name != "epochs")
	}
	return c
}

// A run whose knobs are turned under way, that is saved and opened again now
// and then, has the very numbers of one uninterrupted run of the config that it
// comes to, whenever one looks.
func TestChanges_replay(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		run := begin(r, drawConfig(r), 0)
		seen := []Snapshot{}
		for range rapid.IntRange(1, 12).Draw(r, "pieces") {
			switch rapid.SampledFrom([]string{"advance", "advance", "turn", "turn", "save"}).Draw(r, "what") {
			case "advance":
				run.Advance(rapid.IntRange(1, 6).Draw(r, "steps"), 0)
				seen = append(seen, run.Snapshot())
			case "turn":
				to := drawTurn(r, *run.now())
				if c, ok := run.at.Config.Turn(run.place(), to); ok && run.Retune(c) != (run.at.Diverged == "" && !run.at.stopped()) {
					r.Fatalf("%+v is refused at %v", c, run.place())
				} else if ok && run.at.Config == c && *run.now() != to {
					r.Fatalf("at %v the settings are %+v, want %+v", run.place(), *run.now(), to)
				}
			case "save":
				restored, err := Restore(run.Save())
				if err != nil {
					r.Fatal(err)
				}
				run = restored
			}
		}
		run.Advance(math.MaxInt, 0)
		c := run.Snapshot().Config
		again := begin(r, c, 0)
		for _, s := range seen {
			done := len(again.at.Epochs)*again.Batches() + again.at.Batch
			again.Advance(len(s.Epochs)*s.Batches+s.Batch-done, 0)
			if got := again.Snapshot(); !reflect.DeepEqual(got.Epochs, s.Epochs) || got.Batch != s.Batch || got.Loss != s.Loss && got.State != model.Diverged {
				r.Fatalf("%+v: a look at epoch %d, batch %d: %+v, want %+v", c, len(s.Epochs), s.Batch, got, s)
			}
		}
		again.Advance(math.MaxInt, 0)
		same(r, again.Snapshot(), run.Snapshot(), notSaved)
		if got, want := decided(again), decided(run); !reflect.DeepEqual(got, want) && got.Diverged == "" {
			r.Fatalf("%+v ends with\n%+v, want\n%+v", c, got, want)
		}
		if other := begin(r, c, 0); other.at.Config != c {
			r.Fatalf("%q becomes %q", c.Changes, other.at.Config.Changes)
		}
	})
}

// Remedies begin from the settings in effect, and change nothing under way.
func TestBasis(t *testing.T) {
	s := Snapshot{Config: with(Default(), func(c *Config) { c.Changes = "2 lr=0.01; 5 l2=1" }), Epochs: make([]Epoch, 3)}
	if got := basis(s); got != with(Default(), func(c *Config) { c.LearningRate = 0.01 }) {
		t.Errorf("%+v", got)
	}
}
