package descent

import (
	"fmt"
	"image/color"
	"math"
	"slices"

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
	bordered := paintFates(g, s.Cells, t.runner.Snapshot.Config.Steps)
	m := t.onPlane(g)
	g.Contrast()
	m.title = "where each start leads"
	if s.State == model.Unfinished {
		m.note = fmt.Sprintf("%3.0f %%", 100*s.Done)
	}
	m.scale = fateScale(f, bordered)
	return m
}

// paintFates colours each pixel by the minimum that it leads to, the lighter
// the sooner, with dark borders between basins of like colour; without half
// blocks a letter names the minimum, a small one where the steps do not suffice
// to get there, and all borders are lines of dots. It reports whether there are
// borders.
func paintFates(g *chart.Grid, fates []descent.Fate, steps int) (bordered bool) {
	w, theme := g.Frame.Width, g.Frame.Theme
	border := theme.Dim.Pen()
	for at, f := range fates {
		x, y := at%w, at/w
		right, below := f, f
		if x+1 < w {
			right = fates[at+1]
		}
		if at+w < len(fates) {
			below = fates[at+w]
		}
		edge := right.Minimum != f.Minimum || below.Minimum != f.Minimum
		switch {
		case !g.Frame.Blocks() && edge && g.Frame.Dots():
			bordered = true
			g.Dot(float64(2*x), float64(2*y), &border, chart.Under)
			g.Dot(float64(2*x+1), float64(2*y+1), &border, chart.Under)
		case f.Minimum < 0:
			area(g, at, theme.Nowhere, chart.Sign{Glyph: "#", Color: theme.Bad.Color()})
		case alike(theme, f, right) || alike(theme, f, below):
			bordered = g.Frame.Blocks()
			area(g, at, theme.Edge, chart.Sign{Glyph: letter(f)})
		default:
			area(g, at, shade(theme, f, steps), chart.Sign{Glyph: letter(f), Color: shade(theme, descent.Fate{Minimum: f.Minimum}, steps)})
		}
	}
	return bordered
}

// alike reports whether two starts lead to different minima of one colour.
func alike(theme *kit.Theme, f, g descent.Fate) bool {
	return f.Minimum != g.Minimum && g.Minimum >= 0 && (f.Minimum-g.Minimum)%int16(len(theme.Basins)) == 0
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
func fateScale(f kit.Frame, bordered bool) string {
	if !f.Blocks() {
		text := "A there a not yet # diverges"
		if bordered {
			text += " ⢕ border"
		}
		return text
	}
	inks := append(slices.Clone(f.Theme.Basins[0]), f.Theme.Nowhere)
	words := []string{" soon ", "", " late ", " not yet ", " diverges "}
	if bordered {
		inks, words = append(inks, f.Theme.Edge), append(words, " border")
	}
	var line chart.Runs
	for k, ink := range inks {
		line.Add(" ", chart.Look{Bg: ink})
		line.Add(words[k], chart.Look{})
	}
	return line.String()
}

// readBasins is the table of the minima: the colour or the letter of each, the
// share of the starts that lead to it, where it is, and f there. Those that have
// no row are counted.
func (t *Tab) readBasins(f kit.Frame) (title, note, text string) {
	s := t.basins.Snapshot
	if title = "starts in view"; !t.basins.Ready || s.Config.View != t.window {
		return title, "", f.Theme.Dimmed(" computing")
	}
	rows := 9
	if f.Height < 24 {
		rows = 5
	}
	counts, minima := descent.CountFates(s), s.Surface.Minima
	share := func(n int) float64 { return 100 * float64(n) / float64(max(1, counts.All)) }
	shown := len(minima)
	if shown > rows-1 {
		shown = rows - 2
	}
	var lines []string
	for i, m := range minima[:shown] {
		lines = append(lines, " "+swatch(f, descent.Fate{Minimum: int16(i)})+
			fmt.Sprintf("%4.0f %%%7.2f%7.2f %s", share(counts.Minima[i].Total()), hundredths(m.X), hundredths(m.Y), inEight(m.F)))
	}
	rest, late := 0, 0
	for i, c := range counts.Minima {
		late += c.NotYet
		if i >= shown {
			rest += c.Total()
		}
	}
	if shown < len(minima) {
		again := ""
		if f.Blocks() && len(minima) > len(f.Theme.Basins) {
			again = ", in the same colours"
		}
		lines = append(lines, fmt.Sprintf("  %4.0f %% to %d others", share(rest), len(minima)-shown)+f.Theme.Dimmed(again))
	}
	lines = append(lines, f.Theme.Dimmed(fmt.Sprintf(" with %.0f %% not yet; %.0f %% diverge", share(late), share(counts.Diverged))))
	return title, "to x, y, f", kit.Above(lines...)
}

// inEight writes a height in eight cells, with four digits if they fit, and 0
// for what rounding leaves of it.
func inEight(v float64) string {
	if math.Abs(v) < 1e-12 {
		v = 0
	}
	text := fmt.Sprintf("%8.4g", v)
	if len(text) > 8 {
		text = fmt.Sprintf("%8.2g", v)
	}
	return text
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
	counts, global := descent.CountFates(s), 0
	for i, m := range s.Surface.Minima {
		if m.Global {
			global += counts.Minima[i].Total()
		}
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(max(1, counts.All)) }
	name := "global minimum" // the first of the minima
	if f.Blocks() {
		name = f.Theme.Basin(0).Render(name)
	} else {
		name += " A"
	}
	return fmt.Sprintf("%.0f %% of the starts in view lead to the %s, %.0f %% diverge.", share(global), name, share(counts.Diverged))
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
