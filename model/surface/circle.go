package surface

import (
	"cmp"
	"math"
	"slices"
)

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

// ways returns a level direction and the one that is most opposite, which is the
// same where there is no other.
func (c circle) ways() (ahead, back Point) {
	ahead = c.level[0]
	return ahead, slices.MinFunc(c.level, func(a, b Point) int { return byHeight(a.dot(ahead), b.dot(ahead), a, b) })
}
