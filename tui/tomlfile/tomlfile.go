// Package tomlfile reads TOML files that people write, strictly, and says in
// which line one cannot be read and why.
package tomlfile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"nntui/tui/files"
)

// An Error says where a file cannot work and why.
type Error struct {
	File   string
	Line   int // 0 for the file as a whole
	Reason string

	cause error
}

// Unwrap returns what the system says, if it is that.
func (e *Error) Unwrap() error { return e.cause }

func (e *Error) Error() string {
	if e.Line == 0 {
		return files.Shown(e.File) + ": " + e.Reason
	}
	return fmt.Sprintf("%s:%d: %s", files.Shown(e.File), e.Line, e.Reason)
}

// Refuse returns an [Error] that no terminal acts on.
func Refuse(file string, line int, reason string) error {
	return &Error{File: file, Line: line, Reason: files.Shown(reason)}
}

// Longest is how many bytes a file may have.
const Longest = 1_000_000

// Read returns the bytes of a file, Longest at most. Its errors are of the type
// [*Error] and wrap what the system says.
func Read(file string) ([]byte, error) {
	text, err := files.Read(file, Longest)
	if err != nil {
		return nil, &Error{File: file, Reason: err.Error(), cause: err}
	}
	return text, nil
}

// Clean returns a text without what editors leave: a byte order mark, and line
// ends other than \n. What is no text is refused.
func Clean(file string, text []byte) ([]byte, error) {
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, Refuse(file, 0, "it is not a text file in UTF-8; save it as one")
	}
	line := 0
	for l := range bytes.Lines(text) {
		if line++; !utf8.Valid(l) {
			return nil, Refuse(file, line, "this is not UTF-8; save the file in that encoding")
		}
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n")), nil
}

// Explain puts an error of the TOML decoder in a sentence.
func Explain(text []byte, err error) (line int, reason string) {
	e, ok := errors.AsType[*toml.DecodeError](err)
	if !ok {
		return 0, strings.TrimPrefix(err.Error(), "toml: ")
	}
	line, _ = e.Position()
	reason = strings.TrimPrefix(e.Error(), "toml: ")
	if _, quotes, ok := strings.Cut(reason, "not terminated by "); ok {
		line = 1 + bytes.Count(text[:bytes.LastIndex(text, []byte(quotes))], []byte("\n")) // where it begins, not where the file ends
	}
	for _, a := range advice {
		if strings.Contains(reason, a.words) {
			return line, a.advice
		}
	}
	return line, reason
}

// advice says what to do about the mistakes in TOML that are made most, by
// words of the decoder.
var advice = []struct{ words, advice string }{
	{"at start of value", `a text stands in straight quotes, as in key = "text"`},
	{"invalid character at start of key", `each line has the form key = "text"`},
	{"expected '=' after key", `each line has the form key = "text", and a key only letters from a to z`},
	{"control characters", "it holds a character that nobody sees or that a terminal acts on; delete it"},
	{"cannot have new lines", `the text does not end in its line: close its quotes, or write a long one between """ and """`},
	{"unterminated", "the text does not end: close its quotes"},
	{"not terminated by", "the text that begins here does not end: close its quotes"},
	{"invalid escape character", `in "quotes" a \ begins a special character: write \\ for it, or put the text in 'single quotes'`},
	{"expected newline but got", `something follows the value: quotes within a text in "quotes" are written \", or a text above is not closed`},
}
