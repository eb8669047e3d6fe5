package tui

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/export"
	"nntui/tui/files"
	"nntui/tui/kit"
)

// exportSheet writes what the screen shows to a file.
type exportSheet struct {
	screen  string // as it was when the sheet was opened
	folder  string // that nntui was started in
	chosen  string // the product, as chosen names it: while the tab looks at the digits, the list grows
	name    textinput.Model
	replace string // the file that enter replaces now
	said    string // how the last writing went
	failed  bool
	writing bool
}

// export opens the sheet.
func (a *App) export() tea.Cmd {
	s := &exportSheet{screen: ansi.Strip(a.screen()) + "\n", name: kit.NewLine("file: ", 0)}
	s.folder, _ = filepath.Abs(".")
	s.name.Focus()
	a.sheet = s
	s.propose(a)
	return a.tabs[a.active].Update(kit.Exporting{})
}

// products lists what the active tab can write, and the screen.
func (s *exportSheet) products(a *App) []export.Product {
	return append(a.tabs[a.active].Exports(), export.Product{
		Name: "screen", About: "the screen as text", Extension: ".txt",
		Write: func(w io.Writer) error { _, err := io.WriteString(w, s.screen); return err },
	})
}

// propose names the file after what it is to hold.
func (s *exportSheet) propose(a *App) {
	t, fresh := a.tabs[a.active], newTabs()[a.active]
	list := s.products(a)
	s.name.SetValue(export.FileName(Tabs[a.active], t.Experiment(), fresh.Experiment(), list[s.at(list)]))
	s.name.CursorEnd()
}

// at returns where the chosen product stands, 0 before any is.
func (s *exportSheet) at(list []export.Product) int {
	return max(0, slices.IndexFunc(list, func(p export.Product) bool { return p.Name+p.Extension == s.chosen }))
}

func (s *exportSheet) keys(a *App) kit.Keys {
	write := "write"
	if s.replace != "" {
		write = "replace it"
	}
	return kit.Keys{
		kit.Words("↑↓", "choose"),
		kit.On("", "up", "the one above", kit.Do(func() { s.choose(a, false) })),
		kit.On("", "down", "the one below", kit.Do(func() { s.choose(a, true) })),
		kit.On("", "enter", "write", func(tea.KeyPressMsg) tea.Cmd { return s.write(a) }).InFoot(write),
		kit.On("", "ctrl+u", "clear", kit.Do(func() { s.name.SetValue("") })).InFoot("clear"),
		kit.On("", "esc", "close", kit.Do(a.closeSheet)).InFoot("close"),
		kit.Any(func(msg tea.KeyPressMsg) tea.Cmd { s.edit(msg); return nil }),
	}
}

// edit hands a key or a pasted text to the line.
func (s *exportSheet) edit(msg tea.Msg) {
	before := s.name.Value()
	s.name, _ = s.name.Update(msg)
	if s.name.Value() != before {
		s.replace, s.said = "", ""
	}
}

func (s *exportSheet) choose(a *App, next bool) {
	list := s.products(a)
	by := len(list) - 1
	if next {
		by = 1
	}
	p := list[(s.at(list)+by)%len(list)]
	s.chosen, s.replace, s.said = p.Name+p.Extension, "", ""
	s.propose(a)
}

// exportedMsg is how a writing went.
type exportedMsg struct {
	sheet *exportSheet
	file  string
	size  int64
	err   error
}

// write writes the product in a command, as figures and slow disks take time.
func (s *exportSheet) write(a *App) tea.Cmd {
	if s.writing {
		return nil
	}
	list := s.products(a)
	p, file := list[s.at(list)], home(strings.TrimSpace(s.name.Value()))
	if extension := export.Extension(file); extension != p.Extension && says(list, extension) {
		s.failed = true
		s.said = fmt.Sprintf("Not written: by its name %s would hold %s. Choose that above, or let the name end in %s.", file, kind(extension), p.Extension)
		return nil
	}
	replace := s.replace == file && file != ""
	s.writing, s.failed, s.said = true, false, "Writing."
	return func() tea.Msg {
		err := files.Write(file, replace, p.Write)
		done := exportedMsg{sheet: s, file: file, err: err}
		if info, err := os.Stat(file); err == nil {
			done.size = info.Size()
		}
		return done
	}
}

// says reports whether an extension says that a file holds one of the products.
func says(list []export.Product, extension string) bool {
	return slices.ContainsFunc(list, func(p export.Product) bool { return p.Extension == extension })
}

// kind shows an extension as the list of products does: CSV.
func kind(extension string) string { return strings.ToUpper(extension[1:]) }

// home puts the user's folder in place of a ~ in front, as a shell does.
func home(file string) string {
	rest, ok := strings.CutPrefix(file, "~")
	ok = ok && (rest == "" || os.IsPathSeparator(rest[0]))
	if folder, err := os.UserHomeDir(); ok && err == nil {
		return filepath.Join(folder, rest)
	}
	return file
}

// take says how the writing went.
func (s *exportSheet) take(m exportedMsg) {
	s.writing, s.replace = false, ""
	switch {
	case errors.Is(m.err, fs.ErrExist):
		s.replace, s.failed = m.file, true
		s.said = m.file + " exists. Enter once more replaces it."
	case m.err != nil:
		s.failed = true
		s.said = "Not written: " + m.err.Error() + "."
	default:
		s.said = fmt.Sprintf("Written: %s, %s.", m.file, fileSize(m.size))
	}
}

// fileSize shows the size of a file.
func fileSize(n int64) string {
	if n < 10_000 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d kB", n/1000)
}

func (s *exportSheet) view(a *App, f kit.Frame) string {
	var rows []string
	list := s.products(a)
	at := s.at(list)
	for i, p := range list {
		row := fmt.Sprintf(" %-4s  %s", kind(p.Extension), p.About)
		if i == at {
			row = f.Theme.Active(kit.FitLine(" ▸"+row, f.Width-4))
		} else {
			row = "  " + row
		}
		rows = append(rows, " "+row)
	}
	said := f.Theme.Good
	switch {
	case s.replace != "":
		said = f.Theme.Warn
	case s.failed:
		said = f.Theme.Bad
	}
	s.name.SetWidth(max(1, f.Width-12))
	below := []string{
		"", " " + s.name.View(),
		" " + f.Theme.Dimmed(ansi.Truncate("in "+cmp.Or(s.folder, "the folder that nntui was started in")+", unless the name says where", f.Width-4, "…")),
		"", kit.Indent(said.Style().Render(kit.Wrap(s.said, f.Width-4)), 1),
	}
	if room := f.Height - 3 - len(below); len(rows) > room && room > 0 {
		first := max(0, min(at-room/2, len(rows)-room))
		rows = rows[first : first+room]
	}
	return f.Panel("export", "", strings.Join(slices.Concat([]string{""}, rows, below), "\n"))
}
