// Package data holds what the experiments learn from. [Sets] lists the data sets; the first, [Digits], are
// 1,797 images of handwritten digits.
//
// A [Set] is ready for a network: one example a row, with its targets. Shuffle and cut it into a training
// and a test set with [Set.Split], and walk through those in batches with [Set.Rows].
//
// Package nprand below it draws NumPy's random numbers, so that a split is the one NumPy makes
// with the same seed.
package data

import (
	"errors"
	"fmt"

	"gonum.org/v1/gonum/blas/blas64"

	"nntui/data/nprand"
)

// A Source is where a data set comes from.
type Source struct {
	Name  string
	About string
	Shape Shape // of its examples
	Load  func() (*Set, error)
}

// Sets lists the data sets.
var Sets = []Source{
	{"digits", "1,797 handwritten digits: is it one of 0 to 4, or of 5 to 9?", digitShape, Digits},
}

// A Shape says what an example is: an image of Rows x Cols pixels, a point of the plane (1 x 2) or a row of
// a table (1 x columns).
type Shape struct {
	Rows, Cols int
	Ink        byte // of an image: the value of its darkest pixel; 0 for what is none
}

// Size returns how many numbers an example is.
func (s Shape) Size() int { return s.Rows * s.Cols }

// A Set is a number of examples with their targets. Row i of X and of Y, Class[i] and, of images, the
// Shape.Size() Pixels of image i are the same example. Sets share their memory with others: do not modify
// one.
type Set struct {
	Shape  Shape
	X      blas64.General // rows x Shape.Size(), without gaps: what a network sees
	Y      blas64.General // rows x targets, without gaps: what it should say
	Class  []int          // what an example is, as in the digit 7; nil where there are no classes
	Pixels []byte         // the pixels as they are, row by row, 0 (blank) to Shape.Ink; nil where there are no images

	mean, std float64 // of the pixels of the set that was normalised
}

// Len returns the number of examples.
func (s *Set) Len() int { return s.X.Rows }

// Rows returns the examples i to j-1. It copies and allocates nothing: the result is a view of s.
// It panics unless 0 <= i <= j <= s.Len().
func (s *Set) Rows(i, j int) Set {
	part := *s
	part.X.Rows, part.X.Data = j-i, cut(s.X.Data, s.X.Cols, i, j)
	part.Y.Rows, part.Y.Data = j-i, cut(s.Y.Data, s.Y.Cols, i, j)
	part.Class = cut(s.Class, 1, i, j)
	part.Pixels = cut(s.Pixels, s.Shape.Size(), i, j)
	return part
}

// cut returns the rows i to j-1 of a list that has so many entries a row; nil has none.
func cut[T any](list []T, width, i, j int) []T {
	if list == nil {
		return nil
	}
	// The third index cuts the capacity too, so that every part ends with its last row, and a j beyond
	// panics instead of reaching into what follows.
	return list[width*i : width*j : width*j]
}

// ErrShare says that a share of a set leaves nothing on one side.
var ErrShare = errors.New("leaves one side empty")

// Split puts the examples into random order, that of nprand.New(seed).Permutation(s.Len()), and returns
// copies of the first int(share·s.Len()) as train and of the rest as test. It returns an error that wraps
// [ErrShare] if that leaves either without an example, or if share is NaN.
func (s *Set) Split(share float64, seed uint64) (train, test *Set, err error) {
	rows := s.Len()
	first := float64(rows) * share
	if !(first >= 1 && first < float64(rows)) { // NaN is neither
		return nil, nil, fmt.Errorf("a training share of %v of %d rows %w: "+
			"it takes a share of at least 1/%[2]d and below 1", share, rows, ErrShare)
	}
	order := nprand.New(seed).Permutation(rows)
	return s.pick(order[:int(first)]), s.pick(order[int(first):]), nil
}

// pick returns copies of the given rows.
func (s *Set) pick(rows []int) *Set {
	p := *s
	p.X.Rows, p.X.Data = len(rows), pick(s.X.Data, s.X.Cols, rows)
	p.Y.Rows, p.Y.Data = len(rows), pick(s.Y.Data, s.Y.Cols, rows)
	p.Class = pick(s.Class, 1, rows)
	p.Pixels = pick(s.Pixels, s.Shape.Size(), rows)
	return &p
}

// pick copies rows of a list as cut cuts them.
func pick[T any](list []T, width int, rows []int) []T {
	if list == nil {
		return nil
	}
	picked := make([]T, 0, len(rows)*width)
	for _, i := range rows {
		picked = append(picked, cut(list, width, i, i+1)...)
	}
	return picked
}

// Normalise returns an image of Shape.Size() pixels, 0 (blank) to Shape.Ink, as a row of X, with the mean
// and the standard deviation of all images that the set comes from: it is how a network sees a drawn one.
func (s *Set) Normalise(pixels []byte) []float64 {
	if len(pixels) != s.Shape.Size() {
		panic(fmt.Sprintf("data: an image of %d pixels: want %dx%d", len(pixels), s.Shape.Rows, s.Shape.Cols))
	}
	return s.scaled(pixels)
}

func (s *Set) scaled(pixels []byte) []float64 {
	x := make([]float64, len(pixels))
	for i, p := range pixels {
		x[i] = (float64(p) - s.mean) / s.std
	}
	return x
}
