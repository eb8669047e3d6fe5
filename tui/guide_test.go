package tui

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/guide"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
	"nntui/tui/lesson"
)

// newLesson opens a screen with the guide at a short lesson.
func newLesson(t *testing.T, folder string, width, height int) screen {
	t.Helper()
	o := Options{Lesson: filepath.Join("testdata", "lesson.toml"), Folder: folder}
	if err := o.Check(); err != nil {
		t.Fatal(err)
	}
	return openScreen(o, width, height)
}

func TestGuideViews(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int
		keys          []string
	}{
		{"guide", 80, 24, []string{"b", "right"}},
		{"guide-wide", 120, 40, []string{"b", "right", "enter", "g", "!"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newLesson(t, "", c.width, c.height)
				s.press(c.keys...)
				stage.Golden(t, c.name, s.text())
			})
		})
	}
}

// The guide's search is the palette at its steps.
func TestGuideSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("check", 80, 24)
		s.press("g", "/")
		s.sees(t, "find: guide:", "1.1 (a) One step", "45 of ")
		s.press(strings.Split("overfits", "")...)
		s.press("esc", "/")
		s.send(tea.PasteMsg{Content: "stop in time"})
		s.sees(t, "Stop in time", "1 of ")
		s.press("enter")
		s.sees(t, "Hold a fifth of the training digits out")
		if !s.guide.Focused() {
			t.Error("the guide has not got the keys")
		}
	})
}

// The built-in lessons pass every check that a teacher's has to.
func TestBuiltInLessons(t *testing.T) {
	if _, err := ReadLesson("", true); err != nil {
		t.Error(err)
	}
	if _, err := lesson.Parse("example.toml", lesson.Example, checks(true)); err != nil {
		t.Error(err)
	}
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("check", 80, 24)
		s.press("g")
		s.sees(t, "0 of 45", "1.1 (a)", "? help")
		s.press("esc")
		s.lacks(t, "1.1 (a)")
	})
}

// What has been done is kept, and the next time begins with the first step
// that is left.
func TestGuideProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		s := newLesson(t, folder, 80, 24)
		s.sees(t, "1 of 3", "▸ · 1", "What do you expect?") // reading the last is all there is to it
		s.press("space")
		s.sees(t, "Play it to its end first: enter sets it up, space plays. ! answers anyway.")
		s.press("!")
		s.sees(t, "What do you expect, a to c? ! once more")
		s.press("d")
		s.sees(t, "There are 3 choices: a to c.")
		s.press("a")
		s.sees(t, "▸ a in the global minimum", "▸ ○ 1", "Now try it")
		s.press("enter", "g", "!")
		s.sees(t, "✗ a in the global", "✓ b in a local", "✗ Not a but b.", "At f = 1.2469, in a local minimum; the other at -2.2807", "▸ ○ 1", "1 of 3",
			"Still to be played to its end: 20 steps of 0.1.")
		s.press("g", "space")
		s.sees(t, "step 20/20", "✓ played g guide")
		s.press("g")
		s.sees(t, "▸ ✓ 1", "2 of 3", "Done.")
		s.press("b")
		s.sees(t, "what you predicted stays")
		s.press("=", "i", "q", "?", "backspace", "1", "enter") // all of them letters here
		s.sees(t, "Why: iq1")

		again := newLesson(t, folder, 80, 24)
		again.sees(t, "2 of 3", "✓ 1", "▸ · 2")
		again.press("up")
		again.sees(t, "▸ a in the global minimum")
		again.press("space")
		again.sees(t, "Why: iq1")
		again.press("=", "end")
		again.send(tea.PasteMsg{Content: " 2"})
		again.send(tea.MouseClickMsg{X: 5, Y: 0, Button: tea.MouseLeft}) // on a tab
		again.press("enter")
		again.sees(t, "Why: iq1 2")
	})
}

// A set-up waits to be played, and what was turned before does not matter.
func TestGuideSetsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newLesson(t, "", 80, 24)
		s.press("g", "right", "right", "z", "g", "right", "enter")
		s.sees(t, "step 0/60", "Set up: space plays it", "Predict first: Where will the first path end?")
		if s.guide.Focused() {
			t.Error("the tab has not got the keys")
		}
		s.press("space")
		s.sees(t, "step 60/60")
		s.press("g", "down", "enter")
		if n := s.epochs(); tabs[s.active].name != "training" || n != 0 {
			t.Errorf("tab %d, %d epochs", s.active, n)
		}
		s.press("g", "!", "!")
		s.sees(t, "The loss is 0.5388, and on the screen not yet")
		s.press("g", "space", "g")
		s.sees(t, "The loss is 0.5388, and on the screen 0.5388", "W1 has moved by", "0.37.")
		s.press("down", "enter")
		s.sees(t, "There is nothing to set up")
	})
}

// A step is played when its tab shows the whole run of its settings: not when
// it is opened, half the way, or with a knob turned.
func TestGuidePlayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newLesson(t, "", 80, 24)
		played := func(want bool, after string) {
			t.Helper()
			if got := strings.Contains(s.text(), "✓ played"); got != want {
				t.Errorf("%s: played is %t\n%s", after, got, s.text())
			}
		}
		s.press("enter")
		played(false, "opened")
		s.press(".", ".")
		s.sees(t, "step 2/20")
		played(false, "two steps on")
		s.press("right", "space")
		s.sees(t, "step 20/20")
		played(false, "with another step size")
		s.press("g", "right", "enter", "space")
		s.sees(t, "step 60/60")
		played(false, "the other set-up")
		s.press("left", "space")
		played(false, "another size again")
		s.press("g", "left", "enter", "v", "z", "space")
		s.sees(t, "step 20/20")
		played(true, "looked at in another way")
		s.press("g", "down", "enter")
		played(false, "the next step")
		s.press("space")
		played(true, "trained to the end")
	})
}

// A step's charts begin without the runs of before, which stay in the table of
// runs; its own set-ups are there to be compared.
func TestGuideEarlier(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newLesson(t, "", 120, 40)
		s.press("3")
		s.sees(t, "epoch 10/10")
		s.press("g", "down", "enter", "space")
		s.sees(t, "epoch 1/1")
		s.lacks(t, "╭ runs ")
		s.press("g", "enter", "right", "space")
		s.sees(t, "╭ runs ") // no other step was set up since
		s.press("g", "up", "enter", "g", "down", "enter", "space")
		s.lacks(t, "╭ runs ")
	})
}

// The experiment of a check is over when its sweep is.
func TestPlayed_check(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("check", 80, 24)
		for line, want := range map[string]bool{
			"nntui --tab check": true, "nntui --tab check --view sweep": true, "nntui --tab check --h 1e-4": false, "nntui --tab check --seed 2": false,
			"nntui --tab descent": false, "nntui --tab": false,
		} {
			if got := s.Played(line); got != want {
				t.Errorf("%s was played: %t", line, got)
			}
		}
		s.tabs[s.active].Begin()
		if s.Played("nntui --tab check") {
			t.Error("played before it has begun again")
		}
	})
}

// What a lesson hides is neither in the table nor in the help, does not work,
// and is there again when the guide is closed.
func TestGuideHides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newLesson(t, "", 120, 40)
		s.press("g", "t")
		s.sees(t, "This lesson does without t, tuning map.")
		if text := s.text(); strings.Contains(text, "race") || strings.Contains(text, "t tuning") {
			t.Errorf("it shows what it hides:\n%s", text)
		}
		s.press("f", "ctrl+u", "t")
		s.sees(t, "f(x,y) = t")
		s.press("esc", "?")
		if strings.Contains(s.text(), "tuning map") {
			t.Error("the help names what is hidden")
		}
		s.press("?", "3", "g", "down", "g", "p")
		s.sees(t, "This lesson does without p, presets.", "knobs", "▸ learning rate")
		for range 30 { // more than there are knobs
			s.press("up")
			s.sees(t, "▸ ")
			s.lacks(t, "▸ epochs", "▸ preset", "▸ net")
		}
		s.press("g", "esc", "p")
		s.sees(t, "1.6h-deep")
	})
}

// Where all knobs are hidden, nothing turns, and none is explained.
func TestHideAllKnobs(t *testing.T) {
	for i, row := range tabs {
		tab := row.new(i)
		hidden := kit.Hidden{}
		for _, s := range setting.Knobs(tab.Settings()) {
			hidden[s.Name] = true
		}
		tab.Update(kit.Lesson{Hidden: hidden})
		before := setting.Arguments(tab.Settings(), Settings(Tabs[i]))
		for _, name := range []string{"up", "right", "down", "shift+right"} {
			if row, ok := tab.Keys().Find(stage.Key(name)); ok {
				tab.Update(kit.Pressed{Key: row, Msg: stage.Key(name)})
			}
		}
		if after := setting.Arguments(tab.Settings(), Settings(Tabs[i])); !slices.Equal(after, before) {
			t.Errorf("%s: a hidden knob has turned from %s to %s", tab.Title(), before, after)
		}
	}
}

func TestGuideMouse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newLesson(t, "", 120, 40)
		click := func(x, y int) { s.click(x, y, tea.MouseLeft) }
		click(90, 3) // the second row of the list
		s.sees(t, "▸ · 2")
		click(20, 10)
		if s.guide.Focused() {
			t.Error("a click on the tab does not give it the keys")
		}
		if s.get("descent", "x") == "3" {
			t.Error("a click on the map does not reach it")
		}
	})
}

func TestAnswer(t *testing.T) {
	l, err := ReadLesson(filepath.Join("testdata", "lesson.toml"), true)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		"At f = 1.2469, in a local minimum; the other at -2.2807. The screen shows 20 steps.",
		"The loss is 0.5388, and on the screen 0.5388; W1 has moved by 0.37",
		"",
	} {
		if got, err := guide.Answer(&l.Steps[i], Trial); err != nil || !strings.HasPrefix(got, want) {
			t.Errorf("step %d: %q, %v, want %q", i+1, got, err, want)
		}
	}
}
