package surface

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/optimize"
)

// found keeps the critical points of each surface: to look for them takes longer
// than a frame, and every turn of a knob asks again.
var found sync.Map

// same is how near to each other two points are one, as a share of the domain's
// width.
const same = 1e-4

// gridSize is the number of places, along each side, where findMinima looks.
const gridSize = 61

// findMinima looks for the local minima in the domain: near every point of a
// grid that is no higher than those around it, and lower than one of them. On a
// plateau it need not look. The smooth ones that are known already, some of which
// lie in valleys too narrow for the grid, complete the list.
func (s *Surface) findMinima(smooth []Critical) Minima {
	var f [gridSize][gridSize]float64
	for j := range f {
		for i := range f[j] {
			p := s.Domain.At(i, j, gridSize, gridSize)
			f[j][i] = s.F(p.X, p.Y)
		}
	}
	var minima Minima
	for j := range gridSize {
		for i := range gridSize {
			if !lowest(&f, i, j) {
				continue
			}
			if m, ok := s.polish(s.Domain.At(i, j, gridSize, gridSize)); ok {
				minima = append(minima, m)
			}
		}
	}
	for _, c := range smooth {
		if _, distance := minima.Nearest(c.Point); distance > same*(s.Domain.MaxX-s.Domain.MinX) {
			minima = append(minima, Minimum{Point: c.Point, F: c.F})
		}
	}
	return rank(minima, s.Domain)
}

func lowest(f *[gridSize][gridSize]float64, i, j int) bool {
	level := true
	for nj := max(j-1, 0); nj <= min(j+1, gridSize-1); nj++ {
		for ni := max(i-1, 0); ni <= min(i+1, gridSize-1); ni++ {
			// !(<=) rather than >, so that NaN is never lowest.
			if !(f[j][i] <= f[nj][ni]) {
				return false
			}
			level = level && f[j][i] == f[nj][ni]
		}
	}
	return !level
}

// polish returns the minimum near p. Nelder and Mead's simplex stays in the
// basin, which BFGS with its bold first step may leave, and needs no gradient,
// which a cusp does not have; Newton's steps then give the last digits.
func (s *Surface) polish(p Point) (Minimum, bool) {
	problem := optimize.Problem{Func: func(x []float64) float64 { return s.F(x[0], x[1]) }}
	spacing := (s.Domain.MaxX - s.Domain.MinX) / gridSize
	settings := &optimize.Settings{FuncEvaluations: 1000, Converger: &optimize.FunctionConverge{Absolute: 1e-14, Iterations: 30}}
	result, err := optimize.Minimize(problem, []float64{p.X, p.Y}, settings, &optimize.NelderMead{SimplexSize: spacing / 2})
	if err != nil {
		return Minimum{}, false
	}
	at := Point{result.X[0], result.X[1]}
	for range 4 {
		at = s.newtonStep(at, spacing)
	}
	at = s.rounded(at)
	m := Minimum{Point: at, F: s.height(at)}
	return m, s.Domain.Contains(at) && s.isLow(m)
}

// newtonStep returns p after a step of Newton's method, or p itself where that
// leads far away or nowhere flatter.
func (s *Surface) newtonStep(p Point, far float64) Point {
	j := s.Jet(p.X, p.Y)
	q := p.plus(j.newton(), 1)
	if j.DXX*j.DYY > j.DXY*j.DXY && j.DXX > 0 && q.Distance(p) < far && s.slope(q) < math.Hypot(j.DX, j.DY) {
		return q
	}
	return p
}

// rounded returns the point with six decimals where that is no higher: many
// minima of textbooks are round, and some of them are cusps that no gradient
// leads to exactly.
func (s *Surface) rounded(p Point) Point {
	q := p.round()
	if s.height(q) <= s.height(p) {
		return q
	}
	return p
}

// round returns p with six decimals.
func (p Point) round() Point {
	return Point{math.Round(p.X*1e6)/1e6 + 0, math.Round(p.Y*1e6)/1e6 + 0} // +0 turns -0 into 0
}

// isLow reports whether f is higher on a small circle around m.
func (s *Surface) isLow(m Minimum) bool {
	const around = 16
	r := 1e-4 * (s.Domain.MaxX - s.Domain.MinX)
	for i := range around {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / around)
		if !(s.F(m.X+r*cos, m.Y+r*sin) > m.F) {
			return false
		}
	}
	return true
}

// rank sorts minima by height, drops those found twice and marks the lowest.
func rank(minima Minima, domain Rect) Minima {
	slices.SortFunc(minima, func(a, b Minimum) int {
		return byHeight(a.F, b.F, a.Point, b.Point)
	})
	close := same * (domain.MaxX - domain.MinX)
	var ranked Minima
	for _, m := range minima {
		if slices.ContainsFunc(ranked, func(r Minimum) bool { return r.Distance(m.Point) < close }) {
			continue
		}
		m.Global = len(ranked) == 0 || m.F-ranked[0].F < 1e-9*(1+math.Abs(m.F))
		ranked = append(ranked, m)
	}
	return ranked
}

// byHeight compares the heights of two points, and of equals where they lie.
func byHeight(f, g float64, p, q Point) int {
	return cmp.Or(cmp.Compare(f, g), cmp.Compare(p.X, q.X), cmp.Compare(p.Y, q.Y))
}
