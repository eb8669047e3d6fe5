package tui

import "nntui/tui/run"

// trialOf returns the trial of an opening that has been checked.
func trialOf(o Opening) (run.Trial, error) {
	t := newTabs()[o.index()]
	if err := o.set(t); err != nil {
		return run.Trial{}, err
	}
	return t.Trial(), nil
}
