package check

import (
	"fmt"
	"math"
	"slices"

	"nntui/nn"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// span is how far the axis of the activations goes on both sides of 0, and
// flatBelow the slope below which it counts as flat.
const span, flatBelow = 10.0, 0.01

// activation returns the one of that name.
func activation(name string) nn.Activation {
	i := slices.IndexFunc(nn.Activations, func(a nn.Activation) bool { return a.Name == name })
	return nn.Activations[max(i, 0)]
}

// pair are the activation of the component and the one to see beside it.
func (t *Tab) pair() [2]nn.Activation {
	first, other := activation(t.runner.Snapshot.Activation), activation("relu")
	if first.Name == "relu" || first.Name == "leaky-relu" {
		other = activation("sigmoid")
	}
	return [2]nn.Activation{first, other}
}

// drawActivations draws activations beside each other, each above its
// derivative. Where there is room for one only, its heads say what is missing.
func (t *Tab) drawActivations(f kit.Frame) (note, body string) {
	plots := t.activationPlots(f)
	flat := chart.Sample(f, flatPen(f)) + f.Theme.Dimmed(" flat")
	var above, below string
	if len(plots) == 2 {
		above, below = zoomKey+f.Theme.Dimmed(" + "+t.pair()[1].Name), flat
	}
	columns := make([]string, len(plots)/2)
	for i := range columns {
		value, slope := plots[2*i], plots[2*i+1]
		over, under := t.heads(f, t.pair()[i])
		columns[i] = kit.Above(
			kit.Spread(over, above, value.frame.Width), value.Draw(value.frame),
			kit.Spread(under, below, slope.frame.Width), slope.Draw(slope.frame))
	}
	return flat + f.Theme.Dimmed(": |f'| < 0.01"), kit.Beside(columns...)
}

// heads name an activation and its derivative, with their values under the
// crosshair.
func (t *Tab) heads(f kit.Frame, a nn.Activation) (value, slope string) {
	d := at(a.Derivative, t.x)
	value = f.Theme.Bold(" "+a.Name) + f.Theme.Train.Style().Render(fmt.Sprintf("  f %.4g", at(a.Value, t.x)))
	slope = f.Theme.Test.Style().Render(fmt.Sprintf(" f' %.4g", d))
	switch {
	case t.x == 0 && jumps(a):
		slope += f.Theme.Dimmed(" by convention")
	case isFlat(d):
		slope += f.Theme.Warn.Style().Render(" flat")
	}
	return value, slope
}

// activationPlots are those of f and f' below it, for each activation.
func (t *Tab) activationPlots(f kit.Frame) (list []plot) {
	pair, x, height := t.pair(), 0, f.Height-2
	shown := pair[:]
	if f.Width < 40 {
		shown = pair[:1]
	}
	for i, a := range shown {
		width := (f.Width - x) / (len(shown) - i)
		above, below := f.Sized(width, (height+1)/2), f.Sized(width, height/2)
		value, slope := t.activationPlot(f, a)
		list = append(list, plot{x: x, y: 1, frame: above, Plot: value}, plot{x: x, y: above.Height + 2, frame: below, Plot: slope})
		x += width
	}
	return list
}

// activationPlot draws an activation and its derivative.
func (t *Tab) activationPlot(f kit.Frame, a nn.Activation) (value, slope *chart.Plot) {
	value = &chart.Plot{X: t.acrossX(), Crossed: true, Cross: t.x, Gutter: 5}
	slope = &chart.Plot{X: value.X, Crossed: true, Cross: t.x, Gutter: 5}
	ends := []float64{-span, 0, span}
	value.Y = axis.Span("f", false, append(each(a.Value, ends), 0)...).Rounded(20)
	slope.Y = axis.Span("f'", false, append(each(a.Derivative, ends), 0)...)
	x := points(value.X)
	y, d := each(a.Value, x), each(a.Derivative, x)
	for from, to := 0, 1; to <= len(x); to++ {
		if to < len(x) && x[to] != 0 && isFlat(d[to]) == isFlat(d[to-1]) {
			continue
		}
		up, down := f.Theme.Train.Pen(), f.Theme.Test.Pen()
		if isFlat(d[to-1]) {
			up, down = flatPen(f), flatPen(f)
		}
		value.Curves = append(value.Curves, chart.Curve{X: x[from:to], Y: y[from:to], Pen: up, Rank: chart.Middle})
		slope.Curves = append(slope.Curves, chart.Curve{X: x[from:to], Y: d[from:to], Pen: down, Rank: chart.Middle})
		if from = to - 1; to < len(x) && x[to] == 0 {
			from = to // nothing joins the sides of a step
		}
	}
	if jumps(a) {
		pen := f.Theme.Test.Pen()
		slope.Marks = []chart.Mark{{Y: at(a.Derivative, below0), Text: "○", Pen: pen}, {Y: at(a.Derivative, 0), Text: "●", Pen: pen}}
	}
	return value, slope
}

// isFlat reports whether hardly any gradient comes through.
func isFlat(slope float64) bool { return math.Abs(slope) < flatBelow }

// flatPen draws a function where it is flat.
func flatPen(f kit.Frame) kit.Pen { return f.Theme.Warn.Pen().Dashed("x ", ".") }

// below0 is the number next to 0: what a function is there is its limit from
// the left.
const below0 = -math.SmallestNonzeroFloat64

// jumps reports whether the derivative has a step at 0.
func jumps(a nn.Activation) bool { return at(a.Derivative, below0) != at(a.Derivative, 0) }

// points are where functions are looked at, on an axis from end to end; at 0
// from both sides.
func points(a axis.Axis) []float64 {
	const n = 200
	x := make([]float64, 0, n+3)
	for i := range n + 1 {
		x = append(x, a.Value(float64(i)/n))
	}
	if i, _ := slices.BinarySearch(x, 0); i > 0 && i <= n {
		x = slices.Compact(slices.Insert(x, i, below0, 0))
	}
	return x
}

// each returns a function of each x.
func each(f func(y, x []float64), x []float64) []float64 {
	y := make([]float64, len(x))
	f(y, x)
	return y
}

// at returns a function of one x.
func at(f func(y, x []float64), x float64) float64 { return each(f, []float64{x})[0] }

// acrossX is the axis of the activations as it is seen.
func (t *Tab) acrossX() axis.Axis {
	return t.lenses["activations"].X.Of(axis.Axis{Name: "x", Low: -span, High: span})
}

// moveX moves the crosshair by steps that one sees.
func (t *Tab) moveX(right, _ int) { t.stepX(t.x, right, 40) }

// pointX puts the crosshair on the nearest step, finer than the cells.
func (t *Tab) pointX(x float64) { t.stepX(x, 0, 200) }

// stepX goes so many steps on from x, of which the axis has so many.
func (t *Tab) stepX(x float64, by, steps int) {
	seen := t.acrossX()
	step := axis.Step((seen.High - seen.Low) / float64(steps))
	t.x = min(max((math.Round(x/step)+float64(by))*step, -span), span) + 0 // +0 for -0
}
