package setting

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// A turn is a turn of a knob from a value, and what that leads to.
type turn[T any] struct {
	from T
	by   int
	big  bool
	want T
}

// turns tries turns of a knob that is bound to v.
func turns[T comparable](t *testing.T, s Setting, v *T, turns ...turn[T]) {
	t.Helper()
	for _, c := range turns {
		if *v = c.from; s.Label != "label" || s.Help != "help" {
			t.Errorf("the knob is called %q: %q", s.Label, s.Help)
		}
		if s.Turn(c.by, c.big); *v != c.want {
			t.Errorf("from %v by %d (big %v): %v, want %v", c.from, c.by, c.big, *v, c.want)
		}
	}
}

// stands wants of a knob that it shows a value so, and where in its range it
// stands.
func stands[T any](t *testing.T, s Setting, v *T, value T, text string, level float64) {
	t.Helper()
	*v = value
	got := s.Level()
	if s.Show() != text || math.Abs(got-level) > 1e-12 || math.IsNaN(got) != math.IsNaN(level) {
		t.Errorf("%v is shown as %s at %v, want %s at %v", value, s.Show(), got, text, level)
	}
}

// A knob reaches the number that a user would write, not a neighbour of it.
func TestLinear(t *testing.T) {
	var v float64
	s := Number("", "", &v).Linear("label", "help", 0.1, 2.1, 0.005, 0.05)
	turns(t, s, &v,
		turn[float64]{0.31, 1, false, 0.315},
		turn[float64]{0.31, -1, false, 0.305},
		turn[float64]{0.31, 1, true, 0.36},
		turn[float64]{0.31, -1, true, 0.26},
		turn[float64]{0.3131, 1, false, 0.32},
		turn[float64]{2.1, 1, false, 2.1},
		turn[float64]{2.08, 1, true, 2.1},
		turn[float64]{0.1, -1, false, 0.1},
		turn[float64]{7, -1, false, 2.1},
	)
	v = 0.1
	for range 43 {
		s.Turn(1, false)
	}
	stands(t, s, &v, v, "0.315", 0.1075)
	stands(t, s, &v, 2.1, "2.1", 1)
}

func TestLogarithmic(t *testing.T) {
	var v float64
	s := Number("", "", &v).Logarithmic("label", "help", 1e-6, 10, true)
	turns(t, s, &v,
		turn[float64]{0.001, 1, false, 0.0015},
		turn[float64]{0.001, -1, false, 0.0007},
		turn[float64]{0.0015, -1, false, 0.001},
		turn[float64]{0.7, 1, false, 1},
		turn[float64]{0.001, 1, true, 0.01},
		turn[float64]{0.001, -1, true, 0.0001},
		turn[float64]{0.0123, 1, false, 0.015},
		turn[float64]{0.0123, -1, false, 0.01},
		turn[float64]{0.1 + 0.2, 1, false, 0.5}, // which is a little more than 0.3
		turn[float64]{0.1 + 0.2, -1, false, 0.2},
		turn[float64]{5, 1, true, 10},
		turn[float64]{10, 1, false, 10},
		turn[float64]{3e-6, -1, true, 1e-6},
		turn[float64]{1e-6, -1, false, 0},
		turn[float64]{1e-9, 1, true, 1e-6},
		turn[float64]{0, 1, false, 1e-6},
		turn[float64]{0, -1, true, 0},
	)
	stands(t, s, &v, 0, "0", 0)
	stands(t, s, &v, 1e-6, "1e-06", 0)
	stands(t, s, &v, 1e-5, "1e-05", 1./7)
	stands(t, s, &v, 10, "10", 1)

	s = Number("", "", &v).Logarithmic("label", "help", 1e-6, 10, false)
	turns(t, s, &v, turn[float64]{1e-6, -1, false, 1e-6}, turn[float64]{0, -1, false, 1e-6})
}

// All stops of a logarithmic knob, up and down.
func TestLogarithmic_stops(t *testing.T) {
	v := 1.
	s := Number("", "", &v).Logarithmic("label", "help", 1, 100, false)
	stops := []float64{1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100}
	for _, want := range stops[1:] {
		if s.Turn(1, false); v != want {
			t.Errorf("up to %v, want %v", v, want)
		}
	}
	slices.Reverse(stops)
	for _, want := range stops[1:] {
		if s.Turn(-1, false); v != want {
			t.Errorf("down to %v, want %v", v, want)
		}
	}
}

func TestStops(t *testing.T) {
	var v float64
	s := Number("", "", &v).Stops("label", "help", 0, 0.3, 0.5, 0.7, 0.8)
	turns(t, s, &v,
		turn[float64]{0.3, 1, false, 0.5},
		turn[float64]{0.3, -1, false, 0},
		turn[float64]{0.4, 1, false, 0.7}, // it counts as the next above
		turn[float64]{0.9, -1, false, 0.7},
		turn[float64]{0, 1, true, 0.7},
		turn[float64]{0.5, 1, true, 0.8},
		turn[float64]{0.5, -1, true, 0},
	)
	stands(t, s, &v, 0.5, "0.5", 0.5)
	stands(t, s, &v, 9, "9", 1)
}

func TestRange(t *testing.T) {
	var n int
	s := Whole("", "", &n).Range("label", "help", 1, 1024, 1, 10)
	turns(t, s, &n,
		turn[int]{5, 1, false, 6},
		turn[int]{5, -1, false, 4},
		turn[int]{5, 1, true, 15},
		turn[int]{5, -1, true, 1},
		turn[int]{1024, 1, false, 1024},
		turn[int]{-7, -1, false, 1},
	)
	stands(t, s, &n, 1, "1", 0)
	stands(t, s, &n, 32, "32", 0.5)
	stands(t, s, &n, 1024, "1024", 1)
}

func TestEndless(t *testing.T) {
	var seed uint64
	s := Seed("", "", &seed).Endless("label", "help")
	turns(t, s, &seed,
		turn[uint64]{5, 1, false, 6},
		turn[uint64]{5, 1, true, 1005},
		turn[uint64]{5, -1, true, math.MaxUint64 - 994},
		turn[uint64]{0, -1, false, math.MaxUint64},
		turn[uint64]{math.MaxUint64, 1, false, 0},
	)
	stands(t, s, &seed, 12345, "12345", math.NaN())
}

func TestWheel(t *testing.T) {
	var kind string
	kinds := []string{"boskop", "gala", "idared"}
	around := func(s Setting) {
		turns(t, s, &kind,
			turn[string]{"boskop", 1, false, "gala"},
			turn[string]{"idared", 1, true, "boskop"},
			turn[string]{"boskop", -1, true, "idared"},
			turn[string]{"gala", -1, false, "boskop"},
			turn[string]{"pear", 1, false, "boskop"},
			turn[string]{"pear", -1, false, "idared"},
		)
		stands(t, s, &kind, "boskop", "boskop", math.NaN())
		stands(t, s, &kind, "gala", "gala", math.NaN())
		stands(t, s, &kind, "pear", "custom", math.NaN())
	}
	around(Choice("", "", kinds, &kind).Wheel("label", "help"))
	around(Text("", "", "", &kind).WheelOf("label", "help", kinds,
		func() int { return slices.Index(kinds, kind) }, func(i int) { kind = kinds[i] }))

	var c colour
	index := Index("", "", []string{"green", "red"}, &c).Wheel("label", "help")
	turns(t, index, &c, turn[colour]{0, 1, false, 1}, turn[colour]{1, 1, false, 0})

	var f fruit
	basket, _ := Find(f.Settings(), "basket")
	basket = basket.Wheel("label", "help")
	turns(t, basket, &f, turn[fruit]{fruit{}, 1, false, fruit{apples: 9, weight: 1.5}})
	stands(t, basket, &f, f, "full", math.NaN())
}

func TestTurned(t *testing.T) {
	var n int
	s := Whole("", "", &n).Turned("label", "help", func(by int, isBig bool) {
		if n += by; isBig {
			n *= 100
		}
	})
	turns(t, s, &n, turn[int]{1, 1, false, 2}, turn[int]{1, 1, true, 200})
	stands(t, s, &n, 7, "7", math.NaN())
}

func TestShown(t *testing.T) {
	var n int
	s := Whole("", "", &n).Range("label", "help", 0, 3, 1, 1)
	stands(t, s.Shown(func(text string) string { return "<" + text + ">" }), &n, 0, "<0>", 0)
	stands(t, s.ZeroShown("off"), &n, 0, "off", 0)
	stands(t, s.ZeroShown("off"), &n, 3, "3", 1)
}

func TestThen(t *testing.T) {
	var n, seen int
	s := Whole("", "", &n).Range("label", "help", 0, 30, 1, 10).Then(func() { seen = n })
	turns(t, s, &n, turn[int]{1, 1, false, 2}, turn[int]{1, 1, true, 11})
	if seen != 11 {
		t.Errorf("seen %d, want the value after the turn", seen)
	}
}

func TestOnly(t *testing.T) {
	var n int
	used := false
	s := Whole("", "", &n).Range("label", "help", 0, 30, 1, 10).Only(func() bool { return used })
	turns(t, s, &n, turn[int]{1, 1, false, 1})
	stands(t, s, &n, 30, "-", math.NaN())
	used = true
	turns(t, s, &n, turn[int]{1, 1, true, 11})
	stands(t, s, &n, 30, "30", 1)
	used = true
	if got := s.Unused(); got != "" {
		t.Errorf("used, it says %q", got)
	}
	used = false
	if got, plain := s.Unused(), Whole("", "", &n).Unused(); got != "nothing depends on it now" || plain != "" {
		t.Errorf("unused, it says %q, and one that is used always %q", got, plain)
	}
}

func TestKnobs(t *testing.T) {
	var a, b int
	settings := []Setting{Whole("a", "", &a), Whole("b", "", &b).Range("label", "help", 0, 1, 1, 1)}
	if got := Knobs(settings); len(got) != 1 || got[0].Name != "b" || len(settings) != 2 || settings[0].Name != "a" {
		t.Errorf("the knobs of %v are %v", settings, got)
	}
}

func TestShort(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", math.Copysign(0, -1): "0", 0.315: "0.315", -123456: "-1.2346e+05", 12345: "12345", 1e-14: "1e-14", 1. / 3: "0.33333",
	} {
		if got := Short(x); got != want {
			t.Errorf("%v is %s, want %s", x, got, want)
		}
	}
}

// What has up to 12 digits stays, and sums of decimal steps become that.
func TestTidy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-1e9, 1e9).Draw(t, "thousandths")
		want, _ := strconv.ParseFloat(strconv.Itoa(n)+"e-3", 64)
		if got := Tidy(float64(n) * 0.001); got != want {
			t.Fatalf("%v, want %v", got, want)
		}
	})
	if got := Tidy(0.1234567890123); got != 0.123456789012 {
		t.Errorf("13 digits become %v", got)
	}
	for _, x := range []float64{math.Inf(1), math.Inf(-1), 0} {
		if got := Tidy(x); got != x {
			t.Errorf("%v becomes %v", x, got)
		}
	}
}
