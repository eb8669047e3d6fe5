package descent

import (
	"image/color"
	"math"
	"slices"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// A sign is a character on the map, with what it stands for.
type sign struct{ glyph, words string }

// The signs of a map. Those of places stand in the very cell of their place.
var (
	signStart   = sign{"○", "start"}
	signNow     = sign{"●", "now"}
	signCursor  = sign{"┼", "cursor"}
	signGlobal  = sign{"◆", "global"}
	signBest    = sign{"◆", "best"}
	signLocal   = sign{"◇", "local"}
	signSaddle  = sign{"✛", "saddle"}
	signMaximum = sign{"△", "maximum"}
	signDown    = sign{"↓", "downhill"}
	signLoose   = sign{"!", "does not hold"}
	signMore    = sign{"", "(+ for more)"}
)

// signs has those of places in the order in which they matter where they meet:
// first those that move.
var signs = []sign{signStart, signNow, signCursor, signGlobal, signBest, signLocal, signSaddle, signMaximum}

// moves reports whether the sign is of a place that changes.
func (s sign) moves() bool { return slices.Contains(signs[:3], s) }

// signOf is the sign of a minimum.
func signOf(m surface.Minimum) sign {
	if m.Global {
		return signGlobal
	}
	return signLocal
}

// signOf is the sign of a minimum on the map, where a line of them is drawn as one.
func (p *plotter) signOf(m surface.Minimum) sign {
	switch {
	case m.Line == nil:
		return signOf(m)
	case m.Global:
		return sign{p.plain("⠶", "%"), m.Kind()}
	}
	return sign{p.plain("⠒", ":"), m.Kind()}
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
	view  surface.Rect
	near  float64 // how far a place may be from one that is reached; 0 for as far as a cell
	signs []sign
}

// has notes that a sign is on the map.
func (p *plotter) has(s sign) {
	if !slices.Contains(p.signs, s) {
		p.signs = append(p.signs, s)
	}
}

// plain returns the first character or, where there are only those of every font
// and it would look like another sign, the second.
func (p *plotter) plain(glyph, ascii string) string {
	if p.Frame.ASCII {
		return ascii
	}
	return glyph
}

// place returns the place of a point in dots.
func (p *plotter) place(at surface.Point) (x, y float64) {
	w, h := p.Dots()
	return p.view.Pixel(at, w, h)
}

// places puts signs on their cells. In one of several there is one that stands
// for all that move and for the first of the others, if they are there. What is not
// on the map stands at its edge.
func (p *plotter) places(list []place) {
	ink, here := chart.OnMap(p.Frame), map[[2]int][]place{}
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
		here[cell] = append(here[cell], q)
	}
	for _, cell := range cells {
		s := p.combined(here[cell])
		p.Put(cell[0], cell[1], s.glyph, ink, true)
		p.has(s)
	}
	for _, q := range outside {
		p.outside(q.at, q.sign, ink)
	}
}

// combined is the sign of a cell.
func (p *plotter) combined(list []place) sign {
	slices.SortFunc(list, func(a, b place) int { return slices.Index(signs, a.sign) - slices.Index(signs, b.sign) })
	shown := slices.IndexFunc(list, func(q place) bool { return !q.moves() })
	switch {
	case shown < 0:
		shown = len(list)
	case shown == 0 || p.meet(list[:shown+1]):
		shown++
	}
	if shown < len(list) {
		p.has(signMore)
	}
	if shown == 1 {
		return list[0].sign
	}
	words := list[0].words
	for _, q := range list[1:shown] {
		words += ", " + q.words
	}
	return sign{p.plain("◉", "0"), words}
}

// meet reports whether all places are where the last of them is.
func (p *plotter) meet(list []place) bool {
	last := list[len(list)-1].at
	return p.near == 0 || !slices.ContainsFunc(list, func(q place) bool { return !(q.at.Distance(last) < p.near) })
}

// outside puts a sign at the edge, with an arrow to where its place is.
func (p *plotter) outside(at surface.Point, s sign, ink color.Color) {
	x, y := p.place(at)
	if math.IsNaN(x + y) {
		return
	}
	w, h := p.Dots()
	dx, dy := beyond(x, w), beyond(y, h)
	col, row, _ := p.Cell(min(max(x, 0), float64(w-1)), min(max(y, 0), float64(h-1)))
	p.beside(col, row, arrows[dy+1][dx+1], ink)
	if p.beside(col-dx, row-dy, s.glyph, ink) && s.words != "" {
		p.has(s)
	}
}

// beside puts a character on a cell or, where there is one, beside it; none where
// all are taken.
func (p *plotter) beside(col, row int, glyph string, ink color.Color) bool {
	for _, by := range [...][2]int{{0, 0}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}} {
		if p.Free(col+by[0], row+by[1], 1, chart.Over+1) {
			p.Put(col+by[0], row+by[1], glyph, ink, true)
			return true
		}
	}
	return false
}

// label puts a letter on a point, or beside the sign there.
func (p *plotter) label(at surface.Point, letter string, ink color.Color) {
	if col, row, ok := p.Cell(p.place(at)); ok {
		p.beside(col, row, letter, ink)
	} else {
		p.outside(at, sign{glyph: letter}, ink)
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

// cell returns the size of a cell in dots.
func (p *plotter) cell() (across, down float64) {
	w, h := p.Dots()
	return float64(w) / float64(p.Frame.Width), float64(h) / float64(p.Frame.Height)
}

// lines draws the lines of minima, twice as wide where they are global.
func (p *plotter) lines(minima surface.Minima) {
	ink := chart.OnMap(p.Frame)
	for _, m := range minima {
		s := p.signOf(m)
		pen, phase := kit.Pen{Ink: ink, Sign: s.glyph}, 0.0
		if p.Frame.Dots() {
			pen.Dash = "xx "
		}
		for i := 1; i < len(m.Line); i++ {
			ax, ay := p.place(m.Line[i-1])
			bx, by := p.place(m.Line[i])
			if p.Touches(ax, ay, bx, by) {
				p.has(s)
				phase = p.stroke([2]float64{ax, ay}, [2]float64{bx, by}, &pen, chart.Middle, phase, m.Global && p.Frame.Dots())
			}
		}
	}
}

// critical lists the minima that are points, the saddle points and the maxima on the map; of so
// many that they would cover it, only the minima.
func (p *plotter) critical(s *surface.Surface) (list []place) {
	const room = 1.0 / 12 // of the cells
	for _, m := range s.Minima {
		if m.Line == nil {
			list = append(list, place{signOf(m), m.Point})
		}
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
		p.has(signMore)
		return lows
	}
	return list
}

// loose marks the minima that do not hold a method with its last step size.
func (p *plotter) loose(s descent.Snapshot) {
	if !s.Local() {
		return
	}
	for i, holds := range s.Holds {
		m := s.Surface.Minima[i]
		col, row, ok := p.Cell(p.place(m.Closest(s.Last().Point())))
		if !holds && ok && p.beside(col, row, signLoose.glyph, p.Frame.Theme.Bad.Color()) {
			p.has(signLoose)
		}
	}
}

// legend says what the signs on the map stand for.
func (p *plotter) legend() (list []string) {
	for _, s := range p.signs {
		if s != signMore {
			list = append(list, s.glyph+" "+s.words)
		}
	}
	if slices.Contains(p.signs, signMore) {
		list = append(list, signMore.words)
	}
	return list
}

// longestLegend is a legend of all signs that there may be, but for that of a
// cursor: the rows that it takes are always there.
func (t *Tab) longestLegend() []string {
	p := plotter{Grid: chart.NewGrid(t.body.Sized(1, 1)), signs: []sign{signStart, signNow, signGlobal, signLocal, signSaddle, signMaximum}}
	if s := t.runner.Snapshot.Surface; s != nil && slices.ContainsFunc(s.Minima, func(m surface.Minimum) bool { return m.Line != nil }) {
		p.signs = []sign{signStart, signNow, signSaddle, signMaximum}
		for _, m := range s.Minima {
			p.has(p.signOf(m))
		}
	}
	if t.downhill {
		p.has(signDown)
	}
	return append(p.legend(), t.racers(t.body)...)
}

// lettered reports whether letters on the map are those of minima, and not of
// methods.
func (t *Tab) lettered(f kit.Frame) bool { return t.view == "basins" && !f.Blocks() }

// racers names the letters of a race, if the table that does is not there.
func (t *Tab) racers(f kit.Frame) (list []string) {
	if runs := t.runs(); t.full && len(runs) > 1 && !t.lettered(f) {
		for _, r := range runs {
			list = append(list, methodLetter(r.Method)+" "+r.Method)
		}
	}
	return list
}

// downhill puts arrows on the map in the direction of the steepest descent, as
// it is seen there, where nothing else is.
func (p *plotter) downhill(s *surface.Surface) {
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
				p.has(signDown)
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
	return int(math.Round(1.3066 * (x / size))), int(math.Round(1.3066 * (y / size)))
}
