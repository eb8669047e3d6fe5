package check

import (
	"math"
	"slices"

	"nntui/nn"
)

// network is what a check needs of an [nn.Network].
type network interface {
	Forward(x nn.Matrix) nn.Matrix
	Backward(dy nn.Matrix)
	BackwardInput(dy nn.Matrix) nn.Matrix
}

// A chain is what every component is: a batch, a network, perhaps of no layer,
// and a loss. They are those that train; a tap on each layer sees what goes
// through.
type chain struct {
	name string    // of the batch as a tensor
	x, y nn.Matrix // the batch and the labels, NaN where there are none
	net  network
	taps []*tap
	loss nn.Loss

	stages  []stage
	tensors []tensor // the batch, then the parameters layer by layer
	held    tensor   // what a layer gets for its input in this run
	crossed bool     // has an input changed its side of a kink since this was last false?
}

// A stage is what one layer hands to the next at the point itself: stages[k]
// is the input of layer k, and the last stage is the output.
type stage struct {
	value    nn.Matrix
	gradient nn.Matrix // dL/dvalue as it came back
	below    []bool    // which entries are below 0, where a layer with a kink there gets them
}

// A tap is a layer of the chain, whose Backward may be spoiled.
type tap struct {
	nn.Layer
	name  string // of its kind
	chain *chain
	at    int // its place
	spoil func(p pass)
}

// A pass is what went through a layer on the way back.
type pass struct {
	*tap
	x, dy, dx nn.Matrix
}

// Forward is that of the layer.
func (t *tap) Forward(x nn.Matrix) nn.Matrix { return t.Layer.Forward(t.chain.passing(t.at, x)) }

// Backward is that of the layer, perhaps spoiled.
func (t *tap) Backward(x, dy nn.Matrix) nn.Matrix {
	t.chain.stages[t.at+1].gradient = clone(dy)
	dx := t.Layer.Backward(x, dy)
	t.spoil(pass{t, x, dy, dx})
	return dx
}

// BackwardParams is that of the layer, perhaps spoiled, and Backward where it
// has none.
func (t *tap) BackwardParams(x, dy nn.Matrix) {
	if l, ok := t.Layer.(interface{ BackwardParams(x, dy nn.Matrix) }); ok {
		l.BackwardParams(x, dy)
		t.spoil(pass{t, x, dy, nn.Matrix{}})
	} else {
		t.Backward(x, dy)
	}
}

// weighted returns the layer if it has weights, and nil if not.
func (t *tap) weighted() nn.Weighted {
	l, _ := t.Layer.(nn.Weighted)
	return l
}

// differentiate runs the batch forward and takes the gradient back as training
// does, and once more down to the batch. The fault spoils what comes back.
func (c *chain) differentiate(f Fault) {
	last := len(c.taps)
	c.stages = make([]stage, last+1)
	out := c.passing(last, c.net.Forward(c.x))
	dy := nn.NewMatrix(out.Rows, out.Cols)
	c.loss.Gradient(dy, out, c.y)
	f.plant(c.taps, dy.Data)
	c.net.Backward(dy)
	params := c.params()
	c.stages[0].gradient = clone(c.net.BackwardInput(dy))
	c.stages[last].gradient = dy
	c.tensors = append([]tensor{c.batch()}, params...)
}

// passing sees what comes to stage k, and returns what goes on from there.
func (c *chain) passing(k int, x nn.Matrix) nn.Matrix {
	s := &c.stages[k]
	if s.value.Data == nil { // the first time, at the point
		s.value, s.gradient = clone(x), nn.NewMatrix(x.Rows, x.Cols)
		if k < len(c.taps) && c.taps[k].kinked() {
			s.below = signs(x.Data)
		}
	}
	if c.held.inner && c.held.layer == k {
		x.Data = c.held.live
	}
	if s.below != nil && !c.crossed {
		c.crossed = !slices.EqualFunc(x.Data, s.below, func(v float64, below bool) bool { return v < 0 == below })
	}
	return x
}

// everyRow asks for the loss of all rows together.
const everyRow = -1

// run returns the loss, or one row's. Where t is what a layer gets, it gets
// that.
func (c *chain) run(t tensor, row int) float64 {
	c.held = t
	out := c.passing(len(c.taps), c.net.Forward(c.x))
	if row == everyRow {
		return c.loss.Value(out, c.y)
	}
	return c.lossOf(out, row*out.Cols, out.Cols)
}

// lossOf returns the loss of n entries of an output, which are in one row.
func (c *chain) lossOf(out nn.Matrix, from, n int) float64 {
	part := func(m nn.Matrix) nn.Matrix {
		return nn.Matrix{Rows: 1, Cols: n, Stride: n, Data: m.Data[from : from+n]}
	}
	return c.loss.Value(part(out), part(c.y))
}

// derivative estimates the derivative of the loss, or of one row's, by entry i
// of t. kink reports whether an input of a layer crosses its kink on the way:
// then there are two slopes, and the estimate is a mixture of them.
func (c *chain) derivative(t tensor, i int, f nn.Formula, h float64, row int) (d float64, kink bool) {
	c.crossed = false
	d = f.Derivative(func(v float64) float64 {
		t.live[i] = v
		return c.run(t, row)
	}, t.at[i], h)
	t.live[i] = t.at[i]
	return d, c.crossed
}

// valueAt returns the function's value that belongs to entry i of the batch: of
// a function applied to each entry, the value there; otherwise the loss of its
// row. label is the label there, NaN where there is none.
func (c *chain) valueAt(i int) (value, label float64) {
	out := c.stages[len(c.taps)].value
	if len(c.tensors) == 1 {
		return c.lossOf(out, i, 1), c.y.Data[i]
	}
	row := i / c.x.Cols * out.Cols
	return c.lossOf(out, row, out.Cols), c.y.Data[row]
}

// activation returns the name of the first activation, "" where there is none.
func (c *chain) activation() string {
	for _, t := range c.taps {
		if t.weighted() == nil {
			return t.name
		}
	}
	return ""
}

// kinked reports whether the layer is an activation whose slope jumps at 0.
func (t *tap) kinked() bool {
	if t.weighted() != nil {
		return false
	}
	const h = 1e-12
	y := t.Layer.Forward(nn.Matrix{Rows: 1, Cols: 3, Stride: 3, Data: []float64{-h, 0, h}}).Data
	return math.Abs(y[0]-2*y[1]+y[2]) > h/10
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
