package descent

import (
	"slices"
	"strings"

	"nntui/model"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/nn"
)

// Settings returns the settings of a descent, as a screen has their knobs.
func (c *Config) Settings() []setting.Setting {
	return []setting.Setting{
		setting.Number("step", "step size, the factor of the gradient; other surfaces have other defaults", &c.Step).
			Linear("step size", "how far a step follows the negative gradient", 0.001, 2, 0.005, 0.05).
			Explained("With gd a step is -η times the gradient, so steep places make long steps; newton and bfgs do without η.",
				"The path creeps, and is still on its way when the steps are over.",
				"Above the limit of a minimum, 2/λmax of gd, the path crosses the valley, orbits, wanders or leaves."),
		setting.Number("decay", "factor of the step size from one step to the next", &c.Decay).
			Linear("decay", "how fast the schedule shrinks the step size; 1 keeps it", 0.5, 1.05, 0.005, 0.05).
			Explained("The schedules constant and cosine do without.",
				"The steps shrink so fast that the path stops short of the minimum.",
				"At 1 a path that orbits goes on orbiting; above 1 steps grow, until in the end no minimum holds them."),
		setting.Whole("steps", "number of steps", &c.Steps).
			Range("steps", "how many steps to take", 0, 1000, 1, 10).
			Explained("The schedules cosine and warm-up stretch with it.",
				"The path ends on its way to a minimum: not there yet.",
				"Nothing is lost: a path at rest stays. But one that orbits or wanders does not come to rest by more steps."),
		setting.Number("x", "where to start, x; other surfaces have other defaults", &c.X).
			Linear("start x", "where the descent starts", -5, 5, 0.1, 1).Explained(whereto, "", ""),
		setting.Number("y", "where to start, y", &c.Y).
			Linear("start y", "where the descent starts", -5, 5, 0.1, 1).Explained(whereto, "", ""),
		setting.Choice("method", "how a gradient becomes a step", setting.Names(Methods, func(m Method) string { return m.Name }), &c.Method).
			Wheel("method", "how a gradient becomes a step").
			Among("Each suits another step size; newton and bfgs find their own.",
				setting.Glosses(Methods, func(m Method) string { return m.Name }, Method.About)),
		setting.Choice("schedule", "how the step size changes", setting.Names(Schedules, model.Schedule.String), &c.Schedule).
			Wheel("schedule", "how the step size changes from step to step").
			Among("Large steps find the way, small ones settle; newton and bfgs do without.", model.ScheduleGlosses(Schedules)),
		setting.Number("momentum", "share of the last step that goes on; for methods that have it", &c.Momentum).
			Linear("momentum", "how much of the last step goes on", 0, 0.99, 0.01, 0.1).Only(c.hasMomentum).
			Because(func() string { return c.Method + " has no momentum" }).
			Explained("Steps along a valley add up, steps across it cancel; shallow minima can be rolled through. Of adam it is beta 1.",
				"Near 0 momentum and nesterov are gd, slow along a valley.",
				"Near 1 the path runs past the minimum and swings about it for long."),
		c.surfaceSetting(),
		c.functionSetting(),
		setting.Number("condition", "condition number of the bowl, k in a function", &c.Condition).
			Logarithmic("condition", "k: how much steeper the bowl is one way", 1, 1000, false).Only(c.hasCondition).
			Because(func() string { return "only the bowl and functions of k depend on it" }).
			Explained("The condition number k: the largest curvature of the bowl over the smallest.",
				"At 1 the bowl is round, and gd heads straight for the minimum.",
				"The valley is narrow: the steps of gd that its walls allow creep along it, and larger ones leave."),
		setting.Choice("race", "which methods run beside the chosen one", setting.Names(Races, func(r Race) string { return r.Name }), &c.Race).
			Wheel("race", "which methods run beside the chosen one").
			Among("All start at the same place, with the same step size and schedule.",
				setting.Glosses(Races, func(r Race) string { return r.Name }, Race.About)),
		setting.Number("noise", "size of the noise on the gradient, as that of minibatches", &c.Noise).
			Linear("noise σ", "standard deviation of normal noise on each part of the gradient, as minibatches have it; 0 for none", 0, 5, 0.1, 1).ZeroShown("off").Only(c.feelsNoise).
			Because(func() string { return c.Method + " goes without noise" }).
			Explained("The cloud has the places of up to 60 paths with other seeds.",
				"At 0 the path is that of the exact gradient, and may end in a shallow minimum.",
				"The path never settles, and it is by chance at which minimum it ends."),
		setting.Seed("noise-seed", "seed of the noise", &c.NoiseSeed).
			Endless("noise seed", "which noise; the cloud has the seeds that follow").Shown(short).Only(func() bool { return c.Noise > 0 && c.feelsNoise() }).
			Because(func() string { return "there is no noise" }).
			Explained("What all seeds do, the noise does; what one does may be luck.", "", ""),
	}
}

// whereto explains a start. No place is too small or too large.
const whereto = "It decides which minimum is reached: the view basins shows it for every start. Far out most surfaces are " +
	"steep, and a step size that is right further in overshoots."

// surfaceSetting brings the start and the step size that suit the surface.
func (c *Config) surfaceSetting() setting.Setting {
	names := surface.Names()
	at := func() int { return slices.Index(names, c.Surface) }
	shown := func() int {
		if c.Function != "" {
			return -1
		}
		return at()
	}
	return setting.Entry("surface", "the function to walk down", names, func(name string) string { return name }, at, c.Use).First().
		WheelOf("surface", "the function to go down", setting.Names(names, short), shown, func(i int) { c.Use(names[i]) }).
		Among("Each brings a start and a step size that suit it.", surface.Glosses())
}

// short cuts a name to what a table of knobs has room for.
func short(name string) string {
	const room = 11
	if len(name) <= room {
		return name
	}
	return name[:room-1] + "…"
}

// functionSetting keeps a formula in one line, as it is a title as well. A start
// outside its domain moves into it.
func (c *Config) functionSetting() setting.Setting {
	s := setting.Text("function", "a function of x and y, in place of a surface, and where to draw it: x^2 + y^2, x from -3 to 3", "a formula", &c.Function)
	s.Set = func(formula string) error {
		c.Function = strings.Join(strings.Fields(formula), " ")
		if domain, err := surface.Parse(c.Function); err == nil && !domain.Contains(surface.Point{X: c.X, Y: c.Y}) {
			start := domain.At(7, 3, 10, 10) // at its upper right
			c.X, c.Y = setting.Tidy(start.X), setting.Tidy(start.Y)
		}
		return nil
	}
	return s.First()
}

// hasMomentum reports whether a method that runs has a momentum.
func (c *Config) hasMomentum() bool {
	o, err := nn.OptimizerNamed(c.Method)
	return c.Race != "off" || err == nil && o.Momentum > 0
}

// feelsNoise reports whether the chosen method sees gradients alone.
func (c *Config) feelsNoise() bool {
	m, err := methodNamed(c.Method)
	return err == nil && m.rule != ""
}

// hasCondition reports whether the surface depends on k.
func (c *Config) hasCondition() bool {
	return c.Function == "" && c.Surface == "bowl" || strings.ContainsAny(c.Function, "kK")
}

// Use turns to a surface of the catalog, and to the start and the step size
// that suit it.
func (c *Config) Use(name string) {
	start, step := surface.Defaults(name)
	c.Function, c.Surface = "", name
	c.X, c.Y, c.Step = start.X, start.Y, step
}
