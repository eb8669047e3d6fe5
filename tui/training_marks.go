package tui

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/training"
)

// marks says on the top row of the chart where settings changed and which
// epoch was best; a dot marks that on the curve.
func (t *trainingTab) marks(f frame, a chartAxes) (stamps []stamp) {
	s := t.runner.snapshot
	free := f.width // how far to the right there is room
	put := func(epoch int, text string) {
		x, _ := placeOf(f, a, epoch, 0)
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
		notes = append(notes, note{at, f.theme.warn.style().Render("▼" + text)})
	}
	if best := s.Best(); best >= 0 && best < len(s.Epochs)-1 {
		hue := f.theme.good.style()
		notes = append(notes, note{best + 1, hue.Render(fmt.Sprintf("▼best %d", best+1))})
		value := s.Epochs[best].LossTest
		if t.curves.logY {
			value = math.Log10(max(value, leastLog))
		}
		x, y := placeOf(f, a, best+1, value)
		stamps = append(stamps, stamp{x, y, hue.Render("●")})
	}
	slices.SortStableFunc(notes, func(a, b note) int { return cmp.Compare(b.epoch, a.epoch) })
	for _, n := range notes {
		put(n.epoch, n.text)
	}
	return stamps
}

// ghostLine says what the earlier runs did otherwise.
func (t *trainingTab) ghostLine(f frame) string {
	var parts []string
	for i, r := range t.shown() {
		parts = append(parts, f.theme.bold(ghostLetter(i))+" "+f.theme.dimmed(runLabel(t.runner.snapshot.Config, r)))
	}
	return ansi.Truncate(strings.Join(parts, "  "), max(f.width-3, 0), "…")
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
func (t *trainingTab) legend(f frame, q quantity) string {
	const wide = 56 // room for names and values
	epochs := t.runner.snapshot.Epochs
	at, parts := t.curves.cross, []string{}
	crossed := at >= 0 && at < len(epochs)
	add := func(hue hue, sign, name string, of func(training.Epoch) float64) {
		switch {
		case crossed && f.width < wide:
			name = fmt.Sprintf("%.4f", of(epochs[at]))
		case crossed:
			name += fmt.Sprintf(" %.4f", of(epochs[at]))
		}
		parts = append(parts, hue.style().Render(sign+" "+name))
	}
	if crossed {
		parts = append(parts, f.theme.accent.style().Render(fmt.Sprintf("│ %d", at+1)))
	}
	add(f.theme.train, "──", "train", q.train)
	add(f.theme.test, "┄┄", "test", q.test)
	if t.runner.snapshot.Config.Validation > 0 {
		add(f.theme.good, "╌╌", "valid", q.validation)
	}
	return strings.Join(parts, "  ")
}
