package training

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nntui/nn"
)

// Columns are the settings that differ, in the order of what matters most.
func TestColumns(t *testing.T) {
	set := func(change func(*Config)) Config { return with(Default(), change) }
	wide := "linear:32,tanh,linear:1,sigmoid"
	for _, test := range []struct {
		configs []Config
		want    string
	}{
		{nil, ""},
		{[]Config{Default(), Default()}, ""},
		{[]Config{Default(), set(func(c *Config) { c.Epochs = 99 })}, ""},
		{[]Config{Default(), set(func(c *Config) { c.Seed = 7 }), set(func(c *Config) { c.LearningRate = 0.25 })}, "lr: 0.001 0.001 0.25; seed: 12345 7 12345"},
		{[]Config{Default(), set(func(c *Config) { c.Optimizer = nn.Optimizers[1] })}, "optimizer: sgd momentum; momentum:  0.9"},
		{[]Config{Default(), set(func(c *Config) { c.RateSchedule, c.BatchSize, c.L2 = "step", 7, 1 })}, "batch: 10 7; l2: 0 1; schedule: constant step"},
		{[]Config{Default(), set(func(c *Config) { c.Changes = "2.3 lr=1" })}, "changes:  lr 1 from 2.3"},
		{[]Config{Default(), set(func(c *Config) { c.Layers = "linear:9,linear:1,sigmoid" })}, "layers: 64-32-1 64-9-1"},
		{[]Config{Default(), set(func(c *Config) { c.Layers = wide }), set(func(c *Config) { c.Layers = "linear:1,sigmoid" })}, "layers: 64-32-1 relu-sigmoid 64-32-1 tanh-sigmoid 64-1"},
		{[]Config{set(func(c *Config) { c.Data = "xor" }), set(func(c *Config) { c.Loss = "mse" })}, "data: xor digits; loss: bce mse"},
	} {
		var got []string
		for _, c := range Columns(test.configs) {
			got = append(got, fmt.Sprintf("%s: %s", c.Name, strings.Join(c.Texts, " ")))
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// What judges a run is what is held out of its training.
func TestRun_Judged(t *testing.T) {
	r := Run{Epochs: []Epoch{{}, {LossTest: 1, AccuracyTest: 2, LossValidation: 3, AccuracyValidation: 4}}}
	if loss, accuracy := r.Judged(1); loss != 1 || accuracy != 2 {
		t.Errorf("%v, %v", loss, accuracy)
	}
	r.Config.Validation = 0.1
	if loss, accuracy := r.Judged(1); loss != 3 || accuracy != 4 {
		t.Errorf("%v, %v", loss, accuracy)
	}
}

// Each column says its values briefly, and nothing where there is nothing to
// say.
func TestColumns_brief(t *testing.T) {
	a, b := Default(), Default()
	a.LearningRate, a.BatchSize, a.Validation, a.Patience = 0.01, 100, 0.2, 5
	b.Optimizer, _ = nn.OptimizerNamed("momentum")
	c := a
	c.Patience, c.Changes = 0, "3 lr=1"
	var got []string
	for _, column := range Columns([]Config{a, b, c}) {
		got = append(got, strings.Join(column.Brief, "|"))
	}
	want := []string{"lr 0.01|lr 0.001|lr 0.01", "||lr 1 from 3", "batch 100|batch 10|batch 100", "sgd|momentum|sgd", "|mom 0.9|", "valid 0.2|no validation|valid 0.2", "patience 5||no early stop"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
