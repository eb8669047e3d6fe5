package descent

import (
	"fmt"
	"math"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// quadratic returns the chosen method near the minimum that its path comes nearest
// to, and that minimum.
func (t *Tab) quadratic() (q descent.Quadratic, m surface.Minimum, ok bool) {
	s := t.runner.Snapshot
	at := s.Closest()
	if at < 0 {
		return q, m, false
	}
	m = s.Surface.Minima[at]
	q, ok = s.Quadratic(m)
	return q, m, ok
}

// ratesKey is all that the map of rates depends on.
type ratesKey struct {
	method    string
	low, high float64
	w, h      int
	dots      bool
}

// prepareTheory computes the rates of convergence, unless they are there.
func (t *Tab) prepareTheory(f kit.Frame) tea.Cmd {
	if q, _, ok := t.quadratic(); ok && q.Momentum {
		t.rates, t.ratesOf = t.ratesMap(q, f)
	}
	return nil
}

// ratesMap returns the relief of the spectral radius over step size and momentum,
// where there is convergence.
func (t *Tab) ratesMap(q descent.Quadratic, f kit.Frame) (*chart.Relief, ratesKey) {
	key := ratesKey{t.runner.Snapshot.Method, q.Low, q.High, f.Width, f.Height, f.Dots()}
	if t.rates != nil && t.ratesOf == key {
		return t.rates, key
	}
	v, w, h := q.View(), float64(f.Width), float64(2*f.Height)
	return chart.NewRelief(f, axis.SpacingNamed("even"), func(x, y float64) float64 {
		s := q.Stability(v.MinX+(x+0.5)/w*(v.MaxX-v.MinX), v.MaxY-(y+0.5)/h*(v.MaxY-v.MinY))
		if !s.Holds() {
			return math.NaN()
		}
		return s.Radius
	}), key
}

func (t *Tab) theoryKeys() kit.Keys {
	return kit.Keys{kit.On("take", "enter", "take the optimum", kit.Do(t.takeOptimum)).InFoot("take the optimum")}
}

func (t *Tab) takeOptimum() {
	if q, _, ok := t.quadratic(); ok {
		best := q.Best()
		t.takeRate(best.Step, best.Momentum)
	}
}

// takeRate takes a step size, and a momentum if the method has one.
func (t *Tab) takeRate(step, momentum float64) {
	c := &t.runner.Config
	c.Step = five(step)
	if q, _, _ := t.quadratic(); q.Momentum {
		c.Momentum = five(momentum)
	}
	t.changed()
}

// five rounds to five digits, which one can read off and type again.
func five(v float64) float64 {
	v, _ = strconv.ParseFloat(setting.Short(v), 64)
	return v
}

// clickRate takes the cell that was clicked.
func (t *Tab) clickRate(i, j int) {
	if q, _, ok := t.quadratic(); ok {
		area := t.layout(t.body).area
		at := q.View().At(i, j, area.Width, 2*area.Height)
		t.takeRate(at.X, at.Y)
	}
}

// readTheory is the rate as it should be and as it is measured, and the optimum.
func (t *Tab) readTheory(f kit.Frame) (title, note, text string) {
	q, m, ok := t.quadratic()
	if !ok {
		return "theory", "", f.Theme.Dimmed(" none here")
	}
	s, best := t.runner.Snapshot, q.Best()
	now := s.Stability(s.Surface, m, s.Config.LastRate())
	measured := row(f, "measured", s.Measure(m).Rate)
	if why := s.Measure(m).Why; why != "" {
		measured = " " + f.Theme.Dimmed(kit.FitLine("measured", 9)+"no: "+why)
	}
	lines := []string{row(f, "radius", now.Radius) + " " + now.Regime(), measured, row(f, "optimum", best.Radius), row(f, "at step", best.Step)}
	if q.Momentum {
		lines = append(lines, row(f, "momentum", best.Momentum))
	}
	return "spectral radius", "", kit.Above(append(lines, row(f, "Hessian λ", q.Low, q.High))...)
}

// theorySays says what a step does close to the minimum, and what it did.
func (t *Tab) theorySays(f kit.Frame) string {
	s := t.runner.Snapshot
	q, m, ok := t.quadratic()
	switch {
	case s.Closest() < 0:
		return "This surface has no minimum here: there is no theory of it."
	case !s.Local():
		return fmt.Sprintf("The steps of %s are not linear near a minimum: the theory is of gd, momentum and nesterov.", s.Method)
	case !ok:
		return "The Hessian says nothing at the minimum nearest to the path: it is flat there, or has a kink."
	}
	now := s.Stability(s.Surface, m, s.Config.LastRate())
	text, look, end := "Each step leaves ", f.Theme.Good.Style(), " of the distance to the "+m.Kind()
	if !now.Holds() {
		text, look, end = "Each step multiplies by ", f.Theme.Bad.Style(), " the distance to the "+m.Kind()
	}
	text += look.Render(axis.Short(now.Radius, 3)) + end
	if r := s.Measure(m); r.Why == "" {
		return text + "; measured " + axis.Short(r.Rate, 3) + "."
	}
	return text + "; the optimum " + axis.Short(q.Best().Radius, 3) + "."
}
