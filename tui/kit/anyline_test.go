package kit

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// A line takes whatever is typed and pasted, in whatever width: it panics
// nowhere, stays one line of at most as many characters as it takes and, where each
// takes one cell, no wider than it may be, with the cursor at its end.
func TestLine_takesAnything(t *testing.T) {
	codes := []rune{tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyBackspace, tea.KeyDelete, tea.KeyUp, tea.KeyDown, tea.KeyTab, tea.KeySpace, tea.KeyEnter}
	for c := rune('a'); c <= 'z'; c++ {
		codes = append(codes, c)
	}
	key := rapid.Custom(func(t *rapid.T) tea.Msg {
		k := tea.Key{Code: rapid.SampledFrom(codes).Draw(t, "code"), Mod: rapid.SampledFrom([]tea.KeyMod{0, tea.ModAlt, tea.ModCtrl, tea.ModShift, tea.ModAlt | tea.ModCtrl}).Draw(t, "mod")}
		if k.Code < 'z' && k.Mod == 0 {
			k.Text = rapid.SampledFrom([]string{string(k.Code), " ", "日", "e\u0301", "\u0903", "👩‍👩‍👧", "\xff"}).Draw(t, "text")
		}
		return tea.KeyPressMsg(k)
	})
	paste := rapid.Map(rapid.StringOf(rapid.RuneFrom([]rune("ab 日é\n\t\x00\x1b\u0301\u200d"))), func(text string) tea.Msg { return tea.PasteMsg{Content: text} })
	width := rapid.Custom(func(t *rapid.T) tea.Msg { return tea.WindowSizeMsg{Width: rapid.IntRange(-1, 30).Draw(t, "width")} })
	rapid.Check(t, func(t *rapid.T) {
		const limit = 20
		l := NewLine("> ", limit)
		l.Fill(rapid.SampledFrom([]string{"", "x", "two words", strings.Repeat("w ", limit)}).Draw(t, "text"))
		narrow := true // has it only held such?
		for _, msg := range rapid.SliceOf(rapid.OneOf(key, key, key, paste, width)).Draw(t, "messages") {
			if size, ok := msg.(tea.WindowSizeMsg); ok {
				l.SetWidth(size.Width)
			} else {
				l, _ = l.Update(msg)
			}
			view := l.View()
			if n := utf8.RuneCountInString(l.Value()); n > limit || strings.ContainsAny(l.Value(), "\n\x1b") {
				t.Fatalf("after %T %v it holds %q", msg, msg, l.Value())
			}
			narrow = narrow && !strings.ContainsFunc(l.Value(), func(r rune) bool { return ansi.StringWidth(string(r)) != 1 })
			if w := ansi.StringWidth(view); strings.Contains(view, "\n") || narrow && l.Width() > 0 && w > len("> ")+l.Width()+1 {
				t.Fatalf("after %T %v it is %d cells wide, of %d: %q", msg, msg, w, l.Width(), view)
			}
		}
	})
}

// A line that becomes narrower or wider shows what is around its cursor.
func TestLine_resizes(t *testing.T) {
	l := NewLine("> ", 0)
	l.Fill("abcdefghij")
	for _, c := range []struct {
		width, cursor int
		want          string
	}{
		{20, 10, "> abcdefghij "}, {4, 10, "> ghij "}, {4, 0, "> abcde"}, {20, 3, "> abcdefghij"}, {3, 3, "> abcd"}, {0, 3, "> c"},
	} {
		l.SetCursor(c.cursor)
		l.SetWidth(c.width)
		if got := strings.TrimRight(ansi.Strip(l.View()), " "); got != strings.TrimRight(c.want, " ") {
			t.Errorf("%d cells, the cursor at %d: %q, want %q", c.width, c.cursor, got, c.want)
		}
	}
}
