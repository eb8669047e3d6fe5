package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nntui/tui/kit"
)

// A Plane is a picture with logarithmic axes in cells of its own: points and
// curves keep signs of theirs, so that they stay apart without colour.
type Plane struct {
	frame                  kit.Frame // of the whole, with the labels
	minX, maxX, minY, maxY float64
	XName, YName           string
	cells                  *Canvas
}

// planeGutter is the width of the labels left of a plane, with the axis.
const planeGutter = 7

// NewPlane returns an empty plane, by the logarithms of the ends of its axes.
func NewPlane(f kit.Frame, minX, maxX, minY, maxY float64) *Plane {
	cells := f.Sized(f.Width-planeGutter-1, f.Height-1)
	cells.ASCII = true // a sign a cell
	return &Plane{frame: f, minX: minX, maxX: maxX, minY: minY, maxY: maxY, cells: NewCanvas(cells)}
}

// cell returns the column and row of a point, given by its logarithms.
func (p *Plane) cell(x, y float64) (col, row int, ok bool) {
	w, h := p.cells.Size()
	if w == 0 || h == 0 || !(x >= p.minX-1e-9 && x <= p.maxX+1e-9 && y <= p.maxY+1e-9 && y >= p.minY-1e-9) {
		return 0, 0, false
	}
	along := func(part float64, n int) int { return int(math.Round(part * float64(n-1))) }
	return along((x-p.minX)/(p.maxX-p.minX), w), along((p.maxY-y)/(p.maxY-p.minY), h), true
}

// Put puts a sign at a point, given by its logarithms.
func (p *Plane) Put(x, y float64, glyph string, hue kit.Hue) {
	if col, row, ok := p.cell(x, y); ok {
		p.cells.Signs[row*p.cells.Frame.Width+col] = Sign{glyph, hue.Color()}
	}
}

// Points puts a sign at every second point, beginning with the even or the odd
// ones: so two curves that are the same are both seen.
func (p *Plane) Points(x, y []float64, first int, glyph string, hue kit.Hue) {
	for i := first % 2; i < len(x); i += 2 {
		p.Put(math.Log10(x[i]), p.inside(LogOf(y[i])), glyph, hue)
	}
}

// Curve draws lines between the points, leaving out those that are NaN.
func (p *Plane) Curve(x, y []float64, glyph string, hue kit.Hue) {
	last := -1
	for i := range x {
		if math.IsNaN(y[i]) {
			continue
		}
		if last >= 0 {
			p.line(math.Log10(x[last]), p.inside(LogOf(y[last])), math.Log10(x[i]), p.inside(LogOf(y[i])), glyph, hue)
		}
		last = i
	}
}

func (p *Plane) line(x0, y0, x1, y1 float64, glyph string, hue kit.Hue) {
	const n = 24
	for i := range n + 1 {
		s := float64(i) / n
		p.Put(x0+s*(x1-x0), y0+s*(y1-y0), glyph, hue)
	}
}

// Rule draws a vertical line.
func (p *Plane) Rule(x float64, hue kit.Hue) {
	col, _, ok := p.cell(min(max(x, p.minX), p.maxX), p.maxY)
	w, h := p.cells.Size()
	for row := 0; ok && row < h; row++ {
		p.cells.Signs[row*w+col] = Sign{"┆", hue.Color()}
	}
}

// inside moves what lies beyond the vertical axis to its end.
func (p *Plane) inside(y float64) float64 { return min(max(y, p.minY), p.maxY) }

// LogOf is the logarithm of an error; of 0 it is below every axis.
func LogOf(v float64) float64 {
	if v == 0 {
		return -300
	}
	return math.Log10(v)
}

// String draws the picture as large as its frame.
func (p *Plane) String() string {
	dimmed, labels := p.frame.Theme.Dimmed, p.yLabels()
	var lines []string
	for row, line := range strings.Split(p.cells.String(), "\n")[:len(labels)] {
		lines = append(lines, dimmed(labels[row])+line)
	}
	return kit.Fit(strings.Join(append(lines, dimmed(p.xLabels())), "\n"), p.frame.Width, p.frame.Height)
}

// yLabels labels powers of ten far enough from one another, and draws the axis.
func (p *Plane) yLabels() []string {
	h := p.cells.Frame.Height
	labels := slices.Repeat([]string{strings.Repeat(" ", planeGutter-1) + "┤"}, h)
	step := roundUp((p.maxY-p.minY)/float64(max(1, h-1))*2, []float64{1, 2, 4, 5, 10})
	for y := 0.0; y >= p.minY; y -= step {
		if _, row, ok := p.cell(p.minX, y); ok {
			labels[row] = fmt.Sprintf("%*s ┤", planeGutter-2, decade(y))
		}
	}
	if h > 0 && strings.TrimSpace(labels[0]) == "┤" {
		labels[0] = fmt.Sprintf("%*s ┤", planeGutter-2, p.YName)
	}
	return labels
}

func (p *Plane) xLabels() string {
	line := []byte(strings.Repeat(" ", max(0, p.frame.Width)))
	copy(line, fmt.Sprintf("%*s", planeGutter-2, p.XName))
	width := max(1, p.frame.Width-planeGutter-1)
	step := roundUp((p.maxX-p.minX)/float64(width)*7, []float64{1, 2, 3, 4, 5, 10})
	for x := p.maxX; x >= p.minX; x -= step {
		if col, _, ok := p.cell(x, p.minY); ok {
			text := decade(x)
			at := min(max(planeGutter+col-len(text)/2, planeGutter), p.frame.Width-len(text))
			if at >= planeGutter {
				copy(line[at:], text)
			}
		}
	}
	return string(line)
}

// decade writes a power of ten.
func decade(x float64) string { return fmt.Sprintf("1e%.0f", x) }

// roundUp returns the first of the stops that is at least x: decades are
// counted in steps of their own.
func roundUp(x float64, stops []float64) float64 {
	i := slices.IndexFunc(stops, func(s float64) bool { return s >= x-1e-9 })
	if i < 0 {
		i = len(stops) - 1
	}
	return stops[i]
}
