package nn

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/floats"
)

// TestLinear_products checks the linear layer's three products against sums
// written out, for batches wider and narrower than high.
func TestLinear_products(t *testing.T) {
	sizes := []int{1, 2, 3, 7, 10, 33}
	r := rand.New(rand.NewPCG(1, 1))
	for _, rows := range sizes {
		for _, in := range sizes {
			for _, out := range sizes {
				checkProducts(t, randomLinear(r, in, out), random(r, rows, in), random(r, rows, out))
			}
		}
	}
}

func randomLinear(r *rand.Rand, in, out int) *Linear {
	l := NewLinear(in, out)
	copy(l.values, random(r, 1, len(l.values)).Data)
	return l
}

func checkProducts(t *testing.T, l *Linear, x, dy Matrix) {
	t.Helper()
	rows, in, out := x.Rows, l.W.Rows, l.W.Cols
	y, dx, dw, db := NewMatrix(rows, out), NewMatrix(rows, in), NewMatrix(in, out), make([]float64, out)
	for n := range rows {
		copy(y.Data[n*out:], l.B)
		for k := range out {
			db[k] += dy.Data[n*out+k]
			for i := range in {
				y.Data[n*out+k] += x.Data[n*in+i] * l.W.Data[i*out+k]
				dx.Data[n*in+i] += dy.Data[n*out+k] * l.W.Data[i*out+k]
				dw.Data[i*out+k] += x.Data[n*in+i] * dy.Data[n*out+k]
			}
		}
	}
	shape := fmt.Sprintf("%dx%d by %[2]dx%d: ", rows, in, out)
	equal(t, shape+"y", l.Forward(x).Data, y.Data)
	equal(t, shape+"dx", l.Backward(x, dy).Data, dx.Data)
	equal(t, shape+"dW", l.DW.Data, dw.Data)
	equal(t, shape+"db", l.DB, db)
}

// equal fails the test unless got and want are equal to 1e-12.
func equal(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if !floats.EqualApprox(got, want, 1e-12) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// BenchmarkProducts compares the products of the assignment's two linear
// layers with blas64.Gemm.
func BenchmarkProducts(b *testing.B) {
	gemm := func(ta, tb blas.Transpose) func(c, l, r Matrix) {
		return func(c, l, r Matrix) { blas64.Gemm(ta, tb, 1, l, r, 1, c) }
	}
	products := []struct {
		name    string
		product func(y, x, w Matrix) // what the layer does, of whichever matrices
	}{
		{"y", addMul},
		{"y/Gemm", gemm(blas.NoTrans, blas.NoTrans)},
		{"dw", func(y, x, w Matrix) { addMulTransA(w, x, y) }},
		{"dw/Gemm", func(y, x, w Matrix) { gemm(blas.Trans, blas.NoTrans)(w, x, y) }},
		{"dx", func(y, x, w Matrix) { addMulTransB(x, y, w) }},
		{"dx/Gemm", func(y, x, w Matrix) { gemm(blas.NoTrans, blas.Trans)(x, y, w) }},
	}
	const rows = 10
	for _, size := range []struct{ in, out int }{{64, 32}, {32, 1}} {
		for _, p := range products {
			b.Run(fmt.Sprintf("%dx%d/%s", size.in, size.out, p.name), func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 1))
				y, x, w := random(r, rows, size.out), random(r, rows, size.in), random(r, size.in, size.out)
				for b.Loop() {
					p.product(y, x, w)
				}
			})
		}
	}
}
