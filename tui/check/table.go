package check

import (
	"fmt"
	"math"
	"strings"

	"nntui/model/check"
	"nntui/tui/kit"
)

// drawTable draws the entries; a wide frame shows more digits and more of each.
func (t *Tab) drawTable(f kit.Frame, _ bool) (note, body string) {
	entries, at := t.runner.Snapshot.Entries, t.row()
	top, end := kit.List{At: at}.Window(len(t.order), f.Height-1)
	columns := newEntryColumns(f.Width)
	lines := []string{f.Theme.Dimmed(columns.head())}
	for i, index := range t.order[top:end] {
		lines = append(lines, columns.line(f, entries[index], top+i == at))
	}
	order := "in order"
	if t.sorted {
		order = "largest error first"
	}
	note = f.Theme.Dimmed(fmt.Sprintf("%s, %d to %d of %d", order, min(top+1, end), end, len(entries)))
	return note, strings.Join(lines, "\n")
}

// tableNeeds is a line for each entry, and those around them.
func (t *Tab) tableNeeds() int { return len(t.order) + 3 }

// entryColumns says what the table shows of an entry.
type entryColumns struct {
	value int  // the width of a derivative, with a space
	short int  // the width of an error
	all   bool // also show x, f(x) and the absolute error
	one   bool // leave both derivatives out
}

func newEntryColumns(width int) entryColumns {
	switch {
	case width >= 104:
		return entryColumns{value: min(20, (width-41)/4), short: 12, all: true}
	case width >= 76:
		return entryColumns{value: (width - 31) / 4, short: 7, all: true}
	}
	if width < 41 {
		return entryColumns{short: 7, one: true}
	}
	return entryColumns{value: min(20, (width-22)/2), short: 7}
}

func (c entryColumns) head() string {
	if c.all {
		return fmt.Sprintf("  %-9s %*s %*s %*s %*s %*s %*s", "by", c.value-1, "at", c.value-1, "f", c.value-1, "analytic", c.value-1, "numerical", c.short, "|a-n|", c.short, "error")
	}
	if c.one {
		return fmt.Sprintf("  %-9s %7s", "by", "error")
	}
	return fmt.Sprintf("  %-9s %*s %*s %7s", "by", c.value-1, "analytic", c.value-1, "numerical", "error")
}

func (c entryColumns) line(f kit.Frame, e check.Entry, here bool) string {
	value := func(v float64) string {
		return fmt.Sprintf(" %*s", c.value-1, digits(v, c.value-1))
	}
	pointer := " "
	if here {
		pointer = "▸"
	}
	text := fmt.Sprintf("%s %-9s", pointer, e.Name)
	switch {
	case c.one:
	case c.all:
		text += value(e.At) + value(e.Value) + value(e.Analytic) + value(e.Numerical) + c.error(e.Absolute)
	default:
		text += value(e.Analytic) + value(e.Numerical)
	}
	text += c.error(e.Relative)
	if here {
		text = f.Theme.Accent.Bold(text)
	}
	sign, hue := signOf(f, e)
	return text + hue.Bold(" "+sign)
}

// error shows an error with as many digits as its column has.
func (c entryColumns) error(e float64) string {
	return fmt.Sprintf(" %*s", c.short, fmt.Sprintf("%.*e", c.short-6, e))
}

// digits shows a number in at most width cells, with as many digits as fit.
func digits(v float64, width int) string {
	v += 0 // -0 is 0
	for precision := width - 2; precision > 1; precision-- {
		if s := fmt.Sprintf("%.*g", precision, v); len(s) <= width {
			return s
		}
	}
	return fmt.Sprintf("%.1g", v)
}

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
func shortError(e float64) string { return fmt.Sprintf("%.1e", e) }
