package descent

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/axis"
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
	m.scale = fateScale(f, descent.CountFates(s), bordered)
	return m
}

// fateLook is how an end looks on a map: its sign without half blocks, and the
// colours of pixels that alternate with them, of a minimum's shades or of none.
type fateLook struct {
	end    descent.End
	words  string
	glyph  string // the letter of the minimum where it is empty
	stripe func(x, y int) bool
}

// fateLooks lists the ends in the order of the legend.
var fateLooks = []fateLook{
	{descent.Reached, "reached", "", nil},
	{descent.Heading, "not yet", "", nil},
	{descent.Orbiting, "orbits", "&", func(_, y int) bool { return y%2 == 1 }},
	{descent.Wandering, "wanders", "?", func(x, y int) bool { return (x+y)%2 == 1 }},
	{descent.Resting, "rests", "=", func(x, y int) bool { return (x+2*y)%4 == 0 }},
	{descent.Gone, "gone", "#", nil},
}

func lookOf(e descent.End) fateLook {
	return fateLooks[slices.IndexFunc(fateLooks, func(l fateLook) bool { return l.end == e })]
}

// paintFates colours each pixel by what becomes of a start there: in the colour of
// the minimum that it reaches, the lighter the sooner and the darkest where it has
// yet to come there; striped where it orbits; grey where it does neither. Between
// basins of like colour there are dark borders. Without half blocks a letter names
// the minimum, a small one where it has yet to be reached, and all borders are
// lines of dots. It reports whether there are borders.
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
		case alike(theme, f, right) || alike(theme, f, below):
			bordered = g.Frame.Blocks()
			area(g, at, theme.Edge, chart.Sign{Glyph: fateSign(f)})
		default:
			area(g, at, fateInk(theme, f, steps, x, y), chart.Sign{Glyph: fateSign(f), Color: fateInk(theme, descent.Fate{Minimum: f.Minimum, End: f.End}, steps, 0, 0)})
		}
	}
	return bordered
}

// alike reports whether two starts lead to different minima of one colour.
func alike(theme *kit.Theme, f, g descent.Fate) bool {
	return f.Minimum != g.Minimum && f.Minimum >= 0 && g.Minimum >= 0 && (f.Minimum-g.Minimum)%int16(len(theme.Basins)) == 0
}

// fateSign is the sign of an end, or names the minimum that a start leads to, by a
// small letter where it has yet to be reached.
func fateSign(f descent.Fate) string {
	if f.End == descent.Unknown {
		return " "
	}
	switch l := lookOf(f.End); {
	case l.glyph != "":
		return l.glyph
	case f.Minimum < 0:
		return ">"
	case f.End == descent.Heading:
		return letter(f.Minimum, 'a')
	}
	return letter(f.Minimum, 'A')
}

func letter(minimum int16, first rune) string { return string(first + rune(minimum)%26) }

// fateInk is the colour of a pixel.
func fateInk(theme *kit.Theme, f descent.Fate, steps, x, y int) color.Color {
	light, dark := theme.Astray, theme.Nowhere
	shades := []color.Color{dark, dark, dark, theme.Edge}
	if f.Minimum >= 0 {
		shades = theme.Basins[int(f.Minimum)%len(theme.Basins)]
		light, dark = shades[0], shades[1]
	}
	if f.End == descent.Unknown {
		return dark
	}
	l := lookOf(f.End)
	switch {
	case f.End == descent.Reached:
		return shades[min(int(f.Steps)*(len(shades)-1)/(steps+1), len(shades)-2)]
	case f.End == descent.Heading:
		return shades[len(shades)-1]
	case l.stripe != nil && l.stripe(x, y):
		return light
	}
	return dark
}

// fateScale says what the shades and signs of a map mean.
func fateScale(f kit.Frame, counts descent.Counts, bordered bool) string {
	var line chart.Runs
	for _, l := range fateLooks {
		if counts.Ends[l.end] == 0 {
			continue
		}
		for _, s := range fateSamples(f, l, counts) {
			line.Add(s.glyph, s.look)
		}
		line.Add(" "+l.words+" ", chart.Look{})
	}
	switch {
	case bordered && f.Blocks():
		line.Add(" ", chart.Look{Bg: f.Theme.Edge})
		line.Add(" border", chart.Look{})
	case bordered:
		line.Add("⢕ border", chart.Look{})
	}
	return line.String()
}

type sample struct {
	glyph string
	look  chart.Look
}

// fateSamples show how an end looks on the map.
func fateSamples(f kit.Frame, l fateLook, counts descent.Counts) (list []sample) {
	if !f.Blocks() {
		fate := descent.Fate{End: l.end}
		return []sample{{fateSign(fate), chart.Look{Bold: true}}}
	}
	const steps = 30
	fate := descent.Fate{End: l.end}
	if !slices.ContainsFunc(counts.Minima, func(n [len(descent.Ends)]int) bool { return n[l.end] > 0 }) {
		fate.Minimum = -1
	}
	columns := 1
	if l.stripe != nil {
		columns = 2
	}
	if l.end == descent.Reached {
		columns = 3 // soon to late
	}
	for x := range columns {
		fate.Steps = int32(x * steps / 3)
		list = append(list, sample{"▀", chart.Look{Fg: fateInk(f.Theme, fate, steps, x, 0), Bg: fateInk(f.Theme, fate, steps, x, 1)}})
	}
	return list
}

// readBasins is the table of the minima: the colour or the letter of each, the
// share of the starts that reach it, head for it or orbit it, where it is, and f
// there; and under it the share of each end. Those that have no row are counted.
func (t *Tab) readBasins(f kit.Frame) (title, note, text string) {
	s := t.basins.Snapshot
	if title = "starts in view"; !t.basins.Ready || s.Config.View != t.window {
		return title, "", f.Theme.Dimmed(" computing")
	}
	counts, minima := descent.CountFates(s), s.Surface.Minima
	ends := endShares(f, counts)
	if why := s.Surface.Caveat(); why != "" && len(minima) > 0 {
		ends = append(ends, " "+f.Theme.Dimmed("none is global: "+why))
	}
	rows := 10 - len(ends)
	if f.Height < 24 {
		rows = 6 - len(ends)
	}
	shown := len(minima)
	if shown > rows {
		shown = max(rows-1, 0)
	}
	var lines []string
	for i, m := range minima[:shown] {
		lines = append(lines, " "+swatch(f, int16(i))+
			fmt.Sprintf("%4.0f %%%7.2f%7.2f %s", percent(counts, total(counts.Minima[i])), hundredths(m.X), hundredths(m.Y), inEight(m.F)))
	}
	if rest := 0; shown < len(minima) {
		for _, n := range counts.Minima[shown:] {
			rest += total(n)
		}
		again := ""
		if f.Blocks() && len(minima) > len(f.Theme.Basins) {
			again = ", in the same colours"
		}
		lines = append(lines, fmt.Sprintf("  %4.0f %% to %d others", percent(counts, rest), len(minima)-shown)+f.Theme.Dimmed(again))
	}
	return title, "to x, y, f", kit.Above(append(lines, ends...)...)
}

// endShares are lines with the share of each end.
func endShares(f kit.Frame, counts descent.Counts) (lines []string) {
	var parts []string
	for _, l := range fateLooks {
		if n := counts.Ends[l.end]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %.0f %%", l.words, percent(counts, n)))
		}
	}
	for _, line := range kit.Flow(parts, f.Width-4) {
		lines = append(lines, " "+f.Theme.Dimmed(line))
	}
	return lines
}

func total(ends [len(descent.Ends)]int) (n int) {
	for _, k := range ends {
		n += k
	}
	return n
}

func percent(c descent.Counts, n int) float64 { return 100 * float64(n) / float64(max(1, c.All)) }

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
func swatch(f kit.Frame, minimum int16) string {
	if !f.Blocks() {
		return chart.Look{Bold: true}.Render(letter(minimum, 'A'))
	}
	return chart.Look{Fg: f.Theme.Basins[int(minimum)%len(f.Theme.Basins)][0]}.Render("■")
}

// basinWords says what becomes of the starts: first of the lowest minimum, then of
// the others, as far as the line goes.
func (t *Tab) basinWords(f kit.Frame) string {
	s := t.basins.Snapshot
	if !t.basins.Ready || s.State == model.Unfinished {
		return f.Theme.Dimmed("Computing where each starting point leads.")
	}
	counts := descent.CountFates(s)
	parts, rest := []string{"This surface has no minimum here"}, counts.Ends
	if len(s.Surface.Minima) > 0 {
		parts = t.lowestWords(f, s.Surface.Minima[0], counts)
		for e, k := range counts.Minima[0] {
			rest[e] -= k
		}
	}
	for _, l := range fateLooks {
		if k := rest[l.end]; k > 0 {
			parts = append(parts, fmt.Sprintf("%.0f %% %s", percent(counts, k), restWords[l.end]))
		}
	}
	return strings.Join(parts, "; ") + "."
}

// lowestWords say what the starts have to do with the lowest minimum.
func (t *Tab) lowestWords(f kit.Frame, m surface.Minimum, counts descent.Counts) (parts []string) {
	name := "the " + m.Kind() + " A"
	if f.Blocks() {
		name = "the " + f.Theme.Basin(0).Render(m.Kind())
	}
	for _, does := range []struct {
		end          descent.End
		words, after string
	}{{descent.Reached, "reached", ""}, {descent.Heading, "head for", ", not yet there"}, {descent.Orbiting, "orbit", t.aboveLimit()}} {
		if n := counts.Minima[0][does.end]; n > 0 {
			parts = append(parts, fmt.Sprintf("%.0f %% %s %s%s", percent(counts, n), does.words, name, does.after))
			name = "it"
		}
	}
	if len(parts) == 0 {
		return []string{"No start has to do with " + name + t.aboveLimit()}
	}
	return parts
}

// restWords say what becomes of starts that the lowest minimum has nothing to do
// with.
var restWords = map[descent.End]string{
	descent.Reached: "reached another", descent.Heading: "head elsewhere", descent.Orbiting: "orbit elsewhere",
	descent.Wandering: "wander", descent.Resting: "rest where there is none", descent.Gone: "are gone",
}

// aboveLimit says that the last step size is above the limit of the lowest
// minimum, where it is.
func (t *Tab) aboveLimit() string {
	s := t.runner.Snapshot
	limit := s.Limit(s.Surface, s.Surface.Minima[0])
	if rate := s.Config.LastRate(); rate > limit {
		return fmt.Sprintf(": step %s above its limit %s", axis.Short(rate, 3), axis.Short(limit, 3))
	}
	return ""
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
