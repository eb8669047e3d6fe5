package descent

import (
	"math"

	"nntui/model"
	"nntui/model/surface"
)

// A stroll is a way of which only the points count.
type stroll struct {
	mover
	*ground
	nudge  surface.Point // added once, after the first step, to what that has moved
	points []surface.Point
}

func (c Config) stroll(s *surface.Surface, m Method, from surface.Point, seed uint64) stroll {
	return stroll{mover: m.start(c), ground: c.ground(s, m, seed), points: []surface.Point{from}}
}

// step goes on.
func (s *stroll) step(rate float64) {
	p := s.points[len(s.points)-1]
	q := s.move(s.ground, p, rate)
	if len(s.points) == 1 && q.X != p.X { // what is exactly 0 is so on all machines
		q.X += s.nudge.X
	}
	if len(s.points) == 1 && q.Y != p.Y {
		q.Y += s.nudge.Y
	}
	s.points = append(s.points, q)
}

// clouds is how many paths with other noise there are beside a method's own; fewer
// of so long ones that they would take much memory.
func (c Config) clouds(m Method) int {
	const most, points = 60, 600_000
	if c.Noise == 0 || m.rule == "" {
		return 0
	}
	return min(most, points/max(c.Steps, 1))
}

// follow takes step t of those that go beside the chosen method.
func (d *Descent) follow(t int) {
	rate := d.config.Rate(t)
	for _, beside := range [][]stroll{d.twins, d.cloud} {
		for i := range beside {
			beside[i].step(rate)
		}
	}
}

// whispers are nudges in the thirteenth digit of p: several, as a path with one may
// come by chance to the same place of a cycle.
func whispers(p surface.Point) []surface.Point {
	const whisper = 1e-12
	dx, dy := whisper*max(1, math.Abs(p.X)), whisper*max(1, math.Abs(p.Y))
	return []surface.Point{{X: dx}, {Y: dy}, {X: -dx, Y: -dy}}
}

// split returns the first step from which on the path and one of its twins are
// apart to the end; 0 where all end together.
func (d *Descent) split() (first int) {
	if d.runs[0].State == model.Diverged {
		return 0
	}
	for _, twin := range d.twins {
		if at := d.parts(twin.points); at > 0 && (first == 0 || at < first) {
			first = at
		}
	}
	return first
}

// parts returns the step from which on the path and other points are apart, by a
// hundred thousandth of the domain's width, to the end; 0 where they end together.
func (d *Descent) parts(points []surface.Point) int {
	path := d.runs[0].Path
	apart := 1e-5 * d.surface.Width()
	at := min(len(path), len(points))
	for at > 0 && path[at-1].Point().Distance(points[at-1]) > apart {
		at--
	}
	if at == len(path) {
		return 0
	}
	return at
}

// Hovering returns the minimum that most of the cloud is nearest to at a step, how
// many are, and their mean distance from it; 0 where there is no cloud, or no
// minimum.
func (s Snapshot) Hovering(step int) (m surface.Minimum, distance float64, n int) {
	counts, sums := make([]int, len(s.Surface.Minima)), make([]float64, len(s.Surface.Minima))
	for _, points := range s.Cloud {
		if at, d := s.Surface.Minima.Nearest(points[min(step, len(points)-1)]); at >= 0 {
			counts[at]++
			sums[at] += d
		}
	}
	for i, k := range counts {
		if k > n {
			m, distance, n = s.Surface.Minima[i], sums[i]/float64(k), k
		}
	}
	return m, distance, n
}
