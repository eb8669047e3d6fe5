package nn

import "math"

// A Source draws random numbers. It is all that the package asks of a
// generator.
type Source interface {
	Uniform(low, high float64) float64 // from [low, high)
	Normal() float64                   // mean 0, standard deviation 1
}

// An Initializer draws one weight of a linear layer with in inputs and out
// outputs. Biases always start at zero.
type Initializer struct {
	Name string
	Rule string // the rule in a few words
	Draw func(in, out float64, s Source) float64
}

// Initializers lists the initialisers by the names that [Network.Init] takes.
var Initializers = []Initializer{
	// The assignment's own rule. It has the product of the widths where
	// Glorot's has their sum, so that wide layers start with far smaller
	// weights: its four-layer net stays at a loss of ln 2 for ten epochs.
	{"notebook", "uniform, a = sqrt(6/(in*out))", func(in, out float64, s Source) float64 {
		a := math.Sqrt(6 / (in * out))
		return s.Uniform(-a, a)
	}},
	// Glorot and Bengio, 2010, eq. 16: keeps the variance of outputs and of
	// gradients from layer to layer.
	{"glorot", "uniform, a = sqrt(6/(in+out))", func(in, out float64, s Source) float64 {
		a := math.Sqrt(6 / (in + out))
		return s.Uniform(-a, a)
	}},
	// He et al., 2015, eq. 10: twice the variance, for the half that a ReLU
	// cuts away.
	{"he", "normal, sigma = sqrt(2/in)", func(in, out float64, s Source) float64 {
		return math.Sqrt(2/in) * s.Normal()
	}},
	{"zeros", "all zero: hidden units never differ", func(in, out float64, s Source) float64 {
		return 0
	}},
}

// Init draws the weights of all layers, layer by layer, each row by row, by
// the initialiser of that name, and sets the biases to zero.
func (n *Network) Init(name string, s Source) error {
	init, err := find("initialiser", Initializers, func(i Initializer) string { return i.Name }, name)
	if err != nil {
		return err
	}
	for _, l := range n.Weighted() {
		w, _ := l.Weights()
		for i := range w.Data {
			w.Data[i] = init.Draw(float64(w.Rows), float64(w.Cols), s)
		}
		b, _ := l.Biases()
		clear(b)
	}
	return nil
}
