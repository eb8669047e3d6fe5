package kit_test

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit"
)

// Contrasts that WCAG and its tools give.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#767676", "#ffffff", 4.54}, {"#777777", "#ffffff", 4.48},
		{"#ff0000", "#ffffff", 4.00}, {"#0000ff", "#000000", 2.44}, {"#00ff00", "#000000", 15.30}, {"#0a0a0a", "#000000", 1.06},
	} {
		a, b := lipgloss.Color(c.a), lipgloss.Color(c.b)
		if got := kit.Contrast(a, b); math.Abs(got-c.want) > 0.005 || got != kit.Contrast(b, a) {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// terminals are usual backgrounds: black and a dark grey; white, a light grey and
// that of Solarized.
var terminals = map[bool][]string{true: {"#000000", "#1e1e1e"}, false: {"#ffffff", "#f5f5f5", "#fdf6e3"}}

// colours are those themes of which this program, and not the terminal, says what
// the colours are.
func colours(each func(name string, dark bool, t *kit.Theme)) {
	looks(func(name string, dark bool, p colorprofile.Profile, t *kit.Theme) {
		if p >= colorprofile.ANSI256 {
			each(name, dark, t)
		}
	})
}

// How the colours of a theme are seen. Each field has its row here, so that no new
// colour is forgotten.
const (
	text    = "text on the terminal"
	mark    = "lines and marks on the terminal"
	onMaps  = "text and marks on areas"
	areas   = "areas and their samples"
	contour = "lines that help to read areas"
	shown   = "tried as what Pen and PenOnMap return"
	none    = "no colour of its own"
)

var uses = map[string]string{
	"Accent": text, "Train": text, "Test": text, "Good": text, "Bad": text, "Warn": text, "Dim": text,
	"Border": mark, "OnMap": onMaps, "Lines": contour,
	"Ramp": areas, "Heights": areas, "Edge": areas, "Nowhere": areas, "Astray": areas, "Basins": areas, "Ink": areas, "Signs": areas,
	"many": shown, "onMap": shown, "ground": none, "exact": none,
}

// fields returns the colours of the fields that are used so.
func fields(t *testing.T, theme *kit.Theme, use string) map[string][]color.Color {
	found := map[string][]color.Color{}
	v := reflect.ValueOf(*theme)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if uses[name] == "" {
			t.Errorf("how is %s seen?", name)
		}
		if uses[name] != use {
			continue
		}
		switch c := v.Field(i).Interface().(type) {
		case kit.Hue:
			found[name] = []color.Color{c.Color()}
		case color.Color:
			found[name] = []color.Color{c}
		case []color.Color:
			found[name] = c
		case [][]color.Color:
			for _, list := range c {
				found[name] = append(found[name], list...)
			}
		default:
			t.Errorf("%s is a %T", name, c)
		}
	}
	if len(found) == 0 {
		t.Errorf("nothing is %s", use)
	}
	return found
}

// All text and all marks can be read on all usual terminals: what is in a fixed
// colour, and what is in that of a basin or a level.
func TestTheme_readable(t *testing.T) {
	colours(func(name string, dark bool, theme *kit.Theme) {
		wants := func(what string, c color.Color, least float64) {
			for _, ground := range terminals[dark] {
				if got := kit.Contrast(c, lipgloss.Color(ground)); got < least {
					t.Errorf("%s: %s on %s has the contrast %.2f, below %.1f", name, what, ground, got, least)
				}
			}
		}
		for what, list := range fields(t, theme, text) {
			wants(what, list[0], kit.TextContrast)
		}
		for what, list := range fields(t, theme, mark) {
			wants(what, list[0], kit.MarkContrast)
		}
		for i := range 9 {
			wants(fmt.Sprint("pen ", i), theme.Pen(i).Ink, kit.TextContrast) // names stand at the ends of lines
			wants(fmt.Sprint("basin ", i), theme.Basin(i).Fg, kit.TextContrast)
		}
		for what, list := range fields(t, theme, contour) {
			for _, c := range list {
				wants(what, theme.Over(c, nil, kit.TextContrast), kit.TextContrast)
				wants(what, theme.Over(c, nil, kit.MarkContrast), kit.MarkContrast)
			}
		}
	})
}

// All that stands on areas can be read on each of them, and on the contour map
// signs and levels are white, and paths in the colours that their names have.
func TestTheme_readableOnMaps(t *testing.T) {
	colours(func(name string, _ bool, theme *kit.Theme) {
		inks := []color.Color{}
		for _, list := range fields(t, theme, onMaps) {
			inks = append(inks, list...)
		}
		for _, list := range fields(t, theme, text) {
			inks = append(inks, list...)
		}
		for i := range 9 {
			inks = append(inks, theme.PenOnMap(i).Ink)
		}
		for what, list := range fields(t, theme, areas) {
			for _, ground := range list {
				for _, ink := range inks {
					for _, least := range []float64{kit.TextContrast, kit.MarkContrast} {
						if got := kit.Contrast(theme.Over(ink, ground, least), ground); got < least {
							t.Errorf("%s: %v over %v of %s has the contrast %.2f, below %.1f", name, ink, ground, what, got, least)
						}
					}
				}
			}
		}
		for _, ground := range theme.Heights {
			if theme.Over(theme.OnMap, ground, kit.TextContrast) != theme.OnMap {
				t.Errorf("%s: white cannot be read on %v", name, ground)
			}
			seen := map[color.Color]int{}
			for i := range 9 {
				c := theme.Over(theme.PenOnMap(i).Ink, ground, kit.MarkContrast)
				if j, ok := seen[c]; ok {
					t.Errorf("%s: paths %d and %d look alike on %v", name, i, j, ground)
				}
				seen[c] = i
			}
		}
	})
}

// A colour changes only where it must and no more than it must, and stays one of
// the palette where there are no others.
func TestTheme_over(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hue := func(name string) color.Color { return lipgloss.ANSIColor(rapid.IntRange(16, 255).Draw(t, name)) }
		p := rapid.SampledFrom([]colorprofile.Profile{colorprofile.ANSI256, colorprofile.TrueColor}).Draw(t, "profile")
		theme, ink, ground := kit.NewTheme(rapid.Bool().Draw(t, "dark"), p), hue("ink"), hue("ground")
		got := theme.Over(ink, ground, kit.TextContrast)
		if kit.Contrast(ink, ground) >= kit.TextContrast {
			if got != ink {
				t.Fatalf("%v over %v becomes %v", ink, ground, got)
			}
			return
		}
		if kit.Contrast(got, ground) < kit.TextContrast {
			t.Fatalf("%v over %v becomes %v: %.2f", ink, ground, got, kit.Contrast(got, ground))
		}
		r, g, b, _ := ink.RGBA()
		r2, g2, b2, _ := got.RGBA()
		grey, white, black := r == g && g == b, r2&g2&b2 == 0xffff, r2|g2|b2 == 0
		if grey && !white && !black {
			t.Fatalf("grey %v becomes %v over %v", ink, got, ground)
		}
		if _, ok := got.(ansi.IndexedColor); p == colorprofile.ANSI256 && !ok && !white && !black {
			t.Fatalf("%v is no colour of the palette", got)
		}
		if most := kit.Contrast(got, ground); p == colorprofile.TrueColor && !grey && most > kit.TextContrast+1 {
			t.Fatalf("%v over %v becomes %v: %.2f is more than it must be", ink, ground, got, most)
		}
	})
	for _, p := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI} {
		theme := kit.NewTheme(true, p)
		if ink := lipgloss.ANSIColor(4); theme.Over(ink, nil, kit.TextContrast) != ink {
			t.Errorf("%v: a colour of the terminal's own is changed", p)
		}
	}
	if theme := kit.NewTheme(true, colorprofile.TrueColor); theme.Over(nil, theme.Edge, kit.TextContrast) != nil {
		t.Error("the terminal's own colour is changed")
	}
}

// What is off the map begins with the shade that stands out most from the
// terminal.
func TestTheme_strengths(t *testing.T) {
	colours(func(name string, dark bool, theme *kit.Theme) {
		ground := lipgloss.Color(terminals[dark][0])
		for i := range theme.Basins {
			s := theme.Strengths(i)
			if len(s) != 3 || !(kit.Contrast(s[0], ground) > kit.Contrast(s[1], ground) && kit.Contrast(s[1], ground) > kit.Contrast(s[2], ground)) {
				t.Errorf("%s: minimum %d has %v", name, i, s)
			}
		}
		if !reflect.DeepEqual(theme.Strengths(len(theme.Basins)), theme.Strengths(0)) {
			t.Errorf("%s: the shades do not begin again", name)
		}
	})
}

// The pens of lines differ for those who lack one kind of cones, in CIELAB by the
// matrices of Machado et al. (2009).
func TestTheme_colourBlind(t *testing.T) {
	colours(func(name string, dark bool, theme *kit.Theme) {
		pens := theme.Parts()
		inks := []color.Color{pens[0].Ink, pens[1].Ink, pens[2].Ink}
		for i := range 9 {
			inks = append(inks, theme.Pen(i).Ink)
		}
		for i, a := range inks {
			for j, b := range inks[:i] {
				for k, see := range eyes {
					if d := distance(see(a), see(b)); d < 11.5 {
						t.Errorf("%s: pens %d and %d differ by %.1f for eye %d", name, i, j, d, k)
					}
				}
			}
		}
	})
}

type rgbLinear [3]float64

func eye(m [3][3]float64) func(color.Color) rgbLinear {
	return func(c color.Color) (seen rgbLinear) {
		r, g, b, _ := c.RGBA()
		for i, row := range m {
			for k, v := range []uint32{r, g, b} {
				s := float64(v) / 0xffff
				if s <= 0.04045 {
					s /= 12.92
				} else {
					s = math.Pow((s+0.055)/1.055, 2.4)
				}
				seen[i] += row[k] * s
			}
			seen[i] = min(max(seen[i], 0), 1)
		}
		return seen
	}
}

// eyes see all colours, or lack the cones for long, middle or short waves.
var eyes = []func(color.Color) rgbLinear{
	eye([3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
	eye([3][3]float64{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}),
	eye([3][3]float64{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}),
	eye([3][3]float64{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}),
}

// distance is that in CIELAB, under D65.
func distance(a, b rgbLinear) float64 {
	lab := func(c rgbLinear) [3]float64 {
		f := func(t float64) float64 {
			if t > 0.008856 {
				return math.Cbrt(t)
			}
			return 7.787*t + 16./116
		}
		x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.9505)
		y := f(0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2])
		z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.089)
		return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
	}
	p, q := lab(a), lab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}
