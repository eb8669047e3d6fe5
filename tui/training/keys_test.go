package training

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/data"
	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// foot is the line of keys at the bottom, without those that mean the same
// everywhere.
func foot(t *Tab) string {
	var words []string
	for _, late := range []bool{false, true} {
		for _, b := range t.Keys().Feet(late) {
			words = append(words, b.Help().Key+" "+b.Foot)
		}
	}
	return strings.Join(words, ", ")
}

func TestFoot(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		const zoom, late = "l live, z zoom, ", "u runs, r restart, R new seed"
		for _, c := range []struct{ keys, want string }{
			{"", "↑↓ choose, ←→ change, space replay, v view, p presets, n net, " + zoom + "[ ] crosshair, " + late},
			{"v", "↑↓ choose, ←→ change, space replay, v view, / all, mistakes, enter read out, " + zoom + late},
			{"V V", "↑↓ choose, ←→ change, space replay, v view, enter draw, " + zoom + late},
			{"enter", "space ink, d clear, [ ] a digit of the test, esc back"},
			{"esc p", "↑↓ choose, enter take, esc back"},
			{"p u", "↑↓ choose, ←→ sort by, O reverse, enter open, esc back"},
			{"u n", "↑↓ choose, ←→ change, n add a layer, d delete, enter take, esc back, shift+↓ move down"},
			{"down", "↑↓ choose, ←→ change, n add a layer, d delete, enter take, esc back, shift+↑ move up"},
			{"esc s", "enter take, ⌫ delete, ctrl+u clear, esc back"},
			{"esc o", "↑↓ choose, esc back"},
			{"o R u", "↑↓ choose, ←→ sort by, O reverse, enter open, m mean over seeds, esc back"},
			{"down", "↑↓ choose, ←→ sort by, O reverse, enter open, space hide, d delete, m mean over seeds, esc back"},
			{"m", "↑↓ choose, ←→ sort by, O reverse, space hide, m mean over seeds, esc back"},
		} {
			s.Press(strings.Fields(c.keys)...)
			if got := foot(s.Tab); got != c.want {
				t.Errorf("after %q: %s", c.keys, got)
			}
		}
	})
}

// Every key is explained once, and none has the ID of a knob, which a lesson
// could then not hide alone.
func TestKeys_words(t *testing.T) {
	tab := New(0)
	seen := map[string]bool{}
	for _, row := range tab.Keys() {
		if id := row.ID; id != "" {
			if seen[id] || slices.ContainsFunc(tab.knobs.Rows, func(s setting.Setting) bool { return s.Name == id }) {
				t.Errorf("two controls are called %q", id)
			}
			seen[id] = true
		}
		if row.Help().Key == "" || row.Help().Desc == "" {
			t.Errorf("%+v has no words", row)
		}
	}
	tab.dialog = &openDialog{}
	if _, ok := tab.Keys().Find(stage.Key("v")); !ok || !tab.Keys().Modal() {
		t.Error("a dialog lets keys through")
	}
}

// A run that has diverged is tried anew by the same settings; another goes on.
func TestTurnTo_same(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		for _, c := range []struct {
			state model.State
			more  int
		}{{model.Finished, 0}, {model.Diverged, 1}} {
			number := s.Tab.number
			s.Tab.runner.Snapshot.State = c.state
			s.Tab.turnTo(s.Tab.config)
			s.Send(nil)
			if got := s.Tab.number - number; got != c.more || !s.Tab.runner.Playing {
				t.Errorf("%v: %d new runs", c.state, got)
			}
		}
	})
}

// What acts on the running net goes on; the rest starts a new run and leaves
// the old one behind it.
func TestLiveAndRestart(t *testing.T) {
	play(t, 120, 37, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		s.Press("down", "down", "shift+right") // more epochs: goes on
		if n := len(tab.runner.Snapshot.Epochs); n != 20 || len(tab.runs) != 0 {
			t.Fatalf("%d epochs, %d runs behind", n, len(tab.runs))
		}
		s.Press("r")
		if len(tab.runs) != 1 || !slices.Equal(tab.runs[0].Epochs, tab.runner.Snapshot.Epochs) {
			t.Fatalf("r does not repeat the run: %d runs behind", len(tab.runs))
		}
		s.Press("R")
		if c := tab.runner.Snapshot.Config; c.Seed != 12346 || len(tab.runs) != 1 {
			t.Fatalf("seed %d, %d runs behind", c.Seed, len(tab.runs))
		}
		s.Sees(t, "a seed 12345")
		if got := tab.Running(); got != "■ epoch 20/20  seed 12346" {
			t.Errorf("the header says %s", got)
		}
		tab.Update(kit.Pressed{Key: row(t, tab, "restart")}) // its command is not carried out: the run stands before its first batch
		if tab.runner.Current != nil {
			t.Error("r goes on")
		}
		s.Sees(t, "The same weights again: seed 12346.")
		if got := tab.Running(); got != "▶ epoch 20/20  seed 12346" {
			t.Errorf("the header says %s", got)
		}
	})
}

// row returns the row of a key by its ID.
func row(t *testing.T, tab *Tab, id string) kit.Key {
	t.Helper()
	i := slices.IndexFunc(tab.Keys(), func(k kit.Key) bool { return k.ID == id })
	if i < 0 {
		t.Fatalf("no key %s", id)
	}
	return tab.Keys()[i]
}

// space pauses, goes on, and replays what is over.
func TestPlay(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		midway(t, s, 3)
		s.Sees(t, "Paused. space goes on, . does one batch.")
		if foot := foot(tab); !strings.Contains(foot, "space play") || tab.Running()[:3] != "■" {
			t.Errorf("%s, %s", foot, tab.Running())
		}
		s.Press(".", ".")
		if got := tab.runner.Snapshot; got.Batch != 2 || len(got.Epochs) != 3 {
			t.Errorf(". leads to batch %d of epoch %d", got.Batch, len(got.Epochs))
		}
		s.Sees(t, "batch 2/89, mean")
		tab.Update(kit.Pressed{Key: row(t, tab, "play")}) // its command is not carried out
		if foot := foot(tab); !strings.Contains(foot, "space pause") || tab.Running()[:3] != "▶" {
			t.Errorf("%s, %s", foot, tab.Running())
		}
		if strings.Contains(s.Text(), "batch 2/89, mean") {
			t.Error("a running batch is named, which nobody can read")
		}
		tab.Update(kit.Pressed{Key: row(t, tab, "play")})
		if tab.runner.Playing {
			t.Error("space does not pause")
		}
	})
}

// midway puts a run into the tab that has come to an epoch, paused.
func midway(t *testing.T, s *stage.Stage[*Tab], epochs int) *training.Training {
	t.Helper()
	e, err := training.New(s.Tab.config)
	if err != nil {
		t.Fatal(err)
	}
	e.Advance(epochs*e.Batches(), 0)
	s.Tab.adopt(s.Tab.session(), e)
	s.Tab.runner.Playing = false
	s.Send(kit.Resized{Frame: s.Frame})
	return e
}

func TestMarksAreShown(t *testing.T) {
	play(t, 120, 37, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		s.Press("down", "down", "shift+right", "shift+right", "shift+right")
		e := midway(t, s, 12)
		s.Press("l", "down", "right")
		if m := tab.runner.Snapshot.Marks; len(m) != 1 || m[0].Epoch != 12 || tab.shown != experiment(e) {
			t.Fatalf("marks %v", m)
		}
		s.Sees(t, "▼lr 0.0015")
		s.Press("up", "up", "up", "up", "left", "left")
		s.Sees(t, "▼lr 0.0015, 5 epochs/s")
		if got := len(tab.runner.Snapshot.Epochs); got != 12 {
			t.Errorf("paused, but at epoch %d", got)
		}
		s.Press(".")
		if got := tab.runner.Snapshot; got.Batch != 1 {
			t.Errorf(". does %d batches", got.Batch)
		}
		s.Sees(t, "batch 1/89", "Paused.")
		s.Press("space") // to the end
		s.Press("left")
		if len(tab.speedMarks) != 1 {
			t.Errorf("a run that is over has marks %v", tab.speedMarks)
		}
		s.Press("r")
		if len(tab.speedMarks) != 0 {
			t.Errorf("a new run has marks %v", tab.speedMarks)
		}
	})
}

// Before the first epoch no speed is marked.
func TestMarkSpeed_early(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		midway(t, s, 0)
		s.Press("up", "left")
		if len(s.Tab.speedMarks) != 0 {
			t.Errorf("marks %v", s.Tab.speedMarks)
		}
	})
}

// Notes go with a key, with the end of the run, or when they have been read.
func TestNotes(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.advice.Kind = training.Done
		s.Press("down")
		s.Sees(t, "net: the layers after the 64 inputs; n edits them.")
		s.Press("z")
		if strings.Contains(s.Text(), "net:") {
			t.Error("the next key leaves the note")
		}
		s.Press("R")
		if strings.Contains(s.Text(), "New weights") {
			t.Error("the end of the run leaves the note")
		}
		s.Tab.advice.Kind = training.Growing
		s.Press("down")
		if s.Tab.note != "" {
			t.Errorf("%q hides that the loss grows", s.Tab.note)
		}
	})
}

// The crosshair comes in from the end that it moves away from, and stays on
// the run.
func TestCrosshair(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		cross := &s.Tab.curves.cross
		for _, c := range []struct {
			keys string
			want int
		}{
			{"", -1}, {"[", 9}, {"[", 8}, {"]", 9}, {"]", 9}, {"{", 0}, {"[", 0}, {"}", 9}, {"esc", -1}, {"]", 0}, {"esc }", 9}, {"esc {", 0},
		} {
			s.Press(strings.Fields(c.keys)...)
			if *cross != c.want {
				t.Errorf("after %q the crosshair is at %d, not at %d", c.keys, *cross, c.want)
			}
		}
		s.Sees(t, fmt.Sprintf("train %.4f", s.Tab.runner.Snapshot.Epochs[0].LossTrain))
		*cross = 40 // of a longer run
		if s.Press("["); *cross != 9 {
			t.Errorf("from beyond the run it moves to %d", *cross)
		}
		s.Tab.runner.Snapshot.Epochs, *cross = nil, -1
		for _, key := range []string{"[", "]"} {
			if s.Press(key); *cross != -1 {
				t.Errorf("%s moves to %d where there is nothing", key, *cross)
			}
		}
	})
}

// The keys of the curves change what the settings say.
func TestCurveKeys(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		for _, c := range []struct{ key, name, want string }{
			{"a", "log-loss", "true"}, {"A", "log-epochs", "true"}, {"m", "smooth", "0.6"}, {"m", "smooth", "0.9"}, {"m", "smooth", "0"},
			{"]", "at", "1"}, {"z", "full", "true"}, {"z", "full", "false"}, {"V", "view", "draw"}, {"v", "view", "curves"}, {"v", "view", "digits"}, {"/", "all-digits", "true"},
		} {
			s.Press(c.key)
			if found, _ := setting.Find(s.Tab.Settings(), c.name); found.Get() != c.want {
				t.Errorf("%s makes %s %q", c.key, c.name, found.Get())
			}
		}
		s.Press("v", "R", "G")
		if s.Tab.ghosts() != nil {
			t.Error("G hides no earlier run")
		}
		if s.Press("G"); len(s.Tab.ghosts()) != 1 {
			t.Error("G brings none back")
		}
		if s.Press("z", "esc"); s.Tab.zoomed {
			t.Error("esc leaves the full screen")
		}
	})
}

// Settings lead to what they came from.
func TestSettings(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("V", "]", "v", "a", "]", "V", "up", "left")
		fresh := New(0)
		if err := setting.Copy(fresh.Settings(), s.Tab.Settings()); err != nil {
			t.Fatal(err)
		}
		for i, got := range fresh.Settings() {
			if want := s.Tab.Settings()[i]; got.Get() != want.Get() {
				t.Errorf("%s is %q, not %q", got.Name, got.Get(), want.Get())
			}
		}
		for name, values := range map[string][]string{"drawn": {"0", strings.Repeat("h", 64), strings.Repeat("0", 65), strings.Repeat("0", 64) + "h"}, "paused": {"maybe"}, "view": {"curve"}, "speed": {"slow"}} {
			for _, value := range values {
				found, _ := setting.Find(fresh.Settings(), name)
				if found.Set(value) == nil {
					t.Errorf("%s takes %q", name, value)
				}
			}
		}
		paused, _ := setting.Find(fresh.Settings(), "paused")
		if err := paused.Set("true"); err != nil || fresh.runner.Playing || paused.Get() != "true" {
			t.Errorf("paused, it plays; error %v", err)
		}
		if fresh.Begin(); fresh.runner.Playing {
			t.Error("it begins though paused")
		}
	})
}

// Pages turn by as many as are seen, and end with a full one.
func TestPages(t *testing.T) {
	for _, view := range []string{"digits", "weights"} {
		tab := made(30)
		tab.view, tab.digits.all = view, true
		tab.runner.Snapshot.Detail.Weights = madeWeights(40)
		tab.frame = frame(80, 21) // 12 of them
		first := &tab.digits.List
		if view == "weights" {
			first = &tab.weights
		}
		press := func(name string) {
			if row, ok := tab.Keys().Find(stage.Key(name)); ok {
				row.Do(stage.Key(name))
			}
		}
		for _, c := range []struct {
			key  string
			want int
		}{{"pgdown", 12}, {"]", 24}, {"}", 28}, {"ctrl+d", 28}, {"pgup", 16}, {"[", 4}, {"{", 0}, {"end", 28}, {"home", 0}, {"ctrl+u", 0}} {
			if press(c.key); first.At != c.want {
				t.Errorf("%s: %s turns to %d, not to %d", view, c.key, first.At, c.want)
			}
			if want := fmt.Sprintf("%d-%d of 40", c.want+1, c.want+12); !strings.Contains(sees(tab, 80, 21), want) {
				t.Errorf("%s: no %s in\n%s", view, want, sees(tab, 80, 21))
			}
		}
		first.At = 12
		if press("/"); view == "digits" && first.At != 0 {
			t.Errorf("the mistakes begin with the one at %d", first.At)
		}
		tab.digits.all, first.At = true, 100 // of a longer list
		if press("pgup"); first.At != 16 {
			t.Errorf("%s: from beyond the end a page turns to %d", view, first.At)
		}
	}
}

// The mouse draws where the picture is, on a small screen and beside curves.
func TestMouseDraws(t *testing.T) {
	for _, size := range [][2]int{{80, 21}, {80, 17}, {200, 57}} {
		play(t, size[0], size[1], func(t *testing.T, s *stage.Stage[*Tab]) {
			tab := s.Tab
			s.Press("V")
			for y, l := range strings.Split(s.Text(), "\n") {
				x := strings.Index(l, "draw a digit")
				if x < 0 {
					continue
				}
				panes := tab.panes(tab.frame)
				k := tab.desk(panes[slices.IndexFunc(panes, func(p pane) bool { return p.name == "draw" })].Frame).k
				w, h := k, k/2
				x = ansi.StringWidth(l[:x]) // two to the right of the panel's corner
				s.Send(tea.MouseClickMsg{X: x + 3*w, Y: y + 2 + 5*h, Button: tea.MouseLeft})
				s.Send(tea.MouseMotionMsg{X: x + 4*w - 1, Y: y + 2 + 6*h - 1, Button: tea.MouseLeft})
				s.Send(tea.MouseClickMsg{X: x - 1, Y: y + 2, Button: tea.MouseLeft})
				s.Send(tea.MouseClickMsg{X: x, Y: y + 1, Button: tea.MouseLeft})
				s.Send(tea.MouseClickMsg{X: x + 8*w, Y: y + 2, Button: tea.MouseLeft})
				s.Send(tea.MouseClickMsg{X: x, Y: y + 2, Button: tea.MouseMiddle})
			}
			if want := strings.Repeat("\x00", 43) + "\x10" + strings.Repeat("\x00", 20); tab.drawing.picture != want {
				t.Errorf("%v: drawn %q", size, tab.drawing.picture)
			}
			before := tab.runner.Snapshot.Detail.Drawn.P
			s.Press("delete")
			if now := tab.runner.Snapshot.Detail.Drawn; now.P == before || now.Picture != strings.Repeat("\x00", 64) {
				t.Errorf("cleared, the net says %v of %v", now.P, now.Picture)
			}
		})
	}
}

// Below a dialog the mouse draws nothing, and the right button rubs out.
func TestMouse_dialog(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("V", "p")
		s.Send(tea.MouseClickMsg{X: 2, Y: 2, Button: tea.MouseLeft})
		if s.Tab.drawing.picture != strings.Repeat("\x00", 64) {
			t.Error("it draws below a dialog")
		}
		s.Press("esc")
		s.Send(tea.MouseClickMsg{X: 2, Y: 2, Button: tea.MouseLeft})
		if s.Tab.drawing.at(0, 0) != 16 {
			t.Error("it does not draw")
		}
		s.Send(tea.MouseClickMsg{X: 2, Y: 2, Button: tea.MouseRight})
		if s.Tab.drawing.picture != strings.Repeat("\x00", 64) {
			t.Error("it does not rub out")
		}
	})
}

func TestDrawing(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		d := &s.Tab.drawing
		s.Press("V", "enter", "right", "down", "j", "space")
		if d.at(1, 2) != 16 {
			t.Errorf("drawn %q", d.picture)
		}
		if s.Press("space"); d.at(1, 2) != 8 {
			t.Errorf("space makes %d of full ink", d.at(1, 2))
		}
		if s.Press("space"); d.at(1, 2) != 0 {
			t.Errorf("space makes %d of half", d.at(1, 2))
		}
		s.Press("space", "right", "space", "delete")
		if d.picture != strings.Repeat("\x00", 64) {
			t.Error("del does not clear")
		}
		if s.Press("space", "d"); d.picture != strings.Repeat("\x00", 64) {
			t.Error("d does not clear")
		}
		if s.Press("space", "backspace", "x", "c"); strings.Count(d.picture, "\x10") != 1 {
			t.Errorf("a key that means something else changes the drawing: %q", d.picture)
		}
		for range 9 {
			s.Press("right", "down")
		}
		if d.x != 7 || d.y != 7 {
			t.Errorf("the cursor is at %d, %d", d.x, d.y)
		}
		for range 9 {
			s.Press("left", "up")
		}
		if d.x != 0 || d.y != 0 || s.Tab.view != "draw" {
			t.Errorf("the cursor is at %d, %d", d.x, d.y)
		}
		digits, err := data.Digits()
		if err != nil {
			t.Fatal(err)
		}
		n := digits.Len()
		for i, c := range []struct {
			key  string
			want int
		}{{"]", 0}, {"]", 1}, {"]", 2}, {"[", 1}, {"[", 0}, {"[", n - 1}, {"[", n - 2}, {"]", n - 1}, {"]", 0}} {
			if s.Press(c.key); d.picture != string(digits.Rows(c.want, c.want+1).Pixels) {
				t.Errorf("press %d, %s, does not take digit %d", i, c.key, c.want)
			}
		}
		if s.Press("enter"); d.on {
			t.Error("enter does not end it")
		}
	})
}

// The header is short where its numbers are long.
func TestRunning(t *testing.T) {
	for _, c := range []struct {
		epochs int
		seed   uint64
		want   string
	}{{99, 999_999, "■ epoch 30/99  seed 999999"}, {100, 1, "■ 30/100 seed 1"}, {40, 1_000_000, "■ 30/40 seed 1000000"}} {
		tab := made(30)
		tab.now.Epochs, tab.now.Seed = c.epochs, c.seed
		if got := tab.Running(); got != c.want {
			t.Errorf("the header says %s, not %s", got, c.want)
		}
	}
	if got := compared().Running(); got != "■ epoch 30/40  seed 12345 ▼2" {
		t.Errorf("the header says %s of a run that changed twice", got)
	}
}

// Each thing that the mouse does, a key does, by which a lesson hides it.
func TestMouseKey(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		for _, c := range []struct {
			view   string
			x      int
			button tea.MouseButton
			want   string
		}{
			{"curves", 5, tea.MouseLeft, "crosshair"}, {"curves", 5, tea.MouseWheelUp, "stretch"}, {"curves", 5, tea.MouseWheelDown, "squeeze"},
			{"draw", 5, tea.MouseLeft, "draw"}, {"draw", 45, tea.MouseRight, "draw"}, {"draw", 46, tea.MouseLeft, "crosshair"},
		} {
			s.Tab.view = c.view
			if got := s.Tab.MouseKey(tea.MouseClickMsg{X: c.x, Y: 2, Button: c.button}); got != c.want || s.Tab.Keys().Sign(got) == "" {
				t.Errorf("%+v: %q", c, got)
			}
		}
	})
}
