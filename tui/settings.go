package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/lesson"
)

// Settings returns what a tab can be opened with, for each of Tabs, at the
// values that it opens with by itself.
func Settings() [][]setting.Setting {
	all := make([][]setting.Setting, len(Tabs))
	for i, t := range newTabs() {
		all[i] = t.Settings()
	}
	return all
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
	args, err := lesson.Arguments(line)
	if err != nil {
		return Opening{}, fmt.Errorf("%q is no command line: %w", line, err)
	}
	return openingOf(args)
}

// openingOf reads a command line without the program's name.
func openingOf(args []string) (o Opening, err error) {
	known := []setting.Setting{setting.Choice("tab", "the tab to open", Tabs, &o.Tab)}
	for _, settings := range Settings() {
		for _, s := range settings {
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
	return o, o.Check()
}

const program = "nntui"

// index returns the number of the tab.
func (o Opening) index() int { return slices.Index(Tabs, o.Tab) }

// chooseTab sees to it that the opening names a tab that has all settings. One
// that names none gets the first that has.
func (o *Opening) chooseTab() error {
	missing := make([]string, len(Tabs)) // a setting that the tab does not have
	for i, settings := range Settings() {
		for name := range o.Settings {
			if _, ok := setting.Find(settings, name); !ok {
				missing[i] = name
			}
		}
	}
	i := slices.Index(missing, "")
	if o.Tab != "" {
		i = o.index()
		if name := missing[i]; name != "" {
			return &setting.Error{Name: name, Reason: fmt.Sprintf("the tab %s has no such setting; it belongs to %s", o.Tab, strings.Join(tabsWith(name), " and "))}
		}
	}
	if i < 0 {
		return &setting.Error{Name: "tab", Reason: "there is none that has all of these settings; each tab has its own"}
	}
	o.Tab = Tabs[i]
	return nil
}

// tabsWith lists the tabs that have a setting.
func tabsWith(name string) (tabs []string) {
	for i, settings := range Settings() {
		if _, ok := setting.Find(settings, name); ok {
			tabs = append(tabs, Tabs[i])
		}
	}
	return tabs
}

// Check chooses a tab where none is named, and says why the screen cannot be
// opened so, if it cannot.
func (o *Opening) Check() error {
	if err := o.chooseTab(); err != nil {
		return err
	}
	t := newTabs()[o.index()]
	if err := o.set(t); err != nil {
		return err
	}
	return t.Valid()
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

// show turns to an opening; whatever it does not name is as in a tab that
// opens by itself.
func (a *App) show(o Opening) (tea.Cmd, error) {
	t := a.tabs[o.index()]
	if err := setting.Copy(t.Settings(), newTabs()[o.index()].Settings()); err != nil {
		return nil, err
	}
	if err := o.set(t); err != nil {
		return nil, err
	}
	return a.open(o.index()), nil
}

// arguments returns the command line that opens what the screen shows now.
func (a *App) arguments() []string {
	t, fresh := a.tabs[a.active], newTabs()[a.active]
	args := []string{program, "--tab", Tabs[a.active]}
	return append(args, setting.Arguments(t.Settings(), fresh.Settings())...)
}
