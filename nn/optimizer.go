package nn

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// OptimizerConfig names an optimizer and holds its settings; a setting that
// the optimizer does not use has no effect, but must be in its range all the
// same. It is comparable.
type OptimizerConfig struct {
	Name     string  // one of those in Optimizers
	Momentum float64 // μ of momentum and Nesterov, β1 of Adam; from 0 to below 1
	Decay    float64 // ρ of RMSProp, β2 of Adam; from 0 to below 1
	Epsilon  float64 // added to denominators; above 0, or 0 where it is not used
}

// A rule is a row of the table of optimizers.
type rule struct {
	OptimizerConfig        // PyTorch's default settings
	about           string // what it does, in a few words
	vectors, counts int    // what it remembers: vectors of the parameters' length, and single numbers
	step            func(c OptimizerConfig, memory [][]float64, w, g []float64, rate float64)
}

var rules = []rule{
	{OptimizerConfig{Name: "sgd"}, "against the gradient", 0, 0, sgd},
	{OptimizerConfig{Name: "momentum", Momentum: 0.9}, "against a decaying sum of gradients", 1, 0, momentum},
	{OptimizerConfig{Name: "nesterov", Momentum: 0.9}, "momentum that looks ahead", 1, 0, nesterov},
	{OptimizerConfig{Name: "adagrad", Epsilon: 1e-10}, "each parameter slowed by all its gradients", 1, 0, adagrad},
	{OptimizerConfig{Name: "rmsprop", Decay: 0.99, Epsilon: 1e-8}, "each parameter by its recent gradients", 1, 0, rmsprop},
	{OptimizerConfig{Name: "adam", Momentum: 0.9, Decay: 0.999, Epsilon: 1e-8}, "momentum and rmsprop together", 2, 1, adam},
}

// Optimizers lists the optimizers, each with PyTorch's default settings.
var Optimizers = func() (list []OptimizerConfig) {
	for _, r := range rules {
		list = append(list, r.OptimizerConfig)
	}
	return list
}()

// OptimizerNamed returns the entry of Optimizers of that name.
func OptimizerNamed(name string) (OptimizerConfig, error) {
	r, err := ruleNamed(name)
	return r.OptimizerConfig, err
}

// About returns what the optimizer does, in a few words.
func (c OptimizerConfig) About() string {
	r, _ := ruleNamed(c.Name) // one that is not in the table does nothing
	return r.about
}

func ruleNamed(name string) (rule, error) {
	return find("optimizer", rules, func(r rule) string { return r.Name }, name)
}

// An Optimizer moves parameters against their gradient. It remembers what it
// needs from step to step, so that one optimizer serves one vector of
// parameters.
type Optimizer struct {
	config OptimizerConfig
	rule   rule
	memory [][]float64
}

// New returns the optimizer for n parameters, with no memory of earlier steps.
// The error wraps [ErrUnknown] or [ErrRange].
func (c OptimizerConfig) New(n int) (*Optimizer, error) {
	r, err := ruleNamed(c.Name)
	if err != nil {
		return nil, err
	}
	// !(a && b) rather than its opposite, so that NaN is refused as well.
	if !(c.Momentum >= 0 && c.Momentum < 1) {
		return nil, refuse(ErrRange, "%s: momentum %v: want from 0 to below 1", c.Name, c.Momentum)
	}
	if !(c.Decay >= 0 && c.Decay < 1) {
		return nil, refuse(ErrRange, "%s: decay %v: want from 0 to below 1", c.Name, c.Decay)
	}
	if !(c.Epsilon >= 0 && c.Epsilon < math.Inf(1)) || c.Epsilon == 0 && r.Epsilon > 0 {
		return nil, refuse(ErrRange, "%s: epsilon %v: want above 0", c.Name, c.Epsilon)
	}
	o := &Optimizer{config: c, rule: r}
	for range r.vectors {
		o.memory = append(o.memory, make([]float64, n))
	}
	for range r.counts {
		o.memory = append(o.memory, make([]float64, 1))
	}
	return o, nil
}

// Step updates values (length n) in place, given the gradient of the loss
// (length n) and the learning rate.
func (o *Optimizer) Step(values, gradient []float64, learningRate float64) {
	o.rule.step(o.config, o.memory, values, gradient, learningRate)
}

// Tune gives the optimizer other settings from the next step on; its memory
// stays. The name is not looked at, and nothing is checked.
func (o *Optimizer) Tune(c OptimizerConfig) { o.config = c }

// Memory returns views of all that it remembers from step to step: who copies
// them and later puts the copies back continues exactly.
func (o *Optimizer) Memory() [][]float64 { return o.memory }

// w ← w - η g.
func sgd(_ OptimizerConfig, _ [][]float64, w, g []float64, rate float64) {
	floats.AddScaled(w, -rate, g)
}

// v ← μv + g, w ← w - ηv (Polyak, 1964).
func momentum(c OptimizerConfig, memory [][]float64, w, g []float64, rate float64) {
	v := memory[0]
	for i := range w {
		v[i] = c.Momentum*v[i] + g[i]
		w[i] -= rate * v[i]
	}
}

// v ← μv + g, w ← w - η(g + μv): the step that momentum would take next is
// taken into account already (Sutskever et al., 2013, with w standing for the
// point that is looked ahead to).
func nesterov(c OptimizerConfig, memory [][]float64, w, g []float64, rate float64) {
	v := memory[0]
	for i := range w {
		v[i] = c.Momentum*v[i] + g[i]
		w[i] -= rate * (g[i] + c.Momentum*v[i])
	}
}

// s ← s + g², w ← w - ηg/(√s + ε): each parameter slows down by all that it
// has moved so far (Duchi et al., 2011).
func adagrad(c OptimizerConfig, memory [][]float64, w, g []float64, rate float64) {
	s := memory[0]
	for i := range w {
		s[i] += g[i] * g[i]
		w[i] -= rate * g[i] / (math.Sqrt(s[i]) + c.Epsilon)
	}
}

// s ← ρs + (1-ρ)g², w ← w - ηg/(√s + ε): AdaGrad that forgets (Tieleman and
// Hinton, 2012).
func rmsprop(c OptimizerConfig, memory [][]float64, w, g []float64, rate float64) {
	s := memory[0]
	for i := range w {
		s[i] = c.Decay*s[i] + (1-c.Decay)*g[i]*g[i]
		w[i] -= rate * g[i] / (math.Sqrt(s[i]) + c.Epsilon)
	}
}

// m ← β1 m + (1-β1)g, s ← β2 s + (1-β2)g², w ← w - η m̂/(√ŝ + ε), where
// m̂ = m/(1-β1ᵗ) and ŝ = s/(1-β2ᵗ) undo the start from zero (Kingma and Ba,
// 2015, algorithm 1).
func adam(c OptimizerConfig, memory [][]float64, w, g []float64, rate float64) {
	m, s, t := memory[0], memory[1], memory[2] // t is the one number of steps taken
	t[0]++
	mScale := 1 / (1 - math.Pow(c.Momentum, t[0]))
	sScale := 1 / (1 - math.Pow(c.Decay, t[0]))
	for i := range w {
		m[i] = c.Momentum*m[i] + (1-c.Momentum)*g[i]
		s[i] = c.Decay*s[i] + (1-c.Decay)*g[i]*g[i]
		w[i] -= rate * m[i] * mScale / (math.Sqrt(s[i]*sScale) + c.Epsilon)
	}
}
