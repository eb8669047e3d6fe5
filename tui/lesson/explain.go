package lesson

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/pelletier/go-toml/v2"
)

// explain puts an error of the TOML decoder in a sentence.
func explain(text []byte, err error) (line int, reason string) {
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok {
		e := &unknown.Errors[0]
		line, _ = e.Position()
		return line, unknownKey(e.Key())
	}
	e, ok := errors.AsType[*toml.DecodeError](err)
	if !ok {
		return 0, err.Error()
	}
	line, _ = e.Position()
	reason = strings.TrimPrefix(e.Error(), "toml: ")
	key := e.Key()
	if wrongType := strings.HasPrefix(reason, "cannot decode") || strings.HasPrefix(reason, "cannot store"); wrongType && len(key) > 0 {
		name := key[len(key)-1]
		return line, name + " takes " + cmp.Or(takes[strings.ToLower(name)], `a text: "..."`)
	}
	if _, quotes, ok := strings.Cut(reason, "not terminated by "); ok {
		line = 1 + bytes.Count(text[:bytes.LastIndex(text, []byte(quotes))], []byte("\n")) // where it begins, not where the file ends
	}
	for _, a := range advice {
		if strings.Contains(reason, a.words) {
			return line, a.advice
		}
	}
	return line, reason
}

// advice says what to do about the mistakes in TOML that are made most, by
// words of the decoder.
var advice = []struct{ words, advice string }{
	{"at start of value", `a text stands in straight quotes, as in key = "text"`},
	{"invalid character at start of key", `each line has the form key = "text", and a step begins with [[step]]`},
	{"expected '=' after key", `each line has the form key = "text", and a key only letters from a to z`},
	{"control characters", "it holds a character that nobody sees or that a terminal acts on; delete it"},
	{"cannot have new lines", `the text does not end in its line: close its quotes, or write a long one between """ and """`},
	{"unterminated", "the text does not end: close its quotes"},
	{"not terminated by", "the text that begins here does not end: close its quotes"},
	{"invalid escape character", `in "quotes" a \ begins a special character: write \\ for it, or put the text in 'single quotes'`},
	{"expected newline but got", `something follows the value: quotes within a text in "quotes" are written \", or a text above is not closed`},
	{"table step already exists", "each step begins with [[step]], in double brackets"},
	{"table also already exists", "each further set-up begins with [[step.also]], in double brackets"},
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
