package nn

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// An Activation is a function applied to each entry of a batch, beside its
// derivative. Both work on whole slices because a call for each entry costs
// more than the arithmetic; y and dydx may not overlap x.
type Activation struct {
	Name       string
	Value      func(y, x []float64)    // y[i] = f(x[i])
	Derivative func(dydx, x []float64) // dydx[i] = f'(x[i])
}

// Activations lists the activations by the names that [New] takes.
var Activations = []Activation{
	{"sigmoid", sigmoid, sigmoidDerivative},
	// relu'(x) = 0 for x < 0, else 1; at 0 itself any value from 0 to 1 would
	// be a subgradient.
	{"relu", relu, func(dydx, x []float64) { leaky(dydx, x, 0) }},
	// leakyrelu'(x) = 0.01 for x < 0, else 1: a unit that is off still learns.
	{"leaky-relu", leakyReLU, func(dydx, x []float64) { leaky(dydx, x, leakySlope) }},
	{"tanh", tanh, tanhDerivative},
}

// σ(x) = 1 / (1 + e^-x). Where e^-x overflows, to infinity, σ is the exact
// limit 0.
func sigmoid(y, x []float64) {
	for i, v := range x {
		y[i] = 1 / (1 + math.Exp(-v))
	}
}

// σ'(x) = σ(x)(1 - σ(x)).
func sigmoidDerivative(dydx, x []float64) {
	sigmoid(dydx, x)
	for i, s := range dydx {
		dydx[i] = s * (1 - s)
	}
}

// relu(x) = max(0, x).
func relu(y, x []float64) {
	for i, v := range x {
		y[i] = max(0, v)
	}
}

// leakySlope is the slope of the leaky ReLU below zero, as in PyTorch.
const leakySlope = 0.01

// leakyrelu(x) = x for x >= 0, else 0.01x.
func leakyReLU(y, x []float64) {
	leaky(y, x, leakySlope)
	floats.Mul(y, x)
}

// leaky sets d[i] to below where x[i] < 0, else to 1. The signs of a hidden
// layer follow no pattern that a processor could predict, so there is no
// branch.
func leaky(d, x []float64, below float64) {
	slopes := [...]float64{1, below}
	for i, v := range x {
		negative := 0
		if v < 0 {
			negative = 1
		}
		d[i] = slopes[negative]
	}
}

// tanh(x) = (e^x - e^-x) / (e^x + e^-x).
func tanh(y, x []float64) {
	for i, v := range x {
		y[i] = math.Tanh(v)
	}
}

// tanh'(x) = 1 - tanh²(x).
func tanhDerivative(dydx, x []float64) {
	tanh(dydx, x)
	for i, t := range dydx {
		dydx[i] = 1 - t*t
	}
}

// activationKinds are the layers of [Activations].
func activationKinds() []Kind {
	kinds := make([]Kind, len(Activations))
	for i, a := range Activations {
		kinds[i] = Kind{Name: a.Name, New: func(Shape, []float64, []float64) Layer { return &Elementwise{Activation: a} }}
	}
	return kinds
}

// Elementwise is the layer of an [Activation]. It has no parameters.
type Elementwise struct {
	Activation
	y, dx Matrix
}

// Forward returns f of each entry of x.
func (l *Elementwise) Forward(x Matrix) Matrix {
	resize(&l.y, x.Rows, x.Cols)
	l.Value(l.y.Data, flat(x))
	return l.y
}

// Backward returns dy times f'(x), entry by entry.
func (l *Elementwise) Backward(x, dy Matrix) Matrix {
	mustBe("dy of an activation", dy, x.Rows, x.Cols)
	resize(&l.dx, x.Rows, x.Cols)
	l.Derivative(l.dx.Data, flat(x))
	floats.Mul(l.dx.Data, flat(dy))
	return l.dx
}

// Params returns nil, nil.
func (l *Elementwise) Params() (values, gradient []float64) { return nil, nil }
