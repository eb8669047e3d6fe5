package kit

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// A Meaning is what a key means, wherever it means something: no tab gives it
// another. Rows of tables of keys name meanings, never keys.
type Meaning struct {
	Name  string
	Keys  string // as Bubble Tea names them, with blanks between; the first is shown
	Words string // what it does, in general
	Group string // of Groups
}

// Groups are what one wants to do with keys, in the order of the help.
var Groups = []string{"Move", "Change", "See", "Keep"}

// Meanings is the table of keys, in the order of the help.
var Meanings = []Meaning{
	{"above", "up k", "knob or row above", "Move"},
	{"below", "down j", "knob or row below", "Move"},
	{"page-up", "pgup ctrl+u", "page up", "Move"},
	{"page-down", "pgdown ctrl+d", "page down", "Move"},
	{"first", "home", "first row, step or page", "Move"},
	{"last", "end", "last row, step or page", "Move"},
	{"back-one", "[", "one back: crosshair, step, page, tensor, digit", "Move"},
	{"on-one", "]", "one on", "Move"},
	{"back-ten", "{", "ten back", "Move"},
	{"on-ten", "}", "ten on", "Move"},
	{"cursor", "c", "cursor in the picture", "Move"},
	{"enter", "enter", "go in: open or take what is chosen", "Move"},
	{"back", "esc", "back", "Move"},
	{"next-tab", "tab", "next tab", "Move"},
	{"previous-tab", "shift+tab", "previous tab", "Move"},
	{"tabs", "1 2 3 4 5 6 7 8 9", "the tab of that number", "Move"},

	{"left", "left", "turn a knob down; to the left", "Change"},
	{"right", "right", "turn it up; to the right", "Change"},
	{"far-left", "shift+left", "down in big steps", "Change"},
	{"far-right", "shift+right", "up in big steps", "Change"},
	{"far-up", "shift+up", "far up; move a row up", "Change"},
	{"far-down", "shift+down", "far down; move a row down", "Change"},
	{"type", "=", "type the value of the chosen knob", "Change"},
	{"undo", "backspace", "undo the last change", "Change"},
	{"redo", "ctrl+r", "do again what was undone", "Change"},
	{"toggle", "space", "on or off: play, show, ink", "Change"},
	{"step-on", ".", "one step or batch on", "Change"},
	{"step-back", ",", "one step back", "Change"},
	{"restart", "r", "begin anew", "Change"},
	{"redraw", "R", "new seed", "Change"},
	{"function", "f", "a function of your own", "Change"},
	{"live", "l", "knobs act on the running net", "Change"},
	{"remedy", "H", "take the remedy that helps", "Change"},
	{"presets", "p", "presets", "Change"},
	{"net", "n", "the net, layer by layer; there a new layer", "Change"},
	{"fault", "F", "plant a fault", "Change"},
	{"delete", "d delete", "delete what is chosen", "Change"},

	{"view", "v", "next view", "See"},
	{"view-before", "V", "view before", "See"},
	{"full", "z", "full screen", "See"},
	{"zoom-in", "+", "zoom in", "See"},
	{"zoom-out", "-", "zoom out", "See"},
	{"whole", "0", "the whole picture", "See"},
	{"stretch", ">", "zoom in along a curve", "See"},
	{"squeeze", "<", "zoom out along a curve", "See"},
	{"raise", ")", "zoom in on its values", "See"},
	{"lower", "(", "zoom out on its values", "See"},
	{"log", "a", "logarithmic or linear axis of the values", "See"},
	{"log-along", "A", "logarithmic or linear axis along a curve", "See"},
	{"axes", "x", "other axes", "See"},
	{"axes-up", "X", "another axis upward", "See"},
	{"basins", "b", "basins", "See"},
	{"tuning", "t", "tuning map", "See"},
	{"ends", "E", "end states", "See"},
	{"theory", "T", "theory", "See"},
	{"levels", "i", "spacing of the levels", "See"},
	{"downhill", "D", "arrows downhill", "See"},
	{"swap", "w", "curve or numbers, where both have no room", "See"},
	{"mean", "m", "smoothing, mean over seeds", "See"},
	{"ghosts", "G", "earlier runs", "See"},
	{"order", "O", "order of a table", "See"},
	{"search", "/", "search or filter", "See"},
	{"curves", "C", "curves in dots or by asciigraph", "See"},

	{"save", "s", "save the run", "Keep"},
	{"open", "o", "open what was saved, go on with what waits", "Keep"},
	{"runs", "u", "table of runs", "Keep"},
	{"export", "e", "export to a file", "Keep"},
	{"share", "y", "command line of this screen", "Keep"},
	{"guide", "g", "guide", "Keep"},
	{"palette", ": ctrl+p", "palette: find all that can be done", "Keep"},
	{"help", "?", "help, on the chosen knob first", "Keep"},
	{"suspend", "ctrl+z", "suspend; fg comes back", "Keep"},
	{"quit", "q", "quit", "Keep"},
	{"interrupt", "ctrl+c", "quit, from everywhere", "Keep"},
}

// Of the guide, which has no group: what its choices are called.
var choices = []Meaning{{Name: "predict", Keys: "a b c d", Words: "predict"}, {Name: "unplayed", Keys: "!", Words: "answer unplayed"}}

// MeaningOf returns the meaning of that name. A name that has none is a
// programmer's mistake.
func MeaningOf(name string) Meaning {
	for _, table := range [][]Meaning{Meanings, choices} {
		if i := slices.IndexFunc(table, func(m Meaning) bool { return m.Name == name }); i >= 0 {
			return table[i]
		}
	}
	panic("kit: no key means " + name)
}

// keysOf returns the keys of some meanings, whose names have blanks between.
func keysOf(names string) (keys []string) {
	for name := range strings.FieldsSeq(names) {
		keys = append(keys, strings.Fields(MeaningOf(name).Keys)...)
	}
	return keys
}

// PressOf returns the press of the first key of a meaning.
func PressOf(name string) tea.KeyPressMsg { return Press(keysOf(name)[0]) }

// Sign is how people read the first key of a meaning.
func Sign(name string) string { return signs.Replace(keysOf(name)[0]) }

// Signs are how people read all keys of the meaning.
func (m Meaning) Signs() string { return signs.Replace(m.Keys) }
