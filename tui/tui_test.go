package tui

import (
	"flag"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

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

// few halves how often a property is tested that takes a whole program, unless
// the command line says how often.
func few(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	if before := checks.Value.String(); before == checks.DefValue {
		t.Cleanup(func() { checks.Value.Set(before) })
		checks.Value.Set("50")
	}
}
