package tui

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/check"
)

// checkScreen is a screen with the gradient check, and that tab.
func checkScreen(width, height int) (screen, *checkTab) {
	s := newScreen("check", width, height)
	return s, s.tabs[1].(*checkTab)
}

func TestCheckKeys(t *testing.T) {
	s, tab := checkScreen(80, 24)
	s.press("x")
	if got := tab.runner.snapshot; got.Config.Fault != "sign" || got.Verdict.Cause != check.CauseSign {
		t.Errorf("x plants %q, found %q", got.Config.Fault, got.Verdict.Cause)
	}
	s.press("R")
	if got := tab.runner.snapshot.Config.Seed; got != 12346 {
		t.Errorf("R draws from seed %d", got)
	}

	before := tab.runner.config
	s.press("home", "enter", "down", "down")
	if tab.cursor != 2 || tab.runner.config != before {
		t.Errorf("in the picture, down down leads to entry %d, config %v", tab.cursor, tab.runner.config)
	}
	s.press("esc", "up", "right")
	if tab.cursor != 2 || tab.runner.config.H <= before.H {
		t.Errorf("out of it, right turns h to %v and the cursor to %d", tab.runner.config.H, tab.cursor)
	}
	s.press("v", "v", "z", "left")
	if tab.runner.config.H != before.H || !tab.zoomed {
		t.Errorf("in the sweep, left turns h to %v", tab.runner.config.H)
	}
}

func TestCheckSort(t *testing.T) {
	s, tab := checkScreen(80, 24)
	s.press("s")
	entries := tab.runner.snapshot.Entries
	for i := range tab.order[1:] {
		if a, b := entries[tab.order[i]].Relative, entries[tab.order[i+1]].Relative; a < b {
			t.Errorf("row %d has error %v, the next one %v", i, a, b)
		}
	}
	if tab.cursor != tab.runner.snapshot.Worst {
		t.Errorf("the cursor is on entry %d, the worst is %d", tab.cursor, tab.runner.snapshot.Worst)
	}
}

// The cursor comes to every tensor, and in a heat map stays in its own.
func TestCheckTensors(t *testing.T) {
	s, tab := checkScreen(80, 24)
	s.press("right", "right", "right", "right", "right", "v", "enter")
	for _, want := range []string{"W", "b", "x"} {
		s.press("n", "left", "left", "left", "left", "left", "left", "left", "up", "up", "up", "up", "up")
		if m, _ := tab.tensor(); m.Name != want || tab.cursor != m.First {
			t.Errorf("the cursor is on entry %d of %s, want the first of %s, %d", tab.cursor, m.Name, want, m.First)
		}
	}
}

// What stands on the screen is exact to 1e-9.
func TestCheckReadout(t *testing.T) {
	s, tab := checkScreen(80, 24)
	s.press("right", "right", "right", "right", "enter", "home") // binary cross-entropy
	for i, e := range tab.runner.snapshot.Entries {
		words := strings.Fields(ansi.Strip(tab.Status(s.frame)))
		got := map[string]string{words[0]: words[2]}
		for i := 3; i+1 < len(words); i += 2 {
			got[words[i]] = words[i+1]
		}
		for name, want := range map[string]float64{e.Name: e.At, "f": e.Value, "a": e.Analytic, "n": e.Numerical, "y": e.Label} {
			if v, err := strconv.ParseFloat(got[name], 64); err != nil || math.Abs(v-want) > 1e-9 {
				t.Errorf("entry %d: %s reads %q, want %v", i, name, got[name], want)
			}
		}
		s.press("down")
	}
}

// Every picture does without characters that a plain font lacks.
func TestCheckASCII(t *testing.T) {
	s, _ := checkScreen(120, 40)
	s.frame.ascii, s.frame.profile = true, colorprofile.ASCII
	s.press("right", "x")
	for range checkViews() {
		for _, r := range ansi.Strip(s.View().Content) {
			if r > 126 {
				t.Errorf("%q is not ASCII", r)
			}
		}
		s.press("v")
	}
}

// The knob of the fault offers what can happen to the component, and no more.
func TestCheckFaultGoesWithComponent(t *testing.T) {
	s, tab := checkScreen(80, 24)
	s.press("left", "x", "x", "x", "x") // the network, with W for its transpose
	if tab.runner.config.Fault != "transpose" {
		t.Fatalf("four times x plants %q", tab.runner.config.Fault)
	}
	s.press("up", "up", "up", "right") // the sigmoid
	if c := tab.runner.snapshot.Config; c.Component != "sigmoid" || c.Fault != check.NoFault || tab.runner.err != nil {
		t.Errorf("%s has the fault %q, error %v", c.Component, c.Fault, tab.runner.err)
	}
}
