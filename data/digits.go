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

const (
	pixels   = 8 * 8 // of an image
	maxPixel = 16
	maxDigit = 9
)

// The data set and its terms of use are described in digits.LICENSE.txt.
//
//go:embed digits.csv.gz
var digitsFile []byte

var digits = sync.OnceValues(func() (*Set, error) {
	return readDigits(bytes.NewReader(digitsFile))
})

// Digits returns the 1,797 images of the Optical Recognition of Handwritten Digits (E. Alpaydin and
// C. Kaynak, UCI Machine Learning Repository, CC BY 4.0, https://doi.org/10.24432/C50P49). X is
// normalised as a whole: from each pixel the mean of all pixels is subtracted, and the difference is
// divided by their standard deviation (dividing by n). It ranges from -0.812, blank, to 1.847, ink.
//
// The set is read once and every caller gets the same one: do not modify it. An error means that the
// program was built with a damaged file.
func Digits() (*Set, error) {
	return digits()
}

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
	lines.FieldsPerRecord = pixels + 1
	lines.ReuseRecord = true
	s := new(Set)
	for {
		cells, err := lines.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("data: digits: %w", err)
		}
		if err := s.add(cells); err != nil {
			line, _ := lines.FieldPos(0)
			return nil, fmt.Errorf("data: digits: line %d, %w", line, err)
		}
	}
	if err := s.normalise(); err != nil {
		return nil, fmt.Errorf("data: digits: %w", err)
	}
	return s, nil
}

// add appends one image to all but X.
func (s *Set) add(cells []string) error {
	for i, cell := range cells[:pixels] {
		pixel, err := parseUpTo(maxPixel, cell)
		if err != nil {
			return fmt.Errorf("column %d: pixel %w", i+1, err)
		}
		s.Pixels = append(s.Pixels, byte(pixel))
	}
	digit, err := parseUpTo(maxDigit, cells[pixels])
	if err != nil {
		return fmt.Errorf("column %d: digit %w", pixels+1, err)
	}
	s.Class = append(s.Class, digit)
	label := 0.0
	if digit <= 4 {
		label = 1
	}
	s.Y = append(s.Y, label)
	return nil
}

func parseUpTo(most int, cell string) (int, error) {
	n, err := strconv.Atoi(cell)
	if err != nil || n < 0 || n > most {
		return 0, fmt.Errorf("%q is not a whole number from 0 to %d", cell, most)
	}
	return n, nil
}

// normalise makes X from Pixels.
func (s *Set) normalise() error {
	if len(s.Pixels) == 0 {
		return errors.New("no images")
	}
	x := make([]float64, len(s.Pixels))
	for i, pixel := range s.Pixels {
		x[i] = float64(pixel)
	}
	mean, std := stat.PopMeanStdDev(x, nil)
	if std == 0 {
		return errors.New("all pixels are equal")
	}
	for i := range x {
		x[i] = (x[i] - mean) / std
	}
	s.mean, s.std = mean, std
	s.X = blas64.General{Rows: len(s.Class), Cols: pixels, Stride: pixels, Data: x}
	return nil
}
