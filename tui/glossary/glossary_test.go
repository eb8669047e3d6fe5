package glossary

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit/wrap"
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
		if lines := wrap.Text(w.Text, Width); len(lines) > 2 {
			t.Errorf("%s takes %d lines:\n%s", w.Word, len(lines), strings.Join(lines, "\n"))
		}
		if !strings.HasSuffix(w.Text, ".") || strings.Contains(w.Text, "\n") || w.Shows == "" || w.Open+w.Key == "" {
			t.Errorf("%+v is not a sentence with a screen or key and what that shows", w)
		}
		if n := ansi.StringWidth(w.Shows); n > 50 {
			t.Errorf("%s: %q is %d cells wide", w.Word, w.Shows, n)
		}
	}
}

var numbers = regexp.MustCompile(`[0-9]+([.,/][0-9]+)?(e-?[0-9]+)?`)

// TestWords_readme wants each word of README's tables of words to be here, with no
// number that README does not have there.
func TestWords_readme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	tables := strings.Split(string(text), "| word | means |\n|---|---|\n")[1:]
	if len(tables) != 2 {
		t.Errorf("README has %d tables of words, want 2", len(tables))
	}
	for _, table := range tables {
		rows, _, _ := strings.Cut(table, "\n\n")
		for row := range strings.SplitSeq(rows, "\n") {
			for name := range strings.SplitSeq(strings.TrimSpace(strings.Split(row, "|")[1]), ", ") {
				i := slices.IndexFunc(Words, func(w Word) bool { return slices.Contains(w.Names(), name) })
				if i < 0 {
					t.Errorf("the glossary lacks %q", name)
					continue
				}
				for _, n := range numbers.FindAllString(Words[i].Text, -1) {
					if !strings.Contains(row, n) {
						t.Errorf("%s: README does not have %s in %s", name, n, row)
					}
				}
			}
		}
	}
}

func TestFind(t *testing.T) {
	names := func(words []Word) (list []string) {
		for _, w := range words {
			list = append(list, w.Word)
		}
		return list
	}
	for text, want := range map[string][]string{
		"basin":      {"basin", "window"}, // whose meaning has it
		" Xavier ":   {"Glorot"},
		"BACKPROP":   {"back-propagation"},
		"decay":      {"decay", "L2", "end states", "tuning map"},                             // L2 is also called weight decay
		"seed":       {"seed", "cloud", "mean over seeds", "noise", "split", "table of runs"}, // begins with it, has it, means it
		"elu":        {"dead ReLUs", "leaky ReLU", "ReLU", "activation", "He", "kink"},
		"not a word": nil,
	} {
		if got := names(Find(text)); !slices.Equal(got, want) {
			t.Errorf("Find(%q) = %q, want %q", text, got, want)
		}
	}
	if n := len(Find("")); n != len(Words) {
		t.Errorf("the empty text finds %d of %d words", n, len(Words))
	}
}

// A status says the words of a path and of a run; all others are seen elsewhere.
func TestSaidIn(t *testing.T) {
	for _, c := range []struct {
		word, status string
		want         bool
	}{
		{"plateau", "Plateau: steps too small.", true},
		{"undefined", "Diverged at step 6: f is not defined there.", true}, // by another of its names
		{"chaos", "Reached the global minimum. From step 18 on chaos decides", true},
		{"plateau", "Done: test loss 0.2, best at epoch 9.", false},
		{"loss", "Done: test loss 0.2, best at epoch 9.", false},
		{"step size", "Wanders: step 0.6 is above the limit.", false},
	} {
		i := slices.IndexFunc(Words, func(w Word) bool { return w.Word == c.word })
		if got := Words[i].SaidIn(c.status); got != c.want {
			t.Errorf("%s in %q: %t", c.word, c.status, got)
		}
	}
}
