package descent

import (
	"math"
	"math/cmplx"

	"gonum.org/v1/gonum/stat"

	"nntui/model/setting"
	"nntui/model/surface"
)

// A Quadratic is a method on the quadratic that touches a surface at a minimum:
// each of its two directions is a path of its own.
type Quadratic struct {
	Low, High float64 // the curvatures
	theory
}

// theory is what is known of a method on quadratics.
type theory struct {
	name     string
	Momentum bool    // does it have one?
	reach    float64 // the largest step size that converges with any, in 1/λmax

	// One step takes a place and the one before along a direction of curvature λ, with
	// step size η and momentum β, to the next by a matrix with that trace and that
	// determinant.
	matrix func(η, β, λ float64) (trace, determinant float64)

	// best is what converges fastest for curvatures from m to l (Lessard, Recht and
	// Packard, Analysis and Design of Optimization Algorithms via Integral Quadratic
	// Constraints, 2016, proposition 1).
	best func(m, l float64) Optimum
}

// An Optimum is how a method converges fastest.
type Optimum struct{ Step, Momentum, Radius float64 }

var theories = []theory{
	{
		"gd", false, 2,
		func(η, _, λ float64) (float64, float64) { return 1 - η*λ, 0 },
		func(m, l float64) Optimum { return Optimum{2 / (m + l), 0, (l - m) / (l + m)} },
	},
	{
		"momentum", true, 4,
		func(η, β, λ float64) (float64, float64) { return 1 + β - η*λ, β },
		func(m, l float64) Optimum {
			sum := math.Sqrt(l) + math.Sqrt(m)
			root := (math.Sqrt(l) - math.Sqrt(m)) / sum
			return Optimum{4 / (sum * sum), root * root, root}
		},
	},
	{
		"nesterov", true, 2,
		func(η, β, λ float64) (float64, float64) { return (1 + β) * (1 - η*λ), β * (1 - η*λ) },
		func(m, l float64) Optimum {
			root := math.Sqrt(3*l/m + 1)
			return Optimum{4 / (3*l + m), (root - 2) / (root + 2), 1 - 2/root}
		},
	},
}

// Quadratic returns the chosen method near a minimum. It is false for methods whose
// steps are not linear there, and where the surface is not curved.
func (s Snapshot) Quadratic(m surface.Minimum) (q Quadratic, ok bool) {
	t, known := setting.Named(theories, s.Method, func(t theory) string { return t.name })
	low, high, _, _ := s.Surface.Jet(m.X, m.Y).Eigen()
	if flatDirections(m) > 0 {
		low = high
	}
	return Quadratic{low, high, t}, known && low > 1e-9*high && finite(high)
}

// View returns the step sizes, from MinX to MaxX, and momenta with which there is
// convergence, and some more.
func (q Quadratic) View() surface.Rect {
	return surface.Rect{MaxX: 1.15 * q.reach / q.High, MaxY: 1}
}

// Best returns how the method converges fastest.
func (q Quadratic) Best() Optimum { return q.best(q.Low, q.High) }

// Stability returns that of the method.
func (q Quadratic) Stability(step, momentum float64) Stability {
	a, b := q.along(step, momentum, q.Low), q.along(step, momentum, q.High)
	if b.Radius > a.Radius {
		return b
	}
	return a
}

// along returns the stability along the direction with a curvature.
func (q Quadratic) along(step, momentum, curvature float64) Stability {
	trace, determinant := q.matrix(step, momentum, curvature)
	root := cmplx.Sqrt(complex(trace*trace-4*determinant, 0))
	if trace < 0 {
		root = -root
	}
	lead := (complex(trace, 0) + root) / 2
	return Stability{cmplx.Abs(lead), lead}
}

// Closest returns the index of the minimum that the path comes nearest to, -1 where
// there is none.
func (s Snapshot) Closest() int {
	at, least := -1, math.Inf(1)
	for _, p := range s.Path {
		if i, d := s.Surface.Minima.Nearest(p.Point()); d < least {
			at, least = i, d
		}
	}
	return at
}

// A Measured is the factor by which a path's distance to a minimum changes from step
// to step.
type Measured struct {
	Rate float64
	Why  string // there is none
}

// Measure measures the path by a line through the logarithms of its distances, over
// its last steps near the minimum without their first quarter, before rounding decides.
// A distance is that of two places together, as a path that ripples may cross the
// minimum.
func (s Snapshot) Measure(m surface.Minimum) Measured {
	const least, unsure = 10, 0.008 // steps near it; of the logarithm of the rate
	near, from := s.Surface.Near(), len(s.Path)
	distance := func(k int) float64 {
		return math.Hypot(m.Distance(s.Path[k].Point()), m.Distance(s.Path[k-1].Point()))
	}
	for from > 1 && distance(from-1) < near {
		from--
	}
	to := from
	for to < len(s.Path) && distance(to) > 1e-9*near {
		to++
	}
	switch {
	case s.Config.Noise > 0:
		return Measured{Why: "noisy gradient"}
	case from == len(s.Path):
		return Measured{Why: "never near"}
	case to-from < least:
		return Measured{Why: "too few steps near"}
	}
	from += (to - from) / 4
	if s.Config.Rate(from) != s.Config.LastRate() {
		return Measured{Why: "step size changes"}
	}
	var steps, logs []float64
	for k := from; k < to; k++ {
		steps, logs = append(steps, float64(k)), append(logs, math.Log(distance(k)))
	}
	at, slope := stat.LinearRegression(steps, logs, nil, false)
	n := float64(len(steps))
	_, scatter := stat.MeanVariance(logs, nil)
	_, spread := stat.MeanVariance(steps, nil)
	explained := stat.RSquared(steps, logs, nil, at, slope)
	if !(math.Sqrt(scatter*(1-explained)/spread/(n-2)) < unsure) {
		return Measured{Why: "too few steps"}
	}
	return Measured{Rate: math.Exp(slope)}
}
