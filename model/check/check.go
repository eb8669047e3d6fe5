// Package check compares gradients with finite differences, entry by entry
// ([Check]), and where they differ says why, from the numbers alone ([Verdict]).
//
// What is checked is a [Component]: a batch, and network and loss as they train.
// A tap on each layer sees what goes through, and may spoil what comes back to
// show that a check finds it ([Fault]).
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
	formula  nn.Formula
	snapshot Snapshot // the last complete comparison, with what followed
	chain    *chain

	next      []Entry // the comparison under way
	compared  bool    // is there a complete one?
	comparing []func()
	sweeping  []func() // after that; the same whatever h and formula

	scipy   *chain    // what SciPy's check_grad looks at
	squares []float64 // and, for each tensor, the sum of its squares so far
}

// New returns the check before its first step. The error is a
// *ConfigError where the config cannot work.
func New(c Config) (*Check, error) {
	component, err := ComponentNamed(c.Component)
	if err != nil {
		return nil, err
	}
	return component.check(c)
}

// check is New for the component.
func (m Component) check(c Config) (*Check, error) {
	formula, err := c.validate()
	if err != nil {
		return nil, err
	}
	fault, err := faultNamed(c.Fault, m)
	if err != nil {
		return nil, err
	}
	chain, err := m.chain(m.draw, c.Seed)
	if err != nil {
		return nil, err
	}
	right := chain.tensors
	chain.differentiate(fault)
	check := &Check{config: c, formula: formula, chain: chain, scipy: chain}
	if m.shown != nil {
		if check.scipy, err = m.chain(m.shown, c.Seed); err != nil {
			return nil, err
		}
		check.scipy.differentiate(fault)
	}
	check.squares = make([]float64, len(right))
	check.snapshot = Snapshot{
		Config: c, About: m.About, Activation: chain.bend, Loss: chain.run(tensor{}), Worst: -1,
		Harmless: c.Fault != NoFault && sameGradients(right, chain.tensors),
		Sweep:    newSweep(),
	}
	check.comparing, check.sweeping = check.comparison(), check.sweep()
	return check, nil
}

func (c Config) validate() (nn.Formula, error) {
	formula, err := nn.FormulaNamed(c.Formula)
	if err != nil {
		return formula, model.Refuse("formula", "%w", err)
	}
	if !(c.H > 0) || math.IsInf(c.H, 1) {
		return formula, model.Refuse("h", "%v is not a step; it takes a number above 0, such as 1e-5", c.H)
	}
	return formula, nil
}

func sameGradients(a, b []tensor) bool {
	return slices.EqualFunc(a, b, func(a, b tensor) bool { return slices.Equal(a.analytic, b.analytic) })
}

// perStep is how many entries of a tensor are compared in one step.
const perStep = 128

// comparison lists the steps of comparing every entry and of finding the cause
// of what differs.
func (c *Check) comparison() (todo []func()) {
	c.next = nil
	for k, t := range c.chain.tensors {
		for i := 0; i < len(t.at); i += perStep {
			todo = append(todo, func() { c.compare(k, i, min(i+perStep, len(t.at))) })
		}
	}
	if !c.compared {
		todo = append(todo, c.taylor, func() {
			sweep := &c.snapshot.Sweep
			sweep.Truncation, sweep.Rounding = c.theory(c.chain.samples())
		})
	}
	return append(todo, c.conclude)
}

// Advance takes that many further steps at most and stops early when the
// budget is used up (0: never) or all is done.
func (c *Check) Advance(steps int, budget time.Duration) {
	end := model.NewDeadline(budget)
	for ; steps > 0 && len(c.comparing)+len(c.sweeping) > 0; steps-- {
		todo := &c.comparing
		if len(*todo) == 0 {
			todo = &c.sweeping
		}
		step := (*todo)[0]
		*todo = (*todo)[1:]
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
	c.config, c.formula, c.comparing = to, formula, c.comparison()
	return true
}

// compare compares entries from to below end of a tensor, the first time for
// SciPy's check_grad as well.
func (c *Check) compare(k, from, end int) {
	forward, _ := nn.FormulaNamed("forward")
	for i := from; i < end; i++ {
		e := c.chain.compare(c.chain.tensors[k], i, c.formula, c.config.H)
		e.Value, e.Label = c.snapshot.Loss, math.NaN()
		if k == 0 {
			e.Value, e.Label = c.chain.valueAt(i)
		}
		e.Undefined = c.undefined(e)
		c.next = append(c.next, e)
		if !c.compared {
			gap := c.scipy.compare(c.scipy.tensors[k], i, forward, nn.CheckGradStep).Absolute
			c.squares[k] += gap * gap
		}
	}
	if !c.compared {
		c.snapshot.show(c.config, c.next, c.chain.tensors)
	}
}

// conclude shows the comparison that is now complete, and finds its cause.
func (c *Check) conclude() {
	c.snapshot.show(c.config, c.next, c.chain.tensors)
	for k := range c.snapshot.Tensors {
		c.snapshot.Tensors[k].CheckGrad = math.Sqrt(c.squares[k])
	}
	c.snapshot.Verdict = c.verdict()
	c.compared = true
}

// Snapshot returns how the check stands.
func (c *Check) Snapshot() Snapshot {
	s := c.snapshot
	s.Sweep = s.Sweep.clone()
	if len(c.comparing)+len(c.sweeping) == 0 {
		s.State = model.Finished
	}
	return s
}
