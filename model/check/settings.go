package check

import (
	"nntui/model/setting"
	"nntui/nn"
)

// Settings returns the settings of a gradient check.
func (c *Config) Settings() []setting.Setting {
	return []setting.Setting{
		setting.Choice("component", "what to check", setting.Names(Components, func(c Component) string { return c.Name }), &c.Component),
		setting.Choice("formula", "which finite difference", setting.Names(nn.Formulas, func(f nn.Formula) string { return f.Name }), &c.Formula),
		setting.Number("h", "step of the finite difference", &c.H),
		setting.Seed("seed", "seed of the inputs and weights", &c.Seed),
		setting.Choice("fault", "a mistake to plant in the gradient", setting.Names(Faults, func(f Fault) string { return f.Name }), &c.Fault),
	}
}
