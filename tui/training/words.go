package training

import (
	"fmt"

	"charm.land/bubbles/v2/key"

	"nntui/model"
	"nntui/model/training"
	"nntui/tui/kit"
)

func (t *Tab) About() string {
	return "A network learns to tell the digits 0 to 4 from 5 to 9. Half of the digits train it, batch by batch; " +
		"the others test it after each epoch. Loss is binary cross-entropy; accuracy the share on the right side of 0.5. " +
		"Learning rate, schedule, L2, the optimizer's settings, more epochs and speed act on the running net (▼ marks where); " +
		"any other knob starts a new run before the old one. The presets are the assignment's runs: ✓ marks NumPy's numbers."
}

func (t *Tab) ShortHelp() []key.Binding {
	if t.dialog != nil {
		return t.dialog.keys()
	}
	if t.drawing.on {
		return []key.Binding{kit.Bound.Ink, kit.Bound.Rub, kit.Bound.Blank, kit.Bound.Example, kit.Bound.Cancel}
	}
	play := kit.Bound.Playing(t.running())
	if t.runner.Ready && t.runner.Over(t.runner.Snapshot) {
		play = kit.Bound.Relabel(kit.Bound.Play, "replay")
	}
	view, zoom := kit.Bound.Relabel(kit.Bound.View, "view"), kit.Bound.Relabel(kit.Bound.FullScreen, "zoom")
	own := []key.Binding{kit.Bound.Choose, kit.Bound.Change, play, view}
	switch views[t.view].name {
	case "digits":
		own = append(own, kit.Bound.Mistakes)
	case "draw":
		own = append(own, kit.Bound.Draw)
	default:
		own = append(own, kit.Bound.Presets, kit.Bound.Net)
	}
	return append(own, kit.Bound.Guide, kit.Bound.Help, kit.Bound.Quit, zoom, kit.Bound.Runs, kit.Bound.Restart, kit.Bound.Redraw, kit.Bound.Tabs)
}

func (t *Tab) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		append(kit.Bound.Turning(), kit.Bound.Play, kit.Bound.Step, kit.Bound.Restart, kit.Bound.Redraw),
		{kit.Bound.Relabel(kit.Bound.View, "view"), kit.Bound.ViewBack, kit.Bound.Relabel(kit.Bound.FullScreen, "zoom"), kit.Bound.Cross, kit.Bound.CrossFar, kit.Bound.LogY, kit.Bound.LogX, kit.Bound.Smooth, kit.Bound.Ghosts, kit.Bound.Mistakes},
		{kit.Bound.Remedy, kit.Bound.Presets, kit.Bound.Net, kit.Bound.Runs, kit.Bound.Save, kit.Bound.Load, kit.Bound.Draw, kit.Bound.Tabs, kit.Bound.Guide, kit.Bound.Share, kit.Bound.Export, kit.Bound.Help, kit.Bound.Quit},
	}
}

func (t *Tab) Running() string {
	sign := "■"
	if t.running() {
		sign = "▶"
	}
	c, done := t.runner.Config, len(t.runner.Snapshot.Epochs)
	if c.Epochs > 99 || c.Seed > 999_999 {
		return fmt.Sprintf("%s %d/%d seed %d", sign, done, c.Epochs, c.Seed)
	}
	return fmt.Sprintf("%s epoch %d/%d  seed %d", sign, done, c.Epochs, c.Seed)
}

func (t *Tab) Status(f kit.Frame) string {
	s := t.runner.Snapshot
	switch n := len(s.Epochs); {
	case t.note != "":
		return t.note
	case t.runner.Err != nil:
		return f.Theme.Bad.Style().Render(t.runner.Err.Error())
	case !t.runner.Ready:
		return f.Theme.Dimmed("Reading the digits.")
	case t.drawing.on:
		return f.Theme.Dimmed("Arrows move, space inks, esc ends. With the mouse: left inks, right rubs out.")
	case !t.runner.Playing && s.State == model.Unfinished:
		return f.Theme.Warn.Style().Render("Paused.") + f.Theme.Dimmed(" space goes on, . does one batch.")
	case n < 2 && s.State == model.Unfinished:
		return f.Theme.Dimmed(t.knobs.Words(t.Keys()))
	}
	verdict := t.verdict
	if t.knobs.Hidden[kit.Bound.Remedy.Help().Desc] {
		verdict.Try = ""
	}
	return inWords(f, verdict)
}

// inWords is a verdict in a line: what it is, the evidence, the cause, and the
// key that tries the remedy.
func inWords(f kit.Frame, v training.Advice) string {
	hue := map[training.Kind]kit.Hue{
		training.Learning: f.Theme.Good, training.Done: f.Theme.Good, training.Growing: f.Theme.Bad,
		training.Overfitting: f.Theme.Warn, training.Underfitting: f.Theme.Warn, training.Plateau: f.Theme.Warn, training.Unsteady: f.Theme.Warn,
	}[v.Kind]
	text := hue.Style().Render(v.Head+":") + " " + v.Evidence + "."
	if v.Cause != "" {
		text = hue.Style().Render(v.Head+":") + " " + v.Evidence + "; " + v.Cause + "."
	}
	if v.Try != "" {
		text += " " + f.Theme.Bold("f") + f.Theme.Dimmed(": "+v.Try)
	}
	return text
}
