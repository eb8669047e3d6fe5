package tui

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
)

// checkTab compares analytic gradients with finite differences, entry by
// entry, and shows what the differences say. Playing sweeps the step h through
// its range.
type checkTab struct {
	runner runner[check.Config, check.Snapshot]
	knobs  knobs[check.Config]
	ticks  ticker
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
	draw  func(t *checkTab, f frame) string
	move  func(t *checkTab, right, down int) // the cursor
}

// checkViews lists the pictures of the tab, in the order of their key.
func checkViews() []checkView {
	return []checkView{
		{"table", "analytic against numerical", (*checkTab).viewTable, (*checkTab).moveRow},
		{"heat", "heat map", (*checkTab).viewHeat, (*checkTab).moveCell},
		{"sweep", "h sweep in norm", (*checkTab).viewSweep, (*checkTab).moveH},
		{"taylor", "Taylor test", (*checkTab).viewTaylor, (*checkTab).moveTaylor},
		{"activations", "activations", (*checkTab).viewActivations, (*checkTab).moveX},
	}
}

// The range of h, and the time that a sweep rests at each.
const (
	lowH, highH = 1e-14, 1e-1
	sweepTime   = 120 * time.Millisecond
)

// The rows of the knobs that keys turn.
const hKnob, faultKnob = 2, 3

func newCheckTab(id int) *checkTab {
	return &checkTab{
		runner: runner[check.Config, check.Snapshot]{
			tab:     id,
			open:    func(c check.Config) (experiment[check.Snapshot], error) { return check.New(c) },
			over:    func(s check.Snapshot) bool { return s.State != model.Unfinished },
			config:  check.Default(),
			playing: true,
		},
		knobs: knobs[check.Config]{rows: checkKnobs()},
		ticks: ticker{tab: id},
		views: checkViews(),
	}
}

func checkKnobs() []knob[check.Config] {
	components := setting.Names(check.Components, func(c check.Component) string { return checkLabel(c.Name) })
	formulas := setting.Names(nn.Formulas, func(f nn.Formula) string { return f.Name })
	return []knob[check.Config]{
		choice("component", "whose gradient is checked", components,
			func(c check.Config) int {
				return slices.IndexFunc(check.Components, func(m check.Component) bool { return m.Name == c.Component })
			},
			func(c *check.Config, i int) {
				c.Component = check.Components[i].Name
				if !slices.Contains(check.Components[i].Faults, c.Fault) {
					c.Fault = check.NoFault
				}
			}),
		text("formula", "the finite difference it is checked against", formulas, func(c *check.Config) *string { return &c.Formula }),
		hKnob:     logarithmic("h", "the step of the finite difference", func(c *check.Config) *float64 { return &c.H }, lowH, highH, false),
		faultKnob: faultsKnob(),
		seedKnob("seed", "draws the inputs and weights", func(c *check.Config) *uint64 { return &c.Seed }),
	}
}

// faultsKnob goes through the faults that can happen to the component.
func faultsKnob() knob[check.Config] {
	return knob[check.Config]{
		name: "fault", help: "a mistake planted in the gradient on purpose",
		show:  func(c check.Config) string { return checkLabel(c.Fault) },
		level: func(check.Config) float64 { return math.NaN() },
		turn: func(c *check.Config, by int, _ bool) {
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

func (t *checkTab) Title() string { return "Gradient check" }

func (t *checkTab) Modal() bool { return false }

func (t *checkTab) Typing() bool { return false }

func (t *checkTab) About() string {
	return "Is the gradient right? The analytic side comes from the formula in the code, the numerical one from a finite " +
		"difference with step h. A large h cuts the curve short (truncation), a small one loses digits to rounding: " +
		"space sweeps h, and the error draws a V. " +
		fmt.Sprintf("Relative errors: up to %.0e ✓ and up to %.0e ~ pass; up to %.0e is doubtful ?, above that both sides differ ✗. ", check.Good, check.Tolerance, check.Wrong) +
		"The sweep takes a few entries of each tensor together: |a-n| over the larger of |a| and |n|, all in norm. " +
		"◇ is a kink of a ReLU. x plants a fault: does the check find it, and say why?"
}

func (t *checkTab) ShortHelp() []key.Binding {
	sweep := keys.Play
	sweep.SetHelp("space", "sweep h")
	if t.ticks.playing {
		sweep = keys.playing(true)
	}
	view, fault, sort := keys.relabel(keys.View, "view"), keys.relabel(keys.Fault, "fault"), keys.relabel(keys.Sort, "sort")
	if t.inPicture() {
		return []key.Binding{
			keys.Move, keys.relabel(keys.Leave, "back"), view, sort, keys.Tensor, fault,
			keys.Help, sweep, keys.Redraw, keys.Scroll,
		}
	}
	return []key.Binding{
		keys.Choose, keys.Change, view, fault, sweep, keys.relabel(keys.FullScreen, "zoom"), keys.Guide, keys.Help,
		keys.relabel(keys.Enter, "look closer"), keys.Redraw, sort, keys.Tensor, keys.Quit, keys.Tabs,
	}
}

func (t *checkTab) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		append(keys.turning(), keys.relabel(keys.Play, "sweep h, pause"), keys.relabel(keys.Restart, "sweep h anew"), keys.Redraw),
		{keys.View, keys.FullScreen, keys.Enter, keys.Leave, keys.Fault, keys.Sort, keys.Tensor, keys.Scroll},
		{keys.Home, keys.End, keys.Tabs, keys.NextTab, keys.PrevTab, keys.Guide, keys.Share, keys.Export, keys.Help, keys.Quit},
	}
}

func (t *checkTab) Open() tea.Cmd { return t.runner.sync(atOnce) }

func (t *checkTab) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case advancedMsg[check.Config, check.Snapshot]:
		t.runner.take(msg)
		t.arrange()
		t.point()
	case tickMsg:
		cmd = t.sweep(msg)
	case tea.KeyPressMsg:
		cmd = t.press(msg)
	}
	return tea.Batch(cmd, t.runner.sync(atOnce))
}

func (t *checkTab) press(msg tea.KeyPressMsg) tea.Cmd {
	c := &t.runner.config
	switch {
	case key.Matches(msg, keys.Play) && t.ticks.playing:
		t.ticks.stop()
	case key.Matches(msg, keys.Play, keys.Restart):
		return t.startSweep()
	case key.Matches(msg, keys.Redraw):
		c.Seed++
	case key.Matches(msg, keys.Fault):
		t.knobs.point(faultKnob)
		t.knobs.rows[faultKnob].turn(c, 1, false)
	case t.look(msg):
	case t.inPicture():
		t.move(msg)
	case t.knobs.update(msg, c):
		t.ticks.stop()
	}
	return nil
}

// look answers the keys that change what is seen.
func (t *checkTab) look(msg tea.KeyPressMsg) bool {
	switch {
	case key.Matches(msg, keys.View):
		t.view = (t.view + 1) % len(t.views)
	case key.Matches(msg, keys.FullScreen):
		t.zoomed = !t.zoomed
	case key.Matches(msg, keys.Enter):
		t.inside = !t.inside
	case key.Matches(msg, keys.Leave):
		t.inside, t.zoomed = false, false
	case key.Matches(msg, keys.Sort):
		t.sorted = !t.sorted
		t.arrange()
		t.moveTo(0)
	case key.Matches(msg, keys.Tensor):
		t.nextTensor()
	default:
		return t.page(msg)
	}
	return true
}

func (t *checkTab) startSweep() tea.Cmd {
	if !t.ticks.playing {
		t.back = t.runner.config.H
	}
	t.runner.config.H = highH
	t.knobs.point(hKnob)
	return t.ticks.start(sweepTime)
}

// sweep turns h one stop down, and at the end back to where it was.
func (t *checkTab) sweep(m tickMsg) tea.Cmd {
	c := &t.runner.config
	switch {
	case !t.ticks.due(m):
		return nil
	case c.H <= lowH:
		c.H = t.back
		t.ticks.stop()
		return nil
	}
	t.knobs.rows[hKnob].turn(c, -1, false)
	return t.ticks.next(sweepTime)
}

func (t *checkTab) Running() string {
	sign := "■"
	if t.ticks.playing {
		sign = "▶"
	}
	c := t.runner.config
	if t.runner.ready {
		c.H = t.runner.snapshot.Config.H // of what the pictures show
	}
	return fmt.Sprintf("%s h %s  seed %d", sign, number(c.H), c.Seed)
}
