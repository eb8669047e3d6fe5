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
	"nntui/tui/store"
	"nntui/tui/training"
)

// A row is a tab in the table of tabs.
type row struct {
	name string // on command lines
	new  func(id int) tab
}

// tabs are the instruments, in the order of the screen.
var tabs = []row{
	{"descent", func(id int) tab { return descent.New(id) }},
	{"check", func(id int) tab { return check.New(id) }},
	{"training", func(id int) tab { return training.New(id) }},
}

// tab is one of the instruments. Its methods run on the UI goroutine.
type tab interface {
	Title() string
	About() string              // what it shows and how, for the help
	Keys() kit.Keys             // as they are now; the one with the ID "play" plays
	Open() tea.Cmd              // called when it comes up
	Update(msg tea.Msg) tea.Cmd // messages of package kit, the mouse (0, 0 is the view's corner), a pasted text and its own commands' replies
	View(f kit.Frame) string    // exactly as large as the frame; changes and builds nothing
	Running() string            // what runs, with its seed, for the header
	Status(f kit.Frame) string  // what just happened and why, in a line

	Hover(m tea.Mouse) string         // reads out in a line what is under the pointer, "" where there is nothing to say
	MouseKey(msg tea.MouseMsg) string // the ID of the key that does what the mouse does where it is, "" for none

	Knobs() *kit.Knobs                  // the table of knobs
	KnobsAt() kit.Place                 // where that is, an empty frame for nowhere
	Set(values map[string]string) error // sets settings, as turned knobs do

	Settings() []setting.Setting // all that a command line can set
	Begin()                      // anew, after its settings were set; Open follows
	Trial() run.Trial            // of what the settings lead to
	Readings() []model.Reading   // of what it shows, nil before it shows anything
	Ended() bool                 // is the run of its settings shown to the end?
	Exports() []export.Product   // what can go into a file
}

// A player is a tab that plays what it shows.
type player interface {
	BeforePlay() (setting, value string) // with it, nothing has been played yet
}

// A recorder is a tab that draws earlier runs beside the one that it shows.
type recorder interface {
	HideEarlier() // all so far; they stay in its table of runs
}

// A keeper is a tab that keeps something from one start to the next: its
// session.
type keeper interface {
	Keep(folder string, resume bool, most store.Bounds) // before the program starts; the folder is empty for nowhere
	End() error                                         // when it is about to end
	Trouble() string                                    // why the session cannot be saved, "" where it is

	Waits() func() (words string, elsewhere bool) // what waits from another time to be gone on with, "" for nothing, and whether another program has a session; on any goroutine
	GoOn() tea.Cmd                                // goes on with it
	Stopped() string                              // what an end has stopped, "" for nothing; called after End
}

// sheet lies over the active tab until it is closed: help, share, export, the
// palette, a value that is typed.
type sheet interface {
	keys(a *App) kit.Keys
	view(a *App, f kit.Frame, under string) string // exactly as large as the frame, as is what lies under it
}

// editor is a sheet with a line to type in, which takes a pasted text as well.
type editor interface{ edit(msg tea.Msg) }

func (a *App) closeSheet() { a.sheet = nil }
