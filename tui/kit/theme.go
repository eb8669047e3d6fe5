package kit

import (
	"image/color"
	"slices"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Hue is a colour of the 256-colour palette. Text keeps to that palette because
// it is what most terminals show over SSH: the program looks the same there.
type Hue uint8

// Style is that of text in the colour.
func (h Hue) Style() Look { return Look{Fg: h.Color()} }

// Bold is bold text in the colour.
func (h Hue) Bold(s string) string { return Look{Fg: h.Color(), Bold: true}.Render(s) }

// Color is the colour for a picture.
func (h Hue) Color() color.Color { return lipgloss.ANSIColor(h) }

// A Pen is how a line is drawn: known by its colour or, without, by its dashes.
type Pen struct {
	Ink  color.Color
	Dash string // drawn dots, x, and gaps along the line, over and over; "" for no gaps
	Sign string // what it is drawn with where there are no dots
	Bold bool
}

// Pen is a line in the colour without gaps.
func (h Hue) Pen() Pen { return Pen{Ink: h.Color(), Sign: "*"} }

// Dashed is the pen with gaps, and with another sign where there are no dots.
func (p Pen) Dashed(dash, sign string) Pen {
	p.Dash, p.Sign = dash, sign
	return p
}

// Style is that of text about the line.
func (p Pen) Style() Look { return Look{Fg: p.Ink, Bold: p.Bold} }

// Theme is every colour of the program, by meaning.
type Theme struct {
	Accent      Hue // what is selected or runs
	Train, Test Hue // the two curves, and first and second of anything
	Good, Bad   Hue
	Warn        Hue
	Dim, Border Hue // what stands back: text, and lines, ticks and the rest of bars

	ground color.Color // of a terminal in the theme, where contrasts with it are least; nil for not known
	exact  bool        // has the terminal all colours?

	Ramp    []color.Color   // of heat maps, low to high
	Heights []color.Color   // of the contour map, low to high: darker, so that paths stand out
	Lines   []color.Color   // of its contour lines: a little lighter than the heights around them
	OnMap   color.Color     // on maps: signs
	Edge    color.Color     // on maps: between areas of like colour
	Nowhere color.Color     // on a map: where there is nothing to show
	Astray  color.Color     // on a map: with Nowhere, what neither leads to a minimum nor away
	Basins  [][]color.Color // on a map: one minimum each, the sooner reached the lighter
	many    []Hue           // of many things: ways, runs, formulas
	onMap   []Hue           // the same over the colours of a map, which are dark: lighter
	Ink     []color.Color   // of a digit's pixels, blank to full
	Signs   []color.Color   // of weights, from most negative over 0 to most positive
}

// NewTheme returns the theme for a dark or a light terminal with so many
// colours.
func NewTheme(dark bool, p colorprofile.Profile) *Theme {
	t := &Theme{Accent: 75, Train: 80, Test: 215, Good: 114, Bad: 203, Warn: 221, Dim: 246, Border: 242, ground: lipgloss.Color("#1e1e1e")}
	switch {
	case p <= colorprofile.ANSI && dark:
		t = &Theme{Accent: 12, Train: 14, Test: 11, Good: 10, Bad: 9, Warn: 11, Dim: 7, Border: 8}
	case p <= colorprofile.ANSI:
		t = &Theme{Accent: 4, Train: 6, Test: 5, Good: 2, Bad: 1, Warn: 5, Dim: 8, Border: 7}
	case !dark:
		t = &Theme{Accent: 26, Train: 24, Test: 126, Good: 22, Bad: 160, Warn: 94, Dim: 242, Border: 245, ground: lipgloss.Color("#f5f5f5")}
	}
	t.exact = p == colorprofile.TrueColor
	t.OnMap, t.Nowhere = lipgloss.Color("#ffffff"), lipgloss.Color("#3a3a3a")
	t.Astray, t.Edge = lipgloss.Color("#585858"), lipgloss.Color("#080808")
	t.Basins = basinShades
	t.many, t.onMap = manyOn(dark, p)
	t.Ramp, t.Ink, t.Signs = Ramp16, inks256, signs256
	t.Heights, t.Lines = Ramp16, Ramp16
	switch p {
	case colorprofile.TrueColor:
		t.Ramp, t.Ink, t.Signs = rampTrue, inksTrue, signsTrue
		t.Heights, t.Lines = heightsTrue, linesTrue
	case colorprofile.ANSI256:
		t.Ramp, t.Heights, t.Lines = ramp256, heights256, lines256
	}
	if !dark {
		t.Ink = slices.Clone(t.Ink)
		slices.Reverse(t.Ink)
	}
	return t
}

// The palettes of heat maps and of the contour map: lightness rises, so that low
// and high stay apart for every eye and in grey. The first of each is after
// viridis; the others are what 256 and 16 colours have to offer (the last for
// characters, not for blocks).
var (
	rampTrue = lipgloss.Blend1D(16,
		lipgloss.Color("#2a0a4a"), lipgloss.Color("#3b3b88"), lipgloss.Color("#2c718e"),
		lipgloss.Color("#20928c"), lipgloss.Color("#52b569"), lipgloss.Color("#b8d33a"))
	ramp256 = indexed(17, 18, 24, 30, 36, 72, 71, 77, 113, 149, 185, 227)
	Ramp16  = indexed(4, 12, 6, 14, 2, 10, 3, 11)

	heightsTrue = lipgloss.Blend1D(18,
		lipgloss.Color("#160a33"), lipgloss.Color("#262a66"), lipgloss.Color("#1c4f74"),
		lipgloss.Color("#1b6d6b"), lipgloss.Color("#3a713f"), lipgloss.Color("#7a722a"))
	linesTrue = lipgloss.Blend1D(18,
		lipgloss.Color("#56487c"), lipgloss.Color("#6668a8"), lipgloss.Color("#5f90b4"),
		lipgloss.Color("#5eaeaa"), lipgloss.Color("#80be90"), lipgloss.Color("#c8c878"))
	heights256 = indexed(17, 18, 24, 23, 58, 94, 95)
	lines256   = indexed(60, 61, 67, 66, 101, 137, 138)
)

// basinShades are four shades for each of eight minima, the sooner reached the
// lighter; the last, the darkest, is for where the steps do not suffice.
var basinShades = [][]color.Color{
	indexed(75, 68, 25, 17), indexed(215, 172, 130, 58), indexed(114, 71, 28, 22), indexed(177, 133, 90, 53),
	indexed(221, 178, 136, 94), indexed(80, 37, 30, 23), indexed(210, 167, 124, 52), indexed(252, 247, 242, 237),
}

// The palettes of pictures: ink, light on dark paper (on light terminals dark on
// light), and weights from blue over grey to orange, which differ for every eye.
var (
	inksTrue  = lipgloss.Blend1D(9, lipgloss.Color("#1c1c1c"), lipgloss.Color("#f4f0e4"))
	inks256   = indexed(234, 236, 238, 240, 243, 246, 249, 252, 255)
	signsTrue = lipgloss.Blend1D(11,
		lipgloss.Color("#5fb7ff"), lipgloss.Color("#2a6ca8"), lipgloss.Color("#262626"),
		lipgloss.Color("#a85f14"), lipgloss.Color("#ffb45f"))
	signs256 = indexed(117, 75, 68, 25, 24, 235, 94, 130, 172, 214, 222)
)

func indexed(hues ...Hue) []color.Color {
	colors := make([]color.Color, len(hues))
	for i, h := range hues {
		colors[i] = lipgloss.ANSIColor(h)
	}
	return colors
}

// manyOn are colours that most eyes can tell apart, from each other and from
// those of training, test and validation: chosen for the largest least distance
// in CIELAB as those see them who lack one kind of cones (Machado et al., 2009),
// among those that can be read. On maps they are lighter.
func manyOn(dark bool, p colorprofile.Profile) (many, onMap []Hue) {
	switch {
	case p <= colorprofile.ANSI && dark:
		many = []Hue{13, 12, 15, 9, 7, 11, 14, 10}
		return many, many
	case p <= colorprofile.ANSI:
		many = []Hue{5, 4, 1, 0, 8, 3, 6, 2}
		return many, many
	case dark:
		return []Hue{205, 227, 158, 33, 34, 137, 104, 110, 84}, []Hue{212, 227, 158, 45, 114, 215, 183, 195, 84}
	}
	return []Hue{129, 21, 124, 233, 59, 52, 55, 61, 17}, []Hue{212, 117, 210, 231, 250, 215, 177, 189, 123}
}

// dashes are those of many lines, with the signs that stand for them.
var dashes = [...]struct{ dash, sign string }{
	{"", "*"}, {"xxxx  ", "+"}, {"xx  ", "o"}, {"xxxx x ", "x"}, {"xxxxxxx  ", "="}, {"x   ", "."}, {"xx x ", "~"}, {"xxx   ", "%"}, {"x  ", ":"},
}

// Pen returns the pen of the i-th of many lines.
func (t *Theme) Pen(i int) Pen {
	d := dashes[i%len(dashes)]
	return t.many[i%len(t.many)].Pen().Dashed(d.dash, d.sign)
}

// LevelInk is the colour of the contour line of the i-th of n levels.
func (t *Theme) LevelInk(i, n int) color.Color { return t.Lines[i*len(t.Lines)/n] }

// PenOnMap is the same pen over the colours of a map.
func (t *Theme) PenOnMap(i int) Pen {
	p := t.Pen(i)
	p.Ink = t.onMap[i%len(t.onMap)].Color()
	return p
}

// Dimmed is text that stands back.
func (t *Theme) Dimmed(s string) string { return t.Dim.Style().Render(s) }

// Basin is the style of a word on the i-th minimum, in the colour of its basin.
func (t *Theme) Basin(i int) Look {
	return Look{Fg: t.Over(t.Basins[i%len(t.Basins)][0], nil, TextContrast), Bold: true}
}

// Strengths are three shades of the i-th minimum for what is not on a map, from
// what stands out most from the terminal.
func (t *Theme) Strengths(i int) []color.Color {
	shades := slices.Clone(t.Basins[i%len(t.Basins)][:3])
	if t.ground != nil && luminance(t.ground) > 0.5 {
		slices.Reverse(shades)
	}
	return shades
}

// Bold is text that stands out.
func (t *Theme) Bold(s string) string { return Look{Bold: true}.Render(s) }

// Active is the style of what is active: told apart without colour as well.
func (t *Theme) Active(s string) string {
	return Look{Fg: t.Accent.Color(), Bold: true, Reverse: true}.Render(s)
}

// HelpStyles dresses the line of keys and the help screen.
func (t *Theme) HelpStyles() help.Styles {
	keyStyle, text := lipgloss.NewStyle().Bold(true), lipgloss.NewStyle().Foreground(t.Dim.Color())
	return help.Styles{
		Ellipsis: text, ShortKey: keyStyle, ShortDesc: text, ShortSeparator: text,
		FullKey: keyStyle, FullDesc: text, FullSeparator: text,
	}
}

// Parts are the pens of training, test and validation.
func (t *Theme) Parts() [3]Pen {
	return [3]Pen{t.Train.Pen(), t.Test.Pen().Dashed("x ", "o"), t.Good.Pen().Dashed("xxxxx   ", "+")}
}

// ToASCII replaces every character that a plain font or terminal may lack by
// one of the same width. A prediction ŷ becomes p, not the label's y.
var ToASCII = strings.NewReplacer(
	"─", "-", "━", "=", "│", "|", "╭", ".", "╮", ".", "╰", "'", "╯", "'", "╴", "-", "╶", "-",
	"┤", "|", "┼", "+", "┴", "+", "┄", ".", "┆", ":", "┬", "+", "└", "+", "▸", ">", "◂", "<", "▶", ">",
	"‖", "=", "■", "#", "↑", "^", "↓", "v", "←", "<", "→", ">", "•", "*", "·", ".", "…", "~",
	"●", "@", "○", "o", "◆", "*", "◇", "x", "✓", "+", "✗", "!", "∅", "N", "█", "#", "╌", ".", "▴", "^",
	"▁", "_", "▂", ".", "▃", "-", "▄", "=", "▅", "+", "▆", "*", "▇", "#", "▀", "\"", "★", "*", "▲", "^", "▼", "v", "⌫", "<",
	"╎", ":", "±", "~", "▕", "|", "◀", "<", "≈", "~", "✛", "X", "△", "T", "↖", "\\", "↗", "/", "↘", "\\", "↙", "/",
	"²", "2", "³", "3", "ŷ", "p", "λ", "L", "∇", "g", "√", "r", "ᵗ", "t", "≥", ">", "≤", "<", "−", "-", "η", "n", "×", "x", "∂", "d", "σ", "s",
	"ᵀ", "'", "ε", "e", "▒", "%", "β", "b",
)
