package axis

import (
	"math"
	"slices"
	"sort"
	"strconv"
)

// A Spacing is how the levels of a map follow one another.
type Spacing struct {
	Name  string
	About string // what the scale says of it
	log   bool
	most  int // levels
}

// Spacings lists them. The first is the second where half of a map lies in the
// lowest quarter of its heights, as walls do around a basin, or else the third.
var Spacings = []Spacing{
	{Name: "auto"},
	{"log", "even in log(f - min)", true, 14},
	{"even", "even in f", false, 16},
	{"fifty", "even in f, up to 50", false, 50}, // as the assignment's map has them
}

// Levels are the heights at which a map has contour lines, and the colours
// between them.
type Levels struct {
	Spacing
	Axis Axis      // of the heights that there are
	At   []float64 // the contour lines, from low to high
}

// NewLevels returns the levels for a map with these heights, of which those
// that are not finite do not count; none where all are equal.
func (s Spacing) NewLevels(heights []float64) Levels {
	finite := slices.DeleteFunc(slices.Clone(heights), func(v float64) bool { return !(Axis{}).Has(v) })
	slices.Sort(finite)
	n := len(finite)
	if n == 0 || finite[0] == finite[n-1] {
		return Levels{Spacing: s, Axis: Span("f", false, finite...)}
	}
	whole := Axis{Name: "f", Low: finite[0], High: finite[n-1]}
	if s.most == 0 {
		s = Spacings[2]
		if whole.At(finite[n/2]) < 0.25 {
			s = Spacings[1]
		}
	}
	if s.log {
		return s.logLevels(finite)
	}
	l := Levels{Spacing: s, Axis: whole}
	for _, t := range whole.Ticks(s.most) {
		if t.Value > whole.Low && t.Value < whole.High {
			l.At = append(l.At, t.Value)
		}
	}
	return l
}

// logLevels are even in the height over the least, from where a fiftieth of the
// map is lower; each height has two digits.
func (s Spacing) logLevels(sorted []float64) Levels {
	const finest = 1e-6 // of the whole
	n := len(sorted)
	low, high := sorted[0], sorted[n-1]
	first := min(max(sorted[n/50]-low, finest*(high-low)), (high-low)/2)
	l := Levels{Spacing: s, Axis: Axis{Name: "f", Low: low + first, High: high, Log: true, Base: low}}
	for k := range s.most {
		height, _ := strconv.ParseFloat(Short(l.Axis.Value(float64(k)/float64(s.most))-low, 2), 64)
		l.At = append(l.At, low+height)
	}
	l.At = slices.DeleteFunc(slices.Compact(l.At), func(v float64) bool { return !(v > low && v < high) })
	return l
}

// Band returns how many levels lie at v or below it: which of the len(At)+1
// colours it has. It is -1 for what is not a number, and for infinity.
func (l Levels) Band(v float64) int {
	if math.IsNaN(v) || math.IsInf(v, 1) {
		return -1
	}
	return sort.Search(len(l.At), func(i int) bool { return l.At[i] > v })
}
