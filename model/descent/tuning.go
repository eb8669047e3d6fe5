package descent

import (
	"math"
	"slices"
	"time"

	"nntui/model"
	"nntui/model/surface"
)

// TuningConfig is everything that decides a tuning map. What its axes vary is
// left at the zero value, but for the steps, and so is the race: equal maps have
// equal configs.
type TuningConfig struct {
	Config
	Across, Up string // the names of the axes
	W, H       int    // of the picture, in pixels
}

// Tuning returns the config of the map of what this descent would reach with
// other values of two of its settings: of one from left to right, of the other
// from bottom to top.
func (c Config) Tuning(across, up string, w, h int) TuningConfig {
	for _, a := range tuningAxes {
		if a.Name != "steps" && (a.Name == across || a.Name == up) {
			a.set(&c, 0)
		}
	}
	c.Race = ""
	return TuningConfig{c, across, up, w, h}
}

// TuningSnapshot is what there is to see of a tuning map.
type TuningSnapshot struct {
	Config     TuningConfig
	Surface    *surface.Surface
	Across, Up TuningAxis
	State      model.State
	Done       float64   // the share that is computed
	Cells      []float64 // f at the end of the descent of each pixel, row by row from the top; +Inf where it diverges
	Start      float64   // f at the start

	Looked  int   // at how many descents the search for the best has looked
	Over    bool  // is it over? Before that the others are not known:
	Reached int   // how many descents end at a global minimum
	Best    Trial // the one that ends lowest
	Found   bool  // does that end below the start?
}

// Falls returns the cells with NaN in place of whatever is not below the start.
func (s TuningSnapshot) Falls() []float64 {
	falls := slices.Clone(s.Cells)
	for i, f := range falls {
		if !(f < s.Start) {
			falls[i] = math.NaN()
		}
	}
	return falls
}

// At returns the descent that pixel (i, j) of the map stands for.
func (s TuningSnapshot) At(i, j int) Config {
	share := func(k, n int) float64 { return float64(k) / float64(max(n-1, 1)) }
	return s.config([2]float64{share(i, s.Config.W), 1 - share(j, s.Config.H)})
}

// config returns the descent at shares of the two axes.
func (s TuningSnapshot) config(at [2]float64) Config {
	c := s.Config.Config
	s.Across.set(&c, s.Across.Value(at[0]))
	s.Up.set(&c, s.Up.Value(at[1]))
	c.Race = "off"
	return c
}

// Pixel returns where a descent lies on the map, in pixels.
func (s TuningSnapshot) Pixel(c Config) (i, j float64) {
	return s.Across.Share(s.Across.Of(c)) * float64(s.Config.W-1), (1 - s.Up.Share(s.Up.Of(c))) * float64(s.Config.H-1)
}

// Tuning shows what a descent reaches with other values of two of its settings,
// and which of them are best.
type Tuning struct {
	TuningSnapshot // what does not change of it
	method         Method
	picture        *raster[float64]
	search         *search
}

// NewTuning returns the map before its first pixel. The error is a
// *ConfigError where the config cannot work.
func NewTuning(c TuningConfig) (*Tuning, error) {
	if err := pictured(c.W, c.H); err != nil {
		return nil, err
	}
	s, err := c.OpenSurface()
	if err != nil {
		return nil, err
	}
	start, err := c.place(s)
	if err != nil {
		return nil, err
	}
	method, err := methodNamed(c.Method)
	if err != nil {
		return nil, err
	}
	if _, err := c.schedule(); err != nil {
		return nil, err
	}
	t := &Tuning{method: method, picture: newRaster[float64](c.W, c.H)}
	t.TuningSnapshot = TuningSnapshot{Config: c, Surface: s, Start: start.F}
	axes := c.TuningAxes(s)
	for axis, name := range map[*TuningAxis]string{&t.Across: c.Across, &t.Up: c.Up} {
		if *axis, err = model.EntryNamed("tuning", name, axes, func(a TuningAxis) string { return a.Name }); err != nil {
			return nil, err
		}
	}
	if err := t.At(0, 0).validate(); err != nil {
		return nil, err
	}
	t.search = newSearch(start.F, t.meanSteps(), t.trial)
	return t, nil
}

// meanSteps returns how many steps the descents of the map take on average.
func (t *Tuning) meanSteps() float64 {
	for _, a := range [2]TuningAxis{t.Across, t.Up} {
		if a.Name == "steps" {
			return (a.High - a.Low) / math.Log(a.High/a.Low)
		}
	}
	return float64(t.Config.Steps)
}

// trial takes the descent at shares of the two axes.
func (t *Tuning) trial(at [2]float64) Trial {
	c := t.config(at)
	f, end := t.end(c)
	nearest, distance := t.Surface.Minima.Nearest(end)
	return Trial{
		At: [2]float64{t.Across.Share(t.Across.Of(c)), t.Up.Share(t.Up.Of(c))}, Config: c,
		F: f, Global: distance < t.Surface.Tolerance() && !surface.Lower(t.Surface.Minima[0].F, t.Surface.Minima[nearest].F),
	}
}

// end returns where a descent ends, and f there; +Inf where it diverges.
func (t *Tuning) end(c Config) (float64, surface.Point) {
	p, f, m, g := surface.Point{X: c.X, Y: c.Y}, t.Start, t.method.start(c), c.ground(t.Surface, t.method, c.NoiseSeed)
	for k := range c.Steps {
		q := m.move(g, p, c.Rate(k))
		if q == p && !t.method.adaptive() {
			break
		}
		p, f = q, t.Surface.F(q.X, q.Y)
		if fault(p, f, true) != "" {
			return math.Inf(1), p
		}
	}
	return f, p
}

// Advance takes that many further descents at most and stops early when the
// budget is used up (0: never) or all are done. The picture grows while the best
// is looked for.
func (t *Tuning) Advance(steps int, budget time.Duration) {
	end, done := model.NewDeadline(budget), t.search.done()
	t.search.advance(steps, model.NewDeadline(budget-budget/2))
	looked := t.search.done() - done
	if looked > 0 && t.search.finished() {
		t.judge()
	}
	t.picture.advance(steps-looked, end, func(i, j int) float64 {
		f, _ := t.end(t.At(i, j))
		return f
	})
}

// judge says what the search has found.
func (t *Tuning) judge() {
	t.Over, t.Best = true, t.search.best()
	t.Found = t.Best.F < t.Start
	for _, trial := range t.search.trials {
		if trial.Global {
			t.Reached++
		}
	}
}

// Snapshot returns how the map stands.
func (t *Tuning) Snapshot() TuningSnapshot {
	s := t.TuningSnapshot
	s.Cells, s.Looked = t.picture.picture(), t.search.done()
	s.Done = (t.picture.share() + t.search.share()) / 2
	if t.picture.finished() && t.search.finished() {
		s.State = model.Finished
	}
	return s
}
