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
	Whole     bool // of counts: no ticks between whole numbers
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
	switch {
	case a.Low > a.High:
		a.Low, a.High = 0.1, 1
	case a.Log && a.High < 3*a.Low:
		a.Low, a.High = a.Low/2, a.High*2
	case !a.Log && a.narrow():
		by := max(0.5, 0.05*a.size())
		a.Low, a.High = a.Low-by, a.High+by
	}
	return a
}

// narrow reports whether the ends are so near to each other that rounding
// decides what lies between them.
func (a Axis) narrow() bool { return a.High-a.Low <= max(1e-9*a.size(), 1/Most) }

// size is that of the largest number on the axis.
func (a Axis) size() float64 { return max(math.Abs(a.Low), math.Abs(a.High)) }

// Has reports whether a value has a place on the axis, inside its range or out.
func (a Axis) Has(v float64) bool {
	return !math.IsNaN(v) && !math.IsInf(v, 0) && !(a.Log && v <= a.Base)
}

// At returns where a value lies, 0 at the beginning of the axis and 1 at its
// end; what is too low for a logarithm lies infinitely far below, and NaN
// nowhere: at NaN.
func (a Axis) At(v float64) float64 {
	if !a.Log {
		return (v - a.Low) / (a.High - a.Low)
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
	return a.Base + math.Exp(low*(1-at)+high*at) // the ratio of the ends can overflow
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

const rounding = 1e-9 // of a step: what is so near to a tick is there

// Rounded returns the axis with its ends moved outwards to where [Axis.Ticks]
// has ticks, in up to most steps but at least two. A logarithmic axis ends at 1,
// 2 or 5 times a power of ten over Base.
func (a Axis) Rounded(most int) Axis {
	r, most := a, max(most, 2)
	if a.Log {
		r.Low, r.High = a.Base+floor125(a.Low-a.Base), a.Base+Step(a.High-a.Base)
		return r
	}
	for step := a.step(most); ; step = Step(1.5 * step) {
		r.Low = (math.Floor(a.Low/step+rounding) + 0) * step // +0 for -0
		r.High = (math.Ceil(a.High/step-rounding) + 0) * step
		if n := step / r.step(most); !(math.Abs(n-math.Round(n)) > rounding) { // a tick at every n-th of its steps
			return r
		}
	}
}

// floor125 returns the largest of 1, 2 or 5 times a power of ten that is at
// most x.
func floor125(x float64) float64 { return 1 / Step(1/x) }

// A Tick is a number that an axis marks.
type Tick struct {
	Value float64
	Label string // empty for one between those that are named
}

// Ticks returns the ticks in their order, the named ones in up to most steps: up
// to most+1, and at least one, unless there is no whole number where only these
// count. The labels have all digits in which they differ.
func (a Axis) Ticks(most int) (list []Tick) {
	if most = max(most, 1); a.Log {
		return a.logTicks(most)
	}
	step := a.step(most)
	list = make([]Tick, 0, most+1)
	for n := math.Ceil(a.Low/step - rounding); len(list) <= most && n*step <= a.High+rounding*step; n++ {
		list = append(list, Tick{min(max(n*step, a.Low), a.High) + 0, label(n*step, step, a.size())}) // +0 for -0
	}
	return list
}

// step is that from tick to tick of a linear axis, in up to most steps: a smaller
// one where there would be no tick.
func (a Axis) step(most int) float64 {
	step := Step(a.High/float64(most) - a.Low/float64(most))
	if math.Floor(a.High/step+rounding) < a.Low/step-rounding {
		step = Step(0.3 * step) // the next smaller one is less than the range
	}
	if a.Whole {
		step = max(step, 1)
	}
	return step
}

// label writes a number of an axis with those up to that size, to the decimals
// of a step.
func label(v, step, size float64) string {
	decimals := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	switch {
	case math.Abs(v) < step/2:
		return "0"
	case size < 1e5 && decimals <= 5:
		return strconv.FormatFloat(v, 'f', decimals, 64)
	}
	return Short(v, int(math.Log10(size/step))+2)
}

// Short writes a number with so many digits that count: 1e-7, not 1e-07.
func Short(v float64, digits int) string {
	return ShortExponent(strconv.FormatFloat(v+0, 'g', max(digits, 1), 64))
}

// ShortExponent writes 1e-7 for 1e-07 and 1e7 for 1e+07, and 1 for 1e+00.
func ShortExponent(number string) string { return exponents.Replace(number) }

var exponents = strings.NewReplacer("e+00", "", "e-0", "e-", "e+0", "e", "e+", "e")

// logTicks are 1, 2 and 5 times the powers of ten with the other multiples
// between them, on more than three decades the powers alone; where the named
// ones are too many, every n-th power is named. A short axis on which fewer
// than two would be named has the ticks of a linear one.
func (a Axis) logTicks(most int) (list []Tick) {
	low, high := a.Low-a.Base, a.High-a.Base
	first, last := math.Log10(low), math.Log10(high)
	all, few := last-first < 3, 3*(last-first) <= float64(most)
	every := Axis{Low: first, High: last, Whole: true}.step(most)
	named := 0
	for n := math.Floor(first); n <= last+1e-9; n++ {
		for m := 1.0; m < 10; m++ {
			v := m * math.Pow(10, n)
			if !(v >= low*(1-1e-9) && v <= high*(1+1e-9)) || a.Whole && v != math.Trunc(v) {
				continue
			}
			if m == 1 && math.Mod(n, every) == 0 || few && (m == 2 || m == 5) {
				list = append(list, Tick{a.Base + v, a.logLabel(v, n)})
				named++
			} else if all || m == 1 {
				list = append(list, Tick{Value: a.Base + v})
			}
		}
	}
	if all && named < 2 {
		a.Log = false
		return a.Ticks(min(most, most/2+1)) // which crowd at the upper end
	}
	return list
}

// logLabel names what lies v, of the n-th decade, over the base.
func (a Axis) logLabel(v, n float64) string {
	switch {
	case a.Base != 0:
		return label(a.Base+v, math.Pow(10, n-2), math.Abs(a.Base+v))
	case a.Low < 1e-4 || a.High >= 1e6: // all of them as powers of ten
		return ShortExponent(strconv.FormatFloat(v, 'e', 0, 64))
	}
	return Short(v, 6)
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
