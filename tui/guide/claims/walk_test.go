// Package claims holds what the built-in lesson says against what the experiments
// give: it is all tests.
package claims

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/training"
	"nntui/tui/lesson"
)

// TestGuide walks the Guide: it runs every set-up of every step, fills in the
// answers, and holds what they say against what the experiments give.
func TestGuide(t *testing.T) {
	guide, err := lesson.Parse("guide.toml", lesson.Guide, lesson.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for i := range guide.Steps {
		s := &guide.Steps[i]
		known[s.Key()] = true
		t.Run(s.Key(), func(t *testing.T) {
			t.Parallel()
			walk(t, s)
		})
	}
	for key := range claims {
		if !known[key] {
			t.Errorf("claims for a step that there is not: %q", key)
		}
	}
}

// The Guide has an answer to every section of the assignment.
func TestGuide_sections(t *testing.T) {
	guide, err := lesson.Parse("guide.toml", lesson.Guide, lesson.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for section, parts := range map[string]string{"1.1": "abcdefgh", "1.2": "abcdefghijklm", "1.3": "ab", "1.4": "abcd", "1.6": "bcdefghi", "1.7": "abc"} {
		for _, part := range parts {
			want = append(want, fmt.Sprintf("%s (%c)", section, part))
		}
	}
	want = append(want, "1.5")
	slices.Sort(want)
	for _, s := range guide.Steps {
		got = append(got, s.Section)
		for what, limit := range map[string]int{s.Title: 30, s.Text: 350, s.Answer: 700} {
			if n := len([]rune(what)); n == 0 || n > limit {
				t.Errorf("%s: %d characters, want from 1 to %d: %q", s.Key(), n, limit, what)
			}
		}
	}
	if !slices.IsSorted(got) {
		t.Errorf("the sections are out of order: %q", got)
	}
	if got = slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("sections %q, want %q", got, want)
	}
}

// An answer is short: first a sentence that answers, with two figures at most.
func TestGuide_short(t *testing.T) {
	guide, err := lesson.Parse("guide.toml", lesson.Guide, lesson.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	const mostWords, mostFirst, mostFigures = 80, 16, 2
	readings, sentence := regexp.MustCompile(`\$\{[^}]*\}`), regexp.MustCompile(`(?s)^.+?[.!?]\s`)
	for i := range guide.Steps {
		s := &guide.Steps[i]
		first := sentence.FindString(readings.ReplaceAllString(s.Answer, "5"))
		if words, figures := len(strings.Fields(first)), len(figuresIn(first)); words == 0 || words > mostFirst || figures > mostFigures {
			t.Errorf("%s: %d words and %d figures: %q", s.Key(), words, figures, first)
		}
		if words := len(strings.Fields(s.Answer)); words > mostWords {
			t.Errorf("%s: %d words", s.Key(), words)
		}
	}
}

// claims are what the steps claim, by lesson.Step.Key.
var claims = map[string]func(*figures){}

// claim adds the claims of a step.
func claim(key string, check func(*figures)) bool {
	claims[key] = check
	return true
}

// walk runs a step's set-ups and checks its claims.
func walk(t *testing.T, s *lesson.Step) {
	f := &figures{T: t, step: s}
	filled := lesson.Fill(s.Answer, func(name string) string { return f.reading(name).Text })
	if filled == "" || strings.Contains(filled, "${") || strings.Contains(filled, "not yet") {
		t.Errorf("the answer has gaps:\n%s", filled)
	}
	check := claims[s.Key()]
	if check == nil {
		t.Fatal("an answer without a claim")
	}
	check(f)
	f.checkFirst()
	for _, setup := range s.Setups() {
		f.checkNumPy(setup)
	}
	f.checkChaos()
	for _, number := range f.unchecked() {
		t.Errorf("nothing checks the figure %s", number)
	}
	if f.claims == 0 || f.chosen == 0 {
		t.Errorf("%d claims, %d choices: each step with an answer has both", f.claims, f.chosen)
	}
}

// figures are what a step's set-ups come to.
type figures struct {
	*testing.T
	step           *lesson.Step
	claims, chosen int
	known          []string // the figures in the step's words that a claim is about
}

// is checks a claim.
func (f *figures) is(ok bool, format string, args ...any) {
	f.Helper()
	f.claims++
	if !ok {
		f.Errorf("it is not so that "+format, args...)
	}
}

// near checks that a reading has a value, to a relative error.
func (f *figures) near(name string, want, tolerance float64) {
	f.Helper()
	got := f.n(name)
	f.is(math.Abs(got-want) <= tolerance*math.Abs(want), "%s = %v is %v", name, got, want)
}

// says checks a number that stands in the step's own words: it must stand
// there, and be the value as far as it is written out.
func (f *figures) says(number string, value float64) {
	f.Helper()
	f.given(number)
	f.claims++
	v, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64)
	mantissa, exponent, _ := strings.Cut(number, "e")
	_, decimals, _ := strings.Cut(mantissa, ".")
	power, _ := strconv.Atoi(exponent)
	unit := math.Pow10(power - len(decimals))
	f.is(err == nil && math.Abs(v-value) <= 0.5001*unit, "%s stands for %v", number, value)
}

// given notes figures in the step's words that a claim beside it checks, or
// that need none: a constant that the step itself chooses, or one of a formula.
func (f *figures) given(numbers ...string) {
	f.Helper()
	words := strings.Join(append(f.step.Choices, f.step.Text, f.step.Watch, f.step.Question, f.step.Answer), " ")
	for _, number := range numbers {
		if !strings.Contains(words, number) {
			f.Errorf("the step does not say %s", number)
		}
	}
	f.known = append(f.known, figuresIn(numbers...)...)
}

// choose says of each choice whether it is what the experiment gives: that
// must be the one that counts as right.
func (f *figures) choose(holds ...bool) {
	f.Helper()
	f.chosen++
	want := slices.Repeat([]bool{false}, len(f.step.Choices))
	if f.step.Right > 0 {
		want[f.step.Right-1] = true
	}
	if !slices.Equal(holds, want) {
		f.Errorf("the experiment says %v of the choices %q; %d is right", holds, f.step.Choices, f.step.Right)
	}
}

// n returns the value of a reading, named as in the answer.
func (f *figures) n(name string) float64 { f.Helper(); return f.reading(name).Value }

func (f *figures) reading(name string) model.Reading {
	f.Helper()
	setup, reading, ok := f.step.Source(name)
	if !ok {
		f.Fatalf("%s is no reading of this step", name)
	}
	readings := f.run(setup.Open).readings
	return value(readings, reading)
}

// value returns the reading of that name.
func value(readings []model.Reading, name string) model.Reading {
	r, ok := setting.Named(readings, name, func(r model.Reading) string { return r.Name })
	if !ok {
		panic("there is no reading " + name)
	}
	return r
}

// result is what an opening comes to.
type result struct {
	readings []model.Reading
	descent  descent.Snapshot
	check    check.Snapshot
	training training.Snapshot
}

// of returns the result of a set-up: "" for the step's own.
func (f *figures) of(name string) *result {
	f.Helper()
	for i, setup := range f.step.Setups() {
		if setup.Name == name || name == "" && i == 0 {
			return f.run(setup.Open)
		}
	}
	f.Fatalf("there is no set-up %q", name)
	return nil
}

// path is the way of a descent.
func (f *figures) path(name string) []descent.Point { f.Helper(); return f.of(name).descent.Path }

var runs sync.Map // of openings: func() (*result, error)

func (f *figures) run(open string) *result {
	f.Helper()
	once, _ := runs.LoadOrStore(open, sync.OnceValues(func() (*result, error) { return runOpening(open) }))
	r, err := once.(func() (*result, error))()
	if err != nil {
		f.Fatalf("%s: %v", open, err)
	}
	return r
}

// runOpening runs the experiment of an opening to its end.
func runOpening(open string) (*result, error) {
	config, _, err := configOf(open)
	if err != nil {
		return nil, err
	}
	switch c := config.(type) {
	case *descent.Config:
		return runDescent(*c)
	case *check.Config:
		return runCheck(*c)
	}
	return runTraining(*config.(*training.Config))
}

// configOf returns the config of an opening, with its settings. What the opening
// says of the tab's view, which is no setting of the experiment, is left out.
func configOf(open string) (config any, settings []setting.Setting, err error) {
	args, err := lesson.Arguments(open)
	if err != nil {
		return nil, nil, err
	}
	d, c, t := descent.Default(), check.Default(), training.Default()
	switch args[1] {
	case "descent":
		config, settings = &d, d.Settings()
	case "check":
		config, settings = &c, c.Settings()
	default:
		config, settings = &t, t.Settings()
	}
	values := map[string]string{}
	for i, arg := range args {
		name, value, given := strings.Cut(strings.TrimPrefix(arg, "--"), "=")
		s, known := setting.Find(settings, name)
		switch {
		case !known || !strings.HasPrefix(arg, "--"):
			continue
		case s.Switch && !given:
			value = "true"
		case !given:
			value = args[i+1]
		}
		values[name] = value
	}
	return config, settings, setting.Apply(settings, values)
}

func runDescent(c descent.Config) (*result, error) {
	d, err := descent.New(c)
	if err != nil {
		return nil, err
	}
	d.Advance(math.MaxInt, 0)
	s := d.Snapshot()
	return &result{readings: s.Readings(), descent: s}, nil
}

func runCheck(c check.Config) (*result, error) {
	checked, err := check.New(c)
	if err != nil {
		return nil, err
	}
	checked.Advance(math.MaxInt, 0)
	s := checked.Snapshot()
	return &result{readings: s.Readings(), check: s}, nil
}

// runTraining trains once, however many steps open the same.
func runTraining(c training.Config) (*result, error) {
	once, _ := trainings.LoadOrStore(c, sync.OnceValues(func() (*result, error) { return train(c) }))
	return once.(func() (*result, error))()
}

var trainings sync.Map // of configs: func() (*result, error)

func train(c training.Config) (*result, error) {
	t, err := training.New(c)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	t.Advance(math.MaxInt, 0)
	elapsed := time.Since(start)
	s := t.Look(training.Watch{Learned: true, Digits: true, Weights: true})
	return &result{readings: s.Readings(elapsed), training: s}, nil
}

// checkNumPy holds a training against the assignment's own code in NumPy,
// where that has such a run.
func (f *figures) checkNumPy(setup lesson.Setup) {
	s := f.run(setup.Open).training
	golden := training.NumPy(s.Config)
	for i, e := range s.Epochs[:min(len(s.Epochs), len(golden))] {
		if !e.Agrees(golden[i]) {
			f.Errorf("%s, epoch %d: %v, NumPy has %v", setup.Open, i+1, e, golden[i])
		}
	}
}

// checkFirst wants the set-up that the question is about to be the first: it is
// the one that is played before the answer opens.
func (f *figures) checkFirst() {
	asked := figuresIn(f.step.Question)
	about := func(setup lesson.Setup) (n int) {
		values := f.values(setup.Open)
		for _, number := range asked {
			if v, err := strconv.ParseFloat(number, 64); err == nil && slices.Contains(values, v) {
				n++
			}
		}
		return n
	}
	setups := f.step.Setups()
	for _, other := range setups {
		if first := setups[0]; about(other) > about(first) {
			f.Errorf("%q is rather about %q than about the first set-up, %q", f.step.Question, other.Open, first.Open)
		}
	}
}
