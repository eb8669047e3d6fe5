package model

import (
	"math"
	"strings"
	"testing"
)

// offered lists the names that a clock has, in their order.
func offered(of Clock) string {
	var names []string
	for _, s := range Schedules(of) {
		names = append(names, s.String())
	}
	return strings.Join(names, ", ")
}

func TestSchedules(t *testing.T) {
	if got, want := offered(Steps), "exponential, constant, stairs, 1/t, cosine, warm-up"; got != want {
		t.Errorf("of steps: %s, want %s", got, want)
	}
	if got, want := offered(Epochs), "constant, linear, step, exponential, cosine, warm-up"; got != want {
		t.Errorf("of epochs: %s, want %s", got, want)
	}
}

func TestSchedules_factors(t *testing.T) {
	for _, c := range []struct {
		of   Clock
		name string
		t    float64 // of 100
		want float64 // with a decay of 0.9
	}{
		{Steps, "exponential", 0, 1}, {Steps, "exponential", 2, 0.81},
		{Steps, "constant", 99, 1},
		{Steps, "stairs", 9, 1}, {Steps, "stairs", 10, math.Pow(0.9, 10)}, {Steps, "stairs", 29, math.Pow(0.9, 20)},
		{Steps, "1/t", 0, 1}, {Steps, "1/t", 1, 0.9}, {Steps, "1/t", 9, 0.5},
		{Steps, "cosine", 0, 1}, {Steps, "cosine", 25, (1 + math.Sqrt2/2) / 2}, {Steps, "cosine", 100, 0},
		{Steps, "warm-up", 0, 1. / 11}, {Steps, "warm-up", 9, 10. / 11}, {Steps, "warm-up", 10, 1}, {Steps, "warm-up", 12, 0.81},
		{Epochs, "constant", 99, 1},
		{Epochs, "linear", 25, 0.75},
		{Epochs, "step", 19, 1}, {Epochs, "step", 20, 0.5}, {Epochs, "step", 99, 1. / 16},
		{Epochs, "exponential", 0, 1}, {Epochs, "exponential", 50, 0.1},
		{Epochs, "cosine", 0, 1}, {Epochs, "cosine", 50, 0.5},
		{Epochs, "warm-up", 0, 0.1}, {Epochs, "warm-up", 5, 0.55}, {Epochs, "warm-up", 10, 1}, {Epochs, "warm-up", 55, 0.5},
	} {
		for _, s := range Schedules(c.of) {
			if got := s.Factor(Moment{c.t, 100, 0.9}); s.Name == c.name && math.Abs(got-c.want) > 1e-12 {
				t.Errorf("%s at %v: %v, want %v", c.name, c.t, got, c.want)
			}
		}
	}
	for _, s := range Schedules(Steps) { // a run so short that a tenth of it is no step
		if s.Name == "warm-up" && (s.Factor(Moment{0, 2, 0.9}) != 0.5 || s.Factor(Moment{1, 2, 0.9}) != 1) {
			t.Errorf("the warm-up of two steps is %v and %v", s.Factor(Moment{0, 2, 0.9}), s.Factor(Moment{1, 2, 0.9}))
		}
	}
}

// No rate is below 0 or above the first, and none rises but to warm up.
func TestSchedules_fall(t *testing.T) {
	for _, of := range []Clock{Steps, Epochs} {
		for _, s := range Schedules(of) {
			before := 1.
			for k := range 100 {
				f := s.Factor(Moment{float64(k), 100, 0.9})
				if !(f >= 0 && f <= 1) || f > before && s.Name != "warm-up" {
					t.Errorf("%s: %v at %d after %v", s.Name, f, k, before)
				}
				before = f
			}
		}
	}
}
