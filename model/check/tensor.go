package check

import (
	"slices"
	"strconv"
)

// A tensor is one thing to differentiate the loss by: what a layer gets, or
// parameters that it has.
type tensor struct {
	name       string
	rows, cols int       // of a matrix; 1 and the length of a vector
	vector     bool      // indexed by one number
	index      int       // among those of the chain
	layer      int       // that reads it; behind the last one, none
	inner      bool      // is it what that layer gets?
	row        int       // counted from 1: the one whose loss is differentiated; 0 for all
	at         []float64 // the point
	live       []float64 // where the chain reads it; apart from a difference, at the point as well
	analytic   []float64 // the gradient that is checked
}

// input is what layer k gets.
func (c *chain) input(k int, name string) tensor {
	s := c.stages[k]
	return tensor{
		name: name, rows: s.value.Rows, cols: s.value.Cols, layer: k, inner: true,
		at: s.value.Data, live: slices.Clone(s.value.Data), analytic: s.gradient.Data,
	}
}

// params are W and b of each linear layer, with their gradient as it is now.
// They are numbered where there are several layers.
func (c *chain) params() (list []tensor) {
	add := func(t tensor, live, analytic []float64) {
		t.live, t.at, t.analytic = live, slices.Clone(live), slices.Clone(analytic)
		t.index = 1 + len(list) // behind the batch
		list = append(list, t)
	}
	for k, t := range c.taps {
		if t.weighted == nil {
			continue
		}
		w, dw := t.weighted.Weights()
		b, db := t.weighted.Biases()
		number := ""
		if len(c.taps) > 1 {
			number = strconv.Itoa(len(list)/2 + 1)
		}
		add(tensor{name: "W" + number, rows: w.Rows, cols: w.Cols, layer: k}, w.Data, dw.Data)
		add(tensor{name: "b" + number, rows: 1, cols: len(b), vector: true, layer: k}, b, db)
	}
	return list
}

// Entries lists the names of what is compared; nil where nothing can be.
func (c Config) Entries() (names []string) {
	m, err := ComponentNamed(c.Component)
	if err != nil {
		return nil
	}
	chain, err := m.chain(m.draw, c.Seed)
	if err != nil {
		return nil
	}
	for _, t := range chain.tensors {
		for i := range t.at {
			names = append(names, t.entryName(i))
		}
	}
	return names
}

// entryName names an entry as code would index it, from 0.
func (t tensor) entryName(i int) string {
	if t.vector {
		return t.name + "[" + strconv.Itoa(i) + "]"
	}
	return t.name + "[" + strconv.Itoa(i/t.cols) + "," + strconv.Itoa(i%t.cols) + "]"
}
