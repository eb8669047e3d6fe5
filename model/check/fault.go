package check

import (
	"slices"

	"gonum.org/v1/gonum/floats"

	"nntui/model"
	"nntui/model/setting"
	"nntui/nn"
)

// A Fault is a mistake that can be planted in a gradient on purpose, to see
// whether a check finds it. What goes forward stays right: only what Backward
// leaves and returns is spoiled.
type Fault struct {
	Name  string
	About string

	// Each of these may be nil. weighted and activation spoil what Backward of
	// such a layer has computed from dy: dx, which may be empty, and the
	// gradient of its parameters, of which db is part. Where there are layers
	// for both, those with weights have it. With both, a fault spoils any
	// gradient: also that of a component without layers, as dx.
	weighted   func(l nn.Weighted, db []float64, dy, dx nn.Matrix)
	activation func(dy, dx nn.Matrix)

	rows, outputs int // of a batch and a layer: with fewer, weighted changes nothing
}

// NoFault is the name of the entry of Faults that leaves everything right.
const NoFault = "none"

// Faults lists what can be planted.
var Faults = []Fault{
	{Name: NoFault, About: "the gradient as it is"},
	scaling("sign", "the gradient is negated", -1),
	scaling("factor", "the gradient is twice too large", 2),
	{Name: "no-batch-sum", About: "db comes from the last row of the batch only", rows: 2,
		weighted: func(_ nn.Weighted, db []float64, dy, _ nn.Matrix) { copy(db, dy.Data[(dy.Rows-1)*dy.Cols:]) }},
	{Name: "transpose", About: "dx takes W for its transpose", outputs: 2, weighted: misreadW},
	{Name: "no-activation", About: "the activation's derivative is forgotten",
		activation: func(dy, dx nn.Matrix) { copy(dx.Data, dy.Data) }},
	{Name: "shift", About: "db is rotated by one", outputs: 2,
		weighted: func(_ nn.Weighted, db []float64, _, _ nn.Matrix) { copy(db, slices.Concat(db[len(db)-1:], db)) }},
}

// scaling is the fault that multiplies the gradients of all parameters or, of
// a component without any, of the input.
func scaling(name, about string, by float64) Fault {
	return Fault{Name: name, About: about,
		weighted: func(l nn.Weighted, _ []float64, _, _ nn.Matrix) {
			_, gradient := l.Params()
			floats.Scale(by, gradient)
		},
		activation: func(_, dx nn.Matrix) { floats.Scale(by, dx.Data) },
	}
}

// misreadW computes dx = dy·Wᵀ with the numbers of W read column by column
// instead of row by row: with W for Wᵀ where W is square, and where it is not,
// as a reshape in place of a transpose does.
func misreadW(l nn.Weighted, _ []float64, dy, dx nn.Matrix) {
	w, _ := l.Weights()
	for i := range dx.Data {
		row := i / w.Rows * w.Cols
		dx.Data[i] = misread(w, dy.Data[row:row+w.Cols], i%w.Rows)
	}
}

// misread is entry i of dx for one row dy.
func misread(w nn.Matrix, dy []float64, i int) (sum float64) {
	for j, d := range dy {
		sum += d * w.Data[j*w.Rows+i]
	}
	return sum
}

// plant puts the fault into the layers that it concerns or, where there are
// none, into the gradient of the loss.
func (f Fault) plant(taps []*tap, dy nn.Matrix) {
	elsewhere := f.weighted != nil && slices.ContainsFunc(taps, func(t *tap) bool { return t.weighted != nil })
	for _, t := range taps {
		t.spoil = func(_, _ nn.Matrix) {}
		switch l := t.weighted; {
		case l != nil && f.weighted != nil:
			_, db := l.Biases()
			t.spoil = func(dy, dx nn.Matrix) { f.weighted(l, db, dy, dx) }
		case l == nil && f.activation != nil && !elsewhere:
			t.spoil = f.activation
		}
	}
	if len(taps) == 0 && f.activation != nil {
		f.activation(dy, dy)
	}
}

// happensTo reports whether the fault can change a number of a component.
func (f Fault) happensTo(c Component) bool {
	for _, s := range c.shapes() {
		if s.Params > 0 && f.weighted != nil && c.rows >= f.rows && s.Out >= f.outputs || s.Params == 0 && f.activation != nil {
			return true
		}
	}
	return f.Name == NoFault || c.layers == "" && f.weighted != nil && f.activation != nil
}

// faultNamed returns the fault of that name if it can happen to the component.
func faultNamed(name string, c Component) (Fault, error) {
	f, ok := setting.Named(Faults, name, func(f Fault) string { return f.Name })
	if !ok || !slices.Contains(c.Faults, name) {
		return f, model.Refuse("fault", "%q cannot happen to %s; it takes %s", name, c.Name, setting.List(c.Faults, "or"))
	}
	return f, nil
}
