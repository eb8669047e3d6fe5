package training

import (
	"nntui/data"
)

// holdOut takes the last rows of the training set away for validation: what is
// left are its first rows, in the same batches as without.
func holdOut(all *data.Set, share float64) (train, valid data.Set) {
	n := all.Len()
	held := int(float64(n) * share)
	return all.Rows(0, n-held), all.Rows(n-held, n)
}

// noteBest keeps the weights of the epoch that has just ended, where its
// validation loss is the lowest and somebody wants to stop there.
func (t *Training) noteBest() {
	n := len(t.at.Epochs)
	if loss := t.at.Epochs[n-1].LossValidation; t.at.Config.Patience > 0 && loss < t.at.BestLoss {
		t.at.Best, t.at.BestLoss = n, loss
		copy(t.at.BestValues, t.at.Values)
	}
}

// stopped reports whether the validation loss has not fallen for so long that
// the run ends.
func (s *Saved) stopped() bool {
	return s.Config.Patience > 0 && len(s.Epochs)-s.Best >= s.Config.Patience
}
