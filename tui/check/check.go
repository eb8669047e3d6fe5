// Package check is the Gradient check tab: a gradient beside its finite
// differences, and pictures of how they differ.
package check

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/setting"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// Tab compares analytic gradients with finite differences, entry by entry, and
// shows what the differences say. Playing sweeps the step h through its range.
type Tab struct {
	runner run.Runner[check.Config, check.Snapshot]
	knobs  kit.Knobs
	ticks  run.Ticker
	back   float64 // the h to return to after a sweep

	views   []view
	view    string       // the name of the chosen one
	full    bool         // does the picture fill the screen?
	inside  bool         // do the arrow keys move the cursor in the picture?
	sorted  bool         // is the largest error first?
	order   []int        // the entries in the order of the table
	cursor  int          // the entry under the cursor
	leans   leans        // of what is seen around it
	pointed check.Config // the last gradient that the cursor was put on, whatever h

	wanted string // the entry to put the cursor on

	frame  kit.Frame              // that it is drawn in
	lenses map[string]*chart.Lens // how one looks at the plots of a view
	x      float64                // the crosshair of the activations
	taylor int                    // that of the Taylor test: index of its h
}

// sweepTime is how long a sweep rests at each h.
const sweepTime = 120 * time.Millisecond

// New returns the tab whose runner's replies have that ID.
func New(id int) *Tab {
	t := &Tab{
		runner: run.Runner[check.Config, check.Snapshot]{
			ID:      id,
			Open:    func(c check.Config) (run.Experiment[check.Snapshot], error) { return check.New(c) },
			Over:    func(s check.Snapshot) bool { return s.State != model.Unfinished },
			Config:  check.Default(),
			Playing: true,
		},
		ticks:  run.Ticker{ID: id},
		views:  views(),
		lenses: map[string]*chart.Lens{},
		taylor: 8,
	}
	for _, v := range t.views {
		t.lenses[v.name] = &chart.Lens{}
	}
	t.view = t.views[0].name
	t.knobs.Rows = setting.Knobs(t.runner.Config.Settings())
	return t
}

// Title is the name of the tab.
func (t *Tab) Title() string { return "Gradient check" }

// Open begins the check when the tab comes up.
func (t *Tab) Open() tea.Cmd { return t.runner.Sync(run.AtOnce) }

// Update takes a message, and brings the check to what the knobs say.
func (t *Tab) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case run.Advanced[check.Config, check.Snapshot]:
		t.runner.Take(msg)
		t.arrange()
		t.point()
	case run.Tick:
		cmd = t.sweep(msg)
	case kit.Resized:
		t.frame = msg.Frame
	case tea.MouseMsg:
		t.mouse(msg)
	case kit.ToKnobs:
		t.inside = false
	case kit.Lesson:
		t.knobs.Hide(msg.Hidden)
	case kit.Pressed:
		cmd = msg.Do()
	}
	return tea.Batch(cmd, t.runner.Sync(run.AtOnce))
}

// sweep turns h one stop down, and at the end back to where it was.
func (t *Tab) sweep(m run.Tick) tea.Cmd {
	c := &t.runner.Config
	switch {
	case !t.ticks.Due(m):
		return nil
	case c.H <= check.MinH:
		c.H = t.back
		t.ticks.Stop()
		return nil
	}
	t.knobs.Turn("h", -1, false)
	return t.ticks.Next(sweepTime)
}

// Running says which h and which seed the pictures show.
func (t *Tab) Running() string {
	sign := "■"
	if t.ticks.Playing {
		sign = "▶"
	}
	c := t.runner.Config
	if t.runner.Ready {
		c.H = t.runner.Snapshot.Config.H
	}
	return fmt.Sprintf("%s h %s  seed %d", sign, setting.Short(c.H), c.Seed)
}
