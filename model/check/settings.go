package check

import (
	"cmp"
	"slices"

	"nntui/model/setting"
	"nntui/nn"
)

// The range of h that a knob has, and a sweep goes through.
const MinH, MaxH = 1e-14, 1e-1

// Settings returns the settings of a gradient check.
func (c *Config) Settings() []setting.Setting {
	return []setting.Setting{
		setting.Choice("component", "what to check", setting.Names(Components, func(c Component) string { return c.Name }), &c.Component).
			Wheel("component", "whose gradient is checked").Shown(short).Then(c.keepFault).
			Among("Inputs and weights are drawn as the assignment draws them.",
				setting.Glosses(Components, func(c Component) string { return c.Name }, func(c Component) string { return c.About })),
		setting.Choice("formula", "which finite difference", setting.Names(nn.Formulas, func(f nn.Formula) string { return f.Name }), &c.Formula).
			Wheel("formula", "the finite difference it is checked against").
			Among("The higher its order, the faster its truncation error falls with h; the rounding error is about the same.",
				setting.Glosses(nn.Formulas, func(f nn.Formula) string { return f.Name }, func(f nn.Formula) string { return f.Rule })),
		setting.Number("h", "step of the finite difference", &c.H).
			Logarithmic("h", "the step of the finite difference", MinH, MaxH, false).
			Explained("The sweep shows the error for every h.",
				"Rounding eats the digits of the difference: the error grows as 1/h.",
				"The curve bends within h, or has a kink there: the truncation error grows as h, h² or h⁴, by the formula."),
		setting.Choice("fault", "a mistake to plant in the gradient", setting.Names(Faults, func(f Fault) string { return f.Name }), &c.Fault).
			Turned("fault", "a mistake planted in the gradient on purpose", c.turnFault).Shown(short).
			Among("The check should find it, and name it from the numbers alone.",
				setting.Glosses(Faults, func(f Fault) string { return f.Name }, func(f Fault) string { return f.About })),
		setting.Seed("seed", "seed of the inputs and weights", &c.Seed).
			Endless("seed", "draws the inputs and weights").
			Explained("A gradient that is right is right wherever it is checked: another seed checks it elsewhere.", "", ""),
	}
}

// faults are those that can happen to the component.
func (c *Config) faults() []string {
	component, _ := ComponentNamed(c.Component)
	return component.Faults
}

// keepFault drops a fault that cannot happen to the component.
func (c *Config) keepFault() {
	if !slices.Contains(c.faults(), c.Fault) {
		c.Fault = NoFault
	}
}

// turnFault goes around the faults that can happen to the component.
func (c *Config) turnFault(by int, _ bool) {
	if faults := c.faults(); len(faults) > 0 {
		c.Fault = faults[(slices.Index(faults, c.Fault)+by+len(faults))%len(faults)]
	}
}

// shorter are names that a table of knobs has no room for.
var shorter = map[string]string{
	"sigmoid-layer": "sigmoid 3x5", "relu-layer": "relu 3x5", "no-batch-sum": "batch sum", "no-activation": "activation",
}

func short(name string) string { return cmp.Or(shorter[name], name) }
