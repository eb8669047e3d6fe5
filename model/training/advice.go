package training

import (
	"fmt"
	"math"
	"slices"
	"strconv"
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

// Advice is a run put into words, each part short enough that all fit in a
// line.
type Advice struct {
	Kind     Kind
	Head     string // what it is: "Overfitting since epoch 43"
	Evidence string // the numbers that show it
	Cause    string // why
	Try      string // the remedy in few letters, as Differences has it; empty where there is none
	Remedy   Config
}

// Advise puts a run into words. It looks at its history alone.
func Advise(s Snapshot) Advice {
	if s.State == model.Diverged {
		where, _, _ := strings.Cut(s.Reason, ":")
		return Advice{Kind: Growing, Head: "Diverged", Evidence: "loss is NaN at " + where}.tooLarge(s.Config)
	}
	if len(s.Epochs) == 0 {
		return Advice{Kind: Starting}
	}
	for _, rule := range []func(Snapshot) (Advice, bool){growing, atGuessing, unsteady, underfitting, overfitting, flat} {
		if a, ok := rule(s); ok {
			return a
		}
	}
	return progress(s)
}

// because completes an advice on a run with a cause and its remedy.
func (a Advice) because(cause string, c Config, change func(*Config)) Advice {
	a.Cause, a.Remedy = cause, c
	change(&a.Remedy)
	a.Try = strings.Join(Differences(c, a.Remedy), ", ")
	return a
}

// rate changes the learning rate.
func rate(times, over float64) func(*Config) {
	return func(c *Config) { c.LearningRate = twoDigits(c.LearningRate * times / over) }
}

func longer(c *Config) { c.Epochs = min(2*c.Epochs, MaxEpochs) }

// twoDigits rounds to a number that a user would choose.
func twoDigits(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 1, 64), 64) // what is out of range is infinite
	return y
}

// tooLarge completes an advice on steps that lead away: with a penalty that
// alone turns the weights around, it is the penalty.
func (a Advice) tooLarge(c Config) Advice {
	if c.LearningRate*c.L2 >= 1 {
		return a.because("the penalty overshoots", c, func(c *Config) { c.L2 = twoDigits(0.01 / c.LearningRate) })
	}
	return a.because("steps too large", c, rate(1, 10))
}

// guessing is the loss of a network that says 0.5 to everything: ln 2 of the
// cross-entropy, NaN of a config that cannot work.
func (c Config) guessing() float64 {
	set, loss, _, err := c.task()
	if err != nil {
		return math.NaN()
	}
	yhat, y := nn.NewMatrix(1, set.Y.Cols), nn.NewMatrix(1, set.Y.Cols)
	for i := range yhat.Data {
		yhat.Data[i] = 0.5
	}
	return loss.Value(yhat, y)
}

// guesses reports whether the training loss of an epoch is about that.
func (e Epoch) guesses(guessing float64) bool { return math.Abs(e.LossTrain-guessing) <= 0.015 }

// growing finds a loss well above that of guessing.
func growing(s Snapshot) (Advice, bool) {
	loss, guessing := s.Epochs[len(s.Epochs)-1].LossTrain, s.Config.guessing()
	a := Advice{Kind: Growing, Head: "Diverging", Evidence: fmt.Sprintf("loss %.3g, guessing has %.2f", loss, guessing)}
	return a.tooLarge(s.Config), loss >= 2*guessing
}

// atGuessing finds three epochs or more around the loss of guessing.
func atGuessing(s Snapshot) (Advice, bool) {
	n, guessing := len(s.Epochs), s.Config.guessing()
	since := n // the index of the first of them
	for since > 0 && s.Epochs[since-1].guesses(guessing) {
		since--
	}
	if n-since < 3 {
		return Advice{}, false
	}
	level := "that of guessing"
	if math.Abs(guessing-math.Ln2) < 1e-9 {
		level = "ln 2"
	}
	a := Advice{Kind: Plateau, Head: "Plateau", Evidence: fmt.Sprintf("loss %.3f = %s since epoch %d", s.Epochs[n-1].LossTrain, level, since+1)}
	switch {
	case s.Config.Init == "zeros":
		return a.because("equal units stay equal", s.Config, func(c *Config) { c.Init = "glorot" }), true
	case s.Config.Init == "notebook" && s.Config.learners() > 2:
		return a.because("weights start too small", s.Config, func(c *Config) { c.Init = "he" }), true
	}
	return a.because("steps too small", s.Config, rate(10, 1)), true
}

// underfitting finds a run that has almost come to rest, or ended, with many
// mistakes even in training.
func underfitting(s Snapshot) (Advice, bool) {
	const goodEnough = 0.95
	n := len(s.Epochs)
	if n < 10 || s.Epochs[n-1].AccuracyTrain >= goodEnough {
		return Advice{}, false
	}
	fell := 1 - s.Epochs[n-1].LossTrain/s.Epochs[n-6].LossTrain
	lately := 1 - s.Epochs[n-1].LossTrain/s.Epochs[n-2].LossTrain
	slow := fell < 0.03 && lately < 0.3*fell // 0.2*fell is an even pace
	over := s.State == model.Finished
	a := Advice{Kind: Underfitting, Head: "Underfitting", Evidence: fmt.Sprintf("train accuracy %.3f", s.Epochs[n-1].AccuracyTrain)}
	switch {
	case (slow || over) && s.Config.straight():
		return a.because("no hidden layer that bends", s.Config, func(c *Config) { c.Layers = Base.Layers }), true
	case over && !slow:
		return a.because("ended while it learned", s.Config, longer), true
	case slow && s.Config.L2 >= 0.01:
		return a.because("L2 holds the weights down", s.Config, func(c *Config) { c.L2 = 0 }), true
	case slow && s.Config.LearningRate < 0.05:
		return a.because("steps too small", s.Config, rate(3, 1)), true
	}
	return a, false
}

// overfitting finds a loss on what is held out that has risen for five epochs
// or more, while the training loss fell.
func overfitting(s Snapshot) (Advice, bool) {
	last, best := len(s.Epochs)-1, s.Best()
	now, then := s.heldOut(last), max(s.heldOut(best), 1e-6)
	if s.Stopped || last-best < 5 || now < 1.01*then || s.Epochs[last].LossTrain > min(0.95*s.Epochs[best].LossTrain, 0.8*now) {
		return Advice{}, false
	}
	side := "test"
	if s.Config.Validation > 0 {
		side = "valid."
	}
	const cause = "it learns by heart"
	a := Advice{
		Kind: Overfitting, Head: fmt.Sprintf("Overfitting since epoch %d", best+1), Cause: cause,
		Evidence: fmt.Sprintf("%s loss +%.0f %%", side, min(100*(now/then-1), 999)),
	}
	switch {
	case s.Config.Patience == 0:
		a = a.because(cause, s.Config, func(c *Config) { c.Validation, c.Patience = max(c.Validation, 0.2), 5 })
		a.Try = "stop early"
	case s.Config.L2 == 0:
		a = a.because(cause, s.Config, func(c *Config) { c.L2 = 0.1 })
	}
	return a, true
}

// unsteady finds a training loss that rose in three of ten epochs.
func unsteady(s Snapshot) (Advice, bool) {
	lately, rises := s.Epochs[max(0, len(s.Epochs)-11):], 0
	for i, e := range lately[1:] {
		if e.LossTrain > 1.02*lately[i].LossTrain {
			rises++
		}
	}
	a := Advice{Kind: Unsteady, Head: "Unsteady", Evidence: fmt.Sprintf("train loss rose in %d of %d epochs", rises, len(lately)-1)}
	return a.because("steps too large", s.Config, rate(1, 3)), rises >= 3 && lately[len(lately)-1].LossTrain > 0.01
}

// flat finds a training loss that has come to rest above zero.
func flat(s Snapshot) (Advice, bool) {
	n := len(s.Epochs)
	now := s.Epochs[n-1].LossTrain
	moves := func(e Epoch) bool { return math.Abs(e.LossTrain-now) > 0.01*now }
	if n < 11 || s.State == model.Finished || now < 0.05 || slices.ContainsFunc(s.Epochs[n-11:], moves) {
		return Advice{}, false
	}
	a := Advice{Kind: Plateau, Head: "Plateau", Evidence: fmt.Sprintf("train loss %.4f for ten epochs", now)}
	return a.because("steps too small", s.Config, rate(3, 1)), true
}

// progress is the advice on a run with which nothing is the matter.
func progress(s Snapshot) Advice {
	n, best := len(s.Epochs), s.Best()
	last := s.Epochs[n-1]
	switch {
	case s.Stopped:
		return Advice{
			Kind: Done, Head: "Stopped early", Cause: fmt.Sprintf("the weights of epoch %d are kept", best+1),
			Evidence: fmt.Sprintf("no progress in %d epochs", s.Config.Patience),
		}
	case s.State == model.Finished:
		a := Advice{Kind: Done, Head: "Done", Evidence: fmt.Sprintf("test loss %.4f, accuracy %.4f", last.LossTest, last.AccuracyTest)}
		if best == n-1 {
			return a.because("still improving", s.Config, longer)
		}
		a.Cause = fmt.Sprintf("best at epoch %d", best+1)
		return a
	case n < 2:
		return Advice{Kind: Starting}
	}
	fell, way := s.Epochs[n-2].LossTest-last.LossTest, "fell"
	if fell < 0 {
		way = "rose"
	}
	return Advice{Kind: Learning, Head: "Learning", Evidence: fmt.Sprintf("test loss %s by %.4f in the last epoch", way, math.Abs(fell))}
}
