package kit

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// A Key is one row of a table of keys. What a press does, the line of keys at
// the bottom and the help are all made of the same rows. Tables are made anew
// for each question, so that a row says how things stand now.
type Key struct {
	ID  string // by which a lesson hides it; empty for what always stays
	Off bool   // does it mean nothing now? It is in the help all the same

	Means       string // names of Meanings
	key.Binding        // the keys and, for the help, their sign and what they do
	Foot        string // what it does in the line at the bottom; empty for not there
	Late        bool   // does it stand at the end of that line?

	beside, adds string // the name of a setting, and what the key adds to its knob, in words

	// Do does it. A row without Do only stands for others, in words.
	Do func(tea.KeyPressMsg) tea.Cmd
}

// On returns a row for the keys of [Meanings] of these names, with blanks
// between; the first key is what the help shows. The row has an ID if a lesson
// can hide it.
func On(id, means, words string, do func(tea.KeyPressMsg) tea.Cmd) Key {
	keys := keysOf(means)
	return Key{ID: id, Means: means, Binding: key.NewBinding(key.WithKeys(keys...), key.WithHelp(signs.Replace(keys[0]), words)), Do: do}
}

// signs are the names of keys as they are written for people.
var signs = strings.NewReplacer("pgup", "pgup", "up", "↑", "down", "↓", "left", "←", "right", "→",
	"pgdown", "pgdn", "backspace", "⌫", "delete", "del")

// Sign returns the row under another sign: one that stands for several keys.
func (k Key) Sign(sign string) Key {
	k.SetHelp(sign, k.Help().Desc)
	return k
}

// InFoot returns the row with words for the line at the bottom.
func (k Key) InFoot(words string) Key {
	k.Foot = words
	return k
}

// FootIf returns the row with words at the bottom, those of the help where it
// has no others, or not there.
func (k Key) FootIf(on bool) Key {
	switch {
	case !on:
		k.Foot = ""
	case k.Foot == "":
		k.Foot = k.Help().Desc
	}
	return k
}

// LateIf returns the row with its words at the end of that line, or not.
func (k Key) LateIf(late bool) Key {
	k.Late = late
	return k
}

// AtEnd returns the row with words for the end of that line.
func (k Key) AtEnd(words string) Key {
	k.Foot, k.Late = words, true
	return k
}

// If returns the row, off unless it means something now.
func (k Key) If(now bool) Key {
	k.Off = k.Off || !now
	return k
}

// Beside returns the row with what the key adds to the knob of a setting:
// "types another" is read after the knob's help and the key's sign.
func (k Key) Beside(setting, words string) Key {
	k.beside, k.adds = setting, words
	return k
}

// WhileTyping returns the row without the keys that write or edit, for where one
// types.
func (k Key) WhileTyping() Key {
	edits := func(name string) bool {
		return len(name) == 1 || slices.Contains([]string{"space", "backspace", "delete", "ctrl+u", "ctrl+d", "left", "right", "home", "end"}, name)
	}
	left := slices.DeleteFunc(slices.Clone(k.Binding.Keys()), edits)
	k.SetKeys(left...)
	k.Off = k.Off || len(left) == 0
	return k
}

// Words is a row that only says what other rows do.
func Words(sign, words string) Key {
	return Key{Binding: key.NewBinding(key.WithKeys(sign), key.WithHelp(sign, words)), Foot: words}
}

// Arrows is a row of all the keys that move something in two directions: by
// one, or by far with shift.
func Arrows(id, words string, move func(right, down int, far bool)) Key {
	return On(id, "left right above below far-left far-right far-up far-down", words,
		func(msg tea.KeyPressMsg) tea.Cmd {
			switch name, far := strings.CutPrefix(msg.String(), "shift+"); name {
			case "left":
				move(-1, 0, far)
			case "right":
				move(1, 0, far)
			case "up", "k":
				move(0, -1, far)
			case "down", "j":
				move(0, 1, far)
			}
			return nil
		}).Sign("↑↓←→")
}

// Any is a row that takes every key, as a line to type in does. It is in
// neither line nor help.
func Any(do func(tea.KeyPressMsg) tea.Cmd) Key { return Key{Do: do} }

// Mute is a row that takes every key and does nothing, but for those that lead
// out of everything: guide, help and quit.
func Mute() Key { return Key{Means: out, Do: func(tea.KeyPressMsg) tea.Cmd { return nil }} }

// out are the meanings of the keys that lead out of everything.
const out = "guide help quit"

// Do makes a handler of what needs neither the key nor a command.
func Do(f func()) func(tea.KeyPressMsg) tea.Cmd {
	return func(tea.KeyPressMsg) tea.Cmd { f(); return nil }
}

// Keys is a table of keys. The first row that matches a key has it.
type Keys []Key

// Find returns the row that answers a key now.
func (k Keys) Find(msg tea.KeyPressMsg) (Key, bool) {
	i := slices.IndexFunc(k, func(row Key) bool {
		if row.any() {
			return !row.Off && !slices.Contains(keysOf(row.Means), msg.String())
		}
		return !row.Off && row.Do != nil && key.Matches(msg, row.Binding)
	})
	if i < 0 {
		return Key{}, false
	}
	return k[i], true
}

func (k Key) any() bool { return k.Do != nil && len(k.Binding.Keys()) == 0 }

// If returns the table, off unless it means something now.
func (k Keys) If(now bool) Keys {
	k = slices.Clone(k)
	for i := range k {
		k[i] = k[i].If(now)
	}
	return k
}

// Sign returns the sign of the row with that ID, for a text that names the key.
func (k Keys) Sign(id string) string {
	i := slices.IndexFunc(k, func(row Key) bool { return row.ID == id })
	if i < 0 {
		return ""
	}
	return k[i].Help().Key
}

// Modal reports whether the table takes every key.
func (k Keys) Modal() bool { return slices.ContainsFunc(k, Key.any) }

// Left returns the rows of another table that are left where this one has the
// keys: all, those that lead out of everything, or none.
func (k Keys) Left(common Keys) Keys {
	i := slices.IndexFunc(k, Key.any)
	if i < 0 {
		return common
	}
	return slices.DeleteFunc(slices.Clone(common), func(row Key) bool { return !slices.Contains(strings.Fields(k[i].Means), row.Means) })
}

// Without returns the table without the rows that are hidden.
func (k Keys) Without(hidden Hidden) Keys {
	return slices.DeleteFunc(slices.Clone(k), func(row Key) bool { return hidden[row.ID] })
}

// Feet returns what the line at the bottom shows: the rows of its beginning or
// those of its end.
func (k Keys) Feet(late bool) (list Keys) {
	for _, row := range k {
		if row.Foot != "" && !row.Off && row.Late == late {
			list = append(list, row)
		}
	}
	return list
}

// Hidden is what a lesson hides, by the IDs of keys and knobs. The empty ID is
// never hidden.
type Hidden map[string]bool

// Press returns the press of a key by its name: "right", "shift+left", "space",
// "r".
func Press(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"tab": tea.KeyTab, "esc": tea.KeyEscape, "space": tea.KeySpace, "enter": tea.KeyEnter,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	}
	var k tea.Key
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		k.Mod, name = tea.ModCtrl, rest
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		k.Mod, name = tea.ModShift, rest
	}
	if code, ok := codes[name]; ok {
		if k.Code = code; code == tea.KeySpace {
			k.Text = " "
		}
		return tea.KeyPressMsg(k)
	}
	if k.Code = []rune(name)[0]; k.Mod == 0 {
		k.Text = name
	}
	return tea.KeyPressMsg(k)
}

// Pressed is a key of a tab's table on its way to the tab.
type Pressed struct {
	Key
	Msg tea.KeyPressMsg
}

// Do does what the row says.
func (p Pressed) Do() tea.Cmd { return p.Key.Do(p.Msg) }

// Hit returns the name of the key to press where the row's sign is clicked: the
// one whose sign was hit, or the first. Words that only stand for other rows
// have the key itself as their sign.
func (k Key) Hit(sign string) (name string, ok bool) {
	names := k.Binding.Keys()
	if k.Do == nil {
		names = keysOf("above below left right")
	}
	for _, name := range names {
		if signs.Replace(name) == sign {
			return name, true
		}
	}
	if k.Do == nil || len(names) == 0 {
		return "", false
	}
	return names[0], true
}
