package training

import (
	"math"
	"slices"
)

const (
	lately = 10      // how many epochs a verdict looks back
	fewest = 3       // and how many a trend takes
	beyond = 2       // standard errors that chance does not explain
	shown  = 0.00005 // the least change of a loss that four decimals show
)

// A trend is the straight line through a part of a curve, and how far the
// curve scatters about it.
type trend struct {
	change float64 // from the first epoch to the last, along the line
	error  float64 // standard error of that
}

// trendOf returns the trend of a curve of n values, one an epoch; none where it
// is too short to have one. The line has the median of the slopes between any
// two points (Theil and Sen), which a single jump does not turn.
func trendOf(n int, curve func(i int) float64) (t trend) {
	const most = 50 // points: of a long curve evenly spaced ones
	count := min(n, most)
	if count < fewest {
		return t
	}
	var slopes []float64
	points, whole := float64(count), float64(n-1)
	at := func(i int) int { return i * (n - 1) / (count - 1) }
	for i := range count {
		for k := range i {
			slopes = append(slopes, (curve(at(i))-curve(at(k)))/float64(at(i)-at(k)))
		}
	}
	return trend{median(slopes) * whole, noiseOf(n, curve) * (points - 1) / math.Sqrt(points*(points*points-1)/12)}
}

func (t trend) falls() bool { return -t.change > max(beyond*t.error, shown) }
func (t trend) rises() bool { return t.change > max(beyond*t.error, shown) }

// noiseOf returns the standard deviation of a curve of n values about a smooth
// one: that of its second differences, which a bend hardly changes, over √6. It
// takes their median, so that a single jump does not count.
func noiseOf(n int, curve func(i int) float64) float64 {
	const normal = 0.6745 // median of the absolute value of a standard normal variable
	const most = 1000     // of the differences: of a long curve evenly spaced ones
	var bends []float64
	for k := range min(n-2, most) {
		i := 2 + k*(n-2)/min(n-2, most)
		bends = append(bends, math.Abs(curve(i)-2*curve(i-1)+curve(i-2)))
	}
	return median(bends) / normal / math.Sqrt(6)
}

// median returns the middle of a list, which it sorts, or 0 of an empty one.
func median(list []float64) float64 {
	n := len(list)
	if n == 0 {
		return 0
	}
	slices.Sort(list)
	return (list[(n-1)/2] + list[n/2]) / 2
}

// curve returns one number of each of the last epochs, n at most: how many, and
// each of them.
func (s Snapshot) curve(n int, number func(Epoch) float64) (count int, at func(i int) float64) {
	last := s.Epochs[max(0, len(s.Epochs)-n):]
	return len(last), func(i int) float64 { return number(last[i]) }
}

// listed is a curve that is at hand.
func listed(list []float64) (n int, at func(i int) float64) {
	return len(list), func(i int) float64 { return list[i] }
}

func lossTrain(e Epoch) float64 { return e.LossTrain }

// shareError returns the standard error of an accuracy on n examples, as
// Agresti and Coull have it: with four more, half of them right, so that none
// wrong is not taken for certainty.
func shareError(accuracy float64, n int) float64 {
	const more = 4
	p := (accuracy*float64(n) + more/2) / float64(n+more)
	return math.Sqrt(p * (1 - p) / float64(n+more))
}
