package check

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nntui/data"
	"nntui/model"
	"nntui/nn"
)

// column takes one number of each entry.
func column(entries []Entry, of func(Entry) float64) []float64 {
	list := make([]float64, len(entries))
	for i, e := range entries {
		list[i] = of(e)
	}
	return list
}

func at(e Entry) float64        { return e.At }
func analytic(e Entry) float64  { return e.Analytic }
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

// TestCheck_network checks what the network component is made of.
func TestCheck_network(t *testing.T) {
	digits, err := data.Digits()
	if err != nil {
		t.Fatal(err)
	}
	got := check(t, "network", "central", 1e-5, seed).Entries
	batch := digits.Rows(3, 8)
	near(t, "x", column(got[:320], at), batch.X.Data...)
	near(t, "labels", batch.Y.Data, 1, 1, 0, 0, 0) // both halves of the loss
	const draw = 0.22733602246716966          // the first of NumPy's default_rng(12345)
	near(t, "W1[0,0]", column(got[320:321], at), math.Sqrt(6./(64*32))*(2*draw-1))
}

func TestCheck_names(t *testing.T) {
	for component, want := range map[string]struct {
		entries int
		some    map[int]string
	}{
		"sigmoid":   {5, map[int]string{0: "x[0]", 4: "x[4]"}},
		"relu":      {5, map[int]string{0: "x[0]", 4: "x[4]"}},
		"bce":       {5, map[int]string{0: "yhat[0]", 4: "yhat[4]"}},
		"linear":    {15 + 35 + 7, map[int]string{0: "x[0,0]", 14: "x[2,4]", 15: "W[0,0]", 22: "W[1,0]", 49: "W[4,6]", 50: "b[0]", 56: "b[6]"}},
		"one-layer": {5 + 5 + 1, map[int]string{0: "x[0,0]", 5: "W1[0,0]", 6: "W1[1,0]", 10: "b1[0]"}},
		"network": {320 + 2048 + 32 + 32 + 1, map[int]string{
			0: "x[0,0]", 319: "x[4,63]", 320: "W1[0,0]", 352: "W1[1,0]", 2367: "W1[63,31]",
			2368: "b1[0]", 2400: "W2[0,0]", 2431: "W2[31,0]", 2432: "b2[0]",
		}},
	} {
		got := check(t, component, "central", 1e-5, seed).Entries
		if len(got) != want.entries {
			t.Errorf("%s has %d entries, want %d", component, len(got), want.entries)
			continue
		}
		for i, name := range want.some {
			if got[i].Name != name {
				t.Errorf("%s: entry %d is %s, want %s", component, i, got[i].Name, name)
			}
		}
	}
}

// TestComponents checks that all gradients are right, whatever the seed.
func TestComponents(t *testing.T) {
	for _, c := range Components {
		requirePass(t, check(t, c.Name, "central", 1e-5, seed))
	}
	rapid.Check(t, func(t *rapid.T) {
		component := rapid.SampledFrom(Components).Draw(t, "component")
		seed := rapid.Uint64().Draw(t, "seed")
		s := check(t, component.Name, "central", 1e-5, seed)
		if nearEdge(t, s) {
			t.Skip("h is no small step there")
		}
		requirePass(t, s)
	})
}

func requirePass(t rapid.TB, s Snapshot) {
	t.Helper()
	if s.State != model.Finished || s.Failed > 0 || len(s.Entries) == 0 {
		t.Errorf("%+v: state %v, %d of %d entries fail, the worst is %+v",
			s.Config, s.State, s.Failed, len(s.Entries), s.Entries[s.Worst])
	}
	for _, e := range s.Entries {
		if e.Absolute != math.Abs(e.Analytic-e.Numerical) || e.Relative != nn.RelativeError(e.Analytic, e.Numerical) {
			t.Errorf("errors of %+v", e)
		}
	}
}

// nearEdge reports whether an entry is so close to the kink of a ReLU or to a
// pole of the cross-entropy that a difference over 1e-5 says little.
func nearEdge(t rapid.TB, s Snapshot) bool {
	t.Helper()
	edge := func(distance func(at float64) float64, least float64) bool {
		return slices.ContainsFunc(s.Entries, func(e Entry) bool { return distance(e.At) < least })
	}
	switch s.Config.Component {
	case "relu":
		return edge(math.Abs, 1e-4)
	case "bce":
		return edge(func(yhat float64) float64 { return min(yhat, 1-yhat) }, 1e-3)
	case "network":
		return slices.ContainsFunc(hiddenInputs(t, s.Config.Seed), func(v float64) bool { return math.Abs(v) < 1e-4 })
	}
	return false
}

// hiddenInputs returns what the ReLUs of the network component get.
func hiddenInputs(t rapid.TB, seed uint64) []float64 {
	t.Helper()
	p, err := network(seed, size{})
	if err != nil {
		t.Fatal(err)
	}
	return p.layers[0].Forward(p.x).Data
}

// TestComponents_leaveNoTrace checks that differences read their point and
// leave everything as it was: taken again, and in another order, they are the
// same.
func TestComponents_leaveNoTrace(t *testing.T) {
	central, _ := nn.FormulaNamed("central")
	for _, component := range Components {
		c, err := New(checkOf(component.Name, "central", 1e-5, seed))
		if err != nil {
			t.Fatal(err)
		}
		loss := c.chain.loss()
		var first []float64
		for _, tensor := range c.tensors {
			d, _ := c.chain.derivative(tensor, 0, central, 1e-3, all)
			first = append(first, d)
		}
		for k, tensor := range slices.Backward(c.tensors) {
			if again, _ := c.chain.derivative(tensor, 0, central, 1e-3, all); again != first[k] {
				t.Errorf("%s by %s: %v, then %v", component.Name, tensor.name, first[k], again)
			}
			if !slices.Equal(tensor.live, tensor.at) {
				t.Errorf("%s: %s has changed", component.Name, tensor.name)
			}
		}
		if again := c.chain.loss(); again != loss {
			t.Errorf("%s: loss %v, then %v", component.Name, loss, again)
		}
	}
}

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

func checkOf(component, formula string, h float64, seed uint64) Config {
	c := Default()
	c.Component, c.Formula, c.H, c.Seed = component, formula, h, seed
	return c
}
