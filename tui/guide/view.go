package guide

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit"
	"nntui/tui/lesson"
)

// layout is where the guide is, on the part of the screen between header and
// status: beside the tab on a wide screen. On a narrower one it takes the tab's
// place while it has the keys, and is a strip below it otherwise.
type layout struct {
	rest       kit.Frame // what it leaves to the tab
	left, top  int       // its corner
	list, page kit.Frame // two panels, one above the other; neither in a strip
	strip      kit.Frame
}

const (
	wideEnough = 112 // where the guide stands beside the tab
	highEnough = 18  // where there is room for the list, and for three lines of a strip
	leastList  = 5
)

// layout says where the guide is while it is open, with the keys or without.
func (g *Guide) layout(f kit.Frame, focus bool) layout {
	width, high, strip := f.Width, 0, 2
	if f.Height >= highEnough {
		strip = 3
		if n := g.steps(); n > 0 {
			high = min(n+2, max(leastList, f.Height/4))
		}
	}
	var l layout
	switch {
	case f.Width >= wideEnough:
		width = min(max(46, f.Width/3), 66)
		l.rest = f.Sized(f.Width-width, f.Height)
		l.left = l.rest.Width
	case focus:
		l.rest = f.Sized(f.Width, f.Height-strip)
	default:
		l.rest = f.Sized(f.Width, f.Height-strip)
		l.top, l.strip = l.rest.Height, f.Sized(f.Width, strip)
		return l
	}
	l.list, l.page = f.Sized(width, high), f.Sized(width, f.Height-high)
	return l
}

// Leaves returns what the guide leaves of a frame to the tab.
func (g *Guide) Leaves(f kit.Frame) kit.Frame {
	if !g.open {
		return f
	}
	return g.layout(f, g.focus).rest
}

func (g *Guide) steps() int {
	if g.lesson == nil {
		return 0
	}
	return len(g.lesson.Steps)
}

// Holds reports whether a place is the guide's, as all are while a line is
// typed; 0, 0 is the corner of its frame.
func (g *Guide) Holds(m tea.Mouse) bool {
	l := g.layout(g.frame, g.focus)
	return g.open && (g.line.typing || m.Y < g.frame.Height && m.X >= l.left && m.Y >= l.top)
}

// View puts the guide to the picture of the tab or, where that is covered, of
// what covers it.
func (g *Guide) View(f kit.Frame, picture string, covered bool) string {
	switch l := g.layout(f, g.focus && !covered); {
	case !g.open:
		return picture
	case l.strip.Height > 0:
		return kit.Above(picture, g.viewStrip(l.strip))
	case l.left == 0:
		return g.column(l)
	default:
		return kit.Beside(picture, g.column(l))
	}
}

// column draws the list, where there is room for it, above the page.
func (g *Guide) column(l layout) string {
	if l.list.Height == 0 {
		return g.viewPage(l.page)
	}
	return kit.Above(g.viewList(l.list), g.viewPage(l.page))
}

// titled draws a panel whose title gives way to the note, with a border that
// shows who has the keys.
func (g *Guide) titled(f kit.Frame, title, note, body string) string {
	if g.focus {
		theme := *f.Theme
		theme.Border = theme.Accent
		f.Theme = &theme
	}
	room := f.Width - 6 - ansi.StringWidth(note) - 2
	return f.Panel(ansi.Truncate(title, max(room, 4), "…"), note, body)
}

// viewList draws the steps around the chosen one.
func (g *Guide) viewList(f kit.Frame) string {
	n, rows := len(g.lesson.Steps), max(f.Height-2, 0)
	done := g.progress.Done(g.lesson)
	from, to := g.listed(rows)
	var lines []string
	for i := from; i < to; i++ {
		lines = append(lines, g.listLine(f, i))
	}
	title := g.lesson.Title
	if g.focus {
		title = f.Theme.Active(title) // told from the tab's panels without colour as well
	}
	return g.titled(f, title, f.Theme.Dimmed(fmt.Sprintf("%d of %d", done, n)), strings.Join(lines, "\n"))
}

// listed are the steps in a list of that many rows.
func (g *Guide) listed(rows int) (from, to int) { return kit.List{At: g.at}.Window(g.steps(), rows) }

// labelWidth is the width that the sections take before the titles.
func (g *Guide) labelWidth() (width int) {
	const most = 10
	for i := range g.lesson.Steps {
		width = max(width, ansi.StringWidth(g.lesson.Steps[i].Section))
	}
	return min(width, most)
}

// listLine is a step in the list: its mark, its section and its title.
func (g *Guide) listLine(f kit.Frame, i int) string {
	s := &g.lesson.Steps[i]
	text := fmt.Sprintf("%2d  %s", i+1, s.Title)
	if label := g.labelWidth(); label > 0 {
		text = kit.FitLine(s.Section, label) + "  " + s.Title
	}
	text = ansi.Truncate(text, max(f.Width-6, 0), "…")
	if i != g.at {
		return "  " + g.sign(f, s) + " " + text
	}
	bold := strong(f.Theme.Accent)
	return bold("▸") + " " + g.sign(f, s) + " " + bold(text)
}

// sign is the mark of a step: done, begun or neither.
func (g *Guide) sign(f kit.Frame, s *lesson.Step) string {
	switch g.progress.Of(s).State(s) {
	case lesson.Done:
		return f.Theme.Good.Style().Render("✓")
	case lesson.Begun:
		return f.Theme.Accent.Style().Render("○")
	}
	return f.Theme.Dimmed("·")
}

// viewStrip reminds of the step while the tab has the keys.
func (g *Guide) viewStrip(f kit.Frame) string {
	if g.lesson == nil {
		return kit.Fit("", f.Width, f.Height)
	}
	s := g.step()
	key := f.Theme.Bold(Key) + f.Theme.Dimmed(" guide ")
	if g.mark().Played {
		key = f.Theme.Good.Style().Render("✓ played ") + key
	}
	title := strings.TrimSpace(s.Section + " " + s.Title)
	if n := len(g.setups); g.tried >= 0 && n > 1 {
		title = fmt.Sprintf("%s (%d of %d): %s", title, g.tried+1, n, g.setups[g.tried].words)
	}
	title = ansi.Truncate(title, max(0, f.Width-ansi.StringWidth(key)-8), "…")
	rule := f.Theme.Border.Style().Render
	head := rule("── ") + strong(f.Theme.Accent)(title) + " "
	gap := f.Width - ansi.StringWidth(head) - ansi.StringWidth(key) - 1
	head += rule(strings.Repeat("─", max(gap, 0))) + " " + key
	p := &page{Frame: f.Sized(f.Width-2, f.Height-1)}
	p.labelled(g.reminder())
	if n := p.Height; len(p.lines) > n && n > 0 {
		p.lines[n-1] = ansi.Truncate(p.lines[n-1], f.Width-4, "") + f.Theme.Dimmed("…")
	}
	return kit.Fit(head+"\n"+kit.Indent(strings.Join(p.lines, "\n"), 1), f.Width, f.Height)
}

// reminder returns what one should have in mind while it plays.
func (g *Guide) reminder() (name, text string) {
	s := g.step()
	switch {
	case len(g.setups) > 0 && g.staged != s.Key():
		return "Not set up", tryKey + " in the guide sets the tab up for this step."
	case s.Choices != nil && g.mark().Opened && g.mark().Choice == "" && !g.mark().Answered:
		return "Predict first", s.Question
	case s.Watch != "":
		return "Watch", s.Watch
	case s.Question != "":
		return "Question", s.Question
	}
	return "Step", s.Text
}

// Status says in a line what comes next.
func (g *Guide) Status(f kit.Frame) string {
	if g.lesson == nil {
		return ""
	}
	good, dim := f.Theme.Good.Style().Render, f.Theme.Dimmed
	s, m := g.step(), g.mark()
	done, n := g.progress.Done(g.lesson), g.steps()
	answers := begun(answerKey) + " shows the answer."
	switch {
	case g.line.typing:
		return dim("Why is it so, in a line of your own?")
	case g.answered() && len(g.missing()) > 0:
		return dim("The experiments of the answer are running.")
	case m.Done(s) && done == n:
		return good(fmt.Sprintf("All %d steps are done.", n))
	case m.Done(s) && g.at == n-1:
		return good("Done.") + dim(fmt.Sprintf(" %d of %d are; · marks what is left.", done, n))
	case m.Done(s):
		return good("Done.") + dim(" "+kit.Sign("below")+" leads to the next step.")
	case len(s.Choices) > 0 && m.Predicted(s) < 0 && !m.Answered:
		return dim(fmt.Sprintf("What do you expect? Predict: %s.", letters(s)))
	case len(g.setups) > 0 && !m.Opened:
		return dim("Now try it: " + tryKey + " sets the tab up and goes there.")
	case len(g.setups) > 0 && !m.Played:
		return dim("Still to be played to its end: " + g.setups[0].words + ".")
	case s.Answer != "" && len(g.setups) > 1:
		return dim("Have you seen it? " + setupSigns + " and " + tryKey + ": the other set-ups. " + answers)
	case s.Answer != "":
		return dim("Have you seen it? " + answers)
	}
	return ""
}
