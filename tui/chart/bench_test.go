package chart

import (
	"math"
	"testing"

	"nntui/tui/axis"
)

// A plot of eleven curves of 300 epochs, as large as on a screen of 120x40.
func BenchmarkPlot(b *testing.B) {
	f := testFrame(72, 18)
	p := Plot{X: axis.Axis{Name: "epoch", Low: 1, High: 300, Whole: true}, Y: axis.Axis{High: 0.7}}
	for i := range 11 {
		values := make([]float64, 300)
		for k := range values {
			values[k] = 0.7*math.Exp(-float64(k)/(20+10*float64(i))) + 0.01*math.Sin(float64(k*i))
		}
		p.Curves = append(p.Curves, Curve{Y: values, First: 1, Name: string(rune('a' + i)), Pen: f.Theme.Pen(i), Rank: Middle})
	}
	b.ReportAllocs()
	for b.Loop() {
		p.Draw(f)
	}
}
