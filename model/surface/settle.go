package surface

import "math"

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
	fine, length := 1e-10*s.Width(), 0.0
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
	for ; share*length > 1e-10*s.Width(); share /= 4 {
		q := p.plus(step, share)
		// Where f is so level that it tells no more, its slope does.
		if s.height(q) < j.F || share*length < 1e-6*s.Width() && s.slope(q) < slope {
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
	for r := s.spacing / 2; r > 1e-14*s.Width(); r /= 8 {
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
