package descent

import (
	"time"

	"nntui/model"
	"nntui/model/surface"
)

// MapConfig is everything that decides a map: what happens to a descent whose
// start or whose step sizes are others. What each pixel has its own of, and
// the race, is left at the zero value, so that equal maps have equal configs.
type MapConfig struct {
	Config
	View surface.Rect // of Basins: the part of the plane
	W, H int          // of the picture, in pixels
}

// maxPixels bounds a map: a terminal has far fewer.
const maxPixels = 1 << 24

// pictured refuses sizes of which there is no picture.
func pictured(w, h int) error {
	if w < 1 || h < 1 || w > maxPixels/h {
		return model.Refuse("size", "%d x %d pixels are no picture; it takes from 1 x 1 to %d in all", w, h, maxPixels)
	}
	return nil
}

// MapSnapshot is what there is to see of a map.
type MapSnapshot[T any] struct {
	Config  MapConfig
	Surface *surface.Surface
	State   model.State
	Done    float64 // the share that is computed
	Cells   []T     // of each pixel, row by row from the top
}

// Map computes a T for every pixel of a picture.
type Map[T any] struct {
	config  MapConfig
	surface *surface.Surface
	raster  *raster[T]
	method  Method // the config's
	cell    func(i, j int) T
}

// newMap returns a map without its cells; all pixels work if that of the
// descent like does. The error is a *ConfigError.
func newMap[T any](c MapConfig, like Config) (*Map[T], error) {
	if err := pictured(c.W, c.H); err != nil {
		return nil, err
	}
	s, err := c.OpenSurface()
	if err != nil {
		return nil, err
	}
	if err := like.validate(); err != nil {
		return nil, err
	}
	method, err := methodNamed(c.Method)
	if err != nil {
		return nil, err
	}
	return &Map[T]{config: c, surface: s, raster: newRaster[T](c.W, c.H), method: method}, nil
}

// Advance computes that many further pixels at most and stops early when the
// budget is used up (0: never) or all are done.
func (m *Map[T]) Advance(steps int, budget time.Duration) {
	m.raster.advance(steps, model.NewDeadline(budget), m.cell)
}

// Snapshot returns how the map stands.
func (m *Map[T]) Snapshot() MapSnapshot[T] {
	s := MapSnapshot[T]{Config: m.config, Surface: m.surface, Cells: m.raster.picture(), Done: m.raster.share()}
	if m.raster.finished() {
		s.State = model.Finished
	}
	return s
}
