package run

import (
	"math"
	"time"

	"nntui/model"
)

// A Trial runs what a tab's settings lead to apart from the screen, for the
// figures in a lesson's answer.
type Trial struct {
	Names []string     // of the readings
	Check func() error // why the settings cannot work, if they cannot
	Valid func() error // the same, as far as it shows at once

	// Advance goes on for at most the budget, 0 for no bound, and returns the
	// share that is done, from 0 to 1. The readings come with the end.
	Advance func(budget time.Duration) (share float64, readings []model.Reading, err error)
}

// NewTrial returns the trial of a runner's config. share says of a snapshot
// how much is done; read takes the readings, with the time that the
// experiment has taken.
func NewTrial[C comparable, S any](names []string, r *Runner[C, S], share func(S) float64, read func(Experiment[S], time.Duration) []model.Reading) Trial {
	open, over, config := r.Open, r.Over, r.Config
	var e Experiment[S]
	var elapsed time.Duration
	check := func() error {
		if e != nil {
			return nil
		}
		made, err := open(config)
		if err == nil {
			e = made
		}
		return err
	}
	valid := check
	if c, ok := any(config).(interface{ Validate() error }); ok {
		valid = c.Validate
	}
	return Trial{names, check, valid, func(budget time.Duration) (float64, []model.Reading, error) {
		if err := check(); err != nil {
			return 0, nil, err
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
