package check

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/model/check"
	"nntui/tui/kit"
)

// The keys that pictures name.
const tensorKey, zoomKey, wholeKey = "n", "z", "0"

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
			kit.On("", "esc", "back", kit.Do(func() { t.inside, t.full = false, false })).FootIf(inside),
		},
		t.knobs.Keys(nil, func(string) { t.ticks.Stop() }).If(!inside),
		t.plotKeys(),
		kit.Keys{
			kit.On("view", "v", "next view", kit.Do(t.nextView)).InFoot("view"),
			kit.On("sort", "s", "sort by error", kit.Do(t.sort)).InFoot("sort").LateIf(!inside),
			kit.On("tensor", tensorKey, "next tensor", kit.Do(t.nextTensor)).InFoot("tensor").LateIf(!inside),
			kit.On("plant", "x", "plant a fault", kit.Do(t.plant)).InFoot("fault"),
			kit.On("play", "space", "sweep h, pause", t.play).InFoot(sweep).LateIf(inside || t.chosen().crosses()),
			kit.On("restart", "r", "sweep h anew", t.restart),
			kit.On("zoom", zoomKey, "full screen", kit.Do(func() { t.full = !t.full })).InFoot("zoom").LateIf(inside),
			kit.On("inside", "enter", "into picture", kit.Do(func() { t.inside = !t.inside })).AtEnd("look closer").FootIf(!inside),
			kit.On("redraw", "R", "new seed", kit.Do(func() { t.runner.Config.Seed++ })).AtEnd("new seed"),
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

func (t *Tab) nextView() {
	i := slices.IndexFunc(t.views, func(v view) bool { return v.name == t.view })
	t.view = t.views[(i+1)%len(t.views)].name
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
