package data

import "fmt"

// Normalise returns an image of 64 pixels, 0 (blank) to 16 (ink), as a row of X: with the mean and
// the standard deviation of all digits, as [Digits] does it. It is how a network sees a drawn digit.
func Normalise(pixels []byte) ([]float64, error) {
	s, err := Digits()
	if err != nil {
		return nil, err
	}
	if len(pixels) != s.X.Cols {
		return nil, fmt.Errorf("data: an image of %d pixels: want %d", len(pixels), s.X.Cols)
	}
	x := make([]float64, len(pixels))
	for i, p := range pixels {
		x[i] = (float64(p) - s.mean) / s.std
	}
	return x, nil
}
