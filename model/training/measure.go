package training

import (
	"fmt"
	"math"
	"slices"

	"nntui/nn"
)

// What is known to work for the ratio of update to weights, and how far off
// from that is too far (Karpathy, CS231n).
const GoodRatio, FarOff = 1e-3, 10

// A chance is what guessing comes to: a network that says 0.5 to everything,
// or the same class.
type chance struct{ loss, low, high float64 } // the loss, and between which accuracies

// chance returns that of a config, NaN where it cannot work.
func (c Config) chance() chance {
	set, loss, _, err := c.task()
	if err != nil {
		return chance{math.NaN(), math.NaN(), math.NaN()}
	}
	yhat, y := nn.NewMatrix(1, set.Y.Cols), nn.NewMatrix(1, set.Y.Cols)
	for i := range yhat.Data {
		yhat.Data[i] = 0.5
	}
	ones := 0.0
	for i := range set.Y.Rows {
		for _, v := range set.Y.Data[i*set.Y.Stride : i*set.Y.Stride+set.Y.Cols] {
			ones += v
		}
	}
	share := ones / float64(set.Y.Rows*set.Y.Cols)
	return chance{loss.Value(yhat, y), min(share, 1-share), max(share, 1-share)}
}

func (c chance) name() string {
	if math.Abs(c.loss-math.Ln2) < 1e-9 {
		return "ln 2"
	}
	return "that of guessing"
}

// guesses reports whether an epoch, counted from 0, is no better in training
// than guessing: its accuracy is that, within two standard errors.
func (s Snapshot) guesses(epoch int, c chance) bool {
	accuracy, within := s.Epochs[epoch].AccuracyTrain, s.luck(epoch)
	return accuracy >= c.low-within && accuracy <= c.high+within
}

// luck is two standard errors of the accuracy in training of an epoch.
func (s Snapshot) luck(epoch int) float64 {
	return beyond * shareError(s.Epochs[epoch].AccuracyTrain, s.trained())
}

// stands says how the training loss stands where it has not fallen much in the
// last ten epochs, else nothing. All epochs are on the same examples: whether it
// falls is a matter of their trend, not of how batches differ. It hardly does
// where at that pace as many epochs again would gain less than the standard
// error that the loss has by its batches.
func (s Snapshot) stands() string {
	n := len(s.Epochs)
	switch t := trendOf(s.curve(lately, lossTrain)); {
	case t.rises():
		return "rises"
	case !t.falls():
		return "at rest"
	case -t.change/float64(min(n, lately)-1)*float64(n) < s.batchError(n-1):
		return "hardly falls"
	}
	return ""
}

// batchError returns the standard error that the training loss of an epoch,
// counted from 0, has by the spread of its batches, or else that of the last
// one measured; 0 where none was.
func (s Snapshot) batchError(epoch int) (known float64) {
	for _, r := range s.Health {
		if known = r.Error; r.Epoch == epoch+1 {
			break
		}
	}
	return known
}

// trained is how many examples an epoch trains on.
func (s Snapshot) trained() int { return s.Batches * s.Config.BatchSize }

// judged is on how many examples the run is judged.
func (s Snapshot) judged() int {
	set, _, _, err := s.Config.task()
	if err != nil || s.Config.BatchSize < 1 {
		return 0
	}
	first := int(float64(set.Len()) * s.Config.Split)
	n := set.Len() - first
	if s.Config.Validation > 0 {
		n = int(float64(first) * s.Config.Validation)
	}
	return n - n%s.Config.BatchSize
}

// mistakes is by how much the share of mistakes in training is above what
// chance explains.
func (s Snapshot) mistakes() float64 {
	accuracy := s.Epochs[len(s.Epochs)-1].AccuracyTrain
	return 1 - accuracy - beyond*shareError(accuracy, s.trained())
}

// gap is by how much the accuracy in training is above that on what is held
// out, beyond what chance explains.
func (s Snapshot) gap() float64 {
	e := s.Epochs[len(s.Epochs)-1]
	held := e.AccuracyTest
	if s.Config.Validation > 0 {
		held = e.AccuracyValidation
	}
	noise := math.Hypot(shareError(e.AccuracyTrain, s.trained()), shareError(held, s.judged()))
	return e.AccuracyTrain - held - beyond*noise
}

// judge names what a run is judged by, in few letters, and held is its loss.
func (c Config) judge() string {
	if c.Validation > 0 {
		return "valid."
	}
	return "test"
}

func (c Config) held(e Epoch) float64 {
	if c.Validation > 0 {
		return e.LossValidation
	}
	return e.LossTest
}

// layers returns the layers with how they fared last, nil where that was not
// measured.
func (s Snapshot) layers() (list []layer) {
	shapes, err := s.Config.Shapes()
	if err != nil || len(s.Health) == 0 || len(shapes) != len(s.Health[len(s.Health)-1].Layers) {
		return nil
	}
	for i, h := range s.Health[len(s.Health)-1].Layers {
		list = append(list, layer{shapes[i], h})
	}
	return list
}

type layer struct {
	nn.Shape
	LayerHealth
}

func (l layer) low() bool { return !(l.Ratio >= GoodRatio/FarOff) }

// dead returns a layer of ReLUs more than half of which no example of the test
// turns on.
func (s Snapshot) dead() (l layer, ok bool) {
	for _, l := range s.layers() {
		if l.Name == "relu" && l.Off > 0.5 {
			return l, true
		}
	}
	return l, false
}

// saturated reports whether more than half of the outputs are on the flat
// parts of the last activation.
func (s Snapshot) saturated() bool {
	layers := s.layers()
	return len(layers) > 0 && layers[len(layers)-1].Off > 0.5
}

// learners returns the layers that learn, as far as they were measured.
func (s Snapshot) learners() []layer {
	return slices.DeleteFunc(s.layers(), func(l layer) bool { return l.Params == 0 })
}

// tiny reports whether the updates of all layers that learn are low.
func (s Snapshot) tiny() bool {
	learners := s.learners()
	return len(learners) > 0 && !slices.ContainsFunc(learners, func(l layer) bool { return !l.low() })
}

// zero reports whether all weights are still 0 after an update: then the
// gradient moves nothing but biases.
func (s Snapshot) zero() bool {
	learners := s.learners()
	return len(learners) > 0 && !slices.ContainsFunc(learners, func(l layer) bool { return !l.Zero })
}

// vanishing returns the first layer that learns and the last, where the first
// hardly moves and the last does.
func (s Snapshot) vanishing() (first, last layer, ok bool) {
	learners := s.learners()
	if len(learners) < 2 {
		return first, last, false
	}
	first, last = learners[0], learners[len(learners)-1]
	return first, last, first.low() && !last.low()
}

// inside names what the layers' health has against a run, and says what was
// measured of it; nothing where all is well.
func (s Snapshot) inside() (name, evidence string) {
	if l, ok := s.dead(); ok && s.Config.Init != "zeros" {
		return "Dead ReLUs", fmt.Sprintf(", %.0f of %d ReLUs dead", l.Off*float64(l.Out), l.Out)
	}
	if first, last, ok := s.vanishing(); ok {
		return "Vanishing gradients", fmt.Sprintf(", gradient %.1g in %d-%d, %.1g in %d-%d", first.Gradient, first.In, first.Out, last.Gradient, last.In, last.Out)
	}
	return "", ""
}
