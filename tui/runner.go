package tui

import (
	"math"
	"sync/atomic"
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
	over func(S) bool          // has this experiment ended?
	look func(experiment[S]) S // takes a command's snapshot, with all that the view needs; Snapshot if nil

	config   C // what the experiment should be
	snapshot S // how it stands
	ready    bool
	playing  bool
	err      error // why config cannot work; the last experiment stays

	current    experiment[S]
	made       C // the config of current
	busy       bool
	flight     *flight[C, S]
	generation int // bumped where a reply under way is no longer wanted

	asked bool // for a new snapshot, after extra steps, whether it plays or not
	extra int
}

// ask asks for a new snapshot after that many steps, 0 for none, whether the
// experiment plays or not.
func (r *runner[C, S]) ask(extra int) { r.asked, r.extra = true, extra }

// flight is a command under way. Who begins it first has the experiment: the
// command, or land, after which the command does nothing.
type flight[C comparable, S any] struct {
	begun atomic.Bool
	reply chan advancedMsg[C, S] // the command's, once
}

// land returns the experiment for good, whatever the command in flight does:
// after that no command touches it. It is called when the program ends.
func (r *runner[C, S]) land() experiment[S] {
	if r.busy && !r.flight.begun.CompareAndSwap(false, true) {
		m := <-r.flight.reply
		if r.take(m); m.lost {
			r.current = nil
		}
	}
	return r.current
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
	lost       bool // the command panicked, in the middle of a step perhaps
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
	advancing := r.playing && (r.current == nil || !r.over(r.snapshot))
	broken := r.err != nil && same(r.made, r.config)
	if broken || r.current != nil && !advancing && !r.asked {
		return nil
	}
	if !advancing {
		p = pace{steps: r.extra, budget: time.Second}
	}
	r.busy, r.asked, r.extra = true, false, 0
	work := r.command(p)
	if p.wait > 0 && r.current != nil {
		return tea.Tick(p.wait, func(time.Time) tea.Msg { return work() })
	}
	return work
}

// command returns the command that advances the experiment, or makes it first.
func (r *runner[C, S]) command(p pace) func() tea.Msg {
	reply := advancedMsg[C, S]{generation: r.generation, current: r.current, made: r.config}
	open, look, tab := r.open, r.look, r.tab
	flight := &flight[C, S]{reply: make(chan advancedMsg[C, S], 1)}
	r.flight = flight
	return func() tea.Msg {
		if !flight.begun.CompareAndSwap(false, true) {
			return nil
		}
		done := advancedMsg[C, S]{generation: reply.generation - 1, lost: true}
		defer func() { flight.reply <- done }()
		if reply.current == nil {
			reply.current, reply.err = open(reply.made)
		}
		if reply.err == nil {
			reply.current.Advance(p.steps, p.budget)
			if look != nil {
				reply.snapshot = look(reply.current)
			} else {
				reply.snapshot = reply.current.Snapshot()
			}
		}
		done = reply
		return tabMsg{tab, reply}
	}
}

// retune brings the experiment to config, or lets go of it.
func (r *runner[C, S]) retune() {
	if r.current == nil || same(r.made, r.config) {
		return
	}
	if e, ok := r.current.(retuner[C]); ok && e.Retune(r.config) {
		if r.made = r.config; r.look != nil {
			r.asked = true // Snapshot would lose what look sees
		} else {
			r.snapshot = r.current.Snapshot()
		}
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

// adopt goes on with an experiment that was made elsewhere.
func (r *runner[C, S]) adopt(e experiment[S], c C) {
	r.generation++
	r.current, r.made, r.config, r.err = e, c, c, nil
	r.snapshot, r.ready = e.Snapshot(), true
	r.ask(0)
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

// atOnce is the pace of an experiment that is complete when it is shown;
// inBackground is that of one that is shown while it grows.
var (
	atOnce       = pace{steps: math.MaxInt, budget: 30 * time.Millisecond}
	inBackground = pace{steps: math.MaxInt, budget: 60 * time.Millisecond}
)
