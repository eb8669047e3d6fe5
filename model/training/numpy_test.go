package training

import (
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
