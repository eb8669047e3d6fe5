package figures

import (
	"image/color"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

var (
	paper = gray(0xff)
	ink   = gray(0x1a) // text and axes
	soft  = gray(0x60) // text that may be passed over
	faint = gray(0xe2) // the lines of a grid
)

func gray(v uint8) color.NRGBA { return color.NRGBA{v, v, v, 0xff} }

func rgb(v uint32) color.NRGBA { return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xff} }

// lines are the styles of lines of one picture. Each differs from the others
// in its dashes as well as in its colour, for print in grey and for every eye;
// the colours are Okabe and Ito's.
var lines = []draw.LineStyle{
	{Color: rgb(0x000000), Width: 1.5},
	{Color: rgb(0xd55e00), Width: 1.3, Dashes: []vg.Length{5, 2}},
	{Color: rgb(0x0072b2), Width: 1.3, Dashes: []vg.Length{2, 1.5}},
	{Color: rgb(0x009e73), Width: 1.3, Dashes: []vg.Length{7, 2, 1.5, 2}},
	{Color: rgb(0xcc79a7), Width: 1.3, Dashes: []vg.Length{9, 3}},
	{Color: rgb(0xe69f00), Width: 1.3, Dashes: []vg.Length{4, 1.5, 1.5, 1.5, 1.5, 1.5}},
	{Color: rgb(0x56b4e9), Width: 1.3, Dashes: []vg.Length{1.2, 2.4}},
	{Color: rgb(0x7a4a00), Width: 1.3, Dashes: []vg.Length{12, 2, 2, 2}},
	{Color: rgb(0x777777), Width: 1.3, Dashes: []vg.Length{3, 3}},
}

// The lines of a run: apart in brightness and dashes.
var (
	trainLine      = draw.LineStyle{Color: rgb(0x1b4f8a), Width: 1.5}
	testLine       = draw.LineStyle{Color: rgb(0xd9780f), Width: 1.5, Dashes: []vg.Length{5, 2}}
	validationLine = draw.LineStyle{Color: rgb(0x2e8b57), Width: 1.3, Dashes: []vg.Length{1.5, 1.5}}
)

// line returns the style of the i-th line of a picture.
func line(i int) draw.LineStyle { return lines[i%len(lines)] }

func solid(c color.Color, width vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width}
}

func disc(c color.Color, radius vg.Length) draw.GlyphStyle {
	return draw.GlyphStyle{Color: c, Radius: radius, Shape: draw.CircleGlyph{}}
}

// sans returns a style of text.
func sans(size vg.Length, c color.Color) text.Style {
	return text.Style{
		Color:   c,
		Font:    font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		Handler: raising,
	}
}

var (
	titleStyle = bold(12)
	noteStyle  = sans(9, soft)
	textStyle  = sans(9, ink)
	tickStyle  = sans(8.5, ink)
)

func bold(size vg.Length) text.Style {
	s := sans(size, ink)
	s.Font.Weight = xfont.WeightBold
	return s
}
