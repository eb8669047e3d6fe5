package chart

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// writeLevels writes levels on their lines, as hiking maps do: where these run
// from left to right and nothing else is near. The larger the map, the more.
func (g *Grid) writeLevels(r *Relief) {
	const times = 3 // at most, each level
	room := max(r.w*r.h/60, 4)
	placed := make([][]place, len(r.Levels.At))
	for n := range times {
		for _, k := range r.order() {
			if room == 0 || len(placed[k]) < n {
				continue // one that had no place before has none now
			}
			text := r.names[k]
			if p, ok := g.levelPlace(r, k, ansi.StringWidth(text), placed[k]); ok {
				g.Put(p.col, p.row, text, OnMap(g.Frame), false)
				placed[k] = append(placed[k], p)
				room--
			}
		}
	}
}

// order lists the levels, those first that have lines where others have none.
func (r *Relief) order() []int {
	order := make([]int, len(r.Levels.At))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return bits.TrailingZeros(uint(b)) - bits.TrailingZeros(uint(a)) })
	return order
}

// place is a cell.
type place struct{ col, row int }

// far reports whether a cell is not near any of some others, for a map so large.
func (p place) far(others []place, w, h int) bool {
	return !slices.ContainsFunc(others, func(o place) bool { return abs(p.col-o.col) < w/3 && abs(p.row-o.row) < h/3 })
}

// levelPlace returns where so many cells begin that a contour line runs through,
// best from left to right, with a cell around them that nothing but contour lines
// is in, far from others of the level.
func (g *Grid) levelPlace(r *Relief, k, width int, others []place) (at place, ok bool) {
	best := 1.0
	for y := 1; y < r.h-1; y++ {
		for x := 2; x+width < r.w-2; x++ {
			p := place{x, y}
			if off := r.off(x, y, width, k); off < best && p.far(others, r.w, r.h) && g.clear(x, y, width) {
				best, at, ok = off, p, true
			}
		}
	}
	return at, ok
}

// off says how badly the line of a level runs through cells, 0 for right through
// their middle from left to right, and at least 1 for not at all.
func (r *Relief) off(col, row, width, k int) float64 {
	mid := col + width/2
	switch {
	case r.runs(col-1, row, k) && r.runs(col+width, row, k):
		return r.aside(col, row, width, r.Levels.At[k])
	case r.runs(mid, row-1, k) && r.runs(mid, row, k) && r.runs(mid, row+1, k):
		for x := col - 1; x <= col+width; x++ {
			if x != mid && r.crossed[row*r.w+x] != 0 {
				return 1
			}
		}
		return 0.9 + 0.09*math.Abs(float64(2*row-r.h))/float64(r.h) // from top to bottom, best in the middle of the map
	}
	return 1
}

// aside says how far, in pixels, a level is from where cells are.
func (r *Relief) aside(col, row, width int, level float64) float64 {
	z := func(i, j int) float64 { return r.heights[j*r.w+i] }
	mid := col + width/2
	steep := math.Abs(z(mid, 2*row-1)-z(mid, 2*row+2)) / 3
	far := 0.0
	for _, i := range [...]int{col - 1, mid, col + width} {
		far = max(far, math.Abs((z(i, 2*row)+z(i, 2*row+1))/2-level))
	}
	return far / steep
}

// runs reports whether the line of a level runs through a cell.
func (r *Relief) runs(col, row, k int) bool { return r.crossed[row*r.w+col]>>k&1 == 1 }

// clear reports whether there is nothing but contour lines in and around cells.
func (g *Grid) clear(col, row, width int) bool {
	for by := -1; by <= 1; by++ {
		if !g.Free(col-1, row+by, width+2, Middle) {
			return false
		}
	}
	return true
}

// HeightBar is a line that says which heights the colours of a relief stand for
// and how the levels follow one another: a bar, or the levels in their colours.
func HeightBar(f kit.Frame, r *Relief) string {
	about := " " + r.Levels.About
	switch {
	case len(r.Levels.At) == 0 && r.Low > r.High:
		return kit.FitLine(f.Theme.Dimmed(r.Levels.Axis.Name+" is nowhere a number"), f.Width)
	case len(r.Levels.At) == 0:
		return kit.FitLine(r.Levels.Axis.Name+" is "+axis.Short(r.Low, 4)+f.Theme.Dimmed(" everywhere"), f.Width)
	case r.Fine:
		about = " finer than the map: zoom in"
	}
	if f.Width < 3*len(about) {
		about = strings.Replace(about, "even in log", "log", 1)
	}
	if f.Width < 2*len(about) || r.rough && !f.Blocks() {
		about = ""
	}
	name := r.Levels.Axis.Name + " "
	bar := f.Sized(f.Width-len(about)-len(name), 1)
	text := levelList(bar, r)
	if f.Blocks() {
		text = levelBar(bar, r)
	}
	return kit.FitLine(name+text+f.Theme.Dimmed(about), f.Width)
}

// ends writes the lowest and the highest height; what rounding leaves of 0 is 0.
func (r *Relief) ends() (low, high string) {
	write := func(v float64) string {
		const rounding = 1e-12 // of the range
		if math.Abs(v) < rounding*(r.High-r.Low) {
			v = 0
		}
		return axis.Short(v, 3)
	}
	return write(r.Low), write(r.High)
}

// levelBar has a piece for each band, all equally wide, with the lowest and the
// highest height at its ends and some of the levels where they are.
func levelBar(f kit.Frame, r *Relief) string {
	g, bands := NewGrid(f), len(r.Levels.At)+1
	for x := range f.Width {
		ink := r.ink(f.Theme, x*bands/f.Width)
		g.Ink(x, 0, ink)
		g.Ink(x, 1, ink)
	}
	first, last := r.ends()
	g.Put(0, 0, first, f.Theme.OnMap, false)
	if g.Free(f.Width-len(last)-1, 0, len(last)+1, Under) {
		g.Put(f.Width-len(last), 0, last, f.Theme.OnMap, false)
	}
	for k, name := range r.names {
		at, text := ((k+1)*f.Width+bands-1)/bands, "▏"+name
		if width := ansi.StringWidth(text); g.Free(at-1, 0, width+2, Under) {
			g.Put(at, 0, text, f.Theme.OnMap, false)
		}
	}
	return g.String()
}

// levelList names as many of the levels as there is room for, between the lowest
// and the highest height.
func levelList(f kit.Frame, r *Relief) string {
	first, last := r.ends()
	if r.rough {
		first = r.digit(0) + "≥" + first
	}
	room := f.Width - ansi.StringWidth(first) - len(last) - 1
	for every := 1; ; every *= 2 {
		var line strings.Builder
		for k := every - 1; k < len(r.Levels.At); k += every {
			name := r.names[k]
			switch {
			case name == "":
				continue
			case r.rough:
				name = r.digit(k+1) + "≥" + name
			}
			ink := f.Theme.Over(f.Theme.LevelInk(k, len(r.Levels.At)), nil, kit.TextContrast)
			line.WriteString(" " + kit.Look{Fg: ink}.Render(name))
		}
		if text := line.String(); ansi.StringWidth(text) <= room || every > len(r.Levels.At) {
			return kit.FitLine(first+text+" "+last, f.Width)
		}
	}
}

func abs(i int) int { return max(i, -i) }
