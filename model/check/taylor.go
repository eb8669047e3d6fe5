package check

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"nntui/data/nprand"
	"nntui/nn"
)

// Taylor is the test of a whole gradient g at once: how fast the remainders of
// the function along a random unit direction v vanish with h. Where g is
// right, the second one falls with h², two decades a decade.
type Taylor struct {
	H      []float64 // from 1 down to 1e-8, two a decade
	Zeroth []float64 // |f(x+hv) - f(x)|
	First  []float64 // |f(x+hv) - f(x) - h g·v|
	Kink   []bool    // does a unit switch on or off on the way?

	// The slopes of both on logarithmic axes, at the small end before
	// rounding hides them; NaN where there is nothing but rounding.
	ZerothSlope, FirstSlope float64
	Noise                   float64 // about the rounding error of a remainder
}

// taylor does the Taylor test.
func (c *Check) taylor() {
	direction, slope := c.direction()
	f0 := c.snapshot.Loss
	t := Taylor{Noise: 4 * nn.Epsilon * max(math.Abs(f0), 1)}
	for i := range 17 {
		h := math.Pow(10, -float64(i)/2)
		c.chain.crossed = false
		d := c.chain.along(direction, h) - f0
		t.H = append(t.H, h)
		t.Zeroth = append(t.Zeroth, math.Abs(d))
		t.First = append(t.First, math.Abs(d-h*slope))
		t.Kink = append(t.Kink, c.chain.crossed)
	}
	t.ZerothSlope, t.FirstSlope = t.slope(t.Zeroth), t.slope(t.First)
	c.snapshot.Taylor = t
}

// direction draws a unit vector over all variables, and returns with it the
// slope that the analytic gradient promises along it.
func (c *Check) direction() (v [][]float64, slope float64) {
	g := nprand.New(c.config.Seed + 1)
	var norm float64
	for _, t := range c.chain.tensors {
		d := make([]float64, len(t.at))
		fill(d, g.Normal)
		norm = math.Hypot(norm, floats.Norm(d, 2))
		v = append(v, d)
	}
	for k, t := range c.chain.tensors {
		floats.Scale(1/norm, v[k])
		slope += floats.Dot(v[k], t.analytic)
	}
	return v, slope
}

// along returns the loss at x + hv.
func (c *chain) along(v [][]float64, h float64) float64 {
	for k, t := range c.tensors {
		floats.AddScaledTo(t.live, t.at, h, v[k])
	}
	sum := c.run(c.tensors[0])
	for _, t := range c.tensors {
		copy(t.live, t.at)
	}
	return sum
}

// slope returns how many decades a remainder falls for each decade of h: the
// median over the three smallest pairs of h that rounding does not reach.
func (t Taylor) slope(remainder []float64) float64 {
	var slopes []float64
	for i := len(t.H) - 1; i > 0 && len(slopes) < 3; i-- {
		if remainder[i] > 300*t.Noise && !t.Kink[i-1] && t.H[i-1] < 1 {
			slopes = append(slopes, math.Log(remainder[i-1]/remainder[i])/math.Log(t.H[i-1]/t.H[i]))
		}
	}
	if len(slopes) == 0 {
		return math.NaN()
	}
	slices.Sort(slopes)
	return slopes[len(slopes)/2]
}

// contradicts reports whether the slope is that of a wrong gradient.
func (t Taylor) contradicts() bool { return t.FirstSlope < 1.3 }

// agreement says in a sentence what the slope of a gradient that passes means.
func (t Taylor) agreement() string {
	switch {
	case math.IsNaN(t.FirstSlope):
		return "Taylor finds rounding only."
	case t.FirstSlope > 1.7:
		return fmt.Sprintf("Taylor's slope is %.2f, as for a right gradient.", t.FirstSlope)
	}
	return fmt.Sprintf("Taylor's slope is %.2f; for a right gradient it is 2.", t.FirstSlope)
}

// String says what the slopes mean.
func (t Taylor) String() string {
	switch {
	case math.IsNaN(t.ZerothSlope):
		return "the function does not change along the direction"
	case len(t.First) > 0 && math.IsNaN(t.First[len(t.First)-1]):
		return "with the gradient the remainder is not a number"
	case math.IsNaN(t.FirstSlope):
		return "the function is straight here, and the gradient fits it to the last digit"
	case t.FirstSlope > 1.7:
		return fmt.Sprintf("with the gradient the remainder falls as h^%.2f, as it does for a right one (h^2)", t.FirstSlope)
	case t.contradicts():
		return fmt.Sprintf("with the gradient the remainder falls as h^%.2f only; for a right one it is h^2", t.FirstSlope)
	}
	return fmt.Sprintf("with the gradient the remainder falls as h^%.2f; for a right one it is h^2", t.FirstSlope)
}
