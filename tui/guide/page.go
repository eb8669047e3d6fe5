package guide

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit"
	"nntui/tui/kit/wrap"
	"nntui/tui/lesson"
)

// page is the text of a step, as it is put together.
type page struct {
	kit.Frame
	lines  []string
	tight  bool // do blank lines give way?
	answer int  // the line that the answer begins at
}

// viewPage draws the part of the page that is seen.
func (g *Guide) viewPage(f kit.Frame) string {
	if g.lesson == nil {
		return g.titled(f, "Guide", "", "")
	}
	lines, rows := g.page(f).lines, max(f.Height-2, 0)
	top := kit.Clamp(g.top.At, len(lines)-rows+1)
	note := ""
	switch below := len(lines) - rows - top; {
	case below > 0:
		note = fmt.Sprintf("%s: %d more lines", downSign, below)
	case top > 0:
		note = upSign + ": back"
	}
	title := cmp.Or(g.step().Section, fmt.Sprintf("step %d", g.at+1))
	return g.titled(f, title, f.Theme.Dimmed(note), kit.Indent(strings.Join(lines[top:], "\n"), 1))
}

// pageFrame is the frame of the page; where only a strip is seen, that of the
// page to come.
func (g *Guide) pageFrame() kit.Frame { return g.layout(g.frame, true).page }

// positions is how many lines of the page can be its first that is seen.
func (g *Guide) positions() int {
	f := g.pageFrame()
	return max(1, len(g.page(f).lines)-max(f.Height-2, 1)+1)
}

// scroll moves the page by that many lines, as far as it goes.
func (g *Guide) scroll(by int) { g.top.Go(g.top.At+by, g.positions()) }

// toAnswer moves the page to where the answer begins.
func (g *Guide) toAnswer() { g.top.Go(g.page(g.pageFrame()).answer, g.positions()) }

// page puts the text of the step together for the panel f. Where the question
// does not fit, it does without blank lines.
func (g *Guide) page(f kit.Frame) *page {
	p := g.question(f, false)
	if len(p.lines) > f.Height-2 {
		p = g.question(f, true)
	}
	if p.tight = false; g.answered() {
		p.gap()
		p.answer = len(p.lines)
		p.answers(g)
	}
	return p
}

// question is the page without the answer.
func (g *Guide) question(f kit.Frame, tight bool) *page {
	s := g.step()
	p := &page{Frame: f.Sized(f.Width-4, f.Height), tight: tight}
	p.row("", s.Title, f.Theme.Bold)
	p.row("", s.Text, plainly)
	p.setups(g)
	if s.Watch != "" {
		p.gap()
		p.labelled("Watch", s.Watch)
	}
	if s.Question != "" {
		p.gap()
		p.labelled("Predict", s.Question)
		p.choices(g)
	}
	return p
}

func plainly(s string) string { return s }

// strong is the style of what stands out.
func strong(hue kit.Hue) func(string) string {
	return func(s string) string { return hue.Bold(s) }
}

func (p *page) gap() {
	if !p.tight {
		p.lines = append(p.lines, "")
	}
}

// labelled adds a text with a word in front that says what it is.
func (p *page) labelled(label, text string) {
	first := len(p.lines)
	p.row("", label+": "+text, plainly)
	if rest, ok := strings.CutPrefix(p.lines[first], label); ok {
		p.lines[first] = p.Theme.Accent.Style().Render(label) + rest
	}
}

// row adds a text in wrapped lines, with a sign in front that hangs out.
func (p *page) row(sign, text string, style func(string) string) {
	width := ansi.StringWidth(sign)
	for _, line := range wrap.Text(text, p.Width-width) {
		p.lines = append(p.lines, sign+style(line))
		sign = kit.Blank(width)
	}
}

// setups lists what can be set up.
func (p *page) setups(g *Guide) {
	if len(g.setups) > 0 {
		p.gap()
	}
	bold := strong(p.Theme.Accent)
	for i, setup := range g.setups {
		words := setup.words
		if i == g.tried && len(g.setups) > 1 {
			words += " (set up)"
		}
		if i == g.setup {
			p.row(bold("▸ "), words, bold)
		} else {
			p.row("  ", words, p.Theme.Dimmed)
		}
	}
}

// choices lists what one can predict, and how that came out.
func (p *page) choices(g *Guide) {
	s := g.step()
	predicted, right := g.mark().Predicted(s), -1
	if g.complete() {
		right = s.Right - 1
	}
	good, bad, accent := strong(p.Theme.Good), strong(p.Theme.Bad), strong(p.Theme.Accent)
	for i, choice := range s.Choices {
		letter := lesson.Letter(i)
		switch {
		case i == right:
			p.row(good("✓ "+letter+" "), choice, good)
		case i == predicted && right >= 0:
			p.row(bad("✗ "+letter+" "), choice, plainly)
		case i == predicted:
			p.row(accent("▸ "+letter+" "), choice, accent)
		default:
			p.row("  "+p.Theme.Bold(letter)+" ", choice, plainly)
		}
	}
}

// answers adds the answer, or how far its figures are.
func (p *page) answers(g *Guide) {
	head := "── answer "
	p.lines = append(p.lines, p.Theme.Border.Style().Render(head+strings.Repeat("─", max(0, p.Width-ansi.StringWidth(head)))))
	if missing := g.missing(); len(missing) > 0 {
		all := len(sources(g.step()))
		done := 100 * (float64(all-len(missing)) + g.answers.share) / float64(all)
		p.row("", fmt.Sprintf("computing the figures: %.0f %%", done), p.Theme.Dimmed)
		return
	}
	if verdict, hue := g.verdict(p.Frame); verdict != "" {
		p.row("", verdict, strong(hue))
		p.gap()
	}
	p.row("", g.answerText(), plainly)
	p.why(g)
}

// verdict says how the prediction came out.
func (g *Guide) verdict(f kit.Frame) (string, kit.Hue) {
	s := g.step()
	i := g.mark().Predicted(s)
	switch {
	case i < 0 && s.Right > 0:
		return "It is " + lesson.Letter(s.Right-1) + ".", f.Theme.Accent
	case i < 0:
		return "", 0
	case s.Right == 0:
		return "You said " + lesson.Letter(i) + ": here no choice is wrong.", f.Theme.Accent
	case i == s.Right-1:
		return "✓ Well predicted: " + lesson.Letter(i) + ".", f.Theme.Good
	}
	return fmt.Sprintf("✗ Not %s but %s. A surprise is where one learns.", lesson.Letter(i), lesson.Letter(s.Right-1)), f.Theme.Bad
}
