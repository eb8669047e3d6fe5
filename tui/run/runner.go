package run

import (
	"math"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Experiment is what the experiments of package model have in common.
type Experiment[S any] interface {
	Advance(steps int, budget time.Duration)
	Snapshot() S
}

// retuner is an experiment that takes some changes of its config without
// starting again.
type retuner[C any] interface{ Retune(C) bool }

// Pace says how an experiment advances while it plays: wait, then at most that
// many steps in at most that time.
type Pace struct {
	Wait   time.Duration
	Steps  int
	Budget time.Duration
}

// Runner keeps one experiment in step with a config. At most one command is
// in flight, and while it is, the experiment belongs to it.
type Runner[C comparable, S any] struct {
	ID   int // the tab that replies go to
	Open func(C) (Experiment[S], error)
	Over func(S) bool          // has this experiment ended?
	Look func(Experiment[S]) S // takes a command's snapshot, with all that the view needs; Snapshot if nil

	Config   C // what the experiment should be
	Snapshot S // how it stands
	Ready    bool
	Playing  bool
	Err      error // why config cannot work; the last experiment stays

	Current    Experiment[S]
	Made       C // the config of current
	Busy       bool
	flight     *flight[C, S]
	generation int // bumped where a reply under way is no longer wanted

	asked bool // for a new snapshot, after extra steps, whether it plays or not
	Extra int
}

// Ask asks for a new snapshot after that many steps, 0 for none, whether the
// experiment plays or not.
func (r *Runner[C, S]) Ask(extra int) { r.asked, r.Extra = true, extra }

// flight is a command under way. Who begins it first has the experiment: the
// command, or land, after which the command does nothing.
type flight[C comparable, S any] struct {
	begun atomic.Bool
	reply chan Advanced[C, S] // the command's, once
}

// Land returns the experiment for good, whatever the command in flight does:
// after that no command touches it. It is called when the program ends. It
// reports false where that experiment is lost: the command panicked, or takes
// longer than there is time to wait for.
func (r *Runner[C, S]) Land(wait time.Duration) (Experiment[S], bool) {
	if !r.Busy || r.flight.begun.CompareAndSwap(false, true) {
		return r.Current, true
	}
	select {
	case m := <-r.flight.reply:
		if m.lost {
			return nil, false
		}
		r.Take(m)
		return r.Current, true
	case <-time.After(wait):
		return nil, false
	}
}

// Msg carries a message to the tab that asked for it.
type Msg struct {
	ID  int
	Msg tea.Msg
}

// Advanced is the reply of a runner's command.
type Advanced[C comparable, S any] struct {
	flight     *flight[C, S] // the command
	generation int
	current    Experiment[S]
	made       C
	snapshot   S
	err        error
	lost       bool // the command panicked, in the middle of a step perhaps
}

// Set asks for another config. A change that takes a new experiment also sets
// it going.
func (r *Runner[C, S]) Set(c C) {
	r.Config = c
	if !r.Busy {
		r.retune()
	}
	if r.Busy || r.Current == nil {
		r.Playing = true
	}
}

// Sync starts the command that config and playing ask for, if any.
func (r *Runner[C, S]) Sync(p Pace) tea.Cmd {
	if r.Busy {
		return nil
	}
	r.retune()
	advancing := r.Playing && (r.Current == nil || !r.Over(r.Snapshot))
	broken := r.Err != nil && same(r.Made, r.Config)
	if broken || r.Current != nil && !advancing && !r.asked {
		return nil
	}
	if !advancing {
		p = Pace{Steps: r.Extra, Budget: time.Second}
	}
	r.Busy, r.asked, r.Extra = true, false, 0
	work := r.command(p)
	if p.Wait > 0 && r.Current != nil {
		return tea.Tick(p.Wait, func(time.Time) tea.Msg { return work() })
	}
	return work
}

// command returns the command that advances the experiment, or makes it first.
func (r *Runner[C, S]) command(p Pace) func() tea.Msg {
	flight := &flight[C, S]{reply: make(chan Advanced[C, S], 1)}
	r.flight = flight
	reply := Advanced[C, S]{flight: flight, generation: r.generation, current: r.Current, made: r.Config}
	open, look, tab := r.Open, r.Look, r.ID
	return func() tea.Msg {
		if !flight.begun.CompareAndSwap(false, true) {
			return nil
		}
		done := Advanced[C, S]{lost: true}
		defer func() { flight.reply <- done }()
		if reply.current == nil {
			reply.current, reply.err = open(reply.made)
		}
		if reply.err == nil {
			reply.current.Advance(p.Steps, p.Budget)
			if look != nil {
				reply.snapshot = look(reply.current)
			} else {
				reply.snapshot = reply.current.Snapshot()
			}
		}
		done = reply
		return Msg{tab, reply}
	}
}

// retune brings the experiment to config, or lets go of it.
func (r *Runner[C, S]) retune() {
	if r.Current == nil || same(r.Made, r.Config) {
		return
	}
	if e, ok := r.Current.(retuner[C]); ok && e.Retune(r.Config) {
		if r.Made = r.Config; r.Look != nil {
			r.asked = true // Snapshot would lose what look sees
		} else {
			r.Snapshot = r.Current.Snapshot()
		}
		return
	}
	r.Current, r.Err = nil, nil
}

// Take receives a reply, once: another command may have the experiment by the
// second time. Where the config has moved on meanwhile, the snapshot is shown all
// the same: while a key is held down, something moves.
func (r *Runner[C, S]) Take(m Advanced[C, S]) {
	if m.flight != r.flight {
		return
	}
	r.Busy, r.flight = false, nil
	if m.generation != r.generation {
		return
	}
	r.Made, r.Err = m.made, m.err
	if m.err == nil {
		r.Current, r.Snapshot, r.Ready = m.current, m.snapshot, true
	}
}

// Restart lets go of the experiment: sync makes it anew from the same config
// and plays it.
func (r *Runner[C, S]) Restart() {
	r.generation++
	r.Current, r.Err = nil, nil
	r.Playing = true
}

// Adopt goes on with an experiment that was made elsewhere.
func (r *Runner[C, S]) Adopt(e Experiment[S], c C) {
	r.generation++
	r.Current, r.Made, r.Config, r.Err = e, c, c, nil
	r.Snapshot, r.Ready = e.Snapshot(), true
	r.Ask(0)
}

// Ended reports whether what is shown is the end of what config asks for.
func (r *Runner[C, S]) Ended() bool {
	return r.Ready && r.Current != nil && same(r.Made, r.Config) && r.Over(r.Snapshot)
}

// same reports whether two configs are equal, or both hold a NaN, which equals
// nothing: such a config is refused once, not for ever.
func same[C comparable](a, b C) bool {
	return a == b || a != a && b != b
}

// AtOnce is the pace of an experiment that is complete when it is shown;
// InBackground is that of one that is shown while it grows.
var (
	AtOnce       = Pace{Steps: math.MaxInt, Budget: 30 * time.Millisecond}
	InBackground = Pace{Steps: math.MaxInt, Budget: 60 * time.Millisecond}
)
