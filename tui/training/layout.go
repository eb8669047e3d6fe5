package training

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// fit says how many cells each column takes: with room for a sign behind its
// texts and its name, and a blank between columns.
func (b *table) fit() {
	const most = 18
	for k := range b.columns {
		c := &b.columns[k]
		c.width = ansi.StringWidth(c.name)
		for _, cell := range c.cells {
			c.width = max(c.width, ansi.StringWidth(cell.text))
		}
		c.width = min(c.width, most) + 2
	}
}

// seen returns the columns that have room beside the first: losses always, then
// the setting that sorts the table, the others in their order, and then what else
// came of the runs.
func (b *table) seen(room int) (list []int) {
	var settings, late, rest []int
	for i, c := range b.columns[1:] {
		switch {
		case c.set:
			settings = append(settings, i+1)
		case c.late > 0:
			late = append(late, i+1)
		default:
			rest = append(rest, i+1)
			room -= c.width
		}
	}
	fits := func(i int) bool {
		if room < b.columns[i].width {
			return false
		}
		room -= b.columns[i].width
		return true
	}
	if slices.Contains(settings, b.by) && fits(b.by) {
		list = append(list, b.by)
	}
	for _, i := range settings {
		if i == b.by {
			continue
		}
		if !fits(i) {
			break
		}
		list = append(list, i)
	}
	slices.Sort(list)
	slices.SortFunc(late, func(i, k int) int { return cmp.Compare(b.columns[k].late, b.columns[i].late) })
	n := 0
	for n < len(late) && fits(late[n]) {
		n++
	}
	rest = append(rest, late[:n]...)
	slices.Sort(rest)
	return append(list, rest...)
}

// unseen names the settings that differ and have no room.
func (b *table) unseen(t *Tab, f kit.Frame) (names []string) {
	_, first := b.names(t, f)
	seen := b.seen(f.Width - first - len(" +9"))
	for i, c := range b.columns {
		if c.set && !slices.Contains(seen, i) {
			names = append(names, c.name)
		}
	}
	return names
}

// names are the cells of the first column, and how wide that is.
func (b *table) names(t *Tab, f kit.Frame) (names []string, width int) {
	const sampled = 55 // with a sample of the curve
	letters := t.letters()
	for _, row := range b.rows {
		name := t.name(f, row, letters, f.Width >= sampled)
		names, width = append(names, name), max(width, ansi.StringWidth(name))
	}
	return names, width + 1
}

// columnAt returns the column at a place of the head, -1 for none.
func (b *table) columnAt(t *Tab, f kit.Frame, x int) int {
	_, end := b.names(t, f)
	if x >= 0 && x < end {
		return 0
	}
	for _, k := range b.seen(f.Width - end - len(" +9")) {
		if end += b.columns[k].width; x < end && x >= end-b.columns[k].width {
			return k
		}
	}
	return -1
}

// lines are the head of the table and its rows, each as wide as the frame.
func (b *table) lines(t *Tab, f kit.Frame, backward bool) (head string, rows []string) {
	names, first := b.names(t, f)
	seen := b.seen(f.Width - first - len(" +9"))
	head = kit.FitLine(b.head(f, 0, backward), first)
	rows = make([]string, len(b.rows))
	for i := range rows {
		rows[i] = kit.FitLine(names[i], first)
	}
	for _, k := range seen {
		c := &b.columns[k]
		title := b.head(f, k, backward)
		if gap := c.width - ansi.StringWidth(title); c.set {
			head += title + kit.Blank(gap)
		} else {
			head += kit.Blank(gap-1) + title + " "
		}
		for i, row := range b.rows {
			rows[i] += c.cell(f, i, row[0].Hidden)
		}
	}
	if left := len(b.columns) - 1 - len(seen); left > 0 {
		head += f.Theme.Warn.Style().Render(fmt.Sprintf(" +%d", left))
	}
	return head, rows
}

// head is the name of a column, with an arrow where it sorts the table.
func (b *table) head(f kit.Frame, k int, backward bool) string {
	c := b.columns[k]
	if k != b.by {
		return f.Theme.Dimmed(c.name)
	}
	return f.Theme.Accent.Bold(c.name + c.arrow(backward))
}

// arrow says whether the values fall or rise down the column.
func (c *field) arrow(backward bool) string {
	if c.down != backward {
		return "▾"
	}
	return "▴"
}

// cell is a text in the width of its column, with a star at the best: settings
// from the left, numbers from the right.
func (c *field) cell(f kit.Frame, row int, hidden bool) string {
	at, width := c.cells[row], c.width
	text, look := ansi.Truncate(at.text, width-1, "…"), kit.Look{}
	switch {
	case at.value == c.best:
		text, look = text+"★", kit.Look{Fg: f.Theme.Good.Color(), Bold: true}
	case hidden:
		look = kit.Look{Fg: f.Theme.Dim.Color()}
	}
	if c.set {
		return look.Render(kit.FitLine(text, width))
	}
	if at.value != c.best {
		text += " "
	}
	return look.Render(kit.Blank(width-ansi.StringWidth(text)) + text)
}

// name says which runs a row is of: a number, a cross where it diverged, and
// the letter of its curve.
func (t *Tab) name(f kit.Frame, b bunch, letters letters, sampled bool) string {
	if len(b) > 1 {
		var names []string
		for _, r := range b {
			if letter, pen := letters.of(f, r); letter != "" {
				names = append(names, pen.Style().Render(letter))
			}
		}
		number := "   "
		if slices.ContainsFunc(b, func(r training.Run) bool { return r.Number == t.number }) {
			number = "now"
		}
		return number + "× " + ansi.Truncate(strings.Join(names, " "), 7, "…")
	}
	r, number, sign := b[0], "now", " "
	letter, pen := letters.of(f, r)
	if r.Number == t.number {
		letter, pen = "", f.Theme.Parts()[test]
		pen.Bold = true
	} else {
		number = strconv.Itoa(r.Number % 1000)
	}
	if r.State == model.Diverged {
		sign = f.Theme.Bad.Style().Render("✗")
	}
	name := fmt.Sprintf("%3s%s %s", number, sign, pen.Style().Render(cmp.Or(letter, " ")))
	if sampled && (letter != "" || r.Number == t.number) {
		name += " " + chart.Sample(f, pen)
	}
	return name
}
