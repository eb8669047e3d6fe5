package axis

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// bowl are the heights of a round bowl from a height up, over a square.
func bowl(low, power float64) (heights []float64) {
	for i := range 41 {
		for j := range 41 {
			x, y := float64(i-20)/20, float64(j-20)/20
			heights = append(heights, low+math.Pow(x*x+y*y, power))
		}
	}
	return heights
}

func ExampleSpacing_NewLevels() {
	for _, s := range Spacings {
		for _, power := range []float64{1, 4} {
			l := s.NewLevels(bowl(-1, power))
			fmt.Printf("%s is %s: %.6g\n", s.Name, l.Name, l.At)
		}
	}
	// Output:
	// auto is even: [-0.8 -0.6 -0.4 -0.2 0 0.2 0.4 0.6 0.8]
	// auto is log: [-0.995 -0.9911 -0.984 -0.972 -0.95 -0.911 -0.84 -0.72 -0.5 -0.1 0.6 1.8 4.1 8]
	// log is log: [-0.975 -0.966 -0.953 -0.936 -0.913 -0.88 -0.84 -0.78 -0.69 -0.58 -0.43 -0.22 0.1 0.5]
	// log is log: [-0.995 -0.9911 -0.984 -0.972 -0.95 -0.911 -0.84 -0.72 -0.5 -0.1 0.6 1.8 4.1 8]
	// even is even: [-0.8 -0.6 -0.4 -0.2 0 0.2 0.4 0.6 0.8]
	// even is even: [0 1 2 3 4 5 6 7 8 9 10 11 12 13 14]
	// fifty is fifty: [-0.95 -0.9 -0.85 -0.8 -0.75 -0.7 -0.65 -0.6 -0.55 -0.5 -0.45 -0.4 -0.35 -0.3 -0.25 -0.2 -0.15 -0.1 -0.05 0 0.05 0.1 0.15 0.2 0.25 0.3 0.35 0.4 0.45 0.5 0.55 0.6 0.65 0.7 0.75 0.8 0.85 0.9 0.95]
	// fifty is fifty: [-0.5 0 0.5 1 1.5 2 2.5 3 3.5 4 4.5 5 5.5 6 6.5 7 7.5 8 8.5 9 9.5 10 10.5 11 11.5 12 12.5 13 13.5 14 14.5]
}

func ExampleLevels_Ticks() {
	for _, s := range Spacings[1:] {
		l := s.NewLevels(bowl(-1, 4))
		fmt.Println(named(l.Ticks(20)))
		fmt.Println(named(l.Ticks(5)))
	}
	fmt.Println(named(SpacingNamed("log").NewLevels([]float64{0, 1e7, 2e-3}).Ticks(20)))
	fmt.Println(named(SpacingNamed("even").NewLevels([]float64{0, 1e7}).Ticks(20)))
	fmt.Println(named(SpacingNamed("even").NewLevels([]float64{-2, 28}).Ticks(8)))
	// Output:
	// -0.995  -0.9911  -0.984  -0.972  -0.95  -0.911  -0.84  -0.72  -0.5  -0.1  0.6  1.8  4.1  8; 0 between
	// -0.995  -0.911  0.6; 11 between
	// 0  1  2  3  4  5  6  7  8  9  10  11  12  13  14; 0 between
	// 0  5  10; 12 between
	// 0  1  2  3  4  5  6  7  8  9  10  11  12  13  14; 16 between
	// 0  5  10; 28 between
	// 10  27  72  190  520  1400  3700  10000  27000  72000  1.9e5  5.2e5  1.4e6  3.7e6; 0 between
	// 1e6  2e6  3e6  4e6  5e6  6e6  7e6  8e6  9e6; 0 between
	// 0  10  20; 11 between
}

// The sample has the corners, the middle, and what lies between.
func TestSample(t *testing.T) {
	heights := Sample(func(x, y float64) float64 { return x + 10*y })
	if len(heights) != 61*61 || slices.Min(heights) != 0 || slices.Max(heights) != 11 {
		t.Errorf("%d heights from %v to %v", len(heights), slices.Min(heights), slices.Max(heights))
	}
	for _, want := range []float64{1, 10, 5.5, 0.25, 2.5} {
		if !slices.Contains(heights, want) {
			t.Errorf("%v is not among them", want)
		}
	}
}

func TestSpacingNamed(t *testing.T) {
	for _, s := range Spacings {
		if got := SpacingNamed(s.Name); got != s {
			t.Errorf("%s: %v", s.Name, got)
		}
	}
	if got := SpacingNamed(""); got != Spacings[0] {
		t.Errorf("none: %v", got)
	}
}

// Levels lie between the least and the largest height, in their order; all
// kinds of heights have some, but for those that are equal.
func TestLevels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heights := rapid.SliceOf(odd()).Draw(t, "heights")
		if rapid.Bool().Draw(t, "bowl") {
			heights = bowl(rapid.Float64Range(-1e4, 1e4).Draw(t, "low"), rapid.Float64Range(0.1, 20).Draw(t, "power"))
		}
		before := slices.Clone(heights)
		s := rapid.SampledFrom(Spacings).Draw(t, "spacing")
		l := s.NewLevels(heights)
		for i, v := range before {
			if v != heights[i] && !math.IsNaN(v) {
				t.Fatal("the heights are changed")
			}
		}
		finite := slices.DeleteFunc(before, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
		for i, v := range finite {
			finite[i] = min(max(v, -Most), Most)
		}
		if len(finite) == 0 || (Axis{Low: slices.Min(finite), High: slices.Max(finite)}).narrow() {
			if len(l.At) != 0 || !(l.Axis.Low < l.Axis.High) {
				t.Fatalf("%+v", l)
			}
			return
		}
		low, high := slices.Min(finite), slices.Max(finite)
		if len(l.At) == 0 || len(l.At) > l.most+1 || l.Name == "auto" || l.About == "" || l.log && l.Axis.Base != low || !l.log && l.Axis.Low != low || l.Axis.High != high {
			t.Fatalf("%d levels for %v to %v: %+v", len(l.At), low, high, l)
		}
		for i, v := range l.At {
			if !(v > low && v < high) || i > 0 && !(v > l.At[i-1]) {
				t.Fatalf("level %d of %v is beyond %v to %v or not above the one before", i, l.At, low, high)
			}
		}
		checkBands(t, l, odd().Draw(t, "v"))
		checkBands(t, l, rapid.SampledFrom(l.At).Draw(t, "level"))
		checkLabels(t, l, rapid.IntRange(1, 60).Draw(t, "most"))
	})
}

// checkBands checks that a height is between the right levels.
func checkBands(t *rapid.T, l Levels, v float64) {
	k := l.Band(v)
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		if k != -1 {
			t.Fatalf("%v is in band %d", v, k)
		}
	case k < 0 || k > len(l.At) || k > 0 && v < l.At[k-1] || k < len(l.At) && v >= l.At[k]:
		t.Fatalf("%v is in band %d of %v", v, k, l.At)
	}
}

// checkLabels checks that labels say the levels as exactly as one is from the
// next.
func checkLabels(t *rapid.T, l Levels, most int) {
	ticks := l.Ticks(most)
	names, count := map[string]bool{}, 0
	for i, tick := range ticks {
		if tick.Value != l.At[i] {
			t.Fatalf("tick %d is %v, the level %v", i, tick.Value, l.At[i])
		}
		if tick.Label == "" {
			continue
		}
		count++
		gap := math.Inf(1)
		for _, k := range []int{i - 1, i + 1} {
			if k >= 0 && k < len(l.At) {
				gap = min(gap, math.Abs(l.At[k]-tick.Value))
			}
		}
		if v, err := strconv.ParseFloat(tick.Label, 64); err != nil || names[tick.Label] || !(math.Abs(v-tick.Value) <= 0.2*gap) {
			t.Fatalf("level %v of %v is named %q", tick.Value, l.At, tick.Label)
		}
		names[tick.Label] = true
	}
	if len(ticks) != len(l.At) || count > most+1 || count == 0 && l.log {
		t.Fatalf("%d of %d ticks have names, most %d", count, len(ticks), most)
	}
}

// The automatic spacing is logarithmic where half of the map is in the lowest
// quarter.
func TestSpacings_auto(t *testing.T) {
	for median, want := range map[float64]string{-10: "log", 14.9: "log", 15.1: "even", 80: "even"} {
		if got := Spacings[0].NewLevels([]float64{90, -10, median, math.NaN(), math.Inf(1), -10, 90}).Name; got != want {
			t.Errorf("a median of %v of -10 to 90: %s, want %s", median, got, want)
		}
	}
}

// Logarithmic levels begin where a fiftieth of the map is lower and three digits
// tell the height from the least, and from there on the height over the least
// grows by one factor, but for two digits.
func TestLevels_log(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-100, 100).Draw(t, "low")
		heights := bowl(low, rapid.Float64Range(0.5, 10).Draw(t, "power"))
		l := SpacingNamed("log").NewLevels(heights)
		sorted := slices.Sorted(slices.Values(heights))
		first, last := sorted[len(sorted)/50]-low, sorted[len(sorted)-1]-low
		first = min(max(first, 1e-6*last, 0.005*math.Abs(low)), last/2)
		for i, v := range l.At {
			if last <= 10*first {
				break // some of them are the same in two digits
			}
			want := first * math.Pow(last/first, float64(i)/14)
			if got := v - low; math.Abs(got-want) > 0.051*want {
				t.Fatalf("level %d lies %v over the least, want %v", i, got, want)
			}
			if at := l.Axis.At(v); math.Abs(at-float64(i)/14) > 0.025 {
				t.Fatalf("level %d lies at %v", i, at)
			}
		}
		if len(l.At) != 14 && last > 10*first {
			t.Fatalf("%d levels: %v", len(l.At), l.At)
		}
	})
}

// Levels that are even in f are multiples of a step.
func TestLevels_even(t *testing.T) {
	for name, most := range map[string]int{"even": 16, "fifty": 50} {
		rapid.Check(t, func(t *rapid.T) {
			low := rapid.Float64Range(-100, 100).Draw(t, "low")
			high := low + rapid.Float64Range(1, 100).Draw(t, "length")
			l := SpacingNamed(name).NewLevels([]float64{high, low})
			step := Step((high - low) / float64(most))
			if n := float64(len(l.At)); n > float64(most) || n < (high-low)/step-2 {
				t.Fatalf("%v levels in steps of %v from %v to %v", n, step, low, high)
			}
			for _, v := range l.At {
				if n := v / step; math.Abs(n-math.Round(n)) > 1e-6 {
					t.Fatalf("%v is no multiple of %v", v, step)
				}
			}
		})
	}
}

// Where only a pit is lower than the rest of a map, its levels are those of the
// upper half, no two of them the same.
func TestLevels_pit(t *testing.T) {
	heights := slices.Repeat([]float64{2}, 99)
	l := SpacingNamed("log").NewLevels(append(heights, 0))
	if want := []float64{1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9}; !slices.Equal(l.At, want) {
		t.Errorf("%v, want %v", l.At, want)
	}
}

func TestLevels_none(t *testing.T) {
	for _, heights := range [][]float64{nil, {3}, {3, 3, math.NaN()}, {1e16, 1e16 + 2}, {math.NaN()}, {math.Inf(1), 0, math.Inf(-1)}, {5e-324, -5e-324}} {
		for _, s := range Spacings {
			if l := s.NewLevels(heights); len(l.At) != 0 || l.Name != s.Name || l.Band(3) != 0 || l.Band(math.NaN()) != -1 || len(l.Ticks(5)) != 0 {
				t.Errorf("%v: %+v", heights, l)
			}
		}
	}
}
