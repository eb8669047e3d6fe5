package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/lesson"
)

// shareSheet shows the command line that opens what the screen shows.
type shareSheet struct{ args []string }

// share opens the sheet, and asks the terminal to copy the command line.
func (a *App) share() tea.Cmd {
	s := &shareSheet{a.arguments()}
	a.sheet = s
	return tea.SetClipboard(lesson.CommandLine(s.args[1:]))
}

func (s *shareSheet) keys() []key.Binding { return []key.Binding{keys.Close} }

func (s *shareSheet) press(a *App, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if !key.Matches(msg, keys.Close, keys.Share) {
		return nil, false
	}
	a.sheet = nil
	return nil, true
}

// view leaves the sides open, so that the mouse can select whole lines.
func (s *shareSheet) view(a *App, f frame) string {
	width := f.width - 4
	text := "It is on your clipboard now, if your terminal lets programs write there (OSC 52; in tmux: set -g set-clipboard on). " +
		"Otherwise select it with the mouse, in most terminals while holding shift. A lesson takes it as well, as what a step opens."
	if t := a.training; a.active == t.runner.tab {
		text += "\n\nA run that is opened so begins at its first batch"
		if len(t.runner.snapshot.Marks) > 0 {
			text += ", with the settings that it has now: knobs that were turned while this one was under way changed it later"
		}
		text += "."
	}
	lines := []string{
		"", " " + f.theme.bold("This command line opens what you see, anywhere:"), "",
		indent(strings.Join(s.lines(width), "\n"), 2), "",
		indent(f.theme.dimmed(wrap(text, width)), 1),
	}
	return fit(strings.Join(lines, "\n"), f.width, f.height)
}

// lines breaks the command line between its flags, as a shell takes it.
func (s *shareSheet) lines(width int) []string {
	const more = " \\"
	lines := []string{program}
	for _, flag := range flagsOf(s.args[1:]) {
		last := &lines[len(lines)-1]
		if ansi.StringWidth(*last)+1+ansi.StringWidth(flag)+len(more) <= width {
			*last += " " + flag
		} else {
			*last += more
			lines = append(lines, "  "+flag)
		}
	}
	return lines
}

// flagsOf puts each flag and its value together.
func flagsOf(args []string) (flags []string) {
	for _, arg := range args {
		if text := lesson.Quote(arg); strings.HasPrefix(arg, "--") || len(flags) == 0 {
			flags = append(flags, text)
		} else {
			flags[len(flags)-1] += " " + text
		}
	}
	return flags
}
