package training

import (
	"time"

	"nntui/model"
)

// Epoch is one row of the learning curves: means over the batches of one pass,
// the training half measured before each batch's update.
type Epoch struct {
	LossTrain, AccuracyTrain           float64
	LossTest, AccuracyTest             float64
	LossValidation, AccuracyValidation float64 // 0 where nothing is held out
}

// Snapshot is what there is to see of a training run.
type Snapshot struct {
	Config  Config
	State   model.State
	Stopped bool    // finished early: the validation loss had not fallen for long enough
	Epochs  []Epoch // the completed ones
	Marks   []Mark  // where settings have changed under way
	Batch   int     // batches done of the epoch under way
	Batches int     // batches an epoch
	Loss    float64 // mean training loss of these batches, 0 before the first
	Rate    float64 // the learning rate in effect
	Params  int     // parameters of the network
	Reason  string  // where and how it diverged

	// BatchLosses are the mean training losses of the last batches, each measured
	// before its update: the newest last, 20,000 at most, and of a restored run
	// only those since.
	BatchLosses []float64

	Health []HealthRow // how the layers fared lately, as far as that was measured

	Detail *Detail // what Look was asked for; nil in what Snapshot returns

	best int // epoch, from 1; 0 where nobody has looked for it
}

// Now returns the settings in effect.
func (s Snapshot) Now() Config { return s.Config.At(s.Place()) }

// Place returns how far the run has come.
func (s Snapshot) Place() Place { return Place{len(s.Epochs), s.Batch} }

// FirstBatch returns which batch of the run, counted from 1, is the first of
// BatchLosses.
func (s Snapshot) FirstBatch() int {
	return len(s.Epochs)*s.Batches + s.Batch - len(s.BatchLosses) + 1
}

// Best returns the index in Epochs with the lowest loss on the digits that are
// held out for that, or else on the test digits; -1 where there are none.
func (s Snapshot) Best() int {
	if s.best > 0 && s.best <= len(s.Epochs) {
		return s.best - 1
	}
	best := -1
	for i := range s.Epochs {
		if best < 0 || s.heldOut(i) < s.heldOut(best) {
			best = i
		}
	}
	return best
}

// heldOut returns the loss of epoch i by which the run is judged: on what is
// held out of the training.
func (s Snapshot) heldOut(i int) float64 {
	return s.Config.held(s.Epochs[i])
}

// A Run is what stays of a training when another takes its place.
type Run struct {
	Number  int // in the order of their beginnings, from 1
	Hidden  bool
	Config  Config
	Epochs  []Epoch
	State   model.State
	Stopped bool
	Spent   time.Duration // on training; 0 where nobody measured

	Marks []Mark // only in old files: their Config is what such a run ended with

	best int // as in a Snapshot
}

// RunOf returns what stays of a snapshot.
func RunOf(s Snapshot, number int) Run {
	return Run{Number: number, Config: s.Config, Epochs: s.Epochs, State: s.State, Stopped: s.Stopped, best: s.Best() + 1}
}

// Settled returns the run with its best epoch looked for once, as [RunOf] does
// and no file.
func (r Run) Settled() Run {
	r.best = r.Best() + 1
	return r
}

// Best returns the index of the run's best epoch, as that of a snapshot.
func (r Run) Best() int { return Snapshot{Config: r.Config, Epochs: r.Epochs, best: r.best}.Best() }

// Judged returns loss and accuracy of epoch i, on what the run is judged by.
func (r Run) Judged(i int) (loss, accuracy float64) {
	if e := r.Epochs[i]; r.Config.Validation == 0 {
		return e.LossTest, e.AccuracyTest
	} else {
		return e.LossValidation, e.AccuracyValidation
	}
}

// Same reports whether two runs are the same experiment: one of them need not
// have gone as far.
func (r Run) Same(c Config) bool {
	far := c
	far.Epochs = r.Config.Epochs
	return r.Config == far && c.agrees(r.Config, Place{min(c.Epochs, r.Config.Epochs), 0})
}
