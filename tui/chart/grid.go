package chart

import (
	"image/color"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"nntui/tui/kit"
)

// A Grid is a picture in cells with three layers: areas, of two pixels to a
// cell, lines over them, of 2x4 dots to a cell, and characters over both.
//
// Where there are no half blocks, an area is a sign to a cell; where there is
// no braille, a line has a sign to a cell, too: its dots are cells.
type Grid struct {
	Frame        kit.Frame
	across, down int // dots to a cell
	cells        []cell
}

// cell is what is drawn in a cell, from below.
type cell struct {
	ink  [2]color.Color // of the upper and the lower pixel
	area Sign           // in place of these

	dots uint8       // braille's bits
	rank Rank        // of what they belong to
	pens [2]*kit.Pen // of the two lines through it that have the most dots there
	many [2]uint8    // how many these have drawn

	over Sign
	bold bool
}

// Sign is a character in a colour.
type Sign struct {
	Glyph string
	Color color.Color
}

// least is the contrast that it must have: that of text where it is to be read.
func (s Sign) least() float64 {
	if r, _ := utf8.DecodeRuneInString(s.Glyph); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return kit.TextContrast
	}
	return kit.MarkContrast
}

// Rank says which lines lie over which: in a cell that lines of two ranks cross,
// only the higher one is seen, while those of one rank share it.
type Rank uint8

// The ranks of lines.
const (
	Under  Rank = iota // helps to read the others
	Middle             // what is to be seen
	Over               // what is to be seen first
)

// NewGrid returns an empty grid as large as the frame.
func NewGrid(f kit.Frame) *Grid {
	g := &Grid{Frame: f, across: 1, down: 1, cells: make([]cell, f.Width*f.Height)}
	if f.Dots() {
		g.across, g.down = 2, 4
	}
	return g
}

// Dots returns the size of the grid in dots. Lines are given by the places of
// dots: whole numbers are their centres, (0, 0) the upper left one.
func (g *Grid) Dots() (w, h int) { return g.across * g.Frame.Width, g.down * g.Frame.Height }

// cellAt returns the cell that a dot is in.
func (g *Grid) cellAt(x, y int) *cell {
	return &g.cells[y/g.down*g.Frame.Width+x/g.across]
}

// Ink colours a pixel of the area, (0, 0) the upper left one; there are two to
// a cell, one above the other.
func (g *Grid) Ink(x, y int, c color.Color) { g.cells[y/2*g.Frame.Width+x].ink[y%2] = c }

// Area puts a sign on the ground of a cell, for where there are no half blocks.
func (g *Grid) Area(col, row int, s Sign) { g.cells[row*g.Frame.Width+col].area = s }

// Put puts characters over all else, from a cell on to the right, as far as
// they are on the grid.
func (g *Grid) Put(col, row int, text string, ink color.Color, bold bool) {
	if row < 0 || row >= g.Frame.Height {
		return
	}
	for c := uniseg.NewGraphemes(text); c.Next(); col++ {
		if col >= 0 && col < g.Frame.Width {
			at := &g.cells[row*g.Frame.Width+col]
			at.over, at.bold = Sign{c.Str(), ink}, bold
		}
	}
}

// Free reports whether so many cells have neither characters over them nor
// lines of the rank or a higher one.
func (g *Grid) Free(col, row, n int, r Rank) bool {
	if col < 0 || row < 0 || row >= g.Frame.Height || col+n > g.Frame.Width {
		return false
	}
	for _, c := range g.cells[row*g.Frame.Width+col:][:n] {
		if c.over.Glyph != "" || c.dots != 0 && c.rank >= r {
			return false
		}
	}
	return true
}

// Mark puts a character over the cell of a dot, if that is on the grid.
func (g *Grid) Mark(x, y float64, glyph string, ink color.Color) {
	if col, row, ok := g.Cell(x, y); ok {
		g.Put(col, row, glyph, ink, true)
	}
}

// Cell returns the cell of a dot, and whether it is on the grid.
func (g *Grid) Cell(x, y float64) (col, row int, ok bool) {
	w, h := g.Dots()
	x, y = math.Round(x), math.Round(y)
	if !(x >= 0 && y >= 0 && x < float64(w) && y < float64(h)) {
		return 0, 0, false
	}
	return int(x) / g.across, int(y) / g.down, true
}

// braille has the bit of each dot of a cell, by row and column.
var braille = [4][2]uint8{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// Dot draws a dot, if it is on the grid.
func (g *Grid) Dot(x, y float64, p *kit.Pen, r Rank) {
	w, h := g.Dots()
	x, y = math.Round(x), math.Round(y)
	if x >= 0 && y >= 0 && x < float64(w) && y < float64(h) {
		g.dot(int(x), int(y), p, r)
	}
}

func (g *Grid) dot(x, y int, p *kit.Pen, r Rank) {
	c := g.cellAt(x, y)
	switch {
	case c.dots != 0 && c.rank > r:
		return
	case c.dots == 0 || c.rank < r:
		c.dots, c.rank, c.pens, c.many = 0, r, [2]*kit.Pen{p}, [2]uint8{}
	}
	c.dots |= braille[y%g.down][x%g.across]
	c.count(p)
}

// count counts a dot of a line.
func (c *cell) count(p *kit.Pen) {
	switch {
	case p == c.pens[0]:
		c.many[0]++
	case p == c.pens[1]:
		c.many[1]++
	case c.many[1] <= c.many[0]:
		c.pens[1], c.many[1] = p, 1
	default:
		c.pens[0], c.many[0] = p, 1
	}
}

// pen is that of the line whose colour the cell has: of two with about as many
// dots there, each in its turn.
func (c *cell) pen(turn bool) *kit.Pen {
	const far = 3 // dots
	switch n, m := c.many[0], c.many[1]; {
	case m == 0 || n >= m+far || m < n+far && turn:
		return c.pens[0]
	}
	return c.pens[1]
}

// Line draws a line from dot to dot, as far as it is on the grid, each of its
// dots within half a dot of it. phase is how many dots along its dashes it
// begins; it returns where along them it ends.
func (g *Grid) Line(x0, y0, x1, y1 float64, p *kit.Pen, r Rank, phase float64) float64 {
	w, h := g.Dots()
	x0, y0, x1, y1, ok := clip(x0, y0, x1, y1, float64(w)-0.5, float64(h)-0.5)
	if !ok {
		return phase
	}
	length := max(math.Abs(x1-x0), math.Abs(y1-y0))
	n := math.Ceil(max(length, 1))
	for k := 0.0; k <= n; k++ {
		x := min(max(int(math.Floor(x0+(x1-x0)*k/n+0.5)), 0), w-1)
		y := min(max(int(math.Floor(y0+(y1-y0)*k/n+0.5)), 0), h-1)
		if p.Dash == "" || p.Dash[int(phase+length*k/n)%len(p.Dash)] != ' ' {
			g.dot(x, y, p, r)
		}
	}
	return phase + length
}

// Touches reports whether a line from dot to dot is anywhere on the grid.
func (g *Grid) Touches(x0, y0, x1, y1 float64) bool {
	w, h := g.Dots()
	_, _, _, _, ok := clip(x0, y0, x1, y1, float64(w)-0.5, float64(h)-0.5)
	return ok
}

// clip cuts a segment to the box from -0.5 to (right, bottom) (Liang and
// Barsky, 1984).
func clip(x0, y0, x1, y1, right, bottom float64) (a, b, c, d float64, ok bool) {
	dx, dy := x1-x0, y1-y0
	if math.IsNaN(dx + dy) {
		return 0, 0, 0, 0, false
	}
	from, to := 0.0, 1.0
	for _, e := range [4][2]float64{{-dx, x0 + 0.5}, {dx, right - x0}, {-dy, y0 + 0.5}, {dy, bottom - y0}} {
		p, q := e[0], e[1]
		switch {
		case p == 0 && q < 0:
			return 0, 0, 0, 0, false
		case p < 0:
			from = max(from, q/p)
		case p > 0:
			to = min(to, q/p)
		}
	}
	if from > to {
		return 0, 0, 0, 0, false
	}
	return x0 + from*dx, y0 + from*dy, x0 + to*dx, y0 + to*dy, true
}

// String draws the picture as large as its frame.
func (g *Grid) String() string {
	var runs Runs
	runs.text.Grow(4 * len(g.cells))
	for row := range g.Frame.Height {
		if row > 0 {
			runs.NewLine()
		}
		g.Row(&runs, row)
	}
	return runs.String()
}

// Lines returns the rows of the picture.
func (g *Grid) Lines() []string { return strings.Split(g.String(), "\n") }

// Row adds a row of the picture to a line.
func (g *Grid) Row(to *Runs, row int) {
	for col := range g.Frame.Width {
		to.Add(g.draw(&g.cells[row*g.Frame.Width+col], (row+col)%2 == 0))
	}
}

// draw returns what is seen of a cell, in the turn of the first or the second line
// through it. What is over an area can be read on it, but for lines that only help to
// read that.
func (g *Grid) draw(c *cell, turn bool) (string, Look) {
	theme, ground := g.Frame.Theme, c.ink[1]
	if ground == nil {
		ground = c.ink[0]
	}
	switch {
	case c.over.Glyph != "":
		return c.over.Glyph, Look{Fg: theme.Over(c.over.Color, ground, c.over.least()), Bg: ground, Bold: c.bold}
	case c.dots != 0:
		pen := c.pen(turn)
		glyph := brailles[c.dots]
		if g.down == 1 {
			glyph = pen.Sign
		}
		ink := pen.Ink
		if ground == nil || c.rank > Under {
			ink = theme.Over(ink, ground, kit.MarkContrast)
		}
		return glyph, Look{Fg: ink, Bg: ground, Bold: pen.Bold}
	case c.ink[0] != c.ink[1]:
		return "▀", Look{Fg: c.ink[0], Bg: c.ink[1]}
	case c.ink[0] != nil:
		return " ", Look{Bg: c.ink[0]}
	case c.area.Glyph != "":
		return c.area.Glyph, Look{Fg: theme.Over(c.area.Color, nil, c.area.least())}
	}
	return " ", Look{}
}

// brailles has the character of each set of dots.
var brailles = func() (table [256]string) {
	for dots := range table {
		table[dots] = string(rune(0x2800 + dots))
	}
	return table
}()
