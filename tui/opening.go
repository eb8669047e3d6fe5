package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/lesson"
	"nntui/tui/run"
)

// A Tab is what a command line can say of a tab.
type Tab struct {
	Name     string
	Settings []setting.Setting // at the values that it opens with by itself
}

// Tabs lists the tabs, in the order of the screen.
func Tabs() []Tab {
	list := make([]Tab, len(tabs))
	for i, row := range tabs {
		list[i] = Tab{row.name, fresh(i)}
	}
	return list
}

// has reports whether the tab has a setting of that name.
func (t Tab) has(name string) bool {
	_, ok := setting.Find(t.Settings, name)
	return ok
}

// An Opening says what a screen shows: a tab, and its settings as far as they
// differ from those that it opens with by itself.
type Opening struct {
	Tab      string
	Settings map[string]string
}

// ParseOpening reads the command line that opens a screen, as y shows it: flags
// with or without the program's name before them. The error is a
// *setting.Error or a sentence.
func ParseOpening(line string) (Opening, error) {
	o, err := readOpening(line)
	if err == nil {
		err = o.Check()
	}
	return o, err
}

// readOpening reads a command line without trying whether it can work.
func readOpening(line string) (Opening, error) {
	args, err := lesson.Arguments(line)
	if err != nil {
		return Opening{}, fmt.Errorf("%q is no command line: %w", line, err)
	}
	return openingOf(args)
}

// openingOf reads a command line without the program's name.
func openingOf(args []string) (o Opening, err error) {
	all := Tabs()
	known := []setting.Setting{ChooseTab(&o.Tab)}
	for _, t := range all {
		for _, s := range t.Settings {
			if _, ok := setting.Find(known, s.Name); !ok {
				known = append(known, s)
			}
		}
	}
	if o.Settings, err = setting.Parse(known, args); err != nil {
		return Opening{}, err
	}
	if name, ok := o.Settings["tab"]; ok {
		if err := setting.Apply(known[:1], map[string]string{"tab": name}); err != nil {
			return Opening{}, err
		}
		delete(o.Settings, "tab")
	}
	return o, o.chooseTab(all)
}

// ChooseTab is the setting for the tab to open.
func ChooseTab(name *string) setting.Setting {
	names := make([]string, len(tabs))
	for i, row := range tabs {
		names[i] = row.name
	}
	return setting.Choice("tab", "the tab to open", names, name)
}

const program = "nntui"

// index returns the number of the tab.
func (o Opening) index() int {
	for i, row := range tabs {
		if row.name == o.Tab {
			return i
		}
	}
	return -1
}

// chooseTab sees to it that the opening names a tab that has all settings. One
// that names none gets the first that has.
func (o *Opening) chooseTab(all []Tab) error {
	for _, t := range all {
		switch name := o.missing(t); {
		case name == "" && (o.Tab == "" || o.Tab == t.Name):
			o.Tab = t.Name
			return nil
		case o.Tab == t.Name:
			return &setting.Error{Name: name, Reason: fmt.Sprintf("the tab %s has no such setting; it belongs to %s", o.Tab, strings.Join(owners(all, name), " and "))}
		}
	}
	return &setting.Error{Name: "tab", Reason: "there is none that has all of these settings; each tab has its own"}
}

// missing returns a setting that a tab does not have, "" where it has all.
func (o Opening) missing(t Tab) string {
	for name := range o.Settings {
		if !t.has(name) {
			return name
		}
	}
	return ""
}

// owners lists the tabs that have a setting.
func owners(all []Tab, name string) (list []string) {
	for _, t := range all {
		if t.has(name) {
			list = append(list, t.Name)
		}
	}
	return list
}

// Check chooses a tab where none is named, and says why the screen cannot be
// opened so, if it cannot.
func (o *Opening) Check() error {
	if err := o.chooseTab(Tabs()); err != nil {
		return err
	}
	t, err := o.trial()
	if err != nil {
		return err
	}
	return t.Check()
}

// trial returns the trial of an opening that names its tab.
func (o Opening) trial() (run.Trial, error) {
	t := tabs[o.index()].new(o.index())
	if err := o.set(t); err != nil {
		return run.Trial{}, err
	}
	return t.Trial(), nil
}

// set gives a tab, as it opens by itself, the settings of an opening. Whether
// they can work is for Check to say, which builds the experiment for that.
func (o Opening) set(t tab) error {
	if err := setting.Apply(t.Settings(), o.Settings); err != nil {
		return err
	}
	t.Begin()
	return nil
}

// Trial returns the trial of a command line.
func Trial(line string) (run.Trial, error) {
	o, err := readOpening(line)
	if err != nil {
		return run.Trial{}, err
	}
	return o.trial()
}

// show turns to an opening; whatever it does not name is as in a tab that
// opens by itself.
func (a *App) show(o Opening) (tea.Cmd, error) {
	t := a.tabs[o.index()]
	if err := setting.Copy(t.Settings(), fresh(o.index())); err != nil {
		return nil, err
	}
	if err := o.set(t); err != nil {
		return nil, err
	}
	return a.open(o.index()), nil
}

// fresh returns the settings of a tab that opens by itself.
func fresh(i int) []setting.Setting { return tabs[i].new(i).Settings() }

// arguments returns the command line that opens what the screen shows now.
func (a *App) arguments() []string {
	args := []string{program, "--tab", tabs[a.active].name}
	return append(args, setting.Arguments(a.tabs[a.active].Settings(), fresh(a.active))...)
}
