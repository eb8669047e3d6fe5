package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// ticker drives a tab's animation, one tick in flight at a time.
type ticker struct {
	tab     int
	playing bool
	run     int // ticks of an earlier run are ignored
}

// tickMsg is one tick of a run.
type tickMsg struct{ run int }

// start begins a new run.
func (t *ticker) start(wait time.Duration) tea.Cmd {
	t.playing = true
	t.run++
	return t.next(wait)
}

func (t *ticker) stop() { t.playing = false }

// next asks for one more tick of this run.
func (t *ticker) next(wait time.Duration) tea.Cmd {
	msg := tabMsg{t.tab, tickMsg{t.run}}
	return tea.Tick(wait, func(time.Time) tea.Msg { return msg })
}

// due reports whether a tick belongs to the run under way.
func (t *ticker) due(m tickMsg) bool { return t.playing && m.run == t.run }
