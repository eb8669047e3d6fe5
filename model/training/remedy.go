package training

import (
	"math"
	"slices"
	"time"

	"nntui/model"
)

// Candidates are configs to be tried, one after another; the rest is empty.
type Candidates [maxSuspects]Config

// Candidates returns the remedies of an advice.
func (a Advice) Candidates() (c Candidates) {
	for i, s := range a.Suspects {
		c[i] = s.Remedy
	}
	return c
}

// Tried is how far the candidates have come, in their order. One that cannot
// work, or is too large to be tried, has no epochs.
type Tried struct {
	Runs []Run
	Over bool
}

// Trials runs candidates to their ends, or as far as is bearable.
type Trials struct {
	todo []Config
	runs []Run
	now  *Training // nil between two
	most int       // epochs that it may do
}

// NewTrials returns the trials of candidates before the first.
func NewTrials(c Candidates) (*Trials, error) {
	t := &Trials{}
	for _, config := range c {
		if config != (Config{}) {
			t.todo = append(t.todo, config)
		}
	}
	return t, nil
}

// Advance goes on for so many batches, or until the budget is used up (0:
// never) or all have been tried.
func (t *Trials) Advance(steps int, budget time.Duration) {
	d := model.NewDeadline(budget)
	for range steps {
		if t.over() {
			return
		}
		t.step()
		if d.Passed() {
			return
		}
	}
}

func (t *Trials) over() bool { return t.now == nil && len(t.todo) == 0 }

// step does a batch, or begins the next run.
func (t *Trials) step() {
	if t.now == nil {
		c := t.todo[0]
		t.todo = t.todo[1:]
		run, err := New(c)
		if err != nil {
			t.runs = append(t.runs, Run{Config: c})
			return
		}
		t.now, t.most = run, run.bearable()
	}
	if len(t.now.at.Epochs) < t.most {
		t.now.Advance(1, 0)
	}
	if t.now.state() != model.Unfinished || len(t.now.at.Epochs) >= t.most {
		t.runs = append(t.runs, RunOf(t.now.Snapshot(), 0))
		t.now = nil
	}
}

// Snapshot returns what has been tried.
func (t *Trials) Snapshot() Tried {
	return Tried{Runs: t.runs[:len(t.runs):len(t.runs)], Over: t.over()}
}

// bearable is how many epochs take a second or two at most, on any machine of
// today: counted in multiplications, so that the same remedies are always
// tried for as long.
func (t *Training) bearable() int {
	const (
		most  = 4_000_000_000 // multiplications, three a parameter and example
		batch = 20_000        // what else a batch costs
	)
	epoch := 3*len(t.at.Values)*t.train.Len() + batch*t.Batches()
	return min(t.at.Config.Epochs, most/epoch)
}

// An Offer is a remedy that did better than the run.
type Offer struct {
	Suspect
	Judge string  // what both are judged by, in few letters: "test"
	Ends  float64 // its loss on that
	Own   float64 // and that of the run, NaN where it diverged
	After int     // epochs that both had done by then; 0 for where each ended, or the run stands
}

// Offer returns the best remedy of an advice on a run, if one of those tried
// is better than the run by more than the noise of both, and what else was
// tried in few letters each.
func (a Advice) Offer(s Snapshot, tried Tried) (best Offer, ok bool, others []string) {
	own := RunOf(s, 0)
	for i, r := range tried.Runs {
		if i >= len(a.Suspects) || r.Config != a.Suspects[i].Remedy || !r.tells(own) {
			continue
		}
		o, better := match(own, r)
		o.Suspect = a.Suspects[i]
		if better && (!ok || o.Ends < best.Ends) {
			best, ok = o, true
		}
		others = append(others, o.Try)
	}
	return best, ok, slices.DeleteFunc(others, func(try string) bool { return try == best.Try })
}

// tells reports whether a run says something about another: it could be tried,
// and is not the same but for epochs that were not reached.
func (r Run) tells(own Run) bool {
	own.Config.Epochs = r.Config.Epochs
	return r.State == model.Diverged || len(r.Epochs) > 0 && (r.State == model.Finished || r.Config != own.Config)
}

// match compares a run with another at their ends, or, where one of them is
// not there, after as many epochs.
func match(own, other Run) (o Offer, better bool) {
	o.Judge, o.Own = own.Config.judge(), math.NaN()
	loss := own.Config.held
	if own.Config.Validation != other.Config.Validation { // then on what both hold out
		o.Judge, loss = Config{}.judge(), Config{}.held
	}
	if other.State == model.Diverged {
		return o, false
	}
	o.Ends = loss(other.Epochs[other.kept()])
	if own.State == model.Diverged {
		return o, true
	}
	o.Own = loss(own.Epochs[own.kept()])
	theirs, ours := o.Ends, o.Own
	if own.State == model.Unfinished || other.State == model.Unfinished {
		n := min(len(own.Epochs), len(other.Epochs))
		theirs, ours = loss(other.Epochs[n-1]), loss(own.Epochs[n-1])
		if other.State == model.Unfinished {
			o.Ends, o.Own, o.After = theirs, ours, n
		}
	}
	return o, ours-theirs > max(beyond*math.Hypot(own.noise(loss), other.noise(loss)), shown)
}

// kept returns the index of the epoch whose weights a run ends with.
func (r Run) kept() int {
	if r.Config.Patience > 0 && r.State == model.Finished {
		return r.Best()
	}
	return len(r.Epochs) - 1
}

func (r Run) noise(loss func(Epoch) float64) float64 {
	return noiseOf(Snapshot{Epochs: r.Epochs}.curve(lately, loss))
}
