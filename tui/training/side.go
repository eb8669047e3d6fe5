package training

import (
	"fmt"
	"strings"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
)

// viewSide is the column of knobs and numbers.
func (t *Tab) viewSide(f kit.Frame) string {
	knobs := f.Sized(f.Width, min(t.knobs.Height(), f.Height-6))
	title := "knobs"
	if at, of := t.knobs.At(); knobs.Height-2 < of {
		title = fmt.Sprintf("knobs %d/%d", at, of)
	}
	note := f.Theme.Dimmed(fmt.Sprintf("%d parameters", t.runner.Snapshot.Params))
	return kit.Above(
		knobs.Panel(title, note, t.knobs.View(knobs.Sized(f.Width-2, knobs.Height-2))),
		t.viewEpochs(f.Sized(f.Width, f.Height-knobs.Height)),
	)
}

// viewEpochs is the table of the last epochs, or those around the crosshair,
// as the assignment prints them; a check mark stands before NumPy's numbers.
func (t *Tab) viewEpochs(f kit.Frame) string {
	s, want := t.runner.Snapshot, training.NumPy(t.runner.Snapshot.Config)
	seen := kit.List{At: t.curves.cross}
	if seen.At < 0 {
		seen.At = len(s.Epochs)
	}
	from, to := seen.Window(len(s.Epochs), max(0, f.Height-3))
	held := s.Config.Validation > 0 && f.Width >= 48
	heads := fmt.Sprintf("%4s%7s%7s%7s%7s", "ep", "loss", "acc", "loss", "acc")
	if held {
		heads += fmt.Sprintf("%7s%7s", "valid", "acc")
	}
	lines := []string{f.Theme.Dimmed(heads)}
	best := s.Best()
	for i := from; i < to; i++ {
		e := s.Epochs[i]
		test := fourDecimals(e.LossTest) + fourDecimals(e.AccuracyTest)
		if i == best {
			test = f.Theme.Good.Bold(test)
		}
		head := fmt.Sprintf("%4d", i+1)
		if i < len(want) && i < 999 && e.Agrees(want[i]) {
			head = f.Theme.Good.Style().Render("✓") + head[1:]
		}
		if i == t.curves.cross {
			head = f.Theme.Active(fmt.Sprintf("%4d", i+1))
		}
		if held {
			test += f.Theme.Good.Style().Render(fourDecimals(e.LossValidation) + fourDecimals(e.AccuracyValidation))
		}
		lines = append(lines, head+fourDecimals(e.LossTrain)+fourDecimals(e.AccuracyTrain)+test)
	}
	note := f.Theme.Train.Style().Render("train") + ", " + f.Theme.Test.Style().Render("test")
	if want != nil {
		note += " " + f.Theme.Good.Style().Render("✓") + f.Theme.Dimmed("NumPy")
	}
	title := "epochs"
	if s.Batch > 0 && s.State == model.Unfinished && (!t.running() || t.pacing().batch) { // can the batch be read?
		title = fmt.Sprintf("batch %d/%d:%s", s.Batch, s.Batches, fourDecimals(s.Loss))
	}
	return f.Panel(title, note, strings.Join(lines, "\n"))
}

// fourDecimals shows a loss (100 at most) or accuracy as the assignment prints
// them, in seven cells.
func fourDecimals(v float64) string {
	decimals := 4
	for limit := 10.0; v >= limit && decimals > 0; limit *= 10 {
		decimals--
	}
	return fmt.Sprintf("%7.*f", decimals, v)
}
