package training

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"nntui/data"
	"nntui/nn"
)

// TestHealth_numbers takes plain gradient descent: the last update of an epoch
// is the learning rate times the gradient, and what the test does to the
// activations is counted one by one.
func TestHealth_numbers(t *testing.T) {
	c := short()
	c.Layers, c.LearningRate = "linear:9,relu,linear:4,tanh,linear:3,sigmoid,linear:2,leaky-relu,linear:1,sigmoid", 0.01
	c.Init = "he"
	run := begin(t, c, 1)
	// Some units are always off, and some values far out.
	for j := range 3 {
		run.net.Layers[0].(*nn.Linear).B[j] = -100
	}
	run.net.Layers[2].(*nn.Linear).B[0] = 2
	run.net.Layers[4].(*nn.Linear).B[1] = -4
	before := run.Save().Values
	run.Advance(1, 0)
	rows := run.Look(Watch{Health: true}).Detail.Health
	if len(rows) != 1 || rows[0].Epoch != 1 || len(rows[0].Layers) != 10 {
		t.Fatalf("%+v", rows)
	}
	after := run.at.Values
	test := run.test.Rows(0, 800) // two batches; the rest is left out
	run.net.Forward(test.X)
	for i, l := range run.net.Layers {
		values, _ := l.Params()
		n := len(values)
		moved := floats.Distance(before[:n], after[:n], 2)
		got := rows[0].Layers[i]
		near(t, "gradient", got.Gradient, moved/c.LearningRate)
		near(t, "ratio", got.Ratio, moved/max(floats.Norm(before[:n], 2), 1e-300))
		near(t, "off", got.Off, off(run.shapes[i].Name, run.net.Input(i)))
		before, after = before[n:], after[n:]
	}
	if relu, tanh := rows[0].Layers[1].Off, rows[0].Layers[3].Off; relu < 3./9 || relu == 1 || tanh == 0 || tanh == 1 {
		t.Errorf("%v of the ReLUs are off and %v of the tanh flat: nothing is shown", relu, tanh)
	}
}

// TestHealth_error has the standard error of an epoch's mean by its batches.
func TestHealth_error(t *testing.T) {
	run := begin(t, Default(), 0)
	for range 2 {
		run.Advance(run.Batches(), 0)
		s := run.Snapshot()
		batches := s.BatchLosses[len(s.BatchLosses)-s.Batches:]
		near(t, "error", s.batchError(len(s.Epochs)-1), stat.StdDev(batches, nil)/math.Sqrt(float64(s.Batches)))
	}
	if one := begin(t, with(Default(), func(c *Config) { c.BatchSize = 898 }), 1).Snapshot(); len(one.Epochs) != 1 || one.batchError(0) > 1e-9 {
		t.Errorf("of one batch: %+v", one.Health)
	}
}

// off counts the units of an activation that never leave zero, or the values
// where its derivative is small.
func off(kind string, x nn.Matrix) float64 {
	n := 0
	switch kind {
	case "relu":
		for j := range x.Cols {
			on := false
			for i := range x.Rows {
				on = on || x.Data[i*x.Stride+j] > 0
			}
			if !on {
				n++
			}
		}
		return float64(n) / float64(x.Cols)
	case "sigmoid", "tanh":
		for _, v := range x.Data {
			if kind == "sigmoid" && math.Abs(v) > 4 || kind == "tanh" && math.Abs(v) > 2 {
				n++
			}
		}
		return float64(n) / float64(len(x.Data))
	}
	return 0
}

// TestHealth_bounded notes many epochs: the rows stay few, evenly spaced and
// up to the last; what a snapshot has does not change.
func TestHealth_bounded(t *testing.T) {
	run := begin(t, short(), 0)
	var early []HealthRow
	for epoch := 1; epoch <= 2100; epoch++ {
		run.at.Epochs = append(run.at.Epochs, Epoch{})
		run.layers[0].Gradient = float64(epoch)
		run.noteHealth()
		rows := run.Look(Watch{Health: true}).Detail.Health
		if epoch == 255 {
			early = rows
		}
		every := run.at.HealthEvery
		if want := map[int]int{255: 1, 256: 2, 511: 2, 512: 4, 1023: 4, 1024: 8, 2048: 16}[epoch]; want > 0 && every != want {
			t.Errorf("after %d epochs every %d. has a row, want %d", epoch, every, want)
		}
		if len(rows) != epoch/every || len(rows) >= maxHealth {
			t.Fatalf("%d rows after %d epochs, every %d", len(rows), epoch, every)
		}
		for i, r := range rows {
			if r.Epoch != (i+1)*every || r.Layers[0].Gradient != float64(r.Epoch) {
				t.Fatalf("row %d after %d epochs: %+v", i, epoch, r)
			}
		}
	}
	if len(early) != 255 || early[254].Epoch != 255 || early[0].Epoch != 1 {
		t.Errorf("an earlier snapshot has become %v", early)
	}
}

// A ReLU that one example turns on is alive, whichever.
func TestLayerState_most(t *testing.T) {
	var s layerState
	s.noteMost(nn.Matrix{Rows: 2, Cols: 3, Stride: 4, Data: []float64{-1, 0, 0.1, 9, -2, -1, -1, 9}})
	if s.dead() != 2 || s.off() != 2./3 {
		t.Errorf("%d of %v dead, %v off", s.dead(), s.most, s.off())
	}
	s.noteMost(nn.Matrix{Rows: 1, Cols: 3, Stride: 3, Data: []float64{1e-9, 0, -1}})
	if s.dead() != 1 || s.most[2] != 0.1 {
		t.Errorf("%d of %v dead", s.dead(), s.most)
	}
	if one := (layerState{most: []float64{-1}}); one.off() != 1 {
		t.Errorf("of one dead unit %v are off", one.off())
	}
	if (&layerState{}).off() != 0 {
		t.Error("a layer without units is off")
	}
}

// Flat begins beyond 4 of a sigmoid and 2 of a tanh, not at them.
func TestLook_flat(t *testing.T) {
	for kind, limit := range map[string]float64{"sigmoid": 4, "tanh": 2} {
		net, err := nn.New(4, kind)
		if err != nil {
			t.Fatal(err)
		}
		net.Forward(nn.Matrix{Rows: 1, Cols: 4, Stride: 4, Data: []float64{limit, -limit, limit + 0.01, -limit - 0.01}})
		layers := make([]layerState, 1)
		(&Training{shapes: []nn.Shape{{Name: kind}}}).look(net, layers)
		if layers[0].off() != 0.5 {
			t.Errorf("%s: %v are flat", kind, layers[0].off())
		}
	}
}

// testSet is a set with those labels.
func testSet(labels ...float64) *data.Set {
	n := len(labels)
	return &data.Set{X: nn.NewMatrix(n, 1), Y: nn.Matrix{Rows: n, Cols: 1, Stride: 1, Data: labels}}
}

// Weights that are all 0 are told, whatever the biases are.
func TestHealth_zero(t *testing.T) {
	for _, c := range []struct {
		layers, init string
		want         [2]bool
	}{
		{Base.Layers, "zeros", [2]bool{true, true}},
		{"linear:32,sigmoid,linear:1,sigmoid", "zeros", [2]bool{false, false}},
		{Base.Layers, "he", [2]bool{false, false}},
	} {
		s := begin(t, with(Default(), func(c2 *Config) { c2.Layers, c2.Init, c2.Epochs = c.layers, c.init, 1 }), 1000).Snapshot()
		if got := s.Health[0].Layers; got[0].Zero != c.want[0] || got[2].Zero != c.want[1] || got[1].Zero || got[3].Zero {
			t.Errorf("%s of %s: %+v", c.init, c.layers, got)
		}
	}
}
