package nn

import (
	"fmt"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// A Matrix is a dense row-major matrix of gonum; as a batch it holds one
// example a row.
type Matrix = blas64.General

// NewMatrix returns a matrix of zeros, rows x cols.
func NewMatrix(rows, cols int) Matrix {
	return view(make([]float64, rows*cols), rows, cols)
}

// view lays a rows x cols matrix over data.
func view(data []float64, rows, cols int) Matrix {
	return Matrix{Rows: rows, Cols: cols, Stride: cols, Data: data[:rows*cols]}
}

// resize gives m the shape rows x cols, with unspecified contents. It
// allocates only where m has never been that large.
func resize(m *Matrix, rows, cols int) {
	if n := rows * cols; cap(m.Data) < n {
		m.Data = make([]float64, n)
	}
	*m = view(m.Data[:cap(m.Data)], rows, cols)
}

// mustBe panics unless m has that shape.
func mustBe(what string, m Matrix, rows, cols int) {
	if m.Rows != rows || m.Cols != cols {
		panic(fmt.Sprintf("nn: %s is %dx%d, want %dx%d", what, m.Rows, m.Cols, rows, cols))
	}
}

// flat returns the entries of m, row by row. It panics if there is anything
// between them.
func flat(m Matrix) []float64 {
	if m.Stride != m.Cols {
		panic(fmt.Sprintf("nn: a %dx%d matrix of stride %d: want its rows next to each other", m.Rows, m.Cols, m.Stride))
	}
	return m.Data[:m.Rows*m.Cols]
}

func row(m Matrix, i int) blas64.Vector {
	return blas64.Vector{N: m.Cols, Inc: 1, Data: m.Data[i*m.Stride : i*m.Stride+m.Cols]}
}

func column(m Matrix, j int) blas64.Vector {
	return blas64.Vector{N: m.Rows, Inc: m.Stride, Data: m.Data[j:]}
}

// The three products below go through the batch row by row, or through the
// narrow side column by column, whichever takes fewer calls. For matrices as
// small as these (10x64 by 64x32) that is about twice as fast as blas64.Gemm,
// whose inner loop is a call for every single entry of its left factor
// (BenchmarkProducts).

// addMul adds x·w to y: (n x in)·(in x out).
func addMul(y, x, w Matrix) {
	if y.Cols < y.Rows {
		for j := range y.Cols {
			blas64.Gemv(blas.NoTrans, 1, x, column(w, j), 1, column(y, j))
		}
		return
	}
	for i := range y.Rows {
		blas64.Gemv(blas.Trans, 1, w, row(x, i), 1, row(y, i))
	}
}

// addMulTransA adds xᵀ·dy to dw: (n x in)ᵀ·(n x out).
func addMulTransA(dw, x, dy Matrix) {
	if dy.Cols < dy.Rows {
		for j := range dy.Cols {
			blas64.Gemv(blas.Trans, 1, x, column(dy, j), 1, column(dw, j))
		}
		return
	}
	for i := range dy.Rows {
		blas64.Ger(1, row(x, i), row(dy, i), dw)
	}
}

// addMulTransB adds dy·wᵀ to dx: (n x out)·(in x out)ᵀ.
func addMulTransB(dx, dy, w Matrix) {
	if dy.Cols < dy.Rows {
		for j := range dy.Cols {
			blas64.Ger(1, column(dy, j), column(w, j), dx)
		}
		return
	}
	for i := range dy.Rows {
		blas64.Gemv(blas.NoTrans, 1, w, row(dy, i), 1, row(dx, i))
	}
}
