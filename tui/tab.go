package tui

import (
	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/setting"
	"nntui/tui/export"
)

// tab is one of the three instruments. Its methods run on the UI goroutine.
type tab interface {
	shown
	driven
}

// shown is what the screen takes of a tab.
type shown interface {
	help.KeyMap

	Title() string
	Modal() bool                // does the tab take every key itself, as a text field does?
	Typing() bool               // is it a text field that takes them?
	About() string              // what the tab shows and how, for the help screen
	Open() tea.Cmd              // called when the tab comes up
	Update(msg tea.Msg) tea.Cmd // keys, the mouse (0, 0 is the view's corner) and its own commands' replies
	View(f frame) string        // exactly as large as the frame
	Running() string            // what runs, with its seed, for the header
	Status(f frame) string      // what just happened and why, in a line
}

// driven is what command lines, lessons and files take of a tab.
type driven interface {
	settings() []setting.Setting   // all that a command line can set
	experiment() []setting.Setting // those of them that decide the numbers
	begin()                        // anew, after its settings were set; Open follows
	valid() error                  // why the settings cannot work, if they cannot
	table() table                  // the knobs, of which a lesson can hide some
	trial() trial                  // of what the settings lead to
	readings() []model.Reading     // of what it shows, nil before it shows anything
	exports() []export.Product     // what can go into a file
}

// Tabs lists the names that Options.Tab takes, in the order of the screen.
var Tabs = []string{"descent", "check", "training"}

const descentIndex, checkIndex, trainingIndex = 0, 1, 2

func newTabs() []tab {
	return []tab{newDescentTab(descentIndex), newCheckTab(checkIndex), newTrainingTab(trainingIndex)}
}

// sheet lies over the active tab until it is closed: help, say.
type sheet interface {
	// press answers a key; what it does not answer means what it means
	// everywhere. a.sheet = nil closes the sheet.
	press(a *App, msg tea.KeyPressMsg) (cmd tea.Cmd, answered bool)
	view(a *App, f frame) string // exactly as large as the frame
	keys() []key.Binding
}
