package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// controls lists the names of all that a lesson can hide.
func controls() (names []string) {
	for _, t := range newTabs() {
		names = append(names, t.table().names()...)
		for _, b := range ownKeys(t) {
			names = append(names, b.Help().Desc)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// ownKeys lists the keys of a tab but for those that mean the same everywhere,
// which stay whatever a lesson hides: also esc, the way out.
func ownKeys(t tab) (own []key.Binding) {
	everywhere := append(keys.moving(), keys.Tabs, keys.Leave)
	for _, group := range t.FullHelp() {
		for _, b := range group {
			same := func(other key.Binding) bool { return other.Help().Desc == b.Help().Desc }
			if !slices.ContainsFunc(everywhere, same) {
				own = append(own, b)
			}
		}
	}
	return own
}

// hidden returns what the lesson hides of the tab's keys, by key. What takes
// every key itself, a line to type in say, keeps them.
func (a *App) hidden() map[string]key.Binding {
	t := a.tabs[a.active]
	if len(a.guide.hidden) == 0 || t.Modal() {
		return nil
	}
	hidden := map[string]key.Binding{}
	for _, b := range ownKeys(t) {
		if a.guide.hidden[b.Help().Desc] {
			for _, name := range b.Keys() {
				hidden[name] = b
			}
		}
	}
	return hidden
}

// toTab hands a key to the active tab, unless the lesson hides it.
func (a *App) toTab(msg tea.KeyPressMsg) tea.Cmd {
	if b, ok := a.hidden()[msg.String()]; ok {
		a.note = "This lesson does without " + b.Help().Key + ", " + b.Help().Desc + "."
		return nil
	}
	return a.tabs[a.active].Update(msg)
}

// hidesMouse reports whether the lesson hides the key that does what the mouse
// does on a map.
func (a *App) hidesMouse(msg tea.MouseMsg) bool {
	b := keys.Start
	switch button := msg.Mouse().Button; {
	case a.active != descentIndex:
		return false
	case button == tea.MouseRight:
		b = keys.Cursor
	case button == tea.MouseWheelUp:
		b = keys.ZoomIn
	case button == tea.MouseWheelDown:
		b = keys.ZoomOut
	}
	return a.guide.hidden[b.Help().Desc]
}

// without returns the bindings that have a key which is not hidden.
func without(hidden map[string]key.Binding, bindings []key.Binding) []key.Binding {
	return slices.DeleteFunc(slices.Clone(bindings), func(b key.Binding) bool {
		shown := func(name string) bool { _, ok := hidden[name]; return !ok }
		return len(b.Keys()) > 0 && !slices.ContainsFunc(b.Keys(), shown)
	})
}
