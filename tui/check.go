package tui

import (
	"fmt"
	"math"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/nn"
)

type (
	checkConfig   = model.CheckConfig
	checkSnapshot = model.CheckSnapshot
)

// checkTab compares analytic gradients with finite differences, entry by
// entry. Playing sweeps the step h through its range.
type checkTab struct {
	runner runner[checkConfig, checkSnapshot]
	knobs  knobs[checkConfig]
	ticks  ticker
	back   float64 // the h to return to after a sweep
	top    int     // the first row of the table that is seen
}

// The range of h, and the time that a sweep rests at each.
const (
	lowH, highH = 1e-14, 1e-1
	sweepTime   = 120 * time.Millisecond
)

// hKnob is the row of the table that a sweep turns.
const hKnob = 2

func newCheckTab(id int) *checkTab {
	var components, formulas []string
	for _, c := range model.Components {
		components = append(components, c.Name)
	}
	for _, f := range nn.Formulas {
		formulas = append(formulas, f.Name)
	}
	return &checkTab{
		runner: runner[checkConfig, checkSnapshot]{
			tab:     id,
			open:    func(c checkConfig) (experiment[checkSnapshot], error) { return model.NewCheck(c) },
			over:    func(s checkSnapshot) bool { return s.State != model.Unfinished },
			config:  model.DefaultCheck(),
			playing: true,
		},
		knobs: knobs[checkConfig]{rows: []knob[checkConfig]{
			text("component", "whose gradient is checked", components, func(c *checkConfig) *string { return &c.Component }),
			text("formula", "the finite difference it is checked against", formulas, func(c *checkConfig) *string { return &c.Formula }),
			hKnob: logarithmic("h", "the step of the finite difference", func(c *checkConfig) *float64 { return &c.H }, lowH, highH, false),
			seedKnob("seed", "draws the inputs and weights", func(c *checkConfig) *uint64 { return &c.Seed }),
		}},
		ticks: ticker{tab: id},
	}
}

func (t *checkTab) Title() string { return "Gradient check" }

func (t *checkTab) Modal() bool { return false }

func (t *checkTab) About() string {
	return "Is the gradient right? The analytic derivative comes from the formula in the code, the numerical one from a finite " +
		"difference with step h. They agree to many digits when both are right, but never to all: a large h cuts the curve " +
		"short (truncation), a small h loses digits to rounding. Press space to sweep h and watch the error fall and rise again. " +
		fmt.Sprintf("An entry counts as wrong when its relative error exceeds %g.", model.Tolerance)
}

func (t *checkTab) ShortHelp() []key.Binding {
	sweep := keys.Play
	sweep.SetHelp("space", "sweep h")
	if t.ticks.playing {
		sweep = keys.playing(true)
	}
	return []key.Binding{keys.Choose, keys.Change, sweep, keys.Redraw, keys.Help, keys.Quit, keys.Scroll, keys.Tabs}
}

func (t *checkTab) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		keys.turning(),
		{keys.Play, keys.Restart, keys.Redraw, keys.PageUp, keys.PageDown, keys.Home, keys.End},
		keys.moving(),
	}
}

func (t *checkTab) Open() tea.Cmd { return t.runner.sync(atOnce) }

func (t *checkTab) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case advancedMsg[checkConfig, checkSnapshot]:
		t.runner.take(msg)
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
		if !t.ticks.playing {
			t.back = c.H
		}
		c.H = highH
		t.knobs.at = hKnob
		return t.ticks.start(sweepTime)
	case key.Matches(msg, keys.Redraw):
		c.Seed++
	case key.Matches(msg, keys.PageUp):
		t.top = max(0, t.top-10)
	case key.Matches(msg, keys.PageDown):
		t.top = min(t.top+10, len(t.runner.snapshot.Entries))
	case key.Matches(msg, keys.Home):
		t.top = 0
	case key.Matches(msg, keys.End):
		t.top = len(t.runner.snapshot.Entries)
	case t.knobs.update(msg, c):
		t.ticks.stop()
	}
	return nil
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
	return fmt.Sprintf("%s h %s  seed %d", sign, number(t.runner.config.H), t.runner.config.Seed)
}

func (t *checkTab) View(f frame) string {
	if !t.runner.ready {
		return fit("", f.width, f.height)
	}
	right := sideWidth(f.width)
	return beside(t.viewTable(f.sized(f.width-right, f.height)), t.viewSide(f.sized(right, f.height)))
}

// viewTable draws the entries; a wide frame shows more digits of them.
func (t *checkTab) viewTable(f frame) string {
	entries := t.runner.snapshot.Entries
	rows := max(0, f.height-3)
	top := max(0, min(t.top, len(entries)-rows))
	end := min(top+rows, len(entries))

	wide := min(20, max(11, (f.width-24)/2)) // of a value
	line := func(name, analytic, numerical, relative string) string {
		return fmt.Sprintf(" %-9s %*s %*s %7s", name, wide, analytic, wide, numerical, relative)
	}
	value := func(v float64) string { return fmt.Sprintf("%.*g", wide-6, v) }
	lines := []string{f.theme.dimmed(line("by", "analytic", "numerical", "error"))}
	for _, e := range entries[top:end] {
		verdict := f.theme.good.style().Render(" ✓")
		if !e.OK() {
			verdict = f.theme.bad.style().Bold(true).Render(" ✗")
		}
		lines = append(lines, line(e.Name, value(e.Analytic), value(e.Numerical), shortError(e.Relative))+verdict)
	}
	note := f.theme.dimmed(fmt.Sprintf("%d to %d of %d", min(top+1, end), end, len(entries)))
	return f.panel("analytic against numerical", note, strings.Join(lines, "\n"))
}

// shortError shows a relative error in at most seven characters.
func shortError(e float64) string {
	return fmt.Sprintf("%.1e", e)
}

func (t *checkTab) viewSide(f frame) string {
	knobs := f.sized(f.width, len(t.knobs.rows)+2)
	verdict := f.sized(f.width, 7)
	chart := f.sized(f.width, f.height-knobs.height-verdict.height)
	return above(
		knobs.panel("knobs", "", t.knobs.view(knobs.sized(f.width-2, knobs.height-2), t.runner.config)),
		verdict.panel("verdict", "", t.viewVerdict(verdict.sized(f.width-4, verdict.height-2))),
		t.viewErrors(chart),
	)
}

func (t *checkTab) viewVerdict(f frame) string {
	s := t.runner.snapshot
	formula, _ := nn.FormulaNamed(s.Config.Formula)
	words := f.theme.good.style().Bold(true).Render(fmt.Sprintf("✓ all %d entries agree", len(s.Entries)))
	if s.Failed > 0 {
		words = f.theme.bad.style().Bold(true).Render(fmt.Sprintf("✗ %d of %d entries differ", s.Failed, len(s.Entries)))
	}
	var worst string
	if s.Worst >= 0 {
		e := s.Entries[s.Worst]
		worst = "worst " + e.Name + ", error " + shortError(e.Relative)
	}
	return indent(above(words, worst, f.theme.dimmed(formula.Rule), f.theme.dimmed(wrap(s.About, f.width))), 1)
}

// viewErrors draws the relative error of each entry on a logarithmic axis.
func (t *checkTab) viewErrors(f frame) string {
	const floor = -16.0
	entries := t.runner.snapshot.Entries
	values := make([]float64, len(entries))
	for i, e := range entries {
		values[i] = floor
		if e.Relative > 0 {
			values[i] = math.Log10(e.Relative)
		} else if math.IsNaN(e.Relative) {
			values[i] = 0
		}
	}
	axes := chartAxes{low: floor, high: 0, last: max(1, len(values)-1), xName: "entry", label: func(v float64) string {
		if v > 0 {
			return ""
		}
		return fmt.Sprintf("1e%.0f", v)
	}}
	limit := make([]float64, axes.last+1)
	for i := range limit {
		limit[i] = math.Log10(model.Tolerance)
	}
	chart := f.sized(f.width-2, f.height-2).chart(axes,
		series{values: values, hue: f.theme.train, upper: true}, series{values: limit, hue: f.theme.bad, dashed: true})
	return f.panel("relative error", f.theme.bad.style().Render("┄┄ limit"), chart)
}

func (t *checkTab) Status(f frame) string {
	s := t.runner.snapshot
	switch {
	case t.runner.err != nil:
		return f.theme.bad.style().Render(t.runner.err.Error())
	case !t.runner.ready:
		return ""
	case s.Failed > 0 && s.Config.H > 1e-3:
		return "h is so large that the difference cuts the curve short: " + f.theme.dimmed("truncation error.")
	case s.Failed > 0 && s.Config.H < 1e-9:
		return "h is so small that rounding eats the digits of the difference: " + f.theme.dimmed("not a fault of the gradient.")
	case s.Failed > 0:
		return f.theme.bad.style().Render("The gradient and its finite difference disagree.")
	}
	return f.theme.dimmed(t.knobs.chosen().name + ": " + t.knobs.chosen().help + ".")
}
