package nn

import "gonum.org/v1/gonum/floats"

// Linear is the layer y = xW + b.
type Linear struct {
	W, DW Matrix    // in x out: the weights and dL/dW
	B, DB []float64 // out: the biases and dL/db

	values, gradient []float64 // W then B, and DW then DB, flat
	y, dx            Matrix
}

func linearSize(in, width int) (out, params int) { return width, in*width + width }

func newLinear(s Shape, values, gradient []float64) Layer {
	n := s.In * s.Out
	return &Linear{
		W: view(values, s.In, s.Out), B: values[n:],
		DW: view(gradient, s.In, s.Out), DB: gradient[n:],
		values: values, gradient: gradient,
	}
}

// NewLinear returns a linear layer with zero weights and biases.
func NewLinear(in, out int) *Linear {
	_, n := linearSize(in, out)
	return newLinear(Shape{In: in, Out: out}, make([]float64, n), make([]float64, n)).(*Linear)
}

// Forward returns xW + b.
func (l *Linear) Forward(x Matrix) Matrix {
	mustBe("x of a linear layer", x, x.Rows, l.W.Rows)
	resize(&l.y, x.Rows, l.W.Cols)
	for i := range x.Rows {
		copy(row(l.y, i).Data, l.B)
	}
	addMul(l.y, x, l.W)
	return l.y
}

// Backward returns dL/dx = dy·Wᵀ and keeps dL/dW = xᵀ·dy and dL/db, the
// column sums of dy. With y_j = Σ_i x_i W_ij + b_j for one example,
//
//	∂y_j/∂x_i = W_ij,  ∂y_j/∂W_ik = x_i if j = k else 0,  ∂y_j/∂b_k = 1 if j = k else 0;
//
// the chain rule sums dy_j times these over j, and over the batch.
func (l *Linear) Backward(x, dy Matrix) Matrix {
	l.BackwardParams(x, dy)
	resize(&l.dx, x.Rows, x.Cols)
	clear(l.dx.Data)
	addMulTransB(l.dx, dy, l.W)
	return l.dx
}

// BackwardParams is Backward without dL/dx.
func (l *Linear) BackwardParams(x, dy Matrix) {
	mustBe("x of a linear layer", x, x.Rows, l.W.Rows)
	mustBe("dy of a linear layer", dy, x.Rows, l.W.Cols)
	clear(l.gradient)
	addMulTransA(l.DW, x, dy)
	for i := range dy.Rows {
		floats.Add(l.DB, row(dy, i).Data)
	}
}

// Params returns W row by row, then b, and their gradient likewise.
func (l *Linear) Params() (values, gradient []float64) { return l.values, l.gradient }

// Weights returns W and dL/dW.
func (l *Linear) Weights() (w, dw Matrix) { return l.W, l.DW }

// Biases returns b and dL/db.
func (l *Linear) Biases() (b, db []float64) { return l.B, l.DB }

// Fold returns the one linear layer that does what all of these do one after
// the other, or nil where one of them is of another kind. For W1 (n x m), b1
// (m), W2 (m x p) and b2 (p),
//
//	(x·W1 + b1)·W2 + b2 = x·(W1·W2) + (b1·W2 + b2),
//
// so that its weights are W1·W2 (n x p) and its biases b1·W2 + b2 (p). However
// many linear layers follow each other, they can do no more than a single one
// can: it takes an activation between them to make a difference.
func Fold(layers ...Layer) *Linear {
	var rest *Linear // what comes after: a narrow output makes small products
	for i := len(layers) - 1; i >= 0; i-- {
		l, ok := layers[i].(*Linear)
		if !ok {
			return nil
		}
		if rest != nil {
			l = fold(l, rest)
		}
		rest = l
	}
	return rest
}

func fold(first, second *Linear) *Linear {
	l := NewLinear(first.W.Rows, second.W.Cols)
	addMul(l.W, first.W, second.W)
	copy(l.B, second.B)
	addMul(view(l.B, 1, len(l.B)), view(first.B, 1, len(first.B)), second.W)
	return l
}
