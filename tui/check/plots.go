package check

import (
	"math"
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// A plot is one of a picture, at its place in that.
type plot struct {
	x, y  int
	frame kit.Frame
	*chart.Plot
	legend *legend // nil for none
}

// crosses reports whether the view has a crosshair that is not the knob of h.
func (v view) crosses() bool { return v.plots != nil && v.name != "sweep" }

// plotKeys are the keys of the plots of the chosen view.
func (t *Tab) plotKeys() kit.Keys {
	v := t.chosen()
	cross := func(msg tea.KeyPressMsg) tea.Cmd {
		v.move(t, map[string]int{"[": -1, "]": 1, "{": -10, "}": 10}[msg.String()], 0)
		return nil
	}
	lens := t.lenses[v.name]
	zoom := lens.Keys(func() *chart.Plot { return v.plots(t, t.frame)[0].Plot })
	if v.name == "activations" {
		zoom = zoom[:2]
	}
	return slices.Concat(kit.Keys{
		kit.On("crosshair", "back-one on-one", "move the crosshair", cross).Sign("[ ]").InFoot("crosshair").LateIf(!v.crosses() || t.inPicture()),
		kit.On("crosshair-far", "back-ten on-ten", "ten at once", cross).Sign("{ }"),
	}, zoom, kit.Keys{
		kit.On("whole", "whole", "the whole curve", kit.Do(func() { *lens = chart.Lens{} })).FootIf(!lens.Whole()).LateIf(true),
	}).If(v.plots != nil)
}

// brief writes a number in seven cells, a dash for one that is not there.
func brief(v float64) string {
	switch {
	case math.IsNaN(v):
		return "-"
	case v == 0:
		return "0"
	}
	return shortError(v)
}

// logarithmic returns an axis over a range, and beyond where values go on, as
// far as makes sense.
func logarithmic(name string, low, high float64, values ...[]float64) axis.Axis {
	const least, most = 1e-20, 1e20
	a := axis.Axis{Name: name, Low: low, High: high, Log: true}
	for _, v := range slices.Concat(values...) {
		if a.Has(v) {
			a.Low, a.High = min(a.Low, max(v, least)), max(a.High, min(v, most))
		}
	}
	return a
}

// rising returns a curve through values at steps h that fall. What is not a
// number is a gap, or left out.
func rising(h, values []float64, gaps bool, pen kit.Pen) chart.Curve {
	c := chart.Curve{X: make([]float64, 0, len(h)), Y: make([]float64, 0, len(h)), Pen: pen, Rank: chart.Middle}
	for i, v := range slices.Backward(values) {
		if gaps || !math.IsNaN(v) {
			c.X, c.Y = append(c.X, h[i]), append(c.Y, v)
		}
	}
	return c
}

// nearest returns the index of the step that is nearest to h.
func nearest(steps []float64, h float64) (at int) {
	off := func(i int) float64 { return math.Abs(math.Log(steps[i] / h)) }
	for i := range steps {
		if off(i) < off(at) {
			at = i
		}
	}
	return at
}

// straight adds what theory says: the line c·h^slope as far as it is on the
// axes, with its name at its right end.
func straight(p *chart.Plot, c, slope float64, name string, pen kit.Pen) {
	at := func(h float64) float64 { return c * math.Pow(h, slope) }
	from, to := p.X.Low, p.X.High
	if slope == 0 && (c < p.Y.Low || c > p.Y.High) {
		return
	}
	if slope != 0 {
		a, b := math.Pow(p.Y.Low/c, 1/slope), math.Pow(p.Y.High/c, 1/slope)
		from, to = max(from, min(a, b)), min(to, max(a, b))
	}
	if c > 0 && from < to {
		p.Curves = append(p.Curves, chart.Curve{X: []float64{from, to}, Y: []float64{at(from), at(to)}, Pen: pen, Name: name, Bare: true})
	}
}

// theoryPen draws what theory says.
func theoryPen(f kit.Frame) kit.Pen { return f.Theme.Dim.Pen().Dashed("x  ", ".") }
