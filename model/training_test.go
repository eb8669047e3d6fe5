package model

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"
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
func finish(t testing.TB, c TrainingConfig) TrainingSnapshot {
	t.Helper()
	run, err := NewTraining(c)
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
			got := finish(t, p.Config).Epochs
			if len(got) != len(want.History) {
				t.Fatalf("%d epochs, want %d", len(got), len(want.History))
			}
			for epoch, w := range want.History {
				e := got[epoch]
				compare(t, epoch+1, [4]float64{e.LossTrain, e.AccuracyTrain, e.LossTest, e.AccuracyTest}, w)
			}
		})
	}
}

// compare wants got and want equal to 1e-9 and, as printed, to four decimals.
func compare(t *testing.T, epoch int, got, want [4]float64) {
	t.Helper()
	for k := range want {
		if math.Abs(got[k]-want[k]) > 1e-9 || fmt.Sprintf("%.4f", got[k]) != fmt.Sprintf("%.4f", want[k]) {
			t.Errorf("epoch %d, column %d: %v, want %v", epoch, k, got[k], want[k])
		}
	}
}

func BenchmarkEpoch(b *testing.B) {
	c := DefaultTraining()
	c.Epochs = MaxEpochs
	run, err := NewTraining(c)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		run.Advance(run.Batches(), 0)
	}
}
