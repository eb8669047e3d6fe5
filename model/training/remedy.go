package training

import (
	"math"
	"slices"
	"strings"

	"nntui/model"
)

// An Offer is a remedy that did better than the run.
type Offer struct {
	Suspect
	Judge string  // what both are judged by, in few letters: "test"
	Ends  float64 // its loss on that
	Own   float64 // and that of the run, NaN where it diverged
	After int     // epochs that both had done by then; 0 for where each ended, or the run stands
}

// A Vain is what was tried in vain, in few letters each: what is no better than
// the run, and what noise may explain.
type Vain struct{ Worse, Unclear []string }

// Offer returns the best remedy of an advice on a run, if one of those tried
// is better than the run by more than the noise of both and better than
// guessing, and what was tried in vain.
func (a Advice) Offer(s Snapshot, tried Tried) (best Offer, ok bool, vain Vain) {
	own := RunOf(s, 0)
	for i, r := range tried.Runs {
		if i >= len(a.Suspects) || !a.Suspects[i].triedAs(r.Config) || !r.tells(own) {
			continue
		}
		o, gain := match(own, r)
		o.Suspect = a.Suspects[i].as(basis(s), r.Config)
		switch {
		case gain > 0 && (!ok || o.Ends < best.Ends):
			best, ok = o, true
		case gain < 0 && !slices.Contains(vain.Worse, o.Try):
			vain.Worse = append(vain.Worse, o.Try)
		case gain == 0 && !slices.Contains(vain.Unclear, o.Try):
			vain.Unclear = append(vain.Unclear, o.Try)
		}
	}
	return best, ok, vain
}

// triedAs reports whether a config is that of the remedy, but for the learning
// rate where that was looked for.
func (s Suspect) triedAs(c Config) bool {
	if s.By != 0 {
		c.LearningRate = s.Remedy.LearningRate
	}
	return c == s.Remedy
}

// as returns the suspect with the remedy as it was tried on a config.
func (s Suspect) as(own, tried Config) Suspect {
	if s.Remedy != tried {
		s.Remedy, s.Try = tried, strings.Join(Differences(own, tried), ", ")
	}
	return s
}

// tells reports whether a run says something about another: it could be tried,
// and is not the same but for epochs that were not reached.
func (r Run) tells(own Run) bool {
	own.Config.Epochs = r.Config.Epochs
	return r.State == model.Diverged || len(r.Epochs) > 0 && (r.State == model.Finished || r.Config != own.Config)
}

// match compares a run with another at their ends, or, where one of them is
// not there, after as many epochs: the gain is 1 where the other is better, -1
// where it is not, and 0 where noise may explain which of them is.
func match(own, other Run) (o Offer, gain int) {
	o.Judge, o.Own = own.Config.judge(), math.NaN()
	loss := own.Config.held
	if own.Config.Validation != other.Config.Validation { // then on what both hold out
		o.Judge, loss = Config{}.judge(), Config{}.held
	}
	if other.State == model.Diverged {
		return o, -1
	}
	theirs, ours := other.kept(), own.kept() // the epochs that are compared
	o.Ends = loss(other.Epochs[theirs])
	switch guess := other.Config.chance().loss; {
	case o.Ends > guess:
		return o, -1
	case own.State == model.Diverged:
		return o, 1
	}
	o.Own = loss(own.Epochs[ours])
	if own.State == model.Unfinished || other.State == model.Unfinished {
		n := min(len(own.Epochs), len(other.Epochs))
		theirs, ours = n-1, n-1
		if other.State == model.Unfinished {
			o.Ends, o.Own, o.After = loss(other.Epochs[theirs]), loss(own.Epochs[ours]), n
		}
	}
	a, b := other.until(theirs, loss), own.until(ours, loss)
	switch {
	case clearly(a, b):
		return o, 1
	case clearly(b, a):
		return o, -1
	}
	return o, 0
}

// clearly reports whether a curve ends below another: by more than chance makes
// of the noise of both, or as it is below it in so many of their epochs (nine of
// ten) that no jump of a noisy one can explain that.
func clearly(low, high []float64) bool {
	n, below := min(len(low), len(high)), 0
	low, high = low[len(low)-n:], high[len(high)-n:]
	for i := range n {
		if low[i] < high[i] {
			below++
		}
	}
	gain := high[n-1] - low[n-1]
	often := float64(below)-float64(n)/2 > beyond*math.Sqrt(float64(n))/2
	return gain > shown && (often || gain > beyond*math.Hypot(noiseOf(listed(low)), noiseOf(listed(high))))
}

// kept returns the index of the epoch whose weights a run ends with.
func (r Run) kept() int {
	if r.Config.Patience > 0 && r.State == model.Finished {
		return r.Best()
	}
	return len(r.Epochs) - 1
}

// until returns the losses of the last ten epochs until one, counted from 0.
func (r Run) until(epoch int, loss func(Epoch) float64) (list []float64) {
	for _, e := range r.Epochs[max(0, epoch+1-lately) : epoch+1] {
		list = append(list, loss(e))
	}
	return list
}
