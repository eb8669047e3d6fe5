package descent

import (
	"math"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// fillEnds gives the picture of end states a made-up one of steps up to 0.4: it
// settles at the local minimum, goes round two places of growing distance, wanders
// and leaves.
func fillEnds(s *stage.Stage[*Tab]) {
	e := &s.Tab.ends
	e.Ready, e.Snapshot.Config, e.Snapshot.Over, e.Snapshot.Surface, e.Snapshot.State = true, e.Config.MapConfig, e.Config.Over, s.Tab.runner.Snapshot.Surface, model.Finished
	c := &e.Snapshot.Config
	if c.View.MaxX == 0 {
		c.View.MaxX = 0.4
	}
	e.Snapshot.Limits = []descent.Limit{{Minimum: 1, At: 0.1}, {Minimum: 0, At: 0.22}}
	e.Snapshot.Cells = make([]descent.EndState, c.W)
	for i := range e.Snapshot.Cells {
		x := float64(i) / float64(c.W)
		at := func(k float64) descent.Point { return descent.Point{X: 2 + k*x, Y: 1, F: 0.5 + math.Abs(k)*x} }
		cell := &e.Snapshot.Cells[i]
		switch {
		case x < 0.25:
			*cell = descent.EndState{Fate: descent.Fate{End: descent.Reached, Minimum: 1}, Visits: []descent.Point{at(0)}}
		case x < 0.55:
			*cell = descent.EndState{Fate: descent.Fate{End: descent.Orbiting, Minimum: 1, Period: 2}, Visits: []descent.Point{at(1), at(-2)}}
		case x < 0.85:
			*cell = descent.EndState{Fate: descent.Fate{End: descent.Wandering, Minimum: -1}}
			for k := range 400 {
				cell.Visits = append(cell.Visits, at(4*math.Sin(float64(k))))
			}
			cell.Visits[7] = at(1000)
		default:
			*cell = descent.EndState{Fate: descent.Fate{End: descent.Gone, Minimum: -1}, Left: 12}
		}
	}
}

// reads wants texts in what the tab shows, with single blanks.
func reads(t *testing.T, s *stage.Stage[*Tab], texts ...string) {
	t.Helper()
	shown := strings.Join(strings.Fields(s.Text()), " ")
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			t.Errorf("no %q in\n%s", text, s.Text())
		}
	}
}

func TestView_ends(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int
		profile       colorprofile.Profile
		ascii         bool
		keys          string
	}{
		{"ends", 80, 21, colorprofile.ANSI, false, "E"},
		{"ends-ascii", 80, 21, colorprofile.Ascii, true, "E"},
		{"ends-x", 60, 15, colorprofile.ANSI256, false, "E X"},
	} {
		s := still(snapshot(), c.width, c.height, c.profile)
		f := s.Frame
		f.ASCII = c.ascii
		s.Resize(f)
		s.Press(strings.Fields(c.keys)...)
		fillEnds(s)
		stage.Golden(t, c.name, s.Text())
	}
	for name, profile := range map[string]colorprofile.Profile{"ends-256": colorprofile.ANSI256, "ends-16": colorprofile.ANSI} {
		s := still(snapshot(), 34, 14, profile)
		s.Press("E", "z")
		fillEnds(s)
		stage.Golden(t, name, s.Tab.View(s.Frame)+"\n"+s.Tab.Status(s.Frame))
	}
}

// Left and right move the present step by columns while its knob is chosen, and
// turn the knob that is chosen else.
func TestEnds_move(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	c := &s.Tab.runner.Config
	s.Press("E", "right")
	if c.Step != 0.1 {
		t.Errorf("before there is a picture, right turns to %v", c.Step)
	}
	fillEnds(s)
	picture := s.Tab.ends.Snapshot
	at := picture.Column(c.Step)
	for _, p := range []struct {
		key string
		by  int
	}{{"right", 1}, {"right", 2}, {"left", 1}, {"shift+right", 11}, {"shift+right", 21}, {"shift+left", 11}, {"left", 10}, {"right", 11}} {
		if s.Press(p.key); c.Step != picture.At(at+p.by) {
			t.Errorf("after %s the step is %v, want %v", p.key, c.Step, picture.At(at+p.by))
		}
	}
	for range 30 {
		s.Press("shift+right")
	}
	if c.Step != picture.At(picture.Config.W-1) {
		t.Errorf("the last step is %v", c.Step)
	}
	c.Step = 7
	if s.Press("left"); c.Step != picture.At(picture.Config.W-1) {
		t.Errorf("from beyond, left leads to %v", c.Step)
	}
	s.Press("down", "left")
	if c.Decay == 1 || c.Step != picture.At(picture.Config.W-1) {
		t.Errorf("another knob turns to decay %v and step %v", c.Decay, c.Step)
	}
}

func TestEnds_zoom(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	look := &s.Tab.endsLook
	s.Press("E", "+")
	if look.part != (surface.Rect{}) {
		t.Errorf("before there is a picture, + turns to %v", look.part)
	}
	fillEnds(s)
	s.Press("+")
	if want := (surface.Rect{MinX: 0.1 - 0.1/1.5, MaxX: 0.1 + 0.3/1.5}); math.Abs(look.part.MinX-want.MinX) > 1e-12 || math.Abs(look.part.MaxX-want.MaxX) > 1e-12 {
		t.Errorf("zoomed to %v, want %v", look.part, want)
	}
	if v := s.Tab.ends.Config.View; v.MinX != look.part.MinX || v.MaxX != look.part.MaxX {
		t.Errorf("what is computed is %v, not %v", v, look.part)
	}
	fillEnds(s)
	before, last := look.part, s.Tab.ends.Snapshot.Config.W-1
	s.Tab.runner.Config.Step = s.Tab.ends.Snapshot.At(last)
	s.Press("right")
	if by := (before.MaxX - before.MinX) / float64(last+1); math.Abs(look.part.MinX-before.MinX-by) > 1e-12 || math.Abs(look.part.MaxX-before.MaxX-by) > 1e-12 {
		t.Errorf("at the edge the part moves from %v to %v", before, look.part)
	}
	s.Press("0")
	if look.part != (surface.Rect{}) {
		t.Errorf("0 leads to %v", look.part)
	}
	fillEnds(s)
	s.Press("-")
	if look.part.MinX != 0 || math.Abs(look.part.MaxX-(s.Tab.runner.Config.Step+(0.4-s.Tab.runner.Config.Step)*1.5)) > 1e-9 {
		t.Errorf("- leads to %v", look.part)
	}
	for range 99 {
		fillEnds(s)
		s.Press("+")
	}
	if w := look.part.MaxX - look.part.MinX; !(w > 0) || w > 1e-5 {
		t.Errorf("the smallest part is %v wide", w)
	}
	s.Tab.runner.Snapshot.Method, s.Tab.runner.Snapshot.Config.Method = "momentum", "momentum"
	s.Press("down")
	if look.part != (surface.Rect{}) {
		t.Errorf("of another method a part is seen: %v", look.part)
	}
	s.Tab.runner.Config.Momentum = 0.5
	s.Press("x", "x")
	fillEnds(s)
	s.Tab.ends.Snapshot.Config.View.MaxX = 0.9
	for range 9 {
		s.Press("-")
		fillEnds(s)
	}
	if over := s.Tab.across(); over != "momentum" || look.part.MaxX != 0.999 {
		t.Errorf("%s up to %v", over, look.part.MaxX)
	}
}

// x turns to what else the descent depends on, with its knob, and X to what is up.
func TestEnds_turn(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	s.Tab.runner.Snapshot.Config.Method = "momentum"
	s.Press("E")
	for _, want := range []string{"decay", "momentum", "step", "decay"} {
		if s.Press("x"); s.Tab.across() != want || s.Tab.knobs.Chosen() != want || s.Tab.ends.Config.Over != want {
			t.Errorf("%s is across, with the knob of %s, want %s", s.Tab.across(), s.Tab.knobs.Chosen(), want)
		}
	}
	s.Tab.runner.Snapshot.Config.Schedule = "constant"
	if got := s.Tab.across(); got != "step" {
		t.Errorf("over %s, which nothing depends on", got)
	}
	for _, want := range []string{"x in the end", "y in the end", "f in the end"} {
		s.Press("X")
		s.Sees(t, want)
	}
	s.Tab.runner.Snapshot.Config.Method, s.Tab.runner.Snapshot.Method = "newton", "newton"
	s.Press("x")
	s.Sees(t, "newton finds its step size itself: there is nothing to vary.")
}

func TestEnds_click(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	s.Press("E")
	l := s.Tab.layout(s.Frame)
	click := func(x int) { clickAt(s, l.left+x, l.top+3, tea.MouseLeft) }
	if click(9); s.Tab.runner.Config.Step != 0.1 {
		t.Error("a click takes what is not there yet")
	}
	fillEnds(s)
	if click(9); s.Tab.runner.Config.Step != s.Tab.ends.Snapshot.At(18) {
		t.Errorf("a click takes %v, want %v", s.Tab.runner.Config.Step, s.Tab.ends.Snapshot.At(18))
	}
}

// What is read is of the column that the present value is in.
func TestEnds_read(t *testing.T) {
	for _, c := range []struct {
		step float64
		want []string
	}{
		{0.05, []string{"at step size 0.05", "settles at ◇ local", "│ f 0.5 0.5", "◇ limit 0.1"}},
		{0.2, []string{"at step size 0.2", "period 2 around ◇ local", "│ f 1 1.5", "│ x 1 2.5"}},
		{0.3, []string{"wanders: no period found"}},
		{0.39, []string{"leaves after 12 steps"}},
		{9, []string{"leaves after 12 steps"}},
	} {
		s := still(snapshot(), 80, 21, colorprofile.ANSI)
		s.Press("E")
		s.Sees(t, "computing")
		fillEnds(s)
		s.Tab.runner.Config.Step = c.step
		reads(t, s, c.want...)
	}
	for want, e := range map[string]descent.EndState{
		"leaves, but slowly":            {Fate: descent.Fate{End: descent.Gone, Minimum: -1}},
		"comes to where f is undefined": {Fate: descent.Fate{End: descent.Lost, Minimum: -1}},
		"falls without end":             {Fate: descent.Fate{End: descent.Heading, Minimum: -1}},
		"settles at ◆ global":           {Fate: descent.Fate{End: descent.Heading}},
		"rests at no minimum":           {Fate: descent.Fate{End: descent.Resting, Minimum: -1}},
		"period 3 around no minimum":    {Fate: descent.Fate{End: descent.Orbiting, Minimum: -1, Period: 3}},
	} {
		if got := endWords(valley(global, local), e); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Each visit that lies on the picture has a dot within half a dot of its place, and
// no other column has one there.
func TestEndsPlot_truth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := stage.Frame(rapid.IntRange(2, 30).Draw(t, "width"), rapid.IntRange(3, 20).Draw(t, "height"), colorprofile.ANSI)
		f.ASCII = rapid.Bool().Draw(t, "ascii")
		g := chart.NewGrid(f)
		w, h := g.Dots()
		p := &endsPlot{Grid: g, look: endsLook{of: "f"}}
		p.Surface, p.Config.W = valley(global, local), w
		values := rapid.SliceOfN(rapid.Float64Range(-3, 3), w, w).Draw(t, "values")
		for _, v := range values {
			p.Cells = append(p.Cells, descent.EndState{Fate: descent.Fate{End: descent.Reached}, Visits: []descent.Point{{F: v}}})
		}
		p.y = p.axis()
		p.visits()
		lines := p.Lines()
		for i, v := range values {
			y := (p.y.High - v) / (p.y.High - p.y.Low) * float64(h)
			col, found := i*f.Width/w, false
			for _, y := range []float64{y - 1e-9, y + 1e-9} { // on the edge of two dots either will do
				row := int(y) * f.Height / h
				found = found || row > 0 && row < f.Height && string([]rune(ansi.Strip(lines[row]))[col]) != " "
			}
			if !found {
				t.Fatalf("column %d of %d, f = %v: not at %v of\n%s", i, w, v, y, strings.Join(lines, "\n"))
			}
		}
		if slices.Contains(p.legend, "↑↓ more beyond") {
			t.Fatalf("something is not there: %v", p.legend)
		}
	})
}

// The axis has all that settles and goes round, whatever a few visits or half of
// those that wander do, and the minima near that.
func TestEndsPlot_axis(t *testing.T) {
	visits := func(end descent.End, values ...float64) descent.EndState {
		e := descent.EndState{Fate: descent.Fate{End: end}}
		for _, v := range values {
			e.Visits = append(e.Visits, descent.Point{F: v})
		}
		return e
	}
	wild := func(high float64) descent.EndState {
		e := visits(descent.Wandering, slices.Repeat([]float64{0}, 200)...)
		for i := range e.Visits {
			e.Visits[i].F = high * float64(i) / 199
		}
		e.Visits[199].F = 1e9
		return e
	}
	away := descent.EndState{Fate: descent.Fate{End: descent.Heading, Minimum: -1}, Visits: []descent.Point{{F: -1e9}}}
	for _, c := range []struct {
		name      string
		cells     []descent.EndState
		low, high float64
	}{
		{"settles", []descent.EndState{visits(descent.Reached, 0.5), visits(descent.Orbiting, 3, 4)}, 0.5, 4},
		{"with a minimum near", []descent.EndState{visits(descent.Reached, -1), visits(descent.Orbiting, 3)}, -1.25, 3},
		{"wanders", []descent.EndState{visits(descent.Reached, 0.5), wild(10), wild(20), wild(40)}, -1.25, 18},
		{"falls away", []descent.EndState{visits(descent.Reached, 0.5), visits(descent.Reached, 2), away}, 0.5, 2},
		{"unknown", []descent.EndState{visits(descent.Reached, 0.5), visits(descent.Reached, 2), {}}, 0.5, 2},
	} {
		p := &endsPlot{Grid: chart.NewGrid(stage.Frame(10, 11, colorprofile.ANSI)), look: endsLook{of: "f"}}
		p.Surface, p.Cells = valley(global, local), c.cells
		a, size := p.axis(), 1.08*(c.high-c.low)
		if low, high := c.low-0.04*(c.high-c.low), c.low-0.04*(c.high-c.low)+1.1*size; math.Abs(a.Low-low) > 0.01*size || math.Abs(a.High-high) > 0.01*size {
			t.Errorf("%s: from %v to %v, want %v to %v", c.name, a.Low, a.High, low, high)
		}
	}
	p := &endsPlot{Grid: chart.NewGrid(stage.Frame(10, 11, colorprofile.ANSI)), look: endsLook{of: "f"}}
	p.Surface = valley(global, local)
	if a := p.axis(); !(a.Low < a.High) {
		t.Errorf("of nothing: %v", a)
	}
}

// A cell is the brighter the larger the share of a descent's visits that are there.
func TestShadeOf(t *testing.T) {
	for often, want := range map[float64]int{2: 0, 1: 0, 0.1: 1, 1.0 / 40: 1, 1.0 / 60: 2, 1.0 / 400: 2} {
		if got := shadeOf(often, 3); got != want {
			t.Errorf("%v has shade %d, want %d", often, got, want)
		}
	}
}

func TestSettings_ends(t *testing.T) {
	set := func(tab *Tab, name, value string) error {
		return setting.Apply(tab.Settings(), map[string]string{name: value})
	}
	for _, c := range []struct{ name, value string }{{"ends-of", "y"}, {"ends-over", "decay"}, {"ends-part", "0.1,0.3"}, {"ends-part", ""}, {"ends-part", "0,1"}} {
		s := still(snapshot(), 80, 21, colorprofile.ANSI256)
		if err := set(s.Tab, c.name, c.value); err != nil || get(t, s.Tab, c.name) != c.value {
			t.Errorf("%s %q reads %q, %v", c.name, c.value, get(t, s.Tab, c.name), err)
		}
		if s.Press("E"); get(t, s.Tab, c.name) != c.value {
			t.Errorf("seen, %s %q reads %q", c.name, c.value, get(t, s.Tab, c.name))
		}
	}
	for name, wrong := range map[string][]string{"ends-of": {"z", ""}, "ends-over": {"steps"}, "ends-part": {"1", "0.3,0.1", "0.1,0.1", "-1,1", "1,2,3"}} {
		for _, value := range wrong {
			if err := set(New(0), name, value); err == nil {
				t.Errorf("%s takes %q", name, value)
			}
		}
	}
}

// What cannot be is said.
func TestEnds_refused(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Press("E")
	s.Tab.ends.Err = model.Refuse("momentum", "it is too large")
	s.Sees(t, "momentum: it is too large")
}

// The real thing: at the assignment's limit the path begins to go round two places.
func TestEnds_assignment(t *testing.T) {
	tried(t, 120, 37, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("E")
		s.Tab.runner.Config.Step = 0.22
		s.Send(kit.Resized{Frame: s.Frame})
		s.Sees(t, "◆ limit 0.181", "period 2 around ◆ global", "Orbits the global minimum with period 2: step 0.22 is above its limit 0.181.", "■ local 1.243", "blank: leaves")
	})
}

func BenchmarkView_ends(b *testing.B) {
	s := stage.New(New(0), 200, 60)
	s.Press("E")
	for b.Loop() {
		s.Tab.View(s.Frame)
	}
}

// Where the path is often stands out from the terminal, be it dark or light.
func TestEnds_hues(t *testing.T) {
	for _, dark := range []bool{true, false} {
		theme := kit.NewTheme(dark, colorprofile.ANSI256)
		f := kit.Frame{Width: 4, Height: 2, Theme: theme, Profile: colorprofile.ANSI256}
		p := endsPlot{Grid: chart.NewGrid(f)}
		if got, want := p.hue(1), theme.Strengths(1); !slices.Equal(got, want) {
			t.Errorf("dark %v: %v, want %v", dark, got, want)
		}
	}
}
