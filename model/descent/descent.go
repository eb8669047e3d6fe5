// Package descent is gradient descent on a surface, step by step ([Descent]),
// and two maps of it: where every start leads ([Basins]), and what every step
// size and decay would reach ([Tuning]).
package descent

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"nntui/model"
	"nntui/model/surface"
)

// Config is everything that decides a descent.
type Config struct {
	Surface   string  // one of surface.Names; not used where Function is set
	Function  string  // a formula of x and y that a user typed
	Condition float64 // k in the formula: the condition number of the bowl
	X, Y      float64 // the starting point
	Method    string  // one of Methods
	Step      float64 // η0, the first step size
	Schedule  string  // one of Schedules
	Decay     float64 // d of the schedule: with the first, η_t = η0·dᵗ, t from 0
	Momentum  float64 // of the methods that have one
	Steps     int
	Race      string  // one of Races
	Noise     float64 // σ of the normal noise on each part of the gradient that optimizers see; 0 for none
	NoiseSeed uint64  // of its generator
}

// MaxSteps bounds the steps of a descent.
const MaxSteps = model.MaxSteps

// Default returns the assignment's first descent with all its steps.
func Default() Config {
	return Config{
		Surface: "assignment", Condition: 10, X: 3, Y: 2,
		Method: "gd", Step: 0.1, Schedule: "exponential", Decay: 1, Momentum: 0.9, Steps: 20, Race: "off",
	}
}

// OpenSurface returns the surface that the config names. The error is a
// *ConfigError; for a typed function it wraps a *surface.SyntaxError.
func (c Config) OpenSurface() (*surface.Surface, error) {
	if !(c.Condition >= 1) || math.IsInf(c.Condition, 1) {
		return nil, model.Refuse("condition", "%v is not a condition number; it takes a number from 1", c.Condition)
	}
	if c.Function == "" {
		return surface.Named(c.Surface, c.Condition)
	}
	s, err := surface.Typed(c.Function, c.Condition)
	if err != nil {
		return nil, model.Refuse("function", "%w", err)
	}
	return s, nil
}

// Formula returns the function of x and y that the config names.
func (c Config) Formula() string {
	if c.Function == "" {
		return surface.Formula(c.Surface)
	}
	return c.Function
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// place returns the starting point, if one can start there.
func (c Config) place(s *surface.Surface) (Point, error) {
	p := Point{c.X, c.Y, s.F(c.X, c.Y)}
	switch {
	case !finite(c.X):
		return p, model.Refuse("x", "%v is not a place to start; it takes a finite number", c.X)
	case !finite(c.Y):
		return p, model.Refuse("y", "%v is not a place to start; it takes a finite number", c.Y)
	case math.IsNaN(p.F):
		return p, model.Refuse("x", "the function is not defined at (%g, %g); start elsewhere", c.X, c.Y)
	case !finite(p.F):
		return p, model.Refuse("x", "the function overflows at (%g, %g); start elsewhere", c.X, c.Y)
	}
	return p, nil
}

// validate refuses steps that cannot work anywhere.
func (c Config) validate() error {
	switch {
	case !(c.Step > 0) || !finite(c.Step):
		return model.Refuse("step", "%v is not a step size; it takes a number above 0", c.Step)
	case !(c.Decay > 0) || !finite(c.Decay):
		return model.Refuse("decay", "%v is not a decay; it takes a number above 0, 1 for none", c.Decay)
	case !(c.Momentum >= 0 && c.Momentum < 1):
		return model.Refuse("momentum", "%v is out of range; it takes a number from 0 to below 1", c.Momentum)
	case !(c.Noise >= 0) || !finite(c.Noise):
		return model.Refuse("noise", "%v is no size of noise; it takes 0 for none, or a number above", c.Noise)
	case c.Steps < 0 || c.Steps > model.Most.Steps:
		return model.Refuse("steps", "%d is out of range; it takes from 0 to %d", c.Steps, model.Most.Steps)
	}
	_, err := c.schedule()
	return err
}

// Validate refuses what cannot work, as far as that shows before the minima of a
// function are looked for.
func (c Config) Validate() error {
	if c.Function != "" {
		if _, err := surface.Parse(c.Function); err != nil {
			return model.Refuse("function", "%w", err)
		}
	}
	return c.validate()
}

// methods returns the methods that run: the chosen one first.
func (c Config) methods() ([]Method, error) {
	race, err := model.EntryNamed("race", c.Race, Races, func(r Race) string { return r.Name })
	if err != nil {
		return nil, err
	}
	chosen, err := methodNamed(c.Method)
	methods := []Method{chosen}
	for _, m := range Methods { // in the order of the races
		if m.Name != c.Method && slices.Contains(race.Methods, m.Name) {
			methods = append(methods, m)
		}
	}
	return methods, err
}

// Point is one point of the path and the function's value there.
type Point struct{ X, Y, F float64 }

// Point returns the point without its value.
func (p Point) Point() surface.Point { return surface.Point{X: p.X, Y: p.Y} }

// Inside returns how many points of a path there are up to the last one in a
// view: behind that the path has left it for good.
func Inside(path []Point, view surface.Rect) int {
	for n := len(path); n > 0; n-- {
		if view.Contains(path[n-1].Point()) {
			return n
		}
	}
	return 0
}

// Run is the way of one method.
type Run struct {
	Method string
	State  model.State
	Path   []Point // the starting point first
	Reason string  // where and how it diverged
	Fate   Fate    // once it has ended
	Holds  []bool  // of each minimum of the surface, whether it holds the method with its last step size

	Momentum float64     // of the methods that have one
	Memory   [][]float64 // of an optimizer, as it is after the last step
}

// Chosen returns the run of the chosen method before its first step.
func (c Config) Chosen() Run { return Run{Method: c.Method, Momentum: c.Momentum} }

// Last returns the end of the path.
func (r Run) Last() Point { return r.Path[len(r.Path)-1] }

// Snapshot is what there is to see of a descent.
type Snapshot struct {
	Config  Config
	Surface *surface.Surface
	Run           // of the chosen method
	Rivals  []Run // of the others in the race

	// Split is the step from which the digits of the path depend on those behind
	// the twelfth of its start, so that two machines may disagree; 0 where they
	// never do.
	Split int

	// Cloud has, where there is noise, the paths with the seeds that follow.
	Cloud [][]surface.Point
}

// Nearest returns the minimum of the surface that is nearest to the path's
// last point, and the distance to it; infinity where there is no minimum.
func (s Snapshot) Nearest() (m surface.Minimum, distance float64) {
	at, distance := s.Surface.Minima.Nearest(s.Last().Point())
	if at >= 0 {
		m = s.Surface.Minima[at]
	}
	return m, distance
}

// Descent goes down a surface, by one method or by several in a race.
type Descent struct {
	config  Config
	surface *surface.Surface
	runs    []*walker // the chosen method first
	twins   []stroll  // of the first, a whisper away from its first step on
	cloud   []stroll  // of the first with other noise
}

// walker goes the way of one method.
type walker struct {
	Run
	mover
	ground *ground
}

// New returns the descent at its starting point. The error is a
// *ConfigError where the config cannot work.
func New(c Config) (*Descent, error) {
	s, err := c.OpenSurface()
	if err != nil {
		return nil, err
	}
	start, err := c.place(s)
	if err != nil {
		return nil, err
	}
	if err := c.validate(); err != nil {
		return nil, err
	}
	methods, err := c.methods()
	if err != nil {
		return nil, err
	}
	d := &Descent{config: c, surface: s}
	for _, m := range methods {
		w := &walker{Run{Method: m.Name, Path: []Point{start}, Momentum: c.Momentum}, m.start(c), c.ground(s, m, c.NoiseSeed)}
		d.runs = append(d.runs, w)
		d.end(w)
	}
	for _, nudge := range whispers(start.Point()) {
		twin := c.stroll(s, methods[0], start.Point(), c.NoiseSeed)
		twin.nudge = nudge
		d.twins = append(d.twins, twin)
	}
	for k := range c.clouds(methods[0]) {
		d.cloud = append(d.cloud, c.stroll(s, methods[0], start.Point(), c.NoiseSeed+1+uint64(k)))
	}
	return d, nil
}

// Advance takes that many further steps at most and stops early when the
// budget is used up (0: never) or all methods are at their end.
func (d *Descent) Advance(steps int, budget time.Duration) {
	end := model.NewDeadline(budget)
	for range steps {
		if d.state() != model.Unfinished {
			return
		}
		t := len(d.runs[0].Path) - 1
		for _, r := range d.runs {
			if r.State == model.Unfinished {
				d.step(r)
			}
		}
		if d.runs[0].State != model.Diverged {
			d.follow(t)
		}
		if end.Passed() {
			return
		}
	}
}

// step takes one step of one method; gd has x ← x - η_t ∂f/∂x and
// y ← y - η_t ∂f/∂y, both from the old point.
func (d *Descent) step(w *walker) {
	t := len(w.Path) - 1
	old := w.Path[t]
	q := w.move(w.ground, old.Point(), d.config.Rate(t))
	f := d.surface.F(q.X, q.Y)
	if why := fault(q, f, old.F > w.Path[0].F); why != "" {
		w.State, w.Reason = model.Diverged, fmt.Sprintf("step %d: %s", t+1, why)
		w.Fate = Fate{End: Gone, Minimum: -1}
		return
	}
	w.Path = append(w.Path, Point{q.X, q.Y, f})
	d.end(w)
}

// overshot is why a path diverged whose steps were too large.
const overshot = "f overflows; each step overshot further than the last"

// Overshot reports whether the run diverged because its steps were too large.
func (r Run) Overshot() bool { return strings.HasSuffix(r.Reason, overshot) }

// fault says what is wrong with a point that a path comes to, if anything.
func fault(p surface.Point, f float64, rose bool) string {
	const beyond = 1e100 // where squares overflow soon, and differences of them are no numbers
	switch size := math.Hypot(p.X, p.Y); {
	case math.IsNaN(size):
		return "there is no gradient to follow"
	case math.IsInf(f, -1) && !rose:
		return "f falls without end"
	case math.IsInf(f, 0) || math.IsNaN(f) && size > beyond:
		return overshot
	case math.IsNaN(f):
		return "f is not defined there"
	}
	return ""
}

// end notes whether a way is at its end, and what becomes of it.
func (d *Descent) end(w *walker) {
	if len(w.Path) <= d.config.Steps {
		return
	}
	w.State = model.Finished
	if o, ok := w.mover.(*firstOrder); ok {
		w.Memory = slices.Collect(func(yield func([]float64) bool) {
			for _, part := range o.Memory() {
				yield(slices.Clone(part))
			}
		})
	}
	j := newJudge(d.surface, Run{Method: w.Method, Momentum: w.Momentum}, d.config.LastRate(), d.surface.Domain)
	w.Fate = j.of(w, d.config.LastRate())
	for _, m := range d.surface.Minima {
		w.Holds = append(w.Holds, !(j.radius(m.Near(w.Last().Point())) >= 1))
	}
}

func (d *Descent) state() model.State {
	if slices.ContainsFunc(d.runs, func(w *walker) bool { return w.State == model.Unfinished }) {
		return model.Unfinished
	}
	return d.runs[0].State
}

// Snapshot returns how the descent stands.
func (d *Descent) Snapshot() Snapshot {
	s := Snapshot{Config: d.config, Surface: d.surface, Run: d.runs[0].frozen(), Split: d.split()}
	for _, r := range d.runs[1:] {
		s.Rivals = append(s.Rivals, r.frozen())
	}
	for _, r := range d.cloud {
		s.Cloud = append(s.Cloud, slices.Clip(r.points))
	}
	return s
}

// frozen returns the run as it stands; what is appended later is not seen.
func (w *walker) frozen() Run {
	f := w.Run
	f.Path = slices.Clip(f.Path)
	return f
}
