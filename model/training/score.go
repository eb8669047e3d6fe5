package training

import (
	"math"

	"nntui/nn"
)

// score sums up loss and accuracy over batches.
type score struct {
	loss, accuracy float64
	batches        int
}

// add measures one batch and reports whether its loss is a number.
func (s *score) add(yhat, y []float64) bool {
	var loss, right float64
	for i := range y {
		loss += nn.BCE(yhat[i], y[i])
		if (yhat[i] > 0.5) == (y[i] == 1) {
			right++
		}
	}
	n := float64(len(y))
	s.loss += loss / n
	s.accuracy += right / n
	s.batches++
	return !math.IsNaN(loss) && !math.IsInf(loss, 0)
}

// means returns the mean loss and accuracy of the batches.
func (s score) means() (loss, accuracy float64) {
	n := float64(s.batches)
	return s.loss / n, s.accuracy / n
}
