package guide

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
	"nntui/tui/lesson"
	"nntui/tui/run"
)

// text is a lesson of all that a step can have.
const text = `
title = "A short lesson"
hide = ["race"]

[[step]]
section = "1"
title = "Two set-ups"
text = "Twenty steps of 0.1 start at (3, 2), and 60 steps of 0.16 do."
name = "short"
about = "20 steps of 0.1"
open = "--tab one --steps 20"
watch = "How the path bends."
question = "Where will it end?"
choices = ["here", "there", "nowhere"]
right = 2
answer = "At f = ${f}; the other at ${long.f}. The screen shows ${now.f}."
hide = ["decay"]

[[step.also]]
name = "long"
about = "60 steps of 0.16"
open = "--tab one --steps 60"

[[step]]
section = "2"
title = "An opinion"
text = "No choice is wrong."
open = "--tab two --lr 0.1 --paused"
question = "Do you like it?"
choices = ["yes", "no"]
answer = "The loss is ${loss}."

[[step]]
section = "2"
title = "To do"
text = "Try it."
open = "--tab one"

[[step]]
title = "To read"
text = "The end."
`

// player plays the guide without a program around it: it is its own host, and
// keeps what the guide asks of that.
type player struct {
	*Guide
	note     string
	hidden   []string
	readings bool
	frames   int // that the guide asked to be drawn anew for
	opened   []string
	alone    bool   // the last of them
	play     string // what Open answers
	refusal  error
	portions int           // that a trial takes
	trials   []string      // that were begun
	now      model.Reading // of every tab
	shown    string        // the command line whose run is shown to its end
	pending  []tea.Cmd     // with hold, what was not carried out yet
	hold     bool
}

func (p *player) Say(note string) { p.note = note }

func (p *player) Tab(line string) (Tab, error) {
	if strings.Contains(line, "--tab three") {
		return nil, errors.New("there is no such tab")
	}
	return tabOf{p}, nil
}

func (p *player) Open(line string, alone bool) (tea.Cmd, string, error) {
	p.opened, p.alone = append(p.opened, line), alone
	return nil, p.play, p.refusal
}

func (p *player) Played(line string) bool { return line == p.shown }

// plays shows the end of a run.
func (p *player) plays(line string) {
	p.shown = line
	p.do(p.Watch())
}

func (p *player) Teach(hide []string, readings bool) tea.Cmd {
	p.hidden, p.readings = hide, readings
	return nil
}

func (p *player) Reframe() tea.Cmd { p.frames++; return nil }

func (p *player) Search() { p.note = "searching" }

type tabOf struct{ *player }

func (t tabOf) Title() string             { return "The tab" }
func (t tabOf) Readings() []model.Reading { return []model.Reading{t.now} }

// trial is one of as many portions as the player says; its readings are the
// last word of the command line.
func (p *player) trial(line string) (run.Trial, error) {
	p.trials = append(p.trials, line)
	if p.refusal != nil {
		return run.Trial{}, p.refusal
	}
	done := 0
	return run.Trial{Advance: func(budget time.Duration) (float64, []model.Reading, error) {
		if done++; done < p.portions && budget > 0 {
			return float64(done) / float64(p.portions), nil, nil
		}
		words := strings.Fields(line)
		last := words[len(words)-1]
		return 1, []model.Reading{{Name: "loss", Text: "L" + last}, {Name: "f", Text: "F" + last}}, nil
	}}, nil
}

// do carries out a command and what it leads to, or keeps it.
func (p *player) do(cmd tea.Cmd) {
	if p.hold {
		p.pending = append(p.pending, cmd)
		return
	}
	stage.Do(cmd, func(msg tea.Msg) { p.do(msg.(kit.Reply)()) })
}

// catchUp carries out what was kept; what that leads to is kept again.
func (p *player) catchUp() {
	pending := p.pending
	p.pending = nil
	for _, cmd := range pending {
		stage.Do(cmd, func(msg tea.Msg) { p.do(msg.(kit.Reply)()) })
	}
}

func (p *player) press(names ...string) {
	for _, name := range names {
		p.note = ""
		if row, ok := p.Keys().Find(stage.Key(name)); ok {
			p.do(row.Do(stage.Key(name)))
		}
	}
}

// newGuide returns the guide of a lesson before it is opened, on a screen of
// that size.
func newGuide(t testing.TB, text, folder string, width, height int) *player {
	t.Helper()
	l, err := lesson.Parse("l.toml", []byte(text), lesson.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	p := &player{portions: 1, now: model.Reading{Name: "f", Text: "7"}}
	p.Guide = New(p, p.trial, l, folder)
	p.resize(width, height)
	return p
}

func (p *player) resize(width, height int) {
	p.Update(kit.Resized{Frame: kit.Frame{
		Width: width, Height: height,
		Theme: kit.NewTheme(true, colorprofile.TrueColor), Profile: colorprofile.TrueColor,
	}})
}

// open opens the guide at the first step of the lesson, of which only the last
// is done.
func open(t testing.TB, width, height int) *player {
	t.Helper()
	p := newGuide(t, text, "", width, height)
	p.do(p.Enter())
	return p
}

// screen is what the guide shows, with dots in the tab's place.
func (p *player) screen() string {
	f := p.Leaves(p.frame)
	rows := slices.Repeat([]string{strings.Repeat(":", f.Width)}, f.Height)
	return ansi.Strip(p.View(p.frame, strings.Join(rows, "\n"), false))
}

func (p *player) sees(t testing.TB, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if screen := p.screen() + "\n" + ansi.Strip(p.Status(p.frame)) + "\n" + p.note; !strings.Contains(screen, want) {
			t.Errorf("there is no %q in\n%s", want, screen)
		}
	}
}

func TestViews(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int
		keys          []string
	}{
		{"list", 80, 21, []string{"b", "right"}},
		{"strip", 80, 21, []string{"right", "enter"}},
		{"answer", 60, 15, []string{"a", "!"}},
		{"beside", 120, 37, []string{"b", "enter", "!", "="}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, c.width, c.height)
			p.press(c.keys...)
			stage.Golden(t, c.name, p.screen())
		})
	}
}

// Whatever is pressed on whatever screen, what is drawn fits it.
func TestFits(t *testing.T) {
	names := strings.Fields("up down left right a b c d enter space ! = esc pgup pgdown home end")
	rapid.Check(t, func(r *rapid.T) {
		p := open(t, rapid.IntRange(60, 300).Draw(r, "width"), rapid.IntRange(15, 60).Draw(r, "height"))
		if rapid.Bool().Draw(r, "unread") {
			p = newGuide(t, text, "", p.frame.Width, p.frame.Height)
			p.Enter()
		}
		p.portions = rapid.IntRange(1, 3).Draw(r, "portions")
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 0, 8).Draw(r, "keys") {
			p.press(name)
		}
		for _, covered := range []bool{true, false} {
			f := p.Leaves(p.frame)
			lines := strings.Split(p.View(p.frame, kit.Fit("", f.Width, f.Height), covered), "\n")
			if len(lines) != p.frame.Height {
				r.Fatalf("%d lines on %dx%d", len(lines), p.frame.Width, p.frame.Height)
			}
			for _, line := range lines {
				if w := ansi.StringWidth(line); w != p.frame.Width {
					r.Fatalf("%d cells on %dx%d: %q", w, p.frame.Width, p.frame.Height, line)
				}
			}
		}
	})
}

// The keys lead through all steps, as far as there are any.
func TestSteps(t *testing.T) {
	p := open(t, 80, 21)
	for _, c := range []struct {
		key  string
		want int
	}{{"up", 0}, {"down", 1}, {"j", 2}, {"k", 1}, {"end", 3}, {"down", 3}, {"up", 2}, {"home", 0}} {
		if p.press(c.key); p.at != c.want {
			t.Errorf("%s leads to step %d, want %d", c.key, p.at, c.want)
		}
	}
	for _, c := range []struct {
		key  string
		want int
	}{{"left", 1}, {"right", 0}} {
		if p.press(c.key); p.setup != c.want {
			t.Errorf("%s leads to set-up %d, want %d", c.key, p.setup, c.want)
		}
	}
	p.press("end", "right")
	p.sees(t, "▸ ✓    To read")
	p.press("g")
	if p.Focused() {
		t.Error("g does not give the keys back")
	}
}

// It begins with the first step that is not done; what was chosen belongs to
// its step.
func TestBegins(t *testing.T) {
	folder := t.TempDir()
	p := newGuide(t, text, folder, 80, 21)
	p.do(p.Enter())
	p.press("right", "enter")
	p.plays("--tab one --steps 20")
	p.do(p.Enter())
	p.press("b", "space", "down", "up")
	if p.setup != 0 || p.tried != -1 {
		t.Errorf("set-up %d is chosen, %d is set up", p.setup, p.tried)
	}
	p.sees(t, "✓ b there") // what was predicted is not forgotten
	again := newGuide(t, text, folder, 80, 21)
	again.do(again.Enter())
	if again.at != 1 {
		t.Errorf("it begins at step %d, want the second", again.at+1)
	}
}

// The page moves as far as its text goes, and says what there is more.
func TestScroll(t *testing.T) {
	p := open(t, 60, 11)
	p.sees(t, "pgdn: 1 more lines")
	p.press("pgup")
	p.sees(t, "pgdn: 1 more lines")
	p.press("pgdown")
	p.sees(t, "pgup: back")
	p.press("pgdown")
	p.sees(t, "c nowhere  ", "pgup: back")
	p.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	p.sees(t, "pgdn: 1 more lines")
	p.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	p.sees(t, "pgup: back")
	long := strings.Builder{}
	for i := range 40 {
		fmt.Fprintf(&long, " line %d\n", i)
	}
	l := newGuide(t, strings.ReplaceAll(text, `"The end."`, `"""`+long.String()+`"""`), "", 60, 15)
	l.do(l.Enter())
	l.press("end")
	for _, c := range []struct {
		key         string
		first, last int
	}{
		{"up", 0, 0}, {"end", 0, 11}, {"pgdown", 10, 22}, {"ctrl+d", 21, 33}, {"pgdown", 27, 39}, {"pgdown", 27, 39}, {"ctrl+u", 16, 28}, {"pgup", 5, 17}, {"pgup", 0, 11},
	} {
		l.press(c.key)
		if c.last == 0 {
			continue
		}
		l.sees(t, fmt.Sprintf("  line %d ", c.first), fmt.Sprintf("  line %d ", c.last))
		if screen := l.screen(); strings.Contains(screen, fmt.Sprintf(" line %d ", c.first-1)) || strings.Contains(screen, fmt.Sprintf(" line %d ", c.last+1)) {
			t.Errorf("after %s, want lines %d to %d:\n%s", c.key, c.first, c.last, screen)
		}
	}
	l.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	l.sees(t, "  line 14 ")
	if strings.Contains(l.screen(), "line 15") {
		t.Errorf("a notch is more than three lines:\n%s", l.screen())
	}

	p.press("down")
	p.sees(t, "An opinion")
	foot := func() string {
		var words []string
		for _, b := range slices.Concat(p.Keys().Feet(false), p.Keys().Feet(true)) {
			words = append(words, b.Help().Key+" "+b.Foot)
		}
		return strings.Join(words, ", ")
	}
	if got, want := foot(), "↑↓ steps, enter try it, a b predict, ! answer, g to tab, esc close, / search"; got != want {
		t.Errorf("at the bottom: %s, want %s", got, want)
	}
	p.press("up")
	if got, want := foot(), "↑↓ steps, ←→ set-up, enter try it, a b c predict, ! answer, g to tab, esc close, pgup pgdn scroll, / search"; got != want {
		t.Errorf("at the bottom: %s, want %s", got, want)
	}
	p.press("end")
	if got, want := foot(), "↑↓ steps, g to tab, esc close, / search"; got != want {
		t.Errorf("at the bottom: %s, want %s", got, want)
	}
}

// Where the question does not fit, its blank lines give way; those of the
// answer stay.
func TestTight(t *testing.T) {
	p := open(t, 60, 15) // with as many lines as the question has
	p.press("b", "!")
	for height, want := range map[int]int{15: 6, 14: 3} {
		p.resize(60, height)
		n := 0
		for _, line := range p.page(p.pageFrame()).lines {
			if line == "" {
				n++
			}
		}
		if n != want {
			t.Errorf("on %d lines, %d are blank, want %d", height, n, want)
		}
	}
}

func TestPredict(t *testing.T) {
	p := open(t, 100, 30)
	p.press("d")
	p.sees(t, "There are 3 choices: a to c.")
	p.press("c")
	p.sees(t, "▸ c nowhere", "▸ ○ 1")
	p.press("b", "!")
	p.sees(t, "✓ Well predicted: b.", "✓ b there")
	p.press("a")
	p.sees(t, "what you predicted stays", "✓ Well predicted: b.")

	p.press("down", "!")
	p.sees(t, "What do you expect, a or b? ! once more shows the answer.")
	p.press("c")
	p.sees(t, "There are 2 choices: a or b.")
	p.press("a", "!")
	p.sees(t, "You said a: here no choice is wrong.", "▸ a yes")
	p.press("down", "a")
	p.sees(t, "There is nothing to predict in this step.")
	p.press("space")
	p.sees(t, "This step has no answer: it is for you to find.")
}

// Who has predicted, be it the first choice, is not asked to.
func TestAnswerAfterPrediction(t *testing.T) {
	p := open(t, 100, 30)
	p.press("a", "!")
	p.sees(t, "✗ Not a but b.")
}

// Who asks twice gets the answer without a prediction.
func TestAnswerWithoutPrediction(t *testing.T) {
	p := open(t, 100, 30)
	if p.press("!"); p.answered() || len(p.trials) > 0 {
		t.Error("the answer comes unasked")
	}
	p.press("!")
	p.sees(t, "It is b.", "At f = F20; the other at F60. The screen shows 7.")
	p.press("down", "!", "!")
	p.sees(t, "The loss is L--paused.")
	if strings.Contains(p.screen(), "You said") {
		t.Error("nobody has said anything")
	}
	p.press("up", "space", "!")
	p.sees(t, "It is b.") // nobody is asked twice to predict what is known
	p.press("space")
	p.sees(t, "Now try it")
	if p.answered() {
		t.Error("space does not put the answer away")
	}
}

// An answer is computed a portion at a time, each set-up once, and says how far
// it is.
func TestAnswerTakesTime(t *testing.T) {
	p := open(t, 60, 15)
	p.portions, p.hold = 2, true
	p.press("b", "!")
	p.sees(t, "computing the figures: 0 %", "The experiments of the answer are running.")
	for _, want := range []string{"25 %", "50 %", "75 %"} {
		p.catchUp()
		p.sees(t, "computing the figures: "+want)
	}
	p.press("pgup")
	p.catchUp()
	p.sees(t, "At f = F20; the other at F60.") // it has come into view
	if !p.mark().Answered {
		t.Error("the step is not done")
	}
	if want := []string{"--tab one --steps 20", "--tab one --steps 60"}; !slices.Equal(p.trials, want) {
		t.Errorf("trials %q, want %q", p.trials, want)
	}
}

// Who turns to another step meanwhile is not disturbed, and finds the answer
// later.
func TestAnswerComesLater(t *testing.T) {
	p := open(t, 60, 15)
	p.hold = true
	p.press("b", "!", "end", "home", "pgup", "down")
	p.top.At = 1
	p.catchUp()
	if p.at != 1 || p.top.At != 1 {
		t.Errorf("step %d, from line %d", p.at+1, p.top.At)
	}
	for len(p.pending) > 0 {
		p.catchUp()
	}
	if len(p.trials) != 1 {
		t.Errorf("%q: it goes on with what nobody waits for", p.trials)
	}
	p.press("up")
	for len(p.pending) > 0 {
		p.catchUp()
	}
	p.press("pgdown", "pgdown")
	p.sees(t, "At f = F20; the other at F60.")
}

func TestNoAnswer(t *testing.T) {
	p := open(t, 80, 21)
	p.refusal = errors.New("it cannot be")
	p.press("b", "!")
	p.sees(t, "No answer: it cannot be.")
	if p.answered() || p.mark().Answered {
		t.Error("there is an answer")
	}
	p.refusal = nil
	p.press("!")
	p.sees(t, "✓ Well predicted")

	p.press("down", "a")
	p.hold, p.refusal = true, errors.New("nor this")
	p.press("!", "down")
	p.catchUp()
	if p.note != "" {
		t.Errorf("on another step it says %q", p.note)
	}
}

// What a step hides is hidden while the guide is there, and readings are asked
// for while an answer needs them.
func TestTeaches(t *testing.T) {
	p := open(t, 80, 21)
	for _, c := range []struct {
		keys     string
		hidden   []string
		readings bool
	}{
		{"", []string{"race", "decay"}, false},
		{"down", []string{"race"}, false},
		{"up b !", []string{"race", "decay"}, true},
		{"g", []string{"race", "decay"}, true},
		{"down", []string{"race"}, false},
		{"up", []string{"race", "decay"}, true},
		{"space", []string{"race", "decay"}, false},
		{"! esc", nil, false},
	} {
		if p.press(strings.Fields(c.keys)...); !slices.Equal(p.hidden, c.hidden) || p.readings != c.readings {
			t.Errorf("after %q: hidden %q, readings %v, want %q and %v", c.keys, p.hidden, p.readings, c.hidden, c.readings)
		}
	}
	if p.open || p.Focused() || p.frames != 2 {
		t.Errorf("esc: open %v, keys %v, drawn anew %d times", p.open, p.Focused(), p.frames)
	}
	p.do(p.Enter())
	if p.frames != 3 || !p.readings {
		t.Errorf("opened again: drawn anew %d times, readings %v", p.frames, p.readings)
	}
	if p.do(p.Enter()); p.frames != 3 {
		t.Error("it is drawn anew for nothing")
	}
}

func TestSetsUp(t *testing.T) {
	p := open(t, 100, 21)
	p.play = "space"
	p.press("right", "enter")
	p.sees(t, "Set up: space plays it, g leads back to the guide.")
	if p.Focused() || p.tried != 1 || !slices.Equal(p.opened, []string{"--tab one --steps 60"}) || !p.mark().Opened {
		t.Errorf("keys %v, set up %d, opened %q, mark %v", p.Focused(), p.tried, p.opened, p.mark())
	}
	p.Enter()
	p.sees(t, "60 steps of 0.16 (set up)")
	p.play = ""
	p.press("down", "enter")
	p.sees(t, "Set up. g leads back to the guide.")
	p.Enter()
	if strings.Contains(p.screen(), "(set up)") {
		t.Error("the only set-up is told from others")
	}
	p.press("down")
	p.refusal = errors.New("it cannot be opened")
	p.press("enter")
	p.sees(t, "it cannot be opened")
	if !p.Focused() || p.tried != -1 || p.mark().Opened {
		t.Error("it counts as set up")
	}
	p.press("end", "enter")
	p.sees(t, "There is nothing to set up: this step is for reading.")
}

// The tab is set up without the runs of other steps, but with those of the
// step's own set-ups.
func TestSetsUp_alone(t *testing.T) {
	p := open(t, 80, 21)
	for _, c := range []struct {
		keys string
		want bool
	}{{"enter", true}, {"right enter", false}, {"enter", false}, {"down enter", true}, {"up enter", true}, {"down up enter", false}} {
		p.do(p.Enter())
		if p.press(strings.Fields(c.keys)...); p.alone != c.want {
			t.Errorf("after %q it is set up alone: %v", c.keys, p.alone)
		}
	}
}

// The answer opens once the first set-up has been played, or by another key;
// then the step is not done before it is played as well.
func TestAnswerUnplayed(t *testing.T) {
	const first = "Play it to its end first: enter sets it up, space plays. ! answers anyway."
	p := open(t, 80, 21)
	p.press("b", "space")
	p.sees(t, first)
	p.press("enter")
	p.do(p.Enter())
	p.press("space")
	p.sees(t, first)
	if p.answered() || p.mark().Answered {
		t.Error("it is answered")
	}
	p.press("!")
	p.sees(t, "✓ Well predicted: b.", "▸ ○ 1", "Still to be played to its end")
	p.press("!")
	p.plays("--tab one --steps 20")
	p.sees(t, "▸ ✓ 1")
	p.press("space")
	p.sees(t, "✓ Well predicted: b.")

	p.press("down", "a", "enter")
	p.do(p.Enter())
	p.plays("--tab two --lr 0.1 --paused")
	p.press("space")
	p.sees(t, "You said a", "▸ ✓ 2  An opinion")
}

// The reader explains the answer in a line, which is kept.
func TestExplains(t *testing.T) {
	folder := t.TempDir()
	p := newGuide(t, text, folder, 80, 21)
	p.do(p.Enter())
	kept := func(want string) {
		t.Helper()
		if saved, err := p.lesson.Load(folder); err != nil || saved.Of(p.step()).Why != want || p.mark().Why != want {
			t.Errorf("kept %q, error %v; want %q", saved.Of(p.step()).Why, err, want)
		}
	}
	p.press("=")
	p.sees(t, "First the answer; then = takes a line of your own: why is it so?")
	p.hold = true
	p.press("b", "!", "=")
	p.sees(t, "First the answer")
	p.hold = false
	p.catchUp()
	p.sees(t, "Why is it so? = takes a line of your own.")
	p.press("=")
	if !p.Keys().Modal() || !p.Holds(tea.Mouse{X: 3, Y: -1}) {
		t.Error("not all keys and places are the line's")
	}
	for _, name := range strings.Fields("g q ! = b") {
		p.press(name)
	}
	p.Update(tea.PasteMsg{Content: "\nand\x1b[31m"})
	p.sees(t, "Why: gq!=b and")
	p.Update(tea.MouseClickMsg{X: 3, Y: 2})
	p.press("enter")
	kept("gq!=b and[31m")
	p.sees(t, "Why: gq!=b and")
	p.press("=", "x", "esc")
	kept("gq!=b and[31m")
	p.press("=", "home", "x", "enter")
	kept("xgq!=b and[31m")
	p.press("=")
	p.Update(tea.PasteMsg{Content: strings.Repeat("y", 300)})
	p.press("enter")
	if n := len(p.mark().Why); n != lesson.LongestWhy {
		t.Errorf("it has %d characters", n)
	}
	p.press("=", "ctrl+u")
	p.Update(tea.PasteMsg{Content: " "})
	p.press("enter")
	kept("")
	p.Update(tea.PasteMsg{Content: "z"})
	kept("")

	p.press("=")
	p.Update(tea.PasteMsg{Content: strings.Repeat("long ", 30) + "end"})
	p.sees(t, "long end ")
	p.press("esc", "=", "x")
	p.Leave() // as a key of the program does
	p.do(p.Enter())
	if p.Keys().Modal() {
		t.Error("it still types")
	}
	kept("")
}

func TestWordsOf(t *testing.T) {
	p := open(t, 100, 21)
	for _, c := range []struct{ about, open, want string }{
		{"as it says", "--tab one --lr 3", "as it says"},
		{"", "nntui --tab one", "The tab"},
		{"", "nntui --tab one --lr 0.1 --paused", "The tab, lr 0.1, paused"},
		{"", "nntui --lr 0.1", "The tab, lr 0.1"},
		{"", "--tab three", "--tab three"},
	} {
		tab, _ := p.Tab(c.open)
		if got := wordsOf(lesson.Setup{About: c.about, Open: c.open}, tab); got != c.want {
			t.Errorf("%q, %q: got %q, want %q", c.about, c.open, got, c.want)
		}
	}
}

// What opens nothing is shown as it is, and its answer has a gap.
func TestUnknownTab(t *testing.T) {
	p := newGuide(t, "title = 'x'\n[[step]]\ntitle = 'a'\ntext = 'b'\nopen = '--tab three'\nanswer = 'f is ${now.f}.'", "", 80, 21)
	p.do(p.Enter())
	p.press("!")
	p.sees(t, "▸ --tab three", "f is ….")
}

// While the tab has the keys, a strip reminds of the step.
func TestReminds(t *testing.T) {
	p := open(t, 80, 18)
	p.press("g")
	p.sees(t, "── 1 Two set-ups ──", " g guide", "Not set up: enter in the guide sets the tab up for this step.")
	p.Enter()
	p.press("enter")
	p.sees(t, "── 1 Two set-ups (1 of 2): 20 steps of 0.1 ──", "Predict first: Where will it end?")
	p.Enter()
	p.press("a", "g")
	p.sees(t, "Watch: How the path bends.")
	p.Enter()
	p.press("down", "a", "g")
	p.sees(t, "── 2 An opinion ──", "Not set up:")
	p.Enter()
	p.press("up", "g")
	p.sees(t, "Watch: How the path bends.") // its set-up is what the tab was opened for
	p.Enter()
	p.press("down", "enter")
	p.sees(t, "── 2 An opinion ──", "Question: Do you like it?")
	p.Enter()
	p.press("end", "g")
	p.sees(t, "── To read ──", "Step: The end.")
	if accent := p.frame.Theme.Accent.Style().Render("Step"); !strings.Contains(p.viewStrip(p.frame.Sized(80, 3)), " "+accent+": The end.") {
		t.Error("the word in front does not stand out")
	}

	p = newGuide(t, strings.ReplaceAll(text, "The end.", strings.Repeat("words ", 60)), "", 60, 17)
	p.do(p.Enter())
	p.press("end", "g")
	if lines := strings.Split(p.screen(), "\n"); !strings.HasSuffix(strings.TrimRight(lines[16], " "), "…") || strings.Contains(lines[14], "words") {
		t.Errorf("two lines, cut, want\n%s", p.screen())
	}
}

// The line at the bottom says what comes next.
func TestStatus(t *testing.T) {
	p := open(t, 80, 21)
	for _, c := range []struct{ keys, shown, want string }{
		{"", "", "What do you expect? Predict: a to c."},
		{"b", "", "Now try it: enter sets the tab up and goes there."},
		{"enter", "--tab one --steps 60", "Still to be played to its end: 20 steps of 0.1."},
		{"", "--tab one --steps 20", "Have you seen it? ←→ and enter: the other set-ups. Space shows the answer."},
		{"space", "", "Done. ↓ leads to the next step."},
		{"=", "", "Why is it so, in a line of your own?"},
		{"esc", "", "Done. ↓ leads to the next step."},
		{"down", "", "What do you expect? Predict: a or b."},
		{"a enter", "--tab two --lr 0.1 --paused", "Have you seen it? Space shows the answer."},
		{"down", "", "Now try it: enter sets the tab up and goes there."},
		{"end", "", "Done. 2 of 4 are; · marks what is left."},
		{"up enter", "", "Still to be played to its end: The tab."},
		{"", "--tab one", "Done. ↓ leads to the next step."},
		{"up space", "", "All 4 steps are done."},
	} {
		p.Enter()
		p.press(strings.Fields(c.keys)...)
		p.plays(c.shown)
		if got := ansi.Strip(p.Status(p.frame)); got != c.want {
			t.Errorf("after %q: %s, want %s", c.keys, got, c.want)
		}
	}
}

// Who has seen the answer first is told what is left to do, but not to predict.
func TestStatus_answered(t *testing.T) {
	p := open(t, 80, 21)
	p.press("!", "!", "enter")
	p.do(p.Enter())
	p.sees(t, "Still to be played to its end: 20 steps of 0.1.")
	p.plays("--tab one --steps 20")
	p.sees(t, "Done.")
	p.press("g")
	p.sees(t, "✓ played g guide", "Watch: ")
}

// A step is done when its first set-up was opened and then shown to its end,
// and its answer seen, whatever else was pressed and shown.
func TestDone(t *testing.T) {
	keys := strings.Fields("up down left right a b enter space ! g esc home end")
	rapid.Check(t, func(r *rapid.T) {
		p := open(t, 80, 21)
		opened, played, seen := map[int]bool{}, map[int]bool{}, map[int]bool{}
		lines := []string{"", "--tab one --steps 20", "--tab one --steps 60", "--tab two --lr 0.1 --paused", "--tab one"}
		p.play = "space"
		for range rapid.IntRange(1, 30).Draw(r, "moves") {
			at, before := p.at, len(p.opened)
			if rapid.Bool().Draw(r, "show") {
				p.plays(rapid.SampledFrom(lines).Draw(r, "line"))
			} else {
				p.press(rapid.SampledFrom(keys).Draw(r, "key"))
				p.do(p.Watch())
			}
			opened[at] = opened[at] || len(p.opened) > before
			if setups := p.lesson.Steps[p.at].Setups(); opened[p.at] && len(setups) > 0 && setups[0].Open == p.shown {
				played[p.at] = true
			}
			seen[p.at] = seen[p.at] || p.answered()
			if !p.Focused() && rapid.Bool().Draw(r, "enter") {
				p.do(p.Enter())
			}
			for i := range p.lesson.Steps {
				s := &p.lesson.Steps[i]
				want := len(s.Setups()) == 0 || played[i] && (s.Answer == "" || seen[i])
				if got := p.progress.Of(s).Done(s); got != want {
					r.Fatalf("step %d is done: %v; played %v, answer seen %v", i+1, got, played[i], seen[i])
				}
			}
		}
	})
}

// On a wide screen the guide is beside the tab; on a narrower one it takes its
// place or is a strip below it. The list is where there is room for it.
func TestLayout(t *testing.T) {
	for _, c := range []struct {
		width, height           int
		beside                  bool
		list, page, rest, strip int // heights
	}{
		{112, 18, true, 5, 13, 18, 0},
		{111, 18, false, 5, 13, 15, 3},
		{111, 17, false, 0, 17, 15, 2},
		{112, 17, true, 0, 17, 17, 0},
		{112, 36, true, 6, 30, 36, 0}, // all four steps
	} {
		p := open(t, c.width, c.height)
		with, without := p.layout(p.frame, true), p.layout(p.frame, false)
		if (with.left > 0) != c.beside || with.list.Height != c.list || with.page.Height != c.page || with.rest.Height != c.rest || without.rest != with.rest || without.strip.Height != c.strip {
			t.Errorf("%dx%d: %+v, without the keys %+v", c.width, c.height, with, without)
		}
		if got := strings.Contains(p.screen(), "╭ A short lesson"); got != (c.list > 0) {
			t.Errorf("%dx%d: the list is there: %v", c.width, c.height, got)
		}
	}
	p := plain(t, 120, 32)
	if got := p.layout(p.frame, true).list.Height; got != 8 {
		t.Errorf("the list has %d lines, want a quarter", got)
	}
}

func TestMouse(t *testing.T) {
	click := func(p *player, x, y int) {
		if m := (tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}); p.Holds(tea.Mouse(m)) {
			p.do(p.Update(m))
		}
	}
	p := open(t, 120, 30)
	left := p.Leaves(p.frame).Width
	for _, c := range []struct{ x, y, want int }{
		{left, 2, 1}, {left, 1, 0}, {left + 5, 2, 1}, {119, 4, 3}, {left, 5, 3}, {left, 0, 3}, {left, 10, 3}, {left - 1, 1, 3}, {left + 1, -1, 3}, {left + 1, 30, 3},
	} {
		if click(p, c.x, c.y); p.at != c.want {
			t.Errorf("a click on %d, %d leads to step %d, want %d", c.x, c.y, p.at+1, c.want+1)
		}
	}
	p.press("g")
	if click(p, 119, 20); !p.Focused() {
		t.Error("a click does not give it the keys")
	}

	p = plain(t, 120, 20) // with a list of five rows, of which three are steps
	p.press("down", "down", "down")
	for _, c := range []struct{ y, want int }{{1, 2}, {3, 3}, {4, 3}, {0, 3}} {
		if click(p, left, c.y); p.at != c.want {
			t.Errorf("a click on row %d leads to step %d, want %d", c.y, p.at+1, c.want+1)
		}
	}

	p = open(t, 80, 18) // with a list of three rows
	for _, c := range []struct{ x, y, want int }{{79, 2, 1}, {0, 3, 2}, {5, 4, 2}, {5, 5, 2}} {
		if click(p, c.x, c.y); p.at != c.want {
			t.Errorf("a click on %d, %d leads to step %d, want %d", c.x, c.y, p.at+1, c.want+1)
		}
	}
	p = open(t, 80, 17) // without one
	if click(p, 5, 2); p.at != 0 {
		t.Error("a click on the page turns to another step")
	}
	p.resize(80, 15)
	p.press("g")
	if p.Holds(tea.Mouse{X: 5, Y: 12}) || !p.Holds(tea.Mouse{X: 5, Y: 13}) {
		t.Error("the strip begins in line 13")
	}
	p.Enter()
	p.press("esc")
	if p.Holds(tea.Mouse{X: 5, Y: 14}) {
		t.Error("what is closed holds nothing")
	}
}

// Before the lesson has been read, one can look at nothing and close it.
func TestUnread(t *testing.T) {
	p := newGuide(t, text, "", 80, 21)
	read := p.Enter()
	p.sees(t, "╭ Guide ─")
	p.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	p.Update(tea.MouseClickMsg{X: 119, Y: 1, Button: tea.MouseLeft})
	p.press("down", "enter", "space", "esc")
	if p.open {
		t.Error("esc does not close it")
	}
	p.do(read)
	if p.open || p.hidden != nil {
		t.Errorf("read, it opens again or hides %q", p.hidden)
	}
	again := p.read()
	p.do(p.Enter())
	p.press("b")
	p.do(again)
	p.sees(t, "▸ b there") // read twice, it begins once
}

func TestProgress(t *testing.T) {
	folder := t.TempDir()
	p := newGuide(t, text, folder, 80, 21)
	p.do(p.Enter())
	p.hold = true
	p.press("a", "b", "b")
	if len(p.pending) != 3 {
		t.Fatalf("%d commands", len(p.pending))
	}
	kept := func() string {
		saved, err := p.lesson.Load(folder)
		if err != nil {
			t.Fatal(err)
		}
		return saved.Of(p.step()).Choice
	}
	if kept() != "" {
		t.Error("it is written on the UI goroutine")
	}
	p.catchUp()
	if got := kept(); got != "there" {
		t.Errorf("kept: %q", got)
	}
	p.press("c")
	if err := p.End(); err != nil || kept() != "nowhere" {
		t.Errorf("at the end, kept: %q, error %v", kept(), err)
	}
	if err := os.RemoveAll(filepath.Join(folder, "lessons")); err != nil {
		t.Fatal(err)
	}
	if err := p.End(); err != nil || kept() != "" {
		t.Errorf("it is written twice, error %v", err)
	}
}

func TestProgressCannotBeKept(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := newGuide(t, text, folder, 100, 21)
	p.do(p.Enter())
	if !strings.HasPrefix(p.note, "Note: the progress of this lesson cannot be read: ") {
		t.Errorf("it says %q", p.note)
	}
	p.press("a")
	p.sees(t, "Your progress cannot be kept: ", "▸ a here")
	p.hold = true
	p.press("b")
	if p.End() == nil {
		t.Error("no error at the end")
	}
}

// The figures of an answer that is printed are those of whole runs.
func TestAnswer(t *testing.T) {
	p := newGuide(t, text, "", 80, 21)
	p.portions = 3
	for i, want := range []string{"At f = F20; the other at F60. The screen shows F20.", "The loss is L--paused.", "", ""} {
		if got, err := Answer(&p.given.Steps[i], p.trial); got != want || err != nil {
			t.Errorf("step %d: %q, %v, want %q", i+1, got, err, want)
		}
	}
	p.refusal = errors.New("it cannot be")
	if _, err := Answer(&p.given.Steps[1], p.trial); err == nil || err.Error() != "2 An opinion: it cannot be" {
		t.Errorf("error %v", err)
	}
}

// plain opens the guide at a lesson of nine steps without sections, where the
// first of two choices is right.
func plain(t testing.TB, width, height int) *player {
	t.Helper()
	var b strings.Builder
	b.WriteString("title = 'A plain lesson with a title that is long'\n")
	for i := range 9 {
		fmt.Fprintf(&b, "[[step]]\ntitle = 'Number %d of the steps, and its title is long enough to be cut'\ntext = 'b'\nquestion = 'c'\n", i+1)
		fmt.Fprintf(&b, "choices = ['%s', 'no']\nright = 1\nanswer = '${now.f}'\nalso = [{name = 'x', about = 'e', open = '--tab one --x'}, {name = 'y', about = 'f', open = '--tab one --y'}]\n", strings.Repeat("word ", 30)+"end")
	}
	p := newGuide(t, b.String(), "", width, height)
	p.do(p.Enter())
	return p
}

// Without sections steps have numbers; what is too long gives way.
func TestPlainLesson(t *testing.T) {
	p := plain(t, 120, 40)
	p.sees(t, "╭ step 1 ───", "│▸ ·  1  Number 1 of the steps, and its titl…│", "│  ·  7  Number 7", "╭ A plain lesson with a title tha… ── 0 of 9 ╮",
		"    word word end  ") // all words are there
	p.press("b", "!")
	p.sees(t, "✓ a word", "✗ b no", "✗ Not b but a.")
	p.resize(60, 15)
	p.sees(t, "╭ step 1 ──")
	p.press("g")
	p.sees(t, "── Number 1 of the steps, and its title is lon… ─── g guide")
	if got, err := Answer(&p.given.Steps[0], p.trial); got != "F--x" || err != nil {
		t.Errorf("what the screen shows is that of the first set-up, and not %q, %v", got, err)
	}
}

// On a screen of 80x24 every question of the built-in guide is seen whole.
func TestQuestionsFit(t *testing.T) {
	p := newGuide(t, string(lesson.Guide), "", 80, 21)
	p.do(p.Enter())
	for i := range p.lesson.Steps {
		if p.goTo(i); p.positions() > 1 {
			t.Errorf("%s hides %d lines:\n%s", p.step().Key(), p.positions()-1, p.screen())
		}
	}
}

// A prediction can be changed until it has been played, and made for the first
// time until the answer is seen.
func TestPrediction_stays(t *testing.T) {
	p := open(t, 80, 21)
	p.press("b", "a", "enter")
	p.do(p.Enter())
	p.press("c")
	p.sees(t, "▸ c nowhere")
	p.plays("--tab one --steps 20")
	for _, key := range []string{"a", "b", "c"} {
		p.press(key)
		p.sees(t, "What you predicted stays: you have played it.", "▸ c nowhere")
	}
	if _, found := p.Keys().Find(stage.Key("a")); !found || strings.Contains(feet(p), "predict") {
		t.Errorf("the keys are %s", feet(p))
	}

	p.press("down", "enter")
	p.do(p.Enter())
	p.plays("--tab two --lr 0.1 --paused")
	p.press("b")
	p.sees(t, "▸ b no")
	p.press("a")
	p.sees(t, "▸ b no", "you have played it")
}

// feet are the words of the keys in the line at the bottom.
func feet(p *player) (words string) {
	for _, row := range slices.Concat(p.Keys().Feet(false), p.Keys().Feet(true)) {
		words += row.Foot + " "
	}
	return words
}

// What the set-ups of the user's own lesson open is tried while the lesson is on
// the screen. What cannot work is said with its line, and again where it is set
// up.
func TestTry(t *testing.T) {
	p := open(t, 80, 21)
	p.do(p.Try())
	if want := []string{"--tab one --steps 20", "--tab one --steps 60", "--tab two --lr 0.1 --paused", "--tab one"}; !slices.Equal(p.trials, want) {
		t.Errorf("tried: %q, want %q", p.trials, want)
	}
	if p.note != "" {
		t.Errorf("it says %q", p.note)
	}
	p.refusal = errors.New("that is too much")
	p.do(p.Try())
	p.sees(t, "l.toml:11: open: that is too much.")
	p.refusal = nil
	p.press("right", "enter")
	p.sees(t, "l.toml:22: open: that is too much.")
	if len(p.opened) > 0 || p.mark().Opened {
		t.Errorf("opened: %q", p.opened)
	}
}

// The guide that is built in is right, and nothing of it is tried.
func TestTry_builtIn(t *testing.T) {
	if p := (&player{}); New(p, p.trial, nil, "").Try() != nil {
		t.Error("it is tried")
	}
}

// Two programs with one lesson keep what is done in either.
func TestProgress_two(t *testing.T) {
	folder := t.TempDir()
	one, two := newGuide(t, text, folder, 80, 21), newGuide(t, text, folder, 80, 21)
	one.do(one.Enter())
	two.do(two.Enter())
	one.press("a")
	two.press("b", "down", "a")
	one.press("enter")
	p, err := one.lesson.Load(folder)
	if m := p.Of(one.step()); err != nil || m.Choice != "there" || !m.Opened || p.Of(two.step()).Choice != "yes" {
		t.Errorf("%+v, error %v", p, err)
	}
}
