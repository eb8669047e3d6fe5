package check

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

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
	m, ok := t.tensor()
	if !ok {
		return "", ""
	}
	h := newHeatMap(f.Sized(f.Width-gutter, f.Height-4), t.runner.Snapshot.Entries[m.First:m.First+m.Done], m, t.cursor-m.First)
	note = f.Theme.Dimmed(fmt.Sprintf("d%s, %s  ", m.Name, shape(m))) + tensorKey + f.Theme.Dimmed(" next")
	return note, kit.Above(h.String(), "", heatLegend(f), t.readout(f))
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
	h.top, h.high = kit.List{At: h.row}.Window(m.Rows, max(1, f.Height/h.tall))
	h.left, h.far = kit.List{At: h.col}.Window(m.Cols, max(1, f.Width/h.cell))
	return h
}

func (h heatMap) String() string {
	var lines chart.Runs
	lines.Add(h.columnNumbers(), chart.Look{Fg: h.frame.Theme.Dim.Color()})
	for row := h.top; row < h.high; row++ {
		for part := range h.tall {
			lines.NewLine()
			h.add(&lines, row, part == h.tall/2)
		}
	}
	return lines.String()
}

// add draws a line of a row of entries; their signs stand in its middle.
func (h heatMap) add(lines *chart.Runs, row int, middle bool) {
	lines.Add(h.rowNumber(row, middle))
	for col := h.left; col < h.far; col++ {
		if i := row*h.cols + col; i < len(h.entries) {
			h.draw(lines, h.entries[i], row == h.row && col == h.col, middle)
		}
	}
}

// rowNumber labels the row of the cursor and others far enough from one another.
func (h heatMap) rowNumber(row int, middle bool) (string, chart.Look) {
	number := func() string { return fmt.Sprintf("%s%*d ", h.goesOn(row), gutter-2, row) }
	switch {
	case !middle:
	case row == h.row:
		return number(), chart.Look{Fg: h.frame.Theme.Accent.Color(), Bold: true}
	case h.tall > 1 || row%4 == 0 || h.goesOn(row) != " ":
		return number(), chart.Look{Fg: h.frame.Theme.Dim.Color()}
	}
	return spaces[:gutter], chart.Look{}
}

// goesOn is an arrow beside the first row that is seen, or the last, where
// there are more.
func (h heatMap) goesOn(row int) string {
	switch {
	case row == h.top && h.top > 0:
		return "▲"
	case row == h.high-1 && h.high < h.rows:
		return "▼"
	}
	return " "
}

// columnNumbers labels the column of the cursor, and others far enough from it,
// with arrows where there are more.
func (h heatMap) columnNumbers() string {
	cells := h.cell * (h.far - h.left)
	line := []byte(strings.Repeat(" ", cells+4))
	put := func(col int) { copy(line[h.cell*(col-h.left)+(h.cell-1)/2:], strconv.Itoa(col)) }
	for col := h.left; col < h.far; col++ {
		if col%max(1, 8/h.cell) == 0 && (col-h.col)*(col-h.col)*h.cell*h.cell >= 16 {
			put(col)
		}
	}
	put(h.col)
	before, after := " ", string(line[cells:])
	if h.left > 0 {
		before = "◀"
	}
	if h.far < h.cols {
		after = "▶"
	}
	return spaces[:gutter-1] + before + string(line[:cells]) + after
}

// draw adds the cell of an entry: a colour or a sign for how large its error is,
// and over that a sign where it fails, has a kink, or is under the cursor.
func (h heatMap) draw(lines *chart.Runs, e check.Entry, here, signs bool) {
	level := heat(e.Relative)
	text, hue := signOf(h.frame, e)
	switch {
	case !signs || !here && !e.Kink && e.OK():
		text = ""
	case here && h.cell >= 2:
		text = "▸◂"
	case here:
		text = "●"
	}
	theme, look := h.frame.Theme, chart.Look{Fg: hue.Color(), Bold: text != ""}
	if h.frame.Blocks() {
		look = chart.Look{Fg: theme.OnMap, Bg: theme.Ramp[int(level*float64(len(theme.Ramp)-1)+0.5)], Bold: true}
		if level > 0.7 {
			look.Fg = theme.OnHot
		}
	} else if text == "" {
		i := int(level*float64(len(heatSign)-1) + 0.5)
		for range h.cell {
			lines.Add(heatSign[i:i+1], look)
		}
		return
	}
	gap := h.cell - ansi.StringWidth(text)
	lines.Add(spaces[:gap/2], look)
	lines.Add(text, look)
	lines.Add(spaces[:gap-gap/2], look)
}

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
	width, words := 16, []string{" 1  ✗ differs", " ? doubtful", " ◇ kink"}
	switch {
	case f.Width < 28:
		width, words = 8, []string{" 1"}
	case f.Width < 36:
		width, words = 8, words[:1]
	case f.Width < 43:
		words = words[:1]
	case f.Width < 54:
		words = slices.Delete(words, 1, 2)
	}
	var scale chart.Runs
	for i := range width {
		level := float64(i) / float64(width-1)
		if f.Blocks() {
			scale.Add(" ", chart.Look{Bg: f.Theme.Ramp[int(level*float64(len(f.Theme.Ramp)-1)+0.5)]})
		} else {
			j := int(level*float64(len(heatSign)-1) + 0.5)
			scale.Add(heatSign[j:j+1], chart.Look{})
		}
	}
	return " " + f.Theme.Dimmed("1e-16 ") + scale.String() + f.Theme.Dimmed(strings.Join(words, ""))
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
