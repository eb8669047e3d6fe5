package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func claim(t *testing.T, parent string) *Place {
	t.Helper()
	p, err := Claim(parent, noon)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// put writes a file of so many bytes into a place, as of some minutes after
// noon.
func put(t *testing.T, p *Place, bytes, minutes int) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(p.Folder, "x"), make([]byte, bytes), 0o600); err != nil {
		t.Fatal(err)
	}
	when := noon.Add(time.Duration(minutes) * time.Minute)
	if err := os.Chtimes(filepath.Join(p.Folder, "x"), when, when); err != nil {
		t.Fatal(err)
	}
}

// names are those of the places in a folder.
func names(parent string) (list []string) {
	for _, folder := range Places(parent) {
		list = append(list, filepath.Base(folder))
	}
	return list
}

// A place is somebody's alone, until it is released; empty, it goes then.
func TestPlace(t *testing.T) {
	parent := filepath.Join(t.TempDir(), "a", "b")
	one, two := claim(t, parent), claim(t, parent)
	if filepath.Base(one.Folder) != "20260304-120000" || filepath.Base(two.Folder) != "20260304-120000-2" {
		t.Errorf("%s and %s", one.Folder, two.Folder)
	}
	if _, err := Take(one.Folder); !errors.Is(err, ErrHeld) || !Held(one.Folder) {
		t.Errorf("it is taken twice: %v", err)
	}
	if got := Holder(one.Folder); got != strconv.Itoa(os.Getpid()) {
		t.Errorf("process %q has it", got)
	}
	for _, text := range []string{"", "0", "-1", "x", "12345678901234567890123"} {
		if os.WriteFile(filepath.Join(one.Folder, lockName), []byte(text), 0o600); Holder(one.Folder) != "" {
			t.Errorf("%q is a process", text)
		}
	}
	file := filepath.Join(one.Folder, lockName)
	if os.Rename(file, file+"x"); one.Ours() {
		t.Error("it is still ours without a lock")
	}
	if os.WriteFile(file, nil, 0o600); one.Ours() {
		t.Error("it is still ours with another lock")
	}
	if os.Rename(file+"x", file); !one.Ours() {
		t.Error("it is no longer ours")
	}
	put(t, one, 1, 0)
	one.Release()
	two.Release()
	if got := names(parent); !slices.Equal(got, []string{"20260304-120000"}) || Held(one.Folder) {
		t.Errorf("left are %q", got)
	}
	again, err := Take(one.Folder)
	if err != nil {
		t.Fatal(err)
	}
	again.Remove()
	if _, err := Take(one.Folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is removed is taken: %v", err)
	}
	third := claim(t, parent)
	for file, mode := range map[string]fs.FileMode{parent: 0o700, third.Folder: 0o700, filepath.Join(third.Folder, lockName): 0o600} {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != mode {
			t.Errorf("others may look into %s: %v, %v", file, info, err)
		}
	}
}

// The oldest places go beyond the bounds, but none that somebody has, and never
// the last.
func TestPrune(t *testing.T) {
	for _, c := range []struct {
		most Bounds
		want []int // the places that stay, the last one written first
	}{
		{Bounds{Number: 5, Bytes: 1000}, []int{3, 2, 1, 0}},
		{Bounds{Number: 3, Bytes: 1000}, []int{3, 2, 1}},
		{Bounds{Number: 2, Bytes: 1000}, []int{3, 2}},
		{Bounds{Number: 0, Bytes: 1000}, []int{3}},
		{Bounds{Number: 5, Bytes: 300}, []int{3, 2, 1}},
		{Bounds{Number: 5, Bytes: 299}, []int{3, 2}},
		{Bounds{Number: 5, Bytes: 1}, []int{3}},
	} {
		parent := t.TempDir()
		var places []*Place
		for i := range 4 {
			places = append(places, claim(t, parent))
			put(t, places[i], 100, i)
		}
		held := claim(t, parent) // empty
		for _, p := range places {
			p.unlock()
		}
		var want []string
		for _, i := range c.want {
			want = append(want, filepath.Base(places[i].Folder))
		}
		if Prune(parent, c.most); !slices.Equal(slices.DeleteFunc(names(parent), func(n string) bool { return n == filepath.Base(held.Folder) }), want) || !Held(held.Folder) {
			t.Errorf("%+v: left are %q, want %q", c.most, names(parent), want)
		}
		held.unlock()
		if Prune(parent, c.most); len(names(parent)) != len(want) {
			t.Errorf("%+v: what is empty stays: %q", c.most, names(parent))
		}
	}
}

// The order is that of what was written: looking, clearing up and a clock that was
// wrong do not change it. Of what was set aside, the last three stay.
func TestPlaces(t *testing.T) {
	parent := t.TempDir()
	var places []*Place
	for i, minutes := range []int{10, 20, 0, 1e8, 5} { // the fourth in a time to come
		p := claim(t, parent)
		put(t, p, 1, minutes)
		p.Release()
		places = append(places, p)
		if i == 2 {
			os.Remove(filepath.Join(p.Folder, lockName))
		}
	}
	late := time.Now()
	for _, p := range places[:3] {
		os.Chtimes(p.Folder, late, late)
	}
	if Held(places[2].Folder) {
		t.Error("it is held without a lock")
	}
	os.WriteFile(filepath.Join(places[4].Folder, ".writing-x"), nil, 0o600)
	Prune(parent, Bounds{Number: 9, Bytes: 1e6})
	const first = "20260304-120000"
	want := []string{first + "-2", first, first + "-5", first + "-3", first + "-4"}
	if got := names(parent); !slices.Equal(got, want) {
		t.Errorf("the order is %q, want %q", got, want)
	}
	for i := range 5 {
		folder := filepath.Join(parent, fmt.Sprint("x", i))
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		put(t, &Place{Folder: folder}, 1, i)
		if _, err := SetAside(folder); err != nil {
			t.Fatal(err)
		}
	}
	Prune(parent, Bounds{Number: 9, Bytes: 1e6})
	if left, _ := filepath.Glob(filepath.Join(parent, "x*")); len(left) != 3 || filepath.Base(left[0]) != "x2"+setAside+"1" || len(names(parent)) != 5 {
		t.Errorf("set aside are %q", left)
	}
}

// A place that is given up while Prune waits for it stays, with what was
// written last: neither that it was empty nor that it was old is true any more.
func TestPrune_givenUp(t *testing.T) {
	for _, old := range []int{0, 1} { // bytes in the place before
		parent := t.TempDir()
		kept := claim(t, parent)
		put(t, kept, 1, 10)
		kept.Release()
		p := claim(t, parent)
		if old > 0 {
			put(t, p, old, 0)
		}
		go func() {
			time.Sleep(20 * time.Millisecond)
			put(t, p, 2, 20)
			p.Release()
		}()
		Prune(parent, Bounds{Number: 1, Bytes: 1e6})
		if got := names(parent); len(got) != 2 {
			t.Errorf("of a place with %d bytes and another, %q are left", old, got)
		}
	}
}

// Where there are no locks, a file with the process's ID stands for one; that
// of a dead process does not.
func TestLockByID(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lock.pid")
	unlock, err := lockByID(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lockByID(file); !errors.Is(err, ErrHeld) {
		t.Errorf("it is taken twice: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may look into it: %v, %v", info, err)
	}
	unlock()
	dead := exec.Command(os.Args[0], "-test.run=^$")
	if err := dead.Run(); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]error{
		strconv.Itoa(dead.Process.Pid): nil, fmt.Sprintln(dead.Process.Pid): nil,
		strconv.Itoa(os.Getppid()): ErrHeld, "who knows": ErrHeld, "": ErrHeld,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		unlock, err := lockByID(file)
		if !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
		if err == nil {
			unlock()
		}
	}
	if _, err := lockByID(filepath.Join(file, "x")); err == nil || errors.Is(err, ErrHeld) {
		t.Errorf("in no folder: %v", err)
	}
}

// There is room for so many files, until they have so many bytes.
func TestRoom(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "saved")
	most := Bounds{Named: 3, Bytes: 100}
	want := func(text string) {
		t.Helper()
		if err := most.Room(folder); (err == nil) != (text == "") || err != nil && !strings.Contains(err.Error(), text) {
			t.Errorf("%v, want %q", err, text)
		}
	}
	want("") // of none
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		bytes int
		want  string
	}{{40, ""}, {59, ""}, {0, "there are 3 already, as many as are kept here"}} {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprint(i)), make([]byte, c.bytes), 0o600); err != nil {
			t.Fatal(err)
		}
		want(c.want)
	}
	most.Named = 9
	want("")
	most.Bytes = 99
	want("those there are have 99 bytes, all that they may have here")
	folder = filepath.Join(folder, "0")
	want("not a folder")
}
