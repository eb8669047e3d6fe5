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

// operators are what stands between two operands. A higher rank binds closer;
// of the highest, the right one comes first: 2^3^2 is 2^9.
var operators = map[string]struct {
	rank  int
	apply func(a, b expression) expression
}{
	"+": {1, sum}, "-": {1, difference},
	"*": {2, product}, "/": {2, quotient},
	"^": {powerRank, power}, "**": {powerRank, power},
}

const powerRank = 3

// combine applies an operator, at once where both sides are constant.
func combine(op func(a, b expression) expression, a, b expression) expression {
	result := op(a, b)
	if a.constant && b.constant {
		return constant(result.value(0, 0))
	}
	return result
}

func apply(f unary, a expression) expression {
	if a.constant {
		return constant(f.value(a.value(0, 0)))
	}
	return expression{
		value: func(x, y float64) float64 { return f.value(a.value(x, y)) },
		dual:  func(x, y hyperdual.Number) hyperdual.Number { return f.dual(a.dual(x, y)) },
	}
}

func sum(a, b expression) expression {
	return expression{
		value: func(x, y float64) float64 { return a.value(x, y) + b.value(x, y) },
		dual:  func(x, y hyperdual.Number) hyperdual.Number { return hyperdual.Add(a.dual(x, y), b.dual(x, y)) },
	}
}

func difference(a, b expression) expression {
	return expression{
		value: func(x, y float64) float64 { return a.value(x, y) - b.value(x, y) },
		dual:  func(x, y hyperdual.Number) hyperdual.Number { return hyperdual.Sub(a.dual(x, y), b.dual(x, y)) },
	}
}

func product(a, b expression) expression {
	return expression{
		value: func(x, y float64) float64 { return a.value(x, y) * b.value(x, y) },
		dual:  func(x, y hyperdual.Number) hyperdual.Number { return hyperdual.Mul(a.dual(x, y), b.dual(x, y)) },
	}
}

func quotient(a, b expression) expression {
	return expression{
		value: func(x, y float64) float64 { return a.value(x, y) / b.value(x, y) },
		dual: func(x, y hyperdual.Number) hyperdual.Number {
			return hyperdual.Mul(a.dual(x, y), inverse.dual(b.dual(x, y)))
		},
	}
}

// power is a^b. A constant exponent needs no logarithm, which negative bases
// do not have.
func power(a, b expression) expression {
	switch p := b.value(0, 0); {
	case b.constant && p == 2:
		return apply(squared, a)
	case b.constant:
		return apply(raised(p), a)
	}
	exp, log := functions["exp"], functions["log"]
	return expression{
		value: func(x, y float64) float64 { return math.Pow(a.value(x, y), b.value(x, y)) },
		dual: func(x, y hyperdual.Number) hyperdual.Number {
			return exp.dual(hyperdual.Mul(b.dual(x, y), log.dual(a.dual(x, y))))
		},
	}
}
