package tui

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"nntui/tui/config"
	"nntui/tui/lesson"
)

// newcomer does things by keys and mouse, as README says, and counts: a text
// that is typed is as many keys as it has characters.
type newcomer struct {
	screen
	keys int
}

func (n *newcomer) does(keys ...string) {
	n.keys += len(keys)
	n.press(keys...)
}

func (n *newcomer) writes(text string) {
	n.keys += len([]rune(text))
	n.types(text)
}

func (n *newcomer) clicks(t *testing.T, text string) {
	n.keys++
	n.clickOn(t, text)
}

// Fifteen things that a newcomer wants to do, in no more keys than these.
func TestNewcomer(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "config.toml")
	var line string // that was shared
	tasks := []struct {
		name string
		most int
		do   func(t *testing.T, n *newcomer)
	}{
		{"type a rate", 11, func(t *testing.T, n *newcomer) {
			n.does("3", "down", "down", "down", "=")
			n.writes("1/300")
			n.does("enter")
			n.sees(t, "learning rate is 0.0033333 (was 0.001).")
		}},
		{"undo it", 1, func(t *testing.T, n *newcomer) {
			n.does("backspace")
			n.sees(t, "learning rate is 0.001 (was 0.0033333).")
		}},
		{"find what basin means", 7, func(t *testing.T, n *newcomer) {
			n.does("?", "/")
			n.writes("basin")
			n.sees(t, "All starts that lead to the same minimum.")
			n.press("esc", "esc")
		}},
		{"compare three optimizers and name the best", 5, func(t *testing.T, n *newcomer) {
			n.does("down", "down", "down", "right", "right")
			n.sees(t, "nesterov", "momentum", "sgd", "★")
		}},
		{"select a misread digit", 3, func(t *testing.T, n *newcomer) {
			n.does("v", "enter", "right")
			n.sees(t, "Digit ", "✗ wrong")
			n.press("esc", "V")
		}},
		{"type 3x² + sin y", 13, func(t *testing.T, n *newcomer) {
			n.does("1", "f")
			n.writes("3x²+sin y")
			n.does("enter")
			n.sees(t, "f = 3x²+sin y")
		}},
		{"zoom a curve", 3, func(t *testing.T, n *newcomer) {
			n.does(">", ">")
			n.sees(t, "a part")
			n.does("0")
			n.lacks(t, "a part")
		}},
		{"change the theme", 13, func(t *testing.T, n *newcomer) {
			n.does(":")
			n.writes("theme light")
			n.does("enter")
			n.sees(t, "theme is light, from now on.")
		}},
		{"load preset 1.6h from the palette", 6, func(t *testing.T, n *newcomer) {
			n.does(":")
			n.writes("1.6h")
			n.does("enter")
			n.sees(t, "preset is 1.6h-deep.")
		}},
		{"run guide 1.1 (e) to its answer", 15, func(t *testing.T, n *newcomer) {
			n.does(":")
			n.writes("1.1e")
			n.does("enter", "b", "enter", "space")
			n.does("g", "space")
			n.sees(t, "── answer ")
			n.does("esc")
		}},
		{"share and reopen", 1, func(t *testing.T, n *newcomer) {
			n.does("y")
			line = lesson.CommandLine(n.arguments()[1:])
			n.sees(t, "This command line opens what you see")
			if wrong := reopens(n.arguments()); wrong != "" {
				t.Error(wrong)
			}
			n.press("esc")
		}},
		{"save", 8, func(t *testing.T, n *newcomer) {
			n.does("3", "s")
			n.writes("mine")
			n.does("enter")
			n.sees(t, "Saved as mine.")
		}},
		{"change the start tab in the config", 19, func(t *testing.T, n *newcomer) {
			n.does(":")
			n.writes("keep tab training")
			n.does("enter")
			kept := DefaultKept()
			if err := config.Load(file, kept.Settings()); err != nil || kept.Tab != "training" {
				t.Errorf("kept %+v, error %v", kept, err)
			}
		}},
		{"click a tab, a knob and a footer key", 3, func(t *testing.T, n *newcomer) {
			n.clicks(t, "1 Descent")
			n.clicks(t, "steps")
			before := n.get("descent", "view")
			n.clicks(t, "b back to heights")
			if n.get("descent", "view") == before || n.tab("descent").Knobs().Chosen() != "steps" {
				t.Errorf("view %s, knob %s", n.get("descent", "view"), n.tab("descent").Knobs().Chosen())
			}
		}},
		{"suspend and come back", 1, func(t *testing.T, n *newcomer) {
			before := n.text()
			n.does("ctrl+z")
			n.send(tea.ResumeMsg{})
			if n.text() != before {
				t.Errorf("it comes back as\n%s", n.text())
			}
		}},
	}
	synctest.Test(t, func(t *testing.T) {
		n := &newcomer{screen: openScreen(Options{Opening: Opening{Tab: "descent"}, Kept: DefaultKept(), Folder: folder, Config: file}, 80, 24)}
		for _, task := range tasks {
			n.keys = 0
			if task.do(t, n); n.keys > task.most {
				t.Errorf("%s takes %d keys, want %d at most", task.name, n.keys, task.most)
			}
		}
	})
	if !strings.HasPrefix(line, "nntui --tab ") {
		t.Errorf("shared: %s", line)
	}
}
