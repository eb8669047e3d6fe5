package descent

import (
	"errors"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/kit"
)

// formulaLine is the line in which a user types a function.
type formulaLine struct {
	open  bool
	input textinput.Model
	wrong *surface.SyntaxError // what is wrong with what is typed so far
}

func newFormulaLine() formulaLine {
	return formulaLine{input: kit.NewLine("f(x,y) = ", surface.MaxFormula)}
}

func (l *formulaLine) start(formula string) {
	l.open = true
	l.input.SetValue(formula)
	l.input.CursorEnd()
	l.input.Focus()
	l.check()
}

func (l *formulaLine) check() {
	_, err := surface.Parse(l.input.Value())
	l.wrong, _ = errors.AsType[*surface.SyntaxError](err)
}

// formulaKeys are the keys while the line is open: it takes all others.
func (t *Tab) formulaKeys() kit.Keys {
	l := &t.typing
	return kit.Keys{
		kit.On("", "enter", "go down this function", kit.Do(t.takeFormula)).InFoot("go down this function"),
		kit.On("", "esc", "leave as it was", kit.Do(func() { l.open = false })).InFoot("leave as it was"),
		kit.Words("ctrl+u", "clear"),
		kit.Any(func(msg tea.KeyPressMsg) tea.Cmd { l.update(msg); return nil }),
	}
}

// takeFormula takes what is typed, if nothing is wrong with it.
func (t *Tab) takeFormula() {
	if t.typing.wrong == nil {
		t.typing.open = false
		function, _ := setting.Find(t.runner.Config.Settings(), "function") // which keeps it in one line
		if function.Set(t.typing.input.Value()) == nil {
			t.changed()
		}
	}
}

// update hands a key or a pasted text to the line, if it is open.
func (l *formulaLine) update(msg tea.Msg) {
	if l.open {
		l.input, _ = l.input.Update(msg)
		l.check()
	}
}

// resize tells the line the panel that it is drawn in.
func (l *formulaLine) resize(panel kit.Frame) { l.input.SetWidth(max(1, panel.Width-14)) }

// view draws the line with, under it, a caret at the mistake and what it is.
func (l formulaLine) view(f kit.Frame) string {
	if l.wrong == nil {
		return kit.Above(" "+l.input.View(), "", f.Theme.Dimmed(kit.Indent(kit.Wrap("^ is power; sin cos tan exp log sqrt abs tanh, pi, e", f.Width-2), 1)))
	}
	at := len(l.input.Prompt) + 1 + l.wrong.At
	caret := kit.Blank(min(at, f.Width-2)) + "^"
	return kit.Above(" "+l.input.View(), f.Theme.Bad.Bold(caret), f.Theme.Bad.Style().Render(kit.Indent(kit.Wrap(l.wrong.Message, f.Width-2), 1)))
}
