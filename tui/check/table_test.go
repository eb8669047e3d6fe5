package check

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"nntui/tui/kit/stage"
)

// In every view, in the picture or out of it, each row has keys of the table of
// meanings, and can be pressed.
func TestKeys_reached(t *testing.T) {
	var a stage.Answered
	for _, view := range views() {
		for _, keys := range []string{"", "enter", "z", "> )"} {
			s := still(snapshot(), 80, 21, colorprofile.ANSI256)
			s.Tab.view = view.name
			s.Press(strings.Fields(keys)...)
			a.Add(t, view.name+" after "+keys, s.Tab.Keys())
		}
	}
	a.Check(t)
}
