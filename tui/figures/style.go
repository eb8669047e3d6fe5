package figures

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model/surface"
)

var (
	paper = color.Gray{0xff}
	ink   = color.Gray{0x1a} // text and axes
	soft  = color.Gray{0x60} // text that may be passed over
	faint = color.Gray{0xe2} // the lines of a grid
	red   = rgb(0xb2182b)    // what is wrong
)

func rgb(v uint32) color.Color { return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xff} }

// lines are the styles of lines of one picture. Each differs from the others
// in its dashes as well as in its colour, for print in grey and for every eye;
// the colours are Okabe and Ito's, the dashes follow one another as on the
// screen.
var lines = []draw.LineStyle{
	{Color: rgb(0x000000), Width: 1.5},
	{Color: rgb(0xd55e00), Width: 1.3, Dashes: []vg.Length{5, 2}},
	{Color: rgb(0x0072b2), Width: 1.3, Dashes: []vg.Length{2, 1.5}},
	{Color: rgb(0x009e73), Width: 1.3, Dashes: []vg.Length{7, 2, 1.5, 2}},
	{Color: rgb(0xcc79a7), Width: 1.3, Dashes: []vg.Length{9, 3}},
	{Color: rgb(0x56b4e9), Width: 1.3, Dashes: []vg.Length{1.2, 2.4}},
	{Color: rgb(0xe69f00), Width: 1.3, Dashes: []vg.Length{4, 1.5, 1.5, 1.5, 1.5, 1.5}},
	{Color: rgb(0x7a4a00), Width: 1.3, Dashes: []vg.Length{3, 3}},
	{Color: rgb(0x777777), Width: 1.3, Dashes: []vg.Length{12, 2, 2, 2}},
}

// line returns the style of the i-th line of a picture.
func line(i int) draw.LineStyle { return lines[i%len(lines)] }

// Lines that help to read a picture.
var (
	dashed = draw.LineStyle{Color: soft, Width: 0.9, Dashes: []vg.Length{3, 2}}
	dotted = draw.LineStyle{Color: soft, Width: 0.9, Dashes: []vg.Length{1, 2}}
)

func solid(c color.Color, width vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width}
}

func disc(c color.Color, radius vg.Length) draw.GlyphStyle {
	return draw.GlyphStyle{Color: c, Radius: radius, Shape: draw.CircleGlyph{}}
}

// A shape is a draw.GlyphDrawer of a polygon: its corners, in radii.
type shape []vg.Point

// Signs on maps.
var (
	diamond  = shape{{X: -1}, {Y: 1}, {X: 1}, {Y: -1}}
	triangle = shape{{X: -0.87, Y: -0.5}, {Y: 1}, {X: 0.87, Y: -0.5}}
	cross    = shape{
		{X: -1, Y: -0.3}, {X: -1, Y: 0.3}, {X: -0.3, Y: 0.3}, {X: -0.3, Y: 1}, {X: 0.3, Y: 1}, {X: 0.3, Y: 0.3},
		{X: 1, Y: 0.3}, {X: 1, Y: -0.3}, {X: 0.3, Y: -0.3}, {X: 0.3, Y: -1}, {X: -0.3, Y: -1}, {X: -0.3, Y: -0.3},
	}
)

// DrawGlyph implements draw.GlyphDrawer.
func (s shape) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	corners := make([]vg.Point, len(s))
	for i, p := range s {
		corners[i] = at.Add(p.Scale(style.Radius))
	}
	c.FillPolygon(style.Color, corners)
}

func (s shape) of(c color.Color, radius vg.Length) draw.GlyphStyle {
	return draw.GlyphStyle{Color: c, Radius: radius, Shape: s}
}

// sans returns a style of text.
func sans(size vg.Length, c color.Color, weight xfont.Weight) text.Style {
	return text.Style{
		Color:   c,
		Font:    font.Font{Typeface: "Liberation", Variant: "Sans", Size: size, Weight: weight},
		Handler: plot.DefaultTextHandler,
	}
}

var (
	titleStyle = sans(12, ink, xfont.WeightBold)
	noteStyle  = sans(9, soft, xfont.WeightNormal)
	textStyle  = sans(9, ink, xfont.WeightNormal)
	tickStyle  = sans(8.5, ink, xfont.WeightNormal)
)

// book sets what Go prints of a number as it is printed in books.
var book = strings.NewReplacer("NaN", "not a number", "+Inf", "infinity", "-Inf", "−infinity",
	"e+00", "", "e+0", "e", "e+", "e", "e-0", "e−", "-", "−")

// number shows a number with so many digits, whole ones with all of them: with
// 3, 0.315, −2.28, 1797 and 1.5e−7.
func number(v float64, digits int) string {
	if size := math.Abs(v); size >= 1 && size < 1e6 {
		digits = max(digits, int(math.Log10(size))+1)
	}
	return book.Replace(strconv.FormatFloat(v, 'g', digits, 64))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

var (
	product = regexp.MustCompile(`([0-9π])·([πxyk(])`)
	power   = regexp.MustCompile(`\^([2-8])([^0-9.eE^]|$)`) // the font has no sign for the others
)

// formula sets a formula as books do: 16*x^2 is 16x².
func formula(s string) string {
	s = surface.Plain(s)
	s = strings.NewReplacer("**", "^", "*", "·", "-", "−", "pi", "π").Replace(s)
	s = power.ReplaceAllStringFunc(s, func(p string) string { return string([]rune("²³⁴⁵⁶⁷⁸")[p[1]-'2']) + p[2:] })
	for range 2 { // 2·π·x has two that overlap
		s = product.ReplaceAllString(s, "$1$2")
	}
	return s
}

// wrap breaks what of a text can be drawn into lines of a width: between words,
// and words where they are longer than a line.
func wrap(s string, style text.Style, width vg.Length) (rows []string) {
	blank := func(r rune) bool { return r == ' ' || r == unicode.ReplacementChar || !unicode.IsPrint(r) }
	rest := []rune(strings.Join(strings.FieldsFunc(s, blank), " "))
	for {
		fit := max(1, sort.Search(len(rest), func(n int) bool { return style.Width(string(rest[:n+1])) > width }))
		if fit >= len(rest) {
			return append(rows, string(rest))
		}
		row := string(rest[:fit])
		if end := strings.LastIndexByte(string(rest[:fit+1]), ' '); end > 0 {
			row = string(rest[:fit+1])[:end]
		}
		rows, rest = append(rows, row), []rune(strings.TrimPrefix(string(rest[len([]rune(row)):]), " "))
	}
}

// The sizes of marks, in points, and how many steps have one each: of more, none has.
const stepMark, endMark, mostMarked = 1.9, 3.4, 100
