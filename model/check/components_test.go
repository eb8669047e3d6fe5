package check

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"nntui/data"
	"nntui/nn"
)

func read(t testing.TB, file string, into any) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// check is a finished check without a fault.
func check(t testing.TB, component, formula string, h float64, seed uint64) Snapshot {
	t.Helper()
	return checked(t, checkOf(component, formula, h, seed))
}

// column takes one number of each entry.
func column(entries []Entry, of func(Entry) float64) []float64 {
	list := make([]float64, len(entries))
	for i, e := range entries {
		list[i] = of(e)
	}
	return list
}

func at(e Entry) float64        { return e.At }
func numerical(e Entry) float64 { return e.Numerical }

// near wants numbers equal to NumPy's to 1e-9.
func near(t *testing.T, what string, got []float64, want ...float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d numbers, want %d", what, len(got), len(want))
		return
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= 1e-9) {
			t.Errorf("%s[%d] = %v, want %v", what, i, got[i], want[i])
		}
	}
}

// cells are the numbers of the assignment's cells, section 1.2 and 1.3.
type cells struct {
	Sigmoid, ReLU struct {
		X, Grad   []float64
		Numerical []float64 `json:"numerical_h1e3"`
	}
	BCE struct {
		YHat      []float64 `json:"y_hat"`
		Grad      []float64
		Numerical []float64 `json:"numerical_pm1e3"`
	}
	OneLayer struct {
		W []float64
		B float64
	} `json:"one_layer"`
	OneLayerCheck struct {
		X, Symbolic, Numerical []float64
		Eps                    float64
	} `json:"one_layer_check"`
	Linear struct {
		X, W, DX, DW [][]float64
		B, DB        []float64
	}
}

func readCells(t *testing.T) (c cells) {
	t.Helper()
	read(t, "cells.json", &c)
	return c
}

const seed = 12345 // of the assignment

func TestCheck_cells(t *testing.T) {
	c := readCells(t)
	for _, want := range []struct {
		component       string
		h               float64
		at, grad, check []float64
	}{
		{"sigmoid", 1e-3, c.Sigmoid.X, c.Sigmoid.Grad, c.Sigmoid.Numerical},
		{"relu", 1e-3, c.ReLU.X, c.ReLU.Grad, c.ReLU.Numerical},
		{"bce", 2e-3, c.BCE.YHat, c.BCE.Grad, c.BCE.Numerical},
	} {
		got := check(t, want.component, "central", want.h, seed).Entries
		near(t, want.component, column(got, at), want.at...)
		near(t, want.component+"'", column(got, analytic), want.grad...)
		near(t, want.component+"', numerically", column(got, numerical), want.check...)
	}
}

func TestCheck_linearCell(t *testing.T) {
	c := readCells(t).Linear
	got := check(t, "linear", "central", 1e-5, seed).Entries
	near(t, "x, W, b", column(got, at), slices.Concat(slices.Concat(c.X...), slices.Concat(c.W...), c.B)...)
	near(t, "dx, dW, db", column(got, analytic), slices.Concat(slices.Concat(c.DX...), slices.Concat(c.DW...), c.DB)...)
}

func TestCheck_oneLayerCell(t *testing.T) {
	c := readCells(t)
	w, want := c.OneLayer.W, c.OneLayerCheck
	got := check(t, "one-layer", "central", 2*want.Eps, seed).Entries
	near(t, "x, w, b", column(got, at), slices.Concat(want.X, w, []float64{c.OneLayer.B})...)
	near(t, "dL/dx, numerically", column(got[:5], numerical), want.Numerical...)
	// dL/dx is dL/db times w, and dL/dw is dL/db times x.
	gradient, db := slices.Clone(want.Symbolic), want.Symbolic[0]/w[0]
	for _, x := range want.X {
		gradient = append(gradient, db*x)
	}
	near(t, "dL/dx, dL/dw, dL/db", column(got, analytic), append(gradient, db)...)
}

// The network is the one that is trained, on digits of both halves of the loss.
func TestComponents_network(t *testing.T) {
	digits, err := data.Digits()
	if err != nil {
		t.Fatal(err)
	}
	c := opened(t, Components[len(Components)-1], checkOf("network", "central", 1e-5, seed)).chain
	batch := digits.Rows(3, 8)
	near(t, "x", c.tensors[0].at, batch.X.Data...)
	near(t, "labels", c.y.Data, 1, 1, 0, 0, 0)
	near(t, "W1[0,0]", c.tensors[1].at[:1], firstWeight(64, 32))
	near(t, "b1", c.tensors[2].at, make([]float64, 32)...)
	if entries := ended(t, Components[len(Components)-1], Default()).Entries; len(entries) != 320+2048+32+32+1 {
		t.Errorf("%d entries", len(entries))
	}
}

const firstDraw = 0.22733602246716966 // of NumPy's default_rng(12345)

func firstWeight(in, out float64) float64 { return math.Sqrt(6/(in*out)) * (2*firstDraw - 1) }

func TestComponents_names(t *testing.T) {
	for component, want := range map[string]string{
		"sigmoid":       "x[0] x[4]",
		"relu":          "x[0] x[4]",
		"bce":           "yhat[0] yhat[4]",
		"linear":        "x[0,0] x[2,4] W[0,0] W[4,6] b[0] b[6]",
		"linear-y":      "y[0,0] y[2,6]",
		"sigmoid-layer": "x[0,0] x[2,4]",
		"relu-layer":    "x[0,0] x[2,4]",
		"one-layer":     "x[0,0] x[0,4] W1[0,0] W1[4,0] b1[0] b1[0]",
		"network":       "x[0,0] x[4,63] W1[0,0] W1[63,31] b1[0] b1[31] W2[0,0] W2[31,0] b2[0] b2[0]",
	} {
		m, err := ComponentNamed(component)
		if err != nil {
			t.Fatal(err)
		}
		c := opened(t, m, configOf(component, NoFault)).chain
		var got []string
		for k, tensor := range c.tensors {
			got = append(got, tensor.entryName(0), tensor.entryName(len(tensor.at)-1))
			if tensor.index != k || tensor.rows*tensor.cols != len(tensor.at) {
				t.Errorf("%s: tensor %d is %+v", component, k, tensor)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: from and to %v, want %s", component, got, want)
		}
	}
}

// Predictions stay away from where the logarithm bends.
func TestComponents_predictions(t *testing.T) {
	component := named(t, "bce")
	component.rows = 10000
	c := opened(t, component, configOf("bce", NoFault)).chain
	if low, high := slices.Min(c.x.Data), slices.Max(c.x.Data); low != 0.001 || high != 1-0.001 {
		t.Errorf("predictions from %v to %v", low, high)
	}
	ones := 0
	for _, y := range c.y.Data {
		if y == 1 {
			ones++
		} else if y != 0 {
			t.Fatalf("label %v", y)
		}
	}
	if ones < 4800 || ones > 5200 {
		t.Errorf("%d labels of 10000 are 1", ones)
	}
}

// Section 1.4 (d) shows check_grad other numbers than it prints.
func TestComponents_shown(t *testing.T) {
	for name, layer := range map[string]bool{"linear": true, "relu-layer": true, "sigmoid-layer": false, "network": false} {
		c := opened(t, named(t, name), checkOf(name, "central", 1e-5, seed))
		if other := c.scipy != c.chain; other != layer {
			t.Errorf("%s: other numbers %t, want %t", name, other, layer)
		}
		if layer {
			near(t, name+": what check_grad sees", c.scipy.x.Data[:1], 10*firstDraw)
		}
	}
	c := opened(t, named(t, "linear"), checkOf("linear", "central", 1e-5, seed)).scipy
	near(t, "db with an upstream gradient of 2", c.tensors[2].analytic, slices.Repeat([]float64{6}, 7)...)
}

// All gradients are right.
func TestComponents_right(t *testing.T) {
	for _, component := range components() {
		s := ended(t, component, configOf(component.Name, NoFault))
		if s.Failed > 0 || !s.Passed() || s.Kinks > 0 && component.Name != "network" {
			t.Errorf("%s: %v", component.Name, s.Verdict)
		}
		for _, e := range s.Entries {
			if e.Absolute != math.Abs(e.Analytic-e.Numerical) || e.Relative != nn.RelativeError(e.Analytic, e.Numerical) {
				t.Errorf("%s: errors of %+v", component.Name, e)
			}
		}
	}
}
