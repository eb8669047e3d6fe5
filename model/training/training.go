// Package training teaches a network to tell the digits 0 to 4 from 5 to 9
// ([Training]), and says in words how it goes ([Advice]).
package training

import (
	"fmt"
	"math"
	"time"

	"nntui/data"
	"nntui/data/nprand"
	"nntui/model"
	"nntui/nn"
)

// Config is everything that decides a training run.
type Config struct {
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
	RateSchedule string             // one of Schedules: how the learning rate changes from epoch to epoch
	Validation   float64            // the share of the training digits that is held out, 0 for none
	Patience     int                // epochs without a lower validation loss before the run stops, 0 for no end

	Schedule int // only in old files, see Renew
}

// Bounds that keep a typing error from exhausting the machine.
const (
	MaxEpochs    = 1_000_000
	MaxSkipDraws = 100_000_000
)

// Default returns the assignment's first training run.
func Default() Config { return Presets[0].Config }

// Training trains a network on the digits: is it one of 0 to 4?
type Training struct {
	config             Config
	net                *nn.Network
	optimizer          *nn.Optimizer
	train, valid, test data.Set // valid is empty where nothing is held out

	grad     nn.Matrix // dL/dŷ of the batch
	batch    int       // batches done of the epoch under way
	running  score     // of these batches
	history  []Epoch
	diverged string

	marks  []Mark
	before Config // as it was before the last mark
	stop   stopper
	health *health     // nil while nobody asks for it
	origin *nn.Network // before the first batch, with the gradient at it; nil while nobody asks for it
	seen   seen
}

// New returns the run before its first batch. The error is a
// *ConfigError where the config cannot work.
func New(c Config) (*Training, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	digits, err := data.Digits()
	if err != nil {
		return nil, err
	}
	all, test, err := digits.Split(c.Split, c.SplitSeed)
	if err != nil {
		return nil, model.Refuse("split", "%v does not leave digits on both sides; it takes a share between 0 and 1", c.Split)
	}
	train, valid := holdOut(all, c.Validation)
	if err := c.checkBatch(train.Len(), valid.Len(), test.Len()); err != nil {
		return nil, err
	}
	net, err := newNet(train.X.Cols, c)
	if err != nil {
		return nil, err
	}
	values, _ := net.Params()
	optimizer, err := c.Optimizer.New(len(values))
	if err != nil {
		return nil, model.Refuse("optimizer", "%v", err)
	}
	return &Training{
		config: c, net: net, optimizer: optimizer, train: train, valid: valid, test: *test,
		grad: nn.NewMatrix(c.BatchSize, 1), before: c, stop: newStopper(c, len(values)),
	}, nil
}

// checkBatch refuses a batch that is larger than a part of the digits.
func (c Config) checkBatch(train, valid, test int) error {
	most, side := min(train, test), "the smaller side of the split"
	if c.Validation > 0 {
		most, side = min(most, valid), "the smallest of training, validation and test set"
	}
	if most == 0 {
		return model.Refuse("validation", "%v leaves a part empty; it takes 0 for none, or a share between 0 and 1", c.Validation)
	}
	if c.BatchSize < 1 || c.BatchSize > most {
		return model.Refuse("batch", "%d does not fit; it takes from 1 to %d, %s", c.BatchSize, most, side)
	}
	return nil
}

func (c Config) validate() error {
	switch {
	case c.Epochs < 1 || c.Epochs > MaxEpochs:
		return model.Refuse("epochs", "%d is out of range; it takes from 1 to %d", c.Epochs, MaxEpochs)
	case !(c.LearningRate > 0) || math.IsInf(c.LearningRate, 1):
		return model.Refuse("lr", "%v is not a learning rate; it takes a number above 0", c.LearningRate)
	case !(c.L2 >= 0) || math.IsInf(c.L2, 1):
		return model.Refuse("l2", "%v is not a penalty; it takes 0 or a number above", c.L2)
	case c.SkipDraws < 0 || c.SkipDraws > MaxSkipDraws:
		return model.Refuse("skip-draws", "%d is out of range; it takes from 0 to %d", c.SkipDraws, MaxSkipDraws)
	case !(c.Validation >= 0 && c.Validation < 1):
		return model.Refuse("validation", "%v is not a share; it takes 0 for none, or a share between 0 and 1", c.Validation)
	case c.Patience < 0 || c.Patience > MaxEpochs:
		return model.Refuse("patience", "%d is out of range; it takes from 0 to %d", c.Patience, MaxEpochs)
	case c.Patience > 0 && c.Validation == 0:
		return model.Refuse("patience", "%d epochs without a lower validation loss: --validation must hold digits out for that", c.Patience)
	}
	_, err := c.schedule()
	return err
}

// CheckLayers says why a list of layers cannot be trained on the digits: the
// error is a *ConfigError, or nil.
func CheckLayers(layers string) error {
	shapes, err := nn.Shapes(Inputs, layers)
	if err != nil {
		return model.Refuse("layers", "%v", err)
	}
	if last := shapes[len(shapes)-1]; last.Name != "sigmoid" || last.Out != 1 {
		return model.Refuse("layers", "%q does not end in a probability; the last two must be linear:1,sigmoid", layers)
	}
	return nil
}

// newNet builds the network and draws its weights.
func newNet(inputs int, c Config) (*nn.Network, error) {
	if err := CheckLayers(c.Layers); err != nil {
		return nil, err
	}
	net, err := nn.New(inputs, c.Layers)
	if err != nil {
		return nil, model.Refuse("layers", "%v", err)
	}
	g := nprand.New(c.Seed)
	for range c.SkipDraws {
		g.Random()
	}
	if err := net.Init(c.Init, g); err != nil {
		return nil, model.Refuse("init", "%v", err)
	}
	return net, nil
}

// Retune gives a run another learning rate, schedule, L2 penalty, number of
// epochs or other settings of its optimizer, from the next batch on. Where the
// config asks for more than that, or leaves no epoch to do, nothing changes and
// Retune reports false: it takes a new Training.
func (t *Training) Retune(c Config) bool {
	live := c
	live.LearningRate, live.RateSchedule, live.L2, live.Epochs = t.config.LearningRate, t.config.RateSchedule, t.config.L2, t.config.Epochs
	live.Optimizer = t.config.Optimizer
	over := t.diverged != "" || t.stop.stopped() || c.Epochs <= len(t.history)
	if live != t.config || over || c.Optimizer.Name != t.config.Optimizer.Name || c.validate() != nil {
		return false
	}
	if _, err := c.Optimizer.New(0); err != nil {
		return false
	}
	t.mark(c)
	t.config = c
	t.optimizer.Tune(c.Optimizer)
	return true
}

// Batches returns the number of batches, and so of steps, in an epoch.
func (t *Training) Batches() int { return t.train.Len() / t.config.BatchSize }

// Advance trains on the next batches, that many steps at most, and stops early
// when the budget is used up (0: never), the run is over or it diverged. The
// last batch of an epoch also measures the test set.
func (t *Training) Advance(steps int, budget time.Duration) {
	d := model.NewDeadline(budget)
	for range steps {
		if t.state() != model.Unfinished {
			return
		}
		t.step()
		if d.Passed() {
			return
		}
	}
}

func (t *Training) state() model.State {
	switch {
	case t.diverged != "":
		return model.Diverged
	case len(t.history) >= t.config.Epochs, t.stop.stopped():
		return model.Finished
	}
	return model.Unfinished
}

// Snapshot returns how the run stands.
func (t *Training) Snapshot() Snapshot {
	values, _ := t.net.Params()
	s := Snapshot{
		Config:  t.config,
		State:   t.state(),
		Stopped: t.stop.stopped(),
		Epochs:  t.history[:len(t.history):len(t.history)],
		Marks:   t.marks[:len(t.marks):len(t.marks)],
		Batch:   t.batch,
		Batches: t.Batches(),
		Rate:    t.rate(),
		Params:  len(values),
		Reason:  t.diverged,
	}
	if t.batch > 0 {
		s.Loss, _ = t.running.means()
	}
	return s
}

// step trains on one batch.
func (t *Training) step() {
	x, y := t.rows(&t.train, t.batch)
	yhat := t.net.Forward(x).Data
	if !t.running.add(yhat, y) {
		t.diverged = fmt.Sprintf("epoch %d, batch %d: the loss is no longer a number", len(t.history)+1, t.batch+1)
		return
	}
	t.backward(t.net, yhat, y)
	last := t.batch+1 == t.Batches()
	if last {
		t.health.before(t.net)
	}
	t.net.Step(t.optimizer, t.rate())
	if last {
		t.health.after(t.net)
	}
	if t.batch++; last {
		t.endEpoch()
	}
}

// backward leaves in the network the gradient at a batch that it has just
// predicted.
func (t *Training) backward(net *nn.Network, yhat, y []float64) {
	for i := range y {
		t.grad.Data[i] = nn.BCEGrad(yhat[i], y[i])
	}
	net.Backward(t.grad)
	if t.config.L2 > 0 {
		net.AddL2(t.config.L2)
	}
}

// endEpoch measures the other sets and writes the row of the epoch.
func (t *Training) endEpoch() {
	test, ok := t.measure(t.net, &t.test, t.health)
	if !ok {
		t.diverged = fmt.Sprintf("end of epoch %d: the test loss is no longer a number", len(t.history)+1)
		return
	}
	var e Epoch
	e.LossTrain, e.AccuracyTrain = t.running.means()
	e.LossTest, e.AccuracyTest = test.means()
	if t.valid.Len() > 0 {
		valid, ok := t.measure(t.net, &t.valid, nil)
		if !ok {
			t.diverged = fmt.Sprintf("end of epoch %d: the validation loss is no longer a number", len(t.history)+1)
			return
		}
		e.LossValidation, e.AccuracyValidation = valid.means()
	}
	t.history = append(t.history, e)
	t.running, t.batch = score{}, 0
	t.health.endEpoch()
	t.stop.endEpoch(e.LossValidation, t.net)
}

// measure goes through a set without learning, and reports whether the loss is
// a number.
func (t *Training) measure(net *nn.Network, s *data.Set, h *health) (sum score, ok bool) {
	for i := range s.Len() / t.config.BatchSize {
		x, y := t.rows(s, i)
		if !sum.add(net.Forward(x).Data, y) {
			return sum, false
		}
		h.look(net)
	}
	return sum, true
}

// rate returns the learning rate in effect.
func (t *Training) rate() float64 {
	return t.config.Rate(len(t.history))
}

// rows returns batch i of a set.
func (t *Training) rows(s *data.Set, i int) (x nn.Matrix, y []float64) {
	batch := s.Rows(i*t.config.BatchSize, (i+1)*t.config.BatchSize)
	return batch.X, batch.Y.Data
}
