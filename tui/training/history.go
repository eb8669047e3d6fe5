package training

import (
	"math"

	"nntui/model/training"
)

// A quantity is what one chart shows of an epoch: in training, test and
// validation.
type quantity int

const (
	losses quantity = iota
	accuracies
	mistakes // the shares of the digits on the wrong side
)

func (q quantity) of(e training.Epoch) [3]float64 {
	switch q {
	case losses:
		return [3]float64{e.LossTrain, e.LossTest, e.LossValidation}
	case accuracies:
		return [3]float64{e.AccuracyTrain, e.AccuracyTest, e.AccuracyValidation}
	}
	return [3]float64{1 - e.AccuracyTrain, 1 - e.AccuracyTest, 1 - e.AccuracyValidation}
}

// blockSize is how many epochs a series knows the extremes of at once.
const blockSize = 128

// A series is a quantity of a run in one part of the digits, epoch by epoch. It
// grows with the run, and finds the extremes of a million epochs without
// looking at each: it is what a [chart.Curve] takes of a long curve.
type series struct {
	quantity
	part   int
	keep   float64 // how much of the mean so far lives on, see smoothings
	epochs []training.Epoch
	blocks []block   // of the epochs, but for the last ones
	next   mean      // before the first epoch after the blocks
	last   []float64 // the values of the block that was asked for last, as far as there are
	lastAt int       // and which that is
	above  float64   // the least value above 0 in the blocks
}

// A block is what is known of so many epochs.
type block struct {
	begun mean // before its first
	extremes
}

// extremes are the epochs, from 0, with the least finite value and the highest.
type extremes struct {
	low, high   int
	least, most float64
}

// before has the extremes of no epoch, before epoch i.
func before(i int) extremes { return extremes{i, i, math.Inf(1), math.Inf(-1)} }

// note takes in a value.
func (e *extremes) note(i int, v float64) {
	if v < e.least {
		e.low, e.least = i, v
	}
	if v > e.most && v <= math.MaxFloat64 {
		e.high, e.most = i, v
	}
}

// A mean is a running one, in which each value counts less the longer ago it is;
// the start is not drawn towards 0.
type mean struct{ sum, weight float64 }

func (m *mean) add(v, keep float64) float64 {
	if keep == 0 { // what came before may be no number
		return v
	}
	m.sum, m.weight = keep*m.sum+v, keep*m.weight+1
	return m.sum / m.weight
}

// seriesOf identifies a series.
type seriesOf struct {
	run int // its number
	quantity
	part     int
	smoothed bool
}

// series returns that of a run, and keeps it for the next picture.
func (t *Tab) series(run int, epochs []training.Epoch, q quantity, part int, keep float64) *series {
	const most = 100 // of the runs that are drawn, and of others that were
	of := seriesOf{run, q, part, keep > 0}
	s := t.known[of]
	if s == nil || s.keep != keep || !s.grow(epochs) {
		if s = (&series{quantity: q, part: part, keep: keep, above: math.Inf(1)}); t.known == nil || len(t.known) >= most {
			t.known = map[seriesOf]*series{}
		}
		s.grow(epochs)
		t.known[of] = s
	}
	return s
}

// grow takes the epochs of the run as they are now, and reports whether they
// begin with those that it had.
func (s *series) grow(epochs []training.Epoch) bool {
	n := len(s.blocks) * blockSize
	if len(epochs) < n || n > 0 && epochs[n-1] != s.epochs[n-1] {
		return false
	}
	s.epochs, s.last = epochs, s.last[:0]
	for ; n+blockSize <= len(epochs); n += blockSize {
		b := block{s.next, before(n)}
		for i := n; i < n+blockSize; i++ {
			v := s.next.add(s.Said(i), s.keep)
			if b.note(i, v); v > 0 {
				s.above = min(s.above, v)
			}
		}
		s.blocks = append(s.blocks, b)
	}
	return true
}

func (s *series) Len() int { return len(s.epochs) }

func (s *series) Said(i int) float64 { return s.of(s.epochs[i])[s.part] }

func (s *series) Value(i int) float64 {
	if s.keep == 0 {
		return s.Said(i)
	}
	return s.values(i / blockSize)[i%blockSize]
}

// values returns the values of a block, or of the epochs after the last one.
func (s *series) values(k int) []float64 {
	from, to := k*blockSize, min(k*blockSize+blockSize, len(s.epochs))
	if s.lastAt == k && len(s.last) == to-from {
		return s.last
	}
	m := s.next
	if k < len(s.blocks) {
		m = s.blocks[k].begun
	}
	s.lastAt, s.last = k, s.last[:0]
	for i := from; i < to; i++ {
		s.last = append(s.last, m.add(s.Said(i), s.keep))
	}
	return s.last
}

func (s *series) Extremes(from, to int) (low, high int) {
	e := before(from)
	for at := from; at < to; {
		k, end := at/blockSize, min(to, at-at%blockSize+blockSize)
		if end-at == blockSize && k < len(s.blocks) {
			e.note(s.blocks[k].low, s.blocks[k].least)
			e.note(s.blocks[k].high, s.blocks[k].most)
		} else {
			for i := at; i < end; i++ {
				e.note(i, s.Value(i))
			}
		}
		at = end
	}
	return e.low, e.high
}

// span returns the least value above 0, the highest of finite ones and the
// last; infinity, 0 and 0 where there are none.
func (s *series) span() (low, high, last float64) {
	n := s.Len()
	if n == 0 {
		return math.Inf(1), 0, 0
	}
	_, top := s.Extremes(0, n)
	low, high, last = s.above, s.Value(top), s.Value(n-1)
	for i := len(s.blocks) * blockSize; i < n; i++ {
		if v := s.Value(i); v > 0 {
			low = min(low, v)
		}
	}
	if !(high > 0 && high <= math.MaxFloat64) {
		high = 0
	}
	return low, high, last
}
