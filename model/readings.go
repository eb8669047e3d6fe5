package model

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"nntui/model/setting"
)

// A Reading is a number of an experiment under a name, for texts that speak of
// it: a lesson writes ${f}, and what the experiment has found stands there.
type Reading struct {
	Name  string
	Text  string  // as one reads it
	Value float64 // NaN where there is none: yet, or at all
}

// A Readout is a reading before the experiment has run: it is known by name, and
// how to take it from a T.
type Readout[T any] struct {
	name string
	read func(T) Reading
}

// Take returns the readout of that name.
func Take[T any](name string, read func(T) Reading) Readout[T] { return Readout[T]{name, read} }

// ReadAll takes the readings of a table.
func ReadAll[T any](table []Readout[T], from T) []Reading {
	readings := make([]Reading, len(table))
	for i, r := range table {
		readings[i] = r.read(from)
		readings[i].Name = r.name
	}
	return readings
}

// ReadoutNames lists what a table reads.
func ReadoutNames[T any](table []Readout[T]) []string {
	return setting.Names(table, func(r Readout[T]) string { return r.name })
}

// Decimals is a number with four decimals, or with four digits where it is so
// large that these would not count.
func Decimals(v float64) Reading {
	text := fmt.Sprintf("%.4f", v)
	if math.Abs(v) >= 1e6 {
		text = fmt.Sprintf("%.3e", v)
	}
	if strings.Trim(text, "-0.") == "" {
		text = "0.0000" // and not with a minus, which rounding may leave
	}
	return Finite(v, text)
}

// Significant is a number with that many digits that count.
func Significant(v float64, n int) Reading {
	text := strconv.FormatFloat(v, 'g', n, 64)
	if math.Abs(v) < 1e6 && strings.Contains(text, "e+") {
		text = fmt.Sprintf("%.0f", v) // 1234, where g has 1.2e+03
	}
	return Finite(v, text)
}

// Tiny is a number of which the size counts, as in 2.3e-11.
func Tiny(v float64) Reading {
	if v == 0 {
		return Reading{Text: "0"}
	}
	return Finite(v, fmt.Sprintf("%.1e", v))
}

// Whole is a whole number.
func Whole(n int) Reading { return Reading{Text: strconv.Itoa(n), Value: float64(n)} }

// Word is a reading that is no number.
func Word(text string) Reading { return Reading{Text: text, Value: math.NaN()} }

// Finite is a number under the text that its digits make, or a word for one
// that has no digits.
func Finite(v float64, text string) Reading {
	if math.IsNaN(v) {
		return Word("not a number")
	}
	if math.IsInf(v, 0) {
		text = "infinite"
	}
	return Reading{Text: text, Value: v}
}

// ReasonOf says why an experiment diverged.
func ReasonOf(reason string) Reading {
	if reason == "" {
		return Word("it did not diverge")
	}
	return Word(reason)
}

// NotYet is a reading of something that is still to come.
var NotYet = Word("not yet")
