package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

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
	case errors.Is(err, errNoName), errors.Is(err, errFolder), errors.Is(err, errSpecial), errors.Is(err, errLink), errors.Is(err, errNowhere):
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
	return failure{Shown(text), err}
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
		return failure{"no space left for " + Shown(name), err}
	case errors.Is(err, syscall.EDQUOT):
		return failure{"no space left for " + Shown(name) + ": the quota is used up", err}
	}
	return fmt.Errorf("%s: %w", Shown(name), err)
}
