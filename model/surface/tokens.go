package surface

import (
	"regexp"
	"slices"
	"strings"
)

// kind tells tokens apart.
type kind int

const (
	end         kind = iota
	number           // 1.5e3
	axis             // x from, which begins a range
	name             // of a variable or a function
	superscript      // ² or ⁻¹
	operator         // or a parenthesis, or a word that separates
	foreign          // what no formula has
)

var tokens = []struct {
	kind
	*regexp.Regexp
}{
	{number, regexp.MustCompile(`^(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?`)},
	{axis, regexp.MustCompile(`^[xy]\s+from\b`)},
	{operator, regexp.MustCompile(`^(\*\*|[-+*/^(),;|−·×÷]|(from|to)\b)`)},
	{name, regexp.MustCompile(`^(π|[\pL_][\pL\d_]*)`)},
	{superscript, regexp.MustCompile(`^⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)},
	{foreign, regexp.MustCompile(`^(?s:.)`)},
}

// plain has the signs of every keyboard for others; a superscript is a number.
var plain = strings.NewReplacer("−", "-", "·", "*", "×", "*", "÷", "/", "π", "pi",
	"⁻", "-", "⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// Plain returns a formula in the characters of every font: 2πx² is 2pi x^2.
func Plain(formula string) string {
	var b strings.Builder
	p := &parser{formula: formula}
	for last := ""; ; last = p.text {
		from := p.at
		p.next()
		b.WriteString(formula[from:p.start])
		switch {
		case p.kind == end:
			return b.String()
		case p.kind == superscript:
			b.WriteByte('^')
		case p.kind == name && last == "π" && !p.apart:
			b.WriteByte(' ')
		}
		b.WriteString(plain.Replace(p.text))
	}
}

// names are all words that a formula can have.
var names = func() []string {
	list := []string{"k", "from", "to"}
	for word := range variables {
		list = append(list, word)
	}
	for _, f := range functions {
		list = append(list, f.Name)
	}
	return list
}()

// together matches x, y and k without blanks between, and before a name: xy, kx, xsin.
var together = regexp.MustCompile(`^[xyk]+(` + strings.Join(names, "|") + `)$`)

// next goes on to the next token. Of letters without blanks between that is the
// first.
func (p *parser) next() {
	rest := strings.TrimLeft(p.formula[p.at:], " \t\r\n")
	p.start = len(p.formula) - len(rest)
	p.apart = p.start > p.at
	p.at, p.kind, p.text = p.start, end, ""
	for _, t := range tokens {
		if text := t.FindString(rest); text != "" {
			if t.kind == name && !slices.Contains(names, text) && together.MatchString(text) {
				text = text[:1]
			}
			p.kind, p.text, p.at = t.kind, text, p.start+len(text)
			return
		}
	}
}

func (p *parser) is(text string) bool { return p.kind == operator && p.text == text }

// begins reports whether a word may be the beginning of one of those: it is the
// last of the formula.
func (p *parser) begins(words ...string) bool {
	return p.at == len(p.formula) && slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, p.text) })
}
