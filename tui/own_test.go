package tui

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/files"
	"nntui/tui/kit/stage"
)

// strict opens a restricted program with a folder for its state.
func strict(folder, tab string) screen {
	return openScreen(Options{Opening: Opening{Tab: tab}, Folder: folder, Restricted: true}, 120, 24)
}

// What a restricted program exports goes to its own folder, whatever is typed,
// pasted or clicked.
func TestOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		s := strict(folder, "descent")
		s.press("esc", "e")
		s.sees(t, "in "+filepath.Join(folder, "exports")+": the latest 50, up to 50 MB", "y copy")
		s.lacks(t, "unless the name says where", "ctrl+u")
		s.press("ctrl+u", "/", "t", "m", "p", "/", "x", "backspace")
		s.send(tea.PasteMsg{Content: "/tmp/x.csv"})
		s.press("enter")
		s.sees(t, "Written: "+filepath.Join(folder, "exports", "descent-step-0.1-path.csv"))
		if left, _ := os.ReadDir(filepath.Join(folder, "exports")); len(left) != 1 {
			t.Errorf("there are %v", left)
		}
		s.press("enter")
		s.sees(t, "exists. Enter once more")
		s.press("enter")
		s.sees(t, "Written: ")
	})
}

// Without a folder nothing is written; it can be copied all the same.
func TestOwn_nowhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := strict("", "descent")
		s.press("e")
		s.sees(t, "there is no folder here to write to")
		s.lacks(t, "enter write")
		s.press("enter")
		if said := s.sheet.(*exportSheet).said; said != "" {
			t.Error(said)
		}
	})
}

// y copies what is text, as far as terminals take it.
func TestOwn_copy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := strict(t.TempDir(), "descent")
		s.press("esc", "e")
		_, cmd := s.Update(stage.Key("y"))
		var copied string
		var take func(tea.Msg)
		take = func(msg tea.Msg) {
			if fmt.Sprintf("%T", msg) == fmt.Sprintf("%T", tea.SetClipboard("")()) {
				copied = fmt.Sprint(msg)
			}
			_, cmd := s.Update(msg)
			stage.Do(cmd, take)
		}
		stage.Do(cmd, take)
		if !strings.HasPrefix(copied, "step,") {
			t.Errorf("copied is %.40q", copied)
		}
		s.sees(t, "Copied: ", "(OSC 52)")
		for !strings.HasSuffix(s.sheet.(*exportSheet).chosen, ".png") {
			s.press("down")
		}
		s.lacks(t, "y copy")
		s.press("esc", "right")
		s.set("descent", "steps", "9000")
		s.press("r", "e", "y")
		s.sees(t, "Not copied: it has more than 100 kB, more than terminals take.")
	})
}

// The oldest files go that there is no room for, those of others and folders
// stay.
func TestKeepLatest(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "[a]*") // which a pattern would take for one
	for i, c := range []struct {
		most  int
		bytes int64
		stay  string
	}{
		{9, 99, ".hidden a-0 a-1 a-2 a-3 b link sub"}, {3, 99, ".hidden a-1 a-2 a-3 b link sub"}, {0, 99, ".hidden b link sub"},
		{9, 40, ".hidden a-0 a-1 a-2 a-3 b link sub"}, {9, 39, ".hidden a-1 a-2 a-3 b link sub"}, {9, 9, ".hidden b link sub"},
	} {
		os.RemoveAll(folder)
		os.MkdirAll(filepath.Join(folder, "sub"), 0o700)
		os.Symlink("b", filepath.Join(folder, "link"))
		for j, name := range []string{"a-0", "a-1", "a-2", "a-3", "b", ".hidden"} {
			file := filepath.Join(folder, name)
			os.WriteFile(file, make([]byte, 10), 0o600)
			os.Chtimes(file, time.Time{}, time.Unix(int64(1000+j), 0))
		}
		if err := keepLatest(folder, "a-", c.most, c.bytes); err != nil {
			t.Error(err)
		}
		var names []string
		entries, _ := os.ReadDir(folder)
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if got := strings.Join(names, " "); got != c.stay {
			t.Errorf("%d: %s, want %s", i, got, c.stay)
		}
	}
}

// Of exports the latest 50 stay, and none is larger than all may be; a link in
// their place is not followed.
func TestWriteOwn(t *testing.T) {
	files.Follow = false
	defer func() { files.Follow = true }()
	state := t.TempDir()
	folder := ownFolder(state)
	text := func(n int) func(io.Writer) error {
		return func(w io.Writer) error { _, err := w.Write(make([]byte, n)); return err }
	}
	for i := range mostOwn + 2 {
		file := filepath.Join(folder, fmt.Sprintf("%03d", i))
		if err := writeOwn(file, false, text(1)); err != nil {
			t.Fatal(err)
		}
		os.Chtimes(file, time.Time{}, time.Unix(int64(1000+i), 0))
	}
	entries, _ := os.ReadDir(folder)
	if len(entries) != mostOwn || entries[0].Name() != "002" {
		t.Errorf("%d files, the first is %v", len(entries), entries[0])
	}
	if err := writeOwn(filepath.Join(folder, "large"), false, text(ownBytes+1)); err == nil || !strings.Contains(err.Error(), "it has more than 50 MB") {
		t.Errorf("too large: %v", err)
	}
	if err := writeOwn(filepath.Join(folder, "full"), false, text(ownBytes)); err != nil {
		t.Error(err)
	}
	if entries, _ = os.ReadDir(folder); len(entries) != 1 || entries[0].Name() != "full" {
		t.Errorf("beside a file that takes all the room there are %v", entries)
	}
	outside := t.TempDir()
	os.WriteFile(filepath.Join(outside, "mine"), []byte("mine"), 0o600)
	os.Symlink(filepath.Join(outside, "mine"), filepath.Join(folder, "link"))
	if err := writeOwn(filepath.Join(folder, "link"), true, text(1)); err == nil {
		t.Error("a link is followed")
	}
	os.RemoveAll(folder)
	os.Symlink(outside, folder)
	if err := writeOwn(filepath.Join(folder, "x"), false, text(1)); err == nil {
		t.Error("a link to a folder is followed")
	}
	if got, _ := os.ReadFile(filepath.Join(outside, "mine")); string(got) != "mine" {
		t.Errorf("outside is %q", got)
	}
}

// A minute before the end the program asks whether anybody is there, and ends
// unless somebody is.
func TestIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 120, 24)
		s.idle.after = 30 * time.Minute
		ended := make(chan bool, 1)
		go s.idle.watch(t.Context(), func() { ended <- true })
		time.Sleep(29 * time.Minute)
		synctest.Wait()
		s.send(tea.WindowSizeMsg{Width: 120, Height: 24}) // is nobody
		s.idled()
		s.sees(t, "Is anybody there? Without a key all is saved, and the program ends in 1m0s.")
		for _, sign := range []tea.Msg{stage.Key("x"), tea.PasteMsg{}, tea.MouseMotionMsg{}} {
			s.Update(sign)
			if left := s.idle.left(); left != 30*time.Minute {
				t.Errorf("after %T %v are left", sign, left)
			}
			time.Sleep(29*time.Minute - time.Second)
			if s.note = ""; s.idled() == nil || s.note != "" {
				t.Errorf("asks too early, or never again: %s", s.note)
			}
		}
		select {
		case <-ended:
			t.Error("ends though somebody was there")
		default:
		}
		time.Sleep(time.Minute + 2*time.Second)
		synctest.Wait()
		if len(ended) != 1 || !slices.Equal(s.idle.words(), []string{"nntui ended: for 30m there was neither a key nor the mouse."}) {
			t.Errorf("does not end: %v", s.idle.words())
		}
	})
	var never idle
	if never.wait() != nil || never.words() != nil {
		t.Error("without a limit it waits for the end")
	}
}
