package model

import (
	"slices"
	"strconv"
	"time"
)

// ReadingNames lists the readings of such a run: those that all have and, for
// each linear layer k from 1, moved_Wk, moved_bk, grad_Wk and grad_bk. A
// network of linear layers before a final sigmoid has product_loss_test,
// product_accuracy_test and product_difference as well.
func (c TrainingConfig) ReadingNames() []string { return readoutNames(c.readouts()) }

// Readings returns the readings of the run as it stands. Those of its layers
// take a snapshot from Look with Learned. The time that the run has taken so
// far comes from whoever ran it, 0 for unknown.
func (s TrainingSnapshot) Readings(elapsed time.Duration) []Reading {
	return readAll(s.Config.readouts(), timed{s, elapsed})
}

// timed is a snapshot with the time that it took to get there.
type timed struct {
	TrainingSnapshot
	elapsed time.Duration
}

func (c TrainingConfig) readouts() []readout[timed] {
	table := slices.Clone(trainingReadouts)
	if straight(c) {
		table = append(table, productReadouts...)
	}
	for k := range linearLayers(c) {
		table = append(table, layerReadouts(k)...)
	}
	return table
}

var trainingReadouts = []readout[timed]{
	{"epochs", func(s timed) Reading { return whole(len(s.Epochs)) }},
	{"loss_train", ofLast(func(e Epoch) float64 { return e.LossTrain })},
	{"accuracy_train", ofLast(func(e Epoch) float64 { return e.AccuracyTrain })},
	{"loss_test", ofLast(func(e Epoch) float64 { return e.LossTest })},
	{"accuracy_test", ofLast(func(e Epoch) float64 { return e.AccuracyTest })},
	{"first_loss_train", ofFirst(func(e Epoch) float64 { return e.LossTrain })},
	{"first_accuracy_train", ofFirst(func(e Epoch) float64 { return e.AccuracyTrain })},
	{"first_loss_test", ofFirst(func(e Epoch) float64 { return e.LossTest })},
	{"first_accuracy_test", ofFirst(func(e Epoch) float64 { return e.AccuracyTest })},
	{"best_epoch", ofBest(func(_ Epoch, at int) Reading { return whole(at + 1) })},
	{"best_loss_test", ofBest(func(e Epoch, _ int) Reading { return decimals(e.LossTest) })},
	{"best_accuracy_test", ofBest(func(e Epoch, _ int) Reading { return decimals(e.AccuracyTest) })},
	{"guessing_epochs", func(s timed) Reading { return whole(s.guessing()) }},
	{"perfect_epoch", timed.perfect},
	{"updates", func(s timed) Reading { return whole(s.Batches) }},
	{"params", func(s timed) Reading { return whole(s.Params) }},
	{"dead_units", ofLearned(func(l *Learned) Reading { return whole(l.Dead) })},
	{"distinct_units", ofLearned(func(l *Learned) Reading { return whole(l.Distinct) })},
	{"ms", func(s timed) Reading { return s.time(1000 / float64(len(s.Epochs))) }},
	{"seconds", func(s timed) Reading { return s.time(1) }},
	{"state", func(s timed) Reading { return word(s.State.String()) }},
	{"reason", func(s timed) Reading { return reasonOf(s.Reason) }},
}

// ofEpoch reads an epoch of a run, or that it is still to come.
func ofEpoch(index func(timed) int, read func(e Epoch, at int) Reading) func(timed) Reading {
	return func(s timed) Reading {
		if len(s.Epochs) == 0 {
			return notYet
		}
		at := index(s)
		return read(s.Epochs[at], at)
	}
}

func ofLast(number func(Epoch) float64) func(timed) Reading {
	return ofEpoch(func(s timed) int { return len(s.Epochs) - 1 }, func(e Epoch, _ int) Reading { return decimals(number(e)) })
}

func ofFirst(number func(Epoch) float64) func(timed) Reading {
	return ofEpoch(func(timed) int { return 0 }, func(e Epoch, _ int) Reading { return decimals(number(e)) })
}

func ofBest(read func(e Epoch, at int) Reading) func(timed) Reading {
	return ofEpoch(func(s timed) int { return s.Best() }, read)
}

// guessing returns for how many epochs from the first the loss in training
// stayed at that of guessing.
func (s timed) guessing() int {
	n := 0
	for n < len(s.Epochs) && spread(s.Epochs[n:n+1], Guessing) <= nearGuessing {
		n++
	}
	return n
}

// perfect is the first epoch without a mistake in training.
func (s timed) perfect() Reading {
	at := slices.IndexFunc(s.Epochs, func(e Epoch) bool { return e.AccuracyTrain == 1 })
	if at < 0 {
		return word("never")
	}
	return whole(at + 1)
}

// time is the time that the run took, in seconds times a factor.
func (s timed) time(factor float64) Reading {
	if s.elapsed <= 0 || len(s.Epochs) == 0 {
		return word("not measured")
	}
	return significant(s.elapsed.Seconds()*factor, 2)
}

var productReadouts = []readout[timed]{
	{"product_loss_test", ofLearned(func(l *Learned) Reading { return decimals(l.Single.Loss) })},
	{"product_accuracy_test", ofLearned(func(l *Learned) Reading { return decimals(l.Single.Accuracy) })},
	{"product_difference", ofLearned(func(l *Learned) Reading { return tiny(l.Single.Difference) })},
}

// layerReadouts are those of linear layer k, counted from 0.
func layerReadouts(k int) []readout[timed] {
	of := func(name string, norm func(LayerLearned) float64) readout[timed] {
		return readout[timed]{name + strconv.Itoa(k+1), ofLearned(func(l *Learned) Reading { return significant(norm(l.Layers[k]), 3) })}
	}
	return []readout[timed]{
		of("moved_W", func(l LayerLearned) float64 { return l.MovedW }),
		of("moved_b", func(l LayerLearned) float64 { return l.MovedB }),
		of("grad_W", func(l LayerLearned) float64 { return l.GradW }),
		of("grad_b", func(l LayerLearned) float64 { return l.GradB }),
	}
}

func ofLearned(read func(*Learned) Reading) func(timed) Reading {
	return func(s timed) Reading {
		if s.Detail == nil || s.Detail.Learned == nil {
			return notYet
		}
		return read(s.Detail.Learned)
	}
}
