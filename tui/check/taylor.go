package check

import (
	"fmt"
	"math"

	"nntui/model/check"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// drawTaylor draws the two remainders against h, with the slopes that they
// have for a right gradient.
func (t *Tab) drawTaylor(f kit.Frame, inside bool) (note, body string) {
	r := t.runner.Snapshot.Taylor
	inside = inside && len(r.H) > 0
	legend := kit.Flow([]string{f.Theme.Dimmed("o f(x+hv)-f(x)"), f.Theme.Train.Style().Render("• the same minus h g·v")}, f.Width)
	if inside {
		legend = append(legend, taylorReadout(f, r, kit.Clamp(t.taylor, len(r.H))))
	} else {
		slopes := []string{f.Theme.Dimmed("╎ slope 1"), f.Theme.Warn.Style().Render("· slope 2"), f.Theme.Dimmed("─ rounding")}
		legend = append(legend, kit.Flow(slopes, f.Width)...)
	}
	p := chart.NewPlane(f.Sized(f.Width, f.Height-len(legend)), -8, 0, -18, 1)
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
	return t.taylorStamp(f), kit.Above(p.String(), kit.Above(legend...))
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
	t.taylor = kit.Clamp(t.taylor-right, len(t.runner.Snapshot.Taylor.H))
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
		return f.Theme.Good.Bold("✓ slope 2: right")
	case slope < 1.3:
		return f.Theme.Bad.Bold("✗ slope 1: wrong")
	}
	return f.Theme.Warn.Bold("? between 1 and 2")
}
