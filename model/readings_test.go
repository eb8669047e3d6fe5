package model

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// readingOf returns the reading of that name.
func readingOf(t testing.TB, readings []Reading, name string) Reading {
	t.Helper()
	i := slices.IndexFunc(readings, func(r Reading) bool { return r.Name == name })
	if i < 0 {
		t.Fatalf("no reading %q in %v", name, readings)
	}
	return readings[i]
}

// checkReadings wants the readings that were announced, each once, with
// something to read, and a number where the text is one.
func checkReadings(t testing.TB, readings []Reading, names []string) {
	t.Helper()
	if len(readings) != len(names) {
		t.Fatalf("%d readings for %d names", len(readings), len(names))
	}
	for i, r := range readings {
		isNumber := r.Text == "infinite" || strings.ContainsAny(r.Text[:1], "-0123456789")
		switch {
		case r.Name != names[i] || slices.Index(names, r.Name) != i:
			t.Errorf("reading %d is %q, want %q, once", i, r.Name, names[i])
		case strings.TrimSpace(r.Text) == "" || strings.Contains(r.Text, "\n"):
			t.Errorf("%s reads %q", r.Name, r.Text)
		case r.Name != "reason" && isNumber == math.IsNaN(r.Value):
			t.Errorf("%s reads %q, with the value %v", r.Name, r.Text, r.Value)
		}
	}
}

// TestReadings_any takes the readings of any descent, also of one that leads
// away.
func TestReadings_any(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := DefaultDescent()
		c.Surface = rapid.SampledFrom([]string{"assignment", "bowl", "saddle", "ackley"}).Draw(t, "surface")
		c.Method = rapid.SampledFrom(Methods).Draw(t, "method").Name
		c.Step = rapid.Float64Range(1e-6, 1e6).Draw(t, "step")
		c.X = rapid.Float64Range(-5, 5).Draw(t, "x")
		d, err := NewDescent(c)
		if err != nil {
			t.Fatal(err)
		}
		d.Advance(rapid.IntRange(0, 30).Draw(t, "steps"), 0)
		readings := d.Snapshot().Readings()
		if names := c.ReadingNames(); len(readings) != len(names) {
			t.Fatalf("%d readings for %d names", len(readings), len(names))
		}
		for _, r := range readings {
			if r.Text == "" || len(r.Text) > 80 {
				t.Errorf("%s reads %q", r.Name, r.Text)
			}
		}
	})
}

func TestDescentSnapshot_Readings(t *testing.T) {
	for _, c := range []struct {
		change func(*DescentConfig)
		want   map[string]string
	}{
		{func(c *DescentConfig) {}, map[string]string{
			"start_f": "24.0889", "f": "1.2469", "steps": "20", "minimum": "local minimum", "minimum_f": "1.2427",
			"distance": "0.072", "global_f": "-2.2807", "rate": "0.1", "state": "finished", "best_step": "20",
		}},
		{func(c *DescentConfig) { c.Step, c.Steps = 0.315, 6 }, map[string]string{
			"f": "-2.1636", "best_f": "-2.2166", "best_step": "5", "minimum": "global minimum", "distance": "0.17",
			"curvature": "11.04", "stable_rate": "0.181",
		}},
		{func(c *DescentConfig) { c.Step, c.Decay, c.Steps = 0.2, 0.95, 3 }, map[string]string{"rate": "0.18", "steps": "3"}},
		{func(c *DescentConfig) { c.Step, c.Steps = 2, 2000 }, map[string]string{"state": "diverged"}},
		{func(c *DescentConfig) { c.Surface = "saddle" }, map[string]string{
			"minimum": "none", "distance": "none", "curvature": "none", "global_f": "none", "reason": "it did not diverge",
		}},
		{func(c *DescentConfig) { c.Method = "newton" }, map[string]string{"rate": "none"}},
		{func(c *DescentConfig) { c.Surface, c.X, c.Y = "bowl", 0, 0 }, map[string]string{"f": "0.0000", "distance": "0", "curvature": "10", "stable_rate": "0.2"}},
		{func(c *DescentConfig) { c.Surface, c.X, c.Y, c.Steps = "himmelblau", -3, -3, 0 }, map[string]string{
			"x": "-3.0000", "global_distance": "0.83", "steps": "0", "state": "finished",
		}},
	} {
		config := DefaultDescent()
		c.change(&config)
		d, err := NewDescent(config)
		if err != nil {
			t.Fatal(err)
		}
		d.Advance(math.MaxInt, 0)
		readings := d.Snapshot().Readings()
		checkReadings(t, readings, config.ReadingNames())
		checkTexts(t, readings, c.want)
	}
}

func checkTexts(t *testing.T, readings []Reading, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if got := readingOf(t, readings, name).Text; got != text {
			t.Errorf("%s reads %q, want %q", name, got, text)
		}
	}
}

func TestCheckSnapshot_Readings(t *testing.T) {
	for _, c := range []struct {
		config CheckConfig
		want   map[string]string
	}{
		{DefaultCheck(), map[string]string{
			"entries": "5", "failed": "0", "worst": "x[2]", "error": "1.2e-08", "largest": "0.0914", "smallest": "0.0026",
			"cause": "none", "taylor": "2.00", "state": "finished",
		}},
		{CheckConfig{"relu", "central", 1e-3, seed, NoFault}, map[string]string{"largest": "1", "smallest": "0", "taylor": "none"}},
		{CheckConfig{"relu", "central", 100, seed, NoFault}, map[string]string{"kinks": "5", "entries": "5"}},
		{CheckConfig{"network", "central", 1e-5, seed, "sign"}, map[string]string{"cause": "sign"}},
		{CheckConfig{"one-layer-a", "central-h", 1e-5, seed, NoFault}, map[string]string{"loss": "2.30988"}},
		{CheckConfig{"sigmoid", "central", 1e-14, seed, NoFault}, map[string]string{"failed": "5", "cause": "h"}},
	} {
		check, err := NewCheck(c.config)
		if err != nil {
			t.Fatal(err)
		}
		checkTexts(t, check.Snapshot().Readings(), map[string]string{"error": "not yet", "best_h": "not yet", "state": "unfinished"})
		check.Advance(math.MaxInt, 0)
		readings := check.Snapshot().Readings()
		checkReadings(t, readings, c.config.ReadingNames())
		checkTexts(t, readings, c.want)
	}
}

// TestTrainingSnapshot_Readings takes the readings of all presets, after two
// epochs; their losses are NumPy's.
func TestTrainingSnapshot_Readings(t *testing.T) {
	for _, p := range Presets {
		c := p.Config
		c.Epochs = 2
		run, err := NewTraining(c)
		if err != nil {
			t.Fatal(err)
		}
		checkTexts(t, run.Snapshot().Readings(0), map[string]string{"loss_test": "not yet", "ms": "not measured", "moved_W1": "not yet"})
		run.Advance(math.MaxInt, 0)
		readings := run.Look(Watch{Learned: true}).Readings(3 * time.Second)
		checkReadings(t, readings, c.ReadingNames())
		checkTexts(t, readings, map[string]string{"epochs": "2", "ms": "1500", "seconds": "3", "perfect_epoch": "never"})

		golden := NumPy(c)
		for i, name := range []string{"loss_train", "accuracy_train", "loss_test", "accuracy_test"} {
			first, last := readingOf(t, readings, "first_"+name).Value, readingOf(t, readings, name).Value
			if math.Abs(first-golden[0][i]) > 1e-9 || math.Abs(last-golden[1][i]) > 1e-9 {
				t.Errorf("%s: %s is %v and %v, NumPy has %v and %v", p.Name, name, first, last, golden[0][i], golden[1][i])
			}
		}
	}
}

// TestLearned_firstBatch takes one batch: with plain gradient descent each
// layer then has moved by the learning rate times its gradient.
func TestLearned_firstBatch(t *testing.T) {
	for _, change := range []func(*TrainingConfig){
		func(c *TrainingConfig) {},
		func(c *TrainingConfig) { c.Init, c.L2, c.BatchSize = "he", 0.1, 50 },
		func(c *TrainingConfig) { c.Init, c.Layers = "zeros", "linear:8,tanh,linear:4,relu,linear:1,sigmoid" },
		func(c *TrainingConfig) { c.SkipDraws, c.Validation = 2080, 0.2 },
	} {
		c := DefaultTraining()
		change(&c)
		run, err := NewTraining(c)
		if err != nil {
			t.Fatal(err)
		}
		run.Advance(1, 0)
		l := run.Look(Watch{Learned: true}).Detail.Learned
		if len(l.Layers) != linearLayers(c) {
			t.Fatalf("%d layers, want %d", len(l.Layers), linearLayers(c))
		}
		for k, layer := range l.Layers {
			near(t, "way of W", []float64{layer.MovedW}, c.LearningRate*layer.GradW)
			near(t, "way of b", []float64{layer.MovedB}, c.LearningRate*layer.GradB)
			if last := k == len(l.Layers)-1; last && layer.GradB == 0 {
				t.Error("the last bias has no gradient")
			}
		}
	}
}

// TestLearned_costsNothing looks in the middle of an epoch: the run goes on
// with the same numbers.
func TestLearned_costsNothing(t *testing.T) {
	c := DefaultTraining()
	c.Layers = "linear:8,linear:4,linear:1,sigmoid"
	want := finish(t, c)
	run, err := NewTraining(c)
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
		c := DefaultTraining()
		c.Layers, c.Epochs, c.Init = layers, 1, "glorot"
		run, err := NewTraining(c)
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
		test, _ := run.measure(run.net, &run.test, nil)
		loss, accuracy := test.means()
		if !(s.Difference < 1e-12) || math.Abs(s.Loss-loss) > 1e-12 || s.Accuracy != accuracy {
			t.Errorf("%s: %+v, want loss %v and accuracy %v", layers, *s, loss, accuracy)
		}
	}
}

// TestTrainingReadings_stopped reads the best epoch of a run that stopped early.
func TestTrainingReadings_stopped(t *testing.T) {
	c := DefaultTraining()
	c.Epochs, c.LearningRate, c.Validation, c.Patience = 200, 0.05, 0.2, 5
	s := finish(t, c)
	if !s.Stopped {
		t.Fatal("it did not stop")
	}
	best := s.Epochs[s.Best()]
	checkTexts(t, s.Readings(0), map[string]string{
		"epochs": whole(len(s.Epochs)).Text, "best_epoch": whole(len(s.Epochs) - 5).Text, "best_loss_test": decimals(best.LossTest).Text,
	})
}

func TestReading_texts(t *testing.T) {
	for _, c := range []struct {
		got  Reading
		want string
	}{
		{decimals(-0.00001), "0.0000"}, {decimals(1e200), "1.000e+200"}, {decimals(math.Inf(1)), "infinite"},
		{decimals(math.NaN()), "not a number"}, {significant(1234, 3), "1234"}, {significant(0.00012345, 2), "0.00012"},
		{significant(1e9, 3), "1e+09"}, {significant(99.99, 2), "100"}, {tiny(0), "0"}, {tiny(2.34e-11), "2.3e-11"},
	} {
		if c.got.Text != c.want {
			t.Errorf("%v reads %q, want %q", c.got.Value, c.got.Text, c.want)
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
		config := DefaultTraining()
		config.Init, config.Layers, config.LearningRate = c.init, c.layers, c.rate
		run, err := NewTraining(config)
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
