package tui

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"nntui/model"
	"nntui/model/setting"
	"nntui/tui/kit"
)

// typingSheet is the line in which the value of a setting is typed.
type typingSheet struct {
	of    setting.Setting
	input kit.Line
	wrong string // what is wrong with what was typed
}

// typeKnob opens the line for the chosen knob.
func (a *App) typeKnob() {
	k := a.tabs[a.active].Knobs()
	if s, ok := k.Setting(); ok {
		a.typeValue(s)
	}
}

// typeValue opens the line for a setting.
func (a *App) typeValue(of setting.Setting) {
	if a.sayUnused(of) {
		return
	}
	s := &typingSheet{of: of, input: kit.NewLine(of.Called()+" = ", max(kit.LineLimit, utf8.RuneCountInString(of.Get())))}
	s.input.SetSuggestions(of.Options)
	s.input.ShowSuggestions = len(of.Options) > 0
	s.input.Fill(of.Get())
	a.sheet = s
}

func (s *typingSheet) keys(a *App) kit.Keys {
	return kit.Keys{
		kit.On("", "enter", "take it", func(tea.KeyPressMsg) tea.Cmd { return s.take(a) }).InFoot("take it"),
		kit.Words("tab", "complete").FootIf(len(s.of.Options) > 0),
		kit.Words("↑↓", "another").FootIf(len(s.of.Options) > 0),
		kit.Words("ctrl+u", "clear"),
		kit.On("", "back", "leave it", kit.Do(a.closeSheet)).InFoot("leave as it was"),
		kit.Any(func(msg tea.KeyPressMsg) tea.Cmd { s.edit(msg); return nil }),
	}
}

// Line is where it is typed.
func (s *typingSheet) Line() *kit.Line { return &s.input }

// edit hands a key or a pasted text to the line.
func (s *typingSheet) edit(msg tea.Msg) {
	s.input, _ = s.input.Update(msg)
	s.wrong = ""
}

// take sets the value, if it can be.
func (s *typingSheet) take(a *App) tea.Cmd {
	text := strings.TrimSpace(s.input.Value())
	if fits := s.fits(strings.HasPrefix); len(fits) == 1 {
		text = fits[0]
	}
	was := shown(s.of.Get())
	cmd, err := a.setTo(s.of.Name, text)
	if err != nil {
		s.wrong = reason(err)
		return nil
	}
	a.closeSheet()
	if a.note = s.of.Called() + " is " + shown(s.of.Get()) + " (was " + was + ")."; !s.of.Fleeting {
		a.note += " " + kit.Sign("undo") + " undoes that."
	}
	return cmd
}

// setTo gives a setting of the active tab a value, if it can have that.
func (a *App) setTo(name, value string) (tea.Cmd, error) {
	to := values{name: value}
	if err := a.tryOut(to); err != nil {
		return nil, err
	}
	return a.change(to)
}

// fits lists the options that what is typed fits, by a test of package strings;
// only itself if it is one.
func (s *typingSheet) fits(test func(s, part string) bool) []string {
	text := strings.ToLower(strings.TrimSpace(s.input.Value()))
	if slices.Contains(s.of.Options, text) {
		return []string{text}
	}
	return slices.DeleteFunc(slices.Clone(s.of.Options), func(o string) bool { return !test(strings.ToLower(o), text) })
}

// reason is an error without the name of the setting that it begins with.
func reason(err error) string {
	if e, ok := errors.AsType[*setting.Error](err); ok {
		return e.Reason
	}
	if e, ok := errors.AsType[*model.ConfigError](err); ok {
		return e.Reason
	}
	return err.Error()
}

// tryOut says why the tab cannot have these settings, if it cannot.
func (a *App) tryOut(values map[string]string) error {
	t := tabs[a.active].new(a.active)
	if err := setting.Copy(t.Settings(), a.tabs[a.active].Settings()); err != nil {
		return err
	}
	if err := setting.Apply(t.Settings(), values); err != nil {
		return err
	}
	t.Begin()
	return t.Trial().Check()
}

// view draws the line at the bottom of the tab, with what it takes or what is
// wrong under it.
func (s *typingSheet) view(_ *App, f kit.Frame, under string) string {
	width := f.Width - 4
	s.input.SetWidth(width - len([]rune(s.input.Prompt)) - 1)
	text, style := s.takes(), f.Theme.Dimmed
	if s.wrong != "" {
		text, style = s.wrong, f.Theme.Bad.Style().Render
	}
	below := kit.Wrap(text, width)
	rows := min(max(3, 2+strings.Count(below, "\n")), max(f.Height-2, 0))
	panel := f.Sized(f.Width, rows+2).Panel("type a value", "", " "+s.input.View()+"\n"+kit.Indent(style(below), 1))
	return kit.Over(under, panel, 0, f.Height-rows-2)
}

// takes says what can be typed: the names that what is typed fits or, where
// there are none, what it is to be.
func (s *typingSheet) takes() string {
	for _, test := range []func(s, part string) bool{strings.HasPrefix, strings.Contains} {
		if list := s.fits(test); len(list) > 0 {
			return strings.Join(list, " · ")
		}
	}
	text := "takes " + s.of.Takes
	if s.of.Span != "" {
		text += " (the knob goes from " + s.of.Span + ")"
	}
	if s.of.Help != "" {
		text += ": " + s.of.Help
	}
	return text
}
