package surface

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A Minimum is a local minimum of a surface: a point with higher ground all
// around, or a line of such points of one height, like the bottom of a level
// valley. Where it is level in all directions there is no minimum.
type Minimum struct {
	Point  // the lowest; of a line the one nearest to the middle of the domain
	F      float64
	Global bool    // f is nowhere lower, as far as is known: see Reach
	Lowest bool    // no lower f is known, but perhaps not all minima either
	Line   []Point // along the line, up to the edge of the domain; closed if the last is the first; nil of a point

	box   Rect   // around Line
	boxes []Rect // around every perBox segments of it
}

// Kind says what it is, in words.
func (m Minimum) Kind() string {
	switch {
	case m.Global && m.Line != nil:
		return "line of global minima"
	case m.Lowest && m.Line != nil:
		return "lowest line of minima found"
	case m.Line != nil:
		return "line of local minima"
	case m.Global:
		return "global minimum"
	case m.Lowest:
		return "lowest minimum found"
	}
	return "local minimum"
}

// Closest returns the point of the minimum that is nearest to p.
func (m Minimum) Closest(p Point) Point {
	q, _ := m.closest(p, math.Inf(1))
	return q
}

// Near returns the minimum as it is where it is nearest to p: a line is not as
// steep everywhere.
func (m Minimum) Near(p Point) Minimum {
	m.Point = m.Closest(p)
	return m
}

// Distance returns how far p is from the nearest point of the minimum.
func (m Minimum) Distance(p Point) float64 {
	_, distance := m.closest(p, math.Inf(1))
	return distance
}

// perBox is the number of segments that are left out together where none of them
// can be near.
const perBox = 16

// closest returns the nearest point of the minimum, and its distance; infinity
// unless that is less than enough.
func (m *Minimum) closest(p Point, enough float64) (at Point, distance float64) {
	if m.Line == nil {
		if max(math.Abs(p.X-m.X), math.Abs(p.Y-m.Y)) >= enough {
			return m.Point, math.Inf(1)
		}
		return m.Point, p.Distance(m.Point)
	}
	distance = math.Inf(1)
	if m.boxes != nil && m.box.beyond(p) >= enough {
		return at, distance
	}
	for i := 0; i+1 < len(m.Line); i++ {
		if i%perBox == 0 && m.boxes != nil && m.boxes[i/perBox].beyond(p) >= min(enough, distance) {
			i += perBox - 1
			continue
		}
		if q := nearest(p, m.Line[i], m.Line[i+1]); p.Distance(q) < distance {
			at, distance = q, p.Distance(q)
		}
	}
	return at, distance
}

// boxed returns the minimum with boxes around its line.
func (m Minimum) boxed() Minimum {
	if m.Line == nil {
		return m
	}
	m.boxes, m.box = nil, around(m.Line)
	for i := 0; i+1 < len(m.Line); i += perBox {
		m.boxes = append(m.boxes, around(m.Line[i:min(i+perBox+1, len(m.Line))]))
	}
	return m
}

// nearest returns the point of the segment from a to b that is nearest to p.
func nearest(p, a, b Point) Point {
	along := Point{b.X - a.X, b.Y - a.Y}
	length := along.X*along.X + along.Y*along.Y
	if length == 0 {
		return a
	}
	share := ((p.X-a.X)*along.X + (p.Y-a.Y)*along.Y) / length
	return a.plus(along, max(0, min(1, share)))
}

// Minima is a list of minima, the lowest first.
type Minima []Minimum

// Lowest returns how many of them are as low as the first.
func (m Minima) Lowest() (n int) {
	for n < len(m) && !Lower(m[0].F, m[n].F) {
		n++
	}
	return n
}

// Name returns what a minimum is in words, with its article: those that are equally
// the lowest are one set.
func (m Minima) Name(at int) string {
	n := m.Lowest()
	if n == 1 || at >= n {
		return "the " + m[at].Kind()
	}
	like := m[0]
	if i := slices.IndexFunc(m[:n], func(m Minimum) bool { return m.Line == nil }); i >= 0 {
		like = m[i]
	}
	kind := strings.NewReplacer("minimum", "minima", "line of", "lines of").Replace(like.Kind())
	if !like.Global && !like.Lowest {
		kind = "lowest " + kind
	}
	return fmt.Sprintf("one of the %d %s", n, kind)
}

// Nearest returns the index of the minimum that is nearest to p, and the
// distance to it; -1 and infinity where there is none.
func (m Minima) Nearest(p Point) (at int, distance float64) { return m.Within(p, math.Inf(1)) }

// Within returns the same of those that are nearer than enough.
func (m Minima) Within(p Point, enough float64) (at int, distance float64) {
	at, distance = -1, enough
	for i := range m {
		if _, d := m[i].closest(p, distance); d < distance {
			at, distance = i, d
		}
	}
	if at < 0 {
		return -1, math.Inf(1)
	}
	return at, distance
}

// ranked returns the minima, the lowest first.
func (m Minima) ranked() Minima {
	slices.SortFunc(m, func(a, b Minimum) int { return byHeight(a.F, b.F, a.Point, b.Point) })
	return m
}

// byHeight compares the heights of two points, and of equals where they lie.
func byHeight(f, g float64, p, q Point) int {
	return cmp.Or(cmp.Compare(f, g), cmp.Compare(p.X, q.X), cmp.Compare(p.Y, q.Y))
}

// Lower reports whether f is below g by more than what counts as equal.
func Lower(f, g float64) bool { return f < g-1e-9*(1+math.Abs(g)) }
