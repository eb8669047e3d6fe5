package guide

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/tui/kit"
	"nntui/tui/lesson"
	"nntui/tui/run"
)

// answers is what the guide knows of the figures in answers. They come from
// trials of the set-ups, one at a time, a command at a time: the next portion
// is asked for when the last has come, so that turning to another step lets
// go of what is not needed any more.
type answers struct {
	open     map[string]bool            // the steps whose answer is open, by key
	readings map[string][]model.Reading // by the set-up's command line

	busy    bool   // is a command under way?
	running string // the command line of trial
	trial   run.Trial
	share   float64 // of the trial that is done
}

// portion is how long a command works on a trial.
const portion = 250 * time.Millisecond

// answered reports whether the answer of the step is open.
func (g *Guide) answered() bool { return g.lesson != nil && g.answers.open[g.step().Key()] }

// complete reports whether it is, with all its figures.
func (g *Guide) complete() bool { return g.answered() && len(g.missing()) == 0 }

// readsNow reports whether there is an answer open that tells of what the
// screen shows.
func (g *Guide) readsNow() bool { return g.open && g.answered() && g.step().ReadsNow() }

// missing lists the set-ups that have still to be run for the step's answer.
func (g *Guide) missing() []string {
	return slices.DeleteFunc(sources(g.step()), func(open string) bool { return g.answers.readings[open] != nil })
}

// sources lists the command lines of the set-ups that a step's answer reads.
func sources(step *lesson.Step) (list []string) {
	for _, name := range lesson.Placeholders(step.Answer) {
		setup, _, ok := step.Source(name)
		if ok && setup.Open != "" && !slices.Contains(list, setup.Open) {
			list = append(list, setup.Open)
		}
	}
	return list
}

// compute returns the command that does the next portion of work for the
// answer of the step.
func (g *Guide) compute() tea.Cmd {
	s := &g.answers
	if s.busy {
		return nil
	}
	open := g.missing()[0]
	if s.running != open {
		s.running, s.trial, s.share = open, run.Trial{}, 0
	}
	s.busy = true
	t := s.trial
	return func() tea.Msg {
		var share float64
		var readings []model.Reading
		var err error
		if t.Advance == nil {
			t, err = g.trial(open)
		}
		if err == nil {
			share, readings, err = t.Advance(portion)
		}
		return kit.Reply(func() tea.Cmd {
			s.trial = t
			return g.advanced(share, readings, err)
		})
	}
}

// advanced receives what a portion of work came to.
func (g *Guide) advanced(share float64, readings []model.Reading, err error) tea.Cmd {
	s := &g.answers
	s.busy = false
	awaited := g.answered() && slices.Contains(sources(g.step()), s.running) // has one not turned to another step meanwhile?
	switch s.share = share; {
	case err != nil && awaited:
		delete(s.open, g.step().Key())
		g.host.Say("No answer: " + err.Error() + ".")
	case readings != nil:
		s.readings[s.running] = readings
		s.running, s.trial = "", run.Trial{}
		if awaited {
			g.toAnswer()
		}
	}
	return g.settle()
}

// answerText fills in the answer of the step, whose set-ups have been run.
func (g *Guide) answerText() string {
	return fill(g.step(), g.answers.readings, func() []model.Reading {
		if tab := g.setups[g.setup].tab; tab != nil {
			return tab.Readings()
		}
		return nil
	})
}

// fill fills in readings, by the set-ups' command lines.
func fill(s *lesson.Step, readings map[string][]model.Reading, now func() []model.Reading) string {
	return lesson.Fill(s.Answer, func(name string) string {
		setup, reading, _ := s.Source(name)
		list := readings[setup.Open]
		if setup.Name == lesson.Now {
			list = now()
		}
		for _, r := range list {
			if r.Name == reading {
				return r.Text
			}
		}
		return "…"
	})
}

// Answer runs the set-ups that the answer of a step reads, each to its end,
// and returns the answer with their figures. What it says of the screen, it
// says of the step's first set-up.
func Answer(s *lesson.Step, trial Trial) (string, error) {
	readings := map[string][]model.Reading{}
	opens := sources(s)
	if s.ReadsNow() && !slices.Contains(opens, s.Setups()[0].Open) {
		opens = append(opens, s.Setups()[0].Open)
	}
	for _, open := range opens {
		t, err := trial(open)
		if err == nil {
			_, readings[open], err = t.Advance(0)
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", s.Key(), err)
		}
	}
	return fill(s, readings, func() []model.Reading { return readings[s.Setups()[0].Open] }), nil
}
