package descent

import (
	"nntui/model/surface"
)

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
	rates := c.rates()
	j := newJudge(m.surface, c.Chosen(), c.LastRate(), c.View)
	m.cell = func(i, k int) Fate {
		return j.follow(c.ground(m.surface, m.method, c.NoiseSeed), m.method.start(c.Config), c.View.At(i, k, c.W, c.H), rates, c.LastRate())
	}
	return m, nil
}

// rates are the step sizes of all steps.
func (c Config) rates() []float64 {
	rates := make([]float64, c.Steps)
	for t := range rates {
		rates[t] = c.Rate(t)
	}
	return rates
}

// LastRate is the step size of the last step.
func (c Config) LastRate() float64 { return c.Rate(max(0, c.Steps-1)) }

// follow goes down from p with those step sizes, and says what becomes of that.
func (j *judge) follow(g *ground, m mover, p surface.Point, rates []float64, last float64) Fate {
	if j.lost(p) {
		return Fate{End: Unknown, Minimum: -1}
	}
	s := j.note(stay{at: -1}, p, 0)
	for t, rate := range rates {
		q := m.move(g, p, rate)
		if fault(q, 0, false) != "" {
			return Fate{End: Gone, Minimum: -1}
		}
		if j.lost(q) {
			return Fate{End: Lost, Minimum: -1}
		}
		if q == p && !j.adaptive {
			break
		}
		p, s = q, j.note(s, q, t+1)
	}
	return j.fate(&ground{Surface: j.Surface}, m, p, len(rates), s, last)
}
