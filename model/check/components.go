package check

import (
	"cmp"
	"fmt"
	"math"

	"nntui/data"
	"nntui/data/nprand"
	"nntui/model"
	"nntui/model/setting"
	"nntui/nn"
)

// A Component is something of the assignment whose gradient can be checked.
type Component struct {
	Name   string
	About  string
	Faults []string // the names of the Faults that can happen to it

	input    string // the name of the batch as a tensor; "x" where empty
	rows, in int    // the shape of the batch
	layers   string // as nn.New takes them; "" for the loss alone
	loss     string // one of nn.Losses; "" for the sum of the output
	draw     drawing
	shown    drawing // what section 1.4 (d) shows SciPy's check_grad; nil for the same
}

// A drawing gives a chain its batch, and the network its parameters.
type drawing func(c *chain, net *nn.Network, seed uint64) error

// Components lists what can be checked, with inputs drawn as the assignment
// draws them.
var Components = withFaults([]Component{
	{Name: "sigmoid", About: "the sigmoid at five points", rows: 5, in: 1, layers: "sigmoid", draw: uniform(-10, 10)},
	{Name: "relu", About: "the ReLU at five points", rows: 5, in: 1, layers: "relu", draw: uniform(-10, 10)},
	{Name: "tanh", About: "the hyperbolic tangent at five points", rows: 5, in: 1, layers: "tanh", draw: uniform(-10, 10)},
	{Name: "leaky-relu", About: "the leaky ReLU at five points", rows: 5, in: 1, layers: "leaky-relu", draw: uniform(-10, 10)},
	{Name: "bce", About: "binary cross-entropy for five labels, by the prediction", input: "yhat", rows: 5, in: 1, loss: "bce", draw: predictions},
	{Name: "linear", About: "the linear layer 5 to 7 on three rows: L = sum of y", rows: 3, in: 5, layers: "linear:7",
		draw: linear(1, 1), shown: linear(10, 2)},
	{Name: "linear-y", About: "the output of the linear layer: L = sum of y", input: "y", rows: 3, in: 7, draw: linearOutput},
	{Name: "sigmoid-layer", About: "the sigmoid layer on 3x5 numbers: L = sum of y", rows: 3, in: 5, layers: "sigmoid", draw: normal},
	{Name: "relu-layer", About: "the ReLU layer on 3x5 numbers: L = sum of y", rows: 3, in: 5, layers: "relu",
		draw: uniform(-10, 10), shown: uniform(0, 10)},
	{Name: "one-layer", About: "loss of the one-layer model, by its input and parameters", rows: 1, in: 5, layers: "linear:1,sigmoid", loss: "bce", draw: oneLayer(true)},
	{Name: "one-layer-a", About: "loss of the one-layer model at the input of 1.3 (a)", rows: 1, in: 5, layers: "linear:1,sigmoid", loss: "bce", draw: oneLayer(false)},
	{Name: "network", About: "summed loss of the 64-32-1 network on the digits 3 to 7", rows: 5, in: 64, layers: "linear:32,relu,linear:1,sigmoid",
		loss: "bce", draw: digits},
})

// withFaults fills in which faults can happen to each component.
func withFaults(components []Component) []Component {
	for i, c := range components {
		for _, f := range Faults {
			if f.happensTo(c) {
				components[i].Faults = append(components[i].Faults, f.Name)
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
	made := &chain{name: cmp.Or(c.input, "x"), x: nn.NewMatrix(c.rows, c.in), y: nn.NewMatrix(c.rows, out), net: net, loss: sumOf(1)}
	if loss, ok := setting.Named(nn.Losses, c.loss, func(l nn.Loss) string { return l.Name }); ok {
		made.loss = loss
	}
	fill(made.y.Data, math.NaN)
	if err := draw(made, net, seed); err != nil {
		return nil, err
	}
	for k, l := range net.Layers {
		t := &tap{Layer: l, name: shapes[k].Name, chain: made, at: k}
		if t.weighted, _ = l.(nn.Weighted); t.weighted == nil {
			made.bend = cmp.Or(made.bend, t.name)
		}
		made.taps, net.Layers[k] = append(made.taps, t), t
	}
	made.differentiate(Faults[0])
	return made, nil
}

// sumOf is the loss that is the sum of the output times a factor.
func sumOf(factor float64) nn.Loss {
	return nn.Loss{
		Value: func(yhat, _ nn.Matrix) (sum float64) {
			for r := range yhat.Rows { // row by row, as the losses of rows add up
				var row float64
				for _, v := range yhat.Data[r*yhat.Cols : (r+1)*yhat.Cols] {
					row += v * factor
				}
				sum += row
			}
			return sum
		},
		Gradient: func(dyhat, _, _ nn.Matrix) { fill(dyhat.Data, func() float64 { return factor }) },
	}
}

func fill(x []float64, draw func() float64) {
	for i := range x {
		x[i] = draw()
	}
}

// uniform draws the batch between two bounds.
func uniform(low, high float64) drawing {
	return func(c *chain, _ *nn.Network, seed uint64) error {
		g := nprand.New(seed)
		fill(c.x.Data, func() float64 { return g.Uniform(low, high) })
		return nil
	}
}

func normal(c *chain, _ *nn.Network, seed uint64) error {
	fill(c.x.Data, nprand.New(seed).Normal)
	return nil
}

// margin keeps drawn predictions away from 0 and 1, where the logarithm bends
// so much that no common h is small enough.
const margin = 1e-3

// predictions draws labels, and then predictions.
func predictions(c *chain, _ *nn.Network, seed uint64) error {
	g := nprand.New(seed)
	fill(c.y.Data, func() float64 { return float64(g.Integers(2)) })
	fill(c.x.Data, func() float64 { return min(max(g.Uniform(0, 1), margin), 1-margin) })
	return nil
}

// ofNotebook is how the assignment draws W; its b is 0.
const ofNotebook = "notebook"

// linear draws the batch up to a bound, and W. The sum that is the loss has a
// factor, as an upstream gradient.
func linear(high, factor float64) drawing {
	return func(c *chain, net *nn.Network, seed uint64) error {
		g := nprand.New(seed)
		fill(c.x.Data, func() float64 { return g.Uniform(0, high) })
		c.loss = sumOf(factor)
		return net.Init(ofNotebook, g)
	}
}

// linearOutput is the loss after that layer, by the output of the layer.
func linearOutput(c *chain, _ *nn.Network, seed uint64) error {
	layer := Component{rows: c.x.Rows, in: 5, layers: fmt.Sprintf("linear:%d", c.x.Cols)}
	below, err := layer.chain(linear(1, 1), seed)
	if err == nil {
		c.x = below.stages[1].value
	}
	return err
}

// oneLayer is the model of section 1.3. The input of part (a) is drawn after the
// parameters, that of part (b) from a new generator.
func oneLayer(anew bool) drawing {
	return func(c *chain, net *nn.Network, seed uint64) error {
		g := nprand.New(seed)
		values, _ := net.Params()
		fill(values, g.Normal)
		if anew {
			g = nprand.New(seed)
		}
		fill(c.x.Data, func() float64 { return g.Uniform(0, 1) })
		fill(c.y.Data, func() float64 { return 1 })
		return nil
	}
}

// firstDigit is the row of the data set from which on the network has its
// batch. The first rows are the digits 0, 1, 2 and so on: from here on there
// are some below 5 and some not, and so both halves of the loss.
const firstDigit = 3

// digits is the assignment's first net on a few digits.
func digits(c *chain, net *nn.Network, seed uint64) error {
	set, err := data.Digits()
	if err != nil {
		return err
	}
	batch := set.Rows(firstDigit, firstDigit+c.x.Rows)
	c.x, c.y = batch.X, batch.Y
	return net.Init(ofNotebook, nprand.New(seed))
}
