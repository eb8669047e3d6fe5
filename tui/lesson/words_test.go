package lesson

import (
	"slices"
	"testing"
)

func TestFill(t *testing.T) {
	look := func(name string) string { return "<" + name + ">" }
	for text, want := range map[string]string{
		"":                   "",
		"f = ${f}, ${a.f}.":  "f = <f>, <a.f>.",
		"5 $, $f, $$, $${f}": "5 $, $f, $, ${f}",
		"${} ${f":            "<> <f>",
	} {
		if got := Fill(text, look); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestPlaceholders(t *testing.T) {
	got := Placeholders("a ${f} $$ $${g} ${a.b} $x ${} ${c")
	if want := []string{"f", "a.b", "", "{c"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A command line reads back as what it was made from.
func TestArguments(t *testing.T) {
	for line, want := range map[string][]string{
		"":                              {},
		"nntui":                         {},
		"--tab check":                   {"--tab", "check"},
		`nntui --function 'x^2 + "y"'`:  {"--function", `x^2 + "y"`},
		`--function "it's" --x -3`:      {"--function", "it's", "--x", "-3"},
		`--layers linear:1\,sigmoid -h`: {"--layers", "linear:1,sigmoid", "-h"},
	} {
		got, err := Arguments(line)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, error %v, want %q", line, got, err, want)
		}
		again, err := Arguments(CommandLine(got))
		if err != nil || !slices.Equal(again, want) {
			t.Errorf("%s: %q comes back as %q, error %v", line, CommandLine(got), again, err)
		}
	}
}
