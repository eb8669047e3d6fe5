package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

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
	_, high := t.reach(mistakes, nil)
	p.Y = axis.Axis{Low: 1 - max(cmp.Or(high, none), good), High: 1}
	chart.Lens{X: t.curves.lens.X, Y: t.curves.accuracy}.Apply(p)
	return t.crossed(p)
}

// reach returns the least value above 0 and the highest of a quantity, in the
// run, in its batches and in the earlier runs. Of these, one that ends far above
// the run does not count, and one that begins far above it only so far: they do
// not make it flat.
func (t *Tab) reach(q quantity, batches []float64) (low, high float64) {
	const farEnd, farBeginning = 4, 10
	low = math.Inf(1)
	for part := range t.parts() {
		l, h, _ := t.own(q, part, 0).span()
		low, high = min(low, l), max(high, h)
	}
	usual := cmp.Or(high, math.Inf(1))
	join := func(l, h, last float64) {
		if last <= farEnd*usual {
			low, high = min(low, l), max(high, min(h, farBeginning*usual))
		}
	}
	if n := len(batches); n > 0 {
		join(slices.Min(batches), slices.Max(batches), batches[n-1])
	}
	for _, r := range t.ghosts() {
		join(t.series(r.Number, r.Epochs, q, test, 0).span())
	}
	return min(low, high), high
}

// own returns a series of the run that is shown.
func (t *Tab) own(q quantity, part int, keep float64) *series {
	return t.series(t.number, t.runner.Snapshot.Epochs, q, part, keep)
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
		p.Curves = append(p.Curves, curve(name, pen, t.series(r.Number, r.Epochs, q, test, keep)))
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
		c := curve(names[part], pen, t.own(q, part, keep))
		if keep > 0 {
			raw := chart.Curve{First: 1, Long: t.own(q, part, 0), Pen: f.Theme.Border.Pen().Dashed(pen.Dash, pen.Sign), Rank: chart.Under}
			p.Curves = append(p.Curves, raw)
		}
		own = append(own, c)
	}
	p.Curves = append(p.Curves, own...)
	return p
}

// curve is that of a run over the epochs.
func curve(name string, pen kit.Pen, s *series) chart.Curve {
	return chart.Curve{First: 1, Long: s, Pen: pen, Rank: chart.Middle, Name: name}
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
