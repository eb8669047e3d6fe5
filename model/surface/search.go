package surface

import (
	"math"
	"slices"
	"sync"
)

// found keeps the critical points of each surface: to look for them takes longer
// than a frame, and every turn of a knob asks again.
var found sync.Map

// same is how near to each other two points are one, as a share of the domain's
// width.
const same = 1e-4

// A search looks for the minima of a surface. What it may cost is counted in
// values of f, and not in time, so that it finds the same on every machine.
type search struct {
	*Surface
	left    int     // values that it may still take
	lowest  Point   // of all grids
	failed  []Point // the lows of grids that led to no minimum
	spacing float64 // of the present grid
}

// most is the number of minima above which it looks for no more.
const most = 2500

// grids are the numbers of nodes along each side where findMinima looks. They
// have no common factors, lest waves that fit one fit all.
var grids = []int{121, 181, 271, 409, 613, 919}

// values is how many values of a formula a search may take: as many as an ordinary
// processor computes in about a twentieth of a second.
func values(formula string) int { return 30_000_000 / (20 + len(formula)) }

// findMinima looks for the minima in the domain: from the lows of grids, finer
// ones as long as they bring more. The smooth ones that are known already, some
// of which lie in valleys too narrow for a grid, come first.
func (s *Surface) findMinima(smooth []Critical) {
	for _, c := range smooth {
		s.Minima = append(s.Minima, Minimum{Point: c.Point, F: c.F})
	}
	look := &search{Surface: s, left: values(s.Formula), lowest: s.Domain.middle()}
	for i, n := range grids {
		if n*n > look.left {
			break
		}
		if more := look.onGrid(n); !more && i > 0 {
			s.Complete = look.left >= 0 && len(s.Minima) < most
			break
		}
	}
	s.Minima = s.Minima.ranked()
	look.reach()
}

// height is f at p, which is counted.
func (s *search) height(p Point) float64 {
	s.left--
	return s.F(p.X, p.Y)
}

// jet is the jet at p, which costs as much as four values.
func (s *search) jet(p Point) Jet {
	s.left -= 4
	return s.Jet(p.X, p.Y)
}

// onGrid looks near each node of an n x n grid that is no higher than those
// directions it and lower than one of them, unless a minimum is known there. It
// reports whether a finer grid may bring more.
func (s *search) onGrid(n int) (more bool) {
	s.spacing = s.width() / float64(n)
	f, near, failed := s.heights(n), newMask(n), newMask(n)
	for _, m := range s.Minima {
		near.minimum(s.Domain, m)
	}
	for j := range n {
		for i := range n {
			if s.left < 0 || len(s.Minima) >= most || near.has(i, j) || !lowest(f, i, j) {
				continue
			}
			if failed.has(i, j) { // next to this node, which is as low
				failed.node(i, j)
				continue
			}
			p := s.Domain.At(i, j, n, n)
			q, ends := s.lowNear(p)
			if s.knows(q) {
				continue
			}
			m, ok := s.judge(q, ends)
			if !ok {
				s.failed = append(s.failed, p)
				failed.node(i, j)
				continue
			}
			s.add(m)
			near.minimum(s.Domain, m)
			more = true
		}
	}
	return more || slices.ContainsFunc(s.Minima, s.finer)
}

// finer reports whether f rises less than half as much around a minimum, as far
// away as the next node is, as its curvature there makes it: then waves may be too
// short for the grid.
func (s *search) finer(m Minimum) bool {
	rise := 0.0
	for _, way := range []Point{{1, 0}, {0, 1}, {-1, 0}, {0, -1}} {
		rise = max(rise, s.height(m.plus(way, s.spacing))-m.F)
	}
	_, curvature, _, _ := s.jet(m.Point).Eigen()
	return rise < curvature*s.spacing*s.spacing/4
}

// heights returns f on the nodes of an n x n grid, and notes the lowest.
func (s *search) heights(n int) [][]float64 {
	f, least := make([][]float64, n), s.F(s.lowest.X, s.lowest.Y)
	for j := range f {
		f[j] = make([]float64, n)
		for i := range f[j] {
			p := s.Domain.At(i, j, n, n)
			if f[j][i] = s.height(p); f[j][i] < least || math.IsNaN(least) {
				s.lowest, least = p, f[j][i]
			}
		}
	}
	return f
}

// lowest reports whether a node is no higher than those around it, and lower than
// one of them: on a plateau there is nothing to look for.
func lowest(f [][]float64, i, j int) bool {
	level := true
	for nj := max(j-1, 0); nj <= min(j+1, len(f)-1); nj++ {
		for ni := max(i-1, 0); ni <= min(i+1, len(f)-1); ni++ {
			// !(<=) rather than >, so that NaN is never lowest.
			if !(f[j][i] <= f[nj][ni]) {
				return false
			}
			level = level && f[j][i] == f[nj][ni]
		}
	}
	return !level
}

// add notes a minimum. Those that are on its line, if it is one, are no others;
// lines that cross it are, and a grid may have no lows there but on this one.
func (s *search) add(m Minimum) {
	m = m.boxed()
	if m.Line != nil {
		s.Minima = slices.DeleteFunc(s.Minima, func(other Minimum) bool { return other.Line == nil && m.Distance(other.Point) < s.spacing/10 })
	}
	s.Minima = append(s.Minima, m)
	for _, p := range s.crossings(m) {
		if s.left > 0 && !s.knows(p) {
			if other, ok := s.judge(p, stuck); ok {
				s.add(other)
			}
		}
	}
}

// knows reports whether p belongs to a minimum that is known.
func (s *search) knows(p Point) bool {
	return slices.ContainsFunc(s.Minima, func(m Minimum) bool {
		near := same * s.width()
		if m.Line != nil { // whose segments are chords
			near = s.spacing / 10
		}
		_, distance := m.closest(p, near)
		return distance < near
	})
}

// lowNear goes down from p, and tells how that ends.
func (s *search) lowNear(p Point) (Point, settling) {
	q, ends := s.settle(p, s.spacing/2)
	switch {
	case ends == settled:
	case ends == stuck, q.Distance(p) < 2*s.spacing:
		q, ends = s.polish(p), stuck
	}
	return s.rounded(q), ends
}

// How settling ends.
type settling int

const (
	settled  settling = iota // where it is level
	stuck                    // at a cusp, or where it is almost level
	onTheWay                 // far from that
)

// settle goes down from p by Newton's method to where it is level. Along each
// eigenvector of the Hessian it goes down also where Newton would go up, along one
// with next to no curvature not far, and no step is longer than far.
func (s *search) settle(p Point, far float64) (Point, settling) {
	fine, length := 1e-10*s.width(), 0.0
	for range 40 {
		j := s.jet(p)
		step := j.down()
		if length = math.Hypot(step.X, step.Y); !(length < math.Inf(1)) {
			return p, stuck
		}
		if length <= fine {
			ridge, ok := j.ridge()
			if !ok {
				return p.plus(step, 1), settled
			}
			step, length = ridge, 1
		}
		q, ok := s.shortened(p, j, step, min(1, far/length))
		switch {
		case !ok && length < 100*fine:
			return p, settled
		case !ok:
			return p, stuck
		}
		p = q
	}
	if length < far/100 {
		return p, stuck
	}
	return p, onTheWay
}

// shortened takes a share of a step, or less, down to where f is lower.
func (s *search) shortened(p Point, j Jet, step Point, share float64) (Point, bool) {
	length, slope := math.Hypot(step.X, step.Y), math.Hypot(j.DX, j.DY)
	for ; share*length > 1e-10*s.width(); share /= 4 {
		q := p.plus(step, share)
		// Where f is so level that it tells no more, its slope does.
		if s.height(q) < j.F || share*length < 1e-6*s.width() && s.slope(q) < slope {
			return q, true
		}
	}
	return p, false
}

// down returns the step of settle.
func (j Jet) down() Point {
	low, high, vx, vy := j.Eigen()
	low, high = math.Abs(low), math.Abs(high)
	least := 1e-7 * max(low, high)
	a, b := j.DX*vx+j.DY*vy, j.DY*vx-j.DX*vy // along the vector of high, and across
	if a != 0 {
		a /= max(high, least)
	}
	if b != 0 {
		b /= max(low, least)
	}
	return Point{-a*vx + b*vy, -a*vy - b*vx}
}

// ridge returns the direction in which a level place is highest, as a summit or a
// saddle is; it is not ok where there is none.
func (j Jet) ridge() (across Point, ok bool) {
	low, high, vx, vy := j.Eigen()
	return Point{-vy, vx}, low < -1e-7*max(high, -low)
}

// polish goes from p to the lowest points of smaller and smaller circles, as long
// as they are lower: for that it needs no gradient, which a cusp does not have.
func (s *search) polish(p Point) Point {
	const moves = 10 // on circles of one size
	f := s.height(p)
	for r := s.spacing / 2; r > 1e-14*s.width(); r /= 8 {
		for range moves {
			q, g := s.lowestAround(p, r)
			if g >= f {
				break
			}
			p, f = q, g
		}
	}
	return p
}

// lowestAround returns the lowest point of a circle around p, and f there.
func (s *search) lowestAround(p Point, r float64) (q Point, f float64) {
	at := func(angle float64) float64 { return s.height(p.plus(unit(angle), r)) }
	f = math.Inf(1)
	for _, angle := range dips(at, ring(at, directions), 4) {
		if g := at(angle); g < f {
			q, f = p.plus(unit(angle), r), g
		}
	}
	return q, f
}

// rounded returns the point with six decimals where that is no higher: many
// minima of textbooks are round, and some of them are cusps that no gradient
// leads to exactly.
func (s *search) rounded(p Point) Point {
	q := p.round(1e6)
	if s.height(q) <= s.height(p) {
		return q
	}
	return p
}

// round returns p in whole shares of 1.
func (p Point) round(shares float64) Point {
	return Point{math.Round(p.X*shares)/shares + 0, math.Round(p.Y*shares)/shares + 0} // +0 turns -0 into 0
}
