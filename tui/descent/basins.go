package descent

import (
	"fmt"
	"image/color"
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
	s = t.starts()
	bordered := paintFates(g, s.Cells, t.runner.Snapshot.Config.Steps)
	m := t.onPlane(g)
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
	of     string // in the sentence, of starts that the lowest minimum has nothing to do with
	glyph  string // the letter of the minimum where it is empty
	stripe func(x, y int) bool
}

// fateLooks lists the ends in the order of the legend. A start that heads for no
// minimum falls.
var fateLooks = []fateLook{
	{descent.Reached, "reached", "reached a local minimum", "", nil},
	{descent.Heading, "not yet", "head for a local minimum", "", nil},
	{descent.Heading, "falls", "still fall", ">", nil},
	{descent.Orbiting, "orbits", "orbit elsewhere", "&", func(_, y int) bool { return y%2 == 1 }},
	{descent.Wandering, "wanders", "wander", "?", func(x, y int) bool { return (x+y)%2 == 1 }},
	{descent.Resting, "rests", "rest where none is known", "=", func(x, y int) bool { return (x+2*y)%4 == 0 }},
	{descent.Gone, "gone", "are gone", "#", nil},
	{descent.Lost, "undefined", "come to where f is undefined", "%", func(x, _ int) bool { return x%2 == 1 }},
}

// falling is the look of those that head for no minimum.
const falling = 2

func lookOf(f descent.Fate) fateLook {
	if f.End == descent.Heading && f.Minimum < 0 {
		return fateLooks[falling]
	}
	return fateLooks[slices.IndexFunc(fateLooks, func(l fateLook) bool { return l.end == f.End })]
}

// byLook counts the starts of each look, without those that have to do with so
// many of the first minima.
func byLook(counts descent.Counts, without int) []int {
	list := make([]int, len(fateLooks))
	for i, l := range fateLooks {
		led, left := 0, 0
		for k, ends := range counts.Minima {
			if led += ends[l.end]; k < without {
				left += ends[l.end]
			}
		}
		switch {
		case i == falling:
			list[i] = counts.Ends[l.end] - led
		case l.end == descent.Heading:
			list[i] = led - left
		default:
			list[i] = counts.Ends[l.end] - left
		}
	}
	return list
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
	switch l := lookOf(f); {
	case l.glyph != "":
		return l.glyph
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
	l := lookOf(f)
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

// fateScale says what the shades and signs of a map mean, as far as a line has
// room for whole words.
func fateScale(f kit.Frame, counts descent.Counts, bordered bool) string {
	var line chart.Runs
	room := f.Width + yAxisWidth - 1
	add := func(words string, samples ...sample) {
		if width := len(samples) + 1 + len(words); width <= room {
			for _, s := range samples {
				line.Add(s.glyph, s.look)
			}
			line.Add(" "+words+" ", chart.Look{})
			room -= width + 1
		}
	}
	for i, n := range byLook(counts, 0) {
		if n > 0 {
			add(fateLooks[i].words, fateSamples(f, fateLooks[i], counts)...)
		}
	}
	switch {
	case bordered && f.Blocks():
		add("border", sample{" ", chart.Look{Bg: f.Theme.Edge}})
	case bordered:
		add("border", sample{"⢕", chart.Look{}})
	}
	return line.String()
}

type sample struct {
	glyph string
	look  chart.Look
}

// fateSamples show how an end looks on the map: that of the lowest minimum that has
// such starts.
func fateSamples(f kit.Frame, l fateLook, counts descent.Counts) (list []sample) {
	const steps = 30
	fate := descent.Fate{End: l.end, Minimum: -1}
	if l.words != fateLooks[falling].words {
		fate.Minimum = int16(slices.IndexFunc(counts.Minima, func(n [len(descent.Ends)]int) bool { return n[l.end] > 0 }))
	}
	if !f.Blocks() {
		return []sample{{fateSign(fate), chart.Look{Bold: true}}}
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
