package claims

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"

	"nntui/model"
	"nntui/model/training"
	"nntui/nn"
)

// firstBelow returns the first epoch, from 1, with a test loss below that;
// infinity where there is none.
func (f *figures) firstBelow(setup string, loss float64) float64 {
	f.Helper()
	at := slices.IndexFunc(f.of(setup).training.Epochs, func(e training.Epoch) bool { return e.LossTest < loss })
	if at < 0 {
		return math.Inf(1)
	}
	return float64(at + 1)
}

// trains runs another training.
func (f *figures) trains(change func(*training.Config)) training.Snapshot {
	f.Helper()
	c := training.Default()
	change(&c)
	r, err := runTraining(c)
	if err != nil {
		f.Fatal(err)
	}
	return r.training
}

// rises counts the epochs whose training loss is higher than the one before.
func (f *figures) rises(setup string) (n int) {
	f.Helper()
	epochs := f.of(setup).training.Epochs
	for i := range epochs[1:] {
		if epochs[i+1].LossTrain > epochs[i].LossTrain {
			n++
		}
	}
	return n
}

var _ = claim("1.2 (i) Which gradient is better?", func(f *figures) {
	_, most := f.activation("sigmoid", 0)
	f.is(most == 0.25, "a sigmoid multiplies by 1/4 at most")
	f.given("1/4")
	f.is(f.n("relu.loss_train") < 0.05 && f.n("sigmoid.loss_train") > 0.68, "only the net with ReLU learns")
	f.is(f.n("dead.dead_units") > 16 && f.n("dead.distinct_units") == 32, "most units die")
	for seed := range uint64(4) { // how many is chaotic
		f.is(value(f.nudged("dead", seed+1).readings, "dead_units").Value > 16, "most units die on other machines")
	}
	vanishes := f.n("sigmoid.grad_W1") < f.n("sigmoid.grad_W4")/4
	f.is(vanishes, "the gradient vanishes on the way back")
	ratio := f.n("relu.grad_W1") / f.n("sigmoid.grad_W1")
	f.choose(ratio > 10, ratio < 0.1, within(ratio, 1, 0.5))
})

var _ = claim("1.4 (a) How the weights start", func(f *figures) {
	f.says("0.038", math.Sqrt(6./(64*64)))
	f.says("0.217", math.Sqrt(6./(64+64)))
	f.is(f.n("product.guessing_epochs") == 9 && f.n("sum.guessing_epochs") == 0 && f.n("he.guessing_epochs") == 0, "only the product has the plateau")
	f.is(f.n("sum.grad_W1") > 5*f.n("product.grad_W1"), "the first gradient is much larger with the sum")
	f.is(f.n("he.loss_test") < f.n("sum.loss_test") && f.n("sum.loss_test") < f.n("product.loss_test"), "He, then the sum, then the product")
	product, sum := f.firstBelow("product", 0.6), f.firstBelow("sum", 0.6)
	f.choose(product < sum, sum < product, sum == product)
})

var _ = claim("1.6 (b) Train a net of two layers", func(f *figures) {
	golden := training.NumPy(training.Default())
	f.near("ten.first_loss_test", golden[0][2], 1e-9)
	f.near("ten.first_accuracy_test", golden[0][3], 1e-9)
	f.near("ten.loss_test", golden[9][2], 1e-9)
	f.near("ten.accuracy_test", golden[9][3], 1e-9)
	f.near("fifty.loss_test", golden[49][2], 1e-9)
	f.near("fifty.accuracy_test", golden[49][3], 1e-9)
	f.says("0.693", math.Ln2)
	f.is(f.n("ten.first_loss_test") < f.n("ten.first_loss_train"), "at first the test looks better")
	right := f.n("ten.accuracy_test")
	f.choose(within(right, 0.6, 0.05), within(right, 0.75, 0.05), within(right, 0.9, 0.05))
})

var _ = claim("1.6 (c) The number of epochs", func(f *figures) {
	f.is(f.n("ten.loss_test") > f.n("fifty.loss_test")+0.1 && f.n("fifty.loss_test") > f.n("long.loss_test"), "more epochs help, less and less")
	f.is(within(f.n("fifty.loss_train")/f.n("long.loss_train"), 8, 1), "the training loss falls to an eighth")
	f.given("eighth")
	f.is(f.n("long.loss_test")-f.n("long.loss_train") > f.n("fifty.loss_test")-f.n("fifty.loss_train"), "the distance grows")
	ratio := f.n("long.loss_test") / f.n("fifty.loss_test")
	f.choose(ratio < 0.25, ratio > 0.25 && ratio < 1, ratio > 1)
})

var _ = claim("1.6 (c) The learning rate", func(f *figures) {
	f.is(f.n("large.perfect_epoch") == 20 && f.reading("small.perfect_epoch").Text == "never", "only the large rate is perfect in training")
	f.is(f.n("small.best_epoch") == 100, "the small one is still getting better")
	f.is(f.n("large.first_loss_test") < f.n("small.first_loss_test")-0.2, "the large one is ahead at once")
	f.given("three") // settings, which the first step of 1.6 (c) names
	large, small := f.n("large.loss_test"), f.n("small.loss_test")
	f.choose(small < large-0.005, large < small-0.005, within(large, small, 0.005))
})

var _ = claim("1.6 (c) The batch size", func(f *figures) {
	one, ten, hundred := f.n("b1.loss_test"), f.n("b10.loss_test"), f.n("b100.loss_test")
	f.is(f.n("m1.loss_test") < ten/2 && f.n("m100.loss_test") > 2*ten, "with the mean it matters")
	f.is(f.n("m1.updates") == 898 && f.n("b10.updates") == 89 && f.n("m100.updates") == 8, "the updates")
	for _, s := range []string{"b10", "m1", "m100"} {
		c := f.of(s).training.Config
		f.is(within(c.LearningRate*float64(c.BatchSize), 0.01, 1e-12), "%s has rate times batch 0.01", s)
	}
	near := max(one, ten, hundred) < 1.25*min(one, ten, hundred)
	f.choose(near, one < ten/2 && one < hundred/2, hundred < one/2 && hundred < ten/2)
})

var _ = claim("1.6 (c) Batch size and time", func(f *figures) {
	one, hundred := f.of("one").training, f.of("hundred").training
	f.is(f.n("one.ms") > 0 && f.n("hundred.ms") > 0, "the time is measured")
	f.is(one.Batches == 898 && hundred.Batches == 8, "the updates")
	f.says("98", float64(one.Batches-100*hundred.Batches))
	f.is(f.n("one.loss_test") < f.n("hundred.loss_test"), "batch 1 gets further in 25 epochs")

	left := float64(one.Batches-100*hundred.Batches) / float64(one.Batches)
	f.is(within(left, 0.1, 0.02), "a tenth of the digits is left out")
	moved := f.n("hundred.moved_W1") / f.n("one.moved_W1")
	f.choose(left > 0.5, hundred.Batches <= one.Batches/100, moved < 0.5)
})

var _ = claim("1.6 (d) A single layer", func(f *figures) {
	f.says("65", f.n("params"))
	f.says("2,113", float64(f.run("nntui --tab training").training.Params))
	f.is(len(f.of("").training.Detail.Weights.In) == 1, "one picture of weights")
	right := f.n("accuracy_test")
	f.choose(within(right, 0.5, 0.05), within(right, 0.88, 0.01), within(right, 0.97, 0.01))
})

var _ = claim("1.6 (e) One layer against two", func(f *figures) {
	f.is(f.n("two.accuracy_test") > f.n("single.accuracy_test")+0.05, "two layers are better after 25 epochs")
	f.is(f.n("long.accuracy_train") < 0.91, "one layer does not get the training digits right either")
	long, two := f.n("long.loss_test"), f.n("two.loss_test")
	f.choose(within(long, two, 0.02), long > two+0.02, long < two-0.02)
})

var _ = claim("1.6 (f) Two layers without activation", func(f *figures) {
	f.says("4,225", f.n("params"))
	f.is(within(f.n("params")/2113, 2, 0.01), "twice as many")
	f.is(f.n("single.params") == 65, "the single layer has 65 parameters")
	loss, single, relu := f.n("loss_test"), f.n("single.loss_test"), f.n("relu.loss_test")
	f.is(relu < loss/2, "ReLU makes the difference")
	f.choose(within(loss, single, 0.01), within(loss, relu, 0.01), loss < min(single, relu)-0.01)
})

var _ = claim("1.6 (g) Why two are no better than one", func(f *figures) {
	f.near("product_loss_test", f.n("loss_test"), 1e-12)
	f.near("product_accuracy_test", f.n("accuracy_test"), 0)
	f.is(f.n("product_difference") < 1e-14 && f.n("four.product_difference") < 1e-14, "the product predicts the same but for rounding")
	f.given("1e-14")
	f.is(!slices.Contains(f.of("").training.Config.ReadingNames(), "moved_W3"), "the net has two layers")
	product, single := f.of("").training.Detail.Weights.Product, f.of("single").training.Detail.Weights.In[0]
	alike := floats.Dot(product, single) / (floats.Norm(product, 2) * floats.Norm(single, 2))
	f.is(alike > 0.97, "the single layer has found nearly the same picture: %v", alike)
	f.is(len(f.of("four").training.Detail.Weights.Product) == 64 && f.of("single").training.Detail.Weights.Product == nil, "the view has it for several layers")
	d := f.n("product_difference")
	f.choose(d < 1e-12, d > 0.01 && d < 0.1, d > 0.1)
})

var _ = claim("1.6 (h) Four layers", func(f *figures) {
	f.near("loss_test", training.NumPy(training.Presets[8].Config)[99][2], 1e-9)
	f.is(f.n("guessing_epochs") == 9, "nine epochs near ln 2")
	f.is(within(f.n("loss_test"), f.n("two.loss_test"), 0.005), "two layers are as good")
	f.says("0.693", math.Ln2)
	e := f.of("").training.Epochs
	fall := e[0].LossTrain - e[9].LossTrain
	f.choose(fall > 0.1, within(fall, 0, 0.02), fall < -0.02)
})

var _ = claim("1.6 (i) Is it perfect?", func(f *figures) {
	f.is(f.n("perfect_epoch") == 20, "training is perfect at epoch 20")
	f.is(f.n("accuracy_test") < 1 && f.n("best_accuracy_test") < 1, "the test never is")
	f.is(f.n("accuracy_test") >= f.n("best_accuracy_test"), "the test accuracy does not fall")
	f.is(f.n("loss_train") < f.n("best_loss_test")/100, "the training loss falls on")
	f.is(f.n("best_epoch") == 32, "the lowest test loss is early")
	change := f.n("loss_test") - f.n("best_loss_test")
	f.choose(change < 0.001, change > 0.01, within(change, 0, 0.01))
})

var _ = claim("1.6 (i) Stop in time", func(f *figures) {
	s := f.of("stopped").training
	f.is(s.Config.Validation == 0.2, "a fifth is held out, and has the third curve")
	f.given("fifth", "third")
	f.is(s.Stopped && f.n("stopped.epochs") == f.n("stopped.best_epoch")+10, "it stops ten epochs after the best")
	f.is(f.n("stopped.best_loss_test") < f.n("long.loss_test"), "its test loss is lower")
	f.is(f.n("stopped.updates") == 71 && f.n("long.updates") == 89, "it has fewer digits to learn from")

	// Over several splits, the lowest test loss is lower than that of the
	// epoch that the validation digits choose, which no test digit has seen.
	low, fair := 0.0, 0.0
	for seed := range uint64(3) {
		run := f.trains(func(c *training.Config) {
			c.LearningRate, c.Epochs, c.Validation, c.SplitSeed = 0.01, 60, 0.2, seed
		})
		least := slices.MinFunc(run.Epochs, func(a, b training.Epoch) int { return int(math.Copysign(1, a.LossTest-b.LossTest)) })
		low, fair = low+least.LossTest, fair+run.Epochs[run.Best()].LossTest
	}
	f.choose(low >= fair, low < fair)
})

var _ = claim("1.7 (a) The role of the learning rate", func(f *figures) {
	f.says("0.693", math.Ln2)
	f.is(f.n("low.loss_test") > 0.6 && f.n("low.loss_test") < math.Ln2, "too low: hardly left 0.693")
	f.is(f.n("good.loss_test") < 0.1, "0.01 learns")
	f.is(f.rises("high") >= 5, "0.1 jumps")
	for _, p := range f.of("broken").training.Detail.Digits.P {
		slope := p * (1 - p)
		f.is(p < 1e-100 && slope < 1e-100, "%v is as good as 0, and so is the slope", p)
		f.is(nn.BCEGrad(p, 1)*slope > -1e-80, "no gradient leads back")
	}
	e := f.of("broken").training.Epochs
	last := e[len(e)-1].LossTest
	f.is(within(last, 100*(1-e[len(e)-1].AccuracyTest), 1e-9), "each mistake costs 100")
	f.says("100", nn.BCE(0, 1))
	f.choose(last < f.n("good.loss_test"), last > 1 && e[1].LossTest == e[len(e)-1].LossTest, f.of("broken").training.State == model.Diverged)
})

var _ = claim("1.7 (b) The role of the batch size", func(f *figures) {
	f.is(f.n("one.grad_W1") > 5*f.n("hundred.grad_W1")/100, "most of a single gradient is noise")
	for seed := range uint64(4) {
		other := f.nudged("one", seed+1)
		loss := other.training.Epochs[24].LossTest
		f.is(within(loss, math.Ln2, 0.1), "batch 1 ends at %v, near guessing", loss)
	}
	f.says("0.693", math.Ln2)
	f.is(f.rises("one") >= 8 && f.rises("hundred") <= 2, "batch 1 is ragged, 100 is smooth")
	f.is(f.n("hundred.updates") == 8 && f.n("ten.updates") == 89, "the updates")
	for _, s := range []string{"one", "ten", "hundred"} {
		c := f.of(s).training.Config
		f.is(within(c.LearningRate*float64(c.BatchSize), 0.3, 1e-12), "%s has rate times batch 0.3", s)
	}
	one, ten, hundred := f.n("one.loss_test"), f.n("ten.loss_test"), f.n("hundred.loss_test")
	f.is(ten < hundred-0.01, "100 falls behind 10")
	f.choose(one < min(ten, hundred), one > 5*max(ten, hundred), within(one, ten, 0.05) && within(one, hundred, 0.05))
})

var _ = claim("1.7 (c) All weights zero", func(f *figures) {
	f.is(f.n("relu.grad_W1") == 0 && f.n("relu.grad_b1") == 0 && f.n("relu.grad_W2") == 0 && f.n("relu.grad_b2") > 0, "only db2 is not 0")
	half, _ := f.activation("sigmoid", 0)
	f.is(half == 0.5, "sigmoids put out 1/2")
	f.given("1/2")
	for _, name := range []string{"moved_W1", "moved_b1", "moved_W2", "moved_b2"} {
		f.is(f.n("sigmoid."+name) > 0, "with sigmoids all weights move: %s", name)
	}
	f.is(f.n("sigmoid.distinct_units") == 1, "all units stay alike")
	f.is(within(f.n("sigmoid.accuracy_test"), f.n("single.accuracy_test"), 0.005), "they do what a single layer does")
	f.is(within(f.n("single.accuracy_test"), 0.9, 0.01), "a single layer learns from zero")
	pictures := f.of("relu").training
	f.is(pictures.Config == f.of("gradients").training.Config, "both views are of the same run")
	for i, in := range pictures.Detail.Weights.In {
		f.is(floats.Norm(in, 2) == 0 && pictures.Detail.Weights.Out[i] == 0, "nothing is seen of unit %d", i)
	}
	W1, b1, W2, b2 := f.n("relu.moved_W1"), f.n("relu.moved_b1"), f.n("relu.moved_W2"), f.n("relu.moved_b2")
	first := W1 > 0 || b1 > 0
	f.choose(first && W2 > 0 && b2 > 0, !first && W2 > 0 && b2 > 0, !first && W2 == 0 && b2 > 0)
})

var _ = claim("1.7 (c) All biases zero", func(f *figures) {
	f.is(f.n("grad_b1") > 0 && f.n("moved_b1") > 0 && f.n("moved_b2") > 0, "all biases move")
	f.is(f.n("distinct_units") == 32, "all units differ")
	biases := slices.Clone(f.of("").training.Detail.Weights.Bias)
	slices.Sort(biases)
	f.is(len(slices.Compact(biases)) == 32, "the biases differ")
	f.is(!strings.Contains(f.of("").training.Config.Init, "zero"), "W starts random")
	f.choose(f.n("distinct_units") == 1, f.n("distinct_units") == 32)
})
