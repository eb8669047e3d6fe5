package chart

import (
	"math"
	"strings"

	"github.com/guptarohit/asciigraph"
)

// asciigraph draws the curves without dots.
//
// asciigraph gets each curve alone, in units of rows, one value a column, so
// that none of its own rules applies: its bounds only widen, its sampling loses
// spikes, infinities make it panic, an empty or all-NaN chart prints garbage,
// constant curves collapse into one line, and what is drawn later hides what
// was drawn before. Its characters then go to the grid.
func (p *Plot) asciigraph(g *Grid) {
	w, h := g.Frame.Width, g.Frame.Height
	for i := range p.Curves {
		c := &p.Curves[i]
		if c.Loose {
			p.trace(g, c)
			continue
		}
		rows := p.rows(g, c)
		if rows == nil {
			continue
		}
		// A value more than there are columns: the plot has a column between two.
		text := asciigraph.Plot(append(rows, rows[w-1]), asciigraph.Height(max(h-1, 1)), asciigraph.LowerBound(0),
			asciigraph.UpperBound(float64(max(h-1, 1))), asciigraph.Precision(0), asciigraph.Offset(1), asciigraph.YAxisValueFormatter(func(float64) string { return "" }))
		for row, line := range strings.Split(text, "\n") {
			signs := []rune(line)
			for col := 0; col < w && row < h; col++ {
				if at := len(axisOf(signs)) + col; at < len(signs) && signs[at] != ' ' {
					g.share(col, row, string(signs[at]), c)
				}
			}
		}
	}
}

// axisOf returns what asciigraph puts in front of a row of a plot.
func axisOf(row []rune) []rune {
	for i, r := range row {
		if r == '┤' || r == '┼' {
			return row[:i+1]
		}
	}
	return row
}

// share puts a character of a curve into a cell; one that another curve of its
// rank runs through is theirs by turns. Dashed curves have their sign where they
// are level, by which they are known without colour.
func (g *Grid) share(col, row int, glyph string, c *Curve) {
	at := &g.cells[row*g.Frame.Width+col]
	if at.over.Glyph != "" && (at.rank > c.Rank || at.rank == c.Rank && col/2%2 == 0) {
		return
	}
	if c.Pen.Dash != "" && glyph == "─" {
		glyph = c.Pen.Sign
	}
	at.over, at.bold, at.rank = Sign{glyph, c.Pen.Ink}, c.Pen.Bold, c.Rank
}

// rows brings a curve to one value for each column of the area, in rows from
// the bottom, nil where none is on it. Where several points share a column, the
// one farthest from the column before stands for them, so that no spike is
// lost; where columns are more than points, lines run between them.
func (p *Plot) rows(g *Grid, c *Curve) []float64 {
	w, h := float64(g.Frame.Width-1), float64(g.Frame.Height-1)
	rows := make([]float64, g.Frame.Width)
	for i := range rows {
		rows[i] = math.NaN()
	}
	drawn, lastX, lastY, before := false, math.NaN(), math.NaN(), -1.0
	for i := range c.seen(p.X, g.Frame.Width) {
		x, y := p.X.At(c.x(i))*w, p.Y.At(c.Value(i))*h
		if math.IsNaN(x + y) {
			lastX = x
			lastY = math.NaN()
			continue
		}
		for col := math.Ceil(max(lastX, -0.5)); col < math.Round(x) && col <= w && !math.IsNaN(lastY); col++ {
			if at := &rows[int(col)]; math.IsNaN(*at) {
				*at = lastY + (y-lastY)*(col-lastX)/(x-lastX)
				drawn = true
			}
		}
		if col := math.Round(x); col >= 0 && col <= w {
			at := &rows[int(col)]
			if col > 0 && !math.IsNaN(rows[int(col)-1]) {
				before = rows[int(col)-1]
			}
			if math.IsNaN(*at) || math.Abs(y-before) > math.Abs(*at-before) {
				*at = y
			}
			drawn = true
		}
		lastX, lastY = x, y
	}
	if !drawn {
		return nil
	}
	for i, v := range rows {
		if v < -0.5 || v > h+0.5 { // beyond the axis: not to be read as a value at its edge
			rows[i] = math.NaN()
			g.leave(i, v < 0, c)
		}
	}
	return rows
}

// leave puts an arrow where a curve is beyond the area.
func (g *Grid) leave(col int, below bool, c *Curve) {
	if below {
		g.Put(col, g.Frame.Height-1, "▼", c.Pen.Ink, true)
	} else {
		g.Put(col, 0, "▲", c.Pen.Ink, true)
	}
}
