package figures

import (
	"flag"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/data"
	"nntui/model"
	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/model/training"
	"nntui/nn"
)

// odd draws a number of any size, or none.
func odd() *rapid.Generator[float64] {
	special := rapid.SampledFrom([]float64{
		0, 1, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 1e-300, 1e300, 1 + 1e-15,
	})
	return rapid.OneOf(special, rapid.Float64(), rapid.Float64Range(-2, 2))
}

// checkFigures is rapid.Check with a fifth of the examples that -rapid.checks
// asks for, as each is a whole figure or two.
func checkFigures(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	checks := flag.Lookup("rapid.checks").Value
	asked := checks.String()
	defer checks.Set(asked)
	n, err := strconv.Atoi(asked)
	if err != nil {
		t.Fatal(err)
	}
	checks.Set(strconv.Itoa((n + 4) / 5))
	rapid.Check(t, property)
}

// Surfaces that contour lines are hard to draw of: undefined, infinite, flat
// or torn in places, with lines that cross, and too fine for any picture.
func TestDescent_oddSurfaces(t *testing.T) {
	for _, formula := range []string{
		"3", "x*y", "abs(abs(x)-abs(y))", "1/x", "log(x)", "sqrt(x*y)", "log(-1-x^2)", "1/0+x",
		"tanh(1000*x*y)", "exp(exp(x+3))", "1e308*x", "1e-310*x", "1e16+x", "sin(1000*x)*sin(1000*y)", "x^40",
	} {
		t.Run(strings.ReplaceAll(formula, "/", " over "), func(t *testing.T) {
			t.Parallel()
			s, err := surface.Typed(formula, 1)
			if err != nil {
				t.Fatal(err)
			}
			snapshot := descent.Snapshot{Config: descent.Default(), Surface: s}
			snapshot.Path = []descent.Point{{X: 1, Y: 1, F: s.F(1, 1)}, {X: 0.5, Y: -1, F: s.F(0.5, -1)}}
			checkSVG(t, Descent(snapshot, s.Domain)[0])
		})
	}
}

// Views and paths of any numbers are drawn, or left out.
func TestDescent_odd(t *testing.T) {
	flat, err := surface.Typed("x", 1)
	if err != nil {
		t.Fatal(err)
	}
	checkFigures(t, func(r *rapid.T) {
		path := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) descent.Point {
			return descent.Point{X: odd().Draw(r, "x"), Y: odd().Draw(r, "y"), F: odd().Draw(r, "f")}
		}), 1, 20)
		view := surface.Rect{MinX: odd().Draw(r, "left"), MaxX: odd().Draw(r, "right"), MinY: odd().Draw(r, "low"), MaxY: odd().Draw(r, "high")}
		s := descent.Snapshot{Config: descent.Default(), Surface: flat}
		s.Config.X, s.Config.Y, s.Config.Step = odd().Draw(r, "startX"), odd().Draw(r, "startY"), odd().Draw(r, "step")
		s.Run = descent.Run{Method: "gd", Path: path.Draw(r, "path"), State: model.Diverged, Reason: "step 3: \x01<&>\n"}
		for range rapid.IntRange(0, 12).Draw(r, "rivals") {
			s.Rivals = append(s.Rivals, descent.Run{Method: "newton", Path: path.Draw(r, "rival")})
		}
		figures := Descent(s, view)
		checkSVG(t, figures[1])
		if rapid.IntRange(0, 9).Draw(r, "map too") == 0 { // which takes longer
			checkSVG(t, figures[0])
		}
	})
}

// A path of as many steps as there can be makes no huge file.
func TestDescent_long(t *testing.T) {
	t.Parallel()
	s := descentOf(t, func(c *descent.Config) { c.Steps = 0 })
	s.Path = nil
	for i := range descent.MaxSteps {
		x := math.Sin(float64(i))
		s.Path = append(s.Path, descent.Point{X: x, Y: x * math.Cos(float64(i)/1000), F: x + math.Exp(-float64(i)/1e5)})
	}
	for _, f := range Descent(s, s.Surface.Domain) {
		var size full
		size.n = 2_000_000
		if err := f.Write(&size, SVG); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestCheck_odd(t *testing.T) {
	checkFigures(t, func(r *rapid.T) {
		numbers := rapid.SliceOfN(odd(), 0, 10)
		s := check.Snapshot{Config: check.Default()}
		s.Config.Formula = rapid.SampledFrom([]string{"central", "forward", "none"}).Draw(r, "formula")
		s.Config.H = odd().Draw(r, "h")
		s.Sweep.H = numbers.Draw(r, "hs")
		for range rapid.IntRange(0, len(nn.Formulas)).Draw(r, "formulas") {
			s.Sweep.Errors = append(s.Sweep.Errors, numbers.Draw(r, "errors"))
		}
		s.Sweep.Truncation, s.Sweep.Rounding = numbers.Draw(r, "truncation"), odd().Draw(r, "rounding")
		checkSVG(t, Check(s)[0])
	})
}

func TestTraining_odd(t *testing.T) {
	digits, err := data.Digits()
	if err != nil {
		t.Fatal(err)
	}
	checkFigures(t, func(r *rapid.T) {
		epochs := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) training.Epoch {
			n := odd()
			return training.Epoch{
				LossTrain: n.Draw(r, "loss"), AccuracyTrain: n.Draw(r, "accuracy"), LossTest: n.Draw(r, "test"), AccuracyTest: n.Draw(r, "test accuracy"),
				LossValidation: n.Draw(r, "validation"), AccuracyValidation: n.Draw(r, "validation accuracy"),
			}
		}), 0, 5)
		s := training.Snapshot{Config: training.Default(), Epochs: epochs.Draw(r, "epochs"), Batches: 3}
		s.Config.Validation = rapid.SampledFrom([]float64{0, 0.2}).Draw(r, "held out")
		for range rapid.IntRange(0, 3).Draw(r, "marks") {
			s.Marks = append(s.Marks, training.Mark{Epoch: rapid.IntRange(0, 9).Draw(r, "epoch"), Batch: 1, What: "lr \x00 \xff"})
		}
		var earlier []training.Run
		for i := range rapid.IntRange(0, 7).Draw(r, "runs") {
			earlier = append(earlier, training.Run{Number: i, Hidden: rapid.Bool().Draw(r, "hidden"), Epochs: epochs.Draw(r, "earlier")})
		}
		n := rapid.IntRange(0, 80).Draw(r, "digits")
		test := digits.Rows(0, n)
		s.Detail = &training.Detail{Digits: &training.Classified{Test: &test, P: rapid.SliceOfN(rapid.OneOf(rapid.Just(math.NaN()), rapid.Float64Range(0, 1)), n, n).Draw(r, "p")}}
		for _, f := range Training(s, earlier, Axes{rapid.Bool().Draw(r, "logX"), rapid.Bool().Draw(r, "logY")}) {
			checkSVG(t, f)
		}
	})
}

// An axis has a place between 0 and 1 for all the values that it was made for,
// and a few ticks in their order, no two of them named alike.
func TestSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(odd()).Draw(t, "values")
		log := rapid.Bool().Draw(t, "log")
		a := span("", log, values...).padded(rapid.Float64Range(0, 0.1).Draw(t, "pad"))
		for _, v := range values {
			p, ok := a.at(v)
			drawable := !math.IsNaN(v) && !math.IsInf(v, 0) && (!log || v > 0)
			if ok != drawable {
				t.Fatalf("%v has a place: %t", v, ok)
			}
			if inside := p >= -1e-9 && p <= 1+1e-9; ok && !inside && math.Abs(v) < most && math.Abs(v) > 1/most {
				t.Fatalf("%v is at %v of %+v", v, p, a)
			}
		}
		ticks := a.Ticks(0, 1)
		if len(ticks) == 0 || len(ticks) > 700 {
			t.Fatalf("%d ticks on %+v", len(ticks), a)
		}
		named := map[string]bool{}
		for i, tick := range ticks {
			if i > 0 && !(tick.Value > ticks[i-1].Value) {
				t.Fatalf("tick %d of %+v is at %v, after %v", i, a, tick.Value, ticks[i-1].Value)
			}
			if tick.Label != "" && named[tick.Label] {
				t.Fatalf("two ticks %q on %+v", tick.Label, a)
			}
			named[tick.Label] = true
		}
	})
}

func Example_ticks() {
	for _, a := range []axis{
		{low: -5, high: 5}, {low: 0, high: 1}, {low: 0, high: 0.0003}, {low: 1e5, high: 3e5}, {low: 0.1, high: 70, log: true}, {low: 1e-14, high: 0.1, log: true},
	} {
		var labels []string
		for _, tick := range a.Ticks(0, 1) {
			if tick.Label != "" {
				labels = append(labels, tick.Label)
			}
		}
		fmt.Println(strings.Join(labels, "  "))
	}
	// Output:
	// −4  −2  0  2  4
	// 0.0  0.2  0.4  0.6  0.8  1.0
	// 0.00000  0.00005  0.00010  0.00015  0.00020  0.00025  0.00030
	// 1.0·10^5  1.5·10^5  2.0·10^5  2.5·10^5  3.0·10^5
	// 0.1  0.2  0.5  1  2  5  10  20  50
	// 10^−14  10^−12  10^−10  10^−8  10^−6  10^−4  10^−2
}

func Example_number() {
	for _, v := range []float64{0.315, -2.28071, 1797, 123456, 1e-5, -2.5e-7, 6.02e23, 0, math.Inf(-1)} {
		fmt.Println(number(v, 3))
	}
	// Output:
	// 0.315
	// −2.28
	// 1797
	// 123456
	// 10^−5
	// −2.5·10^−7
	// 6.02·10^23
	// 0
	// −infinity
}

// Broken into lines, no text is lost and no line too long.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		rows := wrap(s, noteStyle, 60)
		squeeze := strings.NewReplacer(" ", "")
		if got, want := squeeze.Replace(strings.Join(rows, "")), squeeze.Replace(plain(s)); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		for _, row := range rows {
			if len([]rune(row)) > 1 && noteStyle.Width(row) > 60 {
				t.Fatalf("%q is too long", row)
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
	} {
		if got := formula(typed); got != want {
			t.Errorf("%s: %s, want %s", typed, got, want)
		}
	}
}
