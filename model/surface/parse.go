package surface

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"nntui/model/setting"
)

// A SyntaxError says what is wrong with a formula, and where.
type SyntaxError struct {
	At         int // the offending place, in characters from 0
	Message    string
	Unfinished bool // can what is typed after it make it right?
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("at character %d: %s", e.At+1, e.Message) }

// MaxFormula is the length of the longest formula, in characters.
const MaxFormula = 400

// Parse returns the domain of a formula, or what is wrong with it, a
// *SyntaxError.
//
// A formula is written as by hand: 3x² + 2(x+1)|y| - sin 2x, or with all signs:
// 3*x^2 + 2*(x + 1)*abs(y) - sin(2*x). What binds closest comes first:
//
//	x², x^y      powers; of several the right one comes first: 2^3^2 is 2^9
//	2x y         factors side by side: 1/2x is 1/(2x), and x^2y is x²·y
//	-x           signs: -x^2 is -(x²)
//	x*y, x/y     products and quotients
//	x+y, x-y     sums and differences
//
// A letter right before a parenthesis holds together with it, as a function does:
// 2^x(y+1) is 2^(x·(y+1)). Letters need no blank between them: xy, kx, xsin y, sinx,
// and words are the same in capitals.
//
// A function without parentheses takes the factors that stand side by side after
// it, a sign before them included, up to the next function: sin 2x cos y is
// sin(2x)·cos(y), sin x^2 is sin(x²), and sin x/2 is sin(x)/2. With parentheses it
// takes what is in them: sin(x)y is sin(x)·y.
//
// A bar after a value closes what the last bar opened; any other opens: |x||y| is
// |x|·|y|, and |x-|y|| has one in the other.
//
// A domain can follow, each range behind a comma: x^2, x from -3 to 3, y from 0 to 2pi.
// Where only one axis is given the other has the same range, where none is, both go
// from -5 to 5.
func Parse(formula string) (domain Rect, err error) {
	_, domain, err = parse(formula, 1)
	return domain, err
}

// parse reads a formula; k is the value of k in it. It reads by itself, in rising
// precedence: the expression languages that there are as libraries look at methods
// through reflection, so that the linker must keep every method of the program,
// a fifth of its size.
func parse(formula string, k float64) (expression, Rect, error) {
	p := &parser{formula: formula, k: k}
	if n := utf8.RuneCountInString(formula); n > MaxFormula {
		return expression{}, Rect{}, &SyntaxError{At: MaxFormula, Message: fmt.Sprintf("a formula has at most %d characters", MaxFormula)}
	}
	if p.next(); p.kind == end {
		p.fail(0, "there is nothing yet; try 3x^2 + sin y")
	}
	result, domain := p.expression(1), p.domain()
	if p.wrong != nil {
		return expression{}, Rect{}, p.wrong
	}
	return result, domain, nil
}

// parser reads a formula from left to right, up to what is wrong: for its
// methods the formula ends there.
type parser struct {
	formula string
	k       float64
	wrong   *SyntaxError // the first mistake
	at      int          // where the token ends
	bars    int          // how many are open since the last parenthesis
	inRange bool         // is it a bound of the domain?

	kind  kind // of the token
	text  string
	start int  // where it begins
	apart bool // is there a blank before it?
}

// expression reads operands with operators of at least that rank between.
func (p *parser) expression(rank int) expression {
	a := p.signed(p.factors)
	for {
		op, ok := operators[p.text]
		if !ok || op.rank < rank {
			return a
		}
		p.next()
		a = op.apply(a, p.expression(op.rank+1))
	}
}

// signed reads what may have signs before it.
func (p *parser) signed(read func() expression) expression {
	switch {
	case p.is("-"):
		p.next()
		return negative.of(p.signed(read))
	case p.is("+"):
		p.next()
		return p.signed(read)
	}
	return read()
}

// factors reads a product of what stands side by side.
func (p *parser) factors() expression {
	a := p.power()
	for p.factorFollows() {
		a = product.of(a, p.power())
	}
	return a
}

// argument reads that of a function without parentheses.
func (p *parser) argument() expression {
	_, nested := functionNamed(p.text)
	a := p.power()
	for !nested && p.factorFollows() {
		if _, ok := functionNamed(p.text); ok {
			break
		}
		a = product.of(a, p.power())
	}
	return a
}

// factorFollows reports whether a token begins a factor where an operator can
// stand, too.
func (p *parser) factorFollows() bool {
	return p.kind == name || p.is("(") || p.is("|") && p.bars == 0
}

func (p *parser) power() expression {
	a := p.operand()
	switch {
	case p.kind == superscript:
		n, _ := strconv.ParseFloat(p.text, 64) // infinite where it is too large
		p.next()
		return power(a, constant(n))
	case p.is("^"), p.is("**"):
		p.next()
		return power(a, p.signed(p.power))
	}
	return a
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
		return p.between(")", 0)
	case p.is("|"):
		return absolute.of(p.between("|", p.bars+1))
	}
	return p.unexpected()
}

// between reads what is between parentheses or bars, of which then so many are
// open.
func (p *parser) between(last string, bars int) expression {
	outside := p.bars
	p.bars = bars
	p.next()
	e := p.expression(1)
	if !p.is(last) {
		return p.unexpected()
	}
	p.bars = outside
	p.next()
	return e
}

// named reads a variable or a function and what it takes.
func (p *parser) named() expression {
	f, isFunction := functionNamed(p.text)
	variable, ok := variables[p.text]
	if p.text == "k" {
		variable, ok = constant(p.k), true
	}
	switch {
	case isFunction:
		return p.call(f)
	case !ok:
		return p.unknown()
	case p.inRange && (!variable.constant || p.text == "k"):
		return p.fail(p.start, "a range goes from number to number, without %s", p.text)
	}
	if p.next(); p.is("(") {
		return product.of(variable, p.power())
	}
	return variable
}

// call reads a function and what it takes.
func (p *parser) call(f Function) expression {
	start := p.start
	p.next()
	switch {
	case p.is("("):
		return p.inParentheses(f)
	case p.is("^"), p.is("**"), p.kind == superscript:
		return p.fail(start, "a power of %s is written (%s)^2", f.Name, f.Form())
	case f.two == nil && (p.kind == number || p.kind == name || p.is("|") || p.is("-") || p.is("+")):
		return f.one.of(p.signed(p.argument))
	}
	return p.fail(start, "%s", f.takes())
}

// inParentheses reads the values of a function.
func (p *parser) inParentheses(f Function) (result expression) {
	outside := p.bars
	p.bars = 0
	if f.two == nil {
		result = f.one.of(p.value(f, ")"))
	} else {
		result = f.two(p.value(f, ","), p.value(f, ")"))
	}
	p.bars = outside
	p.next()
	return result
}

// value reads one value of a function, from the sign before it to that behind it.
func (p *parser) value(f Function, behind string) expression {
	if p.next(); p.is(")") {
		return p.fail(p.start, "%s", f.takes())
	}
	v := p.expression(1)
	switch {
	case p.is(behind):
		return v
	case p.is(","), p.is(")"):
		return p.fail(p.start, "%s", f.takes())
	}
	return p.unexpected()
}

// unknown fails at a word that no formula has.
func (p *parser) unknown() expression {
	advice := advise(p.text)
	if p.begins(names...) {
		p.kind = end
	}
	return p.fail(p.start, "%q is unknown; %s", p.raw(), advice)
}

// taken matches what may be meant to stand behind a function.
var taken = regexp.MustCompile(`^[\d.]*([xyk]|pi)*$`)

// advise says what an unknown word may stand for: a function and what it takes
// without a blank between, or a function of a name that differs little. Otherwise it
// says what there is.
func advise(word string) string {
	word = strings.ToLower(word)
	var forms []string
	for _, f := range functions {
		if rest, ok := strings.CutPrefix(word, f.Name); ok && f.two == nil && taken.MatchString(rest) {
			forms = append(forms, f.Name+" "+rest)
		}
	}
	if forms != nil {
		return "write " + setting.List(forms, "or")
	}
	away := func(f Function) int { return levenshtein.ComputeDistance(word, f.Name) }
	near := slices.MinFunc(functions, func(a, b Function) int { return away(a) - away(b) })
	if away(near) < min(3, (len(word)+1)/2) { // else it is another word
		return "did you mean " + near.Name + "?"
	}
	return "a formula takes " + known
}

// unexpected fails at a token that does not fit where it stands.
func (p *parser) unexpected() expression {
	switch {
	case p.kind == end:
		return p.fail(len(p.formula), "something is missing at the end")
	case p.kind == foreign:
		return p.unknown()
	case p.kind == number:
		return p.fail(p.start, "write *%[1]s for a product, ^%[1]s for a power", p.raw())
	case p.kind == axis:
		return p.fail(p.start, "a range comes after a formula and a comma: x^2, %s from -3 to 3", p.text[:1])
	}
	return p.fail(p.start, "%q does not fit here", p.raw())
}

// fail notes a mistake, unless there was one before, and reads no further.
func (p *parser) fail(at int, format string, args ...any) expression {
	if p.wrong == nil {
		p.wrong = &SyntaxError{utf8.RuneCountInString(p.formula[:at]), fmt.Sprintf(format, args...), p.kind == end}
	}
	p.at, p.kind, p.text = len(p.formula), end, ""
	return constant(0)
}
