package chart

import (
	tea "charm.land/bubbletea/v2"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// A Lens is how one looks at a plot: the part of it that is seen.
type Lens struct{ X, Y Part }

// A Part is a piece of an axis, from 0, its beginning, to 1; the zero value is
// all of it.
type Part struct{ From, To float64 }

// Whole reports whether nothing is hidden.
func (l Lens) Whole() bool { return l == Lens{} }

// Apply turns the axes of a plot to what is seen.
func (l Lens) Apply(p *Plot) { p.X, p.Y = l.X.Of(p.X), l.Y.Of(p.Y) }

// step is how much smaller a part gets at once.
const step = 1 / 1.5

// Keys are the keys that zoom. plot returns the plot as it is drawn: where it
// has a crosshair, that keeps its place, and else the end of the top curve.
func (l *Lens) Keys(plot func() *Plot) kit.Keys {
	x := func(factor float64) func(tea.KeyPressMsg) tea.Cmd {
		return kit.Do(func() { at, _ := plot().focus(); l.X = l.X.by(factor, at) })
	}
	y := func(factor float64) func(tea.KeyPressMsg) tea.Cmd {
		return kit.Do(func() { _, at := plot().focus(); l.Y = l.Y.by(factor, at) })
	}
	return kit.Keys{
		kit.On("stretch", "stretch", "zoom in along the curve", x(step)), kit.On("squeeze", "squeeze", "zoom out along the curve", x(1/step)),
		kit.On("raise", "raise", "zoom in on its values", y(step)), kit.On("lower", "lower", "zoom out on its values", y(1/step)),
	}
}

// Wheel zooms at a cell of the frame that a plot is drawn in: along the curve
// or, on the labels of the values, on these. It reports whether the wheel
// turned there.
func (l *Lens) Wheel(p *Plot, f kit.Frame, m tea.Mouse) bool {
	factor, ok := map[tea.MouseButton]float64{tea.MouseWheelUp: step, tea.MouseWheelDown: 1 / step}[m.Button]
	if !ok || m.X < 0 || m.Y < 0 || m.X >= f.Width || m.Y >= f.Height {
		return false
	}
	parts := p.layout(f)
	row, rows := m.Y-parts.notes, max(1, parts.area.Height-1)
	if m.X < parts.gutter && row >= 0 && row <= rows {
		l.Y = l.Y.by(factor, 1-float64(row)/float64(rows))
	} else {
		l.X = l.X.by(factor, min(max(float64(m.X-parts.gutter)/float64(max(1, parts.area.Width-1)), 0), 1))
	}
	return true
}

// focus returns the place to keep when zooming, as shares of the axes.
func (p *Plot) focus() (x, y float64) {
	x, y = 1, 0
	for i := range p.Curves {
		c := &p.Curves[i]
		if n := c.Len(); n > 0 {
			at := n - 1
			if p.Crossed {
				at, _ = c.nearest(p.Cross)
			}
			x, y = p.X.At(c.x(at)), p.Y.At(c.Value(at))
		}
	}
	if p.Crossed {
		x = p.X.At(p.Cross)
	}
	inside := func(v, otherwise float64) float64 {
		if v >= 0 && v <= 1 {
			return v
		}
		return otherwise
	}
	return inside(x, 1), inside(y, 0)
}

// Of returns the piece of an axis.
func (p Part) Of(a axis.Axis) axis.Axis {
	if p != (Part{}) {
		a.Low, a.High = a.Value(p.From), a.Value(p.To)
	}
	return a
}

// Show moves the part so that a place on the axis, from 0 to 1, is in it.
func (p *Part) Show(at float64) {
	if *p == (Part{}) {
		return
	}
	at = min(max(at, 0), 1)
	by := min(0, at-p.From) + max(0, at-p.To)
	p.From, p.To = p.From+by, p.To+by
}

// by makes the part smaller by a factor below 1, or larger, around a place that
// is given as a share of what is seen.
func (p Part) by(factor, around float64) Part {
	const least = 1e-4
	if p == (Part{}) {
		p.To = 1
	}
	length := p.To - p.From
	at := p.From + around*length
	length = max(length*factor, least)
	if length >= 1-1e-9 {
		return Part{}
	}
	p.From = min(max(at-around*length, 0), 1-length)
	p.To = p.From + length
	return p
}
