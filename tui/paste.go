package tui

import tea "charm.land/bubbletea/v2"

// paste hands a pasted text to the line that takes keys, if there is one. Where
// keys mean something else, it means nothing.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	switch s := a.sheet.(type) {
	case nil:
		if !a.guide.focus {
			return a.tabs[a.active].Update(msg)
		}
	case *exportSheet:
		s.edit(msg)
	}
	return nil
}
