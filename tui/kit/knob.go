package kit

import (
	"cmp"
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

	at   int
	lean int // as that of a List
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
			if s, _ := k.Setting(); s.Unused() != "" {
				return // and nothing that follows a turn
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
	if why := s.Unused(); why != "" {
		return s.Label + ": " + why + "."
	}
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
	from, to := List{at, k.lean}.Window(len(rows), f.Height)
	var lines []string
	for i := from; i < to; i++ {
		lines = append(lines, f.knob(rows[i], i == at))
	}
	return strings.Join(lines, "\n")
}

// Mouse does what the mouse does on the table in a frame: a click chooses a
// knob, and so does the wheel, which turns it. It returns the key that does the
// rest, "" for none, and whether there is a knob.
func (k *Knobs) Mouse(f Frame, msg tea.MouseMsg) (key string, hit bool) {
	m, wheel := msg.Mouse(), Wheeled(msg)
	s, ok := k.under(f, m)
	if !ok || wheel == 0 && !Clicks(msg) {
		return "", false
	}
	rows, at := k.shown()
	list := List{at, k.lean}
	again := list.Mouse(tea.MouseClickMsg(tea.Mouse{Y: m.Y, Button: tea.MouseLeft}), len(rows), f.Height)
	k.at, k.lean = k.index(s.Name), list.Lean
	switch {
	case wheel != 0 && m.Mod.Contains(tea.ModShift):
		return map[int]string{-1: "shift+right", 1: "shift+left"}[wheel], true
	case wheel != 0:
		return map[int]string{-1: "right", 1: "left"}[wheel], true
	case again:
		return signAt(s, m.X), true
	}
	return "", true
}

// under returns the knob in a line of the table in a frame.
func (k *Knobs) under(f Frame, m tea.Mouse) (s setting.Setting, ok bool) {
	rows, at := k.shown()
	if i := (List{at, k.lean}).Line(m.Y, len(rows), f.Height); i >= 0 && f.Holds(m) {
		return rows[i], true
	}
	return s, false
}

// Hover says what the knob under the pointer does, "" where there is none.
func (k *Knobs) Hover(f Frame, m tea.Mouse) string {
	s, ok := k.under(f, m)
	if !ok {
		return ""
	}
	return s.Label + ": " + cmp.Or(s.Unused(), s.Help) + "."
}

// signAt returns the key for a column of the chosen knob's row: that of an
// arrow, or the one that types the value, "" beside them.
func signAt(s setting.Setting, x int) string {
	const arrow = 2 // cells, with the blank beside it
	_, _, down := columns(s.Show())
	value := down + arrow
	up := value + ansi.StringWidth(s.Show())
	switch {
	case x >= down && x < value:
		return "left"
	case x >= value && x < up:
		return "="
	case x >= up && x < up+arrow:
		return "right"
	}
	return ""
}

// columns says how wide the name of a knob is and how wide its value, and in
// which column the arrow before that stands. A long value takes room from the
// name.
func columns(value string) (name, width, arrow int) {
	const both = 26
	width = max(11, ansi.StringWidth(value))
	name = both - width
	return name, width, 1 + name + width - ansi.StringWidth(value)
}

// knob draws a row of the table.
func (f Frame) knob(s setting.Setting, chosen bool) string {
	value := s.Show()
	nameWidth, valueWidth, _ := columns(value)
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
