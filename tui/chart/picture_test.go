package chart

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/tui/kit/stage"
)

// A digit and a unit, with signs and with half blocks.
func TestPictures(t *testing.T) {
	pixels, weights := make([]byte, 64), make([]float64, 64)
	for i := range pixels {
		pixels[i] = byte(i / 4)
		weights[i] = float64(i)/32 - 1
	}
	weights[0], weights[63] = math.NaN(), 50
	var b strings.Builder
	for _, lines := range [][]string{
		Image(plain(8, 4), 1, 8, 16, pixels), Image(plain(16, 8), 2, 8, 16, pixels), Unit(plain(8, 4), 1, 8, weights, 1),
		Unit(plain(8, 4), 1, 8, weights, 0), Image(testFrame(8, 4), 1, 8, 16, pixels), Unit(testFrame(8, 4), 1, 8, weights, 1),
	} {
		b.WriteString(strings.Join(lines, "\n") + "\n\n")
	}
	stage.Golden(t, "pictures", b.String())
}

// A grid shows as many tiles as it says, in their order, a cell apart.
func TestWall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width, height := rapid.IntRange(1, 60).Draw(t, "width"), rapid.IntRange(1, 30).Draw(t, "height")
		tileWidth, tileHeight := rapid.IntRange(2, 12).Draw(t, "tile width"), rapid.IntRange(1, 6).Draw(t, "tile height")
		var tiles [][]string
		for i := range 200 {
			tile := make([]string, tileHeight)
			tile[0] = fmt.Sprintf("%c", 'A'+i%26)
			tiles = append(tiles, tile)
		}
		shown := strings.Join(strings.Fields(Wall(tiles, width, height, tileWidth, tileHeight)), "")
		want := min(200, InWall(width, height, tileWidth, tileHeight))
		if tileHeight > height || tileWidth > width {
			return // not even one fits
		}
		if len(shown) != want {
			t.Errorf("%d tiles of %dx%d in %dx%d, want %d", len(shown), tileWidth, tileHeight, width, height, want)
		}
		for i, c := range shown {
			if c != rune('A'+i%26) {
				t.Fatalf("tile %d is %c", i, c)
			}
		}
	})
}
