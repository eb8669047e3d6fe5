package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// helpSheet shows what the active tab is about, and all its keys.
type helpSheet struct{ top int } // the first line that is seen

func (h *helpSheet) keys() []key.Binding {
	return []key.Binding{keys.relabel(keys.Close, "close help"), keys.relabel(keys.Choose, "scroll"), keys.Quit}
}

func (h *helpSheet) press(a *App, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case key.Matches(msg, keys.Close, keys.Help):
		a.sheet = nil
	case key.Matches(msg, keys.Up):
		h.top--
	case key.Matches(msg, keys.Down):
		h.top++
	case key.Matches(msg, keys.PageUp):
		h.top -= 10
	case key.Matches(msg, keys.PageDown):
		h.top += 10
	default:
		return nil, false
	}
	h.top = min(max(h.top, 0), len(a.helpLines(a.body()))-1)
	return nil, true
}

func (h *helpSheet) view(a *App, f frame) string {
	lines := a.helpLines(f)
	rows := f.height - 2
	top := max(0, min(h.top, len(lines)-rows))
	note := "nntui " + a.version
	if len(lines) > rows {
		note = fmt.Sprintf("lines %d to %d of %d", top+1, min(top+rows, len(lines)), len(lines))
	}
	title := a.tabs[a.active].Title()
	if a.guide.focus {
		title = "Guide"
	}
	return f.panel(title+": help", f.theme.dimmed(note), strings.Join(lines[top:], "\n"))
}

func (a *App) helpLines(f frame) []string {
	t := a.tabs[a.active]
	about, groups := t.About(), t.FullHelp()
	for i := range groups {
		groups[i] = without(a.hidden(), groups[i])
	}
	if a.guide.focus {
		about, groups = guideAbout, [][]key.Binding{a.guideKeys(), {keys.relabel(keys.Home, "first step"), keys.relabel(keys.End, "last step"), keys.Tabs, keys.Share}}
	}
	text := "\n" + indent(wrap(about, f.width-6), 2) + "\n\n" + indent(keyTable(f.sized(f.width-4, 0), groups), 2)
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
