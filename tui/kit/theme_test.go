package kit_test

import (
	"fmt"
	"image/color"
	"maps"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// hues are the colours of a theme by what they mean.
func hues(t *kit.Theme) map[string]kit.Hue {
	return map[string]kit.Hue{
		"accent": t.Accent, "train": t.Train, "test": t.Test, "good": t.Good, "bad": t.Bad, "warn": t.Warn, "dim": t.Dim, "border": t.Border,
	}
}

// looks are all themes there are.
func looks(each func(name string, dark bool, p colorprofile.Profile, t *kit.Theme)) {
	for _, p := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
		for _, dark := range []bool{true, false} {
			each(fmt.Sprintf("%v, dark %v", p, dark), dark, p, kit.NewTheme(dark, p))
		}
	}
}

// Good is green and bad is red, on every terminal.
func TestTheme_goodIsGreen(t *testing.T) {
	looks(func(name string, _ bool, _ colorprofile.Profile, theme *kit.Theme) {
		good, bad := rgb(theme.Good), rgb(theme.Bad)
		if !(good[1] > good[0] && good[1] > good[2]) {
			t.Errorf("%s: good is %v", name, good)
		}
		if !(bad[0] > bad[1] && bad[0] > bad[2]) {
			t.Errorf("%s: bad is %v", name, bad)
		}
		if train, test := rgb(theme.Train), rgb(theme.Test); !(train[2] > train[0] && test[0] > train[0]) {
			t.Errorf("%s: train is %v, test %v", name, train, test)
		}
	})
}

// rgb returns a colour of the usual palette of 256.
func rgb(h kit.Hue) [3]int {
	basic := [16][3]int{
		{0, 0, 0}, {170, 0, 0}, {0, 170, 0}, {170, 85, 0}, {0, 0, 170}, {170, 0, 170}, {0, 170, 170}, {170, 170, 170},
		{85, 85, 85}, {255, 85, 85}, {85, 255, 85}, {255, 255, 85}, {85, 85, 255}, {255, 85, 255}, {85, 255, 255}, {255, 255, 255},
	}
	if h < 16 {
		return basic[h]
	}
	r, g, b, _ := color.RGBAModel.Convert(h.Color()).RGBA()
	return [3]int{int(r >> 8), int(g >> 8), int(b >> 8)}
}

// What means different things looks different, and text stands out from the
// background.
func TestTheme_apart(t *testing.T) {
	looks(func(name string, dark bool, p colorprofile.Profile, theme *kit.Theme) {
		seen := map[kit.Hue]string{}
		for _, meaning := range []string{"accent", "train", "good", "bad", "warn", "dim", "border"} {
			h := hues(theme)[meaning]
			if seen[h] != "" {
				t.Errorf("%s: %s looks like %s", name, meaning, seen[h])
			}
			seen[h] = meaning
			light := luminance(h)
			if dark && light < 0.05 || !dark && light > 0.66 && meaning != "border" {
				t.Errorf("%s: %s has the luminance %.2f", name, meaning, light)
			}
		}
		if p <= colorprofile.ANSI && slices.ContainsFunc([]string{"accent", "train", "test", "good", "bad", "warn", "dim", "border"}, func(m string) bool { return hues(theme)[m] > 15 }) {
			t.Errorf("%s: it has colours that such a terminal lacks", name)
		}
	})
}

func luminance(h kit.Hue) float64 {
	c := rgb(h)
	return (0.2126*float64(c[0]) + 0.7152*float64(c[1]) + 0.0722*float64(c[2])) / 255
}

// Heights get lighter from low to high, and so do ink and, from the middle,
// weights.
func TestTheme_ramps(t *testing.T) {
	for p, steps := range map[colorprofile.Profile]int{colorprofile.TrueColor: 16, colorprofile.ANSI256: 12} {
		theme := kit.NewTheme(true, p)
		rises(t, fmt.Sprint(p, " heights"), theme.Ramp)
		rises(t, fmt.Sprint(p, " ink"), theme.Ink)
		middle := len(theme.Signs) / 2
		rises(t, fmt.Sprint(p, " positive weights"), theme.Signs[middle:])
		negative := slices.Clone(theme.Signs[:middle+1])
		slices.Reverse(negative)
		rises(t, fmt.Sprint(p, " negative weights"), negative)
		if len(theme.Ramp) != steps || len(theme.Ink) != 9 || len(theme.Signs) != 11 {
			t.Errorf("%v: %d heights, %d inks, %d weights", p, len(theme.Ramp), len(theme.Ink), len(theme.Signs))
		}
		if r, _, b := parts(theme.Signs[0]); !(b > r) {
			t.Errorf("%v: negative weights are not blue", p)
		}
		if r, _, b := parts(theme.Signs[10]); !(r > b) {
			t.Errorf("%v: positive weights are not orange", p)
		}
	}
	for _, p := range []colorprofile.Profile{colorprofile.ANSI256, colorprofile.TrueColor} {
		paper := slices.Clone(kit.NewTheme(false, p).Ink)
		if slices.Reverse(paper); !slices.Equal(paper, kit.NewTheme(true, p).Ink) {
			t.Errorf("%v: on light terminals ink is not dark on light paper", p)
		}
	}
	if len(kit.Ramp16) != 8 {
		t.Errorf("16 colours have %d heights", len(kit.Ramp16))
	}
}

func parts(c color.Color) (r, g, b uint32) {
	r, g, b, _ = c.RGBA()
	return r, g, b
}

// rises wants colours that get lighter, but for what nobody sees.
func rises(t *testing.T, name string, ramp []color.Color) {
	t.Helper()
	const unseen = 0.015 * 0xffff
	last := -1.0
	for i, c := range ramp {
		r, g, b := parts(c)
		light := 0.2126*float64(r) + 0.7152*float64(g) + 0.0722*float64(b)
		if light < last-unseen {
			t.Errorf("%s: step %d of %d is darker than the one before", name, i, len(ramp))
		}
		last = light
	}
}

// On maps, contour lines are a little lighter than the heights around them, and
// the pens of paths and the colour of signs lighter than all heights.
func TestTheme_map(t *testing.T) {
	light := func(c color.Color) float64 {
		r, g, b := parts(c)
		return (0.2126*float64(r) + 0.7152*float64(g) + 0.0722*float64(b)) / 0xffff
	}
	looks(func(name string, _ bool, p colorprofile.Profile, theme *kit.Theme) {
		if p <= colorprofile.ANSI {
			return // no areas are in colour
		}
		rises(t, name+" map", theme.Heights)
		rises(t, name+" lines", theme.Lines)
		highest := light(theme.Heights[len(theme.Heights)-1])
		for i, c := range theme.Heights {
			if over := light(theme.Lines[i]) - light(c); over < 0.1 || over > 0.37 {
				t.Errorf("%s: line %d is %.2f lighter than its height", name, i, over)
			}
		}
		seen := map[color.Color]bool{}
		for i := range 9 {
			seen[theme.PenOnMap(i).Ink] = true
			if pen := theme.PenOnMap(i); light(pen.Ink) < highest+0.05 || pen.Dash != theme.Pen(i).Dash {
				t.Errorf("%s: pen %d is %.2f, the highest height %.2f", name, i, light(pen.Ink), highest)
			}
		}
		if len(seen) != 9 {
			t.Errorf("%s: 9 paths have %d colours", name, len(seen))
		}
		if len(theme.Lines) != len(theme.Heights) || light(theme.OnMap) < 2*highest-0.2 || light(theme.Edge) > 0.1 {
			t.Errorf("%s: signs do not stand out", name)
		}
	})
}

// Each basin has shades of its own, the sooner the lighter; methods of a race
// differ.
func TestTheme_basinsAndRacers(t *testing.T) {
	theme := kit.NewTheme(true, colorprofile.TrueColor)
	seen := map[string]bool{}
	for i, shades := range theme.Basins {
		darker := slices.Clone(shades)
		slices.Reverse(darker)
		rises(t, fmt.Sprint("basin ", i), darker)
		for _, c := range shades {
			if key := fmt.Sprint(c); seen[key] {
				t.Errorf("basin %d has a colour of another one", i)
			} else {
				seen[key] = true
			}
		}
	}
	if theme.Basin(1).Fg != theme.Basins[1][0] || theme.Basin(9).Fg != theme.Basins[1][0] || !theme.Basin(0).Bold {
		t.Error("a word on a basin is not in its colour")
	}
	racers := map[string]bool{}
	for i := range 9 {
		racers[fmt.Sprint(theme.Pen(i))] = true
	}
	if len(racers) != 9 {
		t.Errorf("9 methods have %d pens", len(racers))
	}
}

// What is active is told apart without colour as well.
func TestTheme_active(t *testing.T) {
	theme := kit.NewTheme(true, colorprofile.ANSI)
	if got, want := theme.Active("x"), lipgloss.NewStyle().Foreground(lipgloss.ANSIColor(12)).Bold(true).Reverse(true).Render("x"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := theme.Bold("x"), "\x1b[1mx\x1b[m"; got != want {
		t.Errorf("bold is %q, want %q", got, want)
	}
	if got, want := theme.Dimmed("x"), theme.Dim.Style().Render("x"); got != want {
		t.Errorf("dimmed is %q, want %q", got, want)
	}
	styles := theme.HelpStyles()
	if !styles.ShortKey.GetBold() || styles.ShortDesc.GetForeground() != theme.Dim.Color() {
		t.Errorf("keys are %+v", styles)
	}
}

// All colours of all themes, to look at: cat the file.
func TestTheme_colours(t *testing.T) {
	var lines []string
	looks(func(name string, _ bool, _ colorprofile.Profile, theme *kit.Theme) {
		line := name
		for _, meaning := range slices.Sorted(maps.Keys(hues(theme))) {
			line += " " + hues(theme)[meaning].Style().Render(meaning)
		}
		for i := range 9 {
			line += theme.Pen(i).Style().Render("●")
		}
		ramps := append([][]color.Color{{theme.OnMap, theme.Nowhere, theme.Astray, theme.Edge}, theme.Ramp, theme.Heights, theme.Lines, theme.Ink, theme.Signs, kit.Ramp16}, theme.Basins...)
		for _, ramp := range ramps {
			line += " "
			for _, c := range ramp {
				line += lipgloss.NewStyle().Background(c).Render(" ")
			}
		}
		lines = append(lines, line)
	})
	stage.Golden(t, "themes", strings.Join(lines, "\n"))
}
