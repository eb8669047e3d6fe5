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
	bend string // the name of the first activation, "" where there is none

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
	bent     bool      // has what comes next a kink at 0?
}

// A tap is a layer of the chain, whose Backward may be spoiled.
type tap struct {
	nn.Layer
	weighted nn.Weighted // the same if it has weights; nil if not
	name     string      // of its kind
	chain    *chain
	at       int // its place
	spoil    func(dy, dx nn.Matrix)
}

// Forward is that of the layer.
func (t *tap) Forward(x nn.Matrix) nn.Matrix { return t.Layer.Forward(t.chain.passing(t.at, x)) }

// Backward is that of the layer, perhaps spoiled.
func (t *tap) Backward(x, dy nn.Matrix) nn.Matrix {
	t.chain.stages[t.at+1].gradient = clone(dy)
	dx := t.Layer.Backward(x, dy)
	t.spoil(dy, dx)
	return dx
}

// BackwardParams is that of the layer, perhaps spoiled, and Backward where it
// has none.
func (t *tap) BackwardParams(x, dy nn.Matrix) {
	if l, ok := t.Layer.(interface{ BackwardParams(x, dy nn.Matrix) }); ok {
		l.BackwardParams(x, dy)
		t.spoil(dy, nn.Matrix{})
	} else {
		t.Backward(x, dy)
	}
}

// differentiate runs the batch forward and takes the gradient back as training
// does, and once more down to the batch. The fault spoils what comes back.
// Training goes back again and again: what is forgotten is 0 here, and what
// adds up is twice as large.
func (c *chain) differentiate(f Fault) {
	last := len(c.taps)
	c.stages = make([]stage, last+1)
	out := c.passing(last, c.net.Forward(c.x))
	dy := nn.NewMatrix(out.Rows, out.Cols)
	c.loss.Gradient(dy, out, c.y)
	f.plant(c.taps, dy)
	for _, t := range c.taps {
		_, gradient := t.Params()
		clear(gradient)
	}
	c.net.Backward(dy)
	c.net.Backward(dy)
	params := c.params()
	c.stages[0].gradient = clone(c.net.BackwardInput(dy))
	c.stages[last].gradient = dy
	batch := c.input(0, c.name)
	if batch.cols == 1 { // one column of numbers is a list
		batch.rows, batch.cols, batch.vector = 1, batch.rows, true
	}
	c.tensors = append([]tensor{batch}, params...)
}

// passing sees what comes to stage k, and returns what goes on from there.
func (c *chain) passing(k int, x nn.Matrix) nn.Matrix {
	s := &c.stages[k]
	if s.value.Data == nil { // the first time, at the point
		s.value, s.gradient = clone(x), nn.NewMatrix(x.Rows, x.Cols)
		s.bent = k < len(c.taps) && c.taps[k].kinked()
	}
	if c.held.inner && c.held.layer == k {
		x.Data = c.held.live
	}
	if s.bent && !c.crossed {
		c.crossed = !slices.EqualFunc(x.Data, s.value.Data, func(now, point float64) bool { return now < 0 == (point < 0) })
	}
	return x
}

// run returns the loss that is differentiated by t, with t as it is.
func (c *chain) run(t tensor) float64 {
	c.held = t
	out := c.passing(len(c.taps), c.net.Forward(c.x))
	if t.row == 0 {
		return c.loss.Value(out, c.y)
	}
	return c.lossOf(out, (t.row-1)*out.Cols, out.Cols)
}

// lossOf returns the loss of n entries of an output, which are in one row.
func (c *chain) lossOf(out nn.Matrix, from, n int) float64 {
	part := func(m nn.Matrix) nn.Matrix {
		return nn.Matrix{Rows: 1, Cols: n, Stride: n, Data: m.Data[from : from+n]}
	}
	return c.loss.Value(part(out), part(c.y))
}

// compare compares entry i of t with a finite difference. It has a kink where
// an input of a layer crosses one on the way: then there are two slopes, and
// the difference is a mixture of them.
func (c *chain) compare(t tensor, i int, f nn.Formula, h float64) Entry {
	c.crossed = false
	n := f.Derivative(func(v float64) float64 {
		t.live[i] = v
		return c.run(t)
	}, t.at[i], h)
	t.live[i] = t.at[i]
	a := t.analytic[i]
	return Entry{
		Name: t.entryName(i), Tensor: t.index, Index: i, At: t.at[i], Analytic: a, Numerical: n,
		Absolute: math.Abs(a - n), Relative: nn.RelativeError(a, n), Kink: c.crossed,
	}
}

// valueAt returns the function's value that belongs to entry i of the batch: of
// a function applied to each entry, the value there; otherwise the loss of its
// row. label is the label there, NaN where there is none.
func (c *chain) valueAt(i int) (value, label float64) {
	out, n := c.stages[len(c.taps)].value, 1
	if len(c.tensors) > 1 {
		i, n = i/c.x.Cols*out.Cols, out.Cols
	}
	return c.lossOf(out, i, n), c.y.Data[i]
}

// kinked reports whether the layer is an activation whose slope jumps at 0.
func (t *tap) kinked() bool {
	if t.weighted != nil {
		return false
	}
	const h = 1e-12
	y := t.Layer.Forward(nn.Matrix{Rows: 1, Cols: 3, Stride: 3, Data: []float64{-h, 0, h}}).Data
	return math.Abs(y[0]-2*y[1]+y[2]) > h/10
}

func clone(m nn.Matrix) nn.Matrix {
	m.Data = slices.Clone(m.Data)
	return m
}
