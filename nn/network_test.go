package nn

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestNetwork_Params checks that the layers and the network show the same
// memory, and that no layer's view reaches into the next.
func TestNetwork_Params(t *testing.T) {
	n := chainOf(2, "linear:3,relu,linear:1,sigmoid")
	values, gradient := n.Params()
	for i := range values {
		values[i], gradient[i] = float64(i), -float64(i)
	}
	first, second := n.Layers[0].(*Linear), n.Layers[2].(*Linear)
	for _, c := range []struct {
		what      string
		got, want []float64
	}{
		{"W1", first.W.Data, []float64{0, 1, 2, 3, 4, 5}},
		{"b1", first.B, []float64{6, 7, 8}},
		{"W2", second.W.Data, []float64{9, 10, 11}},
		{"b2", second.B, []float64{12}},
		{"dW1", first.DW.Data, []float64{0, -1, -2, -3, -4, -5}},
		{"db1", first.DB, []float64{-6, -7, -8}},
		{"dW2", second.DW.Data, []float64{-9, -10, -11}},
		{"db2", second.DB, []float64{-12}},
	} {
		equal(t, c.what, c.got, c.want)
	}
	first.values = append(first.values, 100)
	first.B[2] = 200
	if values[9] != 9 || values[8] != 200 {
		t.Errorf("after changes of the first layer: %v", values)
	}
	if values, gradient := n.Layers[1].Params(); values != nil || gradient != nil {
		t.Errorf("ReLU has parameters %v and a gradient %v", values, gradient)
	}
}

// An opaque layer shows no more than Layer asks for, and notes its number
// when it goes backward.
type opaque struct {
	Layer
	number int
	calls  *string
}

func (o opaque) Backward(x, dy Matrix) Matrix {
	*o.calls += fmt.Sprint(o.number)
	return o.Layer.Backward(x, dy)
}

// A spy shows also what a layer can do without dL/dx.
type spy struct{ opaque }

func (s spy) BackwardParams(x, dy Matrix) {
	*s.calls += fmt.Sprint(s.number, "p")
	s.Layer.(paramsBackward).BackwardParams(x, dy)
}

// TestNetwork_Backward checks, for layers of every kind in any order, that the
// first one with parameters learns whatever it is and whatever stands before
// it, and that nothing below it is computed.
func TestNetwork_Backward(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct{ layers, spied, opaque string }{
		{"linear:3", "0p", "0"},
		{"linear:3,relu,linear:2,sigmoid", "3210p", "3210"},
		{"relu,linear:4,linear:2", "21p", "21"},
		{"tanh,leaky-relu,linear:3,sigmoid", "32p", "32"},
		{"tanh,relu", "", ""},
	} {
		n := chainOf(4, c.layers)
		values, gradient := n.Params()
		copy(values, random(r, 1, len(values)).Data)
		y := n.Forward(random(r, 5, 4))
		dy := random(r, y.Rows, y.Cols)
		dx := clone(n.BackwardInput(dy))
		want := slices.Clone(gradient)

		check := func(wanted string, wrap func(opaque) Layer) {
			calls := ""
			wrapped := Network{Layers: slices.Clone(n.Layers)}
			for i, l := range n.Layers {
				wrapped.Layers[i] = wrap(opaque{l, i, &calls})
			}
			clear(gradient)
			wrapped.Forward(n.Input(0))
			wrapped.Backward(dy)
			equal(t, c.layers+" gradient", gradient, want)
			if calls != wanted {
				t.Errorf("%s: layers go back as %q, want %q", c.layers, calls, wanted)
			}
			equal(t, c.layers+" dx", wrapped.BackwardInput(dy).Data, dx.Data)
		}
		check(c.opaque, func(o opaque) Layer { return o })
		check(c.spied, func(o opaque) Layer {
			if _, ok := o.Layer.(paramsBackward); ok {
				return spy{o}
			}
			return o
		})
	}
}

// TestNetwork_empty checks that no layers do nothing.
func TestNetwork_empty(t *testing.T) {
	n, x := new(Network), random(rand.New(rand.NewPCG(1, 1)), 2, 3)
	y := n.Forward(x)
	n.Backward(x)
	for _, m := range []Matrix{y, n.Input(0), n.BackwardInput(x)} {
		if &m.Data[0] != &x.Data[0] || m.Rows != 2 || m.Cols != 3 {
			t.Errorf("%v of %v", m, x)
		}
	}
}

// TestNetwork_Input checks that the input of each layer is the output of the
// one before, of the last Forward.
func TestNetwork_Input(t *testing.T) {
	n := chainOf(3, "linear:4,relu,linear:2")
	r := rand.New(rand.NewPCG(1, 1))
	n.Forward(random(r, 7, 3))
	x := random(r, 2, 3)
	y := n.Forward(x)
	want := x
	for i, l := range n.Layers {
		equal(t, "input", n.Input(i).Data, want.Data)
		want = l.Forward(want)
	}
	equal(t, "output", n.Input(3).Data, y.Data)
	equal(t, "output", y.Data, want.Data)
}

// TestNetwork_Weighted checks which layers have weights, in which order.
func TestNetwork_Weighted(t *testing.T) {
	n := chainOf(3, "relu,linear:4,tanh,linear:2,sigmoid")
	if got := n.Weighted(); len(got) != 2 || got[0] != n.Layers[1] || got[1] != n.Layers[3] {
		t.Errorf("%v of %v", got, n.Layers)
	}
}

// TestNetwork_AddL2 differentiates the penalty, which leaves biases out.
func TestNetwork_AddL2(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := chainOf(rapid.IntRange(1, 5).Draw(t, "in"), "tanh,linear:3,relu,linear:2,sigmoid")
		lambda := rapid.Float64Range(0, 10).Draw(t, "lambda")
		values, gradient := n.Params()
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		copy(values, random(r, 1, len(values)).Data)
		before := random(r, 1, len(values)).Data
		copy(gradient, before)

		n.AddL2(lambda)
		added := slices.Clone(gradient)
		for i := range added {
			added[i] -= before[i]
		}
		checkGradient(t, "penalty's gradient", added, values, func() float64 { return lambda / 2 * squaredWeights(n) })
	})
}

func squaredWeights(n chain) (sum float64) {
	for _, l := range n.Layers {
		if l, ok := l.(*Linear); ok {
			for _, w := range l.W.Data {
				sum += w * w
			}
		}
	}
	return sum
}
