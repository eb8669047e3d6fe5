package training

import (
	"nntui/data"
	"nntui/nn"
)

// A Preset is one training run of the assignment.
type Preset struct {
	Name   string
	About  string // what the run shows
	Config Config
}

// Base is what the assignment's runs have in common.
var Base = Config{
	Layers:       "linear:32,relu,linear:1,sigmoid",
	Seed:         12345,
	SplitSeed:    12345,
	Split:        0.5,
	Init:         "notebook",
	Optimizer:    nn.Optimizers[0],
	RateSchedule: "constant",
	Data:         data.Sets[0].Name,
	Loss:         nn.Losses[0].Name,
}

// Presets are the assignment's nine training runs, section 1.6. Runs that
// share a generator with earlier ones skip the draws of these: a 64-32-1 net
// takes 2,080.
var Presets = []Preset{
	preset("1.6b-epochs-10", "two layers, ten epochs", Base.Layers, 10, 0.001, 10, 0),
	preset("1.6b-epochs-50", "the same for fifty epochs", Base.Layers, 50, 0.001, 10, 0),
	preset("1.6b-lr-0.01", "ten times the learning rate", Base.Layers, 100, 0.01, 10, 2080),
	preset("1.6b-lr-0.001", "the first rate for as long", Base.Layers, 100, 0.001, 10, 4160),
	preset("1.6b-batch-1", "an update after every digit", Base.Layers, 25, 0.001, 1, 6240),
	preset("1.6b-batch-100", "an update per 100 digits", Base.Layers, 25, 0.001, 100, 0),
	preset("1.6d-single", "a single layer", "linear:1,sigmoid", 25, 0.001, 10, 0),
	preset("1.6f-double", "two layers, no activation", "linear:64,linear:1,sigmoid", 100, 0.001, 10, 0),
	preset("1.6h-deep", "four layers with ReLU", "linear:64,relu,linear:32,relu,linear:16,relu,linear:1,sigmoid", 100, 0.001, 10, 0),
}

func preset(name, about, layers string, epochs int, rate float64, batch, skip int) Preset {
	c := Base
	c.Layers, c.Epochs, c.LearningRate, c.BatchSize, c.SkipDraws = layers, epochs, rate, batch, skip
	return Preset{Name: name, About: about, Config: c}
}
