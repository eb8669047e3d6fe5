//go:build unix

package tui

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"syscall"
	"time"
)

// A cut ends the program, one way or other.
type cut struct {
	name string
	kill bool // is nothing written, or heard of?
	make func(*tty)
}

// cuts are those by one thing that happens, the kills at the end.
var cuts = []cut{
	{"HUP", false, func(t *tty) { t.signal(syscall.SIGHUP) }},
	{"TERM", false, func(t *tty) { t.signal(syscall.SIGTERM) }},
	{"INT", false, func(t *tty) { t.signal(syscall.SIGINT) }},
	{"ctrl+c", false, func(t *tty) { t.write("\x03") }},
	{"a closed terminal", true, func(t *tty) { t.master.Close() }},
	{"KILL", true, func(t *tty) { t.signal(syscall.SIGKILL) }},
}

const gentle = 4 // of them are no kills

// anyCut is a cut of the first so many, but each third is by two signals.
func (s *soak) anyCut(first int) cut {
	if s.IntN(3) > 0 {
		return pick(s, cuts[:first])
	}
	both := []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT}
	one, two, apart := pick(s, both), pick(s, both), time.Duration(s.IntN(50_000))*time.Microsecond
	return cut{twoSignals, false, func(t *tty) {
		t.signal(one)
		time.Sleep(apart)
		t.signal(two)
	}}
}

const twoSignals = "two signals"

// cut cuts programs, all at once, each in a way of the first so many, and sees
// how they have left.
func (s *soak) cut(first int, programs ...*tty) error {
	for _, t := range programs {
		if s.memory = max(s.memory, t.memory()); s.memory > mostMemory {
			return fmt.Errorf("it has taken %d MB", s.memory)
		}
	}
	errs, took := make([]error, len(programs)), make([]time.Duration, len(programs))
	var all sync.WaitGroup
	for i, t := range programs {
		how := s.anyCut(first)
		s.cuts[how.name]++
		all.Go(func() {
			err := error(nil)
			if took[i], err = how.leaves(t); err != nil {
				errs[i] = fmt.Errorf("after %s %w", how.name, err)
			}
		})
	}
	all.Wait()
	s.longest = max(s.longest, slices.Max(took))
	return errors.Join(errs...)
}

// leaves cuts a program, and returns how long it then takes to its end, and what
// is wrong with how it has left, if anything.
func (c cut) leaves(t *tty) (time.Duration, error) {
	defer t.close()
	c.make(t)
	took, err := t.ends(longestSave)
	if err != nil || c.kill {
		return took, err
	}
	if err := t.left(); err != nil {
		return took, err
	}
	if n := t.status(); n != 0 {
		return took, fmt.Errorf("its status is %d: %s", n, t.since(max(0, t.mark()-2000)))
	}
	return took, nil
}
