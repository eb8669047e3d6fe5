package descent

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// prepareTuning brings the tuning map to the descent.
func (t *Tab) prepareTuning(f kit.Frame) tea.Cmd {
	t.tuning.Config = t.runner.Snapshot.Config.Tuning(f.Width, 2*f.Height)
	return t.tuning.Sync(run.InBackground)
}

func (t *Tab) tuningKeys() kit.Keys {
	return kit.Keys{kit.On("take", "enter", "take the best", kit.Do(t.takeBest)).InFoot("take the best")}
}

// takeBest takes over the best cell of the map.
func (t *Tab) takeBest() {
	if s := t.tuning.Snapshot; t.tuning.Ready && s.Best >= 0 {
		t.take(s.Config, s.Best%s.Config.W, s.Best/s.Config.W)
	}
}

// clickTake takes over the cell that was clicked.
func (t *Tab) clickTake(i, j int) { t.take(t.tuning.Config, i, j) }

func (t *Tab) take(c descent.MapConfig, i, j int) {
	d := c.At(i, j)
	t.runner.Config.Step, t.runner.Config.Decay = d.Step, d.Decay
	t.changed()
}

// drawTuning draws what other step sizes and decays would reach.
func (t *Tab) drawTuning(f kit.Frame) picture {
	g, s := chart.NewGrid(f), t.tuning.Snapshot
	m := picture{Grid: g, title: fmt.Sprintf("f after %d steps", t.runner.Snapshot.Config.Steps), note: "decay is per step"}
	if w, h := f.Width, 2*f.Height; !t.tuning.Ready || s.Config.W != w || s.Config.H != h {
		m.x, m.y = tuningAxes(max(f.Width, 2), max(2*f.Height, 2))
		return m
	}
	m.x, m.y = tuningAxes(s.Config.W, s.Config.H)
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

// tuningSigns puts the best descent and the present one on the map; that may lie
// beside it.
func tuningSigns(g *chart.Grid, s descent.TuningSnapshot, now descent.Config) []string {
	w, h := s.Config.W, s.Config.H
	p := plotter{Grid: g, view: surface.Rect{MinX: -0.5, MaxX: float64(w) - 0.5, MinY: 0.5 - float64(h), MaxY: 0.5}}
	i, j := s.Config.Pixel(now)
	list := []place{{signNow, surface.Point{X: i, Y: -j}}}
	if s.Best >= 0 {
		list = append(list, place{signBest, surface.Point{X: float64(s.Best % w), Y: -float64(s.Best / w)}})
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

// tuningAxes are the axes of a tuning map of w x h pixels, from edge to edge.
func tuningAxes(w, h int) (x, y axis.Axis) {
	x = axis.Axis{Name: "step size", Low: descent.MinTuningStep, High: descent.MaxTuningStep, Log: true}
	y = axis.Axis{Name: "decay", Low: descent.MinTuningDecay, High: descent.MaxTuningDecay}
	return x.Padded(0.5 / float64(max(w-1, 1))), y.Padded(0.5 / float64(max(h-1, 1)))
}

// readTuning is what the best cell reaches.
func (t *Tab) readTuning(f kit.Frame) (title, note, text string) {
	s := t.tuning.Snapshot
	title = fmt.Sprintf("best of these %d cells", len(s.Cells)) // of another size the best is another
	if !t.tuning.Ready || s.Best < 0 {
		return "best", "", f.Theme.Dimmed(" computing")
	}
	d := s.Config.At(s.Best%s.Config.W, s.Best/s.Config.W)
	line := func(name, value string) string { return " " + f.Theme.Dimmed(kit.FitLine(name, 14)) + value }
	return title, "", kit.Above(
		line("step size", setting.Short(d.Step)),
		line("decay", setting.Short(d.Decay)),
		line("f reached", setting.Short(s.Cells[s.Best])),
		f.Theme.Dimmed(" "+t.tuningKeys().Sign("take")+" takes it over"),
	)
}

func (t *Tab) tuningWords(f kit.Frame) string {
	s := t.tuning.Snapshot
	if !t.tuning.Ready || s.Best < 0 {
		return f.Theme.Dimmed("Each cell is a whole descent: step size from left to right, decay from bottom to top.")
	}
	nearest, distance := s.Surface.Minima.Nearest(s.End)
	switch {
	case len(s.Surface.Minima) == 0:
		return fmt.Sprintf("The best, ◆, ends at f = %.4g; this surface has no minimum here.", s.Cells[s.Best])
	case s.Surface.Minima[nearest].Global && distance < s.Surface.Near():
		return f.Theme.Good.Style().Render("Reachable:") + " the best, ◆, ends at the global minimum."
	}
	return f.Theme.Warn.Style().Render("Out of reach:") + fmt.Sprintf(" the best, ◆, ends at f = %.4g; the minimum is %.4g.", s.Cells[s.Best], s.Surface.Minima[0].F)
}
