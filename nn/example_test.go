package nn_test

import (
	"fmt"
	"log"
	"math/rand/v2"

	"nntui/nn"
)

// source draws from math/rand.
type source struct{ *rand.Rand }

func (s source) Uniform(low, high float64) float64 { return low + (high-low)*s.Float64() }
func (s source) Normal() float64                   { return s.NormFloat64() }

// A network of two layers learns the exclusive or, which one layer cannot.
func Example() {
	net, err := nn.New(2, "linear:3,tanh,linear:1,sigmoid")
	if err != nil {
		log.Fatal(err)
	}
	if err := net.Init("glorot", source{rand.New(rand.NewPCG(1, 2))}); err != nil {
		log.Fatal(err)
	}
	sgd, err := nn.OptimizerConfig{Name: "sgd"}.New(2*3 + 3 + 3*1 + 1)
	if err != nil {
		log.Fatal(err)
	}

	x := nn.Matrix{Rows: 4, Cols: 2, Stride: 2, Data: []float64{
		0, 0,
		0, 1,
		1, 0,
		1, 1,
	}}
	y := nn.Matrix{Rows: 4, Cols: 1, Stride: 1, Data: []float64{0, 1, 1, 0}}
	bce, dy := nn.Losses[0], nn.NewMatrix(4, 1)
	for range 200 {
		bce.Gradient(dy, net.Forward(x), y)
		net.Backward(dy)
		net.Step(sgd, 0.5)
	}

	for i, p := range net.Forward(x).Data {
		fmt.Printf("%v xor %v: %.2f\n", x.Data[2*i], x.Data[2*i+1], p)
	}
	// Output:
	// 0 xor 0: 0.00
	// 0 xor 1: 0.99
	// 1 xor 0: 0.99
	// 1 xor 1: 0.01
}

// The derivative of the sigmoid, checked at three points, with a step that is
// too large and with one that fits.
func ExampleFormula_NumericalGradient() {
	sigmoid := nn.Activations[0]
	x, derivative := []float64{-2, 0, 3}, make([]float64, 3)
	sigmoid.Derivative(derivative, x)

	sum := func(x []float64) (sum float64) {
		y := make([]float64, len(x))
		sigmoid.Value(y, x)
		for _, v := range y {
			sum += v
		}
		return sum
	}
	central := nn.Formulas[0]
	for _, h := range []float64{1e-1, 1e-5} {
		numerical := central.NumericalGradient(nil, sum, x, h)
		for i := range x {
			e := nn.RelativeError(derivative[i], numerical[i])
			fmt.Printf("h=%g x=%2g: %.6f and %.6f, ok: %t\n", h, x[i], derivative[i], numerical[i], e < 1e-6)
		}
	}
	// Output:
	// h=0.1 x=-2: 0.104994 and 0.105010, ok: false
	// h=0.1 x= 0: 0.250000 and 0.249948, ok: false
	// h=0.1 x= 3: 0.045177 and 0.045190, ok: false
	// h=1e-05 x=-2: 0.104994 and 0.104994, ok: true
	// h=1e-05 x= 0: 0.250000 and 0.250000, ok: true
	// h=1e-05 x= 3: 0.045177 and 0.045177, ok: true
}
