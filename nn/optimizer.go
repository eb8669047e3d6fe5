package nn

import (
	"fmt"
	"math"
)

// An Optimizer moves parameters against their gradient. It remembers what it
// needs from step to step, in vectors of the parameters' length, so that one
// optimizer serves one vector of parameters.
type Optimizer interface {
	// Step updates values (length n) in place, given the gradient of the loss
	// (length n) and the learning rate.
	Step(values, gradient []float64, learningRate float64)

	// Tune gives the optimizer other settings from the next step on; its
	// memory stays. The name is not looked at, and nothing is checked.
	Tune(OptimizerConfig)

	// Memory returns views of all that it remembers from step to step: who
	// copies them and later puts the copies back continues exactly.
	Memory() [][]float64
}

// OptimizerConfig names an optimizer and holds its settings; a setting that
// the optimizer does not use has no effect, but must be in its range all the
// same. It is comparable.
type OptimizerConfig struct {
	Name     string  // one of those in Optimizers
	Momentum float64 // μ of momentum and Nesterov, β1 of Adam; from 0 to below 1
	Decay    float64 // ρ of RMSProp, β2 of Adam; from 0 to below 1
	Epsilon  float64 // added to denominators; above 0, or 0 where it is not used
}

// Optimizers lists the optimizers, each with PyTorch's default settings.
var Optimizers = []OptimizerConfig{
	{Name: "sgd"},
	{Name: "momentum", Momentum: 0.9},
	{Name: "nesterov", Momentum: 0.9},
	{Name: "adagrad", Epsilon: 1e-10},
	{Name: "rmsprop", Decay: 0.99, Epsilon: 1e-8},
	{Name: "adam", Momentum: 0.9, Decay: 0.999, Epsilon: 1e-8},
}

// OptimizerNamed returns the entry of Optimizers of that name.
func OptimizerNamed(name string) (OptimizerConfig, error) {
	for _, c := range Optimizers {
		if c.Name == name {
			return c, nil
		}
	}
	return OptimizerConfig{}, fmt.Errorf("nn: optimizer %q: want %s", name, names(Optimizers, func(c OptimizerConfig) string { return c.Name }))
}

// New returns the optimizer for n parameters, with no memory of earlier steps.
func (c OptimizerConfig) New(n int) (Optimizer, error) {
	def, err := OptimizerNamed(c.Name)
	if err != nil {
		return nil, err
	}
	// !(a && b) rather than its opposite, so that NaN is refused as well.
	if !(c.Momentum >= 0 && c.Momentum < 1) {
		return nil, fmt.Errorf("nn: %s: momentum %v: want from 0 to below 1", c.Name, c.Momentum)
	}
	if !(c.Decay >= 0 && c.Decay < 1) {
		return nil, fmt.Errorf("nn: %s: decay %v: want from 0 to below 1", c.Name, c.Decay)
	}
	if !(c.Epsilon >= 0 && c.Epsilon < math.Inf(1)) || c.Epsilon == 0 && def.Epsilon > 0 {
		return nil, fmt.Errorf("nn: %s: epsilon %v: want above 0", c.Name, c.Epsilon)
	}
	memory := func() []float64 { return make([]float64, n) }
	switch c.Name {
	case "momentum":
		return &momentum{c, memory()}, nil
	case "nesterov":
		return &nesterov{c, memory()}, nil
	case "adagrad":
		return &adagrad{c, memory()}, nil
	case "rmsprop":
		return &rmsprop{c, memory()}, nil
	case "adam":
		return &adam{c, memory(), memory(), make([]float64, 1)}, nil
	}
	return sgd{}, nil
}

// Tune implements Optimizer for all that have settings.
func (c *OptimizerConfig) Tune(to OptimizerConfig) { *c = to }

// sgd: w ← w - η g.
type sgd struct{}

func (sgd) Tune(OptimizerConfig) {}

func (sgd) Memory() [][]float64 { return nil }

func (sgd) Step(w, g []float64, rate float64) {
	for i := range w {
		w[i] -= rate * g[i]
	}
}

// momentum: v ← μv + g, w ← w - ηv (Polyak, 1964).
type momentum struct {
	OptimizerConfig
	v []float64
}

func (o *momentum) Memory() [][]float64 { return [][]float64{o.v} }

func (o *momentum) Step(w, g []float64, rate float64) {
	for i := range w {
		o.v[i] = o.Momentum*o.v[i] + g[i]
		w[i] -= rate * o.v[i]
	}
}

// nesterov: v ← μv + g, w ← w - η(g + μv): the step that momentum would take
// next is taken into account already (Sutskever et al., 2013, with w standing
// for the point that is looked ahead to).
type nesterov struct {
	OptimizerConfig
	v []float64
}

func (o *nesterov) Memory() [][]float64 { return [][]float64{o.v} }

func (o *nesterov) Step(w, g []float64, rate float64) {
	for i := range w {
		o.v[i] = o.Momentum*o.v[i] + g[i]
		w[i] -= rate * (g[i] + o.Momentum*o.v[i])
	}
}

// adagrad: s ← s + g², w ← w - ηg/(√s + ε): each parameter slows down by all
// that it has moved so far (Duchi et al., 2011).
type adagrad struct {
	OptimizerConfig
	s []float64
}

func (o *adagrad) Memory() [][]float64 { return [][]float64{o.s} }

func (o *adagrad) Step(w, g []float64, rate float64) {
	for i := range w {
		o.s[i] += g[i] * g[i]
		w[i] -= rate * g[i] / (math.Sqrt(o.s[i]) + o.Epsilon)
	}
}

// rmsprop: s ← ρs + (1-ρ)g², w ← w - ηg/(√s + ε): AdaGrad that forgets
// (Tieleman and Hinton, 2012).
type rmsprop struct {
	OptimizerConfig
	s []float64
}

func (o *rmsprop) Memory() [][]float64 { return [][]float64{o.s} }

func (o *rmsprop) Step(w, g []float64, rate float64) {
	for i := range w {
		o.s[i] = o.Decay*o.s[i] + (1-o.Decay)*g[i]*g[i]
		w[i] -= rate * g[i] / (math.Sqrt(o.s[i]) + o.Epsilon)
	}
}

// adam: m ← β1 m + (1-β1)g, s ← β2 s + (1-β2)g², w ← w - η m̂/(√ŝ + ε), where
// m̂ = m/(1-β1ᵗ) and ŝ = s/(1-β2ᵗ) undo the start from zero (Kingma and Ba,
// 2015, algorithm 1).
type adam struct {
	OptimizerConfig
	m, s []float64
	t    []float64 // the one number of steps taken
}

func (o *adam) Memory() [][]float64 { return [][]float64{o.m, o.s, o.t} }

func (o *adam) Step(w, g []float64, rate float64) {
	o.t[0]++
	mScale := 1 / (1 - math.Pow(o.Momentum, o.t[0]))
	sScale := 1 / (1 - math.Pow(o.Decay, o.t[0]))
	for i := range w {
		o.m[i] = o.Momentum*o.m[i] + (1-o.Momentum)*g[i]
		o.s[i] = o.Decay*o.s[i] + (1-o.Decay)*g[i]*g[i]
		w[i] -= rate * o.m[i] * mScale / (math.Sqrt(o.s[i]*sScale) + o.Epsilon)
	}
}
