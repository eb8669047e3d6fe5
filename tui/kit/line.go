package kit

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// Line is a line to type in. It takes a pasted text as a [tea.PasteMsg].
type Line struct {
	textinput.Model
	fresh bool // has no key come since it was filled in?
}

// NewLine returns a line of at most that many characters, 0 for any number.
func NewLine(prompt string, limit int) Line {
	input := textinput.New()
	input.Prompt, input.CharLimit = prompt, limit
	input.KeyMap.DeleteWordForward.SetEnabled(false) // it panics at the last character
	plain := lipgloss.NewStyle()                     // in the terminal's own colours, which every theme fits
	styles := input.Styles()
	styles.Focused = textinput.StyleState{Text: plain, Placeholder: plain, Prompt: plain, Suggestion: plain.Underline(true)}
	styles.Cursor.Color = lipgloss.NoColor{}
	styles.Cursor.Blink = false // a blinking cursor would send frames while nothing happens
	input.SetStyles(styles)
	return Line{Model: input}
}

// Fill puts a text into the line and gives it the cursor. The text gives way to
// the first character that is typed, or to what is pasted; any other key edits
// it.
func (l *Line) Fill(text string) {
	l.SetValue(text)
	l.CursorEnd()
	l.Focus()
	l.fresh = true
}

// SetWidth gives the line room for that many characters, and shows those around
// the cursor.
func (l *Line) SetWidth(width int) {
	if width = max(1, width); width == l.Width() {
		return
	}
	at := l.Position()
	l.Model.SetWidth(width)
	l.CursorEnd() // there and back, lest it stays scrolled as it was
	l.CursorStart()
	l.SetCursor(at)
}

// Edit hands a key or a pasted text to the line, and reports whether that
// changed what it holds.
func (l *Line) Edit(msg tea.Msg) (changed bool) {
	before := l.Value()
	*l, _ = l.Update(msg)
	return l.Value() != before
}

// Update hands a key or a pasted text to the line.
func (l Line) Update(msg tea.Msg) (Line, tea.Cmd) {
	key, pressed := msg.(tea.KeyPressMsg)
	_, pasted := msg.(tea.PasteMsg)
	if l.fresh && (pasted || key.Text != "") || pressed && key.String() == "ctrl+u" {
		l.SetValue("")
	}
	l.fresh = false
	var cmd tea.Cmd
	l.Model, cmd = l.Model.Update(msg)
	return l, cmd
}
