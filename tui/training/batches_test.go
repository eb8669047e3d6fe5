package training

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/tui/chart"
	"nntui/tui/kit/stage"
)

// slow is a run of so many epochs of four batches and some, of which the last
// kept ones have losses of a tenth of their number.
func slow(epochs, batch, kept int) *Tab {
	t := made(epochs)
	t.speed = "4 batches/s"
	s := &t.runner.Snapshot
	s.State, s.Batches, s.Batch = model.Unfinished, 4, batch
	for n := 4*epochs + batch - kept + 1; n <= 4*epochs+batch; n++ {
		s.BatchLosses = append(s.BatchLosses, float64(n)/10)
	}
	return t
}

// Each batch lies at its place among the epochs: the last of one where the mean
// of that is.
func TestAddBatches(t *testing.T) {
	for _, c := range []struct {
		epochs, batch, kept int
		x, y                float64 // of the first
		n                   int
		low, high           float64 // of the epochs
	}{
		{0, 3, 3, 0.25, 0.1, 3, 0, 1},
		{1, 0, 4, 0.25, 0.1, 4, 0, 2},
		{3, 2, 14, 0.25, 0.1, 14, 0, 4},
		{7, 2, 30, 4.25, 1.7, 14, 4, 8},
		{7, 2, 5, 6.5, 2.6, 5, 4, 8},
		{7, 0, 0, 0, 0, 0, 4, 8},
	} {
		tab := slow(c.epochs, c.batch, c.kept)
		p := tab.lossPlot(frame(80, 20))
		var dots chart.Curve
		for _, curve := range p.Curves {
			if curve.Loose {
				dots = curve
			}
		}
		if len(dots.Y) != c.n || c.n > 0 && (dots.X[0] != c.x || dots.Y[0] != c.y || dots.Rank != chart.Middle) {
			t.Errorf("%+v: %d batches, %+v", c, len(dots.Y), dots)
		}
		if n := len(dots.X); n > 0 && dots.X[n-1] != float64(c.epochs)+float64(c.batch)/4 {
			t.Errorf("%+v: the last batch lies at %v", c, dots.X[n-1])
		}
		if p.X.Low != c.low || p.X.High != c.high {
			t.Errorf("%+v: epochs %+v", c, p.X)
		}
		text := ansi.Strip(lossFigure.draw(tab, frame(80, 20)))
		if strings.Contains(text, "· a batch") != (c.n > 0) || strings.Contains(text, "last epochs") != (c.low > 0) {
			t.Errorf("%+v:\n%s", c, text)
		}
	}
	over := slow(7, 0, 28)
	over.runner.Snapshot.State = model.Finished
	if a := over.epochAxis(); a.Low != 3 || a.High != 7 {
		t.Errorf("a run that is over ends at %v", a.High)
	}
	over.curves.logX = true
	if over.runner.Snapshot.Epochs = learning(2); over.epochAxis().Low != 0.25 {
		t.Errorf("on a logarithmic axis the epochs begin at %v", over.epochAxis().Low)
	}
}

// Batches are on the axis of the losses, as far as they do not make the means
// flat.
func TestBatches_axis(t *testing.T) {
	for most, want := range map[float64]float64{0.3: 0.72, 2: 2, 90: 7.2} {
		tab := slow(5, 3, 3)
		tab.runner.Snapshot.BatchLosses = []float64{0.2, most, 0.4}
		if got := tab.lossPlot(frame(80, 20)).Y; got.Low != 0 || math.Abs(got.High-want) > 1e-9 {
			t.Errorf("a batch of %v: the axis goes from %v to %v", most, got.Low, got.High)
		}
	}
}

// Batches are drawn at speeds at which they can be seen, and when the run is
// taken forward one by one, until it plays again.
func TestBatchwise(t *testing.T) {
	play(t, 80, 21, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		midway(t, s, 3)
		for _, c := range []struct {
			what   string
			change func()
			want   bool
		}{
			{"paused", func() {}, false},
			{"one batch", func() { s.Press(".") }, true},
			{"play", func() { s.Press("space") }, false},
			{"one batch after the end", func() { s.Press(".") }, false},
			{"paused again", func() { midway(t, s, 3) }, false},
			{"slow", func() { tab.speed = "20 batches/s" }, true},
			{"fast", func() { tab.speed = "1 epoch/s" }, false},
		} {
			if c.change(); tab.batchwise() != c.want || strings.Contains(s.Text(), "· a batch") && !c.want {
				t.Errorf("%s: batch by batch is %v", c.what, tab.batchwise())
			}
		}
		s.Press(".", ".")
		s.Sees(t, "· a batch")
	})
}
