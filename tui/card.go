package tui

import (
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/files"
	"nntui/tui/kit"
)

// welcome is what a first look needs to know, for the card of the very first
// start; firstThings says it shorter at the head of the help.
func (a *App) welcome(f kit.Frame) []string {
	longer := "→"
	if a.active != 0 {
		longer = "1 →"
	}
	row := func(key, words string) string { return "  " + f.Theme.Accent.Bold(kit.FitLine(key, 9)) + words }
	return []string{
		"A laboratory for gradient descent, gradient checks and",
		"small neural networks. Three things to try:",
		"",
		row(longer, "longer steps: the path swings, and runs away"),
		row("3", "a network learns to read handwritten digits"),
		row(kit.Sign("palette")+" basins", "find anything by its name, and enter does it"),
		"",
		row(kit.Sign("guide"), "the guide: questions, experiments, answers"),
		row(kit.Sign("help"), "help: keys, words, the chosen knob"),
	}
}

// viewCard puts the card over a picture.
func (a *App) viewCard(f kit.Frame, under string) string {
	lines := append(a.welcome(f), "", f.Theme.Dimmed("Any key goes on."))
	const width, height = 60, 13
	panel := f.Sized(width, height).Panel("Welcome to nntui", "", kit.Indent(strings.Join(lines, "\n"), 1))
	return kit.Over(under, panel, max(0, (f.Width-width)/2), max(0, (f.Height-height)/2))
}

// firstStart reports whether nntui has never been opened with that folder, and
// makes it. With no folder nothing is known.
func firstStart(folder string) (first bool, err error) {
	if folder == "" {
		return false, nil
	}
	_, missing := os.Stat(folder)
	return missing != nil, files.MakeFolder(folder)
}

// waiting asks what waits to be gone on with, and says so.
func (a *App) waiting() (cmds []tea.Cmd) {
	for i, t := range a.tabs {
		k, ok := t.(keeper)
		if !ok {
			continue
		}
		ask := k.Waits()
		cmds = append(cmds, func() tea.Msg {
			words, elsewhere := ask()
			return kit.Reply(func() tea.Cmd {
				if elsewhere && !a.resumed {
					a.note = "Another nntui of yours runs: this one has a session of its own."
				}
				if words != "" {
					a.waits = func() tea.Cmd {
						a.active, a.sheet = i, nil // not opened: that would begin another
						a.guide.Leave()
						return k.GoOn()
					}
					a.waitsIn = i
				}
				switch {
				case words == "" || elsewhere || a.resumed:
				case i == a.active:
					a.note = words + ": " + kit.Sign("open") + " lists it, to go on."
				default:
					a.note = words + ": press " + kit.Sign("open") + " to go on."
				}
				return nil
			})
		})
	}
	return cmds
}

// goOn goes on with what waits.
func (a *App) goOn() tea.Cmd {
	cmd := a.waits()
	a.waits = nil
	return cmd
}

// stopped says for the shell what was under way when the program ended.
func (a *App) stopped() (list []string) {
	for _, t := range a.tabs {
		if k, ok := t.(keeper); ok {
			if words := k.Stopped(); words != "" {
				list = append(list, words+" Go on with: nntui --resume")
			}
		}
	}
	return list
}
