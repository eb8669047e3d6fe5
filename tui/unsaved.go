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

// unsaved says so in the header, in so many cells, with the reason where there
// is room.
func (a *App) unsaved(room int) string {
	const short = "✗ not saved"
	if room < 2*len(short) {
		return short
	}
	return ansi.Truncate(short+": "+a.trouble(), room, "…")
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
