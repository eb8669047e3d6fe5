package training

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
)

// list is the cursor of a dialog with rows.
type list struct{ at int }

// press answers the keys that move the cursor over n rows.
func (l *list) press(msg tea.KeyPressMsg, n int) bool {
	switch {
	case key.Matches(msg, kit.Bound.Up):
		l.at--
	case key.Matches(msg, kit.Bound.Down):
		l.at++
	case key.Matches(msg, kit.Bound.Home):
		l.at = 0
	case key.Matches(msg, kit.Bound.End):
		l.at = n - 1
	default:
		return false
	}
	l.at = max(0, min(l.at, n-1))
	return true
}

// rows shows the lines around the cursor, the chosen one marked.
func (l *list) rows(f kit.Frame, lines []string, height int) []string {
	first := max(0, min(l.at-height/2, len(lines)-height))
	var out []string
	for i := first; i < min(len(lines), first+height); i++ {
		if i == l.at {
			out = append(out, f.Theme.Accent.Style().Bold(true).Render(" ▸ ")+f.Theme.Bold(lines[i]))
		} else {
			out = append(out, "   "+lines[i])
		}
	}
	return out
}

// presetDialog is the list of the assignment's runs.
type presetDialog struct{ list }

func newPresetDialog(t *Tab) *presetDialog {
	d := &presetDialog{}
	d.at = max(0, slices.IndexFunc(training.Presets, func(p training.Preset) bool { return p.Config == t.config.Config }))
	return d
}

func (d *presetDialog) keys() []key.Binding {
	return []key.Binding{kit.Bound.Choose, kit.Bound.Accept, kit.Bound.Cancel}
}

func (d *presetDialog) press(t *Tab, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, kit.Bound.Cancel), key.Matches(msg, kit.Bound.Presets):
		t.dialog = nil
	case key.Matches(msg, kit.Bound.Accept):
		t.dialog = nil
		t.turnTo(training.Presets[d.at].Config)
	default:
		d.list.press(msg, len(training.Presets))
	}
	return nil
}

// agreement says how many epochs of a preset have been run here, and whether
// their numbers are NumPy's.
func (t *Tab) agreement(c training.Config) (epochs int, all bool) {
	all = true
	want := training.NumPy(c)
	check := func(run training.Config, history []training.Epoch) {
		run.Epochs = c.Epochs
		if run != c || len(history) <= epochs {
			return
		}
		epochs, all = min(len(history), len(want)), true
		for i := range epochs {
			all = all && history[i].Agrees(want[i])
		}
	}
	for _, r := range t.runs {
		check(r.Config, r.Epochs)
	}
	check(t.runner.Snapshot.Config, t.runner.Snapshot.Epochs)
	return min(epochs, c.Epochs), all
}

func (d *presetDialog) view(t *Tab, f kit.Frame) string {
	lines := make([]string, len(training.Presets))
	for i, p := range training.Presets {
		mark := "  "
		switch epochs, all := t.agreement(p.Config); {
		case all && epochs < p.Config.Epochs:
		case all:
			mark = f.Theme.Good.Style().Render("✓ ")
		default:
			mark = f.Theme.Bad.Style().Render("✗ ")
		}
		want := training.NumPy(p.Config)[p.Config.Epochs-1]
		lines[i] = mark + kit.FitLine(p.Name, 15) + fmt.Sprintf("%.4f %.4f  ", want[2], want[3]) + kit.FitLine(p.About, max(0, f.Width-38))
	}
	head := f.Theme.Dimmed("     run            loss   acc     of the test, in NumPy")
	body := append([]string{head}, d.rows(f, lines, f.Height-6)...)
	return f.Panel("presets: section 1.6", "", strings.Join(append(body, "", " "+d.about(t, f)), "\n"))
}

// about is a sentence on the chosen run.
func (d *presetDialog) about(t *Tab, f kit.Frame) string {
	p := training.Presets[d.at]
	text := p.About + ": " + p.Config.Widths() + fmt.Sprintf(", %d epochs.", p.Config.Epochs)
	switch epochs, all := t.agreement(p.Config); {
	case epochs > 0 && all:
		text += fmt.Sprintf(" ✓ All numbers of %d epochs run here agree with NumPy's to nine decimals.", epochs)
	case epochs > 0:
		text += " ✗ Numbers here differ from NumPy's: settings changed under way."
	}
	return strings.ReplaceAll(kit.Wrap(text, f.Width-4), "\n", "\n ")
}

// runDialog is the list of the runs so far.
type runDialog struct {
	list
	order int // index of runOrders
}

// runOrders are the ways to sort the list.
var runOrders = []struct {
	name    string
	compare func(a, b training.Run) int
}{
	{"newest first", func(a, b training.Run) int { return cmp.Compare(b.Number, a.Number) }},
	{"best loss first", func(a, b training.Run) int { return cmp.Compare(bestLoss(a), bestLoss(b)) }},
	{"best accuracy first", func(a, b training.Run) int { return cmp.Compare(bestAccuracy(b), bestAccuracy(a)) }},
}

func bestLoss(r training.Run) float64 { return r.Epochs[r.Best()].LossTest }

func bestAccuracy(r training.Run) float64 { return r.Epochs[r.Best()].AccuracyTest }

func newRunDialog(*Tab) *runDialog { return &runDialog{} }

func (d *runDialog) keys() []key.Binding {
	return []key.Binding{kit.Bound.Choose, kit.Bound.Accept, kit.Bound.Show, kit.Bound.Order, kit.Bound.Remove, kit.Bound.Cancel}
}

// sorted returns the runs as the list shows them: positions in t.runs.
func (d *runDialog) sorted(t *Tab) []int {
	order := make([]int, len(t.runs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return runOrders[d.order].compare(t.runs[a], t.runs[b]) })
	return order
}

func (d *runDialog) press(t *Tab, msg tea.KeyPressMsg) tea.Cmd {
	order := d.sorted(t)
	chosen := d.at < len(order)
	switch {
	case key.Matches(msg, kit.Bound.Cancel), key.Matches(msg, kit.Bound.Runs):
		t.dialog = nil
	case key.Matches(msg, kit.Bound.Order):
		d.order = (d.order + 1) % len(runOrders)
	case key.Matches(msg, kit.Bound.Accept) && chosen:
		t.dialog = nil
		t.turnTo(t.runs[order[d.at]].Config)
	case key.Matches(msg, kit.Bound.Show) && chosen:
		t.runs = slices.Clone(t.runs) // the session that is being written may have the old ones
		t.runs[order[d.at]].Hidden = !t.runs[order[d.at]].Hidden
	case key.Matches(msg, kit.Bound.Remove) && chosen:
		t.runs = slices.Delete(slices.Clone(t.runs), order[d.at], order[d.at]+1)
		d.at = max(0, min(d.at, len(t.runs)-1))
	default:
		d.list.press(msg, len(order))
	}
	return nil
}

func (d *runDialog) view(t *Tab, f kit.Frame) string {
	if len(t.runs) == 0 {
		return f.Panel("runs", "", kit.Indent("\n"+kit.Wrap("No earlier runs. A run joins this list when another takes its place: turn a knob, or press r or R.", f.Width-4), 1))
	}
	var lines []string
	for _, i := range d.sorted(t) {
		lines = append(lines, t.runLine(f, t.runs[i]))
	}
	head := f.Theme.Dimmed(fmt.Sprintf("%6s %4s %6s %6s %6s  %s", "run", "ep", "final", "best", "acc", "what differs"))
	body := append([]string{head}, d.rows(f, lines, f.Height-3)...)
	return f.Panel("runs", f.Theme.Dimmed(runOrders[d.order].name), strings.Join(body, "\n"))
}

// runLine is a row of the list: test loss at the end and at the best epoch,
// with the accuracy there.
func (t *Tab) runLine(f kit.Frame, r training.Run) string {
	sign := "·"
	if r.Hidden {
		sign = " "
	}
	if r.State == model.Diverged {
		sign = f.Theme.Bad.Style().Render("✗")
	}
	e, best := r.Epochs[len(r.Epochs)-1], r.Epochs[r.Best()]
	return fmt.Sprintf("%2d%s %4d%s%s%s  ", r.Number%100, sign, len(r.Epochs), fourDecimals(e.LossTest), fourDecimals(best.LossTest), fourDecimals(best.AccuracyTest)) +
		runLabel(t.runner.Snapshot.Config, r)
}
