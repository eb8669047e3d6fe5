package check

import (
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
			Wheel("component", "whose gradient is checked").Shown(short).Then(c.keepFault),
		setting.Choice("formula", "which finite difference", setting.Names(nn.Formulas, func(f nn.Formula) string { return f.Name }), &c.Formula).
			Wheel("formula", "the finite difference it is checked against"),
		setting.Number("h", "step of the finite difference", &c.H).
			Logarithmic("h", "the step of the finite difference", MinH, MaxH, false),
		setting.Choice("fault", "a mistake to plant in the gradient", setting.Names(Faults, func(f Fault) string { return f.Name }), &c.Fault).
			Turned("fault", "a mistake planted in the gradient on purpose", c.turnFault).Shown(short),
		setting.Seed("seed", "seed of the inputs and weights", &c.Seed).
			Endless("seed", "draws the inputs and weights"),
	}
}

// keepFault drops a fault that cannot happen to the component.
func (c *Config) keepFault() {
	if component, err := ComponentNamed(c.Component); err == nil && !slices.Contains(component.Faults, c.Fault) {
		c.Fault = NoFault
	}
}

// turnFault goes around the faults that can happen to the component.
func (c *Config) turnFault(by int, _ bool) {
	component, err := ComponentNamed(c.Component)
	if err != nil {
		return
	}
	n := len(component.Faults)
	c.Fault = component.Faults[(slices.Index(component.Faults, c.Fault)+by+n)%n]
}

// short returns a name as a table of knobs has room for it.
func short(name string) string {
	switch name {
	case "sigmoid-layer":
		return "sigmoid 3x5"
	case "relu-layer":
		return "relu 3x5"
	case "no-batch-sum":
		return "batch sum"
	case "no-activation":
		return "activation"
	}
	return name
}
