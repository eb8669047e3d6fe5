//go:build unix

package files

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// dead makes a temporary of a program that is no more.
func dead(t *testing.T, folder string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, prefix+"OLD"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A dead temporary goes with the next file that is written, and nothing else.
func TestSweep(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "a.writing-x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	live, err := newTemporary(folder, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	dead(t, folder)
	for what, sweep := range map[string]func() error{
		"Sweep": func() error { Sweep(folder); return nil },
		"Check": func() error { return Check(filepath.Join(folder, "new"), true) },
		"Write": func() error { return Write(filepath.Join(folder, "new"), true, says("x")) },
	} {
		dead(t, folder)
		if err := sweep(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if left, _ := filepath.Glob(filepath.Join(folder, prefix+"*")); len(left) != 1 || left[0] != live.Name() {
			t.Errorf("%s leaves %v", what, left)
		}
	}
	live.end()
	holds(t, folder, "a.writing-x", "", "new", "x")
}

// What is named like a temporary and is no file is not even opened.
func TestSweep_odd(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(folder, prefix+"fifo"), 0o600); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("nothing", filepath.Join(folder, prefix+"link")); err != nil {
		t.Skip(err)
	}
	timely(t, func() { Sweep(folder) })
	if entries, _ := os.ReadDir(folder); len(entries) != 2 {
		t.Errorf("left: %v", entries)
	}
}

// Many that write while others sweep lose nothing.
func TestSweep_race(t *testing.T) {
	folder := t.TempDir()
	stop := make(chan bool)
	var sweepers, writers sync.WaitGroup
	for range 2 {
		sweepers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					Sweep(folder)
				}
			}
		})
	}
	for i := range 4 {
		writers.Go(func() {
			for range 50 {
				if err := Write(filepath.Join(folder, string(rune('a'+i))), true, says("whole")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	sweepers.Wait()
	holds(t, folder, "a", "whole", "b", "whole", "c", "whole", "d", "whole")
}

// A file of the program's own is for its owner alone, also where one of an
// older version was not.
func TestKeep(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a", "b", "file")
	check := func(text string) {
		t.Helper()
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, error %v", info.Mode(), err)
		}
		holds(t, filepath.Dir(name), "file", text)
	}
	if err := Keep(name, says("first")); err != nil {
		t.Fatal(err)
	}
	check("first")
	if info, err := os.Stat(filepath.Dir(name)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, error %v", info.Mode(), err)
	}
	if err := os.Chmod(name, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Keep(name, says("second")); err != nil {
		t.Fatal(err)
	}
	check("second")
	if err := Keep(filepath.Join(name, "below"), says("x")); err == nil {
		t.Error("kept below a file")
	}
}

// The file that an export makes has the permissions of any new file.
func TestWrite_mode(t *testing.T) {
	old := syscall.Umask(0o022)
	defer syscall.Umask(old)
	name := filepath.Join(t.TempDir(), "file")
	if err := Write(name, false, says("x")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("%v, error %v", info.Mode(), err)
	}
}

// A folder that vanishes while a file is written is said, and what it was.
func TestWrite_vanished(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "sub")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	err := Write(filepath.Join(folder, "new"), true, func(io.Writer) error { return os.RemoveAll(folder) })
	if want := "the folder " + folder + " does not exist"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// Of two that change a file, each sees what the other has written.
func TestAlone(t *testing.T) {
	name := filepath.Join(t.TempDir(), "sub", "file")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := Alone(name, func() error {
				text, _ := os.ReadFile(name)
				time.Sleep(time.Millisecond)
				return os.WriteFile(name, append(text, 'x'), 0o600)
			}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if text, err := os.ReadFile(name); !bytes.Equal(text, []byte(strings.Repeat("x", 8))) {
		t.Errorf("%q, error %v", text, err)
	}
}

// Whoever does not let go is not waited for for ever.
func TestAlone_held(t *testing.T) {
	name, done := filepath.Join(t.TempDir(), "file"), make(chan error)
	err := Alone(name, func() error {
		go func() { done <- Alone(name, func() error { t.Error("both at once"); return nil }) }()
		return <-done
	})
	if want := filepath.Dir(name) + " is in use by another nntui"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if err := Alone(name, func() error { return nil }); err != nil {
		t.Errorf("after that: %v", err)
	}
}

// Where a file cannot take its name in the end, what was there before stays, and
// nothing comes up.
func TestWrite_unnamed(t *testing.T) {
	for _, replace := range []bool{false, true} {
		folder, want := t.TempDir(), []string(nil)
		name := filepath.Join(folder, "file")
		if replace {
			want = []string{"file", "old"}
			if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		err := Write(name, replace, func(io.Writer) error {
			left, _ := filepath.Glob(filepath.Join(folder, prefix+"*"))
			return os.Remove(left[0])
		})
		if err == nil {
			t.Error("it is written")
		}
		holds(t, folder, want...)
	}
}

// One file has one whole name.
func TestWhole(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	folder, err := filepath.EvalSymlinks(folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir("sub", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("sub/there", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"other": "sub", "link": "other/there"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	for name, want := range map[string]string{
		"new": "new", "./new": "new", "sub/../new": "new", "other/new": "sub/new", "link": "sub/there", "other/there": "sub/there", "no/./new": "no/new",
	} {
		if got := Whole(name); got != filepath.Join(folder, want) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
