package tui

// trialOf returns the trial of an opening that has been checked.
func trialOf(o Opening) (trial, error) {
	t := newTabs()[o.index()]
	if err := o.set(t); err != nil {
		return trial{}, err
	}
	return t.trial(), nil
}
