package guide

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
	"nntui/tui/lesson"
)

// The keys that sentences name, and the signs that stand for two keys. Key
// leads to the guide and back.
var (
	Key        = kit.Sign("guide")
	tryKey     = kit.Sign("enter")
	answerKey  = kit.Sign("toggle")
	unplayed   = kit.Sign("unplayed")
	explainKey = kit.Sign("type")
	upSign     = kit.Sign("page-up")
	downSign   = kit.Sign("page-down")
)

const setupSigns = "←→"

// About is what the help says of the guide.
var About = "The guide leads through a lesson, step by step. Each step asks something: read it, predict what will happen, " +
	"let " + tryKey + " set the tab up for it, and play it there. " + Key + " goes between the guide and the tab. " +
	begun(answerKey) + " then answers, with the figures of the experiment: " +
	"each set-up is run to its end for that. What you predicted stays once you have played it, or seen the answer. " + unplayed + " answers before it was played. Under the answer, " + explainKey + " takes a line of your own: why is it so? " +
	"Marks: ○ begun; ✓ done, which is when the first set-up has been played to its end and " +
	"the answer seen. All of this is kept for the next time; nntui guide --progress prints it."

// begun is a key at the beginning of a sentence.
func begun(key string) string { return strings.ToUpper(key[:1]) + key[1:] }

// Keys are those of the guide while it has them.
func (g *Guide) Keys() kit.Keys {
	if g.line.typing {
		return g.line.keys(g)
	}
	leave := kit.Keys{
		kit.On("", "guide", "guide", kit.Do(g.Leave)).InFoot("to tab"),
		kit.On("", "back", "close", func(tea.KeyPressMsg) tea.Cmd { return g.close() }).InFoot("close"),
	}
	if g.lesson == nil {
		return leave
	}
	s, m := g.step(), g.mark()
	may := m.MayAnswer(s)
	rows := kit.Keys{
		kit.Words("↑↓", "steps"),
		kit.Words(setupSigns, "set-up").FootIf(len(g.setups) > 1),
		kit.On("", "enter", "try it", func(tea.KeyPressMsg) tea.Cmd { return g.setUp() }).FootIf(len(g.setups) > 0),
		kit.On("", "predict", "predict", func(msg tea.KeyPressMsg) tea.Cmd {
			return g.predict(int(msg.String()[0] - 'a'))
		}).Sign("a b c d"[:max(0, 2*len(s.Choices)-1)]).FootIf(len(s.Choices) > 0 && !m.Fixed()),
		kit.On("", "toggle", "answer", func(tea.KeyPressMsg) tea.Cmd { return g.answer(answerKey) }).FootIf(s.Answer != "" && may),
		kit.On("", "unplayed", "answer unplayed", func(tea.KeyPressMsg) tea.Cmd { return g.answer(unplayed) }).InFoot("answer").FootIf(s.Answer != "" && !may),
		kit.On("", "type", "explain", func(tea.KeyPressMsg) tea.Cmd { return g.explain() }).FootIf(g.complete()),
	}
	page := max(1, g.pageFrame().Height-4)
	for _, m := range []struct {
		means, words string
		move         func()
	}{
		{"above", "step before", func() { g.goTo(g.at - 1) }}, {"below", "next step", func() { g.goTo(g.at + 1) }},
		{"first", "first step", func() { g.goTo(0) }}, {"last", "last step", func() { g.goTo(len(g.lesson.Steps)) }},
		{"left", "set-up before", func() { g.choose(-1) }}, {"right", "next set-up", func() { g.choose(1) }},
		{"page-up", "page up", func() { g.scroll(-page) }}, {"page-down", "page down", func() { g.scroll(page) }},
	} {
		rows = append(rows, kit.On("", m.means, m.words, func(tea.KeyPressMsg) tea.Cmd { m.move(); return g.settle() }))
	}
	rows = append(rows, leave...)
	if g.positions() > 1 {
		rows = append(rows, kit.Words(upSign+" "+downSign, "scroll").AtEnd("scroll"))
	}
	return append(rows, kit.On("", "search", "search the steps", kit.Do(g.host.Search)).AtEnd("search"))
}

// Update receives the size of the screen, a pasted text while it has the keys,
// and the mouse where it is on the guide: a click gives it the keys, and chooses
// a step in the list; the wheel scrolls the page.
func (g *Guide) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case kit.Resized:
		g.frame = msg.Frame
		return nil
	case tea.PasteMsg:
		if g.line.typing {
			g.line.edit(msg)
		}
		return nil
	case tea.MouseWheelMsg:
		by := 3 // lines
		if msg.Button == tea.MouseWheelUp {
			by = -by
		}
		if g.lesson != nil {
			g.scroll(by)
		}
	case tea.MouseClickMsg:
		if g.line.typing {
			return nil // whoever types keeps the line
		}
		l := g.layout(g.frame, g.focus)
		from, to := g.listed(l.list.Height - 2)
		if step := from + msg.Y - 1; msg.X-l.left < l.list.Width && from <= step && step < to {
			g.goTo(step)
		}
		g.focus = g.lesson != nil
	}
	return g.settle()
}

// choose turns to another set-up of the step.
func (g *Guide) choose(by int) {
	if n := len(g.setups); n > 0 {
		g.setup = (g.setup + by + n) % n
	}
}

// setUp sets the tab up for the step, and gives it the keys.
func (g *Guide) setUp() tea.Cmd {
	if len(g.setups) == 0 {
		g.host.Say("There is nothing to set up: this step is for reading.")
		return nil
	}
	step, open := g.step().Key(), g.setups[g.setup].Open
	if err := g.wrong[open]; err != nil {
		g.host.Say(err.Error() + ".")
		return nil
	}
	cmd, play, err := g.host.Open(open, step != g.staged) // its set-ups are there to be compared
	if err != nil {
		g.host.Say(err.Error())
		return nil
	}
	g.focus, g.tried, g.staged = false, g.setup, step
	if play == "" {
		g.host.Say("Set up. " + Key + " leads back to the guide.")
	} else {
		g.host.Say("Set up: " + play + " plays it, " + Key + " leads back to the guide.")
	}
	return tea.Batch(cmd, g.noting(func(m *lesson.Mark) { m.Opened = true }))
}

// predict takes the reader's choice, unless that is fixed.
func (g *Guide) predict(i int) tea.Cmd {
	s := g.step()
	switch {
	case len(s.Choices) == 0:
		g.host.Say("There is nothing to predict in this step.")
	case i >= len(s.Choices):
		g.host.Say(fmt.Sprintf("There are %d choices: %s.", len(s.Choices), letters(s)))
	case g.mark().Answered:
		g.host.Say("You have seen the answer: what you predicted stays.")
	case g.mark().Fixed():
		g.host.Say("What you predicted stays: you have played it.")
	default:
		return g.noting(func(m *lesson.Mark) { m.Choice = s.Choices[i] })
	}
	return nil
}

// answer shows the answer, or puts it away. It opens when the step has been
// played, or by the key that is for unplayed ones. The first time it asks for
// the prediction.
func (g *Guide) answer(key string) tea.Cmd {
	s, m := g.step(), g.mark()
	switch {
	case s.Answer == "":
		g.host.Say("This step has no answer: it is for you to find.")
	case g.answered():
		delete(g.answers.open, s.Key())
		g.top.At = 0
	case key == answerKey && !m.MayAnswer(s):
		g.host.Say("Play it to its end first: " + tryKey + " sets it up, space plays. " + unplayed + " answers anyway.")
	case len(s.Choices) > 0 && m.Predicted(s) < 0 && !m.Answered && !g.nudged:
		g.nudged = true
		g.host.Say(fmt.Sprintf("What do you expect, %s? %s once more shows the answer.", letters(s), begun(key)))
	default:
		g.answers.open[s.Key()] = true
		g.toAnswer()
	}
	return g.settle()
}

// letters names the choices of a step.
func letters(s *lesson.Step) string {
	if len(s.Choices) == 2 {
		return "a or b"
	}
	return "a to " + lesson.Letter(len(s.Choices)-1)
}
