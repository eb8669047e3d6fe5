package training

import (
	"math"
	"testing"

	"nntui/model"
)

func TestTraining_diverges(t *testing.T) {
	for _, c := range []struct {
		rate, l2 float64
		batch    int
		epochs   int
		reason   string
	}{
		{1e308, 0, 10, 0, "epoch 1, batch 2: the loss is no longer a number"},
		{1e308, 0, 898, 0, "end of epoch 1: the test loss is no longer a number"},
		// Each step multiplies the weights with 1 - 0.001·1e6 = -999.
		{0.001, 1e6, 100, 6, "epoch 7, batch 5: the loss is no longer a number"},
	} {
		config := with(Default(), func(t *Config) {
			t.LearningRate, t.L2, t.BatchSize, t.Epochs = c.rate, c.l2, c.batch, 50
		})
		run := begin(t, config, math.MaxInt)
		s := run.Snapshot()
		if s.State != model.Diverged || s.Reason != c.reason || len(s.Epochs) != c.epochs {
			t.Errorf("rate %v, L2 %v, batches of %d: state %v after %d epochs, %q; want %d, %q",
				c.rate, c.l2, c.batch, s.State, len(s.Epochs), s.Reason, c.epochs, c.reason)
		}
		checkFinite(t, s.Epochs)
		run.Advance(100, 0)
		same(t, run.Snapshot(), s)
		if run.Retune(with(config, func(t *Config) { t.LearningRate = 0.0001 })) {
			t.Error("Retune goes on after divergence")
		}
	}
}

func checkFinite(t *testing.T, epochs []Epoch) {
	t.Helper()
	for i, e := range epochs {
		if sum := e.LossTrain + e.AccuracyTrain + e.LossTest + e.AccuracyTest; math.IsNaN(sum) || math.IsInf(sum, 0) {
			t.Errorf("epoch %d: %+v", i+1, e)
		}
	}
}

// TestTraining_saturates trains so fast that every output is 0 or 1: a loss of
// at most 100, and no reason to stop.
func TestTraining_saturates(t *testing.T) {
	s := finish(t, with(Default(), func(c *Config) {
		c.Layers, c.LearningRate, c.Epochs = "linear:1,sigmoid", 1e300, 2
	}))
	if s.State != model.Finished || len(s.Epochs) != 2 {
		t.Fatalf("state %v after %d epochs: %s", s.State, len(s.Epochs), s.Reason)
	}
	checkFinite(t, s.Epochs)
	for i, e := range s.Epochs {
		if !(0 < e.LossTest && e.LossTest <= 100) {
			t.Errorf("epoch %d: test loss %v", i+1, e.LossTest)
		}
	}
}
