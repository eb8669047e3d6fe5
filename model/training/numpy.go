package training

import (
	_ "embed"
	"encoding/json"
	"math"
	"sync"
)

//go:embed testdata/runs.json
var numpyFile []byte

// numpyRuns has the histories that NumPy wrote for the presets, in their order.
var numpyRuns = sync.OnceValue(func() (file struct {
	Runs []struct{ History [][4]float64 }
}) {
	if err := json.Unmarshal(numpyFile, &file); err != nil {
		panic(err) // the program was built with a damaged file, which its tests show
	}
	return file
})

// NumPy returns what the assignment's own code gives in NumPy for a run, epoch
// by epoch: loss and accuracy in training, then in the test. It knows the
// presets, with however many epochs; of other runs it returns nil.
func NumPy(c Config) (longest [][4]float64) {
	for i, p := range Presets {
		p.Config.Epochs = c.Epochs
		if h := numpyRuns().Runs[i].History; p.Config == c && len(h) > len(longest) {
			longest = h
		}
	}
	return longest
}

// Agrees reports whether an epoch has NumPy's numbers, all four to 1e-9.
func (e Epoch) Agrees(want [4]float64) bool {
	for i, v := range [4]float64{e.LossTrain, e.AccuracyTrain, e.LossTest, e.AccuracyTest} {
		if !(math.Abs(v-want[i]) <= 1e-9) {
			return false
		}
	}
	return true
}
