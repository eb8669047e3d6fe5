package training

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
)

func (t *Tab) viewKnobs(f kit.Frame) string {
	title := "knobs"
	if at, of := t.knobs.At(); f.Height-2 < of {
		title = fmt.Sprintf("knobs %d/%d", at, of)
	}
	note := f.Theme.Dimmed(fmt.Sprintf("%d parameters", t.runner.Snapshot.Params))
	if t.live {
		note = f.Theme.Warn.Bold("live")
	}
	return f.Panel(title, note, t.knobs.View(inside(f)))
}

// measure is a column of the table of epochs.
type measure struct {
	quantity
	part int
	head string
	late bool // is it the first to go where there is little room?
}

// measures are the columns that a run has and that have room in so many cells.
func (t *Tab) measures(room int) (list []measure) {
	for part, name := range partNames[0][:t.parts()] {
		list = append(list, measure{losses, part, name, false}, measure{accuracies, part, "acc", part != test})
	}
	for len(list)*len(fourDecimals(0)) > room {
		late := slices.IndexFunc(list, func(m measure) bool { return m.late })
		if late < 0 {
			break
		}
		list = slices.Delete(list, late, late+1)
	}
	return list
}

// viewEpochs is the table of the last epochs, or those around the crosshair,
// as the assignment prints them; a check mark stands before NumPy's numbers.
func (t *Tab) viewEpochs(f kit.Frame) string {
	s := t.runner.Snapshot
	seen := kit.List{At: t.curves.cross}
	if seen.At < 0 {
		seen.At = len(s.Epochs)
	}
	from, to := seen.Window(len(s.Epochs), max(0, f.Height-3))
	number := max(4, len(strconv.Itoa(to))) // cells of an epoch's
	room := f.Width - 2 - number
	list, pens := t.measures(room), f.Theme.Parts()
	width := room / len(list)
	pad := kit.Blank(width - len(fourDecimals(0)))
	lines := []string{f.Theme.Dimmed(fmt.Sprintf("%*s", number, "ep"))}
	for _, m := range list {
		lines[0] += pens[m.part].Style().Render(fmt.Sprintf("%*s", width, m.head))
	}
	best := s.Best()
	for i := from; i < to; i++ {
		var line strings.Builder
		line.Grow(2 * f.Width)
		line.WriteString(t.epochNumber(f, i, number))
		for _, m := range list {
			look := kit.Look{}
			if i == best && m.part == t.judge() {
				look = kit.Look{Fg: f.Theme.Good.Color(), Bold: true}
			}
			line.WriteString(look.Render(pad + fourDecimals(m.of(s.Epochs[i])[m.part])))
		}
		lines = append(lines, line.String())
	}
	return f.Panel(t.epochsTitle(), t.epochsNote(f), strings.Join(lines, "\n"))
}

// epochNumber is the first column: the crosshair is on it, or a check mark
// before it.
func (t *Tab) epochNumber(f kit.Frame, i, width int) string {
	s, number := t.runner.Snapshot, fmt.Sprintf("%*d", width, i+1)
	want := training.NumPy(s.Config)
	switch {
	case i == t.curves.cross:
		return f.Theme.Active(number)
	case i < len(want) && i < 999 && s.Epochs[i].Agrees(want[i]):
		return f.Theme.Good.Style().Render("✓") + number[1:]
	}
	return number
}

// epochsTitle says how far the epoch under way is, if that can be read.
func (t *Tab) epochsTitle() string {
	s := t.runner.Snapshot
	if s.Batch > 0 && s.State == model.Unfinished && (!t.running() || t.pacing().batch) {
		return fmt.Sprintf("batch %d/%d, mean%s", s.Batch, s.Batches, fourDecimals(s.Loss))
	}
	return "epochs"
}

func (t *Tab) epochsNote(f kit.Frame) string {
	note := f.Theme.Dimmed("loss, acc")
	if training.NumPy(t.runner.Snapshot.Config) != nil {
		note += " " + f.Theme.Good.Style().Render("✓") + f.Theme.Dimmed("NumPy")
	}
	return note
}

// fourDecimals shows a loss (100 at most) or accuracy as the assignment prints
// them, in seven cells.
func fourDecimals(v float64) string {
	var room [32]byte // no text is longer
	text := appendFixed(room[:0], v, 4)
	return kit.Blank(7-len(text)) + string(text)
}

// appendFixed writes a value with so many decimals, or fewer where it is 10 or
// more.
func appendFixed(to []byte, v float64, decimals int) []byte {
	for limit := 10.0; v >= limit && decimals > 0; limit *= 10 {
		decimals--
	}
	return strconv.AppendFloat(to, v, 'f', decimals, 64)
}
