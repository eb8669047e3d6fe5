package tui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/guide"
	"nntui/tui/kit"
)

// helpSheet shows what the active tab is about, and all its keys.
type helpSheet struct{ top kit.List } // the first line that is seen

func (h *helpSheet) keys(a *App) kit.Keys {
	f := a.body()
	tops := len(a.helpLines(f)) - rowsIn(f) + 1
	rows := kit.Keys{
		kit.On("", "back help", "close", kit.Do(a.closeSheet)).InFoot("close help"),
		kit.Words("↑↓", "scroll"),
		kit.On("", "search", "glossary: what a word means", kit.Do(func() { a.sheet = newWordSheet() })).InFoot("glossary"),
		quit("quit").InFoot("quit"),
	}
	return append(rows, h.top.Keys(tops, max(1, rowsIn(f)-2), nil)...)
}

// rowsIn is how many lines of a text are seen in a panel.
func rowsIn(f kit.Frame) int { return f.Height - 2 }

func (h *helpSheet) view(a *App, f kit.Frame, _ string) string {
	lines, rows := a.helpLines(f), rowsIn(f)
	top := kit.Clamp(h.top.At, len(lines)-rows+1)
	note := "nntui " + a.version
	if len(lines) > rows {
		note = fmt.Sprintf("lines %d to %d of %d", top+1, min(top+rows, len(lines)), len(lines))
	}
	title := a.tabs[a.active].Title()
	if a.guide.Focused() {
		title = "Guide"
	}
	return f.Panel(title+": help", f.Theme.Dimmed(note), strings.Join(lines[top:], "\n"))
}

func (a *App) helpLines(f kit.Frame) []string {
	about, own := a.tabs[a.active].About(), a.tabs[a.active].Keys().Without(a.taught.Hidden)
	if a.guide.Focused() {
		about, own = guide.About, a.guide.Keys()
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
		cell := f.Theme.Bold(kit.FitLine(row.Help().Key, 9)) + " " + f.Theme.Dimmed(row.Help().Desc)
		if row.Do == nil || row.Help().Key == "" || slices.Contains(cells, cell) {
			continue // it stands for others, or takes what one types, or means the same everywhere
		}
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
