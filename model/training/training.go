// Package training teaches a network, at first to tell the digits 0 to 4 from 5
// to 9, and says in words how it goes.
//
// Read it in this order: [Config] (all that decides a run), [Training] (a batch
// forward, back and a step; an epoch, and the test after it), [Snapshot] (what
// there is to see of it) and [Advise] (what that means). Beside them stand what
// a view may look at ([Detail], [HealthRow], [Learned]), what outlives the
// program ([Saved]), and how settings change under way ([Config.Turn]).
//
// The layers, losses and optimizers are rows of tables of package nn, the sets
// of data of one of package data: a new row takes no edit here.
package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"nntui/data"
	"nntui/data/nprand"
	"nntui/model"
	"nntui/nn"
)

// Training trains a network on a set of data, the digits to begin with: is it
// one of 0 to 4?
type Training struct {
	at                 Saved // where it stands; the rest can be made again
	net                *nn.Network
	shapes             []nn.Shape // of its layers
	loss               nn.Loss
	optimizer          *nn.Optimizer
	train, valid, test data.Set // valid is empty where nothing is held out
	stages             []stage  // of its settings
	stage              int      // the one under way
	marks              []Mark   // where those after the first begin
	best               int      // epoch by what is held out, from 1; 0 before the first

	losses []float64    // of the last batches; a snapshot may hold them
	grad   nn.Matrix    // dL/dŷ of the batch
	start  []float64    // the parameters before the first batch
	old    []float64    // and before the last update of an epoch
	layers []layerState // in the last update of an epoch and the test after it
}

// New returns the run before its first batch. The error is a
// *ConfigError where the config cannot work.
func New(c Config) (*Training, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	set, loss, shapes, err := c.task()
	if err != nil {
		return nil, err
	}
	if err := loss.Takes(set.Y); err != nil {
		return nil, model.Refuse("loss", "%s: %s %w", loss.Name, c.Data, err)
	}
	all, test, err := set.Split(c.Split, c.SplitSeed)
	if err != nil {
		return nil, model.Refuse("split", "%v does not leave digits on both sides; it takes a share between 0 and 1", c.Split)
	}
	train, valid := holdOut(all, c.Validation)
	if err := cmp.Or(c.checkBatch(train.Len(), valid.Len(), test.Len()), c.checkSize(shapes)); err != nil {
		return nil, err
	}
	net, _ := nn.New(set.X.Cols, c.Layers) // task and validate have tried the layers and the optimizer
	if err := c.draw(net); err != nil {
		return nil, err
	}
	values, _ := net.Params()
	optimizer, _ := c.Optimizer.New(len(values))
	t := &Training{
		at:  Saved{Config: c, Values: values, Memory: optimizer.Memory(), BestLoss: math.Inf(1), HealthEvery: 1},
		net: net, shapes: shapes, loss: loss, optimizer: optimizer, train: train, valid: valid, test: *test,
		grad: nn.NewMatrix(c.BatchSize, set.Y.Cols), layers: make([]layerState, len(shapes)),
		start: slices.Clone(values), old: make([]float64, len(values)),
	}
	if c.Patience > 0 {
		t.at.BestValues = make([]float64, len(values))
	}
	return t, t.follow(c)
}

// follow lets the run have the settings of c from where it stands.
func (t *Training) follow(c Config) error {
	stages, err := c.stages()
	if err != nil {
		return err
	}
	for _, s := range stages {
		if s.from.Batch >= t.Batches() {
			return model.Refuse("changes", "at %v: an epoch has %d batches", s.from, t.Batches())
		}
	}
	c.Changes = changes(stages)
	t.at.Config, t.stages, t.marks = c, stages, marks(stages)
	t.settle()
	return nil
}

// settle gives the run the settings of the place where it stands.
func (t *Training) settle() {
	t.stage = reached(t.stages, t.place())
	t.optimizer.Tune(t.now().Optimizer)
}

func (t *Training) place() Place { return Place{len(t.at.Epochs), t.at.Batch} }

// now returns the settings in effect.
func (t *Training) now() *Config { return &t.stages[t.stage].Config }

// draw draws the first weights of a network.
func (c Config) draw(net *nn.Network) error {
	g := nprand.New(c.Seed)
	for range c.SkipDraws {
		g.Random()
	}
	if err := net.Init(c.Init, g); err != nil {
		return model.Refuse("init", "%w", err)
	}
	return nil
}

// Retune goes on with another config where that makes the same run so far: one
// with more epochs, say, or with a change from here on, see [Config.Turn]. Else
// nothing changes and Retune reports false: it takes a new Training.
func (t *Training) Retune(c Config) bool {
	over := t.at.Diverged != "" || t.at.stopped()
	return !over && c.validate() == nil && c.agrees(t.at.Config, t.place()) && t.follow(c) == nil
}

// Spent returns how long the run has trained in all. No config decides that:
// it is not in a snapshot.
func (t *Training) Spent() time.Duration { return t.at.Spent }

// Batches returns the number of batches, and so of steps, in an epoch.
func (t *Training) Batches() int { return t.train.Len() / t.at.Config.BatchSize }

// Advance trains on the next batches, that many steps at most, and stops early
// when the budget is used up (0: never), the run is over or it diverged. The
// last batch of an epoch also measures the test set.
func (t *Training) Advance(steps int, budget time.Duration) {
	d, began := model.NewDeadline(budget), time.Now()
	defer func() { t.at.Spent += time.Since(began) }()
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
	case t.at.Diverged != "":
		return model.Diverged
	case len(t.at.Epochs) >= t.now().Epochs, t.at.stopped():
		return model.Finished
	}
	return model.Unfinished
}

// Snapshot returns how the run stands.
func (t *Training) Snapshot() Snapshot {
	s := Snapshot{
		Config:  t.at.Config,
		State:   t.state(),
		Stopped: t.at.stopped(),
		Epochs:  slices.Clip(t.at.Epochs),
		Marks:   slices.Clip(t.marks[:t.stage]),
		Batch:   t.at.Batch,
		Batches: t.Batches(),
		Rate:    t.rate(),
		Params:  len(t.at.Values),
		Reason:  t.at.Diverged,

		BatchLosses: slices.Clip(t.losses),
		Health:      t.lateHealth(),

		best: t.best,
	}
	if s.Batch > 0 {
		s.Loss, _ = t.at.Running.means(s.Batch)
	}
	return s
}

// step trains on one batch.
func (t *Training) step() {
	x, y := t.rows(&t.train, t.at.Batch)
	yhat := t.net.Forward(x)
	loss, ok := t.at.Running.add(t.loss, yhat, y)
	if !ok {
		t.at.Diverged = fmt.Sprintf("epoch %d, batch %d: the loss is no longer a number", len(t.at.Epochs)+1, t.at.Batch+1)
		return
	}
	t.backward(yhat, y, t.now().L2)
	last := t.at.Batch+1 == t.Batches()
	if last {
		copy(t.old, t.at.Values)
	}
	t.net.Step(t.optimizer, t.rate())
	t.noteBatch(loss)
	if t.at.Batch++; last {
		t.noteUpdate()
		t.endEpoch()
	}
	t.settle()
}

// maxLosses bounds the losses of batches that are kept. The older half goes at
// once, so that a step has nothing to move.
const maxLosses = 20_000

// noteBatch keeps the loss of a batch.
func (t *Training) noteBatch(loss float64) {
	if n := len(t.losses); n == maxLosses {
		t.losses = append(make([]float64, 0, maxLosses), t.losses[n/2:]...)
	}
	t.losses = append(t.losses, loss)
	t.at.Squares += loss * loss
}

// backward leaves in the network the gradient at a batch that it has just
// predicted.
func (t *Training) backward(yhat, y nn.Matrix, l2 float64) {
	t.loss.Gradient(t.grad, yhat, y)
	t.net.Backward(t.grad)
	if l2 > 0 {
		t.net.AddL2(l2)
	}
}

// endEpoch measures the other sets and writes the row of the epoch.
func (t *Training) endEpoch() {
	var e Epoch
	var ok bool
	part := "test"
	e.LossTrain, e.AccuracyTrain = t.at.Running.means(t.at.Batch)
	e.LossTest, e.AccuracyTest, ok = t.measure(t.net, &t.test, t.layers)
	if ok && t.valid.Len() > 0 {
		part = "validation"
		e.LossValidation, e.AccuracyValidation, ok = t.measure(t.net, &t.valid, nil)
	}
	if !ok {
		t.at.Diverged = fmt.Sprintf("end of epoch %d: the %s loss is no longer a number", len(t.at.Epochs)+1, part)
		return
	}
	t.addEpoch(e)
	t.at.Running, t.at.Batch = tally{}, 0
	t.noteHealth()
	t.noteBest()
}

// addEpoch adds a row. The room for them grows by far and not beyond what the
// run is to have: of a long run, no half of it is left empty, or copied often.
func (t *Training) addEpoch(e Epoch) {
	const least, faster = 1000, 4
	if n := len(t.at.Epochs); n == cap(t.at.Epochs) {
		t.at.Epochs = append(make([]Epoch, 0, max(n+1, min(max(least, faster*n), t.now().Epochs))), t.at.Epochs...)
	}
	t.at.Epochs = append(t.at.Epochs, e)
	if c := &t.at.Config; t.best == 0 || c.held(e) < c.held(t.at.Epochs[t.best-1]) {
		t.best = len(t.at.Epochs)
	}
}

// measure goes through a set without learning, notes what that shows of the
// layers' health, and reports whether the loss is a number.
func (t *Training) measure(net *nn.Network, s *data.Set, layers []layerState) (loss, accuracy float64, ok bool) {
	var sum tally
	n := s.Len() / t.at.Config.BatchSize
	ok = true
	for i := 0; ok && i < n; i++ {
		x, y := t.rows(s, i)
		if _, ok = sum.add(t.loss, net.Forward(x), y); ok {
			t.look(net, layers)
		}
	}
	loss, accuracy = sum.means(n)
	return loss, accuracy, ok
}

// rate returns the learning rate of the batch to come, or of the last one
// where none does.
func (t *Training) rate() float64 {
	epoch := len(t.at.Epochs)
	if epoch > 0 && t.at.Batch == 0 && t.state() != model.Unfinished {
		epoch--
	}
	return t.now().Rate(epoch)
}

// rows returns batch i of a set.
func (t *Training) rows(s *data.Set, i int) (x, y nn.Matrix) {
	batch := s.Rows(i*t.at.Config.BatchSize, (i+1)*t.at.Config.BatchSize)
	return batch.X, batch.Y
}
