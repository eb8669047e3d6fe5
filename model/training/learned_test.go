package training

import (
	"math"
	"slices"
	"testing"
)

// TestLearned_firstBatch takes one batch: with plain gradient descent each
// layer then has moved by the learning rate times its gradient.
func TestLearned_firstBatch(t *testing.T) {
	for _, change := range []func(*Config){
		func(c *Config) {},
		func(c *Config) { c.Init, c.L2, c.BatchSize = "he", 0.1, 50 },
		func(c *Config) { c.Init, c.Layers = "zeros", "linear:8,tanh,linear:4,relu,linear:1,sigmoid" },
		func(c *Config) { c.SkipDraws, c.Validation = 2080, 0.2 },
	} {
		c := Default()
		change(&c)
		run, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		run.Advance(1, 0)
		l := run.Look(Watch{Learned: true}).Detail.Learned
		if len(l.Layers) != c.learners() {
			t.Fatalf("%d layers, want %d", len(l.Layers), c.learners())
		}
		for k, layer := range l.Layers {
			near(t, "way of W", layer.MovedW, c.LearningRate*layer.GradW)
			near(t, "way of b", layer.MovedB, c.LearningRate*layer.GradB)
			if last := k == len(l.Layers)-1; last && layer.GradB == 0 {
				t.Error("the last bias has no gradient")
			}
		}
	}
}

// TestLearned_costsNothing looks in the middle of an epoch: the run goes on
// with the same numbers.
func TestLearned_costsNothing(t *testing.T) {
	c := Default()
	c.Layers = "linear:8,linear:4,linear:1,sigmoid"
	want := finish(t, c)
	run, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	run.Advance(100, 0)
	run.Look(Watch{Learned: true})
	run.Advance(math.MaxInt, 0)
	if got := run.Snapshot().Epochs; !slices.Equal(got, want.Epochs) {
		t.Errorf("%v, want %v", got, want.Epochs)
	}
}

// TestSingle folds a run of linear layers, and a single layer, which is its
// own product.
func TestSingle(t *testing.T) {
	for layers, want := range map[string]bool{
		"linear:64,linear:1,sigmoid":            true,
		"linear:9,linear:7,linear:1,sigmoid":    true,
		"linear:1,sigmoid":                      true,
		"linear:8,relu,linear:1,sigmoid":        false,
		"linear:1,sigmoid,linear:1,sigmoid":     false,
		"linear:1,linear:3000,linear:1,sigmoid": true,
	} {
		c := Default()
		c.Layers, c.Epochs, c.Init = layers, 1, "glorot"
		run, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		run.Advance(10, 0)
		s := run.Look(Watch{Learned: true}).Detail.Learned.Single
		if slices.Contains(c.ReadingNames(), "product_difference") != want || (s != nil) != want {
			t.Fatalf("%s: product %v", layers, s)
		}
		if !want {
			continue
		}
		loss, accuracy, _ := run.measure(run.net, &run.test, nil)
		if !(s.Difference < 1e-12) || math.Abs(s.Loss-loss) > 1e-12 || s.Accuracy != accuracy {
			t.Errorf("%s: %+v, want loss %v and accuracy %v", layers, *s, loss, accuracy)
		}
	}
}

// TestLearned_units counts units: equal ones that never part, random ones that
// learn, and those that too large steps have turned off for good.
func TestLearned_units(t *testing.T) {
	for _, c := range []struct {
		init, layers string
		rate         float64
		dead         [2]int // from, to
		distinct     int
	}{
		{"zeros", "linear:32,sigmoid,linear:1,sigmoid", 0.01, [2]int{0, 0}, 1},
		{"zeros", "linear:32,relu,linear:1,sigmoid", 0.01, [2]int{32, 32}, 1},
		{"he", "linear:32,relu,linear:1,sigmoid", 0.001, [2]int{0, 0}, 32},
		{"he", "linear:32,relu,linear:1,sigmoid", 0.5, [2]int{5, 31}, 32},
	} {
		config := Default()
		config.Init, config.Layers, config.LearningRate = c.init, c.layers, c.rate
		run, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		run.Advance(math.MaxInt, 0)
		l := run.Look(Watch{Learned: true}).Detail.Learned
		if l.Dead < c.dead[0] || l.Dead > c.dead[1] || l.Distinct != c.distinct {
			t.Errorf("%+v: %d dead, %d distinct", c, l.Dead, l.Distinct)
		}
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
