package chart

import (
	"image/color"
	"math"
	"strings"

	"nntui/tui/kit"
)

// Canvas is a picture of cells: two coloured pixels one above the other with
// half blocks, one sign without. What is drawn later lies on top.
type Canvas struct {
	Frame kit.Frame
	Rows  int           // pixels above one another in a cell: 2 with half blocks
	Ink   []color.Color // of each pixel, row by row from the top
	Signs []Sign        // of each pixel, where there are no half blocks
	lines []Sign        // of each pixel, with no glyph where no line crosses it
	marks map[int]Sign  // by cell
}

func NewCanvas(f kit.Frame) *Canvas {
	c := &Canvas{Frame: f, Rows: f.PixelRows(), marks: map[int]Sign{}}
	n := f.Width * f.Height * c.Rows
	c.Ink, c.Signs, c.lines = make([]color.Color, n), make([]Sign, n), make([]Sign, n)
	return c
}

// Size returns the picture's size in pixels.
func (c *Canvas) Size() (w, h int) { return c.Frame.Width, c.Rows * c.Frame.Height }

// Line draws a line between two places in pixels, as far as it is on the
// picture: in the sign's colour, or with the sign itself.
//
// It returns where the line ends on the picture.
func (c *Canvas) Line(x0, y0, x1, y1 float64, s Sign) (x, y float64) {
	w, h := c.Size()
	x0, y0, x1, y1, ok := clip(x0, y0, x1, y1, float64(w)-0.5, float64(h)-0.5)
	if !ok {
		return math.NaN(), math.NaN()
	}
	n := math.Ceil(max(math.Abs(x1-x0), math.Abs(y1-y0), 1))
	for k := 0.0; k <= n; k++ {
		i := int(math.Floor(x0 + (x1-x0)*k/n + 0.5))
		j := int(math.Floor(y0 + (y1-y0)*k/n + 0.5))
		if i >= 0 && j >= 0 && i < w && j < h {
			c.lines[j*w+i] = s
		}
	}
	return min(max(x1, 0), float64(w-1)), min(max(y1, 0), float64(h-1))
}

// Mark puts a sign at a place in pixels, if that is on the picture.
func (c *Canvas) Mark(x, y float64, glyph string, ink color.Color) {
	i, j := math.Round(x), math.Floor(math.Round(y)/float64(c.Rows))
	if i >= 0 && j >= 0 && i < float64(c.Frame.Width) && j < float64(c.Frame.Height) {
		c.marks[int(j)*c.Frame.Width+int(i)] = Sign{glyph, ink}
	}
}

// String draws the picture as large as its frame.
func (c *Canvas) String() string {
	lines := make([]string, c.Frame.Height)
	for j := range lines {
		var line Runs
		for i := range c.Frame.Width {
			if c.Rows == 2 {
				line.Add(c.block(i, j))
			} else {
				line.Add(c.character(i, j))
			}
		}
		lines[j] = line.String()
	}
	return strings.Join(lines, "\n")
}

// block draws a cell as two pixels.
func (c *Canvas) block(i, j int) (string, Look) {
	if m, ok := c.marks[j*c.Frame.Width+i]; ok {
		return m.Glyph, Look{Fg: m.Color, Bg: c.Ink[(2*j+1)*c.Frame.Width+i], Bold: true}
	}
	top, bottom := c.pixel(i, 2*j), c.pixel(i, 2*j+1)
	if top == bottom {
		return " ", Look{Bg: bottom}
	}
	return "▀", Look{Fg: top, Bg: bottom}
}

func (c *Canvas) pixel(i, j int) color.Color {
	at := j*c.Frame.Width + i
	if c.lines[at].Glyph != "" {
		return c.lines[at].Color
	}
	return c.Ink[at]
}

// character draws a cell as one sign: a mark, a line, or what the ground has.
func (c *Canvas) character(i, j int) (string, Look) {
	at := j*c.Frame.Width + i
	if m, ok := c.marks[at]; ok {
		return m.Glyph, Look{Fg: m.Color, Bold: true}
	}
	if l := c.lines[at]; l.Glyph != "" {
		return l.Glyph, Look{Fg: l.Color, Bold: true}
	}
	if c.Signs[at].Glyph == "" {
		return " ", Look{}
	}
	return c.Signs[at].Glyph, Look{Fg: c.Signs[at].Color}
}
