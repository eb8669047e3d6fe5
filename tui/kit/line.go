package kit

import (
	"charm.land/bubbles/v2/textinput"
)

// NewLine returns a line to type in, of at most that many characters (0 for
// any number). It takes a pasted text as a [tea.PasteMsg].
func NewLine(prompt string, limit int) textinput.Model {
	input := textinput.New()
	input.Prompt, input.CharLimit = prompt, limit
	input.KeyMap.DeleteWordForward.SetEnabled(false) // it panics at the last character
	styles := input.Styles()
	styles.Cursor.Blink = false // a blinking cursor would send frames while nothing happens
	input.SetStyles(styles)
	return input
}
