package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// scrollHelp moves through a help that is longer than the screen.
func (a *App) scrollHelp(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, keys.Up):
		a.helpTop--
	case key.Matches(msg, keys.Down):
		a.helpTop++
	case key.Matches(msg, keys.PageUp):
		a.helpTop -= 10
	case key.Matches(msg, keys.PageDown):
		a.helpTop += 10
	}
	a.helpTop = min(max(a.helpTop, 0), len(a.helpLines(a.body()))-1)
}

// viewHelp shows what the active tab is about, and all its keys.
func (a *App) viewHelp(f frame) string {
	lines := a.helpLines(f)
	rows := f.height - 2
	top := max(0, min(a.helpTop, len(lines)-rows))
	note := "nntui " + a.version
	if len(lines) > rows {
		note = fmt.Sprintf("lines %d to %d of %d", top+1, min(top+rows, len(lines)), len(lines))
	}
	return f.panel(a.tabs[a.active].Title()+": help", f.theme.dimmed(note), strings.Join(lines[top:], "\n"))
}

func (a *App) helpLines(f frame) []string {
	t := a.tabs[a.active]
	text := "\n" + indent(wrap(t.About(), f.width-6), 2) + "\n\n" + indent(keyTable(f.sized(f.width-4, 0), t.FullHelp()), 2)
	return strings.Split(text, "\n")
}

// keyTable lists keys in as many columns as fit.
func keyTable(f frame, groups [][]key.Binding) string {
	var cells []string
	widest := 0
	for _, group := range groups {
		for _, b := range group {
			cell := f.theme.bold(fitLine(b.Help().Key, 9)) + " " + f.theme.dimmed(b.Help().Desc)
			cells = append(cells, cell)
			widest = max(widest, ansi.StringWidth(cell))
		}
	}
	columns := max(1, (f.width+2)/(widest+2))
	rows := (len(cells) + columns - 1) / columns
	lines := make([]string, rows)
	for i, cell := range cells {
		lines[i%rows] += fitLine(cell, widest+2)
	}
	return strings.Join(lines, "\n")
}
