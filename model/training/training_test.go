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
			t.Parallel()
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

// TestRate shows the rate of the batch to come, and after the end the last one
// that was used.
func TestRate(t *testing.T) {
	c := with(short(), func(c *Config) { c.RateSchedule, c.LearningRate = "linear", 0.001 }) // four epochs of two batches
	run := begin(t, c, 0)
	for step, want := range []float64{1, 1, 0.75, 0.75, 0.5, 0.5, 0.25, 0.25, 0.25} {
		if got := run.Snapshot().Rate; got != 0.001*want {
			t.Errorf("after %d steps the rate is %v, want %v", step, got, 0.001*want)
		}
		run.Advance(1, 0)
	}
	retune(t, run, with(c, func(c *Config) { c.Epochs = 5 }))
	near(t, "the rate of the fifth epoch of five", run.Snapshot().Rate, 0.001*0.2)

	stopped := begin(t, with(c, func(c *Config) {
		c.Epochs, c.Validation, c.Patience, c.BatchSize, c.LearningRate = 100, 0.2, 1, 100, 0.1
	}), math.MaxInt)
	if s := stopped.Snapshot(); !s.Stopped || s.Rate != s.Config.Rate(len(s.Epochs)-1) || len(s.Epochs) > 50 {
		t.Errorf("stopped after %d epochs: the rate is %v", len(s.Epochs), s.Rate)
	}
	for batch, epoch := range map[int]int{10: 0, 898: 0} { // in the second batch, and in the test
		s := begin(t, with(c, func(c *Config) { c.LearningRate, c.BatchSize = 1e308, batch }), math.MaxInt).Snapshot()
		if s.State != model.Diverged || s.Rate != s.Config.Rate(epoch) {
			t.Errorf("diverged: %s; the rate is %v", s.Reason, s.Rate)
		}
	}
	// In the first batch of the third epoch no rate of that was used.
	run = begin(t, c, 4)
	run.at.Values[0] = math.NaN()
	run.Advance(1, 0)
	if s := run.Snapshot(); s.Reason != "epoch 3, batch 1: the loss is no longer a number" || s.Rate != c.Rate(1) {
		t.Errorf("diverged: %s; the rate is %v", s.Reason, s.Rate)
	}
}

// TestTraining_validation diverges in nothing but the validation set.
func TestTraining_validation(t *testing.T) {
	run := begin(t, with(short(), func(c *Config) { c.Validation, c.BatchSize = 0.2, 100 }), 6)
	run.valid.Y.Data[3] = math.Inf(1)
	run.Advance(1, 0)
	if s := run.Snapshot(); s.State != model.Diverged || s.Reason != "end of epoch 1: the validation loss is no longer a number" || len(s.Epochs) != 0 || s.Batch != 7 {
		t.Errorf("%+v", s)
	}
}

// TestTraining_loss has the mean of the batches of the epoch under way, and of
// none before the first.
func TestTraining_loss(t *testing.T) {
	run := begin(t, with(short(), func(c *Config) { c.BatchSize = 200 }), 0)
	var sum float64
	for i := range 4 {
		s := run.Snapshot()
		if want := sum / max(1, float64(i)); math.Abs(s.Loss-want) > 1e-12 || s.Batch != i {
			t.Errorf("batch %d: the loss is %v, want %v", s.Batch, s.Loss, want)
		}
		batch := run.train.Rows(200*i, 200*(i+1))
		sum += run.loss.Value(run.net.Forward(batch.X), batch.Y) / 200
		run.Advance(1, 0)
	}
	s := run.Snapshot()
	near(t, "the loss of the epoch", s.Epochs[0].LossTrain, sum/4)
	if s.Loss != 0 || s.Batch != 0 {
		t.Errorf("between two epochs the loss is %v", s.Loss)
	}
}

func TestSnapshot_Best(t *testing.T) {
	for _, c := range []struct {
		losses []float64
		want   int
	}{{nil, -1}, {[]float64{5}, 0}, {[]float64{3, 2, 1}, 2}, {[]float64{3, 1, 2}, 1}, {[]float64{2, 1, 1}, 1}} {
		var test, valid Snapshot
		valid.Config.Validation = 0.2
		for _, l := range c.losses {
			test.Epochs = append(test.Epochs, Epoch{LossTest: l, LossTrain: -l, LossValidation: -l})
			valid.Epochs = append(valid.Epochs, Epoch{LossTest: -l, LossTrain: -l, LossValidation: l})
		}
		if got, held := test.Best(), valid.Best(); got != c.want || held != c.want || RunOf(valid, 1).Best() != c.want {
			t.Errorf("best of %v is %d and %d, want %d", c.losses, got, held, c.want)
		}
	}
}

func TestRun_Same(t *testing.T) {
	c := Default()
	cosine := with(c, func(c *Config) { c.RateSchedule = "cosine" })
	turned := with(c, func(c *Config) { c.Changes = "1.2 lr=1" })
	longer := func(c Config) Config { return with(c, func(c *Config) { c.Epochs = 99 }) }
	for _, test := range []struct {
		a, b Config
		want bool
	}{
		{c, c, true}, {c, longer(c), true}, {longer(c), c, true}, {c, with(c, func(c *Config) { c.Seed++ }), false},
		{c, turned, false}, {turned, c, false}, {turned, turned, true}, {turned, longer(turned), true},
		{cosine, cosine, true}, {cosine, longer(cosine), false}, {longer(cosine), cosine, false}, {c, cosine, false},
	} {
		if run := RunOf(Snapshot{Config: test.a}, 3); run.Same(test.b) != test.want || run.Number != 3 {
			t.Errorf("%+v and %+v are the same: %t", test.a, test.b, !test.want)
		}
	}
}

func BenchmarkStep(b *testing.B) {
	run := begin(b, with(Default(), func(c *Config) { c.Epochs = MaxEpochs }), 0)
	b.ReportAllocs()
	for b.Loop() {
		run.Advance(1, 0)
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

// The room for epochs is what the run is to have, and is seldom moved: a long run
// leaves little of it empty.
func TestAddEpoch(t *testing.T) {
	run := begin(t, with(Default(), func(c *Config) { c.Epochs = 20_000 }), 0)
	moves, room := 0, 0
	for i := range 20_000 {
		run.addEpoch(Epoch{LossTest: math.Abs(float64(i) - 12_345)})
		if now := cap(run.at.Epochs); now != room {
			moves, room = moves+1, now
		}
	}
	if moves > 4 || room != 20_000 {
		t.Errorf("moved %d times, to room for %d epochs", moves, room)
	}
	run.at.Epochs = run.at.Epochs[:20_000-1]
	run.addEpoch(Epoch{}) // as low as the best, and later
	if s := run.Snapshot(); s.Best() != 12_345 || s.best == 0 || len(s.Epochs) != 20_000 {
		t.Errorf("of %d epochs %d is the best", len(s.Epochs), s.Best())
	}
}
