package descent

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
)

// searched returns the whole search for the lowest of a function of the shares,
// for descents of so many steps from a height of 1000.
func searched(steps float64, f func(x, y float64) float64) *search {
	s := newSearch(1000, steps, func(at [2]float64) Trial { return Trial{At: at, F: f(at[0], at[1])} })
	s.advance(math.MaxInt, model.Deadline{})
	return s
}

// made returns a search that is over, with a grid of those cells.
func made(across int, cells ...float64) *search {
	s := &search{start: 1000, across: across, up: len(cells) / across}
	for at, f := range cells {
		s.trials = append(s.trials, Trial{At: [2]float64{float64(at), 0}, F: f})
	}
	return s
}

// The grid is as fine as the work allows.
func TestSearch_grid(t *testing.T) {
	for steps, want := range map[float64][2]int{0: {192, 128}, 61: {192, 128}, 1_500_000. / (192 * 128): {192, 128}, 62: {96, 64}, 244: {96, 64}, 245: {48, 32}, 1e6: {48, 32}} {
		s := newSearch(0, steps, nil)
		places := s.places
		if got := [2]int{s.across, s.up}; got != want || len(places) != want[0]*want[1] || places[1] != [2]float64{1 / float64(want[0]-1), 0} || places[len(places)-1] != [2]float64{1, 1} {
			t.Errorf("descents of %v steps: a grid of %v with %d places, want %v", steps, got, len(places), want)
		}
	}
}

// What the search finds is as low as it gets, also at an edge and in a narrow
// hollow that shallower and wide ones hide, to the spacing of the last round.
func TestSearch_finds(t *testing.T) {
	for name, at := range map[string][2]float64{"inside": {0.337, 0.731}, "in a corner": {1, 0}, "at an edge": {0.411, 1}} {
		s := searched(300, func(x, y float64) float64 {
			d := math.Hypot(x-at[0], y-at[1])
			return min(10*d, 5+math.Hypot(x-0.5, y-0.2)) + 1 - math.Cos(200*(x-at[0]))/100
		})
		if b := s.best(); math.Abs(b.At[0]-at[0]) > 1./47/16 || math.Abs(b.At[1]-at[1]) > 1./31/16 {
			t.Errorf("%s: it finds %+v, the lowest is at %v", name, b, at)
		}
		if s.fine != finest+1 || s.share() != 1 || s.done() != len(s.trials) {
			t.Errorf("%s: %d rounds, a share of %v, %d looked at", name, s.fine, s.share(), s.done())
		}
	}
}

// Where everything diverges there are no hollows to look into.
func TestSearch_nothing(t *testing.T) {
	s := newSearch(1, 300, func(at [2]float64) Trial { return Trial{F: math.Inf(1)} })
	s.advance(48*32, model.Deadline{})
	if got := s.share(); got != 0.2 {
		t.Errorf("after the grid a share of %v is done", got)
	}
	s.advance(1, model.Deadline{})
	if !s.finished() || s.share() != 1 || s.done() != 48*32 || !math.IsInf(s.best().F, 1) {
		t.Errorf("a share of %v, %d looked at, best %+v", s.share(), s.done(), s.best())
	}
}

// Each round goes on from the lower half of the hollows, where each was lowest,
// and looks half as far around it.
func TestSearch_rounds(t *testing.T) {
	trial := func(at [2]float64) Trial {
		return Trial{At: at, F: math.Cos(20*at[0]) + math.Cos(15*at[1]) + at[0] + at[1]/10}
	}
	s := newSearch(1000, 300, trial)
	before, last := len(s.places), 0
	for round := 0; !s.finished(); round++ {
		if got := s.share(); got != float64(round)/5 {
			t.Errorf("before round %d a share of %v is done", round, got)
		}
		var want []Trial
		for k, low := range s.lows {
			for _, at := range s.places[25*k : 25*k+25] {
				if next := trial(at); next.F < low.F {
					low = next
				}
			}
			want = append(want, low)
		}
		slices.SortFunc(want, byF)
		s.advance(len(s.places), model.Deadline{})
		n := len(s.lows)
		if round > 0 && !slices.Equal(s.lows, want[:n]) {
			t.Errorf("round %d leads to %v, want %v", round, s.lows, want[:n])
		}
		if round == 0 {
			last = 2 * n
		}
		if n != (last+1)/2 || len(s.places) != n*25 && !s.finished() || s.done() != before {
			t.Errorf("after round %d: %d hollows, then %d places, %d looked at, want %d", round, n, len(s.places), s.done(), before)
		}
		if !slices.IsSortedFunc(s.lows, byF) {
			t.Errorf("round %d leaves them in no order", round)
		}
		for k, low := range s.lows {
			if s.finished() {
				break
			}
			apart := 1. / 47 / math.Pow(2, float64(round+1))
			if first, centre, end := s.places[25*k], s.places[25*k+12], s.places[25*k+24]; centre != low.At || end[0] != min(low.At[0]+2*apart, 1) && math.Abs(end[0]-low.At[0]-2*apart) > 1e-12 || first[1] > low.At[1] {
				t.Errorf("round %d goes on from %v with %v to %v", round, low.At, first, end)
			}
		}
		before, last = before+len(s.places), n
	}
}

// Hollows are where no cell beside is lower, the lowest first, without those that
// are nearly as low as one before.
func TestSearch_lowHollows(t *testing.T) {
	inf := math.Inf(1)
	for name, c := range map[string]struct {
		across int
		cells  []float64
		want   []float64
	}{
		"one row":            {7, []float64{3, 5, 1, 5, 6, inf, 2}, []float64{1, 2, 3}},
		"aslant is beside":   {3, []float64{1, 9, 9, 9, 0, 9, 9, 9, 2}, []float64{0}},
		"equals":             {3, []float64{1, 1, 1}, []float64{1}},
		"nearly as low":      {5, []float64{0, 9, 0.09, 9, 0.0999}, []float64{0}},
		"not quite":          {5, []float64{0, 9, 0.11, 9, 0.2}, []float64{0, 0.11}},
		"none but diverging": {2, []float64{inf, inf}, nil},
	} {
		s := made(c.across, c.cells...)
		var got []float64
		for _, low := range s.lowHollows(s.trials, 9) {
			got = append(got, low.F)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	s := made(9, 1, 9, 2, 9, 3, 9, 4, 9, 5)
	if got := s.lowHollows(s.trials, 3); len(got) != 3 || got[2].F != 3 {
		t.Errorf("the three lowest are %v", got)
	}
}

// The lowest is best; of those as low, the one with the widest margin.
func TestSearch_best(t *testing.T) {
	for name, c := range map[string]struct {
		across int
		cells  []float64
		want   float64
	}{
		"the lowest":             {5, []float64{3, 2, 2, 2, 1}, 4},
		"the widest margin":      {9, []float64{5, 1, 5, 1, 1, 1, 5, 1, 5}, 4},
		"equal but for rounding": {5, []float64{1, 5, 1 + 1e-10, 1 + 1e-10, 1 + 1e-10}, 4},
		"not equal":              {5, []float64{1, 5, 1 + 1e-8, 1 + 1e-8, 1 + 1e-8}, 0},
		"the edge is no bound":   {6, []float64{1, 1, 1, 5, 1, 1}, 0},
	} {
		if got := made(c.across, c.cells...).best(); got.At[0] != c.want {
			t.Errorf("%s: cell %v is best, want %v", name, got.At[0], c.want)
		}
	}
	s := made(3, 5, 5, 5)
	s.trials = append(s.trials, Trial{F: 4.9, At: [2]float64{0.3, 0}})
	if got := s.best(); got.F != 4.9 {
		t.Errorf("what a round finds lower is not best: %+v", got)
	}
}

// Margins are what a search of the whole grid says they are.
func TestSearch_margins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 9).Draw(t, "w"), rapid.IntRange(1, 9).Draw(t, "h")
		good := rapid.SliceOfN(rapid.SampledFrom([]bool{true, true, true, true, true, false}), w*h, w*h).Draw(t, "good")
		s := &search{across: w, up: h}
		for at, got := range s.margins(func(at int) bool { return good[at] }) {
			want := w * h
			for o := range good {
				if !good[o] {
					want = min(want, int(math.Max(math.Abs(float64(o%w-at%w)), math.Abs(float64(o/w-at/w)))))
				}
			}
			if got != want {
				t.Fatalf("cell %d of %v has a margin of %d, want %d", at, good, got, want)
			}
		}
	})
}
