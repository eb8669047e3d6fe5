package descent

import (
	"cmp"
	"image/color"
	"maps"
	"math"
	"slices"
	"strings"

	"nntui/model/surface"
	"nntui/tui/chart"
)

// A sign is a character on the map, with what it stands for.
type sign struct{ glyph, words string }

// The signs of a map, in the order of its legend. Those of places stand in the
// very cell of their place.
var (
	signStart   = sign{"○", "start"}
	signNow     = sign{"●", "now"}
	signGlobal  = sign{"◆", "global"}
	signLocal   = sign{"◇", "local"}
	signSaddle  = sign{"✛", "saddle"}
	signMaximum = sign{"△", "maximum"}
	signMore    = sign{"", "(+ for more)"}
	signCursor  = sign{"┼", "cursor"}
	signDown    = sign{"↓", "downhill"}
)

var signs = []sign{signStart, signNow, signGlobal, signLocal, signSaddle, signMaximum, signCursor, signBest, signDown}

// moves reports whether the sign is of a place that changes.
func (s sign) moves() bool { return s == signNow || s == signStart || s == signCursor }

// signOf is the sign of a minimum.
func signOf(m surface.Minimum) sign {
	if m.Global {
		return signGlobal
	}
	return signLocal
}

// A place is a sign and where it stands.
type place struct {
	sign
	at surface.Point
}

// A plotter draws on a map in the coordinates of the plane, and keeps which
// signs it has.
type plotter struct {
	*chart.Grid
	view surface.Rect
	has  map[sign]bool
}

// plain returns the first character or, where there are only those of every font
// and it would look like another sign, the second.
func (p plotter) plain(glyph, ascii string) string {
	if p.Frame.ASCII {
		return ascii
	}
	return glyph
}

// place returns the place of a point in dots.
func (p plotter) place(at surface.Point) (x, y float64) {
	w, h := p.Dots()
	return p.view.Pixel(at, w, h)
}

// places puts signs on their cells. In one of several there is one that stands
// for all that move and for the first of the others. What is not on the map
// stands at its edge.
func (p plotter) places(list []place) {
	ink, here := chart.OnMap(p.Frame), map[[2]int][]sign{}
	var cells [][2]int
	var outside []place
	for _, q := range list {
		col, row, ok := p.Cell(p.place(q.at))
		if !ok {
			outside = append(outside, q)
			continue
		}
		cell := [2]int{col, row}
		if here[cell] == nil {
			cells = append(cells, cell)
		}
		here[cell] = append(here[cell], q.sign)
	}
	for _, cell := range cells {
		s := p.combined(here[cell])
		p.Put(cell[0], cell[1], s.glyph, ink, true)
		p.has[s] = true
	}
	for _, q := range outside {
		p.outside(q, ink)
	}
}

// combined is the sign of a cell.
func (p plotter) combined(list []sign) sign {
	slices.SortStableFunc(list, func(a, b sign) int { return cmp.Compare(p.order(a), p.order(b)) })
	shown := slices.IndexFunc(list, func(s sign) bool { return !s.moves() }) + 1
	if shown == 0 {
		shown = len(list)
	}
	if shown < len(list) {
		p.has[signMore] = true
	}
	if shown == 1 {
		return list[0]
	}
	var words []string
	for _, s := range list[:shown] {
		words = append(words, s.words)
	}
	return sign{p.plain("◉", "0"), strings.Join(words, ", ")}
}

// order is where a sign stands among those of a cell: what moves first.
func (p plotter) order(s sign) int {
	at := slices.Index(signs, s)
	if !s.moves() {
		at += len(signs)
	}
	return at
}

// outside puts a sign at the edge, with an arrow to where its place is.
func (p plotter) outside(q place, ink color.Color) {
	x, y := p.place(q.at)
	if math.IsNaN(x + y) {
		return
	}
	w, h := p.Dots()
	dx, dy := beyond(x, w), beyond(y, h)
	x, y = min(max(x, 0), float64(w-1)), min(max(y, 0), float64(h-1))
	col, row, _ := p.Cell(x, y)
	if i, j := p.free(col, row, x, y); i >= 0 {
		p.Put(i, j, arrows[dy+1][dx+1], ink, true)
	}
	if i, j := p.free(col-dx, row-dy, x, y); i >= 0 {
		p.Put(i, j, q.glyph, ink, true)
		p.has[q.sign] = true
	}
}

// label puts a letter on the cell of a point or, where a sign is, beside it; none
// where all are taken.
func (p plotter) label(at surface.Point, letter string, ink color.Color) {
	col, row, ok := p.Cell(p.place(at))
	if !ok {
		p.outside(place{sign{glyph: letter}, at}, ink)
		return
	}
	for _, by := range [...][2]int{{0, 0}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}} {
		if p.Free(col+by[0], row+by[1], 1, chart.Over+1) {
			p.Put(col+by[0], row+by[1], letter, ink, true)
			return
		}
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

// critical lists the minima, the saddle points and the maxima on the map; of so
// many that they would cover it, only the minima.
func (p plotter) critical(s *surface.Surface) (list []place) {
	const room = 1.0 / 12 // of the cells
	for _, m := range s.Minima {
		list = append(list, place{signOf(m), m.Point})
	}
	minima := len(list)
	for _, c := range s.Saddles {
		list = append(list, place{signSaddle, c.Point})
	}
	for _, c := range s.Maxima {
		list = append(list, place{signMaximum, c.Point})
	}
	outside := func(q place) bool { _, _, ok := p.Cell(p.place(q.at)); return !ok }
	list, lows := slices.DeleteFunc(slices.Clone(list), outside), slices.DeleteFunc(list[:minima:minima], outside)
	if len(list) > len(lows) && float64(len(list)) > room*float64(p.Frame.Width*p.Frame.Height) {
		p.has[signMore] = true
		return lows
	}
	return list
}

// legend lists the signs that are on the map.
func (p plotter) legend() (list []string) {
	words := func(s sign) {
		if s.words != "" && p.has[s] {
			list = append(list, strings.TrimSpace(s.glyph+" "+s.words))
		}
	}
	for _, s := range signs {
		words(s)
	}
	for _, s := range slices.SortedFunc(maps.Keys(p.has), func(a, b sign) int { return cmp.Compare(a.words, b.words) }) {
		if !slices.Contains(signs, s) && s != signMore {
			words(s)
		}
	}
	words(signMore)
	return list
}

// longestLegend is a legend of all signs that there may be, but for that of a
// cursor: the rows that it takes are always there.
func (t *Tab) longestLegend() []string {
	p := plotter{has: map[sign]bool{signStart: true, signNow: true, signGlobal: true, signLocal: true, signSaddle: true, signMaximum: true, signDown: t.downhill}}
	return append(p.legend(), t.racers()...)
}

// racers names the letters of a race, if the table that does is not there.
func (t *Tab) racers() (list []string) {
	if runs := t.runs(); t.full && len(runs) > 1 {
		for _, r := range runs {
			list = append(list, methodLetter(r.Method)+" "+r.Method)
		}
	}
	return list
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
