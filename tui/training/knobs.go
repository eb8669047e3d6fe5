package training

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/kit"
)

// nets are the networks that the assignment compares.
var nets = []struct{ name, layers string }{
	{"one layer", "linear:1,sigmoid"},
	{"two linear", "linear:64,linear:1,sigmoid"},
	{"two layers", "linear:32,relu,linear:1,sigmoid"},
	{"four layers", "linear:64,relu,linear:32,relu,linear:16,relu,linear:1,sigmoid"},
}

func knobRows() []kit.Knob[settings] {
	type s = settings
	optimizers := setting.Names(nn.Optimizers, func(o nn.OptimizerConfig) string { return o.Name })
	paces := setting.Names(speeds, func(s speed) string { return s.name })
	return []kit.Knob[s]{
		kit.Choice("preset", "the assignment's runs, section 1.6; p lists them",
			setting.Names(training.Presets, func(p training.Preset) string { return strings.TrimPrefix(p.Name, "1.6") }),
			func(v s) int {
				return slices.IndexFunc(training.Presets, func(p training.Preset) bool { return p.Config == v.Config })
			},
			func(v *s, i int) { v.Config = training.Presets[i].Config }),
		netKnob(),
		kit.Whole("epochs", "passes over the training digits", func(v *s) *int { return &v.Epochs }, 1, 1000, 1, 10),
		kit.Logarithmic("learning rate", "how far an update follows the negative gradient", func(v *s) *float64 { return &v.LearningRate }, 1e-6, 10, false),
		kit.Text("schedule", "how the learning rate changes from epoch to epoch", setting.Names(training.Schedules, model.Schedule.String),
			func(v *s) *string { return &v.RateSchedule }),
		kit.Whole("batch size", "digits an update; the gradient is summed over them", func(v *s) *int { return &v.BatchSize }, 1, 500, 1, 10),
		kit.Choice("optimizer", "how a gradient becomes an update", optimizers,
			func(v s) int { return slices.Index(optimizers, v.Optimizer.Name) },
			func(v *s, i int) { v.Optimizer = nn.Optimizers[i] }),
		optimizerKnob("momentum", "how much of the last update lives on (Adam: beta 1)", func(c *nn.OptimizerConfig) *float64 { return &c.Momentum },
			0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99),
		optimizerKnob("decay", "how long squared gradients are remembered (Adam: beta 2)", func(c *nn.OptimizerConfig) *float64 { return &c.Decay },
			0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999),
		optimizerKnob("epsilon", "keeps the optimizer from dividing by zero", func(c *nn.OptimizerConfig) *float64 { return &c.Epsilon },
			1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 0.01, 0.1),
		kit.Logarithmic("L2", "penalty on large weights", func(v *s) *float64 { return &v.L2 }, 1e-5, 1, true),
		kit.Text("initialiser", "how the first weights are drawn", setting.Names(nn.Initializers, func(i nn.Initializer) string { return i.Name }),
			func(v *s) *string { return &v.Init }),
		kit.SeedKnob("seed", "draws the first weights", func(v *s) *uint64 { return &v.Seed }),
		kit.Linear("split", "the share of the digits that is trained on", func(v *s) *float64 { return &v.Split }, 0.05, 0.95, 0.05, 0.2),
		kit.SeedKnob("split seed", "deals the digits to train and test", func(v *s) *uint64 { return &v.SplitSeed }),
		validationKnob(),
		patienceKnob(),
		kit.Choice("speed", "how fast it plays; . does one batch", paces,
			func(v s) int { return v.speed },
			func(v *s, i int) { v.speed = i }),
	}
}

// netKnob steps through the nets of the assignment; another net shows its
// widths.
func netKnob() kit.Knob[settings] {
	k := kit.Choice("net", "the layers after the 64 inputs; n edits them",
		setting.Names(nets, func(n struct{ name, layers string }) string { return n.name }),
		func(v settings) int {
			return slices.IndexFunc(nets, func(n struct{ name, layers string }) bool { return n.layers == v.Layers })
		},
		func(v *settings, i int) { v.Layers = nets[i].layers })
	named := k.Show
	k.Show = func(v settings) string {
		text := named(v)
		if text == "custom" {
			if text = v.Widths(); len(text) > 11 {
				text = fmt.Sprintf("%d layers", strings.Count(v.Layers, "linear"))
			}
		}
		return text
	}
	return k
}

// optimizerKnob is a knob for a setting of the optimizer.
func optimizerKnob(name, help string, p func(*nn.OptimizerConfig) *float64, stops ...float64) kit.Knob[settings] {
	used := func(v settings) bool {
		def, err := nn.OptimizerNamed(v.Optimizer.Name)
		return err == nil && *p(&def) > 0
	}
	nearest := func(x float64) int {
		i, _ := slices.BinarySearch(stops, x)
		return min(i, len(stops)-1)
	}
	return kit.Only(used, kit.Knob[settings]{
		Name: name, Help: help,
		Show: func(v settings) string { return kit.Number(*p(&v.Optimizer)) },
		Level: func(v settings) float64 {
			return float64(nearest(*p(&v.Optimizer))) / float64(len(stops)-1)
		},
		Turn: func(v *settings, by int, isBig bool) {
			if isBig {
				by *= 3
			}
			x := p(&v.Optimizer)
			*x = stops[min(max(nearest(*x)+by, 0), len(stops)-1)]
		},
	})
}

// validationKnob and patienceKnob belong together: stopping early takes digits
// that are held out.
func validationKnob() kit.Knob[settings] {
	k := kit.Linear("validation", "the share of the training digits held out, to know when to stop",
		func(v *settings) *float64 { return &v.Validation }, 0, 0.5, 0.05, 0.2)
	turn := k.Turn
	k.Turn = func(v *settings, by int, isBig bool) {
		if turn(v, by, isBig); v.Validation == 0 {
			v.Patience = 0
		}
	}
	k.Show = func(v settings) string { return orOff(v.Validation > 0, kit.Number(v.Validation)) }
	return k
}

func patienceKnob() kit.Knob[settings] {
	k := kit.Whole("patience", "stop after so many epochs without a lower validation loss",
		func(v *settings) *int { return &v.Patience }, 0, 100, 1, 10)
	turn := k.Turn
	k.Turn = func(v *settings, by int, isBig bool) {
		if turn(v, by, isBig); v.Patience > 0 && v.Validation == 0 {
			v.Validation = 0.2
		}
	}
	k.Show = func(v settings) string { return orOff(v.Patience > 0, strconv.Itoa(v.Patience)) }
	return k
}

func orOff(on bool, text string) string {
	if on {
		return text
	}
	return "off"
}
