package kit

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"nntui/tui/terminal"
)

// LineLimit is how many characters a line takes that has no limit of its own.
const LineLimit = 400

// Line is a line to type in. It takes a pasted text as a [tea.PasteMsg].
type Line struct {
	textinput.Model
	fresh bool   // has no key come since it was filled in?
	cut   string // what of the last paste it did not take
}

// NewLine returns a line of at most that many characters, 0 for LineLimit.
func NewLine(prompt string, limit int) Line {
	input := textinput.New()
	input.Prompt, input.CharLimit = prompt, cmp.Or(limit, LineLimit)
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
	paste, pasted := msg.(tea.PasteMsg)
	if l.fresh && (pasted || key.Text != "") || pressed && key.String() == "ctrl+u" {
		l.SetValue("")
	}
	l.fresh = false
	switch {
	case pressed:
		key.Text = printable(key.Text)
		msg = key
	case pasted:
		msg = tea.PasteMsg{Content: l.fit(paste.Content)}
	}
	var cmd tea.Cmd
	l.Model, cmd = l.Model.Update(msg)
	return l, cmd
}

// fit returns what there is room for of a paste, and notes what is not.
func (l *Line) fit(text string) string {
	whole := len(text)
	text = printable(text)
	n, room := utf8.RuneCountInString(text), l.CharLimit-utf8.RuneCountInString(l.Value())
	if l.cut = ""; n <= room {
		return text
	}
	of := ""
	if whole >= terminal.PasteLimit {
		of = "at least "
	}
	l.cut = fmt.Sprintf("Took the first %d of %s%d characters: the line holds %d.", room, of, n, l.CharLimit)
	end := 0
	for range room {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return text[:end]
}

// Cut says what of the last paste the line did not take, "" if it took all.
func (l *Line) Cut() string { return l.cut }

// printable is a text in one line without the characters that draw nothing, or
// change the direction of what is drawn.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) || r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
}
