// Package files writes files that are there as a whole or not at all, and says
// in a sentence what is in the way.
package files

import (
	"bufio"
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

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
func Write(name string, replace bool, write func(io.Writer) error) error {
	if !writing.TryRLock() {
		return errEnding
	}
	defer writing.RUnlock()
	name, f, err := begin(name, replace)
	if err != nil {
		return err
	}
	named := false
	defer func() { // also where write panics
		if !named {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := fill(f, write); err != nil {
		return explainWriting(name, err)
	}
	if err := give(f.Name(), name, replace); err != nil {
		return explain(name, err)
	}
	named = true
	syncFolder(filepath.Dir(name))
	return nil
}

// MakeFolder makes a folder for its owner alone, and those above it that are
// missing. The error is a sentence, as that of Write.
func MakeFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return explain(folder+string(filepath.Separator), err)
	}
	return nil
}

// Check says what stands in the way of a file before there is anything to put
// into it, as [Write] would.
func Check(name string, replace bool) error {
	_, f, err := begin(name, replace)
	if err != nil {
		return err
	}
	f.Close()
	return os.Remove(f.Name())
}

// begin returns the file to write, and one under a name of its own beside it.
func begin(name string, replace bool) (whole string, f *os.File, err error) {
	name, mode, err := target(name, replace)
	if err == nil {
		f, err = os.OpenFile(filepath.Join(filepath.Dir(name), ".writing-"+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	}
	if err != nil {
		return name, nil, explain(name, err)
	}
	return name, f, nil
}

var (
	errEnding  = errors.New("the program is about to end")
	errNoName  = errors.New("is not the name of a file")
	errFolder  = errors.New("is a folder")
	errSpecial = errors.New("is not a regular file")
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
	case errors.Is(err, fs.ErrNotExist):
		if info, err := os.Lstat(name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
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

// failure is an error as a sentence, with its cause.
type failure struct {
	text  string
	cause error
}

func (f failure) Error() string { return f.text }
func (f failure) Unwrap() error { return f.cause }

// Explain returns what the system says to a file that was to be written, for a
// user.
func Explain(name string, err error) error { return explain(name, err) }

// explain returns what the system says to a file's name, for a user.
func explain(name string, err error) error {
	folder := filepath.Dir(name)
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	text := ""
	there, below := nearest(folder)
	switch {
	case name == "":
		text = "the name of the file is missing"
	case errors.Is(err, errNoName), errors.Is(err, errFolder), errors.Is(err, errSpecial), errors.Is(err, errNowhere):
		text = name + " " + err.Error()
	case errors.Is(err, fs.ErrExist):
		text = name + " exists"
	case errors.Is(err, fs.ErrPermission) && errors.Is(below, fs.ErrPermission):
		text = "no permission to look into " + there
	case errors.Is(err, fs.ErrPermission):
		text = "no permission to write in " + there
	case errors.Is(err, syscall.EROFS):
		text = folder + " is on a disk that can only be read"
	case errors.Is(err, syscall.ENOTDIR):
		text = there + " is a file, not a folder"
	case errors.Is(err, fs.ErrNotExist) && below == nil:
		text = "the system lets no files be made in " + folder
	case errors.Is(err, fs.ErrNotExist):
		text = fmt.Sprintf("the folder %s does not exist", folder)
	case errors.Is(err, syscall.ENAMETOOLONG):
		text = fmt.Sprintf("%q is too long for the name of a file", filepath.Base(name))
	default:
		return explainWriting(name, err)
	}
	return failure{text, err}
}

// nearest returns the folder, or the nearest above it that is there, and what
// the system says to the one below that; nil where there is none.
func nearest(folder string) (there string, below error) {
	for {
		_, err := os.Stat(folder)
		up := filepath.Dir(folder)
		if err == nil || up == folder {
			return folder, below
		}
		folder, below = up, err
	}
}

// explainWriting returns what went wrong on the way into a file. Only a full
// disk is told apart: other errors may be those of write.
func explainWriting(name string, err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return failure{"no space left for " + name, err}
	case errors.Is(err, syscall.EDQUOT):
		return failure{"no space left for " + name + ": the quota is used up", err}
	}
	return fmt.Errorf("%s: %w", name, err)
}
