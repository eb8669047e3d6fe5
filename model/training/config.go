package training

import (
	"cmp"
	"math"

	"nntui/data"
	"nntui/model"
	"nntui/nn"
)

// Config is everything that decides a training run.
type Config struct {
	Layers       string             // the layers after the inputs, as nn.New takes them
	Epochs       int                // passes over the training set
	LearningRate float64            // η; the gradient is summed over the batch
	BatchSize    int                // examples an update; an incomplete last batch is dropped
	Seed         uint64             // of the generator that draws the weights
	SkipDraws    int                // doubles drawn from that generator before the weights
	SplitSeed    uint64             // of the permutation that splits the data
	Split        float64            // the share of the data that is trained on
	Init         string             // one of nn.Initializers
	Optimizer    nn.OptimizerConfig // how a gradient becomes a step
	L2           float64            // weight penalty, L2/2 times the sum of squared weights, a batch
	RateSchedule string             // one of Schedules: how the learning rate changes from epoch to epoch
	Validation   float64            // the share of the training data that is held out, 0 for none
	Patience     int                // epochs without a lower validation loss before the run stops, 0 for no end
	Data         string             // one of data.Sets; empty for the first
	Loss         string             // one of nn.Losses; empty for the first
	Changes      string             // settings that change under way, such as "41.12 lr=0.003; 60 l2=0.1": where, see Place, and to what

	Schedule int // only in old files, see Renew
}

// Bounds that keep a typing error from exhausting the machine.
const (
	MaxEpochs    = model.MaxSteps
	MaxSkipDraws = 100_000_000
)

// Default returns the assignment's first training run.
func Default() Config { return Presets[0].Config }

// Shapes describes the layers of the network. The error is a *ConfigError that
// says why it cannot learn; where only its end does not fit the data and the
// loss, the shapes are returned all the same.
func (c Config) Shapes() ([]nn.Shape, error) {
	_, _, shapes, err := c.task()
	return shapes, err
}

// task is what is learned, what learning lowers, and by which layers.
func (c Config) task() (set *data.Set, loss nn.Loss, shapes []nn.Shape, err error) {
	from, err := model.EntryNamed("data", cmp.Or(c.Data, data.Sets[0].Name), data.Sets, func(s data.Source) string { return s.Name })
	if err != nil {
		return
	}
	if loss, err = model.EntryNamed("loss", cmp.Or(c.Loss, nn.Losses[0].Name), nn.Losses, func(l nn.Loss) string { return l.Name }); err != nil {
		return
	}
	if set, err = from.Load(); err != nil {
		return
	}
	if shapes, err = nn.Shapes(set.X.Cols, c.Layers); err != nil {
		err = model.Refuse("layers", "%w", err)
	} else if err = loss.Ends(shapes[len(shapes)-1], set.Y.Cols); err != nil {
		err = model.Refuse("layers", "%q %w", c.Layers, err)
	}
	return
}

// validate refuses what cannot work with any data and any network.
func (c Config) validate() error {
	switch {
	case c.Epochs < 1 || c.Epochs > model.Most.Steps:
		return model.Refuse("epochs", "%d is out of range; it takes from 1 to %d", c.Epochs, model.Most.Steps)
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
	if _, err := c.Optimizer.New(0); err != nil {
		return model.Refuse("optimizer", "%w", err)
	}
	_, err := c.schedule()
	return err
}

// Validate refuses what cannot work, as far as that shows before the data are
// split and the network is made.
func (c Config) Validate() error {
	if err := c.validate(); err != nil {
		return err
	}
	_, _, _, err := c.task()
	return err
}

// checkBatch refuses a batch that is larger than a part of the data.
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

// checkSize refuses a net that is larger than nets may be in this process, alone
// or with its batch.
func (c Config) checkSize(shapes []nn.Shape) error {
	const (
		number = 8 // bytes
		copies = 9 // of the weights: the gradient, the optimizer's memory, the start, the best and what is being saved
		ways   = 2 // outputs going forward, and their gradient coming back
		mega   = 1_000_000
	)
	params, outputs := 0, 0
	for _, s := range shapes {
		params, outputs = params+s.Params, outputs+s.Out
	}
	weights, batch := number*copies*int64(params), number*ways*int64(outputs)*int64(c.BatchSize)
	switch most := model.Most; {
	case params > most.Weights:
		return model.Refuse("layers", "these have %d weights and biases; a net may have up to %d here", params, most.Weights)
	case weights > most.Bytes:
		return model.Refuse("layers", "these need %d MB of memory; a run may have up to %d here", weights/mega, most.Bytes/mega)
	case weights+batch > most.Bytes:
		return model.Refuse("batch", "%d is too large for layers that put out %d numbers an example: it needs %d MB of memory, and a run may have up to %d here",
			c.BatchSize, outputs, (weights+batch)/mega, most.Bytes/mega)
	}
	return nil
}
