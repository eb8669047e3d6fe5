package kit_test

import (
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit"
)

// A look draws as lipgloss does, line by line.
func TestLook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var look kit.Look
		style := lipgloss.NewStyle()
		if rapid.Bool().Draw(t, "fg") {
			look.Fg = lipgloss.ANSIColor(rapid.IntRange(0, 255).Draw(t, "hue"))
			style = style.Foreground(look.Fg)
		}
		if rapid.Bool().Draw(t, "bg") {
			look.Bg = lipgloss.Color("#2a0a4a")
			style = style.Background(look.Bg)
		}
		look.Bold, look.Reverse = rapid.Bool().Draw(t, "bold"), rapid.Bool().Draw(t, "reverse")
		if look.Bold {
			style = style.Bold(true)
		}
		if look.Reverse {
			style = style.Reverse(true)
		}
		for _, text := range []string{"one", "one two", "ab\ncd"} {
			if got, want := look.Render(text), style.Render(text); got != want {
				t.Errorf("%q: %q, lipgloss has %q", text, got, want)
			}
		}
		if again := look.Begin(); again != look.Begin() || (again == "") != (look == kit.Look{}) {
			t.Errorf("%v begins with %q", look, again)
		}
	})
	if got := (kit.Look{Bold: true}).Render("x"); got != "\x1b[1mx"+ansi.ResetStyle {
		t.Errorf("%q", got)
	}
}
