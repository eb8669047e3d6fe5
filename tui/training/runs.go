package training

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
)

// runDialog is the list of the runs so far.
type runDialog struct {
	list  kit.List
	order int // index of runOrders
}

func newRunDialog(*Tab) dialog { return &runDialog{} }

// runOrders are the ways to sort the list.
var runOrders = []struct {
	name    string
	compare func(a, b training.Run) int
}{
	{"newest first", func(a, b training.Run) int { return cmp.Compare(b.Number, a.Number) }},
	{"best loss first", func(a, b training.Run) int { return cmp.Compare(bestEpoch(a).LossTest, bestEpoch(b).LossTest) }},
	{"best accuracy first", func(a, b training.Run) int { return cmp.Compare(bestEpoch(b).AccuracyTest, bestEpoch(a).AccuracyTest) }},
}

func bestEpoch(r training.Run) training.Epoch { return r.Epochs[r.Best()] }

// sorted returns the runs as the list shows them: positions in t.runs.
func (d *runDialog) sorted(t *Tab) []int {
	order := make([]int, len(t.runs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return runOrders[d.order].compare(t.runs[a], t.runs[b]) })
	return order
}

func (d *runDialog) keys(t *Tab) kit.Keys {
	n := len(t.runs)
	// on is a key for the chosen run. It gets a list of its own to change: the
	// session that is being written may have the old one.
	on := func(keys, words string, do func(i int)) kit.Key {
		return kit.On("", keys, words, kit.Do(func() {
			t.runs = slices.Clone(t.runs)
			do(d.sorted(t)[d.list.At])
		})).InFoot(words).If(n > 0)
	}
	return t.listKeys(&d.list, n, "esc u",
		on("enter", "take", func(i int) {
			t.dialog = nil
			t.turnTo(t.runs[i].Config)
		}),
		on("space", "show or hide", func(i int) { t.runs[i].Hidden = !t.runs[i].Hidden }),
		kit.On("", "s", "sort", kit.Do(func() { d.order = (d.order + 1) % len(runOrders) })).InFoot("sort"),
		on("d delete", "delete", func(i int) {
			t.runs = slices.Delete(t.runs, i, i+1)
			d.list.Go(d.list.At, n-1)
		}),
	)
}

func (d *runDialog) view(t *Tab, f kit.Frame) string {
	if len(t.runs) == 0 {
		keys := t.ownKeys()
		text := fmt.Sprintf("No earlier runs. A run joins this list when another takes its place: turn a knob, or press %s or %s.", keys.Sign("restart"), keys.Sign("redraw"))
		return f.Panel("runs", "", "\n"+paragraph(f, text))
	}
	rows := column(d.sorted(t), func(i int) string { return t.runLine(f, t.runs[i]) })
	head := f.Theme.Dimmed(fmt.Sprintf("%6s  %4s %6s %6s %7s  %s", "run", "ep", "final", "best", "its acc", "what differs"))
	body := append([]string{head}, d.list.View(f.Sized(f.Width, f.Height-3), rows)...)
	return f.Panel("runs", f.Theme.Dimmed(runOrders[d.order].name), strings.Join(body, "\n"))
}

// runLine is a row of the list: the letter of the curve, test loss at the end
// and at the best epoch, with the accuracy there.
func (t *Tab) runLine(f kit.Frame, r training.Run) string {
	sign, letter := " ", " "
	if r.State == model.Diverged {
		sign = f.Theme.Bad.Style().Render("✗")
	}
	if name, pen := t.letters().of(f, r); name != "" {
		letter = pen.Style().Render(name)
	}
	last, best := r.Epochs[len(r.Epochs)-1], bestEpoch(r)
	return fmt.Sprintf("%2d%s%s %4d%s%s %s  ", r.Number%100, sign, letter, len(r.Epochs), fourDecimals(last.LossTest), fourDecimals(best.LossTest), fourDecimals(best.AccuracyTest)) +
		fewest(otherwise(t.runner.Snapshot.Config, r))
}
