package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"nntui/model"
	"nntui/nn"
)

// ReadingNames lists the readings of such a check. They are the same for all.
func (c Config) ReadingNames() []string { return model.ReadoutNames(readouts) }

// Readings returns the readings of the check as it stands. Entries with a kink
// count only where there are no others.
func (s Snapshot) Readings() []model.Reading { return model.ReadAll(readouts, s) }

var readouts = []model.Readout[Snapshot]{
	model.Take("entries", func(s Snapshot) model.Reading { return model.Whole(len(s.Entries)) }),
	model.Take("failed", func(s Snapshot) model.Reading { return model.Whole(s.Failed) }),
	model.Take("kinks", func(s Snapshot) model.Reading { return model.Whole(s.Kinks) }),
	model.Take("worst", ofEntries(func(_ []Entry, s Snapshot) model.Reading { return model.Word(s.Entries[s.Worst].Name) })),
	model.Take("error", ofEntries(func(_ []Entry, s Snapshot) model.Reading { return model.Tiny(s.Entries[s.Worst].Relative) })),
	model.Take("absolute", ofEntries(func(smooth []Entry, _ Snapshot) model.Reading {
		return model.Tiny(slices.MaxFunc(smooth, by(absolute)).Absolute)
	})),
	model.Take("largest", ofEntries(func(smooth []Entry, _ Snapshot) model.Reading {
		return model.Significant(slices.MaxFunc(smooth, by(analytic)).Analytic, 3)
	})),
	model.Take("smallest", ofEntries(func(smooth []Entry, _ Snapshot) model.Reading {
		return model.Significant(slices.MinFunc(smooth, by(analytic)).Analytic, 3)
	})),
	model.Take("check_grad", func(s Snapshot) model.Reading {
		var largest float64
		for _, t := range s.Tensors {
			largest = max(largest, t.CheckGrad)
		}
		return model.Tiny(largest)
	}),
	model.Take("best_h", ofSweep(func(s Snapshot, _, best int) model.Reading { return model.Tiny(s.Sweep.H[best]) })),
	model.Take("best_error", ofSweep(func(s Snapshot, formula, best int) model.Reading { return model.Tiny(s.Sweep.Errors[formula][best]) })),
	model.Take("loss", func(s Snapshot) model.Reading { return model.Significant(s.Loss, 6) }),
	model.Take("cause", func(s Snapshot) model.Reading { return model.Word(cmp.Or(string(s.Verdict.Cause), "none")) }),
	model.Take("taylor", func(s Snapshot) model.Reading {
		if math.IsNaN(s.Taylor.FirstSlope) {
			return model.Word("none") // there is nothing but rounding
		}
		return model.Finite(s.Taylor.FirstSlope, fmt.Sprintf("%.2f", s.Taylor.FirstSlope))
	}),
	model.Take("state", func(s Snapshot) model.Reading { return model.Word(s.State.String()) }),
}

// magnitude is the size of a number; NaN is larger than any.
func magnitude(v float64) float64 {
	if math.IsNaN(v) {
		return math.Inf(1)
	}
	return math.Abs(v)
}

func absolute(e Entry) float64 { return e.Absolute }
func analytic(e Entry) float64 { return e.Analytic }

// by compares entries by the size of a number.
func by(number func(Entry) float64) func(a, b Entry) int {
	return func(a, b Entry) int { return cmp.Compare(magnitude(number(a)), magnitude(number(b))) }
}

// smooth returns the entries without a kink, or all where each has one.
func smooth(entries []Entry) []Entry {
	if rest := slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return e.Kink }); len(rest) > 0 {
		return rest
	}
	return entries
}

// ofEntries reads something of the smooth entries.
func ofEntries(read func([]Entry, Snapshot) model.Reading) func(Snapshot) model.Reading {
	return func(s Snapshot) model.Reading {
		if len(s.Entries) == 0 {
			return model.NotYet
		}
		return read(smooth(s.Entries), s)
	}
}

// ofSweep reads something of the sweep of h, for the formula of the check and
// the h that suits it best.
func ofSweep(read func(s Snapshot, formula, best int) model.Reading) func(Snapshot) model.Reading {
	return func(s Snapshot) model.Reading {
		formula := s.Config.formula()
		best := s.Sweep.Best(formula)
		if best < 0 {
			return model.NotYet
		}
		return read(s, formula, best)
	}
}

// formula returns the index in nn.Formulas.
func (c Config) formula() int {
	return slices.IndexFunc(nn.Formulas, func(f nn.Formula) bool { return f.Name == c.Formula })
}
