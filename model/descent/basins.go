package descent

import (
	"math"
	"time"

	"nntui/model"
	"nntui/model/surface"
)

// BasinsConfig is everything that decides a map of basins. Of the descent, the
// start and the race do not matter; see Basins.
type BasinsConfig struct {
	Config
	View surface.Rect
	W, H int // of the picture, in pixels
}

// Basins returns the config of the map of where this descent leads from every
// point of a view. What does not matter is left at its zero value, so that
// equal maps have equal configs.
func (c Config) Basins(view surface.Rect, w, h int) BasinsConfig {
	c.X, c.Y, c.Race = 0, 0, ""
	return BasinsConfig{c, view, w, h}
}

// A Fate is how a descent from one point ends.
type Fate struct {
	Minimum int16 // index in Surface.Minima, -1 where it diverges or there is none
	Steps   int32 // until it was near that minimum for the first time; -1 if not yet
}

// divergedFate is the fate of points that lead away.
var divergedFate = Fate{Minimum: -1, Steps: -1}

// BasinsSnapshot is what there is to see of a map of basins.
type BasinsSnapshot struct {
	Config  BasinsConfig
	Surface *surface.Surface
	State   model.State
	Done    float64 // the share that is computed
	Fates   []Fate  // of each pixel, row by row from the top
}

// Basins colours every starting point of a view by where the descent leads.
type Basins struct {
	config  BasinsConfig
	surface *surface.Surface
	raster  *raster[Fate]
	rates   []float64
}

// NewBasins returns the map before its first pixel.
func NewBasins(c BasinsConfig) (*Basins, error) {
	s, err := c.OpenSurface()
	if err != nil {
		return nil, err
	}
	// A place to start that surely works: the descent itself is checked by
	// the experiment that follows it.
	if _, err := c.mover(c.Method); err != nil {
		return nil, err
	}
	return &Basins{config: c, surface: s, raster: newRaster[Fate](c.W, c.H), rates: c.rates()}, nil
}

func (c Config) rates() []float64 {
	rates := make([]float64, c.Steps)
	for t := range rates {
		rates[t] = c.Rate(t)
	}
	return rates
}

// Advance computes that many further pixels at most and stops early when the
// budget is used up (0: never) or all are done.
func (b *Basins) Advance(steps int, budget time.Duration) {
	b.raster.advance(steps, model.NewDeadline(budget), func(i, j int) Fate {
		return b.fate(b.config.View.At(i, j, b.config.W, b.config.H))
	})
}

// fate follows the descent from p.
func (b *Basins) fate(p surface.Point) Fate {
	m, err := b.config.mover(b.config.Method)
	if err != nil {
		return divergedFate
	}
	near, far := b.bounds()
	end := Fate{Minimum: -1, Steps: -1}
	for t, rate := range b.rates {
		if i := minimumWithin(b.surface, p, near); i >= 0 && i != int(end.Minimum) {
			end = Fate{int16(i), int32(t)}
		}
		q := m.move(b.surface, p, rate)
		if !(math.Abs(q.X) < far && math.Abs(q.Y) < far) {
			return divergedFate
		}
		if q == p {
			break
		}
		p = q
	}
	last := minimumWithin(b.surface, p, math.Inf(1))
	if last != int(end.Minimum) {
		steps := int32(-1)
		if last >= 0 && b.surface.Minima[last].Distance(p) < near {
			steps = int32(len(b.rates))
		}
		return Fate{int16(last), steps}
	}
	return end
}

// bounds returns how near to a minimum counts as there, and how far out as
// gone.
func (b *Basins) bounds() (near, far float64) {
	d := b.surface.Domain
	return 0.02 * (d.MaxX - d.MinX), 1e3 * max(d.MaxX-d.MinX, math.Abs(b.config.View.MaxX), math.Abs(b.config.View.MaxY))
}

// minimumWithin returns the index of the nearest minimum within a distance of
// p, or -1.
func minimumWithin(s *surface.Surface, p surface.Point, distance float64) int {
	nearest := -1
	for i, m := range s.Minima {
		if d := m.Distance(p); d < distance {
			nearest, distance = i, d
		}
	}
	return nearest
}

// Snapshot returns how the map stands.
func (b *Basins) Snapshot() BasinsSnapshot {
	s := BasinsSnapshot{
		Config: b.config, Surface: b.surface, Fates: b.raster.picture(),
		Done: float64(b.raster.done) / float64(max(1, len(b.raster.order))),
	}
	if b.raster.finished() {
		s.State = model.Finished
	}
	return s
}
