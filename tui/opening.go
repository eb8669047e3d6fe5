package tui

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/lesson"
	"nntui/tui/run"
)

// Tabs lists the names that an opening's Tab takes, in the order of the screen.
var Tabs = setting.Names(tabs, func(r row) string { return r.name })

// Settings returns what a tab can be opened with, at the values that it opens
// with by itself.
func Settings(tab string) []setting.Setting {
	i := slices.Index(Tabs, tab)
	return tabs[i].new(i).Settings()
}

// An Opening says what a screen shows: a tab, and its settings as far as they
// differ from those that it opens with by itself.
type Opening struct {
	Tab      string
	Settings map[string]string
}

// flags are what a command line takes: the settings of all tabs, one of each
// name, and the tabs that have it.
var flags = sync.OnceValues(func() (known []setting.Setting, owners map[string][]string) {
	owners = map[string][]string{}
	for _, tab := range Tabs {
		for _, s := range Settings(tab) {
			if owners[s.Name] = append(owners[s.Name], tab); len(owners[s.Name]) == 1 {
				known = append(known, s)
			}
		}
	}
	return known, owners
})

// openingOf reads the command line that opens a screen, as y shows it, without
// the program's name. The error is a *setting.Error.
func openingOf(args []string) (o Opening, err error) {
	known, _ := flags()
	tab := setting.Choice("tab", "the tab to open", Tabs, &o.Tab)
	if o.Settings, err = setting.Parse(append(known[:len(known):len(known)], tab), args); err != nil {
		return Opening{}, err
	}
	if name, ok := o.Settings["tab"]; ok {
		delete(o.Settings, "tab")
		if err := setting.Apply([]setting.Setting{tab}, map[string]string{"tab": name}); err != nil {
			return Opening{}, err
		}
	}
	return o, o.chooseTab()
}

// parseOpening reads a command line, with or without the program's name.
func parseOpening(line string) (Opening, error) {
	args, err := lesson.Arguments(line)
	if err != nil {
		return Opening{}, err
	}
	return openingOf(args)
}

// chooseTab sees to it that the opening names a tab that has all settings. One
// that names none gets the first that has.
func (o *Opening) chooseTab() error {
	_, owners := flags()
	fits := slices.Clone(Tabs)
	for name := range o.Settings {
		if o.Tab != "" && !slices.Contains(owners[name], o.Tab) {
			return &setting.Error{Name: name, Reason: fmt.Sprintf("the tab %s has no such setting; it belongs to %s", o.Tab, strings.Join(owners[name], " and "))}
		}
		fits = slices.DeleteFunc(fits, func(tab string) bool { return !slices.Contains(owners[name], tab) })
	}
	switch {
	case o.Tab != "":
	case len(fits) == 0:
		return &setting.Error{Name: "tab", Reason: "there is none that has all of these settings; each tab has its own"}
	default:
		o.Tab = fits[0]
	}
	return nil
}

// Check chooses a tab where none is named, and says why the screen cannot be
// opened so, if it cannot.
func (o *Opening) Check() error {
	if err := o.chooseTab(); err != nil {
		return err
	}
	_, err := o.trial()
	return err
}

// tab returns a tab as the opening, which names it, has it. Whether its
// settings can work is for the trial's Check to say.
func (o Opening) tab() (tab, error) {
	i := o.index()
	t := tabs[i].new(i)
	if err := setting.Apply(t.Settings(), o.Settings); err != nil {
		return nil, err
	}
	t.Begin()
	return t, nil
}

func (o Opening) index() int { return slices.Index(Tabs, o.Tab) }

// trial returns the trial of the opening, or says why that cannot work.
func (o Opening) trial() (t run.Trial, err error) {
	tab, err := o.tab()
	if err == nil {
		t = tab.Trial()
		err = t.Check()
	}
	return t, err
}

// Trial returns the trial of a command line.
func Trial(line string) (run.Trial, error) {
	o, err := parseOpening(line)
	if err != nil {
		return run.Trial{}, err
	}
	return o.trial()
}

// set gives a tab what an opening says of it; whatever that does not name is
// as in a tab that opens by itself.
func (a *App) set(o Opening) error {
	wanted, err := o.tab()
	if err != nil {
		return err
	}
	t := a.tabs[o.index()]
	if err := setting.Copy(t.Settings(), wanted.Settings()); err != nil {
		return err
	}
	t.Begin()
	return nil
}

// show turns to an opening.
func (a *App) show(o Opening) (tea.Cmd, error) {
	if err := a.set(o); err != nil {
		return nil, err
	}
	return a.open(o.index()), nil
}

const program = "nntui"

// arguments returns the command line that opens what the screen shows now.
func (a *App) arguments() []string {
	tab := Tabs[a.active]
	return append([]string{program, "--tab", tab}, setting.Arguments(a.tabs[a.active].Settings(), Settings(tab))...)
}
