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
	p := t.taylorPlots(f)[0]
	_, legend := apart(f, taylorLegendHeight(f))
	return t.taylorStamp(f), p.with(f, t.taylorLegend(legend))
}

// remainderPens are those of the remainder without the gradient, and with it.
func remainderPens(f kit.Frame) [2]kit.Pen {
	with := f.Theme.Train.Pen()
	with.Bold = true
	return [2]kit.Pen{f.Theme.Test.Pen().Dashed("xxx ", "o"), with}
}

// anchor is the index of the h at which theory meets the remainders: the
// largest without a kink, but for those where higher orders count.
func anchor(r check.Taylor) int {
	const first = 2
	return first + max(0, slices.Index(r.Kink[first:], false))
}

// taylorPlots is the plot above its legend.
func (t *Tab) taylorPlots(f kit.Frame) []plot {
	r, pens := t.runner.Snapshot.Taylor, remainderPens(f)
	p := &chart.Plot{X: decades("h", 1e-8, 1), Y: decades("rest", 1e-18, 10, r.Zeroth, r.First)}
	t.lenses["taylor"].Apply(p)
	if len(r.H) > 0 {
		p.Crossed, p.Cross = true, r.H[t.taylorAt()]
		i := anchor(r)
		straight(p, r.Zeroth[i]/r.H[i], 1, "h", theoryPen(f))
		if !math.IsNaN(r.FirstSlope) { // where it is, there is nothing but rounding
			straight(p, r.First[i]/(r.H[i]*r.H[i]), 2, "h^2", theoryPen(f))
		}
		straight(p, r.Noise, 0, "ε", theoryPen(f))
	}
	for i, h := range r.H {
		if r.Kink[i] {
			p.Marks = append(p.Marks, chart.Mark{X: h, Y: r.First[i], Text: "◇", Pen: f.Theme.Warn.Pen()})
		}
	}
	h := upwards(r.H)
	p.Curves = append(p.Curves,
		chart.Curve{X: h, Y: upwards(r.Zeroth), Pen: pens[0], Rank: chart.Middle},
		chart.Curve{X: h, Y: upwards(r.First), Pen: pens[1], Rank: chart.Middle})
	frame, _ := apart(f, taylorLegendHeight(f))
	return []plot{{frame: frame, Plot: p}}
}

// taylorLegendHeight is that of a head, a line for each remainder and one for
// the signs, where there is room.
func taylorLegendHeight(f kit.Frame) int {
	if f.Height < 10 {
		return 0
	}
	return 4
}

// taylorLegend says which line is which, how steep it is, and its value at the
// crosshair.
func (t *Tab) taylorLegend(f kit.Frame) []string {
	if f.Height == 0 {
		return nil
	}
	r, pens, at := t.runner.Snapshot.Taylor, remainderPens(f), check.Taylor{H: []float64{math.NaN()}}
	at.Zeroth, at.First = at.H, at.H
	if i := t.taylorAt(); len(r.H) > 0 {
		at = check.Taylor{H: r.H[i:], Zeroth: r.Zeroth[i:], First: r.First[i:]}
	}
	names, theory := [2]string{"f(x+hv) - f(x)", "the same - h g·v"}, " theory, rounding ε"
	if f.Width < tableWidth {
		names, theory = [2]string{"change", "- h g·v"}, " theory, ε"
	}
	row := func(pen int, slope, value float64) string {
		return " " + chart.Sample(f, pens[pen]) + taylorRow(f, names[pen], slopeText(slope)) + here(f, brief(value))
	}
	last := " " + chart.Sample(f, theoryPen(f)) + f.Theme.Dimmed(theory)
	if slices.Contains(r.Kink, true) {
		last += f.Theme.Warn.Style().Render(" ◇") + f.Theme.Dimmed(" kink")
	}
	return []string{
		crossHead(f, taylorRow(f, "", "slope"), at.H[0]),
		row(0, r.ZerothSlope, at.Zeroth[0]), row(1, r.FirstSlope, at.First[0]), last,
	}
}

// taylorRow is the part of a line before the value at the crosshair.
func taylorRow(f kit.Frame, name, slope string) string {
	if f.Width < tableWidth {
		return " " + kit.FitLine(name, 9)
	}
	return " " + kit.FitLine(name, 20) + fmt.Sprintf(" %5s", slope)
}

// taylorAt is the index of the h under the crosshair.
func (t *Tab) taylorAt() int { return kit.Clamp(t.taylor, len(t.runner.Snapshot.Taylor.H)) }

// moveTaylor moves the crosshair over the steps, which begin with the largest.
func (t *Tab) moveTaylor(right, _ int) {
	t.taylor = kit.Clamp(t.taylorAt()-right, len(t.runner.Snapshot.Taylor.H))
}

// pointTaylor puts the crosshair on the nearest step.
func (t *Tab) pointTaylor(h float64) {
	off := func(i int) float64 { return math.Abs(math.Log(t.runner.Snapshot.Taylor.H[i] / h)) }
	for i := range t.runner.Snapshot.Taylor.H {
		if off(i) < off(t.taylorAt()) {
			t.taylor = i
		}
	}
}

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
