package tui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
	"nntui/tui/config"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// types types a text, key by key.
func (s screen) types(text string) {
	for _, r := range text {
		name := string(r)
		if r == ' ' {
			name = "space"
		}
		s.press(name)
	}
}

// A value is typed in place of the one there is; what is wrong with it is said
// under it and changes nothing, and esc leaves all as it was.
func TestTyping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.press("=")
		s.sees(t, "step size = 0.1", "takes a number (the knob goes from ", "enter take it", "esc leave as it was")
		s.types("1/4")
		s.press("enter")
		s.sees(t, "step size is 0.25 (was 0.1). ⌫ undoes that.")
		if s.get("descent", "step") != "0.25" || s.sheet != nil {
			t.Errorf("step %s, sheet %v", s.get("descent", "step"), s.sheet)
		}
		for text, wrong := range map[string]string{"fast": `"fast" does not fit; it takes a number`, "-1": "-1 is not a step", "nan": "NaN", "": `"" does not fit`} {
			s.press("=", "ctrl+u")
			s.types(text)
			if s.press("enter"); s.sheet == nil || s.get("descent", "step") != "0.25" {
				t.Errorf("%q is taken: %s", text, s.get("descent", "step"))
				continue
			}
			if sheet := s.sheet.(*typingSheet); !strings.Contains(sheet.wrong, wrong) && text != "-1" && text != "nan" || sheet.wrong == "" {
				t.Errorf("%q: %q, want %q", text, sheet.wrong, wrong)
			}
			s.sees(t, s.sheet.(*typingSheet).wrong[:20])
			s.press("esc")
		}
		s.press("backspace")
		s.sees(t, "Undone: step size is 0.1 (was 0.25).")
	})
}

// A key that moves leaves what stands there to be changed, and a pasted text
// joins it.
func TestTyping_edits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.press("enter", "left", "backspace") // 0.1 is then 01
		s.press("enter")
		if got := s.get("descent", "step"); got != "1" && got != "01" {
			t.Errorf("step %s", got)
		}
		s.press("enter", "ctrl+u")
		s.send(tea.PasteMsg{Content: " 3e-2 "})
		if s.press("enter"); s.get("descent", "step") != "0.03" {
			t.Errorf("step %s", s.get("descent", "step"))
		}
	})
}

// Names are completed, and taken by as many letters as tell them apart.
func TestTyping_names(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("training"), 80, 24)
		s.typeValue(found(t, s, "optimizer"))
		s.types("ad")
		s.sees(t, "adagrad · adam", "tab complete")
		s.press("enter")
		s.sees(t, `"ad" does not fit; it takes `)
		s.types("am")
		if s.press("enter"); s.get("training", "optimizer") != "adam" {
			t.Errorf("optimizer %s", s.get("training", "optimizer"))
		}
		s.typeValue(found(t, s, "optimizer"))
		s.types("nes")
		if s.press("tab", "enter"); s.get("training", "optimizer") != "nesterov" {
			t.Errorf("optimizer %s", s.get("training", "optimizer"))
		}
		s.typeValue(found(t, s, "optimizer"))
		s.types("zzz")
		s.sees(t, "takes sgd, ")
	})
}

// found returns a setting of the active tab.
func found(t *testing.T, s screen, name string) setting.Setting {
	t.Helper()
	of, ok := setting.Find(s.tabs[s.active].Settings(), name)
	if !ok {
		t.Fatalf("there is no setting %s", name)
	}
	return of
}

// While a knob acts on the running net, so does what is typed.
func TestTyping_live(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(Options{Opening: Opening{Tab: "training", Settings: map[string]string{"paused": "true"}}}, 80, 24)
		s.press(".", ".", "l", "down", "down", "down", "=")
		s.types("0.02")
		s.press("enter")
		if got := s.get("training", "changes"); got != "0.2 lr=0.02" {
			t.Errorf("changes %q", got)
		}
		s.press("backspace")
		if got := s.get("training", "changes") + s.get("training", "lr"); got != "0.001" {
			t.Errorf("after undo %q", got)
		}
	})
}

// Every value that a knob shows can be typed, and is then the same.
func TestTyping_everySetting(t *testing.T) {
	for i, tab := range Tabs {
		s := openScreen(cheap(tab), 80, 24)
		for _, of := range setting.Knobs(s.tabs[i].Settings()) {
			if of.Unused() != "" {
				continue
			}
			before := of.Get()
			s.typeValue(of)
			if s.press("enter"); s.sheet != nil {
				t.Errorf("%s: %s = %q is refused: %s", tab, of.Name, before, s.sheet.(*typingSheet).wrong)
				s.closeSheet()
			}
			if got := found(t, s, of.Name).Get(); got != before {
				t.Errorf("%s: %s is %q, want %q", tab, of.Name, got, before)
			}
		}
	}
}

// Everything is found by a few of its letters, and done: what a key does, in
// another tab too, a value, a setting to type, a step of the guide.
func TestPalette(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		find := func(text string) {
			s.press(":")
			s.types(text)
		}
		find("1.6h")
		s.sees(t, "▸ training: preset 1.6h-deep")
		s.press("enter")
		if Tabs[s.active] != "training" || s.get("training", "preset") != "1.6h-deep" {
			t.Errorf("tab %s, preset %s", Tabs[s.active], s.get("training", "preset"))
		}
		s.sees(t, "preset is 1.6h-deep.")
		find("descent: basins")
		if s.press("enter"); Tabs[s.active] != "descent" || s.get("descent", "view") != "basins" {
			t.Errorf("tab %s, view %s", Tabs[s.active], s.get("descent", "view"))
		}
		find("rosenbrock")
		if s.press("enter"); s.get("descent", "surface") != "rosenbrock" {
			t.Errorf("surface %s", s.get("descent", "surface"))
		}
		find("step size = ")
		s.press("enter")
		s.sees(t, "step size = 0.001")
		s.types("0.2")
		if s.press("enter"); s.get("descent", "step") != "0.2" {
			t.Errorf("step %s", s.get("descent", "step"))
		}
		find("guide: 1.1 (e)")
		s.press("enter")
		s.sees(t, "Too small and too large")
		s.press("ctrl+p")
		s.types("qqqqqqqq")
		s.sees(t, "nothing of that name")
		s.press("enter", "esc")
		find("help")
		if s.press("enter"); s.sheet == nil {
			t.Error("no help")
		}
	})
}

// What one keeps is changed at once, and in the file for the next start.
func TestPalette_keeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "nntui", "config.toml")
		s := openScreen(Options{Opening: Opening{Tab: "descent"}, Kept: DefaultKept(), Config: file}, 80, 24)
		before := s.View().Content
		for _, c := range [][2]string{{"keep theme light", "theme is light, from now on."}, {"keep ascii true", "ascii is true, from now on."}, {"keep tab training", "tab is training, from now on."}} {
			s.press(":")
			s.types(c[0])
			s.press("enter")
			s.sees(t, c[1])
		}
		if s.View().Content == before || !s.frame.ASCII {
			t.Error("nothing has changed")
		}
		kept := DefaultKept()
		if err := config.Load(file, kept.Settings()); err != nil || kept.Theme != "light" || !kept.ASCII || kept.Tab != "training" || kept.Mouse != "on" {
			t.Errorf("kept %+v, error %v", kept, err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		blocked := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(blocked, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		s := openScreen(Options{Opening: Opening{Tab: "descent"}, Kept: DefaultKept(), Config: filepath.Join(blocked, "config.toml")}, 80, 24)
		s.do(s.keep("mouse", "off"))
		s.sees(t, "Not kept for the next start: ")
		if s.View().MouseMode != tea.MouseModeNone {
			t.Error("the mouse is not the terminal's")
		}
		s.do(s.keep("mouse", "maybe"))
		s.sees(t, "does not fit")
	})
}

// The palette has every key that does something, every setting and every step.
func TestPalette_all(t *testing.T) {
	s := newScreen("descent", 80, 24)
	deeds := s.deeds()
	has := func(words string) {
		for _, d := range deeds {
			if strings.HasSuffix(d.words, words) {
				return
			}
		}
		t.Errorf("%q is not found", words)
	}
	for _, tab := range s.tabs {
		for _, row := range tab.Keys() {
			means := strings.Fields(row.Means)
			if row.Do != nil && !row.Off && !slices.ContainsFunc(means, func(name string) bool { return slices.Contains(strings.Fields(steering), name) }) {
				for _, name := range means {
					words := row.Help().Desc
					if len(means) > 1 {
						words += " " + kit.Sign(name)
					}
					has(": " + words)
				}
			}
		}
		for _, of := range tab.Settings() {
			has(of.Called() + " = …")
			for _, option := range of.Options {
				has(of.Called() + " " + option)
			}
		}
	}
	for _, title := range s.guide.Titles() {
		has("guide: " + title)
	}
	has("quit")
}

// What has the words that are typed comes before what only has their letters.
func TestPalette_order(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("training", 80, 24)
		for text, want := range map[string]string{
			"theme light": "keep: theme light", "adam": "training: optimizer adam", "adam method": "descent: method adam", "thmlgt": "keep: theme light", "HELP": "help", "runs": "training: runs", "1.1e": "guide: 1.1 (e) Too small and too large",
		} {
			s.press(":")
			s.types(text)
			p := s.sheet.(*palette)
			if got := p.all[p.found[0]].words; got != want {
				t.Errorf("%q finds %q, want %q", text, got, want)
			}
			s.press("esc")
		}
	})
}

// A few letters that only one name begins with are that name, and what was
// wrong is forgotten with the next key.
func TestTyping_few(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("training"), 80, 24)
		s.typeValue(found(t, s, "optimizer"))
		s.types("nest")
		if s.press("enter"); s.get("training", "optimizer") != "nesterov" {
			t.Errorf("optimizer %s", s.get("training", "optimizer"))
		}
		s.typeValue(found(t, s, "lr"))
		s.types("x")
		s.press("enter")
		s.sees(t, `"x" does not fit`)
		s.types("1")
		s.lacks(t, "does not fit")
	})
}

// The palette gives the tab the keys that the guide had, and offers nothing
// that a lesson hides.
func TestPalette_guide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 120, 40)
		s.press("g", ":")
		s.types("descent: basins")
		if s.press("enter"); s.guide.Focused() || s.get("descent", "view") != "basins" {
			t.Errorf("guide %v, view %s", s.guide.Focused(), s.get("descent", "view"))
		}
		s.press("g", "?")
		s.lacks(t, "the chosen knob")
		s.sees(t, "in the guide")

		h := hiding(t, "training", "momentum", "preset", "presets")
		for _, d := range h.deedsOf(h.active) {
			if strings.Contains(d.words, "preset") || strings.Contains(d.words, "momentum = ") {
				t.Errorf("it offers %q", d.words)
			}
		}
	})
}

// While something has all keys, the header does not change tabs.
func TestClickFrame_modal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		for _, keys := range [][]string{{"="}, {":"}, {"f"}} {
			s.press(keys...)
			if s.click(25, 0, tea.MouseLeft); s.active != 0 {
				t.Errorf("after %s a click leads to tab %d", keys, s.active)
			}
			s.press("esc")
		}
		if s.click(25, 0, tea.MouseLeft); s.active != 1 {
			t.Errorf("a click leads to tab %d", s.active)
		}
	})
}

// What stands in a line gives way to the first character and to nothing else:
// not to one that comes when it happens to read the same.
func TestTyping_replaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.press("=")
		s.types("0.15")
		if s.press("enter"); s.get("descent", "step") != "0.15" {
			t.Errorf("step %s", s.get("descent", "step"))
		}
		s.press("=", "left", "3", "enter")
		if got := s.get("descent", "step"); got != "0.135" {
			t.Errorf("step %s", got)
		}
	})
}

// Nothing is promised that does not hold: where one stands is nothing to undo,
// and a few letters from the middle of a name are not the name.
func TestTyping_promises(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScreen("descent", 80, 24)
		s.typeValue(found(t, s, "at"))
		s.types("3")
		s.press("enter")
		s.sees(t, "at is 3 (was none).")
		s.lacks(t, "undoes that")
		s.typeValue(found(t, s, "method"))
		s.types("prop")
		s.sees(t, "rmsprop")
		if s.press("enter"); s.get("descent", "method") != "gd" || s.sheet == nil {
			t.Errorf("method %s", s.get("descent", "method"))
		}
		s.press("esc", "=")
		s.types("1/3")
		s.press("enter")
		s.sees(t, "step size is 0.33333 (was 0.1).")
		s.press("=")
		s.types("-1")
		s.press("enter")
		s.lacks(t, "step: -1")
	})
}

// A live knob is typed from what it is now, wherever it is found.
func TestPalette_live(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(Options{Opening: Opening{Tab: "training", Settings: map[string]string{"paused": "true"}}}, 80, 24)
		s.press(".", ".", "l", "down", "down", "down", "=")
		s.types("0.02")
		s.press("enter", ":")
		s.types("learning rate = ")
		s.press("enter")
		s.sees(t, "learning rate = 0.02")
		s.types("0.05")
		s.press("enter")
		s.sees(t, "learning rate is 0.05 (was 0.02).")
	})
}

// A line is drawn in the terminal's own colours: in those of no theme, which
// another would not fit.
func TestTyping_colours(t *testing.T) {
	s := newScreen("descent", 80, 24)
	for _, key := range []string{"=", ":", "f", "e"} {
		s.press(key)
		for line := range strings.Lines(s.View().Content) {
			if text := ansi.Strip(line); strings.Contains(text, " = ") && strings.Contains(line, "\x1b[37m") || strings.Contains(line, "\x1b[7;37m") {
				t.Errorf("%s: %q", key, line)
			}
		}
		s.press("esc")
	}
}

// Ctrl-z suspends from everywhere, and what leads out of everything is named
// wherever one does not type.
func TestAlways(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, keys := range [][]string{nil, {"="}, {":"}, {"e"}, {"y"}, {"?"}, {"?", "/"}, {"3", "p"}, {"3", "s"}, {"3", "n"}} {
			s := openScreen(cheap("descent"), 120, 24)
			s.press(keys...)
			_, cmd := s.Update(stage.Key("ctrl+z"))
			suspends := false
			var walk func(tea.Cmd)
			walk = func(cmd tea.Cmd) {
				if cmd == nil {
					return
				}
				switch msg := cmd().(type) {
				case tea.SuspendMsg:
					suspends = true
				case tea.BatchMsg:
					for _, c := range msg {
						walk(c)
					}
				}
			}
			if walk(cmd); !suspends {
				t.Errorf("after %s ctrl+z does not suspend", keys)
			}
			_, types := s.sheet.(editor)
			if own := s.own(); !types && (s.sheet != nil || !own.Modal() || len(own.Left(s.everywhere())) > 0) {
				for _, want := range []string{"guide", "quit"} {
					if last := strings.Split(s.text(), "\n")[23]; !strings.Contains(last, want) {
						t.Errorf("after %s the line is %s", keys, last)
					}
				}
			}
		}
	})
}

// A knob that nothing depends on says why, turned or typed.
func TestUnused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openScreen(cheap("training"), 80, 24)
		s.tabs[s.active].Knobs().Point("epsilon")
		for _, key := range []string{"right", "="} {
			s.press(key)
			s.sees(t, "epsilon: sgd has none.")
			if s.sheet != nil {
				t.Error("a line is opened")
			}
		}
		s.press("up", "up", "up", "right")
		s.lacks(t, "has none")
	})
}
