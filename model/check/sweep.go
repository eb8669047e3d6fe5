package check

import (
	"fmt"
	"math"
	"slices"

	"nntui/data/nprand"
	"nntui/nn"

	"gonum.org/v1/gonum/floats"
)

// Sweep is the error of each formula over the whole range of h: that of a few
// entries of each tensor together, |a-n| over the larger of |a| and |n| with
// the Euclidean norm for |.|, and of the tensors the largest.
type Sweep struct {
	H      []float64   // from 1e-1 down to 1e-14, three a decade
	Errors [][]float64 // of each formula of nn.Formulas at each h; NaN where still to do

	// What theory says of a right gradient. The truncation error is about
	// Truncation[f]·h^Order, with the constant as measured at a large h; NaN
	// where there is none. The rounding error is about Rounding/h, with Epsilon
	// times the function's value for the constant.
	Truncation []float64
	Rounding   float64

	Entries int // how many entries stand for all
}

// PerDecade is how many steps of a sweep there are to a decade.
const PerDecade = 3

func newSweep() Sweep {
	s := Sweep{H: make([]float64, 13*PerDecade+1)}
	for i := range s.H {
		s.H[i] = math.Pow(10, -1-float64(i)/PerDecade)
	}
	for range nn.Formulas {
		s.Errors = append(s.Errors, slices.Repeat([]float64{math.NaN()}, len(s.H)))
		s.Truncation = append(s.Truncation, math.NaN())
	}
	return s
}

func (s Sweep) clone() Sweep {
	errors := make([][]float64, len(s.Errors))
	for f, e := range s.Errors {
		errors[f] = slices.Clone(e)
	}
	s.Errors, s.Truncation = errors, slices.Clone(s.Truncation)
	return s
}

// Best returns the index in H with the least error of a formula, -1 before
// there is any.
func (s Sweep) Best(formula int) int {
	best := -1
	for i, e := range s.Errors[formula] {
		if !math.IsNaN(e) && (best < 0 || e < s.Errors[formula][best]) {
			best = i
		}
	}
	return best
}

// Theory returns the error that a right gradient should show at h.
func (s Sweep) Theory(formula int, h float64) (truncation, rounding float64) {
	return s.Truncation[formula] * math.Pow(h, float64(nn.Formulas[formula].Order)), s.Rounding / h
}

// few is about how many entries a sweep looks at.
const few = 24

// samples spreads a few indices over each tensor.
func (c *Check) samples() [][]int {
	list := make([][]int, len(c.tensors))
	for k, t := range c.tensors {
		n := min(len(t.at), max(1, few/len(c.tensors)))
		for i := range n {
			_, spread := math.Modf(float64(i) * math.Phi) // over rows and columns alike
			list[k] = append(list[k], int(spread*float64(len(t.at))))
		}
	}
	return list
}

// sweeps lists the steps of the sweep that are still to do, from coarse to
// fine: one for each h.
func (c *Check) sweeps() (todo []func()) {
	places := c.samples()
	seen := make([]bool, len(c.snapshot.Sweep.H))
	if c.snapshot.Sweep.Entries == 0 {
		todo = append(todo, func() { c.theory(places) })
	}
	for stride := 8; stride > 0; stride /= 2 {
		for i := 0; i < len(seen); i += stride {
			if !seen[i] && math.IsNaN(c.snapshot.Sweep.Errors[0][i]) {
				todo = append(todo, func() { c.sweepAt(i, places) })
			}
			seen[i] = true
		}
	}
	return todo
}

func (c *Check) sweepAt(i int, places [][]int) {
	s := &c.snapshot.Sweep
	for f, formula := range nn.Formulas {
		s.Errors[f][i] = c.errorAt(formula, s.H[i], places, c.analyticAt)
	}
}

func (c *Check) analyticAt(k, i int) (d float64, kink bool) { return c.tensors[k].analytic[i], false }

// theory measures the constants of a right gradient. The finest difference
// there is stands for it: the one to check may be wrong.
func (c *Check) theory(places [][]int) {
	s := &c.snapshot.Sweep
	finest, _ := nn.FormulaNamed("four-point")
	right := func(k, i int) (float64, bool) { return c.chain.derivative(c.tensors[k], i, finest, 1e-3, all) }
	for k, indices := range places {
		var norm float64
		for _, i := range indices {
			d, _ := right(k, i)
			norm = math.Hypot(norm, d)
			s.Entries++
		}
		rounding := nn.Epsilon * math.Abs(c.snapshot.Loss) * math.Sqrt(float64(len(indices)))
		s.Rounding = max(s.Rounding, rounding/max(norm, nn.ErrorFloor))
	}
	for f, formula := range nn.Formulas {
		h := math.Pow(10, -2+float64(formula.Order)/6)
		if e := c.errorAt(formula, h, places, right); e > 100*s.Rounding/h {
			s.Truncation[f] = e / math.Pow(h, float64(formula.Order))
		}
	}
}

// errorAt returns the error of a formula against what should come out. Entries
// with a kink are left out, unless all of a tensor have one.
func (c *Check) errorAt(f nn.Formula, h float64, places [][]int, want func(k, i int) (float64, bool)) (largest float64) {
	for k, indices := range places {
		var smooth, rough pairs
		for _, i := range indices {
			n, kink := c.chain.derivative(c.tensors[k], i, f, h, all)
			a, rugged := want(k, i)
			rough.add(a, n)
			if !kink && !rugged {
				smooth.add(a, n)
			}
		}
		if len(smooth.a) == 0 {
			smooth = rough
		}
		largest = max(largest, smooth.error())
	}
	return largest
}

// pairs are analytic derivatives beside numerical ones.
type pairs struct{ a, n []float64 }

func (p *pairs) add(a, n float64) { p.a, p.n = append(p.a, a), append(p.n, n) }

// error is nn.RelativeError of vectors.
func (p *pairs) error() float64 {
	return floats.Distance(p.a, p.n, 2) / max(floats.Norm(p.a, 2), floats.Norm(p.n, 2), nn.ErrorFloor)
}

func median(x []float64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	slices.Sort(x)
	return x[len(x)/2]
}

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
	f0 := c.chain.loss()
	t := Taylor{Noise: 4 * nn.Epsilon * max(math.Abs(f0), 1)}
	for i := range 17 {
		h := math.Pow(10, -float64(i)/2)
		c.chain.crossed = false
		d := c.along(direction, h) - f0
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
	for _, t := range c.tensors {
		d := make([]float64, len(t.at))
		fill(d, g.Normal)
		norm = math.Hypot(norm, floats.Norm(d, 2))
		v = append(v, d)
	}
	for k, t := range c.tensors {
		floats.Scale(1/norm, v[k])
		slope += floats.Dot(v[k], t.analytic)
	}
	return v, slope
}

// along returns the loss at x + hv.
func (c *Check) along(v [][]float64, h float64) float64 {
	for k, t := range c.tensors {
		floats.AddScaledTo(t.live, t.at, h, v[k])
	}
	defer func() {
		for _, t := range c.tensors {
			copy(t.live, t.at)
		}
	}()
	return c.chain.run(0, c.tensors[0].input)
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
	return median(slopes)
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
	case math.IsNaN(t.FirstSlope):
		return "the function is straight here, and the gradient fits it to the last digit"
	case t.FirstSlope > 1.7:
		return fmt.Sprintf("with the gradient the remainder falls as h^%.2f, as it does for a right one (h^2)", t.FirstSlope)
	case t.contradicts():
		return fmt.Sprintf("with the gradient the remainder falls as h^%.2f only; for a right one it is h^2", t.FirstSlope)
	}
	return fmt.Sprintf("with the gradient the remainder falls as h^%.2f; for a right one it is h^2", t.FirstSlope)
}
