package training

import (
	"fmt"
	"strconv"
	"strings"
)

// A Mark says where a setting changed while a run was under way.
type Mark struct {
	Epoch int    // epochs completed by then
	Batch int    // batches done of the one under way
	What  string // as in "lr 0.01"
}

// mark notes that the run goes on with c. Several changes at the same place
// are one mark, and none if they come to nothing. More epochs are not marked,
// nor is what changes before the first step.
func (t *Training) mark(c Config) {
	at := &t.at
	if len(at.Epochs) == 0 && at.Batch == 0 {
		at.First, at.BeforeLastMark = c, c
		return
	}
	now := Mark{Epoch: len(at.Epochs), Batch: at.Batch}
	if n := len(at.Marks); n > 0 && at.Marks[n-1].Epoch == now.Epoch && at.Marks[n-1].Batch == now.Batch {
		at.Marks = at.Marks[: n-1 : n-1] // a snapshot may show the rest
	} else {
		at.BeforeLastMark = at.Config
	}
	from := at.BeforeLastMark
	from.Epochs = c.Epochs
	if now.What = strings.Join(Differences(from, c), ", "); now.What != "" {
		at.Marks = append(at.Marks, now)
	}
}

// Differences lists in few letters what b does otherwise than a, as in
// "lr 0.01" or "64-64-1", what matters most first.
func Differences(a, b Config) []string {
	var list []string
	note := func(differ bool, format string, args ...any) {
		if differ {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	note(a.Data != b.Data, "%s", b.Data)
	if a.Layers != b.Layers {
		list = append(list, netLabel(a, b))
	}
	note(a.Loss != b.Loss, "%s", b.Loss)
	note(a.LearningRate != b.LearningRate, "lr %.4g", b.LearningRate)
	note(a.BatchSize != b.BatchSize, "batch %d", b.BatchSize)
	note(a.Optimizer.Name != b.Optimizer.Name, "%s", b.Optimizer.Name)
	same := a.Optimizer.Name == b.Optimizer.Name
	note(same && a.Optimizer.Momentum != b.Optimizer.Momentum, "mom %.4g", b.Optimizer.Momentum)
	note(same && a.Optimizer.Decay != b.Optimizer.Decay, "decay %.4g", b.Optimizer.Decay)
	note(same && a.Optimizer.Epsilon != b.Optimizer.Epsilon, "eps %.4g", b.Optimizer.Epsilon)
	note(a.Init != b.Init, "%s", b.Init)
	note(a.L2 != b.L2, "L2 %.4g", b.L2)
	note(a.RateSchedule != b.RateSchedule, "%s", b.RateSchedule)
	note(a.Seed != b.Seed, "seed %d", b.Seed)
	note(a.SkipDraws != b.SkipDraws, "skip %d", b.SkipDraws)
	note(a.Split != b.Split, "split %.4g", b.Split)
	note(a.SplitSeed != b.SplitSeed, "split seed %d", b.SplitSeed)
	switch {
	case a.Patience == b.Patience:
		note(a.Validation != b.Validation, "valid %.4g", b.Validation)
	case b.Patience == 0:
		list = append(list, "no early stop")
	default:
		note(true, "patience %d", b.Patience)
	}
	note(a.Epochs != b.Epochs, "%d epochs", b.Epochs)
	return list
}

// netLabel names the net of b by its widths, or by its activations where that
// of a has the same widths.
func netLabel(a, b Config) string {
	if a.Widths() != b.Widths() {
		return b.Widths()
	}
	var names []string
	shapes, _ := b.Shapes()
	for _, s := range shapes {
		if s.Params == 0 {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, "-")
}

// Widths returns the widths of the network as in "64-32-1".
func (c Config) Widths() (text string) {
	shapes, _ := c.Shapes()
	for i, s := range shapes {
		if i == 0 {
			text = strconv.Itoa(s.In)
		}
		if s.Width > 0 {
			text += "-" + strconv.Itoa(s.Width)
		}
	}
	return text
}
