package check

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"nntui/nn"
)

// A chain is what every component is: layers one after the other over a batch,
// and a loss that is a sum over the entries of their output.
type chain struct {
	layers []nn.Layer // as they forward and, perhaps with a fault, backward
	losses losses

	trace    []nn.Matrix // trace[k] is the input of layers[k]; the last is the output
	gradient []nn.Matrix // dL/dtrace[k] as the layers have it
	below    [][]bool    // of a layer with a kink at 0: which of its inputs are below
	rows     []float64   // the loss of each row in the last run
	crossed  bool        // has an input changed its side of a kink since this was last false?
}

// losses is the loss of each entry v of the output: the binary cross-entropy
// with a label for each row or, without labels, v times the upstream gradient,
// 0 for 1.
type losses struct {
	labels   []float64
	upstream float64
}

func (l losses) value(v float64, row int) float64 {
	if l.labels == nil {
		return v * cmp.Or(l.upstream, 1)
	}
	return nn.BCE(v, l.labels[row])
}

func (l losses) gradient(v float64, row int) float64 {
	if l.labels == nil {
		return cmp.Or(l.upstream, 1)
	}
	return nn.BCEGrad(v, l.labels[row])
}

// newChain runs a batch forward and the gradient back. The fault spoils what
// comes back.
func newChain(x nn.Matrix, layers []nn.Layer, ls losses, f Fault) *chain {
	c := &chain{
		layers: layers, losses: ls,
		trace:    []nn.Matrix{x},
		gradient: make([]nn.Matrix, len(layers)+1),
		below:    make([][]bool, len(layers)),
		rows:     make([]float64, x.Rows),
	}
	for k, l := range layers {
		if kinked(l) {
			c.below[k] = signs(c.trace[k].Data)
		}
		c.trace = append(c.trace, clone(l.Forward(c.trace[k])))
	}
	c.layers = f.plant(layers)
	out := c.output()
	dy := clone(out)
	for i, v := range out.Data {
		dy.Data[i] = c.losses.gradient(v, i/out.Cols)
	}
	if len(layers) == 0 {
		f.spoilLoss(dy.Data)
	}
	for k := len(layers); k > 0; k-- {
		c.gradient[k] = clone(dy)
		dy = c.layers[k-1].Backward(c.trace[k-1], dy)
	}
	c.gradient[0] = clone(dy)
	return c
}

func (c *chain) output() nn.Matrix { return c.trace[len(c.layers)] }

// run returns the loss where layers[from] gets the given input.
func (c *chain) run(from int, in nn.Matrix) float64 {
	for k := from; k < len(c.layers); k++ {
		if c.below[k] != nil && !c.crossed {
			c.crossed = !slices.EqualFunc(in.Data, c.below[k], func(v float64, below bool) bool { return v < 0 == below })
		}
		in = c.layers[k].Forward(in)
	}
	var sum float64
	for r := range c.rows {
		c.rows[r] = 0
		for _, v := range in.Data[r*in.Cols : (r+1)*in.Cols] {
			c.rows[r] += c.losses.value(v, r)
		}
		sum += c.rows[r]
	}
	return sum
}

// loss returns the loss at the point itself.
func (c *chain) loss() float64 { return c.run(0, c.trace[0]) }

// kinked reports whether the derivative of a layer jumps at 0.
func kinked(l nn.Layer) bool {
	e, ok := l.(*nn.Elementwise)
	if !ok {
		return false
	}
	d := make([]float64, 2)
	e.Derivative(d, []float64{-1e-12, 1e-12})
	return math.Abs(d[0]-d[1]) > 0.1
}

func signs(x []float64) []bool {
	below := make([]bool, len(x))
	for i, v := range x {
		below[i] = v < 0
	}
	return below
}

func clone(m nn.Matrix) nn.Matrix {
	m.Data = slices.Clone(m.Data)
	return m
}

// tensor is one thing to differentiate the loss by.
type tensor struct {
	name     string
	rows     int       // of a matrix; 1 for a vector
	cols     int       // columns, or the length of a vector
	vector   bool      // indexed by one number
	at       []float64 // the point
	analytic []float64 // the gradient that is checked

	layer int       // the layer that reads it
	input nn.Matrix // what that layer gets
	live  []float64 // where it reads the tensor
	inner bool      // follows from other tensors: not a variable of its own
}

// inputTensor is the input of layers[k] (of none: the output).
func (c *chain) inputTensor(k int, name string) tensor {
	live := clone(c.trace[k])
	return tensor{
		name: name, rows: live.Rows, cols: live.Cols,
		at: slices.Clone(live.Data), analytic: c.gradient[k].Data,
		layer: k, input: live, live: live.Data, inner: k > 0,
	}
}

// paramTensors are W and b of a linear layer, nil of another.
func (c *chain) paramTensors(k int, number string) []tensor {
	l := linearOf(c.layers[k])
	if l == nil {
		return nil
	}
	param := func(name string, rows, cols int, live, analytic []float64) tensor {
		return tensor{
			name: name + number, rows: rows, cols: cols, vector: name == "b",
			at: slices.Clone(live), analytic: slices.Clone(analytic),
			layer: k, input: c.trace[k], live: live,
		}
	}
	return []tensor{
		param("W", l.W.Rows, l.W.Cols, l.W.Data, l.DW.Data),
		param("b", 1, len(l.B), l.B, l.DB),
	}
}

// tensors lists the input, then the parameters of all layers, numbered where
// there is more than one linear layer.
func (c *chain) tensors(input string, vector, numbered bool) []tensor {
	x := c.inputTensor(0, input)
	x.vector = vector
	if vector {
		x.rows, x.cols = 1, len(x.at)
	}
	list, n := []tensor{x}, 0
	for k := range c.layers {
		number := ""
		if numbered {
			number = strconv.Itoa(n + 1)
		}
		if params := c.paramTensors(k, number); params != nil {
			list = append(list, params...)
			n++
		}
	}
	return list
}

// entryName names an entry as code would index it, from 0.
func (t tensor) entryName(i int) string {
	if t.vector {
		return t.name + "[" + strconv.Itoa(i) + "]"
	}
	return t.name + "[" + strconv.Itoa(i/t.cols) + "," + strconv.Itoa(i%t.cols) + "]"
}

// all asks for the loss of all rows.
const all = -1

// derivative estimates the derivative of the loss, or of one row's, by entry i
// of t. kink reports whether an input of a layer crosses its kink on the way:
// then there are two slopes, and the estimate is a mixture of them.
func (c *chain) derivative(t tensor, i int, f nn.Formula, h float64, row int) (d float64, kink bool) {
	c.crossed = false
	d = f.Derivative(func(v float64) float64 {
		t.live[i] = v
		sum := c.run(t.layer, t.input)
		if row != all {
			return c.rows[row]
		}
		return sum
	}, t.at[i], h)
	t.live[i] = t.at[i]
	return d, c.crossed
}

// valueAt returns the function's value that belongs to entry i of the input:
// of a function applied to each entry, the value there; otherwise the loss of
// its row. label is that of the row, NaN where there are none.
func (c *chain) valueAt(i int) (value, label float64) {
	row := i / c.trace[0].Cols
	label = math.NaN()
	if c.losses.labels != nil {
		label = c.losses.labels[row]
	}
	out := c.output()
	if out.Cols == c.trace[0].Cols && linearOf(firstOf(c.layers)) == nil {
		return c.losses.value(out.Data[i], row), label
	}
	for _, v := range out.Data[row*out.Cols : (row+1)*out.Cols] {
		value += c.losses.value(v, row)
	}
	return value, label
}

func firstOf(layers []nn.Layer) nn.Layer {
	if len(layers) == 0 {
		return nil
	}
	return layers[0]
}
