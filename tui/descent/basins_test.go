package descent

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/chart"
	"nntui/tui/kit/stage"
)

// Between basins of one colour there is a dark border, between others the
// colours differ, and what diverges has no border.
func TestPaintFates(t *testing.T) {
	const dark = "48;2;8;8;8m"
	for _, c := range []struct {
		left, right int16
		borders     int
	}{{0, 1, 0}, {0, 8, 2}, {8, 0, 2}, {3, 11, 2}, {0, 0, 0}, {0, -1, 0}, {-1, 7, 0}} {
		g := chart.NewGrid(stage.Frame(6, 2, colorprofile.ANSI256))
		fates := make([]descent.Fate, 24)
		for at := range fates {
			if fates[at].End, fates[at].Minimum = descent.Reached, c.left; at%6 >= 3 {
				fates[at].Minimum = c.right
			}
		}
		if bordered := paintFates(g, fates, 9); bordered != (c.borders > 0) || strings.Contains(fateScale(g.Frame, descent.Counts{}, bordered), "border") != bordered {
			t.Errorf("between %d and %d there is a border: %v", c.left, c.right, bordered)
		}
		if got := strings.Count(g.String(), dark); got != c.borders {
			t.Errorf("between %d and %d there are %d dark cells, want %d", c.left, c.right, got, c.borders)
		}
	}
}

// The table of basins counts those that have no row.
func TestReadBasins(t *testing.T) {
	made := snapshot()
	for i := range 20 {
		made.Surface.Minima = append(made.Surface.Minima, surface.Minimum{Point: surface.Point{X: float64(i) / 5, Y: -0.001}, F: 1})
	}
	s := still(made, 120, 37, colorprofile.ANSI)
	s.Press("b")
	s.Sees(t, "starts in view", "computing")
	fillBasins(s)
	b := &s.Tab.basins.Snapshot
	for at := range b.Cells {
		if b.Cells[at].Minimum == 1 && at%2 == 0 {
			b.Cells[at].Minimum = 21
		}
	}
	text := s.Text()
	for _, want := range []string{"A  48 %  -3.00  -2.00    -1.25", "B  25 %   2.00   1.00      0.5", "C   0 %   0.00   0.00        1", "    24 % to 14 others", "reached 91 % not yet 6 % gone 3 %"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if s.Press("+"); !strings.Contains(ansi.Strip(s.Text()), "computing") {
		t.Error("another window has the counts of before")
	}
}

// At the narrowest, no number is cut.
func TestReadBasins_narrow(t *testing.T) {
	made := snapshot()
	made.Surface.Minima[1] = surface.Minimum{Point: surface.Point{X: -10.25, Y: -10.75}, F: -1.234e-10}
	s := still(made, 60, 15, colorprofile.ANSI)
	s.Press("b")
	fillBasins(s)
	s.Sees(t, "-10.25 -10.75 -1.2e-10 │", "gone 11 %")
}

// A share is 0 or 100 % of nothing or all, and of nothing else.
func TestPercent(t *testing.T) {
	for n, want := range map[int]string{0: "0 %", 1: "<1 %", 4: "<1 %", 5: "<1 %", 6: "1 %", 500: "50 %", 994: "99 %", 995: ">99 %", 999: ">99 %", 1000: "100 %"} {
		if got := percent(descent.Counts{All: 1000}, n); got != want {
			t.Errorf("%d of 1000: %q, want %q", n, got, want)
		}
	}
}

// What heads for no minimum falls, on the map, in the legend and in the table.
func TestFateScale_falling(t *testing.T) {
	var counts descent.Counts
	counts.Minima = make([][len(descent.Ends)]int, 1)
	counts.All, counts.Ends[descent.Heading], counts.Minima[0][descent.Heading] = 3, 3, 1
	f := stage.Frame(60, 20, colorprofile.ANSI)
	if got := ansi.Strip(fateScale(f, counts, false)); got != "a not yet > falls " {
		t.Errorf("%q", got)
	}
	if got := ansi.Strip(strings.Join(endShares(f, counts), "")); got != " not yet 33 % falls 67 %" {
		t.Errorf("%q", got)
	}
	if got := ansi.Strip(fateScale(f.Sized(11, 9), counts, false)); got != "a not yet " {
		t.Errorf("%q", got)
	}
	if got := ansi.Strip(fateScale(f.Sized(12, 9), counts, false)); got != "a not yet > falls " {
		t.Errorf("%q", got)
	}
	counts.Minima = append(make([][len(descent.Ends)]int, 2), counts.Minima...) // of the third minimum
	if got := ansi.Strip(fateScale(f, counts, false)); got != "c not yet > falls " {
		t.Errorf("%q", got)
	}
	if got, want := fateScale(stage.Frame(60, 20, colorprofile.ANSI256), counts, false), fateInk(f.Theme, descent.Fate{End: descent.Heading, Minimum: 2}, 1, 0, 0); !strings.Contains(got, chart.Look{Fg: want, Bg: want}.Render("▀")) {
		t.Errorf("%q is not in the colour of the minimum", got)
	}
	counts.Minima[2][descent.Heading] = 0
	if got := ansi.Strip(fateScale(f, counts, false)); got != "> falls " {
		t.Errorf("%q", got)
	}
}

// Where no minimum is global the table says why.
func TestReadBasins_caveat(t *testing.T) {
	made := snapshot()
	made.Surface.Lower = true
	s := still(made, 60, 15, colorprofile.ANSI)
	s.Press("b")
	fillBasins(s)
	s.Sees(t, " f is lower elsewhere")
	made.Surface.Lower = false
	if strings.Contains(s.Text(), "lower elsewhere") {
		t.Error("one is")
	}
}

func TestInEight(t *testing.T) {
	for v, want := range map[float64]string{-2.28071: "  -2.281", 7.889e-31: "       0", -1.2345e-9: "-1.2e-09", 12345.6: " 1.2e+04"} {
		if got := inEight(v); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}

// Where f falls without end, and no step overshoots, those that are gone have
// fallen: on the map, in the legend, in the table and in the sentence.
func TestStarts_fall(t *testing.T) {
	made := snapshot()
	s := still(made, 80, 21, colorprofile.ANSI)
	s.Press("b")
	fillBasins(s)
	b, gone := &s.Tab.basins.Snapshot, []string{" # gone ", "gone 6 %", " are gone."}
	check := func(why string, words ...string) {
		t.Helper()
		text := s.Text()
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q in\n%s", why, w, text)
			}
		}
	}
	s.Frame.Width = 120
	check("bounded", gone...)
	made.Surface.Unbounded = true
	check("unbounded", " > falls ", "falls 6 %", " fall without end.")
	if b.Cells[0].End != descent.Gone {
		t.Error("the snapshot is another")
	}
	b.Config.Step = 0.34 // of a limit of 1/3
	check("too large a step", gone...)
	b.Config.Step = 0.1
	made.Surface.Saddles = []surface.Critical{{}}
	check("a saddle", " > falls ")
	made.Surface.Minima, b.Config.Step = nil, 0.33
	for at := range b.Cells {
		b.Cells[at] = descent.Fate{End: descent.Gone, Minimum: -1}
	}
	check("all", "100 % fall without end.")
	b.Config.Step = 0.34
	check("too large a step at a saddle", "100 % are gone.")
}
