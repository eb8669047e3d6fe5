package run

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Ticker drives a tab's animation, one tick in flight at a time.
type Ticker struct {
	ID      int
	Playing bool
	run     int // ticks of an earlier run are ignored
}

// Tick is one tick of a run.
type Tick struct{ run int }

// Start begins a new run.
func (t *Ticker) Start(wait time.Duration) tea.Cmd {
	t.Playing = true
	t.run++
	return t.Next(wait)
}

func (t *Ticker) Stop() { t.Playing = false }

// Next asks for one more tick of this run.
func (t *Ticker) Next(wait time.Duration) tea.Cmd {
	msg := Msg{t.ID, Tick{t.run}}
	return tea.Tick(wait, func(time.Time) tea.Msg { return msg })
}

// Due reports whether a tick belongs to the run under way.
func (t *Ticker) Due(m Tick) bool { return t.Playing && m.run == t.run }
