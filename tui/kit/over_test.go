package kit_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit"
)

// A cell is what one cell of a line shows and in which style; the second one of
// a wide character shows nothing.
type cell struct{ text, style string }

func cellsOf(line string) (cells []cell) {
	var state byte
	style := ""
	for len(line) > 0 {
		text, width, n, next := ansi.DecodeSequence(line, state, nil)
		switch {
		case width > 0:
			cells = append(cells, append([]cell{{text, style}}, make([]cell, width-1)...)...)
		case text == "\x1b[m":
			style = ""
		default:
			style += text
		}
		line, state = line[n:], next
	}
	return cells
}

func TestCellsOf(t *testing.T) {
	got := cellsOf("a\x1b[1m\x1b[31mb世\x1b[m c")
	want := []cell{{"a", ""}, {"b", "\x1b[1m\x1b[31m"}, {"世", "\x1b[1m\x1b[31m"}, {}, {" ", ""}, {"c", ""}}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("cell %d is %q, want %q", i, got[i], want[i])
		}
	}
}

// painted draws a text of a size in which characters of one cell and of two have
// several styles.
func painted(t *rapid.T, name string, width, height int) string {
	var lines []string
	for range height {
		var b strings.Builder
		for left := width; left > 0; {
			text := rapid.SampledFrom([]string{"a", "b", " ", "━", "世"}).Draw(t, name)
			if ansi.StringWidth(text) > left {
				continue
			}
			if left -= ansi.StringWidth(text); rapid.Bool().Draw(t, "styled") {
				text = rapid.SampledFrom([]string{"\x1b[1m", "\x1b[38;5;75m", "\x1b[1m\x1b[41m"}).Draw(t, "style") + text + "\x1b[m"
			}
			b.WriteString(text)
		}
		lines = append(lines, b.String())
	}
	return strings.Join(lines, "\n")
}

// A block lies over a picture where it should, as it is, and all of the picture
// beside it stays; of a wide character that is cut in two a blank is left.
func TestOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width, height := rapid.IntRange(0, 12).Draw(t, "width"), rapid.IntRange(1, 5).Draw(t, "height")
		w, h := rapid.IntRange(0, width).Draw(t, "w"), rapid.IntRange(1, 6).Draw(t, "h")
		left, top := rapid.IntRange(0, width-w).Draw(t, "left"), rapid.IntRange(-3, 6).Draw(t, "top")
		picture, block := painted(t, "picture", width, height), painted(t, "block", w, h)
		got := strings.Split(kit.Over(picture, block, left, top), "\n")
		if len(got) != height {
			t.Fatalf("%d lines of %d", len(got), height)
		}
		parts := strings.Split(block, "\n")
		for y, before := range strings.Split(picture, "\n") {
			under, now := cellsOf(before), cellsOf(got[y])
			if len(now) != width {
				t.Fatalf("line %d is %d cells wide, want %d: %q", y, len(now), width, got[y])
			}
			over := y >= top && y-top < h
			for x := range width {
				want := under[x]
				if over && x >= left && x < left+w {
					want = cellsOf(parts[y-top])[x-left]
				}
				cut := over && (x == left-1 && ansi.StringWidth(under[x].text) == 2 || x == left+w && under[x].text == "")
				if now[x] != want && (!cut || now[x].text != " ") {
					t.Fatalf("cell %d of line %d is %q, want %q", x, y, now[x], want)
				}
			}
		}
	})
}
