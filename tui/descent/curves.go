package descent

import (
	"fmt"
	"math"
	"strings"

	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// A curve is a picture of something along the paths: its panel's title and a
// note beside it.
type curve struct {
	title, note string
	plot        chart.Plot
	unscaled    bool // are all of its values seen, whatever the lens on f?
}

// curves lists what is drawn along the paths, what matters most first: f, on the
// axis that was chosen, the step size, if that changes, and f on the other axis.
func (t *Tab) curves() []func(f kit.Frame) curve {
	list := []func(f kit.Frame) curve{func(f kit.Frame) curve { return t.heightCurve(f, t.log) }}
	if t.rateChanges() {
		list = append(list, t.rateCurve)
	}
	return append(list, func(f kit.Frame) curve { return t.heightCurve(f, !t.log) })
}

func (t *Tab) viewCurve(f kit.Frame, draw func(kit.Frame) curve) string {
	c := draw(f)
	return f.Panel(c.title, f.Theme.Dimmed(c.note), c.plot.Draw(f.Sized(f.Width-2, f.Height-2)))
}

// steps is the x axis of a curve along the paths, with the crosshair where the
// map stands.
func (t *Tab) steps(p *chart.Plot, last int) {
	p.X = axis.Axis{Name: "step", High: float64(max(last, 1)), Whole: true}
	if at := min(t.step, t.last()); at < t.last() {
		p.Crossed, p.Cross = true, float64(at)
	}
}

// heightCurve is f along the paths, or on a logarithmic axis its height over the
// lowest f there is. What lies beyond the present step is drawn faintly, and not
// at all before the first step and while one plays.
func (t *Tab) heightCurve(f kit.Frame, log bool) (c curve) {
	c.title = "f along the path"
	lowest := 0.0
	if log {
		lowest, c.note = t.lowest()
		c.title = "f - f*"
	}
	runs := t.runs()
	heights := make([][]float64, len(runs))
	for i, r := range runs {
		heights[i] = make([]float64, len(r.Path))
		for k, q := range r.Path {
			heights[i][k] = q.F - lowest
		}
	}
	t.steps(&c.plot, t.last())
	c.plot.Y = heightAxis(log, heights)
	for i := len(runs) - 1; i >= 0; i-- { // the chosen one lies on top
		name := methodLetter(runs[i].Method)
		switch {
		case len(runs) > 1:
		case log && f.Width > 44:
			name = "f - f*"
		case log:
			name = "f-f*" // which is not cut
		default:
			name = "f"
		}
		pen := f.Theme.Pen(i)
		seen := len(t.visible(runs[i].Path))
		if t.step > 0 && !t.ticks.Playing && seen < len(heights[i]) {
			faint := pen
			faint.Ink = f.Theme.Border.Color()
			c.plot.Curves = append(c.plot.Curves, chart.Curve{First: float64(seen - 1), Y: heights[i][seen-1:], Pen: faint, Rank: chart.Under})
		}
		c.plot.Curves = append(c.plot.Curves, chart.Curve{Y: heights[i][:seen], Pen: pen, Rank: chart.Middle, Name: name})
	}
	t.zoomed(&c, t.lens)
	return c
}

// heightAxis is an axis for heights: on a logarithmic one those that are too
// small to be told from rounding do not count.
func heightAxis(log bool, heights [][]float64) axis.Axis {
	if !log {
		low, high := chart.Fair(heights...)
		return axis.Span("f", false, low, high)
	}
	const least = 1e-16
	low, high := math.Inf(1), 0.0
	for _, list := range heights {
		for _, v := range list {
			if v >= least && !math.IsInf(v, 0) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	return axis.Span("f - f*", true, low, high).Rounded(10)
}

// lowest is f*, what heights are measured from, and what has it: the minimum that a
// path alone has reached, heads for or orbits, for a race the global one; or the
// lowest that is known, if that is lower.
func (t *Tab) lowest() (f float64, of string) {
	s, runs := t.runner.Snapshot, t.runs()
	f = math.Inf(1)
	switch at := s.Fate.Minimum; {
	case len(runs) == 1 && s.Fate.End != descent.Unknown && at >= 0:
		f, of = s.Surface.Minima[at].F, s.Surface.Minima[at].Kind()
	case len(runs) > 1 && len(s.Surface.Minima) > 0:
		if f, of = s.Surface.Minima[0].F, s.Surface.Minima[0].Kind(); !s.Surface.Minima[0].Global {
			of = "lowest minimum found"
		}
	}
	least, own := math.Inf(1), "its own lowest"
	if len(runs) > 1 {
		own = "lowest of the paths"
	}
	for _, r := range runs {
		for _, p := range r.Path {
			if p.F < least { // which NaN is not
				least = p.F
			}
		}
	}
	if surface.Lower(least, f) || math.IsInf(f, 1) {
		of = own
	}
	f = min(f, least) // rounding may have it a little below a minimum
	return f, fmt.Sprintf("f* = %s, %s", setting.Short(f), of)
}

func (t *Tab) rateChanges() bool {
	c := t.runner.Snapshot.Config
	return c.Rate(0) != c.Rate(c.Steps/2) || c.Rate(0) != c.Rate(c.Steps)
}

// rateCurve is the size of each step.
func (t *Tab) rateCurve(f kit.Frame) (c curve) {
	s := t.runner.Snapshot.Config
	rates := make([]float64, s.Steps)
	for k := range rates {
		rates[k] = s.Rate(k)
	}
	c.title, c.note, c.unscaled = "step size", s.Schedule, true
	t.steps(&c.plot, s.Steps)
	c.plot.X.Low, c.plot.X.High = 1, float64(max(s.Steps, 2))
	c.plot.Y = axis.Span("step size", false, append(rates, 0)...)
	c.plot.Curves = []chart.Curve{{First: 1, Y: rates[:min(len(t.path())-1, s.Steps)], Pen: f.Theme.Test.Pen(), Name: "η"}}
	t.zoomed(&c, chart.Lens{X: t.lens.X})
	return c
}

// zoomed turns a curve to the part of it that is seen, and says so.
func (t *Tab) zoomed(c *curve, l chart.Lens) {
	if l.Apply(&c.plot); !l.Whole() {
		c.title, c.note = strings.TrimSuffix(c.title, " along the path")+", a part", t.Keys().Sign("whole")+" for all"
	}
}
