package descent

import (
	"testing"

	"nntui/tui/kit/stage"
)

func BenchmarkView_ends(b *testing.B) {
	s := stage.New(New(0), 200, 60)
	s.Press("n")
	for b.Loop() {
		s.Tab.View(s.Frame)
	}
}

func BenchmarkView_theory(b *testing.B) {
	s := stage.New(New(0), 200, 60)
	s.Tab.runner.Config.Method = "momentum"
	s.Press("o")
	for b.Loop() {
		s.Tab.View(s.Frame)
	}
}
