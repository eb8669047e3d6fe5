package training

import "nntui/model"

// A Run is what stays of a training when another takes its place.
type Run struct {
	Number  int // in the order of their beginnings, from 1
	Hidden  bool
	Config  Config
	Epochs  []Epoch
	Marks   []Mark
	State   model.State
	Stopped bool
}

// RunOf returns what stays of a snapshot.
func RunOf(s Snapshot, number int) Run {
	return Run{Number: number, Config: s.Config, Epochs: s.Epochs, Marks: s.Marks, State: s.State, Stopped: s.Stopped}
}

// Best returns the index of the run's best epoch, as that of a snapshot.
func (r Run) Best() int { return Snapshot{Config: r.Config, Epochs: r.Epochs}.Best() }

// Same reports whether two runs are the same experiment: one of them need not
// have gone as far.
func (r Run) Same(c Config, marks []Mark) bool {
	c.Epochs = r.Config.Epochs
	return r.Config == c && len(r.Marks) == 0 && len(marks) == 0
}
