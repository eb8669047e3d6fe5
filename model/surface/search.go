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
// around it and lower than one of them, unless a minimum is known there. It
// reports whether a finer grid may bring more.
func (s *search) onGrid(n int) (more bool) {
	s.spacing = s.Width() / float64(n)
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
		near := same * s.Width()
		if m.Line != nil { // whose segments are chords
			near = s.spacing / 10
		}
		_, distance := m.closest(p, near)
		return distance < near
	})
}
