package training

import (
	"cmp"
	"fmt"
	"maps"
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
	notes := map[int]string{} // by epoch
	for _, m := range slices.Concat(s.Marks, t.speedMarks) {
		at := max(1, m.Epoch)
		notes[at] = strings.TrimPrefix(notes[at]+", "+m.What, ", ")
	}
	for at, text := range notes {
		notes[at] = f.Theme.Warn.Style().Render("▼" + text)
	}
	if best := s.Best(); best >= 0 && best < len(s.Epochs)-1 {
		hue := f.Theme.Good.Style()
		notes[best+1] = cmp.Or(notes[best+1], hue.Render(fmt.Sprintf("▼best %d", best+1)))
		value := s.Epochs[best].LossTest
		if t.curves.logY {
			value = math.Log10(max(value, leastLog))
		}
		x, y := chart.Place(f, a, best+1, value)
		stamps = append(stamps, stamp{x, y, hue.Render("●")})
	}
	return append(stamps, inARow(f, a, notes)...)
}

// inARow puts notes on epochs into the top row, from the right: what has no
// room before the next shows its first sign.
func inARow(f kit.Frame, a chart.Axes, notes map[int]string) (stamps []stamp) {
	free := f.Width
	for _, epoch := range slices.Backward(slices.Sorted(maps.Keys(notes))) {
		text := notes[epoch]
		x, _ := chart.Place(f, a, epoch, 0)
		if x+ansi.StringWidth(text) <= free {
			stamps = append(stamps, stamp{x, 0, text})
			free = x - 1
		} else if x < free {
			stamps = append(stamps, stamp{x, 0, ansi.Truncate(text, 1, "")})
			free = x
		}
	}
	return stamps
}

// ghostLine says what the earlier runs did otherwise.
func (t *Tab) ghostLine(f kit.Frame) string {
	var parts []string
	for i, r := range t.ghosts() {
		parts = append(parts, f.Theme.Bold(string(rune('a'+i)))+" "+f.Theme.Dimmed(runLabel(t.runner.Snapshot.Config, r)))
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
	epochs, at := t.runner.Snapshot.Epochs, t.curves.cross
	crossed := at >= 0 && at < len(epochs)
	var entries []string
	if crossed {
		entries = append(entries, f.Theme.Accent.Style().Render(fmt.Sprintf("│ %d", at+1)))
	}
	for i, p := range t.parts(f) {
		text := p.name
		if crossed {
			text = fmt.Sprintf("%.4f", q(epochs[at])[i])
		}
		if crossed && f.Width >= wide {
			text = p.name + " " + text
		}
		entries = append(entries, p.Hue.Style().Render(p.sign+" "+text))
	}
	return strings.Join(entries, "  ")
}
