package descent

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/setting"
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
	m.title, m.scale = "f = "+written(t.runner.Snapshot.Surface.Formula, f), chart.HeightBar(f.Sized(f.Width+yAxisWidth-1, 1), relief)
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

// raceWords says which method is lowest, by how much and, at the end, what became
// of it.
func (t *Tab) raceWords(f kit.Frame) string {
	s, runs, order := t.runner.Snapshot, t.runs(), t.ranking()
	first, second := runs[order[0]], runs[order[1]]
	best, next := t.end(first), t.end(second)
	told, by := "f = "+setting.Short(best.F), ""
	text := f.Theme.Bold(first.Method) + " is lowest"
	if setting.Short(best.F) == setting.Short(next.F) {
		text = f.Theme.Bold(first.Method) + " is as low as " + second.Method
	} else {
		by = fmt.Sprintf(", %.2g below %s", next.F-best.F, second.Method)
	}
	if t.step < t.last() {
		return fmt.Sprintf("At step %d ", t.step) + text + ": " + told + by + "."
	}
	if head := s.Sentence(first).Head; s.Config.Noise == 0 && head != "" { // a fate is one without noise
		told = strings.ToLower(head[:1]) + head[1:] + "; " + told
	}
	return text + ": " + told + by + "."
}
