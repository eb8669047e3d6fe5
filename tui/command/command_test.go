package command

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"

	"nntui/model"
	"nntui/model/setting"
	"nntui/tui/confine"
	"nntui/tui/tomlfile"
)

func TestExplain(t *testing.T) {
	for _, c := range []struct {
		err      error
		sentence string
		status   int
	}{
		{nil, "", 0},
		{errors.New("the disk is full"), "the disk is full", 1},
		{fmt.Errorf("write: %w", syscall.EPIPE), "", 141},
		{fmt.Errorf("stopped: %w", caught(syscall.SIGINT)), "stopped: interrupt", 130},
		{fmt.Errorf("stopped: %w", caught(syscall.SIGTERM)), "stopped: terminated", 143},
		{fmt.Errorf("wrapped: %w", model.Refuse("lr", "%d is too much", 7)), "--lr: 7 is too much", 2},
		{&setting.Error{Name: "lr", Reason: "no"}, "--lr: no", 2},
		{wrongUse("%s is wrong", "it"), "it is wrong", 2},
		{errors.New("no\x1b[2J\n\tsuch \u202efile"), "no?[2J\n such ?file", 1},
		{&tomlfile.Error{}, (&tomlfile.Error{}).Error(), 2},
	} {
		if sentence, status := Explain(c.err); sentence != c.sentence || status != c.status {
			t.Errorf("%v: %q, %d, want %q, %d", c.err, sentence, status, c.sentence, c.status)
		}
	}
}

// refusal runs a command line that must be refused.
func refusal(t *testing.T, args ...string) string {
	t.Helper()
	root := New("v", confine.Open)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetArgs(args)
	sentence, status := Explain(root.Execute())
	if status != 2 {
		t.Errorf("%q: status %d", args, status)
	}
	return sentence
}

// What is wrong with a command line is said before anything runs, and what is
// more wrong first.
func TestRefusals(t *testing.T) {
	folder := t.TempDir()
	for line, want := range map[string]string{
		"trian --epochs 5":                            `"trian" is not a command; nntui takes train, descend, check, guide, presets or config`,
		"train 5 --nonsense":                          `"5" is one word too many; nntui train takes only flags`,
		"train --nonsense":                            "--nonsense is not a flag of nntui train; nntui train --help lists them",
		"train -n":                                    "-n is not a flag of nntui train; nntui train --help lists them",
		"descend --step":                              "--step: the value is missing; it takes a number",
		"descend --step x":                            `--step: "x" does not fit; it takes a number`,
		"descend --step x --export a.gif":             `--step: "x" does not fit; it takes a number`,
		"descend --figure curves":                     `--figure: "curves" does not fit; it takes contour or curve`,
		"check --figure sweep":                        "--figure is not a flag of nntui check; nntui check --help lists them",
		"check --export a.gif":                        `--export: "a.gif" does not say what to write; it takes a name that ends in .csv, .json, .svg or .png`,
		"check --export " + folder + "/no/a.csv":      "--export: the folder " + folder + "/no does not exist",
		"check --export " + folder + "/a.SVG --h nan": "--h: NaN is not a step; it takes a number above 0, such as 1e-5",
		"presets --format xml":                        `--format: "xml" does not fit; it takes text, csv or json`,
		"guide --lesson":                              "--lesson: the value is missing; it takes the name of a file",
	} {
		if got := refusal(t, strings.Fields(line)...); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", line, got, want)
		}
	}
	if left, _ := filepath.Glob(folder + "/*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A flag explains what it takes where there is room, and has no default worth
// a word where that is nothing.
func TestFlags(t *testing.T) {
	number, off, name := 0.5, false, "b"
	many := append(strings.Split(strings.Repeat("option ", 30), " "), name)
	settings := []setting.Setting{
		setting.Number("rate", "how fast", &number), setting.Switch("loud", "make noise", &off),
		setting.Choice("kind", "which", []string{"a", "b"}, &name), setting.Choice("long", "one of many", many, &name),
	}
	cmd, values := &cobra.Command{}, map[string]string{}
	addFlags(cmd, values, settings...)
	for name, want := range map[string][3]string{
		"rate": {"how fast", "0.5", "a number"}, "loud": {"make noise", "", "true or false"}, "kind": {"which:\na or b", "b", "a or b"}, "long": {"one of many", "b", setting.List(many, "or")},
	} {
		f := cmd.Flags().Lookup(name)
		if got := [3]string{f.Usage, f.DefValue, f.Value.Type()}; got != want {
			t.Errorf("--%s: %q, want %q", name, got, want)
		}
	}
	if err := cmd.ParseFlags([]string{"--loud", "--kind=x"}); err != nil || values["loud"] != "true" || values["kind"] != "x" || len(values) != 2 {
		t.Errorf("%v, error %v", values, err)
	}
}

// Settings of one name share a flag, which takes what any of them takes.
func TestFlags_shared(t *testing.T) {
	one, other := "a", "c"
	cmd := &cobra.Command{}
	options := []string{"a", "b"}
	addFlags(cmd, map[string]string{}, setting.Choice("kind", "this one", options[:2:2], &one), setting.Choice("kind", "that one", []string{"b", "c"}, &other))
	f := cmd.Flags().Lookup("kind")
	if want := "this one:\na or b;\nthat one:\nb or c"; f.Usage != want || f.DefValue != "" {
		t.Errorf("usage %q, default %q", f.Usage, f.DefValue)
	}
	if got, want := f.Value.Type(), "a or b, or else b or c"; got != want {
		t.Errorf("it takes %s, want %s", got, want)
	}
	complete, _ := cmd.GetFlagCompletionFunc("kind")
	if got, _ := complete(cmd, nil, ""); strings.Join(got, " ") != "a b c" {
		t.Errorf("it completes %v", got)
	}
}

// A file that is named twice is written once.
func TestFileNames(t *testing.T) {
	var f fileNames
	for _, name := range []string{"a.csv", "b.csv", "a.csv"} {
		f.Set(name)
	}
	if got := f.String(); got != "a.csv, b.csv" {
		t.Error(got)
	}
}
