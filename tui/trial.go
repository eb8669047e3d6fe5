package tui

import (
	"math"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/training"
)

// A trial runs what a tab's settings lead to apart from the screen, for the
// figures in a lesson's answer.
type trial struct {
	names []string // of the readings

	// advance goes on for at most the budget, 0 for no bound, and returns the
	// share that is done, from 0 to 1. The readings come with the end.
	advance func(budget time.Duration) (share float64, readings []model.Reading, err error)
}

// newTrial returns the trial of a runner's config. share says of a snapshot
// how much is done; read takes the readings, with the time that the
// experiment has taken.
func newTrial[C comparable, S any](names []string, r *runner[C, S], share func(S) float64, read func(experiment[S], time.Duration) []model.Reading) trial {
	open, over, config := r.open, r.over, r.config
	var e experiment[S]
	var elapsed time.Duration
	return trial{names, func(budget time.Duration) (float64, []model.Reading, error) {
		if e == nil {
			made, err := open(config)
			if err != nil {
				return 0, nil, err
			}
			e = made
		}
		start := time.Now()
		e.Advance(math.MaxInt, budget)
		elapsed += time.Since(start)
		if s := e.Snapshot(); !over(s) {
			return share(s), nil, nil
		}
		return 1, read(e, elapsed), nil
	}}
}

// trialOf returns the trial of an opening that has been checked.
func trialOf(o Opening) (trial, error) {
	t := newTabs()[o.index()]
	if err := o.set(t); err != nil {
		return trial{}, err
	}
	return t.trial(), nil
}

func (t *descentTab) trial() trial {
	return newTrial(t.runner.config.ReadingNames(), &t.runner, func(descentSnapshot) float64 { return 0 },
		func(e experiment[descentSnapshot], _ time.Duration) []model.Reading { return e.Snapshot().Readings() })
}

func (t *checkTab) trial() trial {
	return newTrial(t.runner.config.ReadingNames(), &t.runner, func(checkSnapshot) float64 { return 0 },
		func(e experiment[checkSnapshot], _ time.Duration) []model.Reading { return e.Snapshot().Readings() })
}

func (t *trainingTab) trial() trial {
	c := t.config.Config
	r := t.runner
	r.open = func(c training.Config) (experiment[trainingSnapshot], error) { return training.New(c) }
	share := func(s trainingSnapshot) float64 {
		return (float64(len(s.Epochs)) + float64(s.Batch)/float64(s.Batches)) / float64(c.Epochs)
	}
	return newTrial(c.ReadingNames(), &r, share, func(e experiment[trainingSnapshot], elapsed time.Duration) []model.Reading {
		return e.(*training.Training).Look(training.Watch{Learned: true}).Readings(elapsed)
	})
}

// The readings of what the tabs show now, nil before they show anything.

func (t *descentTab) readings() []model.Reading {
	if !t.runner.ready {
		return nil
	}
	s := t.runner.snapshot
	s.Path = t.path() // as far as it is drawn
	return s.Readings()
}

func (t *checkTab) readings() []model.Reading {
	if !t.runner.ready {
		return nil
	}
	return t.runner.snapshot.Readings()
}

// watchLearned says whether readings is to tell how far each layer has come.
func (t *trainingTab) watchLearned(on bool) tea.Cmd {
	if t.learned == on {
		return nil
	}
	t.learned = on
	if !t.runner.ready {
		return nil // not even opened, perhaps
	}
	return t.sync()
}

func (t *trainingTab) readings() []model.Reading {
	if !t.runner.ready {
		return nil
	}
	return t.runner.snapshot.Readings(0)
}
