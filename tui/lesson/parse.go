package lesson

import (
	"bytes"

	"github.com/pelletier/go-toml/v2"

	"nntui/tui/tomlfile"
)

// Read reads a lesson from a file. Its errors are of the type
// [*tomlfile.Error].
func Read(file string, checks Checks) (*Lesson, error) {
	text, err := tomlfile.Read(file)
	if err != nil {
		return nil, err
	}
	return Parse(file, text, checks)
}

// Parse reads a lesson from its text; file is the name for errors, which are
// of the type [*tomlfile.Error] and name the first line that is wrong.
func Parse(file string, text []byte, checks Checks) (*Lesson, error) {
	text, err := tomlfile.Clean(file, text)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, tomlfile.Refuse(file, 0, "it is empty")
	}
	l := Lesson{from: file}
	line, reason := 0, ""
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&l); err != nil {
		line, reason = explain(text, err)
	} else {
		line, reason = findLines(text).check(&l, checks)
	}
	if reason != "" {
		return nil, tomlfile.Refuse(file, line, reason)
	}
	return &l, nil
}
