package training

import (
	"errors"
	"slices"
)

// Saved is all of a run: what was saved goes on with the very numbers
// of a run that was never cut.
type Saved struct {
	Config Config
	Values []float64   // the network's parameters
	Memory [][]float64 // the optimizer's

	Batch          int        // done of the epoch under way
	Running        [2]float64 // sums of loss and accuracy over these
	Epochs         []Epoch
	Marks          []Mark
	Diverged       string
	Best           int // what early stopping has kept
	BestLoss       float64
	BestValues     []float64
	HealthEvery    int // 0 where it was not measured
	HealthRows     []HealthRow
	BeforeLastMark Config
}

// Save returns a copy of the run as it stands.
func (t *Training) Save() Saved {
	values, _ := t.net.Params()
	s := Saved{
		Config: t.config,
		Values: slices.Clone(values),

		Batch:          t.batch,
		Running:        [2]float64{t.running.loss, t.running.accuracy},
		Epochs:         slices.Clone(t.history),
		Marks:          slices.Clone(t.marks),
		Diverged:       t.diverged,
		Best:           t.stop.best,
		BestLoss:       t.stop.loss,
		BestValues:     slices.Clone(t.stop.weights),
		BeforeLastMark: t.before,
	}
	for _, m := range t.optimizer.Memory() {
		s.Memory = append(s.Memory, slices.Clone(m))
	}
	if t.health != nil {
		s.HealthEvery, s.HealthRows = t.health.every, slices.Clone(t.health.rows)
	}
	return s
}

// errUnfit says that the parts of a Saved do not belong together.
var errUnfit = errors.New("model: the saved run does not fit its own settings")

// Restore returns the run that was saved.
func Restore(s Saved) (*Training, error) {
	s.Config.Renew()
	s.BeforeLastMark.Renew()
	t, err := New(s.Config)
	if err != nil {
		return nil, err
	}
	values, _ := t.net.Params()
	memory := t.optimizer.Memory()
	fits := s.HealthEvery >= 0 && len(s.Values) == len(values) && len(s.Memory) == len(memory) && len(s.BestValues) == len(t.stop.weights) &&
		s.Batch >= 0 && s.Batch < t.Batches() && len(s.Epochs) <= MaxEpochs && s.Best >= 0 && s.Best <= len(s.Epochs)
	if !fits {
		return nil, errUnfit
	}
	copy(values, s.Values)
	for i, m := range memory {
		if len(s.Memory[i]) != len(m) {
			return nil, errUnfit
		}
		copy(m, s.Memory[i])
	}
	t.batch, t.running = s.Batch, score{s.Running[0], s.Running[1], s.Batch}
	t.history, t.marks, t.diverged = slices.Clone(s.Epochs), slices.Clone(s.Marks), s.Diverged
	t.before = s.BeforeLastMark
	t.stop.epochs, t.stop.best, t.stop.loss = len(s.Epochs), s.Best, s.BestLoss
	copy(t.stop.weights, s.BestValues)
	if s.HealthEvery > 0 && t.restoreHealth(s) != nil {
		return nil, errUnfit
	}
	return t, nil
}

func (t *Training) restoreHealth(s Saved) error {
	t.MeasureHealth()
	for _, r := range s.HealthRows {
		if len(r.Layers) != len(t.net.Layers) {
			return errUnfit
		}
	}
	t.health.every, t.health.rows = s.HealthEvery, slices.Clone(s.HealthRows)
	return nil
}
