package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"nntui/tui/kit/stage"
)

// apart lets time pass, so that two presses are no one gesture.
func apart() { time.Sleep(time.Second) }

// What was changed comes back, in the order of its undoing, and again by redo;
// the line says what.
func TestUndo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.press("backspace")
		s.sees(t, "There is nothing to undo here.")
		s.press("right")
		apart()
		s.press("down", "left", "v")
		is := func(step, decay, view string) {
			t.Helper()
			if got := [3]string{s.get("descent", "step"), s.get("descent", "decay"), s.get("descent", "view")}; got != [3]string{step, decay, view} {
				t.Errorf("%v, want %s, %s, %s", got, step, decay, view)
			}
		}
		is("0.105", "0.995", "basins")
		s.press("backspace")
		s.sees(t, "Undone: view is contour (was basins).")
		s.press("backspace")
		s.sees(t, "Undone: decay is 1 (was 0.995).")
		is("0.105", "1", "contour")
		s.press("ctrl+r")
		s.sees(t, "Done again: decay is 0.995 (was 1).")
		s.press("backspace", "backspace")
		s.sees(t, "Undone: step size is 0.1 (was 0.105).")
		is("0.1", "1", "contour")
		s.press("ctrl+r", "ctrl+r", "ctrl+r", "ctrl+r")
		is("0.105", "0.995", "basins")
		s.sees(t, "There is nothing to do again here.")
		s.press("backspace", "right") // which ends what could be done again
		s.press("ctrl+r")
		s.sees(t, "There is nothing to do again here.")
		s.send(tea.WindowSizeMsg{Width: 200, Height: 24})
		s.sees(t, "⌫ undo")
	})
}

// Each tab has a past of its own.
func TestUndo_tabs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.press("right", "2", "backspace")
		s.sees(t, "There is nothing to undo here.")
		if s.press("1", "backspace"); s.get("descent", "step") != "0.1" {
			t.Errorf("the step is %s", s.get("descent", "step"))
		}
	})
}

// A key held down, the wheel and a drag are one change each; two clicks are
// two, as are other keys, and pauses part.
func TestUndo_gestures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		changes := func(want int, what string) {
			t.Helper()
			if got := len(s.past.tabs[0].done); got != want {
				t.Errorf("%s: %d changes, want %d", what, got, want)
			}
		}
		s.press("right", "right", "right")
		changes(1, "a key held down")
		s.press("left")
		changes(2, "another key")
		apart()
		s.press("left")
		changes(3, "after a pause")
		s.press("down", "left")
		changes(4, "another knob")
		s.press("backspace", "backspace", "backspace", "backspace")
		changes(0, "all undone")
		for range 3 {
			s.send(tea.MouseWheelMsg{X: 20, Y: 10, Button: tea.MouseWheelUp})
		}
		changes(1, "the wheel")
	})
}

// What a live knob does once the run answers is remembered as well, and undone.
func TestUndo_late(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.set("descent", "steps", "33") // as a reply does, which is no key
		s.press("c")
		if s.press("backspace"); s.get("descent", "steps") != "20" {
			t.Errorf("%s steps", s.get("descent", "steps"))
		}
	})
}

// A training takes its settings back, with the numbers that it had before.
func TestUndo_training(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("training"), 80, 24)
		before := s.tabs[s.active].Readings()
		s.press("down", "down", "down", "right")
		if s.get("training", "lr") == "0.001" {
			t.Fatal("the knob does not turn")
		}
		s.press("backspace")
		s.sees(t, "Undone: learning rate is 0.001")
		if s.get("training", "lr") != "0.001" || s.epochs() != 1 {
			t.Errorf("lr %s after %d epochs", s.get("training", "lr"), s.epochs())
		}
		for i, got := range s.tabs[s.active].Readings() {
			if want := before[i]; got.Text != want.Text && got.Name != "ms" && got.Name != "seconds" {
				t.Errorf("%s is %s after undo, want %s", got.Name, got.Text, want.Text)
			}
		}
	})
}

// Whatever is pressed, undoing all of it leads back to the settings before, and
// doing it again to those after.
func TestUndo_everything(t *testing.T) {
	few(t)
	keys := slices.DeleteFunc(anyKeys(), func(name string) bool {
		return slices.Contains([]string{"backspace", "ctrl+r", "tab", "shift+tab", "1", "2", "3", ":", "ctrl+p", "g", "space", "e", "o", "r"}, name)
	})
	rapid.Check(t, func(r *rapid.T) {
		tab := rapid.SampledFrom(Tabs).Draw(r, "tab")
		moves := rapid.SliceOfN(rapid.SampledFrom(keys), 1, 12).Draw(r, "keys")
		wrong := ""
		synctest.Test(t, func(*testing.T) {
			s := openScreen(cheap(tab), 80, 24)
			before := s.values()
			for _, name := range moves {
				s.press(name)
				apart()
			}
			s.press("esc", "esc", "esc")
			after := s.values()
			for i := range s.tabs { // as a word that is seen live may open another
				n := len(s.past.tabs[i].done)
				if n == 0 {
					continue
				}
				s.press(fmt.Sprint(i + 1))
				for range n {
					s.press("backspace")
				}
				wrong += differ("undo", before[i], s.values()[i])
				for range n {
					s.press("ctrl+r")
				}
				wrong += differ("redo", after[i], s.values()[i])
			}
		})
		if wrong != "" {
			r.Fatal(wrong)
		}
	})
}

// values are those of all tabs.
func (s screen) values() (list []values) {
	for _, t := range s.tabs {
		list = append(list, valuesOf(t.Settings()))
	}
	return list
}

func differ(after string, want, got values) string {
	if maps.Equal(want, got) {
		return ""
	}
	return fmt.Sprintf(" after %s %v are %v, want %v", after, change{before: want, after: got}.names(), got, want)
}

// What is typed in a line, with all that it shows meanwhile, is one change.
func TestUndo_line(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		before := strings.Join(s.arguments(), " ")
		s.press("f", "ctrl+u")
		for _, r := range "x^2+2y^2" {
			s.press(string(r))
			apart()
		}
		s.press("enter")
		if after := strings.Join(s.arguments(), " "); !strings.Contains(after, "x^2+2y^2") {
			t.Fatal(after)
		}
		if s.press("backspace"); strings.Join(s.arguments(), " ") != before {
			t.Errorf("undone: %s, want %s", s.arguments(), before)
		}
		s.press("f", "ctrl+u", "x", "esc")
		s.press("backspace")
		s.sees(t, "There is nothing to undo here.")
	})
}

// A change of many settings is said in short, and the oldest changes are
// forgotten.
func TestUndo_many(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("training"), 120, 40)
		s.press("p", "end", "enter", "backspace")
		s.sees(t, "Undone: preset is ", " more settings.")
	})
	var m memory
	for i := range mostChanges + 3 {
		m.remember(change{before: values{"x": fmt.Sprint(i)}, after: values{"x": fmt.Sprint(i + 1)}, by: fmt.Sprint(i)})
	}
	if n := len(m.done); n != mostChanges || m.done[0].before["x"] != "3" {
		t.Errorf("%d changes from %v on", n, m.done[0].before)
	}
}

// A digit that is drawn is one change, once the drawing is done.
func TestUndo_drawing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("training"), 80, 24)
		s.press("V", "enter", "space", "right", "right", "space", "down", "space", "esc")
		if s.get("training", "drawn") == "" {
			t.Fatal("nothing is drawn")
		}
		if s.press("backspace"); s.get("training", "drawn") != "" {
			t.Errorf("drawn: %s", s.get("training", "drawn"))
		}
	})
}

// A sweep of h that plays is no change of h, from its first key to its last.
func TestUndo_sweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("check", 80, 24)
		before := s.get("check", "h")
		_, cmd := s.Update(stage.Key("space"))
		if got := len(s.past.tabs[s.active].done); got != 0 {
			t.Errorf("%d changes once it plays", got)
		}
		s.do(cmd)
		if s.press("backspace"); s.get("check", "h") != before {
			t.Errorf("h is %s, want %s", s.get("check", "h"), before)
		}
		s.sees(t, "There is nothing to undo here.")
	})
}
