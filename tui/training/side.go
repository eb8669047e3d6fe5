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
	return f.Panel(title, note, t.knobs.View(inside(f)))
}

// measure is a column of the table of epochs.
type measure struct {
	head string
	hue  kit.Hue
	of   func(training.Epoch) float64
	late bool // is it the first to go where there is little room?
	best bool // does it say which epoch is best?
}

// measures are the columns that a run has and that have room in so many cells.
func (t *Tab) measures(f kit.Frame, room int) []measure {
	held := t.runner.Snapshot.Config.Validation > 0
	list := []measure{
		{head: "train", hue: f.Theme.Train, of: func(e training.Epoch) float64 { return e.LossTrain }},
		{head: "acc", hue: f.Theme.Train, of: func(e training.Epoch) float64 { return e.AccuracyTrain }, late: true},
		{head: "test", hue: f.Theme.Test, of: func(e training.Epoch) float64 { return e.LossTest }, best: !held},
		{head: "acc", hue: f.Theme.Test, of: func(e training.Epoch) float64 { return e.AccuracyTest }, best: !held},
	}
	if held {
		list = append(list,
			measure{head: "valid", hue: f.Theme.Good, of: func(e training.Epoch) float64 { return e.LossValidation }, best: true},
			measure{head: "acc", hue: f.Theme.Good, of: func(e training.Epoch) float64 { return e.AccuracyValidation }, late: true, best: true})
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
	const number = 4 // cells of an epoch's number
	s := t.runner.Snapshot
	seen := kit.List{At: t.curves.cross}
	if seen.At < 0 {
		seen.At = len(s.Epochs)
	}
	from, to := seen.Window(len(s.Epochs), max(0, f.Height-3))
	room := f.Width - 2 - number
	list := t.measures(f, room)
	width := room / len(list)
	pad := strings.Repeat(" ", max(0, width-len(fourDecimals(0))))
	lines := []string{f.Theme.Dimmed(fmt.Sprintf("%*s", number, "ep"))}
	for _, m := range list {
		lines[0] += m.hue.Style().Render(fmt.Sprintf("%*s", width, m.head))
	}
	best := s.Best()
	for i := from; i < to; i++ {
		var line strings.Builder
		line.Grow(2 * f.Width)
		line.WriteString(t.epochNumber(f, i))
		for _, m := range list {
			look := kit.Look{}
			if i == best && m.best {
				look = kit.Look{Fg: f.Theme.Good.Color(), Bold: true}
			}
			line.WriteString(look.Render(pad + fourDecimals(m.of(s.Epochs[i]))))
		}
		lines = append(lines, line.String())
	}
	return f.Panel(t.epochsTitle(), t.epochsNote(f), strings.Join(lines, "\n"))
}

// epochNumber is the first column: the crosshair is on it, or a check mark
// before it.
func (t *Tab) epochNumber(f kit.Frame, i int) string {
	s, number := t.runner.Snapshot, fmt.Sprintf("%4d", i+1)
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
		return fmt.Sprintf("batch %d/%d:%s", s.Batch, s.Batches, fourDecimals(s.Loss))
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
	text := fixed(v, 4)
	return kit.Blank(7-len(text)) + text
}

// fixed writes a value with so many decimals, or fewer where it is 10 or more.
func fixed(v float64, decimals int) string {
	for limit := 10.0; v >= limit && decimals > 0; limit *= 10 {
		decimals--
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}
