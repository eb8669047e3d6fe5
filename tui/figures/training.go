package figures

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"
	"strings"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/axis"
)

// Axes says which axes of the learning curves are logarithmic. A loss that
// goes over more than three decades has one in any case.
type Axes struct{ LogEpoch, LogLoss bool }

// Training returns two figures: "curves", loss and accuracy from epoch to
// epoch, with the test curves of earlier runs, the letters a to h in this order,
// of which one that is hidden or has no epoch is left out; and, where the
// snapshot's Detail has them, "digits", a page of test digits beside what the
// network says to them, the mistakes first.
func Training(s training.Snapshot, earlier []training.Run, a Axes) []Figure {
	earlier = slices.Clone(earlier[:min(len(earlier), len(runColors))])
	for i, r := range earlier {
		if r.Hidden {
			earlier[i].Epochs = nil
		}
	}
	list := []Figure{{"curves", "loss and accuracy", func() *page { return learning(s, earlier, a) }}}
	if s.Detail != nil && s.Detail.Digits != nil {
		list = append(list, Figure{"digits", "test digits and what the net says to them", func() *page { return digitsPage(s) }})
	}
	return list
}

// report says what was set and what came out.
func (f *page) report(s training.Snapshot) {
	n := len(s.Epochs)
	f.note(true, "%s", settings(s.Config))
	f.note(n == 0, "No epoch is complete yet.")
	f.note(s.State == model.Diverged, "Diverged in %s.", s.Reason)
	f.note(s.Stopped, "Stopped early after epoch %d: the validation loss had not fallen for %s.", n, count(s.Config.Patience, "epoch"))
	for _, e := range s.Epochs[max(0, n-1):] {
		f.note(true, "After epoch %d of %d: loss %s in training and %s in the test, accuracy %s and %s.", n, s.Now().Epochs,
			number(e.LossTrain, 4), number(e.LossTest, 4), number(e.AccuracyTrain, 4), number(e.AccuracyTest, 4))
	}
	var changes []string
	for _, m := range s.Marks {
		changes = append(changes, m.String())
	}
	f.note(len(changes) > 0, "Changed under way: %s.", strings.Join(changes, "; "))
}

// settings names the net and all that is not usual.
func settings(c training.Config) string {
	usual := training.Default()
	usual.Layers, usual.LearningRate, usual.BatchSize, usual.Optimizer, usual.Seed, usual.Epochs, usual.Changes =
		c.Layers, c.LearningRate, c.BatchSize, c.Optimizer, c.Seed, c.Epochs, c.Changes // which are notes of their own
	text := fmt.Sprintf("%s (%s), %s, learning rate %s, batch %d, seed %d", c.Widths(), strings.ReplaceAll(c.Layers, ",", ", "),
		c.Optimizer.Name, number(c.LearningRate, 4), c.BatchSize, c.Seed)
	if i := slices.IndexFunc(training.Presets, func(p training.Preset) bool { return p.Config == c }); i >= 0 {
		text = "Preset " + training.Presets[i].Name + ": " + text
	}
	return strings.Join(append([]string{text}, training.Differences(usual, c)...), ", ") + "."
}

// kinds are the curves of a run, apart in brightness and dashes.
var kinds = []struct {
	name  string
	style draw.LineStyle
	of    func(training.Epoch) [2]float64 // loss and accuracy
}{
	{"training", draw.LineStyle{Color: rgb(0x1b4f8a), Width: 1.5},
		func(e training.Epoch) [2]float64 { return [2]float64{e.LossTrain, e.AccuracyTrain} }},
	{"test", draw.LineStyle{Color: rgb(0xd9780f), Width: 1.5, Dashes: []vg.Length{1.5, 1.5}},
		func(e training.Epoch) [2]float64 { return [2]float64{e.LossTest, e.AccuracyTest} }},
	{"validation", draw.LineStyle{Color: rgb(0x2e8b57), Width: 1.5, Dashes: []vg.Length{5, 3}},
		func(e training.Epoch) [2]float64 { return [2]float64{e.LossValidation, e.AccuracyValidation} }},
}

const loss, accuracy, test = 0, 1, 1

// histories returns the curves of a run in the order of kinds, epochs counted
// from 1; that of the validation only where digits are held out.
func histories(c training.Config, epochs []training.Epoch, what int) []plotter.XYs {
	curves := make([]plotter.XYs, 2, 3)
	if c.Validation > 0 {
		curves = curves[:3]
	}
	for k := range curves {
		for i, e := range epochs {
			curves[k] = append(curves[k], plotter.XY{X: float64(i + 1), Y: kinds[k].of(e)[what]})
		}
	}
	return curves
}

// The heights of the two panels and what lies between them, in points.
const lossHeight, accuracyHeight, between = 190, 130, 24

// learning is loss over accuracy.
func learning(s training.Snapshot, earlier []training.Run, a Axes) *page {
	f := &page{title: "Loss and accuracy from epoch to epoch", height: lossHeight + between + accuracyHeight + bottom + 4}
	f.report(s)
	last := len(s.Epochs)
	for _, r := range earlier {
		last = max(last, len(r.Epochs))
	}
	x := axis.Span("", a.LogEpoch, 1, float64(cmp.Or(last, s.Now().Epochs)))
	x.Whole = true
	losses, accuracies := histories(s.Config, s.Epochs, loss), histories(s.Config, s.Epochs, accuracy)
	upper := newPanel(x, lossAxis(heights(losses...), earlier, a.LogLoss))
	x.Name = "epoch"
	lower := newPanel(x, axis.Span("accuracy", false, append(heights(accuracies...), 0.95, 1)...).Padded(0.03))
	upper.curves(f, s.Config, losses, earlier, loss)
	lower.curves(&page{}, s.Config, accuracies, earlier, accuracy)
	if best := s.Best(); best >= 0 && len(s.Epochs) > 1 { // on what judges it
		by, at := kinds[len(losses)-1], losses[len(losses)-1][best:best+1]
		f.explain(fmt.Sprintf("lowest %s loss, %s at epoch %d", by.name, number(at[0].Y, 4), best+1),
			upper.marks(at, disc(by.style.Color, 4.6), disc(paper, 3.2), disc(by.style.Color, stepMark))...)
	}
	for i, m := range s.Marks {
		at := float64(m.Epoch) + float64(m.Batch)/float64(max(1, s.Batches))
		lower.upright(at, dashed)
		if sign := upper.upright(at, dashed); i == 0 {
			f.explain("settings changed", sign...)
		}
	}
	f.body = func(c draw.Canvas) {
		if slices.ContainsFunc(earlier, func(r training.Run) bool { return len(r.Epochs) > 0 }) {
			c.Max.X -= 1.2 * letterHeight // for an arrow behind a letter
		}
		lower.fill(draw.Crop(c, 0, 0, 0, -(lossHeight + between)))
		upper.fill(draw.Crop(c, 0, 0, accuracyHeight+between, 0))
	}
	return f
}

// lossAxis begins at 0 where it is not logarithmic. It has room for earlier runs
// as far as they are near to the run, and is not pressed together by others.
func lossAxis(losses []float64, earlier []training.Run, log bool) axis.Axis {
	a := axis.Span("loss", log || decades(losses), losses...)
	var lowest, highest float64
	if a.Log {
		a.Name, lowest, highest = "loss (logarithmic)", a.Low/3, 3*a.High
	} else {
		a.Low = min(a.Low, 0)
		lowest, highest = a.Low, 1.5*a.High
	}
	for _, r := range earlier {
		for _, e := range r.Epochs {
			if v := e.LossTest; v >= lowest && v <= highest {
				a.Low, a.High = min(a.Low, v), max(a.High, v)
			}
		}
	}
	if a.Log {
		return a.Padded(0.05)
	}
	a.High += 0.05 * (a.High - a.Low)
	return a
}

// runColors are those of earlier runs, which differ from those of kinds.
var runColors = []color.Color{
	rgb(0x000000), rgb(0xcc79a7), rgb(0x56b4e9), rgb(0x7a4a00), rgb(0x882255), rgb(0x777777), rgb(0x999933), rgb(0x44aa99),
}

// nameOf says of an earlier run what it did otherwise than c.
func nameOf(r training.Run, c training.Config) string {
	name := fmt.Sprintf("test of run %d", r.Number)
	if list := training.Differences(c, r.Config); len(list) > 0 {
		return name + ", " + strings.Join(list, ", ")
	}
	return name + ", the same settings"
}

// curves adds the test curves of earlier runs, each with its letter at the end,
// and over them those of the run, which the legend names first.
func (p panel) curves(f *page, c training.Config, curves []plotter.XYs, earlier []training.Run, what int) {
	const fewEpochs = 30 // fewer are marked, each
	var before page
	var ends letters
	for i, r := range earlier {
		if len(r.Epochs) == 0 {
			continue
		}
		style := draw.LineStyle{Color: runColors[i], Width: 1, Dashes: line(i + 1).Dashes} // gaps: the training has none
		curve, letter := histories(c, r.Epochs, what)[test], string(rune('a'+i))
		before.explain(letter+": "+nameOf(r, c), p.line(curve, style, 0)...)
		if pieces := p.pieces(curve); len(pieces) > 0 {
			last := pieces[len(pieces)-1]
			ends = append(ends, end{last[len(last)-1], letter, runColors[i]})
		}
	}
	p.add(ends)
	for k, curve := range curves {
		f.explain(kinds[k].name, p.line(curve, kinds[k].style, fewEpochs)...)
	}
	f.legend = append(f.legend, before.legend...)
}
