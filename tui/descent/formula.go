package descent

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/kit"
)

// formulaLine is the line in which a user types a function.
type formulaLine struct {
	input kit.Line
	wrong *surface.SyntaxError // what is wrong with what is typed so far
	asked bool                 // for that, though more may come

	before *earlier // what the tab was like without it; nil while it is closed
	taken  []string // the formulas that were, the last first
	lines  []string // that ↑ and ↓ go through: the present one, and those before it
	at     int      // on them
}

func newFormulaLine() formulaLine {
	return formulaLine{input: kit.NewLine("f(x,y) = ", surface.MaxFormula)}
}

func (l *formulaLine) isOpen() bool { return l.before != nil }

func (l *formulaLine) start(formula string, before *earlier) {
	older := slices.DeleteFunc(slices.Clone(l.taken), func(s string) bool { return s == formula })
	l.before, l.lines, l.at = before, append([]string{formula}, older...), 0
	l.input.Fill(formula)
	l.check()
}

func (l *formulaLine) check() {
	_, err := surface.Parse(l.input.Value())
	l.wrong, _ = errors.AsType[*surface.SyntaxError](err)
	l.asked = false
}

// spell writes what is typed in the characters that a frame has.
func (l *formulaLine) spell(f kit.Frame) {
	if text := l.input.Value(); written(text, f) != text {
		after := string([]rune(text)[l.input.Position():])
		l.input.SetValue(written(text, f))
		l.input.SetCursor(utf8.RuneCountInString(l.input.Value()) - utf8.RuneCountInString(written(after, f)))
	}
}

// recall goes so many lines back to older ones; what is typed on one stays there.
func (l *formulaLine) recall(by int, key tea.Msg) {
	l.input, _ = l.input.Update(key) // what stands there is edited from now on
	if to := l.at + by; to >= 0 && to < len(l.lines) {
		l.lines[l.at], l.at = l.input.Value(), to
		l.input.SetValue(l.lines[to])
		l.input.CursorEnd()
		l.check()
	}
}

// keep notes a formula that was taken.
func (l *formulaLine) keep(formula string) {
	l.taken = slices.DeleteFunc(l.taken, func(s string) bool { return s == formula })
	l.taken = slices.Insert(l.taken, 0, formula)
}

// written returns a formula in the characters that a frame has.
func written(formula string, f kit.Frame) string {
	if f.ASCII {
		return surface.Plain(formula)
	}
	return formula
}

// resize tells the line the panel that it is drawn in.
func (l *formulaLine) resize(panel kit.Frame) {
	l.input.SetWidth(panel.Width - 4 - len(l.input.Prompt))
}

// scrolled returns how many characters are to the left of what there is room for,
// as the input does not tell: with letters that do it is asked where it draws them.
func (l formulaLine) scrolled() int {
	const first = 'Ā'
	letters := []rune(l.input.Value())
	for i := range letters {
		letters[i] = first + rune(i)
	}
	l.input.SetValue(string(letters))
	drawn := []rune(ansi.Strip(l.input.View()) + string(first))[len(l.input.Prompt):]
	return max(0, int(drawn[0]-first))
}

// view draws the line with, under it, what it takes; or, once something is typed
// that is wrong whatever follows, a caret at the mistake and what it is.
func (l formulaLine) view(f kit.Frame) string {
	line := " " + l.input.View()
	typed := l.input.Value() != l.before.formula
	if l.wrong == nil || !l.asked && (l.wrong.Unfinished || !typed) {
		return kit.Above(line, f.Theme.Dimmed(inTwo(l.hint(), f.Width)))
	}
	at := max(0, l.wrong.At-l.scrolled())
	caret := kit.Blank(min(1+len(l.input.Prompt)+at, f.Width-2)) + "^"
	return kit.Above(line, f.Theme.Bad.Bold(caret), f.Theme.Bad.Style().Render(inTwo(l.wrong.Message, f.Width)))
}

// inTwo breaks a text into lines of a panel, of which there are two at most.
func inTwo(text string, width int) string {
	lines := strings.Split(kit.Wrap(text, width-2), "\n")
	if len(lines) > 2 {
		if lines = lines[:2]; ansi.StringWidth(lines[1])+2 > width-2 {
			lines[1] = lines[1][:max(0, strings.LastIndexByte(lines[1], ' '))]
		}
		lines[1] += " …"
	}
	return kit.Indent(strings.Join(lines, "\n"), 1)
}

// calling matches the name of a function before the cursor.
var calling = regexp.MustCompile(`(\pL[\pL\d]*)[( ]?$`)

// hint says what the line takes: of a function whose name is before the cursor what
// that takes, else all.
func (l formulaLine) hint() string {
	functions := surface.Functions()
	if word := calling.FindStringSubmatch(string([]rune(l.input.Value())[:l.input.Position()])); word != nil {
		var forms []string
		for _, f := range functions {
			if f.Name == word[1] {
				return f.Help()
			}
			if strings.HasPrefix(f.Name, word[1]) {
				forms = append(forms, f.Form())
			}
		}
		if forms != nil {
			return strings.Join(forms, ", ")
		}
	}
	names := setting.Names(functions, func(f surface.Function) string { return f.Name })
	return "as in 3x^2 + |y|sin 2x, x from -3 to 3; " + strings.Join(names, " ")
}

// formulaKeys are the keys while the line is open: it takes all others.
func (t *Tab) formulaKeys() kit.Keys {
	older := func(by int) func(tea.KeyPressMsg) tea.Cmd {
		return func(msg tea.KeyPressMsg) tea.Cmd {
			t.typing.recall(by, msg)
			t.preview()
			return nil
		}
	}
	return kit.Keys{
		kit.On("", "enter", "go down this function", func(tea.KeyPressMsg) tea.Cmd { return t.takeFormula() }).InFoot("go down this function"),
		kit.On("", "back", "leave as it was", func(tea.KeyPressMsg) tea.Cmd { return t.leaveFormula() }).InFoot("leave as it was"),
		kit.On("", "above", "the function before", older(1)).Sign("↑↓").InFoot("functions before").If(len(t.typing.lines) > 1).WhileTyping(),
		kit.On("", "below", "the function after", older(-1)).WhileTyping(),
		kit.Words("ctrl+u", "clear"),
		kit.Any(func(msg tea.KeyPressMsg) tea.Cmd { t.typeFormula(msg); return nil }),
	}
}
