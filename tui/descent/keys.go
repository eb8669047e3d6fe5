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
			kit.On("zoom-in", "zoom-in", "zoom in", kit.Do(func() { t.zoom(1/1.5, t.focus()) })).FootIf(walking).If(plane),
			kit.On("zoom-out", "zoom-out", "zoom out", kit.Do(func() { t.zoom(1.5, t.focus()) })).FootIf(walking).If(plane),
			kit.On("", "back", "back", kit.Do(t.leave)).InFoot("back to the knobs").FootIf(walking),
		},
		t.knobs.Keys(nil, func(string) { t.changed() }).If(!walking),
		kit.Keys{
			kit.On("play", "toggle", "play or pause", t.play).InFoot(play).FootIf(plane && !walking),
			kit.On("curve", "swap", "curve or numbers", kit.Do(func() { t.curve = !t.curve })).InFoot(other).FootIf(tight && !walking).If(tight),
			kit.On("restart", "restart", "restart", t.restart),
			kit.On("step-back", "back-one step-back", "step back", kit.Do(func() { t.scrub(-1) })),
			kit.On("step-on", "on-one step-on", "step on", kit.Do(func() { t.scrub(1) })),
			kit.On("steps-back", "back-ten", "ten steps back", kit.Do(func() { t.scrub(-10) })),
			kit.On("steps-on", "on-ten", "ten steps on", kit.Do(func() { t.scrub(10) })),
			kit.On("first", "first", "first step", kit.Do(func() { t.scrub(math.MinInt32) })),
			kit.On("last", "last", "last step", kit.Do(func() { t.scrub(math.MaxInt32) })),
		},
		t.viewKeys(walking),
		kit.Keys{
			kit.On("view", "view", "view", kit.Do(func() { t.turnView(1) })).InFoot("view").FootIf(!walking),
			kit.On("view-before", "view-before", "view before", kit.Do(func() { t.turnView(-1) })),
			kit.On("cursor", "cursor", "cursor on the map", kit.Do(t.toggleCursor)).InFoot("cursor").FootIf(!walking).If(plane),
			kit.On("whole", "whole", "whole map and curve, then the path", kit.Do(t.whole)).If(t.of != nil),
			kit.On("zoom", "full", "full screen", kit.Do(func() { t.full = !t.full })),
			kit.On("function", "function", "type a function", kit.Do(t.openFormula)).
				AtEnd("function").FootIf(plane && !walking).Beside("surface", "types another"),
			kit.On("log", "log", "log or linear f", kit.Do(func() { t.log = !t.log })).
				AtEnd("log or linear f").FootIf(plane && !walking),
			kit.On("levels", "levels", "spacing of the levels", kit.Do(t.nextLevels)),
			kit.On("arrows", "downhill", "arrows downhill", kit.Do(func() { t.downhill = !t.downhill })).If(plane),
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
		row := kit.On(v.name, v.means, v.words, kit.Do(func() { t.toggle(v.name) }))
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

// scrub moves by steps along the path, once there is one.
func (t *Tab) scrub(by int) {
	if !t.runner.Ready {
		return
	}
	t.ticks.Stop()
	t.step = min(max(min(t.step, t.last())+by, 0), t.last())
}

// whole shows all of the map and of the curve; a map that does already shows
// the path.
func (t *Tab) whole() {
	if t.chosen().plane && t.window == t.of.Domain && t.lens.Whole() {
		t.fitPath()
		return
	}
	t.window, t.lens = t.of.Domain, chart.Lens{}
}

// turnView turns to the next view or, with -1, to the one before, of those that no
// lesson hides.
func (t *Tab) turnView(by int) {
	names := t.viewNames()
	t.show(names[(max(slices.Index(names, t.view), 0)+by+len(names))%len(names)])
}

// viewNames lists the views that no lesson hides by their keys.
func (t *Tab) viewNames() []string {
	return slices.DeleteFunc(setting.Names(t.views, view.String), func(name string) bool { return t.knobs.Hidden[name] })
}

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
	t.show(name)
}

// show turns to a view.
func (t *Tab) show(name string) {
	t.view = name
	t.cursor.on = t.cursor.on && t.chosen().plane
}

// leave turns back to the first view with nothing over it.
func (t *Tab) leave() {
	t.cursor.on, t.view, t.full = false, t.views[0].name, false
}
