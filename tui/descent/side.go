package descent

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// sideLayout is where things are in the column beside the map.
type sideLayout struct {
	knobs, reading kit.Frame
	beside         bool        // are these beside each other?
	curves         []kit.Frame // below them
}

// sideLayout divides a column in which a text of so many rows is to be read.
// Where there is no room for a curve, it may take that of the text.
func (t *Tab) sideLayout(f kit.Frame, rows, curves int) (l sideLayout) {
	const wide, curveLeast, comfortable, knobsLeast = 80, 5, 10, 8
	l.reading = f.Sized(f.Width, rows+2)
	l.knobs = f.Sized(f.Width, min(t.knobs.Height(), max(knobsLeast, f.Height-l.reading.Height-2*curveLeast)))
	used := l.knobs.Height + l.reading.Height
	if l.beside = f.Width >= wide; l.beside {
		used = max(t.knobs.Height(), rows+2)
		l.knobs, l.reading = f.Sized(f.Width-f.Width/2, used), f.Sized(f.Width/2, used)
	}
	rest := f.Height - used
	switch {
	case rest >= curveLeast:
		n := min(max(rest/comfortable, 1), curves)
		for i := range n {
			l.curves = append(l.curves, f.Sized(f.Width, rest*(i+1)/n-rest*i/n))
		}
	case t.curve:
		l.knobs, l.beside = f.Sized(f.Width, min(t.knobs.Height(), knobsLeast)), false
		l.curves = []kit.Frame{f.Sized(f.Width, f.Height-l.knobs.Height)}
		l.reading.Height = 0
	default:
		l.knobs.Height = min(t.knobs.Height(), l.knobs.Height+rest)
	}
	return l
}

// tight reports whether the column has no room for both the numbers and a curve.
func (t *Tab) tight() bool {
	l := t.layout(t.body)
	if !t.runner.Ready || l.side.Width == 0 || l.below.Height > 0 {
		return false
	}
	_, _, text := t.reading(l.side)
	side := t.sideLayout(l.side, strings.Count(text, "\n")+1, 1)
	return len(side.curves) == 0 || side.reading.Height == 0
}

// viewSide is the column of knobs, of what there is to read, and of curves, of
// which the first may be elsewhere.
func (t *Tab) viewSide(f kit.Frame, elsewhere bool) string {
	title, note, text := t.reading(f)
	curves := t.curves()
	if elsewhere {
		curves = curves[1:]
	}
	l := t.sideLayout(f, strings.Count(text, "\n")+1, len(curves))
	var place string
	if at, of := t.knobs.At(); l.knobs.Height-2 < of {
		place = f.Theme.Dimmed(fmt.Sprintf("%d of %d", at, of))
	}
	parts := []string{l.knobs.Panel("knobs", place, t.knobs.View(l.knobs.Sized(l.knobs.Width-2, l.knobs.Height-2)))}
	if l.reading.Height > 0 {
		parts = append(parts, l.reading.Panel(title, f.Theme.Dimmed(note), text))
	}
	if l.beside {
		parts = []string{kit.Beside(parts...)}
	}
	for i, c := range l.curves {
		parts = append(parts, t.viewCurve(c, curves[i]))
	}
	return kit.Fit(kit.Above(parts...), f.Width, f.Height)
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
		note = "f, to nearest"
		if t.step >= t.last() {
			note = "f, in the end"
		}
		return fmt.Sprintf("race, step %d", min(t.step, t.last())), note, t.readRace(f)
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
// point; at the start, where none has led, only where that is. Where there are few
// rows, it leaves out what is easily worked out.
func (t *Tab) readStep(f kit.Frame) string {
	s, path := t.runner.Snapshot, t.path()
	k := len(path) - 1
	now := path[k]
	old := path[max(k-1, 0)]
	dx, dy := s.Surface.Grad(old.X, old.Y)
	gradient, update := row(f, "gradient", dx, dy), row(f, "update", now.X-old.X, now.Y-old.Y)
	place, height, rate := row(f, "new x, y", now.X, now.Y), row(f, "f", old.F, now.F), row(f, "step size", s.Config.Rate(max(k-1, 0)))
	tall := f.Height >= 24
	if k == 0 {
		place, height = row(f, "x, y", now.X, now.Y), row(f, "f", now.F)
	}
	switch {
	case k == 0 && tall:
		return kit.Above(place, gradient, rate, height, "", "") // as many rows as later
	case k == 0:
		return kit.Above(place, gradient, height, "")
	case tall:
		return kit.Above(row(f, "old x, y", old.X, old.Y), gradient, rate, update, place, height)
	}
	return kit.Above(gradient, update, place, height)
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

// readRace is the table of the methods, the lowest first: f where each stands,
// and how far that is from its nearest minimum or, at the end, what became of it.
func (t *Tab) readRace(f kit.Frame) string {
	runs := t.runs()
	var lines []string
	for _, i := range t.ranking() {
		lines = append(lines, t.raceLine(f, i, runs[i]))
	}
	return strings.Join(lines, "\n")
}

// ranking lists the indices of the runs, the one first that stands lowest.
func (t *Tab) ranking() []int {
	runs := t.runs()
	order := make([]int, len(runs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(t.end(runs[a]).F, t.end(runs[b]).F) })
	return order
}

// end is where a way has come to as far as it is drawn.
func (t *Tab) end(r descent.Run) descent.Point {
	path := t.visible(r.Path)
	return path[len(path)-1]
}

func (t *Tab) raceLine(f kit.Frame, i int, r descent.Run) string {
	became := fmt.Sprintf("%8s", t.became(r))
	if t.known(r) && r.Fate.End == descent.Gone {
		became = f.Theme.Bad.Style().Render(became)
	}
	var sample string
	if f.Width >= 40 {
		sample = " " + chart.Sample(f, f.Theme.Pen(i))
	}
	return sample + f.Theme.Pen(i).Style().Render(" "+methodLetter(r.Method)+" "+kit.FitLine(r.Method, 11)) +
		fmt.Sprintf("%10.4g", t.end(r).F) + became
}

// known reports whether all of a way is drawn, and its fate known.
func (t *Tab) known(r descent.Run) bool {
	return r.Fate.End != descent.Unknown && t.step >= min(len(r.Path), t.last())
}

// became is in eight cells what became of a method: how far from a minimum it has
// come to stay, or is on its way; or what else it does. Before its end, and with
// noise, of which a fate does not know, it is the distance from the nearest.
func (t *Tab) became(r descent.Run) string {
	s, p := t.runner.Snapshot, t.end(r).Point()
	nearest, _ := s.Surface.Minima.Nearest(p)
	switch fate := r.Fate; {
	case t.known(r) && r.State == model.Diverged:
		if text := fmt.Sprintf("gone %d", len(r.Path)); len(text) <= 8 {
			return text
		}
		return "gone"
	case !t.known(r) || s.Config.Noise > 0:
		return t.away(p, nearest, "")
	case fate.End == descent.Reached:
		return t.away(p, int(fate.Minimum), "")
	case fate.End == descent.Heading && fate.Minimum >= 0:
		return t.away(p, int(fate.Minimum), "→")
	case fate.End == descent.Orbiting:
		return fmt.Sprintf("orbit %d", fate.Period)
	default:
		return lookOf(fate).words
	}
}

// away is how far a point is from a minimum, with the sign of that.
func (t *Tab) away(p surface.Point, minimum int, on string) string {
	if minimum < 0 {
		return "-"
	}
	m := t.runner.Snapshot.Surface.Minima[minimum]
	distance := m.Distance(p)
	text := fmt.Sprintf("%.2g", distance)
	if len(text) > 6 {
		text = fmt.Sprintf("%.1g", distance)
	}
	return text + on + signOf(m).glyph
}
