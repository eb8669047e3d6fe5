package claims

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"time"

	"nntui/model/descent"
	"nntui/model/training"
	"nntui/tui/lesson"
)

// checkChaos sees that the answer shows no digit that hangs on the last ones of
// where a run begins: other machines round in another way. Times are measured,
// and checks come to errors of rounding: these differ anyway.
func (f *figures) checkChaos() {
	f.Helper()
	for _, name := range lesson.Placeholders(f.step.Answer) {
		setup, reading, _ := f.step.Source(name)
		if reading == "ms" || f.run(setup.Open).check.About != "" {
			continue
		}
		if got, want := value(f.nudgedOf(setup.Open, 1).readings, reading).Text, f.reading(name).Text; got != want {
			f.Errorf("%s is %s, and %s where the run begins 1e-12 away", name, want, got)
		}
	}
}

// nudged runs a set-up from where it begins but for a part in 1e12, another
// one for each seed.
func (f *figures) nudged(name string, seed uint64) *result {
	f.Helper()
	for _, setup := range f.step.Setups() {
		if setup.Name == name {
			return f.nudgedOf(setup.Open, seed)
		}
	}
	f.Fatalf("there is no set-up %q", name)
	return nil
}

func (f *figures) nudgedOf(open string, seed uint64) *result {
	f.Helper()
	once, _ := runs.LoadOrStore(fmt.Sprint(seed, open), sync.OnceValues(func() (*result, error) { return runNudged(open, seed) }))
	r, err := once.(func() (*result, error))()
	if err != nil {
		f.Fatalf("%s: %v", open, err)
	}
	return r
}

func runNudged(open string, seed uint64) (*result, error) {
	config, _, err := configOf(open)
	if err != nil {
		return nil, err
	}
	g := rand.New(rand.NewPCG(seed, 0))
	nudge := func(v *float64) { *v *= 1 + 1e-12*(2*g.Float64()-1) } // 0 stays 0
	if c, ok := config.(*descent.Config); ok {
		nudge(&c.X)
		nudge(&c.Y)
		return runDescent(*c)
	}
	t, err := training.New(*config.(*training.Config))
	if err != nil {
		return nil, err
	}
	saved := t.Save()
	for i := range saved.Values {
		nudge(&saved.Values[i])
	}
	if t, err = training.Restore(saved); err != nil {
		return nil, err
	}
	t.Advance(math.MaxInt, 0)
	s := t.Look(training.Watch{Learned: true})
	return &result{readings: s.Readings(time.Second), training: s}, nil
}
