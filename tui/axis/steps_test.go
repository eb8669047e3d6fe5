package axis

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func ExampleStep() {
	fmt.Println(Step(0.7), Step(1), Step(1.1), Step(2), Step(20.1), Step(5.1), Step(9.99), Step(0.0003))
	// Output: 1 1 2 2 50 10 10 0.0005
}

func ExampleLinear() {
	fmt.Println(Linear(0, 1, 5))
	fmt.Println(Linear(-5, 5, 6))
	fmt.Println(Linear(1, 3, 2))
	fmt.Println(Linear(0.11, 0.39, 3))
	fmt.Println(Linear(1, 100, 3))
	// Output:
	// [0 0.2 0.4 0.6000000000000001 0.8 1]
	// [-4 -2 0 2 4]
	// [1 2 3]
	// [0.2 0.30000000000000004]
	// [50 100]
}

func ExampleLog() {
	for _, ends := range [][2]float64{{0.1, 70}, {1e-14, 0.1}, {0.5, 2000}, {1, 1000}, {1, 999}, {1e-300, 1e300}} {
		named, between := Log(ends[0], ends[1], 8)
		fmt.Printf("%.6g and %d between\n", named, len(between))
	}
	// Output:
	// [0.1 0.2 0.5 1 2 5 10 20 50] and 16 between
	// [1e-14 1e-12 1e-10 1e-08 1e-06 0.0001 0.01] and 7 between
	// [1 10 100 1000] and 0 between
	// [1 10 100 1000] and 0 between
	// [1 2 5 10 20 50 100 200 500] and 18 between
	// [1e-300 1e-200 1e-100 1 1e+100 1e+200 1e+300] and 594 between
}

// Ticks lie on the axis, at multiples of their step, in order and as many as
// there is room for: not so few that a finer step would have fitted.
func TestLinear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1e6, 1e6).Draw(t, "low")
		high := low + rapid.Float64Range(1, 1e6).Draw(t, "length")
		most := rapid.IntRange(1, 40).Draw(t, "most")
		step := Step((high - low) / float64(most))
		ticks := Linear(low, high, most)
		if n := len(ticks); n > most+1 || n < int((high-low)/step) {
			t.Fatalf("%d ticks, at most %d steps of %v: %v", n, most, step, ticks)
		}
		for i, v := range ticks {
			if v < low || v > high || i > 0 && math.Abs(v-ticks[i-1]-step) > 1e-6*step {
				t.Fatalf("tick %d of %v to %v is %v, in steps of %v", i, low, high, v, step)
			}
			if whole := v / step; math.Abs(whole-math.Round(whole)) > 1e-6 {
				t.Fatalf("%v is no multiple of %v", v, step)
			}
		}
		mantissa := step / math.Pow(10, math.Floor(math.Log10(step)+1e-9))
		if m := math.Round(mantissa); math.Abs(m-mantissa) > 1e-9 || m != 1 && m != 2 && m != 5 {
			t.Fatalf("a step of %v", step)
		}
		if finer := step / 2.51; (high-low)/finer <= float64(most) {
			t.Fatalf("a step of %v is too coarse for %v to %v in %d", step, low, high, most)
		}
	})
}

// What is at an end but for rounding counts; a negative zero is none; an axis
// of no length has no ticks and no trouble.
func TestLinear_ends(t *testing.T) {
	if got := Linear(0.1, 0.3, 2); len(got) != 3 || got[0] != 0.1 || got[2] != 0.3 {
		t.Errorf("0.1 to 0.3: %v", got)
	}
	if got := Linear(-1, 1, 2); len(got) != 3 || math.Signbit(got[1]) {
		t.Errorf("-1 to 1: %v", got)
	}
	for _, ends := range [][2]float64{{1, 1}, {math.NaN(), 1}, {0, math.NaN()}} {
		if got := Linear(ends[0], ends[1], 5); len(got) != 0 {
			t.Errorf("%v: %v", ends, got)
		}
	}
}
