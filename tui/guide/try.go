package guide

import (
	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
	"nntui/tui/lesson"
)

// Try returns the command that makes what the set-ups of the user's own lesson
// open, one after the other. That takes long where nets are large, and the
// lesson is on the screen meanwhile. The first that cannot work is said with its
// line, and each by whoever sets it up.
func (g *Guide) Try() tea.Cmd {
	if g.given == nil {
		return nil
	}
	var all []lesson.Setup
	for i := range g.given.Steps {
		all = append(all, g.given.Steps[i].Setups()...)
	}
	return g.try(all)
}

func (g *Guide) try(list []lesson.Setup) tea.Cmd {
	if len(list) == 0 {
		return nil
	}
	s := list[0]
	return func() tea.Msg {
		_, err := g.trial(s.Open)
		return kit.Reply(func() tea.Cmd {
			if err != nil {
				g.refused(g.given.Refuse(s, err), s.Open)
			}
			return g.try(list[1:])
		})
	}
}

// refused notes that an opening cannot work.
func (g *Guide) refused(err error, open string) {
	if len(g.wrong) == 0 {
		g.host.Say(err.Error() + ".")
	}
	g.wrong[open] = err
}
