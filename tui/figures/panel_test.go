package figures

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"pgregory.net/rapid"
)

// odd draws a number of any size, or none.
func odd() *rapid.Generator[float64] {
	special := rapid.SampledFrom([]float64{
		0, 1, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 1e-300, 1e300, 1 + 1e-15,
	})
	return rapid.OneOf(special, rapid.Float64(), rapid.Float64Range(-2, 2))
}

// What a panel draws of a line inside its frame lies where the axes say, to a
// hundredth of a point.
func TestPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := rapid.Bool().Draw(t, "log")
		low := rapid.Float64Range(0.01, 10).Draw(t, "low")
		high := low * rapid.Float64Range(4, 1e6).Draw(t, "ratio")
		points := plotter.XYs{}
		for range rapid.IntRange(2, 9).Draw(t, "points") {
			points = append(points, plotter.XY{X: rapid.Float64Range(0, 5).Draw(t, "x"), Y: rapid.Float64Range(low, high).Draw(t, "y")})
		}
		p := newPanel(axis{high: 5, steps: 6}, axis{low: low, high: high, log: log, steps: 6})
		p.line(points, line(1), 0)
		frame := vg.Rectangle{Min: vg.Point{X: 50, Y: 40}, Max: vg.Point{X: 150, Y: 240}}
		things := drawn(300, 300, func(c draw.Canvas) { p.place(c, frame) })
		i := slices.IndexFunc(things, func(t thing) bool { return strings.HasPrefix(t.style, "d55e00 1.3 [5 2]") })
		if i < 0 || len(things[i].path) != len(points) {
			t.Fatalf("%d points are not drawn as a line: %v", len(points), things)
		}
		for k, got := range things[i].path {
			along := (points[k].Y - low) / (high - low)
			if log {
				along = math.Log(points[k].Y/low) / math.Log(high/low)
			}
			want := vg.Point{X: 50 + vg.Length(20*points[k].X), Y: 40 + vg.Length(200*along)}
			if math.Hypot(float64(got.Pos.X-want.X), float64(got.Pos.Y-want.Y)) > 0.01 {
				t.Fatalf("%v is at %v, want %v", points[k], got.Pos, want)
			}
		}
	})
}

// What has no place parts a line; what is alone is still marked; what is far
// outside is cut at the frame.
func TestPieces(t *testing.T) {
	nan := math.NaN()
	p := newPanel(axis{high: 8, steps: 6}, axis{low: 1, high: 100, log: true})
	points := plotter.XYs{{X: 0, Y: 10}, {X: 1, Y: 10}, {X: 2, Y: nan}, {X: 3, Y: 10}, {X: 4, Y: 0}, {X: 5, Y: math.Inf(1)}, {X: 6, Y: 10}, {X: math.MaxFloat64, Y: 10}}
	p.line(points, line(1), len(points))
	things := drawn(100, 100, func(c draw.Canvas) {
		p.place(c, vg.Rectangle{Min: vg.Point{X: 10, Y: 10}, Max: vg.Point{X: 90, Y: 90}})
	})
	var got []string
	for _, t := range things {
		if strings.HasPrefix(t.style, "d55e00") {
			got = append(got, strings.TrimPrefix(t.String(), "path d55e00"))
		}
	}
	want := []string{
		" 1.3 [5 2]: 10.0,50.0 20.0,50.0", " 1.3 [5 2]: 70.0,50.0 90.0,50.0",
		": 11.9,50.0 disc 1.9 10.0,50.0 closed", ": 21.9,50.0 disc 1.9 20.0,50.0 closed", ": 41.9,50.0 disc 1.9 40.0,50.0 closed", ": 71.9,50.0 disc 1.9 70.0,50.0 closed",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Of a line with many points few are drawn, its peaks among them.
func TestThinned(t *testing.T) {
	p := newPanel(axis{high: 100_000, steps: 6}, axis{low: -1, high: 2, steps: 6})
	var points plotter.XYs
	for i := range 100_000 {
		points = append(points, plotter.XY{X: float64(i), Y: math.Sin(float64(i))})
	}
	points[54_321].Y, points[54_322].Y = 2, -2
	few := p.thinned(points)
	if len(few) > 6000 || len(few) < 3000 || !slices.Contains(few, points[54_321]) || !slices.Contains(few, points[54_322]) {
		t.Errorf("%d points are left, or the peaks are lost", len(few))
	}
	if few[0] != points[0] || few[len(few)-1] != points[99_999] {
		t.Errorf("it goes from %v to %v", few[0], few[len(few)-1])
	}
	if short := points[:3000]; len(p.thinned(short)) != 3000 {
		t.Error("a short line is thinned")
	}
	far := 0.0
	for i, q := range few[1:] {
		far = max(far, few[i].X-q.X, q.X-few[i].X)
	}
	if far > 140 {
		t.Errorf("there is a gap of %v, more than two columns", far)
	}
}

// An axis reaches from the least to the largest of the values that have a
// place, and has a few ticks in their order, no two of them named alike.
func TestSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(odd()).Draw(t, "values")
		log := rapid.Bool().Draw(t, "log")
		bare := span("", log, values...)
		a := bare.padded(rapid.Float64Range(0.001, 0.1).Draw(t, "pad"))
		if !(a.low < bare.low || a.low == 1/most) || !(a.high > bare.high || a.high == most) {
			t.Fatalf("%+v, padded, is %+v", bare, a)
		}
		for _, v := range values {
			drawable := !math.IsNaN(v) && !math.IsInf(v, 0) && (!log || v > 0)
			if a.has(v) != drawable {
				t.Fatalf("%v has a place: %t", v, !drawable)
			}
			if inside := v >= a.low && v <= a.high; drawable && !inside && math.Abs(v) < most && math.Abs(v) > 1/most {
				t.Fatalf("%v is beyond %+v", v, a)
			}
		}
		ticks := a.Ticks(a.low, a.high)
		if len(ticks) == 0 || len(ticks) > 700 {
			t.Fatalf("%d ticks on %+v", len(ticks), a)
		}
		named, last := map[string]bool{}, math.Inf(-1)
		for _, tick := range ticks {
			if tick.Label == "" {
				continue
			}
			if tick.Value <= last || named[tick.Label] {
				t.Fatalf("tick %v after %v on %+v", tick, last, a)
			}
			named[tick.Label], last = true, tick.Value
		}
		if len(named) == 0 || len(named) > 12 {
			t.Fatalf("%d ticks of %+v are named", len(named), a)
		}
	})
}

func Example_span() {
	for _, a := range []axis{
		span("", false), span("", false, 3), span("", false, 1e6, 1e6), span("", true), span("", true, 1), span("", true, 1, 2.9, -5), span("", false, 1, 2).padded(0.1),
		span("", true, 1, 100).padded(0.5),
	} {
		fmt.Printf("%.4g %.4g\n", a.low, a.high)
	}
	// Output:
	// 0.1 1
	// 2.5 3.5
	// 9.5e+05 1.05e+06
	// 0.1 1
	// 0.5 2
	// 0.5 5.8
	// 0.9 2.1
	// 0.1 1000
}

func Example_ticks() {
	linear := func(low, high float64) axis { return axis{low: low, high: high, steps: 6} }
	for _, a := range []axis{
		linear(-5, 5), linear(0, 1), linear(0, 0.0003), linear(1e5, 3e5), linear(1000, 1000.003), linear(1, 3).whole(), linear(1, 2).whole(),
		linear(0, 80).whole(), {low: 0.1, high: 70, log: true}, {low: 1e-14, high: 0.1, log: true}, {low: 0.5, high: 2000, log: true},
		{low: 1e-5, high: 3e-4, log: true}, linear(2e6, 5e6), linear(123456, 123459),
	} {
		var labels []string
		between := 0
		for _, tick := range a.Ticks(a.low, a.high) {
			if tick.Label == "" {
				between++
			} else {
				labels = append(labels, tick.Label)
			}
		}
		fmt.Println(strings.Join(labels, "  "), " and", between, "between")
	}
	// Output:
	// −4  −2  0  2  4  and 0 between
	// 0.0  0.2  0.4  0.6  0.8  1.0  and 0 between
	// 0.00000  0.00005  0.00010  0.00015  0.00020  0.00025  0.00030  and 0 between
	// 100000  150000  200000  250000  300000  and 0 between
	// 1000.0000  1000.0005  1000.0010  1000.0015  1000.0020  1000.0025  1000.0030  and 0 between
	// 1  2  3  and 0 between
	// 1  2  and 0 between
	// 0  20  40  60  80  and 0 between
	// 0.1  0.2  0.5  1  2  5  10  20  50  and 16 between
	// 1e−14  1e−12  1e−10  1e−8  1e−6  1e−4  1e−2  and 7 between
	// 1  10  100  1000  and 0 between
	// 1e−5  2e−5  5e−5  1e−4  2e−4  and 7 between
	// 2e6  2.5e6  3e6  3.5e6  4e6  4.5e6  5e6  and 0 between
	// 123456  123456.5  123457  123457.5  123458  123458.5  123459  and 0 between
}

func Example_number() {
	for _, v := range []float64{0.315, -2.28071, 1797, 123456, 1234567, 1e-5, -2.5e-7, 6.02e23, 0, math.NaN(), math.Inf(1), math.Inf(-1)} {
		fmt.Println(number(v, 3))
	}
	// Output:
	// 0.315
	// −2.28
	// 1797
	// 123456
	// 1.23e6
	// 1e−5
	// −2.5e−7
	// 6.02e23
	// 0
	// not a number
	// infinity
	// −infinity
}

// Broken into lines, no text is lost, no line too long and none needlessly short.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-z]{1,12} ?){0,9}`)).Draw(t, "text")
		rows := wrap(s, noteStyle, 60)
		squeeze := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r == '\ufffd' || !unicode.IsPrint(r) || r == ' ' {
					return -1
				}
				return r
			}, s)
		}
		if got, want := squeeze(strings.Join(rows, "")), squeeze(s); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		for i, row := range rows {
			if len([]rune(row)) > 1 && noteStyle.Width(row) > 60 {
				t.Fatalf("%q is too long", row)
			}
			if row != strings.TrimSpace(row) {
				t.Fatalf("%q begins or ends with a blank", row)
			}
			if i > 0 {
				word, _, _ := strings.Cut(row, " ")
				if noteStyle.Width(rows[i-1]+" "+word) <= 60 {
					t.Fatalf("%q has room for %q", rows[i-1], word)
				}
			}
		}
	})
}

func TestFormula(t *testing.T) {
	for typed, want := range map[string]string{
		"x^2 + y**3 + x*(y+2) + cos(3*x)": "x² + y³ + x·(y+2) + cos(3x)",
		"10*cos(2*pi*x)-x^20":             "10·cos(2πx)−x^20",
		"100*(y-x^2)^2*k":                 "100(y−x²)²·k",
		"e^-x*2.5*exp(x)":                 "e^−x·2.5·exp(x)",
		"x^8-y^9":                         "x⁸−y^9",
	} {
		if got := formula(typed); got != want {
			t.Errorf("%s: %s, want %s", typed, got, want)
		}
	}
}

func TestDecades(t *testing.T) {
	for want, lists := range map[bool][][]float64{
		true:  {{1, 1001}, {5000, 1, 0, 0}, {1e-9, math.NaN(), 1}},
		false: {nil, {0}, {1, 999}, {-1, 1, 1e9}, {3}, {math.Inf(1), 1}},
	} {
		for _, list := range lists {
			if decades(list) != want {
				t.Errorf("%v goes over three decades: %t", list, !want)
			}
		}
	}
}
