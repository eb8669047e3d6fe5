package check

import (
	"fmt"
	"math"
	"nntui/model"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// check compares all tensors.
func check(t rapid.TB, component, formula string, h float64, seed uint64) Snapshot {
	t.Helper()
	c, err := New(checkOf(component, formula, h, seed))
	if err != nil {
		t.Fatal(err)
	}
	c.Advance(math.MaxInt, 0)
	return c.Snapshot()
}

// TestCheck_finds checks that what is wrong fails: steps that do not fit, and
// gradients that are wrong by one part in a thousand.
func TestCheck_finds(t *testing.T) {
	for _, c := range []struct {
		component, formula string
		h                  float64
		least              int // failures
	}{
		{"sigmoid", "central", 5, 5},
		{"sigmoid", "forward", 0.01, 3},
		{"sigmoid", "central", 1e-15, 1},
		{"relu", "forward", 10, 2},
		{"bce", "central", 1, 5},
		{"linear", "central", 1e-16, 1},
		{"network", "central", 1, 1000}, // most of them at kinks
	} {
		if s := check(t, c.component, c.formula, c.h, seed); s.Failed+s.Kinks < c.least {
			t.Errorf("%+v: %d entries fail and %d have kinks, want %d or more", s.Config, s.Failed, s.Kinks, c.least)
		}
	}
	for _, component := range Components {
		wrong, entry := sabotage(t, component, 1.001)
		if wrong.Failed != 1 || wrong.Worst != entry {
			t.Errorf("%s: wrong at %d; %d fail, the worst at %d", component.Name, entry, wrong.Failed, wrong.Worst)
		}
	}
}

// sabotage checks a component after multiplying its largest derivative.
func sabotage(t *testing.T, component Component, factor float64) (s Snapshot, entry int) {
	t.Helper()
	c, err := New(checkOf(component.Name, "central", 1e-5, seed))
	if err != nil {
		t.Fatal(err)
	}
	var largest *float64
	number := 0
	for _, tensor := range c.chain.tensors {
		for i := range tensor.analytic {
			if largest == nil || math.Abs(tensor.analytic[i]) > math.Abs(*largest) {
				largest, entry = &tensor.analytic[i], number
			}
			number++
		}
	}
	*largest *= factor
	c.Advance(math.MaxInt, 0)
	return c.Snapshot(), entry
}

func TestCheckSnapshot_worst(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		relative      []float64
		failed, worst int
	}{
		{nil, 0, -1},
		{[]float64{0}, 0, 0},
		{[]float64{0, 1e-9, 1e-10}, 0, 1},
		{[]float64{1e-9, 1e-9}, 0, 0},
		{[]float64{Tolerance}, 0, 0},
		{[]float64{1e-9, 2 * Tolerance, 1, 0.5}, 3, 2},
		{[]float64{1, inf, 2}, 3, 1},
		{[]float64{0, inf, nan, inf}, 3, 2},
		{[]float64{nan, 0, nan, 1}, 3, 0},
		{[]float64{nan, inf}, 2, 0},
	} {
		var entries []Entry
		for _, r := range c.relative {
			entries = append(entries, Entry{Relative: r})
		}
		var s Snapshot
		s.show(Config{}, entries, []tensor{{}})
		if s.Failed != c.failed || s.Worst != c.worst {
			t.Errorf("%v: %d failed, worst %d; want %d, %d", c.relative, s.Failed, s.Worst, c.failed, c.worst)
		}
	}
}

// TestCheck_noNumber checks a difference that leaves the domain of the
// logarithm for some predictions only.
func TestCheck_noNumber(t *testing.T) {
	s := check(t, "bce", "central", 1, seed)
	if worst := s.Entries[s.Worst]; !math.IsNaN(worst.Relative) {
		t.Errorf("the worst entry is %+v, want one whose difference is not a number", worst)
	}
}

// TestCheck_progress goes tensor by tensor, and then on to the other tests.
func TestCheck_progress(t *testing.T) {
	c, err := New(checkOf("linear", "central", 1e-5, seed))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for range 4 {
		s := c.Snapshot()
		got = append(got, fmt.Sprint(len(s.Entries), s.State == model.Finished))
		c.Advance(1, 0)
	}
	if want := []string{"0 false", "15 false", "50 false", "57 false"}; !slices.Equal(got, want) {
		t.Errorf("entries and whether finished: %q, want %q", got, want)
	}
}
