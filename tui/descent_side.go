package tui

import (
	"fmt"
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/descent"
)

// viewSide is the column of knobs, of what there is to read, and of the curve.
func (t *descentTab) viewSide(f frame) string {
	title, note, text := t.reading(f.sized(f.width-2, f.height))
	reading := f.sized(f.width, strings.Count(text, "\n")+3)
	const curveLeast, knobsLeast = 7, 5
	knobs := f.sized(f.width, min(t.knobs.count()+2, max(knobsLeast, f.height-reading.height-curveLeast)))
	curve := f.sized(f.width, f.height-knobs.height-reading.height)
	return above(
		knobs.panel("knobs", t.knobs.place(knobs), t.knobs.view(knobs.sized(f.width-2, knobs.height-2), t.runner.config)),
		reading.panel(title, note, text),
		t.viewCurves(curve),
	)
}

// reading returns the panel of numbers that fits what one is doing.
func (t *descentTab) reading(f frame) (title, note, text string) {
	switch s := t.runner.snapshot; {
	case t.cursor.on:
		return "at the cursor", "", t.readCursor(f)
	case t.mode == showTuning:
		return "best of the map", "", t.readTuning(f)
	case len(s.Rivals) > 0:
		return "race", "steps, f, distance", t.readRace(f)
	}
	step := len(t.path()) - 1
	if step == 0 {
		return "at the start", "", t.readStep(f)
	}
	return fmt.Sprintf("step %d", step), t.runner.snapshot.Method, t.readStep(f)
}

// pair is a line with a name and two numbers.
func pair(f frame, name string, a, b float64) string {
	return " " + f.theme.dimmed(fitLine(name, 9)) + inTen(a) + " " + inTen(b)
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
func (t *descentTab) readStep(f frame) string {
	s, path := t.runner.snapshot, t.path()
	k := len(path) - 1
	now := path[k]
	old := path[max(k-1, 0)]
	dx, dy := s.Surface.Grad(old.X, old.Y)
	rate := " " + f.theme.dimmed(fitLine("step size", 9)) + inTen(s.Config.Rate(max(k-1, 0)))
	return above(
		pair(f, "old x, y", old.X, old.Y),
		pair(f, "gradient", dx, dy),
		rate,
		pair(f, "update", now.X-old.X, now.Y-old.Y),
		pair(f, "new x, y", now.X, now.Y),
		pair(f, "f", old.F, now.F),
	)
}

// readCursor describes the surface at the cursor.
func (t *descentTab) readCursor(f frame) string {
	p := t.cursor.at
	j := t.runner.snapshot.Surface.Jet(p.X, p.Y)
	low, high, _, _ := j.Eigen()
	return above(
		pair(f, "x, y", p.X, p.Y),
		pair(f, "f, slope", j.F, math.Hypot(j.DX, j.DY)),
		pair(f, "gradient", j.DX, j.DY),
		pair(f, "Hessian λ", low, high),
		" "+f.theme.dimmed(fitLine("2/λmax", 9))+largestStep(high),
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
func (t *descentTab) readRace(f frame) string {
	s := t.runner.snapshot
	lines := []string{t.raceLine(f, 0, s.Run)}
	for i, r := range s.Rivals {
		lines = append(lines, t.raceLine(f, i+1, r))
	}
	return strings.Join(lines, "\n")
}

func (t *descentTab) raceLine(f frame, i int, r descent.Run) string {
	path := t.visible(r.Path)
	last := path[len(path)-1]
	_, distance := descent.NearestMinimum(t.runner.snapshot.Surface, last.Point())
	state := " "
	if r.State == model.Diverged && len(path) == len(r.Path) {
		state = f.theme.bad.style().Render("!")
	}
	name := fitLine(ansi.Truncate(r.Method, 8, "…"), 8)
	return f.theme.racer(i).style().Render(" "+methodLetter(r.Method)+" "+name) +
		fmt.Sprintf("%4d %8.3g %6.1g", len(path)-1, last.F, distance) + state
}

func (t *descentTab) readTuning(f frame) string {
	s := t.tuning.snapshot
	if !t.tuning.ready || s.Best < 0 {
		return f.theme.dimmed(" computing")
	}
	d := s.Config.At(s.Best%s.Config.W, s.Best/s.Config.W)
	line := func(name, value string) string { return " " + f.theme.dimmed(fitLine(name, 14)) + value }
	return above(
		line("step size", number(d.Step)),
		line("decay", number(d.Decay)),
		line("f reached", number(s.Final[s.Best])),
		f.theme.dimmed(" enter takes it over"),
	)
}

// viewCurves draws f along the paths, and under it the step size where that
// changes and there is room.
func (t *descentTab) viewCurves(f frame) string {
	const rateRows = 8
	if f.height < 2*rateRows+2 || !t.rateChanges() {
		return t.viewCurve(f)
	}
	return above(t.viewCurve(f.sized(f.width, f.height-rateRows)), t.viewRates(f.sized(f.width, rateRows)))
}

func (t *descentTab) rateChanges() bool {
	c := t.runner.snapshot.Config
	return c.Rate(0) != c.Rate(c.Steps/2) || c.Rate(0) != c.Rate(c.Steps)
}

func (t *descentTab) viewCurve(f frame) string {
	s := t.runner.snapshot
	axes := chartAxes{low: math.Inf(1), high: math.Inf(-1), last: max(s.Config.Steps, 1), xName: "step"}
	title, height := "f along the path", func(v float64) float64 { return v }
	if t.log {
		lowest := t.lowest()
		title = "log10(f - f*)"
		height = func(v float64) float64 { return math.Log10(max(v-lowest, 1e-16)) }
	}
	var curves []series
	for i, r := range append(s.Rivals[:len(s.Rivals):len(s.Rivals)], s.Run) {
		for _, p := range r.Path {
			axes.low, axes.high = min(axes.low, height(p.F)), max(axes.high, height(p.F))
		}
		c := series{values: heights(t.visible(r.Path), height), hue: f.theme.racer(i + 1), dashed: true}
		if i == len(s.Rivals) {
			c.hue, c.dashed = f.theme.racer(0), false
		}
		curves = append(curves, c)
	}
	note := fmt.Sprintf("%.6g", t.path()[len(t.path())-1].F)
	return f.panel(title, note, drawChart(f.sized(f.width-2, f.height-2), axes, curves...))
}

// lowest is the lowest value that is known: of a minimum, or of any path.
func (t *descentTab) lowest() float64 {
	s := t.runner.snapshot
	lowest := math.Inf(1)
	for _, m := range s.Surface.Minima {
		lowest = min(lowest, m.F)
	}
	for _, r := range append(s.Rivals[:len(s.Rivals):len(s.Rivals)], s.Run) {
		for _, p := range r.Path {
			lowest = min(lowest, p.F)
		}
	}
	return lowest
}

func heights(path []descent.Point, of func(float64) float64) []float64 {
	values := make([]float64, len(path))
	for i, p := range path {
		values[i] = of(p.F)
	}
	return values
}

func (t *descentTab) viewRates(f frame) string {
	c := t.runner.snapshot.Config
	values := make([]float64, min(len(t.path()), max(c.Steps, 1)))
	axes := chartAxes{last: max(c.Steps-1, 1), xName: "step"}
	for k := range c.Steps {
		axes.high = max(axes.high, c.Rate(k))
	}
	for k := range values {
		values[k] = c.Rate(k)
	}
	return f.panel("step size", c.Schedule, drawChart(f.sized(f.width-2, f.height-2), axes, series{values: values, hue: f.theme.test}))
}
