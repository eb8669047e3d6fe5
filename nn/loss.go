package nn

import "math"

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
