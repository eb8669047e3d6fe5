package tui

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/training"
)

func (t *trainingTab) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case t.dialog != nil:
		return t.dialog.press(t, msg)
	case t.drawing.on:
		t.drawing.press(msg)
	case t.pressRun(msg), t.pressView(msg):
	case key.Matches(msg, keys.Presets):
		t.dialog = newPresetDialog(t)
	case key.Matches(msg, keys.Runs):
		t.dialog = newRunDialog(t)
	case key.Matches(msg, keys.Net):
		t.dialog = newNetEditor(t.config.Layers)
	case key.Matches(msg, keys.Save):
		t.dialog = newSaveDialog(t)
	case key.Matches(msg, keys.Load):
		t.dialog = newLoadDialog()
		return t.listFiles()
	case t.turn(msg):
	case key.Matches(msg, keys.Up, keys.Down) && t.verdict.Kind < training.Growing:
		t.note = t.knobs.words()
	}
	return nil
}

// turn answers the keys of the knobs.
func (t *trainingTab) turn(msg tea.KeyPressMsg) bool {
	before := t.config.speed
	if !t.knobs.update(msg, &t.config) {
		return false
	}
	if t.config.speed != before {
		t.markSpeed()
	}
	t.runner.set(t.config.Config)
	return true
}

// markSpeed notes where in the run under way its speed changed.
func (t *trainingTab) markSpeed() {
	s := t.runner.snapshot
	if s.State != model.Unfinished || len(s.Epochs) == 0 {
		return
	}
	mark := training.Mark{Epoch: len(s.Epochs), Batch: s.Batch, What: speeds[t.config.speed].name}
	t.speedMarks = slices.DeleteFunc(t.speedMarks, func(m training.Mark) bool { return m.Epoch == mark.Epoch })
	t.speedMarks = append(t.speedMarks, mark)
}

// pressRun answers the keys that make the run go and change.
func (t *trainingTab) pressRun(msg tea.KeyPressMsg) bool {
	over := t.runner.ready && t.runner.over(t.runner.snapshot)
	switch {
	case key.Matches(msg, keys.Play) && t.running():
		t.runner.playing = false
	case key.Matches(msg, keys.Play) && over, key.Matches(msg, keys.Restart):
		t.runner.restart()
		t.note = fmt.Sprintf("The same weights again: seed %d.", t.config.Seed)
	case key.Matches(msg, keys.Play):
		t.runner.playing = true
	case key.Matches(msg, keys.Redraw):
		t.config.Seed++
		t.runner.set(t.config.Config)
		t.note = fmt.Sprintf("New weights: seed %d.", t.config.Seed)
	case key.Matches(msg, keys.Step):
		t.runner.playing = false
		t.runner.ask(t.runner.extra + 1)
	case key.Matches(msg, keys.Remedy):
		t.remedy()
	default:
		return false
	}
	return true
}

// remedy does what the verdict proposes.
func (t *trainingTab) remedy() {
	if t.verdict.Try == "" {
		t.note = "There is nothing to remedy."
		return
	}
	t.note = "Trying " + t.verdict.Try + "."
	t.turnTo(t.verdict.Remedy)
}

// turnTo sets all knobs and goes on, on the running net where that can be.
func (t *trainingTab) turnTo(c training.Config) {
	t.config.Config = c
	t.runner.set(c)
	t.runner.playing = true
	if t.runner.ready && t.runner.current != nil && t.runner.snapshot.State == model.Diverged && t.runner.made == c {
		t.runner.restart()
	}
}
