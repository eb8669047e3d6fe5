// Package files writes files that are there as a whole or not at all, reads no
// more than it is told to, and says in a sentence what is in the way.
package files

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Follow says whether a file may be written where a link leads to. That is a fact
// about the process: the command line may deny it, once and before the first
// file; nothing else writes it.
var Follow = true

// writing is held by each Write, and by Finish for good.
var writing sync.RWMutex

// Finish waits until no file is half written, and refuses to begin another. A
// program that writes in the background calls it before it ends.
func Finish() { writing.Lock() }

// Write makes a file of what write puts out. The file takes its name when it
// is complete and on the disk; where that fails, nothing is left behind, and
// what was there before stays. With replace it takes the place of a file of
// that name; without, such a file stays and the error wraps fs.ErrExist, even
// where the file came up in the meantime. The folder must exist.
//
// An error of the disk is a sentence for the user; one of write comes back
// with the name of the file in front.
//
// Where name is a symbolic link, the link stays, and the file that it leads to
// is replaced. A link to a file that is not there is refused, and any where
// [Follow] says so.
func Write(name string, replace bool, write func(io.Writer) error) error {
	return put(name, replace, 0o777, write)
}

// Keep is Write for a file of the program's own: its folder is made where it is
// missing, it replaces the one before it, and is for its owner alone.
func Keep(name string, write func(io.Writer) error) error {
	if err := MakeFolder(filepath.Dir(name)); err != nil {
		return err
	}
	return put(name, true, 0o600, write)
}

// put writes a file that has no other permissions than these.
func put(name string, replace bool, most fs.FileMode, write func(io.Writer) error) error {
	if !writing.TryRLock() {
		return errEnding
	}
	defer writing.RUnlock()
	name, t, err := begin(name, replace, most)
	if err != nil {
		return err
	}
	defer t.end() // also where write panics
	if err := fill(t.File, write); err != nil {
		return explainWriting(name, err)
	}
	if err := give(t.Name(), name, replace); err != nil {
		return explain(name, err)
	}
	syncFolder(filepath.Dir(name))
	return nil
}

// MakeFolder makes a folder for its owner alone, and those above it that are
// missing. The error is a sentence, as that of Write.
func MakeFolder(folder string) error {
	if leads(folder) {
		return explain(folder, errLink)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return explain(folder+string(filepath.Separator), err)
	}
	return nil
}

// Whole returns the name of a file that no other name of it shares: from the root,
// without links. What is not there yet is named after its folder.
func Whole(name string) string {
	if file, err := filepath.EvalSymlinks(name); err == nil {
		name = file
	} else if folder, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil {
		name = filepath.Join(folder, filepath.Base(name))
	}
	if whole, err := filepath.Abs(name); err == nil {
		name = whole
	}
	return name
}

// Check says what stands in the way of a file before there is anything to put
// into it, as [Write] would.
func Check(name string, replace bool) error {
	_, t, err := begin(name, replace, 0o600)
	if err != nil {
		return err
	}
	t.end()
	return nil
}

// begin returns the file to write, and a temporary one beside it.
func begin(name string, replace bool, most fs.FileMode) (whole string, t *temporary, err error) {
	name, mode, err := target(name, replace)
	if err == nil {
		Sweep(filepath.Dir(name))
		t, err = newTemporary(filepath.Dir(name), mode&most)
	}
	if err != nil {
		return name, nil, explain(name, err)
	}
	return name, t, nil
}

var (
	errEnding  = errors.New("the program is about to end")
	errNoName  = errors.New("is not the name of a file")
	errFolder  = errors.New("is a folder")
	errSpecial = errors.New("is not a regular file")
	errLink    = errors.New("is a link, and may lead elsewhere")
	errNowhere = errors.New("is a link to a file that is not there")
)

// target returns the file to write and its mode before umask, or why a file of
// that name cannot be. A symbolic link leads to the file that it stands for.
func target(name string, replace bool) (string, fs.FileMode, error) {
	if name == "" || os.IsPathSeparator(name[len(name)-1]) {
		return name, 0, errNoName
	}
	info, err := os.Stat(name)
	switch {
	case leads(name):
		return name, 0, errLink
	case errors.Is(err, fs.ErrNotExist):
		if isLink(name) {
			return name, 0, errNowhere // a file in its place would part what belongs together
		}
		return name, 0o666, nil
	case err != nil:
		return name, 0, err
	case info.IsDir():
		return name, 0, errFolder
	case !info.Mode().IsRegular(): // a device, of which a file must not take the place
		return name, 0, errSpecial
	case !replace:
		return name, 0, fs.ErrExist
	}
	if file, err := filepath.EvalSymlinks(name); err == nil {
		name = file
	}
	return name, info.Mode().Perm(), nil
}

// isLink reports whether a name is that of a symbolic link.
func isLink(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// leads reports whether a name is a link that is not to be followed.
func leads(name string) bool { return !Follow && isLink(name) }

// fill puts all into the file, onto the disk, and closes it.
func fill(f *os.File, write func(io.Writer) error) error {
	b := bufio.NewWriter(f)
	return cmp.Or(write(b), b.Flush(), f.Sync(), f.Close()) // the first error, in this order
}

// give gives a file its name. Where no other may be replaced, it first takes
// the name with an empty file, which the system does for one only; a link
// would do that too, but not on every file system.
func give(temporary, name string, replace bool) error {
	if !replace {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return err
		}
		f.Close()
	}
	err := os.Rename(temporary, name)
	if err != nil && !replace {
		os.Remove(name)
	}
	return err
}

// syncFolder makes a renaming last through a power cut, where the system can;
// where it cannot, the file is there all the same.
func syncFolder(folder string) {
	if d, err := os.Open(folder); err == nil {
		d.Sync()
		d.Close()
	}
}
