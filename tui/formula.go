package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"nntui/model/descent"
	"nntui/model/surface"
)

// formulaLine is the line in which a user types a function.
type formulaLine struct {
	open  bool
	input textinput.Model
	wrong *surface.SyntaxError // what is wrong with what is typed so far
}

func newFormulaLine() formulaLine {
	input := newTextInput("f(x,y) = ")
	input.CharLimit = surface.MaxFormula
	return formulaLine{input: input}
}

// newTextInput returns a line to type in.
func newTextInput(prompt string) textinput.Model {
	input := textinput.New()
	input.Prompt = prompt
	styles := input.Styles()
	styles.Cursor.Blink = false // a blinking cursor would send frames while nothing happens
	input.SetStyles(styles)
	return input
}

func (l *formulaLine) start(formula string) {
	l.open = true
	l.input.SetValue(formula)
	l.input.CursorEnd()
	l.input.Focus()
	l.check()
}

func (l *formulaLine) check() { l.wrong = descent.SyntaxError(surface.Check(l.input.Value())) }

// typeFormula answers keys while the line is open.
func (t *descentTab) typeFormula(msg tea.KeyPressMsg) {
	switch l := &t.typing; {
	case key.Matches(msg, keys.Close):
		l.open = false
	case key.Matches(msg, keys.Start):
		if l.wrong == nil {
			l.open = false
			t.runner.config.Function = l.input.Value()
			t.changed()
		}
	default:
		l.input, _ = l.input.Update(msg)
		l.check()
	}
}

// view draws the line with, under it, a caret at the mistake and what it is.
func (l *formulaLine) view(f frame) string {
	l.input.SetWidth(max(1, f.width-12))
	if l.wrong == nil {
		return above(" "+l.input.View(), "", f.theme.dimmed(indent(wrap("^ is power; sin cos tan exp log sqrt abs tanh, pi, e", f.width-2), 1)))
	}
	at := len(l.input.Prompt) + 1 + l.wrong.At
	caret := strings.Repeat(" ", min(at, max(0, f.width-2))) + "^"
	return above(" "+l.input.View(), f.theme.bad.style().Bold(true).Render(caret), f.theme.bad.style().Render(indent(wrap(l.wrong.Message, f.width-2), 1)))
}
