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
		kit.On("", "search", "search keys and words", kit.Do(func() { a.sheet = newWordSheet(a) })).InFoot("search"),
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

// helpLines are what to try first, the chosen knob, what is seen, and the keys
// by what one wants to do.
func (a *App) helpLines(f kit.Frame) []string {
	tab := a.tabs[a.active]
	about, own := tab.About(), tab.Keys().Without(a.taught.Hidden)
	text := f.Sized(f.Width-6, 0)
	parts := []string{strings.Join(firstThings(text), "\n")}
	if s, ok := tab.Knobs().Setting(); ok && !a.guide.Focused() {
		parts = append(parts, section(text, "the chosen knob"), text.Explain(s))
	}
	if a.guide.Focused() {
		about, own = guide.About, a.guide.Keys()
	}
	parts = append(parts, section(text, "what you see"), kit.Wrap(about, text.Width))
	rows := append(own, a.everywhere()...)
	for _, group := range append([]string{""}, kit.Groups...) {
		if table := keyTable(text, rows, group); table != "" {
			parts = append(parts, section(text, headOf(group)), table)
		}
	}
	return strings.Split("\n"+kit.Indent(strings.Join(parts, "\n"), 2), "\n")
}

// firstThings is the card of the first start in a few lines.
func firstThings(f kit.Frame) []string {
	text := "New here? In Descent → makes steps longer, 3 trains a network, " + kit.Sign("palette") + " finds anything by its name, " +
		kit.Sign("guide") + " opens the guide. Here " + kit.Sign("search") + " searches all keys and words, with what they mean."
	return strings.Split(kit.Wrap(text, f.Width), "\n")
}

// headOf is the heading of a group of keys.
func headOf(group string) string {
	if group == "" {
		return "in the guide"
	}
	return "to " + strings.ToLower(group)
}

// section is a heading of the help.
func section(f kit.Frame, title string) string {
	rule := strings.Repeat("─", max(0, f.Width-ansi.StringWidth(title)-4))
	return "\n" + f.Theme.Border.Style().Render("── ") + f.Theme.Bold(title) + " " + f.Theme.Border.Style().Render(rule)
}

// keyTable lists the keys of a group in as many columns as fit, those of the
// guide without a group.
func keyTable(f kit.Frame, rows kit.Keys, group string) string {
	rows = slices.DeleteFunc(slices.Clone(rows), func(row kit.Key) bool { // those that stand for others, or take what one types
		return row.Do == nil || row.Help().Key == "" || kit.MeaningOf(strings.Fields(row.Means)[0]).Group != group
	})
	var cells []string
	sign, widest := 0, 0
	for _, row := range rows {
		sign = max(sign, ansi.StringWidth(row.Help().Key))
	}
	for _, row := range rows {
		cell := f.Theme.Bold(kit.FitLine(row.Help().Key, sign)) + "  " + f.Theme.Dimmed(row.Help().Desc)
		if slices.Contains(cells, cell) {
			continue // it means the same everywhere
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
