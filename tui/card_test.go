package tui

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit/stage"
)

// The card is there at the very first start, until a key or a click, which do
// what they always do, and never again; its words are in the help.
func TestCard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := filepath.Join(t.TempDir(), "state", "nntui")
		open := func() screen { return openScreen(Options{Opening: Opening{Tab: "descent"}, Folder: folder}, 80, 24) }
		s := open()
		stage.Golden(t, "card", s.text())
		if s.press("right"); s.get("descent", "step") == "0.1" {
			t.Error("the key that puts it away does nothing")
		}
		s.lacks(t, "Welcome to nntui")
		s = open()
		s.lacks(t, "Welcome to nntui")
		s.press("?")
		s.sees(t, "New here?", "trains a network")
	})
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(Options{Opening: Opening{Tab: "check"}, Folder: filepath.Join(t.TempDir(), "new")}, 60, 18)
		s.sees(t, "Welcome to nntui", "Any key goes on.", "1 →")
		s.send(tea.MouseClickMsg{X: 40, Y: 10, Button: tea.MouseLeft})
		s.lacks(t, "Welcome to nntui")
		newScreen("check", 80, 24).lacks(t, "Welcome to nntui") // nothing is kept: nothing is known
	})
}

// A training that was cut is announced at the next start, and o goes on with
// it, as it was; the shell is told how.
func TestWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		o := Options{Opening: Opening{Tab: "training", Settings: map[string]string{"paused": "true", "seed": "7"}}, Folder: folder}
		s := openScreen(o, 80, 24)
		s.press(".", ".", ".")
		if err := s.end(); err != nil {
			t.Fatal(err)
		}
		if got := s.stopped(); len(got) != 1 || got[0] != "The training stopped at epoch 0 of 10. Go on with: nntui --resume" {
			t.Errorf("the shell reads %q", got)
		}

		again := openScreen(Options{Opening: Opening{Tab: "descent"}, Folder: folder}, 80, 24)
		again.sees(t, "A training of yours stopped at epoch 0 of 10: press o to go on.")
		if again.stopped() != nil {
			t.Error("it says that something stopped, and nothing ran")
		}
		again.press("o")
		if Tabs[again.active] != "training" || again.get("training", "seed") != "7" || again.epochs() != 10 {
			t.Errorf("%s, seed %s, %d epochs", Tabs[again.active], again.get("training", "seed"), again.epochs())
		}
		again.press("o") // which lists what was saved, as ever
		again.sees(t, "saved runs")
		again.press("esc")
		if err := again.end(); err != nil || again.stopped() != nil {
			t.Errorf("a run that is over: %q, error %v", again.stopped(), err)
		}
		openScreen(Options{Opening: Opening{Tab: "descent"}, Folder: folder}, 80, 24).lacks(t, "press o to go on")
	})
}

// Another training that has begun meanwhile puts the one that waits aside, and
// o finds it there.
func TestWaiting_aside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		begun := openScreen(Options{Opening: Opening{Tab: "training", Settings: map[string]string{"paused": "true", "seed": "7"}}, Folder: folder}, 80, 24)
		begun.press(".")
		begun.end()
		s := openScreen(Options{Opening: Opening{Tab: "training", Settings: map[string]string{"paused": "true", "seed": "8"}}, Folder: folder}, 80, 24)
		s.press(".") // which is written when it rests
		s.press("o")
		s.sees(t, "stopped: 64-32")
		if s.press("esc", "1", "o"); s.active != 0 {
			t.Error("once it was listed, o goes on with it elsewhere")
		}
		if s.press("3", "o", "enter"); s.get("training", "seed") != "7" {
			t.Errorf("seed %s", s.get("training", "seed"))
		}
		if end := s.end(); end != nil {
			t.Error(end)
		}
	})
}

// What waits is left alone by whoever types, and gone on with from the guide as
// well.
func TestWaiting_modal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		begun := openScreen(Options{Opening: Opening{Tab: "training", Settings: map[string]string{"paused": "true"}}, Folder: folder}, 80, 24)
		begun.press(".")
		begun.end()
		s := openScreen(Options{Opening: Opening{Tab: "descent"}, Folder: folder}, 120, 40)
		s.press(":", "o")
		if s.sees(t, "find: o"); s.active != 0 {
			t.Error("o goes on while one types")
		}
		s.press("esc", "g", "o")
		if s.guide.Focused() || Tabs[s.active] != "training" {
			t.Errorf("guide %v, tab %s", s.guide.Focused(), Tabs[s.active])
		}
	})
}

// A run that has not begun waits for nobody; one that has, whichever it is,
// does.
func TestWaiting_nothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		seven := map[string]string{"paused": "true", "seed": "7"}
		s := openScreen(Options{Opening: Opening{Tab: "training", Settings: seven}, Folder: folder}, 80, 24)
		s.end()
		openScreen(Options{Opening: Opening{Tab: "descent"}, Folder: folder}, 80, 24).lacks(t, "stopped at epoch")
		s.press(".")
		s.end()
		look := openScreen(Options{Opening: Opening{Tab: "training", Settings: map[string]string{"paused": "true"}}, Folder: folder}, 80, 24)
		look.press(".") // of the run that everybody sees first: a session as well
		if look.end(); len(look.stopped()) != 1 {
			t.Errorf("the shell reads %q", look.stopped())
		}
	})
}

// Where no folder can be made nothing is kept, which is said once, as is any
// other note of the start; what a terminal would act on is not.
func TestNowhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		s := openScreen(Options{Opening: Opening{Tab: "descent"}, Folder: filepath.Join(file, "nntui")}, 200, 60)
		s.sees(t, "Welcome to nntui", "Nothing is kept: "+file+" is a file, not a folder.")
		s.press("right")
		s.lacks(t, "Nothing is kept")
		if err := s.end(); err != nil {
			t.Error(err)
		}
		s = openScreen(Options{Opening: Opening{Tab: "descent"}, Note: "Take\u202e note\x1b[2J."}, 80, 24)
		s.sees(t, "Take? note?[2J.")
		s.lacks(t, "Welcome to nntui")
	})
}
