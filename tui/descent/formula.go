package descent

import (
	"errors"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

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
	l.wrong, _ = errors.AsType[*surface.SyntaxError](surface.Check(l.input.Value()))
}

// typeFormula answers keys while the line is open.
func (t *Tab) typeFormula(msg tea.KeyPressMsg) {
	switch l := &t.typing; {
	case key.Matches(msg, kit.Bound.Close):
		l.open = false
	case key.Matches(msg, kit.Bound.Start):
		if l.wrong == nil {
			l.open = false
			t.runner.Config.Function = l.input.Value()
			t.changed()
		}
	default:
		l.update(msg)
	}
}

// update hands a key or a pasted text to the line, if it is open.
func (l *formulaLine) update(msg tea.Msg) {
	if l.open {
		l.input, _ = l.input.Update(msg)
		l.check()
	}
}

// view draws the line with, under it, a caret at the mistake and what it is.
func (l *formulaLine) view(f kit.Frame) string {
	l.input.SetWidth(max(1, f.Width-12))
	if l.wrong == nil {
		return kit.Above(" "+l.input.View(), "", f.Theme.Dimmed(kit.Indent(kit.Wrap("^ is power; sin cos tan exp log sqrt abs tanh, pi, e", f.Width-2), 1)))
	}
	at := len(l.input.Prompt) + 1 + l.wrong.At
	caret := strings.Repeat(" ", min(at, max(0, f.Width-2))) + "^"
	return kit.Above(" "+l.input.View(), f.Theme.Bad.Style().Bold(true).Render(caret), f.Theme.Bad.Style().Render(kit.Indent(kit.Wrap(l.wrong.Message, f.Width-2), 1)))
}
