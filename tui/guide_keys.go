package tui

import (
	"fmt"
	"maps"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
	"nntui/tui/lesson"
)

// guideKeys are the keys of the guide while it has them.
func (a *App) guideKeys() kit.Keys {
	g := &a.guide
	leave := kit.Keys{
		kit.On("", "g", "guide", kit.Do(func() { g.focus = false })).InFoot("to tab"),
		kit.On("", "esc", "close", func(tea.KeyPressMsg) tea.Cmd { return a.closeGuide() }).InFoot("close"),
	}
	if g.lesson == nil {
		return leave
	}
	s, page, last := g.step(), max(1, a.pageRows()-2), len(g.lesson.Steps)-1
	setups, choices := len(s.Setups()), len(s.Choices)
	rows := kit.Keys{
		kit.Words("↑↓", "steps"),
		kit.Words("←→", "set-up").FootIf(setups > 1),
		kit.On("", "enter", "try it", func(tea.KeyPressMsg) tea.Cmd { return a.setUp() }).FootIf(setups > 0),
		kit.On("", "a b c d", "predict", func(msg tea.KeyPressMsg) tea.Cmd {
			return a.predict(int(msg.String()[0] - 'a'))
		}).Sign("a b c d"[:max(0, 2*choices-1)]).FootIf(choices > 0 && !g.mark().Answered),
		kit.On("", "space", "answer", func(tea.KeyPressMsg) tea.Cmd { return a.answer() }).FootIf(s.Answer != ""),
	}
	for _, m := range []struct {
		keys, words string
		move        func()
	}{
		{"up k", "step before", func() { a.goTo(g.at - 1) }}, {"down j", "next step", func() { a.goTo(g.at + 1) }},
		{"home", "first step", func() { a.goTo(0) }}, {"end", "last step", func() { a.goTo(last) }},
		{"left h", "set-up before", func() { a.choose(-1) }}, {"right l", "next set-up", func() { a.choose(1) }},
		{"pgup ctrl+u", "page up", func() { a.scroll(-page) }}, {"pgdown ctrl+d", "page down", func() { a.scroll(page) }},
	} {
		rows = append(rows, kit.On("", m.keys, m.words, func(tea.KeyPressMsg) tea.Cmd { m.move(); return a.settle() }))
	}
	rows = append(rows, leave...)
	if a.pageLength() > a.pageRows() {
		rows = append(rows, kit.Words("pgup pgdn", "scroll").AtEnd("scroll"))
	}
	return rows
}

// choose turns to another set-up of the step.
func (a *App) choose(by int) {
	if n := len(a.guide.step().Setups()); n > 0 {
		a.guide.setup = (a.guide.setup + by + n) % n
	}
}

// scroll moves the page by that many lines, as far as it goes.
func (a *App) scroll(by int) {
	g := &a.guide
	last := max(0, a.pageLength()-a.pageRows())
	g.top = max(0, min(g.top+by, last))
}

// setUp sets the tab up for the step, and gives it the keys.
func (a *App) setUp() tea.Cmd {
	g := &a.guide
	setups := g.step().Setups()
	if len(setups) == 0 {
		a.note = "There is nothing to set up: this step is for reading."
		return nil
	}
	o, err := ParseOpening(setups[g.setup].Open)
	if err != nil {
		a.note = err.Error()
		return nil
	}
	a.note = "Set up. g leads back to the guide."
	if o.plays() && !g.hidden["play"] {
		o, a.note = o.beforePlay(), "Set up: space plays it, g leads back to the guide."
	}
	before, note := a.guide, a.note
	cmd, err := a.show(o)
	if err != nil {
		a.guide, a.note = before, err.Error()
		return nil
	}
	g.tried, a.note = g.setup, note
	a.Hide()
	return tea.Batch(cmd, g.noting(func(m *lesson.Mark) { m.Opened = true }))
}

// plays reports whether there is something to play in the tab.
func (o Opening) plays() bool { return o.Tab != Tabs[checkIndex] }

// beforePlay returns the opening with nothing played yet, so that there is
// something to predict, unless it says otherwise.
func (o Opening) beforePlay() Opening {
	wait := map[string][2]string{Tabs[descentIndex]: {"at", "0"}, Tabs[trainingIndex]: {"paused", "true"}}
	o.Settings = maps.Clone(o.Settings)
	if w, ok := wait[o.Tab]; ok {
		if _, named := o.Settings[w[0]]; !named {
			o.Settings[w[0]] = w[1]
		}
	}
	return o
}

// predict takes the reader's choice. Once the answer has been seen, it stays.
func (a *App) predict(i int) tea.Cmd {
	g := &a.guide
	s := g.step()
	switch {
	case len(s.Choices) == 0:
		a.note = "There is nothing to predict in this step."
	case i >= len(s.Choices):
		a.note = fmt.Sprintf("There are %d choices: %s.", len(s.Choices), letters(s))
	case g.mark().Answered:
		a.note = "You have seen the answer: what you predicted stays."
	default:
		return g.noting(func(m *lesson.Mark) { m.Choice = s.Choices[i] })
	}
	return nil
}

// answer shows the answer, or puts it away. The first time it asks for the
// prediction.
func (a *App) answer() tea.Cmd {
	g := &a.guide
	s := g.step()
	switch {
	case s.Answer == "":
		a.note = "This step has no answer: it is for you to find."
	case g.answers.shown[s.Key()]:
		delete(g.answers.shown, s.Key())
		g.top = 0
	case len(s.Choices) > 0 && g.mark().Predicted(s) < 0 && !g.mark().Answered && !g.nudged:
		g.nudged = true
		a.note = fmt.Sprintf("What do you expect, %s? Space once more shows the answer.", letters(s))
	default:
		g.answers.show(s)
		a.scroll(a.answerLine() - g.top)
		return a.settle()
	}
	return nil
}

// letters names the choices of a step.
func letters(s *lesson.Step) string {
	if len(s.Choices) == 2 {
		return "a or b"
	}
	return "a to " + lesson.Letter(len(s.Choices)-1)
}
