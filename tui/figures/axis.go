package figures

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
)

// axis is a range of numbers and how it is drawn.
type axis struct {
	label     string
	low, high float64 // low < high; both above 0 where log is set
	log       bool
	whole     bool // are only whole numbers worth a tick?
}

// most is the largest number on an axis: differences of two such are finite.
const most = 1e300

// span returns an axis from the least to the largest of the values; those that
// are no finite numbers do not count, and on a logarithmic axis those that are
// not above 0. A range that is too narrow is widened.
func span(label string, log bool, values ...float64) axis {
	a := axis{label: label, low: math.Inf(1), high: math.Inf(-1), log: log}
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) || log && v <= 0 {
			continue
		}
		v = min(max(v, -most), most)
		if log {
			v = max(v, 1/most)
		}
		a.low, a.high = min(a.low, v), max(a.high, v)
	}
	return a.widened()
}

func (a axis) widened() axis {
	const narrow = 1e-9 // of its size: where ticks can no longer be told apart
	size := max(math.Abs(a.low), math.Abs(a.high))
	switch {
	case a.low > a.high && a.log:
		a.low, a.high = 0.1, 1
	case a.low > a.high:
		a.low, a.high = 0, 1
	case a.log && a.high < 2*a.low:
		a.low, a.high = a.low/2, a.high*2
	case !a.log && a.high-a.low <= max(narrow*size, 1/most):
		by := 0.5
		if size > 1 {
			by = 0.05 * size
		}
		a.low, a.high = a.low-by, a.high+by
	}
	return a
}

// padded returns the axis with a share of its length added at both ends.
func (a axis) padded(share float64) axis {
	if a.log {
		by := math.Pow(10, share*a.decades())
		a.low, a.high = max(a.low/by, 1/most), min(a.high*by, most)
		return a
	}
	by := share * (a.high - a.low)
	a.low, a.high = a.low-by, a.high+by
	return a
}

// decades returns the length of a logarithmic axis.
func (a axis) decades() float64 { return math.Log10(a.high) - math.Log10(a.low) }

// at returns where a value lies, 0 at low and 1 at high, and whether it lies
// anywhere. What is far outside comes nearer, to keep the arithmetic finite.
func (a axis) at(v float64) (t float64, ok bool) {
	const far = 1e4
	if a.log {
		t = (math.Log(v) - math.Log(a.low)) / (math.Log(a.high) - math.Log(a.low))
		ok = v > 0
	} else {
		t = (v/2 - a.low/2) / (a.high/2 - a.low/2)
		ok = true
	}
	return min(max(t, -far), far), ok && !math.IsNaN(t) && !math.IsInf(v, 0)
}

// Ticks implements plot.Ticker for an axis of gonum's from 0 to 1.
func (a axis) Ticks(_, _ float64) []plot.Tick {
	var ticks []plot.Tick
	put := func(v float64, label string) {
		if t, ok := a.at(v); ok && t > -1e-6 && t < 1+1e-6 {
			ticks = append(ticks, plot.Tick{Value: t, Label: label})
		}
	}
	switch {
	case !a.log:
		a.linearTicks(put)
	case a.decades() < 3:
		a.shortLogTicks(put)
	default:
		a.logTicks(put)
	}
	return ticks
}

func (a axis) linearTicks(put func(v float64, label string)) {
	step, first := a.step()
	for i := range 20 {
		v := (first + float64(i)) * step
		if v > a.high+step/1000 {
			return
		}
		put(v, a.tickLabel(v, step))
	}
}

// step returns a round distance of ticks, and the first tick in such steps.
func (a axis) step() (step, first float64) {
	rough := (a.high - a.low) / 6
	step = math.Pow(10, math.Floor(math.Log10(rough)))
	switch m := rough / step; {
	case m > 5:
		step *= 10
	case m > 2:
		step *= 5
	case m > 1:
		step *= 2
	}
	if a.whole {
		step = max(step, 1)
	}
	return step, math.Ceil(a.low/step - 1e-6)
}

// tickLabel shows all the digits in which ticks differ, and no more.
func (a axis) tickLabel(v, step float64) string {
	size := max(math.Abs(a.low), math.Abs(a.high))
	last := int(math.Floor(math.Log10(step) + 1e-9)) // the power of ten of the last digit
	if math.Abs(v) < step/1000 {
		v = 0
	}
	switch {
	case size < 1e5 && last >= -5:
		return book(strconv.FormatFloat(v, 'f', max(0, -last), 64))
	case v == 0:
		return "0"
	}
	digits := int(math.Floor(math.Log10(math.Abs(v))+1e-9)) - last
	return book(strconv.FormatFloat(v, 'e', min(max(0, digits), 9), 64))
}

// logTicks labels powers of ten, at most eight of them.
func (a axis) logTicks(put func(v float64, label string)) {
	first, last := int(math.Ceil(math.Log10(a.low)-1e-6)), int(math.Floor(math.Log10(a.high)+1e-6))
	every := (last-first)/8 + 1
	for n := first; n <= last; n++ {
		label := ""
		if n%every == 0 {
			label = book("1e" + strconv.Itoa(n))
		}
		if n == 0 && label != "" {
			label = "1"
		}
		put(math.Pow(10, float64(n)), label)
	}
}

// shortLogTicks labels 1, 2 and 5 times the powers of ten.
func (a axis) shortLogTicks(put func(v float64, label string)) {
	for n := math.Floor(math.Log10(a.low)); n <= math.Ceil(math.Log10(a.high)); n++ {
		for m := 1.0; m < 10; m++ {
			v, label := m*math.Pow(10, n), ""
			if m == 1 || m == 2 || m == 5 {
				label = number(v, 6)
			}
			put(v, label)
		}
	}
}
