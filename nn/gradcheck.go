package nn

import (
	"math"

	"gonum.org/v1/gonum/diff/fd"
)

// A Formula is a finite-difference approximation of a first derivative at
// step h.
type Formula struct {
	Name    string
	Rule    string     // the formula as text
	Order   int        // the truncation error goes with h to this power
	Stencil []fd.Point // where f is taken, in steps h, and with what factor
}

// Formulas lists the formulas by the names that [FormulaNamed] takes.
var Formulas = []Formula{
	// The assignment's first form. Truncation error h²f'''/24.
	{"central", "(f(x+h/2) - f(x-h/2)) / h", 2, []fd.Point{{Loc: -0.5, Coeff: -1}, {Loc: 0.5, Coeff: 1}}},
	// The assignment's second form, f(x±h). Truncation error h²f'''/6.
	{"central-h", "(f(x+h) - f(x-h)) / 2h", 2, fd.Central.Stencil},
	// Truncation error hf''/2.
	{"forward", "(f(x+h) - f(x)) / h", 1, fd.Forward.Stencil},
	// Truncation error -hf''/2.
	{"backward", "(f(x) - f(x-h)) / h", 1, fd.Backward.Stencil},
	// Abramowitz and Stegun, 25.3.6. Truncation error -h⁴f⁽⁵⁾/30.
	{"four-point", "(8(f(x+h)-f(x-h)) - f(x+2h)+f(x-2h)) / 12h", 4, []fd.Point{
		{Loc: -2, Coeff: 1. / 12}, {Loc: -1, Coeff: -8. / 12}, {Loc: 1, Coeff: 8. / 12}, {Loc: 2, Coeff: -1. / 12},
	}},
}

// FormulaNamed returns the entry of Formulas of that name.
func FormulaNamed(name string) (Formula, error) {
	return find("formula", Formulas, func(f Formula) string { return f.Name }, name)
}

// NumericalGradient estimates the gradient of f at x by finite differences,
// one entry of x at a time, with step h > 0. It stores it in dst (length of x)
// and returns it. f must not keep or change its argument; x stays as it is.
func (f Formula) NumericalGradient(dst []float64, fn func(x []float64) float64, x []float64, h float64) []float64 {
	return fd.Gradient(dst, fn, x, f.Settings(h))
}

// Derivative estimates the derivative of fn at x by finite differences with
// step h > 0.
func (f Formula) Derivative(fn func(x float64) float64, x, h float64) float64 {
	return fd.Derivative(fn, x, f.Settings(h))
}

func (f Formula) Settings(h float64) *fd.Settings {
	return &fd.Settings{Formula: fd.Formula{Stencil: f.Stencil, Derivative: 1, Step: h}}
}

// Epsilon is the machine epsilon: the distance from 1 to the next larger
// number. A difference of two values of f carries a rounding error of about
// Epsilon·|f|/h into a finite difference.
const Epsilon = 0x1p-52

// CheckGradStep is the step of SciPy's check_grad, the square root of
// [Epsilon]. check_grad is the Euclidean norm of the difference between a
// gradient and its forward differences with this step.
const CheckGradStep = 0x1p-26

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
