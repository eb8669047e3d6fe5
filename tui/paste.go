package tui

import (
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// paste types a text into the field that takes keys, if there is one. Where
// keys mean something else, a pasted text means nothing.
func (a *App) paste(text string) tea.Cmd {
	_, typing := a.sheet.(*exportSheet)
	if a.sheet == nil {
		typing = a.tabs[a.active].Typing()
	}
	if !typing {
		return nil
	}
	var cmds []tea.Cmd
	for _, r := range text {
		if unicode.IsPrint(r) {
			cmds = append(cmds, a.press(tea.KeyPressMsg{Code: r, Text: string(r)}))
		}
	}
	return tea.Batch(cmds...)
}
