// Package figures draws the experiments as figures for a report: SVG, which is
// sharp at any size, and PNG.
//
// [Descent], [Check] and [Training] return the figures of a snapshot, and
// [Figure.Write] writes one. gonum's plot draws; it panics on much that a run
// can end with (values that are not finite, logarithms of 0, empty ranges), so
// that [axis] maps all numbers to between 0 and 1 before it sees them.
package figures

import (
	"bytes"
	"fmt"
	"io"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A Format is a way to write a figure.
type Format string

const (
	SVG Format = "svg"
	PNG Format = "png" // at 216 pixels an inch: 3 for each point
)

// Formats lists the formats.
var Formats = []Format{SVG, PNG}

// dpi makes a whole number of pixels of each point, so that what is aligned to
// points has sharp edges.
const dpi = 3 * 72

// A Figure is a picture of an experiment. The zero Figure is an empty page.
type Figure struct {
	Name  string // what it is, in a word for names of files: "contour"
	About string // what it shows, for the reader of a list

	title  string
	notes  []string // under the title, a paragraph each: what was set, what came out
	legend []entry
	height vg.Length // of the body
	body   func(c draw.Canvas)
	finish func(*Figure) // makes, before the figure is drawn, what is missing of the above
}

// The measures of a page, in points.
const (
	width  = 480 // of a figure, about that of a page's text
	margin = 14
)

// Size returns width and height in points, 72 to an inch.
func (f Figure) Size() (w, h vg.Length) {
	f = f.finished()
	return width, f.head().height() + f.height + 2*margin
}

func (f Figure) finished() Figure {
	if f.finish != nil {
		f.finish(&f)
		f.finish = nil
	}
	return f
}

// Write writes the figure. What data cannot be drawn is left out of it.
func (f Figure) Write(w io.Writer, format Format) (err error) {
	defer func() { // gonum's lines follow contours that they do not expect into a panic: no figure is worth a session
		if p := recover(); p != nil {
			err = fmt.Errorf("figures: the %s cannot be drawn: %v", f.Name, p)
		}
	}()
	f = f.finished()
	switch format {
	case SVG:
		return f.writeSVG(w)
	case PNG:
		width, height := f.Size()
		c := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(dpi))
		f.draw(draw.New(c))
		_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
		return err
	}
	return fmt.Errorf("figures: format %q: want one of %v", format, Formats)
}

// writeSVG names fonts as wide as the one that vgsvg names, for readers that
// do not have that, and the true type of the pictures inside.
func (f Figure) writeSVG(w io.Writer) error {
	c := vgsvg.New(f.Size())
	f.draw(draw.New(c))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	text := bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"), []byte("font-family:'Liberation Sans',Arimo,Arial,Helvetica,sans-serif;"))
	text = bytes.ReplaceAll(text, []byte("data:image/jpg;"), []byte("data:image/png;"))
	_, err := w.Write(text)
	return err
}

func (f Figure) draw(c draw.Canvas) {
	c.SetColor(paper)
	c.Fill(c.Rectangle.Path())
	c = draw.Crop(c, margin, -margin, margin, -margin)
	head := f.head()
	head.draw(c)
	c.Max.Y -= head.height()
	if f.body != nil {
		f.body(c)
	}
}
