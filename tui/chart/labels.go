package chart

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// end is what stands at the right of a curve: its name, and its last value in
// view or that under the crosshair.
type end struct {
	name, says string
	value      float64
	pen        kit.Pen
}

func (e end) width() int { return ansi.StringWidth(e.name) + ansi.StringWidth(e.says) }

// in is the label in so many cells: of one that is too long, the name is cut
// rather than the value.
func (e end) in(width int) string {
	name := ansi.Truncate(e.name, max(width-ansi.StringWidth(e.says), 0), "…")
	return ansi.Truncate(name+e.says, width, "…")
}

// ends lists the labels of the curves in view that have one, the topmost curve
// first. halfDot is that much of the axis of the values.
func (p *Plot) ends(y axis.Axis, halfDot float64) (list []end) {
	for i := range slices.Backward(p.Curves) {
		c := &p.Curves[i]
		at, ok := c.last(p.X)
		if c.Name == "" || !ok {
			continue
		}
		if p.Crossed && !c.Bare {
			at, ok = c.nearest(p.Cross)
		}
		e := end{c.Name, "", c.Value(at), c.Pen}
		switch {
		case !ok:
			e.says = " -"
		case !c.Bare:
			e.says = " " + p.write(c.Said(at)) + p.beyond(y.At(c.Value(at)), halfDot, at < c.Len()-1)
		}
		list = append(list, e)
	}
	return list
}

// last returns the index of the last point on an axis, if there is any.
func (c *Curve) last(a axis.Axis) (i int, ok bool) {
	if c.Long != nil {
		i = sort.Search(c.Len(), func(i int) bool { return a.At(c.x(i)) > 1+1e-9 }) - 1
		return i, i >= 0 && a.At(c.x(i)) >= -1e-9
	}
	for i := range slices.Backward(c.Y) {
		if at := a.At(c.x(i)); at >= -1e-9 && at <= 1+1e-9 {
			return i, true
		}
	}
	return 0, false
}

// beyond returns a sign for a place above or below the area, or for a curve that
// goes on to the right of it.
func (p *Plot) beyond(y, halfDot float64, goesOn bool) string {
	switch {
	case y > 1+halfDot:
		return "▲"
	case y < -halfDot:
		return "▼"
	case !p.Crossed && goesOn:
		return "→"
	}
	return ""
}

func (p *Plot) write(v float64) string {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 1):
		return "inf"
	case math.IsInf(v, -1):
		return "-inf"
	case p.Value != nil:
		return p.Value(v)
	}
	return axis.Short(v, 4)
}

// rightLabels puts the labels beside the ends of their curves, moved apart: one
// at most to a row. Of more labels than rows the last ones are counted.
func (p *Plot) rightLabels(f kit.Frame, g *Grid, l layout) []end {
	rows := make([]end, l.area.Height)
	ends := l.ends
	if len(ends) > len(rows) {
		more := end{name: "+" + strconv.Itoa(len(ends)-len(rows)+1), value: math.Inf(-1), pen: f.Theme.Dim.Pen()}
		ends = append(slices.Clone(ends[:len(rows)-1]), more)
	}
	ends = slices.SortedStableFunc(slices.Values(ends), func(a, b end) int { return cmp.Compare(b.value, a.value) })
	wanted := make([]int, len(ends))
	_, h := g.Dots()
	for i, e := range ends {
		_, y := p.dot(g, p.X.Low, e.value)
		if math.IsNaN(y) {
			y = float64(h - 1)
		}
		wanted[i] = int(min(max(math.Round(y), 0), float64(h-1))) / g.down
	}
	for i, row := range spread(wanted, len(rows)) {
		rows[row] = end{name: " " + ends[i].in(l.margin-1), pen: ends[i].pen}
	}
	return rows
}

// spread moves rows, in their order, so far apart that each is another one of n
// at least as many.
func spread(rows []int, n int) []int {
	for i := range rows {
		if i > 0 {
			rows[i] = max(rows[i], rows[i-1]+1)
		}
	}
	for i := range slices.Backward(rows) {
		rows[i] = min(rows[i], n-len(rows)+i)
	}
	return rows
}

// leftLabels are the ticks of the values, with the axis: a string for each row.
// Where they all lie in the middles of rows, to half a dot, these have a mark; or
// else the named ones have one at the dot itself.
func (p *Plot) leftLabels(g *Grid, l layout) []string {
	rows, marks := make([]string, l.area.Height), make([]uint8, l.area.Height)
	dot := func(t axis.Tick) float64 {
		_, y := p.dot(g, p.X.Low, t.Value)
		return y
	}
	level := !slices.ContainsFunc(l.ticks, func(t axis.Tick) bool {
		y := dot(t)
		return math.Abs(y-math.Floor(math.Round(y)/float64(g.down))*float64(g.down)-float64(g.down-1)/2) >= 1
	})
	for _, t := range l.ticks {
		at := int(math.Round(dot(t)))
		if row := at / g.down; at >= 0 && row < len(rows) && (level || t.Label != "") {
			marks[row] |= braille[at%g.down][0]
			rows[row] = cmp.Or(rows[row], t.Label)
		}
	}
	bare, marked := kit.Blank(l.gutter-1)+"│", kit.Blank(l.gutter-1)+"┤"
	for row, label := range rows {
		switch {
		case !level && g.down > 1:
			rows[row] = kit.Blank(l.gutter-1-len(label)) + label + brailles[marks[row]|line]
		case label != "":
			rows[row] = marked[:l.gutter-1-len(label)] + label + "┤"
		case marks[row] != 0:
			rows[row] = marked
		default:
			rows[row] = bare
		}
	}
	return rows
}

// line has the bits of the right half of a cell.
const line = 0x08 | 0x10 | 0x20 | 0x80

// bottom is the x axis: its line, if there is room, and its labels.
func (p *Plot) bottom(to *Runs, f kit.Frame, g *Grid, l layout) {
	line, labels := NewGrid(f.Sized(f.Width, 1)), NewGrid(f.Sized(f.Width, 1))
	border, dim := f.Theme.Border.Color(), f.Theme.Dim.Color()
	line.Put(l.gutter-1, 0, "└"+strings.Repeat("─", l.area.Width), border, false)
	put := func(x float64, text string, ink color.Color) {
		col := p.column(g, x)
		at := min(max(l.gutter+col-(len(text)-1)/2, 0), f.Width-len(text))
		if text != "" && col >= 0 && col < l.area.Width && labels.room(at, len(text)) {
			labels.Put(at, 0, text, ink, false)
			line.Put(l.gutter+col, 0, "┴", border, false)
		}
	}
	if p.Crossed {
		put(p.Cross, axis.Short(p.Cross, 4), f.Theme.Accent.Color())
	}
	for _, t := range p.xTicks(l.area.Width) {
		put(t.Value, t.Label, dim)
	}
	name := ansi.Truncate(p.X.Name, max(l.gutter-1, l.margin-2, l.area.Width/2), "…")
	width := ansi.StringWidth(name)
	for _, at := range []int{l.gutter - 1 - width, f.Width - width} {
		if labels.room(at, width) {
			labels.Put(at, 0, name, dim, false)
			break
		}
	}
	if l.axis > 1 {
		line.Row(to, 0)
		to.NewLine()
	}
	labels.Row(to, 0)
}

// room reports whether a label of so many cells has blanks on both sides, or
// the end of the line.
func (g *Grid) room(at, n int) bool {
	from, to := max(at-1, 0), min(at+n+1, g.Frame.Width)
	return at >= 0 && g.Free(from, 0, to-from, Under)
}

// xTicks are the ticks of the x axis, the ends of one that counts before all.
func (p *Plot) xTicks(width int) []axis.Tick {
	ticks := p.X.Ticks(max(1, width/8))
	if p.X.Whole {
		for _, v := range []float64{p.X.High, p.X.Low} {
			if v == math.Round(v) {
				ticks = slices.Insert(ticks, 0, axis.Tick{Value: v, Label: axis.Short(v, 9)})
			}
		}
	}
	return ticks
}
