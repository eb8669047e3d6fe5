package training

import (
	"strings"
	"testing"

	"nntui/tui/kit/stage"
)

// In every view, dialog and mode each row has keys of the table of meanings, and
// can be pressed, but for those that another of the moment means to replace.
func TestKeys_reached(t *testing.T) {
	var a stage.Answered
	add := func(state string, tab *Tab) { a.Add(t, state, tab.Keys()) }
	for _, size := range [][2]int{{80, 21}, {200, 57}} {
		for _, view := range views {
			for _, keys := range []string{"", "z", "}", "z }", "l", "enter"} {
				tab := made(30)
				tab.view, tab.digits.all, tab.frame = view.name, true, frame(size[0], size[1])
				tab.runner.Snapshot.Detail.Weights = madeWeights(400)
				for name := range strings.FieldsSeq(keys) {
					if row, ok := tab.Keys().Find(stage.Key(name)); ok {
						row.Do(stage.Key(name))
					}
				}
				add(view.name+" after "+keys, tab)
			}
		}
	}
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Tab.folder = t.TempDir()
		for _, keys := range []string{"p", "n", "n down", "s", "o", "s enter o", "u", "R R u", "R u down", "R R u m", "R R u m down"} {
			s.Press(strings.Fields(keys)...)
			add("after "+keys, s.Tab)
			s.Press("esc")
		}
	})
	a.Check(t,
		"back-one on-one: crosshair", "back-ten on-ten: ten at once", // pages of a list, digits of the test
		"back: no crosshair") // first out of the full screen
}
