package tui

import (
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/setting"
	"nntui/tui/check"
	"nntui/tui/descent"
	"nntui/tui/export"
	"nntui/tui/kit"
	"nntui/tui/run"
	"nntui/tui/training"
)

// tab is one of the three instruments. Its methods run on the UI goroutine.
type tab interface {
	shown
	driven
}

// shown is what the screen takes of a tab.
type shown interface {
	Title() string
	About() string              // what the tab shows and how, for the help screen
	Keys() kit.Keys             // as they are now
	Open() tea.Cmd              // called when the tab comes up
	Update(msg tea.Msg) tea.Cmd // kit.Pressed, the mouse (0, 0 is the view's corner), a pasted text and its own commands' replies
	View(f kit.Frame) string    // exactly as large as the frame
	Running() string            // what runs, with its seed, for the header
	Status(f kit.Frame) string  // what just happened and why, in a line
}

// driven is what command lines, lessons and files take of a tab.
type driven interface {
	Settings() []setting.Setting   // all that a command line can set
	Experiment() []setting.Setting // those of them that decide the numbers
	Begin()                        // anew, after its settings were set; Open follows
	Valid() error                  // why the settings cannot work, if they cannot
	Table() *kit.Knobs             // the knobs, of which a lesson can hide some
	Trial() run.Trial              // of what the settings lead to
	Readings() []model.Reading     // of what it shows, nil before it shows anything
	Exports() []export.Product     // what can go into a file
}

// A keeper is a tab that keeps something from one start to the next.
type keeper interface {
	Keep(folder string, resume bool) // before the program starts; the folder is empty for nowhere
	End() error                      // when it is about to end
}

// A partial tab is one whose command line does not say all.
type partial interface {
	Unshared() string // what it leaves out, in a sentence
}

// A watcher is a tab some of whose readings are taken only on demand.
type watcher interface {
	Watch(on bool) tea.Cmd
}

// Tabs lists the names that Options.Tab takes, in the order of the screen.
var Tabs = []string{"descent", "check", "training"}

const descentIndex, checkIndex, trainingIndex = 0, 1, 2

func newTabs() []tab {
	return []tab{descent.New(descentIndex), check.New(checkIndex), training.New(trainingIndex)}
}

// sheet lies over the active tab until it is closed: help, share, export.
type sheet interface {
	keys(a *App) kit.Keys
	view(a *App, f kit.Frame) string // exactly as large as the frame
}

func (a *App) closeSheet() { a.sheet = nil }
