package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/gonum/stat"

	"nntui/model/setting"
	"nntui/model/training"
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
			switch {
			case err != nil:
				v = math.NaN()
			case strings.ContainsAny(text, ".e"):
				text = setting.Short(v)
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
