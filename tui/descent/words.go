package descent

import (
	"fmt"
	"math"

	"nntui/model/setting"
	"nntui/tui/kit"
)

// About says what the tab is for.
func (t *Tab) About() string {
	sign := t.Keys().Sign
	return "How gradient descent finds its way down f(x,y). Each step goes against the gradient, step size times its length. " +
		"The map shows f from low (dark) to high (light), with contour lines, the path from its start ○ to now ●, the global minima ◆ and the local ones ◇, saddle points ✛ and maxima △. " +
		sign("levels") + " spaces the lines otherwise: evenly in f, in its logarithm, or the assignment's fifty; " + sign("arrows") + " draws arrows downhill. " +
		sign("cursor") + " puts a cursor on the map: it reads the surface there, and " + sign("start") + " starts from it. A click starts there too, the right button moves the cursor. " +
		sign("basins") + " colours every start by the minimum that it leads to, " + sign("tuning") + " shows what other step sizes, decays, momenta or numbers of steps would reach, two at a time, " + sign("function") + " takes your own function. " +
		"The best of that map is the descent that ends lowest of all looked at, on a grid that is the same in every window and around its hollows; out of reach means that none of them ends at a global minimum. " +
		sign("step-back") + " and " + sign("step-on") + " go from step to step on the map and on the curves, as does a click on a curve; " +
		sign("stretch") + " " + sign("squeeze") + " and " + sign("raise") + " " + sign("lower") + " zoom the curves, " + sign("whole") + " shows all again."
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
	}
	return t.chosen().says(t, f)
}

// cursorWords says what steps of the first size do at the cursor, along the
// two axes of the local quadratic: plain gradient descent multiplies the
// distance to its bottom by 1 - ηλ along each.
func (t *Tab) cursorWords(f kit.Frame) string {
	p, c := t.cursor.at, t.runner.Snapshot.Config
	low, high, _, _ := t.runner.Snapshot.Surface.Jet(p.X, p.Y).Eigen()
	rate := c.Rate(0)
	steps := " steps of " + setting.Short(rate)
	switch {
	case math.IsNaN(low + high):
		return f.Theme.Warn.Style().Render("No curvature here") + ": the second derivatives are not numbers."
	case c.Method != "gd" && high > 0:
		return fmt.Sprintf("Plain gradient descent is stable here up to steps of 2/λmax = %.3g;", 2/high) + f.Theme.Dimmed(" "+c.Method+" has a rule of its own.")
	case rate*high > 2:
		return f.Theme.Bad.Style().Render("Unstable here:") + steps + fmt.Sprintf(" are above 2/λmax = %.3g, each overshoots more.", 2/high)
	case low < 0:
		return f.Theme.Warn.Style().Render("Curves down one way:") + steps + " lead away from here."
	case rate*high > 1:
		return f.Theme.Warn.Style().Render("Oscillates here:") + steps + fmt.Sprintf(" cross the valley, above 1/λmax = %.3g.", 1/high)
	}
	return f.Theme.Good.Style().Render("Stable here:") + steps + fmt.Sprintf(" do not overshoot, below 1/λmax = %.3g.", 1/high)
}
