package tui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// click lets a button go down and up again at a cell of the screen.
func (s screen) click(x, y int, b tea.MouseButton) {
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: b})
	s.send(tea.MouseReleaseMsg{X: x, Y: y, Button: b})
}

// drag moves the mouse with the left button down.
func (s screen) drag(x, y, toX, toY int) {
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.send(tea.MouseMotionMsg{X: (x + toX) / 2, Y: (y + toY) / 2, Button: tea.MouseLeft})
	s.send(tea.MouseMotionMsg{X: toX, Y: toY, Button: tea.MouseLeft})
	s.send(tea.MouseReleaseMsg{X: toX, Y: toY, Button: tea.MouseLeft})
}

func (s screen) wheel(x, y int, b tea.MouseButton) {
	s.send(tea.MouseWheelMsg{X: x, Y: y, Button: b})
}

// hover moves the mouse with no button down.
func (s screen) hoverAt(x, y int) { s.send(tea.MouseMotionMsg{X: x, Y: y, Button: tea.MouseNone}) }

// find returns the first cell of a text on the screen.
func (s screen) find(t *testing.T, text string) (x, y int) {
	t.Helper()
	for y, line := range strings.Split(s.text(), "\n") {
		if at := strings.Index(line, text); at >= 0 {
			return ansi.StringWidth(line[:at]), y
		}
	}
	t.Fatalf("there is no %q on the screen:\n%s", text, s.text())
	return 0, 0
}

// clickOn clicks on the first cell of a text.
func (s screen) clickOn(t *testing.T, text string) {
	t.Helper()
	x, y := s.find(t, text)
	s.click(x, y, tea.MouseLeft)
}

// Knobs are chosen and turned by the mouse, in each tab; a click on the value of
// the chosen one types another; all of that can be undone.
func TestMouse_knobs(t *testing.T) {
	for _, c := range []struct{ tab, setting, label, value, turned string }{
		{"descent", "steps", "  steps   ", "20 ▸", "21"}, {"check", "seed", "  seed   ", "12345 ▸", "12346"}, {"training", "seed", "  seed   ", "12345 ▸", "12346"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := openScreen(cheap(c.tab), 80, 24)
			before := s.get(c.tab, c.setting)
			s.clickOn(t, c.label)
			s.sees(t, "▸ "+strings.TrimSpace(c.label), c.value)
			if s.sheet != nil || s.get(c.tab, c.setting) != before {
				t.Errorf("%s: the first click does more than choose", c.tab)
			}
			x, y := s.find(t, c.value)
			s.click(x+len(c.value)-len("▸"), y, tea.MouseLeft)
			if got := s.get(c.tab, c.setting); got != c.turned {
				t.Errorf("%s: a click on the arrow turns it to %s", c.tab, got)
			}
			s.wheel(x, y, tea.MouseWheelDown)
			s.wheel(x, y, tea.MouseWheelDown)
			if s.get(c.tab, c.setting) == c.turned {
				t.Errorf("%s: the wheel does not turn it", c.tab)
			}
			s.press("backspace", "backspace")
			if got := s.get(c.tab, c.setting); got != before {
				t.Errorf("%s: undone, it is %s", c.tab, got)
			}
			if s.click(x, y, tea.MouseLeft); s.sheet == nil {
				t.Fatalf("%s: a click on its value does not type", c.tab)
			}
			s.sees(t, "type a value")
			s.clickOn(t, "knobs")
			s.press("esc")
		})
	}
}

// A knob that is clicked gets the arrow keys, from whatever had them.
func TestMouse_toKnobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("descent"), 120, 40)
		s.press("c")
		s.clickOn(t, "  steps")
		if s.press("right"); s.get("descent", "steps") != "21" {
			t.Errorf("the cursor keeps the arrow keys: %s steps", s.get("descent", "steps"))
		}
		s.press("g", "esc", "g")
		s.wheel(func() (int, int, tea.MouseButton) { x, y := s.find(t, "▸ steps"); return x, y, tea.MouseWheelUp }())
		if s.guide.Focused() || s.get("descent", "steps") != "22" {
			t.Errorf("the wheel over a knob beside the guide leaves %s steps", s.get("descent", "steps"))
		}
		s.press("f")
		before := s.get("descent", "steps")
		x, y := s.find(t, "▸ steps")
		if s.wheel(x, y, tea.MouseWheelUp); s.get("descent", "steps") != before {
			t.Error("while one types, the wheel turns a knob")
		}
	})
}

// A lesson hides from the mouse what it hides from the keys.
func TestMouse_hiddenKnobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := hiding(t, "descent", "steps", "turn up")
		s.lacks(t, "  steps")
		decay := s.get("descent", "decay")
		x, y := s.find(t, "  decay")
		s.wheel(x, y, tea.MouseWheelUp)
		s.sees(t, "▸ decay", "This lesson does without")
		if s.get("descent", "decay") != decay {
			t.Error("a hidden key is pressed by the wheel")
		}
	})
}

// A drag is one change, and two drags are two.
func TestMouse_undo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("descent"), 80, 24)
		all := s.get("descent", "window")
		s.drag(10, 8, 16, 10)
		once := s.get("descent", "window")
		s.drag(10, 8, 13, 11)
		twice := s.get("descent", "window")
		if all == once || once == twice {
			t.Fatalf("the map shows %q, %q and %q", all, once, twice)
		}
		for i, want := range []string{once, all, all} {
			if s.press("backspace"); s.get("descent", "window") != want {
				t.Errorf("undone %d times it shows %q, want %q", i+1, s.get("descent", "window"), want)
			}
		}
		if s.press("ctrl+r"); s.get("descent", "window") != once {
			t.Errorf("done again it shows %q", s.get("descent", "window"))
		}
		x := s.get("descent", "x")
		if s.click(20, 6, tea.MouseLeft); s.get("descent", "x") == x {
			t.Error("a click starts nothing")
		}
		if s.press("backspace"); s.get("descent", "x") != x || s.get("descent", "window") != once {
			t.Errorf("undone it starts at %s, and shows %q", s.get("descent", "x"), s.get("descent", "window"))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("training"), 80, 24)
		s.set("training", "view", "draw")
		s.send(nil)
		s.drag(6, 5, 16, 12)
		if s.get("training", "drawn") == "" {
			t.Fatal("nothing is drawn")
		}
		if s.press("backspace"); s.get("training", "drawn") != "" {
			t.Error("a drawn line is more than one change")
		}
	})
}

// The pointer reads out in the status line until it leaves or something is done,
// and sends nothing to the tab.
func TestMouse_hover(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("descent"), 80, 24)
		status := func() string { return strings.TrimSpace(strings.Split(s.text(), "\n")[22]) }
		own := status()
		for name, end := range map[string]func(){
			"it leaves": func() { s.hoverAt(20, 0) }, "it goes to the keys": func() { s.hoverAt(5, 23) }, "it goes to the status": func() { s.hoverAt(5, 22) },
			"a key is pressed": func() { s.press("#") }, "the wheel turns": func() { s.wheel(79, 1, tea.MouseWheelLeft) }, "a click": func() { s.click(79, 1, tea.MouseRight) },
			"another tab": func() { s.press("tab"); s.press("shift+tab") },
		} {
			if s.hoverAt(20, 10); !strings.HasPrefix(status(), "x ") || !strings.Contains(status(), ": f = ") {
				t.Errorf("the map says %q", status())
			}
			if end(); status() != own {
				t.Errorf("%s: it says %q, want %q", name, status(), own)
			}
		}
		s.hoverAt(s.find(t, "  decay"))
		if !strings.HasPrefix(status(), "decay: ") {
			t.Errorf("a knob says %q", status())
		}
		s.press("?")
		if s.hoverAt(20, 10); s.hover != "" {
			t.Errorf("below the help it says %q", s.hover)
		}
		s.press("esc", "f")
		if s.hoverAt(20, 10); s.hover != "" {
			t.Errorf("while one types it says %q", s.hover)
		}
		counts := map[string]int{}
		s.press("esc")
		s.tabs[0] = counting{s.tabs[0], counts}
		if s.hoverAt(20, 11); len(counts) > 0 || s.hover == "" {
			t.Errorf("the tab gets %v", counts)
		}
	})
}

// Over the guide the pointer reads out nothing of the tab.
func TestMouse_hoverGuide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("descent"), 120, 40)
		s.press("g")
		for _, place := range [][2]int{{100, 5}, {100, 30}} {
			if s.hoverAt(place[0], place[1]); s.hover != "" {
				t.Errorf("at %v it says %q", place, s.hover)
			}
		}
		if s.hoverAt(20, 10); s.hover == "" {
			t.Error("beside it, the map says nothing")
		}
	})
}

// What is under the pointer changes the status line, and nothing else.
func TestMouse_hoverChangesOneLine(t *testing.T) {
	for _, tab := range Tabs {
		synctest.Test(t, func(t *testing.T) {
			s := openScreen(cheap(tab), 120, 40)
			before := strings.Split(s.View().Content, "\n")
			said := 0
			for x := range 120 {
				s.hoverAt(x, x/3)
				for i, line := range strings.Split(s.View().Content, "\n") {
					if i != 38 && line != before[i] {
						t.Fatalf("%s: at %d, line %d changes:\n%s\n%s", tab, x, i, before[i], line)
					}
				}
				if s.hover != "" {
					said++
				}
			}
			if said < 20 {
				t.Errorf("%s: %d places say something", tab, said)
			}
		})
	}
}

// Where the mouse is not asked for, the terminal reports none of it.
func TestMouse_mode(t *testing.T) {
	s := newScreen("descent", 80, 24)
	if got := s.View().MouseMode; got != tea.MouseModeAllMotion {
		t.Errorf("it asks for %v", got)
	}
	if s.kept.Mouse = "off"; s.View().MouseMode != tea.MouseModeNone {
		t.Error("it asks for the mouse")
	}
}

// Tabs and keys of the line at the bottom can be clicked; where the screen has
// no room, nothing can.
func TestMouse_frame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("descent"), 120, 30)
		s.clickOn(t, "2 Gradient")
		s.sees(t, "verdict")
		s.clickOn(t, "1 Descent")
		s.clickOn(t, "? help")
		s.sees(t, "Descent: help")
		s.clickOn(t, "esc close")
		s.lacks(t, "Descent: help")
		s.clickOn(t, "→ change")
		if s.get("descent", "step") == "0.1" {
			t.Error("a click on → turns nothing")
		}
		s.send(tea.WindowSizeMsg{Width: 50, Height: 15})
		before := s.arguments()
		s.click(20, 6, tea.MouseLeft)
		s.wheel(45, 3, tea.MouseWheelUp)
		if s.hoverAt(20, 6); !slices.Equal(s.arguments(), before) || s.hover != "" {
			t.Errorf("on a small screen the mouse changes %v to %v", before, s.arguments())
		}
	})
}

// A click chooses in the palette and in the export sheet, and on what is chosen
// does what enter does; the wheel scrolls them, and the help.
func TestMouse_sheets(t *testing.T) {
	t.Chdir(t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("descent"), 120, 40)
		s.press(":")
		s.press(strings.Split("theory", "")...)
		p := s.sheet.(*palette)
		row := p.all[p.found[1]].words
		x, y := s.find(t, row)
		s.click(x, y, tea.MouseLeft)
		if s.sheet == nil || p.list.At != 1 {
			t.Fatalf("row %d is chosen", p.list.At)
		}
		s.sees(t, "▸ "+row)
		if s.click(2, y, tea.MouseLeft); s.sheet == nil || p.list.At != 1 {
			t.Error("beside the palette a click does something")
		}
		s.wheel(x, y, tea.MouseWheelUp)
		if p.list.At != 0 {
			t.Errorf("the wheel leads to row %d", p.list.At)
		}
		s.clickOn(t, p.all[p.found[0]].words)
		if s.sheet != nil {
			t.Error("a click on the chosen row does nothing")
		}

		s.press("e")
		e := s.sheet.(*exportSheet)
		list := e.products(s.App)
		s.clickOn(t, list[2].About)
		if e.chosen != list[2].Name+list[2].Extension {
			t.Errorf("%s is chosen, want %s", e.chosen, list[2].Name)
		}
		s.wheel(20, 5, tea.MouseWheelDown)
		if e.chosen != list[3].Name+list[3].Extension {
			t.Errorf("the wheel leads to %s", e.chosen)
		}
		for range list {
			s.wheel(20, 5, tea.MouseWheelDown)
		}
		if last := list[len(list)-1]; e.chosen != last.Name+last.Extension || e.said != "" {
			t.Errorf("the wheel leads to %s: %s", e.chosen, e.said)
		}
		if s.clickOn(t, list[len(list)-1].About); !strings.HasPrefix(e.said, "Written: ") {
			t.Errorf("a click on the chosen product: %q", e.said)
		}
		s.press("esc")
		s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		s.press("?")
		first := strings.Split(s.text(), "\n")[4]
		s.wheel(20, 5, tea.MouseWheelDown)
		if got := strings.Split(s.text(), "\n")[4]; got == first {
			t.Error("the wheel does not scroll the help")
		}
		s.wheel(20, 5, tea.MouseWheelUp)
		if got := strings.Split(s.text(), "\n")[4]; got != first {
			t.Errorf("and back there is %q", got)
		}
	})
}
