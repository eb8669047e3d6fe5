//go:build unix

package tui

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
)

// broken is a tab that panics where it is told to.
type broken struct {
	tab
	where string
}

func (b broken) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(kit.Pressed); !ok {
		return b.tab.Update(msg)
	}
	switch b.where {
	case "update":
		panic("broken in update")
	case "command":
		return tea.Batch(nil, func() tea.Msg { panic("broken in command") })
	}
	return b.tab.Update(msg)
}

func (b broken) View(f kit.Frame) string {
	if b.where == "view" {
		panic("broken in view")
	}
	return b.tab.View(f)
}

// brokenAt in the environment makes the test's binary the program, with a first
// tab that panics there.
const brokenAt = "NNTUI_BROKEN"

func TestMain(m *testing.M) {
	where := os.Getenv(brokenAt)
	if where == "" {
		os.Exit(m.Run())
	}
	whole := tabs[0].new
	tabs[0].new = func(id int) tab { return broken{whole(id), where} }
	o := cheap("training")
	o.Settings["epochs"], o.Folder, o.Version = "1000000", os.Getenv("XDG_STATE_HOME"), "test"
	if err := Run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// After a panic the real terminal is as it was before, the session is there to be
// gone on with, and the report that is named can be read.
func TestCrash_terminal(t *testing.T) {
	for _, where := range []string{"update", "command", "view"} {
		folder := t.TempDir()
		t.Setenv(brokenAt, where)
		tty, err := openTTY(folder, os.Args[0])
		if err != nil {
			t.Fatal(err)
		}
		defer tty.close()
		time.Sleep(300 * time.Millisecond) // of training
		tty.write("1")
		time.Sleep(100 * time.Millisecond)
		tty.write("r")
		if _, err := tty.ends(5 * time.Second); err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		if err := tty.left(); err != nil {
			t.Errorf("%s: %v", where, err)
		}
		if tty.status() != 1 {
			t.Errorf("%s: status %d", where, tty.status())
		}
		reports, _ := filepath.Glob(filepath.Join(folder, "crash-*.txt"))
		if text := string(tty.since(0)); len(reports) != 1 || !strings.Contains(text, "broken in "+where+"; what happened is in "+reports[0]) {
			t.Errorf("%s: reports %v, said %q", where, reports, text[max(0, len(text)-1000):])
		}
		a, err := newApp(Options{Opening: Opening{Tab: "descent"}, Folder: folder, Resume: true})
		if err != nil {
			t.Fatal(err)
		}
		if (screen{a}).epochs() == 0 {
			t.Errorf("%s: no session is kept", where)
		}
	}
}

// A panic anywhere ends the program, which says what and where its report is.
func TestCrash(t *testing.T) {
	for _, where := range []string{"update", "command", "view"} {
		folder := t.TempDir()
		a, err := newApp(Options{Opening: Opening{Tab: "descent"}, Folder: folder, Version: "test"})
		if err != nil {
			t.Fatal(err)
		}
		a.tabs[0] = broken{a.tabs[0], where}
		in, typed := io.Pipe()
		go func() { // again and again: the first may come too early
			for err := error(nil); err == nil; time.Sleep(20 * time.Millisecond) {
				_, err = typed.Write([]byte("r"))
			}
		}()
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		err = a.play(ctx, folder, tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithWindowSize(80, 24))
		cancel()
		in.Close()
		if err == nil || !strings.Contains(err.Error(), "broken in "+where) {
			t.Errorf("%s: error %v", where, err)
			continue
		}
		files, _ := filepath.Glob(filepath.Join(folder, "crash-*.txt"))
		if len(files) != 1 || !strings.Contains(err.Error(), files[0]) {
			t.Errorf("%s: reports %v, error %v", where, files, err)
			continue
		}
		text, err := os.ReadFile(files[0])
		for _, want := range []string{"nntui test", "broken in " + where, "crash_test.go", "nntui --tab descent"} {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s: no %q in the report (error %v):\n%s", where, want, err, text)
			}
		}
	}
}

// Without a folder the report goes where there is one.
func TestCrash_nowhere(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	a, err := newApp(cheap("descent"))
	if err != nil {
		t.Fatal(err)
	}
	c := &crash{value: "x", stack: []byte("here")}
	if err := c.report(a, ""); !strings.Contains(err.Error(), os.TempDir()) {
		t.Error(err)
	}
	if err := c.report(a, filepath.Join(os.DevNull, "no", "such")); !strings.Contains(err.Error(), "no report could be written") || !strings.Contains(err.Error(), "here") {
		t.Error(err)
	}
	if err := (&crash{}).report(a, ""); err != nil {
		t.Error(err)
	}
}

// A restricted program without a folder writes no report anywhere, but tells all
// of it; with one, the latest ten stay.
func TestCrash_bounded(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Chdir(t.TempDir())
	a, err := newApp(cheap("descent"))
	if err != nil {
		t.Fatal(err)
	}
	a.strict = true
	c := &crash{value: "x", stack: []byte("here")}
	if err := c.report(a, ""); !strings.Contains(err.Error(), "here") {
		t.Error(err)
	}
	for _, folder := range []string{os.TempDir(), "."} {
		if left, _ := os.ReadDir(folder); len(left) > 0 {
			t.Errorf("in %s is %v", folder, left)
		}
	}
	folder := t.TempDir()
	for i := range 12 {
		os.WriteFile(filepath.Join(folder, fmt.Sprintf("crash-2%02d.txt", i)), nil, 0o600)
	}
	if err := c.report(a, folder); !strings.Contains(err.Error(), "what happened is in") {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "crash-*.txt")); len(left) != 10 {
		t.Errorf("there are %d reports", len(left))
	}
}
