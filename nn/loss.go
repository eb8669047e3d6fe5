package nn

import (
	"fmt"
	"math"
)

// A Loss says how wrong the outputs ŷ of a batch are, given the targets y
// (both n x out), beside its derivative. It is a sum over the examples.
type Loss struct {
	Name     string
	Rule     string                       // the loss of one output as text
	Domain   string                       // the outputs that it is defined for; "" for all
	Value    func(yhat, y Matrix) float64 // L
	Gradient func(dyhat, yhat, y Matrix)  // dyhat (n x out) becomes dL/dŷ

	// Ends says why the loss cannot follow that last layer of a network for
	// so many targets, and Takes why it cannot take those targets: nil where
	// it can. The texts follow the name of the network or of the data.
	Ends  func(last Shape, targets int) error
	Takes func(y Matrix) error
}

// Losses lists the losses.
var Losses = []Loss{
	{"bce", "-(y ln ŷ + (1-y) ln(1-ŷ))", "(0, 1)", bce, bceGradient, endsInProbability, takesLabels},
}

// logFloor bounds the logarithms of [BCE] as PyTorch does: a prediction that
// is certain and wrong costs 100, not infinity.
const logFloor = -100

// gradFloor bounds the denominator of [BCEGrad], as in PyTorch.
const gradFloor = 1e-12

// BCE is the binary cross-entropy of a prediction ŷ, a probability, for a
// label y of 0 or 1:
//
//	L = -(y ln ŷ + (1-y) ln(1-ŷ))
func BCE(yhat, y float64) float64 {
	return -(y*max(math.Log(yhat), logFloor) + (1-y)*max(math.Log(1-yhat), logFloor))
}

// BCEGrad is its derivative:
//
//	dL/dŷ = -(y/ŷ - (1-y)/(1-ŷ)) = (ŷ-y) / (ŷ(1-ŷ))
func BCEGrad(yhat, y float64) float64 {
	return (yhat - y) / max(yhat*(1-yhat), gradFloor)
}

func bce(yhat, y Matrix) (sum float64) {
	mustBe("y of a loss", y, yhat.Rows, yhat.Cols)
	labels := flat(y)
	for i, p := range flat(yhat) {
		sum += BCE(p, labels[i])
	}
	return sum
}

func bceGradient(dyhat, yhat, y Matrix) {
	mustBe("y of a loss", y, yhat.Rows, yhat.Cols)
	mustBe("dyhat of a loss", dyhat, yhat.Rows, yhat.Cols)
	d, labels := flat(dyhat), flat(y)
	for i, p := range flat(yhat) {
		d[i] = BCEGrad(p, labels[i])
	}
}

func endsInProbability(last Shape, targets int) error {
	if last.Name != "sigmoid" || last.Out != targets {
		return fmt.Errorf("does not end in a probability; the last two must be linear:%d,sigmoid", targets)
	}
	return nil
}

func takesLabels(y Matrix) error {
	for _, v := range flat(y) {
		if v != 0 && v != 1 {
			return fmt.Errorf("has the target %v; it takes labels of 0 and 1", v)
		}
	}
	return nil
}
