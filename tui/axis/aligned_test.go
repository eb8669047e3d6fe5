package axis

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func ExampleAxis_Aligned() {
	for _, c := range []struct {
		Axis
		rows int
	}{
		{Axis{High: 0.7}, 7}, {Axis{High: 0.7}, 18}, {Axis{Low: -5, High: 25}, 17}, {Axis{Low: 0.7, High: 1}, 6}, {Axis{Low: 1e-14, High: 0.1, Log: true}, 9}, {Axis{High: 1}, 1},
		{Axis{Low: 1e-16, High: 10, Log: true}, 5},
	} {
		b, ticks, _ := c.Aligned(c.rows, 4)
		fmt.Printf("%d rows, %.4g to %.4g:", c.rows, b.Low, b.High)
		for _, t := range ticks {
			fmt.Print(strings.TrimRight(" "+t.Label, " "))
		}
		fmt.Println()
	}
	// Output:
	// 7 rows, -0.03125 to 0.8125: 0 0.5
	// 18 rows, -0.01 to 0.7: 0 0.2 0.4 0.6
	// 17 rows, -6.5 to 27: 0 10 20
	// 6 rows, 0.65 to 1.033: 0.8 1.0
	// 9 rows, 3.831e-16 to 0.1468: 1e-10 1e-5
	// 1 rows, -0.5 to 1: 0
	// 5 rows, 5.623e-17 to 3.162e+07: 1e-15 1e-10 1e-5 1
}

// The ticks fall on the middles of rows, to half a dot at worst; the axis holds
// what it held; and of the longest one, no more than half is new.
func TestAligned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Axis{Low: rapid.Float64Range(-1e3, 1e3).Draw(t, "low"), Whole: rapid.Bool().Draw(t, "whole")}
		a.High = a.Low + rapid.Float64Range(1e-3, 1e4).Draw(t, "length")
		if rapid.Bool().Draw(t, "log") {
			a.Low = math.Exp(rapid.Float64Range(-30, 3).Draw(t, "log low"))
			a.High, a.Log = a.Low*math.Exp(rapid.Float64Range(4.7, 40).Draw(t, "log length")), true
		}
		rows, down := rapid.IntRange(2, 40).Draw(t, "rows"), rapid.SampledFrom([]int{1, 4}).Draw(t, "dots")
		b, ticks, ok := a.Aligned(rows, down)
		switch {
		case !ok && rows < 4:
			return // which may be too few to have 0 between them
		case !ok || len(ticks) == 0:
			t.Fatalf("%v in %d rows: %v, %d ticks", a, rows, ok, len(ticks))
		}
		if slack := 1e-9 * (a.High - a.Low); !(b.Low <= a.Low+slack && b.High >= a.High-slack) {
			t.Fatalf("%v to %v does not hold %v to %v", b.Low, b.High, a.Low, a.High)
		}
		taken := map[int]bool{}
		for _, tick := range ticks {
			dot := (1 - b.At(tick.Value)) * float64(rows*down-1)
			row := int(math.Round(dot)) / down
			if off := dot - float64(row*down+down/2); math.Abs(off) > 1e-6 || taken[row] || row < 0 || row >= rows {
				t.Fatalf("%v in %d rows of %d dots: tick %v lies on dot %v", a, rows, down, tick, dot)
			}
			taken[row] = true
		}
		if linear := !a.Log && !a.Whole; linear && rows > 3 && b.High-b.Low > 2.6*(a.High-a.Low) {
			t.Fatalf("%v becomes %v to %v in %d rows", a, b.Low, b.High, rows)
		}
	})
}

// Where ticks cannot be so far apart, the axis stays.
func TestAligned_not(t *testing.T) {
	for _, a := range []Axis{{Low: 1, High: 99, Log: true}, {Low: -Most, High: Most}, {Low: 1, High: 1 + 1e-15}} {
		if b, ticks, ok := a.Aligned(9, 4); ok || b != a || ticks != nil {
			t.Errorf("%v becomes %v with %v", a, b, ticks)
		}
	}
	if _, _, ok := (Axis{High: 1}).Aligned(1, 1); ok {
		t.Error("a single dot has an axis")
	}
}

// In very few rows, whose steps are far longer than the axis, it holds what lies
// a little beyond a tick, too.
func TestAligned_few(t *testing.T) {
	a := Axis{Low: -4.76837158203125e-07, High: 20.499999523162842}
	if b, _, ok := a.Aligned(2, 1); ok && !(b.Low <= a.Low && b.High >= a.High) {
		t.Errorf("%v to %v does not hold %v to %v", b.Low, b.High, a.Low, a.High)
	}
}
