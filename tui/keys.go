package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/kit"
)

// interrupt is the row of the key that ends the program whatever it does.
func interrupt() kit.Key {
	return kit.On("", "interrupt", "quit", func(tea.KeyPressMsg) tea.Cmd { return tea.Quit })
}

// quit ends the program, unless something would be lost: then it asks.
func (a *App) quit() tea.Cmd {
	if a.trouble() == "" {
		return tea.Quit
	}
	a.sheet = &unsavedSheet{}
	return nil
}

// everywhere are the keys that mean the same everywhere.
func (a *App) everywhere() kit.Keys {
	n, taught := len(a.tabs), a.guide.Focused()
	to := func(i int) func(tea.KeyPressMsg) tea.Cmd {
		return func(tea.KeyPressMsg) tea.Cmd { return a.open(i) }
	}
	numbers := strings.TrimSpace("1 2 3 4 5 6 7 8 9 "[:2*n])
	byNumber := kit.On("", "tabs", "tabs", func(msg tea.KeyPressMsg) tea.Cmd {
		return a.open(int(msg.String()[0] - '1'))
	}).Sign(numbers)
	byNumber.SetKeys(strings.Fields(numbers)...)
	tab := !taught && a.sheet == nil
	return kit.Keys{
		kit.On("", "guide", "guide", func(tea.KeyPressMsg) tea.Cmd { a.closeSheet(); return a.guide.Enter() }).FootIf(!taught),
		kit.On("", "help", "help", kit.Do(func() { a.sheet = &helpSheet{} })).InFoot("help"),
		kit.On("", "quit", "quit", func(tea.KeyPressMsg) tea.Cmd { return a.quit() }).InFoot("quit"),
		kit.On("", "next-tab", "next tab", to((a.active+1)%n)),
		kit.On("", "previous-tab", "previous tab", to((a.active+n-1)%n)),
		byNumber,
		kit.On("", "type enter", "type the value of a knob", kit.Do(a.typeKnob)).AtEnd("type").If(tab && a.tabs[a.active].Knobs().Chosen() != ""),
		kit.On("", "undo", "undo", func(tea.KeyPressMsg) tea.Cmd { return a.undo() }).AtEnd("undo").FootIf(len(a.past.tabs[a.active].done) > 0).If(tab),
		kit.On("", "redo", "do again", func(tea.KeyPressMsg) tea.Cmd { return a.redo() }).If(tab),
		kit.On("", "palette", "find anything", kit.Do(func() { a.sheet = newPalette(a) })).AtEnd("find"),
		kit.On("", "share", "command line of this screen", func(tea.KeyPressMsg) tea.Cmd { return a.share() }),
		kit.On("", "export", "export to a file", func(tea.KeyPressMsg) tea.Cmd { return a.export() }),
		kit.On("", "curves", "curves in dots or by asciigraph", func(tea.KeyPressMsg) tea.Cmd { return a.turnCurves() }),
		kit.On("", "open", "go on with what waits", func(tea.KeyPressMsg) tea.Cmd { return a.goOn() }).If(a.waits != nil),
		suspend(),
	}
}

func suspend() kit.Key {
	return kit.On("", "suspend", "suspend", func(tea.KeyPressMsg) tea.Cmd { return tea.Suspend })
}

// turnCurves draws the curves in the other style of CurveStyles.
func (a *App) turnCurves() tea.Cmd {
	if a.frame.ASCII {
		a.note = "With --ascii, asciigraph draws the curves anyway."
		return nil
	}
	a.frame.NoDots = !a.frame.NoDots
	return a.Reframe()
}

// own are the keys of what has them now: a sheet, the guide or the tab.
func (a *App) own() kit.Keys {
	switch {
	case a.sheet != nil:
		return a.sheet.keys(a)
	case a.guide.Focused():
		return a.guide.Keys()
	}
	return a.tabs[a.active].Keys()
}

// press does what the first row says that answers the key.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	a.note, a.hover, a.card = "", "", false
	if row, ok := (kit.Keys{interrupt(), suspend()}).Find(msg); ok {
		return row.Do(msg)
	}
	if row, ok := a.own().Find(msg); ok {
		return a.do(row, msg)
	}
	if row, ok := a.everywhere().Find(msg); ok {
		return row.Do(msg)
	}
	return nil
}

// do does what a row of own says, unless a lesson hides it.
func (a *App) do(row kit.Key, msg tea.KeyPressMsg) tea.Cmd {
	if row.Means == "open" {
		a.waits = nil // it is in the list that opens
	}
	switch {
	case a.taught.Hidden[row.ID]:
		a.note = "This lesson does without " + row.Help().Key + ", " + row.Help().Desc + "."
		return nil
	case a.sheet != nil || a.guide.Focused():
		return row.Do(msg)
	}
	if s, ok := a.tabs[a.active].Knobs().Setting(); ok && strings.HasPrefix(row.ID, "turn-") {
		a.sayUnused(s)
	}
	return a.tabs[a.active].Update(kit.Pressed{Key: row, Msg: msg})
}

// sayUnused says why a knob does nothing now, and whether that is so.
func (a *App) sayUnused(s setting.Setting) bool {
	why := s.Unused()
	if why != "" {
		a.note = s.Called() + ": " + why + "."
	}
	return why != ""
}
