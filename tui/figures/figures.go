// Package figures draws the experiments as figures for a report: SVG, which is
// sharp at any size, and PNG.
//
// [Descent], [Check] and [Training] return the figures of a snapshot, and
// [Figure.Write] writes one. A figure is a page: title, notes and legend, and
// under them a picture, most often a panel with two axes. gonum's plot draws;
// it panics on much that a run can end with (values that are not finite,
// logarithms of 0, empty ranges), so that a panel hands it only points that
// have a place on its axes.
package figures

import (
	"fmt"
	"io"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A Format is a way to write a figure.
type Format struct {
	Extension string // of the names of files: ".svg"
	canvas    func(w, h vg.Length) vg.CanvasWriterTo
}

// Formats lists the formats.
var Formats = []Format{
	{".svg", func(w, h vg.Length) vg.CanvasWriterTo { return svg{vgsvg.New(w, h)} }},
	{".png", func(w, h vg.Length) vg.CanvasWriterTo {
		// Three pixels to a point, so that what is aligned to points has sharp edges.
		return vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(w, h), vgimg.UseDPI(3*72))}
	}},
}

// svg names fonts as wide as the one that vgsvg names, for readers that do not
// have that, and the true type of the pictures inside.
type svg struct{ *vgsvg.Canvas }

var mend = strings.NewReplacer(
	"font-family:Liberation Sans;", "font-family:'Liberation Sans',Arimo,Arial,Helvetica,sans-serif;",
	"data:image/jpg;", "data:image/png;")

func (c svg) WriteTo(w io.Writer) (int64, error) {
	var text strings.Builder
	c.Canvas.WriteTo(&text) // which has room for all
	n, err := mend.WriteString(w, text.String())
	return int64(n), err
}

// A Figure is a picture of an experiment, of which nothing is worked out
// before it is written.
type Figure struct {
	Name  string // what it is, in a word for names of files: "contour"
	About string // what it shows, for the reader of a list

	page func() *page
}

// Write writes the figure. What data cannot be drawn is left out of it.
func (f Figure) Write(w io.Writer, format Format) (err error) {
	defer func() { // gonum's lines follow contours that they do not expect into a panic: no figure is worth a session
		if p := recover(); p != nil {
			err = fmt.Errorf("figures: the %s cannot be drawn: %v", f.Name, p)
		}
	}()
	p := f.page()
	c := format.canvas(p.size())
	p.draw(draw.New(c))
	_, err = c.WriteTo(w)
	return err
}

// page is a picture under its title, notes and legend.
type page struct {
	title  string
	notes  []string // a paragraph each: what was set, what came out
	legend []plot.Legend
	height vg.Length // of the body
	body   func(c draw.Canvas)
}

// The measures of a page, in points.
const (
	width    = 480 // of a figure, about that of a page's text
	margin   = 14
	entryGap = 12 // between entries of the legend
)

// wider is how much wider than ours the fonts are that an SVG may be shown in
// where ours is missing, like DejaVu Sans: text must fit with them too.
const wider = 1.17

// note adds a paragraph, where there is reason to.
func (f *page) note(reason bool, format string, args ...any) {
	if reason {
		f.notes = append(f.notes, fmt.Sprintf(format, args...))
	}
}

// explain adds an entry to the legend. Each is a legend of its own, so that
// they follow one another in lines, above the picture, and cover nothing of it.
func (f *page) explain(name string, signs ...plot.Thumbnailer) {
	l := plot.NewLegend()
	l.TextStyle, l.Left, l.Top, l.YPosition = textStyle, true, true, draw.PosBottom
	l.ThumbnailWidth = 11
	if _, line := signs[0].(*plotter.Line); line { // needs more room than marks
		l.ThumbnailWidth = 24
	}
	l.Add("\u00a0"+name, signs...) // for room, which as a plain blank an SVG does not keep
	f.legend = append(f.legend, l)
}

// size returns width and height in points, 72 to an inch.
func (f *page) size() (w, h vg.Length) {
	nowhere := draw.NewCanvas(&recorder.Canvas{}, width-2*margin, 0)
	return width, f.head(nowhere) + f.height + 2*margin
}

func (f *page) draw(c draw.Canvas) {
	c.SetColor(paper)
	c.Fill(c.Rectangle.Path())
	c = draw.Crop(c, margin, -margin, margin, -margin)
	c.Max.Y -= f.head(c)
	f.body(c)
}

// head draws what stands above the picture, broken into lines, and returns the
// height that it takes.
func (f *page) head(c draw.Canvas) vg.Length {
	y, room := c.Max.Y, c.Size().X/wider
	say := func(text string, style draw.TextStyle, line vg.Length) {
		style.YAlign = draw.YTop
		for _, row := range wrap(text, style, room) {
			c.FillText(style, vg.Point{X: c.Min.X, Y: y}, row)
			y -= line
		}
	}
	say(f.title, titleStyle, 16)
	for _, n := range f.notes {
		say(n, noteStyle, 12)
	}
	y -= 6
	x := vg.Length(0)
	for i, l := range f.legend {
		w := l.ThumbnailWidth + wider*(l.Rectangle(c).Size().X-l.ThumbnailWidth)
		if i == 0 || x+w > room {
			x, y = 0, y-15
		}
		l.Draw(draw.Crop(c, x, 0, 0, y+13-c.Max.Y))
		x += w + entryGap
	}
	return c.Max.Y - y + 7
}
