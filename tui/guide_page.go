package tui

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit"
	"nntui/tui/lesson"
)

// page is the text of a step, as it is put together.
type page struct {
	kit.Frame
	lines  []string
	answer int // the line that the answer begins at
}

// viewPage draws the part of the page that is seen.
func (a *App) viewPage(f kit.Frame) string {
	g := &a.guide
	if g.lesson == nil {
		return g.titled(f, "", "", "")
	}
	lines := a.page(f).lines
	rows := max(f.Height-2, 0)
	top := max(0, min(g.top, len(lines)-rows))
	note := ""
	switch below := len(lines) - rows - top; {
	case below > 0:
		note = fmt.Sprintf("pgdn: %d more lines", below)
	case top > 0:
		note = "pgup: back"
	}
	title := cmp.Or(g.step().Section, fmt.Sprintf("step %d", g.at+1))
	return g.titled(f, title, f.Theme.Dimmed(note), kit.Indent(strings.Join(lines[top:], "\n"), 1))
}

// pageFrame is the frame of the page, in a strip that of a page to come.
func (a *App) pageFrame() kit.Frame {
	g := a.guide
	g.focus = true
	return g.layout(a.middle()).page
}

// pageRows is how many lines of the page are seen, pageLength how many there
// are, and answerLine where the answer begins.
func (a *App) pageRows() int   { return max(a.pageFrame().Height-2, 1) }
func (a *App) pageLength() int { return len(a.page(a.pageFrame()).lines) }
func (a *App) answerLine() int { return a.page(a.pageFrame()).answer }

// pageKey is all that a page depends on, but for what is on the screen now.
type pageKey struct {
	width, at, setup, tried int
	lesson                  *lesson.Lesson
	theme                   *kit.Theme
	mark                    lesson.Mark
	shown                   bool
	missing                 int
	share                   float64
}

// page returns the text of the step for the panel f.
func (a *App) page(f kit.Frame) *page {
	g := &a.guide
	s := g.step()
	now := pageKey{f.Width, g.at, g.setup, g.tried, g.lesson, f.Theme, g.mark(), g.answers.shown[s.Key()], len(g.answers.missing(s)), g.answers.share}
	if g.page == nil || now != g.pageKey || g.readsNow() {
		g.page, g.pageKey = a.writePage(f, s), now
	}
	return g.page
}

// writePage puts the text of the step together.
func (a *App) writePage(f kit.Frame, s *lesson.Step) *page {
	g := &a.guide
	p := &page{Frame: f.Sized(f.Width-4, f.Height)}
	p.text(s.Title, f.Theme.Bold)
	p.gap()
	p.text(s.Text, plainly)
	p.setups(s, g)
	if s.Watch != "" {
		p.gap()
		p.labelled("Watch", s.Watch)
	}
	if s.Question != "" {
		p.gap()
		p.labelled("Predict", s.Question)
		p.choices(s, g)
	}
	if g.answers.shown[s.Key()] {
		p.gap()
		p.answer = len(p.lines)
		a.writeAnswer(p, s)
	}
	return p
}

func plainly(s string) string { return s }

func (p *page) gap() { p.lines = append(p.lines, "") }

// text adds wrapped lines.
func (p *page) text(text string, style func(string) string) {
	for _, line := range lesson.Wrap(text, p.Width) {
		p.lines = append(p.lines, style(line))
	}
}

// labelled adds a text with a word in front that says what it is.
func (p *page) labelled(label, text string) {
	first := len(p.lines)
	p.text(label+": "+text, plainly)
	if rest, ok := strings.CutPrefix(p.lines[first], label); ok {
		p.lines[first] = p.Theme.Accent.Style().Render(label) + rest
	}
}

// row adds a text with a sign in front that hangs out.
func (p *page) row(sign, text string, style func(string) string) {
	width := ansi.StringWidth(sign)
	for _, line := range lesson.Wrap(text, p.Width-width) {
		p.lines = append(p.lines, sign+style(line))
		sign = strings.Repeat(" ", width)
	}
}

// setups lists what enter sets up.
func (p *page) setups(s *lesson.Step, g *guide) {
	setups := s.Setups()
	if len(setups) > 0 {
		p.gap()
	}
	bold := func(s string) string { return p.Theme.Accent.Style().Bold(true).Render(s) }
	for i, setup := range setups {
		about := aboutSetup(setup)
		if i == g.tried && len(setups) > 1 {
			about += " (set up)"
		}
		if i == g.setup {
			p.row(bold("▸ "), about, bold)
		} else {
			p.row("  ", about, p.Theme.Dimmed)
		}
	}
}

// aboutSetup says what a set-up is, from its flags where it does not say so
// itself.
func aboutSetup(s lesson.Setup) string {
	if s.About != "" {
		return s.About
	}
	o, err := ParseOpening(s.Open)
	if err != nil {
		return s.Open
	}
	title := newTabs()[o.index()].Title()
	args, _ := lesson.Arguments(s.Open)
	text := strings.TrimSpace(strings.ReplaceAll(" "+strings.Join(args, " "), " --", ", "))
	text = strings.Replace(text, ", tab "+o.Tab, "", 1)
	return title + text
}

// choices lists what one can predict, and how that came out.
func (p *page) choices(s *lesson.Step, g *guide) {
	predicted, right := g.mark().Predicted(s), -1
	if g.answers.shown[s.Key()] && len(g.answers.missing(s)) == 0 {
		right = s.Right - 1
	}
	good, bad, accent := p.Theme.Good.Style().Bold(true), p.Theme.Bad.Style().Bold(true), p.Theme.Accent.Style().Bold(true)
	for i, choice := range s.Choices {
		letter := lesson.Letter(i)
		switch {
		case i == right:
			p.row(good.Render("✓ "+letter+" "), choice, func(s string) string { return good.Render(s) })
		case i == predicted && right >= 0:
			p.row(bad.Render("✗ "+letter+" "), choice, plainly)
		case i == predicted:
			p.row(accent.Render("▸ "+letter+" "), choice, func(s string) string { return accent.Render(s) })
		default:
			p.row("  "+p.Theme.Bold(letter)+" ", choice, plainly)
		}
	}
}

// writeAnswer adds the answer, or how far its figures are.
func (a *App) writeAnswer(p *page, s *lesson.Step) {
	g := &a.guide
	rule := p.Theme.Border.Style().Render
	head := "── answer "
	p.lines = append(p.lines, rule(head+strings.Repeat("─", max(0, p.Width-len([]rune(head))))))
	if missing := g.answers.missing(s); len(missing) > 0 {
		all := len(sources(s))
		done := 100 * (float64(all-len(missing)) + g.answers.share) / float64(all)
		p.text(fmt.Sprintf("computing the figures: %2.0f %%", done), p.Theme.Dimmed)
		return
	}
	if verdict, hue := g.verdict(p.Frame); verdict != "" {
		p.text(verdict, func(s string) string { return hue.Style().Bold(true).Render(s) })
		p.gap()
	}
	p.text(a.answerText(s), plainly)
}

// verdict says how the prediction came out.
func (g *guide) verdict(f kit.Frame) (string, kit.Hue) {
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
