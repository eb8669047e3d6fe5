// Package check is the Gradient check tab: a gradient beside its finite
// differences, and pictures of how they differ.
package check

import (
	"fmt"
	"math"
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/setting"
	"nntui/nn"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// checkTab compares analytic gradients with finite differences, entry by
// entry, and shows what the differences say. Playing sweeps the step h through
// its range.
type Tab struct {
	runner run.Runner[check.Config, check.Snapshot]
	knobs  kit.Knobs[check.Config]
	ticks  run.Ticker
	back   float64 // the h to return to after a sweep

	views   []checkView
	view    int          // index of views: the picture
	zoomed  bool         // does the picture fill the screen?
	inside  bool         // do the arrow keys move the cursor in the picture?
	sorted  bool         // is the largest error first?
	order   []int        // the entries in the order of the table
	cursor  int          // the entry under the cursor
	pointed check.Config // the last gradient that the cursor was put on, whatever h

	wanted string // the entry to put the cursor on

	x      int // the cursor of the activations, in steps of their axis
	taylor int // the cursor of the Taylor test: index of its h
}

// checkView is one way to look at a check.
type checkView struct {
	name  string // that a command line has
	title string
	draw  func(t *Tab, f kit.Frame) string
	move  func(t *Tab, right, down int) // the cursor
}

// checkViews lists the pictures of the tab, in the order of their key.
func views() []checkView {
	return []checkView{
		{"table", "analytic against numerical", (*Tab).viewTable, (*Tab).moveRow},
		{"heat", "heat map", (*Tab).viewHeat, (*Tab).moveCell},
		{"sweep", "h sweep in norm", (*Tab).viewSweep, (*Tab).moveH},
		{"taylor", "Taylor test", (*Tab).viewTaylor, (*Tab).moveTaylor},
		{"activations", "activations", (*Tab).viewActivations, (*Tab).moveX},
	}
}

// The range of h, and the time that a sweep rests at each.
const (
	lowH, highH = 1e-14, 1e-1
	sweepTime   = 120 * time.Millisecond
)

// The rows of the knobs that keys turn.
const hKnob, faultKnob = 2, 3

func New(id int) *Tab {
	return &Tab{
		runner: run.Runner[check.Config, check.Snapshot]{
			ID:      id,
			Open:    func(c check.Config) (run.Experiment[check.Snapshot], error) { return check.New(c) },
			Over:    func(s check.Snapshot) bool { return s.State != model.Unfinished },
			Config:  check.Default(),
			Playing: true,
		},
		knobs: kit.Knobs[check.Config]{Rows: knobRows()},
		ticks: run.Ticker{ID: id},
		views: views(),
	}
}

func knobRows() []kit.Knob[check.Config] {
	components := setting.Names(check.Components, func(c check.Component) string { return checkLabel(c.Name) })
	formulas := setting.Names(nn.Formulas, func(f nn.Formula) string { return f.Name })
	return []kit.Knob[check.Config]{
		kit.Choice("component", "whose gradient is checked", components,
			func(c check.Config) int {
				return slices.IndexFunc(check.Components, func(m check.Component) bool { return m.Name == c.Component })
			},
			func(c *check.Config, i int) {
				c.Component = check.Components[i].Name
				if !slices.Contains(check.Components[i].Faults, c.Fault) {
					c.Fault = check.NoFault
				}
			}),
		kit.Text("formula", "the finite difference it is checked against", formulas, func(c *check.Config) *string { return &c.Formula }),
		hKnob:     kit.Logarithmic("h", "the step of the finite difference", func(c *check.Config) *float64 { return &c.H }, lowH, highH, false),
		faultKnob: faultsKnob(),
		kit.SeedKnob("seed", "draws the inputs and weights", func(c *check.Config) *uint64 { return &c.Seed }),
	}
}

// faultsKnob goes through the faults that can happen to the component.
func faultsKnob() kit.Knob[check.Config] {
	return kit.Knob[check.Config]{
		Name: "fault", Help: "a mistake planted in the gradient on purpose",
		Show:  func(c check.Config) string { return checkLabel(c.Fault) },
		Level: func(check.Config) float64 { return math.NaN() },
		Turn: func(c *check.Config, by int, _ bool) {
			component, err := check.ComponentNamed(c.Component)
			if err != nil {
				return
			}
			n := len(component.Faults)
			c.Fault = component.Faults[(slices.Index(component.Faults, c.Fault)+by+n)%n]
		},
	}
}

// checkLabel shortens the names that are longer than a knob's value.
func checkLabel(name string) string {
	switch name {
	case "sigmoid-layer":
		return "sigmoid 3x5"
	case "relu-layer":
		return "relu 3x5"
	case "no-batch-sum":
		return "batch sum"
	case "no-activation":
		return "activation"
	}
	return name
}

func (t *Tab) Title() string { return "Gradient check" }

func (t *Tab) About() string {
	return "Is the gradient right? The analytic side comes from the formula in the code, the numerical one from a finite " +
		"difference with step h. A large h cuts the curve short (truncation), a small one loses digits to rounding: " +
		"space sweeps h, and the error draws a V. " +
		fmt.Sprintf("Relative errors: up to %.0e ✓ and up to %.0e ~ pass; up to %.0e is doubtful ?, above that both sides differ ✗. ", check.Good, check.Tolerance, check.Wrong) +
		"The sweep takes a few entries of each tensor together: |a-n| over the larger of |a| and |n|, all in norm. " +
		"◇ is a kink of a ReLU. x plants a fault: does the check find it, and say why?"
}

func (t *Tab) ShortHelp() []key.Binding {
	sweep := kit.Bound.Play
	sweep.SetHelp("space", "sweep h")
	if t.ticks.Playing {
		sweep = kit.Bound.Playing(true)
	}
	view, fault, sort := kit.Bound.Relabel(kit.Bound.View, "view"), kit.Bound.Relabel(kit.Bound.Fault, "fault"), kit.Bound.Relabel(kit.Bound.Sort, "sort")
	if t.inPicture() {
		return []key.Binding{
			kit.Bound.Move, kit.Bound.Relabel(kit.Bound.Leave, "back"), view, sort, kit.Bound.Tensor, fault,
			kit.Bound.Help, sweep, kit.Bound.Redraw, kit.Bound.Scroll,
		}
	}
	return []key.Binding{
		kit.Bound.Choose, kit.Bound.Change, view, fault, sweep, kit.Bound.Relabel(kit.Bound.FullScreen, "zoom"), kit.Bound.Guide, kit.Bound.Help,
		kit.Bound.Relabel(kit.Bound.Enter, "look closer"), kit.Bound.Redraw, sort, kit.Bound.Tensor, kit.Bound.Quit, kit.Bound.Tabs,
	}
}

func (t *Tab) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		append(kit.Bound.Turning(), kit.Bound.Relabel(kit.Bound.Play, "sweep h, pause"), kit.Bound.Relabel(kit.Bound.Restart, "sweep h anew"), kit.Bound.Redraw),
		{kit.Bound.View, kit.Bound.FullScreen, kit.Bound.Enter, kit.Bound.Leave, kit.Bound.Fault, kit.Bound.Sort, kit.Bound.Tensor, kit.Bound.Scroll},
		{kit.Bound.Home, kit.Bound.End, kit.Bound.Tabs, kit.Bound.NextTab, kit.Bound.PrevTab, kit.Bound.Guide, kit.Bound.Share, kit.Bound.Export, kit.Bound.Help, kit.Bound.Quit},
	}
}

func (t *Tab) Open() tea.Cmd { return t.runner.Sync(run.AtOnce) }

func (t *Tab) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case run.Advanced[check.Config, check.Snapshot]:
		t.runner.Take(msg)
		t.arrange()
		t.point()
	case run.Tick:
		cmd = t.sweep(msg)
	case kit.Lesson:
		t.knobs.Hide(msg.Hidden)
	case kit.Pressed:
		cmd = msg.Do()
	}
	return tea.Batch(cmd, t.runner.Sync(run.AtOnce))
}

func (t *Tab) press(msg tea.KeyPressMsg) tea.Cmd {
	c := &t.runner.Config
	switch {
	case key.Matches(msg, kit.Bound.Play) && t.ticks.Playing:
		t.ticks.Stop()
	case key.Matches(msg, kit.Bound.Play, kit.Bound.Restart):
		return t.startSweep()
	case key.Matches(msg, kit.Bound.Redraw):
		c.Seed++
	case key.Matches(msg, kit.Bound.Fault):
		t.knobs.Point(faultKnob)
		t.knobs.Rows[faultKnob].Turn(c, 1, false)
	case t.look(msg):
	case t.inPicture():
		t.move(msg)
	case t.knobs.Update(msg, c):
		t.ticks.Stop()
	}
	return nil
}

// look answers the keys that change what is seen.
func (t *Tab) look(msg tea.KeyPressMsg) bool {
	switch {
	case key.Matches(msg, kit.Bound.View):
		t.view = (t.view + 1) % len(t.views)
	case key.Matches(msg, kit.Bound.FullScreen):
		t.zoomed = !t.zoomed
	case key.Matches(msg, kit.Bound.Enter):
		t.inside = !t.inside
	case key.Matches(msg, kit.Bound.Leave):
		t.inside, t.zoomed = false, false
	case key.Matches(msg, kit.Bound.Sort):
		t.sorted = !t.sorted
		t.arrange()
		t.moveTo(0)
	case key.Matches(msg, kit.Bound.Tensor):
		t.nextTensor()
	default:
		return t.page(msg)
	}
	return true
}

func (t *Tab) startSweep() tea.Cmd {
	if !t.ticks.Playing {
		t.back = t.runner.Config.H
	}
	t.runner.Config.H = highH
	t.knobs.Point(hKnob)
	return t.ticks.Start(sweepTime)
}

// sweep turns h one stop down, and at the end back to where it was.
func (t *Tab) sweep(m run.Tick) tea.Cmd {
	c := &t.runner.Config
	switch {
	case !t.ticks.Due(m):
		return nil
	case c.H <= lowH:
		c.H = t.back
		t.ticks.Stop()
		return nil
	}
	t.knobs.Rows[hKnob].Turn(c, -1, false)
	return t.ticks.Next(sweepTime)
}

func (t *Tab) Running() string {
	sign := "■"
	if t.ticks.Playing {
		sign = "▶"
	}
	c := t.runner.Config
	if t.runner.Ready {
		c.H = t.runner.Snapshot.Config.H // of what the pictures show
	}
	return fmt.Sprintf("%s h %s  seed %d", sign, kit.Number(c.H), c.Seed)
}
