package descent

import (
	"math"

	"nntui/model/surface"
)

// A Fate is how a descent from one point ends.
type Fate struct {
	Minimum int16 // index in Surface.Minima, -1 where it diverges or there is none
	Steps   int32 // until it was near that minimum for the first time; -1 if not yet
}

// divergedFate is the fate of points that lead away, and so far of all others.
var divergedFate = Fate{Minimum: -1, Steps: -1}

// Basins colours every starting point of a view by where the descent leads.
type Basins = Map[Fate]

// Basins returns the config of the map of where this descent leads from every
// point of a view.
func (c Config) Basins(view surface.Rect, w, h int) MapConfig {
	c.X, c.Y, c.Race = 0, 0, ""
	return MapConfig{c, view, w, h}
}

// NewBasins returns the map before its first pixel. The error is a
// *ConfigError where the config cannot work.
func NewBasins(c MapConfig) (*Basins, error) {
	m, err := newMap[Fate](c, c.Config)
	if err != nil {
		return nil, err
	}
	width := m.surface.Domain.MaxX - m.surface.Domain.MinX
	w := walk{
		surface: m.surface, rates: make([]float64, c.Steps), near: m.surface.Near(),
		far: 1e3 * max(width, math.Abs(c.View.MaxX), math.Abs(c.View.MaxY)),
	}
	for t := range w.rates {
		w.rates[t] = c.Rate(t)
	}
	m.cell = func(i, j int) Fate { return w.from(c.View.At(i, j, c.W, c.H), m.start(c.Config)) }
	return m, nil
}

// walk is what all descents of a map of basins have in common.
type walk struct {
	surface   *surface.Surface
	rates     []float64
	near, far float64 // what counts as there, and as gone
}

// from follows the descent from p.
func (w walk) from(p surface.Point, m mover) Fate {
	end := divergedFate
	for t, rate := range w.rates {
		if i, distance := w.surface.Minima.Nearest(p); distance < w.near && i != int(end.Minimum) {
			end = Fate{int16(i), int32(t)}
		}
		q := m.move(w.surface, p, rate)
		if !(math.Abs(q.X) < w.far && math.Abs(q.Y) < w.far) {
			return divergedFate
		}
		if q == p {
			break
		}
		p = q
	}
	switch last, distance := w.surface.Minima.Nearest(p); {
	case last == int(end.Minimum):
		return end
	case distance < w.near:
		return Fate{int16(last), int32(len(w.rates))}
	default:
		return Fate{int16(last), -1}
	}
}
