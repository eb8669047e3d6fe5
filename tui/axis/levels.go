package axis

import (
	"math"
	"slices"
	"sort"
)

// A Spacing is how the levels of a map follow one another.
type Spacing struct {
	Name  string
	About string // what the scale says of it
	log   bool
	most  int // levels
}

// Spacings lists them; the first serves most surfaces.
var Spacings = []Spacing{
	{"log", "even in log(f - min)", true, 18},
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
// that are not finite do not count; none where all are equal. Logarithmic ones
// are even in the height over the least, down to where a fiftieth of the map
// is lower.
func (s Spacing) NewLevels(heights []float64) Levels {
	finite := slices.DeleteFunc(slices.Clone(heights), func(v float64) bool { return !(Axis{}).Has(v) })
	slices.Sort(finite)
	l := Levels{Spacing: s, Axis: Axis{Name: "f", High: 1}}
	n := len(finite)
	if n == 0 {
		return l
	}
	if l.Axis = Span("f", false, finite[0], finite[n-1]); !(finite[n-1] > finite[0]) {
		return l
	}
	if s.log {
		const finest = 1e-6 // of the whole
		base, height := finite[0], finite[n-1]-finite[0]
		l.Axis.Low = base + max(finite[n/50]-base, finest*height)
		l.Axis.Log, l.Axis.Base = l.Axis.Low > base && l.Axis.Low < l.Axis.High, base
	}
	for _, t := range l.Axis.Ticks(s.most) {
		if t.Label != "" && t.Value > finite[0] && t.Value < finite[n-1] {
			l.At = append(l.At, t.Value)
		}
	}
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
