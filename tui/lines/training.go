package lines

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"nntui/model"
	"nntui/model/training"
)

// Train runs a training to where it ends or diverges and writes each epoch as
// it finishes. A run that takes long has a progress bar on stderr where that
// is a terminal. When ctx ends, the run stops after the epoch under way, and
// the error wraps the cause.
func Train(ctx context.Context, run *training.Training, f Format, stdout term.File, stderr *os.File) error {
	b := newBar(stderr)
	defer b.clear()
	s := run.Snapshot()
	write := newEpochs(stdout, f, s.Config)
	for s.State == model.Unfinished {
		if s.Batch == 0 && len(s.Epochs) > 0 && ctx.Err() != nil {
			return fmt.Errorf("stopped after epoch %d of %d: %w", len(s.Epochs), s.Now().Epochs, context.Cause(ctx))
		}
		run.Advance(s.Batches-s.Batch, time.Second/10) // not beyond the epoch
		s = run.Snapshot()
		if s.Batch == 0 && term.IsTerminal(stdout.Fd()) {
			b.clear() // to make room for the line
		}
		if err := write(s); err != nil {
			return err
		}
		b.draw(s)
	}
	return nil
}

// Run writes the epochs of a run so far, as Train writes them under way.
func Run(w io.Writer, f Format, s training.Snapshot) error {
	return newEpochs(w, f, s.Config)(s)
}

// newEpochs returns a function that writes the epochs of a run, counted from 1,
// that it has not yet written: the losses and accuracies of training and test,
// and of validation where digits are held out. Of a run whose settings change
// under way, it says of each epoch what changed in it, as the config does.
func newEpochs(w io.Writer, f Format, c training.Config) func(training.Snapshot) error {
	out, written := bufio.NewWriter(w), 0
	t := table{
		keys: []string{"epoch", "loss_train", "accuracy_train", "loss_test", "accuracy_test"},
		row:  "Epoch %3d: loss[train]=%7.4f accuracy[train]=%7.4f loss[test]=%7.4f accuracy[test]=%7.4f\n",
	}
	if c.Validation > 0 {
		t.keys = append(t.keys, "loss_validation", "accuracy_validation")
		t.row = strings.TrimSuffix(t.row, "\n") + " loss[validation]=%7.4f accuracy[validation]=%7.4f\n"
	}
	measured := len(t.keys)
	if c.Changes != "" {
		t.keys = append(t.keys, "changes")
		t.row = strings.TrimSuffix(t.row, "\n") + "%s\n"
	}
	row := f.rows(t, out)
	return func(s training.Snapshot) error {
		for _, e := range s.Epochs[written:] {
			written++
			values := []any{written, e.LossTrain, e.AccuracyTrain, e.LossTest, e.AccuracyTest, e.LossValidation, e.AccuracyValidation}
			values = values[:measured]
			if c.Changes != "" {
				values = append(values, f.aside(c.ChangesIn(written)))
			}
			row(values...)
		}
		return out.Flush()
	}
}

// aside sets a text apart from what people read before it.
func (f Format) aside(text string) string {
	if f.prose && text != "" {
		text = "  " + text
	}
	return text
}
