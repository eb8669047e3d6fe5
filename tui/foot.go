package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/tui/kit"
)

// footGap is between two keys of the line at the bottom.
const footGap = 2

// feet are the keys of the line at the bottom: what leads out of everything,
// and then the keys of the moment.
func (a *App) feet() kit.Keys {
	own, common := a.own().Without(a.taught.Hidden), a.everywhere()
	if common = own.Left(common); a.sheet != nil {
		common = kit.Keys{kit.Mute()}.Left(common)
	}
	common = slices.DeleteFunc(slices.Clone(common), func(row kit.Key) bool {
		_, answered := own.Find(kit.Press(row.Binding.Keys()[0]))
		return answered // by what has the keys
	})
	return slices.Concat(common.Feet(false), own.Feet(false), own.Feet(true), common.Feet(true))
}

// keyLine is the line of keys at the bottom.
func (a *App) keyLine(f kit.Frame) string {
	var b strings.Builder
	for _, row := range a.feet() {
		if b.Len() > 0 {
			b.WriteString(kit.Blank(footGap))
		}
		b.WriteString(f.Theme.Bold(row.Help().Key) + " " + f.Theme.Dimmed(row.Foot))
	}
	return kit.FitLine(ansi.Truncate(" "+b.String(), f.Width-1, f.Theme.Dimmed("…")), f.Width)
}

// footAt returns the key to press where the line at the bottom is clicked: of a
// row for several keys the one that was hit.
func (a *App) footAt(x int) (name string, ok bool) {
	at := 1
	for _, row := range a.feet() {
		sign := row.Help().Key
		end := at + ansi.StringWidth(sign+" "+row.Foot)
		if x >= at && x < end {
			hit := ansi.Strip(ansi.Cut(sign, x-at, x-at+1))
			return row.Hit(hit)
		}
		at = end + footGap
	}
	return "", false
}

// label is a tab in the header.
func (a *App) label(i int) string { return " " + string(rune('1'+i)) + " " + a.tabs[i].Title() + " " }

// tabAt returns the tab whose label is at a column of the header.
func (a *App) tabAt(x int) (tab int, ok bool) {
	at := len(" nntui ")
	for i := range a.tabs {
		at++
		if end := at + ansi.StringWidth(a.label(i)); x >= at && x < end {
			return i, true
		} else {
			at = end
		}
	}
	return 0, false
}

// clickFrame does what a click on the header or the line of keys asks for.
func (a *App) clickFrame(m tea.Mouse) tea.Cmd {
	switch y := m.Y; {
	case m.Button != tea.MouseLeft:
	case y == 0 && !a.modal():
		if i, ok := a.tabAt(m.X); ok {
			a.note = ""
			return a.open(i)
		}
	case y == a.frame.Height-1:
		if name, ok := a.footAt(m.X); ok {
			return a.press(kit.Press(name))
		}
	}
	return nil
}

// modal reports whether something has all keys until it is done.
func (a *App) modal() bool { return a.sheet != nil || a.own().Modal() }
