package surface

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/gonum/num/hyperdual"

	"nntui/model/setting"
)

// A Function is what a formula may call, of one value or of two.
type Function struct {
	Name, About string

	one unary
	two func(a, b expression) expression // nil of one value
}

// Functions lists what a formula may call.
func Functions() []Function { return functions }

var functions = []Function{
	{"sin", "sine, x in radians", sine, nil},
	{"cos", "cosine, x in radians", cosine, nil},
	{"tan", "tangent, x in radians", tangent, nil},
	{"exp", "e^x", exponential, nil},
	{"log", "natural logarithm", natural, nil},
	{"sqrt", "square root", root, nil},
	{"abs", "|x|, the size of x", absolute, nil},
	{"max", "the larger of the two", unary{}, either(func(a, b float64) bool { return a >= b }).of},
	{"min", "the smaller of the two", unary{}, either(func(a, b float64) bool { return a <= b }).of},
	{"sign", "-1 below 0, 1 above, 0 at 0", sign, nil},
	{"pow", "x^y", unary{}, power},
	{"atan", "the angle whose tangent is x", arctangent, nil},
	{"asin", "the angle whose sine is x", arcsine, nil},
	{"acos", "the angle whose cosine is x", arccosine, nil},
	{"sinh", "(e^x - e^-x)/2", sineH, nil},
	{"cosh", "(e^x + e^-x)/2", cosineH, nil},
	{"tanh", "sinh x / cosh x, from -1 to 1", tangentH, nil},
	{"ln", "natural logarithm", natural, nil},
	{"log2", "logarithm to base 2", logarithm(math.Log2, math.Ln2), nil},
	{"log10", "logarithm to base 10", logarithm(math.Log10, math.Ln10), nil},
}

// known lists all that a formula can have.
var known = "x, y, k, pi, e and " + strings.Join(setting.Names(functions, nameOf), " ")

func nameOf(f Function) string { return f.Name }

func functionNamed(name string) (Function, bool) {
	return setting.Named(functions, name, nameOf)
}

// Form is how the function is written.
func (f Function) Form() string {
	if f.two != nil {
		return f.Name + "(x, y)"
	}
	return f.Name + " x"
}

// Help says in a line what it is and, of one value, how far that reaches where it
// stands without parentheses.
func (f Function) Help() string {
	if f.two != nil {
		return f.Form() + ": " + f.About
	}
	return fmt.Sprintf("%[1]s x: %[2]s; %[1]s x y + 1 is %[1]s(x y) + 1", f.Name, f.About)
}

func (f Function) takes() string {
	values := "one value"
	if f.two != nil {
		values = "two values"
	}
	return fmt.Sprintf("%s takes %s: %s", f.Name, values, f.Form())
}

// unary is a function f of one argument, beside its derivatives: rule returns
// f'(v) and f”(v), given v and f(v). (hyperdual has such functions too, but its
// sin, tan and tanh lose the second derivative of what is in them at 0.)
type unary struct {
	value func(v float64) float64
	rule  func(v, f float64) (d1, d2 float64)
}

// dual is the chain rule to second order.
func (u unary) dual(n hyperdual.Number) hyperdual.Number {
	f := u.value(n.Real)
	d1, d2 := u.rule(n.Real, f)
	return hyperdual.Number{
		Real:    f,
		E1mag:   d1 * n.E1mag,
		E2mag:   d1 * n.E2mag,
		E1E2mag: d1*n.E1E2mag + d2*n.E1mag*n.E2mag,
	}
}

var (
	sine        = unary{math.Sin, func(v, sin float64) (d1, d2 float64) { return math.Cos(v), -sin }}
	cosine      = unary{math.Cos, func(v, cos float64) (d1, d2 float64) { return -math.Sin(v), -cos }}
	tangent     = unary{math.Tan, func(_, t float64) (d1, d2 float64) { return 1 + t*t, 2 * t * (1 + t*t) }}
	arcsine     = unary{math.Asin, func(v, _ float64) (d1, d2 float64) { return arc(v, 1) }}
	arccosine   = unary{math.Acos, func(v, _ float64) (d1, d2 float64) { return arc(v, -1) }}
	arctangent  = unary{math.Atan, func(v, _ float64) (d1, d2 float64) { d1 = 1 / (1 + v*v); return d1, -2 * v * d1 * d1 }}
	sineH       = unary{math.Sinh, func(v, sinh float64) (d1, d2 float64) { return math.Cosh(v), sinh }}
	cosineH     = unary{math.Cosh, func(v, cosh float64) (d1, d2 float64) { return math.Sinh(v), cosh }}
	tangentH    = unary{math.Tanh, func(_, t float64) (d1, d2 float64) { return 1 - t*t, -2 * t * (1 - t*t) }}
	exponential = unary{math.Exp, func(_, e float64) (d1, d2 float64) { return e, e }}
	root        = unary{math.Sqrt, func(v, s float64) (d1, d2 float64) { return 1 / (2 * s), -1 / (4 * v * s) }}
	absolute    = unary{math.Abs, func(v, _ float64) (d1, d2 float64) { return math.Copysign(1, v), 0 }}
	sign        = unary{signOf, func(_, _ float64) (d1, d2 float64) { return 0, 0 }}
	squared     = unary{func(v float64) float64 { return v * v }, func(v, _ float64) (d1, d2 float64) { return 2 * v, 2 }}
	negative    = unary{func(v float64) float64 { return -v }, func(_, _ float64) (d1, d2 float64) { return -1, 0 }}
	inverse     = unary{func(v float64) float64 { return 1 / v }, func(v, _ float64) (d1, d2 float64) { return -1 / (v * v), 2 / (v * v * v) }}
)

// arc returns the derivatives of the arcsine, or of the arccosine where way is -1.
func arc(v, way float64) (d1, d2 float64) {
	d1 = way / math.Sqrt(1-v*v)
	return d1, v * d1 / (1 - v*v)
}

// signOf returns -1, 0 or 1, and NaN of NaN.
func signOf(v float64) float64 {
	if v == 0 || math.IsNaN(v) {
		return v
	}
	return math.Copysign(1, v)
}

var natural = logarithm(math.Log, 1)

// logarithm is that to a base, of which ln is the natural one.
func logarithm(value func(v float64) float64, ln float64) unary {
	return unary{value, func(v, _ float64) (d1, d2 float64) { return 1 / (ln * v), -1 / (ln * v * v) }}
}

// raised is the function v^p.
func raised(p float64) unary {
	// Where a factor is 0 the derivative is 0, whatever power of 0 follows.
	term := func(factor, v, p float64) float64 {
		if factor == 0 {
			return 0
		}
		return factor * math.Pow(v, p)
	}
	return unary{
		value: func(v float64) float64 { return math.Pow(v, p) },
		rule:  func(v, _ float64) (d1, d2 float64) { return term(p, v, p-1), term(p*(p-1), v, p-2) },
	}
}

// either is the first of two values where that is right, otherwise the second; NaN
// where one of them is. It has the derivatives of that one, at a kink of the first.
func either(first func(a, b float64) bool) binary {
	takes := func(a, b float64) bool { return first(a, b) || math.IsNaN(a) }
	return binary{
		func(a, b float64) float64 {
			if takes(a, b) {
				return a
			}
			return b
		},
		func(a, b hyperdual.Number) hyperdual.Number {
			if takes(a.Real, b.Real) {
				return a
			}
			return b
		},
	}
}
