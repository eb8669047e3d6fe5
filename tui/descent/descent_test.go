package descent

import (
	"math"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/kit/stage"
)

// tried runs a test on a tab that has been opened, where waiting takes no time.
func tried(t *testing.T, width, height int, test func(t *testing.T, s *stage.Stage[*Tab])) {
	synctest.Test(t, func(t *testing.T) { test(t, stage.New(New(0), width, height)) })
}

// typed returns a surface of its own for a formula.
func typed(formula string) *surface.Surface {
	s, ok := surfaces[formula]
	if !ok {
		var err error
		if s, err = surface.Typed(formula, 1); err != nil {
			panic(err)
		}
		surfaces[formula] = s
	}
	made := *s
	return &made
}

var surfaces = map[string]*surface.Surface{} // as their minima take time to find

// valley is a made-up surface with two minima.
func valley(minima ...surface.Minimum) *surface.Surface {
	made := typed("x^2 + 3*y^2")
	made.Domain, made.Minima = surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}, minima
	return made
}

var (
	global = surface.Minimum{Point: surface.Point{X: -3, Y: -2}, F: -1.25, Global: true}
	local  = surface.Minimum{Point: surface.Point{X: 2, Y: 1}, F: 0.5}
)

// snapshot is made up: four steps from (4, 3) to the local minimum.
func snapshot() descent.Snapshot {
	c := descent.Default()
	c.Function, c.X, c.Y, c.Steps = "x^2 + 3*y^2", 4, 3, 4
	return descent.Snapshot{
		Config:  c,
		Surface: valley(global, local),
		Run: descent.Run{
			Method: "gd", State: model.Finished, Fate: descent.Fate{End: descent.Heading, Minimum: 1},
			Path: []descent.Point{{X: 4, Y: 3, F: 43}, {X: 3, Y: 2.5, F: 27.75}, {X: 2.5, Y: 1.5, F: 13}, {X: 2.25, Y: 1.125, F: 8.8594}, {X: 2.0625, Y: 1.0625, F: 7.6406}},
		},
	}
}

// still opens a tab that shows a snapshot and computes nothing.
func still(s descent.Snapshot, width, height int, p colorprofile.Profile) *stage.Stage[*Tab] {
	t := New(0)
	t.runner.Config, t.runner.Snapshot, t.runner.Ready, t.runner.Busy = s.Config, s, true, true
	t.basins.Busy, t.tuning.Busy, t.ends.Busy = true, true, true
	t.follow()
	play := stage.New(t, width, height)
	play.Resize(stage.Frame(width, height, p))
	return play
}

// race adds two rivals, of which one has left the map.
func race(s descent.Snapshot) descent.Snapshot {
	s.Config.Race, s.Config.Decay = "all", 0.5
	s.Rivals = []descent.Run{
		{Method: "line-search", State: model.Finished, Fate: descent.Fate{End: descent.Reached, Steps: 2}, Path: []descent.Point{{X: 4, Y: 3, F: 43}, {X: -1, Y: 0, F: 1}, {X: -2.9, Y: -1.95, F: -1.2}}},
		{Method: "adam", State: model.Diverged, Fate: descent.Fate{End: descent.Gone, Minimum: -1}, Path: []descent.Point{{X: 4, Y: 3, F: 43}, {X: 3, Y: 4, F: 57}, {X: 90, Y: 4, F: 8148}}},
	}
	return s
}

func TestView(t *testing.T) {
	level := surface.Surface{}
	for _, c := range []struct {
		name          string
		width, height int
		profile       colorprofile.Profile
		shows         func() descent.Snapshot
		then          func(s *stage.Stage[*Tab])
	}{
		{"heights", 80, 21, colorprofile.ANSI, nil, nil},
		{"narrow", 60, 15, colorprofile.ANSI, nil, func(s *stage.Stage[*Tab]) { s.Press("down", "down", "down", ",", ",", "a") }},
		{"race", 120, 37, colorprofile.ANSI, func() descent.Snapshot { return race(snapshot()) }, nil},
		{"diverged", 90, 24, colorprofile.ANSI, func() descent.Snapshot {
			s := snapshot()
			s.State, s.Reason, s.Fate = model.Diverged, "step 2: f is NaN", descent.Fate{End: descent.Gone, Minimum: -1}
			s.Path = append(s.Path[:2:2], descent.Point{X: 40, Y: -30, F: math.NaN()})
			return s
		}, func(s *stage.Stage[*Tab]) { s.Press("z") }},
		{"empty", 80, 21, colorprofile.ANSI, func() descent.Snapshot {
			s := snapshot()
			level = *s.Surface
			level.Minima, s.Fate.Minimum = nil, -1
			s.Surface, s.Path, s.Config.Steps = &level, s.Path[:1], 0
			return s
		}, nil},
		{"cursor", 80, 21, colorprofile.ANSI, nil, func(s *stage.Stage[*Tab]) { s.Press("c", "left", "shift+up", "+") }},
		{"typing", 80, 21, colorprofile.ANSI, nil, func(s *stage.Stage[*Tab]) { s.Press("f", "ctrl+u"); write(s, "x^2+3)") }},
		{"basins", 80, 21, colorprofile.ANSI, nil, func(s *stage.Stage[*Tab]) { s.Press("b"); fillBasins(s) }},
		{"tuning", 80, 21, colorprofile.ANSI, nil, func(s *stage.Stage[*Tab]) { s.Press("t"); fillTuning(s) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			made := snapshot()
			if c.shows != nil {
				made = c.shows()
			}
			s := still(made, c.width, c.height, c.profile)
			if c.then != nil {
				c.then(s)
			}
			stage.Golden(t, c.name, s.Text())
		})
	}
}

// fillBasins gives the map of basins a made-up picture: the right half leads
// to the local minimum, the later the farther, its right edge not in time, and
// the top nowhere.
func fillBasins(s *stage.Stage[*Tab]) {
	b := &s.Tab.basins
	b.Ready, b.Snapshot.Config, b.Snapshot.Surface, b.Snapshot.State = true, b.Config, s.Tab.runner.Snapshot.Surface, model.Finished
	b.Snapshot.Done, b.Snapshot.Cells = 1, make([]descent.Fate, b.Config.W*b.Config.H)
	for at := range b.Snapshot.Cells {
		fate := descent.Fate{End: descent.Reached, Steps: int32(at/b.Config.W) / 4}
		if at%b.Config.W >= b.Config.W/2 {
			fate.Minimum = 1
		}
		if at%b.Config.W >= b.Config.W-4 {
			fate.End = descent.Heading
		}
		if at < 2*b.Config.W {
			fate = descent.Fate{End: descent.Gone, Minimum: -1}
		}
		b.Snapshot.Cells[at] = fate
	}
}

// fillTuning gives the tuning map a made-up picture: the lowest is at the
// middle, and at the right f rises.
func fillTuning(s *stage.Stage[*Tab]) {
	m := &s.Tab.tuning
	of := s.Tab.runner.Snapshot
	axes := axesOf(of.Config.TuningAxes(of.Surface), s.Tab.pair())
	w, h := m.Config.W, m.Config.H
	m.Ready, m.Snapshot = true, descent.TuningSnapshot{
		Config: m.Config, Surface: of.Surface, State: model.Finished, Across: axes[0], Up: axes[1],
		Cells: make([]float64, w*h), Start: 43, Looked: 1234, Reached: 500, Over: true, Found: true,
	}
	m.Snapshot.Best = descent.Trial{At: [2]float64{0.5, 0.5}, Config: m.Snapshot.At(w/2, h/2), Global: true}
	for at := range m.Snapshot.Cells {
		x, y := at%w-w/2, at/w-h/2
		m.Snapshot.Cells[at] = float64(x*x+4*y*y) / 8
		if x > 2*w/5 {
			m.Snapshot.Cells[at] = math.Inf(1)
		}
	}
}

// A map of one cell is drawn, too.
func TestView_oneCell(t *testing.T) {
	s := still(snapshot(), 9, 5, colorprofile.ANSI)
	s.Press("z")
	if l := s.Tab.layout(s.Frame); l.area.Width != 1 || l.area.Height != 1 || !strings.Contains(s.Text(), "y ◉│") {
		t.Errorf("of %dx%d cells:\n%s", l.area.Width, l.area.Height, s.Text())
	}
}

// One picture of each map keeps the colours.
func TestView_colours(t *testing.T) {
	for name, keys := range map[string][]string{"heights-256": nil, "basins-256": {"b"}, "tuning-256": {"t"}, "basins-16": {"b"}} {
		profile := colorprofile.ANSI256
		if strings.HasSuffix(name, "-16") {
			profile = colorprofile.ANSI
		}
		s := still(race(snapshot()), 34, 14, profile)
		s.Press("z")
		s.Press(keys...)
		fillBasins(s)
		fillTuning(s)
		stage.Golden(t, name, s.Tab.View(s.Frame)+"\n"+s.Tab.Status(s.Frame))
	}
}

// A schedule has a curve of its own, as far as the path is drawn.
func TestRateCurve(t *testing.T) {
	var all []string
	for _, steps := range []int{1, 2, 4} {
		made := snapshot()
		made.Config.Steps, made.Config.Decay, made.Path = steps, 0.5, made.Path[:steps+1]
		s := still(made, 80, 21, colorprofile.ANSI)
		if !s.Tab.rateChanges() {
			t.Errorf("%d steps are all of one size", steps)
		}
		all = append(all, ansi.Strip(s.Tab.viewCurve(s.Frame.Sized(30, 8), s.Tab.rateCurve)))
	}
	stage.Golden(t, "rates", strings.Join(all, "\n"))
	for _, c := range []struct {
		schedule string
		decay    float64
		want     bool
	}{{"exponential", 1, false}, {"exponential", 0.9, true}, {"cosine", 1, true}} {
		made := snapshot()
		made.Config.Schedule, made.Config.Decay = c.schedule, c.decay
		if got := still(made, 80, 21, colorprofile.ANSI).Tab.rateChanges(); got != c.want {
			t.Errorf("%s with a decay of %v changes: %v", c.schedule, c.decay, got)
		}
	}
}

// Nothing is shown before there is anything, and of an error its words.
func TestView_nothing(t *testing.T) {
	tab := New(0)
	f := stage.Frame(10, 3, colorprofile.ANSI)
	if got := stage.Misfit(f, tab.View(f)) + tab.Status(f) + tab.Running(); got != "" {
		t.Error(got)
	}
	tab.runner.Err = model.Refuse("step", "it is too long")
	if got := ansi.Strip(tab.Status(f)); got != "step: it is too long" {
		t.Errorf("the status is %q", got)
	}
}

func TestStatus(t *testing.T) {
	ended := func(f descent.Fate) func(*descent.Snapshot) { return func(s *descent.Snapshot) { s.Fate = f } }
	for _, c := range []struct {
		name, want string
		made       func(s *descent.Snapshot)
		keys       string
	}{
		{"local", "Reached the local minimum f = 0.5 after 3 steps; the global one is 5.9 away.", ended(descent.Fate{End: descent.Reached, Minimum: 1, Steps: 3}), ""},
		{"not yet", "Heads for the global minimum, not there yet: 5.9 away. More steps get closer.", ended(descent.Fate{End: descent.Heading}), ""},
		{"gone", "Gone: downhill, away from this map.", ended(descent.Fate{End: descent.Gone, Minimum: -1}), ""},
		{"not ended", "", func(s *descent.Snapshot) { s.State = model.Unfinished }, ""},
		{"diverged", "Diverged at step 4: f is NaN.", func(s *descent.Snapshot) { s.State, s.Reason = model.Diverged, "step 4: f is NaN" }, ""},
		{"before the end", "Step 3 of 4: [ and ] step back and on, end shows all.", nil, ","},
		{"typing", "Type a function of x and y; its gradient and Hessian are exact.", nil, "f"},
		{"basins to come", "Computing where each starting point leads.", nil, "b"},
		{"tuning to come", "Each cell is a whole descent: step size from left to right, decay from bottom to top.", nil, "t"},
	} {
		made := snapshot()
		if c.made != nil {
			c.made(&made)
		}
		s := still(made, 80, 21, colorprofile.ANSI)
		s.Press(strings.Fields(c.keys)...)
		if got := ansi.Strip(s.Tab.Status(s.Frame)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What steps do at the cursor follows from the two curvatures there.
func TestStatus_cursor(t *testing.T) {
	for _, c := range []struct {
		formula, method string
		step            float64
		want            string
	}{
		{"x^2 + 3*y^2", "gd", 0.1, "This global minimum holds gd: a step of 0.1 leaves 0.8 of a small distance; limit 0.333."},
		{"x^2 + 3*y^2", "gd", 0.4, "This global minimum does not hold gd: step 0.4 is above its limit 0.333."},
		{"x^2 + 3*y^2", "newton", 0.4, "This global minimum holds newton: it has no step size that could be too large."},
		{"x^2 + y^2", "gd", 1, "This global minimum does not hold gd: step 1 is at its limit."},
		{"x^2 + y^2", "gd", 1.0001, "This global minimum does not hold gd: step 1.0001 is above its limit 1."},
		{"x^4 + y^4", "gd", 0.1, "This global minimum has next to no curvature: it sets no limit to the step size."},
		{"x^2 + 3*y^2", "adam", 0.4, "This global minimum does not hold adam: step 0.4 is above its limit 6.34e-08."},
		{"y^2", "gd", 0.1, "This line of global minima holds gd: a step of 0.1 leaves 0.8 of a small distance; limit 1."},
		{"(x-3)^2 + 3*(y-3)^2", "gd", 0.1, "Monotone here: steps of 0.1 do not overshoot and leave 0.8 of the way; limit 0.333."},
		{"(x-3)^2 + 3*(y-3)^2", "gd", 0.3, "Oscillates here: steps of 0.3 cross the valley and leave 0.8 of the way; limit 0.333."},
		{"(x-3)^2 + 3*(y-3)^2", "momentum", 0.1, "Ripples here: steps of 0.1 swing and leave 0.95 of the way; limit 0.633."},
		{"(x-3)^2 + 3*(y-3)^2", "gd", 0.4, "Overshoots here: each of the steps of 0.4 more than the last; limit 0.333."},
		{"(x-3)^2 + 3*(y-3)^2", "adam", 0.4, "Curves up here. What holds adam is known at a minimum: put the cursor on one."},
		{"x^2 - y^2", "gd", 0.7, "Curves down one way: small steps lead away from here, whatever their size."},
		{"-x^2", "adam", 0.4, "Curves down one way: small steps lead away from here, whatever their size."},
		{"sqrt(x - 9) + y", "gd", 0.4, "No curvature here: the second derivatives are not numbers."},
	} {
		made := snapshot()
		made.Surface, made.Config.Method, made.Method, made.Momentum, made.Config.Step = typed(c.formula), c.method, c.method, 0.9, c.step
		s := still(made, 80, 21, colorprofile.ANSI)
		s.Press("c")
		if got := ansi.Strip(s.Tab.Status(s.Frame)); got != c.want {
			t.Errorf("%s with %s of %v: %q, want %q", c.formula, c.method, c.step, got, c.want)
		}
	}
}

func TestStatus_tuning(t *testing.T) {
	const looked = " Looked at 1234 descents of step size 0.002 to 3, decay 0.7 to 1.05."
	for _, c := range []struct {
		name, want string
		profile    colorprofile.Profile
		made       func(s *descent.TuningSnapshot)
	}{
		{"reachable", "Reachable: the best, ◆, ends at the global minimum.", colorprofile.ANSI256, func(*descent.TuningSnapshot) {}},
		{"in signs", "Reachable: the best, ◆, ends at the global minimum.", colorprofile.ANSI, func(*descent.TuningSnapshot) {}},
		{"others", "Reachable: 500 of 1234 end within 0.02 of the global minimum; the lowest, ◆, at f = 0.", colorprofile.ANSI, func(s *descent.TuningSnapshot) { s.Best.Global = false }},
		{"none known for sure", "Out of reach: lowest found, ◆, f = 0, above the lowest minimum found, -1.25." + looked, colorprofile.ANSI, func(s *descent.TuningSnapshot) {
			s.Best.Global, s.Reached, s.Surface.Minima[0].Global = false, 0, false
		}},
		{"none", "Out of reach: lowest found, ◆, f = 0, above the global minimum, -1.25." + looked, colorprofile.ANSI, func(s *descent.TuningSnapshot) { s.Best.Global, s.Reached = false, 0 }},
		{"below", "The lowest found, ◆, f = -1.3, is below every minimum known here." + looked, colorprofile.ANSI, func(s *descent.TuningSnapshot) { s.Best.Global, s.Reached, s.Best.F = false, 0, -1.3 }},
		{"no minimum", "The lowest found, ◆, f = 0; this surface has no minimum here." + looked, colorprofile.ANSI, func(s *descent.TuningSnapshot) { s.Surface.Minima = nil }},
		{"nothing", "Nothing falls: no descent ends below the start, f = 43." + looked, colorprofile.ANSI, func(s *descent.TuningSnapshot) { s.Found = false }},
		{"no step size", "newton finds its step size itself: here only the number of steps matters.", colorprofile.ANSI, func(s *descent.TuningSnapshot) { s.Config.Method = "newton" }},
		{"not over", "Each cell is a whole descent: step size from left to right, decay from bottom to top.", colorprofile.ANSI, func(s *descent.TuningSnapshot) { s.Over = false }},
		{"other axes", "Each cell is a whole descent: step size from left to right, decay from bottom to top.", colorprofile.ANSI, func(s *descent.TuningSnapshot) { s.Config.Up = "steps" }},
	} {
		s := still(snapshot(), 80, 21, c.profile)
		s.Press("t")
		fillTuning(s)
		c.made(&s.Tab.tuning.Snapshot)
		if got := ansi.Strip(s.Tab.Status(s.Frame)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestStatus_basins(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Press("b")
	fillBasins(s)
	fates := []descent.Fate{
		{End: descent.Reached}, {End: descent.Heading}, {End: descent.Orbiting, Period: 2}, {End: descent.Reached, Minimum: 1}, {End: descent.Heading, Minimum: 1},
		{End: descent.Heading, Minimum: -1}, {End: descent.Orbiting, Minimum: -1}, {End: descent.Wandering, Minimum: -1}, {End: descent.Resting, Minimum: -1}, {End: descent.Gone, Minimum: -1},
	}
	shown := &s.Tab.basins.Snapshot
	shown.Cells, shown.Config.W, shown.Config.H = fates, 10, 1
	const rest = "10 % still fall; 10 % orbit elsewhere; 10 % wander; 10 % rest where none is known; 10 % are gone."
	const after = "; 10 % head for it, not yet there; 10 % orbit it; 10 % reached a local one; 10 % head for a local one; " + rest
	s.Frame.Width = 300
	status := func(want string) {
		t.Helper()
		if got := ansi.Strip(s.Tab.Status(s.Frame)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	status("10 % reached the global minimum A" + after)
	s.Frame.Width = 80
	status("30 % lead to the global minimum A; 20 % to a local one; 50 % end otherwise.")
	s.Frame = stage.Frame(300, 21, colorprofile.ANSI256)
	status("10 % reached the global minimum" + after)
	shown.Surface.Minima[1].F = shown.Surface.Minima[0].F + 1e-10 // as low
	shown.Surface.Minima[1].Global = true
	status("20 % reached one of the 2 global minima; 20 % head for one, not yet there; 10 % orbit one; " + rest)
	shown.Surface.Minima[1].F, shown.Surface.Minima[1].Global = 0.5, false
	s.Tab.runner.Snapshot.Config.Step = 0.4
	if got, want := ansi.Strip(s.Tab.Status(s.Frame)), "10 % orbit it: step 0.4 is above its limit 0.333;"; !strings.Contains(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	shown.Cells = slices.Repeat([]descent.Fate{{End: descent.Gone, Minimum: -1}}, 10)
	status("100 % are gone. From no start does it settle in the global minimum: step 0.4 is above its limit 0.333.")
	shown.Cells = slices.Concat(fates[3:5], fates[4:5], slices.Repeat(fates[2:3], 4), fates[3:4], fates[0:1], fates[9:]) // most of them first
	status("40 % orbit the global minimum: step 0.4 is above its limit 0.333; 10 % reached it; 20 % reached a local one; 20 % head for a local one; 10 % are gone.")
	shown.Cells = slices.Concat(fates[3:4], slices.Repeat(fates[4:5], 9))
	status("90 % head for a local minimum; 10 % reached a local minimum. From no start does it settle in the global minimum: step 0.4 is above its limit 0.333.")
	s.Tab.runner.Snapshot.Config.Step = 0.1
	shown.Cells = slices.Concat(slices.Repeat(fates[0:1], 5), fates[3:5], fates[3:4], fates[9:], fates[7:8])
	const whole = "50 % reached the global minimum; 20 % reached a local one; 10 % head for a local one; 10 % wander; 10 % are gone."
	for width, want := range map[int]string{
		len(whole) + 1: whole,
		len(whole):     "50 % lead to the global minimum; 30 % to a local one; 20 % end otherwise.",
		74:             "50 % lead to the global minimum; 30 % to a local one; 20 % end otherwise.",
		73:             "50 % lead to the global minimum; 50 % do not.",
		9:              "50 % lead to the global minimum; 50 % do not.",
	} {
		s.Frame.Width = width
		status(want)
	}
	shown.Cells = slices.Concat(slices.Repeat(fates[:1], 8), fates[1:2], fates[1:2])
	for width, want := range map[int]string{
		80: "80 % reached the global minimum; 20 % head for it, not yet there.",
		65: "80 % reached the global minimum; 20 % head for it.",
	} {
		s.Frame.Width = width
		status(want)
	}
	shown.Cells = slices.Concat(fates[:2], fates[:2], slices.Repeat(fates[4:5], 6))
	s.Frame.Width = 77 // which has no room for them one by one
	status("40 % lead to the global minimum; 60 % to a local one.")
	shown.Cells = slices.Concat(slices.Repeat(fates[3:4], 4), fates[9:], fates[9:], slices.Repeat(fates[8:9], 4)) // none to the lowest
	s.Frame.Width = 75
	status("40 % reached a local minimum; 60 % end otherwise.")
	s.Tab.runner.Snapshot.Config.Step = 0.4
	shown.Cells = slices.Concat(slices.Repeat(fates[7:8], 4), slices.Repeat(fates[9:], 4), fates[8:9], fates[8:9])
	const shares = "40 % wander; 40 % are gone; 20 % rest where none is known."
	const settle = shares + " From no start does it settle in the global minimum"
	for _, want := range []string{settle + ": step 0.4 is above its limit 0.333.", settle + ".", shares + " None settles in the global minimum.", shares} {
		s.Frame.Width = len(want) + 1
		status(want)
	}
	s.Tab.runner.Snapshot.Config.Step = 0.1
	s.Frame.Width = 300
	shown.Config.Decay, shown.Config.Steps, shown.Config.Schedule = 0.5, 50, "exponential"
	shown.Cells = fates
	status("10 % reached the global minimum; 10 % orbit it; 30 % stop short of a minimum: the steps shrink too fast; 10 % reached a local one; " +
		"10 % still fall; 10 % orbit elsewhere; 10 % wander; 10 % are gone.")
	shown.Cells = slices.Repeat(fates[:1], 10)
	status("100 % reached the global minimum.")
	shown.Cells = fates
	shown.Surface.Unbounded = true
	s.Sees(t, "20 % fall without end;")
	shown.Surface.Unbounded, shown.Config.Decay = false, 1
	s.Resize(stage.Frame(80, 21, colorprofile.ANSI256))

	fillBasins(s)
	s.Tab.basins.Snapshot.State, s.Tab.basins.Snapshot.Done = model.Unfinished, 0.375
	s.Sees(t, "Computing where each starting point leads.")
	s.Tab.basins.Snapshot.State = model.Finished
	s.Tab.basins.Snapshot.Surface.Minima, s.Tab.basins.Snapshot.Cells = nil, make([]descent.Fate, len(s.Tab.basins.Snapshot.Cells))
	for at := range s.Tab.basins.Snapshot.Cells {
		s.Tab.basins.Snapshot.Cells[at].Minimum = -1
	}
	s.Sees(t, "This surface has no minimum here.")
	shown.Surface.Unbounded, shown.Surface.Fall = true, surface.Point{X: 1}
	s.Sees(t, "This surface has no minimum here: f falls without end.")
}

// While the map of basins grows, it says how far it is; one of another window
// or size is not shown.
func TestBasins_grow(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Press("b")
	s.Sees(t, "f = x^2 + 3*y^2")
	fillBasins(s)
	b := &s.Tab.basins.Snapshot
	b.State, b.Done = model.Unfinished, 0.6
	s.Sees(t, "where each start leads", " 60 % ")
	b.State = model.Finished
	s.Resize(stage.Frame(80, 21, colorprofile.ANSI256))
	s.Sees(t, "not yet")
	for _, c := range []*int{&b.Config.W, &b.Config.H} {
		*c--
		s.Sees(t, "f = x^2 + 3*y^2")
		*c++
	}
	s.Press("+")
	s.Sees(t, "f = x^2 + 3*y^2")
}

func TestTuning_anotherSize(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Press("t")
	s.Sees(t, "f after 4 steps", "computing")
	fillTuning(s)
	s.Sees(t, "◆ best", "f reached", "best of 1234 descents", "decay is per step")
	c := &s.Tab.tuning.Snapshot.Config
	for _, n := range []*int{&c.W, &c.H} {
		*n++
		if text := s.Text(); strings.Contains(text, "◆ best") {
			t.Errorf("it is drawn for another size:\n%s", text)
		}
		s.Sees(t, "f reached") // which is the same
		*n--
	}
	for _, axis := range []*string{&c.Across, &c.Up} {
		before := *axis
		*axis = "steps"
		s.Sees(t, "computing")
		if text := s.Text(); strings.Contains(text, "◆ best") {
			t.Errorf("it is drawn for other axes:\n%s", text)
		}
		*axis = before
	}
	s.Tab.tuning.Snapshot.State, s.Tab.tuning.Snapshot.Done = model.Unfinished, 0.25
	s.Sees(t, "◆ best", " 25 % ╮")
	s.Tab.tuning.Snapshot.Found = false
	s.Sees(t, "none ends below the start")
	s.Tab.tuning.Snapshot.Over = false
	s.Sees(t, "computing")
}

// x goes around the pairs that the descent depends on.
func TestTuning_axes(t *testing.T) {
	for _, c := range []struct{ method, schedule, want string }{
		{"gd", "exponential", "step,decay step,steps decay,steps step,decay"},
		{"momentum", "exponential", "step,decay step,momentum step,steps decay,momentum decay,steps momentum,steps step,decay"},
		{"gd", "cosine", "step,steps step,steps"},
	} {
		made := snapshot()
		made.Config.Method, made.Config.Schedule = c.method, c.schedule
		s := still(made, 80, 21, colorprofile.ANSI)
		s.Press("t")
		got := []string{s.Tab.pair()}
		for len(got) < len(strings.Fields(c.want)) {
			s.Press("x")
			got = append(got, s.Tab.pair())
			if d := s.Tab.tuning.Config; d.Across+","+d.Up != s.Tab.pair() {
				t.Errorf("%s: the map is of %s and %s, not of %s", c.method, d.Across, d.Up, s.Tab.pair())
			}
			fillTuning(s)
			s.Sees(t, "◆ best")
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s, %s: %v, want %s", c.method, c.schedule, got, c.want)
		}
	}
}

// The names of the axes, and what is said about them, fit what they are.
func TestTuning_names(t *testing.T) {
	for pair, want := range map[string][]string{
		"step,decay":     {"f after 4 steps ", " decay is per step ", "│decay ", "step size│"},
		"step,momentum":  {"f after 4 steps ", " β is the momentum ", "│    β ", "step size│"},
		"step,steps":     {"f at the end ───", "────────────╮", "│steps ", "step size│"},
		"decay,momentum": {"f after 4 steps ", " β is the momentum ", "│    β ", "   decay│"},
		"decay,steps":    {"f at the end ───", " decay is per step ", "│steps ", "   decay│"},
		"momentum,steps": {"f at the end ───", "────────────╮", "│steps ", "momentum│"},
	} {
		made := snapshot()
		made.Config.Method = "momentum"
		s := still(made, 80, 21, colorprofile.ANSI)
		s.Tab.axes = pair
		s.Press("t")
		s.Sees(t, want...)
		fillTuning(s)
		s.Sees(t, want...)
	}
	if title, _ := tuningTitle("step", "decay", 1); title != "f after 1 step" {
		t.Errorf("of one step: %q", title)
	}
}

// Every method has a letter of its own.
func TestMethodLetters(t *testing.T) {
	seen := map[string]string{}
	for _, m := range descent.Methods {
		letter := methodLetter(m.Name)
		if len(letter) != 1 || seen[letter] != "" {
			t.Errorf("%s has the letter %q, which %q has", m.Name, letter, seen[letter])
		}
		seen[letter] = m.Name
	}
}

func get(t testing.TB, tab *Tab, name string) string {
	t.Helper()
	s, ok := setting.Find(tab.Settings(), name)
	if !ok {
		t.Fatalf("there is no setting %s", name)
	}
	return s.Get()
}
