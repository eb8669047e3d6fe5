package descent

import (
	"cmp"
	"math"
	"slices"

	"nntui/model"
)

// A Trial is one of the descents among which a tuning map looks for the best.
type Trial struct {
	At     [2]float64 // its shares of the two axes
	Config Config
	F      float64 // at the end; +Inf where it diverges
	Global bool    // does it end at a minimum as low as any known?
}

func byF(a, b Trial) int { return cmp.Compare(a.F, b.F) }

// search looks for the descent that ends lowest: on a grid that is the same
// whatever the size of the picture, and then around its lowest hollows, at
// places that come ever nearer to each other.
type search struct {
	start  float64 // f there
	trial  func(at [2]float64) Trial
	across int // the size of the grid
	up     int
	places [][2]float64 // of the round under way
	round  *raster[Trial]
	fine   int     // how many rounds are over
	trials []Trial // of these, the grid first
	lows   []Trial // the lowest of each hollow so far
}

// finest is the number of rounds after the grid, and reach how many places they
// try each way; the first looks into a hollow for so many cells of the grid, each
// other into the lower half of them.
const finest, reach, cells = 4, 2, 64

// newSearch returns a search that has not begun. Descents of few steps, on
// average, take a finer grid.
func newSearch(start, steps float64, trial func(at [2]float64) Trial) *search {
	const across, up, work = 48, 32, 1_500_000
	s := &search{start: start, trial: trial, across: across, up: up}
	for n := 2; n <= 4 && float64(n*n*across*up)*steps <= work; n *= 2 {
		s.across, s.up = n*across, n*up
	}
	for j := range s.up {
		for i := range s.across {
			s.places = append(s.places, [2]float64{float64(i) / float64(s.across-1), float64(j) / float64(s.up-1)})
		}
	}
	s.round = newRaster[Trial](len(s.places), 1)
	return s
}

// finished reports whether all rounds are over.
func (s *search) finished() bool { return s.fine == finest+1 }

// done returns how many descents were looked at.
func (s *search) done() int { return len(s.trials) + s.round.done }

// share returns how much of the rounds is over.
func (s *search) share() float64 { return (float64(s.fine) + s.round.share()) / (finest + 1) }

// advance looks at so many further descents at most, until the deadline.
func (s *search) advance(steps int, end model.Deadline) {
	for !s.finished() && steps > 0 {
		before := s.round.done
		s.round.advance(steps, end, func(i, _ int) Trial { return s.trial(s.places[i]) })
		if steps -= s.round.done - before; !s.round.finished() {
			return
		}
		s.next()
	}
}

// next ends a round and begins the next.
func (s *search) next() {
	if s.fine == 0 {
		s.lows = s.lowHollows(s.round.cells, len(s.round.cells)/cells)
	} else {
		s.deepen()
	}
	s.trials = append(s.trials, s.round.cells...)
	s.fine++
	s.places = nil
	if !s.finished() {
		for _, t := range s.lows {
			s.places = append(s.places, s.around(t.At)...)
		}
	}
	s.round = newRaster[Trial](len(s.places), 1)
}

// deepen goes to the lowest place that a round has found in each hollow, and
// keeps the lower half of them.
func (s *search) deepen() {
	const n = (2*reach + 1) * (2*reach + 1)
	for k, low := range s.lows {
		s.lows[k] = slices.MinFunc(append([]Trial{low}, s.round.cells[k*n:(k+1)*n]...), byF)
	}
	slices.SortStableFunc(s.lows, byF)
	s.lows = s.lows[:(len(s.lows)+1)/2]
}

// around lists the places of a round around one.
func (s *search) around(at [2]float64) (list [][2]float64) {
	apart := math.Pow(reach, -float64(s.fine)) // in cells of the grid
	for j := -reach; j <= reach; j++ {
		for i := -reach; i <= reach; i++ {
			list = append(list, [2]float64{
				min(max(at[0]+float64(i)*apart/float64(s.across-1), 0), 1),
				min(max(at[1]+float64(j)*apart/float64(s.up-1), 0), 1),
			})
		}
	}
	return list
}

// lowHollows lists the cells of the grid that none beside them is lower than,
// the lowest first, up to most of them; where several end nearly as low, as many
// do that come to the same minimum, only the first.
func (s *search) lowHollows(grid []Trial, most int) (list []Trial) {
	const nearly = 1e-4 // of the way from the start
	var low []Trial
	for at, t := range grid {
		if !math.IsInf(t.F, 1) && !slices.ContainsFunc(s.beside(at), func(o int) bool { return grid[o].F < t.F }) {
			low = append(low, t)
		}
	}
	slices.SortStableFunc(low, byF)
	for _, t := range low {
		if n := len(list); n < most && (n == 0 || t.F-list[n-1].F > nearly*(s.start-t.F)) {
			list = append(list, t)
		}
	}
	return list
}

// beside lists the cells of the grid around one, and itself.
func (s *search) beside(at int) (list []int) {
	x, y := at%s.across, at/s.across
	for j := max(y-1, 0); j <= min(y+1, s.up-1); j++ {
		for i := max(x-1, 0); i <= min(x+1, s.across-1); i++ {
			list = append(list, j*s.across+i)
		}
	}
	return list
}

// best returns the trial that ends lowest. Of those on the grid that end as low,
// but for what rounding makes of f on the way from the start, it is the one that
// is the most cells away from any other: a small change of its settings does
// least harm.
func (s *search) best() Trial {
	best := slices.MinFunc(s.trials, byF)
	grid, enough := s.trials[:s.across*s.up], best.F+1e-12*(s.start-best.F)
	margins, widest := s.margins(func(at int) bool { return grid[at].F <= enough }), 0
	for at, m := range margins {
		if m > widest {
			best, widest = grid[at], m
		}
	}
	return best
}

// margins returns of each cell of the grid how many cells it is to the nearest
// that is not good, along an axis or aslant: 0 for one that is not good itself.
// What it finds on a way from the first cell to the last, and back, is right.
func (s *search) margins(good func(at int) bool) []int {
	margins := make([]int, s.across*s.up)
	for at := range margins {
		if good(at) {
			margins[at] = len(margins)
		}
	}
	spread := func(at int) {
		for _, o := range s.beside(at) {
			margins[at] = min(margins[at], margins[o]+1)
		}
	}
	for at := range margins {
		spread(at)
	}
	for at := range slices.Backward(margins) {
		spread(at)
	}
	return margins
}
