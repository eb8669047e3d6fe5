package figures

import (
	"flag"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	"nntui/data"
	"nntui/model"
	"nntui/model/check"
	"nntui/model/training"
	"nntui/nn"
)

// checkFew is rapid.Check with a fifth of the examples that -rapid.checks asks
// for, as each is a whole figure or two.
func checkFew(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	checks := flag.Lookup("rapid.checks").Value
	asked := checks.String()
	defer checks.Set(asked)
	n, err := strconv.Atoi(asked)
	if err != nil {
		t.Fatal(err)
	}
	checks.Set(strconv.Itoa((n + 4) / 5))
	rapid.Check(t, property)
}

func TestCheck_odd(t *testing.T) {
	checkFew(t, func(r *rapid.T) {
		h := rapid.SliceOfN(odd(), 0, 10).Draw(r, "hs")
		s := check.Snapshot{Config: check.Default()}
		s.Config.Formula = rapid.SampledFrom([]string{"central", "forward", "none"}).Draw(r, "formula")
		s.Config.H = odd().Draw(r, "h")
		s.Sweep.H = h
		for range rapid.SampledFrom([]int{0, len(nn.Formulas)}).Draw(r, "formulas") {
			s.Sweep.Errors = append(s.Sweep.Errors, rapid.SliceOfN(odd(), len(h), len(h)).Draw(r, "errors"))
			s.Sweep.Truncation = append(s.Sweep.Truncation, odd().Draw(r, "truncation"))
		}
		s.Sweep.Rounding = odd().Draw(r, "rounding")
		p := sweep(s)
		checkSVG(r, Figure{page: func() *page { return p }})
		checkTexts(r, p)
	})
}

// What the formula has no error of, its theory does not name.
func TestSweep_theory(t *testing.T) {
	for formula, want := range map[string]bool{"central": false, "backward": true} { // the one without a truncation error
		s := checkSnapshot()
		s.Config.Formula = formula
		if got := legend(sweep(s)); strings.Contains(got, "theory: rounding, no truncation") != want || strings.Contains(got, "theory: truncation + rounding") == want {
			t.Errorf("%s: %s", formula, got)
		}
		s.Sweep.Rounding = math.NaN()
		if got := legend(sweep(s)); strings.Contains(got, "no truncation") {
			t.Errorf("%s: %s, where nothing is known", formula, got)
		}
	}
}

func TestTraining_odd(t *testing.T) {
	digits, err := data.Digits()
	if err != nil {
		t.Fatal(err)
	}
	checkFew(t, func(r *rapid.T) {
		epochs := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) training.Epoch {
			n := odd()
			return training.Epoch{
				LossTrain: n.Draw(r, "loss"), AccuracyTrain: n.Draw(r, "accuracy"), LossTest: n.Draw(r, "test"), AccuracyTest: n.Draw(r, "test accuracy"),
				LossValidation: n.Draw(r, "validation"), AccuracyValidation: n.Draw(r, "validation accuracy"),
			}
		}), 0, 5)
		s := training.Snapshot{Config: training.Default(), Epochs: epochs.Draw(r, "epochs"), Batches: rapid.IntRange(0, 3).Draw(r, "batches")}
		s.Config.Validation = rapid.SampledFrom([]float64{0, 0.2}).Draw(r, "held out")
		for range rapid.IntRange(0, 3).Draw(r, "marks") {
			s.Marks = append(s.Marks, training.Mark{Epoch: rapid.IntRange(0, 9).Draw(r, "epoch"), Batch: 1, What: "lr \x00 \xff"})
		}
		var earlier []training.Run
		for i := range rapid.IntRange(0, 7).Draw(r, "runs") {
			earlier = append(earlier, training.Run{Number: i, Hidden: rapid.Bool().Draw(r, "hidden"), Epochs: epochs.Draw(r, "earlier")})
		}
		n := rapid.IntRange(0, 9).Draw(r, "digits")
		test := digits.Rows(0, n)
		s.Detail = &training.Detail{Digits: &training.Classified{Test: &test, P: rapid.SliceOfN(rapid.OneOf(rapid.Just(math.NaN()), rapid.Float64Range(0, 1)), n, n).Draw(r, "p")}}
		for _, f := range Training(s, earlier, Axes{rapid.Bool().Draw(r, "logX"), rapid.Bool().Draw(r, "logY")}) {
			checkSVG(r, f)
			checkTexts(r, f.page())
		}
	})
}

// Of the digits as many are shown as there is room for, and it is said which.
func TestDigits(t *testing.T) {
	digits, err := data.Digits()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		n, wrong, shown int
		rows            int
		says            string
	}{
		{0, 0, 0, 1, "There are no test digits."},
		{3, 0, 3, 1, "After epoch 0, 0 of 3 test digits are on the wrong side (0.0 %). Shown are those of which the net is least sure."},
		{9, 1, 9, 2, "After epoch 0, 1 of 9 test digits are on the wrong side (11.1 %). They come first,"},
		{80, 64, 64, 8, "After epoch 0, 64 of 80 test digits are on the wrong side (80.0 %). They come first,"},
		{80, 65, 64, 8, "After epoch 0, 65 of 80 test digits are on the wrong side (81.2 %). Shown are the 64 mistakes of which the net is surest."},
	} {
		test := digits.Rows(0, c.n)
		s := training.Snapshot{Config: training.Default(), Detail: &training.Detail{Digits: &training.Classified{Test: &test, P: slices.Clone(test.Y.Data)}}}
		for i := range c.wrong {
			s.Detail.Digits.P[i] = 1 - test.Y.Data[i]
		}
		p := digitsPage(s)
		if !strings.HasPrefix(p.notes[1], c.says) {
			t.Errorf("%d digits, %d mistakes: %s", c.n, c.wrong, p.notes[1])
		}
		shown := 0
		for _, thing := range drawnPage(p) {
			if thing.image != nil {
				shown++
			}
		}
		if shown != c.shown || p.height != vg.Length(71*c.rows) {
			t.Errorf("%d digits: %d are shown in %v, want %d in %d rows", c.n, shown, p.height, c.shown, c.rows)
		}
	}
}

// Of a run that stopped early the weights of its best epoch were kept.
func TestDigits_epoch(t *testing.T) {
	s := digitsSnapshot(t)
	s.Epochs = []training.Epoch{{LossTest: 2}, {LossTest: 1}, {LossTest: 3}}
	for _, c := range []struct {
		patience int
		state    model.State
		want     string
	}{{0, model.Finished, "After epoch 7, "}, {1, model.Unfinished, "After epoch 7, "}, {1, model.Finished, "After epoch 2, "}} {
		s.Config.Patience, s.State = c.patience, c.state
		if got := wrongNote(s, 1); !strings.HasPrefix(got, c.want) {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// The net is named with all that is not usual, and a preset by its name.
func TestSettings(t *testing.T) {
	c := training.Default()
	c.LearningRate, c.Epochs = 0.0123456, 7
	for want, c := range map[string]training.Config{
		"Preset 1.6b-epochs-10: 64-32-1 (linear:32, relu, linear:1, sigmoid), sgd, learning rate 0.001, batch 10, seed 12345.": training.Default(),
		"64-32-1 (linear:32, relu, linear:1, sigmoid), sgd, learning rate 0.01235, batch 10, seed 12345.":                      c,
	} {
		if got := settings(c); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	c.L2 = 0.5
	if got := settings(c); !strings.HasSuffix(got, "seed 12345, L2 0.5.") {
		t.Error(got)
	}
}

// What was set and what came out is said as far as there is something to say.
func TestReport(t *testing.T) {
	s := training.Snapshot{Config: training.Default()}
	var p page
	p.report(s)
	if len(p.notes) != 2 || p.notes[1] != "No epoch is complete yet." {
		t.Errorf("%q", p.notes)
	}
	s.Epochs = []training.Epoch{{LossTrain: 9}, {LossTrain: 0.25, LossTest: 0.5, AccuracyTrain: 1, AccuracyTest: 0.75}}
	p = page{}
	p.report(s)
	if len(p.notes) != 2 || p.notes[1] != "After epoch 2 of 10: loss 0.25 in training and 0.5 in the test, accuracy 1 and 0.75." {
		t.Errorf("%q", p.notes)
	}
}

// The lowest loss is marked, unless there is one epoch only.
func TestLearning_best(t *testing.T) {
	s := training.Snapshot{Config: training.Default(), Epochs: []training.Epoch{{LossTest: 0.5}}}
	if got := legend(learning(s, nil, Axes{})); got != "training; test" {
		t.Error(got)
	}
	s.Epochs = append(s.Epochs, training.Epoch{LossTest: 0.75})
	if got := legend(learning(s, nil, Axes{})); got != "training; test; lowest test loss, 0.5 at epoch 1" {
		t.Error(got)
	}
}

// Epochs are marked, each, up to thirty of them: on two curves in two panels
// and in the legend; the lowest loss has a mark besides, and another there.
func TestLearning_marks(t *testing.T) {
	for n, want := range map[int]int{30: 2*2*30 + 2 + 2, 31: 2} {
		marks := 0
		for _, thing := range drawnPage(learning(training.Snapshot{Config: training.Default(), Epochs: make([]training.Epoch, n)}, nil, Axes{})) {
			if strings.Contains(thing.String(), "disc 1.9") {
				marks++
			}
		}
		if marks != want {
			t.Errorf("%d epochs have %d marks, want %d", n, marks, want)
		}
	}
}

// Earlier runs have letters in their order, at the ends of their curves too; each
// is told by what it did otherwise.
func TestTraining_earlier(t *testing.T) {
	s, _ := trainingSnapshot()
	s.Config.Validation = 0
	var runs []training.Run
	for i := range 12 {
		r := training.Run{Number: 12 - i, Config: s.Config, Hidden: i == 1, Epochs: s.Epochs[:1+i%3]}
		switch i {
		case 0:
			r.Config.LearningRate = 0.5
		case 2:
			r.Config.Patience, r.Config.Changes = 0, "1.2 lr=0.3"
		}
		runs = append(runs, r)
	}
	runs[4] = training.Run{} // nobody has this letter
	page := Training(s, runs, Axes{})[0].page()
	entries := strings.Split(legend(page), "; ")
	want := []string{"training", "test", "a: test of run 12, lr 0.5", "c: test of run 10, lr 0.3 from 1.2", "d: test of run 9, the same settings"}
	if n := len(entries); n != 2+6+2 || !slices.Equal(entries[:5], want) || !strings.HasPrefix(entries[7], "h: test of run 5,") || !runs[1].Hidden || runs[1].Epochs == nil {
		t.Errorf("%q", entries)
	}
	ends := map[string]int{}
	for _, thing := range drawnPage(page) {
		if strings.Contains(thing.style, "Bold 8.5") {
			ends[thing.text]++
		}
	}
	if len(ends) != 6 || ends["a"] != 2 || ends["h"] != 2 {
		t.Errorf("at the ends: %v", ends)
	}
}

// The letter of a curve that breaks off stands where it ends after all; epochs
// are whole numbers.
func TestLearning_gap(t *testing.T) {
	s, _ := trainingSnapshot()
	gap := slices.Clone(s.Epochs)
	gap[1].LossTest = math.NaN()
	var labels []string
	ends := map[float64]bool{}
	for _, thing := range drawnPage(learning(s, []training.Run{{Epochs: gap}}, Axes{})) {
		if strings.Contains(thing.style, "Bold 8.5") {
			ends[math.Round(float64(thing.at.Min.X))] = true
		} else if strings.Contains(thing.style, "Regular 8.5") && thing.at.Min.Y < 40 {
			labels = append(labels, thing.text)
		}
	}
	if got := strings.Join(labels, " "); got != "1 2 3" || len(ends) != 1 || !ends[455] {
		t.Errorf("ends at %v; epochs %s", ends, got)
	}
}

// A run's losses fill the axis from 0 on; an earlier run that was a bit higher
// has room, and one that was far higher does not press the run down.
func TestLossAxis(t *testing.T) {
	run := func(loss float64) []training.Run {
		return []training.Run{{Epochs: []training.Epoch{{LossTest: loss}, {}}}}
	}
	for _, c := range []struct {
		losses    []float64
		earlier   []training.Run
		log       bool
		low, high float64
	}{
		{[]float64{0.2, 0.8}, nil, false, 0, 0.84}, {[]float64{0.2, 0.8}, run(1), false, 0, 1.05}, {[]float64{0.2, 0.8}, run(99), false, 0, 0.84},
		{[]float64{0.2, 0.8}, run(math.NaN()), false, 0, 0.84}, {[]float64{0.2, 0.8}, run(0.5), false, 0, 0.84}, {nil, nil, false, 0, 1.05},
		{[]float64{0.1, 10}, nil, true, 0.1 * math.Pow(10, -0.1), 10 * math.Pow(10, 0.1)},
		{[]float64{0.1, 10}, run(99), true, 0.1 * math.Pow(10, -0.1), 10 * math.Pow(10, 0.1)},
		{[]float64{0.1, 10}, run(29), true, 0.1 * math.Pow(290, -0.05), 29 * math.Pow(290, 0.05)},
		{[]float64{0.1, 10}, run(0.04), true, 0.04 * math.Pow(250, -0.05), 10 * math.Pow(250, 0.05)},
		{[]float64{0.01, 100}, nil, false, 0.01 * math.Pow(10, -0.2), 100 * math.Pow(10, 0.2)},
	} {
		a := lossAxis(c.losses, c.earlier, c.log)
		if math.Abs(a.Low-c.low) > 1e-9 || math.Abs(a.High-c.high) > 1e-9 {
			t.Errorf("%v beside %v: from %v to %v, want %v to %v", c.losses, c.earlier, a.Low, a.High, c.low, c.high)
		}
	}
}
