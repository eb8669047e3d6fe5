package nn

import "gonum.org/v1/gonum/floats"

// A Layer maps a batch to a batch and knows its own derivative. Its results
// are its own workspaces: the next call overwrites them. Its arguments stay
// as they are.
type Layer interface {
	// Forward returns the layer's output for the batch x (n x in): n x out.
	Forward(x Matrix) Matrix

	// Backward takes dL/dy (n x out) at the batch x (n x in) and returns
	// dL/dx (n x in). A layer with parameters also leaves their gradient,
	// summed over the batch, where Params shows it.
	Backward(x, dy Matrix) Matrix

	// Params returns the layer's parameters and their gradient, both as flat
	// views of equal length that stay valid; both are nil where there are none.
	Params() (values, gradient []float64)
}

// Elementwise is the layer of an [Activation]. It has no parameters.
type Elementwise struct {
	Activation
	y, dx Matrix
}

// Forward returns f of each entry of x.
func (l *Elementwise) Forward(x Matrix) Matrix {
	resize(&l.y, x.Rows, x.Cols)
	l.Value(l.y.Data, x.Data)
	return l.y
}

// Backward returns dy times f'(x), entry by entry.
func (l *Elementwise) Backward(x, dy Matrix) Matrix {
	resize(&l.dx, x.Rows, x.Cols)
	l.Derivative(l.dx.Data, x.Data)
	floats.Mul(l.dx.Data, dy.Data)
	return l.dx
}

// Params returns nil, nil.
func (l *Elementwise) Params() (values, gradient []float64) { return nil, nil }

// Linear is the layer y = xW + b.
type Linear struct {
	W, DW Matrix    // in x out: the weights and dL/dW
	B, DB []float64 // out: the biases and dL/db

	values, gradient []float64 // W then B, and DW then DB, flat
	y, dx            Matrix
}

// NewLinear returns a linear layer with zero weights and biases.
func NewLinear(in, out int) *Linear {
	n := linearParams(in, out)
	return linearOver(make([]float64, n), make([]float64, n), in, out)
}

func linearParams(in, out int) int { return in*out + out }

// linearOver returns a linear layer whose parameters and gradient live in the
// given slices.
func linearOver(values, gradient []float64, in, out int) *Linear {
	return &Linear{
		W: view(values, in, out), B: values[in*out:],
		DW: view(gradient, in, out), DB: gradient[in*out:],
		values: values, gradient: gradient,
	}
}

// Forward returns xW + b.
func (l *Linear) Forward(x Matrix) Matrix {
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
	l.backwardParams(x, dy)
	resize(&l.dx, x.Rows, x.Cols)
	clear(l.dx.Data)
	addMulTransB(l.dx, dy, l.W)
	return l.dx
}

// backwardParams is Backward without dL/dx, which nobody needs of the first
// layer of a network in training.
func (l *Linear) backwardParams(x, dy Matrix) {
	clear(l.gradient)
	addMulTransA(l.DW, x, dy)
	for i := range dy.Rows {
		floats.Add(l.DB, row(dy, i).Data)
	}
}

// Params returns W row by row, then b, and their gradient likewise.
func (l *Linear) Params() (values, gradient []float64) { return l.values, l.gradient }
