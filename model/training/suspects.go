package training

import (
	"slices"
	"strconv"
	"strings"

	"nntui/model"
)

// A Suspect is what may be behind a verdict, and a remedy that tells: where a
// run with it does better, that was it.
type Suspect struct {
	Cause  string
	Try    string // what the remedy changes, in few letters, as Differences has it
	Remedy Config
	By     float64 // see Candidate
}

// maxSuspects is how many remedies are tried at most.
const maxSuspects = 3

// symptoms are what a suspicion follows from.
type symptoms struct {
	Snapshot
	Kind
	c           Config // the settings in effect
	dead, flat  bool   // dead ReLUs, flat outputs
	still, slow bool   // at rest, guessing or hampered; or ended before it was done
	leads       bool   // the steps lead away, or to and fro
}

// suspects are the usual ones. Of those that fit the symptoms the first are
// tried: a new one is a row.
var suspects = []struct {
	cause  string
	fits   func(symptoms) bool
	change func(*Config)
	try    string // where Differences would say it in too many letters
}{
	{"the penalty overshoots", func(s symptoms) bool { return s.leads && s.c.LearningRate*s.c.L2 >= 1 }, func(c *Config) { c.L2 = twoDigits(0.0001 / c.LearningRate) }, ""},
	{"with all weights 0 no gradient passes", func(s symptoms) bool { return s.still && s.zero() }, func(c *Config) { c.Init = "glorot" }, ""},
	{"equal units stay equal", func(s symptoms) bool { return s.still && s.c.Init == "zeros" && s.c.learners() > 1 && !s.zero() }, func(c *Config) { c.Init = "glorot" }, ""},
	{"L2 holds the weights down", func(s symptoms) bool { return s.slow && s.c.L2 > 0 }, func(c *Config) { c.L2 = 0 }, ""},
	{"no hidden layer that bends", func(s symptoms) bool { return s.slow && s.c.straight() }, func(c *Config) { c.Layers = Base.Layers }, ""},
	{"its ReLUs have died", func(s symptoms) bool { return s.dead && (s.still || s.Kind == Growing) && s.c.Init != "zeros" }, rate(1, 10), ""},
	{"its outputs are saturated", func(s symptoms) bool { return s.flat && s.Kind == Growing }, rate(1, 10), ""},
	{"steps too large", func(s symptoms) bool { return s.leads && (s.Kind == Unsteady || !s.dead && !s.flat) }, rate(1, 10), ""},
	{"steps too large", func(s symptoms) bool { return s.leads }, rate(1, 3), ""},
	{"gradients vanish", func(s symptoms) bool { _, _, ok := s.vanishing(); return s.still && ok && !s.dead }, bent, "ReLUs"},
	{"weights start too small", func(s symptoms) bool { return s.still && s.c.Init == "notebook" && s.c.learners() > 2 }, func(c *Config) { c.Init = "he" }, ""},
	{"steps too small", func(s symptoms) bool { return s.slow && s.tiny() }, rate(100, 1), ""},
	{"steps too small", func(s symptoms) bool { return s.slow && !s.dead }, rate(10, 1), ""},
	{"steps too large", func(s symptoms) bool { return s.still && !s.tiny() && !s.dead }, rate(1, 10), ""},
	{"steps too small", func(s symptoms) bool { return s.slow && !s.dead }, rate(3, 1), ""},
	{"still improving", func(s symptoms) bool { return s.Kind == Done && s.improving() }, func(c *Config) { c.Epochs = min(2*c.Epochs, model.Most.Steps) }, ""},
	{"it learns by heart", func(s symptoms) bool { return s.Kind == Overfitting && s.c.Patience == 0 }, stopEarly, "stop early"},
	{"it learns by heart", func(s symptoms) bool { return s.Kind == Overfitting && s.c.L2 == 0 }, func(c *Config) { c.L2 = 0.1 }, ""},
}

// basis returns the settings that a remedy changes: those in effect.
func basis(s Snapshot) Config { return s.Now() }

// suspectsOf lists what may be behind a verdict.
func suspectsOf(s Snapshot, k Kind) (list []Suspect) {
	if s.Stopped {
		return nil
	}
	_, dead := s.dead()
	still := k == Plateau || k == Underfitting || k == Hampered
	seen := symptoms{
		Snapshot: s, Kind: k, c: basis(s), dead: dead, flat: s.saturated(),
		still: still, slow: still || k == Done && s.improving(),
		leads: k == Growing || k == Unsteady,
	}
	for _, row := range suspects {
		if !row.fits(seen) {
			continue
		}
		x := Suspect{Cause: row.cause, Remedy: seen.c}
		row.change(&x.Remedy)
		x.Try, x.By = strings.Join(Differences(seen.c, x.Remedy), ", "), direction(seen.c, x.Remedy)
		if x.Try != "" && row.try != "" {
			x.Try = row.try
		}
		if x.Try != "" && len(list) < maxSuspects {
			list = append(list, x)
		}
	}
	return list
}

// direction is by what a learning rate is looked for further, 0 where a remedy
// leaves it as it is.
func direction(own, remedy Config) float64 {
	switch {
	case remedy.LearningRate > own.LearningRate:
		return 10
	case remedy.LearningRate < own.LearningRate:
		return 0.1
	}
	return 0
}

// improving reports whether a run ended while it learned: its loss on what is
// held out still fell, or it was the lowest at the end of a run that is too
// short to tell.
func (s Snapshot) improving() bool {
	n := len(s.Epochs)
	return s.State == model.Finished && (trendOf(s.curve(lately, s.Config.held)).falls() || n < fewest && s.Best() == n-1)
}

// rate changes the learning rate.
func rate(times, over float64) func(*Config) {
	return func(c *Config) { c.LearningRate = twoDigits(c.LearningRate * times / over) }
}

// twoDigits rounds to a number that a user would choose.
func twoDigits(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 1, 64), 64) // what is out of range is infinite
	return y
}

// bent takes ReLUs in place of all activations but the last, and weights that
// suit them.
func bent(c *Config) {
	layers := strings.Split(c.Layers, ",")
	for i, l := range layers[:len(layers)-1] {
		if slices.Contains([]string{"sigmoid", "tanh"}, l) {
			layers[i] = "relu"
		}
	}
	c.Layers, c.Init = strings.Join(layers, ","), "he"
}

func stopEarly(c *Config) { c.Validation, c.Patience = max(c.Validation, 0.2), 5 }
