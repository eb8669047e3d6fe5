package descent

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"nntui/model/surface"
	"nntui/tui/chart"
)

// A sign is a character on the map, with what it stands for.
type sign struct{ glyph, words string }

// The signs of a map, in the order of its legend.
var (
	signStart   = sign{"○", "start"}
	signNow     = sign{"●", "now"}
	signGlobal  = sign{"◆", "global"}
	signLocal   = sign{"◇", "local"}
	signSaddle  = sign{"✛", "saddle"}
	signMaximum = sign{"△", "maximum"}
	signMany    = sign{"", "(zoom in for saddles, maxima)"}
	signCursor  = sign{"┼", "cursor"}
	signDown    = sign{"↓", "downhill"}
)

var signs = []sign{signStart, signNow, signGlobal, signLocal, signSaddle, signMaximum, signMany, signCursor, signDown, signBest}

// A plotter draws on a map in the coordinates of the plane, and keeps which
// signs it has.
type plotter struct {
	*chart.Grid
	view surface.Rect
	has  map[sign]bool
}

// place returns the place of a point in dots.
func (p plotter) place(at surface.Point) (x, y float64) {
	w, h := p.Dots()
	return p.view.Pixel(at, w, h)
}

// put puts a sign on a point or, where another is there already, beside it. Of
// a point that is not on the map it stands at the edge, with an arrow.
func (p plotter) put(at surface.Point, s sign, ink color.Color) {
	x, y := p.place(at)
	if math.IsNaN(x + y) {
		return
	}
	w, h := p.Dots()
	dx, dy := beyond(x, w), beyond(y, h)
	if dx != 0 || dy != 0 {
		x, y = min(max(x, 0), float64(w-1)), min(max(y, 0), float64(h-1))
		col, row, _ := p.Cell(x, y)
		if col, row = p.free(col, row, x, y); col >= 0 {
			p.Put(col, row, arrows[dy+1][dx+1], ink, true)
		}
	}
	col, row, _ := p.Cell(x, y)
	if col, row = p.free(col-dx, row-dy, x, y); col >= 0 {
		p.Put(col, row, s.glyph, ink, true)
		p.has[s] = true
	}
}

// beyond says on which side of an edge of n dots a place lies: -1, 0 or 1.
func beyond(at float64, n int) int {
	switch at = math.Round(at); {
	case at < 0:
		return -1
	case at >= float64(n):
		return 1
	}
	return 0
}

// arrows point from the middle to the eight sides, by row and column.
var arrows = [3][3]string{{"↖", "↑", "↗"}, {"←", " ", "→"}, {"↙", "↓", "↘"}}

// free returns the cell, or the one near it that is nearest to a place in dots,
// that no character is in yet; -1 where all are taken.
func (p plotter) free(col, row int, x, y float64) (freeCol, freeRow int) {
	const reach = 4
	across, down := p.cell()
	best := math.Inf(1)
	freeCol = -1
	for j := row - reach; j <= row+reach; j++ {
		for i := col - reach; i <= col+reach; i++ {
			far := math.Hypot((float64(i)+0.5)*across-0.5-x, (float64(j)+0.5)*down-0.5-y)
			if i == col && j == row {
				far = -1
			}
			if far < best && p.Free(i, j, 1, chart.Over+1) {
				best, freeCol, freeRow = far, i, j
			}
		}
	}
	return freeCol, freeRow
}

// cell returns the size of a cell in dots.
func (p plotter) cell() (across, down float64) {
	w, h := p.Dots()
	return float64(w) / float64(p.Frame.Width), float64(h) / float64(p.Frame.Height)
}

// critical puts the minima, the saddle points and the maxima on the map; of so
// many that they would cover it, only the minima.
func (p plotter) critical(s *surface.Surface) {
	const room = 1.0 / 12 // of the cells
	signs := map[surface.Point]sign{}
	var minima, others []surface.Point
	for _, m := range s.Minima {
		minima = append(minima, m.Point)
		if signs[m.Point] = signLocal; m.Global {
			signs[m.Point] = signGlobal
		}
	}
	for at, list := range [...][]surface.Critical{s.Saddles, s.Maxima} {
		for _, c := range list {
			others = append(others, c.Point)
			signs[c.Point] = [...]sign{signSaddle, signMaximum}[at]
		}
	}
	outside := func(q surface.Point) bool { return !p.view.Contains(q) }
	minima, others = slices.DeleteFunc(minima, outside), slices.DeleteFunc(others, outside)
	if many := float64(len(minima) + len(others)); many > room*float64(p.Frame.Width*p.Frame.Height) && len(others) > 0 {
		others = nil
		p.has[signMany] = true
	}
	for _, q := range append(minima, others...) {
		p.put(q, signs[q], chart.OnMap(p.Frame))
	}
}

// legend lists the signs that are on the map.
func (p plotter) legend() (list []string) {
	for _, s := range signs {
		if p.has[s] {
			list = append(list, strings.TrimSpace(s.glyph+" "+s.words))
		}
	}
	return list
}

// longestLegend is a legend of all signs but those of a cursor and of slopes.
func longestLegend() []string {
	return plotter{has: map[sign]bool{signStart: true, signNow: true, signGlobal: true, signLocal: true, signSaddle: true, signMaximum: true}}.legend()
}

// downhill puts arrows on the map in the direction of the steepest descent, as
// it is seen there, where nothing else is.
func (p plotter) downhill(s *surface.Surface) {
	const every, rows = 6, 3
	w, h := p.Frame.Width, p.Frame.Height
	for row := rows / 2; row < h; row += rows {
		for col := every / 2; col < w; col += every {
			at := p.view.At(col, row, w, h)
			if math.IsNaN(s.F(at.X, at.Y)) {
				continue
			}
			dx, dy := s.Grad(at.X, at.Y)
			i, j := direction(-dx/(p.view.MaxX-p.view.MinX)*float64(w), dy/(p.view.MaxY-p.view.MinY)*2*float64(h), p.Frame.ASCII)
			if (i != 0 || j != 0) && p.Free(col-1, row, 3, chart.Middle) {
				p.Put(col, row, arrows[j+1][i+1], chart.OnMap(p.Frame), false)
				p.has[signDown] = true
			}
		}
	}
}

// direction returns which of eight directions is nearest to one on the screen,
// of four where the others have no characters; (0, 0) of none.
func direction(x, y float64, four bool) (i, j int) {
	size := math.Hypot(x, y)
	if !(size > 0) || math.IsInf(size, 0) {
		return 0, 0
	}
	if four && math.Abs(x) > math.Abs(y) {
		return int(math.Copysign(1, x)), 0
	} else if four {
		return 0, int(math.Copysign(1, y))
	}
	return int(math.Round(1.3066 * x / size)), int(math.Round(1.3066 * y / size))
}
