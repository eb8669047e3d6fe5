//go:build unix

package files

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// timely fails where something takes as long as one that waits for another
// program, or for the end of what has none.
func timely(t *testing.T, do func()) {
	t.Helper()
	done := make(chan bool)
	go func() { defer close(done); do() }()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatal("it takes for ever")
	}
}

// odd makes one of each kind that a name can lead to, and returns the folder.
func odd(t *testing.T) string {
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Skip(err)
		}
	}
	must(os.WriteFile(in("full"), []byte("ten bytes."), 0o600))
	must(os.WriteFile(in("over"), []byte("ten bytes.."), 0o600))
	must(os.WriteFile(in("huge"), nil, 0o600))
	must(os.Truncate(in("huge"), 3_200_000_000))
	must(os.Mkdir(in("folder"), 0o700))
	must(syscall.Mkfifo(in("fifo"), 0o600))
	l, err := net.Listen("unix", in("socket"))
	must(err)
	t.Cleanup(func() { l.Close() })
	for _, name := range []string{"full", "huge", "folder", "fifo", "socket", "nothing"} {
		must(os.Symlink(name, in("to-"+name)))
	}
	must(os.Symlink("/dev/zero", in("to-zero")))
	must(os.Symlink("to-loop", in("to-loop")))
	return folder
}

func TestRead(t *testing.T) {
	folder := odd(t)
	irregular, large := "this is not a regular file", "it has 3.2 GB, more than the 10 bytes that nntui reads"
	for name, want := range map[string]string{
		"full": "", "to-full": "",
		"over": "it has 11 bytes, more than the 10 bytes that nntui reads",
		"huge": large, "to-huge": large,
		"fifo": irregular, "to-fifo": irregular, "socket": irregular, "to-socket": irregular, "to-zero": irregular,
		"folder": "this is a folder, not a file", "to-folder": "this is a folder, not a file",
		"nothing": "there is no such file", "to-nothing": "there is no such file", "full/x": "there is no such file",
		"to-loop": "it cannot be read: too many levels of symbolic links",
	} {
		timely(t, func() {
			text, err := Read(filepath.Join(folder, name), 10)
			switch {
			case want == "" && (err != nil || string(text) != "ten bytes."):
				t.Errorf("%s: %q, error %v", name, text, err)
			case want != "" && (err == nil || err.Error() != want || text != nil):
				t.Errorf("%s: %q, error %v, want %s", name, text, err, want)
			}
		})
	}
	if _, err := Read(filepath.Join(folder, "nothing"), 10); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

// A file that says nothing of its size, as one that grows, is read no further.
func TestRead_unknownSize(t *testing.T) {
	const file = "/proc/self/environ"
	if text, err := os.ReadFile(file); err != nil || len(text) < 2 {
		t.Skip(err)
	}
	if text, err := Read(file, 1); text != nil || err == nil || err.Error() != "it has more than the 1 bytes that nntui reads" {
		t.Errorf("%q, error %v", text, err)
	}
}

func TestRead_noPermission(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(file, 10); err == nil || err.Error() != "you may not read this file" || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error %v", err)
	}
}

// What takes the place of a file between the look at it and its opening is
// refused as well.
func TestOpen_changed(t *testing.T) {
	folder := odd(t)
	first := true
	fine := func(m fs.FileMode) bool { defer func() { first = false }(); return first }
	for _, name := range []string{"full", "fifo"} {
		first = true
		timely(t, func() {
			if f, err := open(filepath.Join(folder, name), fine, errIrregular); f != nil || err != errIrregular {
				t.Errorf("%s: %v, error %v", name, f, err)
			}
		})
	}
}

func TestList(t *testing.T) {
	folder := odd(t)
	names := func(most int) (n int, more bool) {
		entries, more, err := List(folder, most)
		if err != nil {
			t.Fatal(err)
		}
		return len(entries), more
	}
	all, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, most := range []int{1, len(all) - 1, len(all), len(all) + 1} {
		if n, more := names(most); n != min(most, len(all)) || more != (most < len(all)) {
			t.Errorf("%d at most of %d: %d, more: %v", most, len(all), n, more)
		}
	}
	for name, want := range map[string]string{
		"full": "this is not a folder", "fifo": "this is not a folder", "to-fifo": "this is not a folder", "nothing": "there is no such file", "folder": "",
	} {
		timely(t, func() {
			entries, _, err := List(filepath.Join(folder, name), 10)
			if len(entries) != 0 || (want == "") != (err == nil) || err != nil && err.Error() != want {
				t.Errorf("%s: %v, error %v", name, entries, err)
			}
		})
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 9_999: "9999 bytes", 10_000: "10 kB", 999_499: "999 kB", 999_500: "1 MB", 1_000_000: "1 MB", 1_150_000: "1.1 MB",
		9_949_999: "9.9 MB", 9_950_000: "10 MB", 256_000_000: "256 MB", 3_200_000_000: "3.2 GB", 7e15: "7000 TB",
	} {
		if got := Size(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

// Whatever stands in a name, what is shown of it stays in its line and says
// what it says.
func TestShown(t *testing.T) {
	for text, want := range map[string]string{
		"a name.toml": "a name.toml", "größe ∇ 中": "größe ∇ 中", "x\ny\tz": "x y z",
		"\x1b[31mred\x07": "?[31mred?", "\u009b2J": "?2J",
		"gpj.\u202eevil\u202c": "gpj.?evil?", "\u200e\u200f\u2066\u2069\u2028": "?????", "\xff": "\ufffd",
	} {
		if got := Shown(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// An error of a name that a terminal would act on shows it so.
func TestExplain_shown(t *testing.T) {
	name := filepath.Join(t.TempDir(), "no\x1b[2J", "file")
	for _, err := range []error{Check(name, false), explainWriting(name, syscall.ENOSPC), explainWriting(name, syscall.EDQUOT), explainWriting(name, syscall.EIO)} {
		if text := err.Error(); strings.ContainsRune(text, 0x1b) || !strings.Contains(text, "no?[2J") {
			t.Error(strconv.Quote(text))
		}
	}
}
