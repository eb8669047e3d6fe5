package training

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The losses of the batches are those that the network had before each step,
// and their mean over an epoch is the training loss of that epoch.
func TestBatchLosses(t *testing.T) {
	run := begin(t, with(short(), func(c *Config) { c.BatchSize = 200 }), 0)
	if s := run.Snapshot(); len(s.BatchLosses) != 0 || s.FirstBatch() != 1 {
		t.Errorf("before the first step there are %v, from %d", s.BatchLosses, s.FirstBatch())
	}
	var want []float64
	for step := range 10 {
		batch := run.train.Rows(200*(step%4), 200*(step%4+1))
		want = append(want, run.loss.Value(run.net.Forward(batch.X), batch.Y)/200)
		run.Advance(1, 0)
		if s := run.Snapshot(); !slices.Equal(s.BatchLosses, want) || s.FirstBatch() != 1 {
			t.Fatalf("after step %d there are %v from %d, want %v", step+1, s.BatchLosses, s.FirstBatch(), want)
		}
	}
	for i, e := range run.Snapshot().Epochs {
		sum := 0.
		for _, loss := range want[4*i : 4*i+4] {
			sum += loss
		}
		if sum/4 != e.LossTrain {
			t.Errorf("epoch %d has the loss %v, the mean of its batches is %v", i+1, e.LossTrain, sum/4)
		}
	}
}

// A diverging batch has no loss to show.
func TestBatchLosses_diverged(t *testing.T) {
	run := begin(t, short(), 3)
	run.at.Values[0] = math.NaN()
	run.Advance(1, 0)
	if s := run.Snapshot(); s.Reason == "" || len(s.BatchLosses) != 3 || s.FirstBatch() != 1 {
		t.Errorf("%q: there are %v from %d", s.Reason, s.BatchLosses, s.FirstBatch())
	}
}

// A restored run begins with none and knows where the next ones belong; a change
// under way moves nothing.
func TestBatchLosses_restored(t *testing.T) {
	uncut := begin(t, short(), 3)
	restored, err := Restore(uncut.Save())
	if err != nil {
		t.Fatal(err)
	}
	if s := restored.Snapshot(); len(s.BatchLosses) != 0 || s.FirstBatch() != 4 {
		t.Errorf("restored, there are %v from %d", s.BatchLosses, s.FirstBatch())
	}
	for _, run := range []*Training{uncut, restored} {
		retune(t, run, with(short(), func(c *Config) { c.LearningRate, c.Epochs = 0.0002, 9 }))
		run.Advance(4, 0)
	}
	all, later := uncut.Snapshot(), restored.Snapshot()
	if all.FirstBatch() != 1 || later.FirstBatch() != 4 || len(all.BatchLosses) != 7 || !slices.Equal(later.BatchLosses, all.BatchLosses[3:]) {
		t.Errorf("%v from %d, and restored %v from %d", all.BatchLosses, all.FirstBatch(), later.BatchLosses, later.FirstBatch())
	}
}

// The last ones are kept, 10,000 or more and 20,000 at most.
func TestNoteBatch(t *testing.T) {
	run := &Training{}
	for n := 1; n <= 45_000; n++ {
		run.noteBatch(float64(n))
		kept := run.losses
		if len(kept) > 20_000 || len(kept) < min(n, 10_000) || kept[0] != float64(n-len(kept)+1) || kept[len(kept)-1] != float64(n) {
			t.Fatalf("after %d there are %d, from %v to %v", n, len(kept), kept[0], kept[len(kept)-1])
		}
	}
	for _, n := range []int{20_000, 20_001} {
		run := &Training{}
		for range n {
			run.noteBatch(1)
		}
		if got, want := len(run.losses), map[int]int{20_000: 20_000, 20_001: 10_001}[n]; got != want {
			t.Errorf("after %d there are %d, want %d", n, got, want)
		}
	}
	s := Snapshot{Epochs: make([]Epoch, 3), Batches: 4, Batch: 2, BatchLosses: make([]float64, 5)}
	if got := s.FirstBatch(); got != 10 {
		t.Errorf("the last five of fourteen batches begin with %d", got)
	}
}

// What a snapshot holds of them stays, however the run goes on, and whatever is
// appended to it.
func TestBatchLosses_stay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		run := begin(t, short(), 0)
		var shots, copies [][]float64
		for _, steps := range rapid.SliceOfN(rapid.IntRange(0, 9000), 1, 9).Draw(t, "steps") {
			for k := range steps {
				run.noteBatch(float64(k))
			}
			shots = append(shots, run.Snapshot().BatchLosses)
			copies = append(copies, slices.Clone(run.losses))
		}
		run.noteBatch(1)
		for i := range shots {
			if !slices.Equal(shots[i], copies[i]) {
				t.Fatal("a step changes a snapshot")
			}
			_ = append(shots[i], math.NaN())
		}
		if slices.ContainsFunc(run.losses, math.IsNaN) {
			t.Fatal("a snapshot changes the run")
		}
	})
}
