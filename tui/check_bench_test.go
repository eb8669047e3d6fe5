package tui

import "testing"

// BenchmarkCheckView draws each picture of the network's check.
func BenchmarkCheckView(b *testing.B) {
	for view, v := range checkViews() {
		b.Run(v.title, func(b *testing.B) {
			s := newScreen("check", 120, 40)
			s.press("left")
			s.tabs[1].(*checkTab).view = view
			for b.Loop() {
				s.View()
			}
		})
	}
}
