package tui

import tea "charm.land/bubbletea/v2"

// mouse hands the mouse to what it is on; a click gives that the keys.
func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	switch {
	case a.sheet != nil:
		return nil
	case a.inGuide(msg.Mouse()):
		return a.mouseGuide(msg)
	}
	if _, click := msg.(tea.MouseClickMsg); click {
		a.guide.focus = false
	}
	if a.hidesMouse(msg) {
		return nil
	}
	return a.tabs[a.active].Update(msg)
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

// inGuide reports whether a place is the guide's; 0, 0 is below the header.
func (a *App) inGuide(m tea.Mouse) bool {
	f := a.middle()
	if !a.guide.open || m.Y < 0 || m.Y >= f.Height {
		return false
	}
	l := a.guide.layout(f)
	return m.X >= l.left && m.Y >= l.top
}

// mouseGuide answers the mouse on the guide: a click gives it the keys, and
// chooses a step in the list; the wheel scrolls the page.
func (a *App) mouseGuide(msg tea.MouseMsg) tea.Cmd {
	g := &a.guide
	if g.lesson == nil || a.tabs[a.active].Keys().Modal() {
		return nil
	}
	const notch = 3 // lines
	m, l := msg.Mouse(), g.layout(a.middle())
	switch msg.(type) {
	case tea.MouseWheelMsg:
		if m.Button == tea.MouseWheelUp {
			a.scroll(-notch)
		} else {
			a.scroll(notch)
		}
	case tea.MouseClickMsg:
		rows := l.list.Height - 2
		if row := m.Y - 1; m.X-l.left < l.list.Width && row >= 0 && row < min(rows, g.steps()) {
			a.goTo(g.firstListed(rows) + row)
		}
		g.focus = true
	}
	return a.settle()
}
