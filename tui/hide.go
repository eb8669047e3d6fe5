package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// A lesson can hide controls: knobs and keys of the tabs, by their names. What
// means the same everywhere has no name and cannot be hidden. A lesson may
// also call a control what the table of knobs or the help calls it.

// controls returns the names of controls, by all that these are called: a knob
// and the key beside it can share a word.
func controls() map[string][]string {
	names := map[string][]string{}
	add := func(name, word string) {
		if name != "" && !slices.Contains(names[word], name) {
			names[word] = append(names[word], name)
		}
	}
	for _, t := range newTabs() {
		for _, s := range t.Table().Rows {
			add(s.Name, s.Name)
			add(s.Name, s.Label)
		}
		for _, row := range t.Keys() {
			add(row.ID, row.ID)
			add(row.ID, row.Help().Desc)
		}
	}
	return names
}

// hidesMouse reports whether the lesson hides the key that does what the mouse
// does on a map.
func (a *App) hidesMouse(msg tea.MouseMsg) bool {
	t, ok := a.tabs[a.active].(interface{ MouseKey(tea.MouseMsg) string })
	return ok && a.guide.hidden[t.MouseKey(msg)]
}
