package descent

import (
	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit/stage"
)

// clickAt lets a button go down and up again at a cell of the tab.
func clickAt(s *stage.Stage[*Tab], x, y int, b tea.MouseButton) {
	s.Send(tea.MouseClickMsg{X: x, Y: y, Button: b})
	s.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: b})
}
