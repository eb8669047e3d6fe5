package axis

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// A Spacing is how the levels of a map follow one another.
type Spacing struct {
	Name  string
	About string // what the scale says of it
	log   bool
	most  int // steps from level to level
}

// Spacings lists them. The first is the second where half of a map lies in the
// lowest quarter of its heights, as walls do around a basin, or else the third.
var Spacings = []Spacing{
	{Name: "auto"},
	{"log", "even in log(f - min)", true, 14},
	{"even", "even in f", false, 16},
	{"fifty", "even in f, fifty at most", false, 50}, // as the assignment's map has them
}

// SpacingNamed returns the spacing with that name, or else the first.
func SpacingNamed(name string) Spacing {
	at := slices.IndexFunc(Spacings, func(s Spacing) bool { return s.Name == name })
	return Spacings[max(at, 0)]
}

// Sample returns the heights all over a map, at places from (0, 0), a corner, to
// (1, 1): what its levels are made from, so that they do not depend on how finely
// the map is drawn.
func Sample(height func(x, y float64) float64) []float64 {
	const nodes = 61 // along each side, and on all of them
	heights := make([]float64, 0, nodes*nodes)
	for j := range nodes {
		for i := range nodes {
			heights = append(heights, height(float64(i)/(nodes-1), float64(j)/(nodes-1)))
		}
	}
	return heights
}

// Levels are the heights at which a map has contour lines, and the colours
// between them.
type Levels struct {
	Spacing
	Axis Axis      // of the heights that there are; of logarithmic ones from the first level on
	At   []float64 // the contour lines, from low to high
}

// NewLevels returns the levels for a map with these heights, of which those
// that are not finite do not count; none where all are equal but for rounding.
func (s Spacing) NewLevels(heights []float64) Levels {
	finite := make([]float64, 0, len(heights))
	for _, v := range heights {
		if (Axis{}).Has(v) {
			finite = append(finite, min(max(v, -Most), Most))
		}
	}
	slices.Sort(finite)
	n := len(finite)
	if n == 0 {
		return Levels{Spacing: s, Axis: Span("f", false)}
	}
	whole := Axis{Name: "f", Low: finite[0], High: finite[n-1]}
	switch {
	case whole.narrow():
		return Levels{Spacing: s, Axis: whole.widened()}
	case s.most == 0 && whole.At(finite[n/2]) < 0.25:
		s = Spacings[1]
	case s.most == 0:
		s = Spacings[2]
	}
	l := Levels{Spacing: s, Axis: whole}
	if s.log {
		l = s.logarithmic(whole, finite[n/50])
	} else {
		for _, t := range whole.Ticks(s.most) {
			l.At = append(l.At, t.Value)
		}
	}
	l.At = slices.DeleteFunc(slices.Compact(l.At), func(v float64) bool { return !(v > whole.Low && v < whole.High) })
	return l
}

// logarithmic returns levels that are even in the height over the least: the
// first is one that little of the map lies below and that three digits tell from
// the least, and each height over it has two digits.
func (s Spacing) logarithmic(whole Axis, little float64) Levels {
	const finest, told = 1e-6, 5e-3 // of the whole, of the least
	length := whole.High - whole.Low
	first := min(max(little-whole.Low, finest*length, told*math.Abs(whole.Low)), length/2)
	l := Levels{Spacing: s, Axis: Axis{Name: "f", Low: whole.Low + first, High: whole.High, Log: true, Base: whole.Low}}
	for k := range s.most {
		height, _ := strconv.ParseFloat(Short(l.Axis.Value(float64(k)/float64(s.most))-whole.Low, 2), 64)
		l.At = append(l.At, whole.Low+height)
	}
	return l
}

// Ticks returns all levels as ticks, those in up to most steps with labels that
// have all digits in which levels differ.
func (l Levels) Ticks(most int) (list []Tick) {
	for _, v := range l.At {
		list = append(list, Tick{Value: v})
	}
	if n := float64(len(l.At) - 1); l.log {
		for i := 0; i < len(list); i += int(max(1, Step(n/float64(max(most, 1))))) {
			list[i].Label = trimmed(label(l.At[i], l.digit(i), math.Abs(l.At[i])))
		}
	} else if n >= 0 {
		l.nameEven(list, max(most, 1))
	}
	return list
}

// trimmed returns a number without zeros at the end of its decimals.
func trimmed(number string) string {
	if strings.Contains(number, ".") && !strings.Contains(number, "e") {
		number = strings.TrimRight(strings.TrimRight(number, "0"), ".")
	}
	return number
}

// digit returns a power of ten that is small beside how far the i-th level is
// from its neighbours.
func (l Levels) digit(i int) float64 {
	gap := l.At[i] - l.Axis.Base
	if i > 0 {
		gap = min(gap, l.At[i]-l.At[i-1])
	}
	if i+1 < len(l.At) {
		gap = min(gap, l.At[i+1]-l.At[i])
	}
	return math.Pow(10, math.Floor(math.Log10(gap))-1)
}

// nameEven names those of even levels that are multiples of a larger step.
func (l Levels) nameEven(list []Tick, most int) {
	step := l.Axis.step(l.most)
	large := step
	for (l.Axis.High-l.Axis.Low)/large > float64(most) {
		large = Step(1.5 * large)
	}
	for i, t := range list {
		if math.Abs(math.Remainder(t.Value, large)) < 0.1*step {
			list[i].Label = label(t.Value, large, l.Axis.size())
		}
	}
}

// Band returns how many levels lie at v or below it: which of the len(At)+1
// colours it has. It is -1 for what is not a finite number.
func (l Levels) Band(v float64) int {
	if !(Axis{}).Has(v) {
		return -1
	}
	return sort.Search(len(l.At), func(i int) bool { return l.At[i] > v })
}
