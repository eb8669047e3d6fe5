package tui

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// knob is one row of a tab's table of settings; T holds what the knobs set.
type knob[T any] struct {
	name string
	help string // what it does, in one line

	show  func(T) string
	turn  func(v *T, by int, big bool) // one step down (-1) or up (1)
	level func(T) float64              // where in its range it stands, 0 to 1
}

// knobs is the table with its cursor.
type knobs[T any] struct {
	rows   []knob[T]
	at     int
	hidden map[string]bool // by name, see hide.go
}

// update answers the keys of the table: it reports whether v changed.
func (k *knobs[T]) update(msg tea.KeyPressMsg, v *T) (changed bool) {
	switch {
	case key.Matches(msg, keys.Up):
		k.step(-1)
	case key.Matches(msg, keys.Down):
		k.step(1)
	case k.hidden[k.chosen().name]: // all are
	case key.Matches(msg, keys.Left):
		k.rows[k.at].turn(v, -1, false)
		return true
	case key.Matches(msg, keys.Right):
		k.rows[k.at].turn(v, 1, false)
		return true
	case key.Matches(msg, keys.BigLeft):
		k.rows[k.at].turn(v, -1, true)
		return true
	case key.Matches(msg, keys.BigRight):
		k.rows[k.at].turn(v, 1, true)
		return true
	}
	return false
}

// chosen returns the row under the cursor.
func (k *knobs[T]) chosen() knob[T] { return k.rows[k.at] }

// words says what the chosen knob does, and nothing where all are hidden.
func (k *knobs[T]) words() string {
	if k.hidden[k.chosen().name] {
		return ""
	}
	return k.chosen().name + ": " + k.chosen().help + "."
}

// view draws the table, a line a knob, scrolled so that the cursor is seen.
func (k *knobs[T]) view(f frame, v T) string {
	rows, at := k.shown()
	first := min(max(0, at-f.height+1), max(0, len(rows)-f.height))
	var lines []string
	for i := first; i < len(rows) && len(lines) < f.height; i++ {
		lines = append(lines, rows[i].line(f, v, i == at))
	}
	return strings.Join(lines, "\n")
}

// place says which row of a table that is scrolled the cursor is on.
func (k *knobs[T]) place(f frame) string {
	rows, at := k.shown()
	if f.height-2 >= len(rows) {
		return ""
	}
	return f.theme.dimmed(strconv.Itoa(at+1) + " of " + strconv.Itoa(len(rows)))
}

func (k knob[T]) line(f frame, v T, chosen bool) string {
	const nameWidth, valueWidth = 15, 11
	value := k.show(v)
	pad := strings.Repeat(" ", max(0, valueWidth-ansi.StringWidth(value)))
	bar := f.bar(max(0, f.width-nameWidth-valueWidth-8), k.level(v), chosen)
	if chosen {
		bold := f.theme.accent.style().Bold(true).Render
		return " " + bold(fitLine("▸ "+k.name, nameWidth)+pad+"◂ "+value+" ▸") + " " + bar
	}
	return " " + fitLine("  "+k.name, nameWidth) + pad + "  " + value + "   " + bar
}

// bar draws a level from 0 to 1.
func (f frame) bar(width int, level float64, chosen bool) string {
	if width < 4 || math.IsNaN(level) {
		return ""
	}
	full := int(math.Round(min(max(level, 0), 1) * float64(width)))
	hue := f.theme.dim
	if chosen {
		hue = f.theme.accent
	}
	return hue.style().Render(strings.Repeat("━", full)) + f.theme.border.style().Render(strings.Repeat("─", width-full))
}

// linear is a knob that goes from low to high in equal steps. p finds the
// number in T.
func linear[T any](name, help string, p func(*T) *float64, low, high, step, big float64) knob[T] {
	return knob[T]{
		name: name, help: help,
		show:  func(v T) string { return number(*p(&v)) },
		level: func(v T) float64 { return (*p(&v) - low) / (high - low) },
		turn: func(v *T, by int, isBig bool) {
			s := step
			if isBig {
				s = big
			}
			x := p(v)
			*x = tidy(min(max(math.Round(*x/step)*step+float64(by)*s, low), high))
		},
	}
}

// mantissas are the stops of a logarithmic knob in each decade.
var mantissas = []float64{1, 1.5, 2, 3, 5, 7}

// logarithmic is a knob that goes from low to high, powers of ten, through
// round numbers; a big step is a decade. With zero it also has the stop 0,
// below low.
func logarithmic[T any](name, help string, p func(*T) *float64, low, high float64, zero bool) knob[T] {
	floor := low
	if zero {
		floor = 0
	}
	return knob[T]{
		name: name, help: help,
		show: func(v T) string { return number(*p(&v)) },
		level: func(v T) float64 {
			return math.Log(max(*p(&v), low)/low) / math.Log(high/low)
		},
		turn: func(v *T, by int, isBig bool) {
			x := p(v)
			switch {
			case by < 0 && *x <= low:
				*x = floor
			case *x < low:
				*x = low
			case isBig:
				*x = tidy(min(max(*x*math.Pow10(by), low), high))
			default:
				*x = tidy(min(max(nextStop(*x, by), low), high))
			}
		},
	}
}

// nextStop returns the nearest stop of mantissas below or above x > 0.
func nextStop(x float64, by int) float64 {
	decade := math.Pow10(int(math.Floor(math.Log10(x))))
	stops := append(slices.Clone(mantissas), 10, 0.7)
	for i := range stops {
		stops[i] = tidy(stops[i] * decade)
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

// whole is a knob for an integer from low to high.
func whole[T any](name, help string, p func(*T) *int, low, high, step, big int) knob[T] {
	return knob[T]{
		name: name, help: help,
		show:  func(v T) string { return strconv.Itoa(*p(&v)) },
		level: func(v T) float64 { return math.Log(float64(*p(&v)-low+1)) / math.Log(float64(high-low+1)) },
		turn: func(v *T, by int, isBig bool) {
			s := step
			if isBig {
				s = big
			}
			x := p(v)
			*x = min(max(*x+by*s, low), high)
		},
	}
}

// seedKnob is a knob for the seed of a generator.
func seedKnob[T any](name, help string, p func(*T) *uint64) knob[T] {
	return knob[T]{
		name: name, help: help,
		show:  func(v T) string { return strconv.FormatUint(*p(&v), 10) },
		level: func(T) float64 { return math.NaN() },
		turn: func(v *T, by int, isBig bool) {
			if isBig {
				by *= 1000
			}
			*p(v) += uint64(by) // around the end, as seeds have no order
		},
	}
}

// choice is a knob for one of several values. at finds the value of T among
// them, or -1; set puts the i-th in.
func choice[T any](name, help string, labels []string, at func(T) int, set func(v *T, i int)) knob[T] {
	n := len(labels)
	return knob[T]{
		name: name, help: help,
		show: func(v T) string {
			if i := at(v); i >= 0 {
				return labels[i]
			}
			return "custom"
		},
		level: func(v T) float64 { return math.NaN() },
		turn: func(v *T, by int, isBig bool) {
			i := at(*v) + by
			if at(*v) < 0 && by < 0 {
				i = n - 1
			}
			set(v, (i+n)%n)
		},
	}
}

// only returns k with a dash in place of its value, and without effect, where
// nothing depends on it.
func only[T any](used func(T) bool, k knob[T]) knob[T] {
	show, level, turn := k.show, k.level, k.turn
	k.show = func(v T) string {
		if !used(v) {
			return "-"
		}
		return show(v)
	}
	k.level = func(v T) float64 {
		if !used(v) {
			return math.NaN()
		}
		return level(v)
	}
	k.turn = func(v *T, by int, isBig bool) {
		if used(*v) {
			turn(v, by, isBig)
		}
	}
	return k
}

// text is a choice whose value is its label.
func text[T any](name, help string, labels []string, p func(*T) *string) knob[T] {
	return choice(name, help, labels,
		func(v T) int { return slices.Index(labels, *p(&v)) },
		func(v *T, i int) { *p(v) = labels[i] })
}

// tidy rounds away the last digits, which a sum of decimal steps gets wrong:
// 0.315 is then the number that 0.315 stands for.
func tidy(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// number shows a setting in at most ten characters.
func number(x float64) string {
	if x == 0 {
		return "0" // and not -0
	}
	return strconv.FormatFloat(x, 'g', 5, 64)
}
