package chart

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

func testFrame(width, height int) kit.Frame {
	return kit.Frame{Width: width, Height: height, Theme: kit.NewTheme(true, colorprofile.ANSI256), Profile: colorprofile.ANSI256}
}

func TestChart(t *testing.T) {
	f := testFrame(40, 10)
	falling := []float64{1, 0.5, 0.3, 0.2, 0.15, 0.12}
	stage.Golden(t, "chart", ansi.Strip(Lines(f, Axes{High: 1, First: 1, Last: 10, XName: "epoch"},
		Series{Values: falling}, Series{Values: []float64{0.9, 0.6, 0.4, 0.2, 0.15, 0.12}, Dashed: true})))
}

// One spike among many values survives however few columns there are.
func TestChartKeepsSpikes(t *testing.T) {
	values := make([]float64, 1000)
	values[617] = 1
	got := Axes{Last: len(values) - 1}.resample(values, 30)
	highest := math.Inf(-1)
	for _, v := range got {
		highest = max(highest, v)
	}
	if highest != 1 {
		t.Errorf("the spike is lost: highest column is %v", highest)
	}
}

func TestChartAxisIsRound(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		rows      int
		wantLow   float64
		wantHigh  float64
	}{
		{0, 1, 8, 0, 1},
		{0, 0.607, 7, 0, 0.7},
		{0, 0.607, 16, 0, 0.8},
		{-2.28, 24.1, 6, -5, 25},
		{3, 3, 5, 2.5, 3.75},
		{-16, 0, 5, -20, 5},
	} {
		a, _ := Axes{Low: c.low, High: c.high}.round(c.rows)
		if math.Abs(a.Low-c.wantLow) > 1e-9 || math.Abs(a.High-c.wantHigh) > 1e-9 {
			t.Errorf("%v to %v on %d rows: axis from %v to %v, want %v to %v", c.low, c.high, c.rows, a.Low, a.High, c.wantLow, c.wantHigh)
		}
	}
}

// A chart of anything fits its frame.
func TestChartFits(t *testing.T) {
	value := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, 5e-324}))
	values := rapid.SliceOf(value)
	rapid.Check(t, func(t *rapid.T) {
		f := testFrame(rapid.IntRange(0, 200).Draw(t, "width"), rapid.IntRange(0, 60).Draw(t, "height"))
		first := rapid.IntRange(0, 5).Draw(t, "first")
		a := Axes{Low: value.Draw(t, "low"), High: value.Draw(t, "high"), First: first, Last: first + rapid.IntRange(0, 2000).Draw(t, "last"), XName: "step"}
		got := Lines(f, a, Series{Values: values.Draw(t, "one")}, Series{Values: values.Draw(t, "two"), Dashed: true})
		checkFit(t, got, f)
	})
}

// checkFit wants exactly the lines and cells of the frame.
func checkFit(t *rapid.T, got string, f kit.Frame) {
	t.Helper()
	if f.Height == 0 {
		return
	}
	lines := strings.Split(got, "\n")
	if len(lines) != f.Height {
		t.Fatalf("%d lines, want %d", len(lines), f.Height)
	}
	for _, l := range lines {
		if w := ansi.StringWidth(l); w != f.Width {
			t.Fatalf("%d cells, want %d: %q", w, f.Width, l)
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		name           string
		x0, y0, x1, y1 float64
		ok             bool
		ax, ay, bx, by float64
	}{
		{"inside", 1, 1, 5, 3, true, 1, 1, 5, 3},
		{"leaves at the right", 0, 5, 20, 5, true, 0, 5, 10, 5},
		{"through", -10.5, 5, 30, 5, true, -0.5, 5, 10, 5},
		{"beside", -3, -3, 20, -3, false, 0, 0, 0, 0},
		{"a point inside", 2, 2, 2, 2, true, 2, 2, 2, 2},
		{"not a number", math.NaN(), 2, 2, 2, false, 0, 0, 0, 0},
		{"far away", 5, 5, 1e300, 5, true, 5, 5, 10, 5},
	} {
		ax, ay, bx, by, ok := clip(c.x0, c.y0, c.x1, c.y1, 10, 10)
		got, want := [4]float64{ax, ay, bx, by}, [4]float64{c.ax, c.ay, c.bx, c.by}
		if ok != c.ok || ok && got != want {
			t.Errorf("%s: %v %v, want %v %v", c.name, got, ok, want, c.ok)
		}
	}
}

func TestShortNumber(t *testing.T) {
	for v, want := range map[float64]string{24.0888: "24.089", -1.88452e29: "-2e+29", 1.88452e29: "1.9e+29", 0: "0", -0.000123456: "-0.0001"} {
		if got := shortNumber(v); got != want || len(got) >= LabelWidth {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}
