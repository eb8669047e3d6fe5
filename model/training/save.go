package training

import (
	"cmp"
	"errors"
	"slices"
)

// Saved is all of a run: what was saved goes on with the very numbers
// of a run that was never cut. Files hold it by the names of its fields.
type Saved struct {
	Config Config
	Values []float64   // the network's parameters
	Memory [][]float64 // the optimizer's

	Batch          int   // done of the epoch under way
	Running        tally // of these
	Epochs         []Epoch
	Marks          []Mark
	Diverged       string    // where and how; empty where it did not
	Best           int       // the epoch with the lowest validation loss, from 1; 0 without patience
	BestLoss       float64   // that loss; infinity before the first
	BestValues     []float64 // the parameters after it; nil without patience
	Squares        float64   // sum of the squared losses of the batches of the epoch under way
	HealthEvery    int       // epochs between the rows
	HealthRows     []HealthRow
	BeforeLastMark Config
	First          Config // at the first batch
}

// Save returns a copy of the run as it stands.
func (t *Training) Save() Saved {
	s := t.at
	s.Epochs, s.Marks, s.HealthRows = slices.Clip(s.Epochs), slices.Clip(s.Marks), slices.Clip(s.HealthRows)
	s.Values, s.BestValues, s.Memory = slices.Clone(s.Values), slices.Clone(s.BestValues), slices.Clone(s.Memory)
	for i, m := range s.Memory {
		s.Memory[i] = slices.Clone(m)
	}
	return s
}

// Renew makes of the config of an old file what it would be now: such a file
// holds a schedule by its place in this list, and knows one set of data and one
// loss.
func (c *Config) Renew() {
	once := []string{"constant", "linear", "step", "exponential", "cosine", "warm-up"}
	if c.RateSchedule == "" && c.Schedule >= 0 && c.Schedule < len(once) {
		c.RateSchedule, c.Schedule = once[c.Schedule], 0
	}
	c.Data, c.Loss = cmp.Or(c.Data, "digits"), cmp.Or(c.Loss, "bce")
}

// errUnfit says that the parts of a Saved do not belong together.
var errUnfit = errors.New("model: the saved run does not fit its own settings")

// Restore returns the run that was saved, or an error where that cannot be one:
// whoever reads a file need not trust it.
func Restore(s Saved) (*Training, error) {
	s.Config.Renew()
	s.BeforeLastMark.Renew()
	t, err := New(s.Config)
	if err != nil {
		return nil, err
	}
	s.HealthEvery = cmp.Or(s.HealthEvery, 1)    // 0 where an old program did not measure
	s.First = cmp.Or(s.First, s.BeforeLastMark) // which an old file has instead: the same unless there are two marks
	to := append([][]float64{t.at.Values, t.at.BestValues}, t.at.Memory...)
	from := append([][]float64{s.Values, s.BestValues}, s.Memory...)
	if !s.sound(t) || !slices.EqualFunc(to, from, func(a, b []float64) bool { return len(a) == len(b) }) {
		return nil, errUnfit
	}
	for i := range to {
		copy(to[i], from[i])
	}
	s.Values, s.BestValues, s.Memory = t.at.Values, t.at.BestValues, t.at.Memory
	s.Epochs, s.Marks, s.HealthRows = slices.Clip(s.Epochs), slices.Clip(s.Marks), slices.Clip(s.HealthRows)
	t.at = s
	return t, nil
}

// sound reports whether t can stand there, go on and be shown.
func (s *Saved) sound(t *Training) bool {
	epochs, batches, running := len(s.Epochs), t.Batches(), s.Running[0]+s.Running[1]
	if s.Diverged != "" {
		batches++   // the test after the last batch is a place to diverge,
		running = 0 // and the loss no number
	}
	unknown := func(e Epoch) bool {
		return !finite(e.LossTrain + e.AccuracyTrain + e.LossTest + e.AccuracyTest + e.LossValidation + e.AccuracyValidation)
	}
	outside := func(m Mark) bool { return m.Epoch < 0 || m.Epoch > epochs || m.Batch < 0 || m.Batch >= t.Batches() }
	unfit := func(r HealthRow) bool { return r.Epoch < 1 || r.Epoch > epochs || len(r.Layers) != len(t.shapes) }
	return finite(running) && epochs <= s.Config.Epochs && s.Batch >= 0 && s.Batch < batches && s.Best >= 0 && s.Best <= epochs &&
		s.HealthEvery >= 1 && s.HealthEvery <= MaxEpochs && len(s.HealthRows) < maxHealth &&
		!slices.ContainsFunc(s.Epochs, unknown) && !slices.ContainsFunc(s.Marks, outside) && !slices.ContainsFunc(s.HealthRows, unfit)
}
