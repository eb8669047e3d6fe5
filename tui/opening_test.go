package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/kballard/go-shellquote"
	"pgregory.net/rapid"

	"nntui/tui/kit/stage"
	"nntui/tui/lesson"
)

// The command line of a screen opens one with the same command line, whatever
// was pressed.
func TestShareOpensTheSame(t *testing.T) {
	few(t)
	names := slices.DeleteFunc(anyKeys(), func(name string) bool { return strings.Contains("2 3 tab shift+tab : ctrl+p e", name) })
	rapid.Check(t, func(r *rapid.T) {
		tab := rapid.SampledFrom(Tabs).Draw(r, "tab")
		moves := rapid.SliceOfN(rapid.SampledFrom(names), 1, 10).Draw(r, "keys")
		var wrong string
		synctest.Test(t, func(*testing.T) {
			s := openScreen(cheap(tab), 80, 24)
			if tab == "training" {
				s.press("down", "down", "down") // below presets, net and epochs
			}
			s.press(moves...)
			if s.tabs[s.active].Trial().Check() != nil {
				return
			}
			wrong = reopens(s.arguments())
		})
		if wrong != "" {
			r.Fatal(wrong)
		}
	})
}

// reopens opens the screen of a command line, and says how its own differs.
func reopens(args []string) string {
	o, err := parseOpening(shellquote.Join(args...))
	if err != nil {
		return fmt.Sprintf("%q: %v", args, err)
	}
	a, err := newApp(Options{Opening: o})
	if err != nil {
		return fmt.Sprintf("%q: %v", args, err)
	}
	s := screen{a}
	before := s.arguments()
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.do(s.tabs[s.active].Open())
	for _, got := range [][]string{before, s.arguments()} {
		if !slices.Equal(got, args) {
			return fmt.Sprintf("%q opens %q", args, got)
		}
	}
	return ""
}

// The first entry is shared as well where the cursor went to another by
// itself.
func TestShareFirstEntry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("check", 80, 24)
		s.press("F")
		for _, c := range []struct{ key, want string }{{"end", ""}, {"home", " --entry 'x[0]'"}, {"end", ""}} {
			s.press(c.key)
			if got, want := lesson.CommandLine(s.arguments()[1:]), "nntui --tab check --fault sign"+c.want; got != want {
				t.Errorf("after %s: got %s, want %s", c.key, got, want)
			}
			if wrong := reopens(s.arguments()); wrong != "" {
				t.Error(wrong)
			}
		}
	})
}

func TestShareCopies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.press("right", "right", "f", "ctrl+u", "x", "space", "*", "space", "y", "enter", "down")
		_, cmd := s.Update(stage.Key("y"))
		want := `nntui --tab descent --function 'x * y' --step 0.11`
		if got := fmt.Sprint(cmd()); got != want {
			t.Errorf("copied %s, want %s", got, want)
		}
		s.press("esc")
		if s.sheet != nil {
			t.Error("esc does not close it")
		}
	})
}

func TestParseOpening(t *testing.T) {
	checked := func(line string) (Opening, error) {
		o, err := parseOpening(line)
		if err == nil {
			err = o.Check()
		}
		return o, err
	}
	for line, want := range map[string]string{
		"nntui --lr 0.03":                   "training",
		"--h 1e-7":                          "check",
		"--seed 7":                          "check",
		"nntui":                             "descent",
		"nntui --tab training --seed 7":     "training",
		"--function 'x^2 + sin(3*y)' --x 1": "descent",
		"--function -x^2 --x -1":            "descent",
	} {
		if o, err := checked(line); err != nil || o.Tab != want {
			t.Errorf("%s: tab %s, %v, want %s", line, o.Tab, err, want)
		}
	}
	for line, want := range map[string]string{
		"nntui --lr 0.03 --h 1e-4":           "tab: there is none that has all of these settings; each tab has its own",
		"nntui --tab check --lr 3":           "lr: the tab check has no such setting; it belongs to training",
		"nntui --tab map":                    `tab: "map" does not fit; it takes descent, check or training`,
		"nntui -lr 0.1":                      "lr: it has two dashes before it: --lr",
		"nntui -lr=0.1":                      "lr: it has two dashes before it: --lr",
		"nntui --lr -1":                      "lr: -1 is not a learning rate; it takes a number above 0",
		"nntui --lr fast":                    `lr: "fast" does not fit; it takes a number`,
		"nntui --window 1,2":                 `window: "1,2" does not fit; it takes 4 numbers with commas between`,
		"nntui --window 1,0,0,1":             "window: [1 0 0 1] has no inside; it takes least x, largest x, least y and largest y",
		"nntui --drawn 12":                   `drawn: "12" does not fit; it takes 64 pixels row by row, each from 0 for none to g for full ink`,
		"nntui --at -3":                      `at: "-3" does not fit; it takes a whole number from 0`,
		"nntui --tab training --paused=soon": `paused: "soon" does not fit; it takes true or false`,
		"nntui 'x":                           "a quotation mark is not closed",
	} {
		if _, err := checked(line); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", line, err, want)
		}
	}
}

// What is shown replaces all that was set before.
func TestShow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("training", 80, 24)
		s.press("v", "shift+right", "A")
		o, err := parseOpening("nntui --tab training --lr 0.01 --paused")
		if err != nil {
			t.Fatal(err)
		}
		cmd, err := s.show(o)
		if err != nil {
			t.Fatal(err)
		}
		s.do(cmd)
		if got := shellquote.Join(s.arguments()...); got != "nntui --tab training --lr 0.01 --paused" {
			t.Errorf("it shows %s", got)
		}
		if n := s.epochs(); n != 0 {
			t.Errorf("%d epochs were trained, want none before play", n)
		}
	})
}
