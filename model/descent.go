package model

import (
	"fmt"
	"math"
	"time"

	"nntui/model/surface"
)

// DescentConfig is everything that decides a descent.
type DescentConfig struct {
	X, Y  float64 // the starting point
	Step  float64 // η0, the first step size
	Decay float64 // d in η_t = η0·dᵗ, t from 0
	Steps int
}

// MaxSteps bounds the steps of a descent.
const MaxSteps = 1_000_000

// DefaultDescent returns the assignment's first descent with all its steps.
func DefaultDescent() DescentConfig {
	return DescentConfig{X: 3, Y: 2, Step: 0.1, Decay: 1, Steps: 20}
}

// DescentPoint is one point of the path and the function's value there.
type DescentPoint struct{ X, Y, F float64 }

// DescentSnapshot is what there is to see of a descent.
type DescentSnapshot struct {
	Config  DescentConfig
	Surface *surface.Surface
	State   State
	Path    []DescentPoint // the starting point first
	Reason  string         // where and how it diverged
}

// Rate returns the step size η_t = η0·dᵗ of step t, from 0.
func (c DescentConfig) Rate(t int) float64 { return c.Step * math.Pow(c.Decay, float64(t)) }

// Nearest returns the minimum of the surface that is nearest to the path's
// last point, and the distance to it.
func (s DescentSnapshot) Nearest() (surface.Minimum, float64) {
	last := s.Path[len(s.Path)-1]
	var nearest surface.Minimum
	distance := math.Inf(1)
	for _, m := range s.Surface.Minima {
		if d := math.Hypot(last.X-m.X, last.Y-m.Y); d < distance {
			nearest, distance = m, d
		}
	}
	return nearest, distance
}

// Descent follows the negative gradient of a surface.
type Descent struct {
	config   DescentConfig
	surface  *surface.Surface
	path     []DescentPoint
	diverged string
}

// NewDescent returns the descent at its starting point. The error is a
// *ConfigError where the config cannot work.
func NewDescent(c DescentConfig) (*Descent, error) {
	finite := func(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
	s := &surface.Assignment
	f := s.F(c.X, c.Y)
	switch {
	case !finite(c.X):
		return nil, refuse("x", "%v is not a place to start; it takes a finite number", c.X)
	case !finite(c.Y):
		return nil, refuse("y", "%v is not a place to start; it takes a finite number", c.Y)
	case !finite(f):
		return nil, refuse("x", "the function overflows at (%g, %g); start nearer to 0", c.X, c.Y)
	case !(c.Step > 0) || !finite(c.Step):
		return nil, refuse("step", "%v is not a step size; it takes a number above 0", c.Step)
	case !(c.Decay > 0) || !finite(c.Decay):
		return nil, refuse("decay", "%v is not a decay; it takes a number above 0, 1 for none", c.Decay)
	case c.Steps < 0 || c.Steps > MaxSteps:
		return nil, refuse("steps", "%d is out of range; it takes from 0 to %d", c.Steps, MaxSteps)
	}
	return &Descent{config: c, surface: s, path: []DescentPoint{{c.X, c.Y, f}}}, nil
}

// Advance takes that many further steps at most and stops early when the
// budget is used up (0: never), the descent is over or it diverged.
func (d *Descent) Advance(steps int, budget time.Duration) {
	end := newDeadline(budget)
	for range steps {
		if d.state() != Unfinished {
			return
		}
		d.step()
		if end.passed() {
			return
		}
	}
}

// step takes x ← x - η_t ∂f/∂x and y ← y - η_t ∂f/∂y, both from the old point.
func (d *Descent) step() {
	t := len(d.path) - 1
	p := d.path[t]
	rate := d.config.Rate(t)
	dx, dy := d.surface.Grad(p.X, p.Y)
	x, y := p.X-rate*dx, p.Y-rate*dy
	f := d.surface.F(x, y)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		d.diverged = fmt.Sprintf("step %d: f overflows; each step overshot further than the last", t+1)
		return
	}
	d.path = append(d.path, DescentPoint{x, y, f})
}

func (d *Descent) state() State {
	switch {
	case d.diverged != "":
		return Diverged
	case len(d.path) > d.config.Steps:
		return Finished
	}
	return Unfinished
}

// Snapshot returns how the descent stands.
func (d *Descent) Snapshot() DescentSnapshot {
	return DescentSnapshot{
		Config:  d.config,
		Surface: d.surface,
		State:   d.state(),
		Path:    d.path[:len(d.path):len(d.path)],
		Reason:  d.diverged,
	}
}
