package training

import (
	"time"

	"nntui/model"
)

// A Candidate is a config to be tried. Where By is not 0, and it does not get
// off the ground, its learning rate is looked for decade by decade: by 10 for
// larger ones, by 0.1 for smaller ones.
type Candidate struct {
	Config
	By float64
}

// Candidates are tried one after another; the rest is empty.
type Candidates [maxSuspects]Candidate

// Candidates returns the remedies of an advice.
func (a Advice) Candidates() (c Candidates) {
	for i, s := range a.Suspects {
		c[i] = Candidate{s.Remedy, s.By}
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
	todo    []Candidate
	runs    []Run
	now     *Training // nil between two
	most    int       // epochs that it may do
	decades int       // of learning rates that may still be looked at
}

// NewTrials returns the trials of candidates before the first.
func NewTrials(c Candidates) (*Trials, error) {
	t := &Trials{}
	for _, candidate := range c {
		if candidate != (Candidate{}) {
			t.todo = append(t.todo, candidate)
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

func (t *Trials) over() bool { return len(t.todo) == 0 }

// step does a batch, or begins the next run.
func (t *Trials) step() {
	if t.now == nil {
		t.begin()
		return
	}
	if len(t.now.at.Epochs) < t.most {
		t.now.Advance(1, 0)
	}
	switch {
	case t.decades > 0 && t.now.early() && !t.now.starts():
		t.further()
	case t.now.state() != model.Unfinished || len(t.now.at.Epochs) >= t.most:
		t.end(RunOf(t.now.Snapshot(), 0))
	}
}

// begin opens the first of those to be tried.
func (t *Trials) begin() {
	const decades = 20
	c := t.todo[0]
	run, err := New(c.Config)
	if err != nil {
		t.end(Run{Config: c.Config})
		return
	}
	t.now, t.most, t.decades = run, min(c.Epochs, run.bearable()), 0
	if c.By != 0 {
		t.decades = min(decades, run.bearable()/(2*fewest))
	}
}

// end keeps what was tried, and goes to the next.
func (t *Trials) end(r Run) {
	t.runs, t.todo, t.now = append(t.runs, r), t.todo[1:], nil
}

// further tries the next decade, or where there is none the first again, as it
// is.
func (t *Trials) further() {
	by, c := t.todo[0].By, t.now.at.Config
	c.LearningRate = twoDigits(c.LearningRate * by)
	t.decades--
	run, err := New(c)
	if t.decades == 0 || err != nil {
		t.decades = 0
		run, _ = New(t.todo[0].Config) // which has begun before
	}
	t.now = run
}

// early reports whether a run has come just as far as a verdict takes, or
// diverged.
func (t *Training) early() bool {
	return len(t.at.Epochs) == fewest && t.at.Batch == 0 || t.state() == model.Diverged
}

// starts reports whether a run gets off the ground: it neither guesses nor
// grows, and its layers learn.
func (t *Training) starts() bool {
	k := Advise(t.Snapshot()).Kind
	return k != Growing && k != Plateau && k != Hampered
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
	return most / (3*len(t.at.Values)*t.train.Len() + batch*t.Batches())
}
