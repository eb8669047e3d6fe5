package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
)

// quits ends the program whatever else has the keys.
func (a *App) quits() kit.Keys {
	return kit.Keys{kit.On("", "ctrl+c", "quit", func(tea.KeyPressMsg) tea.Cmd { return tea.Quit })}
}

// everywhere are the keys that mean the same everywhere.
func (a *App) everywhere() kit.Keys {
	n := len(a.tabs)
	to := func(i int) func(tea.KeyPressMsg) tea.Cmd {
		return func(tea.KeyPressMsg) tea.Cmd { return a.open(i) }
	}
	var rows kit.Keys
	numbers := ""
	for i, t := range a.tabs {
		number := strconv.Itoa(i + 1)
		numbers += number + " "
		rows = append(rows, kit.On("", number, t.Title(), to(i)))
	}
	return append(rows,
		kit.On("", "tab", "next tab", to((a.active+1)%n)),
		kit.On("", "shift+tab", "previous tab", to((a.active+n-1)%n)),
		kit.On("", "g", "guide", func(tea.KeyPressMsg) tea.Cmd { return a.toGuide() }).InFoot("guide"),
		kit.On("", "y", "command line of this screen", func(tea.KeyPressMsg) tea.Cmd { return a.share() }),
		kit.On("", "e", "export to a file", func(tea.KeyPressMsg) tea.Cmd { return a.export() }),
		kit.On("", "?", "help", kit.Do(func() { a.sheet = &helpSheet{} })).InFoot("help"),
		kit.On("", "q", "quit", func(tea.KeyPressMsg) tea.Cmd { return tea.Quit }).InFoot("quit"),
		kit.Words(numbers[:len(numbers)-1], "tabs").AtEnd("tabs"),
	)
}

// own are the keys of what has them now: a sheet, the guide or the tab.
func (a *App) own() kit.Keys {
	switch {
	case a.sheet != nil:
		return a.sheet.keys(a)
	case a.guide.focus:
		return a.guideKeys()
	}
	return a.tabs[a.active].Keys()
}

// press does what the first row says that answers the key.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	a.note = ""
	if row, ok := a.quits().Find(msg); ok {
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

// do does what a row says, unless a lesson hides it. What takes every key
// itself, a line to type in say, keeps them.
func (a *App) do(row kit.Key, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case a.sheet != nil || a.guide.focus:
		return row.Do(msg)
	case a.guide.hidden[row.ID]:
		a.note = "This lesson does without " + row.Help().Key + ", " + row.Help().Desc + "."
		return nil
	}
	return a.tabs[a.active].Update(kit.Pressed{Key: row, Msg: msg})
}
