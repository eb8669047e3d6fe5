package nn

import (
	"math"
	"math/rand/v2"
	"slices"

	"pgregory.net/rapid"
)

// A kind is a kind of layer.
type kind struct {
	name string
	new  func(in, width int) Layer // with zero parameters
}

// kinds returns the kinds of the table, and networks of them.
func kinds() (list []kind) {
	for _, k := range Kinds {
		list = append(list, kind{k.Name, func(in, width int) Layer {
			return chainOf(in, Shape{Name: k.Name, Width: map[bool]int{true: width}[k.Width]}.String()).Layers[0]
		}})
	}
	for _, layers := range []string{
		"linear:1,sigmoid",
		"linear:6,relu,linear:1,sigmoid",
		"linear:3,linear:2",
		"tanh,linear:4,leaky-relu,linear:12,sigmoid,linear:2,tanh",
		"relu,sigmoid",
	} {
		list = append(list, kind{layers, func(in, _ int) Layer { return chainOf(in, layers) }})
	}
	return list
}

// chain makes a layer of a network.
type chain struct{ *Network }

func chainOf(in int, layers string) chain {
	n, err := New(in, layers)
	if err != nil {
		panic(err)
	}
	return chain{n}
}

func (c chain) Backward(x, dy Matrix) Matrix {
	c.Forward(x)
	return c.BackwardInput(dy)
}

// A subject is a layer with random parameters, and a random batch for it.
type subject struct {
	Layer
	x, dy Matrix
	batch func() (x, dy Matrix) // draws another batch, of another size
	twin  func() Layer          // returns a new layer with the same parameters
}

func (k kind) draw(t *rapid.T) subject {
	width := rapid.IntRange(1, 9)
	in, out := width.Draw(t, "in"), width.Draw(t, "out")
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	l := k.new(in, out)
	values, _ := l.Params()
	copy(values, random(r, 1, len(values)).Data)
	s := subject{Layer: l}
	s.batch = func() (x, dy Matrix) {
		x = random(r, width.Draw(t, "rows"), in)
		y := s.Forward(x)
		return x, random(r, y.Rows, y.Cols)
	}
	s.twin = func() Layer {
		twin := k.new(in, out)
		twins, _ := twin.Params()
		copy(twins, values)
		return twin
	}
	s.x, s.dy = s.batch()
	return s
}

// random returns a matrix of numbers from -2 to 2.
func random(r *rand.Rand, rows, cols int) Matrix {
	m := NewMatrix(rows, cols)
	for i := range m.Data {
		m.Data[i] = 4*r.Float64() - 2
	}
	return m
}

// plain is what a layer makes of one example, slowly and from the formulas,
// where the tests have one of their own: finite differences know all kinds.
func plain(l Layer, x []float64) (y []float64, known bool) {
	switch l := l.(type) {
	case *Linear:
		y := slices.Clone(l.B)
		for j := range y {
			for i := range x {
				y[j] += x[i] * l.W.Data[i*len(y)+j]
			}
		}
		return y, true
	case *Elementwise:
		f, known := formulas[l.Name]
		y := make([]float64, len(x))
		for i := range x {
			if known {
				y[i] = f(x[i])
			}
		}
		return y, known
	case chain:
		for _, l := range l.Layers {
			if x, known = plain(l, x); !known {
				return nil, false
			}
		}
		return x, true
	}
	return nil, false
}

// formulas are the activations, written otherwise than in Activations.
var formulas = map[string]func(x float64) float64{
	"sigmoid":    func(x float64) float64 { return (1 + math.Tanh(x/2)) / 2 },
	"relu":       func(x float64) float64 { return (x + math.Abs(x)) / 2 },
	"leaky-relu": func(x float64) float64 { return math.Max(x, 0.01*x) },
	"tanh":       func(x float64) float64 { return 1 - 2/(math.Exp(2*x)+1) },
}

func clone(m Matrix) Matrix {
	m.Data = slices.Clone(m.Data)
	return m
}

// same fails the test unless got is want to the last bit.
func same(t *rapid.T, what string, got, want Matrix) {
	t.Helper()
	if got.Rows != want.Rows || got.Cols != want.Cols || got.Stride != want.Stride || !slices.Equal(got.Data, want.Data) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}
