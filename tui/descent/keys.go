package descent

import (
	"math"
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
)

// Keys lists the keys of the tab.
func (t *Tab) Keys() kit.Keys {
	if t.typing.isOpen() {
		return t.formulaKeys()
	}
	plane, walking, tight, play, other := t.of != nil && t.chosen().plane, t.walking(), t.tight(), "play", "curve"
	if t.curve {
		other = "numbers"
	}
	if t.ticks.Playing {
		play = "pause"
	}
	return slices.Concat(
		t.ownKeys(),
		kit.Keys{
			kit.Arrows("move", "move the cursor", t.moveCursor).InFoot("move").If(walking),
			kit.On("start", "enter", "start here", kit.Do(func() { t.startAt(t.cursor.at) })).InFoot("start here").If(walking),
			kit.On("zoom-in", "+ =", "zoom in", kit.Do(func() { t.zoom(1/1.5, t.focus()) })).FootIf(walking).If(plane),
			kit.On("zoom-out", "-", "zoom out", kit.Do(func() { t.zoom(1.5, t.focus()) })).FootIf(walking).If(plane),
			kit.On("", "esc", "back", kit.Do(t.leave)).InFoot("back to the knobs").FootIf(walking),
		},
		t.knobs.Keys(nil, func(string) { t.changed() }).If(!walking),
		kit.Keys{
			kit.On("play", "space", "play or pause", t.play).InFoot(play).FootIf(plane && !walking),
			kit.On("curve", "v", "curve or numbers", kit.Do(func() { t.curve = !t.curve })).InFoot(other).FootIf(tight && !walking).If(tight),
			kit.On("restart", "r", "restart", t.restart),
			kit.On("step-back", "[ ,", "step back", kit.Do(func() { t.scrub(-1) })),
			kit.On("step-on", "] .", "step on", kit.Do(func() { t.scrub(1) })),
			kit.On("steps-back", "{", "ten steps back", kit.Do(func() { t.scrub(-10) })),
			kit.On("steps-on", "}", "ten steps on", kit.Do(func() { t.scrub(10) })),
			kit.On("first", "home", "first step", kit.Do(func() { t.scrub(math.MinInt32) })),
			kit.On("last", "end", "last step", kit.Do(func() { t.scrub(math.MaxInt32) })),
		},
		t.viewKeys(walking),
		kit.Keys{
			kit.On("cursor", "c", "cursor on the map", kit.Do(t.toggleCursor)).InFoot("cursor").FootIf(!walking).If(plane),
			kit.On("whole", "0", "whole map and curve", kit.Do(t.whole)).If(t.of != nil),
			kit.On("fit", "p", "zoom to the path", kit.Do(t.fitPath)).If(plane),
			kit.On("zoom", "z", "full screen", kit.Do(func() { t.full = !t.full })),
			kit.On("function", "f", "type a function", kit.Do(t.openFormula)).
				AtEnd("function").FootIf(plane && !walking).Beside("surface", "types another"),
			kit.On("log", "s", "log or linear f", kit.Do(func() { t.log = !t.log })).
				AtEnd("log or linear f").FootIf(plane && !walking),
			kit.On("levels", "i", "spacing of the levels", kit.Do(t.nextLevels)),
			kit.On("arrows", "d", "arrows downhill", kit.Do(func() { t.downhill = !t.downhill })).If(plane),
		},
		t.lens.Keys(t.mainPlot).If(t.of != nil),
	)
}

// ownKeys are those of the views alone.
func (t *Tab) ownKeys() (rows kit.Keys) {
	for _, v := range t.views {
		if v.keys != nil {
			rows = append(rows, v.keys(t).If(t.runner.Ready && v.name == t.view)...)
		}
	}
	return rows
}

// viewKeys turn to each view, and back.
func (t *Tab) viewKeys(walking bool) (rows kit.Keys) {
	first := t.views[0]
	for _, v := range t.views[1:] {
		row := kit.On(v.name, v.key, v.words, kit.Do(func() { t.toggle(v.name) }))
		switch {
		case walking:
		case t.view == v.name:
			row = row.InFoot("back to " + first.words)
		case t.view == first.name:
			row = row.InFoot(v.foot).LateIf(v.late)
		}
		rows = append(rows, row)
	}
	return rows
}

// MouseKey names the key that does what the mouse does on the map, or on the
// curve.
func (t *Tab) MouseKey(msg tea.MouseMsg) string {
	m := msg.Mouse()
	_, f, at, there := t.curveAt(m)
	onCurve := there && at.X >= 0 && at.Y >= 0 && at.X < f.Width && at.Y < f.Height
	switch {
	case onCurve && m.Button == tea.MouseWheelUp:
		return "stretch"
	case onCurve && m.Button == tea.MouseWheelDown:
		return "squeeze"
	case onCurve:
		return "step-on"
	case m.Button == tea.MouseRight:
		return "cursor"
	case m.Button == tea.MouseWheelUp:
		return "zoom-in"
	case m.Button == tea.MouseWheelDown:
		return "zoom-out"
	}
	return t.chosen().clickID
}

func (t *Tab) play(tea.KeyPressMsg) tea.Cmd {
	switch {
	case t.ticks.Playing:
		t.ticks.Stop()
		return nil
	case t.step >= t.last():
		t.step = 0
	}
	return t.ticks.Start(stepTime)
}

func (t *Tab) restart(tea.KeyPressMsg) tea.Cmd {
	t.step = 0
	return t.ticks.Start(stepTime)
}

// scrub moves by steps along the path.
func (t *Tab) scrub(by int) {
	t.ticks.Stop()
	t.step = min(max(min(t.step, t.last())+by, 0), t.last())
}

// whole shows all of the map and of the curve.
func (t *Tab) whole() { t.window, t.lens = t.of.Domain, chart.Lens{} }

// nextLevels turns to the next spacing of the levels.
func (t *Tab) nextLevels() {
	at := slices.Index(setting.Names(axis.Spacings, spacingName), t.levels)
	t.levels = axis.Spacings[(at+1)%len(axis.Spacings)].Name
}

// toggle turns to a view, or back to the first.
func (t *Tab) toggle(name string) {
	if t.view == name {
		name = t.views[0].name
	}
	t.view = name
	t.cursor.on = t.cursor.on && t.chosen().plane
}

// leave turns back to the first view with nothing over it.
func (t *Tab) leave() {
	t.cursor.on, t.view, t.full = false, t.views[0].name, false
}
