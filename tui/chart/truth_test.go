package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// dotAt reports whether a dot is set, by braille's own numbering.
func dotAt(g *Grid, x, y int) bool {
	bits := [4][2]uint8{{1, 8}, {2, 16}, {4, 32}, {64, 128}}
	return g.cells[y/4*g.Frame.Width+x/2].dots&bits[y%4][x%2] != 0
}

// trueAxis is an axis of which a test knows the formula.
func trueAxis(t *rapid.T, name string) axis.Axis {
	if rapid.Bool().Draw(t, name+" log") {
		low := rapid.Float64Range(1e-9, 10).Draw(t, name+" low")
		return axis.Axis{Low: low, High: low * rapid.Float64Range(2, 1e6).Draw(t, name+" ratio"), Log: true}
	}
	low := rapid.Float64Range(-1e3, 1e3).Draw(t, name+" low")
	return axis.Axis{Low: low, High: low + rapid.Float64Range(1e-2, 1e4).Draw(t, name+" length")}
}

// along is where a value lies on it, from 0 to 1.
func along(a axis.Axis, v float64) float64 {
	if a.Log {
		return math.Log10(v/a.Low) / math.Log10(a.High/a.Low)
	}
	return (v - a.Low) / (a.High - a.Low)
}

// onAxis draws a value of the axis.
func onAxis(a axis.Axis) *rapid.Generator[float64] { return rapid.Float64Range(a.Low, a.High) }

// traced draws a curve alone.
func traced(width, height int, x, y axis.Axis, c Curve) *Grid {
	g := NewGrid(testFrame(width, height))
	p := Plot{X: x, Y: y, Curves: []Curve{c}}
	p.trace(g, &p.Curves[0])
	return g
}

const half = 0.5 + 1e-6 // a dot, and what rounding may add

// near reports whether a dot is set within half a dot of a place.
func near(g *Grid, x, y float64) bool {
	w, h := g.Dots()
	for _, i := range []float64{math.Floor(x), math.Ceil(x)} {
		for _, j := range []float64{math.Floor(y), math.Ceil(y)} {
			if math.Abs(i-x) <= half && math.Abs(j-y) <= half && i >= 0 && j >= 0 && int(i) < w && int(j) < h && dotAt(g, int(i), int(j)) {
				return true
			}
		}
	}
	return false
}

// Each point of a curve without gaps has a dot within half a dot of its place,
// however many share a column, and of a dashed one each that is higher or lower
// than those beside it, on linear and logarithmic axes.
func TestCurveIsTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := trueAxis(t, "x"), trueAxis(t, "y")
		width, height := rapid.IntRange(2, 90).Draw(t, "width"), rapid.IntRange(1, 30).Draw(t, "height")
		xs := rapid.SliceOfN(onAxis(x), 1, 300).Draw(t, "xs")
		slices.Sort(xs)
		ys := rapid.SliceOfN(onAxis(y), len(xs), len(xs)).Draw(t, "ys")
		dash := rapid.SampledFrom([]string{"", "x ", "xxxx  ", "x   "}).Draw(t, "dash")
		g := traced(width, height, x, y, Curve{X: xs, Y: ys, Pen: kit.Pen{Dash: dash}})
		w, h := float64(2*width-1), float64(4*height-1)
		for i := range xs {
			peak := i == 0 || i == len(ys)-1 || (ys[i]-ys[i-1])*(ys[i+1]-ys[i]) < 0
			if (dash == "" || peak) && !near(g, along(x, xs[i])*w, (1-along(y, ys[i]))*h) {
				t.Fatalf("point %d, (%v, %v), has no dot at its place", i, xs[i], ys[i])
			}
		}
	})
}

// Each dot lies within half a dot, across or down, of a line between two points
// of the curve.
func TestCurveHasNoOtherDots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := trueAxis(t, "x"), trueAxis(t, "y")
		width, height := rapid.IntRange(2, 60).Draw(t, "width"), rapid.IntRange(1, 20).Draw(t, "height")
		xs := rapid.SliceOfN(onAxis(x), 1, 12).Draw(t, "xs")
		slices.Sort(xs)
		ys := rapid.SliceOfN(rapid.Float64Range(y.Low, 2*y.High-y.Low), len(xs), len(xs)).Draw(t, "ys") // some above the area
		g := traced(width, height, x, y, Curve{X: xs, Y: ys})
		w, h := float64(2*width-1), float64(4*height-1)
		place := func(i int) (float64, float64) { return along(x, xs[i]) * w, (1 - along(y, ys[i])) * h }
		for i := range 2 * width {
			for j := range 4 * height {
				if !dotAt(g, i, j) {
					continue
				}
				ok := false
				for k := range xs {
					x0, y0 := place(max(k-1, 0))
					x1, y1 := place(k)
					ok = ok || onLine(float64(i), float64(j), x0, y0, x1, y1)
				}
				if !ok {
					t.Fatalf("the dot (%d, %d) lies on no line", i, j)
				}
			}
		}
	})
}

// onLine reports whether a place is within half a dot of a segment, measured
// across where that is steep and down where it is flat.
func onLine(x, y, x0, y0, x1, y1 float64) bool {
	if math.Abs(x1-x0) < math.Abs(y1-y0) {
		x, y, x0, y0, x1, y1 = y, x, y0, x0, y1, x1
	}
	if x < min(x0, x1)-half || x > max(x0, x1)+half {
		return false
	}
	at := min(max(x, min(x0, x1)), max(x0, x1))
	on := y0
	if x1 != x0 {
		on += (at - x0) / (x1 - x0) * (y1 - y0)
	}
	slope := 0.0 // what half a dot along makes across
	if x1 != x0 {
		slope = math.Abs(y1-y0) / math.Abs(x1-x0)
	}
	return math.Abs(on-y) <= half+half*slope
}

// A constant is a straight line at its place.
func TestConstantCurve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := trueAxis(t, "y")
		v := onAxis(y).Draw(t, "value")
		width, height, n := rapid.IntRange(2, 60).Draw(t, "width"), rapid.IntRange(1, 20).Draw(t, "height"), rapid.IntRange(2, 500).Draw(t, "points")
		g := traced(width, height, axis.Axis{High: float64(n - 1)}, y, Curve{Y: slices.Repeat([]float64{v}, n)})
		place := (1 - along(y, v)) * float64(4*height-1)
		for i := range 2 * width {
			for j := range 4 * height {
				if dotAt(g, i, j) != (math.Abs(float64(j)-place) <= 0.5) && math.Abs(math.Abs(float64(j)-place)-0.5) > 1e-6 {
					t.Fatalf("column %d, row %d of dots: %v, the constant lies at %v", i, j, dotAt(g, i, j), place)
				}
			}
		}
	})
}

// What is not a number leaves a gap as wide as its neighbours are apart.
func TestCurveHasGaps(t *testing.T) {
	nan := math.NaN()
	g := traced(10, 2, axis.Axis{High: 19}, axis.Axis{High: 1}, Curve{Y: []float64{0, 0, 0, nan, nan, 0, nan, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, nan, nan}})
	var row strings.Builder
	for i := range 20 {
		row.WriteByte(" *"[map[bool]int{true: 1}[dotAt(g, i, 7)]])
	}
	if got, want := row.String(), "***  * ***********  "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What is beyond the axis leaves the area with an arrow, and nothing else is
// drawn of it; 0 on a logarithmic axis is infinitely far below.
func TestCurveLeaves(t *testing.T) {
	for _, c := range []struct {
		name   string
		log    bool
		values []float64
		want   []string
	}{
		{"above", false, []float64{1, 1, 5, 1, 1}, []string{"⠤⡤▲⢤⠤", "     "}},
		{"to infinity", false, []float64{1, 1, math.Inf(1), 1, 1}, []string{"⠤⡤▲⢤⠤", "     "}},
		{"below", false, []float64{0.5, 0.5, -1e300, 0.5, 0.5}, nil},
		{"zero", true, []float64{0.5, 0.5, 0, 0.5, 0.5}, nil},
	} {
		y := axis.Axis{High: 1.4, Low: 0.01, Log: c.log}
		g := traced(5, 2, axis.Axis{High: 4}, y, Curve{Y: c.values, Pen: kit.Pen{Sign: "*"}})
		lines := g.Lines()
		up, down := strings.ContainsRune(lines[0], '▲'), strings.ContainsRune(lines[1], '▼')
		if wantUp := c.want != nil; up != wantUp || down == wantUp {
			t.Errorf("%s: arrows up %v, down %v:\n%s", c.name, up, down, g)
		}
	}
}

// Two curves that share a cell both keep their dots there, and a higher rank
// hides what lies under it in its cells alone.
func TestCurvesShareCells(t *testing.T) {
	f := testFrame(1, 1)
	one, two := kit.Hue(1).Pen(), kit.Hue(2).Pen()
	g := NewGrid(f)
	g.Dot(0, 0, &one, Middle)
	g.Dot(1, 3, &two, Middle)
	if !dotAt(g, 0, 0) || !dotAt(g, 1, 3) {
		t.Error("a dot is lost")
	}
	g.Dot(1, 0, &one, Under)
	if dotAt(g, 1, 0) {
		t.Error("a lower rank is seen beside a higher one")
	}
	g.Dot(0, 2, &one, Over)
	if dotAt(g, 0, 0) || !dotAt(g, 0, 2) || g.cells[0].pens[0] != &one {
		t.Error("a higher rank shares the cell")
	}
}

// Labels move apart: each has a row of its own, in their order, and stays where
// it is wanted if there is room.
func TestSpread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "rows")
		wanted := rapid.SliceOfN(rapid.IntRange(0, n-1), 0, n).Draw(t, "wanted")
		slices.Sort(wanted)
		got := spread(slices.Clone(wanted), n)
		apart := true
		for i, row := range got {
			if row < 0 || row >= n || i > 0 && row <= got[i-1] {
				t.Fatalf("%v in %d rows become %v", wanted, n, got)
			}
			apart = apart && (i == 0 || wanted[i] > wanted[i-1])
		}
		if apart && !slices.Equal(got, wanted) {
			t.Fatalf("%v were apart and become %v", wanted, got)
		}
	})
}

// A plot of anything, in any style, fits its frame, and its middle maps back
// from cells to places.
func TestPlotFits(t *testing.T) {
	value := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-2, 2), rapid.SampledFrom([]float64{0, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, 5e-324}))
	rapid.Check(t, func(t *rapid.T) {
		f := testFrame(rapid.IntRange(0, 120).Draw(t, "width"), rapid.IntRange(0, 40).Draw(t, "height"))
		f.ASCII, f.NoDots = rapid.Bool().Draw(t, "ascii"), rapid.Bool().Draw(t, "no dots")
		p := Plot{
			X:       axis.Span("epoch", rapid.Bool().Draw(t, "log x"), rapid.SliceOf(value).Draw(t, "x")...),
			Y:       axis.Span("loss", rapid.Bool().Draw(t, "log y"), rapid.SliceOf(value).Draw(t, "y")...),
			Crossed: rapid.Bool().Draw(t, "crossed"), Cross: value.Draw(t, "cross"),
			Notes: []Note{{1, "▼best 1", kit.Hue(3).Pen()}, {2, "▼lr 0.1", kit.Hue(3).Pen()}},
			Marks: []Mark{{X: 1, Y: 1, Text: "●"}, {X: 1, Y: 1, Text: "slope 2"}},
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "curves") {
			p.Curves = append(p.Curves, Curve{
				Y: rapid.SliceOf(value).Draw(t, "values"), First: 1, Pen: kit.NewTheme(true, f.Profile).Pen(i), Name: fmt.Sprint("run ", i),
				Loose: rapid.Bool().Draw(t, "loose"),
			})
		}
		checkFit(t, p.Draw(f), f)
		if col, row := rapid.IntRange(-5, 130).Draw(t, "col"), rapid.IntRange(-5, 45).Draw(t, "row"); f.Dots() {
			l := p.layout(f)
			if x, ok := p.At(f, col, row); ok && (p.X.Log || !math.IsInf(p.X.High-p.X.Low, 0)) {
				if got := p.column(NewGrid(l.area), x); got < col-l.gutter-1 || got > col-l.gutter+1 {
					t.Errorf("cell %d, x = %v, is column %d", col-l.gutter, x, got)
				}
			}
		}
	})
}

// The labels at the right name each curve with its last value, or with that
// under the crosshair, in the order of their heights.
func TestPlotLabels(t *testing.T) {
	p := Plot{
		X: axis.Axis{Name: "epoch", Low: 1, High: 5, Whole: true}, Y: axis.Axis{High: 1},
		Curves: []Curve{
			{Y: []float64{1, 0.5, 0.3, 0.2, 0.123456}, First: 1, Name: "train"},
			{Y: []float64{1, 0.9, 0.8}, First: 1, Name: "test"},
			{Y: []float64{1, 1, 1, 1, math.NaN()}, First: 1, Name: "a"},
			{Y: []float64{0.1, 0.1, 0.1, 0.1, 0.1}, First: 1},
		},
	}
	labels := func() (list []string) {
		for _, line := range strings.Split(ansi.Strip(p.Draw(testFrame(40, 12))), "\n")[:10] {
			if fields := strings.Fields(string([]rune(line)[25:])); len(fields) > 1 {
				list = append(list, strings.Join(fields[len(fields)-2:], " "))
			}
		}
		return list
	}
	if got, want := labels(), []string{"test 0.8", "train 0.1235", "a NaN"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	p.Crossed, p.Cross = true, 4
	if got, want := labels(), []string{"a 1", "test -", "train 0.2"}; !slices.Equal(got, want) {
		t.Errorf("under the crosshair %q, want %q", got, want)
	}
}

// One curve that runs away does not make the others flat, unless all do.
func TestFair(t *testing.T) {
	calm, rises, runs := []float64{3, 1, 2}, []float64{2, 9}, []float64{2, 9.1, 1e30}
	for _, c := range []struct {
		curves    [][]float64
		low, high float64
	}{
		{[][]float64{calm}, 1, 3},
		{[][]float64{calm, rises}, 1, 9}, // four times the 2 that calm takes
		{[][]float64{calm, {2, 9.1}}, 1, 3},
		{[][]float64{calm, runs}, 1, 3},
		{[][]float64{calm, {0, 1e9}}, 0, 3},
		{[][]float64{runs}, 2, 1e30},
		{[][]float64{nil, {math.NaN(), math.Inf(1)}, calm}, 1, 3},
	} {
		if low, high := Fair(c.curves...); low != c.low || high != c.high {
			t.Errorf("%v: %v to %v, want %v to %v", c.curves, low, high, c.low, c.high)
		}
	}
}

// asciigraph's characters lie within half a row of each point that has a column
// of its own, and nothing is drawn where there is no number.
func TestASCIIIsTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := trueAxis(t, "y")
		width, height := rapid.IntRange(2, 60).Draw(t, "width"), rapid.IntRange(2, 20).Draw(t, "height")
		ys := rapid.SliceOfN(rapid.OneOf(onAxis(y), rapid.Just(math.NaN())), width, width).Draw(t, "ys")
		p := Plot{X: axis.Axis{High: float64(width - 1)}, Y: y, Curves: []Curve{{Y: ys, Pen: kit.Hue(1).Pen()}}}
		g := NewGrid(plain(width, height))
		p.asciigraph(g)
		for col, v := range ys {
			place := (1 - along(y, v)) * float64(height-1)
			found := false
			for row := range height {
				if g.cells[row*width+col].over.Glyph != "" {
					found = found || math.Abs(float64(row)-place) <= half
					if math.IsNaN(v) && (col+1 == width || math.IsNaN(ys[col+1])) {
						t.Fatalf("column %d has a character and no number", col)
					}
				}
			}
			if !math.IsNaN(v) && !found {
				t.Fatalf("column %d has nothing within half a row of %v:\n%s", col, place, g)
			}
		}
	})
}

// Values at the ticks of a plot lie where its axis marks them: in the row of
// the label, and within half a dot of its middle where the marks are there.
func TestTicksAreTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-100, 100).Draw(t, "low")
		p := &Plot{X: axis.Axis{High: 1}, Y: axis.Axis{Low: low, High: low + rapid.Float64Range(0.1, 1000).Draw(t, "length")}}
		f := testFrame(60, rapid.IntRange(7, 40).Draw(t, "height"))
		l := p.layout(f)
		drawn := *p
		drawn.Y = l.y
		g := NewGrid(l.area)
		left := drawn.leftLabels(g, l)
		for _, tick := range l.ticks {
			_, y := drawn.dot(g, 0, tick.Value)
			row := int(math.Round(y)) / 4
			if tick.Label != "" && strings.TrimSpace(strings.TrimRight(left[row], "┤")) != tick.Label {
				t.Fatalf("row %d is %q, the value %v is there", row, left[row], tick.Value)
			}
			if off := math.Abs(y - float64(4*row) - 1.5); off > 1 || !strings.HasSuffix(left[row], "┤") {
				t.Fatalf("the value %v lies %v dots from the mark %q", tick.Value, off, left[row])
			}
		}
	})
}
