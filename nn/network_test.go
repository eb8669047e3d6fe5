package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNew(t *testing.T) {
	for _, c := range []struct {
		in     int
		layers string
		params int
		out    int
	}{
		{64, "linear:32,relu,linear:1,sigmoid", 2113, 1},
		{64, "linear:1,sigmoid", 65, 1},
		{64, "linear:64,linear:1,sigmoid", 4225, 1},
		{64, "linear:64,relu,linear:32,relu,linear:16,relu,linear:1,sigmoid", 6785, 1},
		{2, "linear:3", 9, 3},
		{1, "linear:1", 2, 1},
		{5, "tanh", 0, 5},
		{5, "linear:2,leaky-relu", 12, 2},
		{5, " linear:2 ,\trelu\n", 12, 2},
		{5, "linear:007", 42, 7},
		{9, "linear:1000000", 10_000_000, 1_000_000},
	} {
		n, err := New(c.in, c.layers)
		if err != nil {
			t.Errorf("New(%d, %q): %v", c.in, c.layers, err)
			continue
		}
		values, gradient := n.Params()
		got := []int{len(n.Layers), len(values), len(gradient), c.out}
		if want := []int{1 + strings.Count(c.layers, ","), c.params, c.params, c.out}; !slices.Equal(got, want) {
			t.Errorf("New(%d, %q): layers, parameters, gradient, outputs %d, want %d", c.in, c.layers, got, want)
		}
		if slices.ContainsFunc(values, func(v float64) bool { return v != 0 }) {
			t.Errorf("New(%d, %q): parameters that are not zero", c.in, c.layers)
		}
	}
}

func TestNew_errors(t *testing.T) {
	const (
		width = ": a linear layer has from 1 to 10000000 outputs"
		large = ": the network has more than 10000000 parameters"
	)
	known := " is not a layer; it takes " + oneOf(Kinds, Kind.entry)
	if !strings.HasPrefix(known, " is not a layer; it takes linear:N, ") || !strings.Contains(known, "sigmoid") {
		t.Errorf("the kinds of layers are listed as %q", known)
	}
	for _, c := range []struct {
		in     int
		layers string
		err    string
		kind   error
	}{
		{64, "", `layer 1: ""` + known, ErrUnknown},
		{64, ",", `layer 1: ""` + known, ErrUnknown},
		{64, "linear:32,reul,linear:1", `layer 2: "reul"` + known, ErrUnknown},
		{64, "linear:1,sigmoid,", `layer 3: ""` + known, ErrUnknown},
		{64, "ReLU", `layer 1: "ReLU"` + known, ErrUnknown},
		{64, "linear:1;sigmoid", `layer 1: "linear:1;sigmoid"` + width, ErrRange},
		{64, "linear", `layer 1: "linear"` + known, ErrUnknown},
		{64, "linear:", `layer 1: "linear:"` + width, ErrRange},
		{64, "linear: 3", `layer 1: "linear: 3"` + width, ErrRange},
		{64, "linear:0", `layer 1: "linear:0"` + width, ErrRange},
		{64, "linear:4,linear:-1", `layer 2: "linear:-1"` + width, ErrRange},
		{64, "linear:1e3", `layer 1: "linear:1e3"` + width, ErrRange},
		{64, "linear:10000001", `layer 1: "linear:10000001"` + width, ErrRange},
		{64, "linear:99999999999999999999", `layer 1: "linear:99999999999999999999"` + width, ErrRange},
		{64, "linear:200000", "layer 1" + large, ErrRange},
		{64, "linear:100000,relu,linear:50", "layer 3" + large, ErrRange},
		{MaxParams, "linear:10000000", "layer 1" + large, ErrRange},
		{0, "relu", "0 inputs: a network has from 1 to 10000000", ErrRange},
		{-64, "linear:1", "-64 inputs: a network has from 1 to 10000000", ErrRange},
		{math.MaxInt, "linear:3", fmt.Sprintf("%d inputs: a network has from 1 to 10000000", math.MaxInt), ErrRange},
	} {
		_, err := New(c.in, c.layers)
		wantError(t, err, c.err, c.kind)
	}
}

// FuzzNew checks that New accepts or refuses whatever it gets, and that what
// it accepts works.
func FuzzNew(f *testing.F) {
	for _, layers := range []string{
		"", ",", "linear:32,relu,linear:1,sigmoid", " tanh , linear:2", "linear:-1", "linear:9999999,linear:9999999",
		"leaky-relu,relu,sigmoid,tanh", "linear:18446744073709551617", "linear:0x10", "linear:\x00",
	} {
		f.Add(64, layers)
	}
	f.Add(-1, "relu")
	f.Add(math.MaxInt, "linear:2")
	f.Fuzz(func(t *testing.T, in int, layers string) {
		shapes, err := Shapes(in, layers)
		params := 0
		for _, s := range shapes {
			params += s.Params
		}
		if err == nil && (in > 1000 || params > 100_000 || len(shapes) > 100) {
			t.Skip("fine, but large")
		}
		n, newErr := New(in, layers)
		if (newErr == nil) != (err == nil) {
			t.Fatalf("Shapes: %v, but New: %v", err, newErr)
		}
		if err != nil {
			return
		}
		if values, gradient := n.Params(); len(values) != params || len(gradient) != params {
			t.Errorf("%d parameters and %d in the gradient, want %d", len(values), len(gradient), params)
		}
		out := shapes[len(shapes)-1].Out
		if y := n.Forward(NewMatrix(1, in)); y.Rows != 1 || y.Cols != out || len(y.Data) != out {
			t.Errorf("output %v, want 1 x %d", y, out)
		}
	})
}

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

// TestShapes checks what is said of each layer, and that New takes it.
func TestShapes(t *testing.T) {
	got, err := Shapes(64, " linear:32, relu ,linear:01,sigmoid")
	want := []Shape{
		{Name: "linear", Width: 32, In: 64, Out: 32, Params: 64*32 + 32},
		{Name: "relu", In: 32, Out: 32},
		{Name: "linear", Width: 1, In: 32, Out: 1, Params: 33},
		{Name: "sigmoid", In: 1, Out: 1},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	if text := fmt.Sprint(got); text != "[linear:32 relu linear:1 sigmoid]" {
		t.Errorf("written as %s", text)
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
