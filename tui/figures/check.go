package figures

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/plotter"

	"nntui/model/check"
	"nntui/nn"
	"nntui/tui/axis"
)

// Check returns one figure, "sweep": the error of each formula over the step h
// on logarithmic axes, with the chosen h, and what theory says of the chosen
// formula.
func Check(s check.Snapshot) []Figure {
	return []Figure{{"sweep", "error over the step h", func() *page { return sweep(s) }}}
}

// exact is where errors of 0 are drawn: below what rounding leaves of any.
const exact = 1e-17

func sweep(s check.Snapshot) *page {
	chosen := slices.IndexFunc(nn.Formulas, func(f nn.Formula) bool { return f.Name == s.Config.Formula })
	f := &page{title: "The error of finite differences over their step", height: 290}
	named, _ := nn.FormulaNamed(s.Config.Formula)
	f.note(true, "Checked: %s, seed %d. Chosen: %s differences, %s.", s.About, s.Config.Seed, s.Config.Formula, formula(named.Rule))
	f.note(s.Config.Fault != "" && s.Config.Fault != check.NoFault, "Planted in the gradient: %s.", s.Config.Fault)
	f.note(s.Verdict.Head != "", "%s", s.Verdict.Head)
	curves := make([]plotter.XYs, len(s.Sweep.Errors))
	for i, errors := range s.Sweep.Errors {
		for k, e := range errors {
			curves[i] = append(curves[i], plotter.XY{X: s.Sweep.H[k], Y: max(e, exact)})
		}
	}
	y := axis.Span("relative error", true, heights(curves...)...)
	y.Low, y.High = y.Low/3, min(y.High*3, 1e4)
	p := newPanel(axis.Span("step h", true, append([]float64{s.Config.H}, s.Sweep.H...)...).Padded(0.03), y)
	var others page
	others.explain("h = "+number(s.Config.H, 3), p.upright(s.Config.H, dashed)...)
	for i, curve := range curves {
		if i != chosen {
			others.explain(nn.Formulas[i].Name, p.line(curve, line(i), 0)...)
		}
	}
	if chosen >= 0 && chosen < len(curves) {
		p.chosen(f, s.Sweep, chosen, curves[chosen])
	}
	f.legend = append(f.legend, others.legend...)
	f.body = p.fill
	return f
}

// chosen adds the chosen formula, with theory and its best h.
func (p panel) chosen(f *page, s check.Sweep, i int, points plotter.XYs) {
	theory, style := p.line(theory(s, i), dotted, 0), line(i)
	style.Width = 2
	f.explain(nn.Formulas[i].Name, p.line(points, style, len(points))...)
	name := "theory: truncation + rounding"
	if math.IsNaN(s.Truncation[i]) && !math.IsNaN(s.Rounding) {
		name = "theory: rounding, no truncation"
	}
	f.explain(name, theory...)
	if best := s.Best(i); best >= 0 && points[best].Y <= check.Wrong {
		f.explain(fmt.Sprintf("least error %s, at h = %s", number(points[best].Y, 2), number(points[best].X, 2)),
			p.marks(points[best:best+1], diamond.of(ink, 6), diamond.of(paper, 4))...)
	}
}

// theory returns the error that a right gradient should show.
func theory(s check.Sweep, i int) (points plotter.XYs) {
	for _, h := range s.H {
		truncation, rounding := s.Theory(i, h)
		if math.IsNaN(truncation) { // there is none
			truncation = 0
		}
		points = append(points, plotter.XY{X: h, Y: truncation + rounding})
	}
	return points
}
