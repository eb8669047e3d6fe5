package descent

import (
	"math"
	"strconv"

	"nntui/model"
	"nntui/model/surface"
	"nntui/nn"
)

// A TuningAxis is a setting that a tuning map varies, over a range that suits
// the descent.
type TuningAxis struct {
	Name, Words string // of the setting; in sentences
	Low, High   float64
	Log, Whole  bool // is it even in the logarithm, does it count?

	tidy func(v float64) float64 // rounds to digits that one can read off and type again
	get  func(c Config) float64
	set  func(c *Config, v float64)
	used func(c Config) bool // does anything depend on it?
	span func(c Config, s *surface.Surface) (low, high float64)
}

// tuningAxes lists all that a tuning map can vary.
var tuningAxes = []TuningAxis{
	{
		Name: "step", Words: "step size", Log: true, tidy: threeDigits, used: always, span: stepSpan,
		get: func(c Config) float64 { return c.Step }, set: func(c *Config, v float64) { c.Step = v },
	},
	{
		Name: "decay", Words: "decay", tidy: thousandths, used: Config.hasDecay, span: span(0.7, 1.05),
		get: func(c Config) float64 { return c.Decay }, set: func(c *Config, v float64) { c.Decay = v },
	},
	{
		Name: "momentum", Words: "momentum", tidy: thousandths, used: func(c Config) bool { return c.hasMomentum() }, span: span(0, 0.99),
		get: func(c Config) float64 { return c.Momentum }, set: func(c *Config, v float64) { c.Momentum = v },
	},
	{
		Name: "steps", Words: "steps", Log: true, Whole: true, tidy: math.Round, used: always, span: stepsSpan,
		get: func(c Config) float64 { return float64(c.Steps) }, set: func(c *Config, v float64) { c.Steps = int(v) },
	},
}

// TuningAxes lists what a tuning map of this descent can vary: there are at
// least two.
func (c Config) TuningAxes(s *surface.Surface) (list []TuningAxis) {
	c.Race = "off" // the map is of the chosen method
	for _, a := range tuningAxes {
		if a.used(c) {
			a.Low, a.High = a.span(c, s)
			list = append(list, a)
		}
	}
	return list
}

func always(Config) bool { return true }

func span(low, high float64) func(Config, *surface.Surface) (float64, float64) {
	return func(Config, *surface.Surface) (float64, float64) { return low, high }
}

// stepsSpan goes beyond the steps of the descent where these are few.
func stepsSpan(c Config, _ *surface.Surface) (low, high float64) {
	return 1, float64(max(c.Steps, 200))
}

// hasDecay reports whether the schedule depends on the decay.
func (c Config) hasDecay() bool {
	s, err := c.schedule()
	if err != nil {
		return false
	}
	factor := func(d float64) float64 { return s.Factor(model.Moment{T: 20, N: 20, Decay: d}) }
	return factor(0.5) != factor(1)
}

// stepSpan returns the step sizes that a map tries: around the one that suits
// the surface, from a hundredth of it, or a tenth of 1/λmax where the surface
// curves so much at the start that this is smaller, to twenty times. Methods that
// divide by the size of the gradient have steps that are lengths on the plane,
// whatever the curvature: up to half its width.
func stepSpan(c Config, s *surface.Surface) (low, high float64) {
	if o, err := nn.OptimizerNamed(c.Method); err == nil && o.Epsilon > 0 {
		width := s.Width()
		return digits(width/10_000, 1), digits(width/2, 1)
	}
	own := c.ownStep(s)
	low = own / 100
	if inverse := inverseCurvature(s, surface.Point{X: c.X, Y: c.Y}); inverse > 0 {
		low = min(low, inverse/10)
	}
	return digits(low, 1), digits(20*own, 1)
}

// ownStep returns the step size that suits the surface: that of the catalog, or
// 1/λmax at the lowest minimum of a formula, at the start where there is none.
func (c Config) ownStep(s *surface.Surface) float64 {
	if c.Function == "" {
		_, step := surface.Defaults(c.Surface)
		return step
	}
	for _, m := range s.Minima {
		if own := inverseCurvature(s, m.Point); own > 0 {
			return own
		}
	}
	if own := inverseCurvature(s, surface.Point{X: c.X, Y: c.Y}); own > 0 {
		return own
	}
	return Default().Step
}

// inverseCurvature returns 1/λmax of the Hessian at p, 0 where that is no step
// size: where the surface curves down both ways, hardly, or has a kink.
func inverseCurvature(s *surface.Surface, p surface.Point) float64 {
	const least, most = 1e-9, 1e9
	if _, high, _, _ := s.Jet(p.X, p.Y).Eigen(); high > least && high < most {
		return 1 / high
	}
	return 0
}

// Of returns what a descent has of the setting.
func (a TuningAxis) Of(c Config) float64 { return a.get(c) }

// Take gives a descent what another has of the setting.
func (a TuningAxis) Take(c *Config, from Config) { a.set(c, a.get(from)) }

// Value returns the number at a share of the axis, 0 for its beginning and 1
// for its end, rounded.
func (a TuningAxis) Value(share float64) float64 {
	if a.Log {
		return a.tidy(a.Low * math.Pow(a.High/a.Low, share))
	}
	return a.tidy(a.Low + (a.High-a.Low)*share)
}

// Share is the inverse of Value, but for the rounding.
func (a TuningAxis) Share(v float64) float64 {
	if a.Log {
		return math.Log(v/a.Low) / math.Log(a.High/a.Low)
	}
	return (v - a.Low) / (a.High - a.Low)
}

func threeDigits(v float64) float64 { return digits(v, 3) }

// digits rounds to so many that count.
func digits(v float64, n int) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', n, 64), 64)
	return v
}

func thousandths(v float64) float64 { return math.Round(v*1000) / 1000 }
