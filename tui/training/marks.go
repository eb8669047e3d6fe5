package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/training"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// marks says on the top row of the chart where settings changed and which
// epoch was best; a dot marks that on the curve.
func (t *Tab) marks(f kit.Frame, a chart.Axes) (stamps []stamp) {
	s := t.runner.Snapshot
	free := f.Width // how far to the right there is room
	put := func(epoch int, text string) {
		x, _ := chart.Place(f, a, epoch, 0)
		if w := ansi.StringWidth(text); x+w <= free {
			stamps = append(stamps, stamp{x, 0, text})
			free = x - 1
		} else if x < free {
			stamps = append(stamps, stamp{x, 0, ansi.Truncate(text, 1, "")})
			free = x
		}
	}
	type note struct {
		epoch int
		text  string
	}
	var notes []note
	texts := map[int]string{} // by epoch
	for _, m := range slices.Concat(s.Marks, t.speedMarks) {
		at := max(1, m.Epoch)
		texts[at] = strings.TrimPrefix(texts[at]+", "+m.What, ", ")
	}
	for at, text := range texts {
		notes = append(notes, note{at, f.Theme.Warn.Style().Render("▼" + text)})
	}
	if best := s.Best(); best >= 0 && best < len(s.Epochs)-1 {
		hue := f.Theme.Good.Style()
		notes = append(notes, note{best + 1, hue.Render(fmt.Sprintf("▼best %d", best+1))})
		value := s.Epochs[best].LossTest
		if t.curves.logY {
			value = math.Log10(max(value, leastLog))
		}
		x, y := chart.Place(f, a, best+1, value)
		stamps = append(stamps, stamp{x, y, hue.Render("●")})
	}
	slices.SortStableFunc(notes, func(a, b note) int { return cmp.Compare(b.epoch, a.epoch) })
	for _, n := range notes {
		put(n.epoch, n.text)
	}
	return stamps
}

// ghostLine says what the earlier runs did otherwise.
func (t *Tab) ghostLine(f kit.Frame) string {
	var parts []string
	for i, r := range t.shown() {
		parts = append(parts, f.Theme.Bold(ghostLetter(i))+" "+f.Theme.Dimmed(runLabel(t.runner.Snapshot.Config, r)))
	}
	return ansi.Truncate(strings.Join(parts, "  "), max(f.Width-3, 0), "…")
}

// runLabel says in few letters what an earlier run did otherwise than c.
func runLabel(c training.Config, r training.Run) string {
	list := training.Differences(c, r.Config)
	switch {
	case len(list) == 0 && len(r.Marks) > 0:
		return "turned under way"
	case len(list) == 0:
		return "the same"
	case len(list) > 2:
		return fmt.Sprintf("%s, %s +%d", list[0], list[1], len(list)-2)
	}
	return strings.Join(list, ", ")
}

// legend says which curve is which, and their values under the crosshair.
func (t *Tab) legend(f kit.Frame, q quantity) string {
	const wide = 56 // room for names and values
	epochs := t.runner.Snapshot.Epochs
	at, parts := t.curves.cross, []string{}
	crossed := at >= 0 && at < len(epochs)
	add := func(hue kit.Hue, sign, name string, of func(training.Epoch) float64) {
		switch {
		case crossed && f.Width < wide:
			name = fmt.Sprintf("%.4f", of(epochs[at]))
		case crossed:
			name += fmt.Sprintf(" %.4f", of(epochs[at]))
		}
		parts = append(parts, hue.Style().Render(sign+" "+name))
	}
	if crossed {
		parts = append(parts, f.Theme.Accent.Style().Render(fmt.Sprintf("│ %d", at+1)))
	}
	add(f.Theme.Train, "──", "train", q.train)
	add(f.Theme.Test, "┄┄", "test", q.test)
	if t.runner.Snapshot.Config.Validation > 0 {
		add(f.Theme.Good, "╌╌", "valid", q.validation)
	}
	return strings.Join(parts, "  ")
}
