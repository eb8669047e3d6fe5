package training

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
)

// saveDialog asks for the name to save the run under.
type saveDialog struct{ name string }

func newSaveDialog(t *Tab) *saveDialog {
	c := t.config.Config
	return &saveDialog{fmt.Sprintf("%s lr %.4g seed %d", c.Widths(), c.LearningRate, c.Seed)}
}

func (d *saveDialog) keys() []key.Binding {
	return []key.Binding{kit.Bound.Accept, kit.Bound.Backspace, kit.Bound.ClearLine, kit.Bound.Cancel}
}

func (d *saveDialog) press(t *Tab, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, kit.Bound.Cancel):
		t.dialog, t.replace = nil, ""
	case key.Matches(msg, kit.Bound.ClearLine):
		d.name = ""
	case key.Matches(msg, kit.Bound.Accept):
		name := strings.TrimSpace(d.name)
		if name == "" {
			t.note = "A run needs a name to be saved under."
			return nil
		}
		t.dialog = nil
		return t.saveAs(name)
	case key.Matches(msg, kit.Bound.Backspace):
		if runes := []rune(d.name); len(runes) > 0 {
			d.name = string(runes[:len(runes)-1])
		}
	default:
		d.add(msg.Text)
	}
	return nil
}

// add puts what is typed or pasted at the end of the name.
func (d *saveDialog) add(text string) {
	const longest = 40
	for _, r := range text {
		if inName(r) && len([]rune(d.name)) < longest {
			d.name += string(r)
		}
	}
}

// inName reports whether a character can be in the name of a file everywhere,
// and hide it nowhere.
func inName(r rune) bool {
	return r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" -_+=,", r)) || r == '.'
}

func (d *saveDialog) view(_ *Tab, f kit.Frame) string {
	lines := []string{
		"", " Name: " + f.Theme.Bold(d.name) + f.Theme.Active(" "), "",
		kit.Indent(f.Theme.Dimmed(kit.Wrap("Saves the weights, the optimizer's memory and the curves: opened again, the run goes on with the next batch.", f.Width-4)), 1),
	}
	return f.Panel("save the run", "", strings.Join(lines, "\n"))
}

// loadDialog is the list of saved runs.
type loadDialog struct {
	list
	names  []string
	known  bool   // has the folder been read?
	doomed string // to be deleted if asked to once more
}

func newLoadDialog() *loadDialog { return &loadDialog{} }

func (d *loadDialog) keys() []key.Binding {
	return []key.Binding{kit.Bound.Choose, kit.Bound.Accept, kit.Bound.Remove, kit.Bound.Cancel}
}

// listFiles reads the names of the saved runs.
func (t *Tab) listFiles() tea.Cmd {
	folder := filepath.Join(t.folder, savedFolder)
	return t.file(func() func(*Tab) {
		entries, err := os.ReadDir(folder)
		if os.IsNotExist(err) {
			err = nil
		}
		var names []string
		for _, e := range entries {
			if name, ok := strings.CutSuffix(e.Name(), extension); ok {
				names = append(names, name)
			}
		}
		return func(t *Tab) {
			if err != nil {
				t.note = err.Error()
			}
			if d, ok := t.dialog.(*loadDialog); ok {
				d.names, d.known = names, true
				d.at = max(0, min(d.at, len(names)-1))
			}
		}
	})
}

func (d *loadDialog) press(t *Tab, msg tea.KeyPressMsg) tea.Cmd {
	chosen := d.at < len(d.names)
	switch {
	case key.Matches(msg, kit.Bound.Cancel), key.Matches(msg, kit.Bound.Load):
		t.dialog = nil
	case key.Matches(msg, kit.Bound.Accept) && chosen:
		t.dialog = nil
		return t.open(d.names[d.at])
	case key.Matches(msg, kit.Bound.Remove) && chosen:
		name := d.names[d.at]
		if d.doomed != name {
			d.doomed, t.note = name, "Delete "+name+"? d once more does."
			return nil
		}
		file := t.savedFile(name)
		d.names = slices.Delete(slices.Clone(d.names), d.at, d.at+1)
		d.at = max(0, min(d.at, len(d.names)-1))
		return t.file(func() func(*Tab) {
			err := os.Remove(file)
			return func(t *Tab) {
				if t.note = "Deleted " + name + "."; err != nil {
					t.note = err.Error()
				}
			}
		})
	default:
		d.list.press(msg, len(d.names))
	}
	return nil
}

func (d *loadDialog) view(t *Tab, f kit.Frame) string {
	switch {
	case t.folder != "" && !d.known:
		return waiting(f, "saved runs")
	case len(d.names) == 0:
		return f.Panel("saved runs", "", "\n"+kit.Indent(kit.Wrap("Nothing is saved yet: s saves the run under a name.", f.Width-4), 1))
	}
	return f.Panel("saved runs", "", "\n"+strings.Join(d.rows(f, d.names, f.Height-4), "\n"))
}
