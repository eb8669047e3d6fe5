// Package data holds what the experiments learn from: 1,797 images of handwritten digits.
//
// [Digits] returns them as a [Set], ready for a network: one image a row, values of mean 0 and standard
// deviation 1, a label of 0 or 1. Shuffle and cut it into a training and a test set with [Set.Split],
// and walk through those in batches with [Set.Rows].
//
// Package nprand below it draws NumPy's random numbers, so that a split is the one NumPy makes
// with the same seed.
package data

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas64"

	"nntui/data/nprand"
)

// A Set is a number of labelled images of 8x8 pixels. Row i of X, Y[i], Class[i] and the 64 Pixels
// from 64·i on are the same image. Sets share their memory with others: do not modify one.
type Set struct {
	X      blas64.General // rows x 64, stride 64: the pixels, normalised (see [Digits])
	Y      []float64      // the label: 1 for the digits 0 to 4, 0 for 5 to 9
	Class  []int          // the digit, 0 to 9
	Pixels []byte         // the pixels as they are, row by row, 0 (blank) to 16 (ink)

	mean, std float64 // of the pixels of the set that was normalised
}

// Len returns the number of images.
func (s *Set) Len() int {
	return s.X.Rows
}

// Rows returns the images i to j-1. It copies and allocates nothing: the result is a view of s.
// It panics unless 0 <= i <= j <= s.Len().
func (s *Set) Rows(i, j int) Set {
	// The third index cuts the capacity too, so that the X.Data of every set ends with its last row,
	// and a j beyond panics instead of reaching into what follows.
	n := s.X.Cols
	return Set{
		X:      blas64.General{Rows: j - i, Cols: n, Stride: n, Data: s.X.Data[n*i : n*j : n*j]},
		Y:      s.Y[i:j:j],
		Class:  s.Class[i:j:j],
		Pixels: s.Pixels[n*i : n*j : n*j],
	}
}

// Split puts the images into random order, that of nprand.New(seed).Permutation(s.Len()), and returns
// copies of the first int(share·s.Len()) as train and of the rest as test. It returns an error if
// that leaves either without an image, or if share is NaN.
func (s *Set) Split(share float64, seed uint64) (train, test *Set, err error) {
	rows := s.Len()
	first := float64(rows) * share
	if !(first >= 1 && first < float64(rows)) { // NaN is neither
		return nil, nil, fmt.Errorf("data: split: a training share of %v of %d rows leaves one side empty: "+
			"it takes a share of at least 1/%[2]d and below 1", share, rows)
	}
	order := nprand.New(seed).Permutation(rows)
	return s.pick(order[:int(first)]), s.pick(order[int(first):]), nil
}

// pick returns copies of the given rows.
func (s *Set) pick(rows []int) *Set {
	n := s.X.Cols
	p := &Set{
		X:      blas64.General{Rows: len(rows), Cols: n, Stride: n, Data: make([]float64, 0, len(rows)*n)},
		Y:      make([]float64, 0, len(rows)),
		Class:  make([]int, 0, len(rows)),
		Pixels: make([]byte, 0, len(rows)*n),
	}
	for _, i := range rows {
		row := s.Rows(i, i+1)
		p.X.Data = append(p.X.Data, row.X.Data...)
		p.Y = append(p.Y, row.Y...)
		p.Class = append(p.Class, row.Class...)
		p.Pixels = append(p.Pixels, row.Pixels...)
	}
	return p
}
