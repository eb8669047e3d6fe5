package surface

import (
	"math"
	"slices"
)

// Reach is how far what is known of the minima reaches. A minimum is global if
// they are complete, and f is bounded and lower nowhere else.
type Reach struct {
	Complete  bool  // the finest grid has brought no more minima; what lies between its nodes is not known
	Unbounded bool  // f falls without end
	Fall      Point // the direction in which it does, of length 1, from the middle of the domain; 0 at a place within
	Lower     bool  // f is lower than all Minima elsewhere: outside Domain, or where it is lowest without a minimum
}

// Caveat says why no minimum is called global; it is empty where one is, or
// would be.
func (r Reach) Caveat() string {
	switch {
	case r.Unbounded && r.Fall == Point{}:
		return "f falls without end at a pole"
	case r.Unbounded:
		return "f falls without end"
	case r.Lower:
		return "f is lower elsewhere"
	case !r.Complete:
		return "there may be more minima"
	}
	return ""
}

// reach looks for where f is lower than all minima, and marks those that are
// global.
func (s *search) reach() {
	s.Minima = slices.DeleteFunc(s.Minima, func(m Minimum) bool { return math.IsInf(s.height(m.Point), 0) || math.IsNaN(s.height(m.Point)) })
	least := s.F(s.lowest.X, s.lowest.Y)
	if len(s.Minima) > 0 {
		s.Lower = Lower(least, s.Minima[0].F)
		least = min(least, s.Minima[0].F)
	}
	s.poles()
	s.rays(least)
	residue := s.residue()
	for i, m := range s.Minima {
		lowest := !Lower(s.Minima[0].F, m.F)
		s.Minima[i].Global = lowest && s.Caveat() == ""
		s.Minima[i].Lowest = lowest && !s.Unbounded && !s.Reach.Lower
		if math.Abs(m.F) < residue {
			s.Minima[i].F = 0
		}
	}
}

// residue is what rounding leaves of a height of 0: some units in the last place of
// what f ordinarily is in the domain.
func (s *search) residue() float64 {
	const looks = 7
	var heights []float64
	for at := range looks * looks {
		p := s.Domain.At(at%looks, at/looks, looks, looks)
		if f := math.Abs(s.height(p)); f < math.Inf(1) {
			heights = append(heights, f)
		}
	}
	if len(heights) == 0 {
		return 0
	}
	slices.Sort(heights)
	return 0x1p-50 * heights[len(heights)/2]
}

// endless reports whether values, of which the second comes after as many times
// the distance as the third after that, fall without end: the second time by no
// less than the first. A logarithm does; a root, whose falls shrink, does not.
func endless(first, second, third float64) bool {
	const less = 0.97
	return math.IsInf(third, -1) || Lower(second, first) && second-third >= less*(first-second)
}

// poles looks for places in the domain where f falls without end: near those of
// the grids that are lowest.
func (s *search) poles() {
	const most = 20
	for _, p := range append([]Point{s.lowest}, s.failed[:min(most, len(s.failed))]...) {
		s.Unbounded = s.Unbounded || s.bottomless(p)
	}
}

// bottomless reports whether f falls without end on the way to some place near p,
// the lowest there.
func (s *search) bottomless(p Point) bool {
	const near, nearer = 0x1p-15, 0x1p-30
	p = s.compass(p, s.spacing, 40)
	for k := range directions {
		way := unit(2 * math.Pi * float64(k) / directions)
		at := func(share float64) float64 { return s.height(p.plus(way, share*s.spacing)) }
		if endless(at(1), at(near), at(nearer)) {
			return true
		}
	}
	return false
}

// compass goes from p to whichever of the eight points around is lowest, and
// halves their distance when none is.
func (s *search) compass(p Point, step float64, halvings int) Point {
	f := s.height(p)
	for moves := 0; halvings > 0; {
		here := p
		for by := range 9 {
			q := Point{here.X + step*float64(by%3-1), here.Y + step*float64(by/3-1)}
			if v := s.height(q); v < f && s.Domain.Contains(q) {
				p, f = q, v
			}
		}
		if moves++; p == here || moves > 4 {
			moves, step, halvings = 0, step/2, halvings-1
		}
	}
	return p
}

// rays looks outward, on larger and larger circles around the domain: whether f
// falls without end or, nearer by, is lower than least.
func (s *search) rays(least float64) {
	const doublings, near = 20, 5
	inside, middle := least, s.Domain.middle()
	var fall Point
	var depths [3]float64 // the least so far on the first circle, the middle one and the last
	for k := range 2*doublings + 1 {
		r := s.Width() * math.Pow(2, float64(k-1)/2)
		for _, way := range s.lows(middle, r) {
			p := middle.plus(way, r)
			if f := s.trusted(p, r); f < least {
				least, fall = f, way
			}
			if k <= 2*near {
				p, _ = s.settle(p, r/8)
			}
			s.Lower = s.Lower || !s.Domain.Contains(p) && Lower(s.trusted(p, r), inside)
		}
		depths[(k+doublings-1)/doublings] = least
	}
	if !s.Unbounded && endless(depths[0], depths[1], depths[2]) {
		s.Unbounded, s.Fall = true, fall.round(1e6)
	}
}

// lows returns the directions of the lowest dips on a circle.
func (s *search) lows(middle Point, r float64) (ways []Point) {
	const many, most = 256, 8
	at := func(angle float64) float64 {
		if f := s.height(middle.plus(unit(angle), r)); !math.IsNaN(f) {
			return f
		}
		return math.Inf(1)
	}
	for _, angle := range dips(at, ring(at, many), most) {
		ways = append(ways, unit(angle))
	}
	return ways
}

// trusted returns what f at p, at a distance r, is at most, if the coordinates
// are as exact as rounding leaves them.
func (s *search) trusted(p Point, r float64) float64 {
	const digit = 0x1p-51
	f, spread := s.height(p), 0.0
	for _, step := range []Point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		if apart := math.Abs(f - s.height(p.plus(step, digit*r))); apart > spread {
			spread = apart
		}
	}
	return f + 8*spread
}
