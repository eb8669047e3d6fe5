package kit

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Knob is one row of a tab's table of settings; T holds what the knobs set.
type Knob[T any] struct {
	Name string
	Help string // what it does, in one line

	Show  func(T) string
	Turn  func(v *T, by int, big bool) // one step down (-1) or up (1)
	Level func(T) float64              // where in its range it stands, 0 to 1
}

// Knobs is the table with its cursor.
type Knobs[T any] struct {
	Rows   []Knob[T]
	at     int
	Hidden Hidden // by name, see hide.go
}

// Update answers the keys of the table: it reports whether v changed.
func (k *Knobs[T]) Update(msg tea.KeyPressMsg, v *T) (changed bool) {
	switch {
	case key.Matches(msg, Bound.Up):
		k.step(-1)
	case key.Matches(msg, Bound.Down):
		k.step(1)
	case k.Hidden[k.chosen().Name]: // all are
	case key.Matches(msg, Bound.Left):
		k.Rows[k.at].Turn(v, -1, false)
		return true
	case key.Matches(msg, Bound.Right):
		k.Rows[k.at].Turn(v, 1, false)
		return true
	case key.Matches(msg, Bound.BigLeft):
		k.Rows[k.at].Turn(v, -1, true)
		return true
	case key.Matches(msg, Bound.BigRight):
		k.Rows[k.at].Turn(v, 1, true)
		return true
	}
	return false
}

// Keys are the keys that move over the knobs and turn them. moved is called
// after a move and turned, with the knob's name, after a turn; either may be
// nil.
func (k *Knobs[T]) Keys(v *T, moved func(), turned func(name string)) Keys {
	move := func(by int) func(tea.KeyPressMsg) tea.Cmd {
		return Do(func() {
			if k.step(by); moved != nil {
				moved()
			}
		})
	}
	turn := func(by int, big bool) func(tea.KeyPressMsg) tea.Cmd {
		return Do(func() {
			row := k.chosen()
			if k.Hidden[row.Name] { // all are
				return
			}
			if row.Turn(v, by, big); turned != nil {
				turned(row.Name)
			}
		})
	}
	return Keys{
		Words("↑↓", "choose"), Words("←→", "change"),
		On("knob-above", "up k", "knob above", move(-1)), On("knob-below", "down j", "knob below", move(1)),
		On("turn-down", "left h", "turn down", turn(-1, false)), On("turn-up", "right l", "turn up", turn(1, false)),
		On("turn-far-down", "shift+left H", "down, big steps", turn(-1, true)).Sign("shift+←"),
		On("turn-far-up", "shift+right L", "up, big steps", turn(1, true)).Sign("shift+→"),
	}
}

// chosen returns the row under the cursor.
func (k *Knobs[T]) chosen() Knob[T] { return k.Rows[k.at] }

// Words says what the chosen knob does, and nothing where all are hidden.
func (k *Knobs[T]) Words() string {
	if k.Hidden[k.chosen().Name] {
		return ""
	}
	return k.chosen().Name + ": " + k.chosen().Help + "."
}

// View draws the table, a line a knob, scrolled so that the cursor is seen.
func (k *Knobs[T]) View(f Frame, v T) string {
	rows, at := k.Shown()
	first := min(max(0, at-f.Height+1), max(0, len(rows)-f.Height))
	var lines []string
	for i := first; i < len(rows) && len(lines) < f.Height; i++ {
		lines = append(lines, rows[i].line(f, v, i == at))
	}
	return strings.Join(lines, "\n")
}

// Place says which row of a table that is scrolled the cursor is on.
func (k *Knobs[T]) Place(f Frame) string {
	rows, at := k.Shown()
	if f.Height-2 >= len(rows) {
		return ""
	}
	return f.Theme.Dimmed(strconv.Itoa(at+1) + " of " + strconv.Itoa(len(rows)))
}

func (k Knob[T]) line(f Frame, v T, chosen bool) string {
	const nameWidth, valueWidth = 15, 11
	value := k.Show(v)
	pad := strings.Repeat(" ", max(0, valueWidth-ansi.StringWidth(value)))
	bar := f.bar(max(0, f.Width-nameWidth-valueWidth-8), k.Level(v), chosen)
	if chosen {
		bold := f.Theme.Accent.Style().Bold(true).Render
		return " " + bold(FitLine("▸ "+k.Name, nameWidth)+pad+"◂ "+value+" ▸") + " " + bar
	}
	return " " + FitLine("  "+k.Name, nameWidth) + pad + "  " + value + "   " + bar
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

// Linear is a knob that goes from low to high in equal steps. p finds the
// number in T.
func Linear[T any](name, help string, p func(*T) *float64, low, high, step, big float64) Knob[T] {
	return Knob[T]{
		Name: name, Help: help,
		Show:  func(v T) string { return Number(*p(&v)) },
		Level: func(v T) float64 { return (*p(&v) - low) / (high - low) },
		Turn: func(v *T, by int, isBig bool) {
			s := step
			if isBig {
				s = big
			}
			x := p(v)
			*x = Tidy(min(max(math.Round(*x/step)*step+float64(by)*s, low), high))
		},
	}
}

// mantissas are the stops of a logarithmic knob in each decade.
var mantissas = []float64{1, 1.5, 2, 3, 5, 7}

// Logarithmic is a knob that goes from low to high, powers of ten, through
// round numbers; a big step is a decade. With zero it also has the stop 0,
// below low.
func Logarithmic[T any](name, help string, p func(*T) *float64, low, high float64, zero bool) Knob[T] {
	floor := low
	if zero {
		floor = 0
	}
	return Knob[T]{
		Name: name, Help: help,
		Show: func(v T) string { return Number(*p(&v)) },
		Level: func(v T) float64 {
			return math.Log(max(*p(&v), low)/low) / math.Log(high/low)
		},
		Turn: func(v *T, by int, isBig bool) {
			x := p(v)
			switch {
			case by < 0 && *x <= low:
				*x = floor
			case *x < low:
				*x = low
			case isBig:
				*x = Tidy(min(max(*x*math.Pow10(by), low), high))
			default:
				*x = Tidy(min(max(nextStop(*x, by), low), high))
			}
		},
	}
}

// nextStop returns the nearest stop of mantissas below or above x > 0.
func nextStop(x float64, by int) float64 {
	decade := math.Pow10(int(math.Floor(math.Log10(x))))
	stops := append(slices.Clone(mantissas), 10, 0.7)
	for i := range stops {
		stops[i] = Tidy(stops[i] * decade)
	}
	slices.Sort(stops)
	if by > 0 {
		i := slices.IndexFunc(stops, func(s float64) bool { return s > x*(1+1e-9) })
		return stops[i]
	}
	slices.Reverse(stops)
	i := slices.IndexFunc(stops, func(s float64) bool { return s < x*(1-1e-9) })
	return stops[i]
}

// Whole is a knob for an integer from low to high.
func Whole[T any](name, help string, p func(*T) *int, low, high, step, big int) Knob[T] {
	return Knob[T]{
		Name: name, Help: help,
		Show:  func(v T) string { return strconv.Itoa(*p(&v)) },
		Level: func(v T) float64 { return math.Log(float64(*p(&v)-low+1)) / math.Log(float64(high-low+1)) },
		Turn: func(v *T, by int, isBig bool) {
			s := step
			if isBig {
				s = big
			}
			x := p(v)
			*x = min(max(*x+by*s, low), high)
		},
	}
}

// SeedKnob is a knob for the seed of a generator.
func SeedKnob[T any](name, help string, p func(*T) *uint64) Knob[T] {
	return Knob[T]{
		Name: name, Help: help,
		Show:  func(v T) string { return strconv.FormatUint(*p(&v), 10) },
		Level: func(T) float64 { return math.NaN() },
		Turn: func(v *T, by int, isBig bool) {
			if isBig {
				by *= 1000
			}
			*p(v) += uint64(by) // around the end, as seeds have no order
		},
	}
}

// Choice is a knob for one of several values. at finds the value of T among
// them, or -1; set puts the i-th in.
func Choice[T any](name, help string, labels []string, at func(T) int, set func(v *T, i int)) Knob[T] {
	n := len(labels)
	return Knob[T]{
		Name: name, Help: help,
		Show: func(v T) string {
			if i := at(v); i >= 0 {
				return labels[i]
			}
			return "custom"
		},
		Level: func(v T) float64 { return math.NaN() },
		Turn: func(v *T, by int, isBig bool) {
			i := at(*v) + by
			if at(*v) < 0 && by < 0 {
				i = n - 1
			}
			set(v, (i+n)%n)
		},
	}
}

// Only returns k with a dash in place of its value, and without effect, where
// nothing depends on it.
func Only[T any](used func(T) bool, k Knob[T]) Knob[T] {
	show, level, turn := k.Show, k.Level, k.Turn
	k.Show = func(v T) string {
		if !used(v) {
			return "-"
		}
		return show(v)
	}
	k.Level = func(v T) float64 {
		if !used(v) {
			return math.NaN()
		}
		return level(v)
	}
	k.Turn = func(v *T, by int, isBig bool) {
		if used(*v) {
			turn(v, by, isBig)
		}
	}
	return k
}

// Text is a choice whose value is its label.
func Text[T any](name, help string, labels []string, p func(*T) *string) Knob[T] {
	return Choice(name, help, labels,
		func(v T) int { return slices.Index(labels, *p(&v)) },
		func(v *T, i int) { *p(v) = labels[i] })
}

// Tidy rounds away the last digits, which a sum of decimal steps gets wrong:
// 0.315 is then the number that 0.315 stands for.
func Tidy(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// Number shows a setting in at most ten characters.
func Number(x float64) string {
	if x == 0 {
		return "0" // and not -0
	}
	return strconv.FormatFloat(x, 'g', 5, 64)
}
