package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"nntui/model"
	"nntui/model/check"
	"nntui/nn"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// formula returns the index of the formula that is chosen.
func (t *Tab) formula() int {
	return max(0, slices.IndexFunc(nn.Formulas, func(f nn.Formula) bool { return f.Name == t.runner.Config.Formula }))
}

// best returns the index of the h with the least error of a formula, -1 before
// there is one, and whether that error is any help.
func (t *Tab) best(formula int) (i int, helps bool) {
	s := t.runner.Snapshot.Sweep
	i = s.Best(formula)
	return i, i >= 0 && s.Errors[formula][i] <= check.Wrong
}

// drawSweep draws the error of each formula against h, the chosen one bold,
// over what theory says of that.
func (t *Tab) drawSweep(f kit.Frame) (note, body string) {
	p := t.sweepPlots(f)[0]
	_, legend := apart(f, sweepLegendHeight(f))
	var signs []string
	if slices.ContainsFunc(p.Curves, func(c chart.Curve) bool { return c.Bare }) {
		signs = append(signs, chart.Sample(f, theoryPen(f)), f.Theme.Dimmed("theory"))
	}
	if len(p.Marks) > 0 {
		signs = append(signs, f.Theme.Dimmed("◆ best"))
	}
	if slices.ContainsFunc(p.Curves, func(c chart.Curve) bool { return slices.Contains(c.Y, 0) }) {
		signs = append(signs, f.Theme.Dimmed("▼ 0"))
	}
	return strings.Join(signs, " "), p.with(f, t.sweepLegend(legend))
}

// sweepPlots is the plot, with the formulas that the legend has room for: all,
// or the chosen one.
func (t *Tab) sweepPlots(f kit.Frame) []plot {
	s, chosen := t.runner.Snapshot, t.formula()
	p := &chart.Plot{X: decades("h", check.MinH, check.MaxH), Y: decades("error", 1e-16, 10, s.Sweep.Errors...), Crossed: true, Cross: s.Config.H}
	t.lenses["sweep"].Apply(p)
	straight(p, s.Sweep.Truncation[chosen], float64(nn.Formulas[chosen].Order), slopeName(nn.Formulas[chosen]), theoryPen(f))
	straight(p, s.Sweep.Rounding, -1, "ε/h", theoryPen(f))
	frame, legend := apart(f, sweepLegendHeight(f))
	for i := range nn.Formulas {
		if i != chosen && legend.Height > len(nn.Formulas) {
			t.addSweep(p, f, i)
		}
	}
	t.addSweep(p, f, chosen)
	return []plot{{frame: frame, Plot: p}}
}

// slopeName is how the truncation error of a formula goes with h.
func slopeName(f nn.Formula) string { return strings.TrimSuffix("h^"+strconv.Itoa(f.Order), "^1") }

// addSweep adds the error of a formula over h, with its least where that is any
// help. What is still to do is left out.
func (t *Tab) addSweep(p *chart.Plot, f kit.Frame, formula int) {
	s := t.runner.Snapshot
	c := chart.Curve{X: upwards(s.Sweep.H), Y: upwards(s.Sweep.Errors[formula]), Pen: f.Theme.Pen(formula), Rank: chart.Middle}
	if s.State == model.Unfinished {
		done := func(i int) bool { return !math.IsNaN(c.Y[i]) }
		c.X, c.Y = only(c.X, done), only(c.Y, done)
	}
	c.Pen.Bold = formula == t.formula()
	p.Curves = append(p.Curves, c)
	if best, helps := t.best(formula); helps {
		p.Marks = append(p.Marks, chart.Mark{X: s.Sweep.H[best], Y: s.Sweep.Errors[formula][best], Text: "◆", Pen: c.Pen})
	}
}

// sweepLegendHeight is that of a line for each formula, with a head; where there
// is no room, of the chosen one alone, or of nothing.
func sweepLegendHeight(f kit.Frame) int {
	const plot = 6
	switch {
	case f.Height >= plot+1+len(nn.Formulas):
		return 1 + len(nn.Formulas)
	case f.Height >= plot+2:
		return 2
	}
	return 0
}

// sweepLegend says of each formula which line it is, its best h with the error
// there, and its error at the crosshair.
func (t *Tab) sweepLegend(f kit.Frame) []string {
	s, now := t.runner.Snapshot.Sweep, t.sweptH()
	lines := []string{crossHead(f, sweepRow(f, nn.Formula{}, "best h", "error"), s.H[now])}
	for i, formula := range nn.Formulas {
		best, least := "-", "-"
		if at, helps := t.best(i); helps {
			best, least = brief(s.H[at]), brief(s.Errors[i][at])
		}
		pointer, style := " ", f.Theme.Dimmed
		if i == t.formula() {
			pointer, style = "▸", f.Theme.Bold
		}
		text := sweepRow(f, formula, best, least) + here(f, brief(s.Errors[i][now]))
		if f.Width >= 2*legendWidth {
			text += "   " + formula.Rule
		}
		lines = append(lines, pointer+chart.Sample(f, f.Theme.Pen(i))+style(text))
	}
	switch {
	case f.Height == 0:
		return nil
	case f.Height < len(lines):
		return []string{lines[0], lines[1+t.formula()]}
	}
	return lines
}

// sweepRow is the part of a line before the error at the crosshair.
func sweepRow(f kit.Frame, formula nn.Formula, best, least string) string {
	if f.Width < tableWidth {
		return " " + kit.FitLine(strings.Replace(formula.Name, "four-point", "4 points", 1), 9)
	}
	return fmt.Sprintf(" %-10s %7s %7s", formula.Name, best, least)
}

// sweptH returns the index of the h of the sweep that is nearest to the one
// of the knob.
func (t *Tab) sweptH() (nearest int) {
	s := t.runner.Snapshot
	off := func(h float64) float64 { return math.Abs(math.Log(h / s.Config.H)) }
	for i, h := range s.Sweep.H {
		if off(h) < off(s.Sweep.H[nearest]) {
			nearest = i
		}
	}
	return nearest
}

// moveH turns h itself, which the sweep shows.
func (t *Tab) moveH(right, _ int) {
	if by := cmp.Compare(right, 0); by != 0 {
		t.ticks.Stop()
		t.knobs.Turn("h", by, right != by)
	}
}

// pointH sets h to the round number that is nearest.
func (t *Tab) pointH(h float64) {
	t.ticks.Stop()
	t.runner.Config.H, _ = strconv.ParseFloat(axis.Short(h, 1), 64)
}
