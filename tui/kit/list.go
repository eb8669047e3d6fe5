package kit

import (
	"math"

	tea "charm.land/bubbletea/v2"
)

// A List is a cursor on rows of which a part is seen: a list, a table or the
// lines of a text. Its zero value is on the first row.
type List struct {
	At   int
	Lean int // how far below the middle of what is seen the cursor was clicked; less than 0 for above
}

// Keys are the keys that move over n rows, of which a page is seen; then is
// called after each move, and may be nil.
func (l *List) Keys(n, page int, then func()) (rows Keys) {
	for _, m := range []struct {
		means, words string
		by           int
	}{
		{"above", "row above", -1}, {"below", "row below", 1},
		{"page-up", "page up", -page}, {"page-down", "page down", page},
		{"first", "first row", -math.MaxInt32}, {"last", "last row", math.MaxInt32},
	} {
		rows = append(rows, On("", m.means, m.words, func(tea.KeyPressMsg) tea.Cmd {
			if l.Go(l.At+m.by, n); then != nil {
				then()
			}
			return nil
		}))
	}
	return rows
}

// Searched are the keys of a list under a line that one types in: what moves the
// cursor, and edit for all others.
func (l *List) Searched(n, page int, edit func(tea.Msg)) (rows Keys) {
	for _, row := range l.Keys(n, page, nil) {
		rows = append(rows, row.WhileTyping())
	}
	return append(rows, Any(func(msg tea.KeyPressMsg) tea.Cmd { edit(msg); return nil }))
}

// Go moves the cursor to a row, as far as there is one of n.
func (l *List) Go(at, n int) { l.At = Clamp(at, n) }

// Window returns the part of n rows that is seen in so many lines, with the
// cursor in its middle, or where it was clicked, as far as the ends allow.
func (l List) Window(n, lines int) (from, to int) {
	from = l.At - Clamp(lines/2+l.Lean, lines)
	from = max(0, min(from, n-lines))
	return from, min(n, from+max(lines, 0))
}

// Line returns the row that is seen in a line, -1 for none.
func (l List) Line(line, n, lines int) int {
	from, to := l.Window(n, lines)
	if at := from + line; line >= 0 && at < to {
		return at
	}
	return -1
}

// Mouse does what the mouse does in a line of the list: a click chooses the
// row, which stays where it is, and the wheel scrolls. It reports whether the
// row that was clicked had been chosen before.
func (l *List) Mouse(msg tea.MouseMsg, n, lines int) (again bool) {
	const scrolled = 3 // rows
	if by := Wheeled(msg); by != 0 {
		l.Go(l.At+scrolled*by, n)
	}
	at := l.Line(msg.Mouse().Y, n, lines)
	if !Clicks(msg) || at < 0 {
		return false
	}
	from, _ := l.Window(n, lines)
	again = at == l.At
	l.At, l.Lean = at, at-from-lines/2
	return again
}

// View draws the rows around the cursor, the chosen one marked.
func (l List) View(f Frame, rows []string) []string {
	from, to := l.Window(len(rows), f.Height)
	lines := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		if i == l.At {
			lines = append(lines, f.Theme.Accent.Bold(" ▸ ")+f.Theme.Bold(rows[i]))
		} else {
			lines = append(lines, "   "+rows[i])
		}
	}
	return lines
}
