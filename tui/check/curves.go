package check

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nntui/model/check"
	"nntui/nn"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// formula returns the index of the formula that is chosen.
func (t *Tab) formula() int {
	for i, f := range nn.Formulas {
		if f.Name == t.runner.Config.Formula {
			return i
		}
	}
	return 0
}

// formulaSigns stand for the formulas that are not chosen, with names for the
// legend.
var formulaSigns, shorter = []string{"c", "h", "f", "b", "4"}, strings.NewReplacer("central-h", "±h", "four-point", "points")

// viewSweep draws the error of each formula against h: the chosen one in full,
// theory behind it, the others as letters.
func (t *Tab) viewSweep(f kit.Frame) string {
	s := t.runner.Snapshot.Sweep
	chosen := t.formula()
	best := s.Best(chosen)
	legend := t.sweepLegend(f, best)
	p := chart.NewPlane(f.Sized(f.Width-2, f.Height-2-len(legend)), -14, -1, -16, 1)
	p.XName, p.YName = "h", "error"
	for x := -14.0; x <= -1; x += 0.05 {
		truncation, rounding := s.Theory(chosen, math.Pow(10, x))
		p.Put(x, math.Log10(truncation), "·", f.Theme.Warn)
		p.Put(x, math.Log10(rounding), "·", f.Theme.Warn)
	}
	for i, errors := range s.Errors {
		if i != chosen {
			p.Points(s.H, errors, i, formulaSigns[i], f.Theme.Dim)
		}
	}
	p.Rule(math.Log10(t.runner.Snapshot.Config.H), f.Theme.Accent)
	p.Curve(s.H, s.Errors[chosen], "•", f.Theme.Train)
	if best >= 0 && s.Errors[chosen][best] <= check.Wrong {
		p.Put(math.Log10(s.H[best]), chart.LogOf(s.Errors[chosen][best]), "◆", f.Theme.Good)
	}
	note := f.Theme.Train.Style().Render("• "+nn.Formulas[chosen].Name) + "  " + f.Theme.Warn.Style().Render("· theory")
	return f.Panel(t.titled(f, 2), note, kit.Above(p.String(), kit.Above(legend...)))
}

// sweepLegend is in two lines where they have room: the first about the chosen
// formula, the second about the others.
func (t *Tab) sweepLegend(f kit.Frame, best int) []string {
	s := t.runner.Snapshot.Sweep
	order := nn.Formulas[t.formula()].Order
	first := []string{f.Theme.Accent.Style().Render("┆ h now")}
	if best >= 0 && s.Errors[t.formula()][best] <= check.Wrong {
		first = append(first, f.Theme.Good.Style().Render("◆ best "+shortError(s.H[best])))
	}
	first = append(first, f.Theme.Warn.Style().Render("· "+strings.TrimSuffix(fmt.Sprintf("h^%d", order), "^1")+" and ε/h"))
	var second []string
	for i, formula := range nn.Formulas {
		if i != t.formula() {
			second = append(second, f.Theme.Dimmed(formulaSigns[i]+" "+shorter.Replace(formula.Name)))
		}
	}
	return append(kit.Flow(first, f.Width-2), kit.Flow(second, f.Width-2)...)
}

// viewTaylor draws the two remainders against h, with the slopes that they
// have for a right gradient.
func (t *Tab) viewTaylor(f kit.Frame) string {
	r := t.runner.Snapshot.Taylor
	inside := t.inPicture() && t.view == 3 && len(r.H) > 0
	legend := kit.Flow([]string{f.Theme.Dimmed("o f(x+hv)-f(x)"), f.Theme.Train.Style().Render("• the same minus h g·v")}, f.Width-2)
	if inside {
		legend = append(legend, taylorReadout(f, r, kit.Clamp(t.taylor, len(r.H))))
	} else {
		slopes := []string{f.Theme.Dimmed("╎ slope 1"), f.Theme.Warn.Style().Render("· slope 2"), f.Theme.Dimmed("─ rounding")}
		legend = append(legend, kit.Flow(slopes, f.Width-2)...)
	}
	p := chart.NewPlane(f.Sized(f.Width-2, f.Height-2-len(legend)), -8, 0, -18, 1)
	p.XName, p.YName = "h", "rest"
	if len(r.H) > 0 {
		for x := -8.0; x <= 0; x += 0.05 {
			p.Put(x, chart.LogOf(r.Zeroth[2])+x-math.Log10(r.H[2]), "╎", f.Theme.Dim)
			p.Put(x, chart.LogOf(r.First[2])+2*(x-math.Log10(r.H[2])), "·", f.Theme.Warn)
			p.Put(x, math.Log10(r.Noise), "─", f.Theme.Border)
		}
	}
	if inside {
		p.Rule(math.Log10(r.H[kit.Clamp(t.taylor, len(r.H))]), f.Theme.Accent)
	}
	p.Curve(r.H, r.Zeroth, "o", f.Theme.Dim)
	p.Curve(r.H, r.First, "•", f.Theme.Train)
	return f.Panel(t.titled(f, 3), t.taylorStamp(f), kit.Above(p.String(), kit.Above(legend...)))
}

// taylorReadout shows both remainders at one h.
func taylorReadout(f kit.Frame, r check.Taylor, i int) string {
	text := f.Theme.Accent.Style().Render(" ┆ h "+shortError(r.H[i])) + "  o " + shortError(r.Zeroth[i]) + "  • " + shortError(r.First[i])
	if r.Kink[i] {
		text += f.Theme.Warn.Style().Render("  ◇")
	}
	return text
}

// moveTaylor moves the cursor over the steps, which begin with the largest.
func (t *Tab) moveTaylor(right, _ int) {
	if n := len(t.runner.Snapshot.Taylor.H); n > 0 {
		t.taylor = kit.Clamp(t.taylor-right, n)
	}
}

// slopes shows the slopes of both remainders.
func slopes(r check.Taylor) string {
	show := func(v float64) string {
		if math.IsNaN(v) {
			return "-"
		}
		return fmt.Sprintf("%.2f", v)
	}
	if math.IsNaN(r.FirstSlope) {
		return show(r.ZerothSlope) + ", straight"
	}
	return show(r.ZerothSlope) + " and " + show(r.FirstSlope)
}

// taylorStamp is the result of the Taylor test in a word.
func (t *Tab) taylorStamp(f kit.Frame) string {
	switch slope := t.runner.Snapshot.Taylor.FirstSlope; {
	case math.IsNaN(slope):
		return f.Theme.Dimmed("straight: rounding only")
	case slope > 1.7:
		return f.Theme.Good.Style().Bold(true).Render("✓ slope 2: right")
	case slope < 1.3:
		return f.Theme.Bad.Style().Bold(true).Render("✗ slope 1: wrong")
	}
	return f.Theme.Warn.Style().Bold(true).Render("? between 1 and 2")
}

// viewActivations draws an activation above its derivative; a wide frame has
// another one beside it.
func (t *Tab) viewActivations(f kit.Frame) string {
	name := t.runner.Snapshot.Activation
	if name == "" {
		name = "sigmoid"
	}
	inner := f.Sized(f.Width-2, f.Height-2)
	body := t.viewActivation(inner, name)
	if inner.Width >= 76 {
		other := "relu"
		if name == "relu" || name == "leaky-relu" {
			other = "sigmoid"
		}
		half := inner.Sized(inner.Width/2, inner.Height)
		body = kit.Beside(t.viewActivation(half, name), t.viewActivation(inner.Sized(inner.Width-half.Width, inner.Height), other))
	}
	return f.Panel(t.titled(f, 4), f.Theme.Dimmed("▒ flat: |f'| < 0.01"), body)
}

// The axis of the activations goes from -span to span with so many values to 1.
const span, perUnit = 10, 10

// flatBelow is the slope below which hardly any gradient comes through.
const flatBelow = 0.01

func (t *Tab) viewActivation(f kit.Frame, name string) string {
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
