package training

import (
	"bytes"
	"encoding/gob"
	"errors"
	"math"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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

// A run that is saved and restored after any number of steps goes on bit for
// bit as one that never was, and shows the same.
func TestSave(t *testing.T) {
	for i, optimizer := range nn.Optimizers {
		c := brief(optimizer)
		retuned := with(c, func(c *Config) { c.LearningRate, c.L2 = 0.0005, 0.1 })
		for _, cut := range []int{0, 1, 7 + i, 14, 20 + i, 41} {
			uncut, run := begin(t, c, cut/2), begin(t, c, cut/2)
			for _, r := range []*Training{uncut, run} {
				if r.state() != model.Finished {
					retune(t, r, retuned)
				}
				r.Advance(cut-cut/2, 0)
				if r.state() != model.Finished {
					retune(t, r, c)
				}
			}
			saved := run.Save()
			run.Advance(9, 0) // what is saved does not go on with the run
			restored, err := Restore(saved)
			if err != nil {
				t.Fatal(err)
			}
			uncut.Advance(8, 0)
			restored.Advance(8, 0)
			if got, want := decided(restored), decided(uncut); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s, cut after %d batches:\ngot  %+v\nwant %+v", optimizer.Name, cut, got, want)
			}
			same(t, restored.Look(everything), uncut.Look(everything), notSaved)
		}
	}
}

// decided is all of a run that its config decides.
func decided(run *Training) Saved {
	s := run.Save()
	s.Spent = 0
	return s
}

// session is what the full screen keeps in a file, by the names of its fields.
type session struct {
	Config Config
	Runs   []Run
	Run    *Saved
}

// TestRestore_old opens a session that an earlier version wrote, of a run that
// was retuned after ten steps and cut after 25, and goes on with it.
func TestRestore_old(t *testing.T) {
	file, err := os.ReadFile("testdata/session-119ff22.nntui")
	if err != nil {
		t.Fatal(err)
	}
	body, ok := bytes.CutPrefix(file, []byte("nntui state 1\n"))
	if !ok {
		t.Fatal("another file")
	}
	const checksum = 32
	var s session
	if err := gob.NewDecoder(bytes.NewReader(body[checksum:])).Decode(&s); err != nil {
		t.Fatal(err)
	}
	s.Config.Renew()
	s.Runs[0].Config.Renew()
	other := with(Default(), func(c *Config) { c.Layers, c.Epochs, c.BatchSize = "linear:1,sigmoid", 2, 400 })
	if len(s.Runs) != 1 || !s.Runs[0].Same(other) || s.Runs[0].State != model.Finished {
		t.Errorf("the earlier runs are %+v", s.Runs)
	}
	near := cmp.Options{cmpopts.EquateApprox(0, 1e-9), cmpopts.IgnoreFields(HealthRow{}, "Error")} // which old files have not
	if diff := cmp.Diff(finish(t, other).Epochs, s.Runs[0].Epochs, near); diff != "" {
		t.Errorf("the earlier run (-want +got):\n%s", diff)
	}

	c := brief(nn.Optimizers[5])
	c.Epochs, c.LearningRate, c.Patience = 9, 0.01, 3
	uncut := begin(t, c, 10)
	last := with(c, func(c *Config) { c.L2, c.LearningRate = 0.5, 0.02 })
	retune(t, uncut, last)
	uncut.Advance(15, 0)
	restored, err := Restore(*s.Run)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if diff := cmp.Diff(uncut.Look(everything), restored.Look(everything), near, cmp.AllowUnexported(Snapshot{}), ignoreSet, notSaved); diff != "" {
			t.Fatalf("it differs from a run that was never cut (-want +got):\n%s", diff)
		}
		uncut.Advance(20, 0)
		restored.Advance(20, 0)
	}
	c.Changes = "1.3 lr=0.02 l2=0.5"
	if s.Config != last || restored.Save().Config != c {
		t.Errorf("the settings are %+v, want %+v", restored.Save().Config, c)
	}
}

// TestRestore_diverged keeps what diverged in the test after an epoch.
func TestRestore_diverged(t *testing.T) {
	for _, batch := range []int{10, 898} {
		run := begin(t, with(Default(), func(c *Config) { c.LearningRate, c.BatchSize = 1e308, batch }), math.MaxInt)
		restored, err := Restore(run.Save())
		if err != nil {
			t.Fatal(err)
		}
		same(t, restored.Snapshot(), run.Snapshot(), notSaved)
	}
}

// damages are what a field may hold instead.
func damages(v reflect.Value) (list []reflect.Value) {
	of := func(values ...any) {
		for _, value := range values {
			list = append(list, reflect.ValueOf(value).Convert(v.Type()))
		}
	}
	switch v.Kind() {
	case reflect.Int:
		of(-1, 0, 1, int(v.Int())+1, int(v.Int())-1, 1<<40, math.MaxInt, math.MinInt)
	case reflect.Uint64:
		of(uint64(0), uint64(math.MaxUint64))
	case reflect.Float64:
		of(math.NaN(), math.Inf(1), math.Inf(-1), -1.0, 0.0, 1e-320, 0.999999, 1e308, -1e308)
	case reflect.String:
		of("", "x", "relu", "linear:3,sigmoid", "linear:2,relu,linear:2,sigmoid,linear:1,sigmoid", "linear:9999999,sigmoid", "a\x00\n\xff:")
	case reflect.Slice:
		n := v.Len()
		list = append(list, reflect.Zero(v.Type()), reflect.AppendSlice(v, v), reflect.MakeSlice(v.Type(), n+1, n+1), reflect.MakeSlice(v.Type(), n, n))
		if n > 0 {
			list = append(list, v.Slice(1, n), v.Slice(0, n-1), v.Slice(0, 0))
		}
	}
	return list
}

// eachDamage calls f for each field of v, however deep, with each of its
// damages in place; of a list, for its first and last entry.
func eachDamage(path string, v reflect.Value, f func(string)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			eachDamage(path+"."+v.Type().Field(i).Name, v.Field(i), f)
		}
	case reflect.Slice, reflect.Array:
		if n := v.Len(); n > 0 {
			eachDamage(path+"[0]", v.Index(0), f)
			eachDamage(path+"[last]", v.Index(n-1), f)
		}
	}
	whole := reflect.New(v.Type()).Elem()
	whole.Set(v)
	for _, d := range damages(whole) {
		v.Set(d)
		f(path)
		v.Set(whole)
	}
}

// TestRestore_damaged damages every field of what two runs have saved: it is
// refused, or works.
func TestRestore_damaged(t *testing.T) {
	c := brief(nn.Optimizers[5])
	c.Layers, c.BatchSize, c.Split = "linear:2,relu,linear:1,sigmoid", 50, 0.97 // few test digits: it is done often
	run := begin(t, c, 6)
	retune(t, run, with(c, func(c *Config) { c.L2 = 1 }))
	run.Advance(5, 0)
	for _, saved := range []Saved{run.Save(), begin(t, with(c, func(c *Config) { c.LearningRate = 1e308 }), 100).Save()} {
		if saved.Epochs == nil {
			saved.Epochs = []Epoch{} // so that it has none, and not none at all
		}
		refused, worked := 0, 0
		eachDamage("", reflect.ValueOf(&saved).Elem(), func(path string) {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("%s damaged: %v", path, r)
				}
			}()
			restored, err := Restore(saved)
			if err != nil {
				refused++
				return
			}
			worked++
			use(restored)
		})
		if refused < 100 || worked < 100 {
			t.Errorf("%d refused, %d worked", refused, worked)
		}
	}
}

// use does all that can be done with a run.
func use(run *Training) {
	run.Advance(7, 0)
	run.Retune(turned(run, with(*run.now(), func(c *Config) { c.L2, c.LearningRate = c.L2+1, 1e-4 })))
	run.Advance(2, 0)
	s := run.Look(everything)
	s.Readings(1)
	Advise(s)
	run.Save()
}

func TestRestore_unfit(t *testing.T) {
	c := brief(nn.Optimizers[5])
	for name, damage := range map[string]func(*Saved){
		"layers":         func(s *Saved) { s.Config.Layers = "linear:2,relu,linear:1,sigmoid" },
		"optimizer":      func(s *Saved) { s.Config.Optimizer = nn.Optimizers[1] },
		"parameters":     func(s *Saved) { s.Values = s.Values[1:] },
		"no memory":      func(s *Saved) { s.Memory = nil },
		"short memory":   func(s *Saved) { s.Memory[0] = nil },
		"batch":          func(s *Saved) { s.Batch = 7 }, // of 7
		"negative":       func(s *Saved) { s.Batch = -1 },
		"beyond the end": func(s *Saved) { s.Batch, s.Diverged = 8, "in the test" },
		"no sum":         func(s *Saved) { s.Running[0] = math.NaN() },
		"no accuracy":    func(s *Saved) { s.Running[1] = math.Inf(1) },
		"no loss":        func(s *Saved) { s.Epochs[1].LossTest = math.NaN() },
		"too long":       func(s *Saved) { s.Epochs = slices.Repeat(s.Epochs, 4) },
		"best":           func(s *Saved) { s.Best = 3 },
		"worst":          func(s *Saved) { s.Best = -1 },
		"best weights":   func(s *Saved) { s.BestValues = nil },
		"health":         func(s *Saved) { s.HealthRows[0].Layers = nil },
		"early health":   func(s *Saved) { s.HealthRows[0].Epoch = 0 },
		"late health":    func(s *Saved) { s.HealthRows[1].Epoch = 3 },
		"health's pace":  func(s *Saved) { s.HealthEvery = -1 },
		"a slow pace":    func(s *Saved) { s.HealthEvery = MaxEpochs + 1 },
		"much health":    func(s *Saved) { s.HealthRows = slices.Repeat(s.HealthRows, maxHealth/2) },
	} {
		run := begin(t, c, 10)
		retune(t, run, with(c, func(c *Config) { c.L2 = 1 }))
		run.Advance(7, 0)
		s := run.Save()
		if _, err := Restore(s); err != nil {
			t.Fatal(err)
		}
		damage(&s)
		if _, err := Restore(s); !errors.Is(err, errUnfit) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What just fits is taken.
func TestRestore_fit(t *testing.T) {
	c := brief(nn.Optimizers[5])
	for name, change := range map[string]func(*Saved){
		"an old one":        func(s *Saved) { s.HealthEvery, s.HealthRows = 0, nil },
		"the last batch":    func(s *Saved) { s.Batch = 6 },
		"the test after it": func(s *Saved) { s.Batch, s.Diverged, s.Running[0] = 7, "in the test", math.NaN() },
		"the last epoch":    func(s *Saved) { s.Epochs, s.Batch = slices.Repeat(s.Epochs, 3), 0 },
		"the slowest pace":  func(s *Saved) { s.HealthEvery = MaxEpochs },
		"the best":          func(s *Saved) { s.Best = 2 },
		"no best":           func(s *Saved) { s.Best = 0 },
		"much health": func(s *Saved) {
			s.HealthRows = slices.Repeat(s.HealthRows, maxHealth)[:maxHealth-1]
		},
	} {
		run := begin(t, c, 10)
		retune(t, run, with(c, func(c *Config) { c.L2 = 1 }))
		run.Advance(7, 0)
		s := run.Save()
		change(&s)
		if _, err := Restore(s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestConfig_Renew takes the config of an old file, which holds the schedule by
// its place.
func TestConfig_Renew(t *testing.T) {
	for schedule, want := range map[int]Config{
		0: {RateSchedule: "constant", Data: "digits", Loss: "bce"}, 5: {RateSchedule: "warm-up", Data: "digits", Loss: "bce"},
		-1: {Schedule: -1, Data: "digits", Loss: "bce"}, 6: {Schedule: 6, Data: "digits", Loss: "bce"},
	} {
		c := Config{Schedule: schedule}
		if c.Renew(); c != want {
			t.Errorf("schedule %d becomes %+v", schedule, c)
		}
	}
	c := Default()
	if c.Renew(); c != Default() {
		t.Errorf("a new config becomes %+v", c)
	}
}

// TestRestore_byIndex opens a file of before schedules had names, with schedule
// 5 of an index: it goes on to the loss that it had then.
func TestRestore_byIndex(t *testing.T) {
	file, err := os.ReadFile("testdata/schedule-by-index.gob")
	if err != nil {
		t.Fatal(err)
	}
	var s Saved
	if err := gob.NewDecoder(bytes.NewReader(file)).Decode(&s); err != nil {
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
		if c.Renew(); c.RateSchedule != want || c.Schedule != 0 {
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

// An old file has the settings before the last change and after it, and in time
// those at the first batch: of two changes that is all, of more it is not.
func TestRestore_changed(t *testing.T) {
	c := with(short(), func(c *Config) { c.Epochs = 9 })
	first, second, third := with(c, func(c *Config) { c.L2 = 1 }), with(c, func(c *Config) { c.L2 = 2 }), with(c, func(c *Config) { c.L2 = 3 })
	fewer := func(c Config) Config { return with(c, func(c *Config) { c.Epochs = 4 }) }
	cosine := func(c Config) Config { return with(c, func(c *Config) { c.RateSchedule = "cosine" }) }
	marks := []Mark{{1, 1, "L2 2"}, {2, 0, "L2 3"}, {2, 1, "L2 4"}}
	for name, test := range map[string]struct {
		saved Saved
		want  string
		err   error
	}{
		"none":           {Saved{Config: third, First: third, BeforeLastMark: third}, "", nil},
		"one":            {Saved{Config: third, First: second, BeforeLastMark: second, Marks: marks[:1]}, "1.1 l2=3", nil},
		"one, no first":  {Saved{Config: third, BeforeLastMark: second, Marks: marks[:1]}, "1.1 l2=3", nil},
		"two":            {Saved{Config: third, First: first, BeforeLastMark: second, Marks: marks[:2]}, "1.1 l2=2; 2 l2=3", nil},
		"two, no first":  {Saved{Config: third, BeforeLastMark: second, Marks: marks[:2]}, "", ErrForgotten},
		"three":          {Saved{Config: third, First: first, BeforeLastMark: second, Marks: marks}, "", ErrForgotten},
		"epochs":         {Saved{Config: third, First: fewer(second), BeforeLastMark: fewer(second), Marks: marks[:1]}, "1.1 l2=3", nil},
		"epochs, cosine": {Saved{Config: cosine(third), First: cosine(fewer(second)), BeforeLastMark: cosine(second), Marks: marks[:1]}, "", ErrForgotten},
		"cosine":         {Saved{Config: cosine(third), First: cosine(second), BeforeLastMark: cosine(second), Marks: marks[:1]}, "1.1 l2=3", nil},
	} {
		of := begin(t, c, 5).Save()
		s := test.saved
		s.Values, s.Memory, s.Batch, s.Epochs, s.BestLoss = of.Values, of.Memory, of.Batch, of.Epochs, of.BestLoss
		run, err := Restore(s)
		if !errors.Is(err, test.err) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil {
			continue
		}
		want := with(test.saved.Config, func(c *Config) { c.Changes = "" })
		if got := run.Save(); got.Config.Changes != test.want || got.Marks != nil || run.Snapshot().Now() != want {
			t.Errorf("%s: changes %q, now %+v, want %+v", name, got.Config.Changes, run.Snapshot().Now(), want)
		}
	}
}
