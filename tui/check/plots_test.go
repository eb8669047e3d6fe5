package check

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
	"nntui/model/check"
	"nntui/nn"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

func shows(made check.Snapshot, view string) *stage.Stage[*Tab] {
	s := still(made, 80, 21, colorprofile.ANSI256)
	s.Tab.view = view
	return s
}

// named lists the curves of a plot by their names, those of the data by none.
func named(p *chart.Plot) (data []chart.Curve, theory map[string]chart.Curve) {
	theory = map[string]chart.Curve{}
	for _, c := range p.Curves {
		if c.Name == "" {
			data = append(data, c)
		} else {
			theory[c.Name] = c
		}
	}
	return data, theory
}

// sweepOf is the plot of the sweep in a frame of that size.
func sweepOf(s *stage.Stage[*Tab], width, height int) *chart.Plot {
	return s.Tab.sweepPlots(s.Frame.Sized(width, height))[0].Plot
}

// The sweep draws what was computed: every formula, the chosen one last and
// bold, each with its best h.
func TestSweepPlots(t *testing.T) {
	made := snapshot()
	made.Config.Formula = "forward"
	s := shows(made, "sweep")
	p := sweepOf(s, 44, 19)
	data, theory := named(p)
	order := []int{0, 1, 3, 4, 2}
	if len(data) != len(order) || len(theory) != 2 {
		t.Fatalf("%d curves and %d of theory", len(data), len(theory))
	}
	for k, i := range order {
		c, n := data[k], len(made.Sweep.H)
		for j := range c.X {
			if x, y := made.Sweep.H[n-1-j], made.Sweep.Errors[i][n-1-j]; c.X[j] != x || c.Y[j] != y && !math.IsNaN(y) {
				t.Errorf("%s at %v is %v", nn.Formulas[i].Name, c.X[j], c.Y[j])
			}
		}
		if len(c.X) != n || c.Pen.Bold != (i == 2) || c.Pen.Dash != s.Frame.Theme.Pen(i).Dash || c.Rank != chart.Middle {
			t.Errorf("%s has %d points and the pen %+v", nn.Formulas[i].Name, len(c.X), c.Pen)
		}
		best := made.Sweep.Best(i)
		if m := p.Marks[k]; m.X != made.Sweep.H[best] || m.Y != made.Sweep.Errors[i][best] || m.Text != "◆" {
			t.Errorf("%s is best at %+v", nn.Formulas[i].Name, m)
		}
	}
	if c := theory["h"]; c.Y[1] != 0.1*c.X[1] || c.Rank != chart.Under {
		t.Errorf("truncation is %+v", c)
	}
	if !p.Crossed || p.Cross != made.Config.H {
		t.Errorf("the crosshair is at %v", p.Cross)
	}
	if all, _ := named(sweepOf(s, 44, 12)); len(all) != len(order) {
		t.Errorf("%d curves where there is just room for their legend", len(all))
	}
	for _, f := range [][2]int{{44, 11}, {44, 3}, {150, 5}} {
		low := sweepOf(s, f[0], f[1])
		if data, _ := named(low); len(data) != 1 || !data[0].Pen.Bold || len(low.Marks) != 1 {
			t.Errorf("%d curves in a frame of %v, too low for their legend", len(data), f)
		}
	}
}

// What is still to do is left out; what is not a number stays a gap.
func TestSweepPlots_unfinished(t *testing.T) {
	for state, want := range map[model.State]int{model.Unfinished: 13, model.Finished: 14} {
		made := snapshot() // one error is not a number
		made.State = state
		s := shows(made, "sweep")
		data, _ := named(sweepOf(s, 80, 21))
		if got := len(data[0].X); got != want {
			t.Errorf("%v: %d points, want %d", state, got, want)
		}
	}
}

// The head names what there is to see, and nothing else.
func TestSweepNote(t *testing.T) {
	for want, change := range map[string]func(s *check.Snapshot){
		"theory ◆ best":     func(*check.Snapshot) {},
		"theory ◆ best ▼ 0": func(s *check.Snapshot) { s.Sweep.Errors[3][2] = 0 },
		"◆ best":            func(s *check.Snapshot) { s.Sweep.Rounding, s.Sweep.Truncation[0] = 0, math.NaN() },
		"theory": func(s *check.Snapshot) {
			for _, e := range s.Sweep.Errors {
				for i := range e {
					e[i] = 1
				}
			}
		},
	} {
		made := snapshot()
		change(&made)
		s := shows(made, "sweep")
		note, _ := s.Tab.drawSweep(s.Frame)
		if got := strings.TrimLeft(ansi.Strip(note), "⠄⠠ "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// The legend says what there is not, and tells what is no number from what is
// still to do.
func TestSweepLegend(t *testing.T) {
	straight := func(s *check.Snapshot) { s.Sweep.Truncation = slices.Repeat([]float64{math.NaN()}, len(nn.Formulas)) }
	zero := func(s *check.Snapshot) {
		straight(s)
		clear(s.Sweep.Errors[0])
	}
	const none = "no truncation: nothing bends"
	made := snapshot()
	straight(&made)
	s := shows(made, "sweep")
	if _, body := s.Tab.drawSweep(s.Frame.Sized(24, 14)); !strings.HasSuffix(ansi.Strip(body), "\n no truncation") {
		t.Errorf("narrow: %s", ansi.Strip(body))
	}
	for _, c := range []struct {
		name       string
		change     func(s *check.Snapshot)
		want, lack string
	}{
		{"curve", func(*check.Snapshot) {}, "central", none},
		{"straight", straight, none, "no rounding"},
		{"zero", zero, none + "; no rounding", "NaN"},
		{"nearly zero", func(s *check.Snapshot) { zero(s); s.Sweep.Errors[0][13] = 1e-17 }, none, "no rounding"},
		{"not known", func(s *check.Snapshot) { straight(s); s.Sweep.Rounding = math.NaN() }, "central", none},
		{"not a number", func(s *check.Snapshot) { s.State, s.Sweep.Errors[0][4] = model.Finished, math.NaN() }, "central          NaN", none},
		{"still to do", func(s *check.Snapshot) { s.State, s.Sweep.Errors[0][4] = model.Unfinished, math.NaN() }, "central            -", "NaN"},
	} {
		made := snapshot()
		c.change(&made)
		s := shows(made, "sweep")
		_, body := s.Tab.drawSweep(s.Frame.Sized(44, 19))
		if text := ansi.Strip(body); !strings.Contains(text, c.want) || strings.Contains(text, c.lack) {
			t.Errorf("%s: %s", c.name, text)
		}
	}
}

// The line of a theory is straight, on the axes, and as long as it can be.
func TestStraight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := axis.Axis{Low: math.Pow(10, rapid.Float64Range(-14, -5).Draw(t, "x low")), High: math.Pow(10, rapid.Float64Range(-4, 0).Draw(t, "x high")), Log: true}
		y := axis.Axis{Low: math.Pow(10, rapid.Float64Range(-18, -8).Draw(t, "y low")), High: math.Pow(10, rapid.Float64Range(-7, 1).Draw(t, "y high")), Log: true}
		c, slope := math.Pow(10, rapid.Float64Range(-20, 5).Draw(t, "c")), float64(rapid.IntRange(-1, 4).Draw(t, "slope"))
		p := &chart.Plot{X: x, Y: y}
		straight(p, c, slope, "theory", theoryPen(stage.Frame(9, 9, colorprofile.ANSI)))
		on := func(a axis.Axis, v float64) bool { at := a.At(v); return at > -1e-9 && at < 1+1e-9 }
		if len(p.Curves) == 0 {
			for i := range 101 {
				if h := x.Value(float64(i) / 100); on(y, c*math.Pow(h, slope)) && i%100 > 0 && y.At(c*math.Pow(h, slope)) > 1e-6 && y.At(c*math.Pow(h, slope)) < 1-1e-6 {
					t.Fatalf("at %v it is on the axes, but not drawn", h)
				}
			}
			return
		}
		drawn := p.Curves[0]
		for i, h := range drawn.X {
			v := drawn.Y[i]
			edge := func(a axis.Axis, v float64) bool { return math.Abs(a.At(v)) < 1e-9 || math.Abs(a.At(v)-1) < 1e-9 }
			if math.Abs(v/(c*math.Pow(h, slope))-1) > 1e-9 || !on(x, h) || !on(y, v) || !edge(x, h) && !edge(y, v) {
				t.Fatalf("it goes through %v, %v", h, v)
			}
		}
	})
	p := &chart.Plot{X: logarithmic("h", 1e-8, 1), Y: logarithmic("", 1e-8, 1)}
	for _, c := range []float64{0, math.NaN(), math.Inf(1), 1e-9, 2} {
		if straight(p, c, 0, "", theoryPen(stage.Frame(9, 9, colorprofile.ANSI))); len(p.Curves) > 0 {
			t.Errorf("%v is drawn", c)
		}
	}
}

func TestLogarithmic(t *testing.T) {
	for _, c := range []struct {
		values    []float64
		low, high float64
	}{
		{nil, 1e-4, 10}, {[]float64{0, math.NaN(), math.Inf(1), 1e-4, 10}, 1e-4, 10},
		{[]float64{9e-5}, 9e-5, 10}, {[]float64{11}, 1e-4, 11}, {[]float64{1e-300, 1e300}, 1e-20, 1e20},
	} {
		if a := logarithmic("h", 1e-4, 10, c.values); math.Abs(a.Low/c.low-1) > 1e-9 || math.Abs(a.High/c.high-1) > 1e-9 || !a.Log {
			t.Errorf("%v: from %v to %v", c.values, a.Low, a.High)
		}
	}
}

// The Taylor test draws what was computed, kinks marked, over the slopes of a
// right gradient.
func TestTaylorPlots(t *testing.T) {
	made := snapshot()
	made.Taylor.Kink[2], made.Taylor.First[2], made.Taylor.Zeroth[2] = true, 7, 8
	s := shows(made, "taylor")
	p := s.Tab.taylorPlots(s.Frame)[0].Plot
	data, theory := named(p)
	r := made.Taylor
	for k, list := range [][]float64{r.Zeroth, r.First} {
		for i, v := range list {
			if j := len(list) - 1 - i; data[k].X[j] != r.H[i] || data[k].Y[j] != v {
				t.Errorf("remainder %d at %v is %v", k, data[k].X[j], data[k].Y[j])
			}
		}
	}
	if len(p.Marks) != 2 || p.Marks[0].X != r.H[1] || p.Marks[1].Y != r.First[2] {
		t.Errorf("kinks are at %+v", p.Marks)
	}
	for name, value := range map[string]float64{"h": 1e-1, "h^2": 1e-2 / 2} { // at h = 0.1, of the remainders at 1e-3
		c := theory[name]
		slope := math.Log(c.Y[1]/c.Y[0]) / math.Log(c.X[1]/c.X[0])
		if got := c.Y[1] * math.Pow(0.1/c.X[1], slope); math.Abs(got/value-1) > 1e-9 || math.Abs(slope-float64(len(name)+1)/2) > 1e-9 {
			t.Errorf("%s goes through %v with the slope %v", name, got, slope)
		}
	}
	if c := theory["eps"]; c.Y[0] != r.Noise || c.Y[1] != r.Noise || c.X[0] != p.X.Low || c.X[1] != p.X.High {
		t.Errorf("rounding is at %+v", c)
	}
	if p.Cross != r.H[8] || !p.Crossed {
		t.Errorf("the crosshair is at %v", p.Cross)
	}
	s.Tab.runner.Snapshot.Taylor.FirstSlope = math.NaN()
	if _, theory := named(s.Tab.taylorPlots(s.Frame)[0].Plot); len(theory) != 2 {
		t.Errorf("where all is rounding there are %v", theory)
	}
}

// The legends read all curves at the crosshair, and name the best formula.
func TestLegends(t *testing.T) {
	made := snapshot()
	made.Config.H = 3e-2 // nearest to the second step
	s := shows(made, "sweep")
	reads := func(width int, of func(kit.Frame) []plot, wants ...string) {
		t.Helper()
		for i, line := range of(s.Frame.Sized(width, 19))[0].legend.lines() {
			if got := strings.Join(strings.Fields(strings.TrimLeft(ansi.Strip(line), "▸⠤⠄⠠ ")), " "); got != wants[i] {
				t.Errorf("%q, want %q", got, wants[i])
			}
		}
	}
	reads(44, s.Tab.sweepPlots, "h 1e-02 best h ★ least", "central 1.0e-05 1.0e-05 2.0e-11", "central-h 1.0e-05 1.0e-05 3.0e-11",
		"forward 1.0e-03 1.0e-07 1.3e-08", "backward 1.0e-03 1.0e-07 1.4e-08", "★four-point 1.0e-09 1.0e-03 6.0e-13")
	reads(24, s.Tab.sweepPlots, "h 1e-02: 1.0e-05 ★ least", "central 2.0e-11", "central-h 3.0e-11", "forward 1.3e-08", "backward 1.4e-08", "★4 points 6.0e-13")
	folded := s.Tab.sweepPlots(s.Frame.Sized(44, 9))[0].legend.lines()
	if got := ansi.Strip(strings.Join(folded, "\n")); len(folded) != 2 || strings.Contains(got, "★") || !strings.Contains(got, " least\n") {
		t.Errorf("without the best formula:\n%s", got)
	}
	s.Tab.taylor = 3
	reads(44, s.Tab.taylorPlots, "slope h 1e-03", "f(x+hv) - f(x) 1.01 1.0e-03", "the same - h g·v 2.02 5.0e-07", "theory, rounding eps ◇ kink")
	reads(24, s.Tab.taylorPlots, "h 1e-03", "change 1.0e-03", "- h g·v 5.0e-07", "theory ◇ kink")
	for v, want := range map[float64]string{0: "0", math.NaN(): "-", 1e-9: "1.0e-09", math.Inf(1): "+Inf"} {
		if got := brief(v); got != want {
			t.Errorf("%v is %q", v, got)
		}
	}
}

// Plot and legend together fill their frame.
func TestWithLegend(t *testing.T) {
	s := shows(snapshot(), "sweep")
	for _, width := range []int{24, 44, 150} {
		for height := 1; height < 24; height++ {
			f := s.Frame.Sized(width, height)
			if got := strings.Count(s.Tab.sweepPlots(f)[0].withLegend(), "\n") + 1; got != height {
				t.Errorf("%d lines in %dx%d", got, width, height)
			}
		}
	}
}

// Keys zoom into the plot of the chosen picture, around the crosshair, and lead
// back to the whole; where there is no plot they mean nothing.
func TestZoom(t *testing.T) {
	s := shows(snapshot(), "sweep")
	whole := sweepOf(s, 80, 21)
	s.Press(">", ">", ")")
	p := sweepOf(s, 80, 21)
	if before, after := whole.X.At(1e-5), p.X.At(1e-5); math.Abs(before-after) > 1e-9 || math.Abs(math.Log(p.X.High/p.X.Low)/math.Log(whole.X.High/whole.X.Low)-1/2.25) > 1e-9 {
		t.Errorf("zoomed, the crosshair is at %v after %v, the axis from %v to %v", after, before, p.X.Low, p.X.High)
	}
	if math.Abs(math.Log(p.Y.High/p.Y.Low)/math.Log(whole.Y.High/whole.Y.Low)-1/1.5) > 1e-9 {
		t.Errorf("zoomed, the values go from %v to %v", p.Y.Low, p.Y.High)
	}
	s.Sees(t, "a part, 0 for the whole")
	if got := foot(s.Tab.Keys()); !strings.Contains(got, "0 the whole curve") {
		t.Errorf("zoomed, the keys are %q", got)
	}
	if s.Tab.taylorPlots(s.Frame)[0].X.Low != 1e-8 {
		t.Error("another picture is zoomed, too")
	}
	if s.Press("0"); !s.Tab.lenses[s.Tab.view].Whole() || strings.Contains(s.Text(), "a part") {
		t.Error("0 does not lead back")
	}
	s.Press("v", "v", ">", ")")
	if l := s.Tab.lenses[s.Tab.view]; l.X == (chart.Part{}) || l.Y != (chart.Part{}) {
		t.Errorf("the activations are zoomed to %+v", l)
	}
	s.Press("v")
	before := s.Text()
	if s.Press("{", "}", ">", ")", "0"); s.Text() != before {
		t.Error("keys of plots change the table")
	}
}

// A click or a drag puts the crosshair there, the wheel zooms, and neither does
// anything elsewhere.
func TestMouse(t *testing.T) {
	s := still(snapshot(), 200, 57, colorprofile.ANSI256) // the sweep over Taylor test and heat map, activations at the side
	s.Tab.view = "sweep"
	panes, aside := s.Tab.panes(s.Frame)
	at := func(p pane, k int, x, y float64) tea.Mouse {
		q := p.view.plots(s.Tab, p.inside())[k]
		return tea.Mouse{X: p.x + 1 + q.x + int(x*float64(q.frame.Width)), Y: p.y + 1 + q.y + int(y*float64(q.frame.Height)), Button: tea.MouseLeft}
	}
	taylor := panes[slices.IndexFunc(panes, func(p pane) bool { return p.view.name == "taylor" })]
	s.Send(tea.MouseClickMsg(at(panes[0], 0, 0.5, 0.5)))
	if h := s.Tab.runner.Config.H; h > 1e-7 || h < 1e-8 {
		t.Errorf("a click in the middle sets h to %v", h)
	}
	s.Send(tea.MouseMotionMsg(at(panes[0], 0, 0.6, 0.3)))
	if h := s.Tab.runner.Config.H; h > 1e-5 || h < 1e-7 || axis.Short(h, 1) != axis.Short(h, 9) {
		t.Errorf("dragged to the right, h is %v", h)
	}
	s.Send(tea.MouseClickMsg(at(taylor, 0, 0.5, 0.5)))
	if s.Tab.taylor != 4 {
		t.Errorf("a click sets Taylor's step to %d", s.Tab.taylor)
	}
	for k, want := range []float64{-5, -5, 5, 5} {
		s.Send(tea.MouseClickMsg(at(aside, k, 0.4+0.4*float64(k/2), 0.3)))
		if want != math.Copysign(5, s.Tab.x) || math.Abs(s.Tab.x-want) > 3 {
			t.Errorf("a click on plot %d sets x to %v", k, s.Tab.x)
		}
	}
	before := s.Text()
	move := at(panes[0], 0, 0.2, 0.2)
	move.Button = tea.MouseNone
	right := move
	right.Button = tea.MouseRight
	s.Send(tea.MouseMotionMsg(move))
	s.Send(tea.MouseClickMsg(right))
	s.Send(tea.MouseClickMsg{X: 150, Y: 3, Button: tea.MouseLeft})
	if s.Text() != before {
		t.Error("another button, or a click on a knob, does something")
	}
	wheel := at(taylor, 0, 0.5, 0.5)
	wheel.Button = tea.MouseWheelUp
	s.Send(tea.MouseWheelMsg(wheel))
	if s.Tab.lenses["taylor"].Whole() || !s.Tab.lenses["sweep"].Whole() || !s.Tab.lenses["activations"].Whole() {
		t.Error("the wheel does not zoom what it is on")
	}
	wheel = at(aside, 3, 0, 0.3) // on the labels of the values
	wheel.Button = tea.MouseWheelUp
	if s.Send(tea.MouseWheelMsg(wheel)); !s.Tab.lenses["activations"].Whole() {
		t.Error("the wheel zooms values that have no common axis")
	}
	New(0).Update(tea.MouseClickMsg{})
}

// The crosshair comes to stand in the very cell of a click.
func TestMouse_cell(t *testing.T) {
	s := shows(snapshot(), "activations") // a ReLU, with nothing above its left half
	for _, width := range []int{200, 80} {
		s.Resize(stage.Frame(width, 21, colorprofile.ANSI256))
		for _, x := range []int{6, 7, 11, 14} {
			s.Send(tea.MouseClickMsg{X: x, Y: 4, Button: tea.MouseLeft})
			if line := []rune(strings.Split(s.Text(), "\n")[4]); line[x] != '│' {
				t.Errorf("after a click on cell %d: %s", x, string(line))
			}
		}
	}
	s.Press("z")
	s.Send(tea.MouseClickMsg{X: 74, Y: 4, Button: tea.MouseLeft})
	if s.Tab.x < 5 {
		t.Errorf("on the full screen a click sets x to %v", s.Tab.x)
	}
	s.Press("z")
	for y := range s.Frame.Height { // heads, axes and borders do nothing
		s.Tab.x = 0
		s.Send(tea.MouseClickMsg{X: 7, Y: y, Button: tea.MouseLeft})
		if moved := s.Tab.x != 0; moved != (y >= 2 && y <= 8 || y >= 12 && y <= 17) {
			t.Errorf("a click on line %d sets x to %v", y, s.Tab.x)
		}
	}
}
