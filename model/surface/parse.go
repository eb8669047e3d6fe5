package surface

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A SyntaxError says what is wrong with a formula, and where.
type SyntaxError struct {
	At      int // the offending place, in characters from 0
	Message string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("at character %d: %s", e.At+1, e.Message) }

const known = "x, y, k, pi, e, + - * / ^, sin cos tan exp log sqrt abs tanh"

// MaxFormula is the length of the longest formula, in bytes.
const MaxFormula = 400

// Check returns what is wrong with a formula, a *SyntaxError, or nil.
func Check(formula string) error {
	_, err := parse(formula, 1)
	return err
}

// parse reads a formula; k is the value of k in it. It climbs precedences by
// itself: the expression languages that there are as libraries look at methods
// through reflection, so that the linker must keep every method of the program,
// a fifth of its size.
func parse(formula string, k float64) (expression, error) {
	if len(formula) > MaxFormula {
		return expression{}, &SyntaxError{MaxFormula, fmt.Sprintf("a formula has at most %d characters", MaxFormula)}
	}
	if strings.TrimSpace(formula) == "" {
		return expression{}, &SyntaxError{0, "there is nothing yet; try x^2 + sin(3*y)"}
	}
	p := &parser{formula: formula, k: k}
	p.next()
	result := p.expression(1)
	if p.kind != end {
		p.unexpected()
	}
	if p.wrong != nil {
		return expression{}, p.wrong
	}
	return result, nil
}

// kind tells tokens apart.
type kind int

const (
	end kind = iota
	number
	name
	operator // or a parenthesis
	foreign  // what no formula has
)

// parser reads a formula from left to right, up to what is wrong: for its
// methods the formula ends there.
type parser struct {
	formula string
	k       float64
	wrong   *SyntaxError // the first mistake
	at      int          // where the token ends

	kind  kind // of the token
	text  string
	start int // where it begins
}

var tokens = []struct {
	kind
	*regexp.Regexp
}{
	{number, regexp.MustCompile(`^(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?`)},
	{name, regexp.MustCompile(`^[\pL_][\pL\d_]*`)},
	{operator, regexp.MustCompile(`^(\*\*|[-+*/^()])`)},
	{foreign, regexp.MustCompile(`^(?s:.)`)},
}

// next goes on to the next token.
func (p *parser) next() {
	rest := strings.TrimLeft(p.formula[p.at:], " \t\r\n")
	p.start = len(p.formula) - len(rest)
	p.at, p.kind, p.text = p.start, end, ""
	for _, t := range tokens {
		if text := t.FindString(rest); text != "" {
			p.kind, p.text, p.at = t.kind, text, p.start+len(text)
			return
		}
	}
}

func (p *parser) is(text string) bool { return p.kind == operator && p.text == text }

// expression reads operands with operators of at least that rank between.
func (p *parser) expression(rank int) expression {
	a := p.signed()
	for {
		op, ok := operators[p.text]
		if !ok || op.rank < rank {
			return a
		}
		p.next()
		above := op.rank + 1
		if op.rank == powerRank {
			above = powerRank
		}
		a = op.apply(a, p.expression(above))
	}
}

// signed reads an operand, or one with a sign before it: -x^2 is -(x^2).
func (p *parser) signed() expression {
	switch {
	case p.is("-"):
		p.next()
		return negative.of(p.expression(powerRank))
	case p.is("+"):
		p.next()
		return p.expression(powerRank)
	}
	return p.operand()
}

func (p *parser) operand() expression {
	switch {
	case p.kind == number:
		value, err := strconv.ParseFloat(p.text, 64)
		if err != nil {
			return p.fail(p.start, "the number %s is too large", p.text)
		}
		p.next()
		return constant(value)
	case p.kind == name:
		return p.named()
	case p.is("("):
		return p.inParentheses()
	}
	return p.unexpected()
}

func (p *parser) inParentheses() expression {
	p.next()
	e := p.expression(1)
	if !p.is(")") {
		return p.unexpected()
	}
	p.next()
	return e
}

// named reads a variable or a function and its argument. x(y+2), as one writes
// it by hand, is a product, and x(y+2)^2 is x*(y+2)^2.
func (p *parser) named() expression {
	word, start := p.text, p.start
	p.next()
	variable, ok := variables[word]
	if word == "k" {
		variable, ok = constant(p.k), true
	}
	f, isFunction := functions[word]
	switch {
	case isFunction && p.is("("):
		return f.of(p.inParentheses())
	case isFunction:
		return p.fail(start, "%s takes one value, in parentheses", word)
	case !ok:
		return p.fail(start, "%q is unknown; a formula takes %s", word, known)
	case p.is("("):
		return product.of(variable, p.expression(powerRank))
	}
	return variable
}

// unexpected fails at a token that does not fit where it stands.
func (p *parser) unexpected() expression {
	switch {
	case p.kind == end:
		return p.fail(len(p.formula), "something is missing at the end")
	case p.text == ",":
		return p.fail(p.start, "a function takes one value")
	case p.kind == foreign:
		return p.fail(p.start, "%q is unknown; a formula takes %s", p.text, known)
	case p.kind == operator && p.text != "(":
		return p.fail(p.start, "%q does not fit here", p.text)
	}
	return p.fail(p.start, "write a product with *, as in 3*x")
}

// fail notes a mistake, unless there was one before, and reads no further.
func (p *parser) fail(at int, format string, args ...any) expression {
	if p.wrong == nil {
		p.wrong = &SyntaxError{utf8.RuneCountInString(p.formula[:at]), fmt.Sprintf(format, args...)}
	}
	p.at, p.kind, p.text = len(p.formula), end, ""
	return constant(0)
}
