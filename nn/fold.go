package nn

// Fold returns the one linear layer that does what two do one after the other.
// With W1 (n x m), b1 (m), W2 (m x p) and b2 (p),
//
//	(x·W1 + b1)·W2 + b2 = x·(W1·W2) + (b1·W2 + b2),
//
// so that its weights are W1·W2 (n x p) and its biases b1·W2 + b2 (p). However
// many linear layers follow each other, they can do no more than a single one
// can: it takes an activation between them to make a difference.
func Fold(first, second *Linear) *Linear {
	l := NewLinear(first.W.Rows, second.W.Cols)
	addMul(l.W, first.W, second.W)
	copy(l.B, second.B)
	addMul(view(l.B, 1, len(l.B)), view(first.B, 1, len(first.B)), second.W)
	return l
}
