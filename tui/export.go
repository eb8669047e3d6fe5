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

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/export"
	"nntui/tui/files"
	"nntui/tui/kit"
)

// exportSheet writes what the screen shows to a file.
type exportSheet struct {
	screen  string // as it was when the sheet was opened
	folder  string // that nntui was started in, or the program's own
	own     bool   // is it that one, whose files have no other names?
	chosen  string // the product, as chosen names it: while the tab looks at the digits, the list grows
	lean    int    // of the list, where a product was clicked
	name    kit.Line
	replace string // the file that enter replaces now
	said    string // how the last writing went
	failed  bool
	writing bool
}

// export opens the sheet.
func (a *App) export() tea.Cmd {
	s := &exportSheet{screen: ansi.Strip(a.screen()) + "\n", name: kit.NewLine("file: ", 0)}
	s.folder, _ = filepath.Abs(".")
	if s.own = a.strict; s.own {
		s.folder = a.exports
	}
	a.sheet = s
	s.choose(a, 0)
	return a.tabs[a.active].Update(kit.Exporting{})
}

// products lists what the active tab can write, and the screen.
func (s *exportSheet) products(a *App) []export.Product {
	return append(a.tabs[a.active].Exports(), export.Product{
		Name: "screen", About: "the screen as text", Extension: ".txt",
		Write: func(w io.Writer) error { _, err := io.WriteString(w, s.screen); return err },
	})
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
	copies := s.own && !strings.HasSuffix(s.chosen, ".png") // which is no text
	return kit.Keys{
		kit.Words("↑↓", "choose"),
		kit.On("", "above", "the one above", kit.Do(func() { s.choose(a, -1) })).WhileTyping(),
		kit.On("", "below", "the one below", kit.Do(func() { s.choose(a, 1) })).WhileTyping(),
		kit.On("", "enter", "write", func(tea.KeyPressMsg) tea.Cmd { return s.write(a) }).InFoot(write).If(s.folder != ""),
		kit.On("", "share", "copy", func(tea.KeyPressMsg) tea.Cmd { return s.copy(a) }).InFoot("copy").If(copies),
		kit.Words("ctrl+u", "clear").If(!s.own),
		kit.On("", "back", "close", kit.Do(a.closeSheet)).InFoot("close"),
		kit.Any(func(msg tea.KeyPressMsg) tea.Cmd { s.edit(msg); return nil }),
	}
}

// Line is where it is typed.
func (s *exportSheet) Line() *kit.Line { return &s.name }

// edit hands a key or a pasted text to the line.
func (s *exportSheet) edit(msg tea.Msg) {
	if !s.own && s.name.Edit(msg) {
		s.replace, s.said = "", ""
	}
}

// choose moves by that many products, around the end, and names the file after
// what it is to hold.
func (s *exportSheet) choose(a *App, by int) {
	list, tab := s.products(a), Tabs[a.active]
	p := list[(s.at(list)+by+len(list))%len(list)]
	s.chosen, s.replace, s.said = p.Name+p.Extension, "", ""
	s.name.Fill(export.FileName(tab, a.tabs[a.active].Settings(), Settings(tab), p))
	if s.own {
		s.name.Blur() // nothing can be typed
	}
}

// write writes the product in a command, as figures and slow disks take time.
func (s *exportSheet) write(a *App) tea.Cmd {
	if s.writing {
		return nil
	}
	list := s.products(a)
	p, file, put := list[s.at(list)], home(strings.TrimSpace(s.name.Value())), files.Write
	if s.own {
		file, put = filepath.Join(s.folder, s.name.Value()), writeOwn
	}
	extension := export.Extension(file)
	if extension != p.Extension && slices.ContainsFunc(list, func(p export.Product) bool { return p.Extension == extension }) {
		s.failed = true
		s.said = fmt.Sprintf("Not written: by its name %s would hold %s. Choose that above, or let the name end in %s.", file, kind(extension), p.Extension)
		return nil
	}
	replace := s.replace == file && file != ""
	s.writing, s.failed, s.said = true, false, "Writing."
	return func() tea.Msg {
		err := put(file, replace, p.Write)
		var size int64
		if info, err := os.Stat(file); err == nil {
			size = info.Size()
		}
		return kit.Reply(func() tea.Cmd {
			if s.take(file, size, err); a.sheet != s {
				a.note = s.said
			}
			return nil
		})
	}
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
func (s *exportSheet) take(file string, size int64, err error) {
	s.writing, s.failed, s.replace = false, err != nil, ""
	switch {
	case errors.Is(err, fs.ErrExist):
		s.replace = file
		s.said = files.Shown(file) + " exists. Enter once more replaces it."
	case err != nil:
		s.said = "Not written: " + err.Error() + "."
	default:
		s.said = fmt.Sprintf("Written: %s, %s.", files.Shown(file), files.Size(size))
	}
}

// belowRows is how many lines the sheet has below the list.
const belowRows = 5

// room is how many products are seen at once.
func (s *exportSheet) room(f kit.Frame) int { return max(1, f.Height-3-belowRows) }

// mouse chooses a product, or writes the chosen one.
func (s *exportSheet) mouse(a *App, f kit.Frame, msg tea.MouseMsg) tea.Cmd {
	const above = 2 // lines: the border and a blank one
	n := len(s.products(a))
	at := s.at(s.products(a))
	list := kit.List{At: at, Lean: s.lean}
	switch by := kit.Wheeled(msg); {
	case by != 0:
		s.choose(a, kit.Clamp(at+by, n)-at)
	case list.Mouse(kit.Within(msg, 0, above), n, s.room(f)):
		return s.write(a)
	case list.At != at:
		s.choose(a, list.At-at)
		s.lean = list.Lean
	}
	return nil
}

func (s *exportSheet) view(a *App, f kit.Frame, _ string) string {
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
	name := s.name
	name.SetWidth(f.Width - 12)
	below := []string{
		"", " " + name.View(),
		" " + f.Theme.Dimmed(ansi.Truncate(s.where(), f.Width-4, "…")),
		"", kit.Indent(said.Style().Render(kit.Wrap(s.said, f.Width-4)), 1),
	}
	from, to := kit.List{At: at, Lean: s.lean}.Window(len(rows), s.room(f))
	rows = rows[from:to]
	return f.Panel("export", "", strings.Join(slices.Concat([]string{""}, rows, below), "\n"))
}

// where says which folder the file goes to.
func (s *exportSheet) where() string {
	switch {
	case s.own && s.folder == "":
		return "there is no folder here to write to"
	case s.own:
		return fmt.Sprintf("in %s: the latest %d, up to %s", files.Shown(s.folder), mostOwn, files.Size(ownBytes))
	}
	return "in " + cmp.Or(files.Shown(s.folder), "the folder that nntui was started in") + ", unless the name says where"
}
