package surface

import (
	"cmp"
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
	m, least := Minimum{Point: p, F: s.height(p)}, same*s.width()
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

// A circle is what f does on a small circle around a point.
type circle struct {
	Minimum
	radius    float64
	rise      float64 // of the highest point on the circle
	tolerance float64 // how much f may differ on the circle and still be level
	plateau   bool    // f is level on a quarter of it or more
	level     []Point // the directions in which it is
}

// directions is the number of directions on a circle.
const directions = 32

// circle looks at f around m. It is not ok where f is lower or no number, or the
// circle too large for what f does there.
func (s *search) circle(m Minimum, r float64) (c circle, ok bool) {
	at := func(angle float64) float64 { return s.height(m.plus(unit(angle), r)) }
	f := ring(at, directions)
	rise := slices.Max(f) - m.F
	_, curvature, _, _ := s.jet(m.Point).Eigen()
	if slices.ContainsFunc(f, math.IsNaN) || rise < curvature*r*r/4 { // half of what that makes it rise
		return circle{}, false
	}
	c = circle{Minimum: m, radius: r, rise: rise, tolerance: 1e-9*rise + 1e-15*math.Abs(m.F)}
	run := 0
	for k := range 2 * directions {
		if run++; f[k%directions] != m.F {
			run = 0
		}
		c.plateau = c.plateau || run >= directions/4
	}
	for _, angle := range dips(at, f, directions) {
		switch f := at(angle); {
		case f < m.F-c.tolerance:
			return circle{}, false
		case f <= m.F+c.tolerance:
			c.level = append(c.level, unit(angle))
		}
	}
	return c, true
}

func unit(angle float64) Point {
	sin, cos := math.Sincos(angle)
	return Point{cos, sin}
}

// ring returns a function of an angle at n angles.
func ring(at func(angle float64) float64, n int) []float64 {
	f := make([]float64, n)
	for k := range f {
		f[k] = at(2 * math.Pi * float64(k) / float64(n))
	}
	return f
}

// dips returns the angles of the minima of a function of an angle, whose values on
// a ring are f: of the lowest so many, the lowest first, and of one that is level
// for a while the middle.
func dips(at func(angle float64) float64, f []float64, most int) (angles []float64) {
	var runs [][2]int // of equal values lower than those beside them, the first and the last
	n := len(f)
	for k := range f {
		last := k
		for last < k+n && f[last%n] == f[k] {
			last++
		}
		if f[k] < f[(k+n-1)%n] && f[k] < f[last%n] {
			runs = append(runs, [2]int{k, last - 1})
		}
	}
	slices.SortStableFunc(runs, func(a, b [2]int) int { return cmp.Compare(f[a[0]], f[b[0]]) })
	step := 2 * math.Pi / float64(n)
	for _, run := range runs[:min(most, len(runs))] {
		if first, last := float64(run[0]), float64(run[1]); last > first+1 {
			angles = append(angles, step*(first+last)/2)
		} else {
			angles = append(angles, golden(at, step*(first-1), step*(last+1)))
		}
	}
	return angles
}

// golden returns where a function has its minimum between a and b, or one of them,
// by sections in the golden ratio; of equals the middle.
func golden(f func(float64) float64, a, b float64) float64 {
	const ratio = 1 / math.Phi
	middle := (a + b) / 2
	x, y := b-ratio*(b-a), a+ratio*(b-a)
	fx, fy := f(x), f(y)
	for range 50 {
		if fx < fy {
			b, y, fy = y, x, fx
			x = b - ratio*(b-a)
			fx = f(x)
		} else {
			a, x, fx = x, y, fy
			y = a + ratio*(b-a)
			fy = f(y)
		}
	}
	if x = (a + b) / 2; f(middle) <= f(x) {
		return middle
	}
	return x
}

// trace follows the line of minima through the middle of a circle, both ways.
func (s *search) trace(c circle) (Minimum, bool) {
	ahead, back := c.ways()
	for ahead.dot(back) > -0.97 && c.radius > same*s.width() { // on a smaller circle it is straighter
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
	line, end := s.walk(c, along)
	line = append([]Point{c.Point}, line...)
	isPoint := end == ends
	if end != closes && end != falls && back != ahead {
		var rest []Point
		rest, end = s.walk(c, Point{-along.X, -along.Y})
		slices.Reverse(rest)
		line = append(rest, line...)
	}
	m := c.Minimum
	if isPoint = isPoint && end == ends; isPoint && !slices.ContainsFunc(line, func(p Point) bool { return p.Distance(m.Point) > s.Near() }) {
		return m, true // as wide as digits tell
	}
	m.Line = line
	return s.centred(m, c), end != falls
}

// ways returns a level direction and the one that is most opposite, which is the
// same where there is no other.
func (c circle) ways() (ahead, back Point) {
	ahead = c.level[0]
	return ahead, slices.MinFunc(c.level, func(a, b Point) int { return byHeight(a.dot(ahead), b.dot(ahead), a, b) })
}

func (p Point) dot(q Point) float64 { return p.X*q.X + p.Y*q.Y }

// centred gives a line the point that stands for it, a round one if it is on the
// line.
func (s *search) centred(m Minimum, c circle) Minimum {
	middle := s.Domain.middle()
	q, _ := s.settle(m.Closest(middle), s.spacing/2)
	for _, near := range []Point{q.round(1e3), q.round(1e6), q} {
		if near.Distance(q) < same && s.Domain.Contains(near) && s.height(near) <= m.F+c.tolerance {
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
		switch f := s.height(q); {
		case f < c.F-tolerance:
			return q, falls
		case f <= c.F+tolerance && q.Distance(guess) <= step/8 && between <= c.F+c.rise/10:
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
	rise := make([]float64, len(m.Line))
	for i, p := range m.Line {
		a, b := m.Line[max(i-1, 0)], m.Line[min(i+1, len(m.Line)-1)]
		normal := unit(math.Atan2(b.X-a.X, a.Y-b.Y))
		rise[i] = min(s.height(p.plus(normal, s.spacing)), s.height(p.plus(normal, -s.spacing))) - m.F
	}
	for i := 1; i+1 < len(rise); i++ {
		if rise[i] > slices.Max(rise)/4 || rise[i] > min(rise[i-1], rise[i+1]) {
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
