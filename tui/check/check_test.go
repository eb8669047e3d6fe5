package check

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/check"
	"nntui/model/setting"
	"nntui/nn"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
	"nntui/tui/run"
)

// snapshot is made up: a matrix W of 3x4, of which one entry differs, one is
// doubtful and one a kink, and a vector b of 2.
func snapshot() check.Snapshot {
	s := check.Snapshot{
		Config: check.Default(), About: "made up", Activation: "relu", State: model.Finished, Loss: 1.5,
		Verdict: check.Verdict{
			Cause: check.CauseUnknown, Entry: 5, Head: "The gradient of W is wrong.",
			Why:    "Analytic and numerical side differ by up to 1e-02, without a pattern.",
			Worst:  "W[1,1]: analytic 0.51, numerical 0.5.",
			Advice: "Look at the line that computes dW.",
		},
		Failed: 2, Kinks: 1, Worst: 5,
	}
	errors := []float64{1e-12, 3e-8, 0, 1e-16, 2e-7, 1e-2, 5e-6, 4e-10, 1e-7, 0.5, 6e-9, 7e-11, 8e-12, 9e-12}
	for i, e := range errors {
		entry := check.Entry{
			Name: fmt.Sprintf("W[%d,%d]", i/4, i%4), Index: i, At: float64(i) / 8, Value: 1.5 + float64(i), Label: math.NaN(),
			Analytic: 0.5 + e, Numerical: 0.5, Absolute: e / 2, Relative: e, Kink: i == 9,
		}
		if i >= 12 {
			entry.Name, entry.Tensor, entry.Index, entry.Label = fmt.Sprintf("b[%d]", i-12), 1, i-12, 1
		}
		s.Entries = append(s.Entries, entry)
	}
	s.Tensors = []check.Tensor{
		{Name: "W", Rows: 3, Cols: 4, Done: 12, Failed: 2, Kinks: 1, Worst: 5, CheckGrad: 1.25e-2},
		{Name: "b", Rows: 1, Cols: 2, First: 12, Done: 2, Worst: 13, CheckGrad: 3e-9},
	}
	s.Sweep = check.Sweep{Rounding: 2e-16}
	for i := range 14 {
		s.Sweep.H = append(s.Sweep.H, math.Pow(10, -1-float64(i)))
	}
	for f, formula := range nn.Formulas {
		errors := make([]float64, len(s.Sweep.H))
		for i, h := range s.Sweep.H {
			errors[i] = 0.1*math.Pow(h, float64(formula.Order)) + float64(f+1)*1e-16/h
		}
		errors[12] = math.NaN()
		s.Sweep.Errors, s.Sweep.Truncation = append(s.Sweep.Errors, errors), append(s.Sweep.Truncation, 0.1)
	}
	s.Taylor = check.Taylor{ZerothSlope: 1.01, FirstSlope: 2.02, Noise: 1e-15}
	for i := range 9 {
		h := math.Pow(10, -float64(i))
		s.Taylor.H = append(s.Taylor.H, h)
		s.Taylor.Zeroth, s.Taylor.First = append(s.Taylor.Zeroth, h), append(s.Taylor.First, h*h/2)
		s.Taylor.Kink = append(s.Taylor.Kink, i == 1)
	}
	return s
}

// still opens a tab that shows a snapshot and compares nothing.
func still(s check.Snapshot, width, height int, p colorprofile.Profile) *stage.Stage[*Tab] {
	t := New(0)
	t.runner.Config, t.runner.Snapshot, t.runner.Ready, t.runner.Busy = s.Config, s, true, true
	t.arrange()
	t.point()
	play := stage.New(t, width, height)
	play.Resize(stage.Frame(width, height, p))
	return play
}

func tried(t *testing.T, test func(t *testing.T, s *stage.Stage[*Tab])) {
	synctest.Test(t, func(t *testing.T) { test(t, stage.New(New(0), 80, 21)) })
}

func TestView(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int
		keys          string
	}{
		{"normal", 80, 21, ""},
		{"narrow", 60, 15, "v enter ] right"},
		{"large", 200, 56, "v v O"},
		{"larger", 130, 76, "v"},
		{"table-wide", 140, 17, "enter O z"},
		{"heat", 90, 30, "v z right right"},
		{"sweep", 80, 21, "v v enter"},
		{"taylor", 80, 21, "v v v"},
		{"activations", 60, 21, "v v v v enter shift+right"},
		{"activations-beside", 80, 21, "v v v v"},
		{"sweep-narrow", 60, 15, "v v"},
		{"sweep-wide", 200, 18, "v v z"},
		{"sweep-below", 80, 21, "v"},
		{"taylor-narrow", 60, 15, "v v v"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := still(snapshot(), c.width, c.height, colorprofile.ANSI)
			s.Press(strings.Fields(c.keys)...)
			if wrong := stage.Misfit(s.Frame, s.Tab.View(s.Frame)); wrong != "" {
				t.Error(wrong)
			}
			stage.Golden(t, c.name, s.Text())
		})
	}
}

// Before there is anything, nothing is drawn; without a sweep, a Taylor test
// or a verdict, only what there is.
func TestView_empty(t *testing.T) {
	tab := New(0)
	f := stage.Frame(12, 3, colorprofile.ANSI)
	if got := stage.Misfit(f, tab.View(f)) + tab.Status(f); got != "" {
		t.Error(got)
	}
	s := snapshot()
	s.State, s.Verdict, s.Entries, s.Activation = model.Unfinished, check.Verdict{}, nil, ""
	s.Tensors, s.Failed, s.Kinks, s.Worst, s.Taylor = []check.Tensor{{Name: "W", Rows: 3, Cols: 4, Worst: -1}}, 0, 0, -1, check.Taylor{FirstSlope: math.NaN(), ZerothSlope: math.NaN()}
	for i := range s.Sweep.Errors {
		for k := range s.Sweep.H {
			s.Sweep.Errors[i][k] = math.NaN()
		}
	}
	play := still(s, 200, 56, colorprofile.ANSI)
	play.Press("]", "down", "v", "v", "v", "z", "left", "z")
	stage.Golden(t, "empty", play.Text())
}

// One picture of each view keeps the colours.
func TestView_colours(t *testing.T) {
	var all []string
	for i, v := range views() {
		s := still(snapshot(), 46, 15, colorprofile.ANSI256)
		s.Press("z")
		s.Press(strings.Fields(strings.Repeat("v ", i))...)
		if s.Tab.view != v.name {
			t.Fatalf("the %d. view is %s", i, s.Tab.view)
		}
		all = append(all, s.Tab.View(s.Frame))
	}
	s := still(snapshot(), 140, 40, colorprofile.ANSI256)
	s.Press("v")
	all = append(all, s.Tab.viewSide(s.Frame.Sized(44, 40), pane{}))
	stage.Golden(t, "colours", strings.Join(all, "\n"))
}

// Every picture does without characters that a plain font lacks.
func TestView_ascii(t *testing.T) {
	s := still(snapshot(), 120, 37, colorprofile.ASCII)
	s.Frame.ASCII = true
	for range views() {
		for _, r := range ansi.Strip(kit.ToASCII.Replace(s.Text())) {
			if r > 126 {
				t.Errorf("%q is not ASCII", r)
			}
		}
		s.Press("v")
	}
}

func TestAbout(t *testing.T) {
	about := New(0).About()
	for _, want := range []string{"space sweeps h", "F plants a fault", "up to 1e-07 ✓ and up to 1e-04 ~ pass; up to 1e-02 is doubtful"} {
		if !strings.Contains(about, want) {
			t.Errorf("no %q in %s", want, about)
		}
	}
}

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		name, want string
		made       func(s *check.Snapshot)
	}{
		{"wrong", "The gradient and its finite difference disagree.", func(*check.Snapshot) {}},
		{"right", "component: whose gradient is checked.", right},
		{"kinks", "◇ 1 kinks: a ReLU switches between the two points; not counted.", func(s *check.Snapshot) { right(s); s.Kinks = 1 }},
		{"unfit h", "The curve bends within h.", func(s *check.Snapshot) {
			s.Verdict = check.Verdict{Cause: check.CauseUnfitH, Why: "The curve bends within h."}
		}},
		{"undefined", "∅ 1 of 14 entries differs, 1 cannot be compared. Take a smaller h.", func(s *check.Snapshot) {
			s.Undefined, s.Verdict = 1, check.Verdict{Cause: check.CauseUnfitH, Why: "It leaves (0, 1).", Advice: "Take a smaller h."}
		}},
		{"hidden by kinks", "◇ 1 of 14 entries are kinks: take a smaller h.", func(s *check.Snapshot) { s.Verdict.Cause = check.CauseKinks }},
		{"planted, comparing", "Planted: the gradient is negated. ", func(s *check.Snapshot) { s.Config.Fault, s.Verdict = "sign", check.Verdict{} }},
		{"planted, harmless", "Planted: the gradient is negated. It changes no number here.", func(s *check.Snapshot) { s.Config.Fault, s.Harmless = "sign", true }},
		{"planted, named", "Planted: the gradient is negated. ✓ Found and named.", func(s *check.Snapshot) { s.Config.Fault, s.Verdict.Cause = "sign", check.CauseSign }},
		{"planted, found", "Planted: the gradient is negated. ✓ Found", func(s *check.Snapshot) { s.Config.Fault, s.Verdict.Cause = "sign", check.CauseFactor }},
		{"planted, unfit h", "Planted: the gradient is negated. ? Cannot tell with this h.", func(s *check.Snapshot) { s.Config.Fault, s.Verdict.Cause = "sign", check.CauseUnfitH }},
		{"planted, kinks", "Planted: the gradient is negated. ? Cannot tell with this h.", func(s *check.Snapshot) { s.Config.Fault, s.Verdict.Cause = "sign", check.CauseKinks }},
		{"planted, not found", "Planted: the gradient is negated. ✗ Not found with this h.", func(s *check.Snapshot) { right(s); s.Config.Fault = "sign" }},
	} {
		made := snapshot()
		c.made(&made)
		s := still(made, 80, 21, colorprofile.ANSI)
		if got := ansi.Strip(s.Tab.Status(s.Frame)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	made := snapshot()
	made.Config.Fault = "sign"
	right(&made)
	s := still(made, 80, 21, colorprofile.ANSI)
	if want := s.Frame.Theme.Bad.Bold("✗ Not found"); !strings.Contains(s.Tab.Status(s.Frame), want) {
		t.Errorf("what is not found does not stand out in %q", s.Tab.Status(s.Frame))
	}
	s.Tab.runner.Err = model.Refuse("h", "it is too long")
	if got := ansi.Strip(s.Tab.Status(s.Frame)); got != "h: it is too long" {
		t.Errorf("refused, the status is %q", got)
	}
}

// right makes the gradient right.
func right(s *check.Snapshot) {
	s.Verdict, s.Failed, s.Kinks = check.Verdict{Head: "The gradient is right."}, 0, 0
}

func TestStamp(t *testing.T) {
	for want, made := range map[string]func(s *check.Snapshot){
		"✗ 2 of 14":      func(*check.Snapshot) {},
		"✓ 14 of 14":     right,
		"✓ 13 of 14":     func(s *check.Snapshot) { right(s); s.Kinks = 1 },
		"? 2 of 14":      func(s *check.Snapshot) { s.Verdict.Cause = check.CauseUnfitH },
		"? 1 of 14, ∅ 1": func(s *check.Snapshot) { s.Verdict.Cause, s.Undefined = check.CauseUnfitH, 1 },
		"✗ 0 of 14, ∅ 2": func(s *check.Snapshot) { s.Undefined = 2 },
		"✗ 0 of 14":      func(s *check.Snapshot) { s.Failed = 0 },
		"? ◇ 1 of 14":    func(s *check.Snapshot) { s.Verdict.Cause = check.CauseKinks },
		"comparing":      func(s *check.Snapshot) { s.Verdict = check.Verdict{} },
	} {
		made0 := snapshot()
		made(&made0)
		s := still(made0, 80, 21, colorprofile.ANSI)
		if got := ansi.Strip(s.Tab.stamp(s.Frame)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTaylorStamp(t *testing.T) {
	for slope, want := range map[float64]string{2: "✓ slope 2: right", 1.71: "✓ slope 2: right", 1.7: "? between 1 and 2", 1.3: "? between 1 and 2", 1.29: "✗ slope 1: wrong", math.NaN(): "straight: rounding only"} {
		made := snapshot()
		made.Taylor.FirstSlope = slope
		s := still(made, 80, 21, colorprofile.ANSI)
		if got := ansi.Strip(s.Tab.taylorStamp(s.Frame)); got != want {
			t.Errorf("slope %v: %q, want %q", slope, got, want)
		}
	}
}

// The least error of a sweep is marked unless it is no help.
func TestBest(t *testing.T) {
	made := snapshot()
	for _, c := range []struct {
		at    int
		least float64
		want  bool
	}{{0, 1e-12, true}, {3, check.Wrong, true}, {3, 2 * check.Wrong, false}} {
		for i := range made.Sweep.Errors[0] {
			made.Sweep.Errors[0][i] = 0.5
		}
		made.Sweep.Errors[0][c.at] = c.least
		s := still(made, 80, 21, colorprofile.ANSI)
		s.Press("v", "v")
		marked := strings.Contains(s.Text(), shortError(made.Sweep.H[c.at])+" "+shortError(c.least))
		if at, _ := s.Tab.best(0); at != c.at || marked != c.want || strings.Count(s.Text(), "no h helps") == 1 == c.want {
			t.Errorf("the least, %v at %d: marked %v, found at %d\n%s", c.least, c.at, marked, at, s.Text())
		}
	}
}

// The first entry can be the worst, too.
func TestWorstOf(t *testing.T) {
	tab := still(snapshot(), 80, 21, colorprofile.ANSI).Tab
	for worst, want := range map[int]string{-1: "", 0: "1.0e-12", 5: "1.0e-02"} {
		if got := tab.worstOf(check.Tensor{Worst: worst}); got != want {
			t.Errorf("entry %d: %q, want %q", worst, got, want)
		}
	}
}

// The table has as many columns as there is room for, and digits that fill it.
func TestColumns(t *testing.T) {
	f := stage.Frame(80, 21, colorprofile.ANSI)
	e := check.Entry{Name: "W1[63,31]", At: -1.0 / 3, Value: 200.0 / 3, Analytic: -1e-7 / 3, Numerical: 1e-7 / 7, Absolute: 1e-9 / 3, Relative: 2.0 / 3}
	var lines []string
	for _, width := range []int{25, 40, 41, 62, 75, 76, 103, 104, 130, 200} {
		c := columnsFor(width)
		head, line := headLine(c), ansi.Strip(entryLine(f, c, e, width%2 == 0))
		if ansi.StringWidth(line) > width || len(head) > width {
			t.Errorf("in %d cells:\n%s\n%s", width, head, line)
		}
		lines = append(lines, head+"|", line+"|")
	}
	stage.Golden(t, "columns", strings.Join(lines, "\n"))
}

// Entries are as large as there is room for, up to three lines and twice as many
// cells; where there is none, the part around the cursor is seen.
func TestHeatMap(t *testing.T) {
	for _, c := range []struct {
		width, height, rows, cols, cursor int
		cell, tall, top, high, left, far  int
	}{
		{60, 30, 3, 4, 5, 10, 5, 0, 3, 0, 4},
		{40, 9, 3, 4, 5, 6, 3, 0, 3, 0, 4},
		{23, 30, 3, 4, 5, 4, 2, 0, 3, 0, 4},
		{40, 8, 3, 4, 5, 4, 2, 0, 3, 0, 4},
		{8, 30, 3, 4, 5, 2, 1, 0, 3, 0, 4},
		{7, 30, 3, 4, 5, 1, 1, 0, 3, 0, 4},
		{6, 3, 9, 20, 4*20 + 10, 1, 1, 3, 6, 7, 13},
		{0, 0, 9, 20, 4*20 + 10, 1, 1, 4, 5, 10, 11},
	} {
		f := stage.Frame(c.width, c.height, colorprofile.ANSI)
		h := newHeatMap(f, nil, check.Tensor{Rows: c.rows, Cols: c.cols}, c.cursor)
		if h.cell != c.cell || h.tall != c.tall || h.top != c.top || h.high != c.high || h.left != c.left || h.far != c.far || h.row != c.cursor/c.cols || h.col != c.cursor%c.cols {
			t.Errorf("%+v in %dx%d", h, c.width, c.height)
		}
	}
}

// Arrows show where a matrix goes on.
func TestHeatMap_part(t *testing.T) {
	f := stage.Frame(12, 3, colorprofile.ANSI)
	entries := make([]check.Entry, 9*20)
	for _, c := range []struct {
		cursor int
		want   string
	}{
		{4*20 + 10, "    ◀      10    ▶|▲  3|   4       ●|▼  5"},
		{0, "     0       8   ▶|   0 ●||▼  2"},
		{179, "    ◀8          19|▲  6||   8            ●"},
	} {
		h := newHeatMap(f, entries, check.Tensor{Rows: 9, Cols: 20}, c.cursor)
		var got []string
		for _, line := range strings.Split(ansi.Strip(h.String()), "\n") {
			got = append(got, strings.TrimRight(line, " "))
		}
		if got := strings.Join(got, "|"); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// Entries of the same colour are apart where they are large.
func TestHeatMap_gaps(t *testing.T) {
	for profile, want := range map[colorprofile.Profile]string{colorprofile.ANSI256: "▀▀▀ ▀▀▀", colorprofile.ANSI: "+++ +++"} {
		h := newHeatMap(stage.Frame(8, 4, profile), []check.Entry{{Relative: 1e-8}, {Relative: 1e-8}, {}, {}}, check.Tensor{Rows: 2, Cols: 2}, 2)
		lines := strings.Split(h.String(), "\n")
		i := 1 // without blocks there is no half of a line
		if profile == colorprofile.ANSI256 {
			i = 2
		}
		if got := strings.Trim(ansi.Strip(lines[i]), " 0"); got != want {
			t.Errorf("%v: %q, want %q", profile, got, want)
		}
		if filled := strings.Count(lines[1], "48;5;"); profile == colorprofile.ANSI256 && filled != 2 {
			t.Errorf("the first line has %d pieces, want 2: %q", filled, lines[1])
		}
	}
}

// The legend of a heat map has room, whatever the width.
func TestHeatLegend(t *testing.T) {
	for width := 17; width < 80; width++ {
		if got := ansi.StringWidth(heatLegend(stage.Frame(width, 1, colorprofile.ANSI256))); got > width {
			t.Errorf("%d cells in %d", got, width)
		}
	}
	for width, want := range map[int]string{
		66: " 1e-16  ..::-==++*##%%@ 1  ✗ differs ◇ kink ? doubtful ∅ undefined", 65: " 1e-16  ..::-==++*##%%@ 1  ✗ differs ◇ kink ? doubtful", 24: " 1e-16  .-=+*%@ 1 ◇ kink",
	} {
		if got := ansi.Strip(heatLegend(stage.Frame(width, 1, colorprofile.ANSI))); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Colours go from an error of 1e-16 to 1.
func TestHeat(t *testing.T) {
	for relative, want := range map[float64]float64{0: 0, 1e-300: 0, 1e-16: 0, 1e-8: 0.5, 1e-4: 0.75, 1: 1, 1e9: 1, math.Inf(1): 1, math.NaN(): 1} {
		if got := heat(relative); math.Abs(got-want) > 1e-12 {
			t.Errorf("an error of %v stands at %v, want %v", relative, got, want)
		}
	}
}

// The sign of an entry says its grade, in the colour of what it means.
func TestSignOf(t *testing.T) {
	f := stage.Frame(9, 9, colorprofile.ANSI)
	plain := map[string]string{} // signs by what a plain font has for them
	for _, c := range []struct {
		e    check.Entry
		want string
		hue  kit.Hue
	}{
		{check.Entry{Relative: check.Good}, "✓", f.Theme.Good}, {check.Entry{Relative: check.Tolerance}, "~", f.Theme.Good},
		{check.Entry{Relative: check.Wrong}, "?", f.Theme.Warn}, {check.Entry{Relative: 1}, "✗", f.Theme.Bad}, {check.Entry{Relative: math.NaN()}, "✗", f.Theme.Bad},
		{check.Entry{Relative: 1, Kink: true}, "◇", f.Theme.Warn},
		{check.Entry{Relative: math.NaN(), Undefined: "x leaves (0, 1)"}, "∅", f.Theme.Warn},
	} {
		if sign, hue := signOf(f, c.e); sign != c.want || hue != c.hue {
			t.Errorf("%+v has the sign %s in %v", c.e, sign, hue)
		}
		if other, taken := plain[kit.ToASCII.Replace(c.want)]; taken && other != c.want {
			t.Errorf("%s and %s are one in ASCII", other, c.want)
		}
		plain[kit.ToASCII.Replace(c.want)] = c.want
	}
}

func TestDigits(t *testing.T) {
	for _, c := range []struct {
		v     float64
		width int
		want  string
	}{
		{1.0 / 3, 12, "0.3333333333"}, {-1.0 / 3, 12, "-0.333333333"}, {1e-9 / 3, 12, "3.333333e-10"}, {-1e-100 / 3, 7, "-3e-101"}, {0.5, 20, "0.5"}, {math.Copysign(0, -1), 9, "0"},
	} {
		if got := digits(c.v, c.width); got != c.want {
			t.Errorf("%v in %d cells: %q, want %q", c.v, c.width, got, c.want)
		}
	}
}

func foot(keys kit.Keys) string {
	var words []string
	for _, late := range []bool{false, true} {
		for _, b := range keys.Feet(late) {
			words = append(words, b.Help().Key+" "+b.Foot)
		}
		words = append(words, "|")
	}
	return strings.Join(words[:len(words)-1], "  ")
}

func TestKeys_foot(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	wants := func(want string) {
		t.Helper()
		if got := foot(s.Tab.Keys()); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	wants("↑↓ choose  ←→ change  v view  F fault  space sweep h  z zoom  |  O sort  ] tensor  enter look closer  R new seed")
	s.Tab.ticks.Playing = true
	wants("↑↓ choose  ←→ change  v view  F fault  space pause  z zoom  |  O sort  ] tensor  enter look closer  R new seed")
	s.Press("space", "enter")
	const inside = "↑↓←→ move  esc back  v view  O sort  ] tensor  F fault  |  space sweep h  z zoom  R new seed"
	wants(inside)
	s.Press("esc", "z")
	wants(inside)
	s.Press("z", "v", "v", "v")
	wants("↑↓ choose  ←→ change  [ ] crosshair  v view  F fault  z zoom  |  O sort  space sweep h  enter look closer  R new seed")
	s.Press("enter")
	wants("↑↓←→ move  esc back  v view  O sort  F fault  |  [ ] crosshair  space sweep h  z zoom  R new seed")
}

func TestKeys(t *testing.T) {
	tried(t, func(t *testing.T, s *stage.Stage[*Tab]) {
		tab := s.Tab
		s.Press("F")
		if got := tab.runner.Snapshot; got.Config.Fault != "sign" || got.Verdict.Cause != check.CauseSign || tab.knobs.Chosen() != "fault" {
			t.Errorf("F plants %q, found %q, on %s", got.Config.Fault, got.Verdict.Cause, tab.knobs.Chosen())
		}
		s.Press("R")
		if got := tab.runner.Snapshot.Config.Seed; got != 12346 {
			t.Errorf("R draws from seed %d", got)
		}
		before := tab.runner.Config
		s.Press("home", "enter", "down", "down")
		if tab.cursor != 2 || tab.runner.Config != before {
			t.Errorf("in the picture, down down leads to entry %d, config %v", tab.cursor, tab.runner.Config)
		}
		s.Press("esc", "up", "right")
		if tab.cursor != 2 || tab.runner.Config.H <= before.H {
			t.Errorf("out of it, right turns h to %v and the cursor to %d", tab.runner.Config.H, tab.cursor)
		}
		s.Press("v", "v", "z", "left")
		if tab.runner.Config.H != before.H || !tab.full {
			t.Errorf("in the sweep, left turns h to %v", tab.runner.Config.H)
		}
		s.Press("shift+right", "up")
		if got := tab.runner.Config.H; math.Abs(got/before.H-10) > 1e-9 {
			t.Errorf("far to the right, h is %v", got)
		}
		s.Press("shift+left", "shift+left")
		if got := tab.runner.Config.H; math.Abs(10*got/before.H-1) > 1e-9 {
			t.Errorf("far to the left, h is %v", got)
		}
		s.Press("esc")
		if tab.full {
			t.Error("esc does not leave the full screen")
		}
		s.Press("v", "v", "v")
		if got := s.Text(); tab.view != "table" || !strings.Contains(got, "analytic against numerical") {
			t.Errorf("around the end comes %s", tab.view)
		}
	})
}

// A sweep goes through all of h, and ends where it began.
func TestSweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tab := New(0)
		s := stage.New(tab, 80, 21)
		press := func(key string) tea.Cmd {
			row, _ := tab.Keys().Find(stage.Key(key))
			return row.Do(stage.Key(key))
		}
		before := tab.runner.Config.H
		start := time.Now()
		s.Press("space")
		if tab.ticks.Playing || tab.runner.Config.H != before || tab.knobs.Chosen() != "h" {
			t.Errorf("it ends at h %v, on %s", tab.runner.Config.H, tab.knobs.Chosen())
		}
		if took := time.Since(start); took < 78*sweepTime || took > 81*sweepTime {
			t.Errorf("it took %v", took)
		}
		tick := press("space")
		if tab.runner.Config.H != check.MaxH || tab.Running() != "▶ h 1e-05  seed 12345" {
			t.Errorf("it begins at h %v: %q", tab.runner.Config.H, tab.Running())
		}
		tab.Update(tick().(run.Msg).Msg)
		if got := tab.runner.Config.H; got != 0.07 {
			t.Errorf("a tick later h is %v", got)
		}
		press("r")
		if tab.runner.Config.H != check.MaxH || tab.back != before {
			t.Errorf("begun anew at h %v, to come back to %v", tab.runner.Config.H, tab.back)
		}
		press("space")
		if tab.ticks.Playing || press("left") != nil || tab.runner.Config.H != 0.07 {
			t.Errorf("paused, left turns h to %v", tab.runner.Config.H)
		}
		press("space")
		if press("right"); tab.ticks.Playing {
			t.Error("a turned knob does not end the sweep")
		}
	})
}

func TestSort(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Press("O")
	want := []int{5, 6, 4, 8, 1, 10, 7, 11, 13, 12, 0, 3, 2, 9} // the kink last
	for i, at := range s.Tab.order {
		if at != want[i] {
			t.Fatalf("the order is %v, want %v", s.Tab.order, want)
		}
	}
	if s.Tab.cursor != 5 {
		t.Errorf("the cursor is on entry %d", s.Tab.cursor)
	}
	s.Press("enter", "down", "down")
	if s.Tab.cursor != 4 {
		t.Errorf("two rows below is entry %d", s.Tab.cursor)
	}
	s.Press("O")
	if s.Tab.order[3] != 3 || s.Tab.cursor != 0 {
		t.Errorf("out of order again: %v", s.Tab.order)
	}
	if a, b := seriousness(check.Entry{Relative: math.NaN()}), seriousness(check.Entry{Relative: 1e9}); !(a > b) {
		t.Error("what is not a number is not the worst")
	}
}

func TestMove(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	if s.Tab.cursor != 5 {
		t.Errorf("the cursor begins on entry %d", s.Tab.cursor)
	}
	s.Press("enter")
	goes := func(key string, want int) {
		t.Helper()
		if s.Press(key); s.Tab.cursor != want {
			t.Errorf("%s leads to entry %d, want %d", key, s.Tab.cursor, want)
		}
	}
	goes("up", 4)
	goes("right", 13)
	goes("left", 3)
	goes("pgdown", 13)
	goes("pgup", 3)
	goes("home", 0)
	goes("up", 0)
	goes("end", 13)
	goes("down", 13)
	goes("shift+up", 3)
	s.Press("v") // the heat map
	goes("down", 7)
	goes("right", 7)
	goes("left", 6)
	goes("shift+left", 4)
	goes("down", 8)
	goes("down", 8)
	goes("]", 13)
	goes("left", 12)
	goes("]", 5)
	goes("[", 13)
	goes("[", 5)
	s.Tab.runner.Snapshot.Tensors[1].Worst = -1
	goes("]", 5)
	goes("[", 5)
	s.Tab.runner.Snapshot.Entries = s.Tab.runner.Snapshot.Entries[:7]
	goes("right", 6)
	goes("down", 6)
	s.Press("v", "v") // the Taylor test
	for _, c := range []struct {
		key  string
		want int
	}{{"shift+right", 0}, {"left", 1}, {"shift+left", 8}, {"right", 7}, {"]", 6}, {"[", 7}, {"}", 0}, {"{", 8}} {
		if s.Press(c.key); s.Tab.taylor != c.want {
			t.Errorf("%s leads to step %d, want %d", c.key, s.Tab.taylor, c.want)
		}
	}
	s.Press("v") // the activations
	for _, c := range []struct {
		key  string
		want float64
	}{{"right", 0.5}, {"left", 0}, {"shift+left", -5}, {"[", -5.5}, {"}", -0.5}, {"]", 0}} {
		if s.Press(c.key); math.Abs(s.Tab.x-c.want) > 1e-12 {
			t.Errorf("%s leads to x %v, want %v", c.key, s.Tab.x, c.want)
		}
	}
	if s.Tab.x != 0 || math.Signbit(s.Tab.x) {
		t.Errorf("back at 0, x is %v", s.Tab.x)
	}
	if s.Press("}", "}", "}"); s.Tab.x != 10 {
		t.Errorf("x goes up to %v", s.Tab.x)
	}
	if s.Press("{", "{", "{", "{", "{"); s.Tab.x != -10 {
		t.Errorf("and down to %v", s.Tab.x)
	}
}

// The cursor goes to what fails, once for each gradient; h and the formula
// make no other.
func TestPoint(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	again := func(change func(s *check.Snapshot), want int) {
		t.Helper()
		s.Tab.cursor = 2
		change(&s.Tab.runner.Snapshot)
		if s.Tab.point(); s.Tab.cursor != want {
			t.Errorf("the cursor is on entry %d, want %d", s.Tab.cursor, want)
		}
	}
	again(func(s *check.Snapshot) { s.Config.H, s.Config.Formula = 1e-3, "forward" }, 2)
	again(func(s *check.Snapshot) { s.Config.Seed++; s.Verdict.Head = "" }, 2)
	again(func(s *check.Snapshot) { s.Verdict.Head = "wrong" }, 5)
	again(func(s *check.Snapshot) { s.Config.Seed++; right(s) }, 0)
	s.Tab.wanted = "b[1]"
	again(func(s *check.Snapshot) { s.Config.Seed++ }, 13)
	if s.Tab.wanted != "" {
		t.Error("it is wanted again and again")
	}
	s.Tab.wanted = "W[0,0]"
	again(func(s *check.Snapshot) { s.Config.Seed++; s.Verdict.Cause = check.CauseSign }, 0)
	s.Tab.wanted = "none"
	again(func(s *check.Snapshot) { s.Config.Seed++; right(s) }, 0)
	s.Tab.cursor = 99
	if s.Tab.arrange(); s.Tab.cursor != 13 {
		t.Errorf("beyond the end, the cursor is on entry %d", s.Tab.cursor)
	}
}

// Settings are set as knobs are turned: what changes a number ends the sweep, and
// the table is put in order.
func TestSet(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Tab.ticks.Playing = true
	if err := s.Tab.Set(map[string]string{"view": "heat", "sort": "true"}); err != nil || s.Tab.view != "heat" || s.Tab.order[0] != 5 || !s.Tab.ticks.Playing {
		t.Errorf("%s in the order %v, playing %v, error %v", s.Tab.view, s.Tab.order, s.Tab.ticks.Playing, err)
	}
	if err := s.Tab.Set(map[string]string{"h": "1e-3"}); err != nil || s.Tab.runner.Config.H != 1e-3 || s.Tab.ticks.Playing {
		t.Errorf("h is %v, playing %v, error %v", s.Tab.runner.Config.H, s.Tab.ticks.Playing, err)
	}
	if err := s.Tab.Set(map[string]string{"h": "much"}); err == nil || s.Tab.runner.Config.H != 1e-3 {
		t.Errorf("h is %v, error %v", s.Tab.runner.Config.H, err)
	}
	for _, of := range s.Tab.Settings() {
		if of.Fleeting != (of.Name == "entry") {
			t.Errorf("%s is fleeting: %v", of.Name, of.Fleeting)
		}
	}
	if s.Tab.Knobs() != &s.Tab.knobs {
		t.Error("the knobs are others")
	}
}

// V goes round the views the other way.
func TestViews_before(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	for i, c := range []struct{ key, want string }{
		{"V", "activations"}, {"V", "taylor"}, {"V", "sweep"}, {"V", "heat"}, {"V", "table"}, {"v", "heat"}, {"V", "table"},
	} {
		if s.Press(c.key); s.Tab.view != c.want {
			t.Errorf("press %d, %s, turns to %s, want %s", i, c.key, s.Tab.view, c.want)
		}
	}
}

// In table and heat map ] goes to the worst entry of the next tensor and [ to
// that of the one before, also out of the picture; elsewhere they move the
// crosshair.
func TestTensors_around(t *testing.T) {
	tried(t, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("right", "right", "right", "right", "right") // a layer with W, b and x
		goes := func(key, want string) {
			t.Helper()
			s.Press(key)
			if m, _ := s.Tab.tensor(); m.Name != want || s.Tab.cursor != m.Worst {
				t.Errorf("in %s, %s leads to entry %d of %s, want %d of %s", s.Tab.view, key, s.Tab.cursor, m.Name, m.Worst, want)
			}
		}
		for range 2 { // table and heat map
			for _, c := range [][2]string{{"]", "W"}, {"]", "b"}, {"[", "W"}, {"[", "x"}, {"[", "b"}, {"]", "x"}} {
				goes(c[0], c[1])
			}
			s.Press("v")
		}
		before, h := s.Tab.cursor, s.Tab.runner.Config.H
		if s.Press("]"); s.Tab.cursor != before || s.Tab.runner.Config.H <= h {
			t.Errorf("in the sweep, ] leads to entry %d and h %v", s.Tab.cursor, s.Tab.runner.Config.H)
		}
	})
}

// The cursor comes to every tensor, and in a heat map stays in its own.
func TestTensors(t *testing.T) {
	tried(t, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("right", "right", "right", "right", "right", "v", "enter")
		for _, want := range []string{"W", "b", "x"} {
			s.Press("]", "left", "left", "left", "left", "left", "left", "left", "up", "up", "up", "up", "up")
			if m, _ := s.Tab.tensor(); m.Name != want || s.Tab.cursor != m.First {
				t.Errorf("the cursor is on entry %d of %s, want the first of %s, %d", s.Tab.cursor, m.Name, want, m.First)
			}
		}
	})
}

// What stands on the screen is exact to 1e-9.
func TestReadout(t *testing.T) {
	tried(t, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("right", "right", "right", "right", "enter", "home") // binary cross-entropy
		for i, e := range s.Tab.runner.Snapshot.Entries {
			words := strings.Fields(ansi.Strip(s.Tab.Status(s.Frame)))
			got := map[string]string{words[0]: words[2]}
			for i := 3; i+1 < len(words); i += 2 {
				got[words[i]] = words[i+1]
			}
			for name, want := range map[string]float64{e.Name: e.At, "f": e.Value, "a": e.Analytic, "n": e.Numerical, "y": e.Label} {
				if v, err := strconv.ParseFloat(got[name], 64); err != nil || math.Abs(v-want) > 1e-9 {
					t.Errorf("entry %d: %s reads %q, want %v", i, name, got[name], want)
				}
			}
			s.Press("down")
		}
	})
}

// The knob of the fault offers what can happen to the component, and no more.
func TestFaultGoesWithComponent(t *testing.T) {
	tried(t, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("left", "F", "F", "F", "F") // the network, with W for its transpose
		if s.Tab.runner.Config.Fault != "transpose" {
			t.Fatalf("four times F plants %q", s.Tab.runner.Config.Fault)
		}
		s.Press("up", "up", "up", "right") // the sigmoid
		if c := s.Tab.runner.Snapshot.Config; c.Component != "sigmoid" || c.Fault != check.NoFault || s.Tab.runner.Err != nil {
			t.Errorf("%s has the fault %q, error %v", c.Component, c.Fault, s.Tab.runner.Err)
		}
	})
}

func TestSettings(t *testing.T) {
	get := func(tab *Tab, name string) string {
		s, _ := setting.Find(tab.Settings(), name)
		return s.Get()
	}
	made := snapshot()
	made.Config.Component = "linear" // which has such entries
	s := still(made, 80, 21, colorprofile.ANSI)
	for name, value := range map[string]string{"view": "taylor", "sort": "true", "full": "true", "inside": "true", "entry": "b[0]", "h": "0.001"} {
		if err := setting.Apply(s.Tab.Settings(), map[string]string{name: value}); err != nil || get(s.Tab, name) != value {
			t.Errorf("%s %s: %q, %v", name, value, get(s.Tab, name), err)
		}
	}
	if err := setting.Apply(s.Tab.Settings(), map[string]string{"view": "other"}); err == nil {
		t.Error("it takes a view that there is not")
	}
	s = still(made, 80, 21, colorprofile.ANSI)
	if got := get(s.Tab, "entry"); got != "" {
		t.Errorf("where the cursor goes by itself is %q", got)
	}
	if s.Tab.cursor = 3; get(s.Tab, "entry") != "W[0,3]" {
		t.Errorf("moved, the cursor is on %q", get(s.Tab, "entry"))
	}
	if s.Tab.cursor = 14; get(s.Tab, "entry") != "" {
		t.Errorf("off the entries, the cursor is on %q", get(s.Tab, "entry"))
	}
	if s.Tab.Readings() == nil || len(s.Tab.Exports()) == 0 || s.Tab.Trial().Check() != nil || s.Tab.Title() != "Gradient check" {
		t.Error("there is nothing to read")
	}
	if tab := New(0); tab.Readings() != nil || tab.Exports() != nil {
		t.Error("there are readings of nothing")
	}
	s.Tab.runner.Config.H = -1
	if s.Tab.Trial().Check() == nil {
		t.Error("a negative h is valid")
	}
}

func TestLesson(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	if s.Send(kit.Lesson{Hidden: kit.Hidden{"component": true}}); s.Tab.knobs.Chosen() != "formula" {
		t.Errorf("with the component hidden, %q is chosen", s.Tab.knobs.Chosen())
	}
}

// A check that begins anew puts the cursor where it is wanted.
func TestBegin(t *testing.T) {
	tried(t, func(t *testing.T, s *stage.Stage[*Tab]) {
		entry := s.Tab.runner.Snapshot.Entries[2].Name
		if err := setting.Apply(s.Tab.Settings(), map[string]string{"entry": entry}); err != nil {
			t.Fatal(err)
		}
		s.Tab.ticks.Playing = true
		s.Tab.Begin()
		stage.Do(s.Tab.Open(), s.Send)
		if s.Tab.cursor != 2 || s.Tab.ticks.Playing {
			t.Errorf("the cursor is on entry %d", s.Tab.cursor)
		}
	})
	share, readings, err := New(0).Trial().Advance(0)
	if err != nil || share != 1 || len(readings) != len(check.Default().ReadingNames()) {
		t.Errorf("a trial: %v done, %d readings, %v", share, len(readings), err)
	}
}

// Whatever is turned how often, every knob stays in its range, shows itself in
// its column, and the config works.
func TestKnobsStayInRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := New(0)
		for range rapid.IntRange(0, 60).Draw(t, "turns") {
			k := rapid.SampledFrom(tab.knobs.Rows).Draw(t, "knob")
			k.Turn(rapid.SampledFrom([]int{-1, 1}).Draw(t, "by"), rapid.Bool().Draw(t, "big"))
			if level := k.Level(); level < 0 || level > 1 {
				t.Fatalf("%s stands at %v of its range", k.Label, level)
			}
			if n := utf8.RuneCountInString(k.Show()); n > 11 && k.Name != "seed" { // up to 20 digits
				t.Fatalf("%s shows %q, %d characters", k.Label, k.Show(), n)
			}
		}
		if _, err := check.New(tab.runner.Config); err != nil {
			t.Fatal(err)
		}
	})
}

// Whatever it shows and however large the frame, the picture is exactly as
// large, and drawing it changes nothing.
func TestView_fits(t *testing.T) {
	size := rapid.OneOf(rapid.IntRange(1, 40), rapid.IntRange(1, 300))
	errors := rapid.SampledFrom([]float64{0, 1e-300, 1e-12, 1e-7, 0.1, 1, math.Inf(1), math.NaN()})
	rapid.Check(t, func(r *rapid.T) {
		made := snapshot()
		for i := range made.Entries {
			made.Entries[i].Relative, made.Entries[i].Analytic = errors.Draw(r, "error"), errors.Draw(r, "analytic")
		}
		n := rapid.IntRange(0, len(made.Entries)).Draw(r, "entries")
		made.Entries, made.Tensors[1].Done, made.Tensors[0].Done = made.Entries[:n], max(0, n-12), min(n, 12)
		made.Tensors[0].Worst, made.Tensors[1].Worst = min(n-1, 0), min(n-1, 12)
		if made.Verdict.Entry = 0; n <= 12 {
			made.Tensors[1].Worst = -1
		}
		f := stage.Frame(size.Draw(r, "width"), size.Draw(r, "height")/3+1, rapid.SampledFrom([]colorprofile.Profile{colorprofile.ANSI, colorprofile.ANSI256}).Draw(r, "profile"))
		f.ASCII, f.NoDots = rapid.Bool().Draw(r, "ascii"), rapid.Bool().Draw(r, "asciigraph")
		for i := range made.Sweep.H {
			made.Sweep.Errors[i%5][i] = errors.Draw(r, "swept")
		}
		for i := range made.Taylor.H {
			made.Taylor.First[i] = errors.Draw(r, "rest")
		}
		s := still(made, 80, 21, f.Profile)
		s.Press(rapid.SliceOfN(rapid.SampledFrom(strings.Fields("v V z enter esc O F left right up down shift+left shift+right end pgdown [ ] { } > < ) ( 0")), 0, 12).Draw(r, "keys")...)
		before := s.Text()
		if wrong := stage.Misfit(f, s.Tab.View(f)); wrong != "" {
			r.Fatal(wrong)
		}
		if s.Text() != before {
			r.Fatal("drawing it has changed it")
		}
	})
}

func BenchmarkView(b *testing.B) {
	for _, size := range [][2]int{{120, 37}, {200, 57}} {
		for _, v := range views() {
			b.Run(fmt.Sprintf("%s/%dx%d", v.name, size[0], size[1]), func(b *testing.B) {
				s := stage.New(New(0), size[0], size[1])
				s.Press("left") // the network
				s.Tab.view = v.name
				b.ReportAllocs()
				for b.Loop() {
					s.Tab.View(s.Frame)
				}
			})
		}
	}
}
