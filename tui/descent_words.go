package tui

import (
	"fmt"
	"math"

	"charm.land/bubbles/v2/key"

	"nntui/model"
	"nntui/model/descent"
)

func (t *descentTab) About() string {
	return "How gradient descent finds its way down f(x,y). Each step goes against the gradient, step size times its length. " +
		"The map shows f from low (dark) to high (light), the path from its start ○ to now ●, the global minima ◆ and the local ones ◇. " +
		"c puts a cursor on the map: it reads the surface there, and enter starts from it. A click starts there too, the right button moves the cursor. " +
		"b colours every start by the minimum that it leads to, t shows what other step sizes and decays would reach, f takes your own function."
}

func (t *descentTab) ShortHelp() []key.Binding {
	play := keys.playing(t.ticks.playing)
	switch {
	case t.typing.open:
		return []key.Binding{keys.relabel(keys.Start, "go down this function"), keys.relabel(keys.Close, "leave as it was"), keys.ClearLine}
	case t.cursor.on:
		return []key.Binding{keys.relabel(keys.Choose, "move"), keys.Start, keys.ZoomIn, keys.ZoomOut, keys.relabel(keys.Close, "back to the knobs"), keys.Help}
	case t.mode == showTuning:
		return []key.Binding{keys.Take, keys.Choose, keys.Change, keys.relabel(keys.Tuning, "back to heights"), keys.Help, keys.Quit}
	case t.mode == showBasins:
		return []key.Binding{keys.Choose, keys.Change, keys.relabel(keys.Basins, "back to heights"), keys.relabel(keys.Cursor, "cursor"), play, keys.Help, keys.Quit}
	}
	return []key.Binding{
		keys.Choose, keys.Change, play, keys.Basins, keys.relabel(keys.Cursor, "cursor"),
		keys.Guide, keys.Help, keys.Quit, keys.relabel(keys.Tuning, "tuning"), keys.relabel(keys.Function, "function"), keys.Scale, keys.Tabs,
	}
}

func (t *descentTab) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		append(keys.turning(), keys.Play, keys.Restart, keys.Back, keys.Forward),
		{keys.Cursor, keys.Start, keys.ZoomIn, keys.ZoomOut, keys.Reset, keys.FitPath, keys.FullScreen, keys.Basins, keys.Tuning, keys.Function, keys.Scale},
		keys.moving(),
	}
}

// Status says in a line what the screen shows, and why.
func (t *descentTab) Status(f frame) string {
	switch {
	case t.runner.err != nil:
		return f.theme.bad.style().Render(t.runner.err.Error())
	case !t.runner.ready:
		return ""
	case t.typing.open:
		return f.theme.dimmed("Type a function of x and y; its gradient and Hessian are exact.")
	case t.cursor.on:
		return t.cursorWords(f)
	case t.mode == showTuning:
		return t.tuningWords(f)
	case t.mode == showBasins:
		return t.basinWords(f)
	}
	return t.pathWords(f)
}

// cursorWords says what steps of the first size do at the cursor, along the
// two axes of the local quadratic: plain gradient descent multiplies the
// distance to its bottom by 1 - ηλ along each.
func (t *descentTab) cursorWords(f frame) string {
	p, c := t.cursor.at, t.runner.snapshot.Config
	low, high, _, _ := t.runner.snapshot.Surface.Jet(p.X, p.Y).Eigen()
	rate := number(c.Rate(0))
	switch {
	case math.IsNaN(low + high):
		return f.theme.warn.style().Render("No curvature here") + ": the second derivatives are not numbers."
	case c.Method != "gd" && high > 0:
		return fmt.Sprintf("Plain gradient descent is stable here up to steps of 2/λmax = %.3g;", 2/high) + f.theme.dimmed(" "+c.Method+" has a rule of its own.")
	case c.Rate(0)*high > 2:
		return f.theme.bad.style().Render("Unstable here:") + fmt.Sprintf(" steps of %s are above 2/λmax = %.3g, each overshoots more.", rate, 2/high)
	case low < 0:
		return f.theme.warn.style().Render("Curves down one way:") + " steps of " + rate + " lead away from here."
	case c.Rate(0)*high > 1:
		return f.theme.warn.style().Render("Oscillates here:") + fmt.Sprintf(" steps of %s cross the valley, above 1/λmax = %.3g.", rate, 1/high)
	}
	return f.theme.good.style().Render("Stable here:") + fmt.Sprintf(" steps of %s do not overshoot, below 1/λmax = %.3g.", rate, 1/high)
}

func (t *descentTab) tuningWords(f frame) string {
	s := t.tuning.snapshot
	if !t.tuning.ready || s.Best < 0 {
		return f.theme.dimmed("Each cell is a whole descent: step size from left to right, decay from bottom to top.")
	}
	m, distance := descent.NearestMinimum(s.Surface, s.End)
	switch {
	case len(s.Surface.Minima) == 0:
		return fmt.Sprintf("The best, ◆, ends at f = %.4g; this surface has no minimum here. ", s.Final[s.Best]) + f.theme.dimmed(lowAndHigh(f))
	case m.Global && distance < t.near():
		return f.theme.good.style().Render("Reachable:") + " the best, ◆, ends at the global minimum. " + f.theme.dimmed(lowAndHigh(f))
	}
	return f.theme.warn.style().Render("Out of reach:") + fmt.Sprintf(" the best, ◆, ends at f = %.4g; the minimum is %.4g.", s.Final[s.Best], s.Surface.Minima[0].F)
}

// near is the distance to a minimum that counts as there.
func (t *descentTab) near() float64 {
	d := t.runner.snapshot.Surface.Domain
	return 0.02 * (d.MaxX - d.MinX)
}

// lowAndHigh explains the map's colours or signs.
func lowAndHigh(f frame) string {
	if f.blocks() {
		return "Dark is low; grey: f rose."
	}
	return ", is low, % is high."
}

// basinWords counts what the map of basins shows.
func (t *descentTab) basinWords(f frame) string {
	s := t.basins.snapshot
	if !t.basins.ready || s.State == model.Unfinished {
		return f.theme.dimmed("Computing where each starting point leads.")
	}
	if len(s.Surface.Minima) == 0 {
		return "This surface has no minimum here that a start could lead to."
	}
	var global, diverged int
	for _, fate := range s.Fates {
		switch {
		case fate.Minimum < 0:
			diverged++
		case s.Surface.Minima[fate.Minimum].Global:
			global++
		}
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(max(1, len(s.Fates))) }
	name := "global minimum" // the first of the minima
	if f.blocks() {
		name = f.theme.basin(0).Render(name)
	} else {
		name += " A"
	}
	return fmt.Sprintf("%.0f %% of the starts lead to the %s, %.0f %% diverge.", share(global), name, share(diverged))
}

// pathWords says where the path leads and how it got there.
func (t *descentTab) pathWords(f frame) string {
	s := t.runner.snapshot
	if k := len(t.path()) - 1; t.shown < t.last() {
		return f.theme.dimmed(fmt.Sprintf("Step %d of %d: , and . step back and on, end shows all.", k, t.last()))
	}
	first, last := s.Path[0], s.Last()
	switch {
	case s.State == model.Diverged:
		return f.theme.bad.style().Render("Diverged at "+s.Reason+".") + f.theme.dimmed(" Try a smaller step.")
	case last.F > first.F:
		return f.theme.bad.style().Render("Too large a step: ") +
			fmt.Sprintf("f grew from %.4g to %.4g.", first.F, last.F) + f.theme.dimmed(" Try a smaller step size.")
	case len(s.Surface.Minima) == 0:
		return "This surface has no minimum here; " + fmt.Sprintf("f fell from %.4g to %.4g.", first.F, last.F)
	}
	return t.arrival(f, s)
}

// arrival says in words which minimum the path reached, and which not.
func (t *descentTab) arrival(f frame, s descent.Snapshot) string {
	m, distance := s.Nearest()
	kind := f.theme.warn.style().Render("local minimum")
	if m.Global {
		kind = f.theme.good.style().Render("global minimum")
	}
	text := fmt.Sprintf("Ends %.2g from the ", distance) + kind + fmt.Sprintf(" f = %.4f", m.F)
	if global := s.Surface.Minima[0]; !m.Global {
		text += fmt.Sprintf(", %.2g from the global one.", s.Last().Point().Distance(global.Point))
	} else {
		text += "."
	}
	if distance > t.near() {
		return text + f.theme.dimmed(" More steps may get closer.")
	}
	return text
}
