package training

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model/training"
)

// smoothed returns the running mean of values in which each counts less the
// longer ago it is.
func smoothed(values []float64, keep float64) (out []float64) {
	sum, weight := 0.0, 0.0
	for _, v := range values {
		sum, weight = keep*sum+v, keep*weight+1
		out = append(out, sum/weight)
	}
	return out
}

// someEpochs draws some epochs, in whose losses in the test there are few values:
// many are equal.
func someEpochs(t *rapid.T, most int) []training.Epoch {
	next := rapid.Uint64().Draw(t, "seed")
	epochs := make([]training.Epoch, rapid.IntRange(0, most).Draw(t, "epochs"))
	for i := range epochs {
		next = next*6364136223846793005 + 1442695040888963407
		epochs[i].LossTrain, epochs[i].LossTest = float64(next), float64(next>>60)/8
		epochs[i].AccuracyTest = float64(next>>32&0xff) / 255
	}
	return epochs
}

// A series has the values of the run, smoothed as it is told to, and finds their
// extremes, while the run grows and after another takes its place.
func TestSeries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := &Tab{}
		for range 2 {
			all := someEpochs(t, 5*blockSize)
			q, keep := rapid.SampledFrom([]quantity{losses, mistakes}).Draw(t, "quantity"), rapid.SampledFrom(smoothings).Draw(t, "keep")
			for _, n := range []int{rapid.IntRange(0, len(all)).Draw(t, "at first"), len(all)} {
				s := tab.series(1, all[:n], q, test, keep)
				raw := column(all[:n], func(e training.Epoch) float64 { return q.of(e)[test] })
				checkSeries(t, s, raw, smoothed(raw, keep))
			}
		}
	})
}

func checkSeries(t *rapid.T, s *series, raw, want []float64) {
	if s.Len() != len(raw) {
		t.Fatalf("%d epochs, not %d", s.Len(), len(raw))
	}
	for i := range raw {
		if s.Said(i) != raw[i] || s.Value(i) != want[i] {
			t.Fatalf("epoch %d: %v, said to be %v; want %v and %v", i, s.Value(i), s.Said(i), want[i], raw[i])
		}
	}
	low, high, last := s.span()
	wantLow, wantHigh := math.Inf(1), 0.0
	for _, v := range want {
		if v > 0 {
			wantLow, wantHigh = min(wantLow, v), max(wantHigh, v)
		}
	}
	if low != wantLow || high != wantHigh || len(want) > 0 && last != want[len(want)-1] {
		t.Fatalf("they span %v to %v, and end at %v: want %v to %v", low, high, last, wantLow, wantHigh)
	}
	if len(want) == 0 {
		return
	}
	from := rapid.IntRange(0, len(want)-1).Draw(t, "from")
	to := rapid.IntRange(from+1, len(want)).Draw(t, "to")
	part := want[from:to]
	l, h := s.Extremes(from, to)
	if l != from+slices.Index(part, slices.Min(part)) || h != from+slices.Index(part, slices.Max(part)) {
		t.Fatalf("the extremes of %v are at %d and %d of %d to %d", part, l, h, from, to)
	}
}

// What is no number is no extreme, and not on the axis.
func TestSeries_noNumber(t *testing.T) {
	tab := &Tab{}
	for _, n := range []int{3, blockSize} {
		epochs := flat(0.5, 0.5, n)
		epochs[0].LossTest, epochs[1].LossTest, epochs[2].LossTest = math.NaN(), math.Inf(1), 0.25
		s := tab.series(n, epochs, losses, test, 0)
		if low, high := s.Extremes(1, n); low != 2 || s.Said(high) > 0.5 {
			t.Errorf("%d epochs: the extremes are at %d and %d", n, low, high)
		}
		if low, high, _ := s.span(); low != 0.25 || high > 0.5 {
			t.Errorf("%d epochs: from %v to %v", n, low, high)
		}
	}
}

// Nothing of a run is taken for that of another under its number, be it as long.
func TestSeries_anotherRun(t *testing.T) {
	dip := func(n, at int, loss float64) []training.Epoch {
		epochs := flat(0.5, 0.5, n)
		epochs[at].LossTest, epochs[n-1].LossTest = loss, loss+0.1
		return epochs
	}
	for _, keep := range smoothings {
		for _, n := range []int{blockSize / 2, blockSize, 3 * blockSize} {
			tab := &Tab{}
			for at, loss := range []float64{0.1, 0.2, 0.3} {
				epochs := dip(n, at, loss)
				raw := column(epochs, func(e training.Epoch) float64 { return e.LossTest })
				s, want := tab.series(1, epochs, losses, test, keep), smoothed(raw, keep)
				low, _ := s.Extremes(0, n)
				if low != slices.Index(want, slices.Min(want)) || s.Value(n-1) != want[n-1] || s.Value(at) != want[at] {
					t.Errorf("%d epochs, smoothing %v: of run %d the lowest is %d, the last %v", n, keep, at, low, s.Value(n-1))
				}
			}
		}
	}
}

// What is known of runs is bounded: many are drawn in a day.
func TestSeries_bounded(t *testing.T) {
	tab := &Tab{}
	for i := range 1000 {
		tab.series(i, flat(0.5, 0.5, i%100), losses, test, 0)
	}
	if n := len(tab.known); n > 100 {
		t.Errorf("%d series are kept", n)
	}
}

// The columns of the table of epochs are below each other, however many digits an
// epoch has.
func TestViewEpochs_long(t *testing.T) {
	for _, n := range []int{10, 1001, 10_000, 10_001, 100_001, training.MaxEpochs} {
		lines := strings.Split(ansi.Strip(longRun(t, n).viewEpochs(frame(34, 10))), "\n")
		for _, line := range lines[2 : len(lines)-1] {
			if strings.LastIndex(line, ".") != strings.LastIndex(lines[2], ".") || ansi.StringWidth(line) != 34 {
				t.Errorf("%d epochs:\n%s", n, strings.Join(lines, "\n"))
			}
		}
	}
}

// A long run takes little longer to draw than a short one, but for the extremes
// of what was not drawn before.
func BenchmarkCurves_long(b *testing.B) {
	for _, n := range []int{1000, training.MaxEpochs} {
		for _, keep := range []int{0, 2} {
			tab, f := longRun(b, n), frame(120, 37)
			tab.curves.smooth = keep
			tab.View(f)
			b.Run(fmt.Sprintf("%d epochs, smoothing %v", n, smoothings[keep]), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					tab.View(f)
				}
			})
			b.Run(fmt.Sprintf("%d epochs, reply", n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					tab.follow()
				}
			})
		}
	}
}

// longRun is a tab that goes on with a run of so many epochs, one of which is to
// come.
func longRun(tb testing.TB, n int) *Tab {
	tab, c := made(0), training.Default()
	c.Layers, c.Epochs = small, n
	e, err := training.New(c)
	if err != nil {
		tb.Fatal(err)
	}
	s := e.Save()
	for i := range n - 1 {
		x := float64(i) / float64(n)
		noise := 0.01 * math.Sin(5*float64(i))
		s.Epochs = append(s.Epochs, training.Epoch{LossTrain: 0.3 - 0.1*x + noise, AccuracyTrain: 0.9, LossTest: 0.3 + math.Abs(x-0.2) + noise, AccuracyTest: 0.85})
	}
	if e, err = training.Restore(s); err != nil {
		tb.Fatal(err)
	}
	tab.adopt(session{Config: c}, e)
	return tab
}
