package lesson

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nntui/tui/tomlfile"
)

var update = flag.Bool("update", false, "write the golden files")

// known are checks of the tests' own.
var known = Checks{
	Opening: func(args []string) ([]string, error) {
		if slices.Contains(args, "--bad") {
			return nil, errors.New("--bad is not a setting of this tab")
		}
		return []string{"f", "distance", "stable_rate", "curvature", "rate", "minimum", "epochs", "loss_test"}, nil
	},
	Controls: map[string][]string{"method": {"method"}, "momentum": {"momentum"}, "race": {"race"}, "schedule": {"schedule"}, "decay": {"decay"}, "tuning": {"tuning"}, "tuning map": {"tuning"}},
}

func TestBuiltIn(t *testing.T) {
	for name, text := range map[string][]byte{"guide.toml": Guide, "example.toml": Example} {
		if _, err := Parse(name, text, Checks{}); err != nil {
			t.Error(err)
		}
	}
}

func TestExample(t *testing.T) {
	l, err := Parse("example.toml", Example, known)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	err = l.Write(&b, func(s *Step) (string, error) {
		return Fill(s.Answer, func(name string) string {
			setup, reading, ok := s.Source(name)
			if !ok {
				t.Errorf("%s has no source", name)
			}
			return "<" + setup.Name + " " + reading + ">"
		}), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "example.golden")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("-want +got; go test -update writes it anew:\n%s", diff)
	}
}

const head = "title = 'x'\n[[step]]\ntitle = 'a'\ntext = 'b'\n"

// What cannot work is refused with the line and the reason.
func TestParse_refuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "l.toml: it is empty"},
		{" \r\n\n", "l.toml: it is empty"},
		{"\x7fELF\x00", "l.toml: it is not a text file in UTF-8; save it as one"},
		{"title = 'x'\nabout = '\xff'", "l.toml:2: this is not UTF-8; save the file in that encoding"},

		{"x", `l.toml:1: each line has the form key = "text", and a key only letters from a to z`},
		{"title = 'x'\ntitle = 'y'", "l.toml:2: key title is already defined"},
		{"title = 'x'\r\ntitle = 'y", "l.toml:2: the text does not end: close its quotes"},
		{"title = 3", `l.toml:1: title takes a text: "..."`},
		{head + "right = '2'", "l.toml:5: right takes a whole number: 1 for the first choice"},
		{head + "right = 1.5", "l.toml:5: right takes a whole number: 1 for the first choice"},
		{head + "choices = 'x'", `l.toml:5: choices takes a list of texts: ["one", "another"]`},
		{"title = 'x'\nstep = 3", "l.toml:2: step takes headings: [[step]], and the step below it"},
		{head + "also = 3", "l.toml:5: also takes headings: [[step.also]], and the set-up below it"},
		{"title = down a ravine", `l.toml:1: a text stands in straight quotes, as in key = "text"`},
		{"title = “down”", `l.toml:1: a text stands in straight quotes, as in key = "text"`},
		{"title: 'x'", `l.toml:1: each line has the form key = "text", and a key only letters from a to z`},
		{"{title = 'x'}", `l.toml:1: each line has the form key = "text", and a step begins with [[step]]`},
		{"title = \"x\n[[step]]", `l.toml:1: the text does not end in its line: close its quotes, or write a long one between """ and """`},
		{head + "watch = \"\"\"\none\n[[step]]\ntitle = 'c'\n", "l.toml:5: the text that begins here does not end: close its quotes"},
		{head + "watch = '''\none\n", "l.toml:5: the text that begins here does not end: close its quotes"},
		{head + `watch = "say "hello""`, `l.toml:5: something follows the value: quotes within a text in "quotes" are written \", or a text above is not closed`},
		{head + `watch = "\alpha"`, `l.toml:5: in "quotes" a \ begins a special character: write \\ for it, or put the text in 'single quotes'`},
		{"title = 'x'\n[step]\ntitle = 'a'\n[step]", "l.toml:4: each step begins with [[step]], in double brackets"},
		{head + "[step.also]\nname = 'x'\n[step.also]", "l.toml:7: each further set-up begins with [[step.also]], in double brackets"},
		{"[[title]]", `l.toml:1: title takes a text: "..."`},

		{"titel = 'x'", "l.toml:1: a lesson has no titel; did you mean title?"},
		{head + "qestion = 'x'", "l.toml:5: a step has no qestion; did you mean question?"},
		{head + "colour = 'x'", "l.toml:5: a step has no colour; there is section, title, text, watch, question, choices, right, answer, hide, also, name, about, open"},
		{head + "solution = 'x'", "l.toml:5: a step has no solution; there is section, title, text, watch, question, choices, right, answer, hide, also, name, about, open"},
		{"title = 'x'\ntext = 'b'", "l.toml:2: a lesson has no text, its steps have: each begins with [[step]]"},
		{head + "[[also]]\nname = 'x'", "l.toml:5: a further set-up of a step begins with [[step.also]]"},
		{head + "[[step.also]]\ncolour = 'x'", "l.toml:6: a set-up has no colour; there is name, about, open"},
		{head + "[[step.also]]\nwatch = 'x'", "l.toml:6: a set-up has no watch, the step has: move it up, above the first [[step.also]]"},
		{"'\x1b[31m' = 3", "l.toml:1: it holds a character that nobody sees or that a terminal acts on; delete it"},
		{`"\u001b[31m" = 3`, "l.toml:1: a lesson has no ?[31m; there is title, about, hide, step"},

		{"about = 'x'", "l.toml: the lesson lacks its title"},
		{"title = ' '", "l.toml:1: the lesson lacks its title"},
		{"title = 'x'", "l.toml: the lesson has no steps: each begins with [[step]]"},
		{"title = 'x'\n\n[[step]]\ntext = 'b'", "l.toml:3: this step lacks its title"},
		{head + "[[step]]\ntitle = 'c'", "l.toml:5: this step lacks its text"},
		{head + "[[step]]\ntitle = 'a'\ntext = 'c'", "l.toml:6: the step on line 2 has this title too; a section tells them apart"},
		{head + "section = '''\nx\ny'''", `l.toml:5: section takes a single line without tabs, in "quotes"`},
		{head + "[[step]]\ntitle = \"a\\u001b[31m\"\ntext = 'b'", "l.toml:6: title holds U+001B, a character that nobody sees or that a terminal acts on; delete it"},
		{head + "question = 'b'\nchoices = ['a',\n\"a\\u202eb\"]", "l.toml:7: choices holds U+202E, a character that nobody sees or that a terminal acts on; delete it"},

		{head + "section = \"\"\"x\n\"\"\"", `l.toml:5: section takes a single line without tabs, in "quotes"`},
		{head + "question = 'b'\nchoices = ['a',\n'b\tc']", `l.toml:7: choices takes a single line without tabs, in "quotes"`},
		{head + "watch = '''\none\ntwo\u200b'''", "l.toml:7: watch holds U+200B, a character that nobody sees or that a terminal acts on; delete it"},
		{head + "question = 'Why is ${f} so large?'\nchoices = ['a', 'b']", "l.toml:5: ${f}: only the answer has figures"},

		{head + "choices = ['a', 'b']", "l.toml:5: choices need a question"},
		{head + "right = 1", "l.toml:5: right needs a question and choices"},
		{head + "question = 'a'", "l.toml:5: a question needs choices, 2 to 4"},
		{head + "question = 'a'\nchoices = ['a']", "l.toml:6: a question takes 2 to 4 choices, and not 1"},
		{head + "question = 'a'\nchoices = ['1', '2', '3', '4', '5']", "l.toml:6: a question takes 2 to 4 choices, and not 5"},
		{head + "question = 'a'\nchoices = ['a', 'b']\nright = 3", "l.toml:7: right = 3, but there are 2 choices"},
		{head + "question = 'a'\nchoices = ['a', 'b']\nright = -1", "l.toml:7: right = -1, but there are 2 choices"},
		{head + "question = 'a'\nchoices = [\n'a',\n'a']", "l.toml:8: each choice needs words of its own"},

		{"hide = ['method', 'metod']\n" + head, `l.toml:1: there is no knob and no key called "metod" to hide; did you mean method?`},
		{"hide = ['race', 'tuning maps']\n" + head, `l.toml:1: there is no knob and no key called "tuning maps" to hide; did you mean tuning?`},
		{head + "hide = ['lr']", `l.toml:5: there is no knob and no key called "lr" to hide; the table of knobs and the help (?) have the names, and what works everywhere cannot be hidden`},
		{head + "hide = ['magic']", `l.toml:5: there is no knob and no key called "magic" to hide; the table of knobs and the help (?) have the names, and what works everywhere cannot be hidden`},

		{head + "open = 'nntui --bad'", "l.toml:5: open: --bad is not a setting of this tab"},
		{head + `open = "--tab 'x"`, "l.toml:5: open: a quotation mark is not closed"},
		{head + `open = 'x\'`, "l.toml:5: open: a backslash at the end escapes nothing"},
		{head + "open = 'train --lr 3'", `l.toml:5: open: it takes flags, as in "nntui --tab training --lr 0.1"`},
		{head + "name = 'x'", "l.toml:5: name tells what a step opens, and this one has no open"},
		{head + "about = 'x'", "l.toml:5: about tells what a step opens, and this one has no open"},
		{head + "name = 'A b'\nopen = '--x'", `l.toml:5: a name has small letters, digits and _, and "A b" has others`},
		{head + "name = 'now'\nopen = '--x'", `l.toml:5: "now" means what is on the screen; take another name`},
		{head + "name = 'a'\nopen = '--x'\n[[step.also]]\nname = 'a'\nabout = 'b'\nopen = '--x'", `l.toml:8: this step has two set-ups called "a"`},
		{head + "[[step.also]]\nname = 'a'\nabout = 'b'", "l.toml:5: this set-up lacks its open"},
		{head + "[[step.also]]\nname = 'a'\nabout = 'b'\nopen = '--x'\n[[step.also]]\nname = 'b'\nabout = 'b'\nopen = '--bad'", "l.toml:12: open: --bad is not a setting of this tab"},
		{"title = 'x'\nstep = [{title = 'a', text = 'b'},\n{title = 'c',\ntext = 'd', also = [\n{name = 'x'}]}]", "l.toml:5: this set-up lacks its about"},

		{head + "answer = '${f}'", "l.toml:5: ${f}: this step opens nothing that could be read so"},
		{head + "answer = '${now.f}'", "l.toml:5: ${now.f}: this step opens nothing that could be read so"},
		{head + "open = '--x'\nanswer = '${large.f}'", "l.toml:6: ${large.f}: this step opens nothing that could be read so"},
		{head + "open = '--x'\nanswer = '${.f}'", "l.toml:6: ${.f}: this step opens nothing that could be read so"},
		{head + "open = '--x'\nanswer = 'a ${f} ${distence} b'", "l.toml:6: ${distence}: there is no reading \"distence\"; did you mean distance?"},
		{head + "open = '--x'\nanswer = '''\n${f}\n${g}'''", `l.toml:8: ${g}: there is no reading "g"; nntui guide --example lists them`},
		{head + "open = '--x'\nanswer = '${}'", `l.toml:6: ${}: there is no reading ""; nntui guide --example lists them`},
		{head + "open = '--x'\nanswer = '${now.g}'", `l.toml:6: ${now.g}: there is no reading "g"; nntui guide --example lists them`},
		{head + "open = '--x'\nanswer = 'a ${f b'", "l.toml:6: the answer has a ${ without its }"},
	} {
		if _, err := Parse("l.toml", []byte(c.text), known); err == nil || err.Error() != c.want {
			t.Errorf("%.200q:\ngot  %v\nwant %s", c.text, err, c.want)
		}
	}
}

// A lesson may be as long as it can be, and not a byte longer.
func TestRead_longest(t *testing.T) {
	file := filepath.Join(t.TempDir(), "l.toml")
	for _, more := range []int{0, 1} {
		text := head + "#" + strings.Repeat(" ", tomlfile.Longest-len(head)-1+more)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(file, known); (err == nil) != (more == 0) {
			t.Errorf("%d bytes more: error %v", more, err)
		}
	}
}

// Line ends of other systems and a byte order mark change nothing.
func TestParse_tidies(t *testing.T) {
	want, err := Parse("example.toml", Example, known)
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"\r\n", "\r"} {
		got, err := Parse("example.toml", []byte("\ufeff"+strings.ReplaceAll(string(Example), "\n", end)), known)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
			t.Error(diff)
		}
	}
}

// What y shows can be pasted between the quotes of a text, and means the same.
func TestCommandLine(t *testing.T) {
	for line, args := range map[string][]string{
		"nntui":                       {},
		"nntui --lr 0.1":              {"--lr", "0.1"},
		"nntui --function 'x*y + 1'":  {"--function", "x*y + 1"},
		"nntui --entry 'W[0,3]'":      {"--entry", "W[0,3]"},
		"nntui --entry ''":            {"--entry", ""},
		`nntui --entry x\'y`:          {"--entry", "x'y"}, // which no name has
		"nntui --window=-1,-1,1,1 -x": {"--window=-1,-1,1,1", "-x"},
	} {
		if got := CommandLine(args); got != line {
			t.Errorf("%q: got %s, want %s", args, got, line)
		}
		if got, err := Arguments(line); err != nil || !slices.Equal(got, args) {
			t.Errorf("%s: got %q, %v, want %q", line, got, err, args)
		}
		if strings.Contains(line, `\`) {
			continue
		}
		if l, err := Parse("l.toml", []byte(head+`open = "`+line+`"`), Checks{}); err != nil || l.Steps[0].Open != line {
			t.Errorf("%s cannot be pasted: %v", line, err)
		}
	}
}

func TestRead(t *testing.T) {
	folder := t.TempDir()
	secret := filepath.Join(folder, "secret.toml")
	if err := os.WriteFile(secret, []byte("title = 3"), 0); err != nil {
		t.Fatal(err)
	}
	refusals := map[string]string{
		filepath.Join(folder, "none.toml"): "there is no such file",
		folder:                             "this is a folder, not a file",
		"/dev/zero":                        "this is not a regular file",
		filepath.Join(secret, "below"):     "there is no such file",
	}
	if os.Getuid() != 0 { // who may read everything
		refusals[secret] = "you may not read this file"
	}
	for file, want := range refusals {
		if _, err := Read(file, known); err == nil || !strings.HasSuffix(err.Error(), ": "+want) {
			t.Errorf("%s: error %v, want %s", file, err, want)
		}
	}
	if _, err := Read("example.toml", known); err != nil {
		t.Error(err)
	}
}

// Whatever a file holds, it is refused with a reason, or all of it can be
// used.
func FuzzParse(f *testing.F) {
	f.Add(string(Example))
	f.Add(string(Guide))
	f.Add(head + "choices = ['a', 'b']\nquestion = \"\\u0007\"")
	f.Add("step = [{title = 'a', text = 'b', also = [{name = 'x'}]}]")
	f.Add("title.x = 3\n[step.also.0]\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Parse("l.toml", []byte(text), known)
		if err != nil {
			if reason := err.Error(); strings.ContainsFunc(reason, unclean) || strings.Contains(reason, "\n") {
				t.Errorf("%q is no sentence", reason)
			}
			return
		}
		var b strings.Builder
		if err := l.Write(&b, nil); err != nil {
			t.Error(err)
		}
		if strings.ContainsFunc(b.String(), unclean) {
			t.Errorf("%q would change a terminal", b.String())
		}
		for i := range l.Steps {
			s := &l.Steps[i]
			if s.Title == "" || s.Text == "" || s.Right < 0 || s.Right > len(s.Choices) || len(s.Choices) > 4 {
				t.Errorf("accepted: %+v", s)
			}
			for _, setup := range s.Setups() {
				if _, err := Arguments(setup.Open); err != nil {
					t.Error(err)
				}
			}
			Fill(s.Answer, func(name string) string {
				if _, _, ok := s.Source(name); !ok {
					t.Errorf("${%s} has no source", name)
				}
				return ""
			})
		}
	})
}
