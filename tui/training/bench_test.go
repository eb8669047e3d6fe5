package training

import (
	"fmt"
	"testing"
	"time"

	"nntui/model/training"
)

// BenchmarkView draws each view, beside the curves, the knobs and the numbers.
func BenchmarkView(b *testing.B) {
	f := frame(200, 57)
	for _, v := range views {
		b.Run(v.name, func(b *testing.B) {
			tab := made(30)
			tab.runner.Snapshot.Detail.Weights = madeWeights(32)
			tab.view = v.name
			b.ReportAllocs()
			for b.Loop() {
				tab.View(f)
			}
		})
	}
}

// BenchmarkCurves draws the tab with a long run and as many earlier ones as are
// drawn, on a usual and on a large screen.
func BenchmarkCurves(b *testing.B) {
	tab := made(300)
	for i := range len(letters{}) {
		tab.runs = append(tab.runs, earlier(tab, i+1, 300))
	}
	tab.Update(nil)
	for _, size := range [][2]int{{120, 37}, {200, 57}} {
		for _, smooth := range []int{0, 2} {
			b.Run(fmt.Sprintf("%dx%d, smoothing %d", size[0], size[1], smooth), func(b *testing.B) {
				tab.curves.smooth = smooth
				f := frame(size[0], size[1])
				b.ReportAllocs()
				for b.Loop() {
					tab.View(f)
				}
			})
		}
	}
}

// BenchmarkWatched trains for 20 epochs and looks, beside the same training
// that nobody watches.
func BenchmarkWatched(b *testing.B) {
	c := training.Default()
	c.Epochs = training.MaxEpochs
	for name, w := range map[string]*training.Watch{
		"headless": nil, "curves": {}, "digits": {Digits: true}, "weights": {Weights: true}, "health": {Health: true},
	} {
		b.Run(name, func(b *testing.B) {
			e, err := training.New(c)
			if err != nil {
				b.Fatal(err)
			}
			steps := 0
			for b.Loop() {
				e.Advance(e.Batches()*20, time.Minute)
				steps += e.Batches() * 20
				if w != nil {
					e.Look(*w)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(steps), "µs/step")
		})
	}
}
