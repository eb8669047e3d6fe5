package training

import (
	"errors"
	"math"
	"strings"
	"testing"

	"nntui/data"
	"nntui/model"
	"nntui/model/setting"
	"nntui/nn"
)

// TestConfig_bounds is about what package model's own test of refusals leaves
// out.
func TestConfig_bounds(t *testing.T) {
	held := func(share float64, patience int) func(*Config) {
		return func(c *Config) { c.Validation, c.Patience = share, patience }
	}
	wide := func(batch int) func(*Config) {
		return func(c *Config) { c.Layers, c.BatchSize = "linear:90000,relu,linear:1,sigmoid", batch }
	}
	for _, c := range []struct {
		change func(*Config)
		want   string
	}{
		{held(0.999, 0), "batch: 10 does not fit; it takes from 1 to 1, the smallest of training, validation and test set"},
		{held(0.0001, 0), "validation: 0.0001 leaves a part empty; it takes 0 for none, or a share between 0 and 1"},
		{held(1, 0), "validation: 1 is not a share; it takes 0 for none, or a share between 0 and 1"},
		{held(-0.1, 0), "validation: -0.1 is not a share; it takes 0 for none, or a share between 0 and 1"},
		{held(math.NaN(), 0), "validation: NaN is not a share; it takes 0 for none, or a share between 0 and 1"},
		{held(0, 1), "patience: 1 epochs without a lower validation loss: --validation must hold digits out for that"},
		{held(0.2, -1), "patience: -1 is out of range; it takes from 0 to 1000000"},
		{held(0.2, MaxEpochs+1), "patience: 1000001 is out of range; it takes from 0 to 1000000"},
		{held(0.2, MaxEpochs), ""},
		{held(0.02, 0), ""}, // 17 digits
		{func(c *Config) { c.Validation, c.BatchSize = 0.02, 18 }, "batch: 18 does not fit; it takes from 1 to 17, the smallest of training, validation and test set"},
		{wide(408), "batch: 408 is too large for layers that put out 180002 numbers an example: it needs 1602 MB of memory, and a run may have up to 1600 here"},
		{func(c *Config) { c.RateSchedule = "" }, `schedule: "" is unknown; it takes constant, linear, step, exponential, cosine, warm-up`},
		{func(c *Config) { c.Data = "letters" }, `data: "letters" is unknown; it takes ` + strings.Join(setting.Names(data.Sets, func(s data.Source) string { return s.Name }), ", ")},
		{func(c *Config) { c.Loss = "hinge" }, `loss: "hinge" is unknown; it takes ` + strings.Join(setting.Names(nn.Losses, func(l nn.Loss) string { return l.Name }), ", ")},
		{func(c *Config) { c.Epochs, c.SkipDraws = MaxEpochs, 1000 }, ""},
	} {
		_, err := New(with(Default(), c.change))
		if err == nil && c.want != "" || err != nil && err.Error() != c.want {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
	just := with(Default(), wide(407))
	shapes, err := just.Shapes()
	if err != nil || just.checkSize(shapes) != nil {
		t.Error("407 digits are too many")
	}
	if got := (Config{Layers: Base.Layers}).Widths(); got != "64-32-1" {
		t.Errorf("without data and loss it is %s", got)
	}
	for name, change := range map[string]func(*Config){
		"layers":    func(c *Config) { c.Layers = "linear:1,softmax" },
		"init":      func(c *Config) { c.Init = "none" },
		"optimizer": func(c *Config) { c.Optimizer.Name = "newton" },
	} {
		_, err := New(with(Default(), change))
		var refused *model.ConfigError
		if !errors.Is(err, nn.ErrUnknown) || !errors.As(err, &refused) || refused.Field != name {
			t.Errorf("%s: %v has lost its cause", name, err)
		}
	}
}

// What a process allows narrows what a run may be, to the last weight, epoch
// and byte.
func TestMost(t *testing.T) {
	before := model.Most
	defer func() { model.Most = before }()
	small := with(Default(), func(c *Config) { c.Layers, c.Epochs, c.BatchSize = "linear:1,sigmoid", 7, 10 }) // 65 weights, 2 numbers an example
	for _, c := range []struct {
		most model.Limits
		want string
	}{
		{model.Limits{Weights: 65, Steps: 7, Bytes: 65*72 + 320}, ""},
		{model.Limits{Weights: 64, Steps: 7, Bytes: 1e6}, "layers: these have 65 weights and biases; a net may have up to 64 here"},
		{model.Limits{Weights: 65, Steps: 6, Bytes: 1e6}, "epochs: 7 is out of range; it takes from 1 to 6"},
		{model.Limits{Weights: 65, Steps: 7, Bytes: 65*72 + 319}, "batch: 10 is too large for layers that put out 2 numbers an example: it needs 0 MB of memory, and a run may have up to 0 here"},
		{model.Limits{Weights: 65, Steps: 7, Bytes: 65*72 - 1}, "layers: these need 0 MB of memory; a run may have up to 0 here"},
	} {
		model.Most = c.most
		_, err := New(small)
		if err == nil && c.want != "" || err != nil && err.Error() != c.want {
			t.Errorf("%v: %v\nwant %s", c.most, err, c.want)
		}
	}
	model.Most = model.Limits{Weights: 65, Steps: 10, Bytes: 1e6}
	small.Changes = "3 epochs=11"
	if _, err := New(small); err == nil {
		t.Error("a change under way leads beyond the limit")
	}
}
