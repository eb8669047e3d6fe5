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
// flatBelow the slope below which hardly any gradient comes through.
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

// together reports whether a frame has room for both.
func together(f kit.Frame) bool { return f.Width >= 40 }

// drawActivations draws activations beside each other, each above its
// derivative. Where there is room for one only, its heads say what is missing.
func (t *Tab) drawActivations(f kit.Frame) (note, body string) {
	plots := t.activationPlots(f)
	flat := chart.Sample(f, flatPen(f)) + f.Theme.Dimmed(" flat")
	var above, below string
	if !together(f) {
		above, below = zoomKey+f.Theme.Dimmed(" + "+t.pair()[1].Name), flat
	}
	columns := make([]string, len(plots)/2)
	for i := range columns {
		a, value, slope := t.pair()[i], plots[2*i], plots[2*i+1]
		columns[i] = kit.Above(
			kit.Spread(t.valueHead(f, a), above, value.frame.Width), value.Draw(value.frame),
			kit.Spread(t.slopeHead(f, a), below, slope.frame.Width), slope.Draw(slope.frame))
	}
	return flat + f.Theme.Dimmed(": |f'| < 0.01"), kit.Beside(columns...)
}

// valueHead names an activation, with its value under the crosshair.
func (t *Tab) valueHead(f kit.Frame, a nn.Activation) string {
	return f.Theme.Bold(" "+a.Name) + f.Theme.Train.Style().Render(fmt.Sprintf("  f %.4g", at(a.Value, t.x)))
}

// slopeHead says the same of its derivative.
func (t *Tab) slopeHead(f kit.Frame, a nn.Activation) string {
	slope := at(a.Derivative, t.x)
	text := f.Theme.Test.Style().Render(fmt.Sprintf(" f' %.4g", slope))
	switch {
	case t.x == 0 && jumps(a):
		text += f.Theme.Dimmed(" by convention")
	case math.Abs(slope) < flatBelow:
		text += f.Theme.Warn.Style().Render(" flat")
	}
	return text
}

// activationPlots are those of f and f' below it, for each activation.
func (t *Tab) activationPlots(f kit.Frame) (list []plot) {
	shown, x, height := t.pair(), 0, f.Height-2
	n := 1
	if together(f) {
		n = len(shown)
	}
	for i, a := range shown[:n] {
		width := (f.Width - x) / (n - i)
		above, below := f.Sized(width, (height+1)/2), f.Sized(width, height/2)
		value, slope := t.activationPlot(f, a)
		list = append(list, plot{x, 1, above, value}, plot{x, above.Height + 2, below, slope})
		x += width
	}
	return list
}

// activationPlot draws an activation and its derivative.
func (t *Tab) activationPlot(f kit.Frame, a nn.Activation) (value, slope *chart.Plot) {
	across := chart.Plot{X: axis.Axis{Name: "x", Low: -span, High: span}}
	t.lenses["activations"].Apply(&across)
	across.Crossed, across.Cross, across.Gutter = true, t.x, 5
	ends := []float64{-span, 0, span}
	value, slope = &chart.Plot{}, &chart.Plot{}
	*value, *slope = across, across
	value.Y = axis.Span("f", false, append(each(a.Value, ends), 0)...).Rounded(20)
	slope.Y = axis.Span("f'", false, append(each(a.Derivative, ends), 0)...)
	for _, x := range halves(across.X) {
		y, d := each(a.Value, x), each(a.Derivative, x)
		for _, p := range pieces(d) {
			value.Curves = append(value.Curves, part(x, y, p, f.Theme.Train.Pen(), flatPen(f)))
			slope.Curves = append(slope.Curves, part(x, d, p, f.Theme.Test.Pen(), flatPen(f)))
		}
	}
	if jumps(a) {
		pen := f.Theme.Test.Pen()
		slope.Marks = []chart.Mark{{Y: at(a.Derivative, below0), Text: "○", Pen: pen}, {Y: at(a.Derivative, 0), Text: "●", Pen: pen}}
	}
	return value, slope
}

// flatPen draws a function where it is flat.
func flatPen(f kit.Frame) kit.Pen { return f.Theme.Warn.Pen().Dashed("x ", ".") }

// below0 is the number next to 0: what a function is there is its limit from
// the left.
const below0 = -math.SmallestNonzeroFloat64

// jumps reports whether the derivative has a step at 0.
func jumps(a nn.Activation) bool { return at(a.Derivative, below0) != at(a.Derivative, 0) }

// halves returns where functions are looked at: on an axis from end to end, in
// two parts that meet at 0.
func halves(a axis.Axis) [2][]float64 {
	const points = 200
	var parts [2][]float64
	for i := range points + 1 {
		x := a.Value(float64(i) / points)
		if x < 0 {
			parts[0] = append(parts[0], x)
		} else {
			parts[1] = append(parts[1], x)
		}
	}
	if len(parts[0]) > 0 && len(parts[1]) > 0 {
		parts[0] = append(parts[0], below0)
		parts[1] = slices.Insert(parts[1], 0, 0)
	}
	return parts
}

// each returns a function of each x.
func each(f func(y, x []float64), x []float64) []float64 {
	y := make([]float64, len(x))
	f(y, x)
	return y
}

// at returns a function of one x.
func at(f func(y, x []float64), x float64) float64 { return each(f, []float64{x})[0] }

// A piece of a curve, from a point to below another, is flat or not.
type piece struct {
	from, to int
	flat     bool
}

// pieces divides a curve by its slope; neighbours share a point.
func pieces(slope []float64) (list []piece) {
	for i, d := range slope {
		flat := math.Abs(d) < flatBelow
		if n := len(list); n > 0 && list[n-1].flat == flat {
			list[n-1].to = i + 1
		} else {
			list = append(list, piece{max(i-1, 0), i + 1, flat})
		}
	}
	return list
}

// part is a piece of a curve.
func part(x, y []float64, p piece, steep, flat kit.Pen) chart.Curve {
	if p.flat {
		steep = flat
	}
	return chart.Curve{X: x[p.from:p.to], Y: y[p.from:p.to], Pen: steep, Rank: chart.Middle}
}

// moveX moves the crosshair by steps of the axis as it is seen.
func (t *Tab) moveX(right, _ int) { t.stepX(t.x, right) }

// pointX puts the crosshair on the nearest step.
func (t *Tab) pointX(x float64) { t.stepX(x, 0) }

func (t *Tab) stepX(x float64, by int) {
	seen := chart.Plot{X: axis.Axis{Low: -span, High: span}}
	t.lenses["activations"].Apply(&seen)
	step := axis.Step((seen.X.High - seen.X.Low) / 200)
	t.x = min(max((math.Round(x/step)+float64(by))*step, -span), span) + 0 // +0 for -0
}
