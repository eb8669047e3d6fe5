package figures

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// entry is a line of the legend: a name and what it is the name of.
type entry struct {
	name   string
	thumbs []plot.Thumbnailer
}

// Measures of the head, in points.
const (
	titleLine  = 16
	noteLine   = 12
	legendLine = 15
	thumbGap   = 5
	entryGap   = 12
)

// wider is how much wider than ours the fonts are that an SVG may be shown in
// where ours is missing, like DejaVu Sans: text must fit with them too.
const wider = 1.17

// head is what stands above the picture, broken into lines: the legend does
// too, so that it covers nothing.
type head struct {
	title, notes []string
	legend       [][]entry
}

func (f Figure) head() (h head) {
	const room = (width - 2*margin) / wider
	if f.title != "" {
		h.title = wrap(f.title, titleStyle, room)
	}
	for _, n := range f.notes {
		h.notes = append(h.notes, wrap(n, noteStyle, room)...)
	}
	used := vg.Length(room)
	for _, e := range f.legend {
		if used+e.width() > room {
			h.legend, used = append(h.legend, nil), 0
		}
		last := len(h.legend) - 1
		h.legend[last] = append(h.legend[last], e)
		used += e.width() + entryGap
	}
	return h
}

// thumb returns the width of the sign: lines need more than marks alone.
func (e entry) thumb() vg.Length {
	for _, t := range e.thumbs {
		if _, marks := t.(glyphs); !marks {
			return 24
		}
	}
	return 11
}

func (e entry) width() vg.Length { return e.thumb() + thumbGap + textStyle.Width(e.name)*wider }

func (h head) height() vg.Length {
	height := vg.Length(titleLine*len(h.title) + noteLine*len(h.notes))
	if n := len(h.legend); n > 0 {
		height += vg.Length(legendLine*n) + 5
	}
	return height + 8
}

func (h head) draw(c draw.Canvas) {
	y := c.Max.Y
	say := func(rows []string, style draw.TextStyle, line vg.Length) {
		style.YAlign = draw.YTop
		for _, row := range rows {
			c.FillText(style, vg.Point{X: c.Min.X, Y: y}, row)
			y -= line
		}
	}
	say(h.title, titleStyle, titleLine)
	say(h.notes, noteStyle, noteLine)
	y -= 5
	for _, row := range h.legend {
		x := c.Min.X
		for _, e := range row {
			e.draw(c, vg.Point{X: x, Y: y - legendLine})
			x += e.width() + entryGap
		}
		y -= legendLine
	}
}

// draw draws the entry with its lower left corner at a point.
func (e entry) draw(c draw.Canvas, at vg.Point) {
	c.Rectangle = vg.Rectangle{Min: at, Max: at.Add(vg.Point{X: e.thumb(), Y: legendLine})}
	for _, t := range e.thumbs {
		t.Thumbnail(&c)
	}
	style := textStyle
	style.YAlign = draw.YCenter
	c.FillText(style, vg.Point{X: c.Max.X + thumbGap, Y: c.Center().Y + 1}, e.name)
}
