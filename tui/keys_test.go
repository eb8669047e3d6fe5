package tui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/kit"
	"nntui/tui/kit/stage"
	"nntui/tui/run"
)

// Each key of the help moves it as far as there is text, and at once from
// either end.
func TestHelpScrolls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("training", 80, 24)
		s.press("?")
		const rows = 19
		n := len(s.helpLines(s.body()))
		if n < rows+5 {
			t.Fatalf("%d lines: there is nothing to scroll", n)
		}
		last := n - rows + 1
		for _, c := range []struct {
			key   string
			first int
		}{
			{"up", 1}, {"pgup", 1}, {"home", 1}, {"down", 2}, {"j", 3}, {"k", 2}, {"up", 1},
			{"pgdown", min(18, last)}, {"pgup", max(1, min(18, last)-17)},
			{"end", last}, {"down", last}, {"pgdown", last}, {"end", last}, {"up", last - 1}, {"down", last}, {"k", last - 1},
			{"end", last}, {"ctrl+u", max(1, last-17)}, {"ctrl+d", last}, {"home", 1},
		} {
			s.press(c.key)
			s.sees(t, fmt.Sprintf("lines %d to %d of %d ", c.first, c.first+rows-1, n))
		}
		s.press("end")
		s.send(tea.WindowSizeMsg{Width: 80, Height: 130})
		s.sees(t, "nntui test", "quit")
		s.press("?")
		if s.sheet != nil {
			t.Error("? does not close it")
		}
	})
}

// What the line at the bottom names, works.
func TestFeetWork(t *testing.T) {
	names := map[string]string{"↑": "up", "↓": "down", "←": "left", "→": "right", "pgdn": "pgdown", "⌫": "backspace"}
	open := map[string][]string{"tab": nil, "help": {"?"}, "share": {"y"}, "export": {"e"}, "guide": {"g"}}
	for _, tab := range Tabs {
		for place, keys := range open {
			synctest.Test(t, func(t *testing.T) {
				s := openScreen(cheap(tab), 300, 40)
				s.press(keys...)
				for _, row := range append(s.own(), s.everywhere()...) {
					if row.Foot == "" || row.Off {
						continue
					}
					signs := row.Help().Key
					for sign, name := range names {
						signs = strings.ReplaceAll(signs, sign, name+" ")
					}
					for name := range strings.FieldsSeq(strings.ReplaceAll(signs, "+ ", "+")) {
						_, own := s.own().Find(stage.Key(name))
						_, common := s.everywhere().Find(stage.Key(name))
						if !own && !common {
							t.Errorf("%s, %s: %s (%s) is dead", tab, place, name, row.Foot)
						}
					}
				}
			})
		}
	}
}

// counting counts the messages that a tab is given.
type counting struct {
	tab
	got map[string]int
}

func (c counting) Update(msg tea.Msg) tea.Cmd {
	c.got[fmt.Sprintf("%T", msg)]++
	return c.tab.Update(msg)
}

// Every message comes once, to whom it is for.
func TestDeliveredOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("descent"), 120, 40)
		counts := make([]map[string]int, len(s.tabs))
		for i, tab := range s.tabs {
			counts[i] = map[string]int{}
			s.tabs[i] = counting{tab, counts[i]}
		}
		for _, c := range []struct {
			msg  tea.Msg
			name string
			want [3]int
		}{
			{stage.Key("right"), "kit.Pressed", [3]int{1, 0, 0}},
			{stage.Key("?"), "kit.Pressed", [3]int{}},
			{stage.Key("down"), "kit.Pressed", [3]int{}}, // the help has it
			{tea.MouseClickMsg{X: 20, Y: 20, Button: tea.MouseLeft}, "tea.MouseClickMsg", [3]int{}},
			{tea.PasteMsg{Content: "x"}, "tea.PasteMsg", [3]int{}},
			{stage.Key("esc"), "kit.Pressed", [3]int{}},
			{tea.MouseClickMsg{X: 20, Y: 20, Button: tea.MouseLeft}, "tea.MouseClickMsg", [3]int{1, 0, 0}},
			{tea.MouseWheelMsg{X: 20, Y: 20, Button: tea.MouseWheelUp}, "tea.MouseWheelMsg", [3]int{1, 0, 0}},
			{tea.PasteMsg{Content: "x"}, "tea.PasteMsg", [3]int{1, 0, 0}},
			{tea.WindowSizeMsg{Width: 120, Height: 39}, "kit.Resized", [3]int{1, 1, 1}},
			{tea.ColorProfileMsg{}, "kit.Resized", [3]int{1, 1, 1}},
			{tea.BackgroundColorMsg{}, "kit.Resized", [3]int{1, 1, 1}},
			{run.Msg{ID: 1, Msg: run.Tick{}}, "run.Tick", [3]int{0, 1, 0}},
			{stage.Key("g"), "kit.Resized", [3]int{1, 1, 1}},
			{stage.Key("end"), "kit.Lesson", [3]int{1, 1, 1}},
			{stage.Key("down"), "kit.Pressed", [3]int{}}, // the guide has it
			{tea.PasteMsg{Content: "x"}, "tea.PasteMsg", [3]int{}},
			{tea.MouseWheelMsg{X: 110, Y: 20, Button: tea.MouseWheelUp}, "tea.MouseWheelMsg", [3]int{}},
			{tea.MouseClickMsg{X: 20, Y: 20, Button: tea.MouseLeft}, "tea.MouseClickMsg", [3]int{1, 0, 0}},
			{stage.Key("2"), "kit.Pressed", [3]int{}},
			{stage.Key("down"), "kit.Pressed", [3]int{0, 1, 0}},
		} {
			for i := range counts {
				clear(counts[i])
			}
			_, cmd := s.Update(c.msg)
			if c.name == "kit.Lesson" || c.name == "kit.Resized" {
				s.do(cmd)
			}
			var got [3]int
			for i := range counts {
				got[i] = counts[i][c.name]
			}
			if got != c.want {
				t.Errorf("%T %v: %s comes %v times, want %v", c.msg, c.msg, c.name, got, c.want)
			}
		}
	})
}

// Who asks for the tabs by number, by the next or by the one before, gets them.
func TestTabKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("descent"), 80, 24)
		s.set("training", "epochs", "1")
		for _, c := range []struct{ key, want string }{
			{"2", "check"}, {"3", "training"}, {"1", "descent"}, {"tab", "check"}, {"shift+tab", "descent"},
			{"shift+tab", "training"}, {"tab", "descent"}, {"4", "descent"},
		} {
			if s.press(c.key); Tabs[s.active] != c.want {
				t.Errorf("%s leads to %s, want %s", c.key, Tabs[s.active], c.want)
			}
		}
	})
}

// A note stays until the next key.
func TestNote(t *testing.T) {
	s := openScreen(cheap("descent"), 80, 24)
	s.Say("Something.")
	s.sees(t, "Something.")
	s.press("right")
	s.lacks(t, "Something.")
	s.Update(kit.Reply(func() tea.Cmd { s.Say("It is done."); return nil }))
	s.sees(t, "It is done.")
}

// C draws the curves of all tabs without braille, and again with it, as
// --curves does from the start; in plain ASCII it says why it does nothing.
func TestCurveStyles(t *testing.T) {
	braille := func(s screen) bool {
		return strings.ContainsFunc(s.text(), func(r rune) bool { return r > 0x2800 && r < 0x2900 })
	}
	for _, tab := range Tabs {
		synctest.Test(t, func(t *testing.T) {
			s := openScreen(cheap(tab), 120, 40)
			for i, want := range []bool{true, false, true} {
				if got := braille(s); got != want {
					t.Errorf("%s after C %d times: braille %v, want %v", tab, i, got, want)
				}
				s.press("C")
			}
			o := cheap(tab)
			o.Kept.Curves = CurveStyles[1]
			if braille(openScreen(o, 120, 40)) {
				t.Errorf("%s: --curves %s draws braille", tab, o.Kept.Curves)
			}
			o = cheap(tab)
			o.Kept.ASCII = true
			s = openScreen(o, 120, 40)
			s.press("C")
			s.sees(t, "With --ascii")
		})
	}
}
