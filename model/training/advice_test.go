package training

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/floats"
	"pgregory.net/rapid"

	"nntui/model"
)

const (
	deepLayers   = "linear:64,relu,linear:32,relu,linear:1,sigmoid"
	linearLayers = "linear:64,linear:1,sigmoid"
)

var courses sync.Map // of what course returns, by config

// course trains the assignment's first run, changed, and returns a snapshot of
// each epoch and, where it diverged, of that.
func course(t *testing.T, change func(*Config)) []Snapshot {
	t.Helper()
	c := with(Default(), change)
	if known, ok := courses.Load(c); ok {
		return known.([]Snapshot)
	}
	run, list := begin(t, c, 0), []Snapshot{}
	for run.state() == model.Unfinished {
		run.Advance(run.Batches(), 0)
		list = append(list, run.Snapshot())
	}
	courses.Store(c, list)
	return list
}

// suspected lists what is suspected: "steps too small (lr 0.01)".
func suspected(a Advice) string {
	var list []string
	for _, s := range a.Suspects {
		list = append(list, fmt.Sprintf("%s (%s)", s.Cause, s.Try))
	}
	return strings.Join(list, ", ")
}

func assigned(t *testing.T, name string, epochs int) func(*Config) {
	t.Helper()
	i := slices.IndexFunc(Presets, func(p Preset) bool { return p.Name == name })
	return func(c *Config) { *c, c.Epochs = Presets[i].Config, epochs }
}

// TestAdvise has the words on runs, on either side of where they change.
func TestAdvise(t *testing.T) {
	const (
		small   = "steps too small (lr 0.01), steps too small (lr 0.003)"
		either  = "steps too small (lr 0.01), steps too large (lr 0.0001)"
		byHeart = "it learns by heart (stop early), it learns by heart (L2 0.1)"
	)
	is := func(epochs int, change func(*Config)) func(*Config) {
		return func(c *Config) { c.Epochs = epochs; change(c) }
	}
	rate := func(v float64) func(*Config) { return func(c *Config) { c.LearningRate = v } }
	l2 := func(v float64) func(*Config) { return func(c *Config) { c.L2 = v } }
	type words struct {
		epoch                     int
		head, evidence, suspected string
	}
	for _, c := range []struct {
		name   string
		change func(*Config)
		words  []words
	}{
		{"the first run", is(10, rate(0.001)), []words{
			{2, "", "", ""},
			{3, "Learning", "test loss fell by 0.1409 in 3 epochs", ""},
			{9, "Learning", "test loss fell by 0.1871 in 9 epochs", ""},
			{10, "Done", "test loss 0.2779, accuracy 0.9000", small + ", still improving (20 epochs)"},
		}},
		{"one epoch", is(1, rate(0.001)), []words{{1, "Done", "test loss 0.5388, accuracy 0.8270", small + ", still improving (2 epochs)"}}},
		{"weights that start too small", assigned(t, "1.6h-deep", 10), []words{
			{2, "", "", ""},
			{3, "Plateau", "accuracy 0.511 within 0.033 of a guess since epoch 1", "weights start too small (he), " + either},
			{9, "Plateau", "accuracy 0.515 within 0.033 of a guess since epoch 1", "weights start too small (he), " + either},
			{10, "Done", "test loss 0.6773, accuracy 0.5337", small + ", still improving (20 epochs)"},
		}},
		{"ReLUs with weights 0", is(3, func(c *Config) { c.Init = "zeros" }), []words{
			{2, "", "", ""},
			{3, "Plateau", "loss 0.693 = ln 2 within 0.0006 since epoch 1, gradient 0 in 64-32, 1 in 32-1", "with all weights 0 no gradient passes (glorot)"},
		}},
		{"equal units of a sigmoid", is(3, func(c *Config) { c.Init, c.Layers = "zeros", "linear:32,sigmoid,linear:1,sigmoid" }), []words{
			{3, "Plateau", "loss 0.694 = ln 2 within 0.002 since epoch 1", "equal units stay equal (glorot), steps too small (lr 0.01), steps too large (lr 0.0001)"},
		}},
		{"gradients that vanish", is(3, func(c *Config) { c.Layers = strings.ReplaceAll(Presets[8].Config.Layers, "relu", "sigmoid") }), []words{
			{3, "Plateau", "loss 0.694 = ln 2 within 0.001 since epoch 1, gradient 0.03 in 64-64, 3 in 16-1", "gradients vanish (ReLUs), weights start too small (he), steps too small (lr 0.01)"},
		}},
		{"tiny steps", is(6, rate(1e-5)), []words{
			{3, "Plateau", "loss 0.689 = ln 2 within 0.006 since epoch 1", "steps too small (lr 0.001), steps too small (lr 0.0001), steps too small (lr 3e-05)"},
			{4, "Plateau", "accuracy 0.533 within 0.033 of a guess since epoch 1", "steps too small (lr 0.001), steps too small (lr 0.0001), steps too small (lr 3e-05)"},
			{5, "Learning", "test loss fell by 0.0091 in 5 epochs", ""},
		}},
		{"a penalty", is(27, l2(1)), []words{
			{26, "Learning", "test loss fell by 0.0038 in 10 epochs", ""},
			{27, "Underfitting", "train accuracy 0.890, loss hardly falls", "L2 holds the weights down (L2 0), " + either},
		}},
		{"a heavy one", is(19, l2(5)), []words{
			{9, "Learning", "test loss rose by 0.0640 in 9 epochs", ""},
			{10, "Underfitting", "train accuracy 0.787, loss rises", "L2 holds the weights down (L2 0), " + either},
			{18, "Underfitting", "train accuracy 0.516, loss rises", "L2 holds the weights down (L2 0), " + either},
			{19, "Plateau", "accuracy 0.511 within 0.033 of a guess since epoch 17", "L2 holds the weights down (L2 0), " + either},
		}},
		{"one that turns weights around", l2(1e6), []words{
			{0, "Diverged", "loss is not finite at epoch 1, batch 53", "the penalty overshoots (L2 0.1), steps too large (lr 0.0001), steps too large (lr 0.00033)"},
		}},
		{"no layer that bends", assigned(t, "1.6f-double", 29), []words{
			{28, "Learning", "test loss fell by 0.0052 in 10 epochs", ""},
			{29, "Underfitting", "train accuracy 0.893, loss hardly falls", "no hidden layer that bends (64-32-1), " + either},
		}},
		{"a single layer that still falls", assigned(t, "1.6d-single", 25), []words{
			{25, "Done", "test loss 0.3107, accuracy 0.8764", "no hidden layer that bends (64-32-1), " + small},
		}},
		{"steps to and fro", is(27, rate(0.1)), []words{
			{2, "", "", ""},
			{3, "Dead ReLUs", "test loss 0.6951, 24 of 32 ReLUs dead", "its ReLUs have died (lr 0.01)"},
			{23, "Dead ReLUs", "test loss 0.5408, 27 of 32 ReLUs dead", "its ReLUs have died (lr 0.01)"},
			{24, "Plateau", "train loss 0.4648 at rest, 27 of 32 ReLUs dead", "its ReLUs have died (lr 0.01)"},
			{26, "Plateau", "train loss 0.4382 at rest, 27 of 32 ReLUs dead", "its ReLUs have died (lr 0.01)"},
			{27, "Unsteady", "train loss rose in 2 of 10 epochs, 27 of 32 ReLUs dead", "steps too large (lr 0.01), steps too large (lr 0.033)"},
		}},
		{"steps that have killed", is(40, rate(0.1)), []words{
			{36, "Unsteady", "train loss rose in 2 of 10 epochs, 27 of 32 ReLUs dead", "steps too large (lr 0.01), steps too large (lr 0.033)"},
			{40, "Dead ReLUs", "test loss 0.4648, 27 of 32 ReLUs dead", "its ReLUs have died (lr 0.01)"},
		}},
		{"one unit that starts at zero", is(30, func(c *Config) { c.Layers, c.Init = "linear:1,sigmoid", "zeros" }), []words{
			{30, "Done", "test loss 0.3044, accuracy 0.8787", "no hidden layer that bends (64-32-1), " + small},
		}},
		{"for long", is(91, func(c *Config) { c.Layers, c.Init = "linear:1,sigmoid", "zeros" }), []words{
			{90, "Learning", "test loss fell by 0.0015 in 10 epochs", ""},
			{91, "Underfitting", "train accuracy 0.896, loss hardly falls", "no hidden layer that bends (64-32-1), " + either},
		}},
		{"steps that kill", is(6, rate(0.2)), []words{
			{3, "Plateau", "loss 0.706 = ln 2 within 0.03 since epoch 1, 30 of 32 ReLUs dead", "its ReLUs have died (lr 0.02)"},
			{6, "Worse than guessing", "loss 0.71, guessing has 0.693, 30 of 32 ReLUs dead", "its ReLUs have died (lr 0.02), steps too large (lr 0.067)"},
		}},
		{"steps that saturate", is(3, rate(0.3)), []words{
			{2, "", "", ""},
			{3, "Worse than guessing", "loss 46.5, guessing has 0.693", "its outputs are saturated (lr 0.03), steps too large (lr 0.1)"},
		}},
		{"a loss that grows", is(8, func(c *Config) {
			c.Layers, c.Optimizer.Name, c.Optimizer.Momentum, c.LearningRate = "linear:1,sigmoid", "momentum", 0.9, 0.02
		}), []words{
			{7, "Learning", "test loss has no trend in 7 epochs", ""},
			{8, "Diverging", "loss 0.943, guessing has 0.693", "its outputs are saturated (lr 0.002), steps too large (lr 0.0067)"},
		}},
		{"far too large", rate(1e308), []words{{0, "Diverged", "loss is not finite at epoch 1, batch 2", "steps too large (lr 1e+307), steps too large (lr 3.3e+307)"}}},
		{"by heart", is(14, rate(0.03)), []words{
			{13, "Learning", "test loss fell by 0.0074 in 10 epochs", ""},
			{14, "Overfitting", "test loss +10 % since epoch 9", byHeart},
		}},
		{"until it gains no more", is(30, func(c *Config) { c.LearningRate, c.Validation, c.Patience = 0.01, 0.2, 5 }), []words{
			{16, "Learning", "valid. loss fell by 0.0142 in 10 epochs", ""},
			{17, "Stopped early", "no progress in 5 epochs", ""},
		}},
		{"a good end", is(30, func(c *Config) {
			c.Optimizer.Name, c.Optimizer.Momentum, c.Optimizer.Decay, c.Optimizer.Epsilon, c.LearningRate = "adam", 0.9, 0.999, 1e-8, 0.01
		}), []words{
			{30, "Done", "test loss 0.0677, accuracy 0.9798", ""},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := course(t, c.change)
			for _, w := range c.words {
				a := Advise(all[max(0, w.epoch-1)])
				if a.Head != w.head || a.Evidence != w.evidence || suspected(a) != w.suspected {
					t.Errorf("epoch %d: %q %q\n%s\nwant %q %q\n%s", w.epoch, a.Head, a.Evidence, suspected(a), w.head, w.evidence, w.suspected)
				}
			}
		})
	}
}

// TestAdvise_notes reads what else is said of runs that ended.
func TestAdvise_notes(t *testing.T) {
	for _, c := range []struct {
		change func(*Config)
		kind   Kind
		want   string
	}{
		{func(c *Config) { c.Epochs, c.LearningRate, c.Validation, c.Patience = 30, 0.01, 0.2, 5 }, Done, "the weights of epoch 12 are kept"},
		{func(c *Config) {
			c.Epochs = 30
			c.Optimizer.Name, c.Optimizer.Momentum, c.Optimizer.Decay, c.Optimizer.Epsilon, c.LearningRate = "adam", 0.9, 0.999, 1e-8, 0.01
		}, Done, "best at epoch 10"},
		{func(*Config) {}, Done, ""},
	} {
		all := course(t, c.change)
		if a := Advise(all[len(all)-1]); a.Kind != c.kind || a.Note != c.want {
			t.Errorf("%+v, want %q", a, c.want)
		}
	}
}

// made returns a run of these losses in training, which its batches give a
// standard error of so much, and of these on the test, with an accuracy in
// training and in the test.
func made(train, test []float64, noise, accuracy, tested float64) Snapshot {
	s := Snapshot{Config: with(Default(), func(c *Config) { c.BatchSize = 224 }), Batches: 4, Health: []HealthRow{{Error: noise}}}
	for i, loss := range train {
		s.Epochs = append(s.Epochs, Epoch{LossTrain: loss, AccuracyTrain: accuracy, LossTest: test[i], AccuracyTest: tested})
	}
	return s
}

// line returns n values from one to another.
func line(n int, from, to float64) []float64 { return floats.Span(make([]float64, n), from, to) }

func TestAdvise_unsteady(t *testing.T) {
	zigzag := func(n int, by, accuracy float64) Snapshot {
		loss := make([]float64, n)
		for i := range loss {
			loss[i] = 0.4 + by*float64(i%2)
		}
		return made(loss, loss, 0.01, accuracy, accuracy)
	}
	long := zigzag(5, 0.02, 0.9)
	rest := made(line(10, 0.4, 0.1), line(10, 0.4, 0.1), 0.01, 0.9, 0.9)
	long.Epochs = append(long.Epochs, rest.Epochs...)
	unknown := zigzag(5, 0.02, 0.9)
	unknown.Health = nil
	for _, c := range []struct {
		name string
		s    Snapshot
		want bool
	}{
		{"up and down twice", zigzag(5, 0.0101, 0.9), true},
		{"up twice, down once", zigzag(4, 0.0101, 0.9), false},
		{"by less than its batches explain", zigzag(5, 0.0099, 0.9), false},
		{"with few mistakes", zigzag(5, 0.02, 0.995), false},
		{"with more", zigzag(5, 0.02, 0.993), true},
		{"long ago", long, false},
		{"by batches that are not known", unknown, false},
	} {
		if a := Advise(c.s); (a.Kind == Unsteady) != c.want {
			t.Errorf("%s: %+v", c.name, a)
		}
	}
}

func TestAdvise_worse(t *testing.T) {
	at := func(loss ...float64) Snapshot { return made(loss, loss, 0.01, 0.7, 0.7) }
	for _, c := range []struct {
		s    Snapshot
		head string
	}{
		{at(0.8, 0.8, 0.8), "Worse than guessing"},
		{at(0.8, 0.8), ""},
		{at(0.7, 0.7, math.Ln2+0.0201), "Worse than guessing"},
		{at(0.7, 0.7, math.Ln2+0.0199), "Learning"},
		{at(1, 0.9, 0.8), "Learning"},
		{at(0.8, 0.9, 1), "Diverging"},
	} {
		if a := Advise(c.s); a.Head != c.head {
			t.Errorf("%v: %+v", c.s.Epochs, a)
		}
	}
}

// A run guesses as long as its accuracy is that of one who says the same to
// all, give or take chance.
func TestAdvise_guessing(t *testing.T) {
	guess := func(accuracy, loss float64) Snapshot {
		return made(line(4, loss+0.1, loss), line(4, 1, 0.9), 0.01, accuracy, 0.5)
	}
	edge := 901. / 1797
	for range 50 {
		edge = 901./1797 + 2*shareError(edge, 896)
	}
	for _, c := range []struct {
		s    Snapshot
		want string
	}{
		{guess(edge-1e-4, 0.4), fmt.Sprintf("accuracy %.3f within 0.033 of a guess since epoch 1", edge)},
		{guess(1-edge+1e-4, 0.4), fmt.Sprintf("accuracy %.3f within 0.033 of a guess since epoch 1", 1-edge)},
		{guess(0.5, math.Ln2-0.0199), "loss 0.673 = ln 2 within 0.02 since epoch 1"},
		{guess(0.5, math.Ln2-0.0201), "accuracy 0.500 within 0.033 of a guess since epoch 1"},
	} {
		if a := Advise(c.s); a.Kind != Plateau || a.Evidence != c.want {
			t.Errorf("%+v\nwant %q", a, c.want)
		}
	}
	for _, s := range []Snapshot{guess(edge+1e-4, 0.4), guess(1-edge-1e-4, 0.4)} {
		if a := Advise(s); a.Kind != Learning {
			t.Errorf("%+v", a)
		}
	}
	late := guess(0.5, 0.4)
	late.Epochs[0].AccuracyTrain = 0.9
	if a := Advise(late); a.Evidence != "accuracy 0.500 within 0.033 of a guess since epoch 2" {
		t.Errorf("%+v", a)
	}
	late.Epochs[1].AccuracyTrain = 0.9
	if a := Advise(late); a.Kind != Learning {
		t.Errorf("for two epochs: %+v", a)
	}
}

func TestAdvise_resting(t *testing.T) {
	over := func(n int, fell, accuracy float64) Snapshot {
		return made(line(n, 0.3, 0.3-fell), line(n, 0.3, 0.3), 0.01, accuracy, accuracy)
	}
	of := func(s Snapshot, change func(*Config)) Snapshot { change(&s.Config); return s }
	for _, c := range []struct {
		name           string
		s              Snapshot
		head, evidence string
	}{
		{"at rest", over(10, 0, 0.9), "Plateau", "train loss 0.3000 at rest"},
		{"for nine epochs", over(9, 0, 0.9), "Learning", "test loss no longer moves"},
		{"by less than is shown", over(10, 0.00004, 0.9), "Plateau", "train loss 0.3000 at rest"},
		{"by more", over(10, 0.00006, 0.9), "Plateau", "train loss 0.2999 hardly falls"},
		{"at a pace for too little", over(10, 0.00899, 0.9), "Plateau", "train loss 0.2910 hardly falls"},
		{"at one for enough", over(10, 0.00901, 0.9), "Learning", "test loss no longer moves"},
		{"for long at half of it", over(20, 0.0096, 0.9), "Learning", "test loss no longer moves"},
		{"rising", over(10, -0.00006, 0.9), "Plateau", "train loss 0.3001 rises"},
		{"hardly rising", over(10, -0.00004, 0.9), "Plateau", "train loss 0.3000 at rest"},
		{"few mistakes", over(10, 0, 0.995), "Learning", "test loss no longer moves"},
		{"some", over(10, 0, 0.993), "Plateau", "train loss 0.3000 at rest"},
		{"with a penalty", of(over(10, 0, 0.9), func(c *Config) { c.L2 = 1e-9 }), "Underfitting", "train accuracy 0.900, loss at rest"},
		{"of linear layers", of(over(10, 0, 0.9), func(c *Config) { c.Layers = linearLayers }), "Underfitting", "train accuracy 0.900, loss at rest"},
	} {
		if a := Advise(c.s); a.Head != c.head || a.Evidence != c.evidence {
			t.Errorf("%s: %+v", c.name, a)
		}
	}
}

func TestAdvise_overfitting(t *testing.T) {
	// The best epoch is the first of n; since then the test loss rose by so much, and the training loss fell by so much.
	since := func(n int, rose, fell, accuracy float64) Snapshot {
		return made(line(n, 0.2, 0.2-fell), line(n, 0.3, 0.3+rose), 0.01, 1, accuracy)
	}
	of := func(s Snapshot, change func(*Config)) Snapshot { change(&s.Config); return s }
	for _, c := range []struct {
		name      string
		s         Snapshot
		head      string
		suspected string
	}{
		{"five epochs", since(6, 0.03, 0.1, 0.95), "Overfitting", "it learns by heart (stop early), it learns by heart (L2 0.1)"},
		{"four", since(5, 0.03, 0.1, 0.95), "Learning", ""},
		{"hardly", since(6, 0.00006, 0.1, 0.95), "Overfitting", "it learns by heart (stop early), it learns by heart (L2 0.1)"},
		{"by less than is shown", since(6, 0.00004, 0.1, 0.95), "Learning", ""},
		{"no better in training", since(6, 0.03, 0.00004, 0.95), "Learning", ""},
		{"a little better", since(6, 0.03, 0.00006, 0.95), "Overfitting", "it learns by heart (stop early), it learns by heart (L2 0.1)"},
		{"by what chance explains", since(6, 0.03, 0.1, 0.9933), "Learning", ""},
		{"and by more", since(6, 0.03, 0.1, 0.9921), "Overfitting", "it learns by heart (stop early), it learns by heart (L2 0.1)"},
		{"with patience", of(since(6, 0.03, 0.1, 0.95), func(c *Config) { c.Patience = 9 }), "Overfitting", "it learns by heart (L2 0.1)"},
		{"and a penalty", of(since(6, 0.03, 0.1, 0.95), func(c *Config) { c.Patience, c.L2 = 9, 0.001 }), "Overfitting", ""},
	} {
		if a := Advise(c.s); a.Head != c.head || suspected(a) != c.suspected {
			t.Errorf("%s: %+v", c.name, a)
		}
	}
	if a := Advise(since(6, 0.03, 0.1, 0.95)); a.Evidence != "test loss +10 % since epoch 1" || a.Suspects[0].Remedy.Validation != 0.2 || a.Suspects[0].Remedy.Patience != 5 {
		t.Errorf("%+v", a)
	}
	if a := Advise(since(6, 9, 0.1, 0.95)); a.Evidence != "test loss +999 % since epoch 1" {
		t.Errorf("%+v", a)
	}
	long := made(append(line(6, 0.3, 0.2), line(10, 0.2, 0.2)...), line(16, 0.3, 0.4), 0.01, 1, 0.95)
	if a := Advise(long); a.Evidence != "test loss +33 % since epoch 1" {
		t.Errorf("it fell since the best epoch, though not lately: %+v", a)
	}
	held := since(6, 0.03, 0.1, 0.95)
	held.Config.Validation = 0.3
	for i := range held.Epochs {
		e := &held.Epochs[i]
		e.LossValidation, e.AccuracyValidation, e.LossTest = e.LossTest, 0.9, 0.1
	}
	if a := Advise(held); a.Evidence != "valid. loss +10 % since epoch 1" || a.Suspects[0].Remedy.Validation != 0.3 {
		t.Errorf("%+v", a)
	}
	held.Epochs[5].AccuracyValidation = 0.99
	if a := Advise(held); a.Kind == Overfitting {
		t.Errorf("within chance: %+v", a)
	}
}

// TestSnapshot_sizes compares with what a run has.
func TestSnapshot_sizes(t *testing.T) {
	for _, validation := range []float64{0, 0.25} {
		run := begin(t, with(Default(), func(c *Config) { c.Validation, c.Split, c.BatchSize = validation, 0.613, 7 }), 1)
		held := run.test.Len()
		if validation > 0 {
			held = run.valid.Len()
		}
		s := run.Snapshot()
		if got, want := s.trained(), run.train.Len()/7*7; got != want {
			t.Errorf("%d trained, want %d", got, want)
		}
		if got, want := s.judged(), held/7*7; got != want {
			t.Errorf("%d judged, want %d", got, want)
		}
	}
}

// TestAdvise_inside names layers by what was measured of them.
func TestAdvise_inside(t *testing.T) {
	s := made(line(10, 0.3, 0.3), line(10, 0.3, 0.3), 0.01, 0.9, 0.9)
	for _, c := range []struct {
		layers    [4]LayerHealth
		evidence  string
		suspected string
	}{
		{[4]LayerHealth{{1, 1e-3, 0, false}, {0, 0, 0.5, false}, {2, 1e-3, 0, false}}, "", "steps too small (lr 0.01), steps too large (lr 0.0001), steps too small (lr 0.003)"},
		{[4]LayerHealth{{1, 1e-3, 0, false}, {0, 0, 0.5001, false}, {2, 1e-3, 0, false}}, ", 16 of 32 ReLUs dead", "its ReLUs have died (lr 0.0001)"},
		{[4]LayerHealth{{0.001, 0.99e-4, 0, false}, {}, {2, 1e-4, 0, false}}, ", gradient 0.001 in 64-32, 2 in 32-1", "gradients vanish (ReLUs), steps too small (lr 0.01), steps too large (lr 0.0001)"},
		{[4]LayerHealth{{0.001, 1e-4, 0, false}, {}, {2, 1e-4, 0, false}}, "", "steps too small (lr 0.01), steps too large (lr 0.0001), steps too small (lr 0.003)"},
		{[4]LayerHealth{{0.001, 1e-5, 0, false}, {}, {2, 0.99e-4, 0, false}}, "", "steps too small (lr 0.1), steps too small (lr 0.01), steps too small (lr 0.003)"},
	} {
		s.Health = []HealthRow{{10, c.layers[:], 0.01}}
		if a := Advise(s); a.Evidence != "train loss 0.3000 at rest"+c.evidence || suspected(a) != c.suspected {
			t.Errorf("%+v: %s\nwant %q %s", a, suspected(a), c.evidence, c.suspected)
		}
	}
}

// What the layers' health has against a run is said while there are mistakes in
// training, and of one that has ended, too.
func TestAdvise_hampered(t *testing.T) {
	falling := func(n int, accuracy float64, h LayerHealth, relu float64) Snapshot {
		s := made(line(n, 0.4, 0.1), line(n, 0.4, 0.1), 0.01, accuracy, accuracy)
		s.Health[0].Layers, s.State = []LayerHealth{h, {Off: relu}, {2, 1e-3, 0, false}, {}}, model.Finished
		return s
	}
	well, still := LayerHealth{1, 1e-3, 0, false}, LayerHealth{0.001, 0.99e-4, 0, false}
	for _, c := range []struct {
		s              Snapshot
		head, evidence string
	}{
		{falling(3, 0.9, well, 0.5001), "Dead ReLUs", "test loss 0.1000, 16 of 32 ReLUs dead"},
		{falling(3, 0.9, still, 0), "Vanishing gradients", "test loss 0.1000, gradient 0.001 in 64-32, 2 in 32-1"},
		{falling(3, 0.993, still, 0), "Vanishing gradients", "test loss 0.1000, gradient 0.001 in 64-32, 2 in 32-1"},
		{falling(3, 0.995, still, 0), "Done", "test loss 0.1000, accuracy 0.9950"},
		{falling(3, 0.9, well, 0.5), "Done", "test loss 0.1000, accuracy 0.9000"},
		{falling(2, 0.9, well, 1), "Done", "test loss 0.1000, accuracy 0.9000"},
	} {
		if a := Advise(c.s); a.Head != c.head || a.Evidence != c.evidence {
			t.Errorf("%+v, want %q %q", a, c.head, c.evidence)
		}
	}
}

// Whatever a run looks like, there are words for it, and each remedy differs.
func TestAdvise_any(t *testing.T) {
	numbers := rapid.OneOf(rapid.Float64Range(0, 1), rapid.SampledFrom([]float64{0, 1, math.Ln2, 1e300, 1e-300, 100}))
	rapid.Check(t, func(t *rapid.T) {
		s := Snapshot{Config: rapid.SampledFrom(Presets).Draw(t, "preset").Config, Batches: rapid.IntRange(0, 9).Draw(t, "batches")}
		s.Config.L2 = rapid.SampledFrom([]float64{0, 1e-3, 1e6}).Draw(t, "L2")
		s.State = rapid.SampledFrom([]model.State{model.Unfinished, model.Finished, model.Diverged}).Draw(t, "state")
		for range rapid.IntRange(0, 80).Draw(t, "epochs") {
			s.Epochs = append(s.Epochs, Epoch{LossTrain: numbers.Draw(t, ""), AccuracyTrain: rapid.Float64Range(0, 1).Draw(t, ""), LossTest: numbers.Draw(t, "")})
		}
		s.Health = []HealthRow{{Error: numbers.Draw(t, "error")}}
		a := Advise(s)
		if (a.Head == "") != (a.Kind == Starting) || len(a.Suspects) > maxSuspects || len(a.Head+a.Evidence) > 90 {
			t.Fatalf("%+v", a)
		}
		for _, x := range a.Suspects {
			if x.Remedy == s.Config || x.Try == "" || x.Cause == "" {
				t.Fatalf("%+v", x)
			}
		}
	})
}
