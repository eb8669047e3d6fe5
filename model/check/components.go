package check

import (
	"fmt"
	"math"

	"nntui/data"
	"nntui/data/nprand"
	"nntui/model"
	"nntui/nn"
)

// A Component is something of the assignment whose gradient can be checked.
type Component struct {
	Name   string
	About  string
	Faults []string // the names of the Faults that can happen to it

	input    string // the name of the batch as a tensor
	rows, in int    // the shape of the batch
	layers   string // as nn.New takes them; "" for the loss alone
	draw     drawing
	shown    drawing // what section 1.4 (d) shows SciPy's check_grad; nil for the same
}

// A drawing gives a chain its batch and its loss, where that is not the sum of
// the output, and the network its parameters. The loss alone has none.
type drawing func(c *chain, net *nn.Network, seed uint64) error

// Components lists what can be checked, with inputs drawn as the assignment
// draws them.
var Components = withFaults([]Component{
	{Name: "sigmoid", About: "the sigmoid at five points",
		input: "x", rows: 5, in: 1, layers: "sigmoid", draw: points(wide)},
	{Name: "relu", About: "the ReLU at five points",
		input: "x", rows: 5, in: 1, layers: "relu", draw: points(wide)},
	{Name: "tanh", About: "the hyperbolic tangent at five points",
		input: "x", rows: 5, in: 1, layers: "tanh", draw: points(wide)},
	{Name: "leaky-relu", About: "the leaky ReLU at five points",
		input: "x", rows: 5, in: 1, layers: "leaky-relu", draw: points(wide)},
	{Name: "bce", About: "binary cross-entropy for five labels, by the prediction",
		input: "yhat", rows: 5, in: 1, draw: predictions},
	{Name: "linear", About: "the linear layer 5 to 7 on three rows: L = sum of y",
		input: "x", rows: 3, in: 5, layers: "linear:7", draw: linear(unit, 1), shown: linear(positive, 2)},
	{Name: "linear-y", About: "the output of the linear layer: L = sum of y",
		input: "y", rows: 3, in: 7, draw: linearOutput},
	{Name: "sigmoid-layer", About: "the sigmoid layer on 3x5 numbers: L = sum of y",
		input: "x", rows: 3, in: 5, layers: "sigmoid", draw: points(normal)},
	{Name: "relu-layer", About: "the ReLU layer on 3x5 numbers: L = sum of y",
		input: "x", rows: 3, in: 5, layers: "relu", draw: points(wide), shown: points(positive)},
	{Name: "one-layer", About: "loss of the one-layer model, by its input and parameters",
		input: "x", rows: 1, in: 5, layers: "linear:1,sigmoid", draw: oneLayer},
	{Name: "one-layer-a", About: "loss of the one-layer model at the input of 1.3 (a)",
		input: "x", rows: 1, in: 5, layers: "linear:1,sigmoid", draw: oneLayerA},
	{Name: "network", About: "summed loss of the 64-32-1 network on the digits 3 to 7",
		input: "x", rows: 5, in: 64, layers: "linear:32,relu,linear:1,sigmoid", draw: digits},
})

// withFaults fills in which faults can happen to each component.
func withFaults(components []Component) []Component {
	for i := range components {
		c := &components[i]
		for _, f := range Faults {
			if f.happensTo(*c) {
				c.Faults = append(c.Faults, f.Name)
			}
		}
	}
	return components
}

// ComponentNamed returns the entry of Components of that name. The error is a
// *ConfigError.
func ComponentNamed(name string) (Component, error) {
	return model.EntryNamed("component", name, Components, func(c Component) string { return c.Name })
}

// shapes describes the layers of the component.
func (c Component) shapes() []nn.Shape {
	shapes, _ := nn.Shapes(c.in, c.layers) // an error only where there is none
	return shapes
}

// chain returns the component as drawn, with its gradient.
func (c Component) chain(draw drawing, seed uint64) (*chain, error) {
	net, shapes, out := &nn.Network{}, c.shapes(), c.in
	if len(shapes) > 0 {
		net, _ = nn.New(c.in, c.layers) // there are its shapes
		out = shapes[len(shapes)-1].Out
	}
	made := &chain{name: c.input, x: nn.NewMatrix(c.rows, c.in), y: nn.NewMatrix(c.rows, out), net: net, loss: sumOf(1)}
	fill(made.y.Data, math.NaN)
	if err := draw(made, net, seed); err != nil {
		return nil, err
	}
	for k, l := range net.Layers {
		t := &tap{Layer: l, name: shapes[k].Name, chain: made, at: k}
		made.taps, net.Layers[k] = append(made.taps, t), t
	}
	made.differentiate(Faults[0])
	return made, nil
}

// sumOf is the loss that is the sum of the output, times what a gradient from
// above it would be.
func sumOf(upstream float64) nn.Loss {
	return nn.Loss{
		Value: func(yhat, _ nn.Matrix) (sum float64) {
			for r := range yhat.Rows { // row by row, as the losses of rows add up
				var row float64
				for _, v := range yhat.Data[r*yhat.Cols : (r+1)*yhat.Cols] {
					row += v * upstream
				}
				sum += row
			}
			return sum
		},
		Gradient: func(dyhat, _, _ nn.Matrix) { fill(dyhat.Data, func() float64 { return upstream }) },
	}
}

func fill(x []float64, draw func() float64) {
	for i := range x {
		x[i] = draw()
	}
}

func unit(g *nprand.Generator) func() float64     { return func() float64 { return g.Uniform(0, 1) } }
func positive(g *nprand.Generator) func() float64 { return func() float64 { return g.Uniform(0, 10) } }
func wide(g *nprand.Generator) func() float64     { return func() float64 { return g.Uniform(-10, 10) } }
func normal(g *nprand.Generator) func() float64   { return g.Normal }

// points draws the batch.
func points(from func(*nprand.Generator) func() float64) drawing {
	return func(c *chain, _ *nn.Network, seed uint64) error {
		fill(c.x.Data, from(nprand.New(seed)))
		return nil
	}
}

// margin keeps drawn predictions away from 0 and 1, where the logarithm bends
// so much that no common h is small enough.
const margin = 1e-3

// predictions draws labels, and then predictions.
func predictions(c *chain, _ *nn.Network, seed uint64) error {
	g := nprand.New(seed)
	c.loss = nn.Losses[0]
	fill(c.y.Data, func() float64 { return float64(g.Integers(2)) })
	fill(c.x.Data, func() float64 { return min(max(g.Uniform(0, 1), margin), 1-margin) })
	return nil
}

// ofNotebook is how the assignment draws W; its b is 0.
const ofNotebook = "notebook"

// linear draws the batch and W, for a loss with an upstream gradient.
func linear(from func(*nprand.Generator) func() float64, upstream float64) drawing {
	return func(c *chain, net *nn.Network, seed uint64) error {
		g := nprand.New(seed)
		fill(c.x.Data, from(g))
		c.loss = sumOf(upstream)
		return net.Init(ofNotebook, g)
	}
}

// linearOutput is the loss after that layer, by the output of the layer.
func linearOutput(c *chain, _ *nn.Network, seed uint64) error {
	layer := Component{rows: c.x.Rows, in: 5, layers: fmt.Sprintf("linear:%d", c.x.Cols)}
	below, err := layer.chain(linear(unit, 1), seed)
	if err == nil {
		c.x = below.stages[1].value
	}
	return err
}

// oneLayerA is the model of section 1.3 at the input of part (a), drawn after
// the parameters.
func oneLayerA(c *chain, net *nn.Network, seed uint64) error {
	g := nprand.New(seed)
	values, _ := net.Params()
	fill(values, g.Normal)
	fill(c.x.Data, unit(g))
	fill(c.y.Data, func() float64 { return 1 })
	c.loss = nn.Losses[0]
	return nil
}

// oneLayer is the same model at the input of part (b), drawn from a new
// generator.
func oneLayer(c *chain, net *nn.Network, seed uint64) error {
	if err := oneLayerA(c, net, seed); err != nil {
		return err
	}
	return points(unit)(c, net, seed)
}

// firstDigit is the row of the data set from which on the network has its
// batch. The first rows are the digits 0, 1, 2 and so on: from here on there
// are some below 5 and some not, and so both halves of the loss.
const firstDigit = 3

// digits is the assignment's first net on a few digits; one with fewer inputs
// sees the first pixels of each.
func digits(c *chain, net *nn.Network, seed uint64) error {
	set, err := data.Digits()
	if err != nil {
		return err
	}
	batch := set.Rows(firstDigit, firstDigit+c.x.Rows)
	for r := range c.x.Rows {
		copy(c.x.Data[r*c.x.Cols:(r+1)*c.x.Cols], batch.X.Data[r*batch.X.Stride:])
	}
	c.loss, c.y = nn.Losses[0], batch.Y
	return net.Init(ofNotebook, nprand.New(seed))
}
