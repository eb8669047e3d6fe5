package model

// A State says how an experiment stands.
type State int

const (
	Unfinished State = iota
	Finished
	Diverged // NaN or infinity: nothing sensible can follow
)

// String is the state in a word.
func (s State) String() string { return [...]string{"unfinished", "finished", "diverged"}[s] }
