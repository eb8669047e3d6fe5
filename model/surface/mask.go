package surface

import "math"

// A mask tells of each node of an n x n grid whether it is next to what was marked.
type mask struct {
	n    int
	next []bool
}

func newMask(n int) mask { return mask{n, make([]bool, n*n)} }

func (m mask) has(i, j int) bool { return m.next[j*m.n+i] }

// node marks a node: those around it, and itself.
func (m mask) node(i, j int) {
	for y := max(j-1, 0); y <= min(j+1, m.n-1); y++ {
		for x := max(i-1, 0); x <= min(i+1, m.n-1); x++ {
			m.next[y*m.n+x] = true
		}
	}
}

// point marks the node that is nearest to a point.
func (m mask) point(domain Rect, p Point) {
	x, y := domain.Pixel(p, m.n, m.n)
	m.node(int(math.Round(x)), int(math.Round(y)))
}

// minimum marks the nodes nearest to a minimum.
func (m mask) minimum(domain Rect, at Minimum) {
	m.point(domain, at.Point)
	spacing := (domain.MaxX - domain.MinX) / float64(m.n)
	for i := 0; i+1 < len(at.Line); i++ {
		a, b := at.Line[i], at.Line[i+1]
		parts := math.Ceil(a.Distance(b) / spacing)
		for k := 1.0; k <= parts; k++ {
			m.point(domain, a.plus(Point{b.X - a.X, b.Y - a.Y}, k/parts))
		}
	}
}
