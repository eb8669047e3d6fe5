package wrap

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 10, ""},
		{"one two\nthree", 10, "one two|three"},
		{"one\ntwo\n\nthree\n", 10, "one two||three"},
		{"the bowl\n  x^2 +  y^2\nis round", 20, "the bowl|  x^2 +  y^2|is round"},
		{"two:\n- the first one\n- the other", 10, "two:|- the|  first|  one|- the|  other"},
		{"incomprehensible", 6, "incomp|rehens|ible"},
		{"a incomprehensible b", 6, "a|incomp|rehens|ible b"},
		{"勾配降下法は", 4, "勾配|降下|法は"},
		{"no\u00a0break here", 5, "no\u00a0br|eak|here"},
		{"\tf(x)", 8, "    f(x)"},
		{"\tx\t= 1", 20, "    x    = 1"},
		{"one\ntwo\tthree", 20, "one two three"},
		{"x", 0, "x"},
	} {
		if got := strings.Join(Text(c.text, c.width), "|"); got != c.want {
			t.Errorf("%q in %d: got %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// No line is too long, and no word is lost.
func TestText_fits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{" ", "\n", "- ", "word", "é", "勾", "\t", "👩\u200d🔬", "x"})).Draw(t, "text"), "")
		width := rapid.IntRange(4, 30).Draw(t, "width")
		lines := Text(text, width)
		for _, l := range lines {
			if w := uniseg.StringWidth(l); w > width {
				t.Errorf("%q is %d cells wide, of %d", l, w, width)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Errorf("got %q, want %q", got, squeeze(text))
		}
	})
}
