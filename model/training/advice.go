package training

import (
	"fmt"
	"math"
	"strings"

	"nntui/model"
)

// A Kind says what is the matter with a run. README has each in a line.
type Kind int

const (
	Starting     Kind = iota // too early to tell
	Learning                 // all is well
	Done                     // ended well
	Growing                  // NaN, infinity, or worse than guessing and not falling
	Unsteady                 // the training loss goes up and down
	Hampered                 // dead ReLUs or vanishing gradients, with mistakes in training
	Plateau                  // no better than guessing, or at rest with mistakes that more freedom would not mend
	Overfitting              // better in training, worse on what is held out
	Underfitting             // at rest with mistakes in training, for want of freedom
)

// Advice is a run put into words, each part short enough for a line. What
// causes it is a suspicion until the remedies have been tried, see Offer.
type Advice struct {
	Kind     Kind
	Head     string // what it is: "Overfitting"
	Evidence string // the numbers that show it
	Note     string // what else there is to know of a run that ended well
	Suspects []Suspect
}

// Advise puts a run into words. It looks at what was computed alone.
func Advise(s Snapshot) Advice {
	for _, rule := range []func(Snapshot) (Advice, bool){diverged, worse, guessing, unsteady, overfitting, resting, hampered, ended} {
		if a, ok := rule(s); ok {
			a.Suspects = suspectsOf(s, a.Kind)
			return a
		}
	}
	return learning(s)
}

func diverged(s Snapshot) (Advice, bool) {
	where, _, _ := strings.Cut(s.Reason, ":")
	return Advice{Kind: Growing, Head: "Diverged", Evidence: "loss is not finite at " + where}, s.State == model.Diverged
}

// worse finds a training loss above that of guessing, by more than its
// batches explain, that does not fall.
func worse(s Snapshot) (Advice, bool) {
	n := len(s.Epochs)
	if n < fewest {
		return Advice{}, false
	}
	loss, chance := s.Epochs[n-1].LossTrain, s.Config.chance()
	t, head := trendOf(s.curve(lately, lossTrain)), "Worse than guessing"
	if t.rises() {
		head = "Diverging"
	}
	_, inside := s.inside()
	a := Advice{Kind: Growing, Head: head, Evidence: fmt.Sprintf("loss %.3g, guessing has %.3g", loss, chance.loss) + inside}
	return a, loss-chance.loss > max(beyond*s.batchError(n-1), shown) && !t.falls()
}

// guessing finds three epochs or more that are no better than guessing. Where
// the loss is that of guessing, too, it says so.
func guessing(s Snapshot) (Advice, bool) {
	n, chance := len(s.Epochs), s.Config.chance()
	since := n // the index of the first of them
	for since > 0 && s.guesses(since-1, chance) {
		since--
	}
	if n-since < fewest {
		return Advice{}, false
	}
	last, noise := s.Epochs[n-1], max(beyond*s.batchError(n-1), shown)
	evidence := fmt.Sprintf("accuracy %.3f within %.3f of a guess", last.AccuracyTrain, s.luck(n-1))
	if math.Abs(last.LossTrain-chance.loss) <= noise {
		evidence = fmt.Sprintf("loss %.3g = %s", last.LossTrain, chance.name())
		if noise > shown {
			evidence += fmt.Sprintf(" within %.1g", noise)
		}
	}
	_, inside := s.inside()
	return Advice{Kind: Plateau, Head: "Plateau", Evidence: fmt.Sprintf("%s since epoch %d", evidence, since+1) + inside}, true
}

// unsteady finds a training loss that went up and down in the last ten epochs,
// twice or more each and by more than its batches explain, with mistakes in
// training.
func unsteady(s Snapshot) (Advice, bool) {
	const often = 2
	ups, downs, n := 0, 0, len(s.Epochs)
	from := max(1, n-lately)
	for i := from; i < n; i++ {
		step, noise := s.Epochs[i].LossTrain-s.Epochs[i-1].LossTrain, s.batchError(i)
		switch {
		case noise == 0: // not known
		case step > noise:
			ups++
		case -step > noise:
			downs++
		}
	}
	_, inside := s.inside()
	a := Advice{Kind: Unsteady, Head: "Unsteady", Evidence: fmt.Sprintf("train loss rose in %d of %d epochs", ups, n-from) + inside}
	return a, ups >= often && downs >= often && s.mistakes() > 0
}

// overfitting finds a loss on what is held out that has risen since its best
// epoch, five or more ago, while the training loss fell and the accuracy in
// training is above that on what is held out.
func overfitting(s Snapshot) (Advice, bool) {
	const long = 5
	last, best := len(s.Epochs)-1, s.Best()
	if s.Stopped || last-best < long || s.gap() <= 0 {
		return Advice{}, false
	}
	rose := trendOf(s.curve(last-best+1, s.Config.held)).rises() && s.heldOut(last)-s.heldOut(best) >= shown
	fell := trendOf(s.curve(last-best+1, lossTrain)).falls()
	more := 100 * (s.heldOut(last)/s.heldOut(best) - 1)
	return Advice{
		Kind: Overfitting, Head: "Overfitting",
		Evidence: fmt.Sprintf("%s loss +%.0f %% since epoch %d", s.Config.judge(), min(more, 999), best+1),
	}, rose && fell
}

// resting finds a training loss that has come to rest, hardly falls or rises,
// with mistakes in training: an underfit where the layers or the penalty hold it
// back, and else a plateau.
func resting(s Snapshot) (Advice, bool) {
	n, stands := len(s.Epochs), s.stands()
	if n < lately || stands == "" || s.mistakes() <= 0 {
		return Advice{}, false
	}
	last := s.Epochs[n-1]
	_, inside := s.inside()
	a := Advice{Kind: Plateau, Head: "Plateau", Evidence: fmt.Sprintf("train loss %s %s", decimals(last.LossTrain), stands) + inside}
	if c := basis(s); c.straight() || c.L2 > 0 {
		a.Kind, a.Head, a.Evidence = Underfitting, "Underfitting", fmt.Sprintf("train accuracy %.3f, loss %s", last.AccuracyTrain, stands)
	}
	return a, true
}

// hampered finds a run with mistakes in training, in which a layer has mostly
// dead ReLUs or gradients vanish, though its loss still falls or has ended.
func hampered(s Snapshot) (Advice, bool) {
	n := len(s.Epochs)
	if n < fewest || s.mistakes() <= 0 {
		return Advice{}, false
	}
	name, inside := s.inside()
	evidence := fmt.Sprintf("%s loss %s", s.Config.judge(), decimals(s.heldOut(n-1))) + inside
	return Advice{Kind: Hampered, Head: name, Evidence: evidence}, name != ""
}

// ended says how a run ended with which nothing is the matter.
func ended(s Snapshot) (Advice, bool) {
	n, best := len(s.Epochs), s.Best()
	if s.State != model.Finished || n == 0 {
		return Advice{}, false
	}
	if s.Stopped {
		return Advice{
			Kind: Done, Head: "Stopped early", Note: fmt.Sprintf("the weights of epoch %d are kept", best+1),
			Evidence: fmt.Sprintf("no progress in %d epochs", s.Config.Patience),
		}, true
	}
	last := s.Epochs[n-1]
	a := Advice{Kind: Done, Head: "Done", Evidence: fmt.Sprintf("test loss %s, accuracy %.4f", decimals(last.LossTest), last.AccuracyTest)}
	if best < n-1 {
		a.Note = fmt.Sprintf("best at epoch %d", best+1)
	}
	return a, true
}

// learning is the advice on a run under way with which nothing is the matter.
func learning(s Snapshot) Advice {
	n := min(len(s.Epochs), lately)
	if n < fewest {
		return Advice{Kind: Starting}
	}
	t, way := trendOf(s.curve(n, s.Config.held)), "no longer moves" // or not that four decimals show
	switch by := fmt.Sprintf("by %s in %d epochs", decimals(math.Abs(t.change)), n); {
	case t.falls():
		way = "fell " + by
	case t.rises():
		way = "rose " + by
	case math.Abs(t.change) > shown:
		way = fmt.Sprintf("has no trend in %d epochs", n)
	}
	return Advice{Kind: Learning, Head: "Learning", Evidence: s.Config.judge() + " loss " + way}
}

// decimals shows a loss as the table of epochs does, or briefly where it is
// far from all that is learned.
func decimals(loss float64) string {
	if loss >= 1000 {
		return fmt.Sprintf("%.3g", loss)
	}
	return fmt.Sprintf("%.4f", loss)
}
