package chart

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit"
)

// testFrame is a frame in 256 colours.
func testFrame(width, height int) kit.Frame {
	return kit.Frame{Width: width, Height: height, Theme: kit.NewTheme(true, colorprofile.ANSI256), Profile: colorprofile.ANSI256}
}

// plain is a frame without half blocks, braille and colour.
func plain(width, height int) kit.Frame {
	f := testFrame(width, height)
	f.Profile, f.ASCII = colorprofile.ASCII, true
	return f
}

// checkFit wants exactly the lines and cells of the frame.
func checkFit(t *rapid.T, got string, f kit.Frame) {
	t.Helper()
	if f.Height == 0 {
		return
	}
	lines := strings.Split(got, "\n")
	if len(lines) != f.Height {
		t.Fatalf("%d lines, want %d", len(lines), f.Height)
	}
	for _, l := range lines {
		if w := ansi.StringWidth(l); w != f.Width {
			t.Fatalf("%d cells, want %d: %q", w, f.Width, l)
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		name           string
		x0, y0, x1, y1 float64
		ok             bool
		ax, ay, bx, by float64
	}{
		{"inside", 1, 1, 5, 3, true, 1, 1, 5, 3},
		{"leaves at the right", 0, 5, 20, 5, true, 0, 5, 10, 5},
		{"through", -10.5, 5, 30, 5, true, -0.5, 5, 10, 5},
		{"beside", -3, -3, 20, -3, false, 0, 0, 0, 0},
		{"a point inside", 2, 2, 2, 2, true, 2, 2, 2, 2},
		{"not a number", math.NaN(), 2, 2, 2, false, 0, 0, 0, 0},
		{"far away", 5, 5, 1e300, 5, true, 5, 5, 10, 5},
	} {
		ax, ay, bx, by, ok := clip(c.x0, c.y0, c.x1, c.y1, 10, 10)
		got, want := [4]float64{ax, ay, bx, by}, [4]float64{c.ax, c.ay, c.bx, c.by}
		if ok != c.ok || ok && got != want {
			t.Errorf("%s: %v %v, want %v %v", c.name, got, ok, want, c.ok)
		}
	}
}
