package descent

import (
	tea "charm.land/bubbletea/v2"

	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/kit"
	"nntui/tui/run"
)

// earlier is what a tab was like before a function is typed, whose map is drawn
// as it is typed: esc comes back to it, and all that asks for settings gets these.
type earlier struct {
	formula  string
	settings []string // their values

	config, made descent.Config
	experiment   run.Experiment[descent.Snapshot]
	of           *surface.Surface
	window       surface.Rect
	wanted       outlook
	cursor       mapCursor
	endsLook     endsLook
	step         int
	playing      bool
}

// openFormula opens the line with the present function, and pauses.
func (t *Tab) openFormula() {
	r := &t.runner
	before := &earlier{
		formula: written(r.Config.Formula(), t.body), config: r.Config, made: r.Made, experiment: r.Current,
		of: t.of, window: t.window, wanted: t.wanted, cursor: t.cursor, endsLook: t.endsLook, step: t.step, playing: t.ticks.Playing,
	}
	for _, s := range t.Settings() {
		before.settings = append(before.settings, s.Get())
	}
	t.ticks.Stop()
	t.typing.start(before.formula, before)
}

// leaveFormula closes the line, and takes all back that it drew.
func (t *Tab) leaveFormula() tea.Cmd {
	b := t.typing.before
	t.typing.before = nil
	switch {
	case b.experiment == nil: // it was under way, and what was typed may be now
		t.runner.Restart()
	case t.runner.Current != b.experiment:
		t.runner.Adopt(b.experiment, b.made)
	}
	t.runner.Config, t.of, t.window, t.wanted, t.cursor, t.endsLook, t.step = b.config, b.of, b.window, b.wanted, b.cursor, b.endsLook, b.step
	if b.playing {
		return t.ticks.Start(stepTime)
	}
	return nil
}

// takeFormula takes what is typed, if nothing is wrong with it.
func (t *Tab) takeFormula() tea.Cmd {
	switch l := &t.typing; {
	case l.wrong != nil:
		l.asked = true
	case t.runner.Config == l.before.config:
		return t.leaveFormula()
	default:
		l.keep(t.runner.Config.Function)
		l.before = nil
	}
	return nil
}

// Line is where a formula is typed, nil while none is.
func (t *Tab) Line() *kit.Line {
	if !t.typing.isOpen() {
		return nil
	}
	return &t.typing.input
}

// typeFormula hands a key or a pasted text to the line.
func (t *Tab) typeFormula(msg tea.Msg) {
	l := &t.typing
	before := l.input.Value()
	if l.input, _ = l.input.Update(msg); l.input.Value() != before {
		l.spell(t.body)
		l.check()
		t.preview()
	}
}

// preview goes down what is typed, unless something is wrong with it.
func (t *Tab) preview() {
	l := &t.typing
	if l.wrong != nil {
		return
	}
	t.runner.Config = l.before.config
	if text := l.input.Value(); text != l.before.formula {
		function, _ := setting.Find(t.runner.Config.Settings(), "function") // which keeps it in one line
		function.Set(text)
	}
	t.changed()
}
