package descent

import (
	"fmt"
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// endsLook is what is seen of the end states.
type endsLook struct {
	of, over string       // up and across, if the descent depends on that
	part     surface.Rect // from MinX to MaxX; the zero value for all
	partOf   string       // what it is a part of
}

// endsOf and endsOver list what can be up and across.
var endsOf, endsOver = []string{"f", "x", "y"}, []string{"step", "decay", "momentum"}

// across returns the setting that is across, "" where the descent depends on none.
func (t *Tab) across() string {
	list := t.runner.Snapshot.Config.Overs()
	switch {
	case len(list) == 0:
		return ""
	case slices.Contains(list, t.endsLook.over):
		return t.endsLook.over
	}
	return list[0]
}

// belongs notes what the part that is seen is a part of; of something else all is
// seen.
func (l *endsLook) belongs(to string) {
	if l.partOf != "" && l.partOf != to {
		l.part = surface.Rect{}
	}
	l.partOf = to
}

func (l *endsLook) get() []float64 {
	if l.part.MaxX > l.part.MinX {
		return []float64{l.part.MinX, l.part.MaxX}
	}
	return nil
}

func (l *endsLook) set(v []float64) error {
	if l.part, l.partOf = (surface.Rect{}), ""; v == nil {
		return nil
	}
	if !(v[0] >= 0 && v[0] < v[1]) {
		return fmt.Errorf("%v is no part; it takes two numbers from 0, the smaller first", v)
	}
	l.part = surface.Rect{MinX: v[0], MaxX: v[1]}
	return nil
}

// up returns what is up of a point.
func (l endsLook) up(p descent.Point) float64 {
	switch l.of {
	case "x":
		return p.X
	case "y":
		return p.Y
	}
	return p.F
}

// prepareEnds brings the picture of end states to the descent.
func (t *Tab) prepareEnds(f kit.Frame) tea.Cmd {
	over, s := t.across(), t.runner.Snapshot
	if over == "" {
		return nil
	}
	t.endsLook.belongs(over + " " + s.Method + " " + s.Surface.Formula)
	columns, _ := chart.NewGrid(f).Dots()
	t.ends.Config = s.Config.EndStates(over, t.endsLook.part.MinX, t.endsLook.part.MaxX, columns)
	return t.ends.Sync(run.InBackground)
}

// ended reports whether there is a picture of what is asked for.
func (t *Tab) ended() bool {
	return t.across() != "" && t.ends.Ready && t.ends.Snapshot.Over == t.across()
}

// drawEnds draws what the descent visits in the end.
func (t *Tab) drawEnds(f kit.Frame) picture {
	g, s := chart.NewGrid(f), t.ends.Snapshot
	m := picture{Grid: g, title: t.endsLook.of + " in the end", x: axis.Axis{Name: "step size", High: 1}, y: axis.Axis{Name: t.endsLook.of, High: 1}}
	if columns, _ := g.Dots(); !t.ended() || s.Config.W != columns {
		return m
	}
	if m.note = fmt.Sprintf("from (%s, %s)", setting.Short(s.Config.X), setting.Short(s.Config.Y)); s.State == model.Unfinished {
		m.note = fmt.Sprintf("%3.0f %%", 100*s.Done)
	}
	p := &endsPlot{Grid: g, EndsSnapshot: s, look: t.endsLook}
	m.x = axis.Axis{Name: overWords(s.Over), Low: s.Config.View.MinX, High: s.Config.View.MaxX}
	p.y = p.axis()
	m.y = p.y
	p.minima()
	p.cursor(*t.runner.Config.Over(s.Over))
	p.limits()
	p.visits()
	m.signs, m.scale = p.legend, p.scale()
	return m
}

func overWords(over string) string {
	if over == "step" {
		return "step size"
	}
	return over
}

func (t *Tab) endsKeys() kit.Keys {
	mine := t.across() != "" && t.knobs.Chosen() == t.across()
	move := func(by int) func(tea.KeyPressMsg) tea.Cmd { return kit.Do(func() { t.moveEnd(by) }) }
	return kit.Keys{
		kit.On("turn-down", "left", "a column left", move(-1)).If(mine),
		kit.On("turn-up", "right", "a column right", move(1)).If(mine),
		kit.On("turn-far-down", "far-left", "ten columns left", move(-10)).If(mine),
		kit.On("turn-far-up", "far-right", "ten columns right", move(10)).If(mine),
		kit.On("ends-of", "axes-up", "f, x or y", kit.Do(func() { t.endsLook.of = next(endsOf, t.endsLook.of) })).InFoot("f, x, y"),
		kit.On("axes", "axes", "over step size, momentum or decay", kit.Do(t.nextOver)).InFoot("across"),
		kit.On("zoom-in", "zoom-in", "zoom in", kit.Do(func() { t.zoomEnds(1/1.5, t.endNow()) })).InFoot("zoom"),
		kit.On("zoom-out", "zoom-out", "zoom out", kit.Do(func() { t.zoomEnds(1.5, t.endNow()) })),
		kit.On("whole", "whole", "all of it", kit.Do(func() { t.endsLook.part, t.lens = surface.Rect{}, chart.Lens{} })),
	}
}

// next returns the entry of a list after one, around the end.
func next(list []string, one string) string {
	return list[(slices.Index(list, one)+1)%len(list)]
}

// nextOver turns to the next setting that the descent depends on.
func (t *Tab) nextOver() {
	if list := t.runner.Snapshot.Config.Overs(); len(list) > 0 {
		t.endsLook.over = next(list, t.across())
		t.knobs.Point(t.endsLook.over)
	}
}

// moveEnd moves the present value by columns; at the edge of a part that moves.
func (t *Tab) moveEnd(by int) {
	if !t.ended() {
		return
	}
	s := t.ends.Snapshot
	now := t.runner.Config.Over(s.Over)
	i := s.Column(*now) + by
	if part := t.endsLook.part.Pan(float64(by)/float64(s.Config.W), 0); (i < 0 || i >= s.Config.W) && part == within(part, s.Over) {
		t.endsLook.part = part
	}
	*now = s.At(min(max(i, 0), s.Config.W-1))
	t.changed()
}

// endNow is the present value or, where that is not seen, the one in the middle.
func (t *Tab) endNow() float64 {
	if !t.ended() {
		return 0
	}
	s := t.ends.Snapshot
	v, now := s.Config.View, *t.runner.Config.Over(s.Over)
	if now < v.MinX || now > v.MaxX {
		return (v.MinX + v.MaxX) / 2
	}
	return now
}

// zoomEnds makes the part that is seen longer by a factor, around a value.
func (t *Tab) zoomEnds(factor, around float64) {
	if !t.ended() {
		return
	}
	s := t.ends.Snapshot
	if w := within(s.Config.View.Zoom(factor, surface.Point{X: around}), s.Over); w.MaxX-w.MinX > 1e-6*w.MaxX {
		t.endsLook.part = w
	}
}

// top is how far a setting goes.
func top(over string) float64 {
	if over == "momentum" {
		return 0.999
	}
	return 1e3
}

// within is the part of the values that the setting can have.
func within(part surface.Rect, over string) surface.Rect {
	part.MinX, part.MaxX = max(part.MinX, 0), min(part.MaxX, top(over))
	return part
}

// clickEnd takes the value that was clicked.
func (t *Tab) clickEnd(i, _ int) {
	if t.ended() {
		*t.runner.Config.Over(t.ends.Snapshot.Over) = t.endAt(i)
		t.changed()
	}
}

// endAt is the value in a cell of the picture.
func (t *Tab) endAt(i int) float64 {
	s := t.ends.Snapshot
	return s.At(i * s.Config.W / max(t.layout(t.body).area.Width, 1))
}

// readEnds is what the descent of the column under the cursor visits in the end.
func (t *Tab) readEnds(f kit.Frame) (title, note, text string) {
	s := t.ends.Snapshot
	if !t.ended() || s.State == model.Unfinished {
		return "in the end", "", f.Theme.Dimmed(" computing")
	}
	at := min(max(s.Column(*t.runner.Config.Over(s.Over)), 0), s.Config.W-1)
	e := s.Cells[at]
	lines := []string{" " + endWords(s.Surface, e)}
	for _, of := range endsOf {
		if low, high := span(e, endsLook{of: of}); e.Stays() {
			lines = append(lines, row(f, of, low, high))
		}
	}
	for _, l := range s.Limits {
		m := s.Surface.Minima[l.Minimum]
		lines = append(lines, row(f, signOf(m).glyph+" limit", l.At))
	}
	return "at " + overWords(s.Over) + " " + axis.Short(s.At(at), 4), "least, most", kit.Above(lines...)
}

// span returns the least and the largest of what is visited, and 0 for what rounding
// leaves of it.
func span(e descent.EndState, look endsLook) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range e.Visits {
		up := look.up(v)
		if math.Abs(up) < 1e-12 {
			up = 0
		}
		low, high = min(low, up), max(high, up)
	}
	return low, high
}

// endWords says what a descent does in the end.
func endWords(s *surface.Surface, e descent.EndState) string {
	at := "no minimum"
	if e.Minimum >= 0 {
		m := s.Minima[e.Minimum]
		at = signOf(m).glyph + " " + kindOf(m)
	}
	switch e.End {
	case descent.Lost:
		return "comes to where f is undefined"
	case descent.Gone:
		if e.Left == 0 {
			return "leaves, but slowly"
		}
		return fmt.Sprintf("leaves after %d steps", e.Left)
	case descent.Orbiting:
		return fmt.Sprintf("period %d around %s", e.Period, at)
	case descent.Wandering:
		return "wanders: no period found"
	case descent.Resting:
		return "rests at " + at
	case descent.Heading:
		if e.Minimum < 0 {
			return "falls without end"
		}
	}
	return "settles at " + at
}

// kindOf is the kind of a minimum in a word.
func kindOf(m surface.Minimum) string {
	kind, _, _ := strings.Cut(m.Kind(), " ")
	return kind
}

// endsSay says what becomes of the descent, or that there is nothing to vary.
func (t *Tab) endsSay(f kit.Frame) string {
	s := t.runner.Snapshot
	switch {
	case t.across() == "":
		return s.Method + " finds its step size itself: there is nothing to vary."
	case t.ends.Err != nil:
		return f.Theme.Bad.Style().Render(t.ends.Err.Error())
	}
	return t.pathWords(f)
}
