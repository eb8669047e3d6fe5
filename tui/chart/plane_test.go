package chart

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit/stage"
)

// Errors over h: a falling curve, points of another, a gap where nothing is
// known, what lies below the axis at its edge.
func TestPlane(t *testing.T) {
	f := testFrame(50, 14)
	p := NewPlane(f, -10, 0, -8, 0)
	p.XName, p.YName = "h", "error"
	x := []float64{1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1}
	p.Curve(x, []float64{1e-1, 1e-3, 1e-5, math.NaN(), 1e-3, 1e-1}, "•", f.Theme.Train)
	p.Points(x, []float64{1, 1e-2, 1e-4, 1e-6, 0, 1e-20}, 1, "o", f.Theme.Test)
	p.Rule(-4, f.Theme.Dim)
	p.Put(-2, -2, "◆", f.Theme.Good)
	for _, beside := range [][2]float64{{-11, -2}, {1, -2}, {-2, 1}, {-2, -9}, {math.NaN(), -2}} {
		p.Put(beside[0], beside[1], "!", f.Theme.Bad)
	}
	stage.Golden(t, "plane", ansi.Strip(p.String()))
}

// A point stands in the cell that is nearest to it, whatever the size.
func TestPlaneIsTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := testFrame(rapid.IntRange(12, 120).Draw(t, "width"), rapid.IntRange(4, 50).Draw(t, "height"))
		p := NewPlane(f, -10, 0, -8, 2)
		x, y := rapid.Float64Range(-10, 0).Draw(t, "x"), rapid.Float64Range(-8, 2).Draw(t, "y")
		p.Put(x, y, "*", f.Theme.Train)
		checkFit(t, p.String(), f)
		for row, line := range strings.Split(ansi.Strip(p.String()), "\n") {
			runes := []rune(line)
			for col, r := range runes {
				if r != '*' {
					continue
				}
				gotX := -10 + 10*float64(col-planeGutter)/float64(f.Width-planeGutter-2)
				gotY := 2 - 10*float64(row)/float64(max(1, f.Height-2))
				if math.Abs(gotX-x) > 5.001/float64(f.Width-planeGutter-2) || math.Abs(gotY-y) > 5.001/float64(max(1, f.Height-2)) {
					t.Errorf("(%v, %v) stands at (%v, %v)", x, y, gotX, gotY)
				}
				return
			}
		}
		t.Errorf("(%v, %v) is not drawn", x, y)
	})
}

func TestPlaneFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := testFrame(rapid.IntRange(0, 90).Draw(t, "width"), rapid.IntRange(1, 40).Draw(t, "height"))
		p := NewPlane(f, -14, -1, -16, 1)
		values := rapid.SliceOfN(rapid.Float64(), 5, 5).Draw(t, "values")
		p.Curve([]float64{1e-14, 1e-9, 1e-5, 1e-3, 0.1}, values, "•", f.Theme.Train)
		checkFit(t, p.String(), f)
	})
}
