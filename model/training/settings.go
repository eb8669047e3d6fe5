package training

import (
	"fmt"
	"math"
	"slices"

	"nntui/model"
	"nntui/model/setting"
	"nntui/nn"
)

type net struct{ name, layers string }

// nets are the networks that the assignment compares.
var nets = []net{
	{"one layer", "linear:1,sigmoid"},
	{"two linear", "linear:64,linear:1,sigmoid"},
	{"two layers", "linear:32,relu,linear:1,sigmoid"},
	{"four layers", "linear:64,relu,linear:32,relu,linear:16,relu,linear:1,sigmoid"},
}

// ownPlace is where the settings of an optimizer stand in Differences.
const ownPlace = 6

// Settings returns the settings of a training, as a screen has their knobs. An
// optimizer sets its own three: these stand behind it.
func (c *Config) Settings() []setting.Setting {
	return []setting.Setting{
		c.presetSetting(),
		c.layersSetting(),
		setting.Whole("epochs", "passes over the training set", &c.Epochs).
			Range("epochs", "passes over the training digits", 1, 1000, 1, 10).
			Explained("A schedule stretches with them.",
				"It ends while the test loss still falls.",
				"The training loss falls on while the test loss rises: overfitting. Or nothing moves any more.").Brief(14, "%s epochs"),
		setting.Number("lr", "learning rate", &c.LearningRate).
			Logarithmic("learning rate", "how far an update follows the negative gradient", 1e-6, 10, false).
			Explained("With sgd an update is -η times the gradient, summed over the batch.",
				"The loss hardly falls: at first it stays at ln 2, that of a guess.",
				"The loss jumps: unsteady. Larger still, ReLUs die and outputs saturate, worse than guessing.").Brief(3, "lr %s"),
		setting.Choice("schedule", "how the learning rate changes from epoch to epoch", setting.Names(Schedules, model.Schedule.String), &c.RateSchedule).
			Wheel("schedule", "how the learning rate changes from epoch to epoch").
			Among("Large steps learn fast, small ones settle.", model.ScheduleGlosses(Schedules)).Brief(9, "%s"),
		setting.Whole("batch", "digits for each update", &c.BatchSize).
			Range("batch size", "digits an update; the gradient is summed over them", 1, 500, 1, 10).
			Explained("Digits that do not fill a last batch are left out.",
				"Many updates an epoch, each by the noisy gradient of few digits: epochs take longer, and the loss of a batch says little.",
				"Few updates an epoch, each by a sum over many digits: a learning rate that suited small batches is too large.").Brief(4, "batch %s"),
		setting.Entry("optimizer", "how a gradient becomes a step", nn.Optimizers, func(o nn.OptimizerConfig) string { return o.Name },
			func() int {
				return slices.IndexFunc(nn.Optimizers, func(o nn.OptimizerConfig) bool { return o.Name == c.Optimizer.Name })
			},
			func(o nn.OptimizerConfig) { c.Optimizer = o }).
			Wheel("optimizer", "how a gradient becomes an update").
			Among("Each suits another learning rate; its own settings begin as PyTorch has them.",
				setting.Glosses(nn.Optimizers, func(o nn.OptimizerConfig) string { return o.Name }, nn.OptimizerConfig.About)).Brief(5, "%s"),
		c.ofOptimizer("momentum", "of momentum and nesterov; beta 1 of adam", func(o *nn.OptimizerConfig) *float64 { return &o.Momentum },
			"how much of the last update lives on (Adam: beta 1)", 0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99).
			Explained("Updates that agree add up, those that differ cancel.",
				"Near 0 momentum and nesterov are sgd: they take longer.",
				"Near 1 updates go on too long: the loss swings, and rises again.").Brief(ownPlace, "mom %s"),
		c.ofOptimizer("decay", "of rmsprop; beta 2 of adam", func(o *nn.OptimizerConfig) *float64 { return &o.Decay },
			"how long squared gradients are remembered (Adam: beta 2)", 0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999).
			Explained("Updates are divided by the root of their mean, so that they are about as long where gradients are small.",
				"The last batches alone count: updates do not get smaller, and the loss does not settle.",
				"rmsprop's mean begins at 0 and fills too slowly: its first updates are far too large. Adam corrects for that.").Brief(ownPlace, "decay %s"),
		c.ofOptimizer("epsilon", "added to what adagrad, rmsprop and adam divide by", func(o *nn.OptimizerConfig) *float64 { return &o.Epsilon },
			"keeps the optimizer from dividing by zero", 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 0.01, 0.1).
			Explained("It is added to the root that divides the update.",
				"Nothing is seen of it.",
				"Where gradients are smaller than it updates shrink: it learns more slowly.").Brief(ownPlace, "eps %s"),
		setting.Number("l2", "penalty on large weights; 0 for none", &c.L2).
			Logarithmic("L2", "penalty on large weights", 1e-5, 1, true).
			Explained("Half of L2 times the sum of the squared weights, added to the loss of each batch, pulls weights toward 0.",
				"It changes next to nothing.",
				"Weights stay small, and the training loss high: underfitting. Where L2 times the learning rate is above 1, it overshoots.").Brief(8, "L2 %s"),
		setting.Choice("init", "how the weights start", setting.Names(nn.Initializers, func(i nn.Initializer) string { return i.Name }), &c.Init).
			Wheel("initialiser", "how the first weights are drawn").
			Among("Too small, a deep net waits at a guess; equal, its units stay equal. in and out are the widths of a layer.",
				setting.Glosses(nn.Initializers, func(i nn.Initializer) string { return i.Name }, func(i nn.Initializer) string { return i.Rule })).Brief(7, "%s"),
		setting.Seed("seed", "seed of the weights", &c.Seed).
			Endless("seed", "draws the first weights").
			Explained("Runs that differ by their seed alone show how much of a result is luck: the table of runs has their mean.", "", "").Brief(10, "seed %s"),
		setting.Whole("skip-draws", "random numbers to draw before the weights; 0 for none", &c.SkipDraws).Brief(11, "skip %s"),
		setting.Number("split", "share of the digits to train on", &c.Split).
			Linear("split", "the share of the digits that is trained on", 0.05, 0.95, 0.05, 0.2).
			Explained("The others are the test.",
				"Few digits to learn from: all right in training, many mistakes in the test.",
				"Few digits to test on: one more or less moves the accuracy, and it says little.").Brief(12, "split %s"),
		setting.Seed("split-seed", "seed of the split into training and test set", &c.SplitSeed).
			Endless("split seed", "deals the digits to train and test").
			Explained("Some digits are harder than others: another seed tests on others.", "", "").Brief(12, "split seed %s"),
		// Stopping early takes digits that are held out: the last two belong together.
		setting.Number("validation", "share of the training digits to hold out; adds two columns", &c.Validation).
			Linear("validation", "the share of the training digits held out, to know when to stop", 0, 0.5, 0.05, 0.2).ZeroShown("off").
			Explained("They judge the run in place of the test, which then has no part in when to stop.",
				"Few digits judge: which epoch is best is luck.",
				"Few digits are left to learn from: the test loss is higher.").
			Then(func() {
				if c.Validation == 0 {
					c.Patience = 0
				}
			}).Brief(13, "valid %s"),
		setting.Whole("patience", "end after so many epochs without a lower validation loss; 0 for never", &c.Patience).
			Range("patience", "stop after so many epochs without a lower validation loss", 0, 100, 1, 10).ZeroShown("off").
			Explained("The run then has the weights of its best epoch. It needs digits for validation.",
				"A rise by chance ends the run while it learns.",
				"It goes on long after its best epoch. Off, it does all its epochs.").
			Then(func() {
				if c.Patience > 0 && c.Validation == 0 {
					c.Validation = 0.2
				}
			}).Brief(13, "patience %s"),
		setting.Text("changes", "settings changed under way: epochs and batches done, and what then changes", `places and settings such as "41.12 lr=0.003; 60 l2=0.1"`, &c.Changes).
			Brief(3, "%s"),
	}
}

// presetSetting is the preset that is nearest; its knob shows only one that
// the config is.
func (c *Config) presetSetting() setting.Setting {
	return setting.Entry("preset", "the run to start from; nntui presets lists them", Presets, func(p Preset) string { return p.Name },
		c.nearestPreset, func(p Preset) { *c = p.Config }).First().
		WheelOf("preset", "the assignment's runs, section 1.6",
			setting.Names(Presets, func(p Preset) string { return p.Name }),
			c.preset, func(i int) { *c = Presets[i].Config }).
		Among("Each sets all that decides the numbers.",
			setting.Glosses(Presets, func(p Preset) string { return p.Name }, func(p Preset) string { return p.About }))
}

// preset returns the index of the preset that the config is, or -1.
func (c *Config) preset() int {
	return slices.IndexFunc(Presets, func(p Preset) bool { return p.Config == *c })
}

// layersSetting has a knob that goes through the nets of the assignment and
// shows of another net its widths.
func (c *Config) layersSetting() setting.Setting {
	return setting.Text("layers", "layers after the 64 inputs", "layers such as "+Base.Layers, &c.Layers).
		WheelOf("net", "the layers after the 64 inputs",
			setting.Names(nets, func(n net) string { return n.name }),
			func() int { return slices.IndexFunc(nets, func(n net) bool { return n.layers == c.Layers }) },
			func(i int) { c.Layers = nets[i].layers }).
		Among("linear:32 is a layer of 32 units; an activation bends what it puts out, and without one in between the net is as one layer.",
			setting.Glosses(nets, func(n net) string { return n.name }, func(n net) string { return n.layers })).
		Brief(2, "%s").
		Shown(func(name string) string {
			const room = 11
			if name != "custom" {
				return name
			}
			if widths := c.Widths(); len(widths) <= room {
				return widths
			}
			return fmt.Sprintf("%d layers", c.learners())
		})
}

// ofOptimizer is a setting that only some optimizers have, with the stops of
// its knob.
func (c *Config) ofOptimizer(name, usage string, of func(*nn.OptimizerConfig) *float64, help string, stops ...float64) setting.Setting {
	has := func() bool {
		usual, err := nn.OptimizerNamed(c.Optimizer.Name)
		return err == nil && *of(&usual) > 0
	}
	s := setting.Number(name, usage, of(&c.Optimizer)).Stops(name, help, stops...).Only(has).
		Because(func() string { return c.Optimizer.Name + " has none" })
	get, set := s.Get, s.Set
	s.Get = func() string {
		if !has() {
			return ""
		}
		return get()
	}
	s.Set = func(text string) error {
		switch {
		case has():
			return set(text)
		case text == "":
			return nil
		}
		return fmt.Errorf("the optimizer %s has none; --optimizer chooses another", c.Optimizer.Name)
	}
	return s
}

// nearestPreset returns the index of the preset from which the fewest settings
// lead to the config.
func (c *Config) nearestPreset() (nearest int) {
	ours, least := c.Settings()[1:], math.MaxInt
	for i, p := range Presets {
		differences := 0
		for k, s := range p.Config.Settings()[1:] {
			if ours[k].Get() != s.Get() {
				differences++
			}
		}
		if differences < least {
			nearest, least = i, differences
		}
	}
	return nearest
}
