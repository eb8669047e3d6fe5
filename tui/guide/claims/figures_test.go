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
// names of sections, nets and parameters, and powers.
var noFigure = regexp.MustCompile(`\$\{[^}]*\}|\b1\.[1-7] \([a-m]\)|\b\d+(-\d+)+|\b[A-Za-z]+\d+\b|\^-?\w+`)

// A figure is a number or a fraction, in digits or, from three on, in words.
var (
	figure  = regexp.MustCompile(`-?\d[\d,]*(\.\d+)?(e-?\d+)?(/\d+)?`)
	spelled = regexp.MustCompile(`(?i)\b(three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|hundred|thousand|half|third|quarter|fifth|sixth|seventh|eighth|tenth)s?\b`)
	digits  = strings.NewReplacer("three", "3", "four", "4", "five", "5", "six", "6", "seven", "7", "eight", "8", "nine", "9", "ten", "10",
		"eleven", "11", "twelve", "12", "twenty", "20", "fifty", "50", "hundred", "100", "thousand", "1000")
)

// figuresIn lists the figures in some words.
func figuresIn(words ...string) (list []string) {
	text := noFigure.ReplaceAllString(strings.Join(words, "\n"), "")
	text = spelled.ReplaceAllStringFunc(text, func(word string) string {
		word = strings.ToLower(word)
		if strings.HasSuffix(word, "th") || strings.HasPrefix(word, "third") {
			list = append(list, word)
			return ""
		}
		return digits.Replace(word)
	})
	for _, number := range figure.FindAllString(text, -1) {
		list = append(list, strings.TrimRight(number, ","))
	}
	return list
}

// unchecked lists the figures in a step's words that no claim is about, and
// that are no value of a setting of its set-ups. What the choices say, choose
// checks. A small whole number need not be claimed where the question has it;
// where only the answer has it, it does.
func (f *figures) unchecked() (list []string) {
	s, asked := f.step, []string{f.step.Text, f.step.Watch, f.step.Question}
	var set []float64
	for _, setup := range s.Setups() {
		set = append(set, f.values(setup.Open)...)
		asked = append(asked, setup.About)
	}
	known := f.known
	if s.Right > 0 {
		known = append(known, figuresIn(s.Choices[s.Right-1])...)
	}
	small := func(number string) bool { return len(strings.TrimPrefix(number, "-")) == 1 }
	for _, number := range figuresIn(asked...) {
		if small(number) {
			known = append(known, number)
		}
	}
	for _, number := range figuresIn(append(asked, s.Answer)...) {
		v, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64)
		if !slices.Contains(known, number) && (err != nil || !slices.Contains(set, v)) {
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
		Setup:   lesson.Setup{Open: "nntui --tab descent --step 0.315 --x -2"},
		Text:    "The net 64-32-1 of 1.7 (a), 10^-12 W12 and x^12, 5 times: ${f} and ${long.f12}, three, fifty.",
		Watch:   "0.315, but 0.31.",
		Answer:  "It is 12, 1.5e-3, -2 or -0.25, and 2,113, 42; at (3, 2), 5 times three or 4 times a tenth, 1/3: 77, 78 and seventy; ten, Fifty.",
		Choices: []string{"77", "78, ten"},
		Right:   2,
	}
	f := &figures{T: t, step: step, known: []string{"42", "-0.25"}}
	if got, want := f.unchecked(), []string{"tenth", "50", "0.31", "12", "1.5e-3", "2,113", "4", "1/3", "77", "50"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
