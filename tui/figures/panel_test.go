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

	"nntui/tui/axis"
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
		p := newPanel(axis.Axis{High: 5}, axis.Axis{Low: low, High: high, Log: log})
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
	p := newPanel(axis.Axis{High: 8}, axis.Axis{Low: 1, High: 100, Log: true})
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

// Letters stand behind the ends of curves, apart from each other, with an arrow
// where the end is beyond the frame.
func TestLetters(t *testing.T) {
	p := newPanel(axis.Axis{High: 8}, axis.Axis{High: 8})
	at := func(letter string, x, y float64) end { return end{plotter.XY{X: x, Y: y}, letter, ink} }
	p.add(letters{at("a", 2, 4), at("b", 2, 4), at("c", 2, 4.5), at("d", 4, 4), at("e", 8, 9), at("f", 8, -1), at("g", 8, 20)})
	var got []string
	for _, t := range drawn(200, 200, func(c draw.Canvas) {
		p.place(c, vg.Rectangle{Min: vg.Point{X: 20, Y: 20}, Max: vg.Point{X: 180, Y: 180}})
	}) {
		if strings.Contains(t.style, "Bold 8.5") {
			got = append(got, fmt.Sprintf("%s at %.1f", t.text, t.at.Min))
		}
	}
	if want := []string{
		"a at {63.0 97.4}", "b at {63.0 105.9}", "c at {63.0 114.4}", "d at {103.0 97.4}", "e↑ at {183.0 173.1}", "f↓ at {183.0 21.6}", "g↑ at {183.0 164.6}",
	}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Of a line with many points few are drawn, its peaks among them.
func TestThinned(t *testing.T) {
	p := newPanel(axis.Axis{High: 100_000}, axis.Axis{Low: -1, High: 2})
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

// A panel has named ticks in up to six steps, or on three decades at 1, 2 and 5
// times the powers of ten.
func Example_dress() {
	p := newPanel(axis.Axis{High: 7}, axis.Axis{Low: 1, High: 1000, Log: true})
	fmt.Println(p.X.Tick.Marker.Ticks(0, 0))
	fmt.Println(p.Y.Tick.Marker.Ticks(0, 0))
	// Output:
	// [{0 0} {2 2} {4 4} {6 6}]
	// [{1 1} {2 2} {5 5} {10 10} {20 20} {50 50} {100 100} {200 200} {500 500} {1000 1000}]
}

// Ticks are those of the screen, in the signs of books.
func Example_printed() {
	for _, a := range []axis.Axis{{Low: -5, High: 5}, {Low: -1e-7, High: 1e-7}, {Low: 1e-14, High: 0.1, Log: true}} {
		fmt.Println(printed(a.Ticks(3)))
	}
	// Output:
	// [{-5 −5} {0 0} {5 5}]
	// [{-1e-07 −1e−7} {0 0} {1e-07 1e−7}]
	// [{1e-14 } {1e-13 } {1e-12 } {1e-11 } {1e-10 1e−10} {1e-09 } {1e-08 } {1e-07 } {1e-06 } {1e-05 1e−5} {0.0001 } {0.001 } {0.01 } {0.1 }]
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
				whole := slices.Contains(strings.FieldsFunc(s, func(r rune) bool { return squeeze(string(r)) == "" }), word)
				if whole && noteStyle.Width(rows[i-1]+" "+word) <= 60 {
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
		"x^2y^3 + 2^3(x) + x^2^3":         "x²y³ + 2³(x) + x^2³",
		"x^2.5 + x^2e1 + x^(y^4)":         "x^2.5 + x^2e1 + x^(y⁴)",
		"3x²·y⁻¹ × π ÷ 2 − x¹⁰, x from -1 to 2πx": "3x²·y^−1 · π / 2 − x^10, x from −1 to 2π x",
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
