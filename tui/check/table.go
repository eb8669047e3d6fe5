package check

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/check"
	"nntui/tui/kit"
)

// drawTable draws the entries; a wide frame shows more digits and more of each.
func (t *Tab) drawTable(f kit.Frame) (note, body string) {
	entries, at := t.runner.Snapshot.Entries, t.row()
	top, end := kit.List{At: at, Lean: t.leans.table}.Window(len(t.order), f.Height-1)
	columns := columnsFor(f.Width)
	lines := []string{f.Theme.Dimmed(headLine(columns))}
	for i, index := range t.order[top:end] {
		lines = append(lines, entryLine(f, columns, entries[index], top+i == at))
	}
	order := "in order"
	if t.sorted {
		order = "largest error first"
	}
	note = f.Theme.Dimmed(fmt.Sprintf("%s, %d to %d of %d", order, min(top+1, end), end, len(entries)))
	return note, strings.Join(lines, "\n")
}

// tableNeeds is a line for each entry, and those around them.
func (t *Tab) tableNeeds(int) int { return len(t.order) + 3 }

// A column of the table shows a number of each entry.
type column struct {
	name  string
	width int
	of    func(check.Entry) float64
	text  func(to []byte, v float64, width int) []byte // adds a number
}

// columnsFor returns the columns that a table of that width has room for.
func columnsFor(width int) []column {
	value, short, all := min(20, (width-22)/2), 7, width >= 76
	switch {
	case width >= 104:
		value, short = min(20, (width-41)/4), 12
	case all:
		value = (width - 31) / 4
	}
	list := []column{
		{"at", value - 1, func(e check.Entry) float64 { return e.At }, appendDigits},
		{"f", value - 1, func(e check.Entry) float64 { return e.Value }, appendDigits},
		{"analytic", value - 1, func(e check.Entry) float64 { return e.Analytic }, appendDigits},
		{"numerical", value - 1, func(e check.Entry) float64 { return e.Numerical }, appendDigits},
		{"|a-n|", short, func(e check.Entry) float64 { return e.Absolute }, appendError},
		{"error", short, func(e check.Entry) float64 { return e.Relative }, appendError},
	}
	switch {
	case width < 41:
		return list[5:]
	case !all:
		return slices.Delete(list[2:], 2, 3)
	}
	return list
}

func headLine(columns []column) string {
	text := "  by       "
	for _, c := range columns {
		text += fmt.Sprintf(" %*s", c.width, c.name)
	}
	return text
}

func entryLine(f kit.Frame, columns []column, e check.Entry, here bool) string {
	line := make([]byte, 0, 2*f.Width+64)
	pointer, out := "  ", ""
	if here {
		line = append(line, kit.Look{Fg: f.Theme.Accent.Color(), Bold: true}.Begin()...)
		pointer, out = "▸ ", ansi.ResetStyle
	}
	line = append(append(line, pointer...), e.Name...)
	line = append(line, kit.Blank(9-len(e.Name))...)
	for _, c := range columns {
		start := len(line)
		line = c.text(line, c.of(e), c.width)
		number := len(line) - start
		line = append(line, kit.Blank(max(1, 1+c.width-number))...)
		copy(line[len(line)-number:], line[start:start+number])
		copy(line[start:], kit.Blank(len(line)-number-start))
	}
	sign, hue := signOf(f, e)
	line = append(line, out...)
	line = append(line, kit.Look{Fg: hue.Color(), Bold: true}.Begin()...)
	return string(append(append(append(line, ' '), sign...), ansi.ResetStyle...))
}

// appendError shows an error with as many digits as its column has.
func appendError(to []byte, e float64, width int) []byte {
	return strconv.AppendFloat(to, e, 'e', width-6, 64)
}

// appendDigits shows a number in at most width cells, with as many digits as
// fit.
func appendDigits(to []byte, v float64, width int) []byte {
	v += 0 // -0 is 0
	for precision := width - 2; precision > 1; precision-- {
		if s := strconv.AppendFloat(to, v, 'g', precision, 64); len(s)-len(to) <= width {
			return s
		}
	}
	return strconv.AppendFloat(to, v, 'g', 1, 64)
}

// digits is that as a text.
func digits(v float64, width int) string { return string(appendDigits(nil, v, width)) }

// signOf is the verdict on an entry as a sign and a colour.
func signOf(f kit.Frame, e check.Entry) (string, kit.Hue) {
	switch e.Grade() {
	case check.GradeKink:
		return "◇", f.Theme.Warn
	case check.GradeGood:
		return "✓", f.Theme.Good
	case check.GradePassed:
		return "~", f.Theme.Good
	case check.GradeDoubtful:
		return "?", f.Theme.Warn
	case check.GradeUndefined:
		return "∅", f.Theme.Warn
	}
	return "✗", f.Theme.Bad
}

// seriousness orders entries by their error; a kink counts as none.
func seriousness(e check.Entry) float64 {
	switch {
	case e.Kink:
		return -1
	case math.IsNaN(e.Relative):
		return math.Inf(1)
	}
	return e.Relative
}

// shortError shows a relative error in at most seven characters.
func shortError(e float64) string { return strconv.FormatFloat(e, 'e', 1, 64) }
