package check

import (
	"fmt"
	"math"
	"slices"

	"nntui/model/check"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// drawTaylor draws the two remainders against h, over the slopes that they have
// for a right gradient.
func (t *Tab) drawTaylor(f kit.Frame) (note, body string) {
	return t.taylorStamp(f), t.taylorPlots(f)[0].withLegend()
}

// anchor is the index of the h at which theory meets the remainders: the
// largest without a kink, but for those where higher orders count.
func anchor(r check.Taylor) int {
	const first = 2
	return first + max(0, slices.Index(r.Kink[first:], false))
}

// taylorPlots is the plot with its legend.
func (t *Tab) taylorPlots(f kit.Frame) []plot {
	r, h, zeroth, first := t.runner.Snapshot.Taylor, math.NaN(), math.NaN(), math.NaN()
	p := &chart.Plot{X: logarithmic("h", 1e-8, 1), Y: logarithmic("rest", 1e-18, 10, r.Zeroth, r.First)}
	t.lenses["taylor"].Apply(p)
	if len(r.H) > 0 {
		at, i := t.taylorAt(), anchor(r)
		h, zeroth, first = r.H[at], r.Zeroth[at], r.First[at]
		p.Crossed, p.Cross = true, h
		straight(p, r.Zeroth[i]/r.H[i], 1, "h", theoryPen(f))
		if !math.IsNaN(r.FirstSlope) { // where it is, there is nothing but rounding
			straight(p, r.First[i]/(r.H[i]*r.H[i]), 2, "h^2", theoryPen(f))
		}
		straight(p, r.Noise, 0, "eps", theoryPen(f))
	}
	without, with := f.Theme.Test.Pen().Dashed("xxx ", "o"), f.Theme.Train.Pen()
	with.Bold = true
	l := &legend{heads: []string{f.Theme.Dimmed("slope"), atH(f, h)}, here: 1, rows: []row{
		{curve: rising(r.H, r.Zeroth, true, without), name: "f(x+hv) - f(x)", short: "change", cells: []string{slopeText(r.ZerothSlope), brief(zeroth)}},
		{curve: rising(r.H, r.First, true, with), name: "the same - h g·v", short: "- h g·v", cells: []string{slopeText(r.FirstSlope), brief(first)}},
	}, foot: []string{" " + chart.Sample(f, theoryPen(f)), f.Theme.Dimmed(" theory"), f.Theme.Dimmed(", rounding eps")}}
	for i, h := range r.H {
		if r.Kink[i] {
			l.rows[1].marks = append(l.rows[1].marks, chart.Mark{X: h, Y: r.First[i], Text: "◇", Pen: f.Theme.Warn.Pen()})
		}
	}
	if len(l.rows[1].marks) > 0 {
		l.foot = append(l.foot, f.Theme.Warn.Style().Render(" ◇")+f.Theme.Dimmed(" kink"))
	}
	return l.place(f, p)
}

// taylorAt is the index of the h under the crosshair.
func (t *Tab) taylorAt() int { return kit.Clamp(t.taylor, len(t.runner.Snapshot.Taylor.H)) }

// moveTaylor moves the crosshair over the steps, which begin with the largest.
func (t *Tab) moveTaylor(right, _ int) {
	t.taylor = kit.Clamp(t.taylorAt()-right, len(t.runner.Snapshot.Taylor.H))
}

// pointTaylor puts the crosshair on the nearest step.
func (t *Tab) pointTaylor(h float64) { t.taylor = nearest(t.runner.Snapshot.Taylor.H, h) }

// slopes shows the slopes of both remainders.
func slopes(r check.Taylor) string {
	if math.IsNaN(r.FirstSlope) {
		return slopeText(r.ZerothSlope) + ", straight"
	}
	return slopeText(r.ZerothSlope) + " and " + slopeText(r.FirstSlope)
}

func slopeText(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	return fmt.Sprintf("%.2f", v)
}

// taylorStamp is the result of the Taylor test in a word.
func (t *Tab) taylorStamp(f kit.Frame) string {
	r := t.runner.Snapshot.Taylor
	switch slope := r.FirstSlope; {
	case len(r.H) == 0:
		return ""
	case math.IsNaN(slope):
		return f.Theme.Dimmed("straight: rounding only")
	case slope > 1.7:
		return f.Theme.Good.Bold("✓ slope 2: right")
	case slope < 1.3:
		return f.Theme.Bad.Bold("✗ slope 1: wrong")
	}
	return f.Theme.Warn.Bold("? between 1 and 2")
}
