package training

import (
	"slices"

	"nntui/tui/chart"
	"nntui/tui/kit"
)

// batchwise reports whether one can see the batches come one by one.
func (t *Tab) batchwise() bool {
	return t.pacing().batch || t.curves.stepped && !t.runner.Playing
}

// lastEpochs is what there is to see of the epochs then: the one under way, and
// a few before it.
func (t *Tab) lastEpochs() (low, high float64) {
	const before = 3
	done := len(t.runner.Snapshot.Epochs)
	if !t.over() {
		done++
	}
	return float64(max(0, done-1-before)), float64(max(done, 1))
}

// batches returns the losses of the batches of the last epochs, if they are to
// be seen, and where they are among all of the run, counted from 1.
func (t *Tab) batches() (losses []float64, first int) {
	s := t.runner.Snapshot
	if !t.batchwise() {
		return nil, 0
	}
	low, _ := t.lastEpochs()
	skip := max(0, int(low)*s.Batches+1-s.FirstBatch())
	return s.BatchLosses[min(skip, len(s.BatchLosses)):], s.FirstBatch() + skip
}

// addBatches adds a dot for each batch, which the curves do not hide: those of an
// epoch lie before its mean, the last one at the same place.
func (t *Tab) addBatches(f kit.Frame, p *chart.Plot) {
	losses, first := t.batches()
	if len(losses) == 0 {
		return
	}
	pen, x := f.Theme.Dim.Pen(), make([]float64, len(losses))
	pen.Sign = "."
	for i := range x {
		x[i] = float64(first+i) / float64(t.runner.Snapshot.Batches)
	}
	p.Curves = slices.Insert(p.Curves, 0, chart.Curve{X: x, Y: losses, Pen: pen, Rank: chart.Middle, Loose: true})
}
