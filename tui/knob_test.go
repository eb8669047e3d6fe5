package tui

import (
	"math"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/training"
)

// Whatever is turned how often, every knob stays in its range, shows itself in
// its column, and the config works (but for a batch that outgrows its split,
// which is refused in words).
func TestKnobsStayInRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := newTrainingTab(2)
		turn(t, tab.knobs.rows, &tab.config)
		c := tab.config.Config
		c.BatchSize = 1
		if _, err := training.New(c); err != nil {
			t.Fatal(err)
		}

		walked := newDescentTab(0)
		turn(t, walked.knobs.rows, &walked.runner.config)
		if _, err := descent.New(walked.runner.config); err != nil {
			t.Fatal(err)
		}

		checked := newCheckTab(1)
		turn(t, checked.knobs.rows, &checked.runner.config)
		if _, err := check.New(checked.runner.config); err != nil {
			t.Fatal(err)
		}
	})
}

// turn turns knobs at random and looks at each.
func turn[T any](t *rapid.T, rows []knob[T], v *T) {
	for range rapid.IntRange(0, 60).Draw(t, "turns") {
		k := rows[rapid.IntRange(0, len(rows)-1).Draw(t, "knob")]
		k.turn(v, rapid.SampledFrom([]int{-1, 1}).Draw(t, "by"), rapid.Bool().Draw(t, "big"))
		if level := k.level(*v); level < 0 || level > 1 {
			t.Fatalf("%s stands at %v of its range", k.name, level)
		}
		if k.name == "seed" || k.name == "split seed" {
			continue // up to 20 digits
		}
		if text := k.show(*v); utf8.RuneCountInString(text) > 11 {
			t.Fatalf("%s shows %q", k.name, text)
		}
	}
}

// A knob reaches the number that a user would write, not a neighbour of it.
func TestLinearKnobIsExact(t *testing.T) {
	tab := newDescentTab(0)
	c := &tab.runner.config
	for range 43 {
		tab.knobs.rows[0].turn(c, 1, false)
	}
	if c.Step != 0.315 {
		t.Errorf("43 steps of 0.005 up from 0.1 give %v", c.Step)
	}
}

func TestLogarithmicKnob(t *testing.T) {
	k := logarithmic("", "", func(v *float64) *float64 { return v }, 1e-6, 10, true)
	for _, c := range []struct {
		from float64
		by   int
		big  bool
		want float64
	}{
		{0.001, 1, false, 0.0015},
		{0.001, -1, false, 0.0007},
		{0.7, 1, false, 1},
		{0.001, 1, true, 0.01},
		{0.0123, 1, false, 0.015},
		{0.0123, -1, false, 0.01},
		{5, 1, true, 10},
		{10, 1, false, 10},
		{1e-6, -1, false, 0},
		{0, 1, false, 1e-6},
		{0, -1, true, 0},
	} {
		v := c.from
		if k.turn(&v, c.by, c.big); v != c.want {
			t.Errorf("from %v by %d (big %v): %v, want %v", c.from, c.by, c.big, v, c.want)
		}
	}
	if level := k.level(0); level != 0 || math.IsNaN(level) {
		t.Errorf("0 stands at %v", level)
	}
}
