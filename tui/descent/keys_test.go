package descent

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/setting"
	"nntui/model/surface"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
	"nntui/tui/run"
)

// foot writes what the line of keys has of the tab, the end behind a bar.
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
	for _, c := range []struct{ keys, want string }{
		{"", "↑↓ choose  ←→ change  space play  b basins  v view  c cursor  |  t tuning  E ends  T theory  f function  a log or linear f"},
		{"space", "↑↓ choose  ←→ change  space pause  b basins  v view  c cursor  |  t tuning  E ends  T theory  f function  a log or linear f"},
		{"b", "↑↓ choose  ←→ change  space play  b back to heights  v view  c cursor  |  f function  a log or linear f"},
		{"t", "enter take the best  x axes  ↑↓ choose  ←→ change  t back to heights  v view  |"},
		{"c", "↑↓←→ move  enter start here  + zoom in  - zoom out  esc back to the knobs  |"},
		{"f", "enter go down this function  esc leave as it was  ctrl+u clear  |"},
	} {
		s := still(snapshot(), 80, 21, colorprofile.ANSI)
		if s.Tab.ticks.Playing = c.keys == "space"; c.keys != "space" {
			s.Press(strings.Fields(c.keys)...)
		}
		if got := foot(s.Tab.Keys()); got != c.want {
			t.Errorf("after %q: %q, want %q", c.keys, got, c.want)
		}
	}
}

// Before there is a map, its keys mean nothing.
func TestKeys_noMap(t *testing.T) {
	tab := New(0)
	for _, name := range strings.Fields("+ - 0 c enter left up b t esc space home D X") {
		if row, ok := tab.Keys().Find(stage.Key(name)); ok {
			tab.Update(kit.Pressed{Key: row, Msg: stage.Key(name)})
		}
	}
	if tab.cursor.on || tab.view != "contour" {
		t.Errorf("the cursor is on: %v; the map shows %s", tab.cursor.on, tab.view)
	}
}

func TestAbout(t *testing.T) {
	about := New(0).About()
	for _, want := range []string{"c puts a cursor on the map", "and enter starts from it", "b colours every start", "t shows what other", "f takes your own"} {
		if !strings.Contains(about, want) {
			t.Errorf("no %q in %s", want, about)
		}
	}
}

// The whole path is shown but while one walks along it.
func TestPlay(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	at := func(key string, want string) {
		t.Helper()
		if s.Press(key); s.Tab.Running() != want {
			t.Errorf("after %s: %q, want %q", key, s.Tab.Running(), want)
		}
	}
	at(",", "■ step 3/4")
	at(",", "■ step 2/4")
	at(".", "■ step 3/4")
	at("home", "■ step 0/4")
	at(",", "■ step 0/4")
	at("end", "■ step 4/4")
	at(".", "■ step 4/4")
	at("home", "■ step 0/4")
	at("down", "■ step 0/4")
	if s.Press("right"); s.Tab.step != math.MaxInt {
		t.Errorf("a turned knob leaves the path at step %d", s.Tab.step)
	}
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(New(0), 80, 21)
		press := func(key string) tea.Cmd {
			row, _ := s.Tab.Keys().Find(stage.Key(key))
			return row.Do(stage.Key(key))
		}
		tick := press("space")
		if got := s.Tab.Running(); got != "▶ step 0/20" {
			t.Errorf("playing begins with %q", got)
		}
		next := tick().(run.Msg).Msg
		s.Tab.Update(next)
		if got := s.Tab.Running(); got != "▶ step 1/20" {
			t.Errorf("a tick later it is %q", got)
		}
		press("space")
		if s.Tab.Update(next); s.Tab.Running() != "■ step 1/20" {
			t.Errorf("paused, it goes on to %q", s.Tab.Running())
		}
		tick = press("space")
		if got := s.Tab.Running(); got != "▶ step 1/20" {
			t.Errorf("playing goes on from %q", got)
		}
		press("r")
		if s.Tab.Update(tick().(run.Msg).Msg); s.Tab.Running() != "▶ step 0/20" {
			t.Errorf("a tick of an earlier run moves it to %q", s.Tab.Running())
		}
		s.Press("r") // to the end
		if s.Tab.Running() != "■ step 20/20" || s.Tab.step != math.MaxInt {
			t.Errorf("it ends at %q, step %d", s.Tab.Running(), s.Tab.step)
		}
		s.Tab.runner.Snapshot.Path = make([]descent.Point, 121)
		s.Tab.step = 0
		s.Tab.ticks.Start(stepTime)
		if s.Tab.walk(run.Tick{}) != nil || s.Tab.step != 0 {
			t.Error("it takes a tick that is not its own")
		}
		next = s.Tab.ticks.Start(stepTime)().(run.Msg).Msg
		if s.Tab.Update(next); s.Tab.step != 4 {
			t.Errorf("of a path of 120 steps, a tick takes %d", s.Tab.step)
		}
		s.Tab.runner.Snapshot.Path, s.Tab.step = s.Tab.runner.Snapshot.Path[:2], 0
		next = s.Tab.ticks.Start(stepTime)().(run.Msg).Msg
		if s.Tab.Update(next); s.Tab.ticks.Playing {
			t.Error("it plays on at the end")
		}
	})
}

// Rivals may go on longer.
// Keys that walk along the path wait for it: they neither walk before its
// beginning, nor keep it from being seen whole.
func TestScrub_early(t *testing.T) {
	for _, key := range []string{"home", "end", "[", "]"} {
		tab := New(0)
		row, _ := tab.Keys().Find(stage.Key(key))
		cmd := tab.Open()
		tab.Update(kit.Pressed{Key: row, Msg: stage.Key(key)})
		stage.Do(cmd, func(msg tea.Msg) { tab.Update(msg.(run.Msg).Msg) })
		if !tab.Ended() {
			t.Errorf("%s: the path stands at step %d of %d", key, tab.step, tab.last())
		}
	}
}

func TestPlay_race(t *testing.T) {
	made := race(snapshot())
	made.Path = made.Path[:2]
	s := still(made, 80, 21, colorprofile.ANSI)
	if s.Press("end"); s.Tab.Running() != "■ step 2/4" {
		t.Errorf("the end is at %q", s.Tab.Running())
	}
	s.Press(",")
	s.Sees(t, "At step 1 line-search is lowest: f = 1, 27 below gd.", "A adam               57    3.2◇")
}

// The cursor goes by a cell, ten columns or five rows, and takes the map with
// it; enter starts there.
func TestCursor(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	area := s.Tab.layout(s.Frame).area
	width, height := 10/float64(area.Width), 10/float64(area.Height)
	s.Press("c")
	var want surface.Point
	for _, c := range []struct {
		key    string
		dx, dy float64
	}{{"left", -1, 0}, {"left", -1, 0}, {"up", 0, 1}, {"down", 0, -1}, {"j", 0, -1}, {"right", 1, 0}, {"shift+left", -10, 0}, {"shift+right", 10, 0}, {"shift+up", 0, 5}, {"shift+down", 0, -5}, {"k", 0, 1}} {
		s.Press(c.key)
		want.X, want.Y = want.X+c.dx*width, want.Y+c.dy*height
		if got := s.Tab.cursor.at; got.Distance(want) > 1e-9 {
			t.Fatalf("after %s it is at %v, want %v", c.key, got, want)
		}
	}
	before := s.Tab.window
	s.Tab.cursor.at = surface.Point{X: 0, Y: 4}
	for range 3 { // by 0.59
		s.Press("up")
	}
	if got, want := s.Tab.window.MinY-before.MinY, 2*height; math.Abs(got-want) > 1e-9 || s.Tab.window.MinX != before.MinX {
		t.Errorf("at the edge the map moves to %v", s.Tab.window)
	}
	s.Tab.cursor.at = surface.Point{X: 1.2345678, Y: -0.98765432}
	s.Press("enter")
	if c := s.Tab.runner.Config; c.X != 1.23 || c.Y != -0.99 {
		t.Errorf("it starts at %v, %v", c.X, c.Y)
	}
	s.Press("esc")
	if s.Tab.cursor.on {
		t.Error("esc leaves the cursor on")
	}
	s.Tab.window = surface.Rect{MinX: 1, MaxX: 2, MinY: 1, MaxY: 3}
	s.Press("c")
	if got := s.Tab.cursor.at; got != (surface.Point{X: 1.5, Y: 2}) {
		t.Errorf("off the map, it comes to %v", got)
	}
	s.Press("c")
	if s.Tab.cursor.on {
		t.Error("c does not take it away")
	}
}

func TestZoom(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	wants := func(what string, minX, maxX, minY, maxY float64) {
		t.Helper()
		w, want := s.Tab.window, surface.Rect{MinX: minX, MaxX: maxX, MinY: minY, MaxY: maxY}
		if max(math.Abs(w.MinX-minX), math.Abs(w.MaxX-maxX), math.Abs(w.MinY-minY), math.Abs(w.MaxY-maxY)) > 1e-9 {
			t.Errorf("%s: %v, want %v", what, w, want)
		}
	}
	whole := s.Tab.window
	s.Tab.runner.Snapshot.Path[4] = descent.Point{X: 4, Y: -2}
	s.Press("+")
	wants("in around the end of the path", -2, 14.0/3, -4, 8.0/3)
	s.Press("-")
	wants("and out again", whole.MinX, whole.MaxX, whole.MinY, whole.MaxY)
	s.Press("c", "+", "c")
	wants("in around the cursor", -10.0/3, 10.0/3, -10.0/3, 10.0/3)
	s.Press("+")
	wants("around the middle, as the path ends elsewhere", -20.0/9, 20.0/9, -20.0/9, 20.0/9)
	s.Press("0")
	wants("the whole", whole.MinX, whole.MaxX, whole.MinY, whole.MaxY)
	s.Press("0")
	wants("the path", 2.25-0.175, 4+0.175, -2.5, 3.5)
	s.Tab.runner.Snapshot.Path[4] = descent.Point{X: 1e6, Y: math.NaN()}
	s.Press("0", "0")
	wants("a path that has left for good", 2.25-0.175, 4+0.175, 1.125-0.1875, 3+0.1875)
	s.Tab.runner.Snapshot.Path[4] = descent.Point{X: 99, Y: 3}
	s.Press("0", "0")
	wants("a path that goes far", 2.25-9.675, 99+9.675, 1.125-0.1875, 3+0.1875)
	for _, far := range []surface.Point{{X: -99, Y: -99}, {X: 99, Y: 99}, {X: 101, Y: 0}, {X: 0, Y: 101}, {X: -101, Y: 0}, {X: 0, Y: -101}} {
		s.Tab.runner.Snapshot.Path[4] = descent.Point{X: far.X, Y: far.Y}
		s.Press("0", "0")
		if inside := s.Tab.window.Contains(far); inside != (max(math.Abs(far.X), math.Abs(far.Y)) < 100) {
			t.Errorf("a path to %v is seen in %v", far, s.Tab.window)
		}
	}
	for range 99 {
		s.Press("+")
	}
	if !s.Tab.window.OK() {
		t.Errorf("the axes cannot be told apart: %v", s.Tab.window)
	}
}

// The mouse starts where it clicks, moves the cursor, zooms around itself and
// takes cells of the tuning map.
func TestMouse(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	l := s.Tab.layout(s.Frame)
	click := func(x, y int, b tea.MouseButton) { clickAt(s, l.left+x, l.top+y, b) }
	last := l.area.Height - 1
	for _, c := range []struct{ x, y int }{{-1, 0}, {0, -1}, {l.area.Width, 0}, {0, l.area.Height}} {
		click(c.x, c.y, tea.MouseLeft)
	}
	if c := s.Tab.runner.Config; c.X != 4 || c.Y != 3 {
		t.Errorf("a click beside the map starts at %v, %v", c.X, c.Y)
	}
	click(0, last, tea.MouseRight)
	if got := s.Tab.cursor; !got.on || got.at != s.Tab.window.At(0, 2*last, l.area.Width, 2*l.area.Height) || s.Tab.runner.Config.X != 4 {
		t.Errorf("a right click leaves the cursor at %v", got)
	}
	click(l.area.Width-1, 0, tea.MouseLeft)
	if c := s.Tab.runner.Config; c.X != 4.84 || c.Y != 4.84 || s.Tab.cursor.at.X < 4.8 {
		t.Errorf("a click in the upper right corner starts at %v, %v, cursor %v", c.X, c.Y, s.Tab.cursor.at)
	}
	click(3, 3, tea.MouseMiddle)
	if s.Tab.runner.Config.X != 4.84 {
		t.Error("the middle button starts too")
	}
	s.Send(tea.MouseWheelMsg{X: l.left, Y: l.top, Button: tea.MouseWheelUp})
	corner := surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}.At(0, 0, l.area.Width, 2*l.area.Height)
	if w := s.Tab.window; math.Abs(w.MaxX-w.MinX-8) > 1e-9 || math.Abs((corner.X-w.MinX)/8-(corner.X+5)/10) > 1e-9 {
		t.Errorf("the wheel turns the map to %v", w)
	}
	s.Send(tea.MouseWheelMsg{X: l.left, Y: l.top, Button: tea.MouseWheelDown})
	if w := s.Tab.window; math.Abs(w.MaxX-w.MinX-10) > 1e-9 {
		t.Errorf("and back to %v", w)
	}
	before := s.Tab.window
	s.Send(tea.MouseWheelMsg{X: l.left - 1, Y: l.top, Button: tea.MouseWheelUp})
	s.Press("t")
	s.Send(tea.MouseWheelMsg{X: l.left, Y: l.top, Button: tea.MouseWheelUp})
	if s.Tab.window != before {
		t.Errorf("beside the plane, the wheel turns the map to %v", s.Tab.window)
	}
	if s.Tab.cursor.on {
		t.Error("the cursor stays on the tuning map")
	}
	click(0, last, tea.MouseRight)
	click(0, last, tea.MouseLeft)
	if s.Tab.runner.Config.Step != 0.1 {
		t.Error("a click takes what is not there yet")
	}
	fillTuning(s)
	click(0, last, tea.MouseLeft)
	if c := s.Tab.runner.Config; c.Step != 0.002 || c.Decay != 0.711 || s.Tab.cursor.on {
		t.Errorf("a click in the lower left corner takes the step size %v and decay %v", c.Step, c.Decay)
	}
	s.Press("f")
	click(9, 0, tea.MouseLeft)
	if s.Tab.runner.Config.Step != 0.002 {
		t.Error("a click works while one types")
	}
}

func TestMouseKey(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	for button, want := range map[tea.MouseButton]string{tea.MouseLeft: "start", tea.MouseRight: "cursor", tea.MouseWheelUp: "zoom-in", tea.MouseWheelDown: "zoom-out"} {
		got := s.Tab.MouseKey(tea.MouseReleaseMsg{Button: button})
		if got != want || s.Tab.Keys().Sign(got) == "" {
			t.Errorf("%v does what %q does, want %q", button, got, want)
		}
	}
	if s.Press("t"); s.Tab.MouseKey(tea.MouseReleaseMsg{Button: tea.MouseLeft}) != "take" {
		t.Error("a click on the tuning map takes nothing")
	}
}

func TestViews_turn(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	for i, c := range []struct{ key, want string }{{"b", "basins"}, {"t", "tuning"}, {"b", "basins"}, {"b", "contour"}, {"t", "tuning"}, {"t", "contour"}, {"b", "basins"}, {"esc", "contour"}} {
		if s.Press(c.key); get(t, s.Tab, "view") != c.want {
			t.Errorf("press %d, %s, turns to %s", i, c.key, get(t, s.Tab, "view"))
		}
	}
	s.Press("c", "b")
	if !s.Tab.cursor.on {
		t.Error("the cursor is gone from the basins")
	}
	s.Press("z", "esc")
	if s.Tab.full || s.Tab.cursor.on || s.Tab.view != "contour" {
		t.Error("esc does not lead back")
	}
}

// v goes round the views and V the other way; the cursor stays where there is a
// plane to walk on.
func TestViews_round(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	for i, c := range []struct{ key, want string }{
		{"v", "basins"}, {"v", "tuning"}, {"v", "ends"}, {"v", "theory"}, {"v", "contour"}, {"v", "basins"},
		{"V", "contour"}, {"V", "theory"}, {"V", "ends"}, {"V", "tuning"}, {"V", "basins"}, {"V", "contour"},
	} {
		if s.Press(c.key); s.Tab.view != c.want {
			t.Errorf("press %d, %s, turns to %s, want %s", i, c.key, s.Tab.view, c.want)
		}
	}
	if s.Press("c", "v"); !s.Tab.cursor.on {
		t.Error("the cursor is gone from the basins")
	}
	if s.Press("v"); s.Tab.cursor.on {
		t.Error("the cursor is on the tuning map")
	}
}

// 0 shows the whole and once more the path; where there is no map, only all of
// the curve, and of the end states.
func TestWhole(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI256)
	whole := s.Tab.of.Domain
	s.Press("0")
	path := s.Tab.window
	if path == whole || !path.Contains(s.Tab.runner.Snapshot.Path[0].Point()) {
		t.Errorf("of the whole map, 0 leads to %v", path)
	}
	if s.Press("0"); s.Tab.window != whole {
		t.Errorf("of the path, 0 leads to %v", s.Tab.window)
	}
	if s.Press(">", "0"); s.Tab.window != whole || !s.Tab.lens.Whole() {
		t.Errorf("with a part of the curve, 0 leads to %v, the curve to %+v", s.Tab.window, s.Tab.lens)
	}
	if s.Press("0", "0"); s.Tab.window != whole {
		t.Errorf("twice more, 0 leads to %v", s.Tab.window)
	}
	for _, view := range []string{"tuning", "ends", "theory"} {
		s.Tab.show(view)
		s.Resize(s.Frame)
		fillEnds(s)
		if s.Press("0", ">", "0", "0"); s.Tab.window != whole || !s.Tab.lens.Whole() {
			t.Errorf("in %s, 0 turns the map to %v, the curve to %+v", view, s.Tab.window, s.Tab.lens)
		}
	}
}

// Enter on the tuning map takes over a step size and a decay that reach the
// assignment's global minimum.
func TestTuningReachesTheGlobalMinimum(t *testing.T) {
	tried(t, 120, 37, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("t", "enter", "t")
		if m, distance := s.Tab.runner.Snapshot.Nearest(); !m.Global || distance > 0.1 {
			t.Errorf("ends %v from %+v", distance, m)
		}
	})
}

// The map of basins is computed for what the window shows.
func TestBasins_run(t *testing.T) {
	tried(t, 60, 14, func(t *testing.T, s *stage.Stage[*Tab]) {
		s.Press("b", "+")
		s.Sees(t, "where each start leads", " the global minimum")
		if s.Tab.basins.Snapshot.Config.View != s.Tab.window {
			t.Errorf("it is of %v", s.Tab.basins.Snapshot.Config.View)
		}
	})
}

// The cursor stays on the map, wherever it is moved and however far one zooms.
func TestCursorStaysOnTheMap(t *testing.T) {
	names := []string{"left", "right", "up", "down", "shift+left", "shift+right", "shift+up", "shift+down", "+", "-", "0", "00"}
	made := snapshot()
	rapid.Check(t, func(r *rapid.T) {
		s := still(made, 40, 12, colorprofile.ANSI)
		s.Press("c")
		for _, m := range rapid.SliceOfN(rapid.SampledFrom(names), 0, 60).Draw(r, "moves") {
			if strings.HasPrefix(m, "0") {
				s.Press("c")
				s.Press(strings.Split(m, "")...)
				s.Press("c") // another view may leave the cursor behind
			} else {
				s.Press(m)
			}
			if d := s.Tab; !d.window.OK() || d.cursor.on && !d.window.Zoom(1.01, d.cursor.at).Contains(d.cursor.at) {
				r.Fatalf("the cursor is off the map: %v in %v", d.cursor.at, d.window)
			}
		}
	})
}

func TestSettings(t *testing.T) {
	set := func(tab *Tab, name, value string) error {
		return setting.Apply(tab.Settings(), map[string]string{name: value})
	}
	for _, c := range []struct{ name, value, want string }{
		{"window", "-1, 2,0,3", "-1,2,0,3"}, {"window", "", ""}, {"cursor", "1,-2", "1,-2"}, {"cursor", "", ""},
		{"at", "2", "2"}, {"at", "", ""}, {"at", "4", ""}, {"view", "tuning", "tuning"}, {"tuning", "decay,steps", "decay,steps"}, {"log", "true", "true"}, {"full", "true", "true"}, {"step", "0.25", "0.25"},
	} {
		tab := New(0)
		if err := set(tab, c.name, c.value); err != nil {
			t.Errorf("%s %s: %v", c.name, c.value, err)
		}
		if got := get(t, tab, c.name); c.value != "4" && got != c.want {
			t.Errorf("before there is a map, %s %q reads %q", c.name, c.value, got)
		}
		tab.Begin()
		tab.runner.Snapshot, tab.runner.Ready, tab.runner.Busy = snapshot(), true, true
		tab.follow()
		if got := get(t, tab, c.name); got != c.want {
			t.Errorf("%s %q reads %q", c.name, c.value, got)
		}
	}
	for name, wrong := range map[string][]string{
		"window": {"1,2,3", "1,2,3,4,5", "1,2,3,x", "2,1,0,1", "0,1,0,inf", "0,1,0,NaN", "1,2,3,"},
		"cursor": {"1", "1;2", "-inf,0", "0,inf", "NaN,1"}, "at": {"-1", "x"}, "view": {"other"}, "tuning": {"step", "step,step", "decay,step", ""},
	} {
		for _, value := range wrong {
			if err := set(New(0), name, value); err == nil {
				t.Errorf("%s takes %q", name, value)
			}
		}
	}
	if err := set(New(0), "window", "2,1,0,1"); err == nil || !strings.Contains(err.Error(), "no inside") {
		t.Errorf("a window without an inside: %v", err)
	}
}

// A window that is the whole domain again is not worth a word; another surface
// gets its own.
func TestSettings_window(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Press("+")
	if got := get(t, s.Tab, "window"); strings.Count(got, ",") != 3 {
		t.Errorf("zoomed, the window is %q", got)
	}
	s.Press("-")
	if got := get(t, s.Tab, "window"); got != "" {
		t.Errorf("zoomed out, the window is %q", got)
	}
	s.Press("c", "+")
	before := s.Tab.window
	s.Tab.follow()
	if s.Tab.window != before || !s.Tab.cursor.on {
		t.Error("the same surface turns the map")
	}
	other := snapshot()
	other.Surface.Formula = "another"
	s.Tab.runner.Snapshot = other
	if s.Tab.follow(); s.Tab.window != other.Surface.Domain || s.Tab.cursor.on {
		t.Errorf("another surface is seen in %v", s.Tab.window)
	}
	// A file has them in the order of a table, the axis of the map in that of the keys.
	if s.Tab.step = 2; get(t, s.Tab, "at") != "2" {
		t.Errorf("at step 2 it is at %q", get(t, s.Tab, "at"))
	}
}

// fleeting are the settings that only say where one stands.
func fleeting(tab *Tab) (names []string) {
	for _, s := range tab.Settings() {
		if s.Fleeting {
			names = append(names, s.Name)
		}
	}
	return names
}

// Settings are set as knobs are turned: what changes a number shows the whole
// path, and what is looked at stays.
func TestSet(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	set := func(values map[string]string) {
		t.Helper()
		if err := s.Tab.Set(values); err != nil {
			t.Error(err)
		}
	}
	s.Press(",")
	s.Tab.ticks.Playing = true
	set(map[string]string{"log": "true", "view": "basins"})
	if !s.Tab.log || s.Tab.view != "basins" || s.Tab.step != 3 || !s.Tab.ticks.Playing {
		t.Errorf("a look leaves the path at step %d, playing %v", s.Tab.step, s.Tab.ticks.Playing)
	}
	s.Press("+")
	zoomed := s.Tab.window
	set(map[string]string{"step": "0.2"})
	if s.Tab.runner.Config.Step != 0.2 || s.Tab.step != math.MaxInt || s.Tab.ticks.Playing || s.Tab.window != zoomed {
		t.Errorf("a step size leaves the path at step %d in %v, playing %v", s.Tab.step, s.Tab.window, s.Tab.ticks.Playing)
	}
	set(map[string]string{"window": ""})
	if s.Tab.window != s.Tab.of.Domain {
		t.Errorf("the whole is %v", s.Tab.window)
	}
	set(map[string]string{"window": "0,1,2,3"})
	if want := (surface.Rect{MinX: 0, MaxX: 1, MinY: 2, MaxY: 3}); s.Tab.window != want || s.Tab.wanted.window.OK() {
		t.Errorf("the window is %v, and %v is still wanted", s.Tab.window, s.Tab.wanted.window)
	}
	before := s.Tab.window
	if err := s.Tab.Set(map[string]string{"window": "1,0,2,3"}); err == nil || s.Tab.window != before {
		t.Errorf("a window without an inside leads to %v, error %v", s.Tab.window, err)
	}
	for name, value := range map[string]string{"surface": "himmelblau", "function": "x^2 + y^4"} {
		before := s.Tab.window
		set(map[string]string{name: value, "window": "-2,2,-1,1"})
		if s.Tab.window != before {
			t.Errorf("before there is a snapshot with the %s, the map turns to %v", name, s.Tab.window)
		}
		other := snapshot()
		other.Surface.Formula = name
		s.Tab.runner.Snapshot = other
		if s.Tab.follow(); get(t, s.Tab, "window") != "-2,2,-1,1" {
			t.Errorf("with the %s, the map turns to %v", name, s.Tab.window)
		}
	}
	if got := strings.Join(fleeting(s.Tab), " "); got != "cursor at" {
		t.Errorf("fleeting are %s", got)
	}
	if s.Tab.Knobs() != &s.Tab.knobs {
		t.Error("the knobs are others")
	}
}

// What is read is that of the path as far as it is drawn.
func TestReadings(t *testing.T) {
	tab := New(0)
	if tab.Readings() != nil || tab.Exports() != nil {
		t.Error("there are readings of nothing")
	}
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	value := func() float64 {
		for _, r := range s.Tab.Readings() {
			if r.Name == "f" {
				return r.Value
			}
		}
		return math.NaN()
	}
	if got := value(); got != 7.6406 {
		t.Errorf("f ends at %v", got)
	}
	if s.Press(","); value() != 8.8594 {
		t.Errorf("a step before, f is %v", value())
	}
	if len(s.Tab.Exports()) == 0 || s.Tab.Title() != "Descent" {
		t.Error("it exports nothing")
	}
	if err := s.Tab.Trial().Check(); err != nil {
		t.Error(err)
	}
	s.Tab.runner.Config.Step = -1
	if bad, ok := errors.AsType[*model.ConfigError](s.Tab.Trial().Check()); !ok || bad.Field != "step" {
		t.Errorf("a negative step is refused with %v", s.Tab.Trial().Check())
	}
}

// A lesson hides knobs, and begins with nothing played.
func TestLesson(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Send(kit.Lesson{Hidden: kit.Hidden{"step": true}})
	if s.Tab.knobs.Chosen() != "decay" {
		t.Errorf("with the step size hidden, %q is chosen", s.Tab.knobs.Chosen())
	}
	name, value := s.Tab.BeforePlay()
	if err := setting.Apply(s.Tab.Settings(), map[string]string{name: value}); err != nil || s.Tab.Running() != "■ step 0/4" {
		t.Errorf("before playing, it is at %q, %v", s.Tab.Running(), err)
	}
}

func TestTrial(t *testing.T) {
	share, readings, err := New(0).Trial().Advance(0)
	if err != nil || share != 1 || len(readings) != len(descent.Default().ReadingNames()) {
		t.Errorf("%v done, %d readings, %v", share, len(readings), err)
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
			if n := utf8.RuneCountInString(k.Show()); n > 11 {
				t.Fatalf("%s shows %q, %d characters", k.Label, k.Show(), n)
			}
		}
		if _, err := descent.New(tab.runner.Config); err != nil {
			t.Fatal(err)
		}
	})
}

// Whatever the parameters, whatever is typed and however large the frame, there
// is a picture exactly as large.
func TestAnyParametersDraw(t *testing.T) {
	number := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-5, 5), rapid.SampledFrom([]float64{0, -1, 1e308, -1e308, 5e-324, math.NaN(), math.Inf(1)}))
	formula := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{"1/x", "log(x)", "exp(exp(x))", "x^y", "0", "sqrt(-1-x^2)", "1e308*x", "abs(x)/0"}))
	size := rapid.OneOf(rapid.IntRange(1, 40), rapid.IntRange(1, 300))
	rapid.Check(t, func(r *rapid.T) {
		c := descent.Default()
		c.Surface = rapid.SampledFrom(surface.Names()).Draw(r, "surface")
		c.Function = formula.Draw(r, "function")
		c.Method = rapid.SampledFrom(descent.Methods).Draw(r, "method").Name
		c.Schedule = rapid.SampledFrom(descent.Schedules).Draw(r, "schedule").String()
		c.Race = rapid.SampledFrom(descent.Races).Draw(r, "race").Name
		c.Steps = rapid.IntRange(-1, 20).Draw(r, "steps")
		for _, p := range []*float64{&c.X, &c.Y, &c.Step, &c.Decay, &c.Momentum} {
			if rapid.Bool().Draw(r, "odd") {
				*p = number.Draw(r, "value")
			}
		}
		keys := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("a b 0 + b t enter x t E X v V c enter , D z f")), 0, 6).Draw(r, "keys")
		other := stage.Frame(size.Draw(r, "width"), size.Draw(r, "height")/3+1, rapid.SampledFrom([]colorprofile.Profile{colorprofile.ANSI, colorprofile.TrueColor}).Draw(r, "profile"))
		var wrong string
		synctest.Test(t, func(*testing.T) {
			s := stage.New(New(0), 24, 12)
			s.Tab.runner.Config = c
			s.Press("z")
			s.Press(keys...)
			wrong = stage.Misfit(s.Frame, s.Tab.View(s.Frame)) + stage.Misfit(other, s.Tab.View(other))
		})
		if wrong != "" {
			r.Fatal(wrong)
		}
	})
}

// A view changes nothing: drawn in another frame in between, it is the same.
func TestView_pure(t *testing.T) {
	for _, keys := range []string{"", "b", "t", "E", "T", "c", "f", "z"} {
		s := still(race(snapshot()), 80, 21, colorprofile.ANSI256)
		s.Press(strings.Fields(keys)...)
		fillBasins(s)
		fillTuning(s)
		fillEnds(s)
		before := *s.Tab
		first := s.Tab.View(s.Frame)
		s.Tab.View(s.Frame.Sized(30, 10))
		if s.Tab.View(s.Frame) != first || s.Tab.step != before.step || s.Tab.window != before.window || s.Tab.body != before.body {
			t.Errorf("after %q, a view changes what is seen next", keys)
		}
	}
}

// A number has ten cells, with five digits if they fit.
func TestInTen(t *testing.T) {
	for v, want := range map[float64]string{
		0.1: "       0.1", 2.0625: "    2.0625", -1.23456e-05: " -1.23e-05", 1.23456e-05: "1.2346e-05", -123456: " -1.23e+05", -1.5e+100: " -1.5e+100",
	} {
		if got := inTen(v); strings.TrimSpace(got) != strings.TrimSpace(want) || len(got) != 10 {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}

func BenchmarkView(b *testing.B) {
	tab := New(0)
	s := stage.New(tab, 120, 37)
	for b.Loop() {
		tab.View(s.Frame)
	}
}

// Enter takes the best of what is on the axes, a click a cell, and neither
// anything else.
func TestTuning_take(t *testing.T) {
	for _, click := range []bool{false, true} {
		s := still(snapshot(), 80, 21, colorprofile.ANSI)
		s.Tab.axes = "decay,steps"
		s.Press("t", "enter")
		if s.Tab.runner.Config != snapshot().Config {
			t.Error("enter takes what is not there yet")
		}
		fillTuning(s)
		want, m := s.Tab.runner.Config, s.Tab.tuning.Snapshot
		want.Decay, want.Steps = m.Best.Config.Decay, m.Best.Config.Steps
		s.Tab.tuning.Snapshot.Best.Config.Step, s.Tab.tuning.Snapshot.Best.Config.X = 7, 7
		if click {
			l := s.Tab.layout(s.Frame)
			want.Decay, want.Steps = 0.7, 200
			clickAt(s, l.left, l.top, tea.MouseLeft)
		} else {
			s.Press("enter")
		}
		if got := s.Tab.runner.Config; got != want || got.Steps == snapshot().Config.Steps {
			t.Errorf("click %v takes %+v, want %+v", click, got, want)
		}
		s = still(snapshot(), 80, 21, colorprofile.ANSI)
		s.Press("t")
		fillTuning(s)
		s.Tab.tuning.Snapshot.Found = false
		if s.Press("enter"); s.Tab.runner.Config != snapshot().Config {
			t.Error("enter takes the best of none")
		}
	}
}

// A view whose key a lesson hides is no option, and not among those that v turns
// to; a command line can show it all the same.
func TestTurnView_hidden(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	s.Send(kit.Lesson{Hidden: kit.Hidden{"tuning": true, "theory": true}})
	for _, c := range []struct{ key, want string }{
		{"v", "basins"}, {"v", "ends"}, {"v", "contour"}, {"V", "ends"}, {"V", "basins"}, {"V", "contour"},
	} {
		if s.Press(c.key); s.Tab.view != c.want {
			t.Errorf("%s turns to %s, want %s", c.key, s.Tab.view, c.want)
		}
	}
	looks, _ := setting.Find(s.Tab.Settings(), "view")
	if !slices.Equal(looks.Options, []string{"contour", "basins", "ends"}) {
		t.Errorf("there are %q", looks.Options)
	}
	if err := looks.Set("tuning"); err != nil || looks.Get() != "tuning" {
		t.Errorf("it shows %q: %v", looks.Get(), err)
	}
	if s.Press("v"); s.Tab.view != "basins" {
		t.Errorf("from a hidden one v turns to %s", s.Tab.view)
	}
	s.Send(kit.Lesson{})
	if looks, _ = setting.Find(s.Tab.Settings(), "view"); len(looks.Options) != len(s.Tab.views) {
		t.Errorf("afterwards there are %q", looks.Options)
	}
}
