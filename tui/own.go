package tui

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/files"
	"nntui/tui/kit"
)

// What a restricted program exports goes into one folder of its own, or through
// the terminal to the clipboard.
const (
	mostOwn   = 50         // files in the folder
	ownBytes  = 50_000_000 // that all of them have
	mostBytes = 100_000    // on the clipboard: what terminals take
)

// ownFolder is that folder in the state folder, empty where there is none.
func ownFolder(state string) string {
	if state == "" {
		return ""
	}
	return filepath.Join(state, "exports")
}

// writeOwn writes a file in the folder, and lets the oldest ones go that there
// is then no room for.
func writeOwn(file string, replace bool, write func(io.Writer) error) error {
	folder := filepath.Dir(file)
	if err := files.MakeFolder(folder); err != nil {
		return err
	}
	err := files.Write(file, replace, func(w io.Writer) error { return write(&bounded{w, ownBytes, ownBytes}) })
	return cmp.Or(err, keepLatest(folder, "", mostOwn, ownBytes))
}

// keepLatest removes the oldest files in a folder whose names begin so, so that
// at most so many stay, of so many bytes. What begins with a dot stays.
func keepLatest(folder, prefix string, most int, bytes int64) error {
	const looked = 10_000 // at, of what somebody else may have put there
	entries, _, err := files.List(folder, looked)
	var found []fs.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && strings.HasPrefix(e.Name(), prefix) && e.Name()[0] != '.' {
			found = append(found, info)
		}
	}
	slices.SortFunc(found, func(a, b fs.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), cmp.Compare(b.Name(), a.Name()))
	})
	for i, f := range found {
		if bytes -= f.Size(); i >= most || bytes < 0 {
			err = errors.Join(err, os.Remove(filepath.Join(folder, f.Name())))
		}
	}
	return err
}

// bounded is a writer that takes only so many bytes.
type bounded struct {
	io.Writer
	left, most int64
}

func (b *bounded) Write(text []byte) (int, error) {
	if b.left -= int64(len(text)); b.left < 0 {
		return 0, fmt.Errorf("it has more than %s", files.Size(b.most))
	}
	return b.Writer.Write(text)
}

// copy puts the chosen product on the clipboard, through the terminal.
func (s *exportSheet) copy(a *App) tea.Cmd {
	if s.writing {
		return nil
	}
	list := s.products(a)
	p := list[s.at(list)]
	s.writing, s.failed, s.said = true, false, "Copying."
	return func() tea.Msg {
		var text bytes.Buffer
		err := p.Write(&bounded{&text, mostBytes, mostBytes})
		return kit.Reply(func() tea.Cmd {
			if s.writing, s.failed = false, err != nil; err != nil {
				s.said = fmt.Sprintf("Not copied: %v, more than terminals take.", err)
				return nil
			}
			s.said = fmt.Sprintf("Copied: %s are on your clipboard now, if your terminal lets programs write there (OSC 52).", files.Size(int64(text.Len())))
			return tea.SetClipboard(text.String())
		})
	}
}
