package figures

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// raised is a text handler that writes x^2 and 10^−5 with a raised exponent.
// It is for upright text of one line.
type raised struct{ text.Handler }

var raising = raised{plot.DefaultTextHandler}

var exponent = regexp.MustCompile(`\^[-−]?\d+`)

// The size of an exponent and how far it is raised, in sizes of the text.
const smaller, higher = 0.72, 0.36

// part is a piece of text that is raised or not.
type part struct {
	text string
	up   bool
}

func parts(s string) (list []part) {
	add := func(p part) {
		if p.text != "" {
			list = append(list, p)
		}
	}
	at := 0
	for _, m := range exponent.FindAllStringIndex(s, -1) {
		add(part{s[at:m[0]], false})
		add(part{s[m[0]+1 : m[1]], true})
		at = m[1]
	}
	add(part{s[at:], false})
	return list
}

func (r raised) face(p part, f font.Font) font.Face {
	if p.up {
		f.Size *= smaller
	}
	return r.Cache().Lookup(f, f.Size)
}

func (r raised) Box(s string, f font.Font) (width, height, depth vg.Length) {
	_, height, depth = r.Handler.Box(s, f)
	for _, p := range parts(s) {
		face := r.face(p, f)
		width += face.Width(p.text)
	}
	return width, height, depth
}

func (r raised) Draw(c vg.Canvas, s string, style text.Style, at vg.Point) {
	list := parts(s)
	if len(list) < 2 {
		r.Handler.Draw(c, s, style, at)
		return
	}
	c.SetColor(style.Color)
	at.X += vg.Length(style.XAlign) * style.Width(s)
	// As the plain handler places a line.
	at.Y += style.Height(s)*vg.Length(style.YAlign) - r.Extents(style.Font).Ascent + style.Font.Size
	for _, p := range list {
		face, place := r.face(p, style.Font), at
		if p.up {
			place.Y += higher * style.Font.Size
		}
		c.FillString(face, place, p.text)
		at.X += face.Width(p.text)
	}
}

// number shows a number with so many digits as it is printed in books: with
// 3, 0.315, −2.28, 1797 and 1.5·10^−7.
func number(v float64, digits int) string {
	switch {
	case math.IsNaN(v):
		return "not a number"
	case math.IsInf(v, 0):
		return strings.NewReplacer("+Inf", "infinity", "-Inf", "−infinity").Replace(fmt.Sprint(v))
	}
	if size := math.Abs(v); size >= 1 && size < 1e6 {
		digits = max(digits, int(math.Log10(size))+1)
	}
	return book(strconv.FormatFloat(v, 'g', digits, 64))
}

// fourDecimals shows a number as the tables of a run do, if it has its size.
func fourDecimals(v float64) string {
	if math.Abs(v) < 1e5 {
		return book(strconv.FormatFloat(v, 'f', 4, 64))
	}
	return number(v, 4)
}

// book sets what Go prints of a number as books do.
func book(text string) string {
	mantissa, power, ok := strings.Cut(text, "e")
	mantissa = strings.Replace(mantissa, "-", "−", 1)
	if !ok {
		return mantissa
	}
	n, _ := strconv.Atoi(power)
	power = "10^" + strings.Replace(strconv.Itoa(n), "-", "−", 1)
	switch mantissa {
	case "1":
		return power
	case "−1":
		return "−" + power
	}
	return mantissa + "·" + power
}

var (
	pi      = regexp.MustCompile(`\bpi\b`)
	product = regexp.MustCompile(`([0-9π])·([πxyk(])`)
	power   = regexp.MustCompile(`\^[2-8]\b`)
)

// powers are the exponents that the font has: unlike raised ones they stay in
// their place where an SVG is shown in another font.
var powers = strings.NewReplacer("^2", "²", "^3", "³", "^4", "⁴", "^5", "⁵", "^6", "⁶", "^7", "⁷", "^8", "⁸")

// formula sets a formula as books do: 16*x^2 is 16x².
func formula(s string) string {
	s = strings.NewReplacer("**", "^", "*", "·", "-", "−").Replace(s)
	s = pi.ReplaceAllString(s, "π")
	s = power.ReplaceAllStringFunc(s, powers.Replace)
	for range 2 { // 2·π·x has two that overlap
		s = product.ReplaceAllString(s, "$1$2")
	}
	return s
}

// plain returns what of a text can be drawn, in one line.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && r != unicode.ReplacementChar {
			return r
		}
		return ' '
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// wrap breaks a text into lines of a width: between words, and words where
// they are longer than a line.
func wrap(s string, style text.Style, width vg.Length) (rows []string) {
	row := ""
	for _, word := range strings.Fields(plain(s)) {
		if longer := strings.TrimSpace(row + " " + word); style.Width(longer) <= width {
			row = longer
			continue
		}
		if row != "" {
			rows = append(rows, row)
		}
		for style.Width(word) > width {
			n := fitting(word, style, width)
			rows, word = append(rows, word[:n]), word[n:]
		}
		row = word
	}
	return append(rows, row)
}

// fitting returns how many bytes of a word fit into a width, at least those of
// one character.
func fitting(word string, style text.Style, width vg.Length) int {
	n := 0
	for i, r := range word {
		end := i + len(string(r))
		if n > 0 && style.Width(word[:end]) > width {
			break
		}
		n = end
	}
	return n
}
