package surface

import (
	"math"
	"slices"
)

// judge returns the minimum that p is, or is on the line of. Where going down has
// settled and the Hessian is positive definite, p is one. Otherwise what tells is
// the least of f on circles around p: higher everywhere around a minimum, as high
// as p where a line of minima goes on, and lower where there is none. The largest
// circle that has nothing lower decides, for the smaller one the less do digits
// tell; a minimum in the very fine needs a small one.
func (s *search) judge(p Point, how settling) (Minimum, bool) {
	m, least := Minimum{Point: p, F: s.height(p)}, same*s.Width()
	if low, _ := s.curvatures(p); how == settled && low > 0 {
		return m, s.Domain.Contains(p)
	}
	if how == onTheWay || !s.Domain.Contains(p) || math.IsInf(m.F, 0) || s.bottomless(p) || s.slopes(m, least) {
		return m, false
	}
	for r := s.spacing; r >= least; r /= 4 {
		switch c, ok := s.circle(m, r); {
		case !ok:
			continue
		case c.plateau:
			return m, false
		case len(c.level) == 0:
			return m, true
		default:
			return s.trace(c)
		}
	}
	return m, false
}

// slopes reports whether it goes down from m by more than what its place may be
// wrong by.
func (s *search) slopes(m Minimum, r float64) bool {
	low, f := s.lowestAround(m.Point, r)
	across := m.plus(Point{m.Y - low.Y, low.X - m.X}, 1)
	return m.F-f > 1e-4*(s.height(across)-m.F)
}

// trace follows the line of minima through the middle of a circle, both ways.
func (s *search) trace(c circle) (Minimum, bool) {
	ahead, back := c.ways()
	for ahead.dot(back) > -0.97 && c.radius > same*s.Width() { // on a smaller circle it is straighter
		smaller, ok := s.circle(c.Minimum, c.radius/2)
		if !ok || len(smaller.level) == 0 {
			break
		}
		c = smaller
		ahead, back = c.ways()
	}
	along := ahead
	if back != ahead {
		along = unit(math.Atan2(ahead.Y-back.Y, ahead.X-back.X))
	}
	m := c.Minimum
	line, front := s.walk(c, along)
	line, rear := append([]Point{c.Point}, line...), front
	if front != closes && front != falls && back != ahead {
		var rest []Point
		rest, rear = s.walk(c, Point{-along.X, -along.Y})
		slices.Reverse(rest)
		line = append(rest, line...)
	}
	far := func(p Point) bool { return p.Distance(m.Point) > s.Near() }
	if len(line) == 1 || front == ends && rear == ends && !slices.ContainsFunc(line, far) {
		return m, rear != falls // a point, as wide as digits tell
	}
	m.Line = line
	return s.centred(m, c), rear != falls
}

func (p Point) dot(q Point) float64 { return p.X*q.X + p.Y*q.Y }

// centred gives a line the point that stands for it, a round one if it is on the
// line.
func (s *search) centred(m Minimum, c circle) Minimum {
	middle := s.Domain.middle()
	q, _ := s.settle(m.Closest(middle), s.spacing/2)
	for _, near := range []Point{q.round(1e3), q.round(1e6), q} {
		if near.Distance(q) < same && s.Domain.Contains(near) && math.Abs(s.height(near)-m.F) <= c.tolerance {
			m.Point = near
			return m
		}
	}
	m.Point = slices.MinFunc(m.Line, func(a, b Point) int { return byHeight(a.Distance(middle), b.Distance(middle), a, b) })
	return m
}

// How a step along a line, or the whole walk, ends.
type ending int

const (
	goesOn ending = iota
	ends          // where it is no longer level
	leaves        // the domain
	closes        // where it began
	falls         // to where it is lower
)

// walk follows a line of minima from the middle of a circle. Where it falls there
// is no minimum.
func (s *search) walk(c circle, along Point) (line []Point, end ending) {
	for p := c.Point; s.left > 0; {
		q, end := s.stride(c, p, along)
		switch {
		case end != goesOn:
			return line, end
		case !s.Domain.Contains(q):
			if q = s.edge(p, q); q != p {
				line = append(line, q)
			}
			return line, leaves
		case len(line) > 2 && nearest(c.Point, p, q).Distance(c.Point) < p.Distance(q)/4:
			return append(line, c.Point), closes
		}
		line = append(line, q)
		// A line that turns evenly leaves q by as much as it came to p.
		chord := unit(math.Atan2(q.Y-p.Y, q.X-p.X))
		turned := 2 * along.dot(chord)
		along, p = Point{turned*chord.X - along.X, turned*chord.Y - along.Y}, q
	}
	return line, ends
}

// stride returns the point of a line a step further on, a shorter one where the
// line turns.
func (s *search) stride(c circle, p, along Point) (q Point, end ending) {
	for step := s.spacing; step > s.spacing/100; step /= 2 {
		guess := p.plus(along, step)
		q = s.across(c, guess, along, step)
		away := q.Distance(c.Point) / c.radius
		tolerance := c.tolerance * max(1, away*away) // as for a valley that is as good as level
		between := s.height(Point{(p.X + q.X) / 2, (p.Y + q.Y) / 2})
		beside := Point{-along.Y, along.X}
		least := min(s.height(q.plus(beside, step/8)), s.height(q.plus(beside, -step/8))) // less than f on a ridge
		switch f := s.height(q); {
		case f < c.F-tolerance:
			return q, falls
		case f <= c.F+tolerance && least >= c.F-tolerance && q.Distance(guess) <= step/8 && between <= c.F+c.rise/10:
			return q, goesOn
		}
	}
	return q, ends
}

// across returns the lowest point near p at right angles to a direction, p itself
// if that is as low as the line.
func (s *search) across(c circle, p, along Point, step float64) Point {
	if s.height(p) <= c.F {
		return p
	}
	normal := Point{-along.Y, along.X}
	at := func(t float64) float64 { return s.height(p.plus(normal, t)) }
	t := 0.0
	for range 8 {
		q := p.plus(normal, t)
		j := s.jet(q)
		slope, bend := j.DX*normal.X+j.DY*normal.Y, j.DXX*normal.X*normal.X+2*j.DXY*normal.X*normal.Y+j.DYY*normal.Y*normal.Y
		if !(bend > 0) || math.Abs(t-slope/bend) > step/4 {
			break
		}
		if t -= slope / bend; math.Abs(slope/bend) < 1e-9*step {
			return p.plus(normal, t)
		}
	}
	if at(t) > c.F+c.tolerance {
		t = golden(at, -step/4, step/4)
	}
	return p.plus(normal, t)
}

// crossings returns points on lines that cross that of m: near where f rises
// least beside it.
func (s *search) crossings(m Minimum) (points []Point) {
	rise, most := make([]float64, len(m.Line)), 0.0
	for i, p := range m.Line {
		a, b := m.Line[max(i-1, 0)], m.Line[min(i+1, len(m.Line)-1)]
		normal := unit(math.Atan2(b.X-a.X, a.Y-b.Y))
		rise[i] = min(s.height(p.plus(normal, s.spacing)), s.height(p.plus(normal, -s.spacing))) - m.F
		most = max(most, rise[i])
	}
	for i := 1; i+1 < len(rise); i++ {
		if rise[i] > most/4 || rise[i] > min(rise[i-1], rise[i+1]) {
			continue
		}
		here := Minimum{Point: m.Line[i], F: m.F}
		c, _ := s.circle(here, s.spacing)
		for _, way := range c.level {
			if p := here.plus(way, c.radius); m.Distance(p) > s.spacing/10 {
				points = append(points, p)
			}
		}
	}
	return points
}

// edge returns where the way from p to q leaves the domain.
func (s *search) edge(p, q Point) Point {
	d, step, share := s.Domain, Point{q.X - p.X, q.Y - p.Y}, 1.0
	for _, beyond := range [][2]float64{{q.X - d.MaxX, step.X}, {d.MinX - q.X, -step.X}, {q.Y - d.MaxY, step.Y}, {d.MinY - q.Y, -step.Y}} {
		if beyond[0] > 0 {
			share = min(share, 1-beyond[0]/beyond[1])
		}
	}
	q = p.plus(step, share)
	return Point{min(max(q.X, d.MinX), d.MaxX), min(max(q.Y, d.MinY), d.MaxY)}
}
