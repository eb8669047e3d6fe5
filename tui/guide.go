package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
	"nntui/tui/lesson"
)

// guide is the panel that leads through a lesson, step by step. This file
// opens it and says who has the keys; guide_keys.go is what it does with them,
// guide_answer.go how it answers, guide_view.go how it looks.
type guide struct {
	given  *lesson.Lesson // the user's own; nil for the built-in one
	folder string         // where progress is kept, "" for nowhere

	lesson   *lesson.Lesson // nil before it has been read
	progress lesson.Progress
	unsaved  bool // has the progress changed since it was written?
	saving   bool // is a command writing it?

	open   bool // is the panel there?
	focus  bool // has it the keys?
	at     int  // the step
	setup  int  // which of its set-ups is chosen
	tried  int  // which the tab was last set up for, -1 for none
	top    int  // the first line of its page that is seen
	nudged bool // has it been said that one predicts first?

	answers answers
	page    *page // as it was last put together, from pageKey
	pageKey pageKey
	hidden  kit.Hidden // what the step hides
}

// guideMsg is the reply of a command of the guide: what to do with its result.
type guideMsg func(*App) tea.Cmd

const guideAbout = "The guide leads through a lesson, step by step. Each step asks something: read it, predict what will happen, " +
	"let enter set the tab up for it, and play it there. g goes between the guide and the tab. Space then answers, with the figures of the experiment: " +
	"each set-up is run to its end for that. Marks: ○ begun, ✓ done; they are kept for the next time."

// step returns the step that is shown.
func (g *guide) step() *lesson.Step { return &g.lesson.Steps[g.at] }

// mark returns what has been done of it.
func (g *guide) mark() lesson.Mark { return g.progress.Of(g.step()) }

// toGuide gives the keys to the guide, and opens it first.
func (a *App) toGuide() tea.Cmd {
	g := &a.guide
	a.sheet, g.focus = nil, true
	if g.open {
		return nil
	}
	g.open = true
	if g.lesson == nil {
		return tea.Batch(a.reframe(), g.read())
	}
	a.Hide()
	return tea.Batch(a.reframe(), a.settle())
}

// closeGuide takes the panel away. What it hid is there again.
func (a *App) closeGuide() tea.Cmd {
	a.guide.open, a.guide.focus = false, false
	a.Hide()
	return tea.Batch(a.reframe(), a.settle())
}

// read returns the command that reads lesson and progress.
func (g *guide) read() tea.Cmd {
	given, folder := g.given, g.folder
	return func() tea.Msg {
		l := given
		if l == nil {
			var err error
			if l, err = lesson.Parse("guide.toml", lesson.Guide, lesson.Checks{}); err != nil {
				return guideMsg(func(a *App) tea.Cmd { a.note = err.Error(); return a.closeGuide() })
			}
		}
		p, err := lesson.Progress{Lesson: l.Title}, error(nil)
		if folder != "" {
			p, err = l.Load(folder)
		}
		return guideMsg(func(a *App) tea.Cmd {
			if err != nil {
				a.note = "Note: " + err.Error() + "."
			}
			a.Begin(l, p)
			return nil
		})
	}
}

// Begin shows a lesson at the first step that is not done.
func (a *App) Begin(l *lesson.Lesson, p lesson.Progress) {
	g := &a.guide
	g.lesson, g.progress = l, p
	undone := func(s lesson.Step) bool { return !p.Of(&s).Done(&s) }
	a.goTo(max(0, slices.IndexFunc(l.Steps, undone)))
}

// goTo turns to a step.
func (a *App) goTo(step int) {
	g := &a.guide
	g.at = kit.Clamp(step, len(g.lesson.Steps))
	g.setup, g.tried, g.top, g.nudged = 0, -1, 0, false
	a.Hide()
}

// Hide hides from all tabs what the lesson hides now.
func (a *App) Hide() {
	g := &a.guide
	g.hidden = kit.Hidden{}
	if g.open && g.lesson != nil {
		names := controls()
		for _, name := range g.lesson.Hidden(g.step()) {
			for _, id := range names[name] {
				g.hidden[id] = true
			}
		}
	}
	for _, t := range a.tabs {
		t.Table().Hide(g.hidden)
	}
}

// noting changes the mark of the step, and returns the command that writes the
// progress.
func (g *guide) noting(change func(*lesson.Mark)) tea.Cmd {
	m := g.mark()
	change(&m)
	if m == g.mark() {
		return nil
	}
	g.progress, g.unsaved = g.progress.With(g.step(), m), true
	return g.save()
}

// save returns the command that writes the progress, if that has changed and
// none is writing it.
func (g *guide) save() tea.Cmd {
	if g.folder == "" || g.saving || !g.unsaved {
		return nil
	}
	g.saving, g.unsaved = true, false
	l, folder, p := g.lesson, g.folder, g.progress
	return func() tea.Msg {
		err := l.Save(folder, p)
		return guideMsg(func(a *App) tea.Cmd {
			a.guide.saving = false
			if err != nil {
				a.note = "Your progress cannot be kept: " + err.Error() + "."
			}
			return a.guide.save()
		})
	}
}

// end writes the progress when the program is about to end, unless that is
// done already.
func (g *guide) end() error {
	if g.folder == "" || !g.saving && !g.unsaved {
		return nil
	}
	return g.lesson.Save(g.folder, g.progress)
}
