package training

import (
	"encoding/gob"
	"math"
	"os"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
	"nntui/nn"
)

// brief returns a small run with everything turned on.
func brief(optimizer nn.OptimizerConfig) Config {
	c := Default()
	c.Layers, c.Epochs, c.BatchSize, c.LearningRate = "linear:4,relu,linear:1,sigmoid", 6, 90, 0.001
	c.Optimizer, c.RateSchedule, c.L2, c.Validation, c.Patience = optimizer, "cosine", 0.01, 0.2, 2
	return c
}

func newRun(t rapid.TB, c Config) *Training {
	t.Helper()
	run, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	run.MeasureHealth()
	return run
}

// A run that is saved and restored after any number of steps goes on bit for
// bit as one that never was.
func TestSave(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := brief(rapid.SampledFrom(nn.Optimizers).Draw(t, "optimizer"))
		cut, more := rapid.IntRange(0, 40).Draw(t, "cut"), rapid.IntRange(0, 40).Draw(t, "more")
		retuned := c
		retuned.LearningRate = 0.0005
		uncut, run := newRun(t, c), newRun(t, c)
		for _, r := range []*Training{uncut, run} {
			r.Advance(cut/2, 0)
			r.Retune(retuned)
			r.Advance(cut-cut/2, 0)
		}
		saved := run.Save()
		run.Advance(more, 0) // what is saved does not go on with the run
		restored, err := Restore(saved)
		if err != nil {
			t.Fatal(err)
		}
		uncut.Advance(more, 0)
		restored.Advance(more, 0)
		if got, want := restored.Save(), uncut.Save(); !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
	})
}

func TestRestoreTraining_unfit(t *testing.T) {
	for name, damage := range map[string]func(*Saved){
		"config":        func(s *Saved) { s.Config.Layers = "linear:2" },
		"parameters":    func(s *Saved) { s.Values = s.Values[1:] },
		"no memory":     func(s *Saved) { s.Memory = nil },
		"short memory":  func(s *Saved) { s.Memory[0] = nil },
		"batch":         func(s *Saved) { s.Batch = 1000 },
		"negative":      func(s *Saved) { s.Batch = -1 },
		"best":          func(s *Saved) { s.Best = 100 },
		"best weights":  func(s *Saved) { s.BestValues = nil },
		"health":        func(s *Saved) { s.HealthRows[0].Layers = nil },
		"health's pace": func(s *Saved) { s.HealthEvery = -1 },
	} {
		run := newRun(t, brief(nn.Optimizers[5]))
		run.Advance(20, 0)
		s := run.Save()
		damage(&s)
		if _, err := Restore(s); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestEarlyStopping(t *testing.T) {
	c := Default()
	c.Epochs, c.LearningRate, c.Validation, c.Patience = 200, 0.01, 0.2, 5
	run := newRun(t, c)
	for run.state() == model.Unfinished {
		run.Advance(run.Batches(), 0)
		if s := run.Snapshot(); s.Stopped != (len(s.Epochs)-1-s.Best() == 5) {
			t.Fatalf("epoch %d, best %d: stopped is %t", len(s.Epochs), s.Best()+1, s.Stopped)
		}
	}
	s := run.Snapshot()
	if !s.Stopped || len(s.Epochs) != 17 || s.Best() != 11 {
		t.Fatalf("stopped %t after %d epochs, best %d; want 17 and 12", s.Stopped, len(s.Epochs), s.Best()+1)
	}
	if run.Retune(changed(c, func(c *Config) { c.Epochs = 300 })) {
		t.Error("Retune goes on after the stop")
	}

	// What it shows then are the weights of epoch 12.
	best := newRun(t, changed(c, func(c *Config) { c.Epochs = 200; c.Patience = 100 }))
	best.Advance(12*best.Batches(), 0)
	want, got := best.Look(Watch{Digits: true}), run.Look(Watch{Digits: true})
	if !reflect.DeepEqual(got.Detail.Digits.P, want.Detail.Digits.P) {
		t.Error("the weights are not those of the best epoch")
	}
	after := run.Save()
	if reflect.DeepEqual(after.Values, best.Save().Values) {
		t.Error("looking at the best weights has changed the last ones")
	}
}

func changed(c Config, change func(*Config)) Config {
	change(&c)
	return c
}

func TestHoldOut(t *testing.T) {
	plain, held := newRun(t, Default()), newRun(t, changed(Default(), func(c *Config) { c.Validation = 0.25 }))
	if n, m := held.train.Len(), held.valid.Len(); n+m != plain.train.Len() || m != 224 {
		t.Errorf("%d and %d of %d", n, m, plain.train.Len())
	}
	plain.Advance(60, 0)
	held.Advance(60, 0)
	if !reflect.DeepEqual(plain.Save().Values, held.Save().Values) {
		t.Error("the first batches differ")
	}
}

// A file of before schedules had names, with schedule 5 of an index, opens and
// goes on to the loss that it had then.
func TestRestore_old(t *testing.T) {
	file, err := os.Open("testdata/schedule-by-index.gob")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var s Saved
	if err := gob.NewDecoder(file).Decode(&s); err != nil {
		t.Fatal(err)
	}
	run, err := Restore(s)
	if err != nil {
		t.Fatal(err)
	}
	run.Advance(math.MaxInt, 0)
	got := run.Snapshot()
	if last := got.Epochs[4]; got.Config.RateSchedule != "warm-up" || math.Abs(last.LossTest-0.49761136930835753) > 1e-12 {
		t.Errorf("%s ends at %+v", got.Config.RateSchedule, last)
	}
	for index, want := range []string{"constant", "linear", "step", "exponential", "cosine", "warm-up"} {
		c := Config{Schedule: index}
		if c.Renew(); c != (Config{RateSchedule: want}) {
			t.Errorf("schedule %d becomes %+v", index, c)
		}
	}
	for _, damaged := range []int{-1, 6} {
		s.Config.Schedule = damaged
		if _, err := Restore(s); err == nil {
			t.Errorf("schedule %d is taken", damaged)
		}
	}
}

// The rate of the schedule is the one that the steps take: two epochs of a
// falling rate are two runs at these rates.
func TestRateSchedule_steps(t *testing.T) {
	c := brief(nn.Optimizers[0])
	c.Epochs, c.RateSchedule, c.Validation, c.Patience = 2, "linear", 0, 0
	falling := newRun(t, c)
	falling.Advance(math.MaxInt, 0)
	c.RateSchedule = "constant"
	by := newRun(t, c)
	by.Advance(by.Batches(), 0)
	c.LearningRate /= 2
	by.Retune(c)
	by.Advance(math.MaxInt, 0)
	if !reflect.DeepEqual(falling.Save().Values, by.Save().Values) {
		t.Error("the parameters differ")
	}
}

func TestMarks(t *testing.T) {
	c := brief(nn.Optimizers[1])
	run := newRun(t, c)
	turn := func(change func(*Config)) {
		t.Helper()
		if change(&c); !run.Retune(c) {
			t.Fatal("refused")
		}
	}
	turn(func(c *Config) { c.LearningRate = 0.002 }) // before the first step: no mark
	run.Advance(3, 0)
	turn(func(c *Config) { c.LearningRate = 0.003 })
	early := run.Snapshot().Marks
	turn(func(c *Config) { c.LearningRate = 0.004; c.RateSchedule = "step" }) // the same place: one mark
	run.Advance(10, 0)
	turn(func(c *Config) { c.L2 = 0.5; c.Epochs = 50 })
	turn(func(c *Config) { c.L2 = 0.01 }) // and back: no mark
	run.Advance(1, 0)
	turn(func(c *Config) { c.Optimizer.Momentum = 0.5 })
	want := []Mark{{0, 3, "lr 0.004, step"}, {run.Snapshot().Marks[1].Epoch, run.Snapshot().Marks[1].Batch, "mom 0.5"}}
	if got := run.Snapshot().Marks; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if !reflect.DeepEqual(early, []Mark{{0, 3, "lr 0.003"}}) {
		t.Errorf("an earlier snapshot has become %v", early)
	}
}

func TestDifferences(t *testing.T) {
	base := Default()
	for _, c := range []struct {
		change func(*Config)
		want   []string
	}{
		{func(*Config) {}, nil},
		{func(c *Config) { c.LearningRate = 0.01 }, []string{"lr 0.01"}},
		{func(c *Config) { c.Layers = "linear:64,linear:1,sigmoid" }, []string{"64-64-1"}},
		{func(c *Config) { c.Layers = "linear:32,tanh,linear:1,sigmoid" }, []string{"tanh-sigmoid"}},
		{func(c *Config) { c.Optimizer = nn.Optimizers[5]; c.Seed = 7 }, []string{"adam", "seed 7"}},
		{func(c *Config) { c.RateSchedule = "cosine"; c.BatchSize = 1 }, []string{"batch 1", "cosine"}},
	} {
		b := base
		c.change(&b)
		if got := Differences(base, b); !reflect.DeepEqual(got, c.want) {
			t.Errorf("got %v, want %v", got, c.want)
		}
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

func TestHealth(t *testing.T) {
	c := Default()
	c.Epochs, c.BatchSize = 1000, 98 // 9 batches
	run := newRun(t, c)
	run.Advance(9*300, 0)
	d := run.Look(Watch{Health: true}).Detail
	if n := len(d.Health); n < maxHealth/2 || n >= maxHealth || d.Health[n-1].Epoch != 300 || d.Health[0].Epoch != 2 {
		t.Fatalf("%d rows, from epoch %d to %d", n, d.Health[0].Epoch, d.Health[n-1].Epoch)
	}
	for _, r := range d.Health {
		first, relu := r.Layers[0], r.Layers[1]
		if !(first.Gradient > 0 && first.Ratio > 0) || relu.Off < 0 || relu.Off > 0.5 || relu.Gradient != 0 {
			t.Fatalf("epoch %d: %+v", r.Epoch, r.Layers)
		}
	}

	// With such a bias no digit turns a ReLU on.
	dead := newRun(t, Default())
	for i := range 16 {
		dead.net.Layers[0].(*nn.Linear).B[i] = -1e6
	}
	dead.Advance(89, 0)
	if off := dead.Look(Watch{Health: true}).Detail.Health[0].Layers[1].Off; off < 0.5 || off > 0.6 {
		t.Errorf("off: %v, want half of them and a few", off)
	}
}

// Looking changes nothing, and holds what was asked for and no more.
func TestLook(t *testing.T) {
	watched, alone := newRun(t, brief(nn.Optimizers[0])), newRun(t, brief(nn.Optimizers[0]))
	picture := [64]byte{10: 16}
	for range 20 {
		for _, w := range []Watch{{}, {Digits: true}, {Weights: true, Drawn: &picture}} {
			d := watched.Look(w).Detail
			if (d.Digits != nil) != w.Digits || (d.Weights != nil) != w.Weights || (d.Drawn != nil) != (w.Drawn != nil) || d.Shapes != nil {
				t.Fatalf("%+v shows %+v", w, d)
			}
		}
		watched.Advance(3, 0)
		alone.Advance(3, 0)
	}
	if !reflect.DeepEqual(watched.Save(), alone.Save()) {
		t.Error("looking has changed the run")
	}
	d := watched.Look(Watch{Digits: true}).Detail.Digits
	wrong := 0
	for i := range d.P {
		if d.Wrong(i) {
			wrong++
		}
	}
	e := watched.Snapshot().Epochs
	if n := float64(len(d.P)); math.Abs(1-float64(wrong)/n-e[watched.stop.best-1].AccuracyTest) > 0.01 {
		t.Errorf("%d of %v wrong, but the accuracy is %v", wrong, n, e[watched.stop.best-1].AccuracyTest)
	}
}
