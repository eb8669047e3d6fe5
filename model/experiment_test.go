package model_test

import (
	"flag"
	"math"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/model/training"
)

// An experiment is a Descent, a Check or a Training.
type experiment interface {
	Advance(steps int, budget time.Duration)
}

// A subject is a kind of experiment for the tests below, which hold for all.
type subject struct {
	name     string
	new      func() (experiment, error)
	snapshot func(experiment) (s any, state model.State)
	steps    int // to the end
}

// afterwards is how many steps a check takes after the comparison: the
// verdict, the Taylor test, the theory, and an h of the sweep each.
const afterwards = 3 + 13*check.PerDecade + 1

func subjects() []subject {
	walked := func(c descent.Config, steps int) subject {
		return subject{
			new:      func() (experiment, error) { return descent.New(c) },
			snapshot: func(e experiment) (any, model.State) { s := e.(*descent.Descent).Snapshot(); return s, s.State },
			steps:    steps,
		}
	}
	checked := func(c check.Config, steps int) subject {
		return subject{
			new:      func() (experiment, error) { return check.New(c) },
			snapshot: func(e experiment) (any, model.State) { s := e.(*check.Check).Snapshot(); return s, s.State },
			steps:    steps,
		}
	}
	trained := func(c training.Config, steps int) subject {
		return subject{
			new:      func() (experiment, error) { return training.New(c) },
			snapshot: func(e experiment) (any, model.State) { s := e.(*training.Training).Snapshot(); return s, s.State },
			steps:    steps,
		}
	}
	return []subject{
		walked(descent.Default(), 20).as("descent"),
		walked(descentOf(3, 2, 10, 1, 1000), 105).as("descent that diverges"),
		checked(check.Default(), 1+afterwards).as("check of the sigmoid"),
		checked(checkOf("linear", "forward", 1e-7, 1), 3+afterwards).as("check of the linear layer"),
		checked(checkOf("one-layer", "central", 1e-5, 1), 3+afterwards).as("check of the one-layer model"),
		trained(short(), 8).as("training"),
		trained(diverging(), 2).as("training that diverges"),
	}
}

func (s subject) as(name string) subject {
	s.name = name
	return s
}

func descentOf(x, y, step, decay float64, steps int) descent.Config {
	c := descent.Default()
	c.X, c.Y, c.Step, c.Decay, c.Steps = x, y, step, decay, steps
	return c
}

func checkOf(component, formula string, h float64, seed uint64) check.Config {
	c := check.Default()
	c.Component, c.Formula, c.H, c.Seed = component, formula, h, seed
	return c
}

// short returns a training of four epochs of two batches.
func short() training.Config {
	c := training.Default()
	c.Layers = "linear:4,relu,linear:1,sigmoid"
	c.Epochs, c.BatchSize, c.LearningRate = 4, 400, 0.0001
	return c
}

func diverging() training.Config {
	c := short()
	c.LearningRate = 1e308
	return c
}

// start returns the experiment before its first step.
func (s subject) start(t rapid.TB) experiment {
	t.Helper()
	e, err := s.new()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// film returns the snapshots after 0, 1, 2 and so on to all steps.
func (s subject) film(t rapid.TB) []any {
	t.Helper()
	e := s.start(t)
	var film []any
	for range s.steps {
		film = append(film, s.now(e))
		e.Advance(1, 0)
	}
	return append(film, s.now(e))
}

func (s subject) now(e experiment) any {
	snapshot, _ := s.snapshot(e)
	return snapshot
}

// same fails the test unless the snapshots are alike.
func same(t rapid.TB, got, want any) {
	t.Helper()
	sameSurface := cmp.Comparer(func(a, b *surface.Surface) bool { return a.Formula == b.Formula })
	if diff := cmp.Diff(want, got, sameSurface, cmpopts.EquateNaNs(), cmp.AllowUnexported(training.Snapshot{})); diff != "" {
		t.Errorf("snapshots differ (-want +got):\n%s", diff)
	}
}

func TestExperiments(t *testing.T) {
	few(t, 25)
	for _, s := range subjects() {
		t.Run(s.name, func(t *testing.T) {
			film := s.film(t)
			t.Run("ends", func(t *testing.T) { s.testEnd(t, film) })
			t.Run("any portions", func(t *testing.T) { s.testPortions(t, film) })
			t.Run("any budget", func(t *testing.T) { s.testBudget(t, film) })
			t.Run("snapshots stay", func(t *testing.T) { s.testSnapshots(t, film) })
		})
	}
}

// few lets the property tests below draw only so often.
func few(t *testing.T, draws int) {
	checks := flag.Lookup("rapid.checks")
	t.Cleanup(func() { checks.Value.Set(checks.DefValue) })
	checks.Value.Set(strconv.Itoa(draws))
}

// testEnd checks that the experiment is over after its last step and that
// nothing moves it then.
func (s subject) testEnd(t *testing.T, film []any) {
	e := s.start(t)
	e.Advance(s.steps-1, 0)
	if _, state := s.snapshot(e); state != model.Unfinished {
		t.Errorf("state %v before the last step", state)
	}
	e.Advance(1, 0)
	if _, state := s.snapshot(e); state == model.Unfinished {
		t.Error("unfinished after the last step")
	}
	e.Advance(math.MaxInt, 0)
	same(t, s.now(e), film[s.steps])
}

func (s subject) testPortions(t *testing.T, film []any) {
	rapid.Check(t, func(t *rapid.T) {
		e, done := s.start(t), 0
		for _, steps := range rapid.SliceOfN(rapid.IntRange(-1, 1+s.steps/3), 1, 5).Draw(t, "portions") {
			e.Advance(steps, 0)
			done += max(0, steps)
		}
		same(t, s.now(e), film[min(done, s.steps)])
	})
}

// testBudget checks that a budget that is used up at once ends a call, but
// lets every call make progress, and that a large one changes nothing.
func (s subject) testBudget(t *testing.T, film []any) {
	e := s.start(t)
	e.Advance(math.MaxInt, 1)
	if _, state := s.snapshot(e); s.steps > 2 && state != model.Unfinished {
		t.Errorf("state %v after a nanosecond", state)
	}
	for range s.steps - 1 {
		e.Advance(math.MaxInt, 1)
	}
	same(t, s.now(e), film[s.steps])

	e = s.start(t)
	e.Advance(s.steps/2, time.Hour)
	same(t, s.now(e), film[s.steps/2])
}

// testSnapshots checks that going on has not changed the earlier snapshots of
// the film.
func (s subject) testSnapshots(t *testing.T, film []any) {
	for steps, early := range film {
		e := s.start(t)
		e.Advance(steps, 0)
		same(t, early, s.now(e))
	}
}

// TestSnapshots_append checks that snapshots have no room that an experiment
// would write to as well.
func TestSnapshots_append(t *testing.T) {
	walked, err := descent.New(descentOf(3, 2, 0.1, 1, 10))
	if err != nil {
		t.Fatal(err)
	}
	gradients, err := check.New(checkOf("linear", "central", 1e-5, 1))
	if err != nil {
		t.Fatal(err)
	}
	run, err := training.New(short())
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		walked.Advance(1, 0)
		gradients.Advance(1, 0)
		run.Advance(1, 0)
		path, entries, epochs := walked.Snapshot().Path, gradients.Snapshot().Entries, run.Snapshot().Epochs
		if cap(path) > len(path) || cap(entries) > len(entries) || cap(epochs) > len(epochs) {
			t.Fatalf("room for %d points of %d, %d entries of %d, %d epochs of %d",
				cap(path), len(path), cap(entries), len(entries), cap(epochs), len(epochs))
		}
	}
}
