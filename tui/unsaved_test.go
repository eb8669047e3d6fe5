package tui

import (
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit/stage"
	"nntui/tui/training"
)

// troubled is a tab that cannot save its session.
type troubled struct {
	*training.Tab
	why string
}

func (t *troubled) Trouble() string { return t.why }

// troubledScreen has such a tab beside the one that is open.
func troubledScreen(width, height int) (screen, *troubled) {
	s := newScreen("descent", width, height)
	i := Opening{Tab: "training"}.index()
	t := &troubled{s.tabs[i].(*training.Tab), "/home/a/.local/state/nntui/sessions/20260304-120000/session.nntui: no space left on device"}
	s.tabs[i] = t
	return s, t
}

// quits reports whether a key ends the program.
func (s screen) quits(name string) (ends bool) {
	_, cmd := s.Update(stage.Key(name))
	if cmd == nil {
		return false
	}
	_, ends = cmd().(tea.QuitMsg)
	return ends
}

// While something cannot be saved, the header says so on every tab, and the
// reason as far as there is room for it.
func TestUnsaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for width, want := range map[int]string{
			60: " unsaved ", 70: " ✗ not saved ", 80: " ✗ not saved: …eft on device ", 100: "✗ not saved: …on.nntui: no space left on device ",
			200: " ✗ not saved: /home/a/.local/state/nntui/sessions/20260304-120000/session.nntui: no space left on device ",
		} {
			s, tab := troubledScreen(width, 24)
			for range tabs {
				head, _, _ := strings.Cut(s.text(), "\n")
				if !strings.Contains(head+" ", want) || ansi.StringWidth(head) > width {
					t.Errorf("%d cells: %q", width, head)
				}
				s.press("tab")
			}
			tab.why = ""
			s.lacks(t, "not saved")
		}
	})
}

// Who quits is asked while something would be lost by that; ctrl+c ends all the
// same.
func TestQuit_unsaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, tab := troubledScreen(80, 24)
		if s.quits("q") {
			t.Fatal("it quits unasked")
		}
		s.sees(t, "quit?", "The session cannot be saved", "no space left on device", "q quit all the same", "esc stay")
		if s.press("esc"); s.quits("right") {
			t.Error("it quits after staying")
		}
		s.lacks(t, "quit?")
		s.press("q")
		tab.why = ""
		if s.sees(t, "The session is saved again.", "Nothing is lost"); !s.quits("q") {
			t.Error("it does not quit")
		}
		s.press("esc")
		if !s.quits("q") {
			t.Error("it asks where nothing would be lost")
		}
		tab.why = "why"
		if !s.quits("ctrl+c") {
			t.Error("ctrl+c does not end it")
		}
	})
}
