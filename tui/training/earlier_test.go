package training

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit/stage"
)

// rivals is a run with so many earlier ones.
func rivals(n int) *Tab {
	t := made(30)
	for i := range n {
		t.runs = append(t.runs, earlier(t, i+1, 20))
	}
	return t
}

// The runs behind the current one are the eight latest that are not hidden.
func TestGhosts(t *testing.T) {
	tab := rivals(10)
	tab.runs[8].Hidden = true
	numbers := column(tab.ghosts(), func(r training.Run) int { return r.Number })
	if !slices.Equal(numbers, []int{10, 8, 7, 6, 5, 4, 3, 2}) {
		t.Errorf("ghosts %v", numbers)
	}
	if tab.curves.ghosts = false; tab.ghosts() != nil {
		t.Error("they are there though they are not to be")
	}
}

// A knob that is turned back shows a run again: it is not an earlier one beside
// itself, whether or not it has gone as far.
func TestGhosts_same(t *testing.T) {
	play(t, 100, 30, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		on(s, "lr", "right")
		on(s, "lr", "left")
		if len(tab.ghosts()) != 1 || tab.ghosts()[0].Config.LearningRate == tab.config.LearningRate || len((&runDialog{}).bunches(tab)) != 2 {
			t.Errorf("%d earlier runs are drawn, %d listed", len(tab.ghosts()), len((&runDialog{}).bunches(tab)))
		}
		s.Press("r")
		tab.runner.Snapshot.Epochs = tab.runner.Snapshot.Epochs[:3]
		if len(tab.ghosts()) != 1 || len((&runDialog{}).bunches(tab)) != 2 {
			t.Error("a replay is drawn or listed beside what it replays")
		}
	})
}

// What is hidden, the shown run among it, stays in the table; the next run is
// seen.
func TestHideEarlier(t *testing.T) {
	play(t, 100, 30, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		on(s, "lr", "right")
		on(s, "lr", "right")
		before := tab.runs
		tab.HideEarlier()
		tab.Begin()
		stage.Do(tab.Open(), s.Send)
		on(s, "lr", "right")
		hidden := column(tab.runs, func(r training.Run) bool { return r.Hidden })
		if want := []bool{true, true, false}; !slices.Equal(hidden, want) || len(tab.ghosts()) != 1 || before[0].Hidden {
			t.Errorf("hidden %v, want %v; %d are drawn; the old list changed: %v", hidden, want, len(tab.ghosts()), before[0].Hidden)
		}
		if n := len(newRunDialog(tab).(*runDialog).bunches(tab)); n != 4 {
			t.Errorf("%d rows in the table", n)
		}
	})
}

// A run keeps its letter and its pen while others come and go; one that comes
// gets the first that is free. Where the runs are merely not drawn, they keep
// theirs.
func TestLetters(t *testing.T) {
	tab := rivals(8)
	shown := func() (text string) {
		tab.Update(nil) // whatever happened
		letters := tab.letters()
		for _, r := range tab.candidates() {
			letter, pen := letters.of(frame(80, 21), r)
			text = fmt.Sprintf("%s%d ", letter, r.Number) + text
			if pen.Sign != letter || pen.Dash == "" {
				t.Errorf("run %d, %s, has the pen %+v", r.Number, letter, pen)
			}
		}
		return strings.TrimSpace(text)
	}
	for _, c := range []struct {
		what   string
		change func()
		want   string
	}{
		{"at first", func() {}, "a1 b2 c3 d4 e5 f6 g7 h8"},
		{"a ninth", func() { tab.runs = append(tab.runs, earlier(tab, 9, 20)) }, "b2 c3 d4 e5 f6 g7 h8 a9"},
		{"the third is hidden", func() { tab.runs[2].Hidden = true }, "c1 b2 d4 e5 f6 g7 h8 a9"},
		{"it is back", func() { tab.runs[2].Hidden = false }, "b2 c3 d4 e5 f6 g7 h8 a9"},
		{"two are gone", func() { tab.runs = slices.Delete(tab.runs, 4, 6) }, "e1 b2 c3 d4 g7 h8 a9"},
		{"G", func() { tab.curves.ghosts = false }, "e1 b2 c3 d4 g7 h8 a9"},
	} {
		if c.change(); shown() != c.want {
			t.Errorf("%s: %s, want %s", c.what, shown(), c.want)
		}
	}
	if letter, _ := tab.letters().of(frame(80, 21), training.Run{Number: 77}); letter != "" {
		t.Errorf("a run that is not drawn is %q", letter)
	}
}

// Without colour, too, no two curves are drawn alike.
func TestLetters_pens(t *testing.T) {
	tab, f := rivals(8), frame(80, 21)
	seen := map[string]bool{}
	pens := f.Theme.Parts()
	dashes := []string{pens[0].Dash, pens[1].Dash, pens[2].Dash}
	for _, r := range tab.ghosts() {
		_, pen := tab.letters().of(f, r)
		dashes = append(dashes, pen.Dash)
	}
	for _, d := range dashes {
		if seen[d] {
			t.Errorf("dashes %q twice of %q", d, dashes)
		}
		seen[d] = true
	}
}

// The list has the test loss and the accuracy of each run at its end, or under
// the crosshair, and a star at the best of those that are at the same epoch.
func TestViewEarlier(t *testing.T) {
	for _, c := range []struct {
		epochs int // of the run; the two earlier ones have 20
		state  model.State
		cross  int
		width  int
		want   []string
	}{
		{20, model.Finished, -1, 48, []string{" test loss, accuracy at the end", "lr 0.002, seed 12345 0.1995 0.9171★", "a lr 0.002, seed 12346 0.2995 0.9171★", "b lr 0.004, seed 12347 -0.1005★ 0.9171★"}},
		{12, model.Finished, -1, 48, []string{" test loss, accuracy at their ends", "│ ⠄⠄⠄⠄⠄ 0.002 12345 0.2867 0.8566 at 12 ", "a 0.002 12346 0.2995 0.9171 at 20", "-0.1005 0.9171 at 20"}},
		{20, model.Unfinished, -1, 48, []string{" test loss, accuracy at their ends", "0.1995 0.9171 ▶ 20", "0.2995 0.9171 at 20"}},
		{9, model.Unfinished, -1, 30, []string{" at their ends", "▶ 9", "at 20"}},
		{12, model.Finished, 14, 48, []string{"test loss, accuracy at epoch 15", "seed 12345 - -", "a lr 0.002, seed 12346 0.3544 0.8905★", "b lr 0.004, seed 12347"}},
		{12, model.Finished, 14, 30, []string{" at epoch 15", "│ 0.002 +1 - -", "a 0.002 +1 0.3544 0.8905★"}},
		{20, model.Finished, 40, 48, []string{"at the end"}},
		{20, model.Finished, -1, 70, []string{"lowest 0.2995 at 20"}},
	} {
		tab := rivals(2)
		tab.runner.Snapshot.Epochs, tab.runner.Snapshot.State = learning(c.epochs), c.state
		for i := range tab.runs[1].Epochs {
			tab.runs[1].Epochs[i].LossTest -= 0.5
		}
		tab.curves.cross = c.cross
		lines := strings.Split(ansi.Strip(tab.viewEarlier(frame(c.width, 5))), "\n")
		text := strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%+v: no %q in %s", c, want, text)
			}
		}
	}
	tab := rivals(2)
	if text := ansi.Strip(tab.viewEarlier(frame(48, 4))); !strings.Contains(text, "and 2 more") {
		t.Errorf("too long a list is cut without a word:\n%s", text)
	}
}

// A run that has not come to the crosshair has its dashes where others have the
// ends of their numbers.
func TestEntry_dashes(t *testing.T) {
	f := frame(48, 1)
	none, one := entry{}.line(f, 5, 0, 0), entry{epochs: learning(9)}.line(f, 5, 0, 0)
	for i, r := range ansi.Strip(none) {
		if r == '-' && !strings.ContainsRune("0123456789", rune(ansi.Strip(one)[i])) {
			t.Errorf("%q\n%q", ansi.Strip(none), ansi.Strip(one))
		}
	}
}

// The run says what it has where others differ.
func TestTold(t *testing.T) {
	tab := made(30)
	if got := strings.Join(tab.told().own, ", "); got != "this run" {
		t.Error(got)
	}
	for i, name := range []string{"momentum", "adam"} {
		r := earlier(tab, i+1, 20)
		r.Config = tab.runner.Snapshot.Config
		r.Config.Optimizer.Name = name
		tab.runs = append(tab.runs, r)
	}
	if got := strings.Join(tab.told().own, ", "); got != "sgd" {
		t.Error(got)
	}
	tab.runs[0].Config.Seed, tab.runs[1].Config.BatchSize = 5, 2
	if got := strings.Join(tab.told().own, ", "); got != "batch 10, sgd, seed 12345" {
		t.Error(got)
	}
}

// Each run says what it has where they differ, in one order.
func TestTold_apart(t *testing.T) {
	tab := made(30)
	tab.runner.Snapshot.Config.Validation, tab.runner.Snapshot.Config.Patience = 0.2, 5
	for i := range 5 {
		r := earlier(tab, i+1, 20)
		r.Config = tab.runner.Snapshot.Config
		switch r.Config.LearningRate = 0.001; i {
		case 0:
			r.Config.Validation, r.Config.Patience = 0, 0
		case 1:
			r.Config.Patience = 0
		case 2:
			r.Config.Layers = "linear:8,relu,linear:1,sigmoid"
		case 3:
			r.Config.Layers = "linear:8,tanh,linear:1,sigmoid"
		}
		tab.runs = append(tab.runs, r)
	}
	labels, letters := tab.told().labels, tab.letters()
	want := []string{
		"64-32-1, lr 0.001, no validation", "64-32-1, lr 0.001, valid 0.2, no early stop", "64-8-1 relu-sigmoid, lr 0.001, valid 0.2, patience 5",
		"64-8-1 tanh-sigmoid, lr 0.001, valid 0.2, patience 5", "64-32-1, lr 0.001, valid 0.2, patience 5",
	}
	for i, label := range want {
		if got := strings.Join(labels[slices.Index(letters[:], i+1)], ", "); got != label {
			t.Errorf("run %d: %s, want %s", i+1, got, label)
		}
	}
}

// The earlier runs are in the legend and the margin only where they are drawn.
func TestGhosts_hidden(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("R")
		s.Sees(t, "a seed 12345", "at the end")
		s.Press("G")
		if text := s.Text(); strings.Contains(text, "seed 12345") || strings.Contains(text, "at the end") {
			t.Errorf("what is not drawn is named:\n%s", text)
		}
	})
}

func TestOtherwise(t *testing.T) {
	c := training.Default()
	for _, test := range []struct {
		change func(*training.Run)
		want   string
	}{
		{func(*training.Run) {}, "the same"},
		{func(r *training.Run) { r.Config.Changes = "3.2 lr=1; 5 l2=2" }, "lr 1 from 3.2, L2 2 from 5"},
		{func(r *training.Run) { r.Config.Seed = 1 }, "seed 1"},
		{func(r *training.Run) { r.Config.Seed, r.Config.BatchSize = 1, 2 }, "batch 2, seed 1"},
		{func(r *training.Run) { r.Config.Seed, r.Config.BatchSize, r.Config.L2 = 1, 2, 0.5 }, "batch 2, L2 0.5 +1"},
	} {
		r := training.Run{Config: c}
		if test.change(&r); fewest(otherwise(c, r)) != test.want {
			t.Errorf("%s, not %s", fewest(otherwise(c, r)), test.want)
		}
	}
}

// What is said of a run is shorter where there is less room, and its parts stay
// in order.
func TestInRoom(t *testing.T) {
	list := []string{"lr 0.001", "adam", "batch 100", "no validation"}
	for room, want := range map[int]string{
		40: "lr 0.001, adam, batch 100, no validation", 39: "lr 0.001 adam batch 100 no validation",
		37: "lr 0.001 adam batch 100 no validation", 36: "0.001 adam 100 no validation", 28: "0.001 adam 100 no validation",
		27: "lr 0.001 adam batch 100 +1", 25: "0.001 adam 100 +1", 17: "0.001 adam 100 +1", 16: "lr 0.001 adam +2",
		15: "0.001 adam +2", 12: "lr 0.001 +3", 10: "0.001 +3", 7: "0.001 …", 0: "",
	} {
		if got := inRoom(list, room); got != want {
			t.Errorf("in %d cells: %q, want %q", room, got, want)
		}
	}
}
