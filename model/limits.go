package model

import "nntui/nn"

// MaxSteps bounds the epochs of a training and the steps of a descent: beyond
// it a typing error would exhaust the machine.
const MaxSteps = 1_000_000

// Limits are what an experiment may take.
type Limits struct {
	Weights int   // weights and biases of a net
	Steps   int   // epochs of a training, steps of a descent
	Bytes   int64 // memory that a training works in
}

// Most is what an experiment may take in this process. That is a fact about the
// process, as its memory is, and not about a config: every config is held
// against it, wherever it comes from. The command line may lower it, once and
// before the first experiment; nothing else writes it.
var Most = Limits{Weights: nn.MaxParams, Steps: MaxSteps, Bytes: 1_600_000_000}
