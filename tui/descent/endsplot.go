package descent

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// An endsPlot is a picture of end states under construction.
type endsPlot struct {
	*chart.Grid
	descent.EndsSnapshot
	look   endsLook
	y      axis.Axis
	legend []string
}

// axis spans where descents settle and go round, and most of what the others visit:
// most of the visits of half of these. It has the minima that are not far from that,
// and above a row for labels.
func (p *endsPlot) axis() axis.Axis {
	const most, few = 0.9, 100
	var lows, highs, calm []float64
	for _, e := range p.Cells {
		if !e.Stays() {
			continue
		}
		values := make([]float64, len(e.Visits))
		for i, v := range e.Visits {
			values[i] = p.look.up(v)
		}
		slices.Sort(values)
		if low, high := part(values, 1-most), part(values, most); len(values) > few {
			lows, highs = append(lows, low), append(highs, high)
		} else {
			calm = append(calm, values[0], values[len(values)-1])
		}
	}
	if len(lows) > 0 {
		slices.Sort(lows)
		slices.Sort(highs)
		calm = append(calm, part(lows, 0.5), part(highs, 0.5))
	}
	a := axis.Span(p.look.of, false, calm...)
	near := a.Padded(0.5)
	for _, m := range p.Surface.Minima {
		if v := p.look.up(point(m)); v > near.Low && v < near.High {
			a.Low, a.High = min(a.Low, v), max(a.High, v)
		}
	}
	a = a.Padded(0.04)
	a.High += (a.High - a.Low) / float64(max(p.Frame.Height-1, 1))
	return a
}

// part returns the value that such a share of sorted ones lies below.
func part(sorted []float64, share float64) float64 {
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

// point is a minimum as one that a path visits.
func point(m surface.Minimum) descent.Point { return descent.Point{X: m.X, Y: m.Y, F: m.F} }

// dot returns the row of dots of a value.
func (p *endsPlot) dot(v float64) float64 {
	_, h := p.Dots()
	return (1-p.y.At(v))*float64(h) - 0.5
}

// minima draws faint lines where the minima are.
func (p *endsPlot) minima() {
	w, _ := p.Dots()
	pen := p.Frame.Theme.Border.Pen().Dashed("x   ", "-")
	for i := min(len(p.Surface.Minima), len(p.Frame.Theme.Basins)) - 1; i >= 0; i-- {
		m := p.Surface.Minima[i]
		y := p.dot(p.look.up(point(m)))
		p.Line(0, y, float64(w-1), y, &pen, chart.Under, 0)
		p.Mark(float64(w-1), y, signOf(m).glyph, p.hue(int16(i))[0])
	}
}

// limits draws where each minimum begins or ceases to hold the method, with the
// values above as far as they have room.
func (p *endsPlot) limits() {
	_, h := p.Dots()
	pen := p.Frame.Theme.Dim.Pen().Dashed("xx  ", ":")
	for _, l := range p.Limits {
		at := p.Column(l.At)
		p.Line(float64(at), 0, float64(at), float64(h-1), &pen, chart.Under, 0)
		col, _, ok := p.Cell(float64(at), 0)
		sign, value := signOf(p.Surface.Minima[l.Minimum]).glyph, axis.Short(l.At, 3)
		if ok && !p.label(col, sign+" limit "+value) {
			p.label(col, sign+" "+value)
		}
	}
}

// label writes a label beside a column of the first row, where it has room.
func (p *endsPlot) label(col int, text string) bool {
	n := ansi.StringWidth(text)
	at, ok := col+1, p.Free(col+1, 0, n+1, chart.Middle)
	if !ok {
		at, ok = col-n, p.Free(col-n-1, 0, n+1, chart.Middle)
	}
	if ok {
		p.Put(at, 0, text, p.Frame.Theme.Dim.Color(), false)
	}
	return ok
}

// cursor shows the present value.
func (p *endsPlot) cursor(now float64) {
	w, h := p.Dots()
	at := p.Column(now)
	pen := p.Frame.Theme.Accent.Pen().Dashed("x ", "|")
	glyph := "▼"
	switch {
	case at < 0:
		at, glyph = 0, "◂"
	case at >= w:
		at, glyph = w-1, "▸"
	case p.Frame.Blocks():
		col, _, _ := p.Cell(float64(at), 0)
		for y := range 2 * p.Frame.Height {
			p.Ink(col, y, p.Frame.Theme.Nowhere)
		}
	default:
		p.Line(float64(at), 0, float64(at), float64(h-1), &pen, chart.Under, 0)
	}
	p.Mark(float64(at), 0, glyph, p.Frame.Theme.Accent.Color())
	p.legend = append(p.legend, glyph+" now")
}

// hue returns the shades of visits around a minimum, -1 for none, from those that
// are often to those that are rare.
func (p *endsPlot) hue(minimum int16) []color.Color {
	theme := p.Frame.Theme
	switch {
	case !p.Frame.Blocks() && minimum < 0:
		return []color.Color{theme.Warn.Color()}
	case !p.Frame.Blocks():
		return []color.Color{theme.Train.Color()}
	case minimum < 0:
		return []color.Color{nil, theme.Dim.Color(), theme.Border.Color()} // no minimum has greys
	}
	return theme.Strengths(int(minimum))
}

// visits draws the visits, the brighter the more of them are in a cell. The row of
// labels has none.
func (p *endsPlot) visits() {
	often := make([]float64, p.Frame.Width*p.Frame.Height)
	beyond := false
	each := func(do func(x, y float64, cell int, e *descent.EndState)) {
		for i := range p.Cells {
			e := &p.Cells[i]
			if !e.Stays() {
				continue
			}
			for _, v := range e.Visits {
				x, y := float64(i), p.dot(p.look.up(v))
				if col, row, ok := p.Cell(x, y); ok && row > 0 {
					do(x, y, row*p.Frame.Width+col, e)
				} else {
					beyond = true
				}
			}
		}
	}
	each(func(_, _ float64, cell int, e *descent.EndState) { often[cell] += 1 / float64(len(e.Visits)) })
	pens := p.pens()
	if beyond {
		p.legend = append(p.legend, "↑↓ more beyond")
	}
	if slices.ContainsFunc(p.Cells, func(e descent.EndState) bool { return e.End != descent.Unknown && !e.Stays() }) {
		p.legend = append(p.legend, "blank: leaves")
	}
	each(func(x, y float64, cell int, e *descent.EndState) {
		shades := pens[penOf{e.Minimum, endGlyph(*e)}]
		p.Dot(x, y, &shades[shadeOf(often[cell], len(shades))], chart.Middle)
	})
}

// penOf is what pens of visits differ in, but for their shade.
type penOf struct {
	minimum int16
	sign    string
}

// pens returns those of all visits, by how often they are.
func (p *endsPlot) pens() map[penOf][]kit.Pen {
	pens := map[penOf][]kit.Pen{}
	for _, e := range p.Cells {
		of := penOf{e.Minimum, endGlyph(e)}
		if pens[of] != nil {
			continue
		}
		for _, ink := range p.hue(e.Minimum) {
			pens[of] = append(pens[of], kit.Pen{Ink: ink, Sign: of.sign})
		}
	}
	return pens
}

// shadeOf returns which of n shades a cell has that this share of a descent's
// visits are in: each is for as many times fewer.
func shadeOf(often float64, n int) int {
	const rare = 1.0 / 400
	return min(max(int((1-math.Log(often/rare)/math.Log(1/rare))*float64(n)), 0), n-1)
}

// endGlyph is the sign of a visit where there are no dots.
func endGlyph(e descent.EndState) string {
	switch e.End {
	case descent.Orbiting:
		return "o"
	case descent.Wandering:
		return "."
	}
	return "*"
}

// scale says what the colours or signs of visits mean, as far as there are any and a
// line has room for whole words: for the last of them at least without f.
func (p *endsPlot) scale() string {
	minima, signs := map[int16]bool{}, map[string]bool{}
	for _, e := range p.Cells {
		if e.Stays() {
			minima[e.Minimum], signs[endGlyph(e)] = true, true
		}
	}
	var line chart.Runs
	room, gap := p.Frame.Width+yAxisWidth-1, ""
	add := func(on bool, sign string, ink color.Color, words ...string) {
		for _, w := range words {
			if width := ansi.StringWidth(gap + sign + " " + w); on && width <= room {
				line.Add(gap, chart.Look{})
				line.Add(sign, chart.Look{Fg: ink})
				line.Add(" "+w, chart.Look{})
				room, gap = room-width, "  "
				return
			}
		}
	}
	switch known := len(minima) > 1 || !minima[-1]; {
	case !p.Frame.Dots():
		add(signs["*"], "*", nil, "settles")
		add(signs["o"], "o", nil, "goes round")
		add(signs["."], ".", nil, "wanders")
	case p.Frame.Blocks():
		for i, m := range p.Surface.Minima {
			add(minima[int16(i)], "■", p.hue(int16(i))[0], kindOf(m)+" "+strings.TrimSpace(inEight(m.F)), kindOf(m))
		}
		add(minima[-1], "■", p.hue(-1)[0], "no minimum")
	case p.Frame.Profile >= colorprofile.ANSI:
		add(known, "■", p.hue(0)[0], "at a minimum")
		add(minima[-1], "■", p.hue(-1)[0], "at no minimum")
	}
	return line.String()
}
