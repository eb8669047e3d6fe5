package training

import (
	"fmt"
	"math"
	"slices"

	"nntui/model/setting"
	"nntui/nn"
)

// Settings returns the settings of a training. A preset sets all others, and
// an optimizer its own three, so that these stand behind it.
func (c *Config) Settings() []setting.Setting {
	return []setting.Setting{
		setting.Entry("preset", "the run to start from; nntui presets lists them", Presets, func(p Preset) string { return p.Name },
			c.nearestPreset, func(p Preset) { *c = p.Config }),
		setting.Text("layers", "layers after the 64 inputs", "layers such as "+Base.Layers, &c.Layers),
		setting.Whole("epochs", "passes over the training set", &c.Epochs),
		setting.Number("lr", "learning rate", &c.LearningRate),
		setting.Whole("batch", "examples for each update", &c.BatchSize),
		setting.Seed("seed", "seed of the weights", &c.Seed),
		setting.Seed("split-seed", "seed of the split into training and test set", &c.SplitSeed),
		setting.Number("split", "share of the digits to train on", &c.Split),
		setting.Whole("skip-draws", "random numbers to draw before the weights; 0 for none", &c.SkipDraws),
		setting.Choice("init", "how the weights start", setting.Names(nn.Initializers, func(i nn.Initializer) string { return i.Name }), &c.Init),
		setting.Entry("optimizer", "how a gradient becomes a step", nn.Optimizers, func(o nn.OptimizerConfig) string { return o.Name },
			func() int {
				return slices.IndexFunc(nn.Optimizers, func(o nn.OptimizerConfig) bool { return o.Name == c.Optimizer.Name })
			},
			func(o nn.OptimizerConfig) { c.Optimizer = o }),
		c.ofOptimizer("momentum", "of momentum and nesterov; beta 1 of adam", func(o *nn.OptimizerConfig) *float64 { return &o.Momentum }),
		c.ofOptimizer("decay", "of rmsprop; beta 2 of adam", func(o *nn.OptimizerConfig) *float64 { return &o.Decay }),
		c.ofOptimizer("epsilon", "added to what adagrad, rmsprop and adam divide by", func(o *nn.OptimizerConfig) *float64 { return &o.Epsilon }),
		setting.Number("l2", "penalty on large weights; 0 for none", &c.L2),
		setting.Index("schedule", "how the learning rate changes from epoch to epoch", ScheduleNames(), &c.Schedule),
		setting.Number("validation", "share of the training digits to hold out; adds two columns", &c.Validation),
		setting.Whole("patience", "end after so many epochs without a lower validation loss; 0 for never", &c.Patience),
	}
}

// ofOptimizer is a setting that only some optimizers have.
func (c *Config) ofOptimizer(name, usage string, of func(*nn.OptimizerConfig) *float64) setting.Setting {
	s := setting.Number(name, usage, of(&c.Optimizer))
	get, set := s.Get, s.Set
	has := func() bool {
		usual, err := nn.OptimizerNamed(c.Optimizer.Name)
		return err == nil && *of(&usual) > 0
	}
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
func (c *Config) nearestPreset() int {
	if i := slices.IndexFunc(Presets, func(p Preset) bool { return p.Config == *c }); i >= 0 {
		return i
	}
	best, least := 0, math.MaxInt
	for i, p := range Presets {
		differences := 0
		theirs, ours := p.Config.Settings()[1:], c.Settings()[1:]
		for k := range ours {
			if ours[k].Get() != theirs[k].Get() {
				differences++
			}
		}
		if differences < least {
			best, least = i, differences
		}
	}
	return best
}

// ScheduleNames lists the names of Schedules.
func ScheduleNames() []string {
	names := make([]string, len(Schedules))
	for i, s := range Schedules {
		names[i] = s.Name
	}
	return names
}
