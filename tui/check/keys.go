package check

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/model/check"
	"nntui/tui/kit"
)

// The keys that pictures name.
var tensorKey, zoomKey, wholeKey = kit.Sign("on-one"), kit.Sign("full"), kit.Sign("whole")

// Keys lists the keys of the tab.
func (t *Tab) Keys() kit.Keys {
	inside, sweep := t.inPicture(), "sweep h"
	if t.ticks.Playing {
		sweep = "pause"
	}
	list := kit.List{At: t.row()}
	scroll := list.Keys(len(t.order), 10, func() { t.moveTo(list.At) })[2:]
	for i := range scroll {
		scroll[i].ID = "scroll"
	}
	return slices.Concat(
		kit.Keys{
			kit.Arrows("move", "move in the picture", t.move).InFoot("move").If(inside),
			kit.On("", "back", "back", kit.Do(func() { t.inside, t.full = false, false })).FootIf(inside),
		},
		t.knobs.Keys(nil, func(string) { t.ticks.Stop() }).If(!inside),
		t.plotKeys(),
		kit.Keys{
			kit.On("view", "view", "next view", kit.Do(func() { t.nextView(1) })).InFoot("view"),
			kit.On("view-before", "view-before", "view before", kit.Do(func() { t.nextView(-1) })),
			kit.On("sort", "order", "sort by error", kit.Do(t.sort)).InFoot("sort").LateIf(!inside),
			kit.On("tensor", "on-one", "next tensor", kit.Do(func() { t.nextTensor(1) })).InFoot("tensor").LateIf(!inside).If(t.chosen().plots == nil),
			kit.On("tensor-before", "back-one", "tensor before", kit.Do(func() { t.nextTensor(-1) })).If(t.chosen().plots == nil),
			kit.On("plant", "fault", "plant a fault", kit.Do(t.plant)).InFoot("fault"),
			kit.On("play", "toggle", "sweep h, pause", t.play).InFoot(sweep).LateIf(inside || t.chosen().crosses()),
			kit.On("restart", "restart", "sweep h anew", t.restart),
			kit.On("zoom", "full", "full screen", kit.Do(func() { t.full = !t.full })).InFoot("zoom").LateIf(inside),
			kit.On("inside", "enter", "into picture", kit.Do(func() { t.inside = !t.inside })).AtEnd("look closer").FootIf(!inside),
			kit.On("redraw", "redraw", "new seed", kit.Do(func() { t.runner.Config.Seed++ })).AtEnd("new seed"),
		},
		scroll,
	)
}

// inPicture reports whether the arrow keys move the cursor.
func (t *Tab) inPicture() bool { return t.inside || t.full }

func (t *Tab) move(right, down int, far bool) {
	by := 1
	if far {
		by = 10
	}
	t.chosen().move(t, by*right, by*down)
}

func (t *Tab) nextView(by int) {
	n := len(t.views)
	i := slices.IndexFunc(t.views, func(v view) bool { return v.name == t.view })
	t.view = t.views[(i+by+n)%n].name
}

func (t *Tab) sort() {
	t.sorted = !t.sorted
	t.arrange()
	t.moveTo(0)
}

func (t *Tab) plant() {
	t.knobs.Point("fault")
	t.knobs.Turn("fault", 1, false)
}

func (t *Tab) play(tea.KeyPressMsg) tea.Cmd {
	if t.ticks.Playing {
		t.ticks.Stop()
		return nil
	}
	return t.restart(tea.KeyPressMsg{})
}

// restart begins a sweep of h, which ends at the h that there was before it.
func (t *Tab) restart(tea.KeyPressMsg) tea.Cmd {
	if !t.ticks.Playing {
		t.back = t.runner.Config.H
	}
	t.runner.Config.H = check.MaxH
	t.knobs.Point("h")
	return t.ticks.Start(sweepTime)
}
