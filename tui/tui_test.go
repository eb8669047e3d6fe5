package tui

import (
	"flag"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model/setting"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// screen drives an App without a terminal: it carries out every command
// before it returns. In a synctest bubble waits take no time.
type screen struct{ *App }

func newScreen(tab string, width, height int) screen {
	return openScreen(Options{Opening: Opening{Tab: tab}}, width, height)
}

// openScreen opens the program with options that need not have been checked,
// but for the tab.
func openScreen(o Options, width, height int) screen {
	o.Version = "test"
	a, err := newApp(o)
	if err != nil {
		panic(err)
	}
	s := screen{a}
	s.set("training", "speed", "full")
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	s.do(s.Init())
	return s
}

// cheap opens a tab on what costs as little work as can be.
func cheap(tab string) Options {
	o := Opening{Tab: tab}
	if tab == "training" {
		o.Settings = map[string]string{"epochs": "1", "layers": "linear:3,relu,linear:1,sigmoid"}
	}
	return Options{Opening: o}
}

// tab returns the tab of that name.
func (s screen) tab(name string) tab { return s.tabs[Opening{Tab: name}.index()] }

// set sets a setting of a tab.
func (s screen) set(tab, name, value string) {
	if err := setting.Apply(s.tab(tab).Settings(), map[string]string{name: value}); err != nil {
		panic(err)
	}
}

// get returns a setting of a tab.
func (s screen) get(tab, name string) string {
	found, _ := setting.Find(s.tab(tab).Settings(), name)
	return found.Get()
}

// epochs counts what has been trained.
func (s screen) epochs() int {
	for _, r := range s.tab("training").Readings() {
		if r.Name == "epochs" {
			return int(r.Value)
		}
	}
	return 0
}

// text is what the screen shows, without colours.
func (s screen) text() string { return ansi.Strip(s.View().Content) }

// sees wants texts on the screen.
func (s screen) sees(t *testing.T, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if text := s.text(); !strings.Contains(text, want) {
			t.Errorf("there is no %q on the screen:\n%s", want, text)
		}
	}
}

// lacks wants texts not to be on the screen.
func (s screen) lacks(t *testing.T, texts ...string) {
	t.Helper()
	for _, unwanted := range texts {
		if text := s.text(); strings.Contains(text, unwanted) {
			t.Errorf("there is %q on the screen:\n%s", unwanted, text)
		}
	}
}

func (s screen) send(msg tea.Msg) {
	_, cmd := s.Update(msg)
	s.do(cmd)
}

func (s screen) do(cmd tea.Cmd) { stage.Do(cmd, s.send) }

// someReplies hands a message to the program and carries out a few commands:
// those that have waited longest. It returns what is still to be done, as what
// it leads to comes late.
func (s screen) someReplies(msg tea.Msg, queue []tea.Cmd) []tea.Cmd {
	const few = 6
	_, cmd := s.Update(msg)
	queue = append(queue, cmd)
	for n := 0; n < few && len(queue) > 0; n++ {
		next := queue[0]
		if queue = queue[1:]; next == nil {
			continue
		}
		switch msg := next().(type) {
		case nil, tea.QuitMsg:
		case tea.BatchMsg:
			queue = append(queue, msg...)
		default:
			_, cmd := s.Update(msg)
			queue = append(queue, cmd)
		}
	}
	return queue
}

// press presses keys by their names: "right", "shift+left", "space", "r".
func (s screen) press(names ...string) {
	for _, name := range names {
		s.send(stage.Key(name))
	}
}

func TestKeyNames(t *testing.T) {
	for _, name := range []string{"up", "shift+left", "space", "r", "R", "?", "pgup", "shift+tab"} {
		if got := stage.Key(name).String(); got != name {
			t.Errorf("key %q reads %q", name, got)
		}
	}
}

func TestViews(t *testing.T) {
	for _, c := range []struct {
		name          string
		tab           string
		width, height int
		keys          []string
	}{
		{"descent", "descent", 80, 24, nil},
		{"check", "check", 80, 24, nil},
		{"training", "training", 80, 24, nil},
		{"training-wide", "training", 120, 40, []string{"right"}},
		{"help", "training", 80, 24, []string{"?"}},
		{"share", "training", 80, 24, []string{"p", "down", "enter", "down", "down", "down", "right", "y"}},
		{"tiny", "descent", 40, 10, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newScreen(c.tab, c.width, c.height)
				s.press(c.keys...)
				stage.Golden(t, c.name, s.text())
			})
		})
	}
}

// One styled screen a look keeps the colours.
func TestLooks(t *testing.T) {
	for name, look := range map[string]struct {
		profile colorprofile.Profile
		ascii   bool
	}{
		"look-truecolor": {colorprofile.TrueColor, false},
		"look-256":       {colorprofile.ANSI256, false},
		"look-ascii":     {colorprofile.ASCII, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen("descent", 60, 18)
			s.frame.ASCII = look.ascii
			s.send(tea.ColorProfileMsg{Profile: look.profile})
			content := s.View().Content
			if look.ascii {
				content = ansi.Strip(content)
				for _, r := range content {
					if r > 126 {
						t.Errorf("%q is not ASCII", r)
					}
				}
			}
			stage.Golden(t, name, content)
		})
	}
}

// Every line is as wide as the screen and the view as high, whatever is
// pressed and however the window changes.
func TestAnyKeysAnySize(t *testing.T) {
	t.Chdir(t.TempDir()) // for what is exported
	names := append(anyKeys(), "g", "a", "b")
	press := rapid.Map(rapid.SampledFrom(names), func(name string) tea.Msg { return stage.Key(name) })
	resize := rapid.Custom(func(t *rapid.T) tea.Msg {
		return tea.WindowSizeMsg{Width: rapid.IntRange(1, 300).Draw(t, "width"), Height: rapid.IntRange(1, 100).Draw(t, "height")}
	})
	mouse := rapid.Custom(func(t *rapid.T) tea.Msg {
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
	few(t)
	rapid.Check(t, func(r *rapid.T) {
		tab := rapid.SampledFrom(Tabs).Draw(r, "tab")
		ascii := rapid.Bool().Draw(r, "ascii")
		moves := rapid.SliceOfN(rapid.OneOf(press, press, press, resize, mouse, mouse), 1, 16).Draw(r, "moves")
		var wrong string
		synctest.Test(t, func(*testing.T) {
			s := openScreen(cheap(tab), 80, 24)
			s.set("training", "speed", "20 epochs/s") // at full speed one reply would hold a whole training
			s.frame.ASCII = ascii
			var queue []tea.Cmd
			for _, m := range moves {
				queue = s.someReplies(m, queue)
				if wrong == "" {
					wrong = misfit(s)
				}
			}
		})
		if wrong != "" {
			r.Fatal(wrong)
		}
	})
}

// anyKeys are all keys that mean something, but for those that end the program.
func anyKeys() (names []string) {
	for _, m := range kit.Meanings {
		if m.Name != "quit" && m.Name != "interrupt" && m.Name != "suspend" {
			names = append(names, strings.Fields(m.Keys)...)
		}
	}
	return names
}

// misfit says what does not fit the screen, if anything.
func misfit(s screen) string { return stage.Misfit(s.frame, s.View().Content) }

// few halves how often a property is tested that takes a whole program.
func few(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	t.Cleanup(func() { checks.Value.Set(checks.DefValue) })
	checks.Value.Set("50")
}
