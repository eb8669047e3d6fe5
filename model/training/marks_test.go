package training

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nntui/nn"
)

func TestMarks(t *testing.T) {
	c := brief(nn.Optimizers[1])
	c.RateSchedule = "constant"
	run := begin(t, c, 0)
	turn := func(change func(*Config)) {
		t.Helper()
		change(&c)
		retune(t, run, c)
	}
	turn(func(c *Config) { c.LearningRate = 0.002 }) // before the first step: no mark
	run.Advance(3, 0)
	turn(func(c *Config) { c.LearningRate = 0.003 })
	early := run.Snapshot().Marks
	turn(func(c *Config) { c.LearningRate = 0.004; c.RateSchedule = "step" }) // the same place: one mark; this early, the schedule might have been there from the beginning
	run.Advance(4, 0)
	turn(func(c *Config) { c.L2 = 0.5; c.Epochs = 50 })
	turn(func(c *Config) { c.L2 = 0.01; c.Epochs = 6 }) // and back: no mark
	run.Advance(1, 0)
	turn(func(c *Config) { c.Optimizer.Momentum, c.RateSchedule = 0.5, "linear" })
	want := []Mark{{0, 3, "lr 0.004"}, {1, 1, "mom 0.5, linear"}}
	s := run.Snapshot()
	if !slices.Equal(s.Marks, want) || s.Config.Changes != "0.3 lr=0.004; 1.1 schedule=linear momentum=0.5" {
		t.Errorf("got %v of %q, want %v", s.Marks, s.Config.Changes, want)
	}
	if !slices.Equal(early, []Mark{{0, 3, "lr 0.003"}}) {
		t.Errorf("an earlier snapshot has become %v", early)
	}
	again := begin(t, s.Config, 7) // marks are those of the past
	if got := again.Snapshot().Marks; !slices.Equal(got, want[:1]) {
		t.Errorf("a replay has %v", got)
	}
	if again.Advance(1, 0); !slices.Equal(again.Snapshot().Marks, want) {
		t.Errorf("a replay has %v", again.Snapshot().Marks)
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
		{Default(), func(c *Config) { c.Seed, c.Changes = 7, "5 l2=0.1 lr=0.01; 2.3 lr=2" }, "lr 2 from 2.3, lr 0.01, L2 0.1 from 5, seed 7"},
		{with(Default(), func(c *Config) { c.Changes = "1 lr=2" }), func(c *Config) { c.Changes = "" }, "no changes"},
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
				case s.Name == "changes":
					c.Changes = fmt.Sprintf("%d lr=%d", 1+by*by, 5+by)
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
