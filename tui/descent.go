package tui

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
)

// descentTab is gradient descent on a surface: a map with the path, and f
// along it. The whole path is computed at once; playing walks along it.
type descentTab struct {
	runner runner[descent.Config, descent.Snapshot]
	basins runner[descent.BasinsConfig, descent.BasinsSnapshot]
	tuning runner[descent.TuningConfig, descent.TuningSnapshot]
	knobs  knobs[descent.Config]
	ticks  ticker
	shown  int // the step up to which the path is drawn; beyond the end for all

	mode   mapMode
	view   surface.Rect
	viewOf *surface.Surface // the surface that view belongs to
	wanted outlook          // for the next surface
	cursor mapCursor
	typing formulaLine
	log    bool // is the axis of f logarithmic?
	full   bool // does the map fill the screen?

	body  frame
	field field
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

func newDescentTab(id int) *descentTab {
	return &descentTab{
		runner: runner[descent.Config, descent.Snapshot]{
			tab:     id,
			open:    func(c descent.Config) (experiment[descent.Snapshot], error) { return descent.New(c) },
			over:    func(s descent.Snapshot) bool { return s.State != model.Unfinished },
			config:  descent.Default(),
			playing: true,
		},
		basins: runner[descent.BasinsConfig, descent.BasinsSnapshot]{
			tab:     id,
			open:    func(c descent.BasinsConfig) (experiment[descent.BasinsSnapshot], error) { return descent.NewBasins(c) },
			over:    func(s descent.BasinsSnapshot) bool { return s.State != model.Unfinished },
			playing: true,
		},
		tuning: runner[descent.TuningConfig, descent.TuningSnapshot]{
			tab:     id,
			open:    func(c descent.TuningConfig) (experiment[descent.TuningSnapshot], error) { return descent.NewTuning(c) },
			over:    func(s descent.TuningSnapshot) bool { return s.State != model.Unfinished },
			playing: true,
		},
		knobs:  knobs[descent.Config]{rows: descentKnobs()},
		ticks:  ticker{tab: id},
		shown:  math.MaxInt,
		typing: newFormulaLine(),
	}
}

func descentKnobs() []knob[descent.Config] {
	type c = descent.Config
	surfaces := setting.Names(surface.Names(), func(name string) string { return ansi.Truncate(name, 11, "…") })
	methods := setting.Names(descent.Methods, func(m descent.Method) string { return m.Name })
	schedules := setting.Names(descent.Schedules, func(s descent.Schedule) string { return s.Name })
	races := setting.Names(descent.Races, func(r descent.Race) string { return r.Name })
	return []knob[c]{
		linear("step size", "how far a step follows the negative gradient", func(v *c) *float64 { return &v.Step }, 0.001, 2, 0.005, 0.05),
		linear("decay", "how fast the schedule shrinks the step size; 1 keeps it", func(v *c) *float64 { return &v.Decay }, 0.5, 1.05, 0.005, 0.05),
		whole("steps", "how many steps to take", func(v *c) *int { return &v.Steps }, 0, 1000, 1, 10),
		linear("start x", "where the descent starts", func(v *c) *float64 { return &v.X }, -5, 5, 0.1, 1),
		linear("start y", "where the descent starts", func(v *c) *float64 { return &v.Y }, -5, 5, 0.1, 1),
		text("method", "how a gradient becomes a step", methods, func(v *c) *string { return &v.Method }),
		text("schedule", "how the step size changes from step to step", schedules, func(v *c) *string { return &v.Schedule }),
		only(hasMomentum, linear("momentum", "how much of the last step goes on", func(v *c) *float64 { return &v.Momentum }, 0, 0.99, 0.01, 0.1)),
		choice("surface", "the function to go down; f types another", surfaces, surfaceIndex, func(v *c, i int) { v.Use(surface.Names()[i]) }),
		only(hasCondition, logarithmic("condition", "k: how much steeper the bowl is one way", func(v *c) *float64 { return &v.Condition }, 1, 1000, false)),
		text("race", "which methods run beside the chosen one", races, func(v *c) *string { return &v.Race }),
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

func (t *descentTab) Title() string { return "Descent" }

func (t *descentTab) Modal() bool { return t.typing.open }

func (t *descentTab) Typing() bool { return t.typing.open }

func (t *descentTab) Open() tea.Cmd { return t.sync() }

// sync brings all experiments to what the screen shows.
func (t *descentTab) sync() tea.Cmd {
	cmds := []tea.Cmd{t.runner.sync(atOnce)}
	if t.runner.ready && t.runner.err == nil {
		m := t.layout().picture
		switch {
		case m.width < 1 || m.height < 1:
		case t.mode == showBasins:
			t.basins.config = t.runner.snapshot.Config.Basins(t.view, m.width, m.height*m.pixelRows())
			cmds = append(cmds, t.basins.sync(inBackground))
		case t.mode == showTuning:
			t.tuning.config = t.runner.snapshot.Config.Tuning(m.width, m.height*m.pixelRows())
			cmds = append(cmds, t.tuning.sync(inBackground))
		}
	}
	return tea.Batch(cmds...)
}

func (t *descentTab) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case bodyMsg:
		t.body = msg.frame
	case advancedMsg[descent.Config, descent.Snapshot]:
		t.runner.take(msg)
		t.follow()
	case advancedMsg[descent.BasinsConfig, descent.BasinsSnapshot]:
		t.basins.take(msg)
	case advancedMsg[descent.TuningConfig, descent.TuningSnapshot]:
		t.tuning.take(msg)
	case tickMsg:
		cmd = t.walk(msg)
	case tea.MouseClickMsg:
		t.click(msg)
	case tea.MouseWheelMsg:
		t.wheel(msg)
	case tea.KeyPressMsg:
		if t.typing.open {
			t.typeFormula(msg)
		} else {
			cmd = t.press(msg)
		}
	}
	return tea.Batch(cmd, t.sync())
}

// press answers the keys of the tab.
func (t *descentTab) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keys.Play) && t.ticks.playing:
		t.ticks.stop()
	case key.Matches(msg, keys.Play) && t.shown < t.last():
		return t.ticks.start(stepTime)
	case key.Matches(msg, keys.Play, keys.Restart):
		t.shown = 0
		return t.ticks.start(stepTime)
	case key.Matches(msg, keys.Forward):
		t.scrub(1)
	case key.Matches(msg, keys.Back):
		t.scrub(-1)
	case key.Matches(msg, keys.Home):
		t.scrub(math.MinInt32)
	case key.Matches(msg, keys.End):
		t.scrub(math.MaxInt32)
	case key.Matches(msg, keys.Basins):
		t.toggle(showBasins)
	case key.Matches(msg, keys.Tuning):
		t.toggle(showTuning)
	case key.Matches(msg, keys.Scale):
		t.log = !t.log
	case key.Matches(msg, keys.FullScreen):
		t.full = !t.full
	case key.Matches(msg, keys.Function):
		t.typing.start(t.runner.config.Function)
	case t.pressMap(msg):
	case t.knobs.update(msg, &t.runner.config):
		t.changed()
	}
	return nil
}

// changed shows the whole path after its config changed.
func (t *descentTab) changed() {
	t.ticks.stop()
	t.shown = math.MaxInt
}

func (t *descentTab) toggle(m mapMode) {
	if t.mode == m {
		m = showContour
	}
	t.mode = m
	t.cursor.on = t.cursor.on && m != showTuning
}

// last returns the number of the last step there is, of any method.
func (t *descentTab) last() int {
	last := len(t.runner.snapshot.Path) - 1
	for _, r := range t.runner.snapshot.Rivals {
		last = max(last, len(r.Path)-1)
	}
	return last
}

// scrub moves by steps along the path.
func (t *descentTab) scrub(by int) {
	t.ticks.stop()
	t.shown = min(max(min(t.shown, t.last())+by, 0), t.last())
}

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

// visible returns the part of a path that is drawn.
func (t *descentTab) visible(path []descent.Point) []descent.Point {
	return path[:min(t.shown, len(path)-1)+1]
}

func (t *descentTab) path() []descent.Point { return t.visible(t.runner.snapshot.Path) }

func (t *descentTab) Running() string {
	if !t.runner.ready {
		return ""
	}
	sign := "■"
	if t.ticks.playing {
		sign = "▶"
	}
	return fmt.Sprintf("%s step %d/%d", sign, min(t.shown, t.last()), t.runner.snapshot.Config.Steps)
}
