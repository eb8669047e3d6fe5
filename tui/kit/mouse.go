package kit

import (
	tea "charm.land/bubbletea/v2"
)

// Within returns a mouse message as a part of the screen sees it, whose corner
// is at x, y.
func Within(msg tea.MouseMsg, x, y int) tea.MouseMsg {
	m := msg.Mouse()
	m.X, m.Y = m.X-x, m.Y-y
	switch msg.(type) {
	case tea.MouseClickMsg:
		return tea.MouseClickMsg(m)
	case tea.MouseReleaseMsg:
		return tea.MouseReleaseMsg(m)
	case tea.MouseWheelMsg:
		return tea.MouseWheelMsg(m)
	}
	return tea.MouseMotionMsg(m)
}

// Clicks reports whether a message is the left button going down.
func Clicks(msg tea.MouseMsg) bool {
	_, click := msg.(tea.MouseClickMsg)
	return click && msg.Mouse().Button == tea.MouseLeft
}

// Wheeled is which way a message turns the wheel: -1 for up, 1 for down, 0 for
// neither.
func Wheeled(msg tea.MouseMsg) int {
	return map[tea.MouseButton]int{tea.MouseWheelUp: -1, tea.MouseWheelDown: 1}[msg.Mouse().Button]
}

// Holds reports whether a place is in the frame, whose corner is at 0, 0.
func (f Frame) Holds(m tea.Mouse) bool {
	return m.X >= 0 && m.Y >= 0 && m.X < f.Width && m.Y < f.Height
}

// ToKnobs gives a tab's knobs the arrow keys: one of them was clicked.
type ToKnobs struct{}

// A Place is a part of the screen: a frame and its corner.
type Place struct {
	X, Y int
	Frame
}

// From returns a place on the screen as the frame sees it.
func (p Place) From(m tea.Mouse) tea.Mouse {
	m.X, m.Y = m.X-p.X, m.Y-p.Y
	return m
}
