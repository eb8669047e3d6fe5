package training

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
)

func (t *Tab) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case t.dialog != nil:
		return t.dialog.press(t, msg)
	case t.drawing.on:
		t.drawing.press(msg)
	case t.pressRun(msg), t.pressView(msg):
	case key.Matches(msg, kit.Bound.Presets):
		t.dialog = newPresetDialog(t)
	case key.Matches(msg, kit.Bound.Runs):
		t.dialog = newRunDialog(t)
	case key.Matches(msg, kit.Bound.Net):
		t.dialog = newNetEditor(t.config.Layers)
	case key.Matches(msg, kit.Bound.Save):
		t.dialog = newSaveDialog(t)
	case key.Matches(msg, kit.Bound.Load):
		t.dialog = newLoadDialog()
		return t.listFiles()
	case t.turn(msg):
	case key.Matches(msg, kit.Bound.Up, kit.Bound.Down) && t.verdict.Kind < training.Growing:
		t.note = t.knobs.Words(t.Keys())
	}
	return nil
}

// turn answers the keys of the knobs.
func (t *Tab) turn(msg tea.KeyPressMsg) bool {
	turned := false
	row, ok := t.knobs.Keys(nil, func(name string) {
		if turned = true; name == "speed" {
			t.markSpeed()
		}
		t.runner.Set(t.config.Config)
	}).Find(msg)
	if ok {
		row.Do(msg)
	}
	return turned
}

// markSpeed notes where in the run under way its speed changed.
func (t *Tab) markSpeed() {
	s := t.runner.Snapshot
	if s.State != model.Unfinished || len(s.Epochs) == 0 {
		return
	}
	mark := training.Mark{Epoch: len(s.Epochs), Batch: s.Batch, What: speeds[t.config.speed].name}
	t.speedMarks = slices.DeleteFunc(t.speedMarks, func(m training.Mark) bool { return m.Epoch == mark.Epoch })
	t.speedMarks = append(t.speedMarks, mark)
}

// pressRun answers the keys that make the run go and change.
func (t *Tab) pressRun(msg tea.KeyPressMsg) bool {
	over := t.runner.Ready && t.runner.Over(t.runner.Snapshot)
	switch {
	case key.Matches(msg, kit.Bound.Play) && t.running():
		t.runner.Playing = false
	case key.Matches(msg, kit.Bound.Play) && over, key.Matches(msg, kit.Bound.Restart):
		t.runner.Restart()
		t.note = fmt.Sprintf("The same weights again: seed %d.", t.config.Seed)
	case key.Matches(msg, kit.Bound.Play):
		t.runner.Playing = true
	case key.Matches(msg, kit.Bound.Redraw):
		t.config.Seed++
		t.runner.Set(t.config.Config)
		t.note = fmt.Sprintf("New weights: seed %d.", t.config.Seed)
	case key.Matches(msg, kit.Bound.Step):
		t.runner.Playing = false
		t.runner.Ask(t.runner.Extra + 1)
	case key.Matches(msg, kit.Bound.Remedy):
		t.remedy()
	default:
		return false
	}
	return true
}

// remedy does what the verdict proposes.
func (t *Tab) remedy() {
	if t.verdict.Try == "" {
		t.note = "There is nothing to remedy."
		return
	}
	t.note = "Trying " + t.verdict.Try + "."
	t.turnTo(t.verdict.Remedy)
}

// turnTo sets all knobs and goes on, on the running net where that can be.
func (t *Tab) turnTo(c training.Config) {
	t.config.Config = c
	t.runner.Set(c)
	t.runner.Playing = true
	if t.runner.Ready && t.runner.Current != nil && t.runner.Snapshot.State == model.Diverged && t.runner.Made == c {
		t.runner.Restart()
	}
}
