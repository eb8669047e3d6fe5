package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// inked is a frame without colours.
func inked(width, height int) kit.Frame {
	f := plain(width, height)
	f.ASCII = false
	return f
}

// A digit and a unit, in colours, in ink and in ASCII.
func TestPictures(t *testing.T) {
	pixels, weights := make([]byte, 64), make([]float64, 64)
	for i := range pixels {
		pixels[i] = byte(i / 4)
		weights[i] = float64(i)/32 - 1
	}
	weights[0], weights[63] = math.NaN(), 50
	ascii := plain(16, 8)
	var b strings.Builder
	for _, lines := range [][]string{
		Image(inked(8, 4), 1, 8, 16, pixels), Image(inked(16, 8), 2, 8, 16, pixels), Image(inked(24, 12), 3, 8, 16, pixels), Image(ascii, 2, 8, 16, pixels),
		Unit(inked(16, 8), 2, 8, weights, 1), Unit(inked(16, 8), 2, 8, weights, 0), Unit(ascii, 2, 8, weights, 1),
		Image(testFrame(8, 4), 1, 8, 16, pixels), Unit(testFrame(8, 4), 1, 8, weights, 1),
		{InkScale(inked(8, 1), 16), InkScale(ascii, 16), InkScale(testFrame(8, 1), 16), SignScale(inked(8, 1), 0.02), SignScale(ascii, 3), SignScale(testFrame(8, 1), math.NaN())},
	} {
		b.WriteString(strings.Join(lines, "\n") + "\n\n")
	}
	stage.Golden(t, "pictures", b.String())
}

// Each pixel has its place and its shade, whatever the size: read back from the
// cells, none is off by more than half a step.
func TestImage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(1, 9).Draw(t, "columns"), rapid.IntRange(1, 9).Draw(t, "rows")
		k := 2 * rapid.IntRange(1, 4).Draw(t, "k/2")
		pixels := rapid.SliceOfN(rapid.ByteRange(0, 16), cols*rows, cols*rows).Draw(t, "pixels")
		lines := Image(inked(cols*k, rows*k), k, cols, 16, pixels)
		if len(lines) != rows*k/2 {
			t.Fatalf("%d lines of %d rows, %d high each", len(lines), rows, k/2)
		}
		for j, l := range lines {
			for i, r := range []rune(l) {
				shade := float64(slices.Index([]rune(" ░▒▓█"), r)) / 4
				if pixel := float64(pixels[j/(k/2)*cols+i/k]) / 16; math.Abs(pixel-shade) > 0.125 {
					t.Fatalf("%v is %q in cell %d,%d", pixel, r, i, j)
				}
			}
		}
	})
}

// Weights of each strength and sign, an own row of cells to each row where half
// blocks have no colours, look as their scale says.
func TestUnit_scale(t *testing.T) {
	sixteen, ascii := inked(20, 4), plain(20, 4)
	sixteen.Profile, sixteen.Theme = colorprofile.ANSI, kit.NewTheme(true, colorprofile.ANSI)
	for _, f := range []kit.Frame{inked(20, 4), sixteen, ascii} {
		scale := strings.TrimSuffix(strings.TrimPrefix(SignScale(f, 1), "-1 "), " +1")
		shades := []rune(ansi.Strip(scale))
		n := len(shades)
		var up, down strings.Builder
		weights := make([]float64, 2*n) // a row, and its opposite
		for i, r := range shades {
			weights[i] = 2*float64(i)/float64(n-1) - 1
			weights[n+i] = -weights[i]
			up.WriteString(strings.Repeat(string(r), 2))
			down.WriteString(strings.Repeat(string(shades[n-1-i]), 2))
		}
		unit := Unit(f, Least(f, true), n, weights, 1)
		if len(unit) != 2 || ansi.Strip(unit[0]) != up.String() || ansi.Strip(unit[1]) != down.String() {
			t.Errorf("%q shows\n%s", scale, strings.Join(unit, "\n"))
		}
		if want := sixteen.Theme.Train.Style().Render("██▓▓▒▒░░") + sixteen.Theme.Test.Style().Render("  ░░▒▒▓▓██"); f.Profile == colorprofile.ANSI && unit[0] != want {
			t.Errorf("%q, want %q", unit[0], want)
		}
	}
	if Least(testFrame(20, 4), true) != 1 || Least(inked(20, 4), false) != 1 || Least(ascii, false) != 2 {
		t.Error("pictures are larger or smaller than they have to be")
	}
}
