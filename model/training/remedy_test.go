package training

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"nntui/model"
)

// ran returns a run of a config with these losses on the test, and half of
// that in validation.
func ran(c Config, state model.State, losses ...float64) Run {
	r := Run{Config: c, State: state}
	for _, loss := range losses {
		r.Epochs = append(r.Epochs, Epoch{LossTest: loss, LossValidation: loss / 2})
	}
	return r
}

func asSnapshot(r Run) Snapshot { return Snapshot{Config: r.Config, State: r.State, Epochs: r.Epochs} }

// TestOffer takes the best of what was tried, if it is better.
func TestOffer(t *testing.T) {
	c := with(Default(), func(c *Config) { c.Epochs = 5 })
	other := func(i int, change func(*Config)) Config {
		return with(c, func(c *Config) { c.LearningRate = float64(i + 1); change(c) })
	}
	as := func(*Config) {}
	stops := func(c *Config) { c.Validation, c.Patience = 0.2, 2 }
	holds := func(c *Config) { c.Validation = 0.2 }
	ended, going := ran(c, model.Finished, 5, 4, 3, 2, 1), ran(c, model.Unfinished, 5, 4, 3)
	noisy := ran(c, model.Finished, 1, 1.2, 1, 1.2, 1)
	for _, k := range []struct {
		name   string
		own    Run
		tried  []Run
		want   string // "cause: ends own after", "" for none
		others int
	}{
		{"the best of two", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.5), ran(other(1, as), model.Finished, 1, 1, 1, 1, 0.4)}, "1 test: 0.4 1 0", 1},
		{"in the other order", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.4), ran(other(1, as), model.Finished, 1, 1, 1, 1, 0.5)}, "0 test: 0.4 1 0", 1},
		{"the first of equals", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.5), ran(other(1, as), model.Finished, 1, 1, 1, 1, 0.5)}, "0 test: 0.5 1 0", 1},
		{"than at the end, not at its best", ran(c, model.Finished, 0.1, 1, 1, 1, 1), []Run{ran(other(0, as), model.Finished, 0.01, 0.7, 0.7, 0.7, 0.7)}, "0 test: 0.7 1 0", 0},
		{"no better", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.99996)}, "", 1},
		{"hardly better", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.99994)}, "0 test: 0.99994 1 0", 0},
		{"within the noise of the run", noisy, []Run{ran(other(0, as), model.Finished, 0.6, 0.6, 0.6, 0.6, 0.6)}, "", 1},
		{"beyond it", noisy, []Run{ran(other(0, as), model.Finished, 0.5, 0.5, 0.5, 0.5, 0.5)}, "0 test: 0.5 1 0", 0},
		{"within its own noise", ended, []Run{ran(other(0, as), model.Finished, 0.7, 0.9, 0.7, 0.9, 0.7)}, "", 1},
		{"diverged", ended, []Run{ran(other(0, as), model.Diverged, 0.1)}, "", 1},
		{"diverged at once", ended, []Run{ran(other(0, as), model.Diverged)}, "", 1},
		{"could not be tried", ended, []Run{ran(other(0, as), model.Unfinished)}, "", 0},
		{"than a run that diverged", ran(c, model.Diverged, 5), []Run{ran(other(0, as), model.Finished, 7, 7, 7, 7, 6)}, "0 test: 6 NaN 0", 0},
		{"of a run under way, after as many epochs", going, []Run{ran(other(0, as), model.Finished, 9, 9, 2, 9, 1.5)}, "", 1},
		{"better by then", going, []Run{ran(other(0, as), model.Finished, 2, 2, 2, 2, 2)}, "0 test: 2 3 0", 0},
		{"tried for less", ended, []Run{ran(other(0, as), model.Unfinished, 3, 2, 1)}, "0 test: 1 3 3", 0},
		{"for too little to tell", ended, []Run{ran(with(c, func(c *Config) { c.Epochs = 10 }), model.Unfinished, 5, 4, 3, 2, 1)}, "", 0},
		{"longer", ended, []Run{ran(with(c, func(c *Config) { c.Epochs = 6 }), model.Finished, 5, 4, 3, 2, 1, 0.1)}, "0 test: 0.1 1 0", 0},
		{"that stops early, judged by what both hold out", ended, []Run{ran(other(0, stops), model.Finished, 1, 0.5, 0.7, 0.8)}, "0 test: 0.5 1 0", 0},
		{"both held out", ran(with(c, holds), model.Finished, 4, 3, 2, 2, 2), []Run{ran(other(0, holds), model.Finished, 1, 1, 1, 1, 1)}, "0 valid.: 0.5 1 0", 0},
		{"of something else", ended, []Run{ran(other(7, as), model.Finished, 0, 0, 0, 0, 0)}, "", 0},
	} {
		t.Run(k.name, func(t *testing.T) {
			var a Advice
			for i, r := range k.tried {
				a.Suspects = append(a.Suspects, Suspect{Cause: fmt.Sprint(i), Try: fmt.Sprint("try ", i), Remedy: r.Config})
			}
			if k.name == "of something else" {
				a.Suspects[0].Remedy = c
			}
			o, ok, others := a.Offer(asSnapshot(k.own), Tried{Runs: k.tried})
			got := ""
			if ok {
				got = fmt.Sprintf("%s %s: %v %v %v", o.Cause, o.Judge, o.Ends, o.Own, o.After)
			}
			if got != k.want || len(others) != k.others || slices.Contains(others, o.Try) {
				t.Errorf("%q, others %q, want %q", got, others, k.want)
			}
		})
	}
	if _, ok, others := (Advice{}).Offer(asSnapshot(ended), Tried{Runs: []Run{ended}}); ok || others != nil {
		t.Error("an advice without suspects offers something")
	}
}

// TestTrials runs candidates as they would run alone, whatever the steps.
func TestTrials(t *testing.T) {
	good := with(Default(), func(c *Config) { c.Epochs = 2 })
	bad := with(good, func(c *Config) { c.BatchSize = 10_000 })
	lost := with(good, func(c *Config) { c.L2 = 1e6 })
	whole, _ := NewTrials(Candidates{good, bad, lost})
	whole.Advance(math.MaxInt, 0)
	want := whole.Snapshot()
	if !want.Over || len(want.Runs) != 3 {
		t.Fatalf("%+v", want)
	}
	same(t, want.Runs[0], RunOf(finish(t, good), 0))
	same(t, want.Runs[1], Run{Config: bad})
	if r := want.Runs[2]; r.State != model.Diverged || r.Config != lost {
		t.Errorf("%+v", r)
	}
	stepped, _ := NewTrials(Candidates{good, bad, lost})
	early, steps := stepped.Snapshot(), 0
	for ; !stepped.Snapshot().Over && steps < 1000; steps++ {
		stepped.Advance(1, time.Hour)
	}
	if want := 2*89 + 1 + 53; steps != want {
		t.Errorf("%d steps, want %d: a batch each, and one for what cannot work", steps, want)
	}
	same(t, stepped.Snapshot(), want)
	if early.Over || early.Runs != nil {
		t.Errorf("an earlier snapshot has become %+v", early)
	}
	stepped, _ = NewTrials(Candidates{good})
	if stepped.Advance(math.MaxInt, 1); stepped.Snapshot().Over {
		t.Error("a nanosecond is enough")
	}
	if none, _ := NewTrials(Candidates{}); !none.Snapshot().Over {
		t.Error("nothing takes its time")
	}
}

// What takes too long is tried for less, or not at all.
func TestTrials_bearable(t *testing.T) {
	for _, c := range []struct {
		change func(*Config)
		want   int
	}{
		{func(c *Config) { c.Epochs = 100 }, 100},
		{func(c *Config) { c.Epochs = MaxEpochs }, 535}, // 3*2113*898 + 89*20000 each
		{func(c *Config) { c.Epochs, c.BatchSize = MaxEpochs, 1 }, 169},
		{func(c *Config) { c.Layers = "linear:30000,relu,linear:1,sigmoid" }, 0},
	} {
		if got := begin(t, with(Default(), c.change), 0).bearable(); got != c.want {
			t.Errorf("%d epochs, want %d", got, c.want)
		}
	}
	large := with(Default(), func(c *Config) { c.Layers = "linear:30000,relu,linear:1,sigmoid" })
	trials, _ := NewTrials(Candidates{large})
	trials.Advance(math.MaxInt, 0)
	if got := trials.Snapshot(); !got.Over || len(got.Runs) != 1 || len(got.Runs[0].Epochs) > 0 || got.Runs[0].State != model.Unfinished {
		t.Errorf("%+v", got)
	}
}

// TestCandidates are the remedies of the suspects.
func TestCandidates(t *testing.T) {
	all := course(t, func(*Config) {})
	a := Advise(all[len(all)-1])
	c := a.Candidates()
	for i, s := range a.Suspects {
		if c[i] != s.Remedy || c[i] == (Config{}) {
			t.Errorf("candidate %d is %+v", i, c[i])
		}
	}
	if (Advice{}).Candidates() != (Candidates{}) {
		t.Error("no suspects have candidates")
	}
}
