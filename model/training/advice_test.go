package training

import (
	"math"
	"slices"
	"testing"

	"nntui/model"
)

const (
	deepLayers   = "linear:64,relu,linear:32,relu,linear:1,sigmoid"
	linearLayers = "linear:64,linear:1,sigmoid"
)

// falling returns a run that learns well: nobody has anything to say of it.
func falling(epochs int) Snapshot {
	s := Snapshot{Config: Default()}
	for i := range epochs {
		loss := 0.3 * math.Pow(0.9, float64(i))
		s.Epochs = append(s.Epochs, Epoch{LossTrain: loss, LossTest: loss + 0.01, AccuracyTrain: 0.96})
	}
	return s
}

// losses returns a run with these losses in training at its end, after 20
// epochs of another.
func losses(accuracy float64, lately ...float64) Snapshot {
	s := falling(20)
	for i := range s.Epochs {
		s.Epochs[i].LossTrain = 1.1 - float64(i)/100
	}
	for _, loss := range lately {
		s.Epochs = append(s.Epochs, Epoch{LossTrain: loss, AccuracyTrain: accuracy})
	}
	return s
}

// measured returns a run with these losses in training and on what is held out.
func measured(train, test []float64) Snapshot {
	s := Snapshot{Config: Default()}
	for i := range train {
		s.Epochs = append(s.Epochs, Epoch{LossTrain: train[i], LossTest: test[i], LossValidation: test[i], AccuracyTrain: 1})
	}
	return s
}

// TestAdvise tells runs apart that differ by as little as decides.
func TestAdvise(t *testing.T) {
	ended := func(s Snapshot) Snapshot { s.State = model.Finished; return s }
	of := func(s Snapshot, change func(*Config)) Snapshot { change(&s.Config); return s }
	layers := func(l string) func(*Config) { return func(c *Config) { c.Layers = l } }
	l2 := func(v float64) func(*Config) { return func(c *Config) { c.L2 = v } }
	init := func(name, layers string) func(*Config) { return func(c *Config) { c.Init, c.Layers = name, layers } }
	rate := func(v float64) func(*Config) { return func(c *Config) { c.LearningRate = v } }
	accurate := func(s Snapshot, accuracy float64) Snapshot {
		s.Epochs[len(s.Epochs)-1].AccuracyTrain = accuracy
		return s
	}
	repeat := func(loss float64, n int) (list []float64) {
		for range n {
			list = append(list, loss)
		}
		return list
	}
	// Six epochs of which the last is so far below the first, and below the one before.
	slowly := func(fell, lately float64) []float64 {
		last := 0.3 * (1 - fell)
		return []float64{0.3, 0.2999, 0.2998, 0.2997, last / (1 - lately), last}
	}
	// The best epoch is the first of six or so; the last has these losses.
	since := func(n int, train, test float64) Snapshot {
		list := append(repeat(0.2, n-1), train)
		tests := append([]float64{0.3}, append(repeat(0.31, n-2), test)...)
		return measured(list, tests)
	}
	bumps := func(n int, by, end float64) Snapshot { // n rises, two epochs apart, just in the last eleven
		list := []float64{}
		for i := range n {
			list = append(list, 0.2-float64(i)/100, (0.2-float64(i)/100)*by)
		}
		for len(list) < 10 {
			list = append(list, 0.1)
		}
		return losses(1, append(list, end)...)
	}
	stuck := losses(1, append(repeat(0.1, 10), 0.1)...)
	for _, c := range []struct {
		name             string
		s                Snapshot
		head, cause, try string
	}{
		{"none", falling(0), "", "", ""},
		{"one epoch", falling(1), "", "", ""},
		{"two", falling(2), "Learning", "", ""},
		{"one and the end", ended(falling(1)), "Done", "still improving", "20 epochs"},
		{"a good end", ended(falling(8)), "Done", "still improving", "20 epochs"},
		{"the most epochs", of(ended(falling(8)), func(c *Config) { c.Epochs = MaxEpochs - 1 }), "Done", "still improving", "1000000 epochs"},
		{"best before the end", ended(measured([]float64{.2, .1, .05}, []float64{.3, .2, .21})), "Done", "best at epoch 2", ""},

		{"far above guessing", losses(1, 2*math.Ln2), "Diverging", "steps too large", "lr 0.0001"},
		{"not so far", losses(1, math.Nextafter(2*math.Ln2, 0)), "Learning", "", ""},
		{"a penalty that turns weights around", of(losses(1, 2), l2(1000)), "Diverging", "the penalty overshoots", "L2 10"},
		{"one that almost does", of(losses(1, 2), l2(999)), "Diverging", "steps too large", "lr 0.0001"},
		{"diverged", Snapshot{Config: Default(), State: model.Diverged, Reason: "epoch 1, batch 2: it is"}, "Diverged", "steps too large", "lr 0.0001"},

		{"three epochs of guessing", losses(1, 0.68, 0.69, 0.7), "Plateau", "steps too small", "lr 0.01"},
		{"two", losses(1, 0.67, 0.69, 0.7), "Learning", "", ""},
		{"and a little above", losses(1, 0.69, 0.7, 0.709), "Learning", "", ""},
		{"just about", losses(1, 0.69, 0.7, 0.708), "Plateau", "steps too small", "lr 0.01"},
		{"with zeros", of(losses(1, 0.69, 0.69, 0.69), init("zeros", Base.Layers)), "Plateau", "equal units stay equal", "glorot"},
		{"many layers", of(losses(1, 0.69, 0.69, 0.69), init("notebook", deepLayers)), "Plateau", "weights start too small", "he"},
		{"that start well", of(losses(1, 0.69, 0.69, 0.69), init("he", deepLayers)), "Plateau", "steps too small", "lr 0.01"},

		{"three rises", bumps(3, 1.03, 0.1), "Unsteady", "steps too large", "lr 0.00033"},
		{"two", bumps(2, 1.03, 0.1), "Learning", "", ""},
		{"three small ones", bumps(3, 1.02, 0.1), "Learning", "", ""},
		{"of next to nothing", bumps(3, 1.03, 0.01), "Learning", "", ""},
		{"of little", bumps(3, 1.03, 0.0101), "Unsteady", "steps too large", "lr 0.00033"},
		{"three, one of them long ago", losses(1, 0.2, 0.21, 0.2, 0.21, 0.2, 0.21, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2), "Learning", "", ""},
		{"three in the last ten", losses(1, 0.2, 0.21, 0.2, 0.21, 0.2, 0.21, 0.2, 0.2, 0.2, 0.2, 0.2), "Unsteady", "steps too large", "lr 0.00033"},

		{"many mistakes", accurate(losses(0.9, slowly(0.02, 0.005)...), 0.9499), "Underfitting", "steps too small", "lr 0.003"},
		{"few", accurate(losses(0.9, slowly(0.02, 0.005)...), 0.95), "Learning", "", ""},
		{"large steps", of(losses(0.9, slowly(0.02, 0.005)...), rate(0.0499)), "Underfitting", "steps too small", "lr 0.15"},
		{"larger ones", of(losses(0.9, slowly(0.02, 0.005)...), rate(0.05)), "Learning", "", ""},
		{"it still falls", losses(0.9, slowly(0.0301, 0.005)...), "Learning", "", ""},
		{"hardly", losses(0.9, slowly(0.0299, 0.005)...), "Underfitting", "steps too small", "lr 0.003"},
		{"at an even pace", losses(0.9, slowly(0.02, 0.0061)...), "Learning", "", ""},
		{"a slower one", losses(0.9, slowly(0.02, 0.0059)...), "Underfitting", "steps too small", "lr 0.003"},
		{"held down", of(losses(0.9, slowly(0.02, 0.005)...), l2(0.01)), "Underfitting", "L2 holds the weights down", "L2 0"},
		{"hardly held", of(losses(0.9, slowly(0.02, 0.005)...), l2(0.0099)), "Underfitting", "steps too small", "lr 0.003"},
		{"straight", of(losses(0.9, slowly(0.02, 0.005)...), layers(linearLayers)), "Underfitting", "no hidden layer that bends", "64-32-1"},
		{"straight and falling", of(losses(0.9, slowly(0.2, 0.1)...), layers(linearLayers)), "Learning", "", ""},
		{"to the end", ended(of(losses(0.9, slowly(0.2, 0.1)...), layers("linear:1,sigmoid"))), "Underfitting", "no hidden layer that bends", "64-32-1"},
		{"falling to the end", ended(losses(0.9, slowly(0.2, 0.1)...)), "Underfitting", "ended while it learned", "20 epochs"},
		{"slow to the end", ended(losses(0.9, slowly(0.02, 0.005)...)), "Underfitting", "steps too small", "lr 0.003"},
		{"nine epochs", ended(accurate(falling(9), 0.5)), "Done", "still improving", "20 epochs"},
		{"ten", ended(accurate(falling(10), 0.5)), "Underfitting", "ended while it learned", "20 epochs"},

		{"worse for five epochs", since(6, 0.1, 0.31), "Overfitting since epoch 1", "it learns by heart", "stop early"},
		{"for four", since(5, 0.1, 0.31), "Learning", "", ""},
		{"by a percent", since(6, 0.1, 0.30301), "Overfitting since epoch 1", "it learns by heart", "stop early"},
		{"by less", since(6, 0.1, 0.30299), "Learning", "", ""},
		{"no better in training", since(6, 0.1901, 0.31), "Learning", "", ""},
		{"a little better", since(6, 0.1899, 0.31), "Overfitting since epoch 1", "it learns by heart", "stop early"},
		{"not by much", measured([]float64{.3, .2, .2, .2, .2, .2481}, []float64{.3, .31, .31, .31, .31, .31}), "Learning", "", ""},
		{"by enough", measured([]float64{.3, .2, .2, .2, .2, .2479}, []float64{.3, .31, .31, .31, .31, .31}), "Overfitting since epoch 1", "it learns by heart", "stop early"},
		{"next to nothing", measured(repeat(0, 6), append([]float64{1e-9}, repeat(1e-6, 5)...)), "Learning", "", ""},
		{"and a little more", measured(repeat(0, 6), append([]float64{1e-9}, repeat(1.02e-6, 5)...)), "Overfitting since epoch 1", "it learns by heart", "stop early"},
		{"with patience", of(since(6, 0.1, 0.31), func(c *Config) { c.Validation, c.Patience = 0.1, 9 }), "Overfitting since epoch 1", "it learns by heart", "L2 0.1"},
		{"and a penalty", of(since(6, 0.1, 0.31), func(c *Config) { c.Validation, c.Patience, c.L2 = 0.1, 9, 0.001 }), "Overfitting since epoch 1", "it learns by heart", ""},

		{"at rest", stuck, "Plateau", "steps too small", "lr 0.003"},
		{"at its end", ended(stuck), "Done", "best at epoch 21", ""},
		{"almost at rest", losses(1, append(repeat(0.1009, 10), 0.1)...), "Plateau", "steps too small", "lr 0.003"},
		{"not quite", losses(1, append(repeat(0.1011, 10), 0.1)...), "Learning", "", ""},
		{"for nine epochs", losses(1, append([]float64{0.11}, repeat(0.1, 10)...)...), "Learning", "", ""},
		{"at little", losses(1, repeat(0.05, 11)...), "Plateau", "steps too small", "lr 0.003"},
		{"at less", losses(1, repeat(0.0499, 11)...), "Learning", "", ""},
		{"since the first of eleven", measured(repeat(0.1, 11), repeat(0.2, 11)), "Plateau", "steps too small", "lr 0.003"},
		{"since the first of ten", measured(repeat(0.1, 10), repeat(0.2, 10)), "Learning", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) { checkAdvice(t, Advise(c.s), c.head, c.cause, c.try) })
	}
}

func checkAdvice(t *testing.T, a Advice, head, cause, try string) {
	t.Helper()
	if a.Head != head || a.Cause != cause || a.Try != try {
		t.Errorf("%+v\nwant %q %q %q", a, head, cause, try)
	}
	if line := a.Head + ": " + a.Evidence + "; " + a.Cause + ". f: " + a.Try; len(line) > 78 {
		t.Errorf("%d cells: %s", len(line), line)
	}
	if _, err := New(a.Remedy); a.Try != "" && err != nil {
		t.Errorf("the remedy: %v", err)
	}
}

// TestAdvise_evidence reads the numbers that an advice rests on.
func TestAdvise_evidence(t *testing.T) {
	worse := measured([]float64{.2, .1, .1, .1, .1, .1}, []float64{0.2, .31, .31, .31, .31, 0.25})
	validated := worse
	validated.Config.Validation = 0.2
	best := measured([]float64{.2, .1, .1, .1, .1, .1}, []float64{0, .31, .31, .31, .31, 0.25})
	stopped := validated
	stopped.Stopped, stopped.State, stopped.Config.Patience = true, model.Finished, 5
	ended := measured([]float64{.2, .1, .05}, []float64{.3, .2, .21})
	ended.State, ended.Epochs[2].AccuracyTest = model.Finished, 0.875
	for _, c := range []struct {
		s        Snapshot
		kind     Kind
		evidence string
	}{
		{falling(1), Starting, ""},
		{losses(1, 2), Growing, "loss 2, guessing has 0.69"},
		{Snapshot{State: model.Diverged, Reason: "epoch 1, batch 2: it is"}, Growing, "loss is NaN at epoch 1, batch 2"},
		{losses(1, 0.69, 0.69, 0.7), Plateau, "loss 0.700 = ln 2 since epoch 21"},
		{measured([]float64{0.69, 0.69, 0.69, 0.7}, make([]float64, 4)), Plateau, "loss 0.700 = ln 2 since epoch 1"},
		{losses(1, 0.2, 0.21, 0.2, 0.21, 0.2, 0.21), Unsteady, "train loss rose in 3 of 10 epochs"},
		{measured([]float64{0.2, 0.21, 0.2, 0.21, 0.2, 0.21}, make([]float64, 6)), Unsteady, "train loss rose in 3 of 5 epochs"},
		{losses(0.9, 0.3, 0.2999, 0.2998, 0.2997, 0.295, 0.294), Underfitting, "train accuracy 0.900"},
		{worse, Overfitting, "test loss +25 %"},
		{validated, Overfitting, "valid. loss +25 %"},
		{best, Overfitting, "test loss +999 %"},
		{stopped, Done, "no progress in 5 epochs"},
		{ended, Done, "test loss 0.2100, accuracy 0.8750"},
		{losses(1, append(make([]float64, 0), 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)...), Plateau, "train loss 0.1000 for ten epochs"},
		{falling(3), Learning, "test loss fell by 0.0270 in the last epoch"},
		{measured([]float64{.3, .2}, []float64{.2, .25}), Learning, "test loss rose by 0.0500 in the last epoch"},
	} {
		if a := Advise(c.s); a.Kind != c.kind || a.Evidence != c.evidence {
			t.Errorf("%+v\nwant %d %q", a, c.kind, c.evidence)
		}
	}
	if c := Advise(worse).Remedy; c.Patience != 5 || c.Validation != 0.2 {
		t.Errorf("it would stop early by %+v", c)
	}
	worse.Config.Validation = 0.3
	if c := Advise(worse).Remedy; c.Patience != 5 || c.Validation != 0.3 {
		t.Errorf("it would stop early by %+v", c)
	}
	if a := Advise(stopped); a.Head != "Stopped early" || a.Cause != "the weights of epoch 1 are kept" || a.Try != "" {
		t.Errorf("%+v", a)
	}
}

// TestAdvise_runs has the words on the assignment's runs, with NumPy's
// numbers, and on what students try.
func TestAdvise_runs(t *testing.T) {
	for _, c := range []struct {
		preset      string
		epochs      int
		head, cause string
		try         string
	}{
		{"1.6b-epochs-10", 1, "", "", ""},
		{"1.6b-epochs-10", 5, "Learning", "", ""},
		{"1.6b-epochs-10", 10, "Underfitting", "ended while it learned", "20 epochs"},
		{"1.6h-deep", 3, "Plateau", "weights start too small", "he"},
		{"1.6h-deep", 10, "Plateau", "weights start too small", "he"},
		{"1.6h-deep", 12, "Learning", "", ""},
		{"1.6h-deep", 100, "Overfitting since epoch 65", "it learns by heart", "stop early"},
		{"1.6b-lr-0.01", 100, "Overfitting since epoch 32", "it learns by heart", "stop early"},
		{"1.6b-epochs-50", 50, "Done", "still improving", "100 epochs"},
		{"1.6d-single", 25, "Underfitting", "no hidden layer that bends", "64-32-1"},
		{"1.6f-double", 60, "Underfitting", "no hidden layer that bends", "64-32-1"},
	} {
		i := slices.IndexFunc(Presets, func(p Preset) bool { return p.Name == c.preset })
		s := Snapshot{Config: Presets[i].Config}
		for _, e := range NumPy(s.Config)[:c.epochs] {
			s.Epochs = append(s.Epochs, Epoch{LossTrain: e[0], AccuracyTrain: e[1], LossTest: e[2], AccuracyTest: e[3]})
		}
		if c.epochs == s.Config.Epochs {
			s.State = model.Finished
		}
		checkAdvice(t, Advise(s), c.head, c.cause, c.try)
	}
	for _, c := range []struct {
		change      func(*Config)
		head, cause string
		try         string
	}{
		{func(c *Config) { c.Init, c.Epochs = "zeros", 3 }, "Plateau", "equal units stay equal", "glorot"},
		{func(c *Config) { c.LearningRate, c.Epochs = 1e-5, 4 }, "Plateau", "steps too small", "lr 0.0001"},
		{func(c *Config) { c.LearningRate, c.Epochs = 0.1, 30 }, "Unsteady", "steps too large", "lr 0.033"},
		{func(c *Config) { c.LearningRate, c.Epochs = 0.3, 3 }, "Diverging", "steps too large", "lr 0.03"},
		{func(c *Config) { c.LearningRate = 1e308 }, "Diverged", "steps too large", "lr 1e+307"},
		{func(c *Config) { c.L2 = 1e6 }, "Diverged", "the penalty overshoots", "L2 10"},
	} {
		checkAdvice(t, Advise(finish(t, with(Default(), c.change))), c.head, c.cause, c.try)
	}
}
