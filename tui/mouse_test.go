package tui

import (
	tea "charm.land/bubbletea/v2"
)

// click lets a button go down and up again at a cell of the screen.
func (s screen) click(x, y int, b tea.MouseButton) {
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: b})
	s.send(tea.MouseReleaseMsg{X: x, Y: y, Button: b})
}

// drag moves the mouse with the left button down.
func (s screen) drag(x, y, toX, toY int) {
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.send(tea.MouseMotionMsg{X: (x + toX) / 2, Y: (y + toY) / 2, Button: tea.MouseLeft})
	s.send(tea.MouseMotionMsg{X: toX, Y: toY, Button: tea.MouseLeft})
	s.send(tea.MouseReleaseMsg{X: toX, Y: toY, Button: tea.MouseLeft})
}

func (s screen) wheel(x, y int, b tea.MouseButton) {
	s.send(tea.MouseWheelMsg{X: x, Y: y, Button: b})
}

// hover moves the mouse with no button down.
func (s screen) hoverAt(x, y int) { s.send(tea.MouseMotionMsg{X: x, Y: y, Button: tea.MouseNone}) }
