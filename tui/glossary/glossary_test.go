package glossary

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestWords holds the table in order: each word once, in two lines of [Width].
func TestWords(t *testing.T) {
	owner := map[string]string{}
	for i, w := range Words {
		if i > 0 && strings.ToLower(Words[i-1].Word) >= strings.ToLower(w.Word) {
			t.Errorf("%q stands before %q", Words[i-1].Word, w.Word)
		}
		for _, name := range w.Names() {
			if other, ok := owner[strings.ToLower(name)]; ok {
				t.Errorf("%q is a name of %q and of %q", name, other, w.Word)
			}
			owner[strings.ToLower(name)] = w.Word
		}
		if lines := strings.Split(ansi.Wordwrap(w.Text, Width, ""), "\n"); len(lines) > 2 {
			t.Errorf("%s takes %d lines:\n%s", w.Word, len(lines), strings.Join(lines, "\n"))
		}
		if !strings.HasSuffix(w.Text, ".") || strings.Contains(w.Text, "\n") || (w.Open == "") != (w.Shows == "") {
			t.Errorf("%+v is not a sentence with a screen and what it shows, or neither", w)
		}
		if n := ansi.StringWidth(w.Shows); n > 50 {
			t.Errorf("%s: %q is %d cells wide", w.Word, w.Shows, n)
		}
	}
}
