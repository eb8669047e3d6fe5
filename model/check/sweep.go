package check

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"nntui/nn"
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
}

// PerDecade is how many steps of a sweep there are to a decade.
const PerDecade = 3

func newSweep() Sweep {
	s := Sweep{H: make([]float64, 13*PerDecade+1), Rounding: math.NaN()}
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
	s.Errors, s.Truncation = slices.Clone(s.Errors), slices.Clone(s.Truncation)
	for f, errors := range s.Errors {
		s.Errors[f] = slices.Clone(errors)
	}
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

// sweepEntries is about how many entries a sweep looks at.
const sweepEntries = 24

// samples spreads a few indices over each tensor.
func (c *chain) samples() [][]int {
	list := make([][]int, len(c.tensors))
	for k, t := range c.tensors {
		for i := range min(len(t.at), max(1, sweepEntries/len(c.tensors))) {
			_, spread := math.Modf(float64(i) * math.Phi) // over rows and columns alike
			list[k] = append(list[k], int(spread*float64(len(t.at))))
		}
	}
	return list
}

// sweep lists the steps of the sweep, one for each h, from coarse to fine.
func (c *Check) sweep() (todo []func()) {
	at, places := &c.snapshot.Sweep, c.chain.samples()
	for stride := 8; stride > 0; stride /= 2 {
		for i := 0; i < len(at.H); i += stride {
			if stride == 8 || i%(2*stride) > 0 {
				todo = append(todo, func() {
					for f, formula := range nn.Formulas {
						at.Errors[f][i] = c.chain.errorOf(formula, at.H[i], places, nil)
					}
				})
			}
		}
	}
	return todo
}

// theory measures the constants of a right gradient at some entries of each
// tensor: of each formula the truncation, NaN where none shows, and the
// rounding. It takes steps as large as can be: not beyond a kink or the end of
// what the function is defined for.
func (c *Check) theory(places [][]int) (truncation []float64, rounding float64) {
	for scale := 1.0; scale > 1e-4; scale /= 2 {
		if truncation, rounding = c.theoryWithin(places, scale); !math.IsNaN(rounding) {
			break
		}
	}
	return truncation, rounding
}

// theoryWithin is theory with steps of a given scale; rounding is NaN where they
// are too large. The finest difference there is stands for a right gradient: the
// one to check may be wrong.
func (c *Check) theoryWithin(places [][]int, scale float64) (truncation []float64, rounding float64) {
	finest, _ := nn.FormulaNamed("four-point")
	right := func(t tensor, i int) Entry { return c.chain.compare(t, i, finest, 1e-3*scale) }
	rounding = c.rounding(places, right)
	for _, formula := range nn.Formulas {
		h, constant := scale*math.Pow(10, -2+float64(formula.Order)/6), math.NaN()
		far, near := c.chain.errorOf(formula, h, places, right), c.chain.errorOf(formula, h/10, places, right)
		if far > 100*rounding/h && far > 3*near { // it stands above rounding, and falls with h
			constant = far / math.Pow(h, float64(formula.Order))
		}
		truncation = append(truncation, constant)
		if math.IsNaN(far) {
			rounding = far
		}
	}
	return truncation, rounding
}

// rounding returns what a right gradient loses to rounding at a step of 1:
// epsilon of the loss, or of what that is the sum of.
func (c *Check) rounding(places [][]int, right func(t tensor, i int) Entry) (largest float64) {
	size := math.Abs(c.snapshot.Loss)
	for _, v := range c.chain.stages[len(c.chain.taps)].value.Data {
		size = max(size, math.Abs(v))
	}
	for k, indices := range places {
		var norm float64
		for _, i := range indices {
			norm = math.Hypot(norm, right(c.chain.tensors[k], i).Numerical)
		}
		largest = max(largest, nn.Epsilon*size*math.Sqrt(float64(len(indices)))/max(norm, nn.ErrorFloor))
	}
	return largest
}

// errorOf returns the error of a formula against a right gradient, nil for that
// which is checked. Entries with a kink are left out, unless all of a tensor
// have one, which tells nothing of a right gradient: NaN. It is
// nn.RelativeError of vectors.
func (c *chain) errorOf(f nn.Formula, h float64, places [][]int, right func(t tensor, i int) Entry) (largest float64) {
	for k, indices := range places {
		var a, n []float64
		entries := make([]Entry, len(indices))
		for at, i := range indices {
			e := c.compare(c.tensors[k], i, f, h)
			if right != nil {
				r := right(c.tensors[k], i)
				e.Analytic, e.Kink = r.Numerical, e.Kink || r.Kink
			}
			entries[at] = e
		}
		for _, e := range smooth(entries) {
			if e.Kink && right != nil {
				return math.NaN()
			}
			a, n = append(a, e.Analytic), append(n, e.Numerical)
		}
		largest = max(largest, floats.Distance(a, n, 2)/max(floats.Norm(a, 2), floats.Norm(n, 2), nn.ErrorFloor))
	}
	return largest
}
