package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit"
)

// trouble says why something that is kept from one start to the next cannot be
// saved, "" where all is.
func (a *App) trouble() string {
	for _, t := range a.tabs {
		if k, ok := t.(keeper); ok && k.Trouble() != "" {
			return k.Trouble()
		}
	}
	return ""
}

// unsaved says so in the header, in so many cells, with the end of the reason
// where there is room: before it stands the name of a file.
func (a *App) unsaved(room int) string {
	const short, shortest = "✗ not saved", "unsaved"
	switch width := ansi.StringWidth(short); {
	case room < width:
		return shortest
	case room < 2*width:
		return short
	}
	reason := a.trouble()
	if over := ansi.StringWidth(short+": "+reason) - room; over > 0 {
		reason = ansi.TruncateLeft(reason, over+1, "…")
	}
	return short + ": " + reason
}

// unsavedSheet asks before the program ends and something is lost.
type unsavedSheet struct{}

func (s *unsavedSheet) keys(a *App) kit.Keys {
	return kit.Keys{
		kit.On("", "quit", "quit all the same", func(tea.KeyPressMsg) tea.Cmd { return tea.Quit }).InFoot("quit all the same"),
		kit.On("", "back", "stay", kit.Do(a.closeSheet)).InFoot("stay"),
		kit.Mute(),
	}
}

func (s *unsavedSheet) view(a *App, f kit.Frame, under string) string {
	trouble := a.trouble()
	words := "The session cannot be saved: " + trouble + "."
	next := "It is tried again, the longer it fails the more rarely. Mend what is in the way, and it is saved; or quit, and what was trained since the last save is lost."
	if trouble == "" {
		words, next = "The session is saved again.", "Nothing is lost when you quit now."
	}
	width := min(f.Width, 64)
	lines := strings.Split(kit.Wrap(words, width-4)+"\n\n"+kit.Wrap(next, width-4), "\n")
	height := min(f.Height, len(lines)+2)
	panel := f.Sized(width, height).Panel("quit?", "", kit.Indent(strings.Join(lines, "\n"), 1))
	return kit.Over(under, panel, max(0, (f.Width-width)/2), max(0, (f.Height-height)/2))
}
