package model

import (
	"fmt"
	"math"
	"time"

	"nntui/nn"
)

// CheckConfig is everything that decides a gradient check.
type CheckConfig struct {
	Component string  // one of Components
	Formula   string  // one of nn.Formulas
	H         float64 // the step of the finite difference
	Seed      uint64  // of the generator that draws inputs and weights
}

// DefaultCheck returns a check of the sigmoid at the assignment's points.
func DefaultCheck() CheckConfig {
	return CheckConfig{Component: "sigmoid", Formula: "central", H: 1e-5, Seed: 12345}
}

// Tolerance is the relative error above which an entry of a gradient counts
// as wrong. A right gradient and a fitting h stay far below; CS231n is content
// below 1e-4 even where the function has kinks.
const Tolerance = 1e-4

// CheckEntry compares one entry of a gradient with its finite difference.
type CheckEntry struct {
	Name                string // what the derivative is with respect to: "W[0,3]"
	At                  float64
	Analytic, Numerical float64
	Absolute, Relative  float64 // the errors |a-n| and nn.RelativeError
}

// OK reports whether the entry passes.
func (e CheckEntry) OK() bool { return e.Relative <= Tolerance }

// CheckSnapshot is what there is to see of a gradient check.
type CheckSnapshot struct {
	Config  CheckConfig
	About   string // the component in words
	State   State
	Entries []CheckEntry
	Failed  int // entries that do not pass
	Worst   int // index of the entry with the largest relative error, -1 without entries
}

// Check compares the analytic gradient of a component with finite differences,
// one tensor a step.
type Check struct {
	config  CheckConfig
	about   string
	formula nn.Formula
	tensors []tensor // still to do
	entries []CheckEntry
}

// tensor is one thing to differentiate by.
type tensor struct {
	name     string
	cols     int                        // of a matrix; 0 for a vector
	at       []float64                  // the point
	f        func(at []float64) float64 // the function whose gradient is checked
	analytic []float64                  // the gradient that is checked
}

// NewCheck returns the check before its first tensor. The error is a
// *ConfigError where the config cannot work.
func NewCheck(c CheckConfig) (*Check, error) {
	formula, err := nn.FormulaNamed(c.Formula)
	if err != nil {
		return nil, refuse("formula", "%v", err)
	}
	if !(c.H > 0) || math.IsInf(c.H, 1) {
		return nil, refuse("h", "%v is not a step; it takes a number above 0, such as 1e-5", c.H)
	}
	component, err := componentNamed(c.Component)
	if err != nil {
		return nil, err
	}
	tensors, err := component.build(c.Seed)
	if err != nil {
		return nil, err
	}
	return &Check{config: c, about: component.About, formula: formula, tensors: tensors}, nil
}

// Advance checks that many further tensors at most and stops early when the
// budget is used up (0: never) or all are done.
func (c *Check) Advance(steps int, budget time.Duration) {
	end := newDeadline(budget)
	for range min(steps, len(c.tensors)) {
		c.compare(c.tensors[0])
		c.tensors = c.tensors[1:]
		if end.passed() {
			return
		}
	}
}

func (c *Check) compare(t tensor) {
	numerical := c.formula.NumericalGradient(nil, t.f, t.at, c.config.H)
	for i, a := range t.analytic {
		c.entries = append(c.entries, CheckEntry{
			Name:      t.entryName(i),
			At:        t.at[i],
			Analytic:  a,
			Numerical: numerical[i],
			Absolute:  math.Abs(a - numerical[i]),
			Relative:  nn.RelativeError(a, numerical[i]),
		})
	}
}

func (t tensor) entryName(i int) string {
	if t.cols == 0 {
		return fmt.Sprintf("%s[%d]", t.name, i)
	}
	return fmt.Sprintf("%s[%d,%d]", t.name, i/t.cols, i%t.cols)
}

// Snapshot returns how the check stands.
func (c *Check) Snapshot() CheckSnapshot {
	s := CheckSnapshot{
		Config:  c.config,
		About:   c.about,
		Entries: c.entries[:len(c.entries):len(c.entries)],
		Worst:   -1,
	}
	if len(c.tensors) == 0 {
		s.State = Finished
	}
	for i, e := range s.Entries {
		if !e.OK() {
			s.Failed++
		}
		if s.Worst < 0 || worse(e.Relative, s.Entries[s.Worst].Relative) {
			s.Worst = i
		}
	}
	return s
}

// worse reports whether the error a is larger than b; NaN is the worst there is.
func worse(a, b float64) bool { return a > b || math.IsNaN(a) && !math.IsNaN(b) }
