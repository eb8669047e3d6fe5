package kit_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit"
)

// Each key has one meaning and each meaning one row, with words that have room
// in a column of the help, below the others of its group.
func TestMeanings(t *testing.T) {
	const room = 48 // cells
	means, group := map[string]string{}, 0
	for i, m := range kit.Meanings {
		if slices.ContainsFunc(kit.Meanings[:i], func(o kit.Meaning) bool { return o.Name == m.Name }) {
			t.Errorf("there are two meanings %q", m.Name)
		}
		if len(strings.Fields(m.Name)) != 1 || m.Words == "" || ansi.StringWidth(m.Words) > room || ansi.Strip(m.Words) != m.Words || len(strings.Fields(m.Keys)) == 0 {
			t.Errorf("%+v is no row", m)
		}
		for name := range strings.FieldsSeq(m.Keys) {
			if other, ok := means[name]; ok {
				t.Errorf("%s means both %s and %s", name, other, m.Name)
			}
			means[name] = m.Name
		}
		at := slices.Index(kit.Groups, m.Group)
		if at < group {
			t.Errorf("%s is in the group %q, after %q", m.Name, m.Group, kit.Groups[group])
		}
		group = max(group, at)
	}
	if group != len(kit.Groups)-1 {
		t.Errorf("no row is in the groups %q", kit.Groups[group+1:])
	}
}

func TestMeaningOf(t *testing.T) {
	if m := kit.MeaningOf("undo"); m.Keys != "backspace" || m.Group != "Change" {
		t.Errorf("undo is %+v", m)
	}
	if m := kit.MeaningOf("predict"); m.Keys != "a b c d" || m.Group != "" {
		t.Errorf("predict, which only the guide knows, is %+v", m)
	}
	for _, wrong := range []string{"undone", "", "u", "undo redo"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("there is a meaning %q", wrong)
				}
			}()
			kit.MeaningOf(wrong)
		}()
	}
}

// The sign is how people read the first of the keys.
func TestSign(t *testing.T) {
	for name, want := range map[string]string{
		"above": "↑", "far-up": "shift+↑", "far-left": "shift+←", "right": "→", "page-up": "pgup", "page-down": "pgdn",
		"undo": "⌫", "delete": "d", "toggle": "space", "palette": ":", "redo": "ctrl+r", "view-before": "V", "previous-tab": "shift+tab",
	} {
		if got := kit.Sign(name); got != want {
			t.Errorf("%s is shown as %q, want %q", name, got, want)
		}
	}
}

// A row answers all the keys of what it means, and no other.
func TestOn(t *testing.T) {
	row := kit.On("id", "page-down on-one", "go on", nil)
	if got := row.Binding.Keys(); !slices.Equal(got, []string{"pgdown", "ctrl+d", "]"}) || row.Means != "page-down on-one" || row.ID != "id" {
		t.Errorf("%q answers %q", row.Means, got)
	}
	if help := row.Help(); help.Key != "pgdn" || help.Desc != "go on" {
		t.Errorf("the help is %+v", help)
	}
	defer func() {
		if recover() == nil {
			t.Error("a row can name a key in place of a meaning")
		}
	}()
	kit.On("", "page-down ]", "go on", nil)
}

// While one types, the keys that write or edit do that, and all others mean what
// they always do; a row that is left none does nothing.
func TestKey_WhileTyping(t *testing.T) {
	row := kit.On("", "below page-down palette toggle", "", kit.Do(func() {}))
	typing := row.WhileTyping()
	if got, want := typing.Binding.Keys(), strings.Fields("down pgdown ctrl+p"); !slices.Equal(got, want) {
		t.Errorf("there are %q, want %q", got, want)
	}
	if last := kit.On("", "last", "", kit.Do(func() {})).WhileTyping(); !last.Off || (kit.Keys{last}).Modal() && !last.Off {
		t.Error("a row without keys takes all")
	}
	if _, ok := (kit.Keys{row}).Find(kit.Press("j")); !ok {
		t.Error("the row that it was made of has changed")
	}
}

// Each key of the table is pressed by its name, and a press says that name.
func TestPress(t *testing.T) {
	for _, m := range kit.Meanings {
		for name := range strings.FieldsSeq(m.Keys) {
			if got := kit.Press(name).String(); got != name {
				t.Errorf("the press of %q is one of %q", name, got)
			}
			if row, ok := (kit.Keys{kit.On("", m.Name, "", kit.Do(func() {}))}).Find(kit.Press(name)); !ok || row.Means != m.Name {
				t.Errorf("%s does not answer the press of %s", m.Name, name)
			}
		}
	}
	for name, want := range map[string]tea.Key{
		"r": {Code: 'r', Text: "r"}, "R": {Code: 'R', Text: "R"}, "é": {Code: 'é', Text: "é"}, " ": {Code: ' ', Text: " "},
		"ctrl+r": {Code: 'r', Mod: tea.ModCtrl}, "shift+left": {Code: tea.KeyLeft, Mod: tea.ModShift}, "esc": {Code: tea.KeyEscape},
	} {
		if got := tea.Key(kit.Press(name)); got != want {
			t.Errorf("the press of %q is %+v, want %+v", name, got, want)
		}
	}
}

// A click on a sign presses the key that was hit and else the first; words that
// stand for other rows press what they show, or nothing.
func TestKey_Hit(t *testing.T) {
	do := kit.Do(func() {})
	for _, c := range []struct {
		row        kit.Key
		sign, want string
	}{
		{row: kit.On("", "back-one on-one", "", do).Sign("[ ]"), sign: "]", want: "]"},
		{row: kit.On("", "back-one on-one", "", do).Sign("[ ]"), sign: "[", want: "["},
		{row: kit.On("", "back-one on-one", "", do).Sign("[ ]"), sign: " ", want: "["},
		{row: kit.On("", "back-one on-one", "", do).Sign("[ ]"), sign: "", want: "["},
		{row: kit.On("", "tabs", "", do).Sign("1 2 3"), sign: "3", want: "3"},
		{row: kit.On("", "undo", "", do), sign: "⌫", want: "backspace"},
		{row: kit.On("", "far-up", "", do), sign: "↑", want: "shift+up"},
		{row: kit.On("", "toggle", "", do), sign: "a", want: "space"},
		{row: kit.Arrows("", "", nil), sign: "↓", want: "down"},
		{row: kit.Arrows("", "", nil), sign: "→", want: "right"},
		{row: kit.Words("↑↓", ""), sign: "↑", want: "up"},
		{row: kit.Words("↑↓", ""), sign: "↓", want: "down"},
		{row: kit.Words("←→", ""), sign: "←", want: "left"},
		{row: kit.Words("←→", ""), sign: "", want: ""},
		{row: kit.Words("ctrl+u", ""), sign: "c", want: ""},
		{row: kit.Any(do), sign: "", want: ""},
	} {
		if name, ok := c.row.Hit(c.sign); name != c.want || ok != (c.want != "") {
			t.Errorf("a click on %q of %q presses %q, %v, want %q", c.sign, c.row.Help().Key, name, ok, c.want)
		}
	}
}
