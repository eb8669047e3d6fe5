package model

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"nntui/data"
	"nntui/data/nprand"
	"nntui/nn"

	"gonum.org/v1/gonum/floats"
)

// A Component is something of the assignment whose gradient can be checked.
type Component struct {
	Name  string
	About string
	build func(seed uint64) ([]tensor, error)
}

// Components lists what can be checked, with inputs drawn as the assignment
// draws them.
var Components = []Component{
	{"sigmoid", "the sigmoid at five points", activationComponent("sigmoid")},
	{"relu", "the ReLU at five points", activationComponent("relu")},
	{"bce", "binary cross-entropy for five labels, by the prediction", bceComponent},
	{"linear", "the linear layer 5 to 7 on three rows: L = sum of y", linearComponent},
	{"one-layer", "loss of the one-layer model, by its input and parameters", oneLayerComponent},
	{"network", "summed loss of the 64-32-1 network on five digits", networkComponent},
}

func componentNamed(name string) (Component, error) {
	var known []string
	for _, c := range Components {
		if c.Name == name {
			return c, nil
		}
		known = append(known, c.Name)
	}
	return Component{}, refuse("component", "%q is unknown; it takes %s", name, strings.Join(known, ", "))
}

// activationComponent checks an activation at uniform points from -10 to 10.
// The sum of the values has each entry's own derivative as its gradient.
func activationComponent(name string) func(uint64) ([]tensor, error) {
	return func(seed uint64) ([]tensor, error) {
		i := slices.IndexFunc(nn.Activations, func(a nn.Activation) bool { return a.Name == name })
		layer := &nn.Elementwise{Activation: nn.Activations[i]}
		x := nn.NewMatrix(1, 5)
		fillUniform(x.Data, -10, 10, nprand.New(seed))
		f := func(at []float64) float64 { return floats.Sum(layer.Forward(over(x, at)).Data) }
		return []tensor{{name: "x", at: x.Data, f: f, analytic: layer.Backward(x, ones(1, 5)).Data}}, nil
	}
}

func bceComponent(seed uint64) ([]tensor, error) {
	g := nprand.New(seed)
	y, yhat, grad := make([]float64, 5), make([]float64, 5), make([]float64, 5)
	for i := range y {
		y[i] = float64(g.Integers(2))
	}
	fillUniform(yhat, 0, 1, g)
	for i := range y {
		grad[i] = nn.BCEGrad(yhat[i], y[i])
	}
	f := func(at []float64) float64 { return sumBCE(at, y) }
	return []tensor{{name: "yhat", at: yhat, f: f, analytic: grad}}, nil
}

func linearComponent(seed uint64) ([]tensor, error) {
	g := nprand.New(seed)
	x, l := nn.NewMatrix(3, 5), nn.NewLinear(5, 7)
	fillUniform(x.Data, 0, 1, g)
	a := math.Sqrt(6.0 / (5 * 7))
	fillUniform(l.W.Data, -a, a, g)
	dx := l.Backward(x, ones(3, 7))
	byX := func(at []float64) float64 { return floats.Sum(l.Forward(over(x, at)).Data) }
	byParam := func() float64 { return floats.Sum(l.Forward(x).Data) }
	return []tensor{
		{name: "x", cols: 5, at: x.Data, f: byX, analytic: dx.Data},
		paramTensor("W", 7, l.W.Data, l.DW.Data, byParam),
		paramTensor("b", 0, l.B, l.DB, byParam),
	}, nil
}

func oneLayerComponent(seed uint64) ([]tensor, error) {
	net, err := nn.New(5, "linear:1,sigmoid")
	if err != nil {
		return nil, err
	}
	g := nprand.New(seed)
	values, _ := net.Params()
	for i := range values {
		values[i] = g.Normal()
	}
	x := nn.NewMatrix(1, 5)
	fillUniform(x.Data, 0, 1, nprand.New(seed))
	return networkTensors(net, x, []float64{1}), nil
}

func networkComponent(seed uint64) ([]tensor, error) {
	digits, err := data.Digits()
	if err != nil {
		return nil, err
	}
	net, err := nn.New(digits.X.Cols, base.Layers)
	if err != nil {
		return nil, err
	}
	if err := net.Init(base.Init, nprand.New(seed)); err != nil {
		return nil, err
	}
	five := digits.Rows(0, 5)
	return networkTensors(net, five.X, five.Y), nil
}

// networkTensors checks the loss of a network, summed over the batch, by its
// input and by the parameters of each linear layer.
func networkTensors(net *nn.Network, x nn.Matrix, y []float64) []tensor {
	yhat := net.Forward(x)
	dy := nn.NewMatrix(yhat.Rows, yhat.Cols)
	for i := range y {
		dy.Data[i] = nn.BCEGrad(yhat.Data[i], y[i])
	}
	dx := net.BackwardInput(dy)
	byX := func(at []float64) float64 { return sumBCE(net.Forward(over(x, at)).Data, y) }
	byParam := func() float64 { return sumBCE(net.Forward(x).Data, y) }
	tensors := []tensor{{name: "x", cols: x.Cols, at: x.Data, f: byX, analytic: slices.Clone(dx.Data)}}
	number := 0
	for _, l := range net.Layers {
		l, ok := l.(*nn.Linear)
		if !ok {
			continue
		}
		number++
		index := strconv.Itoa(number)
		tensors = append(tensors,
			paramTensor("W"+index, l.W.Cols, l.W.Data, l.DW.Data, byParam),
			paramTensor("b"+index, 0, l.B, l.DB, byParam))
	}
	return tensors
}

// paramTensor differentiates by parameters that f reads where they live: for
// the time of a call they take the values asked for.
func paramTensor(name string, cols int, values, analytic []float64, f func() float64) tensor {
	at := slices.Clone(values)
	return tensor{name: name, cols: cols, at: at, analytic: slices.Clone(analytic),
		f: func(x []float64) float64 {
			copy(values, x)
			defer copy(values, at)
			return f()
		},
	}
}

func fillUniform(x []float64, low, high float64, g *nprand.Generator) {
	for i := range x {
		x[i] = g.Uniform(low, high)
	}
}

// over returns a matrix of m's shape over other data.
func over(m nn.Matrix, data []float64) nn.Matrix {
	m.Data = data
	return m
}

func ones(rows, cols int) nn.Matrix {
	m := nn.NewMatrix(rows, cols)
	for i := range m.Data {
		m.Data[i] = 1
	}
	return m
}

func sumBCE(yhat, y []float64) float64 {
	var s float64
	for i := range y {
		s += nn.BCE(yhat[i], y[i])
	}
	return s
}
