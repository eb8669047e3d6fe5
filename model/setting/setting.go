// Package setting gives names and texts to what can be changed: one table of
// settings drives the flags of the command line, the command line that repeats
// what a screen shows, the lessons that set a screen up, and the knobs that
// turn what is on it.
package setting

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Setting is one thing that can be changed.
type Setting struct {
	Name    string   // of its flag: "lr"
	Usage   string   // what it is, in a few words
	Takes   string   // what it takes, in words: "a number"
	Options []string // the names that it takes one of; nil where it takes something else
	File    string   // the ending of the files that it takes the name of; empty where it takes something else
	Place   int      // among those that have a brief form, from 1; 0 without one
	Switch  bool     // is it true or false? Its bare name then means true

	// Fleeting says that it is only where one stands: a step, a cursor. To
	// change it is no change that one undoes.
	Fleeting bool

	// Get returns the value as text that Set takes. "" stands for nothing: it
	// is also what sets a setting back to nothing.
	Get func() string

	// Set sets the value, or says why it cannot.
	Set func(string) error

	Knob // on a screen

	Explanation Explanation // of the knob

	value  any        // the pointer to the value
	at     func() int // of one of several: its index, -1 where it is none of them
	choose func(int)  // takes another of Options
	rank   int        // see First
	look   bool       // see Looks
	brief  string     // see Brief
}

// First returns the setting as one that decides what others start from, as a
// preset does: Apply sets it before them, wherever it stands.
func (s Setting) First() Setting {
	s.rank = -1
	return s
}

// Looks returns the settings as those that only say what is looked at: they
// decide no number.
func Looks(settings ...Setting) []Setting {
	for i := range settings {
		settings[i].look = true
	}
	return settings
}

// Passing returns the setting as a fleeting one.
func (s Setting) Passing() Setting {
	s.Fleeting = true
	return s
}

// Called is what people call the setting: by its knob, or by its name.
func (s Setting) Called() string { return cmp.Or(s.Label, s.Name) }

// Numbers returns the settings that decide numbers: all but [Looks].
func Numbers(settings []Setting) []Setting {
	return slices.DeleteFunc(slices.Clone(settings), func(s Setting) bool { return s.look })
}

// Brief gives the setting a form of few letters, such as "lr %s", and a place
// among those that have one: what matters most is at 1.
func (s Setting) Brief(place int, format string) Setting {
	s.Place, s.brief = place, format
	return s
}

// Briefly returns the value in that form, a number with four digits that count.
func (s Setting) Briefly() string {
	text := s.Get()
	if x, ok := s.value.(*float64); ok {
		text = strconv.FormatFloat(*x, 'g', 4, 64)
	}
	return fmt.Sprintf(s.brief, text)
}

// inOrder returns the settings in the order in which they are set.
func inOrder(settings []Setting) []Setting {
	settings = slices.Clone(settings)
	slices.SortStableFunc(settings, func(a, b Setting) int { return a.rank - b.rank })
	return settings
}

// An Error says which setting cannot be as asked, and why.
type Error struct{ Name, Reason string }

func (e *Error) Error() string { return e.Name + ": " + e.Reason }

// New returns a setting for a value that parse reads and format writes.
// Where parse refuses a text, the error says what the setting takes.
func New[T any](name, usage, takes string, p *T, parse func(string) (T, error), format func(T) string) Setting {
	return Setting{
		Name: name, Usage: usage, Takes: takes, value: p,
		Get: func() string { return format(*p) },
		Set: func(text string) error {
			v, err := parse(text)
			if err != nil {
				return misfit(text, takes)
			}
			*p = v
			return nil
		},
	}
}

func misfit(text, takes string) error {
	return fmt.Errorf("%q does not fit; it takes %s", text, takes)
}

// Number returns a setting for a number, which can be written as a fraction:
// 1/3.
func Number(name, usage string, p *float64) Setting {
	return New(name, usage, "a number", p, number,
		func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) })
}

func number(text string) (float64, error) {
	if strings.Contains(text, "_") { // as in Go's own numbers
		return 0, strconv.ErrSyntax
	}
	over, under, fraction := strings.Cut(text, "/")
	x, err := strconv.ParseFloat(strings.TrimSpace(over), 64)
	if err != nil || !fraction {
		return x, err
	}
	y, err := strconv.ParseFloat(strings.TrimSpace(under), 64)
	return x / y, err
}

// Whole returns a setting for a whole number, which can be written as 1e3.
func Whole(name, usage string, p *int) Setting {
	return New(name, usage, "a whole number", p, whole, strconv.Itoa)
}

func whole(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err == nil {
		return n, nil
	}
	const exact = 1 << 53
	if x, wrong := number(text); wrong == nil && x == math.Trunc(x) && math.Abs(x) <= exact {
		return int(x), nil
	}
	return 0, err
}

// Seed returns a setting for the seed of a generator.
func Seed(name, usage string, p *uint64) Setting {
	return New(name, usage, fmt.Sprintf("a whole number from 0 to %d", uint64(math.MaxUint64)), p,
		func(s string) (uint64, error) { return strconv.ParseUint(s, 10, 64) },
		func(v uint64) string { return strconv.FormatUint(v, 10) })
}

// Text returns a setting for any text.
func Text(name, usage, takes string, p *string) Setting {
	same := func(s string) string { return s }
	return New(name, usage, takes, p, func(s string) (string, error) { return s, nil }, same)
}

// File returns a setting for the name of a file with that ending.
func File(name, usage, ending string, p *string) Setting {
	s := Text(name, usage, "the name of a file", p)
	s.File = ending
	return s
}

// Switch returns a setting that is true or false.
func Switch(name, usage string, p *bool) Setting {
	s := New(name, usage, "true or false", p, strconv.ParseBool, strconv.FormatBool)
	s.Switch = true
	return s
}

// Optional returns a setting for a whole number from 0 that need not be there.
func Optional(name, usage string, get func() (n int, ok bool), set func(n int, ok bool)) Setting {
	return Setting{
		Name: name, Usage: usage, Takes: "a whole number",
		Get: func() string {
			if n, ok := get(); ok {
				return strconv.Itoa(n)
			}
			return ""
		},
		Set: func(text string) error {
			n, err := strconv.Atoi(text)
			if text != "" && (err != nil || n < 0) {
				return misfit(text, "a whole number from 0")
			}
			set(n, text != "")
			return nil
		},
	}
}

// Choice returns a setting for one of some names.
func Choice(name, usage string, options []string, p *string) Setting {
	return choice(name, usage, options, func() int { return slices.Index(options, *p) }, func(i int) { *p = options[i] })
}

// Index returns a setting for one of some names, kept as its index.
func Index[T ~int](name, usage string, options []string, p *T) Setting {
	return choice(name, usage, options, func() int { return int(*p) }, func(i int) { *p = T(i) })
}

// Entry returns a setting for one of the entries of a table that have names.
// at returns the index of the entry there is, and choose takes another.
func Entry[T any](name, usage string, table []T, nameOf func(T) string, at func() int, choose func(T)) Setting {
	return choice(name, usage, Names(table, nameOf), at, func(i int) { choose(table[i]) })
}

func choice(name, usage string, options []string, at func() int, choose func(int)) Setting {
	takes := List(options, "or")
	return Setting{
		Name: name, Usage: usage, Takes: takes, Options: options, at: at, choose: choose,
		Get: func() string {
			if i := at(); i >= 0 && i < len(options) {
				return options[i]
			}
			return ""
		},
		Set: func(text string) error {
			i := slices.Index(options, text)
			if i < 0 {
				return misfit(text, takes)
			}
			choose(i)
			return nil
		},
	}
}

// Names returns the name of each entry of a table.
func Names[T any](table []T, nameOf func(T) string) []string {
	names := make([]string, len(table))
	for i, t := range table {
		names[i] = nameOf(t)
	}
	return names
}

// Named returns the entry of a table that has that name.
func Named[T any](table []T, name string, nameOf func(T) string) (entry T, ok bool) {
	for _, t := range table {
		if nameOf(t) == name {
			return t, true
		}
	}
	return entry, false
}

// List returns "a, b or c" where the word is "or".
func List(names []string, word string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " " + word + " " + names[last]
}

// Find returns the setting of that name.
func Find(settings []Setting, name string) (Setting, bool) { return Named(settings, name, nameOf) }

func nameOf(s Setting) string { return s.Name }

// Apply sets what values names: first what is marked so, and then in the order
// of the settings. The error is an *Error.
func Apply(settings []Setting, values map[string]string) error {
	for name := range values {
		if _, ok := Find(settings, name); !ok {
			return &Error{name, "there is no such setting here"}
		}
	}
	for _, s := range inOrder(settings) {
		value, ok := values[s.Name]
		if !ok {
			continue
		}
		if err := s.Set(value); err != nil {
			return &Error{s.Name, err.Error()}
		}
	}
	return nil
}

// Copy gives settings the values of others of the same names.
func Copy(to, from []Setting) error {
	values := map[string]string{}
	for _, s := range from {
		values[s.Name] = s.Get()
	}
	return Apply(to, values)
}
