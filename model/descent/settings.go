package descent

import (
	"strings"

	"nntui/model/setting"
	"nntui/model/surface"
)

// Settings returns the settings of a descent. Another surface brings the start
// and the step size that suit it, so that these stand behind it.
func (c *Config) Settings() []setting.Setting {
	start := setting.Choice("surface", "the function to walk down", surface.Names(), &c.Surface)
	choose := start.Set
	start.Set = func(name string) error {
		if err := choose(name); err != nil {
			return err
		}
		c.Use(name)
		return nil
	}
	function := setting.Text("function", "a function of x and y, in place of a surface", "a formula", &c.Function)
	function.Set = func(formula string) error { // one line, as it is a title as well
		c.Function = strings.Join(strings.Fields(formula), " ")
		return nil
	}
	return []setting.Setting{
		start,
		function,
		setting.Number("condition", "condition number of the bowl, k in a function", &c.Condition),
		setting.Number("x", "where to start, x; other surfaces have other defaults", &c.X),
		setting.Number("y", "where to start, y", &c.Y),
		setting.Choice("method", "how a gradient becomes a step", setting.Names(Methods, func(m Method) string { return m.Name }), &c.Method),
		setting.Number("step", "step size, the factor of the gradient; other surfaces have other defaults", &c.Step),
		setting.Whole("steps", "number of steps", &c.Steps),
		setting.Choice("schedule", "how the step size changes", setting.Names(Schedules, func(s Schedule) string { return s.Name }), &c.Schedule),
		setting.Number("decay", "factor of the step size from one step to the next", &c.Decay),
		setting.Number("momentum", "share of the last step that goes on; for methods that have it", &c.Momentum),
		setting.Choice("race", "which methods run beside the chosen one", setting.Names(Races, func(r Race) string { return r.Name }), &c.Race),
	}
}

// Use turns to a surface of the catalog, and to the start and the step size
// that suit it.
func (c *Config) Use(name string) {
	start, step := surface.Defaults(name)
	c.Function, c.Surface = "", name
	c.X, c.Y, c.Step = start.X, start.Y, step
}
