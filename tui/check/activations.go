package check

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nntui/nn"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// drawActivations draws an activation above its derivative; a wide frame has
// another one beside it.
func (t *Tab) drawActivations(f kit.Frame, _ bool) (note, body string) {
	name := t.runner.Snapshot.Activation
	if name == "" {
		name = "sigmoid"
	}
	body = t.drawActivation(f, name)
	if f.Width >= 76 {
		other := "relu"
		if name == "relu" || name == "leaky-relu" {
			other = "sigmoid"
		}
		half := f.Sized(f.Width/2, f.Height)
		body = kit.Beside(t.drawActivation(half, name), t.drawActivation(f.Sized(f.Width-half.Width, f.Height), other))
	}
	return f.Theme.Dimmed("▒ flat: |f'| < 0.01"), body
}

// The axis of the activations goes from -span to span with so many values to 1.
const span, perUnit = 10, 10

// flatBelow is the slope below which hardly any gradient comes through.
const flatBelow = 0.01

func (t *Tab) drawActivation(f kit.Frame, name string) string {
	x, y, slope := activationCurves(name)
	at := kit.Clamp(t.x+span*perUnit, len(x))
	upper := f.Sized(f.Width, (f.Height-3+1)/2)
	lower := f.Sized(f.Width, f.Height-3-upper.Height)
	axes := chart.Axes{Low: min(0, slices.Min(y)), High: slices.Max(y), First: -span, Last: span, Per: perUnit, XName: "x"}
	value := chart.Lines(upper, axes, chart.Series{Values: y, Hue: f.Theme.Train})
	axes.Low, axes.High = 0, slices.Max(slope)
	derivative := chart.Lines(lower, axes, chart.Series{Values: slope, Hue: f.Theme.Test})
	head := f.Theme.Train.Style().Render(" "+name) + f.Theme.Dimmed(" above, ") + f.Theme.Test.Style().Render("its derivative f'") + f.Theme.Dimmed(" below")
	readout := fmt.Sprintf(" x %-5.4g f %-8.5g f' %-8.5g", x[at], y[at], slope[at])
	if jumps := name == "relu" || name == "leaky-relu"; jumps && x[at] == 0 {
		readout += f.Theme.Warn.Style().Render(" by convention")
	}
	if math.Abs(slope[at]) < flatBelow {
		readout += f.Theme.Warn.Style().Render(" ▒ flat")
	}
	return kit.Above(kit.Fit(head, f.Width, 1), value, derivative, kit.Fit(flatBand(f, slope, at), f.Width, 1), kit.Fit(readout, f.Width, 1))
}

// flatBand marks under the axis where a function is flat, and the cursor.
func flatBand(f kit.Frame, slope []float64, at int) string {
	columns := f.Width - chart.LabelWidth - 1
	if columns < 2 {
		return ""
	}
	var line chart.Runs
	line.Add(strings.Repeat(" ", chart.LabelWidth+1), chart.Look{})
	for c := range columns {
		i := int(math.Round(chart.Position(c, len(slope)-1, columns)))
		switch {
		case c == int(math.Round(float64(at)/float64(len(slope)-1)*float64(columns-1))):
			line.Add("▴", chart.Look{Fg: f.Theme.Accent.Color(), Bold: true})
		case math.Abs(slope[i]) < flatBelow:
			line.Add("▒", chart.Look{Fg: f.Theme.Warn.Color()})
		default:
			line.Add(" ", chart.Look{})
		}
	}
	return line.String()
}

// activationCurves returns an activation and its derivative over the axis.
func activationCurves(name string) (x, y, slope []float64) {
	for i := -span * perUnit; i <= span*perUnit; i++ {
		x = append(x, float64(i)/perUnit)
	}
	y, slope = make([]float64, len(x)), make([]float64, len(x))
	for _, a := range nn.Activations {
		if a.Name == name {
			a.Value(y, x)
			a.Derivative(slope, x)
		}
	}
	return x, y, slope
}

func (t *Tab) moveX(right, _ int) {
	t.x = min(max(t.x+right*2, -span*perUnit), span*perUnit)
}
