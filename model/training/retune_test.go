package training

import (
	"math"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/nn"
)

// begin returns a training after that many steps.
func begin(t rapid.TB, c Config, steps int) *Training {
	t.Helper()
	run, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	run.Advance(steps, 0)
	return run
}

// with returns a config with a change.
func with(c Config, change func(*Config)) Config {
	change(&c)
	return c
}

// TestRetune_start changes everything live before the first step, which comes
// to the same as a new training.
func TestRetune_start(t *testing.T) {
	c := with(short(), func(c *Config) { c.LearningRate, c.L2, c.Epochs = 0.0003, 0.5, 3 })
	run := begin(t, short(), 0)
	retune(t, run, c)
	run.Advance(math.MaxInt, 0)
	same(t, run.Snapshot(), finish(t, c))
}

// turned is the config of a run that goes on with other settings.
func turned(run *Training, to Config) Config {
	c, _ := run.at.Config.Turn(run.place(), to)
	return c
}

// retune has a run go on with other settings, and wants that to work.
func retune(t rapid.TB, run *Training, to Config) {
	t.Helper()
	c := turned(run, to)
	if !run.Retune(c) {
		t.Fatalf("Retune(%+v) is refused", c)
	}
	if got := run.Snapshot(); got.Config != c || got.Now() != to {
		t.Errorf("config %+v, want %+v; now %+v, want %+v", got.Config, c, got.Now(), to)
	}
}

// TestRetune_middle changes one thing after three of eight steps: the epoch
// before stays, the epochs after differ, and there and back changes nothing.
func TestRetune_middle(t *testing.T) {
	plain := finish(t, short()).Epochs
	for name, change := range map[string]func(*Config){
		"learning rate": func(c *Config) { c.LearningRate = 0.0002 },
		"penalty":       func(c *Config) { c.L2 = 100 },
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
	retune(t, run, with(short(), func(c *Config) { c.LearningRate = 1 }))
	retune(t, run, short())
	run.Advance(math.MaxInt, 0)
	same(t, run.Snapshot().Epochs, plain)
}

// TestRetune_epochs gives a training of four epochs more or fewer.
func TestRetune_epochs(t *testing.T) {
	for _, c := range []struct {
		steps, epochs int
		ok            bool
		state         model.State
	}{
		{0, 1, true, model.Unfinished},
		{0, 9, true, model.Unfinished},
		{2, 4, true, model.Unfinished},  // as it is
		{2, 1, true, model.Finished},    // which is all that it has done
		{3, 1, false, model.Unfinished}, // leaves no epoch to do
		{3, 2, true, model.Unfinished},
		{8, 5, true, model.Unfinished}, // finished, and goes on
		{8, 4, true, model.Finished},
		{8, 3, false, model.Finished},
	} {
		run := begin(t, short(), c.steps)
		changed := with(short(), func(t *Config) { t.Epochs = c.epochs })
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
	for name, change := range map[string]func(*Config){
		"layers":        func(c *Config) { c.Layers = "linear:5,relu,linear:1,sigmoid" },
		"batch":         func(c *Config) { c.BatchSize = 401 },
		"seed":          func(c *Config) { c.Seed++ },
		"skip draws":    func(c *Config) { c.SkipDraws++ },
		"split seed":    func(c *Config) { c.SplitSeed++ },
		"split":         func(c *Config) { c.Split = 0.6 },
		"init":          func(c *Config) { c.Init = "he" },
		"optimizer":     func(c *Config) { c.Optimizer.Name = "momentum" },
		"momentum 1":    func(c *Config) { c.Optimizer.Momentum = 1 },
		"decay NaN":     func(c *Config) { c.Optimizer.Decay = math.NaN() },
		"epsilon -1":    func(c *Config) { c.Optimizer.Epsilon = -1 },
		"rate 0":        func(c *Config) { c.LearningRate = 0 },
		"rate NaN":      func(c *Config) { c.LearningRate = math.NaN() },
		"penalty -1":    func(c *Config) { c.L2 = -1 },
		"no epochs":     func(c *Config) { c.Epochs = 0 },
		"many epochs":   func(c *Config) { c.Epochs = MaxEpochs + 1 },
		"rate and seed": func(c *Config) { c.LearningRate, c.Seed = 1, 1 },
	} {
		run := begin(t, short(), 3)
		c := with(short(), change)
		if run.Retune(c) || run.Retune(turned(run, c)) != (turned(run, c) == short()) {
			t.Errorf("%s: Retune returns true", name)
			continue
		}
		run.Advance(math.MaxInt, 0)
		same(t, run.Snapshot(), finish(t, short()))
	}
}

// TestRetune_self checks that every config that New takes is equal to
// itself, so that the same config is no change.
func TestRetune_self(t *testing.T) {
	for _, o := range nn.Optimizers {
		c := with(short(), func(c *Config) { c.Optimizer = o })
		retune(t, begin(t, c, 1), c)
	}
	c := with(short(), func(c *Config) { c.Optimizer.Epsilon = math.NaN() })
	if _, err := New(c); err == nil {
		t.Error("NaN in a setting that is not used is taken, but such a config equals none")
	}
}

// TestRetune_optimizer gives every optimizer other settings: before the first
// step that is a new training, and later the memory stays.
func TestRetune_optimizer(t *testing.T) {
	for _, o := range nn.Optimizers {
		c := with(short(), func(c *Config) { c.Optimizer = o })
		other := with(c, func(c *Config) {
			c.Optimizer.Momentum, c.Optimizer.Decay, c.Optimizer.Epsilon = o.Momentum/2, o.Decay/2, 2*o.Epsilon
		})
		run := begin(t, c, 0)
		retune(t, run, other)
		run.Advance(math.MaxInt, 0)
		same(t, run.Snapshot(), finish(t, other))

		run = begin(t, c, 4)
		retune(t, run, other)
		retune(t, run, c)
		run.Advance(math.MaxInt, 0)
		same(t, run.Snapshot().Epochs, finish(t, c).Epochs)
	}
}

// short returns a training of four epochs of two batches.
func short() Config {
	c := Default()
	c.Layers = "linear:4,relu,linear:1,sigmoid"
	c.Epochs, c.BatchSize, c.LearningRate = 4, 400, 0.0001
	return c
}

// everything is all that there is to look at.
var everything = Watch{Digits: true, Weights: true, Health: true, Learned: true, Drawn: string(append(make([]byte, 63), 16))}

// ignoreSet leaves out what is the same for all.
var ignoreSet = cmpopts.IgnoreFields(Classified{}, "Test")

// notSaved leaves out what no file holds.
var notSaved = cmpopts.IgnoreFields(Snapshot{}, "BatchLosses")

// same fails the test unless the snapshots are alike.
func same(t rapid.TB, got, want any, ignore ...cmp.Option) {
	t.Helper()
	if diff := cmp.Diff(want, got, append(ignore, cmpopts.EquateNaNs(), cmp.AllowUnexported(Snapshot{}, Run{}), ignoreSet)...); diff != "" {
		t.Errorf("snapshots differ (-want +got):\n%s", diff)
	}
}

// The rate of the schedule is the one that the steps take: two epochs of a
// falling rate are two runs at these rates.
func TestRateSchedule_steps(t *testing.T) {
	c := brief(nn.Optimizers[0])
	c.Epochs, c.RateSchedule, c.Validation, c.Patience = 2, "linear", 0, 0
	falling := begin(t, c, 0)
	falling.Advance(math.MaxInt, 0)
	c.RateSchedule = "constant"
	by := begin(t, c, 0)
	by.Advance(by.Batches(), 0)
	c.LearningRate /= 2
	retune(t, by, c)
	by.Advance(math.MaxInt, 0)
	if !reflect.DeepEqual(falling.Save().Values, by.Save().Values) {
		t.Error("the parameters differ")
	}
}
