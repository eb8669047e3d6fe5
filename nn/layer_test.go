package nn

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/floats"
	"pgregory.net/rapid"
)

// TestLayers checks that every kind of layer, and networks of them, keep what
// [Layer] promises, for random shapes, parameters and batches. A new row of
// Kinds or Activations is among them.
func TestLayers(t *testing.T) {
	promises := []struct {
		name  string
		check func(t *rapid.T, s subject)
	}{
		{"forward is the formula", checkForward},
		{"backward is the derivative", checkBackward},
		{"a batch is its examples", checkExamples},
		{"arguments stay as they are", checkArguments},
		{"calls repeat", checkRepeats},
		{"earlier batches leave no trace", checkWorkspaces},
		{"gaps between rows are seen", checkStrides},
		{"other shapes are refused", checkShapes},
		{"parameters are in one place", checkParams},
	}
	for _, k := range kinds() {
		t.Run(k.name, func(t *testing.T) {
			for _, p := range promises {
				t.Run(p.name, rapid.MakeCheck(func(t *rapid.T) { p.check(t, k.draw(t)) }))
			}
		})
	}
}

func checkForward(t *rapid.T, s subject) {
	y := s.Forward(s.x)
	for i := range s.x.Rows {
		want, known := plain(s.Layer, row(s.x, i).Data)
		if got := row(y, i).Data; known && !floats.EqualApprox(got, want, 1e-12) {
			t.Errorf("row %d of y = %v, want %v", i, got, want)
		}
	}
}

// checkBackward takes L = Σ dy·y as the loss, whose derivative by y is dy.
func checkBackward(t *rapid.T, s subject) {
	s.Forward(s.x)
	if nearKink(s.Layer, s.x) {
		t.Skip("a finite difference would straddle the kink of a ReLU")
	}
	dx := s.Backward(s.x, s.dy)
	values, gradient := s.Params()
	if len(gradient) != len(values) {
		t.Fatalf("a gradient of %d values for %d parameters", len(gradient), len(values))
	}
	dx, gradient = clone(dx), slices.Clone(gradient) // Forward and Backward overwrite them

	loss := func() float64 { return floats.Dot(s.Forward(s.x).Data, s.dy.Data) }
	checkGradient(t, "dL/dx", dx.Data, s.x.Data, loss)
	checkGradient(t, "dL/dparameters", gradient, values, loss)
}

// nearKink reports whether a ReLU of l has an input close to 0, its kink, in
// the last Forward of the batch x.
func nearKink(l Layer, x Matrix) bool {
	switch l := l.(type) {
	case *Elementwise:
		kinked := l.Name == "relu" || l.Name == "leaky-relu"
		return kinked && slices.ContainsFunc(x.Data, func(v float64) bool { return math.Abs(v) < 1e-3 })
	case chain:
		for i := range l.Layers {
			if nearKink(l.Layers[i], l.trace[i]) {
				return true
			}
		}
	}
	return false
}

// checkGradient compares a gradient with finite differences of loss by at,
// which loss reads where it is.
func checkGradient(t *rapid.T, what string, got, at []float64, loss func() float64) {
	t.Helper()
	point := slices.Clone(at)
	f := func(x []float64) float64 {
		copy(at, x)
		defer copy(at, point)
		return loss()
	}
	want := fd.Gradient(nil, f, point, &fd.Settings{Formula: fd.Central, Step: 1e-6})
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= 1e-6*(1+math.Abs(want[i]))) {
			t.Errorf("%s[%d] = %v, want about %v", what, i, got[i], want[i])
		}
	}
}

// checkExamples sends the examples through a twin one by one. The gradient is
// the sum of theirs.
func checkExamples(t *rapid.T, s subject) {
	all, one := pass(s.Layer, s.x, s.dy), s.twin()
	sum := make([]float64, len(all.gradient.Data))
	for i := range s.x.Rows {
		got := pass(one, example(s.x, i), example(s.dy, i))
		closeTo(t, "y", got.y.Data, row(all.y, i).Data)
		closeTo(t, "dx", got.dx.Data, row(all.dx, i).Data)
		floats.Add(sum, got.gradient.Data)
	}
	closeTo(t, "gradient", sum, all.gradient.Data)
}

func example(m Matrix, i int) Matrix { return view(row(m, i).Data, 1, m.Cols) }

func closeTo(t *rapid.T, what string, got, want []float64) {
	t.Helper()
	if !floats.EqualApprox(got, want, 1e-12) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func checkArguments(t *rapid.T, s subject) {
	x, dy := clone(s.x), clone(s.dy)
	s.Forward(s.x)
	s.Backward(s.x, s.dy)
	same(t, "x", s.x, x)
	same(t, "dy", s.dy, dy)
}

func checkRepeats(t *rapid.T, s subject) {
	first := pass(s.Layer, s.x, s.dy)
	first.check(t, pass(s.Layer, s.x, s.dy))
}

// checkWorkspaces uses the layer for batches of other sizes before.
func checkWorkspaces(t *rapid.T, s subject) {
	for range 3 {
		x, dy := s.batch()
		s.Forward(x)
		s.Backward(x, dy)
	}
	want := pass(s.twin(), s.x, s.dy)
	want.check(t, pass(s.Layer, s.x, s.dy))
}

// checkStrides gives the layer the same batch with gaps between its rows. It
// may refuse it, but not take the gaps for numbers.
func checkStrides(t *rapid.T, s subject) {
	want := pass(s.Layer, s.x, s.dy)
	for _, c := range []struct{ x, dy Matrix }{{spread(s.x), s.dy}, {s.x, spread(s.dy)}} {
		if message := panics(func() { want.check(t, pass(s.Layer, c.x, c.dy)) }); message != "" && !strings.HasPrefix(message, "nn: ") {
			t.Errorf("panics with %q", message)
		}
	}
}

// spread returns a copy of m with a gap after each row.
func spread(m Matrix) Matrix {
	wide := NewMatrix(m.Rows, m.Cols+2)
	for i := range wide.Data {
		wide.Data[i] = math.NaN()
	}
	wide.Cols = m.Cols
	for i := range m.Rows {
		copy(row(wide, i).Data, row(m, i).Data)
	}
	return wide
}

// panics returns what f panics with, or "".
func panics(f func()) (message string) {
	defer func() {
		if v := recover(); v != nil {
			message = fmt.Sprint(v)
		}
	}()
	f()
	return ""
}

// checkShapes gives the layer a gradient of another shape than its output and,
// if it has weights for its inputs, a batch with a column more or less.
func checkShapes(t *rapid.T, s subject) {
	refuses := func(what string, f func()) {
		if message := panics(f); !strings.Contains(message, "x") || !strings.HasPrefix(message, "nn: ") {
			t.Errorf("%s: panics with %q", what, message)
		}
	}
	rows, out := s.dy.Rows, s.dy.Cols
	for _, dy := range []Matrix{NewMatrix(rows+1, out), NewMatrix(rows-1, out), NewMatrix(rows, out+1), NewMatrix(rows, out-1)} {
		refuses("dy", func() { s.Backward(s.x, dy) })
	}
	w, ok := s.Layer.(Weighted)
	if !ok {
		return
	}
	for _, x := range []Matrix{NewMatrix(rows, s.x.Cols+1), NewMatrix(rows, s.x.Cols-1)} {
		refuses("x", func() { w.Forward(x) })
		refuses("x backward", func() { w.Backward(x, s.dy) })
	}
}

// checkParams checks that weights and biases are views of what Params shows,
// in that order, and that doing without dL/dx leaves the same gradient.
func checkParams(t *rapid.T, s subject) {
	want := pass(s.Layer, s.x, s.dy)
	values, gradient := s.Params()
	if l, ok := s.Layer.(Weighted); ok {
		w, dw := l.Weights()
		b, db := l.Biases()
		if !slices.Equal(slices.Concat(w.Data, b), values) || !slices.Equal(slices.Concat(dw.Data, db), gradient) {
			t.Errorf("weights %v and biases %v of %v, gradients %v and %v of %v", w, b, values, dw, db, gradient)
		}
		clear(w.Data)
		clear(dw.Data)
		clear(b)
		clear(db)
		if floats.Norm(values, 1)+floats.Norm(gradient, 1) != 0 {
			t.Error("weights or biases are copies")
		}
	}
	if l, ok := s.twin().(paramsBackward); ok {
		for range 2 { // the second time over the first
			l.BackwardParams(s.x, s.dy)
		}
		_, gradient := l.(Layer).Params()
		same(t, "gradient without dx", view(gradient, 1, len(gradient)), want.gradient)
	}
}

// results are copies of all that a layer computes for one batch.
type results struct{ y, dx, gradient Matrix }

func pass(l Layer, x, dy Matrix) results {
	y := clone(l.Forward(x))
	dx := clone(l.Backward(x, dy))
	_, gradient := l.Params()
	return results{y, dx, clone(view(gradient, 1, len(gradient)))}
}

func (want results) check(t *rapid.T, got results) {
	t.Helper()
	same(t, "y", got.y, want.y)
	same(t, "dx", got.dx, want.dx)
	same(t, "gradient", got.gradient, want.gradient)
}
