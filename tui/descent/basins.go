package descent

import (
	"fmt"
	"image/color"
	"math"

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
func (t *Tab) drawBasins(f kit.Frame) picture {
	s, g := t.basins.Snapshot, chart.NewGrid(f)
	if m := s.Config; !t.basins.Ready || m.W != f.Width || m.H != 2*f.Height || m.View != t.window {
		return t.drawHeights(f)
	}
	paintFates(g, s.Cells, t.runner.Snapshot.Config.Steps)
	m := t.onPlane(g, nil)
	g.Halo()
	m.title = "where each start leads"
	if s.State == model.Unfinished {
		m.note = fmt.Sprintf("%3.0f %%", 100*s.Done)
	}
	m.scale = fateScale(f)
	return m
}

// paintFates colours each pixel by the minimum that it leads to, the lighter
// the sooner, with dark borders; without half blocks a letter names the minimum,
// a small one where the steps do not suffice to get there, and the borders are
// lines of dots.
func paintFates(g *chart.Grid, fates []descent.Fate, steps int) {
	w, theme := g.Frame.Width, g.Frame.Theme
	border := theme.Dim.Pen()
	for at, f := range fates {
		x, y := at%w, at/w
		edge := x+1 < w && fates[at+1].Minimum != f.Minimum || at+w < len(fates) && fates[at+w].Minimum != f.Minimum
		switch {
		case !g.Frame.Blocks() && edge && g.Frame.Dots():
			i, j := float64(2*x), float64(2*y)
			for _, by := range [...][2]float64{{0, 0}, {1, 1}} {
				g.Dot(i+by[0], j+by[1], &border, chart.Under)
			}
		case edge && f.Minimum >= 0:
			area(g, at, theme.Halo, chart.Sign{Glyph: letter(f)})
		case f.Minimum < 0:
			area(g, at, theme.Nowhere, chart.Sign{Glyph: "#", Color: theme.Bad.Color()})
		default:
			area(g, at, shade(theme, f, steps), chart.Sign{Glyph: letter(f), Color: shade(theme, descent.Fate{Minimum: f.Minimum}, steps)})
		}
	}
}

// letter names the minimum that a start leads to, a small one where the steps do
// not suffice to get there.
func letter(f descent.Fate) string {
	first := 'A'
	if f.Steps < 0 {
		first = 'a'
	}
	return string(first + rune(f.Minimum)%26)
}

// shade is the colour of a start that leads to a minimum: the sooner the
// lighter, and the darkest where the steps do not suffice.
func shade(theme *kit.Theme, f descent.Fate, steps int) color.Color {
	shades := theme.Basins[int(f.Minimum)%len(theme.Basins)]
	if f.Steps < 0 {
		return shades[len(shades)-1]
	}
	return shades[min(int(f.Steps)*(len(shades)-1)/(steps+1), len(shades)-2)]
}

// fateScale says what the shades, or the letters, mean.
func fateScale(f kit.Frame) string {
	if !f.Blocks() {
		return "A gets there  a too late  # diverges"
	}
	var line chart.Runs
	for k, words := range [...]string{" soon ", "", " late ", " too late "} {
		line.Add(" ", chart.Look{Bg: f.Theme.Basins[0][k]})
		line.Add(words, chart.Look{})
	}
	line.Add(" ", chart.Look{Bg: f.Theme.Nowhere})
	line.Add(" diverges", chart.Look{})
	return line.String()
}

// shares returns what share of the starts leads to each minimum, how much of
// that does not get there in time, and what share diverges.
func shares(s basinsSnapshot) (to []float64, late, diverged float64) {
	to = make([]float64, len(s.Surface.Minima))
	one := 1 / float64(max(1, len(s.Cells)))
	for _, f := range s.Cells {
		switch {
		case f.Minimum < 0:
			diverged += one
			continue
		case f.Steps < 0:
			late += one
		}
		to[f.Minimum] += one
	}
	return to, late, diverged
}

// readBasins is the table of the minima: the colour or the letter of each, where
// it is, f there and the share of the starts that lead to it. The last row counts
// those that have no row.
func (t *Tab) readBasins(f kit.Frame) (title, note, text string) {
	s := t.basins.Snapshot
	if title = "basins"; !t.basins.Ready {
		return title, "", f.Theme.Dimmed(" computing")
	}
	rows := 9
	if f.Height < 24 {
		rows = 4
	}
	to, late, diverged := shares(s)
	lines := []string{fmt.Sprintf("  %3.0f %% too late, %.0f %% diverge", 100*late, 100*diverged)}
	minima := s.Surface.Minima
	for i, m := range minima {
		if len(minima) > rows-1 && i == rows-2 {
			rest := 0.0
			for _, share := range to[i:] {
				rest += share
			}
			lines = append(lines, fmt.Sprintf("  %3.0f %% to %d more", 100*rest, len(minima)-i))
			break
		}
		fate := descent.Fate{Minimum: int16(i)}
		lines = append(lines, " "+swatch(f, fate)+fmt.Sprintf("%4.0f %%%8.2f%8.2f%9.4g", 100*to[i], hundredths(m.X), hundredths(m.Y), m.F))
	}
	return title, "of starts, x, y, f", kit.Above(append(lines[1:], lines[0])...)
}

// hundredths rounds, and not to -0.
func hundredths(v float64) float64 { return math.Round(100*v)/100 + 0 }

// swatch shows a minimum's colour or, without, its letter.
func swatch(f kit.Frame, fate descent.Fate) string {
	if !f.Blocks() {
		return chart.Look{Bold: true}.Render(letter(fate))
	}
	return chart.Look{Fg: shade(f.Theme, descent.Fate{Minimum: fate.Minimum}, 1)}.Render("■")
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
	to, _, diverged := shares(s)
	global := 0.0
	for i, m := range s.Surface.Minima {
		if m.Global {
			global += to[i]
		}
	}
	name := "global minimum" // the first of the minima
	if f.Blocks() {
		name = f.Theme.Basin(0).Render(name)
	} else {
		name += " A"
	}
	return fmt.Sprintf("%.0f %% of the starts lead to the %s, %.0f %% diverge.", 100*global, name, 100*diverged)
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
