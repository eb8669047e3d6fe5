package training

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
)

// Keys are the keys as they are now: a dialog's, the drawing's or the tab's.
func (t *Tab) Keys() kit.Keys {
	nothing := kit.Mute()
	switch {
	case t.dialog != nil:
		return append(t.dialog.keys(t), nothing)
	case t.drawing.on:
		return append(t.drawing.keys(), nothing)
	}
	return t.ownKeys()
}

// ownKeys are the keys of the tab itself.
func (t *Tab) ownKeys() kit.Keys {
	play := "play"
	switch {
	case t.running():
		play = "pause"
	case t.over():
		play = "replay"
	}
	views := t.viewKeys()
	usual := len(views.Feet(false)) == 0 // does the view leave room for these?
	explain := func() {                  // unless the status has to say what is wrong
		if t.advice.Kind < training.Growing {
			t.say(t.knobs.Words(t.ownKeys()))
		}
	}
	turned := func(name string) {
		if name == "speed" {
			t.markSpeed()
		} else {
			t.turn()
		}
	}
	return slices.Concat(t.digitsInside(), t.knobs.Keys(explain, turned).If(!t.inDigits()), kit.Keys{
		kit.On("play", "toggle", "play or pause", kit.Do(t.play)).InFoot(play),
		kit.On("live", "live", "live: knobs act on the running net", kit.Do(t.turnLive)).InFoot("live").LateIf(t.over() && !t.live),
		kit.On("step", "step-on", "one batch", kit.Do(t.step)).Beside("speed", "does one batch"),
		kit.On("view", "view", "view", kit.Do(func() { t.turnView(1) })).InFoot("view"),
		kit.On("view-before", "view-before", "view before", kit.Do(func() { t.turnView(-1) })),
		kit.On("zoom", "full", "zoom", kit.Do(func() { t.zoomed = !t.zoomed })).AtEnd("zoom"),
		kit.On("", "back", "back", kit.Do(func() { t.zoomed = false })).If(t.zoomed),
	}, views, kit.Keys{t.enterKey()}, t.curveKeys(), kit.Keys{
		kit.On("remedy", "remedy", "remedy", kit.Do(t.remedy)),
		t.opens("presets", "presets", "presets", newPresetDialog).FootIf(usual).Beside("preset", "lists them"),
		t.opens("net", "net", "net", newNetEditor).FootIf(usual).Beside("layers", "edits them"),
		t.opens("runs", "runs", "runs", newRunDialog).AtEnd("runs"),
		kit.On("restart", "restart", "restart", kit.Do(t.restart)).AtEnd("restart"),
		kit.On("redraw", "redraw", "new seed", kit.Do(t.redraw)).AtEnd("new seed"),
		t.opens("save", "save", "save the run", newSaveDialog),
		kit.On("open", "open", "open one", func(tea.KeyPressMsg) tea.Cmd {
			t.dialog = &openDialog{}
			return t.listFiles()
		}),
	})
}

// opens is a key that opens a dialog.
func (t *Tab) opens(id, means, words string, dialog func(*Tab) dialog) kit.Key {
	return kit.On(id, means, words, kit.Do(func() { t.dialog = dialog(t) }))
}

// closes are the keys that close a dialog.
func (t *Tab) closes(means string) kit.Key {
	return kit.On("back", means, "back", kit.Do(func() { t.dialog = nil })).InFoot("back")
}

func (t *Tab) play() {
	t.curves.stepped = false
	switch {
	case t.running():
		t.runner.Playing = false
	case t.over():
		t.restart()
	default:
		t.runner.Playing = true
	}
}

func (t *Tab) restart() {
	t.runner.Restart()
	t.say(fmt.Sprintf("The same weights again: seed %d.", t.config.Seed))
}

func (t *Tab) redraw() {
	t.config.Seed++
	t.turnTo(t.config)
	t.say(fmt.Sprintf("New weights: seed %d.", t.config.Seed))
}

func (t *Tab) step() {
	if t.over() {
		t.say("The run is over: " + t.ownKeys().Sign("play") + " replays it.")
		return
	}
	t.runner.Playing, t.curves.stepped = false, true
	t.runner.Ask(t.runner.Extra + 1)
}

// turnTo opens a run, which may be the one that is shown: then it goes on.
func (t *Tab) turnTo(c training.Config) {
	t.config, t.turning = c, false
	t.runner.Set(c)
	t.follow()
	t.again()
}

// again plays, from the first batch where the same run has diverged.
func (t *Tab) again() {
	t.runner.Playing = true
	if t.runner.Current != nil && t.runner.Snapshot.State == model.Diverged && t.runner.Made == t.config {
		t.runner.Restart()
	}
}
