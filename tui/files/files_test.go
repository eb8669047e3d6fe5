package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// says returns a function that writes a text.
func says(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// holds checks what a folder holds, as name and text in turn, and no more.
func holds(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		text, _ := os.ReadFile(filepath.Join(folder, e.Name()))
		got = append(got, e.Name(), string(text))
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func TestWrite(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "path.csv")
	if err := Write(name, false, says("first")); err != nil {
		t.Fatal(err)
	}
	holds(t, folder, "path.csv", "first")
	if err := Write(name, false, says("second")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v, want one that the file exists", err)
	}
	holds(t, folder, "path.csv", "first")
	if err := Write(name, true, says("second")); err != nil {
		t.Fatal(err)
	}
	holds(t, folder, "path.csv", "second")
}

// Whatever fails, the message names it and the folder is as it was.
func TestWrite_fails(t *testing.T) {
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	if err := os.WriteFile(in("old"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	inner := errors.New("no figure of that")
	for _, c := range []struct {
		what, name, want string
		write            func(io.Writer) error
		cause            error
		foreseen         bool // by Check
	}{
		{"a full disk", in("old"), "no space left for " + in("old"), fails(&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}), syscall.ENOSPC, false},
		{"a quota", in("old"), "no space left for " + in("old") + ": the quota is used up", fails(syscall.EDQUOT), syscall.EDQUOT, false},
		{"an error of the caller", in("new"), in("new") + ": no figure of that", fails(inner), inner, false},
		{"a missing file of the caller's", in("new"), in("new") + ": file does not exist", fails(fs.ErrNotExist), fs.ErrNotExist, false},
		{"no folder", in("none/new"), "the folder " + in("none") + " does not exist", says("x"), fs.ErrNotExist, true},
		{"a file for a folder", in("old/new"), in("old") + " is a file, not a folder", says("x"), syscall.ENOTDIR, true},
		{"further down", in("old/no/new"), in("old") + " is a file, not a folder", says("x"), syscall.ENOTDIR, true},
		{"a folder", folder, folder + " is a folder", says("x"), nil, true},
		{"no name", "", "the name of the file is missing", says("x"), nil, true},
		{"a name of a folder", in("new") + "/", in("new") + "/ is not the name of a file", says("x"), nil, true},
		{"a device", os.DevNull, os.DevNull + " is not a regular file", says("x"), nil, true},
		{"a long name", in(strings.Repeat("x", 300)), `"` + strings.Repeat("x", 300) + `" is too long for the name of a file`, says("x"), syscall.ENAMETOOLONG, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			before := Check(c.name, true)
			err := Write(c.name, true, c.write)
			if c.foreseen != (before != nil) || before != nil && before.Error() != c.want {
				t.Errorf("Check says %v, Write %v", before, err)
			}
			if err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
			if c.cause != nil && !errors.Is(err, c.cause) {
				t.Errorf("%v does not wrap %v", err, c.cause)
			}
			holds(t, folder, "old", "old")
		})
	}
}

func fails(err error) func(io.Writer) error {
	return func(w io.Writer) error {
		w.Write(bytes.Repeat([]byte("half of it "), 1000))
		return err
	}
}

func TestWrite_noPermission(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	err := Write(filepath.Join(folder, "new"), false, says("x"))
	if before := Check(filepath.Join(folder, "new"), false); before == nil || before.Error() != err.Error() {
		t.Errorf("Check says %v, Write %v", before, err)
	}
	if want := "no permission to write in " + folder; err == nil || err.Error() != want || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error %v, want %s", err, want)
	}
}

// What the system says of folders that a test cannot make is put into words
// as well.
func TestExplain(t *testing.T) {
	for cause, want := range map[error]string{
		syscall.EACCES: "no permission to write in /usr",
		syscall.EROFS:  "/usr/figures is on a disk that can only be read",
		syscall.ENOSPC: "no space left for /usr/figures/a.svg",
		syscall.EIO:    "/usr/figures/a.svg: input/output error",
	} {
		if got := explain("/usr/figures/a.svg", cause); got.Error() != want || !errors.Is(got, cause) {
			t.Errorf("%v: got %v, want %s", cause, got, want)
		}
	}
	here := t.TempDir()
	if got, want := explain(filepath.Join(here, "a.svg"), syscall.ENOENT).Error(), "the system lets no files be made in "+here; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	t.Chdir(here)
	if got, want := explain("a.svg", syscall.EACCES).Error(), "no permission to write in "+here; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A folder that one may not enter is told from one that one may not write in.
func TestExplain_closed(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may look everywhere")
	}
	closed := t.TempDir()
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	err := Check(filepath.Join(closed, "sub", "new"), false)
	if want := "no permission to look into " + closed; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestMakeFolder(t *testing.T) {
	here := t.TempDir()
	if err := MakeFolder(filepath.Join(here, "a", "b")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(here, "a", "b")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, error %v", info, err)
	}
	file := filepath.Join(here, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{file, filepath.Join(file, "a")} {
		if err := MakeFolder(folder); err == nil || err.Error() != file+" is a file, not a folder" || !errors.Is(err, syscall.ENOTDIR) {
			t.Errorf("error %v", err)
		}
	}
}

func TestWrite_panics(t *testing.T) {
	folder := t.TempDir()
	defer func() {
		if recover() == nil {
			t.Error("the panic is gone")
		}
		holds(t, folder)
	}()
	Write(filepath.Join(folder, "new"), false, func(io.Writer) error { panic("in the middle") })
}

// Of many that want a new file of one name, one gets it.
func TestWrite_race(t *testing.T) {
	folder := t.TempDir()
	var won atomic.Int32
	var winner atomic.Value
	var wg sync.WaitGroup
	start := make(chan bool)
	for i := range 8 {
		wg.Go(func() {
			text := strings.Repeat(fmt.Sprint(i), 10_000)
			<-start
			switch err := Write(filepath.Join(folder, "new"), false, says(text)); {
			case err == nil:
				won.Add(1)
				winner.Store(text)
			case !errors.Is(err, fs.ErrExist):
				t.Errorf("error %v", err)
			}
		})
	}
	close(start)
	wg.Wait()
	if won.Load() != 1 {
		t.Fatalf("%d have written a new file", won.Load())
	}
	holds(t, folder, "new", winner.Load().(string))
}

// What is being written when the program ends is written to its end, and
// nothing more is begun.
func TestFinish(t *testing.T) {
	folder := t.TempDir()
	begun, goOn := make(chan bool), make(chan bool)
	go Write(filepath.Join(folder, "first"), false, func(w io.Writer) error {
		close(begun)
		<-goOn
		return says("whole")(w)
	})
	<-begun
	finished := make(chan bool)
	go func() { Finish(); close(finished) }()
	defer writing.Unlock() // for the other tests
	for writing.TryRLock() {
		writing.RUnlock() // Finish has not begun to wait
	}
	if err := Write(filepath.Join(folder, "second"), false, says("x")); !errors.Is(err, errEnding) {
		t.Errorf("error %v", err)
	}
	close(goOn)
	<-finished
	holds(t, folder, "first", "whole")
}

// A link stays one, and the file that it leads to keeps its mode.
func TestWrite_link(t *testing.T) {
	folder := t.TempDir()
	file, link := filepath.Join(folder, "file"), filepath.Join(folder, "link")
	if err := os.Symlink("file", link); err != nil {
		t.Skip(err)
	}
	for _, replace := range []bool{false, true} {
		if err := Write(link, replace, says("new")); err == nil || err.Error() != link+" is a link to a file that is not there" {
			t.Errorf("error %v", err)
		}
	}
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(link, false, says("new")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v", err)
	}
	if err := Write(link, true, says("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, folder, "file", "new", "link", "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is a %v, error %v", info.Mode(), err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, error %v", info.Mode(), err)
	}
}

// Where no link is to be followed, none is: neither a file nor a folder.
func TestFollow(t *testing.T) {
	Follow = false
	defer func() { Follow = true }()
	folder := t.TempDir()
	mine, file, sub := filepath.Join(folder, "mine"), filepath.Join(folder, "link"), filepath.Join(folder, "sub")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	os.Symlink(mine, file)
	os.Symlink(t.TempDir(), sub)
	write := func(w io.Writer) error { _, err := io.WriteString(w, "theirs"); return err }
	for name, err := range map[string]error{
		file: Write(file, true, write), "kept " + file: Keep(file, write), sub: MakeFolder(sub), "in " + sub: Keep(filepath.Join(sub, "x"), write),
		"checked " + file: Check(file, true),
	} {
		if err == nil || !strings.HasSuffix(err.Error(), "is a link, and may lead elsewhere") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if text, _ := os.ReadFile(mine); string(text) != "mine" {
		t.Errorf("it is %q", text)
	}
	if err := Keep(filepath.Join(folder, "new", "x"), write); err != nil {
		t.Error(err)
	}
}
