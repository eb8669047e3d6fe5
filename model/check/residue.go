package check

import (
	"fmt"
	"math"
	"slices"
)

// A residue is what is left between a right gradient and its finite difference
// at the entry where that is most, and what theory says of it.
type residue struct {
	absolute             float64 // the error of that entry
	truncation, rounding float64 // relative errors to expect with h; 0 where there is none, NaN where it is not known
	straight             bool    // does nothing bend, so that no formula has a truncation error?
}

// residue measures that of the worst entry.
func (c *Check) residue() residue {
	s := &c.snapshot
	e, places := s.Entries[s.Worst], make([][]int, len(c.chain.tensors))
	places[e.Tensor] = []int{e.Index}
	var here Sweep
	here.Truncation, here.Rounding = c.theory(places)
	r := residue{absolute: e.Absolute, straight: s.Sweep.Straight()}
	r.truncation, r.rounding = here.Theory(s.Config.formula(), s.Config.H)
	if math.IsNaN(r.truncation) && (r.straight || !math.IsNaN(r.rounding)) {
		r.truncation = 0
	}
	return r
}

// Straight reports whether nothing bends: no formula shows a truncation error.
func (s Sweep) Straight() bool {
	return !math.IsNaN(s.Rounding) && !slices.ContainsFunc(s.Truncation, func(c float64) bool { return !math.IsNaN(c) })
}

// An error that is a tenth of the other one at most does not show beside it.
func (r residue) truncates() bool { return r.truncation != 0 && !(10*r.truncation <= r.rounding) }
func (r residue) rounds() bool    { return !(10*r.rounding <= r.truncation) }

// cause names what shows.
func (r residue) cause() string {
	switch {
	case !r.truncates():
		return "rounding"
	case !r.rounds():
		return "truncation"
	}
	return "truncation and rounding"
}

// String says why the last digits differ, if they do.
func (r residue) String() string {
	const bends, keeps = "the curve bends within h (truncation)", "numbers keep only 16 digits (rounding)"
	switch {
	case r.absolute == 0:
		return "Both sides agree to the last digit."
	case r.straight:
		return "The last digits differ: " + keeps + ". Nothing bends, so there is no truncation."
	case !r.truncates():
		return "The last digits differ: " + keeps + "."
	case !r.rounds():
		return "The last digits differ: " + bends + "."
	}
	return "The last digits differ: " + bends + ", and " + keeps + "."
}

// undefined says why the difference of an entry is not a finite number, "" where
// it is one: the formula takes a step to where the loss is none, or to too large
// numbers.
func (c *Check) undefined(e Entry) string {
	if !math.IsNaN(e.Numerical) && !math.IsInf(e.Numerical, 0) {
		return ""
	}
	t, h, loss := c.chain.tensors[e.Tensor], c.config.H, c.chain.loss
	for _, p := range c.formula.Stencil {
		t.live[e.Index] = e.At + p.Loc*h
		to, value := t.live[e.Index], c.chain.run(t)
		t.live[e.Index] = e.At
		if math.IsNaN(value) && loss.Domain != "" && t.layer == len(c.chain.taps) {
			return fmt.Sprintf("%s leaves %s: the loss at %.4g is not a number", e.Name, loss.Domain, to)
		}
	}
	return fmt.Sprintf("the difference at %s is %v: numbers so large overflow", e.Name, e.Numerical)
}
