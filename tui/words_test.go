package tui

import (
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"nntui/tui/glossary"
	"nntui/tui/kit/stage"
)

// A word is found, read, seen live, and what was there before comes back.
func TestWordSheet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.press("right", "?", "/")
		s.press(strings.Split("basin", "")...)
		stage.Golden(t, "glossary", s.text())
		s.press("down")
		s.sees(t, "The part of the map that is seen")
		s.press("up", "enter")
		s.sees(t, "where each start leads", "basin: each start in the colour of its minimum.")
		if got := s.get("descent", "step"); got != "0.1" {
			t.Errorf("the word opens a step size of %s, want that of its command line, 0.1", got)
		}
		s.press("backspace")
		s.sees(t, "contour")
		if got := s.get("descent", "step"); got == "0.1" {
			t.Errorf("undone, the step size is still %s", got)
		}
	})
}

// With nothing typed all words are there, and all keys after them.
func TestWordSheet_all(t *testing.T) {
	s := newScreen("check", 80, 24)
	sheet := newWordSheet(s.App)
	if n := len(glossary.Words) + len(sheet.keyed); len(sheet.found) != n || sheet.found[n-1].Word != sheet.keyed[len(sheet.keyed)-1].Word {
		t.Errorf("%d words and keys are listed, want %d", len(sheet.found), n)
	}
}

// What is said of a word gives way where the tab itself says the word, and the
// knob of that name is chosen. What was there before is one key away.
func TestWordSheet_caption(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("training", 80, 24)
		see := func(word string) {
			s.press("?", "/")
			s.send(tea.PasteMsg{Content: word})
			s.press("enter")
		}
		see("plateau")
		s.sees(t, "Plateau: steps too small.")
		s.lacks(t, "a level loss")
		see("learning rate")
		s.sees(t, "learning rate: the knob learning rate: turn it. ⌫ runs yours anew.", "▸ learning rate")
		s.press("left", "right")
		s.lacks(t, "runs yours anew")
		see("step size")
		s.sees(t, "step size: the knob step size: turn it.", "▸ step size")
		s.lacks(t, "runs yours anew") // nothing of this tab was changed
	})
}

func TestWordSheet_keys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.press("?", "/")
		s.send(tea.PasteMsg{Content: "table of runs"})
		s.sees(t, "its acc", "by the key u")
		s.press("enter") // in another tab, and a dialog there
		s.sees(t, "The only run so far.")

		s.press("esc", "?", "/", "¤", "enter")
		s.sees(t, "No word and no key has that")
		s.press("esc")
		s.sees(t, "Training: help")
	})
}

// The sheet fits every screen, with many words and with none.
func TestWordSheet_fits(t *testing.T) {
	s := newScreen("check", 80, 24)
	rapid.Check(t, func(t *rapid.T) {
		words := newWordSheet(s.App)
		words.edit(tea.PasteMsg{Content: rapid.StringMatching("[a-z ]{0,3}").Draw(t, "text")})
		words.list.Go(rapid.IntRange(0, 160).Draw(t, "row"), len(words.found))
		s.sheet = words
		s.frame = s.frame.Sized(rapid.IntRange(1, 300).Draw(t, "width"), rapid.IntRange(1, 100).Draw(t, "height"))
		if wrong := misfit(s); wrong != "" {
			t.Fatal(wrong)
		}
	})
}
