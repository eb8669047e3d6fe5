package setting

import (
	"math"
	"slices"
	"strconv"
)

// A Knob is how a setting stands in a table on a screen, and what a step up or
// down makes of it. Its functions are bound to the value, as Get and Set are.
type Knob struct {
	Label string // in the table; empty for a setting that has no knob
	Help  string // what it does, in one line
	Span  string // how far it goes: "0 to 1"; empty where it has no ends

	Show  func() string            // the value, in a few characters
	Level func() float64           // where in its range it stands, 0 to 1; NaN where it has none
	Turn  func(by int, isBig bool) // one step down (-1) or up (1)

	unused func() string // see Unused; nil of a knob that always counts
}

// Unused says why the knob does nothing now, "" where it does something.
func (k Knob) Unused() string {
	if k.unused == nil {
		return ""
	}
	return k.unused()
}

// Knobs returns the settings that have a knob.
func Knobs(settings []Setting) []Setting {
	return slices.DeleteFunc(slices.Clone(settings), func(s Setting) bool { return s.Label == "" })
}

// Turned gives a setting a knob that turns as that function does, and shows
// what Get returns.
func (s Setting) Turned(label, help string, turn func(by int, isBig bool)) Setting {
	s.Knob = Knob{Label: label, Help: help, Show: s.Get, Level: math.NaN, Turn: turn}
	return s
}

// numeric gives a setting for a number a knob.
func (s Setting) numeric(label, help string, level func() float64, turn func(by int, isBig bool)) Setting {
	s.Knob = Knob{Label: label, Help: help, Show: func() string { return Short(*s.value.(*float64)) }, Level: level, Turn: turn}
	return s
}

// spans says how far the knob goes.
func (s Setting) spans(low, high float64) Setting {
	s.Span = Short(low) + " to " + Short(high)
	return s
}

// stride is the size of a step.
func stride[T any](isBig bool, step, big T) T {
	if isBig {
		return big
	}
	return step
}

// Linear gives a setting for a number a knob that goes from low to high in
// equal steps.
func (s Setting) Linear(label, help string, low, high, step, big float64) Setting {
	x := s.value.(*float64)
	return s.numeric(label, help,
		func() float64 { return (*x - low) / (high - low) },
		func(by int, isBig bool) {
			*x = Tidy(min(max(math.Round(*x/step)*step+float64(by)*stride(isBig, step, big), low), high))
		}).spans(low, high)
}

// mantissas are the stops of a logarithmic knob in each decade.
var mantissas = []float64{1, 1.5, 2, 3, 5, 7}

// Logarithmic gives a setting for a number a knob that goes from low to high,
// powers of ten, through round numbers; a big step is a decade. With zero it
// also has the stop 0, below low.
func (s Setting) Logarithmic(label, help string, low, high float64, zero bool) Setting {
	x, floor := s.value.(*float64), low
	if zero {
		floor = 0
	}
	return s.numeric(label, help,
		func() float64 { return math.Log(max(*x, low)/low) / math.Log(high/low) },
		func(by int, isBig bool) {
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
		}).spans(floor, high)
}

// nextStop returns the nearest stop of mantissas below or above x > 0.
func nextStop(x float64, by int) float64 {
	x = Tidy(x)
	decade := math.Pow10(int(math.Floor(math.Log10(x))))
	stops := slices.Concat([]float64{0.7}, mantissas, []float64{10})
	for i := range stops {
		stops[i] = Tidy(stops[i] * decade)
	}
	if by > 0 {
		return stops[slices.IndexFunc(stops, func(s float64) bool { return s > x })]
	}
	slices.Reverse(stops)
	return stops[slices.IndexFunc(stops, func(s float64) bool { return s < x })]
}

// Stops gives a setting for a number a knob that goes through these, which
// rise; a big step skips two.
func (s Setting) Stops(label, help string, stops ...float64) Setting {
	x, last := s.value.(*float64), len(stops)-1
	at := func() int {
		i, _ := slices.BinarySearch(stops, *x)
		return min(i, last)
	}
	return s.numeric(label, help,
		func() float64 { return float64(at()) / float64(last) },
		func(by int, isBig bool) { *x = stops[min(max(at()+by*stride(isBig, 1, 3), 0), last)] }).spans(stops[0], stops[last])
}

// Range gives a setting for a whole number a knob that goes from low to high.
func (s Setting) Range(label, help string, low, high, step, big int) Setting {
	n := s.value.(*int)
	s = s.Turned(label, help, func(by int, isBig bool) { *n = min(max(*n+by*stride(isBig, step, big), low), high) })
	s.Level = func() float64 { return math.Log(float64(*n-low+1)) / math.Log(float64(high-low+1)) }
	return s.spans(float64(low), float64(high))
}

// Endless gives a setting for a seed a knob. It goes around the end, as seeds
// have no order; a big step is a thousand.
func (s Setting) Endless(label, help string) Setting {
	seed := s.value.(*uint64)
	return s.Turned(label, help, func(by int, isBig bool) { *seed += uint64(by * stride(isBig, 1, 1000)) })
}

// Wheel gives a setting for one of some names a knob that goes around them.
func (s Setting) Wheel(label, help string) Setting {
	return s.WheelOf(label, help, s.Options, s.at, s.choose)
}

// WheelOf gives a setting a knob that goes around some values. at returns the
// value there is, -1 where it is none of them; choose takes another.
func (s Setting) WheelOf(label, help string, names []string, at func() int, choose func(int)) Setting {
	n := len(names)
	s.at = at
	s = s.Turned(label, help, func(by int, _ bool) { choose((max(at()+by, -1) + n) % n) })
	s.Show = func() string {
		if i := at(); i >= 0 {
			return names[i]
		}
		return "custom"
	}
	return s
}

// Shown lets the knob show another text in place of its own.
func (s Setting) Shown(text func(string) string) Setting {
	show := s.Show
	s.Show = func() string { return text(show()) }
	return s
}

// ZeroShown lets the knob show a word in place of 0.
func (s Setting) ZeroShown(word string) Setting {
	return s.Shown(func(text string) string {
		if text != "0" {
			return text
		}
		return word
	})
}

// Then lets something follow each turn of the knob: what must fit the value.
func (s Setting) Then(follow func()) Setting {
	turn := s.Turn
	s.Turn = func(by int, isBig bool) {
		turn(by, isBig)
		follow()
	}
	return s
}

// Only lets the knob show a dash, and do nothing, where nothing depends on it.
func (s Setting) Only(used func() bool) Setting {
	all := s.Knob
	now := func() Knob {
		if used() {
			return all
		}
		return Knob{Show: func() string { return "-" }, Level: math.NaN, Turn: func(int, bool) {}}
	}
	s.Show = func() string { return now().Show() }
	s.Level = func() float64 { return now().Level() }
	s.Turn = func(by int, isBig bool) { now().Turn(by, isBig) }
	s.unused = func() string {
		if used() {
			return ""
		}
		return "nothing depends on it now"
	}
	return s
}

// Because says why the knob of [Setting.Only] is unused, in place of that nothing
// depends on it.
func (s Setting) Because(why func() string) Setting {
	unused := s.unused
	s.unused = func() string {
		if unused() == "" {
			return ""
		}
		return why()
	}
	return s
}

// Tidy rounds away the last digits, which a sum of decimal steps gets wrong:
// 0.315 is then the number that 0.315 stands for.
func Tidy(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64) // what is out of range is infinite
	return y
}

// Short writes a number with at most five digits that count.
func Short(x float64) string {
	if x == 0 {
		return "0" // and not -0
	}
	return strconv.FormatFloat(x, 'g', 5, 64)
}
