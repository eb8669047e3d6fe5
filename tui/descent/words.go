package descent

import (
	"fmt"
	"math"

	"charm.land/bubbles/v2/key"

	"nntui/model"
	"nntui/model/descent"
	"nntui/tui/kit"
)

func (t *Tab) About() string {
	return "How gradient descent finds its way down f(x,y). Each step goes against the gradient, step size times its length. " +
		"The map shows f from low (dark) to high (light), the path from its start ○ to now ●, the global minima ◆ and the local ones ◇. " +
		"c puts a cursor on the map: it reads the surface there, and enter starts from it. A click starts there too, the right button moves the cursor. " +
		"b colours every start by the minimum that it leads to, t shows what other step sizes and decays would reach, f takes your own function."
}

func (t *Tab) ShortHelp() []key.Binding {
	play := kit.Bound.Playing(t.ticks.Playing)
	switch {
	case t.typing.open:
		return []key.Binding{kit.Bound.Relabel(kit.Bound.Start, "go down this function"), kit.Bound.Relabel(kit.Bound.Close, "leave as it was"), kit.Bound.ClearLine}
	case t.cursor.on:
		return []key.Binding{kit.Bound.Relabel(kit.Bound.Choose, "move"), kit.Bound.Start, kit.Bound.ZoomIn, kit.Bound.ZoomOut, kit.Bound.Relabel(kit.Bound.Close, "back to the knobs"), kit.Bound.Help}
	case t.mode == showTuning:
		return []key.Binding{kit.Bound.Take, kit.Bound.Choose, kit.Bound.Change, kit.Bound.Relabel(kit.Bound.Tuning, "back to heights"), kit.Bound.Help, kit.Bound.Quit}
	case t.mode == showBasins:
		return []key.Binding{kit.Bound.Choose, kit.Bound.Change, kit.Bound.Relabel(kit.Bound.Basins, "back to heights"), kit.Bound.Relabel(kit.Bound.Cursor, "cursor"), play, kit.Bound.Help, kit.Bound.Quit}
	}
	return []key.Binding{
		kit.Bound.Choose, kit.Bound.Change, play, kit.Bound.Basins, kit.Bound.Relabel(kit.Bound.Cursor, "cursor"),
		kit.Bound.Guide, kit.Bound.Help, kit.Bound.Quit, kit.Bound.Relabel(kit.Bound.Tuning, "tuning"), kit.Bound.Relabel(kit.Bound.Function, "function"), kit.Bound.Scale, kit.Bound.Tabs,
	}
}

func (t *Tab) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		append(kit.Bound.Turning(), kit.Bound.Play, kit.Bound.Restart, kit.Bound.Back, kit.Bound.Forward),
		{kit.Bound.Cursor, kit.Bound.Start, kit.Bound.ZoomIn, kit.Bound.ZoomOut, kit.Bound.Reset, kit.Bound.FitPath, kit.Bound.FullScreen, kit.Bound.Basins, kit.Bound.Tuning, kit.Bound.Function, kit.Bound.Scale},
		kit.Bound.Moving(),
	}
}

// Status says in a line what the screen shows, and why.
func (t *Tab) Status(f kit.Frame) string {
	switch {
	case t.runner.Err != nil:
		return f.Theme.Bad.Style().Render(t.runner.Err.Error())
	case !t.runner.Ready:
		return ""
	case t.typing.open:
		return f.Theme.Dimmed("Type a function of x and y; its gradient and Hessian are exact.")
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
func (t *Tab) cursorWords(f kit.Frame) string {
	p, c := t.cursor.at, t.runner.Snapshot.Config
	low, high, _, _ := t.runner.Snapshot.Surface.Jet(p.X, p.Y).Eigen()
	rate := kit.Number(c.Rate(0))
	switch {
	case math.IsNaN(low + high):
		return f.Theme.Warn.Style().Render("No curvature here") + ": the second derivatives are not numbers."
	case c.Method != "gd" && high > 0:
		return fmt.Sprintf("Plain gradient descent is stable here up to steps of 2/λmax = %.3g;", 2/high) + f.Theme.Dimmed(" "+c.Method+" has a rule of its own.")
	case c.Rate(0)*high > 2:
		return f.Theme.Bad.Style().Render("Unstable here:") + fmt.Sprintf(" steps of %s are above 2/λmax = %.3g, each overshoots more.", rate, 2/high)
	case low < 0:
		return f.Theme.Warn.Style().Render("Curves down one way:") + " steps of " + rate + " lead away from here."
	case c.Rate(0)*high > 1:
		return f.Theme.Warn.Style().Render("Oscillates here:") + fmt.Sprintf(" steps of %s cross the valley, above 1/λmax = %.3g.", rate, 1/high)
	}
	return f.Theme.Good.Style().Render("Stable here:") + fmt.Sprintf(" steps of %s do not overshoot, below 1/λmax = %.3g.", rate, 1/high)
}

func (t *Tab) tuningWords(f kit.Frame) string {
	s := t.tuning.Snapshot
	if !t.tuning.Ready || s.Best < 0 {
		return f.Theme.Dimmed("Each cell is a whole descent: step size from left to right, decay from bottom to top.")
	}
	nearest, distance := s.Surface.Minima.Nearest(s.End)
	switch {
	case len(s.Surface.Minima) == 0:
		return fmt.Sprintf("The best, ◆, ends at f = %.4g; this surface has no minimum here. ", s.Cells[s.Best]) + f.Theme.Dimmed(lowAndHigh(f))
	case s.Surface.Minima[nearest].Global && distance < t.near():
		return f.Theme.Good.Style().Render("Reachable:") + " the best, ◆, ends at the global minimum. " + f.Theme.Dimmed(lowAndHigh(f))
	}
	return f.Theme.Warn.Style().Render("Out of reach:") + fmt.Sprintf(" the best, ◆, ends at f = %.4g; the minimum is %.4g.", s.Cells[s.Best], s.Surface.Minima[0].F)
}

// near is the distance to a minimum that counts as there.
func (t *Tab) near() float64 {
	d := t.runner.Snapshot.Surface.Domain
	return 0.02 * (d.MaxX - d.MinX)
}

// lowAndHigh explains the map's colours or signs.
func lowAndHigh(f kit.Frame) string {
	if f.Blocks() {
		return "Dark is low; grey: f rose."
	}
	return ", is low, % is high."
}

// basinWords counts what the map of basins shows.
func (t *Tab) basinWords(f kit.Frame) string {
	s := t.basins.Snapshot
	if !t.basins.Ready || s.State == model.Unfinished {
		return f.Theme.Dimmed("Computing where each starting point leads.")
	}
	if len(s.Surface.Minima) == 0 {
		return "This surface has no minimum here that a start could lead to."
	}
	var global, diverged int
	for _, fate := range s.Cells {
		switch {
		case fate.Minimum < 0:
			diverged++
		case s.Surface.Minima[fate.Minimum].Global:
			global++
		}
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(max(1, len(s.Cells))) }
	name := "global minimum" // the first of the minima
	if f.Blocks() {
		name = f.Theme.Basin(0).Render(name)
	} else {
		name += " A"
	}
	return fmt.Sprintf("%.0f %% of the starts lead to the %s, %.0f %% diverge.", share(global), name, share(diverged))
}

// pathWords says where the path leads and how it got there.
func (t *Tab) pathWords(f kit.Frame) string {
	s := t.runner.Snapshot
	if k := len(t.path()) - 1; t.shown < t.last() {
		return f.Theme.Dimmed(fmt.Sprintf("Step %d of %d: , and . step back and on, end shows all.", k, t.last()))
	}
	first, last := s.Path[0], s.Last()
	switch {
	case s.State == model.Diverged:
		return f.Theme.Bad.Style().Render("Diverged at "+s.Reason+".") + f.Theme.Dimmed(" Try a smaller step.")
	case last.F > first.F:
		return f.Theme.Bad.Style().Render("Too large a step: ") +
			fmt.Sprintf("f grew from %.4g to %.4g.", first.F, last.F) + f.Theme.Dimmed(" Try a smaller step size.")
	case len(s.Surface.Minima) == 0:
		return "This surface has no minimum here; " + fmt.Sprintf("f fell from %.4g to %.4g.", first.F, last.F)
	}
	return t.arrival(f, s)
}

// arrival says in words which minimum the path reached, and which not.
func (t *Tab) arrival(f kit.Frame, s descent.Snapshot) string {
	m, distance := s.Nearest()
	kind := f.Theme.Warn.Style().Render("local minimum")
	if m.Global {
		kind = f.Theme.Good.Style().Render("global minimum")
	}
	text := fmt.Sprintf("Ends %.2g from the ", distance) + kind + fmt.Sprintf(" f = %.4f", m.F)
	if global := s.Surface.Minima[0]; !m.Global {
		text += fmt.Sprintf(", %.2g from the global one.", s.Last().Point().Distance(global.Point))
	} else {
		text += "."
	}
	if distance > t.near() {
		return text + f.Theme.Dimmed(" More steps may get closer.")
	}
	return text
}
