package data

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/stat"
)

var digitShape = Shape{Rows: 8, Cols: 8, Ink: 16}

// The data set and its terms of use are described in digits.LICENSE.txt.
//
//go:embed digits.csv.gz
var digitsFile []byte

// Digits returns the 1,797 images of the Optical Recognition of Handwritten Digits (E. Alpaydin and
// C. Kaynak, UCI Machine Learning Repository, CC BY 4.0, https://doi.org/10.24432/C50P49). X is
// normalised as a whole: from each pixel the mean of all pixels is subtracted, and the difference is
// divided by their standard deviation (dividing by n). It ranges from -0.812, blank, to 1.847, ink. Class
// is the digit, 0 to 9; Y has one column, 1 for the digits 0 to 4 and 0 for 5 to 9.
//
// The set is read once and every caller gets the same one: do not modify it. An error means that the
// program was built with a damaged file.
var Digits = sync.OnceValues(func() (*Set, error) { return readDigits(bytes.NewReader(digitsFile)) })

// readDigits reads the compressed form of what parseDigits reads.
func readDigits(r io.Reader) (*Set, error) {
	text, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("data: digits: %w", err)
	}
	return parseDigits(text)
}

// parseDigits reads images of one line each: 64 pixels and the digit, separated by commas.
func parseDigits(r io.Reader) (*Set, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = digitShape.Size() + 1
	images, err := lines.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("data: digits: %w", err)
	}
	s := &Set{Shape: digitShape}
	for i, cells := range images {
		if err := s.add(cells); err != nil {
			return nil, fmt.Errorf("data: digits: line %d, %w", i+1, err)
		}
	}
	if err := s.normalise(); err != nil {
		return nil, fmt.Errorf("data: digits: %w", err)
	}
	return s, nil
}

// add appends one image to all but X.
func (s *Set) add(cells []string) error {
	last := len(cells) - 1
	for i, cell := range cells[:last] {
		pixel, err := parseUpTo(int(s.Shape.Ink), cell)
		if err != nil {
			return fmt.Errorf("column %d: pixel %w", i+1, err)
		}
		s.Pixels = append(s.Pixels, byte(pixel))
	}
	digit, err := parseUpTo(9, cells[last])
	if err != nil {
		return fmt.Errorf("column %d: digit %w", last+1, err)
	}
	s.Class = append(s.Class, digit)
	label := 0.0
	if digit <= 4 {
		label = 1
	}
	s.Y.Data = append(s.Y.Data, label)
	return nil
}

func parseUpTo(most int, cell string) (int, error) {
	n, err := strconv.Atoi(cell)
	if err != nil || n < 0 || n > most {
		return n, fmt.Errorf("%q is not a whole number from 0 to %d", cell, most)
	}
	return n, nil
}

// normalise makes X from Pixels, and completes Y.
func (s *Set) normalise() error {
	if len(s.Pixels) == 0 {
		return errors.New("no images")
	}
	x := make([]float64, len(s.Pixels))
	for i, pixel := range s.Pixels {
		x[i] = float64(pixel)
	}
	s.mean, s.std = stat.PopMeanStdDev(x, nil)
	if s.std == 0 {
		return errors.New("all pixels are equal")
	}
	rows, size := len(s.Class), s.Shape.Size()
	s.X = blas64.General{Rows: rows, Cols: size, Stride: size, Data: s.scaled(s.Pixels)}
	s.Y = blas64.General{Rows: rows, Cols: 1, Stride: 1, Data: s.Y.Data}
	return nil
}
