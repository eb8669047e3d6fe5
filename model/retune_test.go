package model

import (
	"math"
	"testing"

	"nntui/nn"
)

// begin returns a training after that many steps.
func begin(t *testing.T, c TrainingConfig, steps int) *Training {
	t.Helper()
	run, err := NewTraining(c)
	if err != nil {
		t.Fatal(err)
	}
	run.Advance(steps, 0)
	return run
}

// with returns a config with a change.
func with(c TrainingConfig, change func(*TrainingConfig)) TrainingConfig {
	change(&c)
	return c
}

// TestRetune_start changes everything live before the first step, which comes
// to the same as a new training.
func TestRetune_start(t *testing.T) {
	c := with(short(), func(c *TrainingConfig) { c.LearningRate, c.L2, c.Epochs = 0.0003, 0.5, 3 })
	run := begin(t, short(), 0)
	retune(t, run, c)
	run.Advance(math.MaxInt, 0)
	same(t, run.Snapshot(), finish(t, c))
}

// retune wants a Retune that works.
func retune(t *testing.T, run *Training, c TrainingConfig) {
	t.Helper()
	if !run.Retune(c) {
		t.Fatalf("Retune(%+v) is refused", c)
	}
	if got := run.Snapshot().Config; got != c {
		t.Errorf("config %+v, want %+v", got, c)
	}
}

// TestRetune_middle changes one thing after three of eight steps: the epoch
// before stays, the epochs after differ, and there and back changes nothing.
func TestRetune_middle(t *testing.T) {
	plain := finish(t, short()).Epochs
	for name, change := range map[string]func(*TrainingConfig){
		"learning rate": func(c *TrainingConfig) { c.LearningRate = 0.0002 },
		"penalty":       func(c *TrainingConfig) { c.L2 = 100 },
	} {
		run := begin(t, short(), 3)
		retune(t, run, with(short(), change))
		run.Advance(math.MaxInt, 0)
		got := run.Snapshot().Epochs
		if len(got) != 4 || got[0] != plain[0] {
			t.Errorf("%s: %v does not go on from %v", name, got, plain[0])
			continue
		}
		// The third step was the old one: only what is measured after the
		// fourth differs.
		if got[1].LossTrain != plain[1].LossTrain || got[1].LossTest == plain[1].LossTest || got[2] == plain[2] {
			t.Errorf("%s: %v, and without the change %v", name, got, plain)
		}
	}
	run := begin(t, short(), 3)
	retune(t, run, with(short(), func(c *TrainingConfig) { c.LearningRate = 1 }))
	retune(t, run, short())
	run.Advance(math.MaxInt, 0)
	same(t, run.Snapshot().Epochs, plain)
}

// TestRetune_epochs gives a training of four epochs more or fewer.
func TestRetune_epochs(t *testing.T) {
	for _, c := range []struct {
		steps, epochs int
		ok            bool
		state         State
	}{
		{0, 1, true, Unfinished},
		{0, 9, true, Unfinished},
		{2, 4, true, Unfinished}, // as it is
		{2, 1, false, Unfinished},
		{3, 1, false, Unfinished}, // leaves no epoch to do
		{3, 2, true, Unfinished},
		{8, 5, true, Unfinished}, // finished, and goes on
		{8, 4, false, Finished},
		{8, 3, false, Finished},
	} {
		run := begin(t, short(), c.steps)
		changed := with(short(), func(t *TrainingConfig) { t.Epochs = c.epochs })
		if ok := run.Retune(changed); ok != c.ok {
			t.Errorf("%d epochs after %d steps: Retune returns %t", c.epochs, c.steps, ok)
		}
		s := run.Snapshot()
		if s.State != c.state {
			t.Errorf("%d epochs after %d steps: state %v, want %v", c.epochs, c.steps, s.State, c.state)
		}
		run.Advance(math.MaxInt, 0)
		if c.ok {
			same(t, run.Snapshot(), finish(t, changed))
		} else {
			same(t, run.Snapshot(), finish(t, short()))
		}
	}
}

func TestRetune_refused(t *testing.T) {
	for name, change := range map[string]func(*TrainingConfig){
		"layers":        func(c *TrainingConfig) { c.Layers = "linear:5,relu,linear:1,sigmoid" },
		"batch":         func(c *TrainingConfig) { c.BatchSize = 401 },
		"seed":          func(c *TrainingConfig) { c.Seed++ },
		"skip draws":    func(c *TrainingConfig) { c.SkipDraws++ },
		"split seed":    func(c *TrainingConfig) { c.SplitSeed++ },
		"split":         func(c *TrainingConfig) { c.Split = 0.6 },
		"init":          func(c *TrainingConfig) { c.Init = "he" },
		"optimizer":     func(c *TrainingConfig) { c.Optimizer.Name = "momentum" },
		"momentum":      func(c *TrainingConfig) { c.Optimizer.Momentum = 0.5 },
		"decay":         func(c *TrainingConfig) { c.Optimizer.Decay = 0.5 },
		"epsilon":       func(c *TrainingConfig) { c.Optimizer.Epsilon = 0.5 },
		"rate 0":        func(c *TrainingConfig) { c.LearningRate = 0 },
		"rate NaN":      func(c *TrainingConfig) { c.LearningRate = math.NaN() },
		"penalty -1":    func(c *TrainingConfig) { c.L2 = -1 },
		"no epochs":     func(c *TrainingConfig) { c.Epochs = 0 },
		"many epochs":   func(c *TrainingConfig) { c.Epochs = MaxEpochs + 1 },
		"rate and seed": func(c *TrainingConfig) { c.LearningRate, c.Seed = 1, 1 },
	} {
		run := begin(t, short(), 3)
		if run.Retune(with(short(), change)) {
			t.Errorf("%s: Retune returns true", name)
			continue
		}
		run.Advance(math.MaxInt, 0)
		same(t, run.Snapshot(), finish(t, short()))
	}
}

// TestRetune_self checks that every config that NewTraining takes is equal to
// itself, so that the same config is no change.
func TestRetune_self(t *testing.T) {
	for _, o := range nn.Optimizers {
		c := with(short(), func(c *TrainingConfig) { c.Optimizer = o })
		retune(t, begin(t, c, 1), c)
	}
	c := with(short(), func(c *TrainingConfig) { c.Optimizer.Epsilon = math.NaN() })
	if _, err := NewTraining(c); err == nil {
		t.Error("NaN in a setting that is not used is taken, but such a config equals none")
	}
}
