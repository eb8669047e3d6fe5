package training

import (
	"fmt"
	"slices"
	"strings"

	"nntui/model/training"
	"nntui/tui/kit"
)

// presetDialog is the list of the assignment's runs.
type presetDialog struct{ list kit.List }

func newPresetDialog(t *Tab) dialog {
	at := slices.IndexFunc(training.Presets, func(p training.Preset) bool { return p.Config == t.config })
	return &presetDialog{kit.List{At: max(0, at)}}
}

func (d *presetDialog) keys(t *Tab) kit.Keys {
	take := func() {
		t.dialog = nil
		t.turnTo(training.Presets[d.list.At].Config)
	}
	return t.listKeys(&d.list, len(training.Presets), "back presets", kit.On("take", "enter", "take", kit.Do(take)).InFoot("take"))
}

// listKeys are the keys of a dialog with a list of n rows.
func (t *Tab) listKeys(l *kit.List, n int, closes string, own ...kit.Key) kit.Keys {
	return slices.Concat(kit.Keys{kit.Words("↑↓", "choose")}, own, kit.Keys{t.closes(closes)}, l.Keys(n, t.page(), nil))
}

// page is how many rows of a dialog's list are seen at least.
func (t *Tab) page() int { return max(1, t.frame.Height-6) }

// agreement says how many epochs of a preset have been run here, and whether
// their numbers are NumPy's.
func (t *Tab) agreement(c training.Config) (epochs int, all bool) {
	want, longest := training.NumPy(c)[:c.Epochs], []training.Epoch{}
	for _, r := range append(slices.Clone(t.runs), training.RunOf(t.runner.Snapshot, 0)) {
		if r.Config.Epochs = c.Epochs; r.Config == c && len(r.Epochs) > len(longest) {
			longest = r.Epochs[:min(len(r.Epochs), len(want))]
		}
	}
	all = true
	for i, e := range longest {
		all = all && e.Agrees(want[i])
	}
	return len(longest), all
}

// presetsAround is how many lines the dialog has around its list, above it a head.
const presetsAround = 6

func (d *presetDialog) rows(_ *Tab, f kit.Frame) rows {
	return rows{list: &d.list, n: len(training.Presets), above: 2, seen: f.Height - presetsAround}
}

func (d *presetDialog) view(t *Tab, f kit.Frame) string {
	rows := make([]string, len(training.Presets))
	for i, p := range training.Presets {
		mark := "  "
		switch epochs, all := t.agreement(p.Config); {
		case !all:
			mark = f.Theme.Bad.Style().Render("✗ ")
		case epochs == p.Config.Epochs:
			mark = f.Theme.Good.Style().Render("✓ ")
		}
		want := training.NumPy(p.Config)[p.Config.Epochs-1]
		rows[i] = mark + kit.FitLine(p.Name, 15) + fmt.Sprintf("%.4f %.4f  ", want[2], want[3]) + kit.FitLine(p.About, max(0, f.Width-38))
	}
	head := f.Theme.Dimmed("     run            loss   acc     of the test, in NumPy")
	body := append([]string{head}, d.list.View(f.Sized(f.Width, f.Height-presetsAround), rows)...)
	return f.Panel("presets: section 1.6", "", strings.Join(append(body, "", paragraph(f, d.about(t))), "\n"))
}

// about is a sentence on the chosen run.
func (d *presetDialog) about(t *Tab) string {
	p := training.Presets[d.list.At]
	text := p.About + ": " + p.Config.Widths() + fmt.Sprintf(", %d epochs.", p.Config.Epochs)
	switch epochs, all := t.agreement(p.Config); {
	case epochs > 0 && all:
		text += fmt.Sprintf(" ✓ All numbers of %d epochs run here agree with NumPy's to nine decimals.", epochs)
	case epochs > 0:
		text += " ✗ Numbers here differ from NumPy's."
	}
	return text
}
