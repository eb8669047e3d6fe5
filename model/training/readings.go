package training

import (
	"slices"
	"strconv"
	"time"

	"nntui/model"
)

// ReadingNames lists the readings of such a run: those that all have and, for
// each linear layer k from 1, moved_Wk, moved_bk, grad_Wk and grad_bk. A
// network of linear layers before a final sigmoid has product_loss_test,
// product_accuracy_test and product_difference as well.
func (c Config) ReadingNames() []string { return model.ReadoutNames(c.readouts()) }

// Readings returns the readings of the run as it stands. Those of its layers
// take a snapshot from Look with Learned. The time that the run has taken so
// far comes from whoever ran it, 0 for unknown.
func (s Snapshot) Readings(elapsed time.Duration) []model.Reading {
	return model.ReadAll(s.Config.readouts(), timed{s, elapsed})
}

// timed is a snapshot with the time that it took to get there.
type timed struct {
	Snapshot
	elapsed time.Duration
}

func (c Config) readouts() []model.Readout[timed] {
	table := slices.Clone(ofTraining)
	if c.straight() {
		table = append(table, productReadouts...)
	}
	for k := range c.learners() {
		table = append(table, layerReadouts(k)...)
	}
	return table
}

var ofTraining = []model.Readout[timed]{
	model.Take("epochs", func(s timed) model.Reading { return model.Whole(len(s.Epochs)) }),
	model.Take("loss_train", ofEpoch(last, func(e Epoch) float64 { return e.LossTrain })),
	model.Take("accuracy_train", ofEpoch(last, func(e Epoch) float64 { return e.AccuracyTrain })),
	model.Take("loss_test", ofEpoch(last, func(e Epoch) float64 { return e.LossTest })),
	model.Take("accuracy_test", ofEpoch(last, func(e Epoch) float64 { return e.AccuracyTest })),
	model.Take("first_loss_train", ofEpoch(first, func(e Epoch) float64 { return e.LossTrain })),
	model.Take("first_accuracy_train", ofEpoch(first, func(e Epoch) float64 { return e.AccuracyTrain })),
	model.Take("first_loss_test", ofEpoch(first, func(e Epoch) float64 { return e.LossTest })),
	model.Take("first_accuracy_test", ofEpoch(first, func(e Epoch) float64 { return e.AccuracyTest })),
	model.Take("best_epoch", func(s timed) model.Reading { return counted(s.Best(), model.NotYet) }),
	model.Take("best_loss_test", ofEpoch(timed.Best, func(e Epoch) float64 { return e.LossTest })),
	model.Take("best_accuracy_test", ofEpoch(timed.Best, func(e Epoch) float64 { return e.AccuracyTest })),
	model.Take("guessing_epochs", timed.guessing),
	model.Take("perfect_epoch", func(s timed) model.Reading {
		return counted(slices.IndexFunc(s.Epochs, func(e Epoch) bool { return e.AccuracyTrain == 1 }), model.Word("never"))
	}),
	model.Take("updates", func(s timed) model.Reading { return model.Whole(s.Batches) }),
	model.Take("params", func(s timed) model.Reading { return model.Whole(s.Params) }),
	model.Take("dead_units", ofLearned(func(l *Learned) model.Reading { return model.Whole(l.Dead) })),
	model.Take("distinct_units", ofLearned(func(l *Learned) model.Reading { return model.Whole(l.Distinct) })),
	model.Take("ms", func(s timed) model.Reading { return s.time(1000 / float64(len(s.Epochs))) }),
	model.Take("seconds", func(s timed) model.Reading { return s.time(1) }),
	model.Take("state", func(s timed) model.Reading { return model.Word(s.State.String()) }),
	model.Take("reason", func(s timed) model.Reading { return model.ReasonOf(s.Reason) }),
}

// ofEpoch reads a number of an epoch of a run, or that it is still to come.
func ofEpoch(index func(timed) int, number func(Epoch) float64) func(timed) model.Reading {
	return func(s timed) model.Reading {
		if len(s.Epochs) == 0 {
			return model.NotYet
		}
		return model.Decimals(number(s.Epochs[index(s)]))
	}
}

func first(timed) int { return 0 }

func last(s timed) int { return len(s.Epochs) - 1 }

// counted is an index as people count, from 1, or another reading for none.
func counted(index int, none model.Reading) model.Reading {
	if index < 0 {
		return none
	}
	return model.Whole(index + 1)
}

// guessing is for how many epochs from the first the run was no better than
// guessing.
func (s timed) guessing() model.Reading {
	n, chance := 0, s.Config.chance()
	for n < len(s.Epochs) && s.guesses(n, chance) {
		n++
	}
	return model.Whole(n)
}

// time is the time that the run took, in seconds times a factor.
func (s timed) time(factor float64) model.Reading {
	if s.elapsed <= 0 || len(s.Epochs) == 0 {
		return model.Word("not measured")
	}
	return model.Significant(s.elapsed.Seconds()*factor, 2)
}

var productReadouts = []model.Readout[timed]{
	model.Take("product_loss_test", ofLearned(func(l *Learned) model.Reading { return model.Decimals(l.Single.Loss) })),
	model.Take("product_accuracy_test", ofLearned(func(l *Learned) model.Reading { return model.Decimals(l.Single.Accuracy) })),
	model.Take("product_difference", ofLearned(func(l *Learned) model.Reading { return model.Tiny(l.Single.Difference) })),
}

// layerReadouts are those of linear layer k, counted from 0.
func layerReadouts(k int) []model.Readout[timed] {
	of := func(name string, norm func(LayerLearned) float64) model.Readout[timed] {
		return model.Take(name+strconv.Itoa(k+1), ofLearned(func(l *Learned) model.Reading { return model.Significant(norm(l.Layers[k]), 3) }))
	}
	return []model.Readout[timed]{
		of("moved_W", func(l LayerLearned) float64 { return l.MovedW }),
		of("moved_b", func(l LayerLearned) float64 { return l.MovedB }),
		of("grad_W", func(l LayerLearned) float64 { return l.GradW }),
		of("grad_b", func(l LayerLearned) float64 { return l.GradB }),
	}
}

func ofLearned(read func(*Learned) model.Reading) func(timed) model.Reading {
	return func(s timed) model.Reading {
		if s.Detail == nil || s.Detail.Learned == nil {
			return model.NotYet
		}
		return read(s.Detail.Learned)
	}
}
