package surface

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"gonum.org/v1/gonum/num/hyperdual"
)

// A SyntaxError says what is wrong with a formula, and where.
type SyntaxError struct {
	At      int // the offending place, in characters from 0
	Message string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("at character %d: %s", e.At+1, e.Message) }

// expression is a formula as two functions of (x, y): of plain numbers, which
// is fast, and of hyperdual ones, which gives the derivatives.
type expression struct {
	value    func(x, y float64) float64
	dual     func(x, y hyperdual.Number) hyperdual.Number
	constant bool // is it the same everywhere?
}

const known = "x, y, k, pi, e, + - * / ^, sin cos tan exp log sqrt abs tanh"

// MaxFormula is the length of the longest formula, in bytes.
const MaxFormula = 400

// parse reads a formula; k is the value of k in it. expr-lang reads the
// syntax, and its tree becomes closures over hyperdual numbers.
func parse(formula string, k float64) (expression, error) {
	if len(formula) > MaxFormula {
		return expression{}, &SyntaxError{MaxFormula, fmt.Sprintf("a formula has at most %d characters", MaxFormula)}
	}
	if strings.TrimSpace(formula) == "" {
		return expression{}, &SyntaxError{0, "there is nothing yet; try x^2 + sin(3*y)"}
	}
	tree, err := parser.Parse(formula)
	if err != nil {
		return expression{}, explain(formula, err)
	}
	return compiler{k}.compile(tree.Node)
}

// explain puts the parser's error into words for someone who writes formulas,
// not programs.
func explain(formula string, err error) error {
	var at *file.Error
	if !errors.As(err, &at) {
		return &SyntaxError{0, err.Error()}
	}
	text := []rune(formula)
	place := min(max(at.From, 0), len(text))
	message := at.Message
	switch {
	case strings.Contains(message, "EOF"):
		place, message = len(text), "something is missing at the end"
	case strings.Contains(message, "bad number"):
		message = "write a product with *, as in 3*x"
	case strings.HasPrefix(message, "unexpected token"):
		message = "this does not fit here; is there an operator missing, as in 3*x?"
	}
	return &SyntaxError{place, message}
}

// compiler turns a syntax tree into an expression.
type compiler struct{ k float64 }

func (c compiler) compile(n ast.Node) (expression, error) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return constant(float64(n.Value)), nil
	case *ast.FloatNode:
		return constant(n.Value), nil
	case *ast.IdentifierNode:
		return c.name(n)
	case *ast.UnaryNode:
		return c.sign(n)
	case *ast.BinaryNode:
		return c.operator(n)
	case *ast.BuiltinNode:
		return c.call(n, n.Name, n.Arguments)
	case *ast.CallNode:
		if f, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.call(n, f.Value, n.Arguments)
		}
	}
	return expression{}, wrong(n, "this is not a formula; it takes "+known)
}

func wrong(n ast.Node, format string, args ...any) error {
	return &SyntaxError{n.Location().From, fmt.Sprintf(format, args...)}
}

func constant(v float64) expression {
	return expression{
		value:    func(x, y float64) float64 { return v },
		dual:     func(x, y hyperdual.Number) hyperdual.Number { return hyperdual.Number{Real: v} },
		constant: true,
	}
}

func (c compiler) name(n *ast.IdentifierNode) (expression, error) {
	switch n.Value {
	case "x":
		return expression{
			value: func(x, _ float64) float64 { return x },
			dual:  func(x, _ hyperdual.Number) hyperdual.Number { return x },
		}, nil
	case "y":
		return expression{
			value: func(_, y float64) float64 { return y },
			dual:  func(_, y hyperdual.Number) hyperdual.Number { return y },
		}, nil
	case "k":
		return constant(c.k), nil
	case "pi":
		return constant(math.Pi), nil
	case "e":
		return constant(math.E), nil
	}
	return expression{}, wrong(n, "%q is unknown; a formula takes %s", n.Value, known)
}

func (c compiler) sign(n *ast.UnaryNode) (expression, error) {
	a, err := c.compile(n.Node)
	if err != nil || n.Operator == "+" {
		return a, err
	}
	if n.Operator != "-" {
		return expression{}, wrong(n, "%q is unknown; a formula takes %s", n.Operator, known)
	}
	return apply(negative, a), nil
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

// call compiles a function call; x(y+2), as one writes it by hand, is a
// product.
func (c compiler) call(n ast.Node, name string, args []ast.Node) (expression, error) {
	if len(args) != 1 {
		return expression{}, wrong(n, "%s takes one value", name)
	}
	a, err := c.compile(args[0])
	if err != nil {
		return expression{}, err
	}
	if f, ok := functions[name]; ok {
		return apply(f, a), nil
	}
	if slices.Contains([]string{"x", "y", "k", "pi", "e"}, name) {
		factor, err := c.name(&ast.IdentifierNode{Value: name})
		return product(factor, a), err
	}
	return expression{}, wrong(n, "%q is unknown; a formula takes %s", name, known)
}

func (c compiler) operator(n *ast.BinaryNode) (expression, error) {
	a, err := c.compile(n.Left)
	if err != nil {
		return expression{}, err
	}
	b, err := c.compile(n.Right)
	if err != nil {
		return expression{}, err
	}
	var result expression
	switch n.Operator {
	case "+":
		result = expression{
			value: func(x, y float64) float64 { return a.value(x, y) + b.value(x, y) },
			dual:  func(x, y hyperdual.Number) hyperdual.Number { return hyperdual.Add(a.dual(x, y), b.dual(x, y)) },
		}
	case "-":
		result = expression{
			value: func(x, y float64) float64 { return a.value(x, y) - b.value(x, y) },
			dual:  func(x, y hyperdual.Number) hyperdual.Number { return hyperdual.Sub(a.dual(x, y), b.dual(x, y)) },
		}
	case "*":
		result = product(a, b)
	case "/":
		result = expression{
			value: func(x, y float64) float64 { return a.value(x, y) / b.value(x, y) },
			dual: func(x, y hyperdual.Number) hyperdual.Number {
				return hyperdual.Mul(a.dual(x, y), inverse.dual(b.dual(x, y)))
			},
		}
	case "^", "**":
		result = power(a, b)
	default:
		return expression{}, wrong(n, "%q is unknown; a formula takes %s", n.Operator, known)
	}
	if a.constant && b.constant {
		return constant(result.value(0, 0)), nil
	}
	return result, nil
}

func product(a, b expression) expression {
	return expression{
		value: func(x, y float64) float64 { return a.value(x, y) * b.value(x, y) },
		dual:  func(x, y hyperdual.Number) hyperdual.Number { return hyperdual.Mul(a.dual(x, y), b.dual(x, y)) },
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

// Check returns what is wrong with a formula, a *SyntaxError, or nil.
func Check(formula string) error {
	_, err := parse(formula, 1)
	return err
}
