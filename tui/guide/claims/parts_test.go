package claims

import (
	"math"
	"slices"
	"strings"

	"nntui/model/check"
	"nntui/model/training"
	"nntui/nn"
)

// cells are the assignment's numbers for its parts, as NumPy has them.
type cells struct {
	Sigmoid struct {
		X, Grad   []float64
		Numerical []float64 `json:"numerical_h1e3"`
	}
	BCE struct {
		Grad, Difference []float64
		YHat             []float64 `json:"y_hat"`
		Y                []float64
	}
	OneLayer struct {
		W, X  []float64
		Loss  float64
		GradX []float64 `json:"grad_x"`
	} `json:"one_layer"`
	CheckGrad struct{ Err map[string]float64 } `json:"check_grad"`
}

func (f *figures) cells() (c cells) {
	f.Helper()
	golden(f, "cells.json", &c)
	return c
}

// activation returns value and slope of an activation at x.
func (f *figures) activation(name string, x float64) (y, slope float64) {
	f.Helper()
	i := slices.IndexFunc(nn.Activations, func(a nn.Activation) bool { return a.Name == name })
	value, derivative := make([]float64, 1), make([]float64, 1)
	nn.Activations[i].Value(value, []float64{x})
	nn.Activations[i].Derivative(derivative, []float64{x})
	return value[0], derivative[0]
}

// entries returns a number of each entry of a check.
func (f *figures) entries(setup string, number func(check.Entry) float64) (list []float64) {
	f.Helper()
	for _, e := range f.of(setup).check.Entries {
		list = append(list, number(e))
	}
	return list
}

func analytic(e check.Entry) float64 { return e.Analytic }
func absolute(e check.Entry) float64 { return e.Absolute }

// Passed reports whether all entries of a check agree.
func (f *figures) Passed(setup string) bool {
	s := f.of(setup).check
	return s.Passed() && s.Failed == 0 && len(s.Entries) > 0
}

// check runs another check.
func (f *figures) checkOf(component, formula string, h float64) check.Snapshot {
	c := check.Default()
	c.Component, c.Formula, c.H = component, formula, h
	r, err := runCheck(c)
	if err != nil {
		f.Fatal(err)
	}
	return r.check
}

func worst(s check.Snapshot) float64 { return s.Entries[s.Worst].Relative }

// wider is how much the worst error grows where h is twice as large.
func (f *figures) wider(component, formula string, h float64) float64 {
	return worst(f.checkOf(component, formula, 2*h)) / worst(f.checkOf(component, formula, h))
}

var _ = claim("1.2 (a) The derivative of the sigmoid", func(f *figures) {
	c := f.cells().Sigmoid
	f.near("smallest", slices.Min(c.Grad), 1e-9)
	f.near("largest", slices.Max(c.Grad), 1e-9)
	for x := -5.0; x <= 5; x += 0.25 {
		y, slope := f.activation("sigmoid", x)
		u := math.Exp(-x)
		f.is(within(slope, y*(1-y), 1e-15) && within(slope, u/((1+u)*(1+u)), 1e-15), "σ' = σ(1-σ) at %v", x)
		f.is(slope <= 0.25, "1/4 is the largest")
	}
	half, middle := f.activation("sigmoid", 0)
	f.is(half == 0.5 && len(c.X) == 5, "σ(0) is 1/2, and there are five points")
	f.given("1/2", "five")
	_, out := f.activation("sigmoid", 6)
	f.choose(middle == 1, middle == 0.25 && middle > out, out == 1)
})

var _ = claim("1.2 (b) Five values", func(f *figures) {
	c := f.cells().Sigmoid
	for i, number := range []string{"-5.45", "-3.66", "5.95", "3.53", "-2.18"} {
		f.says(number, c.X[i])
	}
	f.near("smallest", c.Grad[2], 1e-9)
	f.near("largest", c.Grad[4], 1e-9)
	f.is(len(c.X) == 5 && slices.Min(c.X) >= -10 && slices.Max(c.X) < 10, "five numbers are drawn between -10 and 10")
	f.given("-10", "10")
	_, left := f.activation("sigmoid", -3)
	_, right := f.activation("sigmoid", 3)
	_, further := f.activation("sigmoid", 10)
	_, furthest := f.activation("sigmoid", 11)
	f.is(within(left, right, 1e-15), "both sides are alike")
	f.is(within(furthest/further, math.Exp(-1), 1e-4), "it falls as e^-|x|")
	s := f.entries("", analytic)
	least := slices.Index(s, slices.Min(s))
	f.choose(least == 0, least == 2, least == 4)
})

var _ = claim("1.2 (c) The central difference", func(f *figures) {
	for i, n := range f.entries("central", func(e check.Entry) float64 { return e.Numerical }) {
		f.is(within(n, f.cells().Sigmoid.Numerical[i], 1e-9), "difference %d is NumPy's", i)
	}
	f.is(within(f.wider("sigmoid", "central", 1e-3), 4, 0.1), "the error of the central one goes with h²")
	f.is(within(f.wider("sigmoid", "forward", 1e-3), 2, 0.1), "the error of the forward one goes with h")
	better := f.n("forward.error") / f.n("central.error")
	f.choose(better < 10, better > 50 && better < 200, better > 1000)
})

var _ = claim("1.2 (d) Is it exactly equal?", func(f *figures) {
	for _, e := range f.of("").check.Entries {
		f.is(e.Absolute > 0, "%s is not equal", e.Name)
	}
	worst := f.of("large").check.Entries[f.of("large").check.Worst]
	s, slope := f.activation("sigmoid", worst.At)
	third := slope * (1 - 6*s + 6*s*s) // σ''' = σ'(1 - 6σ + 6σ²)
	f.is(within(worst.Absolute/(0.1*0.1/24*math.Abs(third)), 1, 0.01), "with h = 0.1 the error is h²/24·f'''")
	f.given("24", "0")
	f.says("16", math.Ceil(-math.Log10(nn.Epsilon)))
	f.is(f.n("tiny.error") > 100*f.n("large.error"), "with h = 1e-13 it is large")
	f.is(f.n("best_h") < 1e-3 && f.n("best_h") > 1e-6 && f.n("best_error") < 1e-8, "the best h lies between")

	errors := f.of("").check.Sweep.Errors[0]
	best := slices.Index(errors, f.n("best_error"))
	down, up := errors[0] > 100*errors[best], errors[len(errors)-1] > 100*errors[best]
	f.choose(down && !up, down && up, !down && !up)
})

var _ = claim("1.2 (e) The derivative of ReLU", func(f *figures) {
	_, left := f.activation("relu", -1e-9)
	_, here := f.activation("relu", 0)
	_, right := f.activation("relu", 1e-9)
	f.is(left == 0 && right == 1, "it is 0 left and 1 right of 0")
	f.is(here == 1, "nntui takes 1")
	f.is(f.of("").check.Activation == "relu", "the tab shows ReLU")
	touches := func(slope float64) bool {
		for x := -2.0; x <= 2; x += 0.5 {
			if y, _ := f.activation("relu", x); y < slope*x {
				return false
			}
		}
		return true
	}
	zero, half, one, outside := touches(0), touches(0.5), touches(1), touches(1.1) || touches(-0.1)
	f.choose(zero && !one, one && !zero, zero && half && one && !outside, !zero && !half && !one)
})

var _ = claim("1.2 (f) Check ReLU", func(f *figures) {
	f.is(f.Passed(""), "all five points agree")
	f.given("0") // where the corner is
	f.is(f.n("wide.kinks") == 3 && f.n("wide.entries") == 5, "three of five points have the corner between")
	for _, e := range f.of("wide").check.Entries {
		f.is(e.Kink == (math.Abs(e.At) < 5), "%s reaches across the corner where |x| < h/2", e.Name)
		f.is(!e.Kink || e.Relative > 0.1, "%s mixes both slopes", e.Name)
	}
	f.is(slices.Equal(f.entries("", analytic), f.entries("wide", analytic)), "the derivative is the same")
	h, size := 1e-3, f.n("absolute")
	f.choose(size > h/10, size < h/10 && size > h*h/10, size < h*h/1000)
})

var _ = claim("1.2 (g) Four plots", func(f *figures) {
	flat, all, border := 0, 20_000, 0.0
	for i := range all {
		x := -10 + 20*(float64(i)+0.5)/float64(all)
		if _, slope := f.activation("sigmoid", x); slope < 0.01 {
			flat++
		} else {
			border = max(border, x)
		}
	}
	f.says("4.6", border)
	f.given("-10", "10", "0.01")
	f.is(f.of("").check.Activation == "sigmoid" && f.of("relu").check.Activation == "relu", "the tab shows both")
	_, top := f.activation("sigmoid", 0)
	f.says("0.25", top)
	_, right := f.activation("relu", 3)
	f.is(right == 1, "ReLU's derivative is a step up to 1")
	f.given("1")
	low, _ := f.activation("sigmoid", -10)
	high, _ := f.activation("sigmoid", 10)
	f.is(within(low, 0, 1e-4) && within(high, 1, 1e-4), "the sigmoid goes from 0 to 1")
	share := float64(flat) / float64(all)
	f.choose(share < 0.2, share > 0.4 && share < 0.6, share > 0.8)
})

var _ = claim("1.2 (h) Which one for a probability?", func(f *figures) {
	for _, p := range f.of("").training.Detail.Digits.P {
		f.is(p > 0 && p < 1, "%v lies between 0 and 1", p)
	}
	f.near("accuracy_test", training.NumPy(training.Default())[9][3], 1e-9)
	above, _ := f.activation("relu", 3)
	below, slope := f.activation("relu", -3)
	f.is(math.IsNaN(math.Log(1-above)) && math.IsInf(math.Log(below), -1) && slope == 0, "ReLU leaves the loss without a number or a slope")
	c := training.Default()
	_, sigmoid := c.Shapes()
	c.Layers = "linear:32,relu,linear:1,relu"
	_, relu := c.Shapes()
	f.choose(sigmoid == nil && relu != nil, sigmoid != nil && relu == nil, sigmoid == nil && relu == nil)
})

var _ = claim("1.2 (j) The derivative of the loss", func(f *figures) {
	c := f.cells().BCE
	f.near("largest", slices.Min(c.Grad), 1e-9)
	f.says("-100", nn.BCEGrad(0.01, 1))
	f.given("0.01", "-1")
	f.is(strings.Contains(f.step.Text, "1, 0, 1, 0 and 0") && slices.Equal(c.Y, []float64{1, 0, 1, 0, 0}), "the labels are 1, 0, 1, 0 and 0")
	f.is(within(nn.BCEGrad(0.99, 1), -1, 0.02), "at 0.99 it is about -1")
	f.given("0.99")
	for i, p := range c.YHat {
		y := c.Y[i]
		f.is(within(nn.BCEGrad(p, y), -(y/p-(1-y)/(1-p)), 1e-12), "the formula holds at %v", p)
		f.is(within(nn.BCEGrad(p, y)*p*(1-p), p-y, 1e-12), "with the sigmoid it is ŷ - y at %v", p)
	}
	steep := func(p float64) float64 { return -nn.BCEGrad(p, 1) }
	a, b, d := steep(0.99), steep(0.5), steep(0.01)
	f.choose(a > b && a > d, b > a && b > d, d > a && d > b)
})

var _ = claim("1.2 (k) Check the loss", func(f *figures) {
	c := f.cells().BCE
	for i, d := range f.entries("", absolute) {
		f.is(within(d, c.Difference[i], 1e-10), "difference %d is NumPy's", i)
	}
	f.says("6e-7", slices.Min(c.Difference))
	f.says("9e-6", slices.Max(c.Difference))
	p := c.YHat[2]
	f.says("0.333", p)
	f.is(c.Y[2] == 1, "the label of the worst is 1")
	predicted := 1e-6 / 6 * 2 / (p * p * p)
	f.says("9.0e-06", predicted)
	f.given("6", "1", "-2", "0") // of that formula
	f.near("absolute", predicted, 0.01)
	f.says("100", f.of("").check.Config.H/f.of("fine").check.Config.H)
	ratio := f.n("absolute") / f.n("fine.absolute")
	wrong, truncated, rounded := ratio < 2, within(ratio, 1e4, 200), ratio < 0.5
	f.choose(wrong, truncated, rounded)
})

var _ = claim("1.2 (l) A linear layer's derivatives", func(f *figures) {
	const in, out = 5, 7
	l := nn.NewLinear(in, out)
	x := nn.NewMatrix(1, in)
	for i := range x.Data {
		x.Data[i] = float64(i + 1)
	}
	for i := range l.W.Data {
		l.W.Data[i] = float64(i%9) - 4.5
	}
	rest, most := 0, 0
	for j := range out {
		dy := nn.NewMatrix(1, out)
		dy.Data[j] = 1
		dx := l.Backward(x, dy)
		for i := range in {
			f.is(dx.Data[i] == l.W.Data[i*out+j], "∂y_j/∂x_i = W_ij")
			for k := range out {
				want := 0.0
				if j == k {
					want = x.Data[i]
				}
				f.is(l.DW.Data[i*out+k] == want, "∂y_j/∂W_ik")
				if l.DW.Data[i*out+k] != 0 {
					rest++
				}
				most++
			}
		}
		f.is(slices.Equal(l.DB, dy.Data), "∂y_j/∂b_k")
	}
	f.given("1")
	f.says("210", float64(most-rest))
	f.says("35", float64(rest))
	f.is(f.Passed("") && f.n("entries") == 3*in+in*out+out, "all entries agree")
	f.choose(rest == 245, rest == 35, rest == 7)
})

var _ = claim("1.2 (m) The chain rule for that layer", func(f *figures) {
	f.is(f.Passed(""), "the right gradient passes")
	f.is(f.n("entries") == 3*5+5*7+7, "57 entries")
	f.is(f.n("last.failed") == 7 && f.reading("last.cause").Text == "no-batch-sum", "the missing sum is found in the 7 biases")
	f.is(f.n("turned.failed") == 15 && f.reading("turned.cause").Text == "transpose", "the misread W is found in the 15 inputs")

	l, x, dy := nn.NewLinear(1, 1), nn.NewMatrix(3, 1), nn.NewMatrix(3, 1)
	copy(dy.Data, []float64{1, 10, 100})
	l.Backward(x, dy)
	f.choose(l.DB[0] == 111, l.DB[0] == 37, l.DB[0] == 100)
})

var _ = claim("1.3 (a) A model of one layer", func(f *figures) {
	c := f.cells().OneLayer
	f.near("loss", c.Loss, 1e-9)
	p := math.Exp(-c.Loss)
	f.says("2.31", c.Loss)
	f.says("0.099", p)
	f.says("-0.901", p-1)
	for i, w := range c.W {
		f.is(within(c.GradX[i], (p-1)*w, 1e-12), "dL/dx_%d = (ŷ - y)w", i)
	}
	f.near("largest", c.GradX[0], 1e-9)
	f.says("-1.424", c.W[0])
	f.choose(within(p, 0.1, 0.05), within(p, 0.5, 0.05), within(p, 0.9, 0.05))
})

var _ = claim("1.3 (b) Entry by entry", func(f *figures) {
	f.is(f.Passed(""), "all entries agree")
	f.is(f.n("entries") == 5+5+1, "x, w and b are checked")
	params := float64(f.run("nntui --tab training").training.Params)
	f.says("2,113", params)
	f.says("4,226", 2*params)
	f.is(params == 64*32+32+32+1, "the sum is the parameters")
	f.given("64", "32", "1")
	digits := -math.Log10(f.n("error"))
	f.choose(within(digits, 3, 1), within(digits, 6, 1), within(digits, 10, 1))
})

var _ = claim("1.4 (b) The sigmoid as a layer", func(f *figures) {
	f.is(f.Passed(""), "all entries agree")
	f.is(f.n("without.failed") == f.n("entries") && f.reading("without.cause").Text == "no-activation", "the forgotten factor is found")
	x, dy := nn.NewMatrix(1, 3), nn.NewMatrix(1, 3)
	copy(x.Data, []float64{-1, 0.5, 2})
	copy(dy.Data, []float64{3, -5, 7})
	i := slices.IndexFunc(nn.Activations, func(a nn.Activation) bool { return a.Name == "sigmoid" })
	layer := nn.Elementwise{Activation: nn.Activations[i]}
	dx := layer.Backward(x, dy).Data
	same, product, matrix := true, true, true
	sum := 0.0
	for k, d := range dy.Data {
		_, slope := f.activation("sigmoid", x.Data[k])
		same, product = same && dx[k] == d, product && within(dx[k], d*slope, 1e-15)
		sum += d * slope
	}
	for k := range dx {
		matrix = matrix && within(dx[k], sum, 1e-15)
	}
	f.choose(same, product, matrix)
})

var _ = claim("1.4 (c) ReLU as a layer", func(f *figures) {
	f.is(f.Passed("") && f.n("kinks") == 0, "all entries agree, none near the corner")
	between, mask := false, true
	for _, e := range f.of("").check.Entries {
		between = between || e.Analytic > 0 && e.Analytic < 1
		mask = mask && (e.Analytic == 1) == (e.At > 0)
	}
	f.is(mask, "it is 1 where x > 0, else 0")
	x := f.entries("", func(e check.Entry) float64 { return e.At })
	f.is(len(x) == 15 && slices.Min(x) >= -10 && slices.Max(x) < 10, "15 numbers are drawn between -10 and 10")
	f.given("-10", "10")
	f.is(f.n("smallest") == 0 && f.n("largest") == 1, "the answer's two values")
	f.choose(!between && mask, between, !mask)
})

var _ = claim("1.4 (d) SciPy's check_grad", func(f *figures) {
	want := f.cells().CheckGrad.Err
	scipy := max(want["linear_dx"], want["linear_dW"], want["linear_db"])
	f.is(f.n("linear.check_grad") < 4*scipy && f.n("linear.check_grad") > scipy/4, "it has SciPy's size for the linear layer")
	f.is(f.n("sigmoid.check_grad") < 4*want["sigmoid_dx"] && f.n("sigmoid.check_grad") > want["sigmoid_dx"]/4, "and for the sigmoid")
	f.is(f.n("relu.check_grad") == want["relu_dx"], "and for ReLU")
	f.says("1.5e-8", nn.CheckGradStep)
	f.is(f.n("linear.check_grad") > f.n("sigmoid.check_grad") && f.n("linear.check_grad") < 1e-5, "the linear layer has the largest, below 1e-5")
	f.says("0.1", f.n("linear.best_h"))
	f.is(f.n("linear.best_error") < 1e-14, "a large h is best for what is straight")
	size := f.n("linear.check_grad")
	f.choose(size == 0, size > 1e-7 && size < 1e-5, size < 1e-14)
})

var _ = claim("1.5 A net: forward, backward, step", func(f *figures) {
	f.is(f.Passed("right"), "all entries agree")
	f.is(f.reading("cause").Text == "no-activation", "the cause is found")
	f.is(strings.Contains(f.of("").check.Verdict.String(), "layer 4 (sigmoid)"), "it says in which layer")
	tensors := f.of("").check.Tensors
	f.is(len(tensors) == 5, "there are five tensors")
	for _, tensor := range tensors {
		f.is(tensor.Failed > 0, "%s fails", tensor.Name)
	}
	f.given("five", "layer 4")
	share := f.n("failed") / f.n("entries")
	f.choose(share < 0.1, within(share, 0.5, 0.1), share > 0.95)
})
