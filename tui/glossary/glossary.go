// Package glossary has the words that the screens use, each in two lines, with a
// screen that shows it. What the program says of a path and of a training is
// defined in README; here it is in short. The words of a tab have a file.
package glossary

import (
	"cmp"
	"slices"
	"strings"
)

// Width is that of a text in cells; each takes two lines at most.
const Width = 76

// A Word is a word that the screens use.
type Word struct {
	Word  string
	Also  []string // other names of it, and other forms
	Text  string   // what it means
	Open  string   // the command line of a screen that shows it; empty for any
	Key   string   // what the key means that is then to be pressed, as kit.Meanings has it; empty for none
	Shows string   // what to look at there, in a few words
}

// Words lists all words in the order of the alphabet.
var Words = slices.SortedFunc(slices.Values(slices.Concat(
	on("descent", saidOfPaths), on("descent", ofDescent), on("descent", ofSurfaces), on("check", ofCheck), on("training", saidOfRuns), on("training", ofTraining), on("training", ofNets), general,
)), func(a, b Word) int { return cmp.Compare(strings.ToLower(a.Word), strings.ToLower(b.Word)) })

// general are words of the whole program.
var general = []Word{
	{"knob", []string{"setting"}, "What can be changed, with its value and where in its range that is. Turning it computes anew at once.",
		"", "type", "the value of the chosen knob, to be typed"},
	{"guide", []string{"lesson", "prediction", "step of the guide"}, "The assignment, question by question: predict, play, explain. A lesson of one's own is a TOML file.",
		"", "guide", "the step that is next"},
	{"share", []string{"command line"}, "The command line that opens exactly what is on the screen, numbers and all.",
		"", "share", "the command line of this screen"},
	{"export", []string{"figure"}, "Writes what is on the screen to a file: numbers as CSV or JSON, figures as SVG or PNG, or the screen as text.",
		"", "export", "what can be written"},
	{"palette", nil, "All that can be done, seen and set, found by a few letters of its words.",
		"", "palette", "everything, this tab first"},
	{"view", []string{"full", "full screen", "inside"}, "One of the pictures of a tab. Large screens show several beside each other; the full screen shows one.",
		"", "full", "the picture alone"},
}

// on completes the command lines of the words of a tab.
func on(tab string, words []Word) []Word {
	words = slices.Clone(words)
	for i := range words {
		words[i].Open = strings.TrimSpace("--tab " + tab + " " + words[i].Open)
	}
	return words
}

// Find returns the words that a text is in: first those that begin with it, then
// those that have it elsewhere in a name, then those whose meaning has it. All of
// them have the empty text.
func Find(text string) []Word { return FindIn(Words, text) }

// FindIn is Find among some words.
func FindIn(words []Word, text string) (found []Word) {
	text = strings.ToLower(strings.TrimSpace(text))
	for rank := range unlike {
		for _, w := range words {
			if w.rank(text) == rank {
				found = append(found, w)
			}
		}
	}
	return found
}

// unlike is the rank of a word that a text is not in.
const unlike = 3

func (w Word) rank(text string) int {
	rank := unlike
	if strings.Contains(strings.ToLower(w.Text), text) {
		rank = 2
	}
	for _, name := range w.Names() {
		switch at := strings.Index(strings.ToLower(name), text); {
		case at == 0:
			return 0
		case at > 0:
			rank = 1
		}
	}
	return rank
}

// SaidIn reports whether a status says the word of a path or of a run.
func (w Word) SaidIn(status string) bool {
	status = strings.ToLower(status)
	said := func(name string) bool { return strings.Contains(status, strings.ToLower(name)) }
	return slices.ContainsFunc(slices.Concat(saidOfPaths, saidOfRuns), func(s Word) bool { return s.Word == w.Word }) &&
		slices.ContainsFunc(w.Names(), said)
}

// Names returns all names of the word, its own first.
func (w Word) Names() []string { return append([]string{w.Word}, w.Also...) }
