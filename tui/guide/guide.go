// Package guide leads through a lesson of package lesson beside the tabs: it
// asks, sets a tab up by the same command lines that y shows, and answers with
// the figures that the set-ups come to.
//
// It knows no tab. What it needs of the program around it is its [Host]; what a
// set-up comes to, a [Trial] finds out apart from the screen. keys.go is what
// it does, answer.go how it answers, page.go and view.go how it looks.
package guide

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/tui/kit"
	"nntui/tui/lesson"
	"nntui/tui/run"
)

// Host is the program around the guide. Its methods are called on the UI
// goroutine.
type Host interface {
	Say(note string)                            // in the status line, until the next key
	Tab(line string) (Tab, error)               // the tab that a command line opens
	Played(line string) bool                    // does its tab show the run of a command line to the end?
	Teach(hide []string, readings bool) tea.Cmd // hides these controls and no others; are readings asked for?
	Reframe() tea.Cmd                           // the guide has opened or closed
	Search()                                    // looks for a step by its words

	// Open opens the tab of a command line, if alone without its earlier runs in
	// the picture. play is the key that plays it, "" where nothing waits for one.
	Open(line string, alone bool) (cmd tea.Cmd, play string, err error)
}

// Tab is a tab as the guide sees it.
type Tab interface {
	Title() string
	Readings() []model.Reading // of what it shows now, nil before it shows anything
}

// Trial returns the trial of a command line. It is called on any goroutine.
type Trial func(line string) (run.Trial, error)

// Guide is the panel beside the tabs.
type Guide struct {
	host   Host
	trial  Trial
	given  *lesson.Lesson // the user's own; nil for the built-in one
	folder string         // where progress is kept, "" for nowhere

	lesson   *lesson.Lesson // nil before it has been read, and the same from then on
	progress lesson.Progress
	unsaved  atomic.Pointer[lesson.Progress] // what is still to be written
	kept     lesson.Progress                 // what was read or written last
	writing  sync.Mutex                      // of kept

	frame  kit.Frame // between header and status
	open   bool      // is the panel there?
	focus  bool      // has it the keys?
	at     int       // the step
	wanted int       // to begin at, from 1; 0 for the first that is not done
	setups []setup   // of the step
	setup  int       // which of them is chosen
	tried  int       // which the tab was last set up for, -1 for none
	staged string    // the step of the last set-up, by its key
	top    kit.List  // the first line of its page that is seen
	nudged bool      // has it been said that one predicts first?

	answers answers
	line    explanation
	wrong   map[string]error // why set-ups cannot work, by their command lines
}

// setup is a set-up of the step, with its tab, nil if it opens none, and what
// it is in words.
type setup struct {
	lesson.Setup
	tab   Tab
	words string
}

// New returns the guide of a lesson, nil for the built-in one. Progress is kept
// in the folder, "" for nowhere.
func New(host Host, trial Trial, given *lesson.Lesson, folder string) *Guide {
	none := answers{open: map[string]bool{}, readings: map[string][]model.Reading{}}
	return &Guide{host: host, trial: trial, given: given, folder: folder, answers: none, wrong: map[string]error{}}
}

// step returns the step that is shown.
func (g *Guide) step() *lesson.Step { return &g.lesson.Steps[g.at] }

// mark returns what has been done of it.
func (g *Guide) mark() lesson.Mark { return g.progress.Of(g.step()) }

// Given reports whether the lesson is the user's own.
func (g *Guide) Given() bool { return g.given != nil }

// Focused reports whether the guide has the keys.
func (g *Guide) Focused() bool { return g.focus }

// Enter gives the keys to the guide, and opens it first.
func (g *Guide) Enter() tea.Cmd {
	g.focus = true
	if g.open {
		return nil
	}
	g.open = true
	if g.lesson == nil {
		return tea.Batch(g.host.Reframe(), g.read())
	}
	return tea.Batch(g.host.Reframe(), g.settle())
}

// builtIn is the lesson that the guide has by itself.
var builtIn = sync.OnceValues(func() (*lesson.Lesson, error) {
	return lesson.Parse("guide.toml", lesson.Guide, lesson.Checks{})
})

// Titles lists the steps of the lesson, by section and title.
func (g *Guide) Titles() (list []string) {
	l := cmp.Or(g.lesson, g.given)
	if l == nil {
		l, _ = builtIn()
	}
	if l == nil {
		return nil // which opening the guide explains
	}
	for _, s := range l.Steps {
		list = append(list, strings.TrimSpace(s.Section+" "+s.Title))
	}
	return list
}

// OpenAt gives the keys to the guide at a step, and opens it first.
func (g *Guide) OpenAt(step int) tea.Cmd {
	g.wanted = step + 1
	cmd := g.Enter()
	if g.lesson == nil {
		return cmd
	}
	g.goTo(step)
	return tea.Batch(cmd, g.settle())
}

// Leave gives the keys back.
func (g *Guide) Leave() { g.focus, g.line.typing = false, false }

// close takes the panel away. What it hid is there again.
func (g *Guide) close() tea.Cmd {
	g.Leave()
	g.open = false
	return tea.Batch(g.host.Reframe(), g.settle())
}

// read returns the command that reads lesson and progress.
func (g *Guide) read() tea.Cmd {
	l, folder := g.given, g.folder
	return func() tea.Msg {
		if l == nil {
			var err error
			if l, err = builtIn(); err != nil {
				return kit.Reply(func() tea.Cmd { g.host.Say(err.Error()); return g.close() })
			}
		}
		p, err := lesson.Progress{Lesson: l.Title}, error(nil)
		if folder != "" {
			p, err = l.Load(folder)
		}
		return kit.Reply(func() tea.Cmd {
			if err != nil {
				g.host.Say("Note: " + err.Error() + ".")
			}
			return g.begin(l, p)
		})
	}
}

// begin shows a lesson at the first step that is not done.
func (g *Guide) begin(l *lesson.Lesson, p lesson.Progress) tea.Cmd {
	if g.lesson != nil { // it was closed and opened again meanwhile
		return nil
	}
	g.lesson, g.progress, g.kept = l, p, p
	undone := func(s lesson.Step) bool { return !p.Of(&s).Done(&s) }
	g.goTo(max(0, slices.IndexFunc(l.Steps, undone)))
	if g.wanted > 0 {
		g.goTo(g.wanted - 1)
	}
	return g.settle()
}

// goTo turns to a step.
func (g *Guide) goTo(step int) {
	g.at = kit.Clamp(step, len(g.lesson.Steps))
	g.setup, g.tried, g.top, g.nudged = 0, -1, kit.List{}, false
	g.setups = nil
	for _, s := range g.step().Setups() {
		tab, _ := g.host.Tab(s.Open)
		g.setups = append(g.setups, setup{s, tab, wordsOf(s, tab)})
	}
}

// wordsOf says what a set-up is, from its flags where it does not say so
// itself.
func wordsOf(s lesson.Setup, tab Tab) string {
	args, err := lesson.Arguments(s.Open)
	switch {
	case s.About != "":
		return s.About
	case tab == nil || err != nil:
		return s.Open
	}
	if i := slices.Index(args, "--tab"); i >= 0 {
		args = slices.Delete(args, i, i+2)
	}
	return tab.Title() + strings.ReplaceAll(strings.Join(append([]string{""}, args...), " "), " --", ", ")
}

// settle sees to what follows from where the guide stands: what the step hides
// and reads and, where its answer is open, the command that computes more
// figures, or the mark that the answer has been seen.
func (g *Guide) settle() tea.Cmd {
	if g.lesson == nil {
		return nil
	}
	var hide []string
	if g.open {
		hide = g.lesson.Hidden(g.step())
	}
	taught := g.host.Teach(hide, g.readsNow())
	switch {
	case g.complete():
		return tea.Batch(taught, g.noting(func(m *lesson.Mark) { m.Answered = true }))
	case g.answered():
		return tea.Batch(taught, g.compute())
	}
	return taught
}

// noting changes the mark of the step, and returns the command that writes the
// progress.
func (g *Guide) noting(change func(*lesson.Mark)) tea.Cmd {
	m := g.mark()
	change(&m)
	if m == g.mark() {
		return nil
	}
	p := g.progress.With(g.step(), m)
	g.progress = p
	g.unsaved.Store(&p)
	return func() tea.Msg {
		if err := g.End(); err != nil {
			return kit.Reply(func() tea.Cmd { g.host.Say("Your progress cannot be kept: " + err.Error() + "."); return nil })
		}
		return nil
	}
}

// Watch sees whether the experiment of the step, once it was set up, has been
// played: whoever changes what a tab shows calls it.
func (g *Guide) Watch() tea.Cmd {
	if g.lesson == nil || !g.mark().Opened || g.mark().Played || !g.host.Played(g.setups[0].Open) {
		return nil
	}
	return g.noting(func(m *lesson.Mark) { m.Played = true })
}

// End writes the progress, unless that is done already. It is called on any
// goroutine: whoever comes first writes the latest.
func (g *Guide) End() error {
	g.writing.Lock()
	defer g.writing.Unlock()
	p := g.unsaved.Swap(nil)
	if p == nil || g.folder == "" {
		return nil
	}
	err := g.lesson.Save(g.folder, g.kept, *p)
	if err == nil {
		g.kept = *p
	}
	return err
}
