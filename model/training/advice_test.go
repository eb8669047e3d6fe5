package training

import (
	"math"
	"nntui/model"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The words on the assignment's runs and on what students try.
func TestJudge(t *testing.T) {
	preset := func(name string) Config {
		for _, p := range Presets {
			if p.Name == name {
				return p.Config
			}
		}
		t.Fatal(name)
		return Config{}
	}
	deep, first := preset("1.6h-deep"), Default()
	runs := map[Config]*Training{}
	for _, c := range []struct {
		name        string
		config      Config
		epochs      int
		kind        Kind
		head, cause string
		try         string
	}{
		{"nothing yet", first, 1, Starting, "", "", ""},
		{"the first run learns", first, 5, Learning, "Learning", "", ""},
		{"and ends too early", first, 10, Underfitting, "Underfitting", "ended while it learned", "20 epochs"},
		{"the plateau of 1.6 (h)", deep, 3, Plateau, "Plateau", "weights start too small", "he"},
		{"lasts", deep, 10, Plateau, "Plateau", "weights start too small", "he"},
		{"and ends", deep, 12, Learning, "Learning", "", ""},
		{"it overfits", deep, 100, Overfitting, "Overfitting since epoch 65", "it learns by heart", "stop early"},
		{"as does", preset("1.6b-lr-0.01"), 100, Overfitting, "Overfitting since epoch 32", "it learns by heart", "stop early"},
		{"still improving", preset("1.6b-epochs-50"), 50, Done, "Done", "still improving", "100 epochs"},
		{"a single layer", preset("1.6d-single"), 25, Underfitting, "Underfitting", "no hidden layer that bends", "64-32-1"},
		{"two linear layers", preset("1.6f-double"), 60, Underfitting, "Underfitting", "no hidden layer that bends", "64-32-1"},
		{"all weights zero", changed(first, func(c *Config) { c.Init = "zeros" }), 3, Plateau, "Plateau", "equal units stay equal", "glorot"},
		{"tiny steps", changed(first, func(c *Config) { c.LearningRate = 1e-5 }), 4, Plateau, "Plateau", "steps too small", "lr 0.0001"},
		{"large steps", changed(first, func(c *Config) { c.LearningRate, c.Epochs = 0.1, 30 }), 30, Unsteady, "Unsteady", "steps too large", "lr 0.033"},
		{"larger steps", changed(first, func(c *Config) { c.LearningRate = 0.3 }), 3, Growing, "Diverging", "steps too large", "lr 0.03"},
		{"the largest", changed(first, func(c *Config) { c.LearningRate = 1e308 }), 3, Growing, "Diverged", "steps too large", "lr 1e+307"},
		{"a huge penalty", changed(first, func(c *Config) { c.L2, c.Epochs = 1e6, 50 }), 50, Growing, "Diverged", "the penalty overshoots", "L2 10"},
		{"a penalty", changed(first, func(c *Config) { c.L2, c.Epochs = 1, 50 }), 50, Underfitting, "Underfitting", "L2 holds the weights down", "L2 0"},
		{"early stopping", changed(first, func(c *Config) {
			c.Epochs, c.LearningRate, c.Validation, c.Patience = 200, 0.01, 0.2, 5
		}), 200, Done, "Stopped early", "the weights of epoch 12 are kept", ""},
	} {
		run, begun := runs[c.config]
		if !begun {
			run = newRun(t, c.config)
			runs[c.config] = run
		}
		run.Advance((c.epochs-len(run.history))*run.Batches(), 0) // the same config comes in the order of epochs
		v := Advise(run.Snapshot())
		if v.Kind != c.kind || v.Head != c.head || v.Cause != c.cause || v.Try != c.try {
			t.Errorf("%s: %+v\nwant %d %q %q %q", c.name, v, c.kind, c.head, c.cause, c.try)
		}
		line := v.Head + ": " + v.Evidence + "; " + v.Cause + ". f: " + v.Try
		if len(line) > 78 {
			t.Errorf("%s: %d cells: %s", c.name, len(line), line)
		}
		if v.Try != "" {
			checkRemedy(t, c.name, v.Remedy)
		}
	}
}

// checkRemedy wants a config that works and does not end where it began.
func checkRemedy(t *testing.T, name string, c Config) {
	t.Helper()
	run := newRun(t, c)
	run.Advance(run.Batches(), 0)
	if s := run.Snapshot(); s.State == model.Diverged && c.LearningRate < 1e300 {
		t.Errorf("%s: the remedy diverges", name)
	}
}

// Any history gets a verdict, and every remedy changes something.
func TestJudge_any(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Default()
		c.Validation = rapid.SampledFrom([]float64{0, 0.2}).Draw(t, "validation")
		s := Snapshot{Config: c, State: rapid.SampledFrom([]model.State{model.Unfinished, model.Finished}).Draw(t, "state")}
		loss := rapid.OneOf(rapid.Float64Range(0, 100), rapid.Float64Range(0.69, 0.7), rapid.Just(0.1), rapid.Just(0.0))
		for range rapid.IntRange(0, 20).Draw(t, "epochs") {
			s.Epochs = append(s.Epochs, Epoch{
				LossTrain: loss.Draw(t, "train"), LossTest: loss.Draw(t, "test"), LossValidation: loss.Draw(t, "validation loss"),
				AccuracyTrain: rapid.Float64Range(0, 1).Draw(t, "accuracy"),
			})
		}
		if len(s.Epochs) == 0 {
			s.State = model.Unfinished // one that is over has an epoch, or diverged
		}
		v := Advise(s)
		if v.Try != "" && v.Remedy == s.Config {
			t.Errorf("%+v changes nothing", v)
		}
		if strings.Contains(v.Evidence, "NaN") || (v.Kind > Starting) != (v.Head != "") {
			t.Errorf("%+v", v)
		}
	})
	if v := Advise(Snapshot{State: model.Diverged, Reason: "epoch 1, batch 2: it is", Config: Default()}); math.IsNaN(v.Remedy.LearningRate) || v.Kind != Growing {
		t.Errorf("%+v", v)
	}
}
