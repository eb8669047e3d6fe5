package axis

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func ExampleStep() {
	fmt.Println(Step(0.7), Step(1), Step(1.1), Step(2), Step(20.1), Step(5.1), Step(9.99), Step(0.0003))
	// Output: 1 1 2 2 50 10 10 0.0005
}

func ExampleShort() {
	fmt.Println(Short(1e-7, 3), Short(-123456, 2), Short(2e100, 1), Short(math.Copysign(0, -1), 3), Short(1.25, 0), Short(math.Inf(1), 3))
	// Output: 1e-7 -1.2e5 2e100 0 1 +Inf
}

// named joins the labels of ticks, and counts those without.
func named(ticks []Tick) string {
	var labels []string
	between := 0
	for _, t := range ticks {
		if t.Label == "" {
			between++
		} else {
			labels = append(labels, t.Label)
		}
	}
	return fmt.Sprintf("%s; %d between", strings.Join(labels, "  "), between)
}

func ExampleAxis_Ticks() {
	for _, a := range []Axis{
		{Low: -5, High: 5}, {Low: 0, High: 1}, {Low: 0, High: 3e-4}, {Low: 0, High: 3e-6}, {Low: 1e5, High: 3e5}, {Low: 1000, High: 1000.003},
		{Low: 0.1, High: 0.3}, {Low: 2e6, High: 5e6}, {Low: 123456, High: 123459}, {Low: -1e300, High: 1e300}, {Low: -1e-18, High: 2},
		{Low: 1, High: 3, Whole: true}, {Low: 1, High: 2, Whole: true}, {Low: 0, High: 80, Whole: true}, {Low: 0.5, High: 0.9, Whole: true},
	} {
		fmt.Println(named(a.Ticks(6)))
	}
	// Output:
	// -4  -2  0  2  4; 0 between
	// 0  0.2  0.4  0.6  0.8  1.0; 0 between
	// 0  0.00005  0.00010  0.00015  0.00020  0.00025  0.00030; 0 between
	// 0  5e-7  1e-6  1.5e-6  2e-6  2.5e-6  3e-6; 0 between
	// 1e5  1.5e5  2e5  2.5e5  3e5; 0 between
	// 1000.0000  1000.0005  1000.0010  1000.0015  1000.0020  1000.0025  1000.0030; 0 between
	// 0.10  0.15  0.20  0.25  0.30; 0 between
	// 2e6  2.5e6  3e6  3.5e6  4e6  4.5e6  5e6; 0 between
	// 123456  123456.5  123457  123457.5  123458  123458.5  123459; 0 between
	// -1e300  -5e299  0  5e299  1e300; 0 between
	// 0  0.5  1.0  1.5  2.0; 0 between
	// 1  2  3; 0 between
	// 1  2; 0 between
	// 0  20  40  60  80; 0 between
	// ; 0 between
}

func ExampleAxis_Ticks_logarithmic() {
	for _, a := range []Axis{
		{Low: 0.1, High: 70}, {Low: 1e-14, High: 0.1}, {Low: 0.5, High: 2000}, {Low: 1, High: 1000}, {Low: 1, High: 999}, {Low: 1e-5, High: 3e-4},
		{Low: 1e-300, High: 1e300}, {Low: 0.001, High: 1e6}, {Low: 0.21, High: 0.69}, {Low: 0.5, High: 70, Whole: true}, {Low: -2.27, High: 90, Base: -2.28},
	} {
		a.Log = true
		fmt.Println(named(a.Ticks(9)))
	}
	fmt.Println(named(Axis{Low: 0.1, High: 70, Log: true}.Ticks(8)))
	fmt.Println(named(Axis{Low: 0.1, High: 1e5, Log: true}.Ticks(2)))
	// Output:
	// 0.1  0.2  0.5  1  2  5  10  20  50; 16 between
	// 1e-14  1e-12  1e-10  1e-8  1e-6  1e-4  1e-2; 7 between
	// 1  10  100  1000; 0 between
	// 1  2  5  10  20  50  100  200  500  1000; 0 between
	// 1  2  5  10  20  50  100  200  500; 18 between
	// 1e-5  2e-5  5e-5  1e-4  2e-4; 7 between
	// 1e-300  1e-200  1e-100  1  1e100  1e200  1e300; 594 between
	// 1e-3  1e-2  1e-1  1  1e1  1e2  1e3  1e4  1e5  1e6; 0 between
	// 0.3  0.4  0.5  0.6; 0 between
	// 1  2  5  10  20  50; 10 between
	// -2.2700  -2.180  -1.28  7.7; 0 between
	// 0.1  1  10; 22 between
	// 1  100000; 5 between
}

func ExampleAxis_Rounded() {
	for _, a := range []Axis{
		{Low: 0.9, High: 6.1}, {Low: 0, High: 1}, {Low: -0.1, High: 0.1}, {Low: 0.3, High: 0.6, Whole: true},
		{Low: 0.3, High: 70, Log: true}, {Low: 1, High: 1000, Log: true}, {Low: 3.1, High: 9, Log: true, Base: 3},
	} {
		a = a.Rounded(6)
		fmt.Printf("%.6g %.6g\n", a.Low, a.High)
	}
	// Output:
	// 0 8
	// 0 1
	// -0.1 0.1
	// 0 1
	// 0.2 100
	// 1 1000
	// 3.1 13
}

func ExampleSpan() {
	for _, a := range []Axis{
		Span("", false), Span("", false, 3), Span("", false, 1e6, 1e6), Span("", false, 1, 1+1e-8), Span("", false, math.Inf(-1), 0, math.NaN(), 1e301, 7), Span("", false, 1, 2).Padded(0.1),
		Span("", true), Span("", true, 1), Span("", true, 1, 2.9, -5), Span("", true, 1, 100).Padded(0.5), Span("", true, 1e-310, 1e308).Padded(0.5),
	} {
		fmt.Printf("%.9g %.9g\n", a.Low, a.High)
	}
	// Output:
	// 0.1 1
	// 2.5 3.5
	// 950000 1050000
	// 1 1.00000001
	// 0 1e+300
	// 0.9 2.1
	// 0.1 1
	// 0.5 2
	// 0.5 5.8
	// 0.1 1000
	// 1e-300 1e+300
}

// odd draws a number of any size, or none.
func odd() *rapid.Generator[float64] {
	special := rapid.SampledFrom([]float64{
		0, 1, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 1e-300, 1e300, 1 + 1e-15,
	})
	return rapid.OneOf(special, rapid.Float64(), rapid.Float64Range(-2, 2))
}

// anyAxis draws an axis of any numbers, also with a base and of counts.
func anyAxis(t *rapid.T) Axis {
	a := Span("", rapid.Bool().Draw(t, "log"), rapid.SliceOfN(odd(), 0, 4).Draw(t, "values")...)
	if rapid.Bool().Draw(t, "whole") {
		a.Low, a.High = 0, math.Round(rapid.Float64Range(1, 1e7).Draw(t, "count"))
		if a.Whole = true; a.Log {
			a.Low, a.High = 1, a.High+1
		}
	} else if a.Log && rapid.Bool().Draw(t, "based") {
		base := rapid.Float64Range(-100, 100).Draw(t, "base")
		a = Axis{Log: true, Base: base, Low: base + rapid.Float64Range(1e-4, 1).Draw(t, "first")}
		a.High = base + (a.Low-base)*rapid.Float64Range(3, 1e7).Draw(t, "ratio")
	}
	return a
}

// An axis reaches from the least to the largest of the values that have a
// place, and further when padded.
func TestSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values, log := rapid.SliceOf(odd()).Draw(t, "values"), rapid.Bool().Draw(t, "log")
		a := Span("loss", log, values...)
		if !(a.Low < a.High) || a.High/2-a.Low/2 > Most || a.Name != "loss" || a.Log != log {
			t.Fatalf("%+v", a)
		}
		for _, v := range values {
			if drawable := !math.IsNaN(v) && !math.IsInf(v, 0) && (!log || v > 0); a.Has(v) != drawable {
				t.Fatalf("%v has a place: %t", v, !drawable)
			}
			if inside := v >= a.Low && v <= a.High; a.Has(v) && !inside && math.Abs(v) < Most && math.Abs(v) > 1/Most {
				t.Fatalf("%v is beyond %+v", v, a)
			}
		}
		p := a.Padded(rapid.Float64Range(0.001, 0.1).Draw(t, "pad"))
		if !(p.Low < a.Low || p.Low == 1/Most) || !(p.High > a.High || p.High == Most) || math.IsInf(p.High-p.Low, 0) {
			t.Fatalf("%+v, padded, is %+v", a, p)
		}
	})
}

// Value is the inverse of At, from one end to the other and outside.
func TestAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAxis(t)
		at := rapid.OneOf(rapid.SampledFrom([]float64{0, 0.5, 1}), rapid.Float64Range(-1, 2)).Draw(t, "at")
		v := a.Value(at)
		digits := !a.Log || v-a.Base > max(1/Most, 1e-9*math.Abs(a.Base)) // of what lies over the base, are there enough?
		if a.Has(v) && math.Abs(v) < Most && digits {
			if got := a.At(v); math.Abs(got-at) > 1e-6 {
				t.Fatalf("%v lies at %v of %+v, but there lies %v", v, got, a, at)
			}
		}
		if before := a.Value(at - 0.01); before > v || at >= 0 && at <= 1 && (math.IsNaN(v) || math.IsInf(v, 0) || !(before < v)) {
			t.Fatalf("%v lies at %v of %+v, and before it %v", v, at, a, before)
		}
		if got := a.At(odd().Draw(t, "v")); math.IsNaN(got) != math.IsNaN(a.At(math.NaN())) && math.IsNaN(got) {
			t.Fatalf("a number lies nowhere on %+v", a)
		}
	})
}

func TestAt_ends(t *testing.T) {
	for _, a := range []Axis{{Low: -Most, High: Most}, {Low: 1 / Most, High: Most, Log: true}, {Low: -1, High: 1, Base: -2, Log: true}} {
		if low, high := a.At(a.Low), a.At(a.High); low != 0 || high != 1 {
			t.Errorf("%+v begins at %v and ends at %v", a, low, high)
		}
		if !math.IsNaN(a.At(math.NaN())) || !(a.At(math.MaxFloat64) >= 1) || !(a.At(-math.MaxFloat64) <= 0) {
			t.Errorf("%+v: NaN lies at %v, the largest numbers at %v and %v", a, a.At(math.NaN()), a.At(math.MaxFloat64), a.At(-math.MaxFloat64))
		}
	}
	a := Axis{Low: -1, High: 7, Base: -2, Log: true} // 1 to 9 over the base
	if got := a.At(1); math.Abs(got-0.5) > 1e-15 || !math.IsInf(a.At(-2), -1) || a.Has(-2) || !a.Has(-1.9) {
		t.Errorf("1 lies at %v, the base at %v", got, a.At(-2))
	}
}

// Ticks lie on the axis, in their order, at multiples of a step; as many are
// named as were asked for, or fewer, but not so few that a finer step would
// have fitted; names differ, and say the value to a fraction of the step.
func TestTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, most := anyAxis(t), rapid.IntRange(1, 40).Draw(t, "most")
		ticks := a.Ticks(most)
		checkTicks(t, a, ticks, most)
		if a.Log {
			return
		}
		step := a.step(most)
		if n := len(ticks); n > most+1 || n < int(min((a.High/2-a.Low/2)/(step/2), 1e9)) {
			t.Fatalf("%d ticks in steps of %v on %+v", n, step, a)
		}
		if finer := step / 2.51; (a.High/2-a.Low/2)/(finer/2) <= float64(most) && !(a.Whole && step == 1) {
			t.Fatalf("a step of %v is too coarse for %+v in %d", step, a, most)
		}
		for _, tick := range ticks {
			if n := tick.Value / step; math.Abs(n-math.Round(n)) > 1e-6 {
				t.Fatalf("%v is no multiple of %v", tick.Value, step)
			}
		}
	})
}

func checkTicks(t *rapid.T, a Axis, ticks []Tick, most int) {
	names, last := map[string]bool{}, math.Inf(-1)
	for _, tick := range ticks {
		if !(tick.Value > last) || tick.Value < a.Low-1e-8*math.Abs(a.Low) || tick.Value > a.High+1e-8*math.Abs(a.High) {
			t.Fatalf("tick %v after %v on %+v", tick, last, a)
		}
		if last = tick.Value; tick.Label == "" {
			continue
		}
		if a.Whole && math.Abs(tick.Value-math.Round(tick.Value)) > 1e-8 {
			t.Fatalf("tick %v between whole numbers", tick)
		}
		v, err := strconv.ParseFloat(tick.Label, 64)
		if far := math.Abs(a.At(v) - a.At(tick.Value)); err != nil || far > 0.3/float64(most) || names[tick.Label] || strings.HasPrefix(tick.Label, "-0.0") && v == 0 {
			t.Fatalf("tick %v of %+v, %v: away by %v of it", tick, a, err, far)
		}
		names[tick.Label] = true
	}
	if len(names) > most+1 || len(names) == 0 && !a.Whole {
		t.Fatalf("%d of up to %d steps are named on %+v: %v", len(names), most, a, ticks)
	}
}

// What is at an end but for rounding counts; a negative zero is none; an axis
// of no length has no ticks and no trouble.
func TestTicks_ends(t *testing.T) {
	if got := (Axis{Low: 0.1, High: 0.3}).Ticks(2); len(got) != 3 || got[0].Value != 0.1 || got[2].Value != 0.3 {
		t.Errorf("0.1 to 0.3: %v", got)
	}
	if got := (Axis{Low: -1, High: 1}).Ticks(2); len(got) != 3 || math.Signbit(got[1].Value) {
		t.Errorf("-1 to 1: %v", got)
	}
	if got := (Axis{Low: 1, High: 41.5}).Ticks(2); named(got) != "20  40; 0 between" { // in steps of 50 there is none
		t.Errorf("1 to 41.5: %v", got)
	}
	if got := label(-3e-17, 0.1, 1); got != "0" { // as the sum of a base and a height can be
		t.Errorf("what rounding leaves of 0 is named %s", got)
	}
	for _, a := range []Axis{{Low: 1, High: 1}, {}, {Low: math.NaN(), High: 1}, {High: math.NaN()}, {Low: math.NaN(), High: 1, Log: true}, {Low: 1, High: math.NaN(), Log: true}} {
		if got := a.Ticks(5); len(got) != 0 {
			t.Errorf("%v: %v", a, got)
		}
	}
	if got := (Axis{Low: 1e16, High: 1e16 + 4}).Ticks(30); len(got) > 31 {
		t.Errorf("%d ticks where numbers are as far apart as ticks", len(got))
	}
}

// A rounded axis contains what it was made of and ends at ticks.
func TestRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, most := anyAxis(t), rapid.IntRange(1, 40).Draw(t, "most")
		r := a.Rounded(most)
		near := 1e-8 * (a.High/2 - a.Low/2)
		if !(r.Low <= a.Low+near) || !(r.High >= a.High-near) || math.IsInf(r.High, 0) || a.Log && !(r.Low > r.Base && r.Low-r.Base <= (a.Low-a.Base)*(1+1e-8)) {
			t.Fatalf("%+v is rounded to %+v", a, r)
		}
		if a.Log {
			for _, end := range []float64{r.Low - r.Base, r.High - r.Base} {
				if m := end / math.Pow(10, math.Floor(math.Log10(end)+1e-6)); math.Abs(m-1) > 1e-5 && math.Abs(m-2) > 1e-5 && math.Abs(m-5) > 1e-5 {
					t.Fatalf("%+v is rounded to %v", a, end)
				}
			}
			return
		}
		ticks := r.Ticks(max(most, 2))
		if first, last := ticks[0].Value, ticks[len(ticks)-1].Value; math.Abs(first-r.Low) > near || math.Abs(last-r.High) > near {
			t.Fatalf("%+v, rounded to %+v, has ticks from %v to %v", a, r, first, last)
		}
		if again := r.Rounded(most); math.Abs(again.Low-r.Low) > near || math.Abs(again.High-r.High) > near {
			t.Fatalf("%+v is rounded to %+v", r, again)
		}
	})
}
