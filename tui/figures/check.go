package figures

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nntui/model/check"
	"nntui/nn"
)

// Check returns one figure, "sweep": the error of each formula over the step h
// on logarithmic axes, with the chosen h, and what theory says of the chosen
// formula.
func Check(s check.Snapshot) []Figure {
	return []Figure{{"sweep", "error over the step h", func() page { return sweep(s) }}}
}

func checkNotes(s check.Snapshot) []string {
	c := s.Config
	what := fmt.Sprintf("Checked: %s, seed %d. Chosen: %s differences", s.About, c.Seed, c.Formula)
	for _, f := range nn.Formulas {
		if f.Name == c.Formula {
			what += ", " + formula(f.Rule)
		}
	}
	notes := []string{what + "."}
	if c.Fault != "" && c.Fault != check.NoFault {
		notes = append(notes, fmt.Sprintf("Planted in the gradient: %s.", c.Fault))
	}
	if s.Verdict.Head != "" {
		notes = append(notes, s.Verdict.Head)
	}
	return notes
}

// exact is where errors of 0 are drawn: below what rounding leaves of any.
const exact = 1e-17

// shown returns errors as they are drawn.
func shown(errors []float64) []float64 {
	list := make([]float64, len(errors))
	for i, e := range errors {
		list[i] = e
		if e >= 0 {
			list[i] = max(e, exact)
		}
	}
	return list
}

func sweep(s check.Snapshot) page {
	f := page{title: "The error of finite differences over their step", notes: checkNotes(s), height: 290}
	var all []float64
	for _, errors := range s.Sweep.Errors {
		all = append(all, shown(errors)...)
	}
	y := span("relative error", true, all...)
	y.low, y.high = max(y.low/3, exact/3), min(y.high*3, 1e4)
	p := newPanel(span("step h", true, append([]float64{s.Config.H}, s.Sweep.H...)...).padded(0.03), y)
	p.grid()
	h := p.upright(s.Config.H, draw.LineStyle{Color: soft, Width: 1, Dashes: []vg.Length{3, 2}})
	chosen := -1
	for i := range min(len(s.Sweep.Errors), len(nn.Formulas)) {
		if nn.Formulas[i].Name == s.Config.Formula {
			chosen = i
		}
	}
	others := p.others(s.Sweep, chosen)
	if chosen >= 0 {
		f.legend = append(f.legend, p.chosen(s.Sweep, chosen)...)
	}
	f.legend = append(f.legend, entry{"h = " + number(s.Config.H, 3), []plot.Thumbnailer{h}})
	f.legend = append(f.legend, others...)
	f.body = func(c draw.Canvas) { p.place(c, whole(c)) }
	return f
}

// others adds the formulas that are not chosen.
func (p panel) others(s check.Sweep, chosen int) (legend []entry) {
	next := 1
	for i := range min(len(s.Errors), len(nn.Formulas)) {
		if i == chosen {
			continue
		}
		thumb := p.line(s.H, shown(s.Errors[i]), line(next))
		legend = append(legend, entry{nn.Formulas[i].Name, []plot.Thumbnailer{thumb}})
		next++
	}
	return legend
}

// chosen adds the chosen formula, with theory and its best h.
func (p panel) chosen(s check.Sweep, i int) []entry {
	name := nn.Formulas[i].Name
	theory := p.theory(s, i)
	curve := []plot.Thumbnailer{p.line(s.H, shown(s.Errors[i]), line(0)), p.marks(s.H, shown(s.Errors[i]), disc(ink, stepMark))}
	legend := []entry{{name, curve}, {"theory: truncation + rounding", []plot.Thumbnailer{theory}}}
	if best := s.Best(i); best >= 0 && best < len(s.H) && s.Errors[i][best] <= check.Wrong {
		at := p.marks(s.H[best:best+1], shown(s.Errors[i][best:best+1]),
			draw.GlyphStyle{Color: ink, Radius: 6, Shape: diamond{}}, draw.GlyphStyle{Color: paper, Radius: 4, Shape: diamond{}})
		legend = append(legend, entry{fmt.Sprintf("least error %s, at h = %s", number(s.Errors[i][best], 2), number(s.H[best], 2)), []plot.Thumbnailer{at}})
	}
	return legend
}

// theory adds the error that a right gradient should show.
func (p panel) theory(s check.Sweep, i int) plot.Thumbnailer {
	var xs, ys []float64
	for k := range 200 {
		h := p.x.low * math.Pow(10, float64(k)/199*p.x.decades())
		truncation, rounding := 0.0, 0.0
		if i < len(s.Truncation) {
			truncation, rounding = s.Theory(i, h)
		}
		if math.IsNaN(truncation) {
			truncation = 0
		}
		xs, ys = append(xs, h), append(ys, truncation+rounding)
	}
	return p.line(xs, ys, draw.LineStyle{Color: soft, Width: 1, Dashes: []vg.Length{1, 2}})
}
