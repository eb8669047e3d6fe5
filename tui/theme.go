package tui

import (
	"image/color"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/guptarohit/asciigraph"
)

// hue is a colour of the 256-colour palette. Text keeps to that palette
// because asciigraph does, and because it is what most terminals show over
// SSH: the program looks the same there.
type hue uint8

func (h hue) style() lipgloss.Style { return lipgloss.NewStyle().Foreground(lipgloss.ANSIColor(h)) }

func (h hue) color() color.Color { return lipgloss.ANSIColor(h) }

func (h hue) graph() asciigraph.AnsiColor { return asciigraph.AnsiColor(h) }

// theme is every colour of the program, by meaning.
type theme struct {
	accent      hue // what is selected or runs
	train, test hue // the two curves, and first and second of anything
	good, bad   hue
	warn        hue
	dim, border hue

	ramp    []color.Color   // of the contour map, low to high
	onMap   color.Color     // on that map: signs
	nowhere color.Color     // on a map: where there is nothing to show
	basins  [][]color.Color // on a map: one minimum each, the sooner reached the lighter
	racers  []hue           // the ways of several methods; the first is the chosen one
	ink     []color.Color   // of a digit's pixels, blank to full
	signs   []color.Color   // of weights, from most negative over 0 to most positive
	onHot   color.Color     // on the high end of its ramp: signs
}

// newTheme returns the theme for a dark or a light terminal with so many
// colours.
func newTheme(dark bool, p colorprofile.Profile) *theme {
	t := &theme{accent: 75, train: 80, test: 215, good: 114, bad: 203, warn: 221, dim: 246, border: 240}
	switch {
	case p <= colorprofile.ANSI && dark:
		t = &theme{accent: 12, train: 14, test: 11, good: 10, bad: 9, warn: 11, dim: 7, border: 8}
	case p <= colorprofile.ANSI:
		t = &theme{accent: 4, train: 6, test: 5, good: 2, bad: 1, warn: 5, dim: 8, border: 7}
	case !dark:
		t = &theme{accent: 26, train: 31, test: 166, good: 28, bad: 160, warn: 130, dim: 242, border: 250}
	}
	t.onMap, t.nowhere = lipgloss.Color("#ffffff"), lipgloss.Color("#3a3a3a")
	t.basins, t.racers = basinShades, []hue{205, 203, 215, 228, 114, 75, 141, 213, 252}
	t.onHot = lipgloss.Color("#000000")
	t.ramp, t.ink, t.signs = ramp16, inks256, signs256
	switch p {
	case colorprofile.TrueColor:
		t.ramp, t.ink, t.signs = rampTrue, inksTrue, signsTrue
	case colorprofile.ANSI256:
		t.ramp = ramp256
	}
	return t
}

// The palettes of the contour map: lightness rises evenly, so that low and
// high stay apart for every eye and in grey. The first is after viridis; the
// others are what 256 and 16 colours have to offer (the last for characters,
// not for blocks).
var (
	rampTrue = lipgloss.Blend1D(16,
		lipgloss.Color("#2a0a4a"), lipgloss.Color("#3b3b88"), lipgloss.Color("#2c718e"),
		lipgloss.Color("#20928c"), lipgloss.Color("#52b569"), lipgloss.Color("#b8d33a"))
	ramp256 = indexed(17, 18, 24, 30, 36, 72, 71, 77, 113, 149, 185, 227)
	ramp16  = indexed(4, 12, 6, 14, 2, 10, 3, 11)
)

// basinShades are four shades for each of eight minima, the sooner reached the
// lighter; the last, the darkest, is for where the steps do not suffice.
var basinShades = [][]color.Color{
	indexed(75, 68, 25, 17), indexed(215, 172, 130, 58), indexed(114, 71, 28, 22), indexed(177, 133, 90, 53),
	indexed(221, 178, 136, 94), indexed(80, 37, 30, 23), indexed(210, 167, 124, 52), indexed(252, 247, 242, 237),
}

// The palettes of pictures: ink on dark paper, and weights from blue over grey
// to orange, which differ for every eye.
var (
	inksTrue  = lipgloss.Blend1D(9, lipgloss.Color("#1c1c1c"), lipgloss.Color("#f4f0e4"))
	inks256   = indexed(234, 236, 238, 240, 243, 246, 249, 252, 255)
	signsTrue = lipgloss.Blend1D(11,
		lipgloss.Color("#5fb7ff"), lipgloss.Color("#2a6ca8"), lipgloss.Color("#262626"),
		lipgloss.Color("#a85f14"), lipgloss.Color("#ffb45f"))
	signs256 = indexed(117, 75, 68, 25, 24, 235, 94, 130, 172, 214, 222)
)

func indexed(hues ...hue) []color.Color {
	colors := make([]color.Color, len(hues))
	for i, h := range hues {
		colors[i] = lipgloss.ANSIColor(h)
	}
	return colors
}

// racer returns the colour of the i-th method of a race.
func (t *theme) racer(i int) hue { return t.racers[i%len(t.racers)] }

func (t *theme) dimmed(s string) string { return t.dim.style().Render(s) }

// basin is the style of a word on the i-th minimum, in the colour of its basin.
func (t *theme) basin(i int) lipgloss.Style {
	return lipgloss.NewStyle().Bold(true).Foreground(t.basins[i%len(t.basins)][0])
}

func (t *theme) bold(s string) string { return lipgloss.NewStyle().Bold(true).Render(s) }

// active is the style of what is active: told apart without colour as well.
func (t *theme) active(s string) string {
	return t.accent.style().Bold(true).Reverse(true).Render(s)
}

// helpStyles dresses the line of keys and the help screen.
func (t *theme) helpStyles() help.Styles {
	keyStyle, text := lipgloss.NewStyle().Bold(true), t.dim.style()
	return help.Styles{
		Ellipsis: text, ShortKey: keyStyle, ShortDesc: text, ShortSeparator: text,
		FullKey: keyStyle, FullDesc: text, FullSeparator: text,
	}
}

// toASCII replaces every character that a plain font or terminal may lack by
// one of the same width. A prediction ŷ becomes p, not the label's y.
var toASCII = strings.NewReplacer(
	"─", "-", "━", "=", "│", "|", "╭", ".", "╮", ".", "╰", "'", "╯", "'", "╴", "-", "╶", "-",
	"┤", "|", "┼", "+", "┄", ".", "┆", ":", "┬", "+", "└", "+", "▸", ">", "◂", "<", "▶", ">",
	"‖", "=", "■", "#", "↑", "^", "↓", "v", "←", "<", "→", ">", "•", "*", "·", ".", "…", ".",
	"●", "@", "○", "o", "◆", "*", "◇", "x", "✓", "+", "✗", "!", "█", "#", "╌", ".", "▴", "^",
	"▁", "_", "▂", ".", "▃", "-", "▄", "=", "▅", "+", "▆", "*", "▇", "#", "▀", "\"", "★", "*", "▲", "^", "▼", "v", "⌫", "<",
	"╎", ":", "±", "+", "▕", "|", "◀", "<", "≈", "~",
	"²", "2", "³", "3", "ŷ", "p", "λ", "L", "∇", "g", "√", "r", "ᵗ", "t", "≥", ">", "≤", "<", "−", "-", "η", "n", "×", "x", "∂", "d", "σ", "s",
	"ᵀ", "'", "ε", "e", "▒", "%", "±", "~",
)
