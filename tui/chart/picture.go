package chart

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// pixelsOf draws n pixels, row by row of cols, k cells to the width of each and
// k/2 to its height. cell says how a cell looks that shows pixel top in its
// upper half and pixel bottom in its lower one.
func pixelsOf(k, cols, n int, cell func(top, bottom int) (string, Look)) []string {
	const long = 24 // bytes of a cell in colour
	rows := n / cols
	var picture Runs
	picture.Grow(cols * k * (rows*k + 1) / 2 * long)
	for j := range (rows*k + 1) / 2 {
		if j > 0 {
			picture.NewLine()
		}
		for i := range cols * k {
			x, top, bottom := i/k, 2*j/k, min((2*j+1)/k, rows-1)
			picture.Add(cell(cols*top+x, cols*bottom+x))
		}
	}
	lines := make([]string, 0, (rows*k+1)/2+1)
	for line := range strings.SplitSeq(picture.String(), "\n") {
		lines = append(lines, line)
	}
	return lines
}

// Image draws pixels from 0 to ink, row by row of cols, k cells to the width of
// each, a multiple of what Least says.
func Image(f kit.Frame, k, cols int, ink byte, pixels []byte) []string {
	return pixelsOf(k, cols, len(pixels), func(top, bottom int) (string, Look) {
		return inkCell(f, f.Theme.Ink, float64(pixels[top])/float64(ink), float64(pixels[bottom])/float64(ink))
	})
}

// Unit draws the weights of a unit as Image does pixels, from -scale to scale.
func Unit(f kit.Frame, k, cols int, weights []float64, scale float64) []string {
	share := func(i int) float64 {
		v := weights[i] / scale
		if math.IsNaN(v) { // all are 0, or the run has diverged
			v = 0
		}
		return (1 + v) / 2
	}
	return pixelsOf(k, cols, len(weights), func(top, bottom int) (string, Look) {
		return signCell(f, share(top), share(bottom))
	})
}

// Least returns how many cells to the width of a pixel there are at least: one,
// if a cell can show two pixels, one above the other. Without colours it can
// for ink, not for weights, of which opposite ones would come to nothing.
func Least(f kit.Frame, signed bool) int {
	if f.ASCII || signed && !f.Blocks() {
		return 2
	}
	return 1
}

// inkCell shows two shares from 0 to 1, one above the other: in colours, or in ink.
func inkCell(f kit.Frame, colors []color.Color, top, bottom float64) (string, Look) {
	switch {
	case f.Blocks():
		return halves(of(colors, top), of(colors, bottom))
	case f.ASCII:
		return of(asciiInk, top), Look{}
	}
	return shade(top, bottom), Look{}
}

// signCell shows two shares of which those below a half are negative: in 16
// colours in the hues of the two signs.
func signCell(f kit.Frame, top, bottom float64) (string, Look) {
	if f.ASCII || f.Profile != colorprofile.ANSI {
		return inkCell(f, f.Theme.Signs, top, bottom)
	}
	hue := f.Theme.Test
	if top < 0.5 {
		hue = f.Theme.Train
	}
	strength := math.Abs(2*top - 1)
	return shade(strength, strength), hue.Style()
}

var asciiInk = strings.Split(" .:-=+*#@", "")

// of returns the entry of a scale that is nearest to a share from 0 to 1.
func of[T any](scale []T, share float64) T {
	return scale[int(math.Round(min(max(share, 0), 1)*float64(len(scale)-1)))]
}

// halves is a cell of two colours.
func halves(top, bottom color.Color) (string, Look) {
	if top == bottom {
		return " ", Look{Bg: bottom}
	}
	return "▀", Look{Fg: top, Bg: bottom}
}

// shades are the block characters with the share of ink in either half.
var shades = []struct {
	glyph       string
	top, bottom float64
}{{" ", 0, 0}, {"░", 0.25, 0.25}, {"▒", 0.5, 0.5}, {"▓", 0.75, 0.75}, {"█", 1, 1}, {"▀", 1, 0}, {"▄", 0, 1}}

// shade returns the block character that comes nearest to two shares of ink.
func shade(top, bottom float64) string {
	nearest, least := "", math.Inf(1)
	for _, s := range shades {
		if off := math.Hypot(s.top-top, s.bottom-bottom); off < least {
			nearest, least = s.glyph, off
		}
	}
	return nearest
}

// InkScale shows the shades of an image and what they stand for.
func InkScale(f kit.Frame, ink byte) string {
	return fmt.Sprintf("0 %s %d", shadesOf(f, 5, func(share float64) (string, Look) { return inkCell(f, f.Theme.Ink, share, share) }), ink)
}

// SignScale shows the shades of weights and what they stand for.
func SignScale(f kit.Frame, scale float64) string {
	end, steps := axis.Short(scale, 4), 5
	if f.Profile == colorprofile.ANSI {
		steps = 9 // five for each sign
	}
	return "-" + end + " " + shadesOf(f, steps, func(share float64) (string, Look) { return signCell(f, share, share) }) + " +" + end
}

// shadesOf shows a scale in so many steps, in plain ASCII in all that there
// are. Squares of colour keep away from what is above and below.
func shadesOf(f kit.Frame, steps int, cell func(share float64) (string, Look)) string {
	if f.ASCII {
		steps = len(asciiInk)
	}
	var scale Runs
	for i := range steps {
		glyph, look := cell(float64(i) / float64(steps-1))
		if f.Blocks() {
			glyph, look = "■", Look{Fg: look.Bg}
		}
		scale.Add(glyph, look)
	}
	return scale.String()
}
