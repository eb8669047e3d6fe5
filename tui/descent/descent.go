// Package descent is the Descent tab: a map with the path, and f along it.
package descent

import (
	"fmt"
	"math"
	"time"

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

// Tab is gradient descent on a surface: a map with the path, and f along it.
// The whole path is computed at once; playing walks along it.
type Tab struct {
	runner run.Runner[descent.Config, descent.Snapshot]
	basins run.Runner[descent.MapConfig, basinsSnapshot]
	tuning run.Runner[descent.TuningConfig, descent.TuningSnapshot]
	ends   run.Runner[descent.EndsConfig, descent.EndsSnapshot]
	knobs  kit.Knobs
	ticks  run.Ticker
	step   int // up to which the path is drawn; beyond the end for all

	views  []view
	view   string           // the name of what the map shows
	window surface.Rect     // the part of the plane that it shows
	of     *surface.Surface // that the window belongs to
	wanted outlook          // for the next surface
	cursor mapCursor
	grip   grip
	typing formulaLine
	log    bool // is the axis of f logarithmic?
	full   bool // does the map fill the screen?
	curve  bool // has the curve the place of the numbers, where both have no room?

	endsLook endsLook   // what is seen of the end states
	axes     string     // of the tuning map: what it varies, across and up
	levels   string     // the spacing of the contour lines
	downhill bool       // are there arrows in the direction of the steepest descent?
	lens     chart.Lens // on the curves

	body     kit.Frame // that it was told to draw in
	relief   *chart.Relief
	reliefOf reliefKey
	rates    *chart.Relief // of the theory
	ratesOf  ratesKey
}

// basinsSnapshot is what there is to see of a map of basins.
type basinsSnapshot = descent.MapSnapshot[descent.Fate]

// walkTime is about how long it takes to walk along a long path; stepTime is
// the longest that one step takes.
const walkTime, stepTime = 6 * time.Second, 150 * time.Millisecond

// New returns the tab whose runners' replies have that ID.
func New(id int) *Tab {
	t := &Tab{
		runner: run.Runner[descent.Config, descent.Snapshot]{
			ID:      id,
			Open:    func(c descent.Config) (run.Experiment[descent.Snapshot], error) { return descent.New(c) },
			Over:    func(s descent.Snapshot) bool { return s.State != model.Unfinished },
			Config:  descent.Default(),
			Playing: true,
		},
		basins: run.Runner[descent.MapConfig, basinsSnapshot]{
			ID:      id,
			Open:    func(c descent.MapConfig) (run.Experiment[basinsSnapshot], error) { return descent.NewBasins(c) },
			Over:    func(s basinsSnapshot) bool { return s.State != model.Unfinished },
			Playing: true,
		},
		tuning: run.Runner[descent.TuningConfig, descent.TuningSnapshot]{
			ID: id,
			Open: func(c descent.TuningConfig) (run.Experiment[descent.TuningSnapshot], error) {
				return descent.NewTuning(c)
			},
			Over:    func(s descent.TuningSnapshot) bool { return s.State != model.Unfinished },
			Playing: true,
		},
		ends: run.Runner[descent.EndsConfig, descent.EndsSnapshot]{
			ID: id,
			Open: func(c descent.EndsConfig) (run.Experiment[descent.EndsSnapshot], error) {
				return descent.NewEndStates(c)
			},
			Over:    func(s descent.EndsSnapshot) bool { return s.State != model.Unfinished },
			Playing: true,
		},
		endsLook: endsLook{of: endsOf[0], over: endsOver[0]},
		ticks:    run.Ticker{ID: id},
		step:     math.MaxInt,
		views:    views(),
		axes:     tuningPairs[0],
		levels:   axis.Spacings[0].Name,
		typing:   newFormulaLine(),
	}
	t.view = t.views[0].name
	t.knobs.Rows = setting.Knobs(t.runner.Config.Settings())
	return t
}

// Title is the name of the tab.
func (t *Tab) Title() string { return "Descent" }

// Open begins the descent when the tab comes up.
func (t *Tab) Open() tea.Cmd { return t.sync() }

// sync brings all experiments to what the screen shows.
func (t *Tab) sync() tea.Cmd {
	cmd := t.runner.Sync(run.AtOnce)
	l := t.layout(t.body)
	t.typing.resize(l.panel)
	if !t.runner.Ready || t.runner.Err != nil {
		return cmd
	}
	return tea.Batch(cmd, t.chosen().prepare(t, l.area))
}

// Update takes a message, and brings the experiments to what the knobs say.
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
	case run.Advanced[descent.MapConfig, basinsSnapshot]:
		t.basins.Take(msg)
	case run.Advanced[descent.TuningConfig, descent.TuningSnapshot]:
		t.tuning.Take(msg)
	case run.Advanced[descent.EndsConfig, descent.EndsSnapshot]:
		t.ends.Take(msg)
	case run.Tick:
		cmd = t.walk(msg)
	case tea.MouseMsg:
		t.mouse(msg)
	case kit.ToKnobs:
		t.cursor.on = false
	case kit.Pressed:
		cmd = msg.Do()
	case tea.PasteMsg:
		if t.typing.isOpen() {
			t.typeFormula(msg)
		}
	}
	return tea.Batch(cmd, t.sync())
}

// changed shows the whole path after its config changed.
func (t *Tab) changed() {
	t.ticks.Stop()
	t.step = math.MaxInt
}

// last returns the number of the last step there is, of any method.
func (t *Tab) last() int {
	last := len(t.runner.Snapshot.Path) - 1
	for _, r := range t.runner.Snapshot.Rivals {
		last = max(last, len(r.Path)-1)
	}
	return last
}

// walk goes one tick further along the path.
func (t *Tab) walk(m run.Tick) tea.Cmd {
	if !t.ticks.Due(m) {
		return nil
	}
	t.step += 1 + t.last()/int(walkTime/stepTime)
	if t.step >= t.last() {
		t.changed()
		return nil
	}
	return t.ticks.Next(stepTime)
}

// visible returns the part of a path that is drawn.
func (t *Tab) visible(path []descent.Point) []descent.Point {
	return path[:min(t.step, len(path)-1)+1]
}

func (t *Tab) path() []descent.Point { return t.visible(t.runner.Snapshot.Path) }

// Running says where on the path the map stands.
func (t *Tab) Running() string {
	if !t.runner.Ready {
		return ""
	}
	sign := "■"
	if t.ticks.Playing {
		sign = "▶"
	}
	return fmt.Sprintf("%s step %d/%d", sign, min(t.step, t.last()), t.runner.Snapshot.Config.Steps)
}
