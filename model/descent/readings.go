package descent

import (
	"cmp"
	"math"
	"slices"

	"nntui/model"
	"nntui/model/surface"
)

// ReadingNames lists the readings of such a descent. They are the same for
// all.
func (c Config) ReadingNames() []string { return model.ReadoutNames(readouts) }

// Readings returns the readings of the chosen method's way as it stands.
func (s Snapshot) Readings() []model.Reading { return model.ReadAll(readouts, s) }

var readouts = []model.Readout[Snapshot]{
	model.Take("start_f", func(s Snapshot) model.Reading { return model.Decimals(s.Path[0].F) }),
	model.Take("f", func(s Snapshot) model.Reading { return model.Decimals(s.Last().F) }),
	model.Take("x", func(s Snapshot) model.Reading { return model.Decimals(s.Last().X) }),
	model.Take("y", func(s Snapshot) model.Reading { return model.Decimals(s.Last().Y) }),
	model.Take("steps", func(s Snapshot) model.Reading { return model.Whole(len(s.Path) - 1) }),
	model.Take("best_f", func(s Snapshot) model.Reading { return model.Decimals(s.Path[s.lowest()].F) }),
	model.Take("best_step", func(s Snapshot) model.Reading { return model.Whole(s.lowest()) }),
	model.Take("minimum", ofMinimum(func(_ Snapshot, m surface.Minimum) model.Reading { return model.Word(m.Kind()) })),
	model.Take("minimum_f", ofMinimum(func(_ Snapshot, m surface.Minimum) model.Reading { return model.Decimals(m.F) })),
	model.Take("distance", ofMinimum(func(s Snapshot, m surface.Minimum) model.Reading {
		return model.Significant(m.Distance(s.Last().Point()), 2)
	})),
	model.Take("global_f", ofGlobal(func(_ Snapshot, m surface.Minimum) model.Reading { return model.Decimals(m.F) })),
	model.Take("global_distance", ofGlobal(func(s Snapshot, m surface.Minimum) model.Reading {
		return model.Significant(m.Distance(s.Last().Point()), 2)
	})),
	model.Take("rate", Snapshot.rate),
	model.Take("curvature", ofMinimum(func(s Snapshot, m surface.Minimum) model.Reading { return model.Significant(s.curvature(m), 4) })),
	model.Take("stable_rate", ofMinimum(Snapshot.stable)),
	model.Take("global_stable_rate", ofGlobal(Snapshot.stable)),
	model.Take("end", Snapshot.ending),
	model.Take("period", func(s Snapshot) model.Reading { return model.Whole(int(s.Fate.Period)) }),
	model.Take("chaos", func(s Snapshot) model.Reading { return model.Whole(s.Split) }),
	model.Take("state", func(s Snapshot) model.Reading { return model.Word(s.State.String()) }),
	model.Take("reason", func(s Snapshot) model.Reading { return model.ReasonOf(s.Reason) }),
}

// lowest returns the index of the lowest point of the path.
func (s Snapshot) lowest() int {
	least := slices.MinFunc(s.Path, func(a, b Point) int { return cmp.Compare(a.F, b.F) })
	return slices.IndexFunc(s.Path, func(p Point) bool { return p.F == least.F })
}

var noMinimum = model.Word("none")

// ofMinimum reads something about the minimum nearest to the path's end.
func ofMinimum(read func(Snapshot, surface.Minimum) model.Reading) func(Snapshot) model.Reading {
	return func(s Snapshot) model.Reading {
		m, distance := s.Nearest()
		if math.IsInf(distance, 1) {
			return noMinimum
		}
		return read(s, m)
	}
}

// ofGlobal reads something about the global minimum; where there are several,
// about the one nearest to the path's end.
func ofGlobal(read func(Snapshot, surface.Minimum) model.Reading) func(Snapshot) model.Reading {
	return func(s Snapshot) model.Reading {
		g, ok := s.global(s.Last().Point())
		if !ok {
			return noMinimum
		}
		return read(s, g)
	}
}

// rate is the size of the last step, or of the first before there is one.
func (s Snapshot) rate() model.Reading {
	if m, err := methodNamed(s.Method); err != nil || !m.Rate {
		return model.Word("none")
	}
	return model.Significant(s.Config.Rate(max(0, len(s.Path)-2)), 3)
}

// ending is what becomes of the path.
func (s Snapshot) ending() model.Reading {
	if s.State == model.Unfinished {
		return model.Word("none")
	}
	return model.Word(s.Fate.End.String())
}

// stable is the largest step size with which a minimum holds the method.
func (s Snapshot) stable(m surface.Minimum) model.Reading {
	switch limit := s.Limit(s.Surface, m); {
	case math.IsNaN(limit):
		return model.Word("none")
	case math.IsInf(limit, 1):
		return model.Word("any")
	default:
		return model.Significant(limit, 3)
	}
}

// curvature is the largest eigenvalue of the Hessian at a minimum.
func (s Snapshot) curvature(m surface.Minimum) float64 {
	_, high, _, _ := s.Surface.Jet(m.X, m.Y).Eigen()
	return high
}
