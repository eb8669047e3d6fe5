package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"unicode"
)

// Open opens a regular file to read. Anything else, which may never end or never
// begin, is refused at once. The error is the reason alone, to stand behind the
// name of the file, and wraps what the system says.
func Open(name string) (*os.File, error) { return open(name, fs.FileMode.IsRegular, errIrregular) }

// Read returns what is in a regular file of that many bytes at most. Its errors
// are like those of [Open].
func Read(name string, most int64) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > most {
		return nil, tooLarge(info.Size(), most)
	}
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return nil, unread(err)
	case int64(len(text)) > most: // it has grown meanwhile, or the system does not know its size
		return nil, tooLarge(most, most)
	}
	return text, nil
}

// List returns the entries of a folder, that many at most and in no order, and
// whether there are more. Its errors are like those of [Open].
func List(folder string, most int) (entries []fs.DirEntry, more bool, err error) {
	f, err := open(folder, fs.FileMode.IsDir, errNoFolder)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	entries, err = f.ReadDir(most + 1)
	if err != nil && err != io.EOF {
		err = unread(err)
	} else {
		err = nil
	}
	return entries[:min(len(entries), most)], len(entries) > most, err
}

var (
	errIrregular = errors.New("this is not a regular file")
	errNoFolder  = errors.New("this is not a folder")
	errTooLarge  = errors.New("the file is too large")
)

// open opens what is of a kind. It asks before, as opening a pipe waits for
// somebody who writes, and afterwards, as another file may have come in between.
func open(name string, is func(fs.FileMode) bool, otherwise error) (*os.File, error) {
	check := func(info fs.FileInfo, err error) error {
		switch {
		case err != nil:
			return unread(err)
		case is(info.Mode()):
			return nil
		case info.IsDir():
			return unread(syscall.EISDIR)
		}
		return otherwise
	}
	if err := check(os.Stat(name)); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, unread(err)
	}
	if err := check(f.Stat()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// unread says in words why a file could not be read.
func unread(err error) error {
	text := ""
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		text = "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		text = "you may not read this file"
	case errors.Is(err, syscall.EISDIR):
		text = "this is a folder, not a file"
	default:
		if path, ok := errors.AsType[*fs.PathError](err); ok {
			err = path.Err
		}
		text = "it cannot be read: " + err.Error()
	}
	return failure{text, err}
}

// tooLarge refuses a file of a size.
func tooLarge(size, most int64) error {
	text := "it has more than the " + Size(most) + " that nntui reads"
	if Size(size) != Size(most) {
		text = "it has " + Size(size) + ", more than the " + Size(most) + " that nntui reads"
	}
	return failure{text, errTooLarge}
}

// Size shows the size of a file: 1234 bytes, 12 kB, 3.2 GB.
func Size(n int64) string {
	if n < 10_000 {
		return fmt.Sprintf("%d bytes", n)
	}
	size, unit := float64(n)/1e3, 0
	for size >= 999.5 && unit < len(units)-1 {
		size, unit = size/1e3, unit+1
	}
	if size < 9.95 {
		return strings.Replace(fmt.Sprintf("%.1f %s", size, units[unit]), ".0", "", 1)
	}
	return fmt.Sprintf("%.0f %s", size, units[unit])
}

var units = []string{"kB", "MB", "GB", "TB"}

// Shown returns the name of a file, or another text of strangers, as it can be
// shown in a line: what a terminal acts on, or what hides or turns other
// characters, is a question mark.
func Shown(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsGraphic(r):
			return r
		case r == '\t' || r == '\n':
			return ' '
		}
		return '?'
	}, text)
}
