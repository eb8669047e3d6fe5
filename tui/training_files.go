package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
)

// saveDialog asks for the name to save the run under.
type saveDialog struct{ name string }

func newSaveDialog(t *trainingTab) *saveDialog {
	c := t.config.Config
	return &saveDialog{fmt.Sprintf("%s lr %.4g seed %d", training.Widths(c.Layers), c.LearningRate, c.Seed)}
}

func (d *saveDialog) keys() []key.Binding {
	return []key.Binding{keys.Accept, keys.Backspace, keys.ClearLine, keys.Cancel}
}

func (d *saveDialog) press(t *trainingTab, msg tea.KeyPressMsg) tea.Cmd {
	const longest = 40
	switch {
	case key.Matches(msg, keys.Cancel):
		t.dialog, t.replace = nil, ""
	case key.Matches(msg, keys.ClearLine):
		d.name = ""
	case key.Matches(msg, keys.Accept):
		name := strings.TrimSpace(d.name)
		if name == "" {
			t.note = "A run needs a name to be saved under."
			return nil
		}
		t.dialog = nil
		return t.saveAs(name)
	case key.Matches(msg, keys.Backspace):
		if runes := []rune(d.name); len(runes) > 0 {
			d.name = string(runes[:len(runes)-1])
		}
	default:
		for _, r := range msg.Text {
			if inName(r) && len([]rune(d.name)) < longest {
				d.name += string(r)
			}
		}
	}
	return nil
}

// inName reports whether a character can be in the name of a file everywhere,
// and hide it nowhere.
func inName(r rune) bool {
	return r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" -_+=,", r)) || r == '.'
}

func (d *saveDialog) view(_ *trainingTab, f frame) string {
	lines := []string{
		"", " Name: " + f.theme.bold(d.name) + f.theme.active(" "), "",
		indent(f.theme.dimmed(wrap("Saves the weights, the optimizer's memory and the curves: opened again, the run goes on with the next batch.", f.width-4)), 1),
	}
	return f.panel("save the run", "", strings.Join(lines, "\n"))
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
	return []key.Binding{keys.Choose, keys.Accept, keys.Remove, keys.Cancel}
}

// listFiles reads the names of the saved runs.
func (t *trainingTab) listFiles() tea.Cmd {
	folder := filepath.Join(t.folder, savedFolder)
	return t.file(func() func(*trainingTab) {
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
		return func(t *trainingTab) {
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

func (d *loadDialog) press(t *trainingTab, msg tea.KeyPressMsg) tea.Cmd {
	chosen := d.at < len(d.names)
	switch {
	case key.Matches(msg, keys.Cancel), key.Matches(msg, keys.Load):
		t.dialog = nil
	case key.Matches(msg, keys.Accept) && chosen:
		t.dialog = nil
		return t.open(d.names[d.at])
	case key.Matches(msg, keys.Remove) && chosen:
		name := d.names[d.at]
		if d.doomed != name {
			d.doomed, t.note = name, "Delete "+name+"? d once more does."
			return nil
		}
		file := t.savedFile(name)
		d.names = slices.Delete(slices.Clone(d.names), d.at, d.at+1)
		d.at = max(0, min(d.at, len(d.names)-1))
		return t.file(func() func(*trainingTab) {
			err := os.Remove(file)
			return func(t *trainingTab) {
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

func (d *loadDialog) view(t *trainingTab, f frame) string {
	switch {
	case t.folder != "" && !d.known:
		return waiting(f, "saved runs")
	case len(d.names) == 0:
		return f.panel("saved runs", "", "\n"+indent(wrap("Nothing is saved yet: s saves the run under a name.", f.width-4), 1))
	}
	return f.panel("saved runs", "", "\n"+strings.Join(d.rows(f, d.names, f.height-4), "\n"))
}
