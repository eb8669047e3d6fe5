package claims

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nntui/model/training"
	"nntui/tui/lesson"
)

// What looks like a figure in a step's words and is none: the readings, the
// names of sections and nets, and powers.
var noFigure = regexp.MustCompile(`\$\{[^}]*\}|\b1\.[1-7] \([a-m]\)|\b\d+(-\d+){2,}|\^-?\w+`)

// A figure has decimals, an exponent or at least two digits: smaller whole
// numbers count things, and stand in formulas.
var figure = regexp.MustCompile(`-?\d[\d,]*(\.\d+)?(e-?\d+)?`)

// unchecked lists the figures in a step's words that no claim is about, and
// that are no value of a setting of its set-ups. What the choices say, choose
// checks.
func (f *figures) unchecked() (list []string) {
	var set []float64
	for _, setup := range f.step.Setups() {
		set = append(set, f.values(setup.Open)...)
	}
	words := noFigure.ReplaceAllString(strings.Join([]string{f.step.Text, f.step.Watch, f.step.Question, f.step.Answer}, "\n"), "")
	for _, number := range figure.FindAllString(words, -1) {
		number = strings.TrimRight(number, ",")
		v, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64)
		small := len(strings.TrimPrefix(number, "-")) == 1
		if err != nil || !small && !slices.Contains(f.known, number) && !slices.Contains(set, v) {
			list = append(list, number)
		}
	}
	return list
}

// values are the numbers among the settings of an opening.
func (f *figures) values(open string) (list []float64) {
	f.Helper()
	config, settings, err := configOf(open)
	if err != nil {
		f.Fatal(err)
	}
	if c, ok := config.(*training.Config); ok {
		shapes, _ := c.Shapes()
		for _, s := range shapes {
			list = append(list, float64(s.In), float64(s.Out))
		}
	}
	for _, s := range settings {
		for _, number := range figure.FindAllString(s.Get(), -1) { // also those of a net
			if v, err := strconv.ParseFloat(number, 64); err == nil {
				list = append(list, v)
			}
		}
	}
	return list
}

// A figure that nothing checks is found; what is none is not.
func TestUnchecked(t *testing.T) {
	step := &lesson.Step{
		Setup:  lesson.Setup{Open: "nntui --tab descent --step 0.315 --x -2"},
		Text:   "The net 64-32-1 of 1.7 (a), 10^-12 and x^12, 5 times: ${f} and ${long.f12}.",
		Watch:  "0.315, but 0.31.",
		Answer: "It is 12, 1.5e-3, -2 or -0.25, and 2,113, 42; at (3, 2).",
	}
	f := &figures{T: t, step: step, known: []string{"42", "-0.25"}}
	if got, want := f.unchecked(), []string{"0.31", "12", "1.5e-3", "2,113"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
