package tui

import tea "charm.land/bubbletea/v2"

// mouse hands the mouse to what it is on; a click gives that the keys. 0, 0 is
// below the header.
func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	t := a.tabs[a.active]
	if _, click := msg.(tea.MouseClickMsg); click {
		a.card = false
	}
	if _, click := msg.(tea.MouseClickMsg); click && (msg.Mouse().Y < 0 || msg.Mouse().Y >= a.frame.Height-2) {
		m := msg.Mouse()
		m.Y++
		return a.clickFrame(m)
	}
	switch {
	case a.sheet != nil:
		return nil
	case a.guide.Holds(msg.Mouse()):
		if t.Keys().Modal() {
			return nil
		}
		return a.guide.Update(msg)
	}
	if _, click := msg.(tea.MouseClickMsg); click {
		a.guide.Leave()
	}
	if t, ok := t.(interface{ MouseKey(tea.MouseMsg) string }); ok && a.taught.Hidden[t.MouseKey(msg)] {
		return nil // what the mouse does on a map, a key does as well
	}
	return t.Update(msg)
}

// inBody moves the origin of a mouse message below the header.
func inBody(msg tea.MouseMsg) tea.MouseMsg {
	m := msg.Mouse()
	m.Y--
	switch msg.(type) {
	case tea.MouseClickMsg:
		return tea.MouseClickMsg(m)
	case tea.MouseReleaseMsg:
		return tea.MouseReleaseMsg(m)
	case tea.MouseWheelMsg:
		return tea.MouseWheelMsg(m)
	}
	return tea.MouseMotionMsg(m)
}

// paste hands a pasted text to what has the keys: a line that is typed takes
// it, and nothing else does.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	switch s, ok := a.sheet.(editor); {
	case ok:
		s.edit(msg)
	case a.sheet == nil && a.guide.Focused():
		return a.guide.Update(msg)
	case a.sheet == nil:
		return a.tabs[a.active].Update(msg)
	}
	return nil
}
