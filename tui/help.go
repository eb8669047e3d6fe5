package tui

import (
	"fmt"
	"math"
	"nntui/tui/kit"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// helpSheet shows what the active tab is about, and all its keys.
type helpSheet struct{ top int } // the first line that is seen

func (h *helpSheet) keys(a *App) kit.Keys {
	by := func(n int) func(tea.KeyPressMsg) tea.Cmd {
		return kit.Do(func() { h.top = min(max(h.top+n, 0), h.last(a)) })
	}
	page := max(1, a.body().Height-4)
	return kit.Keys{
		kit.On("", "esc ?", "close", kit.Do(a.closeSheet)).InFoot("close help"),
		kit.Words("↑↓", "scroll"),
		kit.On("", "up k", "up", by(-1)), kit.On("", "down j", "down", by(1)),
		kit.On("", "pgup ctrl+u", "page up", by(-page)), kit.On("", "pgdown ctrl+d", "page down", by(page)),
		kit.On("", "home", "first line", by(math.MinInt32)), kit.On("", "end", "last line", by(math.MaxInt32)),
	}
}

// last is the line that is at the top at the end of the text.
func (h *helpSheet) last(a *App) int {
	f := a.body()
	return max(0, len(a.helpLines(f))-(f.Height-2))
}

func (h *helpSheet) view(a *App, f kit.Frame) string {
	lines := a.helpLines(f)
	rows := f.Height - 2
	top := min(h.top, max(0, len(lines)-rows))
	note := "nntui " + a.version
	if len(lines) > rows {
		note = fmt.Sprintf("lines %d to %d of %d", top+1, min(top+rows, len(lines)), len(lines))
	}
	title := a.tabs[a.active].Title()
	if a.guide.focus {
		title = "Guide"
	}
	return f.Panel(title+": help", f.Theme.Dimmed(note), strings.Join(lines[top:], "\n"))
}

func (a *App) helpLines(f kit.Frame) []string {
	about, own := a.tabs[a.active].About(), a.tabs[a.active].Keys().Without(a.guide.hidden)
	if a.guide.focus {
		about, own = guideAbout, a.guideKeys()
	}
	rows := append(own, a.everywhere()...)
	text := "\n" + kit.Indent(kit.Wrap(about, f.Width-6), 2) + "\n\n" + kit.Indent(keyTable(f.Sized(f.Width-4, 0), rows), 2)
	return strings.Split(text, "\n")
}

// keyTable lists keys in as many columns as fit.
func keyTable(f kit.Frame, rows kit.Keys) string {
	var cells []string
	widest := 0
	for _, row := range rows {
		if row.Do == nil || row.Help().Key == "" {
			continue // it stands for others, or takes what one types
		}
		cell := f.Theme.Bold(kit.FitLine(row.Help().Key, 9)) + " " + f.Theme.Dimmed(row.Help().Desc)
		cells = append(cells, cell)
		widest = max(widest, ansi.StringWidth(cell))
	}
	columns := max(1, (f.Width+2)/(widest+2))
	high := (len(cells) + columns - 1) / columns
	lines := make([]string, high)
	for i, cell := range cells {
		lines[i%high] += kit.FitLine(cell, widest+2)
	}
	return strings.Join(lines, "\n")
}
