package tui

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nntui/model/check"
	"nntui/nn"
)

// formula returns the index of the formula that is chosen.
func (t *checkTab) formula() int {
	for i, f := range nn.Formulas {
		if f.Name == t.runner.config.Formula {
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
func (t *checkTab) viewSweep(f frame) string {
	s := t.runner.snapshot.Sweep
	chosen := t.formula()
	best := s.Best(chosen)
	legend := t.sweepLegend(f, best)
	p := newPlane(f.sized(f.width-2, f.height-2-len(legend)), -14, -1, -16, 1)
	p.xName, p.yName = "h", "error"
	for x := -14.0; x <= -1; x += 0.05 {
		truncation, rounding := s.Theory(chosen, math.Pow(10, x))
		p.put(x, math.Log10(truncation), "·", f.theme.warn)
		p.put(x, math.Log10(rounding), "·", f.theme.warn)
	}
	for i, errors := range s.Errors {
		if i != chosen {
			p.points(s.H, errors, i, formulaSigns[i], f.theme.dim)
		}
	}
	p.rule(math.Log10(t.runner.snapshot.Config.H), f.theme.accent)
	p.curve(s.H, s.Errors[chosen], "•", f.theme.train)
	if best >= 0 && s.Errors[chosen][best] <= check.Wrong {
		p.put(math.Log10(s.H[best]), logOf(s.Errors[chosen][best]), "◆", f.theme.good)
	}
	note := f.theme.train.style().Render("• "+nn.Formulas[chosen].Name) + "  " + f.theme.warn.style().Render("· theory")
	return f.panel(t.titled(f, 2), note, above(p.String(), above(legend...)))
}

// sweepLegend is in two lines where they have room: the first about the chosen
// formula, the second about the others.
func (t *checkTab) sweepLegend(f frame, best int) []string {
	s := t.runner.snapshot.Sweep
	order := nn.Formulas[t.formula()].Order
	first := []string{f.theme.accent.style().Render("┆ h now")}
	if best >= 0 && s.Errors[t.formula()][best] <= check.Wrong {
		first = append(first, f.theme.good.style().Render("◆ best "+shortError(s.H[best])))
	}
	first = append(first, f.theme.warn.style().Render("· "+strings.TrimSuffix(fmt.Sprintf("h^%d", order), "^1")+" and ε/h"))
	var second []string
	for i, formula := range nn.Formulas {
		if i != t.formula() {
			second = append(second, f.theme.dimmed(formulaSigns[i]+" "+shorter.Replace(formula.Name)))
		}
	}
	return append(flow(first, f.width-2), flow(second, f.width-2)...)
}

// viewTaylor draws the two remainders against h, with the slopes that they
// have for a right gradient.
func (t *checkTab) viewTaylor(f frame) string {
	r := t.runner.snapshot.Taylor
	inside := t.inPicture() && t.view == 3 && len(r.H) > 0
	legend := flow([]string{f.theme.dimmed("o f(x+hv)-f(x)"), f.theme.train.style().Render("• the same minus h g·v")}, f.width-2)
	if inside {
		legend = append(legend, taylorReadout(f, r, clamp(t.taylor, len(r.H))))
	} else {
		slopes := []string{f.theme.dimmed("╎ slope 1"), f.theme.warn.style().Render("· slope 2"), f.theme.dimmed("─ rounding")}
		legend = append(legend, flow(slopes, f.width-2)...)
	}
	p := newPlane(f.sized(f.width-2, f.height-2-len(legend)), -8, 0, -18, 1)
	p.xName, p.yName = "h", "rest"
	if len(r.H) > 0 {
		for x := -8.0; x <= 0; x += 0.05 {
			p.put(x, logOf(r.Zeroth[2])+x-math.Log10(r.H[2]), "╎", f.theme.dim)
			p.put(x, logOf(r.First[2])+2*(x-math.Log10(r.H[2])), "·", f.theme.warn)
			p.put(x, math.Log10(r.Noise), "─", f.theme.border)
		}
	}
	if inside {
		p.rule(math.Log10(r.H[clamp(t.taylor, len(r.H))]), f.theme.accent)
	}
	p.curve(r.H, r.Zeroth, "o", f.theme.dim)
	p.curve(r.H, r.First, "•", f.theme.train)
	return f.panel(t.titled(f, 3), t.taylorStamp(f), above(p.String(), above(legend...)))
}

// taylorReadout shows both remainders at one h.
func taylorReadout(f frame, r check.Taylor, i int) string {
	text := f.theme.accent.style().Render(" ┆ h "+shortError(r.H[i])) + "  o " + shortError(r.Zeroth[i]) + "  • " + shortError(r.First[i])
	if r.Kink[i] {
		text += f.theme.warn.style().Render("  ◇")
	}
	return text
}

// moveTaylor moves the cursor over the steps, which begin with the largest.
func (t *checkTab) moveTaylor(right, _ int) {
	if n := len(t.runner.snapshot.Taylor.H); n > 0 {
		t.taylor = clamp(t.taylor-right, n)
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
func (t *checkTab) taylorStamp(f frame) string {
	switch slope := t.runner.snapshot.Taylor.FirstSlope; {
	case math.IsNaN(slope):
		return f.theme.dimmed("straight: rounding only")
	case slope > 1.7:
		return f.theme.good.style().Bold(true).Render("✓ slope 2: right")
	case slope < 1.3:
		return f.theme.bad.style().Bold(true).Render("✗ slope 1: wrong")
	}
	return f.theme.warn.style().Bold(true).Render("? between 1 and 2")
}

// viewActivations draws an activation above its derivative; a wide frame has
// another one beside it.
func (t *checkTab) viewActivations(f frame) string {
	name := t.runner.snapshot.Activation
	if name == "" {
		name = "sigmoid"
	}
	inner := f.sized(f.width-2, f.height-2)
	body := t.viewActivation(inner, name)
	if inner.width >= 76 {
		other := "relu"
		if name == "relu" || name == "leaky-relu" {
			other = "sigmoid"
		}
		half := inner.sized(inner.width/2, inner.height)
		body = beside(t.viewActivation(half, name), t.viewActivation(inner.sized(inner.width-half.width, inner.height), other))
	}
	return f.panel(t.titled(f, 4), f.theme.dimmed("▒ flat: |f'| < 0.01"), body)
}

// The axis of the activations goes from -span to span with so many values to 1.
const span, perUnit = 10, 10

// flatBelow is the slope below which hardly any gradient comes through.
const flatBelow = 0.01

func (t *checkTab) viewActivation(f frame, name string) string {
	x, y, slope := activationCurves(name)
	at := clamp(t.x+span*perUnit, len(x))
	upper := f.sized(f.width, (f.height-3+1)/2)
	lower := f.sized(f.width, f.height-3-upper.height)
	axes := chartAxes{low: min(0, slices.Min(y)), high: slices.Max(y), first: -span, last: span, per: perUnit, xName: "x"}
	value := drawChart(upper, axes, series{values: y, hue: f.theme.train})
	axes.low, axes.high = 0, slices.Max(slope)
	derivative := drawChart(lower, axes, series{values: slope, hue: f.theme.test})
	head := f.theme.train.style().Render(" "+name) + f.theme.dimmed(" above, ") + f.theme.test.style().Render("its derivative f'") + f.theme.dimmed(" below")
	readout := fmt.Sprintf(" x %-5.4g f %-8.5g f' %-8.5g", x[at], y[at], slope[at])
	if jumps := name == "relu" || name == "leaky-relu"; jumps && x[at] == 0 {
		readout += f.theme.warn.style().Render(" by convention")
	}
	if math.Abs(slope[at]) < flatBelow {
		readout += f.theme.warn.style().Render(" ▒ flat")
	}
	return above(fit(head, f.width, 1), value, derivative, fit(flatBand(f, slope, at), f.width, 1), fit(readout, f.width, 1))
}

// flatBand marks under the axis where a function is flat, and the cursor.
func flatBand(f frame, slope []float64, at int) string {
	columns := f.width - labelWidth - 1
	if columns < 2 {
		return ""
	}
	var line runs
	line.add(strings.Repeat(" ", labelWidth+1), look{})
	for c := range columns {
		i := int(math.Round(position(c, len(slope)-1, columns)))
		switch {
		case c == int(math.Round(float64(at)/float64(len(slope)-1)*float64(columns-1))):
			line.add("▴", look{fg: f.theme.accent.color(), bold: true})
		case math.Abs(slope[i]) < flatBelow:
			line.add("▒", look{fg: f.theme.warn.color()})
		default:
			line.add(" ", look{})
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

func (t *checkTab) moveX(right, _ int) {
	t.x = min(max(t.x+right*2, -span*perUnit), span*perUnit)
}
