// Package stage plays programs and tabs in tests, without a terminal: it
// presses keys by their names, carries out commands and compares what is drawn
// with golden files.
package stage

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"nntui/tui/kit"
	"nntui/tui/run"
)

var update = flag.Bool("update", false, "write the golden files")

// Tab is what a stage plays.
type Tab interface {
	Keys() kit.Keys
	Open() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
	View(f kit.Frame) string
	Status(f kit.Frame) string
}

// A Stage is a tab in a frame.
type Stage[T Tab] struct {
	Tab   T
	Frame kit.Frame
}

// New opens a tab in a frame of that size, in truecolor on a dark screen.
func New[T Tab](tab T, width, height int) *Stage[T] {
	s := &Stage[T]{Tab: tab}
	s.Resize(Frame(width, height, colorprofile.TrueColor))
	Do(tab.Open(), s.Send)
	return s
}

// Frame returns a frame of a dark screen.
func Frame(width, height int, p colorprofile.Profile) kit.Frame {
	return kit.Frame{Width: width, Height: height, Theme: kit.NewTheme(true, p), Profile: p}
}

// Resize gives the tab another frame.
func (s *Stage[T]) Resize(f kit.Frame) {
	s.Frame = f
	s.Send(kit.Resized{Frame: f})
}

// Send hands a message to the tab, and then whatever that leads to.
func (s *Stage[T]) Send(msg tea.Msg) {
	if m, ok := msg.(run.Msg); ok {
		msg = m.Msg
	}
	Do(s.Tab.Update(msg), s.Send)
}

// Press presses keys by their names, as far as the tab answers them.
func (s *Stage[T]) Press(names ...string) {
	for _, name := range names {
		if row, ok := s.Tab.Keys().Find(Key(name)); ok {
			s.Send(kit.Pressed{Key: row, Msg: Key(name)})
		}
	}
}

// Text returns what the tab shows, with its status, without colours.
func (s *Stage[T]) Text() string {
	return ansi.Strip(s.Tab.View(s.Frame) + "\n" + s.Tab.Status(s.Frame))
}

// Sees wants texts in what the tab shows.
func (s *Stage[T]) Sees(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if shown := s.Text(); !strings.Contains(shown, text) {
			t.Errorf("no %q in\n%s", text, shown)
		}
	}
}

// Misfit says how a picture is not exactly as large as its frame, or nothing.
func Misfit(f kit.Frame, picture string) string {
	lines := strings.Split(picture, "\n")
	if len(lines) != f.Height {
		return fmt.Sprintf("%d lines in a frame of %dx%d", len(lines), f.Width, f.Height)
	}
	for i, l := range lines {
		if w := ansi.StringWidth(l); w != f.Width {
			return fmt.Sprintf("line %d is %d cells wide in a frame of %dx%d: %q", i+1, w, f.Width, f.Height, ansi.Strip(l))
		}
	}
	return ""
}

// Do carries out a command, and sends what it returns.
func Do(cmd tea.Cmd, send func(tea.Msg)) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			Do(c, send)
		}
	default:
		send(msg)
	}
}

// Key returns the press of a key: "right", "shift+left", "space", "r".
func Key(name string) tea.KeyPressMsg { return kit.Press(name) }

// Golden compares what is drawn with testdata/name.golden.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got+"\n", "\n")); diff != "" {
		t.Errorf("%s differs (-want +got); go test -update writes it anew:\n%s", name, diff)
	}
}
