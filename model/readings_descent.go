package model

import (
	"math"

	"nntui/model/surface"
)

// ReadingNames lists the readings of such a descent. They are the same for
// all.
func (c DescentConfig) ReadingNames() []string { return readoutNames(descentReadouts) }

// Readings returns the readings of the chosen method's way as it stands.
func (s DescentSnapshot) Readings() []Reading { return readAll(descentReadouts, s) }

var descentReadouts = []readout[DescentSnapshot]{
	{"start_f", func(s DescentSnapshot) Reading { return decimals(s.Path[0].F) }},
	{"f", func(s DescentSnapshot) Reading { return decimals(s.Last().F) }},
	{"x", func(s DescentSnapshot) Reading { return decimals(s.Last().X) }},
	{"y", func(s DescentSnapshot) Reading { return decimals(s.Last().Y) }},
	{"steps", func(s DescentSnapshot) Reading { return whole(len(s.Path) - 1) }},
	{"best_f", func(s DescentSnapshot) Reading { return decimals(s.Path[s.lowest()].F) }},
	{"best_step", func(s DescentSnapshot) Reading { return whole(s.lowest()) }},
	{"minimum", ofMinimum(func(_ DescentSnapshot, m surface.Minimum) Reading { return word(m.Kind()) })},
	{"minimum_f", ofMinimum(func(_ DescentSnapshot, m surface.Minimum) Reading { return decimals(m.F) })},
	{"distance", ofMinimum(func(s DescentSnapshot, m surface.Minimum) Reading {
		return significant(m.Distance(s.Last().Point()), 2)
	})},
	{"global_f", ofGlobal(func(_ DescentSnapshot, m surface.Minimum) Reading { return decimals(m.F) })},
	{"global_distance", ofGlobal(func(s DescentSnapshot, m surface.Minimum) Reading {
		return significant(m.Distance(s.Last().Point()), 2)
	})},
	{"rate", DescentSnapshot.lastRate},
	{"curvature", ofMinimum(func(s DescentSnapshot, m surface.Minimum) Reading { return significant(s.curvature(m), 4) })},
	{"stable_rate", ofMinimum(func(s DescentSnapshot, m surface.Minimum) Reading { return significant(2/s.curvature(m), 3) })},
	{"global_stable_rate", ofGlobal(func(s DescentSnapshot, m surface.Minimum) Reading { return significant(2/s.curvature(m), 3) })},
	{"state", func(s DescentSnapshot) Reading { return word(s.State.String()) }},
	{"reason", func(s DescentSnapshot) Reading { return reasonOf(s.Reason) }},
}

// lowest returns the index of the lowest point of the path.
func (s DescentSnapshot) lowest() int {
	lowest := 0
	for i, p := range s.Path {
		if p.F < s.Path[lowest].F {
			lowest = i
		}
	}
	return lowest
}

var noMinimum = word("none")

// ofMinimum reads something about the minimum nearest to the path's end.
func ofMinimum(read func(DescentSnapshot, surface.Minimum) Reading) func(DescentSnapshot) Reading {
	return func(s DescentSnapshot) Reading {
		m, distance := s.Nearest()
		if math.IsInf(distance, 1) {
			return noMinimum
		}
		return read(s, m)
	}
}

// ofGlobal reads something about the global minimum; where there are several,
// about the one nearest to the path's end.
func ofGlobal(read func(DescentSnapshot, surface.Minimum) Reading) func(DescentSnapshot) Reading {
	return func(s DescentSnapshot) Reading {
		var global []surface.Minimum
		for _, m := range s.Surface.Minima {
			if m.Global {
				global = append(global, m)
			}
		}
		if len(global) == 0 {
			return noMinimum
		}
		m, _ := nearestOf(global, s.Last().Point())
		return read(s, m)
	}
}

// lastRate is the size of the last step, or of the first before there is one.
func (s DescentSnapshot) lastRate() Reading {
	if m, err := methodNamed(s.Method); err != nil || !m.Rate {
		return word("none")
	}
	return significant(s.Config.Rate(max(0, len(s.Path)-2)), 3)
}

// curvature is the largest eigenvalue of the Hessian at a minimum. Gradient
// descent with steps above 2/curvature does not settle there: along the
// eigenvector the distance is multiplied by 1 - η·curvature each step.
func (s DescentSnapshot) curvature(m surface.Minimum) float64 {
	_, high, _, _ := s.Surface.Jet(m.X, m.Y).Eigen()
	return high
}
