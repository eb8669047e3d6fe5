package model

import (
	"fmt"
	"slices"
	"strings"

	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/nn"
)

// Settings returns the settings of a descent. Another surface brings the start
// and the step size that suit it, so that these stand behind it.
func (c *DescentConfig) Settings() []setting.Setting {
	start := setting.Choice("surface", "the function to walk down", surface.Names(), &c.Surface)
	choose := start.Set
	start.Set = func(name string) error {
		if err := choose(name); err != nil {
			return err
		}
		c.Use(name)
		return nil
	}
	function := setting.Text("function", "a function of x and y, in place of a surface", "a formula", &c.Function)
	function.Set = func(formula string) error { // one line, as it is a title as well
		c.Function = strings.Join(strings.Fields(formula), " ")
		return nil
	}
	return []setting.Setting{
		start,
		function,
		setting.Number("condition", "condition number of the bowl, k in a function", &c.Condition),
		setting.Number("x", "where to start, x; other surfaces have other defaults", &c.X),
		setting.Number("y", "where to start, y", &c.Y),
		setting.Choice("method", "how a gradient becomes a step", setting.Names(Methods, func(m Method) string { return m.Name }), &c.Method),
		setting.Number("step", "step size, the factor of the gradient; other surfaces have other defaults", &c.Step),
		setting.Whole("steps", "number of steps", &c.Steps),
		setting.Choice("schedule", "how the step size changes", setting.Names(Schedules, func(s Schedule) string { return s.Name }), &c.Schedule),
		setting.Number("decay", "factor of the step size from one step to the next", &c.Decay),
		setting.Number("momentum", "share of the last step that goes on; for methods that have it", &c.Momentum),
		setting.Choice("race", "which methods run beside the chosen one", setting.Names(Races, func(r Race) string { return r.Name }), &c.Race),
	}
}

// Use turns to a surface of the catalog, and to the start and the step size
// that suit it.
func (c *DescentConfig) Use(name string) {
	start, step := surface.Defaults(name)
	c.Function, c.Surface = "", name
	c.X, c.Y, c.Step = start.X, start.Y, step
}

// Settings returns the settings of a gradient check.
func (c *CheckConfig) Settings() []setting.Setting {
	return []setting.Setting{
		setting.Choice("component", "what to check", setting.Names(Components, func(c Component) string { return c.Name }), &c.Component),
		setting.Choice("formula", "which finite difference", setting.Names(nn.Formulas, func(f nn.Formula) string { return f.Name }), &c.Formula),
		setting.Number("h", "step of the finite difference", &c.H),
		setting.Seed("seed", "seed of the inputs and weights", &c.Seed),
		setting.Choice("fault", "a mistake to plant in the gradient", setting.Names(Faults, func(f Fault) string { return f.Name }), &c.Fault),
	}
}

// Settings returns the settings of a training. A preset sets all others, and
// an optimizer its own three, so that these stand behind it.
func (c *TrainingConfig) Settings() []setting.Setting {
	return []setting.Setting{
		setting.Entry("preset", "the run to start from; nntui presets lists them", Presets, func(p Preset) string { return p.Name },
			c.nearestPreset, func(p Preset) { *c = p.Config }),
		setting.Text("layers", "layers after the 64 inputs", "layers such as "+base.Layers, &c.Layers),
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
		setting.Index("schedule", "how the learning rate changes from epoch to epoch", RateScheduleNames(), &c.Schedule),
		setting.Number("validation", "share of the training digits to hold out; adds two columns", &c.Validation),
		setting.Whole("patience", "end after so many epochs without a lower validation loss; 0 for never", &c.Patience),
	}
}

// ofOptimizer is a setting that only some optimizers have.
func (c *TrainingConfig) ofOptimizer(name, usage string, of func(*nn.OptimizerConfig) *float64) setting.Setting {
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
func (c *TrainingConfig) nearestPreset() int {
	if i := slices.IndexFunc(Presets, func(p Preset) bool { return p.Config == *c }); i >= 0 {
		return i
	}
	best, least := 0, len(base.Layers)
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

// RateScheduleNames lists the names of RateSchedules.
func RateScheduleNames() []string {
	names := make([]string, len(RateSchedules))
	for i, s := range RateSchedules {
		names[i] = s.Name
	}
	return names
}
