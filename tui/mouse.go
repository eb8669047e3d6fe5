package tui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
)

// point hands the mouse to what it is on; a click gives that the keys. 0, 0 is
// below the header.
func (a *App) point(msg tea.MouseMsg) tea.Cmd {
	m := msg.Mouse()
	_, click := msg.(tea.MouseClickMsg)
	if click {
		a.card = false
	}
	switch {
	case a.small():
		return nil
	case rests(msg):
		a.hover = a.under(m)
		return nil
	}
	a.hover = ""
	switch {
	case click && (m.Y < 0 || m.Y >= a.frame.Height-2):
		m.Y++
		return a.clickFrame(m)
	case a.sheet != nil:
		return a.mouseSheet(msg)
	case a.guide.Holds(m):
		if a.tabs[a.active].Keys().Modal() {
			return nil
		}
		return a.guide.Update(msg)
	}
	if click {
		a.guide.Leave()
	}
	return a.mouseTab(msg)
}

// rests reports whether the pointer only moves, with no button down.
func rests(msg tea.MouseMsg) bool {
	_, motion := msg.(tea.MouseMotionMsg)
	return motion && msg.Mouse().Button == tea.MouseNone
}

// under reads out what is under the pointer, "" where there is nothing to say.
func (a *App) under(m tea.Mouse) string {
	t := a.tabs[a.active]
	if a.sheet != nil || a.guide.Holds(m) || !a.body().Holds(m) || t.Keys().Modal() {
		return ""
	}
	p := t.KnobsAt()
	return cmp.Or(t.Knobs().Hover(p.Frame, p.From(m)), t.Hover(m))
}

// mouseTab hands the mouse to the tab, unless a lesson hides the key that does
// what it does there. On a knob it chooses that and presses the key that does
// the rest.
func (a *App) mouseTab(msg tea.MouseMsg) tea.Cmd {
	t := a.tabs[a.active]
	if p := t.KnobsAt(); !t.Keys().Modal() {
		if key, hit := t.Knobs().Mouse(p.Frame, kit.Within(msg, p.X, p.Y)); hit {
			return tea.Batch(t.Update(kit.ToKnobs{}), a.pressKnob(key))
		}
	}
	if a.taught.Hidden[t.MouseKey(msg)] {
		return nil // what the mouse does on a map, a key does as well
	}
	return t.Update(msg)
}

// pressKnob presses a key for the knobs, if there is one to press.
func (a *App) pressKnob(key string) tea.Cmd {
	if key == "" {
		return nil
	}
	a.guide.Leave()
	return a.press(kit.Press(key))
}

// A pointed sheet does more with the mouse than to take the wheel for arrow
// keys. 0, 0 is the corner of the frame that it is drawn in.
type pointed interface {
	mouse(a *App, f kit.Frame, msg tea.MouseMsg) tea.Cmd
}

// mouseSheet hands the mouse to the sheet.
func (a *App) mouseSheet(msg tea.MouseMsg) tea.Cmd {
	const scrolled = 3 // lines
	if s, ok := a.sheet.(pointed); ok {
		return s.mouse(a, a.body(), msg)
	}
	var cmds []tea.Cmd
	if key, ok := map[int]string{-1: "up", 1: "down"}[kit.Wheeled(msg)]; ok {
		for range scrolled {
			cmds = append(cmds, a.press(kit.Press(key)))
		}
	}
	return tea.Batch(cmds...)
}

// paste hands a pasted text to what has the keys: a line that is typed takes
// it, and nothing else does.
func (a *App) paste(msg tea.PasteMsg) (cmd tea.Cmd) {
	var to any = a.sheet
	switch s, ok := a.sheet.(editor); {
	case ok:
		s.edit(msg)
	case a.sheet == nil && a.guide.Focused():
		to, cmd = a.guide, a.guide.Update(msg)
	case a.sheet == nil:
		to, cmd = a.tabs[a.active], a.tabs[a.active].Update(msg)
	}
	if l, ok := to.(interface{ Line() *kit.Line }); ok && l.Line() != nil && l.Line().Cut() != "" {
		a.note = l.Line().Cut()
	}
	return cmd
}
