package surface

import (
	"math"

	"gonum.org/v1/gonum/num/hyperdual"
)

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

// functions lists what a formula may call.
var functions = map[string]unary{
	"sin":  {math.Sin, func(v, sin float64) (d1, d2 float64) { return math.Cos(v), -sin }},
	"cos":  {math.Cos, func(v, cos float64) (d1, d2 float64) { return -math.Sin(v), -cos }},
	"tan":  {math.Tan, func(_, t float64) (d1, d2 float64) { return 1 + t*t, 2 * t * (1 + t*t) }},
	"exp":  {math.Exp, func(_, e float64) (d1, d2 float64) { return e, e }},
	"log":  {math.Log, func(v, _ float64) (d1, d2 float64) { return 1 / v, -1 / (v * v) }},
	"sqrt": {math.Sqrt, func(v, s float64) (d1, d2 float64) { return 1 / (2 * s), -1 / (4 * v * s) }},
	"abs":  {math.Abs, func(v, _ float64) (d1, d2 float64) { return math.Copysign(1, v), 0 }},
	"tanh": {math.Tanh, func(_, t float64) (d1, d2 float64) { return 1 - t*t, -2 * t * (1 - t*t) }},
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

var (
	squared  = unary{func(v float64) float64 { return v * v }, func(v, _ float64) (d1, d2 float64) { return 2 * v, 2 }}
	negative = unary{func(v float64) float64 { return -v }, func(_, _ float64) (d1, d2 float64) { return -1, 0 }}
	inverse  = unary{func(v float64) float64 { return 1 / v }, func(v, _ float64) (d1, d2 float64) { return -1 / (v * v), 2 / (v * v * v) }}
)
