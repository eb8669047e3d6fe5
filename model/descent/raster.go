package descent

import (
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"nntui/model"
)

// raster computes a picture from coarse to fine: first every 16th cell in both
// directions, then every 8th, and so on, so that the whole can be seen early.
type raster[T any] struct {
	w, h  int
	cells []T
	known []bool
	order []int32
	done  int // of order
}

const coarsest = 16

func newRaster[T any](w, h int) *raster[T] {
	order := slices.AppendSeq(make([]int32, 0, w*h), coarseToFine(w, h))
	return &raster[T]{w: w, h: h, cells: make([]T, w*h), known: make([]bool, w*h), order: order}
}

// coarseToFine yields the cells of a picture in the order in which they are
// computed.
func coarseToFine(w, h int) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for stride := coarsest; stride >= 1; stride /= 2 {
			for j := 0; j < h; j += stride {
				for i := 0; i < w; i += stride {
					first := stride == coarsest || i%(2*stride) != 0 || j%(2*stride) != 0
					if first && !yield(int32(j*w+i)) {
						return
					}
				}
			}
		}
	}
}

func (r *raster[T]) finished() bool { return r.done == len(r.order) }

// share returns how much is computed; of nothing, nothing.
func (r *raster[T]) share() float64 { return float64(r.done) / float64(max(len(r.order), 1)) }

// advance computes cells, steps at most, until the deadline, on all processors:
// the function may run on several of them at once. The coarsest cells are all
// computed first, whatever the deadline.
func (r *raster[T]) advance(steps int, end model.Deadline, cell func(i, j int) T) {
	last := r.done + min(steps, len(r.order)-r.done)
	coarse := (r.w + coarsest - 1) / coarsest * ((r.h + coarsest - 1) / coarsest)
	var next atomic.Int64
	next.Store(int64(r.done))
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for n := int(next.Add(1)) - 1; n < last; n = int(next.Add(1)) - 1 {
				at := int(r.order[n])
				r.cells[at], r.known[at] = cell(at%r.w, at/r.w), true
				if n+1 >= coarse && end.Passed() {
					return
				}
			}
		})
	}
	wg.Wait()
	r.done = min(int(next.Load()), last)
}

// picture returns all cells; one that is not computed yet looks like the next
// coarser one that is, and where there is none like the zero value.
func (r *raster[T]) picture() []T {
	out := make([]T, len(r.cells))
	for at := range out {
		i, j := at%r.w, at/r.w
		for stride := 1; stride <= coarsest; stride *= 2 {
			if from := j/stride*stride*r.w + i/stride*stride; r.known[from] {
				out[at] = r.cells[from]
				break
			}
		}
	}
	return out
}
