package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"

	"nntui/model"
	"nntui/model/training"
)

func (t *trainingTab) About() string {
	return "A network learns to tell the digits 0 to 4 from 5 to 9. Half of the digits train it, batch by batch; " +
		"the others test it after each epoch. Loss is binary cross-entropy; accuracy the share on the right side of 0.5. " +
		"Learning rate, schedule, L2, the optimizer's settings, more epochs and speed act on the running net (▼ marks where); " +
		"any other knob starts a new run before the old one. The presets are the assignment's runs: ✓ marks NumPy's numbers."
}

func (t *trainingTab) ShortHelp() []key.Binding {
	if t.dialog != nil {
		return t.dialog.keys()
	}
	if t.drawing.on {
		return []key.Binding{keys.Ink, keys.Rub, keys.Blank, keys.Example, keys.Cancel}
	}
	play := keys.playing(t.running())
	if t.runner.ready && t.runner.over(t.runner.snapshot) {
		play = keys.relabel(keys.Play, "replay")
	}
	view, zoom := keys.relabel(keys.View, "view"), keys.relabel(keys.FullScreen, "zoom")
	own := []key.Binding{keys.Choose, keys.Change, play, view}
	switch trainingViews[t.view].name {
	case "digits":
		own = append(own, keys.Mistakes)
	case "draw":
		own = append(own, keys.Draw)
	default:
		own = append(own, keys.Presets, keys.Net)
	}
	return append(own, keys.Guide, keys.Help, keys.Quit, zoom, keys.Runs, keys.Restart, keys.Redraw, keys.Tabs)
}

func (t *trainingTab) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		append(keys.turning(), keys.Play, keys.Step, keys.Restart, keys.Redraw),
		{keys.relabel(keys.View, "view"), keys.ViewBack, keys.relabel(keys.FullScreen, "zoom"), keys.Cross, keys.CrossFar, keys.LogY, keys.LogX, keys.Smooth, keys.Ghosts, keys.Mistakes},
		{keys.Remedy, keys.Presets, keys.Net, keys.Runs, keys.Save, keys.Load, keys.Draw, keys.Tabs, keys.Guide, keys.Share, keys.Export, keys.Help, keys.Quit},
	}
}

func (t *trainingTab) Running() string {
	sign := "■"
	if t.running() {
		sign = "▶"
	}
	c, done := t.runner.config, len(t.runner.snapshot.Epochs)
	if c.Epochs > 99 || c.Seed > 999_999 {
		return fmt.Sprintf("%s %d/%d seed %d", sign, done, c.Epochs, c.Seed)
	}
	return fmt.Sprintf("%s epoch %d/%d  seed %d", sign, done, c.Epochs, c.Seed)
}

func (t *trainingTab) Status(f frame) string {
	s := t.runner.snapshot
	switch n := len(s.Epochs); {
	case t.note != "":
		return t.note
	case t.runner.err != nil:
		return f.theme.bad.style().Render(t.runner.err.Error())
	case !t.runner.ready:
		return f.theme.dimmed("Reading the digits.")
	case t.drawing.on:
		return f.theme.dimmed("Arrows move, space inks, esc ends. With the mouse: left inks, right rubs out.")
	case !t.runner.playing && s.State == model.Unfinished:
		return f.theme.warn.style().Render("Paused.") + f.theme.dimmed(" space goes on, . does one batch.")
	case n < 2 && s.State == model.Unfinished:
		return f.theme.dimmed(t.knobs.words())
	}
	verdict := t.verdict
	if t.knobs.hidden[keys.Remedy.Help().Desc] {
		verdict.Try = ""
	}
	return inWords(f, verdict)
}

// inWords is a verdict in a line: what it is, the evidence, the cause, and the
// key that tries the remedy.
func inWords(f frame, v training.Advice) string {
	hue := map[training.Kind]hue{
		training.Learning: f.theme.good, training.Done: f.theme.good, training.Growing: f.theme.bad,
		training.Overfitting: f.theme.warn, training.Underfitting: f.theme.warn, training.Plateau: f.theme.warn, training.Unsteady: f.theme.warn,
	}[v.Kind]
	text := hue.style().Render(v.Head+":") + " " + v.Evidence + "."
	if v.Cause != "" {
		text = hue.style().Render(v.Head+":") + " " + v.Evidence + "; " + v.Cause + "."
	}
	if v.Try != "" {
		text += " " + f.theme.bold("f") + f.theme.dimmed(": "+v.Try)
	}
	return text
}
