package model

import (
	"fmt"
	"math"
	"time"

	"nntui/data"
	"nntui/data/nprand"
	"nntui/nn"
)

// TrainingConfig is everything that decides a training run.
type TrainingConfig struct {
	Layers       string             // the layers after the 64 inputs, as nn.New takes them
	Epochs       int                // passes over the training set
	LearningRate float64            // η; the gradient is summed over the batch
	BatchSize    int                // examples an update; an incomplete last batch is dropped
	Seed         uint64             // of the generator that draws the weights
	SkipDraws    int                // doubles drawn from that generator before the weights
	SplitSeed    uint64             // of the permutation that splits the digits
	Split        float64            // the share of the digits that is trained on
	Init         string             // one of nn.Initializers
	Optimizer    nn.OptimizerConfig // how a gradient becomes a step
	L2           float64            // weight penalty, L2/2 times the sum of squared weights, a batch
}

// Bounds that keep a typing error from exhausting the machine.
const (
	MaxEpochs    = 1_000_000
	MaxSkipDraws = 100_000_000
)

// DefaultTraining returns the assignment's first training run.
func DefaultTraining() TrainingConfig { return Presets[0].Config }

// Epoch is one row of the learning curves: means over the batches of one pass,
// the training half measured before each batch's update.
type Epoch struct {
	LossTrain, AccuracyTrain float64
	LossTest, AccuracyTest   float64
}

// A State says how an experiment stands.
type State int

const (
	Unfinished State = iota
	Finished
	Diverged // NaN or infinity: nothing sensible can follow
)

// TrainingSnapshot is what there is to see of a training run.
type TrainingSnapshot struct {
	Config  TrainingConfig
	State   State
	Epochs  []Epoch // the completed ones
	Batch   int     // batches done of the epoch under way
	Batches int     // batches an epoch
	Params  int     // parameters of the network
	Reason  string  // where and how it diverged
}

// Best returns the index in Epochs with the lowest test loss, -1 where there
// are none.
func (s TrainingSnapshot) Best() int {
	best := -1
	for i, e := range s.Epochs {
		if best < 0 || e.LossTest < s.Epochs[best].LossTest {
			best = i
		}
	}
	return best
}

// Training trains a network on the digits: is it one of 0 to 4?
type Training struct {
	config      TrainingConfig
	net         *nn.Network
	optimizer   nn.Optimizer
	train, test *data.Set

	grad     nn.Matrix // dL/dŷ of the batch
	batch    int       // batches done of the epoch under way
	running  score     // of these batches
	history  []Epoch
	diverged string
}

// NewTraining returns the run before its first batch. The error is a
// *ConfigError where the config cannot work.
func NewTraining(c TrainingConfig) (*Training, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	digits, err := data.Digits()
	if err != nil {
		return nil, err
	}
	train, test, err := digits.Split(c.Split, c.SplitSeed)
	if err != nil {
		return nil, refuse("split", "%v does not leave digits on both sides; it takes a share between 0 and 1", c.Split)
	}
	if most := min(train.Len(), test.Len()); c.BatchSize < 1 || c.BatchSize > most {
		return nil, refuse("batch", "%d does not fit; it takes from 1 to %d, the smaller side of the split", c.BatchSize, most)
	}
	net, err := newNet(train.X.Cols, c)
	if err != nil {
		return nil, err
	}
	values, _ := net.Params()
	optimizer, err := c.Optimizer.New(len(values))
	if err != nil {
		return nil, refuse("optimizer", "%v", err)
	}
	return &Training{
		config: c, net: net, optimizer: optimizer, train: train, test: test,
		grad: nn.NewMatrix(c.BatchSize, 1),
	}, nil
}

func (c TrainingConfig) validate() error {
	switch {
	case c.Epochs < 1 || c.Epochs > MaxEpochs:
		return refuse("epochs", "%d is out of range; it takes from 1 to %d", c.Epochs, MaxEpochs)
	case !(c.LearningRate > 0) || math.IsInf(c.LearningRate, 1):
		return refuse("lr", "%v is not a learning rate; it takes a number above 0", c.LearningRate)
	case !(c.L2 >= 0) || math.IsInf(c.L2, 1):
		return refuse("l2", "%v is not a penalty; it takes 0 or a number above", c.L2)
	case c.SkipDraws < 0 || c.SkipDraws > MaxSkipDraws:
		return refuse("skip-draws", "%d is out of range; it takes from 0 to %d", c.SkipDraws, MaxSkipDraws)
	}
	return nil
}

// newNet builds the network and draws its weights.
func newNet(inputs int, c TrainingConfig) (*nn.Network, error) {
	net, err := nn.New(inputs, c.Layers)
	if err != nil {
		return nil, refuse("layers", "%v", err)
	}
	last, ok := net.Layers[len(net.Layers)-1].(*nn.Elementwise)
	if !ok || last.Name != "sigmoid" || net.Out() != 1 {
		return nil, refuse("layers", "%q does not end in a probability; the last two must be linear:1,sigmoid", c.Layers)
	}
	g := nprand.New(c.Seed)
	for range c.SkipDraws {
		g.Random()
	}
	if err := net.Init(c.Init, g); err != nil {
		return nil, refuse("init", "%v", err)
	}
	return net, nil
}

// Retune gives a run another learning rate, L2 penalty or number of epochs,
// from the next batch on. Where the config asks for more than that, or leaves
// no epoch to do, nothing changes and Retune reports false: it takes a new
// Training.
func (t *Training) Retune(c TrainingConfig) bool {
	live := c
	live.LearningRate, live.L2, live.Epochs = t.config.LearningRate, t.config.L2, t.config.Epochs
	over := t.diverged != "" || c.Epochs <= len(t.history)
	if live != t.config || over || c.validate() != nil {
		return false
	}
	t.config = c
	return true
}

// Batches returns the number of batches, and so of steps, in an epoch.
func (t *Training) Batches() int { return t.train.Len() / t.config.BatchSize }

// Advance trains on the next batches, that many steps at most, and stops early
// when the budget is used up (0: never), the run is over or it diverged. The
// last batch of an epoch also measures the test set.
func (t *Training) Advance(steps int, budget time.Duration) {
	d := newDeadline(budget)
	for range steps {
		if t.state() != Unfinished {
			return
		}
		t.step()
		if d.passed() {
			return
		}
	}
}

func (t *Training) state() State {
	switch {
	case t.diverged != "":
		return Diverged
	case len(t.history) >= t.config.Epochs:
		return Finished
	}
	return Unfinished
}

// Snapshot returns how the run stands.
func (t *Training) Snapshot() TrainingSnapshot {
	values, _ := t.net.Params()
	return TrainingSnapshot{
		Config:  t.config,
		State:   t.state(),
		Epochs:  t.history[:len(t.history):len(t.history)],
		Batch:   t.batch,
		Batches: t.Batches(),
		Params:  len(values),
		Reason:  t.diverged,
	}
}

// step trains on one batch.
func (t *Training) step() {
	x, y := t.rows(t.train, t.batch)
	yhat := t.net.Forward(x).Data
	if !t.running.add(yhat, y) {
		t.diverged = fmt.Sprintf("epoch %d, batch %d: the loss is no longer a number", len(t.history)+1, t.batch+1)
		return
	}
	for i := range y {
		t.grad.Data[i] = nn.BCEGrad(yhat[i], y[i])
	}
	t.net.Backward(t.grad)
	if t.config.L2 > 0 {
		t.net.AddL2(t.config.L2)
	}
	t.net.Step(t.optimizer, t.config.LearningRate)
	if t.batch++; t.batch == t.Batches() {
		t.endEpoch()
	}
}

// endEpoch measures the test set and writes the row of the epoch.
func (t *Training) endEpoch() {
	var test score
	for i := range t.test.Len() / t.config.BatchSize {
		x, y := t.rows(t.test, i)
		if !test.add(t.net.Forward(x).Data, y) {
			t.diverged = fmt.Sprintf("end of epoch %d: the test loss is no longer a number", len(t.history)+1)
			return
		}
	}
	var e Epoch
	e.LossTrain, e.AccuracyTrain = t.running.means()
	e.LossTest, e.AccuracyTest = test.means()
	t.history = append(t.history, e)
	t.running, t.batch = score{}, 0
}

// rows returns batch i of a set.
func (t *Training) rows(s *data.Set, i int) (x nn.Matrix, y []float64) {
	batch := s.Rows(i*t.config.BatchSize, (i+1)*t.config.BatchSize)
	return batch.X, batch.Y
}

// score sums up loss and accuracy over batches.
type score struct {
	loss, accuracy float64
	batches        int
}

// add measures one batch and reports whether its loss is a number.
func (s *score) add(yhat, y []float64) bool {
	var loss, right float64
	for i := range y {
		loss += nn.BCE(yhat[i], y[i])
		if (yhat[i] > 0.5) == (y[i] == 1) {
			right++
		}
	}
	n := float64(len(y))
	s.loss += loss / n
	s.accuracy += right / n
	s.batches++
	return !math.IsNaN(loss) && !math.IsInf(loss, 0)
}

// means returns the mean loss and accuracy of the batches.
func (s score) means() (loss, accuracy float64) {
	n := float64(s.batches)
	return s.loss / n, s.accuracy / n
}
