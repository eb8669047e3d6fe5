// Package axis maps numbers onto axes and says which of them an axis names:
// those of the pictures on the screen and those of the figures in files. It
// knows neither a terminal nor a canvas.
package axis

import (
	"math"
	"strconv"
	"strings"
)

// An Axis is a range of numbers, from its beginning to its end.
type Axis struct {
	Name      string  // with the unit, where there is one
	Low, High float64 // Low < High; on a logarithmic axis both above Base
	Log       bool    // even in the logarithm of v - Base
	Base      float64
	Whole     bool // counts: no ticks between whole numbers
}

// Most is the largest number on an axis, and 1/Most the least on a logarithmic
// one: differences and ratios of such are finite.
const Most = 1e300

// Span returns an axis from the least to the largest of the values; those that
// have no place on any do not count. A range that is too narrow is widened.
func Span(name string, log bool, values ...float64) Axis {
	a := Axis{Name: name, Low: math.Inf(1), High: math.Inf(-1), Log: log}
	least := -Most
	if log {
		least = 1 / Most
	}
	for _, v := range values {
		if a.Has(v) {
			v = min(max(v, least), Most)
			a.Low, a.High = min(a.Low, v), max(a.High, v)
		}
	}
	return a.widened()
}

// widened returns the axis with ends that can be told apart.
func (a Axis) widened() Axis {
	const narrow = 1e-9 // of its size: where ticks can no longer be told apart
	size := max(math.Abs(a.Low), math.Abs(a.High))
	switch {
	case a.Low > a.High:
		a.Low, a.High = 0.1, 1
	case a.Log && a.High < 3*a.Low:
		a.Low, a.High = a.Low/2, a.High*2
	case !a.Log && a.High-a.Low <= max(narrow*size, 1/Most):
		by := max(0.5, 0.05*size)
		a.Low, a.High = a.Low-by, a.High+by
	}
	return a
}

// Has reports whether a value has a place on the axis, inside its range or out.
func (a Axis) Has(v float64) bool {
	return !math.IsNaN(v) && !math.IsInf(v, 0) && !(a.Log && v <= a.Base)
}

// At returns where a value lies, 0 at the beginning of the axis and 1 at its
// end; what is too low for a logarithm lies infinitely far below.
func (a Axis) At(v float64) float64 {
	if !a.Log {
		return (v/2 - a.Low/2) / (a.High/2 - a.Low/2) // halves do not overflow
	}
	if v <= a.Base {
		return math.Inf(-1)
	}
	low := math.Log(a.Low - a.Base)
	return (math.Log(v-a.Base) - low) / (math.Log(a.High-a.Base) - low)
}

// Value is the inverse of At.
func (a Axis) Value(at float64) float64 {
	if !a.Log {
		return a.Low*(1-at) + a.High*at
	}
	low, high := math.Log(a.Low-a.Base), math.Log(a.High-a.Base)
	return a.Base + math.Exp(low*(1-at)+high*at)
}

// Padded returns the axis with a share of its length added at both ends.
func (a Axis) Padded(share float64) Axis {
	low, high := a.Value(-share), a.Value(1+share)
	if a.Log {
		low, high = max(low, a.Base+1/Most), min(high, Most)
	}
	a.Low, a.High = low, high
	return a
}

// Rounded returns the axis with its ends moved outwards to ticks, of which
// there are up to most steps in the range as it is. A logarithmic axis ends at
// 1, 2 or 5 times a power of ten.
func (a Axis) Rounded(most int) Axis {
	if a.Log {
		a.Low, a.High = a.Base+floor125(a.Low-a.Base), a.Base+Step(a.High-a.Base)
		return a
	}
	step := a.step(most)
	a.Low = (math.Floor(a.Low/step+1e-9) + 0) * step
	a.High = (math.Ceil(a.High/step-1e-9) + 0) * step
	return a
}

// floor125 returns the largest of 1, 2 or 5 times a power of ten that is at
// most x.
func floor125(x float64) float64 { return 1 / Step(1/x) }

// A Tick is a number that an axis marks.
type Tick struct {
	Value float64
	Label string // empty for one between those that are named
}

// Ticks returns the ticks in their order, the named ones in up to most steps.
// The labels have all digits in which they differ.
func (a Axis) Ticks(most int) (list []Tick) {
	const rounding = 1e-9 // of a step
	if most = max(most, 1); a.Log {
		return a.logTicks(most)
	}
	step, size := a.step(most), max(math.Abs(a.Low), math.Abs(a.High))
	for n := math.Ceil(a.Low/step - rounding); n*step <= a.High+rounding*step; n++ {
		v := min(max(n*step, a.Low), a.High) + 0 // +0 for -0
		list = append(list, Tick{v, label(v, step, size)})
	}
	return list
}

// step is that from tick to tick of a linear axis.
func (a Axis) step(most int) float64 {
	step := Step((a.High/float64(most) - a.Low/float64(most)))
	if a.Whole {
		step = max(step, 1)
	}
	return step
}

// label writes a tick of a linear axis on which numbers have up to that size.
func label(v, step, size float64) string {
	decimals := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	if v == 0 {
		return "0"
	}
	if size < 1e5 && decimals <= 5 {
		return strconv.FormatFloat(v, 'f', decimals, 64)
	}
	return Short(v, int(math.Log10(size/step))+2)
}

// Short writes a number with so many digits that count: 1e-7, not 1e-07.
func Short(v float64, digits int) string {
	return exponents.Replace(strconv.FormatFloat(v+0, 'g', max(digits, 1), 64))
}

var exponents = strings.NewReplacer("e-0", "e-", "e+0", "e", "e+", "e")

// logTicks are 1, 2 and 5 times the powers of ten with the other multiples
// between them, on more than three decades the powers alone; where the named
// ones are too many, every n-th power is named.
func (a Axis) logTicks(most int) (list []Tick) {
	low, high := a.Low-a.Base, a.High-a.Base
	first, last := math.Log10(low), math.Log10(high)
	all, few := last-first < 3, 3*(last-first) <= float64(most)
	every := max(1, Step((last-first)/float64(most)))
	for n := math.Floor(first); n <= last+1e-9; n++ {
		for m := 1; m < 10; m++ {
			v := float64(m) * math.Pow(10, n)
			named := m == 1 && math.Mod(n, every) == 0 || few && (m == 2 || m == 5)
			if (all || m == 1 || named) && v >= low*(1-1e-9) && v <= high*(1+1e-9) {
				list = append(list, a.logTick(v, named))
			}
		}
	}
	return list
}

func (a Axis) logTick(v float64, named bool) Tick {
	t := Tick{Value: a.Base + v}
	switch {
	case !named:
	case a.Base != 0:
		t.Label = Short(t.Value, 3)
	case a.Low < 1e-4 || a.High >= 1e6: // all of them as powers of ten
		t.Label = exponents.Replace(strconv.FormatFloat(v, 'e', 0, 64))
	default:
		t.Label = Short(v, 6)
	}
	return t
}

// Step returns the least of 1, 2 or 5 times a power of ten that is at least x,
// which is above 0.
func Step(x float64) float64 {
	decade := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5} {
		if m*decade >= x*(1-1e-9) {
			return m * decade
		}
	}
	return 10 * decade
}
