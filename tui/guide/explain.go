package guide

import (
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
	"nntui/tui/lesson"
)

// explanation is the line in which the reader says why it is so.
type explanation struct {
	typing bool
	input  kit.Line
}

// explain opens the line, once the answer is there.
func (g *Guide) explain() tea.Cmd {
	if !g.complete() {
		g.host.Say("First the answer; then " + explainKey + " takes a line of your own: why is it so?")
		return nil
	}
	g.line = explanation{true, kit.NewLine(whyLabel+": ", lesson.LongestWhy)}
	g.line.input.Fill(g.mark().Why)
	g.scroll(math.MaxInt32)
	return nil
}

// keys are those of the line: it takes all others.
func (l *explanation) keys(g *Guide) kit.Keys {
	return kit.Keys{
		kit.On("", "enter", "keep it", func(tea.KeyPressMsg) tea.Cmd {
			l.typing = false
			return g.noting(func(m *lesson.Mark) { m.Why = strings.TrimSpace(l.input.Value()) })
		}).InFoot("keep it"),
		kit.On("", "back", "leave as it was", kit.Do(func() { l.typing = false })).InFoot("leave as it was"),
		kit.Any(func(msg tea.KeyPressMsg) tea.Cmd { l.edit(msg); return nil }),
	}
}

// Line is where an explanation is typed, nil while none is.
func (g *Guide) Line() *kit.Line {
	if !g.line.typing {
		return nil
	}
	return &g.line.input
}

// edit hands a key or a pasted text to the line.
func (l *explanation) edit(msg tea.Msg) { l.input, _ = l.input.Update(msg) }

// view draws the part of the line around the cursor, as wide as it may be.
func (l explanation) view(width int) string {
	l.input.SetWidth(width - len(whyLabel) - 3) // a colon, a blank and the cursor at the end
	return l.input.View()
}

// whyLabel stands before an explanation.
const whyLabel = "Why"

// why adds the reader's explanation, or asks for it.
func (p *page) why(g *Guide) {
	p.gap()
	switch why := g.mark().Why; {
	case g.line.typing:
		p.lines = append(p.lines, g.line.view(p.Width))
	case why != "":
		p.labelled(whyLabel, why)
	default:
		p.row("", "Why is it so? "+explainKey+" takes a line of your own.", p.Theme.Dimmed)
	}
}
