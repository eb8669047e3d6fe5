package training

import (
	"math"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
	"nntui/tui/run"
)

// trials try the remedies of the advice, apart from the run.
type trials = run.Runner[training.Candidates, training.Tried]

func newTrials(id int) trials {
	return trials{
		ID:   id,
		Open: func(c training.Candidates) (run.Experiment[training.Tried], error) { return training.NewTrials(c) },
		Over: func(s training.Tried) bool { return s.Over },
	}
}

// try goes on with the trials of what the advice would try, in the background,
// and rests where it would nothing: what has been tried stays, as the same
// advice often comes again.
func (t *Tab) try() tea.Cmd {
	const slice = 250 * time.Millisecond
	c := t.advice.Candidates()
	if t.trials.Playing = c != (training.Candidates{}) && !t.knobs.Hidden["remedy"]; !t.trials.Playing {
		return nil
	}
	t.trials.Set(c)
	return t.trials.Sync(run.Pace{Steps: math.MaxInt, Budget: slice})
}

// tried returns what came of the remedies of the advice, and whether all have
// been tried.
func (t *Tab) tried() (tried training.Tried, over bool) {
	if t.trials.Made != t.advice.Candidates() {
		return tried, false
	}
	return t.trials.Snapshot, t.trials.Snapshot.Over
}

// remedy takes the remedy that the words offer.
func (t *Tab) remedy() {
	tried, over := t.tried()
	best, ok, _ := t.advice.Offer(t.runner.Snapshot, tried)
	switch {
	case len(t.advice.Suspects) == 0:
		t.say("There is nothing to remedy.")
	case !over:
		t.say("The remedies are still being tried.")
	case !ok:
		t.say("Nothing that was tried is better.")
	default:
		t.say("Trying " + best.Try + ".")
		t.now = best.Remedy
		t.turn()
		t.again()
	}
}
