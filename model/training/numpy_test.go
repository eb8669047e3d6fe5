package training

import (
	"math"
	"strconv"
	"testing"
)

// TestTraining_NumPy trains with other seeds, splits, rates and nets than the
// assignment's; testdata/trainings.py did it before.
func TestTraining_NumPy(t *testing.T) {
	var golden []struct {
		Layers, Init string
		Epochs       int
		LearningRate float64 `json:"learning_rate"`
		BatchSize    int     `json:"batch_size"`
		Seed         uint64
		SkipDraws    int    `json:"skip_draws"`
		SplitSeed    uint64 `json:"split_seed"`
		Split, L2    float64
		History      [][4]float64
	}
	read(t, "trainings.json", &golden)
	if len(golden) != 8 {
		t.Errorf("%d runs, want 8", len(golden))
	}
	for i, g := range golden {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			c := Default()
			c.Layers, c.Init, c.Epochs, c.LearningRate, c.BatchSize = g.Layers, g.Init, g.Epochs, g.LearningRate, g.BatchSize
			c.Seed, c.SkipDraws, c.SplitSeed, c.Split, c.L2 = g.Seed, g.SkipDraws, g.SplitSeed, g.Split, g.L2
			checkHistory(t, c, g.History)
		})
	}
}

// NumPy's numbers are known for every preset, and a run with other epochs.
func TestNumPy(t *testing.T) {
	for _, p := range Presets {
		if n := len(NumPy(p.Config)); n < p.Config.Epochs {
			t.Errorf("%s: %d of %d epochs", p.Name, n, p.Config.Epochs)
		}
	}
	c := Default()
	c.Epochs = 3
	want := NumPy(c)
	for i, e := range finish(t, c).Epochs {
		if !e.Agrees(want[i]) || e.Agrees(want[i+1]) {
			t.Errorf("epoch %d: %+v, NumPy has %v", i+1, e, want[i])
		}
	}
	c.Seed++
	if NumPy(c) != nil {
		t.Error("numbers for another seed")
	}
}

// All four numbers count, up to 1e-9.
func TestEpoch_Agrees(t *testing.T) {
	want := [4]float64{0.5, 0.25, 0.75, 1}
	for i := range want {
		for by, agrees := range map[float64]bool{0: true, 0.9e-9: true, -0.9e-9: true, 1.1e-9: false, -1.1e-9: false, math.NaN(): false} {
			got := want
			got[i] += by
			e := Epoch{LossTrain: got[0], AccuracyTrain: got[1], LossTest: got[2], AccuracyTest: got[3]}
			if e.Agrees(want) != agrees {
				t.Errorf("number %d differs by %v: agrees is %t", i, by, !agrees)
			}
		}
	}
}
