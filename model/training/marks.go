package training

import (
	"fmt"
	"strings"

	"nntui/nn"
)

// Inputs is the width of what a network sees: the pixels of a digit.
const Inputs = 64

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
	if len(t.history) == 0 && t.batch == 0 {
		t.before = c
		return
	}
	n := len(t.marks)
	if n > 0 && t.marks[n-1].Epoch == len(t.history) && t.marks[n-1].Batch == t.batch {
		t.marks = t.marks[: n-1 : n-1] // a snapshot may show the rest
	} else {
		t.before = t.config
	}
	from := t.before
	from.Epochs = c.Epochs
	if changed := Differences(from, c); len(changed) > 0 {
		t.marks = append(t.marks, Mark{len(t.history), t.batch, strings.Join(changed, ", ")})
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
	if a.Layers != b.Layers {
		list = append(list, netLabel(a.Layers, b.Layers))
	}
	note(a.LearningRate != b.LearningRate, "lr %.4g", b.LearningRate)
	note(a.BatchSize != b.BatchSize, "batch %d", b.BatchSize)
	note(a.Optimizer.Name != b.Optimizer.Name, "%s", b.Optimizer.Name)
	if a.Optimizer.Name == b.Optimizer.Name {
		note(a.Optimizer.Momentum != b.Optimizer.Momentum, "mom %.4g", b.Optimizer.Momentum)
		note(a.Optimizer.Decay != b.Optimizer.Decay, "decay %.4g", b.Optimizer.Decay)
		note(a.Optimizer.Epsilon != b.Optimizer.Epsilon, "eps %.4g", b.Optimizer.Epsilon)
	}
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

// netLabel names net b by its widths, or by its activations where a has the
// same widths.
func netLabel(a, b string) string {
	if Widths(a) != Widths(b) {
		return Widths(b)
	}
	var names []string
	shapes, _ := nn.Shapes(Inputs, b)
	for _, s := range shapes {
		if s.Params == 0 {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, "-")
}

// Widths returns the widths of a list of layers as in "64-32-1".
func Widths(layers string) string {
	text := fmt.Sprint(Inputs)
	for layer := range strings.SplitSeq(layers, ",") {
		if n, ok := strings.CutPrefix(strings.TrimSpace(layer), "linear:"); ok {
			text += "-" + n
		}
	}
	return text
}
