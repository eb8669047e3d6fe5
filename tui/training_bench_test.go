package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"nntui/model/training"
)

// BenchmarkTrainingView draws each view at 120x40.
func BenchmarkTrainingView(b *testing.B) {
	s := newScreen("training", 120, 40)
	for i, v := range trainingViews {
		b.Run(v.name, func(b *testing.B) {
			s.training.view = i
			s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
			b.ReportAllocs()
			for b.Loop() {
				s.View()
			}
		})
	}
}

// BenchmarkWatched trains for 50 ms and looks, as the program does at full
// speed, beside the same training that nobody watches.
func BenchmarkWatched(b *testing.B) {
	c := training.Default()
	c.Epochs = training.MaxEpochs
	for name, w := range map[string]*training.Watch{
		"headless": nil, "curves": {}, "digits": {Digits: true}, "weights": {Weights: true}, "health": {Health: true},
	} {
		b.Run(name, func(b *testing.B) {
			run, err := training.New(c)
			if err != nil {
				b.Fatal(err)
			}
			steps := 0
			if w != nil {
				run.MeasureHealth()
			}
			for b.Loop() {
				run.Advance(run.Batches()*20, time.Minute)
				steps += run.Batches() * 20
				if w != nil {
					run.Look(*w)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(steps), "µs/step")
		})
	}
}
