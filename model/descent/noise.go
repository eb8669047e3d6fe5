package descent

import (
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
