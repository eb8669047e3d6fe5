package training

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// stuck plays a net whose steps are far too small, to its end.
func stuck(t *testing.T, hidden kit.Hidden, f func(*testing.T, *stage.Stage[*Tab])) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		tab := New(0)
		tab.config.LearningRate, tab.config.Epochs, tab.speed = 1e-6, 12, "full"
		tab.knobs.Hide(hidden)
		tab.Begin()
		f(t, stage.New(tab, 200, 21))
	})
}

// The remedies are tried apart from the run, and the key takes the best.
func TestRemedy(t *testing.T) {
	stuck(t, nil, func(t *testing.T, s *stage.Stage[*Tab]) {
		before := s.Tab.runner.Snapshot
		s.Sees(t, "Plateau: ", "; steps too small. H: lr 0.0001 would end at test loss 0.", " (now 0.")
		if runs := s.Tab.trials.Snapshot.Runs; len(runs) != 3 || len(s.Tab.runs) != 0 || len(runs[0].Epochs) != 12 {
			t.Errorf("%d remedies tried, %d earlier runs", len(runs), len(s.Tab.runs))
		}
		s.Press("H")
		want := before.Config
		want.LearningRate = 1e-4
		if got := s.Tab.runner.Snapshot.Config; got != want || s.Tab.config != want {
			t.Errorf("h takes %+v", got)
		}
	})
}

// Also while knobs act on the running net a remedy is what was tried: a run from
// the first batch.
func TestRemedy_live(t *testing.T) {
	stuck(t, nil, func(t *testing.T, s *stage.Stage[*Tab]) {
		want := s.Tab.runner.Snapshot.Config
		want.LearningRate = 1e-4
		s.Press("l", "H")
		if got := s.Tab.runner.Snapshot.Config; got != want || !s.Tab.live {
			t.Errorf("h takes %+v", got)
		}
	})
}

// Before the remedies have been tried none is offered; what has been tried is
// kept while the advice does not ask for it.
func TestRemedy_waits(t *testing.T) {
	stuck(t, nil, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab, before := s.Tab, s.Tab.config
		made, advice := tab.trials.Made, tab.advice
		tab.trials.Made = training.Candidates{}
		s.Sees(t, " since epoch 1. Trying lr 0.0001, lr 1e-05 and lr 3e-06.")
		tab.remedy()
		s.Sees(t, "The remedies are still being tried.")
		if tab.config != before {
			t.Error("h changes something")
		}
		tab.trials.Made, tab.note = made, ""
		tab.advice = training.Advice{Head: "Fine", Evidence: "all of it"}
		s.Press("z")
		s.Sees(t, "Fine: all of it.")
		tab.remedy()
		s.Sees(t, "There is nothing to remedy.")
		if tab.trials.Playing || tab.config != before {
			t.Error("it tries something")
		}
		tab.advice, tab.note = advice, ""
		s.Sees(t, "H: lr 0.0001 would end at")
	})
}

// A hidden remedy is neither tried nor offered; the cause is a suspicion.
func TestRemedy_hidden(t *testing.T) {
	stuck(t, kit.Hidden{"remedy": true}, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Sees(t, " since epoch 1; perhaps steps too small.")
		if s.Tab.trials.Ready {
			t.Error("it is tried")
		}
	})
}

// Of a run that ended well nothing is suspected then.
func TestRemedy_hiddenDone(t *testing.T) {
	tab := offering(model.Finished, 0.05, 0.01)
	tab.advice.Kind = training.Done
	tab.knobs.Hide(kit.Hidden{"remedy": true})
	if got := ansi.Strip(tab.Status(frame(120, 20))); got != "Plateau: train loss 0.1234 at rest." {
		t.Error(got)
	}
}

// offering returns a tab whose run has an advice with two suspects that have
// been tried, and came to these losses in so many epochs.
func offering(end model.State, losses ...float64) *Tab {
	s := made(30).runner.Snapshot
	t := showing(s)
	a := training.Advice{Kind: training.Plateau, Head: "Plateau", Evidence: "train loss 0.1234 at rest"}
	var tried training.Tried
	for i, loss := range losses {
		c := s.Config
		c.LearningRate = float64(i + 1)
		a.Suspects = append(a.Suspects, training.Suspect{Cause: "steps too small", Try: []string{"lr 1", "lr 2"}[i], Remedy: c})
		e := slices.Repeat([]training.Epoch{{LossTest: loss}}, 30)
		if end == model.Unfinished {
			e = e[:20]
		}
		tried.Runs = append(tried.Runs, training.Run{Config: c, Epochs: e, State: end})
	}
	tried.Over = true
	t.advice, t.trials.Made, t.trials.Snapshot = a, a.Candidates(), tried
	return t
}

// What is offered is said in as many words as there is room for.
func TestWords_remedies(t *testing.T) {
	own := made(30).runner.Snapshot.Epochs
	for _, c := range []struct {
		name  string
		tab   *Tab
		width int
		want  string
	}{
		{"all of it", offering(model.Finished, 0.05, 0.01), 120, "Plateau: train loss 0.1234 at rest; steps too small. H: lr 2 would end at test loss 0.0100 (now OWN)."},
		{"a word less", offering(model.Finished, 0.05, 0.01), 100, "Plateau: train loss 0.1234 at rest; steps too small. H: lr 2 would end at 0.0100 (now OWN)."},
		{"no evidence", offering(model.Finished, 0.05, 0.01), 80, "Plateau: steps too small. H: lr 2 would end at 0.0100 (now OWN)."},
		{"no comparison", offering(model.Finished, 0.05, 0.01), 60, "Plateau: steps too small. H: lr 2 would end at 0.0100."},
		{"no cause", offering(model.Finished, 0.05, 0.01), 50, "Plateau. H: lr 2 would end at 0.0100."},
		{"not to the end", offering(model.Unfinished, 0.05, 0.01), 140, "Plateau: train loss 0.1234 at rest; steps too small. H: lr 2 has test loss 0.0100 (this run had 20TH) after 20 epochs."},
		{"none better", offering(model.Finished, 5, 3), 120, "Plateau: train loss 0.1234 at rest. No better: lr 1 and lr 2."},
		{"none better, narrow", offering(model.Finished, 5, 3), 60, "Plateau: train loss 0.1234 at rest. No remedy found."},
		{"the same", offering(model.Finished, own[29].LossTest), 120, "Plateau: train loss 0.1234 at rest. Not told apart from noise: lr 1."},
		{"the same and a worse one", offering(model.Finished, own[29].LossTest, 5), 120, "Plateau: train loss 0.1234 at rest. Not told apart from noise: lr 1. No better: lr 2."},
		{"all diverged", offering(model.Diverged, 0.05, 0.01), 120, "Plateau: train loss 0.1234 at rest. No better: lr 1 and lr 2."},
	} {
		want := strings.NewReplacer("OWN", strings.TrimSpace(fourDecimals(own[29].LossTest)), "20TH", strings.TrimSpace(fourDecimals(own[19].LossTest))).Replace(c.want)
		if got := ansi.Strip(c.tab.Status(frame(c.width, 20))); got != want {
			t.Errorf("%s: %s\nwant %s", c.name, got, want)
		}
	}
	exact := offering(model.Finished, 0.05, 0.01)
	all := ansi.Strip(exact.Status(frame(200, 20)))
	for width, want := range map[int]bool{ansi.StringWidth(all) + 1: true, ansi.StringWidth(all): false} { // a blank stands before it
		if got := ansi.Strip(exact.Status(frame(width, 20))); (got == all) != want {
			t.Errorf("in %d cells: %s", width, got)
		}
	}
	exact.runner.Snapshot.Config.Validation = 0.2
	for i := range exact.trials.Snapshot.Runs {
		r := &exact.trials.Snapshot.Runs[i]
		r.Config.Validation, exact.advice.Suspects[i].Remedy.Validation = 0.2, 0.2
	}
	exact.trials.Made = exact.advice.Candidates()
	if got := ansi.Strip(exact.Status(frame(200, 20))); !strings.Contains(got, " would end at valid. loss 0.0000") {
		t.Error(got)
	}
	none := offering(model.Finished, 5, 3)
	before := none.config
	none.remedy()
	if got := ansi.Strip(none.Status(frame(120, 20))); got != "Nothing that was tried is better." || none.config != before {
		t.Error(got)
	}
	none.note = ""
	for i := range none.trials.Snapshot.Runs { // too large to be tried
		none.trials.Snapshot.Runs[i].Epochs = nil
	}
	if got := ansi.Strip(none.Status(frame(120, 20))); got != "Plateau: train loss 0.1234 at rest; perhaps steps too small." {
		t.Error(got)
	}
	lost := offering(model.Finished, 0.05, 0.01)
	lost.runner.Snapshot.State = model.Diverged
	if got := ansi.Strip(lost.Status(frame(120, 20))); !strings.HasSuffix(got, "H: lr 2 would end at test loss 0.0100.") {
		t.Error(got)
	}
}

// What could be better is no reason why a run is done.
func TestOffered_done(t *testing.T) {
	tab := made(30)
	o := training.Offer{Suspect: training.Suspect{Cause: "steps too small", Try: "lr 0.01"}, Ends: 0.25, Own: 0.35}
	for k, want := range map[training.Kind]string{
		training.Done:    "Done, but steps too small. H: lr 0.01 would end at 0.2500 (now 0.3500).",
		training.Plateau: "Done: steps too small. H: lr 0.01 would end at 0.2500 (now 0.3500).",
	} {
		way := tab.offered(frame(80, 21), k, o, ":x")[2]
		if got := ansi.Strip("Done" + way[:1] + " " + way[1:]); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
