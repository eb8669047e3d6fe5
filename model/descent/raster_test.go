package descent

import (
	"math"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
)

// A raster computes every cell once, as many at a time as it is asked for, and
// always shows of a cell that is not there yet the next coarser one that is.
func TestRaster(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 70).Draw(t, "w"), rapid.IntRange(1, 70).Draw(t, "h")
		r := newRaster[int](w, h)
		counts := make([]atomic.Int32, w*h)
		for done := 0; !r.finished(); {
			steps := rapid.OneOf(rapid.Just(1), rapid.IntRange(1, 2000)).Draw(t, "steps")
			r.advance(steps, model.Deadline{}, func(i, j int) int {
				counts[j*w+i].Add(1)
				return j*w + i + 1
			})
			if done = min(done+steps, w*h); r.done != done || r.share() != float64(done)/float64(w*h) {
				t.Fatalf("%d of %d cells are done, a share of %v, want %d", r.done, w*h, r.share(), done)
			}
			for at, v := range r.picture() {
				if want := coarser(at, w, counts); v != want {
					t.Fatalf("%d of %dx%d cells are done, and cell %d shows %d, want %d", done, w, h, at, v, want)
				}
			}
		}
		for at := range counts {
			if n := counts[at].Load(); n != 1 {
				t.Fatalf("cell %d of %dx%d was computed %d times", at, w, h, n)
			}
		}
	})
}

// coarser returns what the cell shows where some have been computed.
func coarser(at, w int, counts []atomic.Int32) int {
	for stride := range []int{1, 2, 4, 8, 16} {
		i, j := at%w>>stride<<stride, at/w>>stride<<stride
		if counts[j*w+i].Load() > 0 {
			return j*w + i + 1
		}
	}
	return 0
}

// Every 16th cell in both directions comes first, then every 8th, and so on.
func TestRaster_coarseFirst(t *testing.T) {
	const w, h = 40, 35
	for _, stride := range []int{16, 8, 4, 2, 1} {
		r := newRaster[bool](w, h)
		all := ((w + stride - 1) / stride) * ((h + stride - 1) / stride)
		r.advance(all, model.Deadline{}, func(i, j int) bool { return i%stride == 0 && j%stride == 0 })
		for at, fits := range r.cells {
			if r.known[at] && !fits {
				t.Errorf("cell (%d, %d) comes before all of a stride of %d", at%w, at/w, stride)
			}
		}
	}
}

// A budget that is used up ends a call, and each call gets on.
func TestRaster_budget(t *testing.T) {
	r := newRaster[bool](300, 300)
	for before := -1; r.done > before && r.done < 10_000; {
		before = r.done
		r.advance(math.MaxInt, model.NewDeadline(1), func(i, j int) bool { return true })
	}
	if r.done < 10_000 || r.finished() {
		t.Errorf("%d cells of %d are done", r.done, len(r.cells))
	}
}
