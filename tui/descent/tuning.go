package descent

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// tuningPairs lists what a tuning map can have on its axes, across and up.
var tuningPairs = []string{"step,decay", "step,momentum", "step,steps", "decay,momentum", "decay,steps", "momentum,steps"}

// pairs lists those that the descent depends on: one at least.
func (t *Tab) pairs() (list []string) {
	s := t.runner.Snapshot
	used := s.Config.TuningAxes(s.Surface)
	for _, p := range tuningPairs {
		if len(axesOf(used, p)) == 2 {
			list = append(list, p)
		}
	}
	return list
}

// pair returns what is on the axes: what was asked for, or the first that there
// is.
func (t *Tab) pair() string {
	list := t.pairs()
	return list[max(slices.Index(list, t.axes), 0)]
}

// axesOf returns the axes of a pair, as far as they are in the list.
func axesOf(list []descent.TuningAxis, pair string) (axes []descent.TuningAxis) {
	for name := range strings.SplitSeq(pair, ",") {
		for _, a := range list {
			if a.Name == name {
				axes = append(axes, a)
			}
		}
	}
	return axes
}

// nextAxes turns to the next pair.
func (t *Tab) nextAxes() {
	list := t.pairs()
	t.axes = list[(slices.Index(list, t.pair())+1)%len(list)]
}

// prepareTuning brings the tuning map to the descent.
func (t *Tab) prepareTuning(f kit.Frame) tea.Cmd {
	across, up, _ := strings.Cut(t.pair(), ",")
	t.tuning.Config = t.runner.Snapshot.Config.Tuning(across, up, f.Width, 2*f.Height)
	return t.tuning.Sync(run.InBackground)
}

func (t *Tab) tuningKeys() kit.Keys {
	return kit.Keys{
		kit.On("take", "enter", "take the best", kit.Do(t.takeBest)).InFoot("take the best"),
		kit.On("axes", "axes", "other axes", kit.Do(t.nextAxes)).InFoot("axes"),
	}
}

// takeBest takes over the best descent of the map.
func (t *Tab) takeBest() {
	if s := t.tuning.Snapshot; t.tuned() && s.Found {
		t.take(s.Best.Config)
	}
}

// clickTake takes over the cell that was clicked.
func (t *Tab) clickTake(i, j int) {
	if t.tuned() {
		t.take(t.tuning.Snapshot.At(i, j))
	}
}

func (t *Tab) take(d descent.Config) {
	s := t.tuning.Snapshot
	s.Across.Take(&t.runner.Config, d)
	s.Up.Take(&t.runner.Config, d)
	t.changed()
}

// tuned reports whether there is a map of these axes.
func (t *Tab) tuned() bool {
	c := t.tuning.Snapshot.Config
	return t.tuning.Ready && c.Across+","+c.Up == t.pair()
}

// drawTuning draws what other settings would reach.
func (t *Tab) drawTuning(f kit.Frame) picture {
	g, s, now := chart.NewGrid(f), t.tuning.Snapshot, t.runner.Snapshot
	axes := axesOf(now.Config.TuningAxes(now.Surface), t.pair())
	m := picture{Grid: g}
	m.title, m.note = tuningTitle(axes[0].Name, axes[1].Name, now.Config.Steps)
	if w, h := f.Width, 2*f.Height; !t.tuned() || s.Config.W != w || s.Config.H != h {
		m.x, m.y = onEdges(axes[0], axes[1], max(w, 2), max(h, 2))
		return m
	}
	m.x, m.y = onEdges(s.Across, s.Up, s.Config.W, s.Config.H)
	if s.State == model.Unfinished {
		m.note = fmt.Sprintf("%3.0f %%", 100*s.Done)
	}
	relief := chart.NewRoughRelief(f, axis.SpacingNamed(t.levels), s.Falls())
	g.DrawRelief(relief)
	m.signs = tuningSigns(g, s, t.runner.Config)
	if slices.ContainsFunc(s.Cells, func(v float64) bool { return !(v < s.Start) }) {
		m.signs = append(m.signs, rose(g, s))
	}
	g.FinishRelief(relief)
	m.scale = chart.HeightBar(f.Sized(f.Width+yAxisWidth-1, 1), relief)
	return m
}

// tuningTitle says what the map shows, and what a name on its axes means.
func tuningTitle(across, up string, steps int) (title, note string) {
	switch title = fmt.Sprintf("f after %d steps", steps); {
	case up == "steps":
		title = "f at the end"
	case steps == 1:
		title = "f after 1 step"
	}
	switch {
	case up == "momentum":
		note = "β is the momentum"
	case across == "decay" || up == "decay":
		note = "decay is per step"
	}
	return title, note
}

// tuningSigns puts the best descent and the present one on the map; that may lie
// beside it.
func tuningSigns(g *chart.Grid, s descent.TuningSnapshot, now descent.Config) []string {
	w, h := s.Config.W, s.Config.H
	p := plotter{Grid: g, view: surface.Rect{MinX: -0.5, MaxX: float64(w) - 0.5, MinY: 0.5 - float64(h), MaxY: 0.5}}
	at := func(c descent.Config) surface.Point {
		i, j := s.Pixel(c)
		return surface.Point{X: i, Y: -j}
	}
	list := []place{{signNow, at(now)}}
	if s.Found {
		list = append(list, place{signBest, at(s.Best.Config)})
	}
	p.places(list)
	return p.legend()
}

// rose marks the cells in which f rose or the descent diverged, where no colour
// does, and says what means so.
func rose(g *chart.Grid, s descent.TuningSnapshot) string {
	const words = " f rose"
	theme := g.Frame.Theme
	if g.Frame.Blocks() {
		return chart.Look{Bg: theme.Nowhere}.Render("  ") + words
	}
	for row := range g.Frame.Height {
		for col := range g.Frame.Width {
			if !(s.Cells[2*row*s.Config.W+col] < s.Start) {
				g.Area(col, row, chart.Sign{Glyph: "×", Color: theme.Bad.Color()})
			}
		}
	}
	return "×" + words
}

// onEdges are the axes of a tuning map of w x h pixels, from edge to edge. The
// name of the second has five cells.
func onEdges(across, up descent.TuningAxis, w, h int) (x, y axis.Axis) {
	drawn := func(a descent.TuningAxis, n int) axis.Axis {
		return axis.Axis{Name: a.Words, Low: a.Low, High: a.High, Log: a.Log, Whole: a.Whole}.Padded(0.5 / float64(max(n-1, 1)))
	}
	if up.Name == "momentum" {
		up.Words = "β"
	}
	return drawn(across, w), drawn(up, h)
}

// readTuning is what the best descent has on the axes, and what it reaches.
func (t *Tab) readTuning(f kit.Frame) (title, note, text string) {
	s := t.tuning.Snapshot
	title = fmt.Sprintf("best of %d descents", s.Looked)
	switch {
	case !t.tuned() || !s.Over:
		return "best", "", f.Theme.Dimmed(" computing")
	case !s.Found:
		return title, "", " none ends below the start"
	}
	line := func(name string, value float64) string {
		return " " + f.Theme.Dimmed(kit.FitLine(name, 14)) + setting.Short(value)
	}
	return title, "", kit.Above(
		line(s.Across.Words, s.Across.Of(s.Best.Config)),
		line(s.Up.Words, s.Up.Of(s.Best.Config)),
		line("f reached", s.Best.F),
		f.Theme.Dimmed(" "+t.tuningKeys().Sign("take")+" takes it over"),
	)
}

// tuningWords says whether what is on the axes leads to the global minimum, and
// where it does not, how far was looked.
func (t *Tab) tuningWords(f kit.Frame) string {
	s, theme := t.tuning.Snapshot, f.Theme
	if !t.tuned() || !s.Over {
		axes := axesOf(t.runner.Snapshot.Config.TuningAxes(t.runner.Snapshot.Surface), t.pair())
		return theme.Dimmed(fmt.Sprintf("Each cell is a whole descent: %s from left to right, %s from bottom to top.", axes[0].Words, axes[1].Words))
	}
	span := func(a descent.TuningAxis) string {
		return fmt.Sprintf("%s %s to %s", a.Words, setting.Short(a.Low), setting.Short(a.High))
	}
	looked := fmt.Sprintf(" Looked at %d descents of %s, %s.", s.Looked, span(s.Across), span(s.Up))
	method, _ := setting.Named(descent.Methods, s.Config.Method, func(m descent.Method) string { return m.Name })
	best, lowest := height(s.Best.F), "the lowest minimum found"
	if len(s.Surface.Minima) > 0 && s.Surface.Minima[0].Global {
		lowest = s.Surface.Minima.Name(0)
	}
	switch {
	case !method.Rate:
		return method.Name + " finds its step size itself: here only the number of steps matters."
	case !s.Found:
		return theme.Warn.Style().Render("Nothing falls:") + " no descent ends below the start, f = " + height(s.Start) + "." + looked
	case len(s.Surface.Minima) == 0:
		return "The lowest found, ◆, f = " + best + "; this surface has no minimum here." + looked
	case s.Best.Global:
		return theme.Good.Style().Render("Reachable:") + " the best, ◆, ends at " + lowest + "."
	case s.Reached > 0:
		return theme.Good.Style().Render("Reachable:") + fmt.Sprintf(" %d of %d end within %.2g of %s; the lowest, ◆, at f = %s.", s.Reached, s.Looked, s.Surface.Tolerance(), lowest, best)
	case surface.Lower(s.Best.F, s.Surface.Minima[0].F):
		return "The lowest found, ◆, f = " + best + ", is below every minimum known here." + looked
	}
	return theme.Warn.Style().Render("Out of reach:") + " lowest found, ◆, f = " + best + ", above " + lowest + ", " + height(s.Surface.Minima[0].F) + "." + looked
}

// height writes f in four digits.
func height(f float64) string { return axis.Short(f, 4) }
