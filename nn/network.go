package nn

import (
	"slices"

	"gonum.org/v1/gonum/floats"
)

// A Network is a chain of layers. It keeps the input of each layer while going
// forward and takes the gradient back through them in reverse. A network of
// layers at hand is made as Network{Layers: layers}; only one that [New] made
// has its parameters in one place, for Params and Step.
type Network struct {
	Layers []Layer

	values, gradient []float64 // of all layers, one after the other
	trace            []Matrix  // trace[i] is the input of Layers[i] in the last Forward, and the last the output
}

// New returns a network with zero weights for inputs of the given width. The
// layers are written as a list like "linear:32,relu,linear:1,sigmoid", by the
// names of [Kinds]; linear:N has N outputs. The error names the entry that
// makes no sense, and wraps [ErrUnknown] or [ErrRange].
func New(in int, layers string) (*Network, error) {
	shapes, err := Shapes(in, layers)
	if err != nil {
		return nil, err
	}
	total := 0
	for _, s := range shapes {
		total += s.Params
	}
	n := &Network{values: make([]float64, total), gradient: make([]float64, total)}
	at := 0
	for _, s := range shapes {
		kind, _ := find("layer", Kinds, func(k Kind) string { return k.Name }, s.Name)
		end := at + s.Params
		n.Layers = append(n.Layers, kind.New(s, n.values[at:end:end], n.gradient[at:end:end]))
		at = end
	}
	return n, nil
}

// Params returns the parameters of all layers and their gradient, flat: layer
// by layer, W row by row, then b. Both are views and stay valid.
func (n *Network) Params() (values, gradient []float64) { return n.values, n.gradient }

// Forward returns the network's output for the batch x (n x in) and keeps the
// input of each layer for Backward; x must stay as it is until then.
func (n *Network) Forward(x Matrix) Matrix {
	n.trace = append(n.trace[:0], x)
	for _, l := range n.Layers {
		x = l.Forward(x)
		n.trace = append(n.trace, x)
	}
	return x
}

// Input returns what layer i got in the last Forward (n x in): a view that the
// next one overwrites. For i = len(Layers) it is the network's output.
func (n *Network) Input(i int) Matrix { return n.trace[i] }

// Backward takes dL/dŷ of the last Forward (n x out) back through the layers
// and leaves the gradient of the parameters, summed over the batch, where
// Params shows it. It goes no further than the first layer that has any.
func (n *Network) Backward(dy Matrix) {
	first := slices.IndexFunc(n.Layers, func(l Layer) bool { values, _ := l.Params(); return len(values) > 0 })
	if first < 0 {
		return
	}
	dy = n.backwardTo(first+1, dy)
	if l, ok := n.Layers[first].(paramsBackward); ok {
		l.BackwardParams(n.trace[first], dy)
	} else {
		n.Layers[first].Backward(n.trace[first], dy)
	}
}

// BackwardInput is Backward that also returns dL/dx (n x in).
func (n *Network) BackwardInput(dy Matrix) Matrix { return n.backwardTo(0, dy) }

func (n *Network) backwardTo(first int, dy Matrix) Matrix {
	for i := len(n.Layers) - 1; i >= first; i-- {
		dy = n.Layers[i].Backward(n.trace[i], dy)
	}
	return dy
}

// Weighted returns the layers that have weights, in their order.
func (n *Network) Weighted() (list []Weighted) {
	for _, l := range n.Layers {
		if l, ok := l.(Weighted); ok {
			list = append(list, l)
		}
	}
	return list
}

// AddL2 adds the penalty's gradient lambda·W to the gradient of the weights:
// the loss plus lambda/2 times the sum of all squared weights. Biases, which
// do not make a function steeper, stay free.
func (n *Network) AddL2(lambda float64) {
	for _, l := range n.Layers {
		if l, ok := l.(Weighted); ok {
			w, dw := l.Weights()
			floats.AddScaled(dw.Data, lambda, w.Data)
		}
	}
}

// Step moves the parameters of all layers against their gradient.
func (n *Network) Step(o *Optimizer, learningRate float64) {
	o.Step(n.values, n.gradient, learningRate)
}
