package check

import (
	"slices"

	"nntui/model"
	"nntui/nn"

	"gonum.org/v1/gonum/floats"
)

// A Fault is a mistake that can be planted in a gradient on purpose, to see
// whether a check finds it. It wraps the real layers, whose Forward stays
// right: only what Backward leaves and returns is spoiled.
type Fault struct {
	Name  string
	About string

	// linear and activation spoil what Backward of such a layer has computed
	// for the input x and the upstream gradient dy; loss spoils the gradient
	// of a component without layers. Each may be nil.
	linear     func(l *nn.Linear, x, dy, dx nn.Matrix)
	activation func(dy, dx nn.Matrix)
	loss       func(gradient []float64)
}

// NoFault is the name of the entry of Faults that leaves everything right.
const NoFault = "none"

// Faults lists what can be planted.
var Faults = []Fault{
	{Name: NoFault, About: "the gradient as it is"},
	scaling("sign", "the gradient is negated", -1),
	scaling("factor", "the gradient is twice too large", 2),
	{Name: "no-batch-sum", About: "db comes from the last row of the batch only",
		linear: func(l *nn.Linear, _, dy, _ nn.Matrix) { copy(l.DB, dy.Data[(dy.Rows-1)*dy.Cols:]) }},
	{Name: "transpose", About: "dx takes W for its transpose", linear: misreadW},
	{Name: "no-activation", About: "the activation's derivative is forgotten",
		activation: func(dy, dx nn.Matrix) { copy(dx.Data, dy.Data) }},
	{Name: "shift", About: "db is rotated by one",
		linear: func(l *nn.Linear, _, _, _ nn.Matrix) { rotate(l.DB) }},
}

// scaling is the fault that multiplies the gradients of all parameters or, of
// a component without any, of the input.
func scaling(name, about string, by float64) Fault {
	return Fault{Name: name, About: about,
		linear: func(l *nn.Linear, _, _, _ nn.Matrix) {
			_, gradient := l.Params()
			floats.Scale(by, gradient)
		},
		activation: func(_, dx nn.Matrix) { floats.Scale(by, dx.Data) },
		loss:       func(gradient []float64) { floats.Scale(by, gradient) },
	}
}

// misreadW computes dx = dy·Wᵀ with the numbers of W read column by column
// instead of row by row: with W for Wᵀ where W is square, and where it is not,
// as a reshape in place of a transpose does.
func misreadW(l *nn.Linear, _, dy, dx nn.Matrix) {
	for r := range dx.Rows {
		for i := range dx.Cols {
			dx.Data[r*dx.Cols+i] = misread(l, dy.Data[r*dy.Cols:(r+1)*dy.Cols], i)
		}
	}
}

// misread is entry i of dx for one row dy.
func misread(l *nn.Linear, dy []float64, i int) (sum float64) {
	for j, d := range dy {
		sum += d * l.W.Data[j*l.W.Rows+i]
	}
	return sum
}

func rotate(x []float64) {
	last := x[len(x)-1]
	copy(x[1:], x)
	x[0] = last
}

// faulty is a layer whose Backward is spoiled.
type faulty struct {
	nn.Layer
	spoil func(x, dy, dx nn.Matrix)
}

// Backward returns what the real layer does, spoiled.
func (l faulty) Backward(x, dy nn.Matrix) nn.Matrix {
	dx := l.Layer.Backward(x, dy)
	l.spoil(x, dy, dx)
	return dx
}

// plant wraps the layers that the fault concerns. Where it could concern both
// kinds, the linear layers have it.
func (f Fault) plant(layers []nn.Layer) []nn.Layer {
	wrapped := slices.Clone(layers)
	linears := false
	for i, l := range layers {
		if l, ok := l.(*nn.Linear); ok && f.linear != nil {
			linears = true
			wrapped[i] = faulty{l, func(x, dy, dx nn.Matrix) { f.linear(l, x, dy, dx) }}
		}
	}
	for i, l := range layers {
		if l, ok := l.(*nn.Elementwise); ok && f.activation != nil && !linears {
			wrapped[i] = faulty{l, func(_, dy, dx nn.Matrix) { f.activation(dy, dx) }}
		}
	}
	return wrapped
}

func (f Fault) spoilLoss(gradient []float64) {
	if f.loss != nil {
		f.loss(gradient)
	}
}

// linearOf returns the linear layer that l is or wraps, or nil.
func linearOf(l nn.Layer) *nn.Linear {
	if w, ok := l.(faulty); ok {
		l = w.Layer
	}
	linear, _ := l.(*nn.Linear)
	return linear
}

// activationOf returns the name of the activation that l is or wraps, or "".
func activationOf(l nn.Layer) string {
	if w, ok := l.(faulty); ok {
		l = w.Layer
	}
	if e, ok := l.(*nn.Elementwise); ok {
		return e.Name
	}
	return ""
}

// faultNamed returns the fault of that name if it can happen to the component.
func faultNamed(name string, c Component) (Fault, error) {
	for _, f := range Faults {
		if f.Name == name && slices.Contains(c.Faults, name) {
			return f, nil
		}
	}
	return Fault{}, model.Refuse("fault", "%q cannot happen to %s; it takes %s", name, c.Name, list(c.Faults, "or"))
}
