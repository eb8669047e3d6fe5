package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
)

// idle ends the program when nobody has been there for long: no key, no paste
// and nothing of the mouse.
type idle struct {
	after time.Duration // 0 for never
	last  time.Time     // that somebody was there
	ended bool
}

// warned is how long before the end the status line says that it comes.
const warned = time.Minute

// idleMsg says that it is time to see whether anybody is there.
type idleMsg struct{}

// note takes a message as a sign of somebody, if it is one.
func (i *idle) note(msg tea.Msg) {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
		i.last = time.Now()
	}
}

// left is how long the program goes on if nobody comes.
func (i *idle) left() time.Duration { return i.after - time.Since(i.last) }

// wait asks again when there is something to do: to warn, or to end.
func (i *idle) wait() tea.Cmd {
	if i.after == 0 {
		return nil
	}
	left := i.left()
	if left > warned {
		left -= warned
	}
	return tea.Tick(left, func(time.Time) tea.Msg { return idleMsg{} })
}

// idled warns, or ends the program, if it is time for that.
func (a *App) idled() tea.Cmd {
	switch left := a.idle.left(); {
	case left <= 0:
		a.idle.ended = true
		return tea.Quit
	case left <= warned:
		a.note = fmt.Sprintf("Is anybody there? Without a key all is saved, and the program ends in %v.", left.Round(time.Second))
	}
	return a.idle.wait()
}

// words say why the program has ended, if that was it.
func (i *idle) words() []string {
	if !i.ended {
		return nil
	}
	return []string{fmt.Sprintf("nntui ended: for %v there was neither a key nor the mouse.", i.after)}
}
