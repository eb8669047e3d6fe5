package model

import (
	"errors"
	"io/fs"
	"math"
	"testing"
	"time"
)

// A refusal keeps the error behind it, and not the name of the package that it
// comes from.
func TestRefuse(t *testing.T) {
	cause := errors.New("nn: two layers short")
	err := Refuse("layers", "%w", cause)
	refusal, ok := errors.AsType[*ConfigError](err)
	if !ok || refusal.Field != "layers" || refusal.Reason != "two layers short" || refusal.Cause != cause || !errors.Is(err, cause) {
		t.Errorf("got %+v", refusal)
	}
	if err.Error() != "layers: two layers short" {
		t.Errorf("it reads %q", err)
	}
	if err := Refuse("file", "%d of %w", 3, fs.ErrNotExist); !errors.Is(err, fs.ErrNotExist) || err.Error() != "file: 3 of file does not exist" {
		t.Errorf("got %v", err)
	}
	if refusal, _ := errors.AsType[*ConfigError](Refuse("h", "%v is no step", -1)); refusal.Cause != nil || errors.Unwrap(refusal) != nil {
		t.Errorf("the cause of %v is %v", refusal, refusal.Cause)
	}
}

func TestEntryNamed(t *testing.T) {
	name := func(n int) string { return string(rune('a' + n)) }
	if n, err := EntryNamed("letter", "c", []int{0, 1, 2}, name); n != 2 || err != nil {
		t.Errorf("c is %d, %v", n, err)
	}
	n, err := EntryNamed("letter", "d", []int{0, 1, 2}, name)
	if n != 0 || err == nil || err.Error() != `letter: "d" is unknown; it takes a, b, c` {
		t.Errorf("d is %d, %v", n, err)
	}
}

func TestDeadline(t *testing.T) {
	for budget, want := range map[time.Duration]bool{0: false, -1: false, time.Hour: false} {
		if d := NewDeadline(budget); d.Passed() != want {
			t.Errorf("%v have passed: %t", budget, !want)
		}
	}
	if (Deadline{}).Passed() {
		t.Error("none has passed")
	}
	if d := NewDeadline(1); !(Deadline{d.at}).Passed() {
		t.Error("a nanosecond has not passed")
	}
}

func TestState(t *testing.T) {
	for s, want := range []string{"unfinished", "finished", "diverged"} {
		if State(s).String() != want || (Unfinished != 0 || Finished != 1 || Diverged != 2) {
			t.Errorf("state %d is %v", s, State(s))
		}
	}
}

func TestReadings(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		got   Reading
		text  string
		value float64
	}{
		{Decimals(-0.00001), "0.0000", -0.00001}, {Decimals(0.00005001), "0.0001", 0.00005001}, {Decimals(-2.28070971), "-2.2807", -2.28070971},
		{Decimals(999999.9), "999999.9000", 999999.9}, {Decimals(1e6), "1.000e+06", 1e6}, {Decimals(-1234567), "-1.235e+06", -1234567},
		{Decimals(1e200), "1.000e+200", 1e200}, {Decimals(inf), "infinite", inf}, {Decimals(-inf), "infinite", -inf}, {Decimals(nan), "not a number", nan},
		{Significant(1234, 3), "1234", 1234}, {Significant(0.00012345, 2), "0.00012", 0.00012345}, {Significant(999999, 3), "999999", 999999},
		{Significant(1e6, 3), "1e+06", 1e6}, {Significant(1e9, 3), "1e+09", 1e9}, {Significant(-1e9, 3), "-1e+09", -1e9}, {Significant(99.99, 2), "100", 99.99},
		{Tiny(0), "0", 0}, {Tiny(2.34e-11), "2.3e-11", 2.34e-11}, {Tiny(nan), "not a number", nan},
		{Whole(-12), "-12", -12}, {Word("gd"), "gd", nan}, {NotYet, "not yet", nan},
		{ReasonOf(""), "it did not diverge", nan}, {ReasonOf("f overflows"), "f overflows", nan},
	} {
		if same := c.got.Value == c.value || math.IsNaN(c.got.Value) && math.IsNaN(c.value); c.got.Text != c.text || !same {
			t.Errorf("%q with the value %v, want %q with %v", c.got.Text, c.got.Value, c.text, c.value)
		}
	}
}

func TestReadouts(t *testing.T) {
	table := []Readout[int]{
		Take("itself", Whole),
		Take("half", func(n int) Reading { return Decimals(float64(n) / 2) }),
	}
	readings := ReadAll(table, 5)
	if names := ReadoutNames(table); len(names) != 2 || names[0] != "itself" || names[1] != "half" {
		t.Errorf("the names are %v", names)
	}
	if len(readings) != 2 || readings[0] != (Reading{"itself", "5", 5}) || readings[1] != (Reading{"half", "2.5000", 2.5}) {
		t.Errorf("got %v", readings)
	}
}
