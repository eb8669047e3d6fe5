package model_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/training"
	"nntui/nn"
)

// wantRefusal wants a *ConfigError about a field that is the name of a flag.
func wantRefusal(t *testing.T, err error, field, reason string) {
	t.Helper()
	var refusal *model.ConfigError
	if !errors.As(err, &refusal) {
		t.Errorf("error %v, want a refusal of %s: %s", err, field, reason)
		return
	}
	if refusal.Field != field || refusal.Reason != reason {
		t.Errorf("refused %s: %s\nwant    %s: %s", refusal.Field, refusal.Reason, field, reason)
	}
	if want := field + ": " + reason; err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
}

// mostly draws from what makes sense and once in a while anything else.
func mostly[V any](sense, anything *rapid.Generator[V]) *rapid.Generator[V] {
	return rapid.OneOf(slices.Concat(slices.Repeat([]*rapid.Generator[V]{sense}, 15), []*rapid.Generator[V]{anything})...)
}

// number draws a number, mostly from 0.001 to 0.9.
var number = mostly(rapid.Float64Range(0.001, 0.9), rapid.OneOf(
	rapid.Float64(),
	rapid.SampledFrom([]float64{0, 1, 1e-300, 1e300, math.Inf(1), math.Inf(-1), math.NaN()}),
))

// count draws how many there are of something, mostly from 1 to 50.
var count = mostly(rapid.IntRange(1, 50), rapid.OneOf(rapid.Int(), rapid.IntRange(0, 1000)))

// oneOf draws a name, mostly of a table.
func oneOf[T any](table []T, name func(T) string) *rapid.Generator[string] {
	return mostly(rapid.Map(rapid.SampledFrom(table), name), rapid.String())
}

// layers draws a list of layers.
var layers = rapid.Custom(func(t *rapid.T) string {
	known := rapid.SampledFrom([]string{"linear:3", "relu", "tanh", "linear:17", "leaky-relu", "sigmoid"})
	entry := mostly(known, rapid.SampledFrom([]string{"linear:0", "", "linear:x", "Tanh", "linear:9999999999"}))
	ending := mostly(rapid.Just(",linear:1,sigmoid"), rapid.Just(""))
	return strings.Join(rapid.SliceOfN(entry, 1, 4).Draw(t, "entries"), ",") + ending.Draw(t, "ending")
})

// acceptOrRefuse takes the result of a constructor with any config. What it
// accepts must also advance.
func acceptOrRefuse(t *rapid.T, e experiment, err error, fields string) {
	t.Helper()
	var refusal *model.ConfigError
	switch {
	case err == nil:
		e.Advance(3, 0)
	case !errors.As(err, &refusal):
		t.Errorf("error %v (%T), want a *ConfigError", err, err)
	case !slices.Contains(strings.Fields(fields), refusal.Field) || refusal.Reason == "":
		t.Errorf("refused %q: %q; the fields are %s", refusal.Field, refusal.Reason, fields)
	}
}

func TestNewCheck_any(t *testing.T) {
	component := oneOf(check.Components, func(c check.Component) string { return c.Name })
	formula := oneOf(nn.Formulas, func(f nn.Formula) string { return f.Name })
	rapid.Check(t, func(t *rapid.T) {
		c, err := check.New(checkOf(component.Draw(t, "component"), formula.Draw(t, "formula"),
			number.Draw(t, "h"), rapid.Uint64().Draw(t, "seed")))
		acceptOrRefuse(t, c, err, "component formula h")
	})
}

func TestNewTraining_any(t *testing.T) {
	init := oneOf(nn.Initializers, func(i nn.Initializer) string { return i.Name })
	optimizer := oneOf(nn.Optimizers, func(o nn.OptimizerConfig) string { return o.Name })
	rapid.Check(t, func(t *rapid.T) {
		c := training.Default()
		c.Layers = layers.Draw(t, "layers")
		c.Epochs, c.BatchSize = count.Draw(t, "epochs"), count.Draw(t, "batch")
		c.LearningRate, c.L2 = number.Draw(t, "lr"), number.Draw(t, "l2")
		c.Seed, c.SplitSeed = rapid.Uint64().Draw(t, "seed"), rapid.Uint64().Draw(t, "split seed")
		c.SkipDraws, c.Split = rapid.IntRange(-10, 1000).Draw(t, "skip draws"), number.Draw(t, "split")
		c.Init, c.Optimizer.Name = init.Draw(t, "init"), optimizer.Draw(t, "optimizer")
		c.Optimizer.Momentum, c.Optimizer.Decay = number.Draw(t, "momentum"), number.Draw(t, "decay")
		c.Optimizer.Epsilon = number.Draw(t, "epsilon")
		r, err := training.New(c)
		acceptOrRefuse(t, r, err, "layers epochs batch lr l2 skip-draws split init optimizer")
	})
}

func TestNewCheck_refusals(t *testing.T) {
	for _, c := range []struct {
		config        check.Config
		field, reason string
	}{
		{checkOf("sigmoid", "sideways", 1e-5, 1), "formula", `formula "sideways": want central, central-h, forward, backward or four-point`},
		{checkOf("softmax", "central", 1e-5, 1), "component", `"softmax" is unknown; it takes sigmoid, relu, tanh, leaky-relu, bce, linear, linear-y, sigmoid-layer, relu-layer, one-layer, one-layer-a, network`},
		{with(check.Default(), func(c *check.Config) { c.Component, c.Fault = "relu", "shift" }), "fault", `"shift" cannot happen to relu; it takes none, sign, factor or no-activation`},
		{checkOf("sigmoid", "central", 0, 1), "h", "0 is not a step; it takes a number above 0, such as 1e-5"},
		{checkOf("sigmoid", "central", -1, 1), "h", "-1 is not a step; it takes a number above 0, such as 1e-5"},
		{checkOf("sigmoid", "central", math.NaN(), 1), "h", "NaN is not a step; it takes a number above 0, such as 1e-5"},
		{checkOf("sigmoid", "central", math.Inf(1), 1), "h", "+Inf is not a step; it takes a number above 0, such as 1e-5"},
	} {
		_, err := check.New(c.config)
		wantRefusal(t, err, c.field, c.reason)
	}
}

func TestNewTraining_refusals(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	type config = training.Config
	for _, c := range []struct {
		change        func(*config)
		field, reason string
	}{
		{func(c *config) { c.Epochs = 0 }, "epochs", "0 is out of range; it takes from 1 to 1000000"},
		{func(c *config) { c.Epochs = -1 }, "epochs", "-1 is out of range; it takes from 1 to 1000000"},
		{func(c *config) { c.Epochs = training.MaxEpochs + 1 }, "epochs", "1000001 is out of range; it takes from 1 to 1000000"},
		{func(c *config) { c.LearningRate = 0 }, "lr", "0 is not a learning rate; it takes a number above 0"},
		{func(c *config) { c.LearningRate = -0.5 }, "lr", "-0.5 is not a learning rate; it takes a number above 0"},
		{func(c *config) { c.LearningRate = nan }, "lr", "NaN is not a learning rate; it takes a number above 0"},
		{func(c *config) { c.LearningRate = inf }, "lr", "+Inf is not a learning rate; it takes a number above 0"},
		{func(c *config) { c.L2 = -0.1 }, "l2", "-0.1 is not a penalty; it takes 0 or a number above"},
		{func(c *config) { c.L2 = nan }, "l2", "NaN is not a penalty; it takes 0 or a number above"},
		{func(c *config) { c.L2 = inf }, "l2", "+Inf is not a penalty; it takes 0 or a number above"},
		{func(c *config) { c.SkipDraws = -1 }, "skip-draws", "-1 is out of range; it takes from 0 to 100000000"},
		{func(c *config) { c.SkipDraws = training.MaxSkipDraws + 1 }, "skip-draws", "100000001 is out of range; it takes from 0 to 100000000"},
		{func(c *config) { c.Split = 0 }, "split", "0 does not leave digits on both sides; it takes a share between 0 and 1"},
		{func(c *config) { c.Split = 0.0001 }, "split", "0.0001 does not leave digits on both sides; it takes a share between 0 and 1"},
		{func(c *config) { c.Split = 1 }, "split", "1 does not leave digits on both sides; it takes a share between 0 and 1"},
		{func(c *config) { c.Split = nan }, "split", "NaN does not leave digits on both sides; it takes a share between 0 and 1"},
		{func(c *config) { c.Split = -inf }, "split", "-Inf does not leave digits on both sides; it takes a share between 0 and 1"},
		{func(c *config) { c.BatchSize = 0 }, "batch", "0 does not fit; it takes from 1 to 898, the smaller side of the split"},
		{func(c *config) { c.BatchSize = -10 }, "batch", "-10 does not fit; it takes from 1 to 898, the smaller side of the split"},
		{func(c *config) { c.BatchSize = 899 }, "batch", "899 does not fit; it takes from 1 to 898, the smaller side of the split"},
		{func(c *config) { c.Split = 0.9 }, "", ""},
		{func(c *config) { c.Split, c.BatchSize = 0.9, 200 }, "batch", "200 does not fit; it takes from 1 to 180, the smaller side of the split"},
		{func(c *config) { c.Layers = "linear:1,softmax" }, "layers", `layer 2: "softmax" is not a layer; it takes linear:N, sigmoid, relu, leaky-relu or tanh`},
		{func(c *config) { c.Layers = "linear:0,sigmoid" }, "layers", `layer 1: "linear:0": a linear layer has from 1 to 10000000 outputs`},
		{func(c *config) { c.Layers = "linear:1" }, "layers", `"linear:1" does not end in a probability; the last two must be linear:1,sigmoid`},
		{func(c *config) { c.Layers = "sigmoid" }, "layers", `"sigmoid" does not end in a probability; the last two must be linear:1,sigmoid`},
		{func(c *config) { c.Layers = "linear:1,tanh" }, "layers", `"linear:1,tanh" does not end in a probability; the last two must be linear:1,sigmoid`},
		{func(c *config) { c.Layers = "linear:2,sigmoid" }, "layers", `"linear:2,sigmoid" does not end in a probability; the last two must be linear:1,sigmoid`},
		{func(c *config) { c.Init = "" }, "init", `initialiser "": want notebook, glorot, he or zeros`},
		{func(c *config) { c.Optimizer.Name = "newton" }, "optimizer", `optimizer "newton": want sgd, momentum, nesterov, adagrad, rmsprop or adam`},
		{func(c *config) { c.Optimizer = nn.OptimizerConfig{Name: "momentum", Momentum: 1} }, "optimizer", "momentum: momentum 1: want from 0 to below 1"},
	} {
		_, err := training.New(with(training.Default(), c.change))
		if c.field != "" {
			wantRefusal(t, err, c.field, c.reason)
		} else if err != nil {
			t.Error(err)
		}
	}
}

// with returns a config with a change.
func with[C any](c C, change func(*C)) C {
	change(&c)
	return c
}
