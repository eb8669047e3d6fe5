package model

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"nntui/nn"
)

// ReadingNames lists the readings of such a check. They are the same for all.
func (c CheckConfig) ReadingNames() []string { return readoutNames(checkReadouts) }

// Readings returns the readings of the check as it stands. Entries with a kink
// count only where there are no others.
func (s CheckSnapshot) Readings() []Reading { return readAll(checkReadouts, s) }

var checkReadouts = []readout[CheckSnapshot]{
	{"entries", func(s CheckSnapshot) Reading { return whole(len(s.Entries)) }},
	{"failed", func(s CheckSnapshot) Reading { return whole(s.Failed) }},
	{"kinks", func(s CheckSnapshot) Reading { return whole(s.Kinks) }},
	{"worst", ofEntries(func(_ []CheckEntry, s CheckSnapshot) Reading { return word(s.Entries[s.Worst].Name) })},
	{"error", ofEntries(func(_ []CheckEntry, s CheckSnapshot) Reading { return tiny(s.Entries[s.Worst].Relative) })},
	{"absolute", ofEntries(func(smooth []CheckEntry, _ CheckSnapshot) Reading {
		return tiny(slices.MaxFunc(smooth, by(func(e CheckEntry) float64 { return e.Absolute })).Absolute)
	})},
	{"largest", ofEntries(func(smooth []CheckEntry, _ CheckSnapshot) Reading {
		return significant(slices.MaxFunc(smooth, by(steepness)).Analytic, 3)
	})},
	{"smallest", ofEntries(func(smooth []CheckEntry, _ CheckSnapshot) Reading {
		return significant(slices.MinFunc(smooth, by(steepness)).Analytic, 3)
	})},
	{"check_grad", func(s CheckSnapshot) Reading { return tiny(s.checkGrad()) }},
	{"best_h", ofSweep(func(s CheckSnapshot, _, best int) Reading { return tiny(s.Sweep.H[best]) })},
	{"best_error", ofSweep(func(s CheckSnapshot, formula, best int) Reading { return tiny(s.Sweep.Errors[formula][best]) })},
	{"loss", func(s CheckSnapshot) Reading { return significant(s.Loss, 6) }},
	{"cause", func(s CheckSnapshot) Reading { return word(cmp.Or(string(s.Verdict.Cause), "none")) }},
	{"taylor", func(s CheckSnapshot) Reading {
		if math.IsNaN(s.Taylor.FirstSlope) {
			return word("none") // there is nothing but rounding
		}
		return finite(s.Taylor.FirstSlope, fmt.Sprintf("%.2f", s.Taylor.FirstSlope))
	}},
	{"state", func(s CheckSnapshot) Reading { return word(s.State.String()) }},
}

func steepness(e CheckEntry) float64 { return math.Abs(e.Analytic) }

func by(number func(CheckEntry) float64) func(a, b CheckEntry) int {
	return func(a, b CheckEntry) int { return cmp.Compare(number(a), number(b)) }
}

// ofEntries reads something of the entries without a kink, or of all where
// each has one.
func ofEntries(read func([]CheckEntry, CheckSnapshot) Reading) func(CheckSnapshot) Reading {
	return func(s CheckSnapshot) Reading {
		if len(s.Entries) == 0 {
			return notYet
		}
		smooth := slices.DeleteFunc(slices.Clone(s.Entries), func(e CheckEntry) bool { return e.Kink })
		if len(smooth) == 0 {
			smooth = s.Entries
		}
		return read(smooth, s)
	}
}

// ofSweep reads something of the sweep of h, for the formula of the check and
// the h that suits it best.
func ofSweep(read func(s CheckSnapshot, formula, best int) Reading) func(CheckSnapshot) Reading {
	return func(s CheckSnapshot) Reading {
		formula := slices.IndexFunc(nn.Formulas, func(f nn.Formula) bool { return f.Name == s.Config.Formula })
		best := s.Sweep.Best(formula)
		if best < 0 {
			return notYet
		}
		return read(s, formula, best)
	}
}

// checkGrad returns the largest check_grad of a tensor.
func (s CheckSnapshot) checkGrad() (largest float64) {
	for _, t := range s.Tensors {
		largest = max(largest, t.CheckGrad)
	}
	return largest
}
