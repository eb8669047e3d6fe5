package descent

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"nntui/tui/kit/stage"
)

// In every view and mode each row has keys of the table of meanings, and can be
// pressed, but for those that another of the moment means to replace.
func TestKeys_reached(t *testing.T) {
	var a stage.Answered
	for _, size := range [][2]int{{60, 15}, {80, 21}, {200, 57}} {
		for _, view := range views() {
			for _, keys := range []string{"", "c", "z", "c z", "f"} {
				s := still(race(snapshot()), size[0], size[1], colorprofile.ANSI256)
				s.Tab.show(view.name)
				s.Resize(s.Frame)
				fillBasins(s)
				fillTuning(s)
				fillEnds(s)
				s.Tab.knobs.Point("step")
				s.Press(strings.Fields(keys)...)
				a.Add(t, view.name+" after "+keys, s.Tab.Keys())
			}
		}
	}
	a.Check(t, // the end states' own, while the knob that is across is chosen
		"left: turn down", "right: turn up", "far-left: down, big steps", "far-right: up, big steps",
		"whole: whole map and curve, then the path") // and always
}
