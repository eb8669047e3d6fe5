package tui

import (
	"image/color"
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// canvas is a picture of cells: two coloured pixels one above the other with
// half blocks, one sign without. What is drawn later lies on top.
type canvas struct {
	frame frame
	rows  int           // pixels above one another in a cell: 2 with half blocks
	ink   []color.Color // of each pixel, row by row from the top
	signs []sign        // of each pixel, where there are no half blocks
	lines []sign        // of each pixel, with no glyph where no line crosses it
	marks map[int]sign  // by cell
}

// sign is a character in a colour.
type sign struct {
	glyph string
	color color.Color
}

func newCanvas(f frame) *canvas {
	c := &canvas{frame: f, rows: f.pixelRows(), marks: map[int]sign{}}
	n := f.width * f.height * c.rows
	c.ink, c.signs, c.lines = make([]color.Color, n), make([]sign, n), make([]sign, n)
	return c
}

// size returns the picture's size in pixels.
func (c *canvas) size() (w, h int) { return c.frame.width, c.rows * c.frame.height }

// line draws a line between two places in pixels, as far as it is on the
// picture: in the sign's colour, or with the sign itself.
//
// It returns where the line ends on the picture.
func (c *canvas) line(x0, y0, x1, y1 float64, s sign) (x, y float64) {
	w, h := c.size()
	x0, y0, x1, y1, ok := clip(x0, y0, x1, y1, float64(w)-0.5, float64(h)-0.5)
	if !ok {
		return math.NaN(), math.NaN()
	}
	n := math.Ceil(max(math.Abs(x1-x0), math.Abs(y1-y0), 1))
	for k := 0.0; k <= n; k++ {
		i := int(math.Round(x0 + (x1-x0)*k/n))
		j := int(math.Round(y0 + (y1-y0)*k/n))
		if i >= 0 && j >= 0 && i < w && j < h {
			c.lines[j*w+i] = s
		}
	}
	return min(max(x1, 0), float64(w-1)), min(max(y1, 0), float64(h-1))
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

// mark puts a sign at a place in pixels, if that is on the picture.
func (c *canvas) mark(x, y float64, glyph string, ink color.Color) {
	i, j := math.Round(x), math.Floor(math.Round(y)/float64(c.rows))
	if i >= 0 && j >= 0 && i < float64(c.frame.width) && j < float64(c.frame.height) {
		c.marks[int(j)*c.frame.width+int(i)] = sign{glyph, ink}
	}
}

// String draws the picture as large as its frame.
func (c *canvas) String() string {
	lines := make([]string, c.frame.height)
	for j := range lines {
		var line runs
		for i := range c.frame.width {
			if c.rows == 2 {
				line.add(c.block(i, j))
			} else {
				line.add(c.character(i, j))
			}
		}
		lines[j] = line.String()
	}
	return strings.Join(lines, "\n")
}

// block draws a cell as two pixels.
func (c *canvas) block(i, j int) (string, look) {
	if m, ok := c.marks[j*c.frame.width+i]; ok {
		return m.glyph, look{fg: m.color, bg: c.ink[(2*j+1)*c.frame.width+i], bold: true}
	}
	top, bottom := c.pixel(i, 2*j), c.pixel(i, 2*j+1)
	if top == bottom {
		return " ", look{bg: bottom}
	}
	return "▀", look{fg: top, bg: bottom}
}

func (c *canvas) pixel(i, j int) color.Color {
	at := j*c.frame.width + i
	if c.lines[at].glyph != "" {
		return c.lines[at].color
	}
	return c.ink[at]
}

// character draws a cell as one sign: a mark, a line, or what the ground has.
func (c *canvas) character(i, j int) (string, look) {
	at := j*c.frame.width + i
	if m, ok := c.marks[at]; ok {
		return m.glyph, look{fg: m.color, bold: true}
	}
	if l := c.lines[at]; l.glyph != "" {
		return l.glyph, look{fg: l.color, bold: true}
	}
	if c.signs[at].glyph == "" {
		return " ", look{}
	}
	return c.signs[at].glyph, look{fg: c.signs[at].color}
}

// look is how a cell is drawn.
type look struct {
	fg, bg color.Color
	bold   bool
}

// runs is a line under construction, styled run by run rather than cell by
// cell.
type runs struct {
	done strings.Builder
	text strings.Builder
	look look
}

func (r *runs) add(s string, l look) {
	if l != r.look {
		r.flush()
		r.look = l
	}
	r.text.WriteString(s)
}

func (r *runs) flush() {
	if r.text.Len() == 0 {
		return
	}
	var style ansi.Style // lipgloss would measure every run, for half the time of a frame
	if r.look.fg != nil {
		style = style.ForegroundColor(r.look.fg)
	}
	if r.look.bg != nil {
		style = style.BackgroundColor(r.look.bg)
	}
	if r.look.bold {
		style = style.Bold()
	}
	r.done.WriteString(style.Styled(r.text.String()))
	r.text.Reset()
}

func (r *runs) String() string {
	r.flush()
	return r.done.String()
}
