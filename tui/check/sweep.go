package check

import (
	"cmp"
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
	return strings.Join(signs, " "), p.withLegend()
}

// sweepPlots is the plot with its legend.
func (t *Tab) sweepPlots(f kit.Frame) []plot {
	s, chosen := t.runner.Snapshot, t.formula()
	p := &chart.Plot{X: logarithmic("h", check.MinH, check.MaxH), Y: logarithmic("error", 1e-16, 10, s.Sweep.Errors...), Crossed: true, Cross: s.Config.H}
	t.lenses["sweep"].Apply(p)
	order := nn.Formulas[chosen].Order
	straight(p, s.Sweep.Truncation[chosen], float64(order), strings.TrimSuffix("h^"+strconv.Itoa(order), "^1"), theoryPen(f))
	straight(p, s.Sweep.Rounding, -1, "eps/h", theoryPen(f))
	now := nearest(s.Sweep.H, s.Config.H)
	l := &legend{heads: []string{atH(f, s.Sweep.H[now]), f.Theme.Dimmed("best h"), f.Theme.Dimmed("★ least")}}
	if s.Sweep.Straight() {
		l.foot = []string{f.Theme.Dimmed(" no truncation"), f.Theme.Dimmed(": nothing bends"), f.Theme.Dimmed(noRounding(s.Sweep.Errors[chosen]))}
	}
	winner, least := -1, math.Inf(1)
	for i := range nn.Formulas {
		r := t.sweepRow(f, i, now)
		if l.rows = append(l.rows, r); len(r.marks) > 0 && r.marks[0].Y < least {
			winner, least = i, r.marks[0].Y
		}
	}
	if winner >= 0 {
		l.rows[winner].star = "★"
	}
	plots := l.place(f, p)
	if !slices.ContainsFunc(l.rows, func(r row) bool { return r.star != "" }) {
		l.heads[2] = f.Theme.Dimmed("least")
	}
	return plots
}

// noRounding says so where a formula has no error at all.
func noRounding(errors []float64) string {
	if slices.ContainsFunc(errors, func(e float64) bool { return e != 0 }) {
		return ""
	}
	return "; no rounding"
}

// sweepRow is the error of a formula over h, with its least where that is any
// help. What is still to do is left out.
func (t *Tab) sweepRow(f kit.Frame, i, now int) row {
	s, formula := t.runner.Snapshot, nn.Formulas[i]
	r := row{
		curve: rising(s.Sweep.H, s.Sweep.Errors[i], s.State != model.Unfinished, f.Theme.Pen(i)),
		name:  formula.Name, short: strings.Replace(formula.Name, "four-point", "4 points", 1), more: formula.Rule,
		cells: []string{brief(s.Sweep.Errors[i][now]), "-", "-"},
	}
	if s.State != model.Unfinished && math.IsNaN(s.Sweep.Errors[i][now]) {
		r.cells[0] = "NaN" // and not still to do
	}
	if r.curve.Pen.Bold = i == t.formula(); r.bold() {
		r.sign = "▸"
	}
	if at, helps := t.best(i); helps {
		h, least := s.Sweep.H[at], s.Sweep.Errors[i][at]
		r.marks = []chart.Mark{{X: h, Y: least, Text: "◆", Pen: r.curve.Pen}}
		r.cells[1], r.cells[2] = brief(h), brief(least)
	}
	return r
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
