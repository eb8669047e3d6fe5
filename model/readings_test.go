package model_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/training"
)

// readingOf returns the reading of that name.
func readingOf(t testing.TB, readings []model.Reading, name string) model.Reading {
	t.Helper()
	i := slices.IndexFunc(readings, func(r model.Reading) bool { return r.Name == name })
	if i < 0 {
		t.Fatalf("no reading %q in %v", name, readings)
	}
	return readings[i]
}

// checkReadings wants the readings that were announced, each once, with
// something to read, and a number where the text is one.
func checkReadings(t testing.TB, readings []model.Reading, names []string) {
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

func checkTexts(t *testing.T, readings []model.Reading, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if got := readingOf(t, readings, name).Text; got != text {
			t.Errorf("%s reads %q, want %q", name, got, text)
		}
	}
}

func TestCheckSnapshot_Readings(t *testing.T) {
	for _, c := range []struct {
		config check.Config
		want   map[string]string
	}{
		{check.Default(), map[string]string{
			"entries": "5", "failed": "0", "worst": "x[2]", "error": "1.2e-08", "largest": "0.0914", "smallest": "0.0026",
			"cause": "none", "taylor": "2.00", "state": "finished",
		}},
		{check.Config{Component: "relu", Formula: "central", H: 1e-3, Seed: 12345, Fault: check.NoFault}, map[string]string{"largest": "1", "smallest": "0", "taylor": "none"}},
		{check.Config{Component: "relu", Formula: "central", H: 100, Seed: 12345, Fault: check.NoFault}, map[string]string{"kinks": "5", "entries": "5"}},
		{check.Config{Component: "network", Formula: "central", H: 1e-5, Seed: 12345, Fault: "sign"}, map[string]string{"cause": "sign"}},
		{check.Config{Component: "one-layer-a", Formula: "central-h", H: 1e-5, Seed: 12345, Fault: check.NoFault}, map[string]string{"loss": "2.30988"}},
		{check.Config{Component: "sigmoid", Formula: "central", H: 1e-14, Seed: 12345, Fault: check.NoFault}, map[string]string{"failed": "5", "cause": "h"}},
	} {
		checked, err := check.New(c.config)
		if err != nil {
			t.Fatal(err)
		}
		checkTexts(t, checked.Snapshot().Readings(), map[string]string{"error": "not yet", "best_h": "not yet", "state": "unfinished"})
		checked.Advance(math.MaxInt, 0)
		readings := checked.Snapshot().Readings()
		checkReadings(t, readings, c.config.ReadingNames())
		checkTexts(t, readings, c.want)
	}
}

// TestTrainingSnapshot_Readings takes the readings of all presets, after two
// epochs; their losses are NumPy's.
func TestTrainingSnapshot_Readings(t *testing.T) {
	for _, p := range training.Presets {
		c := p.Config
		c.Epochs = 2
		run, err := training.New(c)
		if err != nil {
			t.Fatal(err)
		}
		checkTexts(t, run.Snapshot().Readings(0), map[string]string{"loss_test": "not yet", "ms": "not measured", "moved_W1": "not yet"})
		run.Advance(math.MaxInt, 0)
		readings := run.Look(training.Watch{Learned: true}).Readings(3456 * time.Millisecond)
		checkReadings(t, readings, c.ReadingNames())
		checkTexts(t, readings, map[string]string{"epochs": "2", "ms": "1728", "seconds": "3.5", "perfect_epoch": "never"})

		golden := training.NumPy(c)
		for i, name := range []string{"loss_train", "accuracy_train", "loss_test", "accuracy_test"} {
			first, last := readingOf(t, readings, "first_"+name).Value, readingOf(t, readings, name).Value
			if math.Abs(first-golden[0][i]) > 1e-9 || math.Abs(last-golden[1][i]) > 1e-9 {
				t.Errorf("%s: %s is %v and %v, NumPy has %v and %v", p.Name, name, first, last, golden[0][i], golden[1][i])
			}
		}
	}
}

// TestTrainingReadings_stopped reads the best epoch of a run that stopped early.
func TestTrainingReadings_stopped(t *testing.T) {
	c := training.Default()
	c.Epochs, c.LearningRate, c.Validation, c.Patience = 200, 0.05, 0.2, 5
	run, err := training.New(c)
	if err != nil {
		t.Fatal(err)
	}
	run.Advance(math.MaxInt, 0)
	s := run.Snapshot()
	if !s.Stopped {
		t.Fatal("it did not stop")
	}
	best := s.Epochs[s.Best()]
	checkTexts(t, s.Readings(0), map[string]string{
		"epochs": model.Whole(len(s.Epochs)).Text, "best_epoch": model.Whole(len(s.Epochs) - 5).Text, "best_loss_test": model.Decimals(best.LossTest).Text,
	})
}
