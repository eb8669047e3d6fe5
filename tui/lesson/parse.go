package lesson

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
)

// An Error says where a lesson cannot work and why.
type Error struct {
	File   string
	Line   int // 0 for the file as a whole
	Reason string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Reason
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason)
}

// longest is how many bytes a lesson may have.
const longest = 1 << 20

// Read reads a lesson from a file. Its errors are of the type [*Error].
func Read(file string, checks Checks) (*Lesson, error) {
	f, err := os.Open(file)
	var text []byte
	if err == nil {
		defer f.Close()
		text, err = io.ReadAll(io.LimitReader(f, longest+1))
	}
	if err != nil {
		return nil, &Error{File: file, Reason: reasonOf(err)}
	}
	return Parse(file, text, checks)
}

// reasonOf says in words why a file could not be read.
func reasonOf(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "you may not read this file"
	case errors.Is(err, syscall.EISDIR):
		return "this is a folder, not a lesson"
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return "it cannot be read: " + err.Error()
}

// Parse reads a lesson from its text; file is the name for errors, which are
// of the type [*Error] and name the first line that is wrong.
func Parse(file string, text []byte, checks Checks) (*Lesson, error) {
	refuse := func(line int, reason string) (*Lesson, error) {
		return nil, &Error{file, line, strings.Map(printable, reason)}
	}
	switch {
	case len(text) > longest:
		return refuse(0, fmt.Sprintf("it has more than %d bytes, as no lesson needs", longest))
	case bytes.IndexByte(text, 0) >= 0:
		return refuse(0, "it is not a text file in UTF-8; save it as one")
	case len(bytes.TrimSpace(text)) == 0:
		return refuse(0, "it is empty")
	}
	line := 0
	for l := range bytes.Lines(text) {
		if line++; !utf8.Valid(l) {
			return refuse(line, "this is not UTF-8; save the file in that encoding")
		}
	}
	text = tidy(text)
	var l Lesson
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&l); err != nil {
		return refuse(explain(text, err))
	}
	if line, reason := findLines(text).check(&l, checks); reason != "" {
		return refuse(line, reason)
	}
	return &l, nil
}

// tidy takes away what editors leave: a byte order mark, and line ends other
// than \n.
func tidy(text []byte) []byte {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// printable drops what could change a terminal.
func printable(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return -1
}
