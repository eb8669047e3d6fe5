package check

import (
	"cmp"
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
	return max(0, slices.IndexFunc(nn.Formulas, func(f nn.Formula) bool { return f.Name == t.runner.Config.Formula }))
}

// best returns the index of the h with the least error of the chosen formula,
// -1 before there is one, and whether that error is any help.
func (t *Tab) best() (i int, helps bool) {
	s, chosen := t.runner.Snapshot.Sweep, t.formula()
	i = s.Best(chosen)
	return i, i >= 0 && s.Errors[chosen][i] <= check.Wrong
}

// formulaSigns stand for the formulas that are not chosen, with names for the
// legend.
var formulaSigns, shorter = []string{"c", "h", "f", "b", "4"}, strings.NewReplacer("central-h", "±h", "four-point", "points")

// drawSweep draws the error of each formula against h: the chosen one in full,
// theory behind it, the others as letters.
func (t *Tab) drawSweep(f kit.Frame, _ bool) (note, body string) {
	s := t.runner.Snapshot.Sweep
	chosen := t.formula()
	best, helps := t.best()
	legend := t.sweepLegend(f)
	p := chart.NewPlane(f.Sized(f.Width, f.Height-len(legend)), -14, -1, -16, 1)
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
	if helps {
		p.Put(math.Log10(s.H[best]), chart.LogOf(s.Errors[chosen][best]), "◆", f.Theme.Good)
	}
	note = f.Theme.Train.Style().Render("• "+nn.Formulas[chosen].Name) + "  " + f.Theme.Warn.Style().Render("· theory")
	return note, kit.Above(p.String(), kit.Above(legend...))
}

// sweepLegend is in two lines where they have room: the first about the chosen
// formula, the second about the others.
func (t *Tab) sweepLegend(f kit.Frame) []string {
	s := t.runner.Snapshot.Sweep
	order := nn.Formulas[t.formula()].Order
	first := []string{f.Theme.Accent.Style().Render("┆ h now")}
	if best, helps := t.best(); helps {
		first = append(first, f.Theme.Good.Style().Render("◆ best "+shortError(s.H[best])))
	}
	first = append(first, f.Theme.Warn.Style().Render("· "+strings.TrimSuffix(fmt.Sprintf("h^%d", order), "^1")+" and ε/h"))
	var second []string
	for i, formula := range nn.Formulas {
		if i != t.formula() {
			second = append(second, f.Theme.Dimmed(formulaSigns[i]+" "+shorter.Replace(formula.Name)))
		}
	}
	return append(kit.Flow(first, f.Width), kit.Flow(second, f.Width)...)
}

// moveH turns h itself, which the sweep shows.
func (t *Tab) moveH(right, _ int) {
	if by := cmp.Compare(right, 0); by != 0 {
		t.ticks.Stop()
		t.knobs.Turn("h", by, right != by)
	}
}
