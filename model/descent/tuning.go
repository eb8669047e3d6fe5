package descent

import (
	"math"
	"slices"

	"nntui/model/surface"
)

// Tuning shows what a descent reaches for all step sizes and decays.
type Tuning struct{ *Map[float64] }

// Tuning returns the config of the map of what this descent would reach with
// other step sizes and decays.
func (c Config) Tuning(w, h int) MapConfig {
	c.Step, c.Decay, c.Race = 0, 0, ""
	return MapConfig{Config: c, W: w, H: h}
}

// The axes of a tuning map: step sizes from left to right on a logarithmic
// scale, decays from bottom to top on a linear one.
const (
	MinTuningStep, MaxTuningStep   = 0.001, 2
	MinTuningDecay, MaxTuningDecay = 0.7, 1.05
)

// At returns the descent that pixel (i, j) of a tuning map stands for.
func (c MapConfig) At(i, j int) Config {
	share := func(k, n int) float64 { return float64(k) / float64(max(n-1, 1)) }
	d := c.Config
	d.Step = threeDigits(MinTuningStep * math.Pow(MaxTuningStep/MinTuningStep, share(i, c.W)))
	d.Decay = threeDigits(MaxTuningDecay - (MaxTuningDecay-MinTuningDecay)*share(j, c.H))
	d.Race = "off"
	return d
}

// threeDigits rounds to three significant digits, which one can read off and
// type again.
func threeDigits(v float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(v))-2)
	return math.Round(math.Round(v/unit)*unit*1e9) / 1e9
}

// Pixel returns where a descent lies on a tuning map, in pixels.
func (c MapConfig) Pixel(d Config) (i, j float64) {
	return math.Log(d.Step/MinTuningStep) / math.Log(MaxTuningStep/MinTuningStep) * float64(c.W-1),
		(MaxTuningDecay - d.Decay) / (MaxTuningDecay - MinTuningDecay) * float64(c.H-1)
}

// TuningSnapshot is what there is to see of a tuning map. Its cells are f at
// the end of the descent, +Inf where it diverges.
type TuningSnapshot struct {
	MapSnapshot[float64]
	Start float64       // f at the start
	Best  int           // the pixel to choose, -1 where none ends below the start
	End   surface.Point // where the descent of Best ends
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

// NewTuning returns the map before its first pixel. The error is a
// *ConfigError where the config cannot work.
func NewTuning(c MapConfig) (Tuning, error) {
	m, err := newMap[float64](c, c.At(0, 0))
	if err != nil {
		return Tuning{}, err
	}
	t := Tuning{m}
	m.cell = func(i, j int) float64 {
		p := t.end(c.At(i, j))
		if f := m.surface.F(p.X, p.Y); !math.IsNaN(f) {
			return f
		}
		return math.Inf(1)
	}
	_, err = c.place(m.surface)
	return t, err
}

// end returns where a descent ends.
func (t Tuning) end(c Config) surface.Point {
	p, m, g := surface.Point{X: c.X, Y: c.Y}, t.method.start(c), c.ground(t.surface, t.method, c.NoiseSeed)
	for k := range c.Steps {
		q := m.move(g, p, c.Rate(k))
		if q == p {
			break
		}
		p = q
	}
	return p
}

// Snapshot returns how the map stands.
func (t Tuning) Snapshot() TuningSnapshot {
	s := TuningSnapshot{MapSnapshot: t.Map.Snapshot(), Start: t.surface.F(t.config.X, t.config.Y)}
	if s.Best = s.best(); s.Best >= 0 {
		s.End = t.end(s.Config.At(s.Best%s.Config.W, s.Best/s.Config.W))
	}
	return s
}

// best returns the pixel to choose: of all that come as low as the lowest, but
// for a thousandth of the way, the one with the best neighbours, so that a
// small change of step size or decay does least harm.
func (s TuningSnapshot) best() int {
	low := slices.Min(s.Cells)
	enough := low + 1e-3*(s.Start-low)
	best, bestWorst := -1, math.Inf(1)
	for at, f := range s.Cells {
		if !(f < s.Start && f <= enough) {
			continue
		}
		if worst := s.worstAround(at); best < 0 || worst < bestWorst {
			best, bestWorst = at, worst
		}
	}
	return best
}

// worstAround returns the highest f among a pixel and its neighbours.
func (s TuningSnapshot) worstAround(at int) float64 {
	w, h := s.Config.W, s.Config.H
	worst := s.Cells[at]
	for j := max(at/w-1, 0); j <= min(at/w+1, h-1); j++ {
		for i := max(at%w-1, 0); i <= min(at%w+1, w-1); i++ {
			worst = max(worst, s.Cells[j*w+i])
		}
	}
	return worst
}
