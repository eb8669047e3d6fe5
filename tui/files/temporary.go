package files

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// A temporary is a file under a name of its own, until it gets that of a whole
// one. It is locked as long as its program works on it: one that can be locked
// is dead, as after a kill.
type temporary struct {
	*os.File
	lock *flock.Flock
}

// prefix begins the name of each temporary.
const prefix = ".writing-"

// locks reports whether a file that is open in one program can be renamed and
// removed: only then are temporaries locked, and swept.
const locks = runtime.GOOS != "windows"

// newTemporary makes a temporary in a folder. Where no file can be locked, there
// is nobody either who takes it for dead.
func newTemporary(folder string, mode fs.FileMode) (*temporary, error) {
	for {
		f, err := os.OpenFile(filepath.Join(folder, prefix+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err != nil {
			return nil, err
		}
		t := &temporary{f, lockOf(f.Name())}
		if !locks {
			return t, nil
		}
		held, unable := t.lock.TryLock()
		if _, err := os.Lstat(f.Name()); err == nil && (held || unable != nil) {
			return t, nil
		}
		t.end() // swept before it was locked
	}
}

// end closes the temporary, and removes it where it has got no other name.
func (t *temporary) end() {
	t.Close()
	os.Remove(t.Name())
	t.lock.Unlock()
}

// lockOf returns the lock of a file, which it does not make.
func lockOf(name string) *flock.Flock { return flock.New(name, flock.SetFlag(os.O_RDONLY)) }

// Sweep removes what killed programs have left half written in a folder. What
// another is writing stays.
func Sweep(folder string) {
	if !locks {
		return
	}
	entries, _, _ := List(folder, mostSwept)
	for _, e := range entries {
		name := filepath.Join(folder, e.Name())
		if !strings.HasPrefix(e.Name(), prefix) || !e.Type().IsRegular() {
			continue
		}
		lock := lockOf(name)
		if dead, _ := lock.TryLock(); dead {
			os.Remove(name)
		}
		lock.Unlock()
	}
}

// mostSwept is how many entries of a folder Sweep looks at, which is before each
// file that is written.
const mostSwept = 10_000

// Alone does something while no other program does that with the file: two that
// change a file each read it first, and neither loses what the other has
// written. It waits for the other, but not for ever, and where files cannot be
// locked, not at all. The lock is a file beside it, that stays.
func Alone(name string, do func() error) error {
	folder := filepath.Dir(name)
	if err := MakeFolder(folder); err != nil {
		return err
	}
	lock := flock.New(filepath.Join(folder, ".lock"))
	defer lock.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := lock.TryLockContext(ctx, patience/200); errors.Is(err, context.DeadlineExceeded) {
		return failure{Shown(folder) + " is in use by another nntui", err}
	}
	return do()
}

// patience is how long Alone waits for another program.
const patience = 2 * time.Second
