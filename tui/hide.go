package tui

import tea "charm.land/bubbletea/v2"

// A lesson can hide controls: knobs and keys of the tabs, by their names. What
// means the same everywhere has no name and cannot be hidden. A lesson may
// also call a control what the table of knobs or the help calls it.

// controls returns the name of each control, by all that it is called.
func controls() map[string]string {
	names := map[string]string{}
	for _, t := range newTabs() {
		for _, name := range t.Table().Names() {
			names[name] = name
		}
		for _, row := range t.Keys() {
			if row.ID != "" {
				names[row.ID], names[row.Help().Desc] = row.ID, row.ID
			}
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
