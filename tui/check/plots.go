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
}

// legendWidth is that of a legend beside a plot, tableWidth what its columns
// need.
const legendWidth, tableWidth = 44, 43

// wide reports whether a legend has its place beside a plot, not below it.
func wide(f kit.Frame) bool { return f.Width >= 120 && f.Height < 20 }

// apart divides a frame among a plot and a legend of that height.
func apart(f kit.Frame, height int) (plot, legend kit.Frame) {
	if wide(f) {
		return f.Sized(f.Width-legendWidth, f.Height), f.Sized(legendWidth, f.Height)
	}
	return f.Sized(f.Width, f.Height-height), f.Sized(f.Width, height)
}

// with draws the plot with its legend.
func (p plot) with(f kit.Frame, legend []string) string {
	if wide(f) {
		return kit.Beside(p.Draw(p.frame), kit.Fit(kit.Above(legend...), legendWidth, f.Height))
	}
	return kit.Above(append([]string{p.Draw(p.frame)}, legend...)...)
}

// lens returns how one looks at the plots of a view.
func (t *Tab) lens(v view) *chart.Lens {
	if t.lenses[v.name] == nil {
		return &chart.Lens{}
	}
	return t.lenses[v.name]
}

// plotKeys are the keys of the plots of the chosen view.
func (t *Tab) plotKeys() kit.Keys {
	v := t.chosen()
	cross := func(by int) func(tea.KeyPressMsg) tea.Cmd {
		return func(msg tea.KeyPressMsg) tea.Cmd {
			right := by
			if s := msg.String(); s == "[" || s == "{" {
				right = -by
			}
			v.move(t, right, 0)
			return nil
		}
	}
	lens := t.lens(v)
	zoom := lens.Keys(func() *chart.Plot { return v.plots(t, t.frame)[0].Plot })
	if v.name == "activations" {
		zoom = zoom[:2]
	}
	return slices.Concat(kit.Keys{
		kit.On("crosshair", "[ ]", "move the crosshair", cross(1)).Sign("[ ]").AtEnd("crosshair"),
		kit.On("crosshair-far", "{ }", "ten at once", cross(10)).Sign("{ }"),
	}, zoom, kit.Keys{
		kit.On("whole", wholeKey, "the whole curve", kit.Do(func() { *lens = chart.Lens{} })).FootIf(!lens.Whole()),
	}).If(v.plots != nil)
}

// mouse puts the crosshair of a plot where it is clicked or dragged, and zooms
// with the wheel.
func (t *Tab) mouse(msg tea.MouseMsg) {
	if !t.runner.Ready {
		return
	}
	panes, aside := t.panes(t.frame)
	for _, p := range append(panes, aside) {
		if p.view.plots == nil {
			continue
		}
		for _, q := range p.view.plots(t, p.inside()) {
			at := msg.Mouse()
			at.X, at.Y = at.X-p.x-1-q.x, at.Y-p.y-1-q.y
			t.touch(msg, at, p.view, q)
		}
	}
}

// touch is mouse for one plot, whose corner is 0, 0.
func (t *Tab) touch(msg tea.MouseMsg, at tea.Mouse, v view, p plot) {
	switch msg.(type) {
	case tea.MouseClickMsg, tea.MouseMotionMsg:
		if x, ok := p.At(p.frame, at.X, at.Y); ok && at.Button == tea.MouseLeft {
			v.point(t, x)
		}
	case tea.MouseWheelMsg:
		lens := t.lens(v)
		lens.Wheel(p.Plot, p.frame, at)
		if v.name == "activations" {
			lens.Y = chart.Part{}
		}
	}
}

// crossHead is the head of a legend, which says where the crosshair is.
func crossHead(f kit.Frame, row string, h float64) string {
	style := f.Theme.Accent.Style()
	if f.Width < tableWidth {
		return style.Render("       at h     " + here(f, brief(h)))
	}
	return f.Theme.Dimmed("      "+row) + style.Render(here(f, "h "+brief(h)))
}

// here is the column of the values at the crosshair.
func here(f kit.Frame, text string) string {
	width := 10
	if f.Width < tableWidth {
		width = 8
	}
	return spaces[:max(0, width-len(text))] + text
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

// decades returns a logarithmic axis between two powers of ten, or beyond where
// values go on, as far as makes sense.
func decades(name string, low, high float64, values ...[]float64) axis.Axis {
	const least, most = 1e-20, 1e20
	for _, list := range values {
		for _, v := range list {
			if v > 0 && v < low {
				low = max(math.Pow(10, math.Floor(math.Log10(v))), least)
			}
			if v > high && !math.IsInf(v, 0) {
				high = min(math.Pow(10, math.Ceil(math.Log10(v))), most)
			}
		}
	}
	return axis.Axis{Name: name, Low: low, High: high, Log: true}
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

// upwards returns numbers from the last to the first.
func upwards(v []float64) []float64 {
	v = slices.Clone(v)
	slices.Reverse(v)
	return v
}

// only returns the numbers at the places where keep says so.
func only(v []float64, keep func(i int) bool) (some []float64) {
	for i := range v {
		if keep(i) {
			some = append(some, v[i])
		}
	}
	return some
}
