package kit

import (
	"image/color"
	"math"
	"sync"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// The least contrasts that can be read, as WCAG 2.2 has them at level AA: of
// characters, and of lines, bars, borders and other marks. What only repeats what
// is beside it has none to keep: contour lines on areas of other colours. Nor have
// the colours of maps, images and their legends, which are what they mean.
const (
	TextContrast = 4.5
	MarkContrast = 3.0
)

// Contrast is that of two colours by WCAG 2.2, from 1 to 21.
func Contrast(a, b color.Color) float64 {
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

// luminance is the relative luminance of a colour in sRGB, 0 to 1.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// Over returns an ink, as much lighter or darker as it must be to have that
// contrast over a ground; nil is the terminal's.
func (t *Theme) Over(ink, ground color.Color, least float64) color.Color {
	if ground == nil {
		ground = t.ground
	}
	if ink == nil || ground == nil {
		return ink
	}
	key := pair{ink, ground, least, t.exact}
	mended.Lock()
	defer mended.Unlock()
	c, ok := mended.of[key]
	if !ok {
		c = key.mend()
		mended.of[key] = c
	}
	return c
}

// A pair is an ink over a ground, in exact colours or in those of the palette.
type pair struct {
	ink, ground color.Color
	least       float64
	exact       bool
}

// mended has what Over returns: there are few pairs, but many cells.
var mended = struct {
	sync.Mutex
	of map[pair]color.Color
}{of: map[pair]color.Color{}}

func (p pair) mend() color.Color {
	const steps = 24
	if Contrast(p.ink, p.ground) >= p.least {
		return p.ink
	}
	end := lipgloss.Color("#ffffff")
	if black := lipgloss.Color("#000000"); Contrast(black, p.ground) > Contrast(end, p.ground) {
		end = black
	}
	if r, g, b, _ := p.ink.RGBA(); r == g && g == b {
		return end // there is no hue to keep
	}
	for _, c := range lipgloss.Blend1D(steps, p.ink, end) {
		if !p.exact {
			c = ansi.Convert256(c)
		}
		if Contrast(c, p.ground) >= p.least {
			return c
		}
	}
	return end
}
