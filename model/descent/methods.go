package descent

import (
	"math"

	"gonum.org/v1/gonum/optimize"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/nn"
)

// A Method is a way to go down a surface.
type Method struct {
	Name  string
	Rate  bool   // does it use step size and schedule?
	rule  string // of nn.Optimizers, for those that see gradients alone
	about string // and what any other does, in a few words
	other func(Config) mover
}

// A mover takes one step from p.
type mover interface {
	move(g *ground, p surface.Point, rate float64) surface.Point
}

// Methods lists the ways down by the names that Config takes. The first
// six are the optimizers that train networks.
var Methods = []Method{
	{"gd", true, "sgd", "", nil},
	{"momentum", true, "momentum", "", nil},
	{"nesterov", true, "nesterov", "", nil},
	{"adagrad", true, "adagrad", "", nil},
	{"rmsprop", true, "rmsprop", "", nil},
	{"adam", true, "adam", "", nil},
	{"line-search", true, "", "against the gradient, halved until f falls", func(Config) mover { return lineSearch{} }},
	{"newton", false, "", "to the minimum of the local quadratic", func(Config) mover { return newton{} }},
	{"bfgs", false, "", "Newton with a learned curvature", func(c Config) mover { return &bfgs{steps: c.Steps + outlook} }},
}

// About returns what the method does, in a few words.
func (m Method) About() string {
	if o, err := nn.OptimizerNamed(m.rule); err == nil {
		return o.About()
	}
	return m.about
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

// About returns who runs, in a few words.
func (r Race) About() string {
	switch len(r.Methods) {
	case 0:
		return "the chosen method alone"
	case len(Methods):
		return "all methods"
	}
	return setting.List(r.Methods, "and")
}

func methodNamed(name string) (Method, error) {
	return model.EntryNamed("method", name, Methods, func(m Method) string { return m.Name })
}

// start returns the method before its first step, with a config that works.
func (m Method) start(c Config) mover {
	if m.rule == "" {
		return m.other(c)
	}
	return newFirstOrder(m.rule, c.Momentum)
}

// remembers reports whether its steps depend on earlier ones.
func (m Method) remembers() bool {
	return m.rule != "" && len(newFirstOrder(m.rule, 0).Memory()) > 0
}

// adaptive reports whether it divides by the size of earlier gradients.
func (m Method) adaptive() bool {
	o, err := nn.OptimizerNamed(m.rule)
	return err == nil && o.Epsilon > 0
}

// firstOrder moves by an optimizer of package nn.
type firstOrder struct {
	*nn.Optimizer
	at, grad [2]float64
}

func newFirstOrder(rule string, momentum float64) *firstOrder {
	config, err := nn.OptimizerNamed(rule)
	if err != nil {
		panic(err)
	}
	if config.Momentum > 0 {
		config.Momentum = momentum
	}
	o, err := config.New(2)
	if err != nil {
		panic(err)
	}
	return &firstOrder{Optimizer: o}
}

func (m *firstOrder) move(s *ground, p surface.Point, rate float64) surface.Point {
	m.at = [2]float64{p.X, p.Y}
	m.grad[0], m.grad[1] = s.Grad(p.X, p.Y)
	m.Step(m.at[:], m.grad[:], rate)
	return surface.Point{X: m.at[0], Y: m.at[1]}
}

// lineSearch follows the negative gradient as far as the rate says, and halves
// that until f falls by a share of what the slope promises (Armijo, 1966).
type lineSearch struct{}

func (lineSearch) move(s *ground, p surface.Point, rate float64) surface.Point {
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

func (newton) move(s *ground, p surface.Point, _ float64) surface.Point {
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

func (m *bfgs) move(s *ground, p surface.Point, _ float64) surface.Point {
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

func (m *bfgs) run(s *ground, p surface.Point) {
	problem := optimize.Problem{
		Func: func(x []float64) float64 { return s.F(x[0], x[1]) },
		Grad: func(grad, x []float64) { grad[0], grad[1] = s.Grad(x[0], x[1]) },
	}
	settings := &optimize.Settings{MajorIterations: m.steps + 1, FuncEvaluations: 100 * (m.steps + 1), GradientThreshold: 1e-12, Recorder: m}
	// An error says that the line search gets no lower: the path ends there.
	_, _ = optimize.Minimize(problem, []float64{p.X, p.Y}, settings, &optimize.BFGS{})
	// The first iterates are the start itself, which is no step.
	for len(m.path) > 0 && m.path[0] == p {
		m.path = m.path[1:]
	}
}

// Init and Record make bfgs an optimize.Recorder of its own iterates.
func (m *bfgs) Init() error { return nil }

func (m *bfgs) Record(l *optimize.Location, op optimize.Operation, _ *optimize.Stats) error {
	if op == optimize.MajorIteration {
		m.path = append(m.path, surface.Point{X: l.X[0], Y: l.X[1]})
	}
	return nil
}

// Schedules lists the schedules by the names that Config takes.
var Schedules = model.Schedules(model.Steps)

// Rate returns the step size η_t of step t, from 0.
func (c Config) Rate(t int) float64 {
	s, err := c.schedule()
	if err != nil {
		panic(err)
	}
	return c.Step * s.Factor(model.Moment{T: float64(t), N: float64(max(c.Steps, 1)), Decay: c.Decay})
}

func (c Config) schedule() (model.Schedule, error) {
	return model.EntryNamed("schedule", c.Schedule, Schedules, model.Schedule.String)
}
