package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// experiment is what the experiments of package model have in common.
type experiment[S any] interface {
	Advance(steps int, budget time.Duration)
	Snapshot() S
}

// retuner is an experiment that takes some changes of its config without
// starting again.
type retuner[C any] interface{ Retune(C) bool }

// pace says how an experiment advances while it plays: wait, then at most that
// many steps in at most that time.
type pace struct {
	wait   time.Duration
	steps  int
	budget time.Duration
}

// runner keeps one experiment in step with a config. At most one command is
// in flight, and while it is, the experiment belongs to it.
type runner[C comparable, S any] struct {
	tab  int // the tab that replies go to
	open func(C) (experiment[S], error)
	over func(S) bool // has this experiment ended?

	config   C // what the experiment should be
	snapshot S // how it stands
	ready    bool
	playing  bool
	err      error // why config cannot work; the last experiment stays

	current    experiment[S]
	made       C // the config of current
	busy       bool
	generation int // bumped where a reply under way is no longer wanted
}

// tabMsg carries a message to the tab that asked for it.
type tabMsg struct {
	tab int
	msg tea.Msg
}

// advancedMsg is the reply of a runner's command.
type advancedMsg[C comparable, S any] struct {
	generation int
	current    experiment[S]
	made       C
	snapshot   S
	err        error
}

// set asks for another config. A change that takes a new experiment also sets
// it going.
func (r *runner[C, S]) set(c C) {
	r.config = c
	if !r.busy {
		r.retune()
	}
	if r.busy || r.current == nil {
		r.playing = true
	}
}

// sync starts the command that config and playing ask for, if any.
func (r *runner[C, S]) sync(p pace) tea.Cmd {
	if r.busy {
		return nil
	}
	r.retune()
	broken := r.err != nil && same(r.made, r.config)
	if broken || r.current != nil && (!r.playing || r.over(r.snapshot)) {
		return nil
	}
	r.busy = true
	reply := advancedMsg[C, S]{generation: r.generation, current: r.current, made: r.config}
	open, tab := r.open, r.tab
	work := func() tea.Msg {
		if reply.current == nil {
			if reply.current, reply.err = open(reply.made); reply.err != nil {
				return tabMsg{tab, reply}
			}
		}
		reply.current.Advance(p.steps, p.budget)
		reply.snapshot = reply.current.Snapshot()
		return tabMsg{tab, reply}
	}
	if p.wait > 0 && r.current != nil {
		return tea.Tick(p.wait, func(time.Time) tea.Msg { return work() })
	}
	return work
}

// retune brings the experiment to config, or lets go of it.
func (r *runner[C, S]) retune() {
	if r.current == nil || same(r.made, r.config) {
		return
	}
	if e, ok := r.current.(retuner[C]); ok && e.Retune(r.config) {
		r.made, r.snapshot = r.config, r.current.Snapshot()
		return
	}
	r.current, r.err = nil, nil
}

// take receives a reply. Where the config has moved on meanwhile, the snapshot
// is shown all the same: while a key is held down, something moves.
func (r *runner[C, S]) take(m advancedMsg[C, S]) {
	r.busy = false
	if m.generation != r.generation {
		return
	}
	r.made, r.err = m.made, m.err
	if m.err == nil {
		r.current, r.snapshot, r.ready = m.current, m.snapshot, true
	}
}

// restart lets go of the experiment: sync makes it anew from the same config
// and plays it.
func (r *runner[C, S]) restart() {
	r.generation++
	r.current, r.err = nil, nil
	r.playing = true
}

// same reports whether two configs are equal, or both hold a NaN, which equals
// nothing: such a config is refused once, not for ever.
func same[C comparable](a, b C) bool {
	holdsNaN := func(c C) bool {
		copied := c
		return copied != c
	}
	return a == b || holdsNaN(a) && holdsNaN(b)
}
