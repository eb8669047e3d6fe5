package descent

import (
	"fmt"
	"math"

	tea "charm.land/bubbletea/v2"

	"nntui/model/descent"
	"nntui/model/setting"
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
func (t *Tab) drawTuning(f kit.Frame) (title, note, picture string) {
	title, note = fmt.Sprintf("f after %d steps", t.runner.Snapshot.Config.Steps), "◆ best ● now"
	c := chart.NewGrid(f)
	w, h := f.Width, 2*f.Height
	s := t.tuning.Snapshot
	if !t.tuning.Ready || s.Config.W != w || s.Config.H != h {
		return title, note, withAxes(c, labels{})
	}
	falls := s.Falls()
	levels := axis.Spacings[0].NewLevels(falls)
	for at, fall := range falls {
		ink := f.Theme.Nowhere
		if band := levels.Band(fall); band >= 0 {
			ink = f.Theme.Ramp[chart.Shade(f.Theme, levels, band)]
		}
		area(c, at, ink, chart.Sign{Glyph: " "})
	}
	if s.Best >= 0 {
		c.Put(s.Best%w, s.Best/w/2, "◆", f.Theme.OnMap, true)
	}
	i, j := s.Config.Pixel(t.runner.Config)
	c.Put(int(math.Round(i)), int(math.Round(j))/2, "●", f.Theme.OnMap, true)
	return title, note, withAxes(c, tuningLabels(s.Config))
}

func tuningLabels(c descent.MapConfig) labels {
	l := newLabels()
	for _, step := range []float64{0.001, 0.01, 0.1, 1} {
		i, _ := c.Pixel(descent.Config{Step: step, Decay: 1})
		l.x.put(i, c.W, step)
	}
	for _, decay := range []float64{0.7, 0.8, 0.9, 1} {
		_, j := c.Pixel(descent.Config{Step: 1, Decay: decay})
		l.y.put(j, c.H, decay)
	}
	return l
}

// readTuning is what the best cell reaches.
func (t *Tab) readTuning(f kit.Frame) (title, note, text string) {
	title = "best of the map"
	s := t.tuning.Snapshot
	if !t.tuning.Ready || s.Best < 0 {
		return title, "", f.Theme.Dimmed(" computing")
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
		return fmt.Sprintf("The best, ◆, ends at f = %.4g; this surface has no minimum here. ", s.Cells[s.Best]) + f.Theme.Dimmed(lowAndHigh(f))
	case s.Surface.Minima[nearest].Global && distance < s.Surface.Near():
		return f.Theme.Good.Style().Render("Reachable:") + " the best, ◆, ends at the global minimum. " + f.Theme.Dimmed(lowAndHigh(f))
	}
	return f.Theme.Warn.Style().Render("Out of reach:") + fmt.Sprintf(" the best, ◆, ends at f = %.4g; the minimum is %.4g.", s.Cells[s.Best], s.Surface.Minima[0].F)
}

// lowAndHigh explains the map's colours or signs.
func lowAndHigh(f kit.Frame) string {
	if f.Blocks() {
		return "Dark is low; grey: f rose."
	}
	return ", is low, % is high."
}
