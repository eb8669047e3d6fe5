package training

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"
	"time"

	"nntui/model"
	"nntui/nn"
)

// read loads a golden file that NumPy wrote.
func read(t testing.TB, file string, into any) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// finish trains a run to its end.
func finish(t testing.TB, c Config) Snapshot {
	t.Helper()
	run, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	run.Advance(math.MaxInt, 0)
	return run.Snapshot()
}

// The nine runs of the assignment, all 2,140 numbers.
func TestPresetsMatchNumPy(t *testing.T) {
	var golden struct {
		Runs []struct {
			Name    string
			History [][4]float64
		}
	}
	read(t, "runs.json", &golden)
	if len(golden.Runs) != len(Presets) {
		t.Fatalf("%d golden runs for %d presets", len(golden.Runs), len(Presets))
	}
	for i, want := range golden.Runs {
		p := Presets[i]
		t.Run(p.Name, func(t *testing.T) {
			if p.Name != want.Name {
				t.Fatalf("preset %d is %s, want %s", i, p.Name, want.Name)
			}
			checkHistory(t, p.Config, want.History)
		})
	}
}

// checkHistory trains and wants the losses and accuracies that NumPy has.
func checkHistory(t *testing.T, c Config, want [][4]float64) {
	t.Helper()
	got := finish(t, c).Epochs
	if len(got) != len(want) {
		t.Fatalf("%d epochs, want %d", len(got), len(want))
	}
	for epoch, w := range want {
		e := got[epoch]
		compare(t, epoch+1, [4]float64{e.LossTrain, e.AccuracyTrain, e.LossTest, e.AccuracyTest}, w)
	}
}

// compare wants got and want equal to 1e-9 and, as printed, to four decimals.
func compare(t *testing.T, epoch int, got, want [4]float64) {
	t.Helper()
	for k := range want {
		if !(math.Abs(got[k]-want[k]) <= 1e-9) || fmt.Sprintf("%.4f", got[k]) != fmt.Sprintf("%.4f", want[k]) {
			t.Errorf("epoch %d, column %d: %v, want %v", epoch, k, got[k], want[k])
		}
	}
}

// TestTraining_stepAllocatesNothing takes steps in the middle of an epoch.
func TestTraining_stepAllocatesNothing(t *testing.T) {
	for _, p := range Presets {
		for _, o := range nn.Optimizers {
			c := p.Config
			c.BatchSize, c.Optimizer, c.L2, c.SkipDraws = 10, o, 1e-4, 0
			run, err := New(c)
			if err != nil {
				t.Fatal(err)
			}
			if n := testing.AllocsPerRun(20, func() { run.Advance(2, time.Hour) }); n != 0 {
				t.Errorf("%s, %s: %v allocations in two steps", p.Name, o.Name, n)
			}
			if s := run.Snapshot(); s.Batch != 42 || len(s.Epochs) != 0 {
				t.Errorf("%s, %s: %d epochs and %d batches done, want 0 and 42", p.Name, o.Name, len(s.Epochs), s.Batch)
			}
		}
	}
}

func TestTraining_progress(t *testing.T) {
	run, err := New(Default())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ steps, epochs, batch int }{{0, 0, 0}, {88, 0, 88}, {1, 1, 0}, {89, 2, 0}, {100, 3, 11}} {
		run.Advance(c.steps, 0)
		s := run.Snapshot()
		if len(s.Epochs) != c.epochs || s.Batch != c.batch || s.Batches != 89 || s.Params != 2113 || s.State != model.Unfinished {
			t.Errorf("%d steps on: %+v, want %d epochs and %d batches", c.steps, s, c.epochs, c.batch)
		}
	}
}

func TestTrainingSnapshot_Best(t *testing.T) {
	for _, c := range []struct {
		losses []float64
		want   int
	}{{nil, -1}, {[]float64{5}, 0}, {[]float64{3, 2, 1}, 2}, {[]float64{3, 1, 2}, 1}, {[]float64{2, 1, 1}, 1}} {
		var s Snapshot
		for _, l := range c.losses {
			s.Epochs = append(s.Epochs, Epoch{LossTest: l, LossTrain: -l})
		}
		if got := s.Best(); got != c.want {
			t.Errorf("best of %v is %d, want %d", c.losses, got, c.want)
		}
	}
}

func BenchmarkEpoch(b *testing.B) {
	c := Default()
	c.Epochs = MaxEpochs
	run, err := New(c)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		run.Advance(run.Batches(), 0)
	}
}
