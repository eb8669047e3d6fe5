package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nntui/data"
	"nntui/data/nprand"
	"nntui/model"
	"nntui/model/training"
	"nntui/nn"
)

// A Component is something of the assignment whose gradient can be checked.
type Component struct {
	Name   string
	About  string
	Faults []string // the names of the Faults that can happen to it
	build  func(seed uint64, s size) (parts, error)
}

// layerChecked reports whether the assignment shows SciPy's check_grad
// larger inputs of the component than those it prints, in section 1.4 (d).
func (c Component) layerChecked() bool {
	return slices.Contains([]string{"linear", "relu-layer"}, c.Name)
}

// parts is what a component is made of.
type parts struct {
	input    string // the name of the batch as a tensor
	vector   bool   // is that a list of numbers, each an example?
	x        nn.Matrix
	layers   []nn.Layer
	losses   losses
	numbered bool // number the parameters of the layers: W1, b1
}

// size is how large a component is; 0 for as large as in the assignment.
// Positive asks for the inputs and the loss of section 1.4 (d).
type size struct {
	rows, in, out int
	positive      bool
}

var (
	ofActivation = []string{NoFault, "sign", "factor", "no-activation"}
	ofLoss       = []string{NoFault, "sign", "factor"}
	ofLinear     = []string{NoFault, "sign", "factor", "no-batch-sum", "transpose", "shift"}
	ofNetwork    = []string{NoFault, "sign", "factor", "no-batch-sum", "transpose", "no-activation", "shift"}
)

// Components lists what can be checked, with inputs drawn as the assignment
// draws them.
var Components = []Component{
	{"sigmoid", "the sigmoid at five points", ofActivation, activationPoints("sigmoid")},
	{"relu", "the ReLU at five points", ofActivation, activationPoints("relu")},
	{"tanh", "the hyperbolic tangent at five points", ofActivation, activationPoints("tanh")},
	{"leaky-relu", "the leaky ReLU at five points", ofActivation, activationPoints("leaky-relu")},
	{"bce", "binary cross-entropy for five labels, by the prediction", ofLoss, bcePoints},
	{"linear", "the linear layer 5 to 7 on three rows: L = sum of y", ofLinear, linearLayer},
	{"linear-y", "the output of the linear layer: L = sum of y", ofLoss, linearOutput},
	{"sigmoid-layer", "the sigmoid layer on 3x5 numbers: L = sum of y", ofActivation, activationLayer("sigmoid", drawNormal)},
	{"relu-layer", "the ReLU layer on 3x5 numbers: L = sum of y", ofActivation, activationLayer("relu", drawWide)},
	{"one-layer", "loss of the one-layer model, by its input and parameters", ofActivation, oneLayer},
	{"one-layer-a", "loss of the one-layer model at the input of 1.3 (a)", ofActivation, oneLayerA},
	{"network", "summed loss of the 64-32-1 network on the digits 3 to 7", ofNetwork, network},
}

// ComponentNamed returns the entry of Components of that name. The error is a
// *ConfigError.
func ComponentNamed(name string) (Component, error) {
	var known []string
	for _, c := range Components {
		if c.Name == name {
			return c, nil
		}
		known = append(known, c.Name)
	}
	return Component{}, model.Refuse("component", "%q is unknown; it takes %s", name, strings.Join(known, ", "))
}

// activationPoints is an activation at uniform points from -10 to 10.
func activationPoints(name string) func(uint64, size) (parts, error) {
	return func(seed uint64, s size) (parts, error) {
		x := drawn(cmp.Or(s.rows, 5), 1, drawWide(nprand.New(seed)))
		return parts{input: "x", vector: true, x: x, layers: []nn.Layer{elementwise(name)}}, nil
	}
}

func activationLayer(name string, draw func(*nprand.Generator) func() float64) func(uint64, size) (parts, error) {
	return func(seed uint64, s size) (parts, error) {
		draw := draw(nprand.New(seed))
		if s.positive {
			draw = drawPositive(nprand.New(seed))
		}
		x := drawn(cmp.Or(s.rows, 3), cmp.Or(s.in, 5), draw)
		return parts{input: "x", x: x, layers: []nn.Layer{elementwise(name)}}, nil
	}
}

// edge keeps drawn predictions away from 0 and 1, where the logarithm bends
// so much that no common h is small enough.
const edge = 1e-3

func bcePoints(seed uint64, s size) (parts, error) {
	g, n := nprand.New(seed), cmp.Or(s.rows, 5)
	labels := make([]float64, n)
	for i := range labels {
		labels[i] = float64(g.Integers(2))
	}
	yhat := drawn(n, 1, func() float64 { return min(max(g.Uniform(0, 1), edge), 1-edge) })
	return parts{input: "yhat", vector: true, x: yhat, losses: losses{labels: labels}}, nil
}

func linearLayer(seed uint64, s size) (parts, error) {
	g, in, out := nprand.New(seed), cmp.Or(s.in, 5), cmp.Or(s.out, 7)
	draw, upstream := drawUnit(g), 1.0
	if s.positive {
		draw, upstream = drawPositive(g), 2
	}
	x := drawn(cmp.Or(s.rows, 3), in, draw)
	l, a := nn.NewLinear(in, out), math.Sqrt(6/float64(in*out))
	fill(l.W.Data, func() float64 { return g.Uniform(-a, a) })
	return parts{input: "x", x: x, layers: []nn.Layer{l}, losses: losses{upstream: upstream}}, nil
}

// linearOutput is the loss after that layer, by the layer's output.
func linearOutput(seed uint64, s size) (parts, error) {
	p, err := linearLayer(seed, s)
	if err != nil {
		return parts{}, err
	}
	return parts{input: "y", x: clone(p.layers[0].Forward(p.x)), losses: p.losses}, nil
}

// oneLayer is the model of section 1.3 at the input of part (b), drawn from a
// new generator.
func oneLayer(seed uint64, s size) (parts, error) {
	p, _, err := oneLayerModel(seed, s)
	fill(p.x.Data, drawUnit(nprand.New(seed)))
	return p, err
}

// oneLayerA is the same model at the input of part (a), drawn after the
// parameters.
func oneLayerA(seed uint64, s size) (parts, error) {
	p, g, err := oneLayerModel(seed, s)
	fill(p.x.Data, drawUnit(g))
	return p, err
}

// oneLayerModel draws the parameters only, and returns the generator as it is
// then.
func oneLayerModel(seed uint64, s size) (parts, *nprand.Generator, error) {
	in := cmp.Or(s.in, 5)
	net, err := nn.New(in, "linear:1,sigmoid")
	if err != nil {
		return parts{}, nil, err
	}
	g := nprand.New(seed)
	values, _ := net.Params()
	fill(values, g.Normal)
	labels := slices.Repeat([]float64{1}, cmp.Or(s.rows, 1))
	x := nn.NewMatrix(len(labels), in)
	return parts{input: "x", x: x, layers: net.Layers, losses: losses{labels: labels}, numbered: true}, g, nil
}

// firstDigit is the row of the data set from which on the network has its
// batch. The first rows are the digits 0, 1, 2 and so on: from here on there
// are some below 5 and some not, and so both halves of the loss.
const firstDigit = 3

// network is the assignment's first net on a few digits. A smaller one sees
// the first pixels of each only.
func network(seed uint64, s size) (parts, error) {
	digits, err := data.Digits()
	if err != nil {
		return parts{}, err
	}
	layers, in := training.Base.Layers, cmp.Or(s.in, digits.X.Cols)
	if s.out > 0 {
		layers = fmt.Sprintf("linear:%d,relu,linear:1,sigmoid", s.out)
	}
	net, err := nn.New(in, layers)
	if err != nil {
		return parts{}, err
	}
	if err := net.Init(training.Base.Init, nprand.New(seed)); err != nil {
		return parts{}, err
	}
	few := digits.Rows(firstDigit, firstDigit+cmp.Or(s.rows, 5))
	x := nn.NewMatrix(few.Len(), in)
	for r := range x.Rows {
		copy(x.Data[r*in:(r+1)*in], few.X.Data[r*few.X.Stride:])
	}
	return parts{input: "x", x: x, layers: net.Layers, losses: losses{labels: few.Y.Data}, numbered: true}, nil
}

func elementwise(name string) nn.Layer {
	i := slices.IndexFunc(nn.Activations, func(a nn.Activation) bool { return a.Name == name })
	return &nn.Elementwise{Activation: nn.Activations[i]}
}

func drawUnit(g *nprand.Generator) func() float64 {
	return func() float64 { return g.Uniform(0, 1) }
}

func drawPositive(g *nprand.Generator) func() float64 {
	return func() float64 { return g.Uniform(0, 10) }
}

func drawWide(g *nprand.Generator) func() float64 {
	return func() float64 { return g.Uniform(-10, 10) }
}

func drawNormal(g *nprand.Generator) func() float64 { return g.Normal }

func drawn(rows, cols int, draw func() float64) nn.Matrix {
	m := nn.NewMatrix(rows, cols)
	fill(m.Data, draw)
	return m
}

func fill(x []float64, draw func() float64) {
	for i := range x {
		x[i] = draw()
	}
}
