package surface

import (
	"math"

	"gonum.org/v1/gonum/num/hyperdual"
)

// unary is a function of one argument, beside its derivatives: rule returns
// f(v), f'(v) and f”(v). (hyperdual has such functions too, but its sin, tan
// and tanh lose the second derivative of what is in them at 0.)
type unary struct {
	value func(v float64) float64
	rule  func(v float64) (f, d1, d2 float64)
}

// dual is the chain rule to second order.
func (u unary) dual(n hyperdual.Number) hyperdual.Number {
	f, d1, d2 := u.rule(n.Real)
	return hyperdual.Number{
		Real:    f,
		E1mag:   d1 * n.E1mag,
		E2mag:   d1 * n.E2mag,
		E1E2mag: d1*n.E1E2mag + d2*n.E1mag*n.E2mag,
	}
}

// functions lists what a formula may call.
var functions = map[string]unary{
	"sin": {math.Sin, func(v float64) (f, d1, d2 float64) {
		sin, cos := math.Sincos(v)
		return sin, cos, -sin
	}},
	"cos": {math.Cos, func(v float64) (f, d1, d2 float64) {
		sin, cos := math.Sincos(v)
		return cos, -sin, -cos
	}},
	"tan": {math.Tan, func(v float64) (f, d1, d2 float64) {
		t := math.Tan(v)
		return t, 1 + t*t, 2 * t * (1 + t*t)
	}},
	"exp": {math.Exp, func(v float64) (f, d1, d2 float64) {
		e := math.Exp(v)
		return e, e, e
	}},
	"log": {math.Log, func(v float64) (f, d1, d2 float64) {
		return math.Log(v), 1 / v, -1 / (v * v)
	}},
	"sqrt": {math.Sqrt, func(v float64) (f, d1, d2 float64) {
		s := math.Sqrt(v)
		return s, 1 / (2 * s), -1 / (4 * v * s)
	}},
	"abs": {math.Abs, func(v float64) (f, d1, d2 float64) {
		return math.Abs(v), math.Copysign(1, v), 0
	}},
	"tanh": {math.Tanh, func(v float64) (f, d1, d2 float64) {
		t := math.Tanh(v)
		return t, 1 - t*t, -2 * t * (1 - t*t)
	}},
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
		rule: func(v float64) (f, d1, d2 float64) {
			return math.Pow(v, p), term(p, v, p-1), term(p*(p-1), v, p-2)
		},
	}
}

var (
	squared  = unary{func(v float64) float64 { return v * v }, func(v float64) (f, d1, d2 float64) { return v * v, 2 * v, 2 }}
	negative = unary{func(v float64) float64 { return -v }, func(v float64) (f, d1, d2 float64) { return -v, -1, 0 }}
	inverse  = unary{func(v float64) float64 { return 1 / v }, func(v float64) (f, d1, d2 float64) { return 1 / v, -1 / (v * v), 2 / (v * v * v) }}
)
