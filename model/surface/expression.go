package surface

import (
	"math"

	"gonum.org/v1/gonum/num/hyperdual"
)

// expression is a formula as two functions of (x, y): of plain numbers, which
// is fast, and of hyperdual ones, which gives the derivatives.
type expression struct {
	value    func(x, y float64) float64
	dual     func(x, y hyperdual.Number) hyperdual.Number
	constant bool // is it the same everywhere?
}

func constant(v float64) expression {
	return expression{
		value:    func(x, y float64) float64 { return v },
		dual:     func(x, y hyperdual.Number) hyperdual.Number { return hyperdual.Number{Real: v} },
		constant: true,
	}
}

// variables are what a formula can name but k.
var variables = map[string]expression{
	"x": {
		value: func(x, _ float64) float64 { return x },
		dual:  func(x, _ hyperdual.Number) hyperdual.Number { return x },
	},
	"y": {
		value: func(_, y float64) float64 { return y },
		dual:  func(_, y hyperdual.Number) hyperdual.Number { return y },
	},
	"pi": constant(math.Pi),
	"e":  constant(math.E),
}

// operators are what stands between two operands, but for powers. A higher rank
// binds closer.
var operators = map[string]struct {
	rank  int
	apply func(a, b expression) expression
}{
	"+": {1, sum.of}, "-": {1, difference.of},
	"*": {2, product.of}, "/": {2, quotient.of},
}

// binary is a function of two arguments, of plain numbers and of hyperdual ones.
type binary struct {
	value func(a, b float64) float64
	dual  func(a, b hyperdual.Number) hyperdual.Number
}

// of applies f, at once where both sides are constant.
func (f binary) of(a, b expression) expression {
	if a.constant && b.constant {
		return constant(f.value(a.value(0, 0), b.value(0, 0)))
	}
	return expression{
		value: func(x, y float64) float64 { return f.value(a.value(x, y), b.value(x, y)) },
		dual:  func(x, y hyperdual.Number) hyperdual.Number { return f.dual(a.dual(x, y), b.dual(x, y)) },
	}
}

func (f unary) of(a expression) expression {
	if a.constant {
		return constant(f.value(a.value(0, 0)))
	}
	return expression{
		value: func(x, y float64) float64 { return f.value(a.value(x, y)) },
		dual:  func(x, y hyperdual.Number) hyperdual.Number { return f.dual(a.dual(x, y)) },
	}
}

var (
	sum        = binary{func(a, b float64) float64 { return a + b }, hyperdual.Add}
	difference = binary{func(a, b float64) float64 { return a - b }, hyperdual.Sub}
	product    = binary{func(a, b float64) float64 { return a * b }, hyperdual.Mul}
	quotient   = binary{func(a, b float64) float64 { return a / b },
		func(a, b hyperdual.Number) hyperdual.Number { return hyperdual.Mul(a, inverse.dual(b)) }}
	raising = binary{math.Pow, func(a, b hyperdual.Number) hyperdual.Number {
		return exponential.dual(hyperdual.Mul(b, natural.dual(a)))
	}}
)

// power is a^b. A constant exponent needs no logarithm, which negative bases
// do not have.
func power(a, b expression) expression {
	switch p := b.value(0, 0); {
	case b.constant && p == 2:
		return squared.of(a)
	case b.constant:
		return raised(p).of(a)
	}
	return raising.of(a, b)
}
