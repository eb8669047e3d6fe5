package training

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
)

// runDialog is the table of runs, the one that is shown among them.
type runDialog struct {
	list     kit.List
	by       string // the column that sorts it
	backward bool
	mean     bool // are runs that differ by their seed alone one row?
}

func newRunDialog(*Tab) dialog { return &runDialog{by: "run"} }

// run returns what stays of the run that is shown.
func (t *Tab) run() training.Run {
	r := training.RunOf(t.runner.Snapshot, t.number)
	r.Spent = t.spent
	return r
}

// A bunch is a row of the table: a run, or several that differ by their seed
// alone.
type bunch []training.Run

// bunches are the rows in the order of their beginnings. The run that is shown
// is there once, though it may have been trained before.
func (d *runDialog) bunches(t *Tab) (list []bunch) {
	type kind struct {
		training.Config
		epochs   int
		diverged bool
	}
	places := map[kind]int{}
	own := t.run()
	for _, r := range append(slices.Clone(t.runs), own) {
		if r.Same(own.Config) && r.Number != own.Number {
			continue
		}
		k := kind{r.Config, len(r.Epochs), r.State == model.Diverged}
		k.Seed = 0
		if i, ok := places[k]; ok && d.mean {
			list[i] = append(list[i], r)
		} else {
			places[k] = len(list)
			list = append(list, bunch{r})
		}
	}
	return list
}

// chosen returns the row under the cursor.
func (d *runDialog) chosen(b table) bunch { return b.rows[kit.Clamp(d.list.At, len(b.rows))] }

// stay does something to the table that leaves the cursor on its row.
func (d *runDialog) stay(t *Tab, do func()) {
	number := d.chosen(d.table(t))[0].Number
	do()
	rows := d.table(t).rows
	has := func(b bunch) bool {
		return slices.ContainsFunc(b, func(r training.Run) bool { return r.Number == number })
	}
	d.list.Go(max(0, slices.IndexFunc(rows, has)), len(rows))
}

func (d *runDialog) keys(t *Tab) kit.Keys {
	table := d.table(t)
	chosen := d.chosen(table)
	now := chosen[len(chosen)-1].Number == t.number
	sort := func(by int) func() {
		return func() {
			n := len(table.columns)
			d.stay(t, func() { d.by, d.backward = table.columns[(table.by+by+n)%n].name, false })
		}
	}
	// its are the places of the chosen runs, in a list of its own to change: the
	// session that is being written may have the old one.
	its := func(do func(i int)) func() {
		return func() {
			t.runs = slices.Clone(t.runs)
			for _, r := range chosen {
				if i := slices.IndexFunc(t.runs, func(o training.Run) bool { return o.Number == r.Number }); i >= 0 {
					do(i)
				}
			}
		}
	}
	hidden := !chosen[0].Hidden
	return t.listKeys(&d.list, len(table.rows), "back runs",
		kit.Words("←→", "sort by"),
		kit.On("", "left", "column before", kit.Do(sort(-1))), kit.On("", "right", "next column", kit.Do(sort(1))),
		kit.On("", "order", "reverse", kit.Do(func() { d.stay(t, func() { d.backward = !d.backward }) })).InFoot("reverse"),
		kit.On("", "enter", "open again", kit.Do(func() {
			if t.dialog = nil; !now {
				t.turnTo(chosen[0].Config)
			}
		})).InFoot("open").If(len(chosen) == 1),
		kit.On("", "toggle", "show or hide", kit.Do(its(func(i int) { t.runs[i].Hidden = hidden }))).InFoot("hide").If(!now || len(chosen) > 1),
		kit.On("", "delete", "delete", kit.Do(func() {
			its(func(i int) { t.runs = slices.Delete(t.runs, i, i+1) })()
			d.list.Go(d.list.At, len(d.bunches(t)))
		})).InFoot("delete").If(!now && len(chosen) == 1),
		kit.On("", "mean", "mean over seeds", kit.Do(func() { d.stay(t, func() { d.mean = !d.mean }) })).InFoot("mean over seeds").If(d.mean || d.seeds(t)),
	)
}

// seeds reports whether some runs differ by their seed alone.
func (d *runDialog) seeds(t *Tab) bool {
	together := runDialog{mean: true}
	return slices.ContainsFunc(together.bunches(t), func(b bunch) bool { return len(b) > 1 })
}

// seen is how many runs are seen at once, between the head and the words below.
func (d *runDialog) seen(f kit.Frame) int { return max(1, f.Height-6) }

// inner is the frame of the table.
func (d *runDialog) inner(f kit.Frame) kit.Frame { return f.Sized(f.Width-2-d.indent(), f.Height) }

// indent is the width of what marks a row.
func (d *runDialog) indent() int { return ansi.StringWidth(" ▸ ") }

// rows is where the runs are. A click on the head of a column sorts by it, and
// once more the other way.
func (d *runDialog) rows(t *Tab, f kit.Frame) rows {
	table := d.table(t)
	return rows{list: &d.list, n: len(table.rows), above: 2, seen: d.seen(f), head: func(x int) {
		k := table.columnAt(t, d.inner(f), x-1-d.indent())
		if k < 0 {
			return
		}
		d.stay(t, func() { d.by, d.backward = table.columns[k].name, table.by == k && !d.backward })
	}}
}

func (d *runDialog) view(t *Tab, f kit.Frame) string {
	table := d.table(t)
	head, rows := table.lines(t, d.inner(f), d.backward)
	by := table.columns[table.by]
	note := fmt.Sprintf("sorted by %s %s", by.name, by.arrow(d.backward))
	list := d.list
	list.Go(list.At, len(rows)) // some may have gone
	body := append([]string{kit.Blank(d.indent()) + head}, list.View(f.Sized(f.Width, d.seen(f)), rows)...)
	said := d.words(t, d.chosen(table))
	if names := table.unseen(t, d.inner(f)); len(names) > 0 {
		said = "Also differ: " + strings.Join(names, ", ") + ". " + said
	}
	words := kit.Fit(paragraph(f, said), f.Width-2, 2)
	return f.Panel("runs: loss and accuracy in "+judges(table.rows), f.Theme.Dimmed(note), kit.Fit(strings.Join(body, "\n"), f.Width-2, f.Height-2-3)+"\n\n"+words)
}

// judges names what the losses and accuracies of runs are measured on.
func judges(rows []bunch) string {
	var names []string
	for _, b := range rows {
		name := "test"
		if b[0].Config.Validation > 0 {
			name = "validation"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " or ")
}

// words say of the chosen row what has no room in it.
func (d *runDialog) words(t *Tab, b bunch) string {
	r := b[0]
	switch {
	case len(b) > 1:
		return fmt.Sprintf("%d runs that differ by their seed alone: mean ± standard deviation.", len(b))
	case len(t.runs) == 0:
		return fmt.Sprintf("The only run so far. It stays in this table when another takes its place: turn a knob, or press %s.", t.ownKeys().Sign("redraw"))
	case r.Number == t.number:
		return "The run that is shown."
	}
	text := fmt.Sprintf("Run %d, beside the one that is shown: %s.", r.Number, strings.Join(otherwise(t.runner.Snapshot.Config, r), ", "))
	switch {
	case r.State == model.Diverged:
		text += " It diverged."
	case r.Stopped:
		text += " It stopped early."
	case r.State == model.Unfinished:
		text += " It was not finished."
	}
	return text
}
