package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"gonum.org/v1/gonum/stat"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// field is a column of the table of runs.
type field struct {
	name  string
	cells []cell // of each row
	down  bool   // does it sort from high to low?
	late  int    // its turn to go where there is little room; 0 for never
	set   bool   // is it a setting?
	best  float64
	width int // in cells
}

// cell is a text with what it counts for; NaN for nothing.
type cell struct {
	text  string
	value float64
}

// table is the table of runs in its order.
type table struct {
	rows    []bunch
	columns []field
	by      int // the column that sorts it
}

// table makes the table: the settings that differ, and what came of them.
func (d *runDialog) table(t *Tab) table {
	out := table{rows: d.bunches(t)}
	out.columns = append(out.columns, measured("run", out.rows, func(r training.Run) float64 { return float64(r.Number) }, plain))
	out.columns[0].down = true
	out.columns = append(out.columns, d.settings(out.rows)...)
	out.columns = append(out.columns, outcomes(out.rows)...)
	out.by = max(0, slices.IndexFunc(out.columns, func(c field) bool { return c.name == d.by }))
	out.sort(d.backward)
	out.fit()
	return out
}

// settings are the columns of what differs between rows.
func (d *runDialog) settings(rows []bunch) (list []field) {
	var configs []training.Config
	seeds := field{name: "seeds", set: true}
	for _, b := range rows {
		c := b[0].Config
		if d.mean {
			c.Seed = 0
		}
		configs = append(configs, c)
		seeds.cells = append(seeds.cells, cell{strconv.Itoa(len(b)), float64(len(b))})
	}
	for _, c := range training.Columns(configs) {
		cells := make([]cell, len(rows))
		for i, text := range c.Texts {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				v = math.NaN()
			}
			cells[i] = cell{cmp.Or(text, "-"), v}
		}
		list = append(list, field{name: c.Name, cells: cells, set: true})
	}
	if d.mean {
		list = append(list, seeds)
	}
	return list
}

// outcomes are the columns of how far the runs came, and to what.
func outcomes(rows []bunch) []field {
	of := func(at func(training.Run) int, part func(loss, accuracy float64) float64) func(training.Run) float64 {
		return func(r training.Run) float64 {
			if len(r.Epochs) == 0 {
				return math.NaN()
			}
			return part(r.Judged(at(r)))
		}
	}
	last := func(r training.Run) int { return len(r.Epochs) - 1 }
	loss := func(loss, _ float64) float64 { return loss }
	accuracy := func(_, accuracy float64) float64 { return accuracy }
	list := []field{
		measured("epochs", rows, func(r training.Run) float64 { return float64(len(r.Epochs)) }, plain),
		measured("loss", rows, of(last, loss), decimals),
		measured("acc", rows, of(last, accuracy), decimals),
		measured("best", rows, of(training.Run.Best, loss), decimals),
		measured("at", rows, func(r training.Run) float64 { return float64(r.Best() + 1) }, plain),
		measured("its acc", rows, of(training.Run.Best, accuracy), decimals),
		measured("time", rows, func(r training.Run) float64 { return r.Spent.Seconds() }, spent),
	}
	for i, late := range []int{0, 0, 4, 0, 3, 2, 1} {
		list[i].late = late
		list[i].down = strings.HasSuffix(list[i].name, "acc")
	}
	list[3].best, list[5].best = extreme(list[3].cells, -1), extreme(list[5].cells, 1)
	return list
}

// extreme returns the highest value of some, or with sign -1 the lowest.
func extreme(cells []cell, sign float64) float64 {
	best := math.Inf(-1)
	for _, c := range cells {
		if v := sign * c.value; v > best {
			best = v
		}
	}
	return sign * best
}

// measured is a column of numbers: of several runs their mean and, where it is
// written so, its spread.
func measured(name string, rows []bunch, of func(training.Run) float64, write func(mean, spread float64, n int) string) field {
	c := field{name: name, best: math.NaN()}
	for _, b := range rows {
		values := make([]float64, len(b))
		for i, r := range b {
			values[i] = of(r)
		}
		mean, spread := stat.MeanStdDev(values, nil)
		c.cells = append(c.cells, cell{write(mean, spread, len(b)), mean})
	}
	return c
}

// plain writes a whole number, or the mean of some.
func plain(mean, _ float64, n int) string {
	switch {
	case mean == 0:
		return "-"
	case n > 1 && mean != math.Trunc(mean):
		return fmt.Sprintf("%.1f", mean)
	}
	return strconv.Itoa(int(mean))
}

func decimals(mean, spread float64, n int) string {
	text := string(appendFixed(nil, mean, 4))
	if math.IsNaN(mean) {
		text = "-"
	} else if n > 1 {
		text += "±" + string(appendFixed(nil, spread, 4))
	}
	return text
}

func spent(seconds, _ float64, _ int) string {
	switch d := time.Duration(seconds * float64(time.Second)); {
	case d <= 0:
		return "-"
	case d < 10*time.Second:
		return fmt.Sprintf("%.2f s", seconds)
	case d < 10*time.Minute:
		return fmt.Sprintf("%.0f s", seconds)
	default:
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
}

// sort orders the rows by a column; what counts for nothing is last.
func (b *table) sort(backward bool) {
	c := b.columns[b.by]
	sign := 1
	if c.down != backward {
		sign = -1
	}
	order := make([]int, len(b.rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, k int) int {
		x, y := c.cells[i], c.cells[k]
		switch {
		case math.IsNaN(x.value) && math.IsNaN(y.value):
			return sign * cmp.Compare(x.text, y.text)
		case math.IsNaN(x.value):
			return 1
		case math.IsNaN(y.value):
			return -1
		}
		return sign * cmp.Compare(x.value, y.value)
	})
	rows := make([]bunch, len(order))
	for i, from := range order {
		rows[i] = b.rows[from]
	}
	b.rows = rows
	for k, c := range b.columns {
		cells := make([]cell, len(order))
		for i, from := range order {
			cells[i] = c.cells[from]
		}
		b.columns[k].cells = cells
	}
}

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

// seen returns the columns that have room beside the first: settings from the
// one that sorts the table, or the first, and those before it as far as there
// is more room; and what came of the runs, of which some make room for that one.
func (b *table) seen(room int) (list []int) {
	var settings, rest []int
	for i, c := range b.columns[1:] {
		if c.set {
			settings = append(settings, i+1)
		} else {
			rest = append(rest, i+1)
			room -= c.width
		}
	}
	from, least := max(0, slices.Index(settings, b.by)), 0
	if len(settings) > 0 {
		least = b.columns[settings[from]].width
	}
	for room < least {
		late := slices.MinFunc(rest, func(i, k int) int { return cmp.Compare(b.columns[i].turn(), b.columns[k].turn()) })
		if b.columns[late].late == 0 {
			break
		}
		room += b.columns[late].width
		rest = slices.DeleteFunc(rest, func(i int) bool { return i == late })
	}
	to := from
	for ; to < len(settings) && room >= b.columns[settings[to]].width; to++ {
		room -= b.columns[settings[to]].width
	}
	for ; from > 0 && room >= b.columns[settings[from-1]].width; from-- {
		room -= b.columns[settings[from-1]].width
	}
	return slices.Concat(settings[from:to], rest)
}

// turn is when a column goes: that of one that never does is behind all others.
func (c *field) turn() int { return cmp.Or(c.late, math.MaxInt) }

// lines are the head of the table and its rows, each as wide as the frame.
func (b *table) lines(t *Tab, f kit.Frame, backward bool) (head string, rows []string) {
	const sampled = 55 // with a sample of the curve
	letters := t.letters()
	names := make([]string, len(b.rows))
	for i, row := range b.rows {
		names[i] = t.name(f, row, letters, f.Width >= sampled)
	}
	first := 1 + ansi.StringWidth(slices.MaxFunc(names, func(a, b string) int { return ansi.StringWidth(a) - ansi.StringWidth(b) }))
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
