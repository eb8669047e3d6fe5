package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/gofrs/flock"

	"nntui/tui/files"
)

// ErrHeld says that another process has what is asked for.
var ErrHeld = errors.New("another nntui has it")

// lock takes a file for this process, until that unlocks it or ends, however it
// ends: where the file system has such locks. Where it has none, a file with
// the process's ID stands for one, which a dead process does not hold.
func lock(file string) (unlock func() error, err error) {
	if info, err := os.Lstat(file); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: this is not a regular file", files.Shown(file)) // opening it may wait for ever
	}
	f := flock.New(file, flock.SetPermissions(0o600))
	switch ok, err := f.TryLock(); {
	case errors.Is(err, errors.ErrUnsupported), errors.Is(err, syscall.ENOLCK):
		return lockByID(file + ".pid")
	case err != nil:
		return nil, err
	case !ok:
		return nil, ErrHeld
	}
	return f.Unlock, nil
}

func lockByID(file string) (unlock func() error, err error) {
	for range 2 {
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			_, err = fmt.Fprintln(f, os.Getpid())
			return func() error { return os.Remove(file) }, errors.Join(err, f.Close())
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		text, err := os.ReadFile(file)
		if id, wrong := strconv.Atoi(strings.TrimSpace(string(text))); err != nil || wrong != nil || alive(id) {
			return nil, ErrHeld
		}
		os.Remove(file)
	}
	return nil, ErrHeld
}

// alive reports whether a process of that ID is there.
func alive(id int) bool {
	p, err := os.FindProcess(id)
	if err == nil {
		err = p.Signal(syscall.Signal(0))
	}
	return err == nil || errors.Is(err, fs.ErrPermission)
}
