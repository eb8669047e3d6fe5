package training

import "nntui/nn"

// A Preset is one training run of the assignment.
type Preset struct {
	Name   string
	About  string // what the run shows
	Config Config
}

// Base is what the assignment's runs have in common.
var Base = Config{
	Layers:       "linear:32,relu,linear:1,sigmoid",
	Epochs:       10,
	LearningRate: 0.001,
	BatchSize:    10,
	Seed:         12345,
	SplitSeed:    12345,
	Split:        0.5,
	Init:         "notebook",
	Optimizer:    nn.Optimizers[0],
	RateSchedule: "constant",
}

// Presets are the assignment's nine training runs, section 1.6. Runs that
// share a generator with earlier ones skip the draws of these: a 64-32-1 net
// takes 2,080.
var Presets = []Preset{
	preset("1.6b-epochs-10", "two layers, ten epochs", func(c *Config) {}),
	preset("1.6b-epochs-50", "the same for fifty epochs", func(c *Config) {
		c.Epochs = 50
	}),
	preset("1.6b-lr-0.01", "ten times the learning rate", func(c *Config) {
		c.Epochs, c.LearningRate, c.SkipDraws = 100, 0.01, 2080
	}),
	preset("1.6b-lr-0.001", "the first rate for as long", func(c *Config) {
		c.Epochs, c.SkipDraws = 100, 4160
	}),
	preset("1.6b-batch-1", "an update after every example", func(c *Config) {
		c.Epochs, c.BatchSize, c.SkipDraws = 25, 1, 6240
	}),
	preset("1.6b-batch-100", "an update per 100 examples", func(c *Config) {
		c.Epochs, c.BatchSize = 25, 100
	}),
	preset("1.6d-single", "a single layer", func(c *Config) {
		c.Layers, c.Epochs = "linear:1,sigmoid", 25
	}),
	preset("1.6f-double", "two layers, no activation", func(c *Config) {
		c.Layers, c.Epochs = "linear:64,linear:1,sigmoid", 100
	}),
	preset("1.6h-deep", "four layers with ReLU", func(c *Config) {
		c.Layers, c.Epochs = "linear:64,relu,linear:32,relu,linear:16,relu,linear:1,sigmoid", 100
	}),
}

func preset(name, about string, change func(*Config)) Preset {
	c := Base
	change(&c)
	return Preset{Name: name, About: about, Config: c}
}
