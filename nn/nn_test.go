package nn

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats/scalar"
)

// golden is what NumPy gives for the assignment's cells.
type golden struct {
	Sigmoid struct{ X, Y, Grad []float64 } `json:"sigmoid"`
	ReLU    struct{ X, Y, Grad []float64 } `json:"relu"`
	BCE     struct {
		Y         []float64 `json:"y"`
		YHat      []float64 `json:"y_hat"`
		Loss      []float64 `json:"loss"`
		Grad      []float64 `json:"grad"`
		Numerical []float64 `json:"numerical_pm1e3"`
	} `json:"bce"`
	OneLayer struct {
		W     []float64 `json:"w"`
		B     float64   `json:"b"`
		X     []float64 `json:"x"`
		Y     float64   `json:"y"`
		Loss  float64   `json:"loss"`
		GradX []float64 `json:"grad_x"`
	} `json:"one_layer"`
	OneLayerCheck struct {
		X, Symbolic, Numerical []float64
		Eps                    float64
	} `json:"one_layer_check"`
	Linear struct {
		X, W, Y, DX, DW [][]float64
		B, DB           []float64
	} `json:"linear"`
	SigmoidLayer struct{ X, Y, DX [][]float64 } `json:"sigmoid_layer"`
	ReLULayer    struct{ X, Y, DX [][]float64 } `json:"relu_layer"`
}

func readGolden(t *testing.T) golden {
	t.Helper()
	text, err := os.ReadFile("testdata/cells.json")
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(text, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// near fails the test unless got and want are equal to 1e-9.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) || len(want) == 0 {
		t.Fatalf("%s: %d values, want %d (and some)", what, len(got), len(want))
	}
	for i := range got {
		if !scalar.EqualWithinAbs(got[i], want[i], 1e-9) {
			t.Errorf("%s[%d] = %v, want %v", what, i, got[i], want[i])
		}
	}
}

func matrixOf(rows [][]float64) Matrix {
	return view(slices.Concat(rows...), len(rows), len(rows[0]))
}

func ones(rows, cols int) Matrix {
	m := NewMatrix(rows, cols)
	for i := range m.Data {
		m.Data[i] = 1
	}
	return m
}

func TestGoldenActivations(t *testing.T) {
	g := readGolden(t)
	for name, want := range map[string]struct{ X, Y, Grad []float64 }{"sigmoid": g.Sigmoid, "relu": g.ReLU} {
		f := activationNamed(t, name)
		y, dydx := make([]float64, len(want.X)), make([]float64, len(want.X))
		f.Value(y, want.X)
		f.Derivative(dydx, want.X)
		near(t, name, y, want.Y)
		near(t, name+"'", dydx, want.Grad)
	}
}

func activationNamed(t *testing.T, name string) Activation {
	t.Helper()
	for _, a := range Activations {
		if a.Name == name {
			return a
		}
	}
	t.Fatalf("no activation %q", name)
	return Activation{}
}

func TestGoldenBCE(t *testing.T) {
	g := readGolden(t).BCE
	central, err := FormulaNamed("central")
	if err != nil {
		t.Fatal(err)
	}
	var loss, grad, numerical []float64
	for i, y := range g.Y {
		loss = append(loss, BCE(g.YHat[i], y))
		grad = append(grad, BCEGrad(g.YHat[i], y))
		f := func(x []float64) float64 { return BCE(x[0], y) }
		numerical = append(numerical, central.NumericalGradient(nil, f, g.YHat[i:i+1], 2e-3)...)
	}
	near(t, "loss", loss, g.Loss)
	near(t, "gradient", grad, g.Grad)
	near(t, "numerical gradient", numerical, g.Numerical)
}

func TestGoldenLayers(t *testing.T) {
	g := readGolden(t)
	x := matrixOf(g.Linear.X)
	l := NewLinear(5, 7)
	copy(l.W.Data, matrixOf(g.Linear.W).Data)
	copy(l.B, g.Linear.B)
	near(t, "y", l.Forward(x).Data, matrixOf(g.Linear.Y).Data)
	near(t, "dx", l.Backward(x, ones(3, 7)).Data, matrixOf(g.Linear.DX).Data)
	near(t, "dW", l.DW.Data, matrixOf(g.Linear.DW).Data)
	near(t, "db", l.DB, g.Linear.DB)

	for name, want := range map[string]struct{ X, Y, DX [][]float64 }{"sigmoid": g.SigmoidLayer, "relu": g.ReLULayer} {
		l := &Elementwise{Activation: activationNamed(t, name)}
		x := matrixOf(want.X)
		near(t, name+" y", l.Forward(x).Data, matrixOf(want.Y).Data)
		near(t, name+" dx", l.Backward(x, ones(x.Rows, x.Cols)).Data, matrixOf(want.DX).Data)
	}
}

// oneLayer returns the assignment's model σ(x·w + b), section 1.3.
func oneLayer(t *testing.T, w []float64, b float64) *Network {
	t.Helper()
	n, err := New(len(w), "linear:1,sigmoid")
	if err != nil {
		t.Fatal(err)
	}
	values, _ := n.Params()
	copy(values, append(slices.Clone(w), b))
	return n
}

func TestGoldenOneLayer(t *testing.T) {
	g := readGolden(t)
	m := g.OneLayer
	n := oneLayer(t, m.W, m.B)
	gradient := func(x []float64) []float64 {
		yhat := n.Forward(view(x, 1, len(x))).Data[0]
		return n.BackwardInput(view([]float64{BCEGrad(yhat, m.Y)}, 1, 1)).Data
	}
	loss := func(x []float64) float64 {
		return BCE(n.Forward(view(x, 1, len(x))).Data[0], m.Y)
	}
	near(t, "loss", []float64{loss(m.X)}, []float64{m.Loss})
	near(t, "dL/dx", gradient(m.X), m.GradX)

	check := g.OneLayerCheck
	near(t, "symbolic", gradient(check.X), check.Symbolic)
	central, _ := FormulaNamed("central")
	near(t, "numerical", central.NumericalGradient(nil, loss, check.X, 2*check.Eps), check.Numerical)
}

func TestSaturation(t *testing.T) {
	sigma := activationNamed(t, "sigmoid")
	x := []float64{-1e308, -1000, 0, 1000, 1e308, math.Inf(-1), math.Inf(1)}
	y, dydx := make([]float64, len(x)), make([]float64, len(x))
	sigma.Value(y, x)
	sigma.Derivative(dydx, x)
	near(t, "sigmoid", y, []float64{0, 0, 0.5, 1, 1, 0, 1})
	near(t, "sigmoid'", dydx, []float64{0, 0, 0.25, 0, 0, 0, 0})
	near(t, "BCE", []float64{BCE(0, 1), BCE(1, 0), BCE(0, 0), BCE(1, 1)}, []float64{100, 100, 0, 0})
	for _, c := range [][2]float64{{0, 1}, {1, 0}, {0, 0}, {1, 1}} {
		if g := BCEGrad(c[0], c[1]); math.IsNaN(g) || math.IsInf(g, 0) {
			t.Errorf("BCEGrad(%v, %v) = %v", c[0], c[1], g)
		}
	}
}
