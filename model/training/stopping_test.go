package training

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"nntui/model"
)

func TestEarlyStopping(t *testing.T) {
	c := Default()
	c.Epochs, c.LearningRate, c.Validation, c.Patience = 200, 0.01, 0.2, 5
	run := begin(t, c, 0)
	for run.state() == model.Unfinished {
		run.Advance(run.Batches(), 0)
		if s := run.Snapshot(); s.Stopped != (len(s.Epochs)-1-s.Best() == 5) {
			t.Fatalf("epoch %d, best %d: stopped is %t", len(s.Epochs), s.Best()+1, s.Stopped)
		}
	}
	s := run.Snapshot()
	if !s.Stopped || len(s.Epochs) != 17 || s.Best() != 11 {
		t.Fatalf("stopped %t after %d epochs, best %d; want 17 and 12", s.Stopped, len(s.Epochs), s.Best()+1)
	}
	if run.Retune(with(c, func(c *Config) { c.Epochs = 300 })) {
		t.Error("Retune goes on after the stop")
	}

	// What it shows then are the weights of epoch 12.
	best := begin(t, with(c, func(c *Config) { c.Patience = 100 }), 12*run.Batches())
	want, got := best.Look(Watch{Digits: true}), run.Look(Watch{Digits: true})
	if !reflect.DeepEqual(got.Detail.Digits.P, want.Detail.Digits.P) {
		t.Error("the weights are not those of the best epoch")
	}
	if reflect.DeepEqual(run.Save().Values, best.Save().Values) {
		t.Error("looking at the best weights has changed the last ones")
	}
}

// TestEarlyStopping_losses counts epochs without a lower loss; an equal one is
// not lower.
func TestEarlyStopping_losses(t *testing.T) {
	for _, c := range []struct {
		patience int
		losses   []float64
		best     int
		stopped  bool
	}{
		{1, []float64{3}, 1, false},
		{1, []float64{3, 2}, 2, false},
		{1, []float64{3, 3}, 1, true},
		{2, []float64{3, 3}, 1, false},
		{2, []float64{3, 2, 2}, 2, false},
		{2, []float64{3, 2, 2, 2}, 2, true},
		{2, []float64{3, 2, 4, 1}, 4, false},
		{3, []float64{3, 2, 4, 4, 2}, 2, true},
		{0, []float64{3, 4, 5, 6, 7}, 0, false},
	} {
		config := with(short(), func(cc *Config) { cc.Patience, cc.Validation, cc.Epochs, cc.BatchSize = c.patience, 0.2, 9, 100 })
		run := begin(t, config, 0)
		for i, loss := range c.losses {
			run.at.Epochs = append(run.at.Epochs, Epoch{LossValidation: loss})
			run.at.Values[0] = float64(i + 1)
			run.noteBest()
		}
		if run.at.Best != c.best || run.at.stopped() != c.stopped || c.best > 0 && run.at.BestValues[0] != float64(c.best) {
			t.Errorf("%v with patience %d: best %d, stopped %t", c.losses, c.patience, run.at.Best, run.at.stopped())
		}
		want := math.Inf(1)
		if c.best > 0 {
			want = slices.Min(c.losses)
		}
		if run.at.BestLoss != want {
			t.Errorf("%v: the best is %v", c.losses, run.at.BestLoss)
		}
	}
}

// A run that was not stopped but came to its end shows its best weights too;
// under way it shows those of now.
func TestEarlyStopping_end(t *testing.T) {
	c := with(short(), func(c *Config) { c.Patience, c.Validation, c.Epochs, c.BatchSize = 5, 0.2, 2, 100 })
	run := begin(t, c, math.MaxInt)
	run.at.Best, run.at.BestValues[0] = 1, 42
	if w := run.Look(Watch{Weights: true}).Detail.Weights; w.In[0][0] != 42 {
		t.Errorf("the first weight is %v", w.In[0][0])
	}
	retune(t, run, with(c, func(c *Config) { c.Epochs = 3 }))
	if w := run.Look(Watch{Weights: true}).Detail.Weights; w.In[0][0] == 42 {
		t.Error("under way it shows the best weights")
	}
}

func TestHoldOut(t *testing.T) {
	plain, held := begin(t, Default(), 0), begin(t, with(Default(), func(c *Config) { c.Validation = 0.25 }), 0)
	if n, m := held.train.Len(), held.valid.Len(); n+m != plain.train.Len() || m != 224 {
		t.Errorf("%d and %d of %d", n, m, plain.train.Len())
	}
	if want := plain.train.Rows(674, 898); !reflect.DeepEqual(held.valid.X, want.X) {
		t.Error("they are not the last digits")
	}
	plain.Advance(60, 0)
	held.Advance(60, 0)
	if !reflect.DeepEqual(plain.Save().Values, held.Save().Values) {
		t.Error("the first batches differ")
	}
}
