package training

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"nntui/model"
)

// part is what the losses below are counted in, so that all are better than a
// guess.
const part = 1. / 16

// ran returns a run of a config with these losses on the test, and half of
// that in validation.
func ran(c Config, state model.State, losses ...float64) Run {
	r := Run{Config: c, State: state}
	for _, loss := range losses {
		r.Epochs = append(r.Epochs, Epoch{LossTest: part * loss, LossValidation: part * loss / 2})
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
		name  string
		own   Run
		tried []Run
		want  string // "cause: ends own after", "" for none
		vain  string // "W" for each that is no better, "U" for each that is not told apart
	}{
		{"the best of two", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.5), ran(other(1, as), model.Finished, 1, 1, 1, 1, 0.4)}, "1 test: 0.4 1 0", ""},
		{"in the other order", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.4), ran(other(1, as), model.Finished, 1, 1, 1, 1, 0.5)}, "0 test: 0.4 1 0", ""},
		{"the first of equals", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.5), ran(other(1, as), model.Finished, 1, 1, 1, 1, 0.5)}, "0 test: 0.5 1 0", ""},
		{"than at the end, not at its best", ran(c, model.Finished, 0.1, 1, 1, 1, 1), []Run{ran(other(0, as), model.Finished, 0.01, 0.7, 0.7, 0.7, 0.7)}, "0 test: 0.7 1 0", ""},
		{"no better", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.9993)}, "", "U"},
		{"hardly better", ended, []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 0.9991)}, "0 test: 0.9991 1 0", ""},
		{"within the noise of the run", noisy, []Run{ran(other(0, as), model.Finished, 1.3, 0.6, 0.6, 0.6, 0.6)}, "", "U"},
		{"beyond it", noisy, []Run{ran(other(0, as), model.Finished, 1.3, 0.5, 0.5, 0.5, 0.5)}, "0 test: 0.5 1 0", ""},
		{"within its own noise", ended, []Run{ran(other(0, as), model.Finished, 6, 0.9, 0.7, 0.9, 0.7)}, "", "U"},
		{"within the noise, but below in all five", noisy, []Run{ran(other(0, as), model.Finished, 0.9, 0.9, 0.9, 0.9, 0.9)}, "0 test: 0.9 1 0", ""},
		{"above in all five", noisy, []Run{ran(other(0, as), model.Finished, 1.3, 1.3, 1.3, 1.3, 1.3)}, "", "W"},
		{"a little worse than guessing", ran(c, model.Diverged), []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 11.091)}, "", "W"}, // 16 ln 2 = 11.0904
		{"a little better", ran(c, model.Diverged), []Run{ran(other(0, as), model.Finished, 1, 1, 1, 1, 11.09)}, "0 test: 11.09 NaN 0", ""},
		{"diverged", ended, []Run{ran(other(0, as), model.Diverged, 0.1)}, "", "W"},
		{"diverged at once", ended, []Run{ran(other(0, as), model.Diverged)}, "", "W"},
		{"could not be tried", ended, []Run{ran(other(0, as), model.Unfinished)}, "", ""},
		{"than a run that diverged", ran(c, model.Diverged, 5), []Run{ran(other(0, as), model.Finished, 7, 7, 7, 7, 6)}, "0 test: 6 NaN 0", ""},
		{"of a run under way, after as many epochs", going, []Run{ran(other(0, as), model.Finished, 9, 9, 2, 9, 1.5)}, "", "U"},
		{"better by then", going, []Run{ran(other(0, as), model.Finished, 2, 2, 2, 2, 2)}, "0 test: 2 3 0", ""},
		{"tried for less", ended, []Run{ran(other(0, as), model.Unfinished, 3, 2, 1)}, "0 test: 1 3 3", ""},
		{"for too little to tell", ended, []Run{ran(with(c, func(c *Config) { c.Epochs = 10 }), model.Unfinished, 5, 4, 3, 2, 1)}, "", ""},
		{"longer", ended, []Run{ran(with(c, func(c *Config) { c.Epochs = 6 }), model.Finished, 5, 4, 3, 2, 1, 0.1)}, "0 test: 0.1 1 0", ""},
		{"that stops early, judged by what both hold out", ended, []Run{ran(other(0, stops), model.Finished, 1, 0.5, 0.7, 0.8)}, "0 test: 0.5 1 0", ""},
		{"both held out", ran(with(c, holds), model.Finished, 4, 3, 2, 2, 2), []Run{ran(other(0, holds), model.Finished, 1, 1, 1, 1, 1)}, "0 valid.: 0.5 1 0", ""},
		{"of something else", ended, []Run{ran(other(7, as), model.Finished, 0, 0, 0, 0, 0)}, "", ""},
	} {
		t.Run(k.name, func(t *testing.T) {
			var a Advice
			for i, r := range k.tried {
				a.Suspects = append(a.Suspects, Suspect{Cause: fmt.Sprint(i), Try: fmt.Sprint("try ", i), Remedy: r.Config})
			}
			if k.name == "of something else" {
				a.Suspects[0].Remedy = c
			}
			o, ok, vain := a.Offer(asSnapshot(k.own), Tried{Runs: k.tried})
			got := ""
			if ok {
				got = fmt.Sprintf("%s %s: %v %v %v", o.Cause, o.Judge, o.Ends/part, o.Own/part, o.After)
			}
			if in := strings.Repeat("W", len(vain.Worse)) + strings.Repeat("U", len(vain.Unclear)); got != k.want || in != k.vain {
				t.Errorf("%q, in vain %q, want %q, %q", got, in, k.want, k.vain)
			}
		})
	}
	if _, ok, vain := (Advice{}).Offer(asSnapshot(ended), Tried{Runs: []Run{ended}}); ok || vain.Worse != nil || vain.Unclear != nil {
		t.Error("an advice without suspects offers something")
	}
}

// TestTrials runs candidates as they would run alone, whatever the steps.
func TestTrials(t *testing.T) {
	good := with(Default(), func(c *Config) { c.Epochs = 2 })
	bad := with(good, func(c *Config) { c.BatchSize = 10_000 })
	lost := with(good, func(c *Config) { c.L2 = 1e6 })
	whole, _ := NewTrials(Candidates{{good, 0}, {bad, 0}, {lost, 0}})
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
	stepped, _ := NewTrials(Candidates{{good, 0}, {bad, 0}, {lost, 0}})
	early, steps := stepped.Snapshot(), 0
	for ; !stepped.Snapshot().Over && steps < 1000; steps++ {
		stepped.Advance(1, time.Hour)
	}
	if want := 2*89 + 53 + 3; steps != want {
		t.Errorf("%d steps, want %d: a batch each, and one to begin each", steps, want)
	}
	same(t, stepped.Snapshot(), want)
	if early.Over || early.Runs != nil {
		t.Errorf("an earlier snapshot has become %+v", early)
	}
	stepped, _ = NewTrials(Candidates{{good, 0}})
	if stepped.Advance(math.MaxInt, 1); stepped.Snapshot().Over {
		t.Error("a nanosecond is enough")
	}
	if none, _ := NewTrials(Candidates{}); !none.Snapshot().Over {
		t.Error("nothing takes its time")
	}
}

// remedied returns what comes of the remedies of a run that has ended.
func remedied(t *testing.T, change func(*Config)) (Offer, bool, Vain) {
	t.Helper()
	all := course(t, change)
	s := all[len(all)-1]
	a := Advise(s)
	trials, _ := NewTrials(a.Candidates())
	trials.Advance(math.MaxInt, 0)
	return a.Offer(s, trials.Snapshot())
}

// TestTrials_search looks for a learning rate decade by decade until a run gets
// off the ground, however far that is, and says what was tried.
func TestTrials_search(t *testing.T) {
	for _, c := range []struct {
		rate float64
		want string // what is offered
		ends float64
		vain Vain
	}{
		{0.1, "lr 0.01", 0.0847, Vain{}},
		{3, "lr 0.03", 0.0617, Vain{}},    // 0.3 is worse than guessing
		{1e4, "lr 0.033", 0.0620, Vain{}}, // so are all before
		{1e-12, "lr 0.0001", 0.5164, Vain{}},
		{1e30, "", 0, Vain{Worse: []string{"lr 1e+29", "lr 3.3e+29"}}}, // too far for twenty decades
	} {
		o, ok, vain := remedied(t, func(own *Config) { own.Epochs, own.LearningRate = 12, c.rate })
		if ok != (c.want != "") || o.Try != c.want || math.Abs(o.Ends-c.ends) > 1e-4 || fmt.Sprint(vain) != fmt.Sprint(c.vain) {
			t.Errorf("lr %v: %v %q %v, in vain %v", c.rate, ok, o.Try, o.Ends, vain)
		}
		if ok && (o.Remedy.LearningRate == c.rate || o.Remedy.Epochs != 12) {
			t.Errorf("lr %v: %+v", c.rate, o.Remedy)
		}
	}
}

// A learning rate that gets nowhere is left after three epochs, or as soon as it
// diverges; twenty are looked at, and fewer of a net that takes long.
func TestTrials_decades(t *testing.T) {
	rate := func(v float64) func(*Config) {
		return func(c *Config) { c.Epochs, c.LearningRate = 4, v }
	}
	for _, c := range []struct {
		change func(*Config)
		by     float64
		want   float64
		steps  int
	}{
		{rate(3), 0.1, 0.03, 1 + 89*(3+3+4)},
		{rate(0.03), 0.1, 0.03, 1 + 89*4},
		{rate(3), 0, 3, 1 + 89*4},
		{rate(3e17), 0.1, 0.03, 1 + 89*(19*3+4)},
		{rate(3e18), 0.1, 3e18, 1 + 89*(20*3+4)},
		{rate(1e308), 10, 1e308, 1 + 2 + 2}, // of which there is no larger one
	} {
		trials, _ := NewTrials(Candidates{{with(Default(), c.change), c.by}})
		steps := 0
		for ; !trials.Snapshot().Over && steps < 1e5; steps++ {
			trials.Advance(1, 0)
		}
		if r := trials.Snapshot().Runs[0]; r.Config.LearningRate != c.want || steps != c.steps {
			t.Errorf("%v in %d steps, want %v in %d", r.Config.LearningRate, steps, c.want, c.steps)
		}
	}
	large := with(Default(), func(c *Config) { c.Layers = "linear:2000,relu,linear:1,sigmoid" })
	trials, _ := NewTrials(Candidates{{large, 10}})
	if trials.begin(); trials.decades != trials.now.bearable()/6 || trials.decades != 1 {
		t.Errorf("%d decades of %d epochs", trials.decades, trials.now.bearable())
	}
}

// Two remedies that came to the same learning rate are told once.
func TestOffer_same(t *testing.T) {
	for _, loss := range []float64{5, 1} {
		own := ran(with(Default(), func(c *Config) { c.Epochs = 1 }), model.Finished, 1)
		var a Advice
		var tried Tried
		for _, rate := range []float64{7, 0.7} {
			c := with(own.Config, func(c *Config) { c.LearningRate = rate })
			a.Suspects = append(a.Suspects, Suspect{Try: "first", Remedy: c, By: 0.1})
			tried.Runs = append(tried.Runs, ran(with(c, func(c *Config) { c.LearningRate = 0.07 }), model.Finished, loss))
		}
		if _, _, vain := a.Offer(asSnapshot(own), tried); fmt.Sprint(append(vain.Worse, vain.Unclear...)) != "[lr 0.07]" {
			t.Errorf("%+v", vain)
		}
	}
}

// A net of its own noise is remedied by one without, though its jumps are far
// larger than what is gained at the end.
func TestTrials_unsteady(t *testing.T) {
	o, ok, vain := remedied(t, func(c *Config) {
		c.Epochs, c.LearningRate = 40, 0.1
		c.Optimizer.Name, c.Optimizer.Momentum, c.Optimizer.Decay, c.Optimizer.Epsilon = "adam", 0.9, 0.999, 1e-8
	})
	if !ok || o.Cause != "steps too large" || o.Try != "lr 0.01" || math.Abs(o.Ends-0.0715) > 5e-5 || len(vain.Worse)+len(vain.Unclear) > 0 {
		t.Errorf("%v %+v, in vain %v", ok, o, vain)
	}
}

// TestClearly has nine epochs of ten, or more than the noise.
func TestClearly(t *testing.T) {
	flat, zigzag := line(10, 1, 1), []float64{2, 5, 2, 5, 2, 5, 2, 5, 2, 5}
	crossed := func(n int) []float64 { // below flat in the last n epochs, by too little
		y := []float64{5, 2, 5, 2, 5, 2, 5, 2, 5, 2}
		for i := 10 - n; i < 10; i++ {
			y[i] = 0.9
		}
		return y
	}
	for _, c := range []struct {
		name      string
		low, high []float64
		want      bool
	}{
		{"flat and below", line(10, 0.9, 0.9), flat, true},
		{"by less than is shown", line(10, 0.99996, 0.99996), flat, false},
		{"in all but one", append([]float64{6}, line(9, 1.9, 1.9)...), zigzag, true},
		{"in all but two", append([]float64{6, 6}, line(8, 1.9, 1.9)...), zigzag, false},
		{"often, but not at the end", append(line(9, 0.5, 0.5), 1.1), flat, false},
		{"at the end alone", append(line(9, 1, 1), 0.9), []float64{1, 1, 1.5, 1, 1.5, 1, 1.5, 1, 1, 1}, false},
		{"rarely, with noise", crossed(2), flat, false},
		{"not enough of either", zigzag, zigzag, false},
		{"the longer one is cut", append(line(30, 9, 9), line(10, 0.9, 0.9)...), flat, true},
	} {
		if got := clearly(c.low, c.high); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// What takes too long is tried for less, or not at all.
func TestTrials_bearable(t *testing.T) {
	for _, c := range []struct {
		change func(*Config)
		want   int
	}{
		{func(*Config) {}, 535}, // 3*2113*898 + 89*20000 each
		{func(c *Config) { c.BatchSize = 1 }, 169},
		{func(c *Config) { c.Layers = "linear:30000,relu,linear:1,sigmoid" }, 0},
	} {
		if got := begin(t, with(Default(), c.change), 0).bearable(); got != c.want {
			t.Errorf("%d epochs, want %d", got, c.want)
		}
	}
	large := with(Default(), func(c *Config) { c.Layers = "linear:30000,relu,linear:1,sigmoid" })
	trials, _ := NewTrials(Candidates{{large, 0}})
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
		if c[i] != (Candidate{s.Remedy, s.By}) || c[i].Config == (Config{}) {
			t.Errorf("candidate %d is %+v", i, c[i])
		}
	}
	if (Advice{}).Candidates() != (Candidates{}) {
		t.Error("no suspects have candidates")
	}
}
