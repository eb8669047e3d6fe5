package descent

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// reliefKey is all that the heights of a map depend on.
type reliefKey struct {
	surface *surface.Surface
	window  surface.Rect
	spacing string
	w, h    int
	dots    bool
}

// prepareHeights computes the heights in the window, unless they are there.
func (t *Tab) prepareHeights(f kit.Frame) tea.Cmd {
	t.relief, t.reliefOf = t.heights(f)
	return nil
}

// heights returns the relief of the window for a frame.
func (t *Tab) heights(f kit.Frame) (*chart.Relief, reliefKey) {
	s, v := t.runner.Snapshot.Surface, t.window
	key := reliefKey{s, v, t.levels, f.Width, f.Height, f.Dots()}
	if t.relief != nil && t.reliefOf == key {
		return t.relief, key
	}
	// From the middle, so that places on both sides of it differ in sign alone.
	right, down := float64(f.Width-1)/2, float64(2*f.Height-1)/2
	dx, dy := (v.MaxX-v.MinX)/float64(f.Width), (v.MaxY-v.MinY)/float64(2*f.Height)
	return chart.NewRelief(f, axis.SpacingNamed(t.levels), func(x, y float64) float64 {
		return s.F((v.MinX+v.MaxX)/2+(x-right)*dx, (v.MinY+v.MaxY)/2-(y-down)*dy)
	}), key
}

// drawHeights draws the plane from low to high.
func (t *Tab) drawHeights(f kit.Frame) picture {
	g := chart.NewGrid(f)
	relief, _ := t.heights(f)
	g.DrawRelief(relief)
	m := t.onPlane(g)
	g.FinishRelief(relief)
	m.title, m.scale = "f = "+t.runner.Snapshot.Surface.Formula, chart.HeightBar(f.Sized(f.Width+yAxisWidth-1, 1), relief)
	return m
}

// pathWords says where the path leads and how it got there.
func (t *Tab) pathWords(f kit.Frame) string {
	s := t.runner.Snapshot
	if len(s.Rivals) > 0 && t.step > 0 {
		return t.raceWords(f)
	}
	if k := len(t.path()) - 1; t.step < t.last() {
		sign := t.Keys().Sign
		return f.Theme.Dimmed(fmt.Sprintf("Step %d of %d: %s and %s step back and on, %s shows all.", k, t.last(), sign("step-back"), sign("step-on"), sign("last")))
	}
	if s.State == model.Unfinished {
		return ""
	}
	said := s.Sentence(s.Run)
	style := f.Theme.Warn
	switch {
	case said.Good:
		style = f.Theme.Good
	case s.Fate.End == descent.Gone:
		style = f.Theme.Bad
	}
	return style.Style().Render(said.Head) + said.Tail
}

// raceWords says which method is lowest, by how much, and where that is.
func (t *Tab) raceWords(f kit.Frame) string {
	runs := t.runs()
	order := t.ranking()
	best, next := t.end(runs[order[0]]), t.end(runs[order[1]])
	minima := t.runner.Snapshot.Surface.Minima
	where := "."
	if at, distance := minima.Nearest(best.Point()); distance < t.runner.Snapshot.Surface.Near() {
		where = ", at the " + minima[at].Kind() + "."
	}
	text := fmt.Sprintf("At step %d ", min(t.step, t.last())) + f.Theme.Bold(runs[order[0]].Method)
	if told := fmt.Sprintf("%.5g", best.F); told == fmt.Sprintf("%.5g", next.F) {
		return text + fmt.Sprintf(" is as low as %s: f = %s%s", runs[order[1]].Method, told, where)
	}
	return text + fmt.Sprintf(" is lowest: f = %.4g, %.2g below %s%s", best.F, next.F-best.F, runs[order[1]].Method, where)
}
