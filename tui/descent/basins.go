package descent

import (
	"fmt"
	"image/color"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/descent"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// prepareBasins brings the map of basins to the window.
func (t *Tab) prepareBasins(f kit.Frame) tea.Cmd {
	t.basins.Config = t.runner.Snapshot.Config.Basins(t.window, f.Width, 2*f.Height)
	return t.basins.Sync(run.InBackground)
}

// drawBasins draws where each start leads; the heights, until that is there
// for what is on the screen.
func (t *Tab) drawBasins(f kit.Frame) (title, note, picture string) {
	s, c := t.basins.Snapshot, chart.NewGrid(f)
	w, h := f.Width, 2*f.Height
	if m := s.Config; !t.basins.Ready || m.W != w || m.H != h || m.View != t.window {
		return t.drawHeights(f)
	}
	paintFates(c, s.Cells, t.runner.Snapshot.Config.Steps)
	note = "A a: minimum, small if not there yet"
	switch {
	case s.State == model.Unfinished:
		note = fmt.Sprintf("%3.0f %%", 100*s.Done)
	case f.Blocks():
		note = "lighter: sooner"
	}
	return "where each start leads", note, t.onPlane(c)
}

// paintFates colours each pixel by the minimum that it leads to, the lighter
// the sooner; without half blocks a letter names the minimum, a small one where
// the steps do not suffice to get there.
func paintFates(c *chart.Grid, fates []descent.Fate, steps int) {
	for at, f := range fates {
		if f.Minimum < 0 {
			area(c, at, c.Frame.Theme.Nowhere, chart.Sign{Glyph: "#", Color: c.Frame.Theme.Bad.Color()})
			continue
		}
		shades := c.Frame.Theme.Basins[int(f.Minimum)%len(c.Frame.Theme.Basins)]
		shade, letter := len(shades)-1, 'a'+rune(f.Minimum)%26
		if f.Steps >= 0 {
			shade = min(int(f.Steps)*(len(shades)-1)/(steps+1), len(shades)-2)
			letter = 'A' + rune(f.Minimum)%26
		}
		area(c, at, shades[shade], chart.Sign{Glyph: string(letter), Color: shades[0]})
	}
}

// area paints a pixel, or every second row the sign of its cell.
func area(g *chart.Grid, at int, ink color.Color, s chart.Sign) {
	x, y := at%g.Frame.Width, at/g.Frame.Width
	switch {
	case g.Frame.Blocks():
		g.Ink(x, y, ink)
	case y%2 == 0:
		g.Area(x, y/2, s)
	}
}

// basinWords counts what the map of basins shows.
func (t *Tab) basinWords(f kit.Frame) string {
	s := t.basins.Snapshot
	if !t.basins.Ready || s.State == model.Unfinished {
		return f.Theme.Dimmed("Computing where each starting point leads.")
	}
	if len(s.Surface.Minima) == 0 {
		return "This surface has no minimum here that a start could lead to."
	}
	var global, diverged int
	for _, fate := range s.Cells {
		switch {
		case fate.Minimum < 0:
			diverged++
		case s.Surface.Minima[fate.Minimum].Global:
			global++
		}
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(max(1, len(s.Cells))) }
	name := "global minimum" // the first of the minima
	if f.Blocks() {
		name = f.Theme.Basin(0).Render(name)
	} else {
		name += " A"
	}
	return fmt.Sprintf("%.0f %% of the starts lead to the %s, %.0f %% diverge.", share(global), name, share(diverged))
}
