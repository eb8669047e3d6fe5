package nn

import (
	"fmt"
	"strconv"
	"strings"
)

// MaxParams bounds the parameters of a network: beyond it a typing error in a
// width would exhaust the memory of the machine.
const MaxParams = 10_000_000

// A Network is a chain of layers. It keeps the input of each layer while going
// forward and takes the gradient back through them in reverse.
type Network struct {
	Layers []Layer

	out              int       // width of the output
	values, gradient []float64 // of all layers, one after the other
	trace            []Matrix  // trace[i] is the input of Layers[i] in the last Forward
}

// New returns a network with zero weights for inputs of the given width. The
// layers are written as a list like "linear:32,relu,linear:1,sigmoid":
// linear:N is a [Linear] layer with N outputs, the other names are those of
// [Activations]. The error names the entry that makes no sense.
func New(in int, layers string) (*Network, error) {
	specs, total, err := parse(in, layers)
	if err != nil {
		return nil, err
	}
	n := &Network{
		out:      specs[len(specs)-1].out,
		values:   make([]float64, total),
		gradient: make([]float64, total),
		trace:    make([]Matrix, len(specs)),
	}
	at := 0
	for _, s := range specs {
		if s.activation != nil {
			n.Layers = append(n.Layers, &Elementwise{Activation: *s.activation})
			continue
		}
		end := at + linearParams(s.in, s.out)
		n.Layers = append(n.Layers, linearOver(n.values[at:end:end], n.gradient[at:end:end], s.in, s.out))
		at = end
	}
	return n, nil
}

// spec is one parsed entry of a list of layers.
type spec struct {
	in, out    int
	activation *Activation // nil for a linear layer
}

// parse reads a list of layers and counts their parameters.
func parse(in int, layers string) (specs []spec, params int, err error) {
	if in < 1 || in > MaxParams {
		return nil, 0, fmt.Errorf("nn: %d inputs: a network has from 1 to %d", in, MaxParams)
	}
	for i, entry := range strings.Split(layers, ",") {
		s, err := parseEntry(in, strings.TrimSpace(entry))
		if err != nil {
			return nil, 0, fmt.Errorf("nn: layer %d: %w", i+1, err)
		}
		if s.activation == nil {
			params += linearParams(s.in, s.out)
		}
		if params > MaxParams {
			return nil, 0, fmt.Errorf("nn: layer %d: the network has more than %d parameters", i+1, MaxParams)
		}
		specs = append(specs, s)
		in = s.out
	}
	return specs, params, nil
}

func parseEntry(in int, entry string) (spec, error) {
	if width, ok := strings.CutPrefix(entry, "linear:"); ok {
		out, err := strconv.Atoi(width)
		if err != nil || out < 1 || out > MaxParams {
			return spec{}, fmt.Errorf("%q: a linear layer has from 1 to %d outputs", entry, MaxParams)
		}
		return spec{in: in, out: out}, nil
	}
	for i := range Activations {
		if Activations[i].Name == entry {
			return spec{in: in, out: in, activation: &Activations[i]}, nil
		}
	}
	return spec{}, fmt.Errorf("%q is not a layer; it takes linear:N, %s", entry, names(Activations, func(a Activation) string { return a.Name }))
}

// names lists the names of a table for an error message: "a, b or c".
func names[T any](table []T, name func(T) string) string {
	list := make([]string, len(table))
	for i, t := range table {
		list[i] = name(t)
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " or " + list[last]
}

// Out returns the width of the network's output.
func (n *Network) Out() int { return n.out }

// Params returns the parameters of all layers and their gradient, flat: layer
// by layer, W row by row, then b. Both are views and stay valid.
func (n *Network) Params() (values, gradient []float64) { return n.values, n.gradient }

// Forward returns the network's output for the batch x (n x in) and keeps the
// input of each layer for Backward; x must stay as it is until then.
func (n *Network) Forward(x Matrix) Matrix {
	for i, l := range n.Layers {
		n.trace[i] = x
		x = l.Forward(x)
	}
	return x
}

// Backward takes dL/dŷ of the last Forward (n x out) back through the layers
// and leaves the gradient of the parameters, summed over the batch, where
// Params shows it.
func (n *Network) Backward(dy Matrix) {
	dy = n.backwardTo(1, dy)
	if first, ok := n.Layers[0].(*Linear); ok {
		first.backwardParams(n.trace[0], dy)
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

// AddL2 adds the penalty's gradient lambda·W to the gradient of the weights:
// the loss plus lambda/2 times the sum of all squared weights. Biases, which
// do not make a function steeper, stay free.
func (n *Network) AddL2(lambda float64) {
	for _, l := range n.Layers {
		if l, ok := l.(*Linear); ok {
			for i, w := range l.W.Data {
				l.DW.Data[i] += lambda * w
			}
		}
	}
}

// Step moves the parameters of all layers against their gradient.
func (n *Network) Step(o Optimizer, learningRate float64) {
	o.Step(n.values, n.gradient, learningRate)
}
