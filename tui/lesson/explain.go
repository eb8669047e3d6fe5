package lesson

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/pelletier/go-toml/v2"

	"nntui/tui/tomlfile"
)

// explain puts an error of the TOML decoder in a sentence.
func explain(text []byte, err error) (line int, reason string) {
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok {
		e := &unknown.Errors[0]
		line, _ = e.Position()
		return line, unknownKey(e.Key())
	}
	if e, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ = e.Position()
		key, reason := e.Key(), e.Error()
		if wrongType := strings.Contains(reason, "cannot decode") || strings.Contains(reason, "cannot store"); wrongType && len(key) > 0 {
			name := key[len(key)-1]
			return line, name + " takes " + cmp.Or(takes[strings.ToLower(name)], `a text: "..."`)
		}
		for words, advice := range advice {
			if strings.Contains(reason, words) {
				return line, advice
			}
		}
	}
	return tomlfile.Explain(text, err)
}

// advice says what to do about mistakes that only a lesson's headings have, by
// words of the decoder.
var advice = map[string]string{
	"invalid character at start of key": `each line has the form key = "text", and a step begins with [[step]]`,
	"table step already exists":         "each step begins with [[step]], in double brackets",
	"table also already exists":         "each further set-up begins with [[step.also]], in double brackets",
}

// takes says in words what the keys take that take no text.
var takes = map[string]string{
	"right":   "a whole number: 1 for the first choice",
	"choices": `a list of texts: ["one", "another"]`,
	"hide":    `a list of texts: ["one", "another"]`,
	"step":    "headings: [[step]], and the step below it",
	"also":    "headings: [[step.also]], and the set-up below it",
}

// The keys of a lesson, of a step's table, and of a further set-up's.
var (
	lessonKeys = []string{"title", "about", "hide", "step"}
	setupKeys  = []string{"name", "about", "open"}
	stepKeys   = append([]string{"section", "title", "text", "watch", "question", "choices", "right", "answer", "hide", "also"}, setupKeys...)
)

// unknownKey says where a key belongs that there is not in its place, or which
// keys there are.
func unknownKey(key []string) string {
	name := key[min(len(key), 3)-1]
	what, known, ofStep := "lesson", lessonKeys, slices.Contains(stepKeys, name)
	switch {
	case len(key) > 2 && ofStep:
		return fmt.Sprintf("a set-up has no %s, the step has: move it up, above the first [[step.also]]", name)
	case len(key) > 2:
		what, known = "set-up", setupKeys
	case len(key) > 1:
		what, known = "step", stepKeys
	case name == "also":
		return "a further set-up of a step begins with [[step.also]]"
	case ofStep:
		return fmt.Sprintf("a lesson has no %s, its steps have: each begins with [[step]]", name)
	}
	return fmt.Sprintf("a %s has no %s%s", what, name, suggest(name, known, "there is "+strings.Join(known, ", ")))
}

// suggest ends a sentence about a name that there is not: with one that
// differs little, or otherwise as told.
func suggest(name string, known []string, otherwise string) string {
	if k, ok := nearest(name, known); ok {
		otherwise = fmt.Sprintf("did you mean %s?", k)
	}
	return "; " + otherwise
}

// nearest returns the name that a mistyped one stands for, if there is one.
func nearest(name string, known []string) (nearest string, ok bool) {
	least := min(3, (len(name)+1)/2) // so many letters differ, or half of them: it is another word
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(k)); d < least {
			nearest, least, ok = k, d, true
		}
	}
	return nearest, ok
}
