package check

import (
	"fmt"
	"image/color"
	"math"
	"strconv"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/check"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// The heat map goes from an error of 1e-16 to 1; without blocks it has a sign
// for each of its steps, low to high.
const (
	coolest  = -16.0
	heatSign = " .:-=+*#%@"
)

// drawHeat draws a cell for each entry of the tensor under the cursor.
func (t *Tab) drawHeat(f kit.Frame) (note, body string) {
	h, ok := t.heatIn(f)
	if !ok {
		return "", ""
	}
	m, _ := t.tensor()
	note = f.Theme.Dimmed(fmt.Sprintf("d%s, %s  ", m.Name, shape(m))) + tensorKey + f.Theme.Dimmed(" next")
	return note, kit.Above(h.String(), "", heatLegend(f), t.readout(f))
}

// heatIn is the heat map of the tensor under the cursor in a panel.
func (t *Tab) heatIn(f kit.Frame) (h heatMap, ok bool) {
	m, ok := t.tensor()
	if !ok {
		return h, false
	}
	h = newHeatMap(f.Sized(f.Width-gutter, f.Height-4), t.runner.Snapshot.Entries[m.First:m.First+m.Done], m, t.cursor-m.First)
	h.look(t.leans)
	return h, true
}

// heatNeeds is what the matrix fills, and the lines around it.
func (t *Tab) heatNeeds(width int) int {
	if m, ok := t.tensor(); ok {
		return m.Rows*tallest(m, width-2-gutter) + 6
	}
	return anyHeight(t, width)
}

// tallest is how many lines an entry can have in that width.
func tallest(m check.Tensor, width int) int {
	const most = 5
	return max(1, min(width/(2*m.Cols), most))
}

// gutter is the width of the row numbers left of a heat map.
const gutter = 5

// heatMap is a matrix of errors; where it is larger than its frame, the part
// around the cursor.
type heatMap struct {
	frame      kit.Frame
	entries    []check.Entry
	rows, cols int
	cell       int // the width of an entry on the screen
	tall       int // and its height
	row, col   int // of the cursor
	top, left  int
	high, far  int // one past the last row and column that are seen
}

func newHeatMap(f kit.Frame, entries []check.Entry, m check.Tensor, cursor int) heatMap {
	h := heatMap{frame: f, entries: entries, rows: m.Rows, cols: m.Cols, cell: 1, row: cursor / m.Cols, col: cursor % m.Cols}
	h.tall = max(1, min(f.Height/m.Rows, tallest(m, f.Width)))
	if 2*m.Cols <= f.Width {
		h.cell = 2 * h.tall
	}
	h.look(leans{})
	return h
}

// look turns to the part around the cursor.
func (h *heatMap) look(l leans) {
	h.top, h.high = kit.List{At: h.row, Lean: l.row}.Window(h.rows, max(1, h.frame.Height/h.tall))
	h.left, h.far = kit.List{At: h.col, Lean: l.col}.Window(h.cols, max(1, h.frame.Width/h.cell))
}

// at returns the entry at a place of the panel that the map is drawn in, below
// its line of column numbers.
func (h heatMap) at(m tea.Mouse) (row, col int, ok bool) {
	if m.X < gutter || m.Y < 1 {
		return 0, 0, false
	}
	row, col = h.top+(m.Y-1)/h.tall, h.left+(m.X-gutter)/h.cell
	return row, col, row < h.high && col < h.far && row*h.cols+col < len(h.entries)
}

func (h heatMap) String() string {
	const beyond = 4 // cells, for the number of the last column
	g := chart.NewGrid(h.frame.Sized(gutter+h.cell*(h.far-h.left)+beyond, 1+h.tall*(h.high-h.top)))
	h.numberColumns(g)
	for row := h.top; row < h.high; row++ {
		y := 1 + h.tall*(row-h.top)
		h.numberRow(g, row, y+h.middle())
		for col := h.left; col < h.far && row*h.cols+col < len(h.entries); col++ {
			h.draw(g, row, col, gutter+h.cell*(col-h.left), y)
		}
	}
	return g.String()
}

// middle is the line of an entry that its sign stands in.
func (h heatMap) middle() int { return (h.tall - 1) / 2 }

// numberRow labels the row of the cursor and others far enough from one another,
// with an arrow where there are more.
func (h heatMap) numberRow(g *chart.Grid, row, y int) {
	arrow, theme := " ", h.frame.Theme
	switch {
	case row == h.top && h.top > 0:
		arrow = "▲"
	case row == h.high-1 && h.high < h.rows:
		arrow = "▼"
	}
	here, ink := row == h.row, theme.Dim.Color()
	if here {
		ink = theme.Accent.Color()
	}
	if here || h.tall > 1 || row%4 == 0 || arrow != " " {
		g.Put(0, y, fmt.Sprintf("%s%*d", arrow, gutter-2, row), ink, here)
	}
}

// numberColumns labels the column of the cursor and others far enough from one
// another, with arrows where there are more.
func (h heatMap) numberColumns(g *chart.Grid) {
	dim := h.frame.Theme.Dim.Color()
	place := func(col int) int { return gutter + h.cell*(col-h.left) + (h.cell-1)/2 }
	g.Put(place(h.col), 0, strconv.Itoa(h.col), dim, false)
	for col := h.left; col < h.far; col++ {
		if at := place(col); col%max(1, 8/h.cell) == 0 && g.Free(at-3, 0, 7, chart.Under) {
			g.Put(at, 0, strconv.Itoa(col), dim, false)
		}
	}
	if h.left > 0 {
		g.Put(gutter-1, 0, "◀", dim, false)
	}
	if h.far < h.cols {
		g.Put(gutter+h.cell*(h.far-h.left), 0, "▶", dim, false)
	}
}

// draw paints an entry, with a gap to the next where it is large, and over it a
// sign where it fails, has a kink, or is under the cursor.
func (h heatMap) draw(g *chart.Grid, row, col, x, y int) {
	e, theme, gap := h.entries[row*h.cols+col], h.frame.Theme, min(h.tall-1, 1)
	level, width := heat(e.Relative), h.cell-gap
	text, hue := signOf(h.frame, e)
	paint(g, x, y, width, 2*h.tall-gap, level, hue.Color())
	switch here := row == h.row && col == h.col; {
	case here && h.cell >= 2:
		text = "▸◂"
	case here:
		text = "●"
	case !e.Kink && e.OK():
		return
	}
	ink := hue.Color()
	if h.frame.Blocks() {
		ink = theme.OnMap
	}
	before := kit.Blank((width - ansi.StringWidth(text)) / 2)
	g.Put(x, y+h.middle(), kit.FitLine(before+text, width), ink, true)
}

// paint colours cells, so many pixels high, by a level or, where there are no
// blocks, fills those that are whole with its sign.
func paint(g *chart.Grid, x, y, width, pixels int, level float64, ink color.Color) {
	ramp := g.Frame.Theme.Ramp
	for k := range width * pixels {
		at, pixel := x+k%width, 2*y+k/width
		if g.Frame.Blocks() {
			g.Ink(at, pixel, ramp[rung(level, len(ramp))])
		} else if i := rung(level, len(heatSign)); pixel%2 == 1 {
			g.Area(at, pixel/2, chart.Sign{Glyph: heatSign[i : i+1], Color: ink})
		}
	}
}

// rung is the one of n for a level from 0 to 1.
func rung(level float64, n int) int { return int(level*float64(n-1) + 0.5) }

// heat is where the logarithm of an error stands from coolest, 0, to an error
// of 1 or more.
func heat(relative float64) float64 {
	if math.IsNaN(relative) {
		return 1
	}
	return min(max(1-math.Log10(relative)/coolest, 0), 1)
}

// heatLegend explains the colours and, as far as there is room, the signs.
func heatLegend(f kit.Frame) string {
	width := 16
	if f.Width < 36 {
		width = 8
	}
	scale := chart.NewGrid(f.Sized(width, 1))
	for i := range width {
		paint(scale, i, 0, 1, 2, float64(i)/float64(width-1), nil)
	}
	return roomFor(f.Width, " "+f.Theme.Dimmed("1e-16 ")+scale.String()+f.Theme.Dimmed(" 1"),
		f.Theme.Dimmed("  ✗ differs"), f.Theme.Dimmed(" ◇ kink"), f.Theme.Dimmed(" ? doubtful"), f.Theme.Dimmed(" ∅ undefined"))
}

// readout shows the entry under the cursor, in one line as long as the frame.
func (t *Tab) readout(f kit.Frame) string {
	s := t.runner.Snapshot
	if t.cursor >= len(s.Entries) {
		return ""
	}
	e := s.Entries[t.cursor]
	sign, hue := signOf(f, e)
	width := min(14, max(8, (f.Width-28)/2))
	if f.Width < 40 {
		return " " + f.Theme.Bold(e.Name) + "  " + shortError(e.Relative) + " " + hue.Bold(sign)
	}
	return fmt.Sprintf(" %s a %s n %s  %s ", f.Theme.Bold(e.Name), digits(e.Analytic, width), digits(e.Numerical, width), shortError(e.Relative)) +
		hue.Bold(sign)
}
