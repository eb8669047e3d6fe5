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
	model.Take("rate", Snapshot.lastRate),
	model.Take("curvature", ofMinimum(func(s Snapshot, m surface.Minimum) model.Reading { return model.Significant(s.curvature(m), 4) })),
	model.Take("stable_rate", ofMinimum(func(s Snapshot, m surface.Minimum) model.Reading { return model.Significant(2/s.curvature(m), 3) })),
	model.Take("global_stable_rate", ofGlobal(func(s Snapshot, m surface.Minimum) model.Reading { return model.Significant(2/s.curvature(m), 3) })),
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
		global := slices.DeleteFunc(slices.Clone(s.Surface.Minima), func(m surface.Minimum) bool { return !m.Global })
		at, _ := global.Nearest(s.Last().Point())
		if at < 0 {
			return noMinimum
		}
		return read(s, global[at])
	}
}

// lastRate is the size of the last step, or of the first before there is one.
func (s Snapshot) lastRate() model.Reading {
	if m, err := methodNamed(s.Method); err != nil || !m.Rate {
		return model.Word("none")
	}
	return model.Significant(s.Config.Rate(max(0, len(s.Path)-2)), 3)
}

// curvature is the largest eigenvalue of the Hessian at a minimum. Gradient
// descent with steps above 2/curvature does not settle there: along the
// eigenvector the distance is multiplied by 1 - η·curvature each step.
func (s Snapshot) curvature(m surface.Minimum) float64 {
	_, high, _, _ := s.Surface.Jet(m.X, m.Y).Eigen()
	return high
}
