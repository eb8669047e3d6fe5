// Package descent is the Descent tab: a map with the path, and f along it.
package descent

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/nn"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// descentTab is gradient descent on a surface: a map with the path, and f
// along it. The whole path is computed at once; playing walks along it.
type Tab struct {
	runner run.Runner[descent.Config, descent.Snapshot]
	basins run.Runner[descent.MapConfig, descent.MapSnapshot[descent.Fate]]
	tuning run.Runner[descent.MapConfig, descent.TuningSnapshot]
	knobs  kit.Knobs[descent.Config]
	ticks  run.Ticker
	shown  int // the step up to which the path is drawn; beyond the end for all

	mode   mapMode
	view   surface.Rect
	viewOf *surface.Surface // the surface that view belongs to
	wanted outlook          // for the next surface
	cursor mapCursor
	typing formulaLine
	log    bool // is the axis of f logarithmic?
	full   bool // does the map fill the screen?

	body  kit.Frame
	field chart.Field
}

// mapMode is what the map shows.
type mapMode int

const (
	showContour mapMode = iota
	showBasins
	showTuning
)

// walkTime is about how long it takes to walk along a long path; stepTime is
// the longest that one step takes.
const walkTime, stepTime = 6 * time.Second, 150 * time.Millisecond

func New(id int) *Tab {
	return &Tab{
		runner: run.Runner[descent.Config, descent.Snapshot]{
			ID:      id,
			Open:    func(c descent.Config) (run.Experiment[descent.Snapshot], error) { return descent.New(c) },
			Over:    func(s descent.Snapshot) bool { return s.State != model.Unfinished },
			Config:  descent.Default(),
			Playing: true,
		},
		basins: run.Runner[descent.MapConfig, descent.MapSnapshot[descent.Fate]]{
			ID: id,
			Open: func(c descent.MapConfig) (run.Experiment[descent.MapSnapshot[descent.Fate]], error) {
				return descent.NewBasins(c)
			},
			Over:    func(s descent.MapSnapshot[descent.Fate]) bool { return s.State != model.Unfinished },
			Playing: true,
		},
		tuning: run.Runner[descent.MapConfig, descent.TuningSnapshot]{
			ID: id,
			Open: func(c descent.MapConfig) (run.Experiment[descent.TuningSnapshot], error) {
				return descent.NewTuning(c)
			},
			Over:    func(s descent.TuningSnapshot) bool { return s.State != model.Unfinished },
			Playing: true,
		},
		knobs:  kit.Knobs[descent.Config]{Rows: knobRows()},
		ticks:  run.Ticker{ID: id},
		shown:  math.MaxInt,
		typing: newFormulaLine(),
	}
}

func knobRows() []kit.Knob[descent.Config] {
	type c = descent.Config
	surfaces := setting.Names(surface.Names(), func(name string) string { return ansi.Truncate(name, 11, "…") })
	methods := setting.Names(descent.Methods, func(m descent.Method) string { return m.Name })
	schedules := setting.Names(descent.Schedules, model.Schedule.String)
	races := setting.Names(descent.Races, func(r descent.Race) string { return r.Name })
	return []kit.Knob[c]{
		kit.Linear("step size", "how far a step follows the negative gradient", func(v *c) *float64 { return &v.Step }, 0.001, 2, 0.005, 0.05),
		kit.Linear("decay", "how fast the schedule shrinks the step size; 1 keeps it", func(v *c) *float64 { return &v.Decay }, 0.5, 1.05, 0.005, 0.05),
		kit.Whole("steps", "how many steps to take", func(v *c) *int { return &v.Steps }, 0, 1000, 1, 10),
		kit.Linear("start x", "where the descent starts", func(v *c) *float64 { return &v.X }, -5, 5, 0.1, 1),
		kit.Linear("start y", "where the descent starts", func(v *c) *float64 { return &v.Y }, -5, 5, 0.1, 1),
		kit.Text("method", "how a gradient becomes a step", methods, func(v *c) *string { return &v.Method }),
		kit.Text("schedule", "how the step size changes from step to step", schedules, func(v *c) *string { return &v.Schedule }),
		kit.Only(hasMomentum, kit.Linear("momentum", "how much of the last step goes on", func(v *c) *float64 { return &v.Momentum }, 0, 0.99, 0.01, 0.1)),
		kit.Choice("surface", "the function to go down; f types another", surfaces, surfaceIndex, func(v *c, i int) { v.Use(surface.Names()[i]) }),
		kit.Only(hasCondition, kit.Logarithmic("condition", "k: how much steeper the bowl is one way", func(v *c) *float64 { return &v.Condition }, 1, 1000, false)),
		kit.Text("race", "which methods run beside the chosen one", races, func(v *c) *string { return &v.Race }),
	}
}

// hasMomentum reports whether a method that runs has a momentum.
func hasMomentum(c descent.Config) bool {
	o, err := nn.OptimizerNamed(c.Method)
	return c.Race != "off" || err == nil && o.Momentum > 0
}

// hasCondition reports whether the surface depends on k.
func hasCondition(c descent.Config) bool {
	return c.Function == "" && c.Surface == "bowl" || strings.Contains(c.Function, "k")
}

func surfaceIndex(c descent.Config) int {
	if c.Function != "" {
		return -1
	}
	return slices.Index(surface.Names(), c.Surface)
}

func (t *Tab) Title() string { return "Descent" }

func (t *Tab) Open() tea.Cmd { return t.sync() }

// sync brings all experiments to what the screen shows.
func (t *Tab) sync() tea.Cmd {
	cmds := []tea.Cmd{t.runner.Sync(run.AtOnce)}
	if t.runner.Ready && t.runner.Err == nil {
		m := t.layout().picture
		switch {
		case m.Width < 1 || m.Height < 1:
		case t.mode == showBasins:
			t.basins.Config = t.runner.Snapshot.Config.Basins(t.view, m.Width, m.Height*m.PixelRows())
			cmds = append(cmds, t.basins.Sync(run.InBackground))
		case t.mode == showTuning:
			t.tuning.Config = t.runner.Snapshot.Config.Tuning(m.Width, m.Height*m.PixelRows())
			cmds = append(cmds, t.tuning.Sync(run.InBackground))
		}
	}
	return tea.Batch(cmds...)
}

func (t *Tab) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case kit.Resized:
		t.body = msg.Frame
	case kit.Lesson:
		t.knobs.Hide(msg.Hidden)
	case run.Advanced[descent.Config, descent.Snapshot]:
		t.runner.Take(msg)
		t.follow()
	case run.Advanced[descent.MapConfig, descent.MapSnapshot[descent.Fate]]:
		t.basins.Take(msg)
	case run.Advanced[descent.MapConfig, descent.TuningSnapshot]:
		t.tuning.Take(msg)
	case run.Tick:
		cmd = t.walk(msg)
	case tea.MouseClickMsg:
		t.click(msg)
	case tea.MouseWheelMsg:
		t.wheel(msg)
	case kit.Pressed:
		cmd = msg.Do()
	case tea.PasteMsg:
		t.typing.update(msg)
	}
	return tea.Batch(cmd, t.sync())
}

// press answers the keys of the tab.
func (t *Tab) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case t.typing.open:
		t.typeFormula(msg)
	case key.Matches(msg, kit.Bound.Play) && t.ticks.Playing:
		t.ticks.Stop()
	case key.Matches(msg, kit.Bound.Play) && t.shown < t.last():
		return t.ticks.Start(stepTime)
	case key.Matches(msg, kit.Bound.Play, kit.Bound.Restart):
		t.shown = 0
		return t.ticks.Start(stepTime)
	case key.Matches(msg, kit.Bound.Forward):
		t.scrub(1)
	case key.Matches(msg, kit.Bound.Back):
		t.scrub(-1)
	case key.Matches(msg, kit.Bound.Home):
		t.scrub(math.MinInt32)
	case key.Matches(msg, kit.Bound.End):
		t.scrub(math.MaxInt32)
	case key.Matches(msg, kit.Bound.Basins):
		t.toggle(showBasins)
	case key.Matches(msg, kit.Bound.Tuning):
		t.toggle(showTuning)
	case key.Matches(msg, kit.Bound.Scale):
		t.log = !t.log
	case key.Matches(msg, kit.Bound.FullScreen):
		t.full = !t.full
	case key.Matches(msg, kit.Bound.Function):
		t.typing.start(t.runner.Config.Function)
	case t.pressMap(msg):
	case t.knobs.Update(msg, &t.runner.Config):
		t.changed()
	}
	return nil
}

// changed shows the whole path after its config changed.
func (t *Tab) changed() {
	t.ticks.Stop()
	t.shown = math.MaxInt
}

func (t *Tab) toggle(m mapMode) {
	if t.mode == m {
		m = showContour
	}
	t.mode = m
	t.cursor.on = t.cursor.on && m != showTuning
}

// last returns the number of the last step there is, of any method.
func (t *Tab) last() int {
	last := len(t.runner.Snapshot.Path) - 1
	for _, r := range t.runner.Snapshot.Rivals {
		last = max(last, len(r.Path)-1)
	}
	return last
}

// scrub moves by steps along the path.
func (t *Tab) scrub(by int) {
	t.ticks.Stop()
	t.shown = min(max(min(t.shown, t.last())+by, 0), t.last())
}

// walk goes one tick further along the path.
func (t *Tab) walk(m run.Tick) tea.Cmd {
	if !t.ticks.Due(m) {
		return nil
	}
	t.shown += 1 + t.last()/int(walkTime/stepTime)
	if t.shown >= t.last() {
		t.shown = math.MaxInt
		t.ticks.Stop()
		return nil
	}
	return t.ticks.Next(stepTime)
}

// visible returns the part of a path that is drawn.
func (t *Tab) visible(path []descent.Point) []descent.Point {
	return path[:min(t.shown, len(path)-1)+1]
}

func (t *Tab) path() []descent.Point { return t.visible(t.runner.Snapshot.Path) }

func (t *Tab) Running() string {
	if !t.runner.Ready {
		return ""
	}
	sign := "■"
	if t.ticks.Playing {
		sign = "▶"
	}
	return fmt.Sprintf("%s step %d/%d", sign, min(t.shown, t.last()), t.runner.Snapshot.Config.Steps)
}
