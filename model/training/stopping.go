package training

import (
	"math"
	"slices"

	"nntui/data"
	"nntui/model"
	"nntui/nn"
)

// holdOut takes the last rows of the training set away for validation: what is
// left are its first rows, in the same batches as without.
func holdOut(all *data.Set, share float64) (train, valid data.Set) {
	n := all.Len()
	held := int(float64(n) * share)
	return all.Rows(0, n-held), all.Rows(n-held, n)
}

// stopper ends a run whose validation loss no longer falls, and keeps the
// weights of the best epoch. A patience of 0 never does.
type stopper struct {
	patience int
	epochs   int       // completed
	best     int       // the epoch with the lowest loss, counted from 1
	loss     float64   // its validation loss
	weights  []float64 // the parameters after it; nil without patience
}

func newStopper(c Config, params int) stopper {
	s := stopper{patience: c.Patience, loss: math.Inf(1)}
	if c.Patience > 0 {
		s.weights = make([]float64, params)
	}
	return s
}

func (s *stopper) endEpoch(loss float64, net *nn.Network) {
	s.epochs++
	if s.patience > 0 && loss < s.loss {
		values, _ := net.Params()
		s.best, s.loss = s.epochs, loss
		copy(s.weights, values)
	}
}

func (s *stopper) stopped() bool { return s.patience > 0 && s.epochs-s.best >= s.patience }

// withBest calls f while the network has the weights of the best epoch, where
// a finished run has kept them, and else as it is.
func (t *Training) withBest(f func()) {
	if t.stop.best == 0 || t.state() != model.Finished {
		f()
		return
	}
	values, _ := t.net.Params()
	last := slices.Clone(values)
	copy(values, t.stop.weights)
	f()
	copy(values, last)
}
