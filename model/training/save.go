package training

import (
	"cmp"
	"errors"
	"slices"
	"time"
)

// Saved is all of a run: what was saved goes on with the very numbers
// of a run that was never cut. Files hold it by the names of its fields.
type Saved struct {
	Config Config
	Values []float64   // the network's parameters
	Memory [][]float64 // the optimizer's

	Batch       int   // done of the epoch under way
	Running     tally // of these
	Epochs      []Epoch
	Diverged    string    // where and how; empty where it did not
	Best        int       // the epoch with the lowest validation loss, from 1; 0 without patience
	BestLoss    float64   // that loss; infinity before the first
	BestValues  []float64 // the parameters after it; nil without patience
	Squares     float64   // sum of the squared losses of the batches of the epoch under way
	HealthEvery int       // epochs between the rows
	HealthRows  []HealthRow
	Spent       time.Duration

	// Only in old files, see renew: Config is what such a run came to.
	Marks                 []Mark
	BeforeLastMark, First Config
}

// Save returns a copy of the run as it stands.
func (t *Training) Save() Saved {
	s := t.at
	s.Epochs, s.HealthRows = slices.Clip(s.Epochs), slices.Clip(s.HealthRows)
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

// ErrForgotten says that an old file does not hold what its run was.
var ErrForgotten = errors.New("its settings changed under way, and the earlier version that wrote it did not keep how")

// renew makes of an old run what it would be now. The file of one that was
// changed under way holds its settings at the first batch, before the last
// change and after it: of two changes, that is all.
func (s *Saved) renew() error {
	s.Config.Renew()
	s.HealthEvery = cmp.Or(s.HealthEvery, 1) // 0 where an old program did not measure
	if len(s.Marks) == 0 {
		return nil
	}
	s.BeforeLastMark.Renew()
	first, last := cmp.Or(s.First, s.BeforeLastMark), len(s.Marks)-1
	stages := []stage{{Config: first}, {s.Marks[last].place(), s.Config}}
	if last > 0 {
		stages = slices.Insert(stages, 1, stage{s.Marks[0].place(), s.BeforeLastMark})
	}
	for i := range stages { // a change of these was not marked, and decides something under a schedule
		if last > 1 || last > 0 && s.First == (Config{}) || stages[i].Epochs != s.Config.Epochs && stages[i].RateSchedule != Schedules[0].Name {
			return ErrForgotten
		}
		stages[i].Epochs = s.Config.Epochs
	}
	s.Config = stages[0].Config
	s.Config.Changes = changes(stages)
	s.Marks, s.BeforeLastMark, s.First = nil, Config{}, Config{}
	return nil
}

// errUnfit says that the parts of a Saved do not belong together.
var errUnfit = errors.New("model: the saved run does not fit its own settings")

// Restore returns the run that was saved, or an error where that cannot be one:
// whoever reads a file need not trust it.
func Restore(s Saved) (*Training, error) {
	if err := s.renew(); err != nil {
		return nil, err
	}
	t, err := New(s.Config)
	if err != nil {
		return nil, err
	}
	to := append([][]float64{t.at.Values, t.at.BestValues}, t.at.Memory...)
	from := append([][]float64{s.Values, s.BestValues}, s.Memory...)
	if !s.sound(t) || !slices.EqualFunc(to, from, func(a, b []float64) bool { return len(a) == len(b) }) {
		return nil, errUnfit
	}
	for i := range to {
		copy(to[i], from[i])
	}
	s.Values, s.BestValues, s.Memory = t.at.Values, t.at.BestValues, t.at.Memory
	s.Epochs, s.HealthRows = slices.Clip(s.Epochs), slices.Clip(s.HealthRows)
	s.Config = t.at.Config
	t.at = s
	t.best = Snapshot{Config: s.Config, Epochs: s.Epochs}.Best() + 1
	t.settle()
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
	unfit := func(r HealthRow) bool { return r.Epoch < 1 || r.Epoch > epochs || len(r.Layers) != len(t.shapes) }
	return finite(running) && epochs <= t.stages[reached(t.stages, Place{epochs, s.Batch})].Epochs && s.Batch >= 0 && s.Batch < batches && s.Best >= 0 && s.Best <= epochs &&
		s.HealthEvery >= 1 && s.HealthEvery <= MaxEpochs && len(s.HealthRows) < maxHealth &&
		!slices.ContainsFunc(s.Epochs, unknown) && !slices.ContainsFunc(s.HealthRows, unfit)
}
