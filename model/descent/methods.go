package descent

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"

	"nntui/model"
	"nntui/model/surface"
	"nntui/nn"
)

// A Method is a way to go down a surface.
type Method struct {
	Name  string
	Rule  string // the update in a few words
	Rate  bool   // does it use step size and schedule?
	start func(Config) (mover, error)
}

// A mover takes one step from p.
type mover interface {
	move(s *surface.Surface, p surface.Point, rate float64) surface.Point
}

// Methods lists the ways down by the names that Config takes. The first
// six are the optimizers that train networks.
var Methods = []Method{
	{"gd", "against the gradient", true, optimizer("sgd")},
	{"momentum", "against a decaying sum of gradients", true, optimizer("momentum")},
	{"nesterov", "momentum that looks ahead", true, optimizer("nesterov")},
	{"adagrad", "each coordinate slowed by all its gradients", true, optimizer("adagrad")},
	{"rmsprop", "each coordinate by its recent gradients", true, optimizer("rmsprop")},
	{"adam", "momentum and rmsprop together", true, optimizer("adam")},
	{"line-search", "against the gradient, halved until f falls", true, func(Config) (mover, error) { return lineSearch{}, nil }},
	{"newton", "to the minimum of the local quadratic", false, func(Config) (mover, error) { return newton{}, nil }},
	{"bfgs", "Newton with a learned curvature", false, func(c Config) (mover, error) { return &bfgs{steps: c.Steps}, nil }},
}

// A Race says which methods run beside the chosen one.
type Race struct {
	Name    string
	Methods []string
}

// Races lists the races by the names that Config takes.
var Races = []Race{
	{"off", nil},
	{"momenta", []string{"gd", "momentum", "nesterov"}},
	{"adaptive", []string{"gd", "adagrad", "rmsprop", "adam"}},
	{"curvature", []string{"gd", "line-search", "newton", "bfgs"}},
	{"all", []string{"gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "line-search", "newton", "bfgs"}},
}

func methodNamed(name string) (Method, error) {
	return model.EntryNamed("method", name, Methods, func(m Method) string { return m.Name })
}

// firstOrder moves by an optimizer of package nn.
type firstOrder struct {
	*nn.Optimizer
	at, grad [2]float64
}

func optimizer(name string) func(Config) (mover, error) {
	return func(c Config) (mover, error) {
		config, err := nn.OptimizerNamed(name)
		if err != nil {
			return nil, err
		}
		if config.Momentum > 0 {
			config.Momentum = c.Momentum
		}
		o, err := config.New(2)
		return &firstOrder{Optimizer: o}, err
	}
}

func (m *firstOrder) move(s *surface.Surface, p surface.Point, rate float64) surface.Point {
	m.at = [2]float64{p.X, p.Y}
	m.grad[0], m.grad[1] = s.Grad(p.X, p.Y)
	m.Step(m.at[:], m.grad[:], rate)
	return surface.Point{X: m.at[0], Y: m.at[1]}
}

// lineSearch follows the negative gradient as far as the rate says, and halves
// that until f falls by a share of what the slope promises (Armijo, 1966).
type lineSearch struct{}

func (lineSearch) move(s *surface.Surface, p surface.Point, rate float64) surface.Point {
	const share, halvings = 1e-4, 60
	f := s.F(p.X, p.Y)
	dx, dy := s.Grad(p.X, p.Y)
	slope := dx*dx + dy*dy
	for range halvings {
		q := surface.Point{X: p.X - rate*dx, Y: p.Y - rate*dy}
		if s.F(q.X, q.Y) <= f-share*rate*slope {
			return q
		}
		rate /= 2
	}
	return p
}

// newton steps to the minimum of the quadratic that touches the surface. Along
// a direction that curves down, where that quadratic has no minimum, it goes
// down as far as it would go to a minimum (Dauphin et al., 2014).
type newton struct{}

func (newton) move(s *surface.Surface, p surface.Point, _ float64) surface.Point {
	j := s.Jet(p.X, p.Y)
	low, high, vx, vy := j.Eigen()
	along := func(vx, vy, curvature float64) (x, y float64) {
		const least = 1e-12 // a flat direction has no length to go
		if math.Abs(curvature) < least {
			return 0, 0
		}
		step := (j.DX*vx + j.DY*vy) / math.Abs(curvature)
		return step * vx, step * vy
	}
	ax, ay := along(vx, vy, high)
	bx, by := along(-vy, vx, low)
	return surface.Point{X: p.X - ax - bx, Y: p.Y - ay - by}
}

// bfgs follows the iterates of gonum's BFGS, which has a line search of its
// own; at their end it stands still.
type bfgs struct {
	steps int
	path  []surface.Point
	ready bool
}

func (m *bfgs) move(s *surface.Surface, p surface.Point, _ float64) surface.Point {
	if !m.ready {
		m.ready = true
		m.run(s, p)
	}
	if len(m.path) == 0 {
		return p
	}
	next := m.path[0]
	m.path = m.path[1:]
	return next
}

func (m *bfgs) run(s *surface.Surface, p surface.Point) {
	problem := optimize.Problem{
		Func: func(x []float64) float64 { return s.F(x[0], x[1]) },
		Grad: func(grad, x []float64) { grad[0], grad[1] = s.Grad(x[0], x[1]) },
	}
	settings := &optimize.Settings{MajorIterations: m.steps + 1, FuncEvaluations: 100 * (m.steps + 1), GradientThreshold: 1e-12, Recorder: m}
	// An error says that the line search gets no lower: the path ends there.
	_, _ = optimize.Minimize(problem, []float64{p.X, p.Y}, settings, &optimize.BFGS{})
	// The first iterates may be the start itself, which is no step.
	for len(m.path) > 0 && m.path[0] == p {
		m.path = m.path[1:]
	}
}

// Init and Record make bfgs an optimize.Recorder of its own iterates.
func (m *bfgs) Init() error { return nil }

func (m *bfgs) Record(l *optimize.Location, op optimize.Operation, stats *optimize.Stats) error {
	if op == optimize.MajorIteration && stats.MajorIterations > 0 {
		m.path = append(m.path, surface.Point{X: l.X[0], Y: l.X[1]})
	}
	return nil
}

// A Schedule says how the step size changes from step to step. With decay d,
// all but the constant and the cosine go from η0 to η0·d in the first step.
type Schedule struct {
	Name string
	Rule string
	Rate func(c Config, t float64) float64 // η_t / η0
}

// Schedules lists the schedules by the names that Config takes.
var Schedules = []Schedule{
	{"exponential", "η0·dᵗ", func(c Config, t float64) float64 { return math.Pow(c.Decay, t) }},
	{"constant", "η0", func(Config, float64) float64 { return 1 }},
	{"stairs", "η0·d^t, ten steps at a time", func(c Config, t float64) float64 {
		return math.Pow(c.Decay, 10*math.Floor(t/10))
	}},
	{"1/t", "η0 / (1 + t(1/d - 1))", func(c Config, t float64) float64 { return 1 / (1 + t*(1/c.Decay-1)) }},
	{"cosine", "half a cosine, to 0 at the last step", func(c Config, t float64) float64 {
		return (1 + math.Cos(math.Pi*t/float64(max(c.Steps, 1)))) / 2
	}},
	{"warm-up", "up over the first tenth, then η0·dᵗ", func(c Config, t float64) float64 {
		ramp := max(1, math.Round(float64(c.Steps)/10))
		if t < ramp {
			return (t + 1) / (ramp + 1)
		}
		return math.Pow(c.Decay, t-ramp)
	}},
}

// Rate returns the step size η_t of step t, from 0.
func (c Config) Rate(t int) float64 {
	for _, s := range Schedules {
		if s.Name == c.Schedule {
			return c.Step * s.Rate(c, float64(t))
		}
	}
	panic(fmt.Sprintf("model: schedule %q", c.Schedule))
}
