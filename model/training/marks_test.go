package training

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"nntui/nn"
)

func TestMarks(t *testing.T) {
	c := brief(nn.Optimizers[1])
	run := begin(t, c, 0)
	turn := func(change func(*Config)) {
		t.Helper()
		if change(&c); !run.Retune(c) {
			t.Fatal("refused")
		}
	}
	turn(func(c *Config) { c.LearningRate = 0.002 }) // before the first step: no mark
	run.Advance(3, 0)
	turn(func(c *Config) { c.LearningRate = 0.003 })
	early := run.Snapshot().Marks
	turn(func(c *Config) { c.LearningRate = 0.004; c.RateSchedule = "step" }) // the same place: one mark
	run.Advance(10, 0)
	turn(func(c *Config) { c.L2 = 0.5; c.Epochs = 50 })
	turn(func(c *Config) { c.L2 = 0.01 }) // and back: no mark
	run.Advance(1, 0)
	turn(func(c *Config) { c.Optimizer.Momentum = 0.5 })
	want := []Mark{{0, 3, "lr 0.004, step"}, {run.Snapshot().Marks[1].Epoch, run.Snapshot().Marks[1].Batch, "mom 0.5"}}
	if got := run.Snapshot().Marks; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if !reflect.DeepEqual(early, []Mark{{0, 3, "lr 0.003"}}) {
		t.Errorf("an earlier snapshot has become %v", early)
	}
}

// TestMarks_place has changes at the same batch of other epochs, and at other
// batches of the same epoch.
func TestMarks_place(t *testing.T) {
	c := short() // of two batches an epoch
	run := begin(t, c, 1)
	for i := range 4 {
		c.LearningRate = float64(i+1) / 100
		retune(t, run, c)
		run.Advance(1+i%2, 0)
	}
	want := []Mark{{0, 1, "lr 0.01"}, {1, 0, "lr 0.02"}, {2, 0, "lr 0.03"}, {2, 1, "lr 0.04"}}
	if got := run.Snapshot().Marks; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDifferences(t *testing.T) {
	held := with(Default(), func(c *Config) { c.Validation, c.Patience = 0.2, 5 })
	momentum := with(Default(), func(c *Config) { c.Optimizer = nn.Optimizers[5] })
	for _, c := range []struct {
		a      Config
		change func(*Config)
		want   string
	}{
		{Default(), func(*Config) {}, ""},
		{Default(), func(c *Config) { c.LearningRate = 0.01 }, "lr 0.01"},
		{Default(), func(c *Config) { c.Layers = "linear:64,linear:1,sigmoid" }, "64-64-1"},
		{Default(), func(c *Config) { c.Layers = "linear:32,tanh,linear:1,sigmoid" }, "tanh-sigmoid"},
		{Default(), func(c *Config) { c.Layers = "relu,linear:32,linear:1,sigmoid" }, "relu-sigmoid"},
		{Default(), func(c *Config) { c.Optimizer, c.Seed = nn.Optimizers[5], 7 }, "adam, seed 7"},
		{Default(), func(c *Config) { c.RateSchedule, c.BatchSize = "cosine", 1 }, "batch 1, cosine"},
		{Default(), func(c *Config) { c.Init, c.L2, c.SkipDraws = "he", 0.5, 9 }, "he, L2 0.5, skip 9"},
		{Default(), func(c *Config) { c.Split, c.SplitSeed, c.Epochs = 0.25, 3, 99 }, "split 0.25, split seed 3, 99 epochs"},
		{Default(), func(c *Config) { c.Validation = 0.1 }, "valid 0.1"},
		{Default(), func(c *Config) { c.Validation, c.Patience = 0.1, 4 }, "valid 0.1, patience 4"},
		{held, func(c *Config) { c.Validation, c.Patience = 0, 0 }, "no validation"},
		{held, func(c *Config) { c.Patience = 0 }, "no early stop"},
		{held, func(c *Config) { c.Validation = 0.3 }, "valid 0.3"},
		{momentum, func(c *Config) { c.Optimizer.Momentum, c.Optimizer.Decay, c.Optimizer.Epsilon = 0.5, 0.75, 1e-6 }, "mom 0.5, decay 0.75, eps 1e-06"},
		{momentum, func(c *Config) { c.Optimizer = nn.Optimizers[4]; c.Optimizer.Decay = 0.5 }, "rmsprop, decay 0.5"},
		{momentum, func(c *Config) { c.Optimizer = nn.Optimizers[4] }, "rmsprop"},
	} {
		if got := strings.Join(Differences(c.a, with(c.a, c.change)), ", "); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// Whatever one turns, it is told, and no two runs alike.
func TestDifferences_all(t *testing.T) {
	adam := with(Default(), func(c *Config) { c.Validation, c.Optimizer = 0.2, nn.Optimizers[5] })
	runs := []Config{Default(), adam, with(adam, func(c *Config) { c.Patience = 5 })}
	for _, from := range slices.Clone(runs) {
		for i := range from.Settings() {
			for _, by := range []int{-2, -1, 1, 2} {
				c := from
				switch s := c.Settings()[i]; {
				case s.Name == "skip-draws":
					c.SkipDraws = 5 + by
				case s.Name != "preset":
					s.Turn(by, false)
				}
				runs = append(runs, c)
			}
		}
	}
	for _, from := range runs[:3] {
		told := map[string]Config{"": from}
		for _, c := range runs {
			label := strings.Join(Differences(from, c), ", ")
			if same, ok := told[label]; ok && same != c {
				t.Errorf("%q is told of\n%+v\n%+v", label, same, c)
			}
			told[label] = c
		}
	}
}
