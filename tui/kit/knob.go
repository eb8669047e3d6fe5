package kit

import (
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/setting"
)

// Knobs is a table of settings, a knob each, with a cursor.
type Knobs struct {
	Rows   []setting.Setting // those of a tab that have a knob
	Hidden Hidden            // by a lesson: those that are not in the table

	at int
}

// Keys are the keys that move over the knobs and turn them. moved is called
// after a move and turned, with the setting's name, after a turn; either may
// be nil.
func (k *Knobs) Keys(moved func(), turned func(name string)) Keys {
	move := func(by int) func(tea.KeyPressMsg) tea.Cmd {
		return Do(func() {
			if k.step(by); moved != nil {
				moved()
			}
		})
	}
	turn := func(by int, big bool) func(tea.KeyPressMsg) tea.Cmd {
		return Do(func() {
			name := k.Chosen()
			if name == "" {
				return
			}
			if k.Turn(name, by, big); turned != nil {
				turned(name)
			}
		})
	}
	return Keys{
		Words("↑↓", "choose"), Words("←→", "change"),
		On("knob-above", "above", "knob above", move(-1)), On("knob-below", "below", "knob below", move(1)),
		On("turn-down", "left", "turn down", turn(-1, false)), On("turn-up", "right", "turn up", turn(1, false)),
		On("turn-far-down", "far-left", "down, big steps", turn(-1, true)),
		On("turn-far-up", "far-right", "up, big steps", turn(1, true)),
	}
}

// Turn turns a knob.
func (k *Knobs) Turn(name string, by int, big bool) { k.Rows[k.index(name)].Turn(by, big) }

// Point puts the cursor on a knob or, where that is hidden, on the next that
// is not.
func (k *Knobs) Point(name string) {
	k.at = k.index(name) - 1
	k.step(1)
}

func (k *Knobs) index(name string) int {
	return slices.IndexFunc(k.Rows, func(s setting.Setting) bool { return s.Name == name })
}

// step moves the cursor by one knob that is shown, around the end.
func (k *Knobs) step(by int) {
	n := len(k.Rows)
	for range n {
		if k.at = (k.at + by + n) % n; !k.Hidden[k.Rows[k.at].Name] {
			return
		}
	}
}

// Hide hides the knobs of these names, and shows all others again.
func (k *Knobs) Hide(hidden Hidden) {
	k.Hidden = hidden
	k.Point(k.Rows[k.at].Name)
}

// Chosen returns the name of the setting under the cursor, "" where all are
// hidden.
func (k *Knobs) Chosen() string {
	if name := k.Rows[k.at].Name; !k.Hidden[name] {
		return name
	}
	return ""
}

// Setting returns the setting under the cursor, if one is shown.
func (k *Knobs) Setting() (s setting.Setting, ok bool) {
	return k.Rows[k.at], k.Chosen() != ""
}

// Words says what the chosen knob does, with what a key of the tab adds, and
// nothing where all are hidden.
func (k *Knobs) Words(keys Keys) string {
	if k.Chosen() == "" {
		return ""
	}
	s := k.Rows[k.at]
	text := s.Label + ": " + s.Help
	for _, row := range keys.Without(k.Hidden) {
		if row.beside == s.Name {
			text += "; " + row.Help().Key + " " + row.adds
		}
	}
	return text + "."
}

// shown lists the knobs that are not hidden, and says which of them the cursor
// is on: -1 where all are hidden.
func (k *Knobs) shown() (rows []setting.Setting, at int) {
	rows = make([]setting.Setting, 0, len(k.Rows))
	for i, s := range k.Rows {
		if i == k.at {
			at = len(rows)
		}
		if !k.Hidden[s.Name] {
			rows = append(rows, s)
		}
	}
	return rows, min(at, len(rows)-1)
}

// At returns which of how many knobs the cursor is on, from 1.
func (k *Knobs) At() (at, of int) {
	for i, s := range k.Rows {
		if !k.Hidden[s.Name] {
			of++
		}
		if i == k.at {
			at = of
		}
	}
	return at, of
}

// Height is the height of a panel that holds all knobs.
func (k *Knobs) Height() int {
	_, n := k.At()
	return n + 2
}

// View draws the table, a line a knob, scrolled so that the cursor is seen.
func (k *Knobs) View(f Frame) string {
	rows, at := k.shown()
	from, to := List{at}.Window(len(rows), f.Height)
	var lines []string
	for i := from; i < to; i++ {
		lines = append(lines, f.knob(rows[i], i == at))
	}
	return strings.Join(lines, "\n")
}

// knob draws a row of the table. A long value takes room from the name.
func (f Frame) knob(s setting.Setting, chosen bool) string {
	const both = 26
	value := s.Show()
	valueWidth := max(11, ansi.StringWidth(value))
	nameWidth := both - valueWidth
	pad := Blank(valueWidth - ansi.StringWidth(value))
	bar := f.bar(max(0, f.Width-nameWidth-valueWidth-8), s.Level(), chosen)
	if chosen {
		bold := f.Theme.Accent.Bold
		return " " + bold(FitLine("▸ "+s.Label, nameWidth)+pad+"◂ "+value+" ▸") + " " + bar
	}
	return "   " + FitLine(s.Label, nameWidth-2) + pad + "  " + value + "   " + bar
}

// bar draws a level from 0 to 1.
func (f Frame) bar(width int, level float64, chosen bool) string {
	if width < 4 || math.IsNaN(level) {
		return ""
	}
	full := int(math.Round(min(max(level, 0), 1) * float64(width)))
	hue := f.Theme.Dim
	if chosen {
		hue = f.Theme.Accent
	}
	return hue.Style().Render(strings.Repeat("━", full)) + f.Theme.Border.Style().Render(strings.Repeat("─", width-full))
}
