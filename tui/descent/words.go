package descent

import (
	"fmt"
	"math"

	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/kit"
)

// About says what the tab is for.
func (t *Tab) About() string {
	sign := t.Keys().Sign
	return "How gradient descent finds its way down f(x,y). Each step goes against the gradient, step size times its length. " +
		"The map shows f from low (dark) to high (light), with contour lines, the path from its start ○ to now ●, the global minima ◆ and the local ones ◇, saddle points ✛ and maxima △. " +
		sign("levels") + " spaces the lines otherwise: evenly in f, in its logarithm, or the assignment's fifty; " + sign("arrows") + " draws arrows downhill. " +
		sign("cursor") + " puts a cursor on the map: it reads the surface there, and " + sign("start") + " starts from it. A click starts there too, the right button moves the cursor. " +
		sign("basins") + " colours every start by what becomes of it: in the colour of a minimum those that reached it (the lighter the sooner), that head for it and are not yet there (darkest) or orbit it (striped), in grey all others. " +
		"The sign ! stands at a minimum that does not hold the method: the last step size is above its limit. " +
		sign("tuning") + " shows what other step sizes, decays, momenta or numbers of steps would reach, two at a time, " + sign("function") + " takes your own function. " +
		"The best of that map is the descent that ends lowest of all looked at, on a grid that is the same in every window and around its hollows; out of reach means that none of them ends near a global minimum. " +
		sign("ends") + " shows what the path visits in the end for every step size: it settles, goes round 2, 4, 8 places, wanders and leaves. " +
		sign("theory") + " shows how fast gradient descent and momentum converge near a minimum. " +
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
	case t.typing.isOpen():
		return f.Theme.Dimmed("Type a function of x and y; its gradient and Hessian are exact.")
	case t.cursor.on:
		return t.cursorWords(f)
	}
	return t.chosen().says(t, f)
}

// cursorWords says whether a minimum at the cursor holds the method or, elsewhere,
// what its steps do on the quadratic that touches the surface there.
func (t *Tab) cursorWords(f kit.Frame) string {
	s, p := t.runner.Snapshot, t.cursor.at
	if at, distance := s.Surface.Minima.Nearest(p); distance < s.Surface.Near() {
		return t.holdWords(f, s.Surface.Minima[at])
	}
	low, high, _, _ := s.Surface.Jet(p.X, p.Y).Eigen()
	here := surface.Minimum{Point: p}
	if math.Abs(low) <= 1e-9*high {
		here.Line = []surface.Point{p} // level one way
	}
	method, steps := s.Config.Method, " steps of "+setting.Short(s.Config.LastRate())
	switch {
	case math.IsNaN(low + high):
		return f.Theme.Warn.Style().Render("No curvature here") + ": the second derivatives are not numbers."
	case low < 0 && here.Line == nil:
		return f.Theme.Warn.Style().Render("Curves down one way:") + " small steps lead away from here, whatever their size."
	case !s.Local():
		return "Curves up here. What holds " + method + " is known at a minimum: put the cursor on one."
	}
	limit := fmt.Sprintf("limit %.3g.", s.Limit(s.Surface, here))
	switch at := s.Stability(s.Surface, here, s.Config.LastRate()); at.Regime() {
	case "diverges":
		return f.Theme.Bad.Style().Render("Overshoots here:") + " each of the" + steps + " more than the last; " + limit
	case "oscillates":
		return f.Theme.Warn.Style().Render("Oscillates here:") + steps + fmt.Sprintf(" cross the valley and leave %.2g of the way; ", at.Radius) + limit
	case "ripples":
		return f.Theme.Good.Style().Render("Ripples here:") + steps + fmt.Sprintf(" swing and leave %.2g of the way; ", at.Radius) + limit
	default:
		return f.Theme.Good.Style().Render("Monotone here:") + steps + fmt.Sprintf(" do not overshoot and leave %.2g of the way; ", at.Radius) + limit
	}
}

// holdWords says whether a minimum holds the method with its last step size.
func (t *Tab) holdWords(f kit.Frame, m surface.Minimum) string {
	s := t.runner.Snapshot
	method, rate := s.Config.Method, s.Config.LastRate()
	at, limit := s.Stability(s.Surface, m, rate), s.Limit(s.Surface, m)
	why := descent.TooLarge(rate, limit, "its limit")
	switch {
	case math.IsNaN(at.Radius):
		return "This " + m.Kind() + f.Theme.Good.Style().Render(" holds "+method) + ": it has no step size that could be too large."
	case why != "":
		return "This " + m.Kind() + f.Theme.Bad.Style().Render(" does not hold "+method) + ": " + why + "."
	case math.IsInf(limit, 1) && at.Radius > 1-1e-6:
		return "This " + m.Kind() + " has next to no curvature: it sets no limit to the step size."
	}
	return "This " + m.Kind() + f.Theme.Good.Style().Render(" holds "+method) +
		fmt.Sprintf(": a step of %.3g leaves %.3g of a small distance; limit %.3g.", rate, at.Radius, limit)
}
