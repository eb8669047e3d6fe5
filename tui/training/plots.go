package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"nntui/model/training"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// quantity is what one chart shows of an epoch: in training, test and
// validation.
type quantity func(training.Epoch) [3]float64

func losses(e training.Epoch) [3]float64 {
	return [3]float64{e.LossTrain, e.LossTest, e.LossValidation}
}

func accuracies(e training.Epoch) [3]float64 {
	return [3]float64{e.AccuracyTrain, e.AccuracyTest, e.AccuracyValidation}
}

// of returns the quantity in one part of the digits, epoch by epoch.
func (q quantity) of(part int, epochs []training.Epoch) []float64 {
	return column(epochs, func(e training.Epoch) float64 { return q(e)[part] })
}

// roomForWords is the width of a plot with room for names in full, in cells.
const roomForWords = 34

// roomy is the width of a plot with room for more than that.
const roomy = 60

// partNames are the parts of the digits, as theme.Parts draws them: in full and
// for where there is little room.
var partNames = [2][3]string{{"train", "test", "valid"}, {"tr", "te", "va"}}

// The parts by which runs are compared and, where it is held out, judged.
const test, validation = 1, 2

// parts is how many the run has, and judge the one that its best epoch goes by.
func (t *Tab) parts() int { return t.judge() + 1 }

func (t *Tab) judge() int {
	if t.runner.Snapshot.Config.Validation > 0 {
		return validation
	}
	return test
}

// leastLog is the least loss on a logarithmic axis, to the highest.
const leastLog = 1e-9

func (t *Tab) lossPlot(f kit.Frame) *chart.Plot {
	p := t.plot(f, losses)
	batches, _ := t.batches()
	low, high := t.reach(losses, batches)
	if p.Y = axis.Span("loss", false, 0, cmp.Or(high, 1)); t.curves.logY {
		p.Y = axis.Span("loss", true, max(low, leastLog*high), cmp.Or(high, 1)).Rounded(8)
	}
	p.Notes = t.notes(f)
	t.addBatches(f, p)
	t.curves.lens.Apply(p)
	t.mark(f, p)
	return t.crossed(p)
}

func (t *Tab) accuracyPlot(f kit.Frame) *chart.Plot {
	const good, none = 0.05, 0.5 // the share of mistakes that is always on the axis, and before there is any
	p := t.plot(f, accuracies)
	_, high := t.reach(mistakes)
	p.Y = axis.Axis{Low: 1 - max(cmp.Or(high, none), good), High: 1}
	chart.Lens{X: t.curves.lens.X, Y: t.curves.accuracy}.Apply(p)
	return t.crossed(p)
}

// mistakes are the shares of the digits on the wrong side.
func mistakes(e training.Epoch) [3]float64 {
	return [3]float64{1 - e.AccuracyTrain, 1 - e.AccuracyTest, 1 - e.AccuracyValidation}
}

// reach returns the least value above 0 and the highest of a quantity, in the
// run, in others and in the earlier runs. Of these, one that ends far above the
// run does not count, and one that begins far above it only so far: they do not
// make it flat.
func (t *Tab) reach(q quantity, others ...[]float64) (low, high float64) {
	const farEnd, farBeginning = 4, 10
	var own [][]float64
	earlier := slices.DeleteFunc(others, func(y []float64) bool { return len(y) == 0 })
	for part := range t.parts() {
		own = append(own, q.of(part, t.runner.Snapshot.Epochs))
	}
	for _, r := range t.ghosts() {
		earlier = append(earlier, q.of(test, r.Epochs))
	}
	low, high = span(own...)
	usual := cmp.Or(high, math.Inf(1))
	for _, y := range earlier {
		if l, h := span(y); y[len(y)-1] <= farEnd*usual {
			low, high = min(low, l), max(high, min(h, farBeginning*usual))
		}
	}
	return min(low, high), high
}

// span returns the least value above 0 and the highest of finite ones, infinity
// and 0 where there are none.
func span(curves ...[]float64) (low, high float64) {
	low = math.Inf(1)
	for _, y := range curves {
		for _, v := range y {
			if v > 0 && v <= math.MaxFloat64 {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	return low, high
}

// plot returns the curves of a quantity over the epochs, without the axis of
// its values: earlier runs, and over them those of the run, with the raw values
// under those that are smoothed.
func (t *Tab) plot(f kit.Frame, q quantity) *chart.Plot {
	p := &chart.Plot{X: t.epochAxis(), Value: inCells(6)}
	keep := smoothings[t.curves.smooth]
	letters := t.letters()
	for _, r := range t.ghosts() {
		name, pen := letters.of(f, r)
		p.Curves = append(p.Curves, curve(name, pen, q.of(test, r.Epochs), keep))
	}
	own, names := make([]chart.Curve, 0, 3), partNames[0]
	p.Gutter, p.Margin = len("0.95 "), len(" train 0.1234>")
	switch {
	case f.Width >= roomy:
		p.Gutter = len("0.0001 ")
	case f.Width < roomForWords:
		names, p.Value, p.Margin = partNames[1], inCells(5), len(" tr 0.123>")
	}
	pens := f.Theme.Parts()
	for part, pen := range pens[:t.parts()] {
		pen.Bold = true
		c := curve(names[part], pen, q.of(part, t.runner.Snapshot.Epochs), keep)
		if keep > 0 {
			raw := chart.Curve{First: 1, Y: c.Says, Pen: f.Theme.Border.Pen().Dashed(pen.Dash, pen.Sign), Rank: chart.Under}
			p.Curves = append(p.Curves, raw)
		}
		own = append(own, c)
	}
	p.Curves = append(p.Curves, own...)
	return p
}

// curve is that of a run over the epochs, smoothed; its label tells what was
// computed.
func curve(name string, pen kit.Pen, values []float64, keep float64) chart.Curve {
	c := chart.Curve{First: 1, Y: values, Says: values, Pen: pen, Rank: chart.Middle, Name: name}
	if keep > 0 {
		c.Y = smoothed(values, keep)
	}
	return c
}

// epochAxis goes to the end of the run: that it was set to, or where it came to
// its end before. It goes on to the end of earlier runs. Batch by batch, it is
// that of the last epochs.
func (t *Tab) epochAxis() axis.Axis {
	low, high := 1.0, float64(max(t.ownEnd(), t.drawnEpochs()))
	if t.batchwise() {
		low, high = t.lastEpochs()
	}
	if low >= high {
		low = high - 1
	}
	if t.curves.logX && low == 0 {
		low = 1 / float64(max(2, t.runner.Snapshot.Batches))
	}
	return axis.Axis{Name: "epoch", Low: low, High: high, Log: t.curves.logX, Whole: true}
}

// crossed returns the plot with the crosshair, if that is on it.
func (t *Tab) crossed(p *chart.Plot) *chart.Plot {
	epoch, ok := t.crosshair()
	p.Crossed, p.Cross = ok, float64(epoch+1)
	return p
}

// crosshair returns the epoch under the crosshair, from 0, if that is seen.
func (t *Tab) crosshair() (epoch int, ok bool) {
	epoch = t.curves.cross
	at := t.curves.lens.X.Of(t.epochAxis()).At(float64(epoch + 1))
	return epoch, epoch >= 0 && epoch < t.drawnEpochs() && at > -1e-9 && at < 1+1e-9
}

// inCells writes values in so many cells, so that nothing moves while they
// change: small and large ones with a power of ten, as in 3.3e-6.
func inCells(n int) func(v float64) string {
	return func(v float64) string {
		if v > 0 && v < 0.001 || v >= 1e5 {
			return axis.ShortExponent(fmt.Sprintf("%.*e", n-5, v))
		}
		return string(appendFixed(nil, v, n-2))
	}
}
