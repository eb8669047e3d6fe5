package training

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
	"nntui/tui/run"
	"nntui/tui/store"
)

// fileMsg is the reply of a command that read or wrote a file.
type fileMsg func(*Tab)

// file returns a command that works with files and then says how it went.
func (t *Tab) file(work func() func(*Tab)) tea.Cmd {
	if t.folder == "" {
		t.say("There is no folder to keep runs in.")
		return nil
	}
	id := t.runner.ID
	return func() tea.Msg { return run.Msg{ID: id, Msg: fileMsg(work())} }
}

// saveDialog asks for the name to save the run under.
type saveDialog struct {
	name  kit.Line
	taken string // the name of a saved run, which may be replaced
}

func newSaveDialog(t *Tab) dialog {
	return askName(runName(t.now), "")
}

func askName(name, taken string) *saveDialog {
	const longest = 40
	d := &saveDialog{kit.NewLine("Name: ", longest), taken}
	d.name.Fill(name)
	return d
}

func (d *saveDialog) keys(t *Tab) kit.Keys {
	return kit.Keys{
		kit.On("take", "enter", "take", func(tea.KeyPressMsg) tea.Cmd { return d.take(t) }).InFoot("take"),
		kit.Words("⌫", "delete"),
		kit.Words("ctrl+u", "clear"),
		t.closes("back"),
		kit.Any(func(msg tea.KeyPressMsg) tea.Cmd { d.edit(msg); return nil }),
	}
}

func (d *saveDialog) take(t *Tab) tea.Cmd {
	name := strings.TrimSpace(d.name.Value())
	if name == "" {
		t.say("A run needs a name to be saved under.")
		return nil
	}
	t.dialog = nil
	return t.saveAs(name, name == d.taken)
}

// edit hands a key or a pasted text to the line, without what cannot be in the
// name of a file everywhere, or hides it.
func (d *saveDialog) edit(msg tea.Msg) {
	fit := func(text string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_+=,.", r) {
				return r
			}
			return -1
		}, text)
	}
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		m.Text = fit(m.Text)
		msg = m
	case tea.PasteMsg:
		m.Content = fit(m.Content)
		msg = m
	}
	d.name, _ = d.name.Update(msg)
}

func (d *saveDialog) view(_ *Tab, f kit.Frame) string {
	line := d.name
	line.SetWidth(f.Width - 12)
	about := "Saves the weights, the optimizer's memory and the curves: opened again, the run goes on with the next batch."
	return f.Panel("save the run", "", "\n "+line.View()+"\n\n"+kit.Indent(f.Theme.Dimmed(kit.Wrap(about, f.Width-4)), 1))
}

// saveAs saves the run under a name. A name that is taken is asked about, unless
// it may be replaced.
func (t *Tab) saveAs(name string, replace bool) tea.Cmd {
	t.want(func(s session) tea.Cmd { return t.saveCopy(s, name, replace) })
	return nil
}

func (t *Tab) saveCopy(s session, name string, replace bool) tea.Cmd {
	file, most := t.savedFile(name), t.most
	return t.file(func() func(*Tab) {
		_, missing := os.Stat(file)
		if missing == nil && !replace {
			return func(t *Tab) {
				t.dialog = askName(name, name)
				t.say("There is a run of that name: " + t.Keys().Sign("take") + " replaces it.")
			}
		}
		var err error
		if missing != nil {
			err = most.Room(filepath.Dir(file))
		}
		if err == nil {
			err = store.Save(file, s)
		}
		if err != nil {
			return func(t *Tab) { t.say("Not saved: " + err.Error()) }
		}
		return func(t *Tab) { t.say("Saved as " + name + ". " + t.ownKeys().Sign("open") + " opens it again.") }
	})
}

// open loads what was saved under a name.
func (t *Tab) open(name string) tea.Cmd {
	file := t.savedFile(name)
	return t.file(func() func(*Tab) {
		s, e, err := readSession(file)
		aside := ""
		if errors.Is(err, store.ErrDamaged) {
			aside, _ = store.SetAside(file)
		}
		return func(t *Tab) {
			switch {
			case aside != "":
				t.say("This file is damaged or foreign; it is kept as " + filepath.Base(aside) + ".")
			case err != nil:
				t.say("Not opened: " + err.Error())
			default:
				t.adopt(s, e)
				t.runner.Playing = false
				stands := "Opened %s, paused after epoch %d: %s goes on."
				if t.over() {
					stands = "Opened %s, finished after epoch %d: more epochs go on, %s replays."
				}
				t.say(fmt.Sprintf(stands, name, len(t.runner.Snapshot.Epochs), t.ownKeys().Sign("play")))
			}
		}
	})
}
