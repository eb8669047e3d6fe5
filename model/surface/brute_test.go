package surface

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// oracle goes down from p in steps of one length, in whichever of many directions
// that are never the same leads down, and then in steps of half the length: slow,
// plain and unlike what is tested. It is not ok where that leads out of the domain.
func oracle(s *Surface, p Point) (Point, bool) {
	const golden = 2 * math.Pi * (2 - math.Phi)
	f, angle := s.F(p.X, p.Y), 0.0
	for step := 0.05; step > 1e-6; step /= 2 {
		for tries := 0; tries < 100; tries++ {
			angle += golden
			sin, cos := math.Sincos(angle)
			q := Point{p.X + step*cos, p.Y + step*sin}
			if g := s.F(q.X, q.Y); g < f {
				p, f, tries = q, g, 0
			}
			if !s.Domain.Contains(p) {
				return p, false
			}
		}
	}
	return p, true
}

// checkComplete wants descents from all over the domain to end at minima of the
// list, and each of the list to be one.
func checkComplete(t *testing.T, s *Surface, tolerance float64) {
	t.Helper()
	const n = 11
	for j := range n {
		for i := range n {
			p, ok := oracle(s, s.Domain.At(i, j, n, n))
			if !ok || !s.Complete {
				continue
			}
			if at, d := s.Minima.Nearest(p); d > tolerance {
				t.Errorf("%s: from %v to %v, f = %v; of %d minima the nearest is %v away: %v", s.Formula, s.Domain.At(i, j, n, n), p, s.F(p.X, p.Y), len(s.Minima), d, at)
				return
			}
		}
	}
	for _, m := range s.Minima {
		for k := range 64 {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / 64)
			for _, r := range []float64{1e-3, 3e-3} {
				if f := s.F(m.X+r*cos, m.Y+r*sin); f < m.F-1e-9*(1+math.Abs(m.F)) {
					t.Errorf("%s: at %v f is %v, %v away %v", s.Formula, m.Point, m.F, r, f)
				}
			}
		}
	}
}

// Of random waves and polynomials no minimum is missing.
func TestMinima_brute(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	coefficient := func(size float64) float64 { return math.Round((2*r.Float64()-1)*size*100) / 100 }
	incomplete := 0
	for range 8 {
		waves := fmt.Sprintf("x^2/20 + y^2/%.2f", 5+20*r.Float64())
		for range 1 + r.IntN(4) {
			waves += fmt.Sprintf(" + %.2f*sin(%.2f*x + %.2f*y + %.2f)", coefficient(2), coefficient(5), coefficient(5), coefficient(3))
		}
		powers := fmt.Sprintf("(x^4 + y^4)/%.2f", 5+50*r.Float64())
		for i := range 4 {
			powers += fmt.Sprintf(" + %.2f*x^%d*y^%d + %.2f*x^%d", coefficient(1), i, 3-i, coefficient(3), 1+i%3)
		}
		cusps := fmt.Sprintf("abs(x - %.2f*y + %.2f) + abs(%.2f*x + y) + sin(%.2f*x)", coefficient(2), coefficient(3), coefficient(2), coefficient(3))
		for _, formula := range []string{waves, powers, cusps} {
			s := typed(t, formula)
			if !s.Complete {
				incomplete++
			}
			tolerance := 1e-3
			if formula == cusps { // the valleys of which the oracle is slow in
				tolerance = 0.05
			}
			checkComplete(t, s, tolerance)
		}
	}
	if incomplete > 2 {
		t.Errorf("of %d surfaces not all minima are found", incomplete)
	}
}
