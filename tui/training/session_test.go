package training

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/export"
	"nntui/tui/files"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
	"nntui/tui/run"
	"nntui/tui/store"
)

// resumed opens the session in a folder.
func resumed(folder string) *stage.Stage[*Tab] {
	tab := New(0)
	tab.Keep(folder, true, store.Usual)
	return stage.New(tab, 80, 21)
}

// kept returns what the session of a tab has on the disk.
func kept(t *testing.T, tab *Tab) session {
	t.Helper()
	s, _, err := readSession(tab.archive.path(sessionName))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// session0 is the file of a session in a folder that holds no other.
func session0(t *testing.T, folder string) string {
	t.Helper()
	file := filepath.Join(folder, sessionsFolder, "a", sessionName)
	if err := files.MakeFolder(filepath.Dir(file)); err != nil {
		t.Fatal(err)
	}
	return file
}

// What is said of a session that is not there stays until a key is pressed.
func TestResume_nothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := resumed(t.TempDir())
		s.Sees(t, "There is no session to go on with")
		if got := s.Tab.Running(); got != "■ epoch 10/10  seed 12345" {
			t.Error(got)
		}
		s.Press("down")
		if strings.Contains(s.Text(), "no session") {
			t.Error("the note stays for ever")
		}
	})
}

func TestSession(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.Keep(folder, false, store.Usual)
		s.Press("R", "V", "down", "down", "shift+right", "up", "up", "up", "left", "space")
		midway(t, s, 3)
		s.Press(".")
		if err := tab.End(); err != nil {
			t.Fatal(err)
		}
		now := resumed(folder).Tab
		if now.config != tab.config || now.view != "draw" || now.speed != "20 epochs/s" || len(now.runs) != 1 || now.number != tab.number {
			t.Errorf("%+v is not %+v", now.config, tab.config)
		}
		if !slices.Equal(now.runner.Snapshot.Epochs, tab.runner.Snapshot.Epochs) || now.runner.Snapshot.Batch != 1 {
			t.Error("the run has changed")
		}
		if now.runner.Playing || now.note != "" {
			t.Errorf("it plays, and says %q", now.note)
		}
	})
}

// A session that was written before views had names opens, and its run goes on
// to the very numbers that it would have come to then.
func TestSession_old(t *testing.T) {
	folder := t.TempDir()
	text, err := os.ReadFile("testdata/session-1.nntui")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "session.nntui"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		s := resumed(folder)
		tab := s.Tab
		now := tab.runner.Snapshot
		if tab.view != "confusion" || tab.speed != "5 epochs/s" || tab.number != 2 || tab.runner.Playing || len(now.Epochs) != 8 || now.Batch != 3 {
			t.Errorf("view %s, speed %s, run %d at epoch %d, batch %d", tab.view, tab.speed, tab.number, len(now.Epochs), now.Batch)
		}
		if len(tab.runs) != 1 || tab.runs[0].Config.Seed != 12345 || tab.runs[0].Config.RateSchedule != "cosine" || len(tab.runs[0].Epochs) != 12 || tab.runs[0].State != model.Finished {
			t.Errorf("runs behind: %+v", tab.runs)
		}
		want := []training.Mark{{Epoch: 8, Batch: 0, What: "lr 0.015"}}
		if !slices.Equal(now.Marks, want) || now.Config.LearningRate != 0.01 || now.Config.Changes != "8 lr=0.015" || tab.now.LearningRate != 0.015 || now.Config.Validation != 0.2 || now.Config.Patience != 6 {
			t.Errorf("marks %v of %+v", now.Marks, now.Config)
		}
		s.Sees(t, "schedule            cosine")
		s.Press("space")
		end := tab.runner.Snapshot
		if e := end.Epochs[len(end.Epochs)-1]; len(end.Epochs) != 12 || math.Abs(e.LossTest-0.2874774264200699) > 1e-9 || math.Abs(e.LossValidation-0.30026746024635337) > 1e-9 {
			t.Errorf("%d epochs, the last %+v", len(end.Epochs), e)
		}
	})
}

// What a session of somebody else holds is taken as far as it is known here.
func TestSession_foreign(t *testing.T) {
	for _, c := range []struct {
		s    session
		view string
	}{
		{session{View: 5}, "draw"}, {session{View: 6}, "curves"}, {session{View: -1}, "curves"},
		{session{View: 5, Shows: "health"}, "health"}, {session{Shows: "nothing"}, "curves"}, {session{}, "curves"},
	} {
		tab := New(0)
		c.s.Config, c.s.Speed = tab.config, "never"
		e, err := training.New(tab.config)
		if err != nil {
			t.Fatal(err)
		}
		tab.adopt(c.s, e)
		if tab.view != c.view || tab.speed != "20 epochs/s" {
			t.Errorf("%+v: view %s, speed %s", c.s, tab.view, tab.speed)
		}
	}
}

func TestSession_damaged(t *testing.T) {
	unfit := session{Config: training.Default(), Runs: []training.Run{{}}}
	impossible := session{Config: training.Config{Layers: "nothing"}}
	alone := session{Config: training.Default(), Weights: "weights-1"}
	for i, write := range []func(file string) error{
		func(file string) error { return os.WriteFile(file, []byte("something else"), 0o600) },
		func(file string) error { return store.Save(file, unfit) },
		func(file string) error { return store.Save(file, impossible) },
		func(file string) error { return store.Save(file, alone) },
	} {
		folder := t.TempDir()
		file := session0(t, folder)
		if err := write(file); err != nil {
			t.Fatal(err)
		}
		text, _ := os.ReadFile(file)
		synctest.Test(t, func(t *testing.T) {
			resumed(folder).Sees(t, "The last session is damaged or foreign: kept as a.damaged-1.")
			if kept, _ := os.ReadFile(filepath.Join(folder, sessionsFolder, "a.damaged-1", sessionName)); !bytes.Equal(kept, text) {
				t.Errorf("%d: set aside: %q", i, kept)
			}
		})
	}
	folder := t.TempDir()
	if err := os.Mkdir(session0(t, folder), 0o700); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) { resumed(folder).Sees(t, "The last session cannot be read: ") })
}

// Of an old session, what changed under way is left out where nobody knows how:
// earlier runs of the list, and a run under way with more than two changes.
func TestSession_forgotten(t *testing.T) {
	folder := t.TempDir()
	file := session0(t, folder)
	mark := training.Mark{Epoch: 1, Batch: 2, What: "lr 1"}
	e, err := training.New(training.Default())
	if err != nil {
		t.Fatal(err)
	}
	e.Advance(300, 0)
	keep := func(marks ...training.Mark) {
		t.Helper()
		s := session{Config: training.Default()}.with(e)
		s.Run.Marks = marks
		s.Run.First, s.Run.BeforeLastMark = training.Default(), training.Default()
		s.Run.First.LearningRate, s.Run.BeforeLastMark.LearningRate = 0.1, 0.1
		for i := range 3 {
			c := s.Config
			c.Seed += uint64(i)
			s.Runs = append(s.Runs, training.Run{Number: i + 1, Config: c, Epochs: learning(3), Marks: marks[:min(i, len(marks))]})
		}
		if err := store.Save(file, s); err != nil {
			t.Fatal(err)
		}
	}
	keep(mark)
	synctest.Test(t, func(t *testing.T) {
		s := resumed(folder)
		s.Sees(t, "Earlier runs that an old version changed under way are left out, 2 in all")
		if got := s.Tab.runs; len(got) != 1 || got[0].Number != 1 || s.Tab.config.Changes != "1.2 lr=0.001" {
			t.Errorf("%+v, runs behind: %+v", s.Tab.config, got)
		}
		s.Tab.archive.place.Release()
	})
	keep(mark, mark, mark)
	synctest.Test(t, func(t *testing.T) {
		resumed(folder).Sees(t, "The last session is an old one, of a run changed under way nobody knows how: kept as a.damaged-1.")
	})
	if _, err := os.Stat(filepath.Dir(file) + ".damaged-1"); err != nil {
		t.Error(err)
	}
}

// Each program has a session of its own; one that was never opened leaves none.
func TestSession_each(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.Keep(folder, false, store.Usual)
		s.Press("R")
		before := kept(t, s.Tab)
		other := New(0)
		other.Keep(folder, false, store.Usual)
		if words, elsewhere := other.Waits()(); words != "" || !elsewhere {
			t.Errorf("%q waits, elsewhere %v", words, elsewhere)
		}
		if err := other.End(); err != nil {
			t.Fatal(err)
		}
		again := resumed(folder)
		again.Sees(t, fmt.Sprintf("Your session runs in another nntui, process %d: this is a new one.", os.Getpid()))
		again.Press("R", "o")
		again.Sees(t, "runs elsewhere: 64-1")
		if again.Press("enter"); again.Tab.config.Seed != 12346 {
			t.Error("a session has two programs")
		}
		again.Sees(t, fmt.Sprintf("Another nntui has that session, process %d: end that first.", os.Getpid()))
		if err := again.Tab.End(); err != nil {
			t.Fatal(err)
		}
		if after := kept(t, s.Tab); !slices.Equal(after.Run.Values, before.Run.Values) || len(store.Places(s.Tab.sessions())) != 2 {
			t.Errorf("%d sessions are there", len(store.Places(s.Tab.sessions())))
		}
	})
}

// A session that goes on with the last one stays in its place.
func TestSession_goesOn(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.Keep(folder, false, store.Usual)
		if s.Press("R"); s.Tab.End() != nil {
			t.Fatal("not written")
		}
		for range 2 {
			again := resumed(folder)
			if again.Press("R"); again.Tab.End() != nil || len(store.Places(again.Tab.sessions())) != 1 {
				t.Errorf("there are %q", store.Places(again.Tab.sessions()))
			}
		}
	})
}

// Where other sessions can be gone on with, they are listed; enter turns to one,
// and leaves this one as it stands.
func TestResume_lists(t *testing.T) {
	folder := t.TempDir()
	var tabs []*Tab
	for seed := range 2 {
		play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
			s.Tab.Keep(folder, false, store.Usual)
			for range seed {
				s.Press("R")
			}
			s.Press("down", "down", "shift+right", "up", "up")
			midway(t, s, 3+seed)
			tabs = append(tabs, s.Tab)
			if err := s.Tab.End(); err != nil {
				t.Fatal(err)
			}
		})
	}
	for i, tab := range tabs { // the second one is the last
		when := time.Date(2026, 3, 4, 12, i, 0, 0, time.Local)
		os.Chtimes(tab.archive.path(sessionName), when, when)
	}
	synctest.Test(t, func(t *testing.T) {
		s := resumed(folder)
		s.Sees(t, "this session: 64-1", "stopped: 64-1", "seed 12346", "4/20", "3/20")
		last := s.Tab.archive
		s.Press("down", "enter")
		if s.Tab.config.Seed != 12345 || s.Tab.archive == last || store.Held(last.place.Folder) || !store.Held(s.Tab.archive.place.Folder) {
			t.Errorf("seed %d, in %s", s.Tab.config.Seed, s.Tab.archive.place.Folder)
		}
		if left, _, err := readSession(last.path(sessionName)); err != nil || len(left.Run.Epochs) != 4 {
			t.Errorf("it is left at %+v, %v", left.Stands, err)
		}
		if err := s.Tab.End(); err != nil {
			t.Fatal(err)
		}
	})
}

// A run that has come to its end is in the file at once, for an end that
// nobody foresees.
func TestSavedAtItsEnd(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.Keep(folder, false, store.Usual)
		s.Press("R") // a run of its own, to the end
		if kept := kept(t, s.Tab); kept.Run == nil || len(kept.Run.Epochs) != 10 || kept.Config.Seed != 12346 || kept.Shows != "curves" {
			t.Errorf("the file holds %+v", kept.Config)
		}
		file := s.Tab.archive.path(sessionName)
		before, _ := os.Stat(file)
		s.Press("down")
		if after, _ := os.Stat(file); !os.SameFile(before, after) {
			t.Error("it is written again though nothing has moved")
		}
	})
}

// While a run goes on, the session is written every ten seconds, and less
// often where that takes long.
func TestSaveDue(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Tab)
		cost   time.Duration
		since  time.Duration
		want   bool
	}{
		{"now", func(*Tab) {}, 0, 10 * time.Second, true},
		{"too soon", func(*Tab) {}, 0, 10*time.Second - 1, false},
		{"cheap", func(*Tab) {}, time.Second / 2, 10 * time.Second, true},
		{"dear", func(*Tab) {}, time.Second, 20*time.Second - 1, false},
		{"dear, in time", func(*Tab) {}, time.Second, 20 * time.Second, true},
		{"nowhere", func(t *Tab) { t.archive = nil }, 0, time.Minute, false},
		{"not moved", func(t *Tab) { t.unsaved = false }, 0, time.Minute, false},
		{"being written", func(t *Tab) { t.writing = true }, 0, time.Minute, false},
		{"paused", func(t *Tab) { t.runner.Playing = false }, 0, 0, true},
		{"over", func(t *Tab) { t.runner.Snapshot.State = model.Finished }, 0, 0, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			tab := showing(training.Snapshot{Config: training.Default()})
			tab.archive, tab.runner.Playing, tab.runner.Current = &archive{}, true, &training.Training{}
			tab.wrote(nil, c.cost)
			tab.unsaved = true
			c.change(tab)
			time.Sleep(c.since)
			if got := tab.saveDue(); got != c.want {
				t.Errorf("%s: due is %v", c.name, got)
			}
		})
	}
}

// The copy of a run under way is taken by the command that advances it, and
// written by one of its own.
func TestSaving(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.Keep(folder, false, store.Usual)
		s.Press("up", "left")
		midway(t, s, 2)
		tab.runner.Playing, tab.unsaved = true, true
		tab.next = time.Now().Add(10 * time.Second)
		tab.runner.Take(tab.sync()().(run.Msg).Msg.(run.Advanced[training.Config, training.Snapshot]))
		if tab.taking != nil || tab.writing {
			t.Error("it is written too soon")
		}
		time.Sleep(11 * time.Second)
		cmd := tab.sync()
		reply := cmd()
		if c := tab.taking; c == nil || !c.done || !c.Playing || len(c.Run.Epochs) != 4 {
			t.Fatalf("the copy is %+v", c)
		}
		tab.runner.Take(reply.(run.Msg).Msg.(run.Advanced[training.Config, training.Snapshot]))
		stage.Do(tab.taken(), s.Send)
		if kept := kept(t, tab); !kept.Playing || len(kept.Run.Epochs) != 10 { // as it went on to
			t.Errorf("the file holds %d epochs", len(kept.Run.Epochs))
		}
	})
}

// At the end of the program a command that has not begun does nothing more,
// and what it would have advanced is written.
func TestEnd(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.Keep(folder, false, store.Usual)
		s.Press("R")
		midway(t, s, 2)
		tab.runner.Playing = true
		cmd := tab.sync()
		if err := tab.End(); err != nil {
			t.Fatal(err)
		}
		if kept := kept(t, tab); len(kept.Run.Epochs) != 2 || cmd() != nil {
			t.Errorf("the file holds %+v", kept.Run)
		}
		if tab.archive.write(session{copy: 1000}) != nil || len(kept(t, tab).Runs) == 0 {
			t.Error("it is written after the end")
		}
	})
}

// Runs that hardly began are not kept, nor more than 50, nor one twice.
func TestKeep(t *testing.T) {
	tab := New(0)
	for _, c := range []struct {
		epochs int
		state  model.State
		want   bool
	}{{0, model.Finished, false}, {0, model.Unfinished, false}, {9, model.Unfinished, false}, {10, model.Unfinished, true}, {1, model.Finished, true}, {1, model.Diverged, true}} {
		tab.runs = nil
		tab.keep(training.Snapshot{Config: tab.config, Epochs: learning(c.epochs), State: c.state})
		if got := len(tab.runs) == 1; got != c.want {
			t.Errorf("%d epochs, %v: kept is %v", c.epochs, c.state, got)
		}
	}
	tab.runs = nil
	for i := range 60 {
		c := tab.config
		c.Seed = uint64(i)
		tab.number = i
		tab.keep(training.Snapshot{Config: c, Epochs: learning(1), State: model.Finished})
	}
	if len(tab.runs) != 50 || tab.runs[0].Number != 10 || tab.runs[49].Number != 59 {
		t.Errorf("%d runs from %d", len(tab.runs), tab.runs[0].Number)
	}
	c := tab.config
	c.Seed, c.Epochs = 30, 99
	tab.keep(training.Snapshot{Config: c, Epochs: learning(20), State: model.Finished})
	if last := tab.runs[49]; len(tab.runs) != 50 || last.Config != c || len(last.Epochs) != 20 || tab.runs[20].Config.Seed != 31 {
		t.Errorf("the same experiment with more epochs: %d runs, the last %+v", len(tab.runs), last.Config)
	}
}

// The exported curves have the letters that the screen has.
func TestExports_letters(t *testing.T) {
	tab := compared()
	tab.curves.told = tab.told()
	tab.runs = append(tab.runs, earlier(tab, 3, 20), earlier(tab, 4, 20))
	tab.runs[2].Hidden = true
	letters := tab.letters()
	curves, err := export.For(tab.Exports(), "a.svg", "curves")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := curves.Write(&b); err != nil {
		t.Fatal(err)
	}
	for i, number := range letters {
		if want := fmt.Sprintf("%c: test of run %d", 'a'+i, number); strings.Contains(b.String(), want) != (number > 0) {
			t.Errorf("%s is there: %t", want, number == 0)
		}
	}
	if letters[0] == 0 || letters[2] != 4 {
		t.Errorf("letters %v", letters)
	}
}

// What there is not can be neither exported nor read.
func TestExports_none(t *testing.T) {
	if exports := compared().Exports(); len(exports) == 0 {
		t.Error("there is nothing to export")
	}
	if New(0).Exports() != nil || New(0).Readings() != nil {
		t.Error("there is something before it has begun")
	}
}

// What a command line leaves out is said, with marks and without.
func TestUnshared(t *testing.T) {
	if got := made(3).Unshared(); got != "A run that is opened so begins at its first batch." {
		t.Error(got)
	}
	if got := compared().Unshared(); !strings.Contains(got, ", and changes where this one did.") {
		t.Error(got)
	}
}

// Looking is asked for anew when what is seen changes, and then alone.
func TestWatch(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		for _, c := range []struct {
			keys string
			want func(training.Detail) bool
		}{
			{"v", func(d training.Detail) bool { return d.Digits != nil && d.Weights == nil && d.Drawn == nil }},
			{"v", func(d training.Detail) bool { return d.Digits != nil }},
			{"v", func(d training.Detail) bool { return d.Weights != nil && d.Digits == nil }},
			{"v", func(d training.Detail) bool { return len(d.Health) == 10 && d.Shapes != nil && d.Weights == nil }},
			{"v", func(d training.Detail) bool { return d.Drawn != nil && d.Health == nil }},
			{"v", func(d training.Detail) bool { return d.Drawn == nil }},
		} {
			s.Press(c.keys)
			if !c.want(tab.detail()) {
				t.Errorf("view %s sees %+v", tab.view, tab.detail())
			}
		}
		s.Send(kit.Exporting{})
		if tab.detail().Digits == nil {
			t.Error("exports do not have the digits")
		}
		s.Press("z", "z")
		if tab.detail().Digits != nil {
			t.Error("the digits stay")
		}
		s.Send(kit.Lesson{Readings: true})
		if tab.detail().Learned == nil {
			t.Error("how far the layers have come is not seen")
		}
		if tab.Update(kit.Lesson{Readings: true}) != nil {
			t.Error("it is asked for again")
		}
		s.Send(kit.Resized{Frame: frame(200, 57)}) // curves, digits and weights
		if d := tab.detail(); d.Digits == nil || d.Weights == nil {
			t.Error("a large screen does not see all that it shows")
		}
		if s.Tab.Update(kit.Lesson{}) == nil {
			t.Error("nothing is asked for")
		}
	})
	if New(0).Update(kit.Lesson{Readings: true}) != nil || New(0).Update(kit.Resized{Frame: frame(80, 21)}) != nil {
		t.Error("a tab that was never opened begins to train")
	}
}

// A trial comes to the readings of the run, and counts what is done.
func TestTrial(t *testing.T) {
	tab := New(0)
	tab.config.Layers = small
	tab.Begin()
	trial := tab.Trial()
	share, readings, err := trial.Advance(0)
	if err != nil || share != 1 || len(readings) != len(trial.Names) {
		t.Errorf("%v done, %d readings, error %v", share, len(readings), err)
	}
	tab.config.Layers = "relu"
	if tab.Begin(); tab.Trial().Check() == nil {
		t.Error("a net without weights is valid")
	}
}

// Runs of another session get numbers that none has here; those of the same
// experiment take its place and keep theirs.
func TestAdopt_numbers(t *testing.T) {
	tab := rivals(3)
	tab.number = 4
	other := rivals(4)
	other.runs[1].Config.Seed, other.runs[2].Config.Seed = 77, 78
	other.runs[3].Number = 0 // of an old file
	e, err := training.New(training.Default())
	if err != nil {
		t.Fatal(err)
	}
	tab.adopt(session{Config: training.Default(), Runs: other.runs, Number: 2}, e)
	if got := column(tab.runs, func(r training.Run) int { return r.Number }); !slices.Equal(got, []int{2, 3, 1, 5, 6, 7}) || tab.number != 8 {
		t.Errorf("runs %v, and the one under way is %d", got, tab.number)
	}
}

// The list of saved runs begins with the training that waits, tells what each
// file holds, and reads so many at most.
func TestListFiles(t *testing.T) {
	folder := t.TempDir()
	tab := New(0)
	tab.folder = folder
	if err := files.MakeFolder(filepath.Join(folder, savedFolder)); err != nil {
		t.Fatal(err)
	}
	begun := func(epochs int) session {
		c := training.Default()
		c.Layers, c.Epochs = small, 5
		e, err := training.New(c)
		if err != nil {
			t.Fatal(err)
		}
		e.Advance(epochs*e.Batches(), 0)
		return session{Config: c}.with(e)
	}
	write := func(name string, s session, when time.Time) {
		if err := store.Save(name, s); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, when, when); err != nil {
			t.Fatal(err)
		}
	}
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.Local)
	write(session0(t, folder), begun(2), noon)
	for i := range 51 {
		name := tab.savedFile(fmt.Sprintf("run %d", i))
		if err := os.WriteFile(name, []byte("no run"), 0o600); err != nil {
			t.Fatal(err)
		}
		when := noon.Add(-time.Duration(i+1) * time.Hour)
		os.Chtimes(name, when, when)
	}
	done := begun(5)
	write(tab.savedFile("a run"), done, noon)
	d := &openDialog{}
	tab.dialog = d
	stage.Do(tab.listFiles(), func(msg tea.Msg) { msg.(run.Msg).Msg.(fileMsg)(tab) })
	if len(d.runs) != 53 {
		t.Fatalf("%d runs are listed", len(d.runs))
	}
	loss := fmt.Sprintf("%.4f", done.Run.Epochs[4].LossTest)
	for i, want := range map[int][2]string{
		0:  {"stopped: 64-1 lr 0.001 seed 1…       2/5", "64-1 lr 0.001 seed 12345, left on 4 Mar 2026 at 12:00: epoch 2 of 5. Enter goes on with it."},
		1:  {"a run                                5/5  " + loss + "   4 Mar 12:00", "a run: epoch 5 of 5, saved on 4 Mar 2026 at 12:00."},
		2:  {"run 0                                    damaged   4 Mar 11:00", "run 0: damaged or foreign, of 4 Mar 2026 at 11:00."},
		50: {"run 48 ", "run 48: damaged or foreign, of 2 Mar 2026 at 11:00."},
		51: {"run 49 ", "run 49: not read, saved on 2 Mar 2026 at 10:00."},
	} {
		if line, words := d.runs[i].line(62), d.runs[i].words(); !strings.HasPrefix(line, want[0]) || words != want[1] || ansi.StringWidth(line) != 62 {
			t.Errorf("row %d: %q (%d), %q", i, line, len(line), words)
		}
	}
	if words, _ := tab.Waits()(); words != "A training of yours stopped at epoch 2 of 5" {
		t.Errorf("%q waits", words)
	}
	for _, epochs := range []int{0, 5} {
		write(session0(t, folder), begun(epochs), noon)
		if words, elsewhere := tab.Waits()(); words != "" || elsewhere {
			t.Errorf("what stopped at epoch %d waits", epochs)
		}
	}
}

// Enter goes on with the training that waits, though a new one has begun.
func TestOpenDialog_waits(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		c := tab.config
		c.Epochs, c.Seed = 30, 77
		e, err := training.New(c)
		if err != nil {
			t.Fatal(err)
		}
		e.Advance(3*e.Batches(), 0)
		if err := store.Save(session0(t, folder), session{Config: c}.with(e)); err != nil {
			t.Fatal(err)
		}
		tab.folder, tab.most = folder, store.Usual
		s.Press("o")
		s.Sees(t, " ▸ stopped: ", "seed 77", " 3/30 ")
		s.Press("enter")
		if tab.dialog != nil || tab.config.Seed != 77 || len(tab.runner.Snapshot.Epochs) != 30 {
			t.Errorf("seed %d after %d epochs", tab.config.Seed, len(tab.runner.Snapshot.Epochs))
		}
	})
}
