package descent

import (
	"fmt"
	"math"

	"nntui/data/nprand"
	"nntui/model/surface"
)

// ground is a surface as a method feels it: its gradient may be noisy, as that of
// a minibatch is.
type ground struct {
	*surface.Surface
	noise  float64 // standard deviation of each part of the gradient
	random *nprand.Generator
}

// ground returns what a method walks on; its noise begins anew.
func (c Config) ground(s *surface.Surface, m Method, seed uint64) *ground {
	g := &ground{Surface: s}
	if c.Noise > 0 && m.rule != "" {
		g.noise, g.random = c.Noise, nprand.New(seed)
	}
	return g
}

// Grad returns the gradient at (x, y), with noise if there is any.
func (g *ground) Grad(x, y float64) (dx, dy float64) {
	dx, dy = g.Surface.Grad(x, y)
	if g.noise > 0 {
		dx += g.noise * g.random.Normal()
		dy += g.noise * g.random.Normal()
	}
	return dx, dy
}

// noisy speaks of a path that noise keeps from its minimum: how far that is does not
// exceed what the seeds whose paths end nearest to the same differ by.
func (s Snapshot) noisy(r Run) (v Sentence, ok bool) {
	end := r.Last().Point()
	at, away := s.Surface.Minima.Nearest(end)
	if len(s.Cloud) == 0 || r.Method != s.Method || r.Fate.Minimum < 0 || away > 3*s.spread(at) {
		return v, false
	}
	near, mean, n := s.Hovering(len(r.Path) - 1)
	return Sentence{
		Head: "Noise keeps it moving",
		Tail: fmt.Sprintf(": it ends %s from %s. Of %d other seeds %d end nearest to the %s, %s away on the mean.",
			inDigits(away, 2), s.Surface.Minima.Name(at), len(s.Cloud), n, near.Kind(), inDigits(mean, 2)),
	}, true
}

// spread is how far from their mean the ends of the paths are, the cloud's and the
// chosen one, that are nearest to a minimum: the root of the mean of the squares.
func (s Snapshot) spread(minimum int) float64 {
	ends := []surface.Point{s.Last().Point()}
	for _, points := range s.Cloud {
		p := points[min(len(s.Path), len(points))-1]
		if at, _ := s.Surface.Minima.Nearest(p); at == minimum {
			ends = append(ends, p)
		}
	}
	var mean surface.Point
	for _, p := range ends {
		mean.X += p.X / float64(len(ends))
		mean.Y += p.Y / float64(len(ends))
	}
	sum := 0.0
	for _, p := range ends {
		sum += math.Pow(p.Distance(mean), 2)
	}
	return math.Sqrt(sum / float64(len(ends)))
}
