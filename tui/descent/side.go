package descent

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// viewSide is the column of knobs, of what there is to read, and of the curve.
func (t *Tab) viewSide(f kit.Frame) string {
	title, note, text := t.reading(f.Sized(f.Width-2, f.Height))
	reading := f.Sized(f.Width, strings.Count(text, "\n")+3)
	const curveLeast, knobsLeast = 7, 5
	knobs := f.Sized(f.Width, min(t.knobs.Height(), max(knobsLeast, f.Height-reading.Height-curveLeast)))
	curve := f.Sized(f.Width, f.Height-knobs.Height-reading.Height)
	var place string
	if at, of := t.knobs.At(); knobs.Height-2 < of {
		place = f.Theme.Dimmed(fmt.Sprintf("%d of %d", at, of))
	}
	return kit.Fit(kit.Above(
		knobs.Panel("knobs", place, t.knobs.View(knobs.Sized(f.Width-2, knobs.Height-2))),
		reading.Panel(title, note, text),
		t.viewCurves(curve),
	), f.Width, f.Height)
}

// reading returns the panel of numbers that fits what one is doing.
func (t *Tab) reading(f kit.Frame) (title, note, text string) {
	if t.cursor.on {
		return "at the cursor", "", t.readCursor(f)
	}
	return t.chosen().read(t, f)
}

// readPath is about the step that the path stands at, or about a race.
func (t *Tab) readPath(f kit.Frame) (title, note, text string) {
	step := len(t.path()) - 1
	switch s := t.runner.Snapshot; {
	case len(s.Rivals) > 0:
		return "race", "steps, f, distance", t.readRace(f)
	case step == 0:
		return "at the start", "", t.readStep(f)
	default:
		return fmt.Sprintf("step %d", step), s.Method, t.readStep(f)
	}
}

// row is a line with a name and one or two numbers.
func row(f kit.Frame, name string, values ...float64) string {
	text := " " + f.Theme.Dimmed(kit.FitLine(name, 9)) + inTen(values[0])
	for _, v := range values[1:] {
		text += " " + inTen(v)
	}
	return text
}

// inTen shows a number in ten cells, with five digits if they fit.
func inTen(v float64) string {
	text := fmt.Sprintf("%10.5g", v)
	if len(text) > 10 {
		text = fmt.Sprintf("%10.3g", v)
	}
	return text
}

// readStep spells the step out that led to the current point, as on a
// blackboard: the gradient at the old point, the rate, the update, the new
// point.
func (t *Tab) readStep(f kit.Frame) string {
	s, path := t.runner.Snapshot, t.path()
	k := len(path) - 1
	now := path[k]
	old := path[max(k-1, 0)]
	dx, dy := s.Surface.Grad(old.X, old.Y)
	return kit.Above(
		row(f, "old x, y", old.X, old.Y),
		row(f, "gradient", dx, dy),
		row(f, "step size", s.Config.Rate(max(k-1, 0))),
		row(f, "update", now.X-old.X, now.Y-old.Y),
		row(f, "new x, y", now.X, now.Y),
		row(f, "f", old.F, now.F),
	)
}

// readCursor describes the surface at the cursor.
func (t *Tab) readCursor(f kit.Frame) string {
	p := t.cursor.at
	j := t.runner.Snapshot.Surface.Jet(p.X, p.Y)
	low, high, _, _ := j.Eigen()
	return kit.Above(
		row(f, "x, y", p.X, p.Y),
		row(f, "f, slope", j.F, math.Hypot(j.DX, j.DY)),
		row(f, "gradient", j.DX, j.DY),
		row(f, "Hessian λ", low, high),
		" "+f.Theme.Dimmed(kit.FitLine("2/λmax", 9))+largestStep(high),
	)
}

func largestStep(high float64) string {
	if !(high > 0) {
		return "       any"
	}
	return inTen(2 / high)
}

// readRace is the table of the methods: steps until near a minimum, f, and
// distance to the nearest minimum.
func (t *Tab) readRace(f kit.Frame) string {
	var lines []string
	for i, r := range append([]descent.Run{t.runner.Snapshot.Run}, t.runner.Snapshot.Rivals...) {
		lines = append(lines, t.raceLine(f, i, r))
	}
	return strings.Join(lines, "\n")
}

func (t *Tab) raceLine(f kit.Frame, i int, r descent.Run) string {
	path := t.visible(r.Path)
	last := path[len(path)-1]
	_, distance := t.runner.Snapshot.Surface.Minima.Nearest(last.Point())
	state := " "
	if r.State == model.Diverged && len(path) == len(r.Path) {
		state = f.Theme.Bad.Style().Render("!")
	}
	name := kit.FitLine(ansi.Truncate(r.Method, 8, "…"), 8)
	return f.Theme.Pen(i).Style().Render(" "+methodLetter(r.Method)+" "+name) +
		fmt.Sprintf("%4d %8.3g %6.1g", len(path)-1, last.F, distance) + state
}

// viewCurves draws f along the paths, and under it the step size where that
// changes and there is room.
func (t *Tab) viewCurves(f kit.Frame) string {
	const rateRows = 8
	if f.Height < 2*rateRows+2 || !t.rateChanges() {
		return t.viewCurve(f)
	}
	return kit.Above(t.viewCurve(f.Sized(f.Width, f.Height-rateRows)), t.viewRates(f.Sized(f.Width, rateRows)))
}

func (t *Tab) rateChanges() bool {
	c := t.runner.Snapshot.Config
	return c.Rate(0) != c.Rate(c.Steps/2) || c.Rate(0) != c.Rate(c.Steps)
}

func (t *Tab) viewCurve(f kit.Frame) string {
	title, plot := t.curvePlot(f)
	return f.Panel(title, "", plot.Draw(f.Sized(f.Width-2, f.Height-2)))
}

// curvePlot is f along the paths, or its height over the lowest f there is.
func (t *Tab) curvePlot(f kit.Frame) (title string, p chart.Plot) {
	s, lowest := t.runner.Snapshot, 0.0
	if title = "f along the path"; t.log {
		lowest = t.lowest()
		title = "f - " + setting.Short(lowest)
	}
	runs := append([]descent.Run{s.Run}, s.Rivals...)
	var all []float64
	heights := make([][]float64, len(runs))
	for i, r := range runs {
		for _, q := range r.Path {
			heights[i] = append(heights[i], q.F-lowest)
		}
		all = append(all, heights[i]...)
	}
	low, high := chart.Fair(heights...)
	p.X = axis.Axis{Name: "step", High: float64(max(s.Config.Steps, 1)), Whole: true}
	if p.Y = axis.Span("f", false, low, high).Rounded(10); t.log {
		const least = 1e-16
		p.Y = axis.Span("f", true, slices.DeleteFunc(all, func(v float64) bool { return v < least })...).Rounded(10)
	}
	for i, r := range slices.Backward(runs) { // the chosen one lies on top
		name := methodLetter(r.Method)
		if len(runs) == 1 {
			name = "f"
		}
		p.Curves = append(p.Curves, chart.Curve{Y: heights[i][:len(t.visible(r.Path))], Pen: f.Theme.Pen(i), Rank: chart.Middle, Name: name})
	}
	return title, p
}

// lowest is the lowest value that is known: of a minimum, or of any path.
func (t *Tab) lowest() float64 {
	s := t.runner.Snapshot
	lowest := math.Inf(1)
	for _, m := range s.Surface.Minima {
		lowest = min(lowest, m.F)
	}
	for _, r := range append([]descent.Run{s.Run}, s.Rivals...) {
		for _, p := range r.Path {
			lowest = min(lowest, p.F)
		}
	}
	return lowest
}

func (t *Tab) viewRates(f kit.Frame) string {
	c := t.runner.Snapshot.Config
	rates := make([]float64, c.Steps)
	for k := range rates {
		rates[k] = c.Rate(k)
	}
	p := chart.Plot{
		X:      axis.Axis{Name: "step", High: float64(max(c.Steps-1, 1)), Whole: true},
		Y:      axis.Span("step size", false, append(rates, 0)...).Rounded(10),
		Curves: []chart.Curve{{Y: rates[:min(len(t.path()), c.Steps)], Pen: f.Theme.Test.Pen(), Name: "η"}},
	}
	return f.Panel("step size", c.Schedule, p.Draw(f.Sized(f.Width-2, f.Height-2)))
}
