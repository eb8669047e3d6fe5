package chart

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/tui/kit/stage"
)

// A wall shows as many pictures as it says, whole and in their order, with a
// cell between them and as large as they can be.
func TestWall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(2, 9).Draw(t, "columns"), rapid.IntRange(2, 9).Draw(t, "rows")
		f := inked(rapid.IntRange(cols, 200).Draw(t, "width"), rapid.IntRange((rows+1)/2+1, 60).Draw(t, "height"))
		n := rapid.IntRange(1, 100).Draw(t, "pictures")
		w := Hang(f, cols, rows, n, 1)
		shown := min(n, w.Page())
		tiles := make([][]string, shown)
		for i := range tiles {
			tiles[i] = make([]string, (rows*w.K+1)/2+1)
			for j := range tiles[i] {
				tiles[i][j] = strings.Repeat(string(rune('A'+i%26)), w.Width)
			}
		}
		words := strings.Fields(w.Draw(tiles))
		seen := map[string]int{}
		for _, word := range words {
			if len(word) != cols*w.K {
				t.Fatalf("%d cells wide, not %d: %s", len(word), cols*w.K, word)
			}
			seen[word[:1]]++
		}
		for i := range min(26, shown) {
			want := ((shown-1-i)/26 + 1) * len(tiles[0])
			if c := string(rune('A' + i)); seen[c] != want {
				t.Fatalf("%d lines of %s, not %d, of %d pictures of %d", seen[c], c, want, shown, n)
			}
		}
		room := func(k int) int { return (f.Width + 1) / (k*cols + 1) * (f.Height / ((k*rows+1)/2 + 1)) }
		if enough := min(n, 48); w.K > 1 && room(w.K) < enough || room(w.K+1) >= enough || shown < min(n, room(w.K)) {
			t.Fatalf("%d pictures, %d cells to a pixel, %d shown", n, w.K, shown)
		}
	})
}

// Pictures hang in the middle with even gaps, in ASCII an even number of cells
// to a pixel.
func TestWall_draw(t *testing.T) {
	var b strings.Builder
	for _, c := range []struct {
		width, height, n int
		ascii            bool
	}{{40, 12, 5, false}, {40, 12, 2, false}, {14, 12, 6, false}, {14, 12, 6, true}, {3, 2, 6, false}} {
		f := inked(c.width, c.height)
		f.ASCII = c.ascii
		w := Hang(f, 4, 4, c.n, Least(f, false))
		var tiles [][]string
		for i := range min(c.n, w.Page()) {
			tile := Image(f, w.K, 4, 1, []byte{1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1})
			tiles = append(tiles, append(tile, fmt.Sprint(i+1)))
		}
		fmt.Fprintf(&b, "%d pictures in %dx%d\n%s\n", c.n, c.width, c.height, strings.ReplaceAll("|"+w.Draw(tiles), "\n", "|\n|")+"|")
	}
	stage.Golden(t, "wall", b.String())
}

// A good page of many is 48 pictures.
func TestHang_page(t *testing.T) {
	for _, c := range []struct{ width, height, n, want int }{{8*17 - 1, 6 * 9, 60, 2}, {9*17 - 1, 5 * 9, 60, 1}, {9*17 - 1, 5 * 9, 45, 2}} {
		if got := Hang(inked(c.width, c.height), 8, 8, c.n, 1).K; got != c.want {
			t.Errorf("%d in %dx%d: %d cells to a pixel, want %d", c.n, c.width, c.height, got, c.want)
		}
	}
}
