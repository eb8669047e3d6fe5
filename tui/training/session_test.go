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
	tab.Keep(folder, true)
	return stage.New(tab, 80, 21)
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
		tab.Keep(folder, false)
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
	folder := t.TempDir()
	file := filepath.Join(folder, "session.nntui")
	unfit := session{Config: training.Default(), Runs: []training.Run{{}}}
	impossible := session{Config: training.Config{Layers: "nothing"}}
	for i, write := range []func() error{
		func() error { return os.WriteFile(file, []byte("something else"), 0o600) },
		func() error { return store.Save(file, unfit) },
		func() error { return store.Save(file, impossible) },
	} {
		if err := write(); err != nil {
			t.Fatal(err)
		}
		text, _ := os.ReadFile(file)
		synctest.Test(t, func(t *testing.T) {
			aside := "session.nntui.damaged-" + string(rune('1'+i))
			resumed(folder).Sees(t, "kept as "+aside)
			if kept, _ := os.ReadFile(filepath.Join(folder, aside)); !bytes.Equal(kept, text) {
				t.Errorf("set aside: %q", kept)
			}
		})
	}
	if err := os.Remove(file); err != nil { // which the run wrote at its end
		t.Fatal(err)
	}
	if err := os.Mkdir(file, 0o700); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) { resumed(folder).Sees(t, "The last session cannot be read: ") })
}

// Of an old session, what changed under way is left out where nobody knows how:
// earlier runs of the list, and a run under way with more than two changes.
func TestSession_forgotten(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "session.nntui")
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
	})
	keep(mark, mark, mark)
	synctest.Test(t, func(t *testing.T) {
		resumed(folder).Sees(t, "The last session is an old one, of a run changed under way nobody knows how: kept as session.nntui.damaged-1.")
	})
	if _, err := os.Stat(file + ".damaged-1"); err != nil {
		t.Error(err)
	}
}

// A new session keeps the last one; a mere look at the program does not put it
// away.
func TestSession_previous(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.Keep(folder, false)
		if s.Press("R"); s.Tab.End() != nil {
			t.Error("not written")
		}
	})
	last, err := os.ReadFile(filepath.Join(folder, "session.nntui"))
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		tab := New(0)
		tab.Keep(folder, false)
		if err := tab.End(); err != nil { // never opened
			t.Fatal(err)
		}
		s := stage.New(tab, 80, 21)
		if err := tab.End(); err != nil {
			t.Fatal(err)
		}
		if now, _ := os.ReadFile(tab.sessionFile()); !bytes.Equal(now, last) {
			t.Error("a mere look at the program has put the last session away")
		}
		s.Press("R", "o")
		s.Sees(t, "previous session")
		if kept, _ := os.ReadFile(tab.savedFile(previousName)); !bytes.Equal(kept, last) {
			t.Error("the last session is not what was kept")
		}
		s.Press("o", "R")
		if kept, _ := os.ReadFile(tab.savedFile(previousName)); !bytes.Equal(kept, last) {
			t.Error("the session itself is put away")
		}
	})
}

// A session that goes on with the last one takes its place.
func TestSession_owned(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.Keep(folder, false)
		s.Press("R")
		again := resumed(folder)
		again.Press("R")
		if again.Tab.End() != nil || len(saved(t, again.Tab)) != 0 {
			t.Errorf("kept as %q", saved(t, again.Tab))
		}
	})
}

// A run that has come to its end is in the file at once, for an end that
// nobody foresees.
func TestSavedAtItsEnd(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.Keep(folder, false)
		s.Press("R") // a run of its own, to the end
		var kept session
		if err := store.Load(s.Tab.sessionFile(), &kept); err != nil {
			t.Fatal(err)
		}
		if kept.Run == nil || len(kept.Run.Epochs) != 10 || kept.Config.Seed != 12346 || kept.Shows != "curves" {
			t.Errorf("the file holds %+v", kept.Config)
		}
		before, _ := os.Stat(s.Tab.sessionFile())
		s.Press("down")
		if after, _ := os.Stat(s.Tab.sessionFile()); !os.SameFile(before, after) {
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
		{"nowhere", func(t *Tab) { t.folder = "" }, 0, time.Minute, false},
		{"paused", func(t *Tab) { t.runner.Playing = false }, 0, time.Minute, false},
		{"nothing yet", func(t *Tab) { t.runner.Ready = false }, 0, time.Minute, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			tab := showing(training.Snapshot{Config: training.Default()})
			tab.folder, tab.runner.Playing = "somewhere", true
			c.change(tab)
			tab.saveCost.Store(int64(c.cost))
			time.Sleep(c.since)
			if got := tab.saveDue(); got != c.want {
				t.Errorf("%s: due is %v", c.name, got)
			}
		})
	}
}

// A run under way is written by the command that advances it.
func TestSaving(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.Keep(folder, false)
		s.Press("up", "left")
		midway(t, s, 2)
		tab.config.Seed++ // so that it is no mere look
		tab.owned.Store(true)
		tab.runner.Playing, tab.unsaved = true, false
		if err := os.Remove(tab.sessionFile()); err != nil { // written as the run was paused
			t.Fatal(err)
		}
		reply := tab.sync()()
		if _, err := os.Stat(tab.sessionFile()); err == nil {
			t.Error("it is written too soon")
		}
		tab.runner.Take(reply.(run.Msg).Msg.(run.Advanced[training.Config, training.Snapshot]))
		time.Sleep(11 * time.Second)
		cmd := tab.sync()
		if time.Since(tab.saved) != 0 {
			t.Error("the time is not noted")
		}
		cmd()
		var kept session
		if err := store.Load(tab.sessionFile(), &kept); err != nil || !kept.Playing || len(kept.Run.Epochs) != 4 {
			t.Errorf("the file holds %+v, error %v", kept.Run, err)
		}
	})
}

// At the end of the program a command that has not begun does nothing more,
// and what it would have advanced is written.
func TestEnd(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.Keep(folder, false)
		s.Press("R")
		midway(t, s, 2)
		tab.runner.Playing = true
		cmd := tab.sync()
		if err := tab.End(); err != nil {
			t.Fatal(err)
		}
		var kept session
		if err := store.Load(tab.sessionFile(), &kept); err != nil || len(kept.Run.Epochs) != 2 || cmd() != nil {
			t.Errorf("the file holds %+v, error %v", kept.Run, err)
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
	write(tab.sessionFile(), begun(2), noon)
	for i := range 51 {
		name := tab.savedFile(fmt.Sprintf("run %d", i))
		if err := os.WriteFile(name, []byte("no run"), 0o600); err != nil {
			t.Fatal(err)
		}
		when := noon.Add(-time.Duration(i+1) * time.Hour)
		os.Chtimes(name, when, when)
	}
	done := begun(5)
	write(tab.savedFile(previousName), done, noon)
	d := &openDialog{}
	tab.dialog = d
	stage.Do(tab.listFiles(), func(msg tea.Msg) { msg.(run.Msg).Msg.(fileMsg)(tab) })
	if len(d.runs) != 53 {
		t.Fatalf("%d runs are listed", len(d.runs))
	}
	loss := fmt.Sprintf("%.4f", done.Run.Epochs[4].LossTest)
	for i, want := range map[int][2]string{
		0:  {"the training that waits", "the training that waits: epoch 2 of 5, left on 4 Mar 2026 at 12:00. Enter goes on with it."},
		1:  {"previous session                     5/5  " + loss + "   4 Mar 12:00", "previous session (what the start before this one had under way): epoch 5 of 5, saved on 4 Mar 2026 at 12:00."},
		2:  {"run 0                                    damaged   4 Mar 11:00", "run 0: damaged or foreign, of 4 Mar 2026 at 11:00."},
		50: {"run 48 ", "run 48: damaged or foreign, of 2 Mar 2026 at 11:00."},
		51: {"run 49 ", "run 49: not read, saved on 2 Mar 2026 at 10:00."},
	} {
		if line, words := d.runs[i].line(62), d.runs[i].words(); !strings.HasPrefix(line, want[0]) || words != want[1] || len(line) != 62 {
			t.Errorf("row %d: %q (%d), %q", i, line, len(line), words)
		}
	}
	if row, ok := d.keys(tab).Find(stage.Key("d")); ok && row.Foot != "" {
		t.Error("the training that waits can be deleted")
	}
	tab.owned.Store(true)
	if _, ok := tab.waits(); ok || tab.Waits() != "" {
		t.Error("what is gone on with waits")
	}
	for _, epochs := range []int{0, 5} {
		tab.owned.Store(false)
		if write(tab.sessionFile(), begun(epochs), noon); tab.Waits() != "" {
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
		if err := store.Save(filepath.Join(folder, sessionName+extension), session{Config: c}.with(e)); err != nil {
			t.Fatal(err)
		}
		tab.folder = folder
		s.Press("o")
		s.Sees(t, " ▸ the training that waits ", " 3/30 ")
		s.Press("enter")
		if tab.dialog != nil || tab.config.Seed != 77 || len(tab.runner.Snapshot.Epochs) != 30 {
			t.Errorf("seed %d after %d epochs", tab.config.Seed, len(tab.runner.Snapshot.Epochs))
		}
	})
}
