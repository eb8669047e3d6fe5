package nn

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
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
