package tui

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"nntui/tui/kit/stage"
)

// late is a program whose commands and their replies wait until the test has
// them carried out and delivered, in whatever order.
type late struct {
	screen
	commands       []tea.Cmd
	replies, older []tea.Msg // still to be delivered, and those that were
}

// A move is a message of the user's or, where there is none, one for what waits.
type move struct {
	msg tea.Msg
	do  string // of waiting
	nth int
}

// waiting is what can be done about what waits: a command is carried out, a
// reply is delivered, or an older one once more.
var waiting = []string{"carry out", "deliver", "deliver again"}

func (m move) String() string {
	if m.msg != nil {
		return fmt.Sprintf("%T %v", m.msg, m.msg)
	}
	return fmt.Sprintf("%s %d", m.do, m.nth)
}

func (l *late) make(m move) {
	switch {
	case m.msg != nil:
		l.update(m.msg)
	case m.do == waiting[0]:
		l.carryOut(m.nth)
	case m.do == waiting[1]:
		l.deliver(m.nth)
	case len(l.older) > 0:
		l.update(l.older[m.nth%len(l.older)])
	}
}

// update hands a message to the program; what that asks for waits.
func (l *late) update(msg tea.Msg) {
	_, cmd := l.Update(msg)
	l.wait(cmd)
}

func (l *late) wait(cmd tea.Cmd) {
	if cmd != nil {
		l.commands = append(l.commands, cmd)
	}
}

// carryOut carries out one of the commands that wait; its reply waits then.
func (l *late) carryOut(nth int) {
	if len(l.commands) == 0 {
		return
	}
	nth %= len(l.commands)
	cmd := l.commands[nth]
	l.commands = append(l.commands[:nth:nth], l.commands[nth+1:]...)
	switch msg := cmd().(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			l.wait(c)
		}
	default:
		l.replies = append(l.replies, msg)
	}
}

// deliver delivers one of the replies that wait.
func (l *late) deliver(nth int) {
	if len(l.replies) == 0 {
		return
	}
	nth %= len(l.replies)
	msg := l.replies[nth]
	l.replies = append(l.replies[:nth:nth], l.replies[nth+1:]...)
	l.older = append(l.older, msg)
	l.update(msg)
}

// settle carries out what waits and delivers it, as what plays goes on for ever
// at most so often.
func (l *late) settle(most int) (settled bool) {
	for range most {
		l.carryOut(0)
		l.deliver(0)
	}
	return len(l.commands)+len(l.replies) == 0
}

// moves are what users, programs and networks do, in random order.
func moves() *rapid.Generator[[]move] {
	named := func(names ...string) *rapid.Generator[tea.Msg] {
		return rapid.Map(rapid.SampledFrom(names), func(name string) tea.Msg { return stage.Key(name) })
	}
	typed := rapid.Custom(func(t *rapid.T) tea.Msg { // in lines: all that edits, and any text
		k := tea.Key{Code: rapid.SampledFrom([]rune("abcdefhknptuvwxyz<>"+string(tea.KeyDelete)+string(tea.KeyBackspace)+string(tea.KeyLeft)+string(tea.KeyEnd))).Draw(t, "code")}
		k.Mod = rapid.SampledFrom([]tea.KeyMod{0, tea.ModAlt, tea.ModCtrl}).Draw(t, "mod")
		if k.Mod == 0 && k.Code < tea.KeyExtended && k.Code != tea.KeyBackspace {
			k.Text = rapid.SampledFrom([]string{string(k.Code), "x", "1", "日", "e\u0301", "\u200d", "(", "^"}).Draw(t, "text")
		}
		return tea.KeyPressMsg(k)
	})
	paste := rapid.Map(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"x^2+y^2", "3", "linear:4,relu,linear:1,sigmoid", strings.Repeat("1", 2000), "\x1b[31m\n\x00"})),
		func(text string) tea.Msg { return tea.PasteMsg{Content: text} })
	resize := rapid.Custom(func(t *rapid.T) tea.Msg {
		return tea.WindowSizeMsg{Width: rapid.IntRange(1, 300).Draw(t, "width"), Height: rapid.IntRange(1, 100).Draw(t, "height")}
	})
	user := rapid.OneOf(named(anyKeys()...), named(anyKeys()...), named("g", "e", "f", "a", "b", "enter", "esc", "p", "0", "o", "n", "y", "=", "1", "2", "3"), typed, paste, resize, anyMouse(), anyMouse())
	about := rapid.Custom(func(t *rapid.T) move {
		return move{do: rapid.SampledFrom(waiting).Draw(t, "do"), nth: rapid.IntRange(0, 5).Draw(t, "nth")}
	})
	return rapid.SliceOfN(rapid.OneOf(rapid.Map(user, func(msg tea.Msg) move { return move{msg: msg} }), about), 1, 40)
}

// anyMouse is whatever a mouse does, wherever.
func anyMouse() *rapid.Generator[tea.Msg] {
	return rapid.Custom(func(t *rapid.T) tea.Msg {
		m := tea.Mouse{X: rapid.IntRange(-1, 200).Draw(t, "x"), Y: rapid.IntRange(-1, 70).Draw(t, "y")}
		buttons := []tea.MouseButton{tea.MouseNone, tea.MouseLeft, tea.MouseMiddle, tea.MouseRight, tea.MouseBackward}
		m.Button = rapid.SampledFrom(buttons).Draw(t, "button")
		m.Mod = rapid.SampledFrom([]tea.KeyMod{0, tea.ModShift, tea.ModCtrl}).Draw(t, "mod")
		switch rapid.IntRange(0, 3).Draw(t, "mouse") {
		case 0:
			m.Button = rapid.SampledFrom([]tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown, tea.MouseWheelLeft}).Draw(t, "wheel")
			return tea.MouseWheelMsg(m)
		case 1:
			return tea.MouseMotionMsg(m)
		case 2:
			return tea.MouseReleaseMsg(m)
		}
		return tea.MouseClickMsg(m)
	})
}

// Whatever is pressed, pasted and resized between a command and its reply, and
// however late, in whatever order and how often replies come: nothing panics,
// every line is as wide as the screen and the view as high and, once all replies
// are in, the numbers are those of the same settings without any of it.
func TestLateReplies(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder) // for what is exported
	few(t)
	compared, made := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		o := cheap(rapid.SampledFrom(Tabs).Draw(r, "tab"))
		o.Folder = filepath.Join(folder, "state")
		ascii := rapid.Bool().Draw(r, "ascii")
		list := moves().Draw(r, "moves")
		var wrong string
		synctest.Test(t, func(*testing.T) {
			wrong = playLate(o, ascii, list, &compared)
			made += len(list)
		})
		if wrong != "" {
			r.Fatal(wrong)
		}
	})
	if compared == 0 {
		t.Error("no numbers were ever compared")
	}
	t.Logf("%d moves, numbers compared %d times", made, compared)
}

// playLate makes the moves, and says what is wrong after one, if anything.
func playLate(o Options, ascii bool, list []move, compared *int) (wrong string) {
	a, err := newApp(o)
	if err != nil {
		return err.Error()
	}
	l := &late{screen: screen{a}}
	l.set("training", "speed", "20 epochs/s") // at full speed one reply would hold a whole training
	l.frame.ASCII = ascii
	at := -1
	defer func() {
		if v := recover(); v != nil {
			wrong = fmt.Sprintf("move %d of %v: %v\n%s", at+1, list, v, debug.Stack())
		}
	}()
	l.update(tea.WindowSizeMsg{Width: 80, Height: 24})
	l.wait(l.Init())
	for at = range list {
		l.make(list[at])
		if text := misfit(l.screen); text != "" {
			return fmt.Sprintf("move %d of %v: %s", at+1, list, text)
		}
	}
	return l.compare(compared)
}

// compare plays the active tab to its end, where that is not far, and says how
// its readings differ from those of its settings without a screen.
func (l *late) compare(compared *int) string {
	const enough = 300
	for range 4 { // out of whatever is open
		l.update(stage.Key("esc"))
	}
	l.settle(enough)
	l.update(stage.Key("end"))
	l.settle(enough)
	t := l.tabs[l.active]
	if !t.Ended() {
		return ""
	}
	*compared++
	line := strings.Join(l.arguments(), "\x00")
	o, err := openingOf(l.arguments()[1:])
	if err != nil {
		return fmt.Sprintf("%q: %v", line, err)
	}
	trial, err := o.trial()
	if err != nil {
		return fmt.Sprintf("%q: %v", line, err)
	}
	_, want, err := trial.Advance(0)
	if err != nil {
		return fmt.Sprintf("%q: %v", line, err)
	}
	for i, here := range t.Readings() {
		looked := here.Text != "not yet" && here.Name != "seconds"
		if alone := want[i]; looked && here != alone && here.Value == here.Value {
			return fmt.Sprintf("%q: %v, and alone %v", line, here, alone)
		}
	}
	return ""
}
