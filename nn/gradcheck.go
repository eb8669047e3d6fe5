package nn

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/diff/fd"
)

// A Formula is a finite-difference approximation of a first derivative at
// step h.
type Formula struct {
	Name    string
	Rule    string     // the formula as text
	Stencil []fd.Point // where f is taken, in steps h, and with what factor
}

// Formulas lists the formulas by the names that [FormulaNamed] takes.
var Formulas = []Formula{
	// Truncation error h²f'''/24.
	{"central", "(f(x+h/2) - f(x-h/2)) / h", []fd.Point{{Loc: -0.5, Coeff: -1}, {Loc: 0.5, Coeff: 1}}},
	// Truncation error hf''/2.
	{"forward", "(f(x+h) - f(x)) / h", fd.Forward.Stencil},
}

// FormulaNamed returns the entry of Formulas of that name.
func FormulaNamed(name string) (Formula, error) {
	for _, f := range Formulas {
		if f.Name == name {
			return f, nil
		}
	}
	return Formula{}, fmt.Errorf("nn: formula %q: want %s", name, names(Formulas, func(f Formula) string { return f.Name }))
}

// NumericalGradient estimates the gradient of f at x by finite differences,
// one entry of x at a time, with step h > 0. It stores it in dst (length of x)
// and returns it. f must not keep or change its argument; x stays as it is.
func (f Formula) NumericalGradient(dst []float64, fn func(x []float64) float64, x []float64, h float64) []float64 {
	return fd.Gradient(dst, fn, x, &fd.Settings{Formula: fd.Formula{Stencil: f.Stencil, Derivative: 1, Step: h}})
}

// ErrorFloor is the least denominator of [RelativeError]: derivatives that are
// smaller count as if they were this large.
const ErrorFloor = 1e-5

// RelativeError is |a-n| / max(|a|, |n|, ErrorFloor) of an analytic and a
// numerical derivative. The floor lets exact zeros pass, whose finite
// difference is rounding noise. Where either is NaN or infinite the result is
// NaN or infinite as well, which no bound admits.
func RelativeError(analytic, numerical float64) float64 {
	difference := math.Abs(analytic - numerical)
	if math.IsInf(difference, 0) {
		return difference
	}
	return difference / max(math.Abs(analytic), math.Abs(numerical), ErrorFloor)
}
