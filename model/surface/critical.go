package surface

import (
	"math"
	"slices"
)

// A Critical is a point where the gradient vanishes.
type Critical struct {
	Point
	F float64
}

// cells is the number of cells, along each side, in which findCritical looks.
const cells = 120

// findCritical looks for the places in the domain where the gradient vanishes,
// by Newton's method from every cell of a grid that may hold one. The eigenvalues
// of the Hessian tell of which kind they are. Where one is 0, as along a ridge,
// they do not: such places are left out, and so are cusps.
func (s *Surface) findCritical() (minima, saddles, maxima []Critical) {
	level := s.mayBeLevel()
	for j := range cells {
		for i := range cells {
			if !level[j][i] {
				continue
			}
			p, ok := s.levelNear(s.Domain.At(i, j, cells, cells))
			if !ok || !s.Domain.Contains(p) || math.IsNaN(s.height(p)) {
				continue
			}
			switch low, high := s.curvatures(p); {
			case high < 0:
				maxima = s.with(maxima, p)
			case low < 0 && high > 0:
				saddles = s.with(saddles, p)
			case low > 0:
				minima = s.with(minima, p)
			}
		}
	}
	for _, list := range [][]Critical{minima, saddles, maxima} {
		slices.SortFunc(list, func(a, b Critical) int { return byHeight(a.F, b.F, a.Point, b.Point) })
	}
	return minima, saddles, maxima
}

// mayBeLevel reports of each cell whether both parts of the gradient have both
// signs at its corners; 0 counts as both, and so does what is not defined.
func (s *Surface) mayBeLevel() (level [cells][cells]bool) {
	const all = 0b1111
	var seen [cells + 1][cells + 1]uint8
	for j := range seen {
		for i := range seen[j] {
			right, down := float64(i)/cells, float64(j)/cells
			x, y := s.Domain.MinX+right*(s.Domain.MaxX-s.Domain.MinX), s.Domain.MaxY-down*(s.Domain.MaxY-s.Domain.MinY)
			dx, dy := s.Grad(x, y)
			if seen[j][i] = signs(dx) | signs(dy)<<2; math.IsNaN(s.F(x, y)) {
				seen[j][i] = all
			}
		}
	}
	for j := range level {
		for i := range level[j] {
			level[j][i] = seen[j][i]|seen[j][i+1]|seen[j+1][i]|seen[j+1][i+1] == all
		}
	}
	return level
}

// signs has a bit for what may be negative and one for what may be positive.
func signs(v float64) uint8 {
	switch {
	case v < 0:
		return 0b01
	case v > 0:
		return 0b10
	}
	return 0b11
}

// levelNear returns the point near p where the gradient vanishes. Newton's
// steps, none of which leads far, come near in few and then square the distance;
// to a point without curvature they would go on for long.
func (s *Surface) levelNear(p Point) (Point, bool) {
	width := s.Width()
	for range 20 {
		step := s.Jet(p.X, p.Y).newton()
		length := math.Hypot(step.X, step.Y)
		p = p.plus(step, min(1, width/20/length))
		if length < 1e-9*width {
			return s.rounder(p), true
		}
		if math.IsNaN(length) {
			break
		}
	}
	return p, false
}

// rounder returns p with six decimals in each coordinate, or in one, where that
// is no steeper.
func (s *Surface) rounder(p Point) Point {
	round := p.round(1e6)
	for _, q := range []Point{round, {round.X, p.Y}, {p.X, round.Y}} {
		if s.slope(q) <= s.slope(p) {
			return q
		}
	}
	return p
}

// newton returns the step to where the quadratic that touches the surface is
// level.
func (j Jet) newton() Point {
	det := j.DXX*j.DYY - j.DXY*j.DXY
	return Point{(j.DXY*j.DY - j.DYY*j.DX) / det, (j.DXY*j.DX - j.DXX*j.DY) / det}
}

// plus returns the point that a share of a step leads to.
func (p Point) plus(step Point, share float64) Point {
	return Point{p.X + share*step.X, p.Y + share*step.Y}
}

func (s *Surface) height(p Point) float64 { return s.F(p.X, p.Y) }

// slope returns the length of the gradient.
func (s *Surface) slope(p Point) float64 { return math.Hypot(s.Grad(p.X, p.Y)) }

// curvatures returns the eigenvalues of the Hessian at p: 0 for one that is
// nothing beside those there and a cell further on.
func (s *Surface) curvatures(p Point) (low, high float64) {
	var most float64
	across := Point{(s.Domain.MaxX - s.Domain.MinX) / cells, (s.Domain.MaxY - s.Domain.MinY) / cells}
	for _, share := range []float64{1, 0} { // p itself comes last
		q := p.plus(across, share)
		low, high, _, _ = s.Jet(q.X, q.Y).Eigen()
		if size := max(-low, high); size > most { // which NaN is not
			most = size
		}
	}
	something := func(v float64) float64 {
		if math.Abs(v) > 1e-7*most {
			return v
		}
		return 0
	}
	return something(low), something(high)
}

// with returns the list with p, unless that is there already.
func (s *Surface) with(list []Critical, p Point) []Critical {
	near := same * s.Width()
	if slices.ContainsFunc(list, func(c Critical) bool { return math.Abs(c.X-p.X) < near && c.Distance(p) < near }) {
		return list
	}
	return append(list, Critical{p, s.height(p)})
}
