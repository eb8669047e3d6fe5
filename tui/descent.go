package tui

import (
	"fmt"
	"math"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/surface"
)

type (
	descentConfig   = model.DescentConfig
	descentSnapshot = model.DescentSnapshot
)

// descentTab is gradient descent on a surface: a map with the path, and f
// along it. The whole path is computed at once; playing walks along it.
type descentTab struct {
	runner runner[descentConfig, descentSnapshot]
	knobs  knobs[descentConfig]
	field  field
	ticks  ticker
	shown  int // the step up to which the path is drawn; beyond the end for all
}

// atOnce is the pace of an experiment that is complete when it is shown.
var atOnce = pace{steps: math.MaxInt, budget: 30 * time.Millisecond}

// walkTime is about how long it takes to walk along a long path; stepTime is
// the longest that one step takes.
const walkTime, stepTime = 6 * time.Second, 150 * time.Millisecond

func newDescentTab(id int) *descentTab {
	return &descentTab{
		runner: runner[descentConfig, descentSnapshot]{
			tab:     id,
			open:    func(c descentConfig) (experiment[descentSnapshot], error) { return model.NewDescent(c) },
			over:    func(s descentSnapshot) bool { return s.State != model.Unfinished },
			config:  model.DefaultDescent(),
			playing: true,
		},
		knobs: knobs[descentConfig]{rows: []knob[descentConfig]{
			linear("step size", "how far a step follows the negative gradient", func(c *descentConfig) *float64 { return &c.Step }, 0.001, 2, 0.005, 0.05),
			linear("decay", "factor on the step size after each step; 1 keeps it", func(c *descentConfig) *float64 { return &c.Decay }, 0.5, 1.05, 0.005, 0.05),
			whole("steps", "how many steps to take", func(c *descentConfig) *int { return &c.Steps }, 0, 1000, 1, 10),
			linear("start x", "where the descent starts", func(c *descentConfig) *float64 { return &c.X }, -5, 5, 0.1, 1),
			linear("start y", "where the descent starts", func(c *descentConfig) *float64 { return &c.Y }, -5, 5, 0.1, 1),
		}},
		ticks: ticker{tab: id},
		shown: math.MaxInt,
	}
}

func (t *descentTab) Title() string { return "Descent" }

func (t *descentTab) Modal() bool { return false }

func (t *descentTab) About() string {
	return "Gradient descent on f(x,y) = " + surface.Assignment.Formula + ". Each step goes against the gradient: " +
		"x <- x - step size * df/dx, and y likewise. The map shows f from low (dark) to high (light); " +
		"the path runs from the start ○ to the last point ●. ◆ is the global minimum, ◇ are the local ones. " +
		"Turn a knob and the path follows. Which minimum does it reach, and can it reach the global one?"
}

func (t *descentTab) ShortHelp() []key.Binding {
	return []key.Binding{keys.Choose, keys.Change, keys.playing(t.ticks.playing), keys.Restart, keys.Help, keys.Quit, keys.Tabs}
}

func (t *descentTab) FullHelp() [][]key.Binding {
	return [][]key.Binding{keys.turning(), {keys.Play, keys.Restart}, keys.moving()}
}

func (t *descentTab) Open() tea.Cmd { return t.runner.sync(atOnce) }

func (t *descentTab) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case advancedMsg[descentConfig, descentSnapshot]:
		t.runner.take(msg)
	case tickMsg:
		return t.walk(msg)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, keys.Play) && t.ticks.playing:
			t.ticks.stop()
		case key.Matches(msg, keys.Play):
			if t.shown >= t.last() {
				t.shown = 0
			}
			return t.ticks.start(stepTime)
		case key.Matches(msg, keys.Restart):
			t.shown = 0
			return t.ticks.start(stepTime)
		case t.knobs.update(msg, &t.runner.config):
			t.ticks.stop()
			t.shown = math.MaxInt
		}
	}
	return t.runner.sync(atOnce)
}

// last returns the number of the last step there is.
func (t *descentTab) last() int { return len(t.runner.snapshot.Path) - 1 }

// walk goes one tick further along the path.
func (t *descentTab) walk(m tickMsg) tea.Cmd {
	if !t.ticks.due(m) {
		return nil
	}
	t.shown += 1 + t.last()/int(walkTime/stepTime)
	if t.shown >= t.last() {
		t.shown = math.MaxInt
		t.ticks.stop()
		return nil
	}
	return t.ticks.next(stepTime)
}

// path returns the part of the path that is drawn.
func (t *descentTab) path() []model.DescentPoint {
	p := t.runner.snapshot.Path
	return p[:min(t.shown, len(p)-1)+1]
}

func (t *descentTab) Running() string {
	if !t.runner.ready {
		return ""
	}
	sign := "■"
	if t.ticks.playing {
		sign = "▶"
	}
	return fmt.Sprintf("%s step %d/%d", sign, len(t.path())-1, t.runner.config.Steps)
}

func (t *descentTab) View(f frame) string {
	if !t.runner.ready {
		return fit("", f.width, f.height)
	}
	right := sideWidth(f.width)
	return beside(t.viewMap(f.sized(f.width-right, f.height)), t.viewSide(f.sized(right, f.height)))
}

// sideWidth is the width of the column of knobs and readouts.
func sideWidth(width int) int { return min(max(34, width*3/8), 60) }

// yAxisWidth is the width of the labels left of the map.
const yAxisWidth = 4

func (t *descentTab) viewMap(f frame) string {
	s := t.runner.snapshot
	inner := f.sized(f.width-2, f.height-2)
	c := newContour(inner.sized(inner.width-yAxisWidth, inner.height-1), s.Surface, s.Surface.Domain, &t.field)
	t.drawPath(c)
	legend := f.theme.dimmed("○ start ● now ◆ global ◇ local")
	return f.panel("f = "+s.Surface.Formula, legend, c.withAxes())
}

// drawPath puts minima and path on the map; what is drawn later lies on top.
func (t *descentTab) drawPath(c *contour) {
	path, theme := t.path(), c.frame.theme
	point := func(i int) surface.Point { return surface.Point{X: path[i].X, Y: path[i].Y} }
	for i := 1; i < len(path); i++ {
		c.line(point(i-1), point(i))
	}
	for _, m := range t.runner.snapshot.Surface.Minima {
		glyph := "◇"
		if m.Global {
			glyph = "◆"
		}
		c.mark(m.Point, glyph, theme.good)
	}
	for i := range path {
		c.mark(point(i), "•", theme.accent)
	}
	c.mark(point(0), "○", theme.warn)
	c.mark(point(len(path)-1), "●", theme.accent)
}

func (t *descentTab) viewSide(f frame) string {
	knobs := f.sized(f.width, len(t.knobs.rows)+2)
	here := f.sized(f.width, 5)
	curve := f.sized(f.width, f.height-knobs.height-here.height)
	return above(
		knobs.panel("knobs", "", t.knobs.view(knobs.sized(f.width-2, knobs.height-2), t.runner.config)),
		here.panel("where it is", "", t.viewHere(f)),
		t.viewCurve(curve),
	)
}

func (t *descentTab) viewHere(f frame) string {
	s, path := t.runner.snapshot, t.path()
	p := path[len(path)-1]
	dx, dy := s.Surface.Grad(p.X, p.Y)
	row := func(name string, a, b float64) string {
		return " " + f.theme.dimmed(fitLine(name, 9)) + fmt.Sprintf("%10.5g %10.5g", a, b)
	}
	return above(row("x, y", p.X, p.Y), row("gradient", dx, dy), row("f, slope", p.F, math.Hypot(dx, dy)))
}

func (t *descentTab) viewCurve(f frame) string {
	s, path := t.runner.snapshot, t.path()
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range s.Path {
		low, high = min(low, p.F), max(high, p.F)
	}
	values := make([]float64, len(path))
	for i, p := range path {
		values[i] = p.F
	}
	axes := chartAxes{low: low, high: high, last: max(s.Config.Steps, 1), xName: "step"}
	chart := f.sized(f.width-2, f.height-2).chart(axes, series{values: values, hue: f.theme.train})
	return f.panel("f along the path", fmt.Sprintf("%.6g", path[len(path)-1].F), chart)
}

func (t *descentTab) Status(f frame) string {
	if t.runner.err != nil {
		return f.theme.bad.style().Render(t.runner.err.Error())
	}
	if !t.runner.ready {
		return ""
	}
	s := t.runner.snapshot
	first, last := s.Path[0], s.Path[len(s.Path)-1]
	if len(t.path()) < len(s.Path) {
		return f.theme.dimmed("Each step goes against the gradient, " + number(s.Config.Rate(len(t.path())-1)) + " times its length.")
	}
	switch {
	case s.State == model.Diverged:
		return f.theme.bad.style().Render("Diverged at "+s.Reason+".") + f.theme.dimmed(" Try a smaller step size.")
	case last.F > first.F:
		return f.theme.bad.style().Render("Too large a step: ") +
			fmt.Sprintf("f grew from %.4g to %.4g.", first.F, last.F) + f.theme.dimmed(" Try a smaller step size.")
	}
	return t.arrival(f, s)
}

// arrival says in words which minimum the path reached, and which not.
func (t *descentTab) arrival(f frame, s descentSnapshot) string {
	m, distance := s.Nearest()
	kind := f.theme.warn.style().Render("local minimum")
	if m.Global {
		kind = f.theme.good.style().Render("global minimum")
	}
	text := fmt.Sprintf("Ends %.2g from the ", distance) + kind + fmt.Sprintf(" f = %.4f.", m.F)
	switch {
	case distance > 0.1:
		return text + f.theme.dimmed(" More steps, or larger ones, may get closer.")
	case !m.Global:
		return text + f.theme.dimmed(" Can other steps reach ◆?")
	}
	return text
}
