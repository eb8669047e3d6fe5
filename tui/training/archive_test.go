package training

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"nntui/model/training"
	"nntui/tui/kit/stage"
	"nntui/tui/store"
)

// files0 are the files of a session with their bytes.
func files0(t *testing.T, a *archive) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(a.place.Folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(a.path(e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(text)
	}
	return files
}

// begun returns the run of a small net, and an archive for it.
func begun(t *testing.T) (*training.Training, *archive) {
	t.Helper()
	c := training.Default()
	c.Layers, c.Epochs = small, 100
	e, err := training.New(c)
	if err != nil {
		t.Fatal(err)
	}
	p, err := store.Claim(t.TempDir(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Release() })
	return e, archiveAt(p)
}

// Of the epochs, only the new ones are written, and what is read again is the
// whole.
func TestArchive(t *testing.T) {
	e, a := begun(t)
	s := session{Config: e.Snapshot().Config, Number: 2, Runs: []training.Run{{Number: 1, Config: training.Default(), Epochs: learning(7)}}}
	grown := ""
	for i, epochs := range []int{0, 1, 5, 5, 30} {
		e.Advance(epochs*e.Batches()-len(e.Snapshot().Epochs)*e.Batches(), 0)
		s.copy = i + 1
		if err := a.write(s.with(e)); err != nil {
			t.Fatal(err)
		}
		got, again, err := readSession(a.path(sessionName))
		if err != nil {
			t.Fatal(err)
		}
		want := e.Save()
		if !reflect.DeepEqual(again.Save(), want) || !reflect.DeepEqual(got.Runs, s.Runs) || got.Stands.Epochs != epochs {
			t.Fatalf("after %d epochs it holds %+v", epochs, got.Stands)
		}
		files := files0(t, a)
		if epochs > 0 && len(files) != 5 { // lock, session, weights, and the epochs of two runs
			t.Errorf("there are %d files", len(files))
		}
		now := files[got.RunRows.File]
		if len(now) != epochs*48 || !strings.HasPrefix(now, grown) {
			t.Errorf("after %d epochs the file has %d bytes", epochs, len(now))
		}
		grown = now
	}
	if err := a.write(session{copy: 3}); err != nil || files0(t, a)[sessionName] == "" || a.last != 5 {
		t.Errorf("an older copy has taken its place: %v", err)
	}
	if info, err := os.Stat(a.path(sessionName)); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v %v", info, err)
	}
}

// Who removes a session's files, or its lock, or all of it, loses nothing of the
// session that is under way: the next save writes all of it, if need be at another
// place.
func TestSave_takenAway(t *testing.T) {
	for _, c := range []struct {
		name  string
		do    func(place string) error
		moves bool
	}{
		{"nothing", func(string) error { return nil }, false},
		{"the epochs", func(place string) error { return os.Remove(filepath.Join(place, epochsName+"1")) }, false},
		{"the end of the epochs", func(place string) error { return os.Truncate(filepath.Join(place, epochsName+"1"), 7) }, false},
		{"all files but the lock", func(place string) error {
			for _, name := range []string{sessionName, epochsName + "1", weightsName + "2"} {
				if err := os.Remove(filepath.Join(place, name)); err != nil {
					return err
				}
			}
			return nil
		}, false},
		{"the lock", func(place string) error { return os.Remove(filepath.Join(place, "lock")) }, true},
		{"all", os.RemoveAll, true},
		{"all, and it is made again", func(place string) error { return errors.Join(os.RemoveAll(place), os.Mkdir(place, 0o700)) }, true},
	} {
		e, _ := begun(t)
		tab := &Tab{keeping: keeping{folder: t.TempDir()}}
		p, err := store.Claim(tab.sessions(), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		a := archiveAt(p)
		first := a
		save := func(n int) {
			t.Helper()
			e.Advance(e.Batches(), 0)
			now, err := tab.claimed(a)
			if err == nil {
				err = now.write(session{Config: e.Snapshot().Config, Number: 1, copy: n}.with(e))
			}
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			a = now
		}
		save(1)
		if err := c.do(p.Folder); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		save(2)
		if s, _, err := readSession(a.path(sessionName)); err != nil || len(s.Run.Epochs) != 2 {
			t.Errorf("%s: %v", c.name, err)
		}
		if moved := a != first; moved != c.moves || !a.place.Ours() {
			t.Errorf("%s: it is kept at another place: %v", c.name, moved)
		}
		a.end(nil)
	}
}

// A session is left for another once its last copy is written, and not before;
// and for one other at a time.
func TestSwap(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.Keep(folder, false, store.Usual)
		e, _ := begun(t)
		p, err := store.Claim(tab.sessions(), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		other := archiveAt(p)
		last := session{Config: e.Snapshot().Config, copy: 1}.with(e)
		other.end(&last)
		find := func() string { return p.Folder }
		first := tab.archive
		obstacle := first.path(fmt.Sprint(weightsName, first.files+2))
		if err := os.Mkdir(obstacle, 0o700); err != nil {
			t.Fatal(err)
		}
		cmd := tab.turnSession(find)
		if tab.turnSession(find) != nil || !strings.Contains(tab.note, "One moment") {
			t.Errorf("another swap is begun: %q", tab.note)
		}
		stage.Do(cmd, s.Send)
		if tab.archive != first || !strings.HasPrefix(tab.note, "Not left: ") || store.Held(p.Folder) {
			t.Errorf("%q, at %s", tab.note, tab.archive.place.Folder)
		}
		os.Remove(obstacle) // unless a save has swept it away
		stage.Do(tab.turnSession(find), s.Send)
		if tab.archive == first || tab.archive.place.Folder != p.Folder || store.Held(first.place.Folder) {
			t.Errorf("%q, at %s", tab.note, tab.archive.place.Folder)
		}
		if left, _, err := readSession(first.path(sessionName)); err != nil || len(left.Run.Epochs) != 10 {
			t.Errorf("the one that was left: %v", err)
		}
	})
}

// Weights of another time, or of another session, are not taken for those that
// belong to the epochs.
func TestArchive_otherWeights(t *testing.T) {
	e, a := begun(t)
	write := func(n int) (weights string, text []byte) {
		t.Helper()
		e.Advance(e.Batches(), 0)
		if err := a.write(session{Config: e.Snapshot().Config, copy: n}.with(e)); err != nil {
			t.Fatal(err)
		}
		var s session
		if err := store.Load(a.path(sessionName), &s); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(a.path(s.Weights))
		if err != nil {
			t.Fatal(err)
		}
		return a.path(s.Weights), text
	}
	_, old := write(1)
	weights, now := write(2)
	for _, text := range [][]byte{old, now} {
		if err := os.WriteFile(weights, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := readSession(a.path(sessionName)); errors.Is(err, store.ErrDamaged) != (&text[0] == &old[0]) {
			t.Errorf("error %v", err)
		}
	}
}

// A session that somebody made up does not fill the memory: of all its runs
// together there are no more epochs than a session has.
func TestArchive_tooMany(t *testing.T) {
	_, a := begun(t)
	s := session{Config: training.Default(), copy: 1, Runs: []training.Run{{Number: 1, Epochs: make([]training.Epoch, training.MaxEpochs)}}}
	if err := a.write(s); err != nil {
		t.Fatal(err)
	}
	var file session
	if err := store.Load(a.path(sessionName), &file); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 3; n++ {
		file.Runs, file.Rows = make([]training.Run, n), slices.Repeat(file.Rows[:1], n)
		if err := file.gather(a.place.Folder); (err == nil) != (n < 3) {
			t.Errorf("%d million epochs: %v", n, err)
		}
	}
}

// A session that is gone on with is appended to: its epochs are not written anew.
func TestArchive_goesOn(t *testing.T) {
	e, a := begun(t)
	e.Advance(9*e.Batches(), 0)
	s := session{Config: e.Snapshot().Config, Number: 2, Runs: []training.Run{{Number: 1, Config: training.Default(), Epochs: learning(7)}}, copy: 1}
	if err := a.write(s.with(e)); err != nil {
		t.Fatal(err)
	}
	before := files0(t, a)
	a.end(nil)
	again, s, run, err := take(a.place.Folder)
	if err != nil {
		t.Fatal(err)
	}
	run.Advance(run.Batches(), 0)
	s.copy = 1
	if err := again.write(s.with(run)); err != nil {
		t.Fatal(err)
	}
	for name, text := range before {
		if now, isRows := files0(t, again)[name], strings.HasPrefix(name, epochsName); isRows && !strings.HasPrefix(now, text) {
			t.Errorf("of %s with %d bytes there are %d", name, len(text), len(now))
		}
	}
	if got, _, err := readSession(again.path(sessionName)); err != nil || len(got.Run.Epochs) != 10 || len(got.Runs) != 1 {
		t.Errorf("it holds %+v: %v", got.Stands, err)
	}
}

// Another run of the same number does not touch the epochs of the first before
// it is on the disk.
func TestArchive_otherRun(t *testing.T) {
	_, a := begun(t)
	first := session{Config: training.Default(), Runs: []training.Run{{Number: 1, Config: training.Default(), Epochs: learning(7)}}, copy: 1}
	if err := a.write(first); err != nil {
		t.Fatal(err)
	}
	before := files0(t, a)
	other := first
	other.copy, other.Runs = 2, []training.Run{{Number: 1, Config: training.Default(), Epochs: learning(3)}}
	if err := a.writeParts(&other); err != nil {
		t.Fatal(err)
	}
	for name, text := range before { // a kill leaves it so
		if now := files0(t, a)[name]; now != text {
			t.Errorf("%s has changed", name)
		}
	}
	again := archiveAt(a.place)
	other.copy, other.Runs, other.Rows = 2, []training.Run{{Number: 1, Config: training.Default(), Epochs: learning(3)}}, nil
	if err := again.write(other); err != nil {
		t.Fatal(err)
	}
	if got, _, err := readSession(a.path(sessionName)); err != nil || len(got.Runs[0].Epochs) != 3 || len(files0(t, a)) != 3 {
		t.Errorf("%+v, %v, %d files", got.Runs, err, len(files0(t, a)))
	}
}

// A session of which a file is damaged or missing, or the lists do not agree, is
// damaged.
func TestArchive_damaged(t *testing.T) {
	e, a := begun(t)
	e.Advance(3*e.Batches(), 0)
	s := session{Config: e.Snapshot().Config, Number: 2, Runs: []training.Run{{Number: 1, Config: training.Default(), Epochs: learning(7)}}, copy: 1}.with(e)
	if err := a.write(s); err != nil {
		t.Fatal(err)
	}
	for name, text := range files0(t, a) {
		if name == lockFile {
			continue
		}
		for _, damaged := range [][]byte{nil, bytes.Replace([]byte(text), []byte(text[len(text)-9:]), []byte("something"), 1)} {
			if damaged == nil {
				os.Remove(a.path(name))
			} else if err := os.WriteFile(a.path(name), damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, _, err := readSession(a.path(sessionName)); err == nil {
				t.Errorf("%s is damaged, and nobody notices", name)
			}
		}
		if err := os.WriteFile(a.path(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := readSession(a.path(sessionName)); err != nil {
		t.Fatal(err)
	}
	var file session
	if err := store.Load(a.path(sessionName), &file); err != nil {
		t.Fatal(err)
	}
	file.Rows = append(file.Rows, file.Rows...)
	if err := file.gather(a.place.Folder); err == nil {
		t.Error("there are rows of runs that are not there")
	}
}

const lockFile = "lock"

// Where a save fails, the reason stays until one succeeds; it is tried again
// after a second, and each time after twice as long, up to a minute.
func TestTrouble(t *testing.T) {
	folder := t.TempDir()
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		tab.Keep(folder, false, store.Usual)
		place := filepath.Dir(tab.archive.place.Folder)
		if err := os.Rename(place, place+"x"); err != nil { // so that nothing can be written there
			t.Fatal(err)
		}
		if err := os.WriteFile(place, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		tab.wrote(tab.archive.write(session{Config: tab.config, copy: 99}), 0)
		if !strings.Contains(tab.Trouble(), place) || !tab.unsaved || tab.retry != time.Second || tab.tryAgain() == nil {
			t.Fatalf("trouble %q, unsaved %v, tried again in %v", tab.Trouble(), tab.unsaved, tab.retry)
		}
		if !strings.HasPrefix(tab.note, "Not saved: ") || !strings.Contains(tab.note, place) {
			t.Errorf("it is not said: %q", tab.note)
		}
		tab.note = ""
		for _, want := range []time.Duration{2, 4, 8, 16, 32, 60, 60} {
			tab.wrote(syscall.ENOSPC, 0)
			if want *= time.Second; tab.retry != want || time.Until(tab.next) != want || tab.tryAgain() == nil || tab.tryAgain() != nil {
				t.Errorf("tried again in %v, want %v", tab.retry, want)
			}
			if tab.note != "" {
				t.Errorf("it is said again: %q", tab.note)
			}
			if time.Sleep(want - time.Nanosecond); tab.saveDue() {
				t.Error("too soon")
			}
			if time.Sleep(time.Nanosecond); !tab.saveDue() {
				t.Error("not tried again")
			}
		}
		if tab.End() == nil {
			t.Error("the end says nothing")
		}
		os.Remove(place)
		if err := os.Rename(place+"x", place); err != nil {
			t.Fatal(err)
		}
		tab.archive.ended, tab.copies = false, 100
		tab.wrote(syscall.ENOSPC, 0)
		tab.tryAgain()
		time.Sleep(time.Minute)
		stage.Do(tab.sync(), s.Send)
		s.Sees(t, "The session is saved again.")
		if tab.Trouble() != "" || tab.retry != 0 || len(kept(t, tab).Run.Epochs) != 10 {
			t.Errorf("trouble %q", tab.Trouble())
		}
	})
	tab := New(0)
	tab.Keep(filepath.Join(folder, "x"), false, store.Usual)
	if tab.Trouble() != "" {
		t.Error(tab.Trouble())
	}
	tab = New(0)
	if tab.Keep("/dev/null/x", false, store.Usual); tab.Trouble() == "" {
		t.Error("nothing says that there can be no session")
	}
}
