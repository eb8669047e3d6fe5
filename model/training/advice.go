package training

import (
	"fmt"
	"math"
	"strings"

	"nntui/model"
	"nntui/nn"
)

// A Kind says what is the matter with a run.
type Kind int

const (
	Starting     Kind = iota // too early to tell
	Learning                 // all is well
	Done                     // ended well
	Growing                  // NaN, infinity, or a loss far above guessing
	Unsteady                 // the loss goes up and down
	Plateau                  // the loss does not move
	Overfitting              // better in training, worse on what was held out
	Underfitting             // not even good in training
)

// Advice are a run put into words, each part short enough that all fit in a
// line.
type Advice struct {
	Kind     Kind
	Head     string // what it is: "Overfitting since epoch 43"
	Evidence string // the numbers that show it
	Cause    string // why
	Try      string // the remedy in few letters, as Differences has it; empty where there is none
	Remedy   Config
}

// Guessing is the loss of a network that says 0.5 to everything: ln 2.
const Guessing = math.Ln2

// nearGuessing is how far from Guessing a loss may be and still count as it.
const nearGuessing = 0.015

// Advise puts a run into words. It looks at its history alone.
func Advise(s Snapshot) Advice {
	for _, judge := range []func(Snapshot) (Advice, bool){
		diverged, growing, atGuessing, unsteady, underfitting, overfitting, flat,
	} {
		if v, ok := judge(s); ok {
			return v
		}
	}
	return progress(s)
}

// with completes a verdict with a remedy.
func (v Advice) with(c Config, change func(*Config)) Advice {
	v.Remedy = c
	change(&v.Remedy)
	v.Try = strings.Join(Differences(c, v.Remedy), ", ")
	return v
}

func slower(by float64) func(*Config) {
	return func(c *Config) { c.LearningRate = twoDigits(c.LearningRate / by) }
}

func faster(by float64) func(*Config) {
	return func(c *Config) { c.LearningRate = twoDigits(c.LearningRate * by) }
}

// twoDigits rounds to a number that a user would choose.
func twoDigits(x float64) float64 {
	var y float64
	if _, err := fmt.Sscanf(fmt.Sprintf("%.1e", x), "%g", &y); err != nil || y <= 0 {
		return x
	}
	return y
}

func starts(name string) func(*Config) {
	return func(c *Config) { c.Init = name }
}

// tooLarge is the remedy for steps that lead away: with a penalty that alone
// turns the weights around, it is the penalty.
func (v Advice) tooLarge(c Config) Advice {
	if c.LearningRate*c.L2 >= 1 {
		v.Cause = "the penalty overshoots"
		return v.with(c, func(c *Config) { c.L2 = twoDigits(0.01 / c.LearningRate) })
	}
	v.Cause = "steps too large"
	return v.with(c, slower(10))
}

func diverged(s Snapshot) (Advice, bool) {
	where, _, _ := strings.Cut(s.Reason, ":")
	v := Advice{Kind: Growing, Head: "Diverged", Evidence: "loss is NaN at " + where}
	return v.tooLarge(s.Config), s.State == model.Diverged
}

// growing finds a loss well above that of guessing.
func growing(s Snapshot) (Advice, bool) {
	n := len(s.Epochs)
	if n == 0 || s.Epochs[n-1].LossTrain < 2*Guessing {
		return Advice{}, false
	}
	v := Advice{Kind: Growing, Head: "Diverging", Evidence: fmt.Sprintf("loss %.3g, guessing has 0.69", s.Epochs[n-1].LossTrain)}
	return v.tooLarge(s.Config), true
}

// atGuessing finds three epochs around ln 2.
func atGuessing(s Snapshot) (Advice, bool) {
	n := len(s.Epochs)
	if n < 3 || spread(s.Epochs[n-3:], Guessing) > nearGuessing {
		return Advice{}, false
	}
	since := n
	for since > 1 && spread(s.Epochs[since-2:since-1], Guessing) <= nearGuessing {
		since--
	}
	v := Advice{Kind: Plateau, Head: "Plateau", Evidence: fmt.Sprintf("loss %.3f = ln 2 since epoch %d", s.Epochs[n-1].LossTrain, since)}
	switch {
	case s.Config.Init == "zeros":
		v.Cause = "equal units stay equal"
		return v.with(s.Config, starts("glorot")), true
	case s.Config.Init == "notebook" && linearLayers(s.Config) > 2:
		v.Cause = "weights start too small"
		return v.with(s.Config, starts("he")), true
	}
	v.Cause = "steps too small"
	return v.with(s.Config, faster(10)), true
}

// spread returns how far the training losses are from a value at most.
func spread(epochs []Epoch, from float64) (most float64) {
	for _, e := range epochs {
		most = max(most, math.Abs(e.LossTrain-from))
	}
	return most
}

func linearLayers(c Config) int { return strings.Count(c.Layers, "linear:") }

// straight reports whether a network has no activation but the last: its
// layers then come to a single one.
func straight(c Config) bool {
	shapes, err := nn.Shapes(Inputs, c.Layers)
	for _, s := range shapes[:max(0, len(shapes)-1)] {
		if s.Params == 0 {
			return false
		}
	}
	return err == nil
}

// goodEnough is the training accuracy below which a network underfits.
const goodEnough = 0.95

// underfitting finds a run that has almost come to rest, or ended, with many
// mistakes even in training.
func underfitting(s Snapshot) (Advice, bool) {
	n := len(s.Epochs)
	if n < 10 || s.Epochs[n-1].AccuracyTrain >= goodEnough {
		return Advice{}, false
	}
	fell := 1 - s.Epochs[n-1].LossTrain/s.Epochs[n-6].LossTrain
	lately := 1 - s.Epochs[n-1].LossTrain/s.Epochs[n-2].LossTrain
	slow := fell < 0.03 && lately < 0.3*fell // 0.2*fell is an even pace
	v := Advice{Kind: Underfitting, Head: "Underfitting", Evidence: fmt.Sprintf("train accuracy %.3f", s.Epochs[n-1].AccuracyTrain)}
	switch {
	case straight(s.Config) && (slow || s.State == model.Finished):
		v.Cause = "no hidden layer that bends"
		return v.with(s.Config, func(c *Config) { c.Layers = Presets[0].Config.Layers }), true
	case s.State == model.Finished && !slow:
		v.Cause = "ended while it learned"
		return v.with(s.Config, func(c *Config) { c.Epochs = min(2*c.Epochs, MaxEpochs) }), true
	case slow && s.Config.L2 >= 0.01:
		v.Cause = "L2 holds the weights down"
		return v.with(s.Config, func(c *Config) { c.L2 = 0 }), true
	case slow && s.Config.LearningRate < 0.05:
		v.Cause = "steps too small"
		return v.with(s.Config, faster(3)), true
	}
	return v, false
}

// overfitting finds a test loss that has risen for five epochs or more while
// the training loss fell.
func overfitting(s Snapshot) (Advice, bool) {
	n, best := len(s.Epochs), s.Best()
	if s.Stopped || best < 0 || n-1-best < 5 || s.judged(n-1) < 1.01*max(s.judged(best), 1e-6) ||
		s.Epochs[n-1].LossTrain > min(0.95*s.Epochs[best].LossTrain, 0.8*s.judged(n-1)) {
		return Advice{}, false
	}
	side := "test"
	if s.Config.Validation > 0 {
		side = "valid."
	}
	v := Advice{
		Kind: Overfitting, Head: fmt.Sprintf("Overfitting since epoch %d", best+1), Cause: "it learns by heart",
		Evidence: fmt.Sprintf("%s loss +%.0f %%", side, min(100*(s.judged(n-1)/max(s.judged(best), 1e-6)-1), 999)),
	}
	switch {
	case s.Config.Patience == 0:
		v = v.with(s.Config, func(c *Config) { c.Validation, c.Patience = max(c.Validation, 0.2), 5 })
		v.Try = "stop early"
		return v, true
	case s.Config.L2 == 0:
		return v.with(s.Config, func(c *Config) { c.L2 = 0.1 }), true
	}
	return v, true
}

// unsteady finds a training loss that rose in three of ten epochs.
func unsteady(s Snapshot) (Advice, bool) {
	n := len(s.Epochs)
	if n < 4 {
		return Advice{}, false
	}
	last, rises := s.Epochs[max(0, n-11):], 0
	for i := 1; i < len(last); i++ {
		if last[i].LossTrain > 1.02*last[i-1].LossTrain {
			rises++
		}
	}
	v := Advice{
		Kind: Unsteady, Head: "Unsteady", Cause: "steps too large",
		Evidence: fmt.Sprintf("train loss rose in %d of %d epochs", rises, len(last)-1),
	}
	return v.with(s.Config, slower(3)), rises >= 3 && s.Epochs[n-1].LossTrain > 0.01
}

// flat finds a training loss that has come to rest above zero.
func flat(s Snapshot) (Advice, bool) {
	n := len(s.Epochs)
	if n < 11 || s.State == model.Finished || s.Epochs[n-1].LossTrain < 0.05 {
		return Advice{}, false
	}
	now := s.Epochs[n-1].LossTrain
	if spread(s.Epochs[n-11:], now) > 0.01*now {
		return Advice{}, false
	}
	v := Advice{Kind: Plateau, Head: "Plateau", Evidence: fmt.Sprintf("train loss %.4f for ten epochs", now), Cause: "steps too small"}
	return v.with(s.Config, faster(3)), true
}

// progress is the verdict on a run with which nothing is the matter.
func progress(s Snapshot) Advice {
	n := len(s.Epochs)
	if n < 2 && s.State == model.Unfinished {
		return Advice{Kind: Starting}
	}
	last, best := s.Epochs[n-1], s.Best()
	switch {
	case s.Stopped:
		return Advice{
			Kind: Done, Head: "Stopped early", Cause: fmt.Sprintf("the weights of epoch %d are kept", best+1),
			Evidence: fmt.Sprintf("no progress in %d epochs", s.Config.Patience),
		}
	case s.State == model.Finished:
		v := Advice{Kind: Done, Head: "Done", Evidence: fmt.Sprintf("test loss %.4f, accuracy %.4f", last.LossTest, last.AccuracyTest)}
		if best == n-1 {
			v.Cause = "still improving"
			return v.with(s.Config, func(c *Config) { c.Epochs = min(2*c.Epochs, MaxEpochs) })
		}
		v.Cause = fmt.Sprintf("best at epoch %d", best+1)
		return v
	}
	fell := s.Epochs[n-2].LossTest - last.LossTest
	if fell < 0 {
		return Advice{Kind: Learning, Head: "Learning", Evidence: fmt.Sprintf("test loss rose by %.4f in the last epoch", -fell)}
	}
	return Advice{Kind: Learning, Head: "Learning", Evidence: fmt.Sprintf("test loss fell by %.4f in the last epoch", fell)}
}
