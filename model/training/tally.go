package training

import "nntui/nn"

// A tally sums up loss and accuracy over batches.
type tally [2]float64

// add measures one batch: it returns its mean loss, and whether the sum is still
// a number.
func (s *tally) add(loss nn.Loss, yhat, y nn.Matrix) (mean float64, ok bool) {
	right := 0
	for i, v := range yhat.Data {
		if (v > 0.5) == (y.Data[i] == 1) {
			right++
		}
	}
	mean = loss.Value(yhat, y) / float64(y.Rows)
	s[0] += mean
	s[1] += float64(right) / float64(len(y.Data))
	return mean, finite(s[0])
}

// means returns the mean loss and accuracy of so many batches.
func (s tally) means(batches int) (loss, accuracy float64) {
	return s[0] / float64(batches), s[1] / float64(batches)
}

func finite(v float64) bool { return v-v == 0 } // which NaN and infinities are not
