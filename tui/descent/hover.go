package descent

import (
	"fmt"
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/tui/axis"
	"nntui/tui/chart"
)

// Hover reads out what is under the pointer: a place on the map, or a step on a
// curve.
func (t *Tab) Hover(m tea.Mouse) string {
	if c, step, ok := t.stepAt(m); ok {
		return t.hoverStep(c, step)
	}
	if i, j, ok := t.pixelAt(m.X, m.Y); ok {
		return t.chosen().hover(t, i, j)
	}
	return ""
}

// hoverStep reads out all paths at a step, or the size of the step.
func (t *Tab) hoverStep(c curvePlace, step int) string {
	if c.unscaled {
		return fmt.Sprintf("Step %d: size %s.", step, setting.Short(t.runner.Snapshot.Config.Rate(max(step-1, 0))))
	}
	text, runs := fmt.Sprintf("Step %d:", step), t.runs()
	for _, r := range runs {
		if step >= len(r.Path) {
			continue
		}
		if p := r.Path[step]; len(runs) > 1 {
			text += fmt.Sprintf("  %s %s", methodLetter(r.Method), height(p.F))
		} else {
			text += fmt.Sprintf(" x %s, y %s, f = %s.", setting.Short(p.X), setting.Short(p.Y), setting.Short(p.F))
		}
	}
	return text
}

// hoverHeight reads out f.
func (t *Tab) hoverHeight(i, j int) string {
	p := t.pointAt(i, j)
	return fmt.Sprintf("x %s, y %s: f = %s.", axis.Short(p.X, 3), axis.Short(p.Y, 3), setting.Short(t.runner.Snapshot.Surface.F(p.X, p.Y)))
}

// hoverBasin reads out f, and what becomes of a start there.
func (t *Tab) hoverBasin(i, j int) string {
	text, area := t.hoverHeight(i, j), t.layout(t.body).area
	if c := t.basins.Snapshot.Config; !t.basins.Ready || c.W != area.Width || c.H != 2*area.Height || c.View != t.window {
		return text
	}
	f := t.starts().Cells[j*area.Width+i]
	if f.End == descent.Unknown {
		return text
	}
	text = strings.TrimSuffix(text, ".") + "; "
	const start = "a start here "
	minima := t.basins.Snapshot.Surface.Minima
	if f.Minimum < 0 {
		return text + start + fateInWords(f, "") + "."
	}
	name, m := " "+minima.Name(int(f.Minimum)), minima[f.Minimum]
	at := fmt.Sprintf(" at (%s, %s)", axis.Short(m.X, 3), axis.Short(m.Y, 3))
	for _, long := range []string{start + fateInWords(f, name+at), fateInWords(f, name+at)} {
		if ansi.StringWidth(text+long)+1 < t.body.Width {
			return text + long + "."
		}
	}
	return text + fateInWords(f, name) + "."
}

// fateInWords says what becomes of a start that has to do with a minimum, in
// words with a blank before them, or with none.
func fateInWords(f descent.Fate, of string) string {
	switch l := lookOf(f); {
	case f.End == descent.Reached:
		return fmt.Sprintf("reaches%s after %d steps", of, f.Steps)
	case f.End == descent.Heading && f.Minimum >= 0:
		return "heads for" + of
	case f.End == descent.Orbiting:
		return "orbits" + of
	case f.End == descent.Gone:
		return "leaves"
	case f.End == descent.Lost:
		return "comes to where f is undefined"
	default:
		return l.words
	}
}

// hoverTuning reads out the settings of a cell, and what they reach.
func (t *Tab) hoverTuning(i, j int) string {
	s := t.tuning.Snapshot
	if !t.tuned() || j*s.Config.W+i >= len(s.Cells) || i >= s.Config.W {
		return ""
	}
	c, f := s.At(i, j), s.Cells[j*s.Config.W+i]
	text := fmt.Sprintf("%s %s, %s %s: ", s.Across.Words, height(s.Across.Of(c)), s.Up.Words, height(s.Up.Of(c)))
	switch {
	case math.IsInf(f, 0) || math.IsNaN(f):
		return text + "diverges."
	case !(f < s.Start):
		return text + "f rose to " + setting.Short(f) + "."
	}
	return text + "f = " + setting.Short(f) + " in the end."
}

// hoverEnd reads out what the descent of a column does in the end.
func (t *Tab) hoverEnd(i, _ int) string {
	s := t.ends.Snapshot
	if columns, _ := chart.NewGrid(t.layout(t.body).area).Dots(); !t.ended() || s.Config.W != columns {
		return ""
	}
	value := t.endAt(i)
	e := s.Cells[min(max(s.Column(value), 0), s.Config.W-1)]
	if e.End == descent.Unknown {
		return ""
	}
	text := overWords(s.Over) + " " + height(value) + ": " + endWords(s.Surface, e)
	if low, high := span(e, t.endsLook); e.Stays() {
		text += fmt.Sprintf("; %s from %s to %s", t.endsLook.of, height(low), height(high))
	}
	return text + "."
}

// hoverRate reads out how fast it converges with the settings of a cell.
func (t *Tab) hoverRate(i, j int) string {
	q, _, ok := t.quadratic()
	if !ok {
		return ""
	}
	area := t.layout(t.body).area
	at := q.View().At(i, j, area.Width, 2*area.Height)
	text := "step size " + height(at.X)
	if q.Momentum {
		text += ", momentum " + height(at.Y)
	} else {
		at.Y = 0
	}
	s := q.Stability(at.X, at.Y)
	return fmt.Sprintf("%s: spectral radius %s, %s.", text, axis.Short(s.Radius, 3), s.Regime())
}
