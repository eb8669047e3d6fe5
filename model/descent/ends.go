package descent

import (
	"math"
	"slices"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/surface"
)

// EndStates shows what a descent visits in the end, for many values of one of its
// settings: over the step size it settles, goes round 2, 4, 8 places, becomes
// chaotic, and leaves (May, Simple mathematical models with very complicated
// dynamics, 1976).
type EndStates struct {
	*Map[EndState]
	over   string
	limits []Limit
}

// EndsConfig is everything that decides a picture of end states. What is across it
// is left at the zero value, so that equal pictures have equal configs.
type EndsConfig struct {
	MapConfig        // W values, from View.MinX to View.MaxX; the zero View for all that matters
	Over      string // one of Overs
}

// An EndState is what a descent visits in the end.
type EndState struct {
	Fate
	Left   int     // of Gone: the step that leads out for good, 0 where that is still to come
	Visits []Point // a round of a cycle, the place where it settles, or many; none of Gone and Lost
}

// Stays reports whether the descent stays anywhere: it may leave, or fall without
// end.
func (s EndState) Stays() bool { return len(s.Visits) > 0 && (s.End != Heading || s.Minimum >= 0) }

// A Limit is a value across the picture on one side of which alone a minimum holds
// the method.
type Limit struct {
	Minimum int // of Surface.Minima
	At      float64
}

// EndsSnapshot is what there is to see of end states.
type EndsSnapshot struct {
	MapSnapshot[EndState]
	Over   string
	Limits []Limit
}

// How many steps of the last size a descent has to settle, before how many are
// looked at.
const settling, looks = 1000, 400

// Overs lists the settings that end states of this descent can be over: those axes
// of a tuning map that decide its steps. There may be none.
func (c Config) Overs() (list []string) {
	if m, err := methodNamed(c.Method); err != nil || !m.Rate {
		return nil
	}
	c.Race = "off"
	for _, a := range tuningAxes {
		if a.Name != "steps" && a.used(c) {
			list = append(list, a.Name)
		}
	}
	return list
}

// Over returns the setting of that name, one of Overs.
func (c *Config) Over(name string) *float64 {
	switch name {
	case "momentum":
		return &c.Momentum
	case "decay":
		return &c.Decay
	}
	return &c.Step
}

// EndStates returns the config of the picture of n descents over a setting, from
// low to high; both are 0 for all that matters.
func (c Config) EndStates(over string, low, high float64, n int) EndsConfig {
	*c.Over(over) = 0
	c.Race = ""
	return EndsConfig{MapConfig{Config: c, View: surface.Rect{MinX: low, MaxX: high, MaxY: 1}, W: n, H: 1}, over}
}

// NewEndStates returns the picture before its first descent. The error is a
// *ConfigError where the config cannot work.
func NewEndStates(c EndsConfig) (*EndStates, error) {
	like := c.Config
	if like.Step == 0 {
		like.Step = 1
	}
	if like.Decay == 0 {
		like.Decay = 1
	}
	m, err := newMap[EndState](c.MapConfig, like)
	if err != nil {
		return nil, err
	}
	if _, err := like.place(m.surface); err != nil {
		return nil, err
	}
	if !slices.Contains(like.Overs(), c.Over) {
		return nil, model.Refuse("over", "%s has no %s that it depends on", c.Method, c.Over)
	}
	e := &EndStates{Map: m, over: c.Over}
	if v := &m.config.View; v.MaxX <= v.MinX {
		v.MinX, v.MaxX = e.span()
	}
	for _, edge := range []int{0, c.W - 1} {
		if err := e.with(m.config.value(edge)).validate(); err != nil {
			return nil, err
		}
	}
	e.limits = e.findLimits()
	m.cell = func(i, _ int) EndState { return e.state(e.config.value(i)) }
	return e, nil
}

// value returns what descent i has of the setting that is across: about the middle
// of its column, with few digits.
func (c MapConfig) value(i int) float64 {
	return toWidth(c.View.At(i, 0, c.W, 1).X, (c.View.MaxX-c.View.MinX)/float64(c.W))
}

// toWidth rounds to the power of ten below a width.
func toWidth(v, width float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(width)))
	return setting.Tidy(math.Round(v/unit) * unit)
}

// At returns the value of the setting that column i stands for.
func (s EndsSnapshot) At(i int) float64 { return s.Config.value(i) }

// Column returns the column that a value of the setting lies in; that may be beside
// the picture.
func (s EndsSnapshot) Column(v float64) int {
	x, _ := s.Config.View.Pixel(surface.Point{X: v}, s.Config.W, 1)
	return int(math.Round(min(max(x, -1), float64(s.Config.W))))
}

// Snapshot returns how the picture stands.
func (e *EndStates) Snapshot() EndsSnapshot {
	return EndsSnapshot{e.Map.Snapshot(), e.over, e.limits}
}

// with returns the descent with a value of the setting that is across.
func (e *EndStates) with(v float64) Config {
	c := e.config.Config
	*c.Over(e.over) = v
	return c
}

// state follows the descent with a value of the setting, with the step size of its
// last step from there on.
func (e *EndStates) state(v float64) EndState {
	c := e.with(v)
	last := c.LastRate()
	j := newJudge(e.surface, c.Chosen(), last, e.surface.Domain)
	start := surface.Point{X: c.X, Y: c.Y}
	way := &recorder{mover: e.method.start(c), points: []surface.Point{start}}
	s := EndState{Fate: j.follow(c.ground(e.surface, e.method, c.NoiseSeed), way, start, c.rates(), last)}
	if s.End == Gone || s.End == Lost {
		s.Left = way.left(j.far)
		return s
	}
	level := &ground{Surface: e.surface}
	for len(way.points) <= c.Steps+settling+looks && !way.rests() {
		way.move(level, way.points[len(way.points)-1], last)
	}
	s.Visits = e.visits(way, s.Fate)
	return s
}

// visits returns the places that a way visits in the end, each once if they are
// few.
func (e *EndStates) visits(way *recorder, f Fate) []Point {
	end := way.points[max(0, len(way.points)-looks):]
	switch t := (trail{points: end}); {
	case way.rests():
		end = end[len(end)-1:]
	case f.Period > 0:
		end = end[max(0, len(end)-int(f.Period)):]
	case t.width(end) < 1e-9*e.surface.Tolerance(): // as the fate of what stays has it
		end = end[len(end)-1:]
	}
	visits := make([]Point, len(end))
	for i, p := range end {
		visits[i] = Point{p.X, p.Y, e.surface.F(p.X, p.Y)}
	}
	return visits
}

// A recorder is a mover that keeps where it has been.
type recorder struct {
	mover
	points []surface.Point
}

func (r *recorder) move(g *ground, p surface.Point, rate float64) surface.Point {
	q := r.mover.move(g, p, rate)
	r.points = append(r.points, q)
	return q
}

// rests reports whether the last step led nowhere.
func (r *recorder) rests() bool {
	n := len(r.points)
	return n > 1 && r.points[n-1] == r.points[n-2]
}

// left returns the step that led out for good.
func (r *recorder) left(far float64) int {
	step := len(r.points) - 1
	if within(r.points[step], far) {
		return 0
	}
	for step > 1 && !within(r.points[step-1], far) {
		step--
	}
	return step
}

// most is how many minima have limits in the picture, the lowest.
const most = 8

// findLimits returns where along the picture minima begin or cease to hold the
// method.
func (e *EndStates) findLimits() (list []Limit) {
	const parts, halvings = 64, 40
	v := e.config.View
	for i := range min(most, len(e.surface.Minima)) {
		held := func(share float64) bool {
			c := e.with(v.MinX + share*(v.MaxX-v.MinX))
			return c.Chosen().Stability(e.surface, e.surface.Minima[i], c.LastRate()).Holds()
		}
		low, before := 0.5/parts, held(0.5/parts)
		for k := 1; k < parts; k++ {
			high := (float64(k) + 0.5) / parts
			if now := held(high); now != before {
				a, b := low, high
				for range halvings {
					if middle := (a + b) / 2; held(middle) == before {
						a = middle
					} else {
						b = middle
					}
				}
				list, before = append(list, Limit{i, v.MinX + a*(v.MaxX-v.MinX)}), now
			}
			low = high
		}
	}
	return list
}

// span returns the values that matter: of step sizes those up to where all paths
// leave, and a little beyond the limits of minima near there.
func (e *EndStates) span() (low, high float64) {
	for _, a := range e.config.TuningAxes(e.surface) {
		if a.Name == e.over && e.over != "step" {
			return a.Low, a.High
		}
	}
	const looks, beyond = 60, 1.15
	limits := e.stepLimits()
	base := e.ownStep(limits)
	stays := 0.0
	for k := range looks {
		if v := base * math.Pow(10, 4*float64(k)/looks-3); e.state(v).Stays() {
			stays = v
		}
	}
	if stays == 0 {
		stays = base
	}
	high = stays
	for _, l := range limits {
		if l < 4*stays {
			high = max(high, l)
		}
	}
	return 0, toWidth(beyond*high, high/10)
}

// stepLimits returns the first step sizes above which minima do not hold the
// method any more.
func (e *EndStates) stepLimits() (list []float64) {
	c := e.with(1)
	r := c.Chosen()
	for _, m := range e.surface.Minima[:min(most, len(e.surface.Minima))] {
		if l := r.Limit(e.surface, m) / c.LastRate(); finite(l) && l > 0 {
			list = append(list, l)
		}
	}
	return list
}

// ownStep returns a step size of the order of those at which something happens.
func (e *EndStates) ownStep(limits []float64) float64 {
	switch {
	case e.method.adaptive(): // its steps are lengths on the plane
		return e.surface.Width() / 20
	case len(limits) > 0:
		return slices.Max(limits)
	}
	return e.config.ownStep(e.surface)
}
