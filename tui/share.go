package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit"
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

func (s *shareSheet) keys(a *App) kit.Keys {
	return kit.Keys{kit.On("", "back share", "close", kit.Do(a.closeSheet)).InFoot("close")}
}

// view leaves the sides open, so that the mouse can select whole lines.
func (s *shareSheet) view(a *App, f kit.Frame, _ string) string {
	width := f.Width - 4
	text := "It is on your clipboard now, if your terminal lets programs write there (OSC 52; in tmux: set -g set-clipboard on). " +
		"Otherwise select it with the mouse, in most terminals while holding shift. A lesson takes it as well, as what a step opens."
	if t, ok := a.tabs[a.active].(interface{ Unshared() string }); ok {
		text += "\n\n" + t.Unshared() // its command line does not say all
	}
	lines := []string{
		"", " " + f.Theme.Bold("This command line opens what you see, anywhere:"), "",
		kit.Indent(strings.Join(s.lines(width), "\n"), 2), "",
		kit.Indent(f.Theme.Dimmed(kit.Wrap(text, width)), 1),
	}
	return kit.Fit(strings.Join(lines, "\n"), f.Width, f.Height)
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
