package kit

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
)

// Explain writes what there is to know of a knob: its name and value, what it
// does, and what too small and too large look like or what it goes around, with
// the one that is chosen.
func (f Frame) Explain(s setting.Setting) string {
	e := s.Explanation
	what := strings.ToUpper(s.Help[:1]) + s.Help[1:] + ". " + e.What
	parts := []string{f.Theme.Bold(s.Label) + " is " + f.Theme.Accent.Bold(s.Show()), "", Wrap(what, f.Width)}
	if e.Small+e.Large != "" {
		parts = append(parts, "", f.beside(f.Theme.Bold("too small  "), e.Small), f.beside(f.Theme.Bold("too large  "), e.Large))
	}
	if e.Choices != nil {
		parts = append(parts, "", f.choices(s))
	}
	return strings.Join(parts, "\n")
}

// choices lists what a knob goes around.
func (f Frame) choices(s setting.Setting) string {
	widest := 0
	for _, g := range s.Explanation.Choices {
		widest = max(widest, ansi.StringWidth(g.Name))
	}
	var lines []string
	for i, g := range s.Explanation.Choices {
		name := "  " + FitLine(g.Name, widest) + "  "
		if i == s.At() {
			name = f.Theme.Accent.Bold("▸ " + FitLine(g.Name, widest) + "  ")
		}
		lines = append(lines, f.beside(name, g.Text))
	}
	return strings.Join(lines, "\n")
}

// beside writes a text behind some words, all of its lines.
func (f Frame) beside(words, text string) string {
	room := ansi.StringWidth(words)
	return words + strings.TrimLeft(Indent(Wrap(text, max(1, f.Width-room)), room), " ")
}
