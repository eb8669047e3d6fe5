package figures

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model"
	"nntui/model/training"
)

// Axes says which axes of the learning curves are logarithmic. A loss that
// goes over more than three decades has one in any case.
type Axes struct{ LogEpoch, LogLoss bool }

// Training returns two figures: "curves", loss and accuracy from epoch to
// epoch, with the test curves of the five latest of the earlier runs that are
// not hidden; and, where the snapshot's Detail has them, "digits", a page of
// test digits beside what the network says to them, the mistakes first.
func Training(s training.Snapshot, earlier []training.Run, a Axes) []Figure {
	earlier = latest(earlier)
	list := []Figure{{"curves", "loss and accuracy", func() page { return learning(s, earlier, a) }}}
	if s.Detail != nil && s.Detail.Digits != nil {
		list = append(list, Figure{"digits", "test digits and what the net says to them", func() page { return digitsPage(s) }})
	}
	return list
}

// latest returns the five latest runs that are not hidden, in their order.
func latest(runs []training.Run) []training.Run {
	runs = slices.DeleteFunc(slices.Clone(runs), func(r training.Run) bool { return r.Hidden || len(r.Epochs) == 0 })
	return runs[max(0, len(runs)-5):]
}

// trainingNotes says what was set and what came out.
func trainingNotes(s training.Snapshot) []string {
	notes := []string{settings(s.Config)}
	n := len(s.Epochs)
	switch {
	case s.State == model.Diverged:
		notes = append(notes, fmt.Sprintf("Diverged in %s.", s.Reason))
	case s.Stopped:
		notes = append(notes, fmt.Sprintf("Stopped early after epoch %d: the validation loss had not fallen for %s.", n, count(s.Config.Patience, "epoch")))
	}
	if n > 0 {
		e := s.Epochs[n-1]
		notes = append(notes, fmt.Sprintf("After epoch %d of %d: loss %s in training and %s in the test, accuracy %s and %s.", n, s.Config.Epochs,
			fourDecimals(e.LossTrain), fourDecimals(e.LossTest), fourDecimals(e.AccuracyTrain), fourDecimals(e.AccuracyTest)))
	}
	if len(s.Marks) > 0 {
		var changes []string
		for _, m := range s.Marks {
			changes = append(changes, fmt.Sprintf("%s after epoch %d", m.What, m.Epoch))
		}
		notes = append(notes, "Changed under way: "+strings.Join(changes, "; ")+".")
	}
	return notes
}

// settings names the net and all that is not usual.
func settings(c training.Config) string {
	usual := training.Default()
	usual.Layers, usual.LearningRate, usual.BatchSize, usual.Optimizer, usual.Seed, usual.Epochs =
		c.Layers, c.LearningRate, c.BatchSize, c.Optimizer, c.Seed, c.Epochs
	text := ""
	for _, p := range training.Presets {
		if p.Config == c {
			text = "Preset " + p.Name + ": "
		}
	}
	list := append([]string{
		fmt.Sprintf("%s (%s)", training.Widths(c.Layers), strings.ReplaceAll(c.Layers, ",", ", ")),
		c.Optimizer.Name,
		"learning rate " + number(c.LearningRate, 4),
		fmt.Sprintf("batch %d", c.BatchSize),
		fmt.Sprintf("seed %d", c.Seed),
	}, training.Differences(usual, c)...)
	return text + strings.Join(list, ", ") + "."
}

// The heights of the two panels and what lies between them, in points.
const lossHeight, accuracyHeight, between = 190, 130, 24

// learning is loss over accuracy.
func learning(s training.Snapshot, earlier []training.Run, a Axes) page {
	f := page{title: "Loss and accuracy from epoch to epoch", notes: trainingNotes(s), height: lossHeight + between + accuracyHeight + bottom + 4}
	x := epochAxis(s, earlier, a.LogEpoch)
	loss := newPanel(x, lossAxis(s, earlier, a.LogLoss))
	x.label = "epoch"
	accuracy := newPanel(x, span("accuracy", false, append(values(s, accuracyOf), 0.95, 1)...).padded(0.03))
	f.legend = loss.curves(s, earlier, lossOf)
	accuracy.curves(s, earlier, accuracyOf)
	f.legend = append(f.legend, loss.best(s)...)
	if len(s.Marks) > 0 {
		f.legend = append(f.legend, entry{"settings changed", []plot.Thumbnailer{loss.changes(s)}})
		accuracy.changes(s)
	}
	f.body = func(c draw.Canvas) {
		lower := draw.Crop(c, left, -4, bottom, -(lossHeight + between + 4)).Rectangle
		upper := draw.Crop(c, left, -4, bottom+accuracyHeight+between, -4).Rectangle
		accuracy.place(c, lower)
		loss.place(c, upper)
		if len(s.Epochs) == 0 {
			say(c, upper, "No epoch is complete yet.")
		}
	}
	return f
}

// epochAxis reaches to the last epoch of the longest run.
func epochAxis(s training.Snapshot, earlier []training.Run, log bool) axis {
	last := len(s.Epochs)
	for _, r := range earlier {
		last = max(last, len(r.Epochs))
	}
	if last == 0 {
		last = s.Config.Epochs
	}
	a := span("", log, 1, float64(last))
	a.whole = true
	return a
}

// lossAxis begins at 0 where it is not logarithmic. Earlier runs that were far
// above the run do not press it down.
func lossAxis(s training.Snapshot, earlier []training.Run, log bool) axis {
	losses := values(s, lossOf)
	if log || decades(losses) {
		return span("loss (logarithmic)", true, losses...).padded(0.05)
	}
	high := 0.0
	for _, v := range losses {
		high = max(high, v)
	}
	for _, r := range earlier {
		_, ys := history(r.Epochs, lossOf[1])
		for _, v := range ys {
			losses = append(losses, min(v, 1.5*high))
		}
	}
	if len(losses) > 0 {
		losses = append(losses, 0)
	}
	a := span("loss", false, losses...)
	a.high += 0.05 * (a.high - a.low)
	return a
}

// kind is a curve of an epoch's numbers.
type kind struct {
	name  string
	style draw.LineStyle
	of    func(training.Epoch) float64
}

// lossOf and accuracyOf are the curves of a run: training, test, validation.
var (
	lossOf = [3]kind{
		{"training", trainLine, func(e training.Epoch) float64 { return e.LossTrain }},
		{"test", testLine, func(e training.Epoch) float64 { return e.LossTest }},
		{"validation", validationLine, func(e training.Epoch) float64 { return e.LossValidation }},
	}
	accuracyOf = [3]kind{
		{"training", trainLine, func(e training.Epoch) float64 { return e.AccuracyTrain }},
		{"test", testLine, func(e training.Epoch) float64 { return e.AccuracyTest }},
		{"validation", validationLine, func(e training.Epoch) float64 { return e.AccuracyValidation }},
	}
)

// measured returns the kinds that a run has.
func measured(c training.Config, kinds [3]kind) []kind {
	if c.Validation > 0 {
		return kinds[:]
	}
	return kinds[:2]
}

// values returns the numbers of all curves of a run.
func values(s training.Snapshot, kinds [3]kind) (all []float64) {
	for _, k := range measured(s.Config, kinds) {
		_, ys := history(s.Epochs, k)
		all = append(all, ys...)
	}
	return all
}

// history returns a curve, epochs counted from 1.
func history(epochs []training.Epoch, k kind) (xs, ys []float64) {
	for i, e := range epochs {
		xs, ys = append(xs, float64(i+1)), append(ys, k.of(e))
	}
	return xs, ys
}

// curves adds the curves of earlier runs, and over them those of the run.
func (p panel) curves(s training.Snapshot, earlier []training.Run, kinds [3]kind) (legend []entry) {
	const fewEpochs = 30 // fewer are marked, each
	p.grid()
	var before []entry
	for i, r := range earlier {
		xs, ys := history(r.Epochs, kinds[1])
		thumb := p.line(xs, ys, draw.LineStyle{Color: gray(uint8(0x80 + 0x10*i)), Width: 1, Dashes: lines[1+i].Dashes})
		before = append(before, entry{runName(s.Config, r), []plot.Thumbnailer{thumb}})
	}
	for _, k := range measured(s.Config, kinds) {
		xs, ys := history(s.Epochs, k)
		thumbs := []plot.Thumbnailer{p.line(xs, ys, k.style)}
		if len(xs) <= fewEpochs {
			thumbs = append(thumbs, p.marks(xs, ys, disc(k.style.Color, stepMark)))
		}
		legend = append(legend, entry{k.name, thumbs})
	}
	return append(legend, before...)
}

// runName says what an earlier run did otherwise.
func runName(c training.Config, r training.Run) string {
	name := fmt.Sprintf("run %d, test", r.Number)
	if d := training.Differences(c, r.Config); len(d) > 0 {
		name += ": " + strings.Join(d, ", ")
	}
	return name
}

// best marks the epoch with the lowest loss on what judges it.
func (p panel) best(s training.Snapshot) []entry {
	best := s.Best()
	if len(s.Epochs) < 2 || best < 0 {
		return nil
	}
	by := lossOf[1]
	if s.Config.Validation > 0 {
		by = lossOf[2]
	}
	loss := by.of(s.Epochs[best])
	ring := p.marks([]float64{float64(best + 1)}, []float64{loss}, disc(by.style.Color, 4.6), disc(paper, 3.2), disc(by.style.Color, stepMark))
	return []entry{{fmt.Sprintf("lowest %s loss, %s at epoch %d", by.name, number(loss, 4), best+1), []plot.Thumbnailer{ring}}}
}

// changes marks where settings changed under way.
func (p panel) changes(s training.Snapshot) (thumb plot.Thumbnailer) {
	for _, m := range s.Marks {
		x := float64(m.Epoch) + float64(m.Batch)/float64(max(1, s.Batches))
		thumb = p.upright(x, draw.LineStyle{Color: soft, Width: 0.8, Dashes: []vg.Length{3, 2}})
	}
	return thumb
}
