// Package check compares gradients with finite differences, entry by entry
// ([Check]), and where they differ says why, from the numbers alone ([Verdict]).
package check

import (
	"math"
	"slices"
	"time"

	"nntui/model"
	"nntui/nn"
)

// Config is everything that decides a gradient check.
type Config struct {
	Component string  // one of Components
	Formula   string  // one of nn.Formulas
	H         float64 // the step of the finite difference
	Seed      uint64  // of the generator that draws inputs and weights
	Fault     string  // one of the component's Faults, planted in its gradient
}

// Default returns a check of the sigmoid at the assignment's points.
func Default() Config {
	return Config{Component: "sigmoid", Formula: "central", H: 1e-5, Seed: 12345, Fault: NoFault}
}

// The thresholds of a relative error, after Stanford's course CS231n. A right
// gradient and a fitting h stay below Good; above Wrong it is usually the
// gradient that is wrong. Tolerance, between them, is what counts as passed:
// CS231n is content below it even where the function has kinks.
const (
	Good      = 1e-7
	Tolerance = 1e-4
	Wrong     = 1e-2
)

// Check compares the analytic gradient of a component with finite differences.
// Then it looks for the cause of what differs, and tries other steps h.
type Check struct {
	config   Config
	snapshot Snapshot // the last complete comparison, with what followed
	chain    *chain
	tensors  []tensor
	formula  nn.Formula

	next     []Entry  // the comparison under way
	compared bool     // is there a complete one?
	todo     []func() // what is left to do

	// What SciPy's check_grad looks at, and the sum of squares so far.
	scipy        *chain
	scipyTensors []tensor
	squares      []float64
}

// New returns the check before its first step. The error is a
// *ConfigError where the config cannot work.
func New(c Config) (*Check, error) { return newCheck(c, size{}) }

func newCheck(c Config, s size) (*Check, error) {
	formula, err := c.validate()
	if err != nil {
		return nil, err
	}
	component, err := ComponentNamed(c.Component)
	if err != nil {
		return nil, err
	}
	fault, err := faultNamed(c.Fault, component)
	if err != nil {
		return nil, err
	}
	p, err := component.build(c.Seed, s)
	if err != nil {
		return nil, err
	}
	right := p.tensors(p.differentiate(Faults[0]))
	check := &Check{config: c, chain: p.differentiate(fault), formula: formula}
	check.tensors = p.tensors(check.chain)
	check.snapshot = Snapshot{
		Config: c, About: component.About, Activation: p.activation(), Loss: check.chain.loss(), Worst: -1,
		Harmless: c.Fault != NoFault && sameGradients(check.tensors, right),
		Sweep:    newSweep(),
	}
	check.todo = slices.Concat(check.comparison(), check.sweeps())
	return check, check.prepareSciPy(component, fault, s)
}

// prepareSciPy builds what check_grad looks at: mostly the component itself.
func (c *Check) prepareSciPy(component Component, fault Fault, s size) error {
	c.scipy, c.scipyTensors = c.chain, c.tensors
	c.squares = make([]float64, len(c.tensors))
	if !component.layerChecked() {
		return nil
	}
	s.positive = true
	p, err := component.build(c.config.Seed, s)
	if err != nil {
		return err
	}
	c.scipy = p.differentiate(fault)
	c.scipyTensors = p.tensors(c.scipy)
	return nil
}

func (c Config) validate() (nn.Formula, error) {
	formula, err := nn.FormulaNamed(c.Formula)
	if err != nil {
		return formula, model.Refuse("formula", "%v", err)
	}
	if !(c.H > 0) || math.IsInf(c.H, 1) {
		return formula, model.Refuse("h", "%v is not a step; it takes a number above 0, such as 1e-5", c.H)
	}
	return formula, nil
}

func (p parts) differentiate(f Fault) *chain { return newChain(p.x, p.layers, p.losses, f) }

// tensors lists all that the loss is differentiated by.
func (p parts) tensors(c *chain) []tensor { return c.tensors(p.input, p.vector, p.numbered) }

func (p parts) activation() string {
	for _, l := range p.layers {
		if a := activationOf(l); a != "" {
			return a
		}
	}
	return ""
}

func sameGradients(a, b []tensor) bool {
	return slices.EqualFunc(a, b, func(a, b tensor) bool { return slices.Equal(a.analytic, b.analytic) })
}

// block is how many entries of a tensor are compared in one step.
const block = 128

// comparison lists the steps of comparing every entry and of finding the cause
// of what differs.
func (c *Check) comparison() []func() {
	c.next = nil
	var todo []func()
	for k, t := range c.tensors {
		for i := 0; i < len(t.at); i += block {
			todo = append(todo, func() { c.compare(k, i, min(i+block, len(t.at))) })
		}
	}
	if !c.compared {
		todo = append(todo, c.taylor)
	}
	return append(todo, c.conclude)
}

// Advance takes that many further steps at most and stops early when the
// budget is used up (0: never) or all is done.
func (c *Check) Advance(steps int, budget time.Duration) {
	end := model.NewDeadline(budget)
	for ; steps > 0 && len(c.todo) > 0; steps-- {
		step := c.todo[0]
		c.todo = c.todo[1:]
		step()
		if end.Passed() {
			return
		}
	}
}

// Retune takes another h or formula without starting anew: what does not
// depend on them stays. It reports whether that was possible.
func (c *Check) Retune(to Config) bool {
	from := c.config
	from.H, from.Formula = to.H, to.Formula
	formula, err := to.validate()
	if err != nil || from != to || !c.compared {
		return false
	}
	c.config, c.formula = to, formula
	c.todo = append(c.comparison(), c.sweeps()...)
	return true
}

// compare compares entries from to below end of a tensor.
func (c *Check) compare(k, from, end int) {
	t := c.tensors[k]
	for i := from; i < end; i++ {
		a := t.analytic[i]
		n, kink := c.chain.derivative(t, i, c.formula, c.config.H, all)
		e := Entry{
			Name: t.entryName(i), Tensor: k, Index: i, At: t.at[i], Value: c.snapshot.Loss, Label: math.NaN(),
			Analytic: a, Numerical: n, Absolute: math.Abs(a - n), Relative: nn.RelativeError(a, n), Kink: kink,
		}
		if k == 0 {
			e.Value, e.Label = c.chain.valueAt(i)
		}
		c.next = append(c.next, e)
		c.addCheckGrad(k, i)
	}
	if !c.compared {
		c.snapshot.show(c.config, c.next, c.tensors)
	}
}

// addCheckGrad adds an entry to its tensor's check_grad, once.
func (c *Check) addCheckGrad(k, i int) {
	if c.compared {
		return
	}
	t := c.scipyTensors[k]
	forward, _ := nn.FormulaNamed("forward")
	n, _ := c.scipy.derivative(t, i, forward, nn.CheckGradStep, all)
	c.squares[k] += (t.analytic[i] - n) * (t.analytic[i] - n)
}

// conclude shows the comparison that is now complete, and finds its cause.
func (c *Check) conclude() {
	c.snapshot.show(c.config, c.next, c.tensors)
	for k := range c.snapshot.Tensors {
		c.snapshot.Tensors[k].CheckGrad = math.Sqrt(c.squares[k])
	}
	c.snapshot.Verdict = c.judge()
	c.compared = true
}

// Snapshot returns how the check stands.
func (c *Check) Snapshot() Snapshot {
	s := c.snapshot
	s.Sweep = s.Sweep.clone()
	if len(c.todo) == 0 {
		s.State = model.Finished
	}
	return s
}
