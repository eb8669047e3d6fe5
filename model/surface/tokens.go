package surface

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"nntui/model/setting"
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
	{number, regexp.MustCompile(`^((\d+\.?\d*|\.\d+)([eE][-+]?\d+)?|[½¼¾])`)},
	{axis, regexp.MustCompile(`^(?i)[xy][\s\pZ]+from\b`)},
	{operator, regexp.MustCompile(`^(\*\*|[-+*/^(),;|−–·⋅∙×÷]|(?i:from|to)\b)`)},
	{name, regexp.MustCompile(`^([π√]|[\pL_][\pL\d_]*)`)},
	{superscript, regexp.MustCompile(`^⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)},
	{foreign, regexp.MustCompile(`^(?s:.)`)},
}

// plain has the signs of every keyboard for others; a superscript is a number.
var plain = strings.NewReplacer("−", "-", "–", "-", "·", "*", "⋅", "*", "∙", "*", "×", "*", "÷", "/",
	"π", "pi", "√", "sqrt", "½", "0.5", "¼", "0.25", "¾", "0.75",
	"⁻", "-", "⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// Plain returns a formula in the characters of every font: 2πx² is 2pi x^2.
func Plain(formula string) string {
	var b strings.Builder
	p := &parser{formula: formula}
	for last := *p; ; last = *p {
		p.next()
		b.WriteString(strings.Map(plainBlank, formula[last.at:p.start]))
		if p.kind == end {
			return b.String()
		}
		text := plain.Replace(p.raw())
		switch {
		case p.kind == superscript:
			b.WriteByte('^')
		case !p.apart && p.wordy() && last.wordy() && (text != p.raw() && !(last.kind == number && p.kind == name) || last.spelled()):
			b.WriteByte(' ') // lest they become one
		}
		b.WriteString(text)
	}
}

// plainBlank is a blank for every kind of it.
func plainBlank(r rune) rune {
	if r > unicode.MaxASCII {
		return ' '
	}
	return r
}

// raw is the token as it is typed.
func (p *parser) raw() string { return p.formula[p.start:p.at] }

// wordy reports whether the token is of letters or digits, once it is plain.
func (p *parser) wordy() bool {
	return slices.Contains([]kind{number, name, superscript, axis}, p.kind) || p.is("from") || p.is("to")
}

// spelled reports whether it is none of them before.
func (p *parser) spelled() bool { return plain.Replace(p.raw()) != p.raw() }

// names are all words that a formula can have.
var names = func() []string {
	list := []string{"k", "from", "to"}
	for word := range variables {
		list = append(list, word)
	}
	return append(list, setting.Names(functions, nameOf)...)
}()

// A word of letters without blanks between is one of names, or x, y and k before one
// and behind: xy, kx, xsin, sinx, 2pixy. Behind log2 nothing can stand, as log2x may
// be log(2x).
var (
	lettersFirst = regexp.MustCompile(`^([xyk])[xyk]*(` + strings.Join(names, "|") + `|` + closed + `[xyk]+)$`)
	lettersLast  = regexp.MustCompile(`^(` + closed + `)[xyk]+$`)
	closed       = `(?:` + strings.Join(slices.DeleteFunc(slices.Clone(names), func(word string) bool {
		return len(word) == 1 && word != "e" || word == "from" || word == "to" || word[len(word)-1] <= '9'
	}), "|") + `)`
)

// word returns the first name in a token of letters, in small ones; where there is
// none the token.
func word(text string) string {
	small := strings.ToLower(text)
	if slices.Contains(names, small) {
		return small
	}
	for _, of := range []*regexp.Regexp{lettersFirst, lettersLast} {
		if m := of.FindStringSubmatch(small); m != nil {
			return m[1]
		}
	}
	return text
}

// next goes on to the next token.
func (p *parser) next() {
	rest := strings.TrimLeftFunc(p.formula[p.at:], unicode.IsSpace)
	p.start = len(p.formula) - len(rest)
	p.apart = p.start > p.at
	p.at, p.kind, p.text = p.start, end, ""
	for _, t := range tokens {
		text := t.FindString(rest)
		if text == "" {
			continue
		}
		if i := strings.Index(text, "π"); i > 0 { // a letter that is a name
			text = text[:i]
		}
		if t.kind == name {
			text = text[:len(word(text))]
		}
		p.kind, p.text, p.at = t.kind, plain.Replace(text), p.start+len(text)
		if small := strings.ToLower(p.text); t.kind != name || slices.Contains(names, small) {
			p.text = small
		}
		return
	}
}

func (p *parser) is(text string) bool { return p.kind == operator && p.text == text }

// begins reports whether a word may be the beginning of one of those, but for letters
// before it: it is the last of the formula.
func (p *parser) begins(words ...string) bool {
	rest := strings.TrimLeft(strings.ToLower(p.text), "xyk")
	return p.at == len(p.formula) && slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, rest) })
}
