package lesson

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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
	text, err := readFile(file)
	if err != nil {
		return nil, &Error{File: file, Reason: reasonOf(err)}
	}
	return Parse(filepath.Base(file), text, checks)
}

func readFile(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, longest+1))
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
		return refuse(0, "it is not a text file")
	case !utf8.Valid(text):
		return refuse(lineOfInvalid(text), "it is not UTF-8")
	case len(bytes.TrimSpace(text)) == 0:
		return refuse(0, "it is empty")
	}
	text = bytes.TrimPrefix(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\ufeff"))
	var l Lesson
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&l); err != nil {
		return refuse(explain(err))
	}
	lines := findLines(text)
	if line, reason := lines.check(&l, checks); reason != "" {
		return refuse(line, reason)
	}
	return &l, nil
}

// printable drops what could change a terminal.
func printable(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return -1
}

// lineOfInvalid returns the first line that is not UTF-8.
func lineOfInvalid(text []byte) int {
	line := 1
	for l := range bytes.Lines(text) {
		if !utf8.Valid(l) {
			break
		}
		line++
	}
	return line
}

// explain puts an error of the TOML decoder in a sentence.
func explain(err error) (line int, reason string) {
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok {
		e := &unknown.Errors[0]
		line, _ = e.Position()
		return line, unknownKey(e.Key())
	}
	e, ok := errors.AsType[*toml.DecodeError](err)
	if !ok {
		return 0, err.Error()
	}
	line, _ = e.Position()
	reason = strings.TrimPrefix(e.Error(), "toml: ")
	key := e.Key()
	if wrongType := strings.HasPrefix(reason, "cannot decode") || strings.HasPrefix(reason, "cannot store"); wrongType && len(key) > 0 {
		name := key[len(key)-1]
		return line, name + " takes " + takes(name)
	}
	return line, reason
}

// takes says in words what a key takes.
func takes(key string) string {
	switch strings.ToLower(key) {
	case "right":
		return "a whole number"
	case "choices", "hide":
		return `a list of texts: ["one", "another"]`
	case "step":
		return "headings: [[step]], and the step below it"
	case "also":
		return "headings: [[step.also]], and the set-up below it"
	}
	return `a text: "..."`
}

// unknownKey says which keys there are in the place of one that there is not.
func unknownKey(key []string) string {
	place, known := "lesson", []string{"title", "about", "hide", "step"}
	switch {
	case len(key) > 2:
		place, known = "set-up", setupKeys
	case len(key) > 1:
		place, known = "step", stepKeys
	}
	name := key[min(len(key), 3)-1]
	return fmt.Sprintf("a %s has no %s%s", place, name, suggest(name, known))
}
