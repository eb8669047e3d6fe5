package tui

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/guide"
	"nntui/tui/kit/stage"
	"nntui/tui/lesson"
)

// hiding opens a screen with a lesson of one step that hides controls.
func hiding(t *testing.T, tab string, names ...string) screen {
	t.Helper()
	text := fmt.Sprintf("title = 'x'\n[[step]]\ntitle = 'a'\ntext = 'b'\nopen = '--tab %s'\nhide = ['%s']", tab, strings.Join(names, "', '"))
	l, err := lesson.Parse("x.toml", []byte(text), checks(true))
	if err != nil {
		t.Fatal(err)
	}
	s := openScreen(Options{Opening: Opening{Tab: tab}, lesson: l}, 120, 40)
	s.press("enter")
	return s
}

// Where a lesson hides all that it can, one can still look around and leave.
func TestHideEverything(t *testing.T) {
	for _, tab := range Tabs {
		synctest.Test(t, func(t *testing.T) {
			s := hiding(t, tab, slices.Collect(maps.Keys(controls()))...)
			for _, name := range []string{"up", "right", "v", "z", "f", "x", "c", "b", "space"} {
				s.press(name)
			}
			s.sees(t, "This lesson does without")
			s.press("?")
			s.press("end")
			s.sees(t, "  guide", "  quit")
			s.press("?", "y")
			s.sees(t, "nntui --tab "+tab)
			s.press("esc", "e")
			s.sees(t, "file: ")
			s.press("esc", "g")
			s.sees(t, "enter try it")
			s.press("g", "tab")
			if tabs[s.active].name == tab {
				t.Error("one cannot leave the tab")
			}
			if _, cmd := s.Update(stage.Key("q")); cmd == nil {
				t.Error("one cannot quit")
			}
		})
	}
}

// Where nobody can press play, nothing waits for it.
func TestHidePlay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := hiding(t, "training", "play or pause")
		if s.epochs() == 0 || strings.Contains(s.note, "space") {
			t.Errorf("no epoch was trained; the status says %q", s.note)
		}
	})
}

// A remedy that is hidden is not proposed.
func TestHideRemedy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := hiding(t, "training", "remedy")
		s.press("space")
		s.sees(t, "Done: test loss 0.2779, accuracy 0.9000.")
		s.lacks(t, "H: ")
		s.press("g", "esc")
		s.sees(t, "H: ")
	})
}

// Out of a picture there is always a way.
func TestHideLeavesTheWayOut(t *testing.T) {
	if _, ok := controls()["back"]; ok {
		t.Error("a lesson can hide esc")
	}
	synctest.Test(t, func(t *testing.T) {
		s := hiding(t, "check", "into picture")
		s.press("z", "esc")
		if s.get("check", "full") == "true" {
			t.Error("esc does not leave the full screen")
		}
	})
}

// What no key does, the mouse does not do either.
func TestHideFromTheMouse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gestures := map[string]func(screen){
			"click":       func(s screen) { s.click(20, 10, tea.MouseLeft) },
			"right click": func(s screen) { s.click(20, 10, tea.MouseRight) },
			"drag":        func(s screen) { s.drag(20, 10, 25, 12) },
			"wheel":       func(s screen) { s.wheel(20, 10, tea.MouseWheelUp) },
			"wheel back":  func(s screen) { s.wheel(20, 10, tea.MouseWheelDown) },
		}
		all := hiding(t, "descent", "start here", "cursor on the map", "move the cursor", "zoom in", "zoom out")
		none := hiding(t, "descent", "race")
		before := strings.Join(all.arguments(), " ")
		for name, do := range gestures {
			do(all)
			if got := strings.Join(all.arguments(), " "); got != before {
				t.Errorf("%s changes %s to %s", name, before, got)
			}
			earlier := strings.Join(none.arguments(), " ")
			if do(none); strings.Join(none.arguments(), " ") == earlier {
				t.Errorf("%s does nothing", name)
			}
		}
	})
}

// The example lists every reading that there is, and none that there is not.
func TestExampleListsReadings(t *testing.T) {
	_, list, _ := strings.Cut(string(lesson.Example), "# The readings")
	listed := strings.Fields(list)
	var there []string
	for _, open := range []string{"--tab descent", "--tab check", "--tab training --layers linear:1,sigmoid"} {
		trial, err := Trial(open)
		if err != nil {
			t.Fatal(err)
		}
		there = append(there, trial.Names...)
	}
	for _, name := range there {
		if !slices.Contains(listed, name) {
			t.Errorf("%s is not listed", name)
		}
	}
	for _, name := range listed {
		if strings.Contains(name, "_") && !slices.Contains(there, name) {
			t.Errorf("%s is listed, and there is no such reading", name)
		}
	}
}

// The example lists, for each tab, the IDs of all that a lesson can hide, and
// for all tabs what turns the knobs.
func TestExampleListsControls(t *testing.T) {
	_, list, _ := strings.Cut(string(lesson.Example), "# The controls, for hide")
	list, _, _ = strings.Cut(list, "# ----")
	_, everywhere, _ := strings.Cut(list, "# All of them\n")
	common := strings.Fields(strings.ReplaceAll(everywhere, "#", ""))
	for i, row := range tabs {
		tab := row.new(i)
		_, own, _ := strings.Cut(list, "# "+tab.Title()+"\n")
		own, _, _ = strings.Cut(own, "#\n")
		listed := append(strings.Fields(strings.ReplaceAll(own, "#", "")), common...)
		var there []string
		for _, s := range setting.Knobs(tab.Settings()) {
			there = append(there, s.Name)
		}
		for _, key := range tab.Keys() {
			if key.ID != "" {
				there = append(there, key.ID)
			}
		}
		slices.Sort(there)
		slices.Sort(listed)
		if there := slices.Compact(there); !slices.Equal(listed, there) {
			t.Errorf("%s: %q are listed, want %q", tab.Title(), listed, there)
		}
	}
}

// A dollar sign that is doubled reads nothing, even in a step that opens
// nothing.
func TestAnswerWithDollars(t *testing.T) {
	got, err := guide.Answer(&lesson.Step{Answer: "It costs $$5; write $${now.f} for f."}, Trial)
	if want := "It costs $5; write ${now.f} for f."; got != want || err != nil {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

// A lesson opens at once, whatever its set-ups cost: what can be seen of them
// without making them is refused before that, the rest where it is said.
func TestReadLesson_lazily(t *testing.T) {
	file := filepath.Join(t.TempDir(), "l.toml")
	for _, c := range []struct{ open, cheap, thorough string }{
		{"--lr 0.1", "", ""},
		{"--lrr 0.1", ":4: open: lrr", ":4: open: lrr"},
		{"--lr x", ":4: open: lr", ":4: open: lr"},
		{"--optimizer none", ":4: open: optimizer", ":4: open: optimizer"},
		{"--lr -1", ":4: open: lr: -1 is not a learning rate", ":4: open: lr: -1 is not a learning rate"},
		{"--layers relu,", ":4: open: layers", ":4: open: layers"},
		{"--function 'x +'", ":4: open: function", ":4: open: function"},
		{"--step -1", ":4: open: step", ":4: open: step"},
		{"--tab check --h -1", ":4: open: h", ":4: open: h"},
		{"--batch 1000000", "", ":4: open: batch"},
	} {
		text := fmt.Sprintf("title = 'x'\n[[step]]\ntitle = 'a'\nopen = \"%s\"\ntext = 'b'", c.open)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for thoroughly, want := range map[bool]string{false: c.cheap, true: c.thorough} {
			_, err := ReadLesson(file, thoroughly)
			if (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), file+want) {
				t.Errorf("%s, thoroughly %v: error %v, want %s", c.open, thoroughly, err, want)
			}
		}
	}
}

// What a lesson of one's own opens is tried behind its first picture.
func TestLesson_tried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, err := lesson.Parse("x.toml", []byte("title = 'x'\n[[step]]\ntitle = 'a'\ntext = 'b'\nopen = '--batch 1000000'"), checks(false))
		if err != nil {
			t.Fatal(err)
		}
		s := openScreen(Options{Opening: Opening{Tab: Tabs[0]}, lesson: l}, 120, 40)
		s.sees(t, "x.toml:5: open: batch: 1000000 does not fit")
	})
}
