package descent

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// dots reads back which dots of a map are set.
func dots(p *plotter) map[[2]int]bool {
	set := map[[2]int]bool{}
	order := [8][2]int{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}}
	for row, line := range runes(p) {
		for col, r := range line {
			for bit, at := range order {
				if r >= 0x2800 && r < 0x2900 && (r-0x2800)>>bit&1 == 1 {
					set[[2]int{2*col + at[0], 4*row + at[1]}] = true
				}
			}
		}
	}
	return set
}

// The line of a path passes within half a dot of every step on the map, and
// nowhere breaks.
func TestPath(t *testing.T) {
	const w, h = 20, 10
	rapid.Check(t, func(t *rapid.T) {
		p := blank(w, h)
		var points []descent.Point
		for range rapid.IntRange(2, 12).Draw(t, "steps") {
			points = append(points, descent.Point{X: rapid.Float64Range(-5, 25).Draw(t, "x"), Y: rapid.Float64Range(-5, 15).Draw(t, "y")})
		}
		p.path(p.way(points), kit.Hue(1).Pen(), rapid.Bool().Draw(t, "bold"))
		set := dots(p)
		near := func(x, y float64) bool {
			for _, i := range []float64{math.Floor(x), math.Ceil(x)} {
				for _, j := range []float64{math.Floor(y), math.Ceil(y)} {
					if set[[2]int{int(i), int(j)}] && math.Abs(i-x) < 1 && math.Abs(j-y) < 1 {
						return true
					}
				}
			}
			return false
		}
		for i := 1; i < min(descent.Inside(points, p.view)+1, len(points)); i++ {
			x0, y0 := p.place(points[i-1].Point())
			x1, y1 := p.place(points[i].Point())
			for share := 0.0; share <= 1; share += 0.01 {
				x, y := x0+share*(x1-x0), y0+share*(y1-y0)
				if x > 0 && y > 0 && x < 2*w-1 && y < 4*h-1 && !near(x, y) {
					t.Fatalf("between steps %d and %d there is no dot near %v, %v:\n%s", i-1, i, x, y, p.String())
				}
			}
		}
	})
}

// A bold path is wider than others, but where it turns back.
func TestPath_bold(t *testing.T) {
	count := func(bold bool, points ...descent.Point) int {
		p := blank(20, 10)
		p.path(p.way(points), kit.Hue(1).Pen(), bold)
		return len(dots(p))
	}
	on := []descent.Point{{X: 1, Y: 5}, {X: 4, Y: 5.5}}
	if thin, bold := count(false, on...), count(true, on...); bold != 2*thin {
		t.Errorf("%d dots, bold %d", thin, bold)
	}
	back := []descent.Point{{X: 1, Y: 5}, {X: 6, Y: 5.5}, {X: 1, Y: 6}}
	first := back[:2]
	if added := count(true, back...) - count(true, first...); added > count(false, back[1:]...) {
		t.Errorf("turning back adds %d dots", added)
	}
	if n := count(true, descent.Point{X: 3, Y: 3}, descent.Point{X: 3, Y: 3}); n != 0 {
		t.Errorf("a path that stays has %d dots", n)
	}
}

// Where a path folds back on itself, dots are left between its lines, but for
// those of its last steps.
func TestPath_folded(t *testing.T) {
	var points []descent.Point
	for i := range 30 {
		points = append(points, descent.Point{X: 5 + 5*float64(i%2), Y: 9 - float64(i)/4})
	}
	p, solid := blank(20, 10), blank(20, 10)
	way, pen := p.way(points), kit.Hue(1).Pen()
	p.path(way, pen, true)
	for i := 1; i < len(way); i++ {
		solid.Line(way[i-1][0], way[i-1][1], way[i][0], way[i][1], &pen, chart.Over, 0)
	}
	if dotted, all := len(dots(p)), len(dots(solid)); dotted > all*3/4 || dotted < all/3 {
		t.Errorf("%d of %d dots are set:\n%s", dotted, all, p.String())
	}
	if crowded := p.crowded(way); crowded[1] || !crowded[15] || !crowded[29] {
		t.Errorf("it comes back at %v", crowded)
	}
	on := p.String()
	if p.arrows(way[1:], p.crowded(way[1:]), pen); strings.Count(p.String(), "→")+strings.Count(p.String(), "←") > 1 {
		t.Errorf("there are arrows in between:\n%s, before\n%s", p.String(), on)
	}
}

// Arrows stand on a path, every so many cells, and point along it.
func TestPath_arrows(t *testing.T) {
	for _, c := range []struct {
		from, to descent.Point
		want     string
	}{
		{descent.Point{X: 2, Y: 5}, descent.Point{X: 18, Y: 5}, "→→"}, {descent.Point{X: 18, Y: 5}, descent.Point{X: 2, Y: 5}, "←←"},
		{descent.Point{X: 10, Y: 9.5}, descent.Point{X: 10, Y: 0.5}, "↓"}, {descent.Point{X: 1, Y: 9}, descent.Point{X: 19, Y: 1}, "↘↘"},
	} {
		p := blank(20, 10)
		var points []descent.Point
		for share := 0.0; share <= 1; share += 0.0625 {
			points = append(points, descent.Point{X: c.from.X + share*(c.to.X-c.from.X), Y: c.from.Y + share*(c.to.Y-c.from.Y)})
		}
		way := p.way(points)
		p.path(way, kit.Hue(1).Pen(), false)
		on := len(dots(p))
		p.arrows(way, p.crowded(way), kit.Hue(1).Pen())
		if got := strings.Join(strings.FieldsFunc(p.String(), func(r rune) bool { return r != []rune(c.want)[0] }), ""); len([]rune(ansi.Strip(p.String()))) != 20*10+9 || strings.Count(p.String(), string([]rune(c.want)[0])) != len([]rune(c.want)) {
			t.Errorf("from %v to %v there is %q:\n%s", c.from, c.to, got, p.String())
		}
		if left := len(dots(p)); left >= on || left < on/2 {
			t.Errorf("%d dots of the path are left of %d", left, on)
		}
	}
}

// Each step has a sign in its cell that is two cells from the one before.
func TestSteps(t *testing.T) {
	p := blank(20, 10)
	p.steps(p.way([]descent.Point{{X: 1.5, Y: 1.5}, {X: 4.5, Y: 1.5}, {X: 5.5, Y: 1.5}, {X: 7.5, Y: 1.5}, {X: 7.6, Y: 4.5}, {X: 15, Y: 5}}), kit.Hue(1).Pen())
	var got [][2]int
	for row, line := range runes(p) {
		for col, r := range line {
			if r == '•' {
				got = append(got, [2]int{col, row})
			}
		}
	}
	if want := [][2]int{{7, 5}, {4, 8}, {7, 8}}; !slices.Equal(got, want) || !slices.Contains(p.signs, sign{"•", "step"}) {
		t.Errorf("steps are at %v, want %v", got, want)
	}
}

// With colours paths have no gaps; without, dashes are three times as long.
func TestPenOnMap(t *testing.T) {
	s := still(race(snapshot()), 80, 21, colorprofile.ANSI256)
	for profile, want := range map[colorprofile.Profile]string{colorprofile.ANSI256: "", colorprofile.ANSI: "", colorprofile.Ascii: "xxxxxxxxxxxx  "} {
		if got := s.Tab.penOnMap(stage.Frame(9, 9, profile), 1).Dash; got != want {
			t.Errorf("%v: %q, want %q", profile, got, want)
		}
	}
}

// Without dots, a path has signs: those of its method in a race.
func TestPath_ascii(t *testing.T) {
	for _, c := range []struct {
		made descent.Snapshot
		want string
	}{{snapshot(), "="}, {race(snapshot()), "l"}} {
		s := still(c.made, 80, 21, colorprofile.Ascii)
		f := s.Frame
		f.ASCII = true
		s.Resize(f)
		m := s.Tab.chosen().draw(s.Tab, s.Tab.layout(f).area)
		text := ansi.Strip(m.String())
		if !strings.Contains(text, c.want) || len(c.made.Rivals) > 0 && !strings.ContainsAny(text, "←→↑↓") {
			t.Errorf("no %s:\n%s", c.want, text)
		}
	}
}

// The ticks of the map's axes stand at their places.
func TestWithAxes(t *testing.T) {
	s := still(snapshot(), 80, 21, colorprofile.ANSI)
	l := s.Tab.layout(s.Frame)
	lines := s.Tab.chosen().draw(s.Tab, l.area).withAxes()
	var bottom, left string
	for _, line := range lines[:l.area.Height] {
		left += strings.TrimSpace(ansi.Strip(line)[:yAxisWidth]) + "|"
	}
	bottom = ansi.Strip(lines[l.area.Height])
	if bottom != "     -5               0              x" || left != "y||||||||0|||||||-5|" {
		t.Errorf("%q and %q", bottom, left)
	}
	f := stage.Frame(60, 10, colorprofile.ANSI)
	config := descent.Default()
	of, err := config.OpenSurface()
	if err != nil {
		t.Fatal(err)
	}
	axes := config.TuningAxes(of)
	x, y := onEdges(axes[0], axes[1], 60, 20)
	m := picture{Grid: blank(60, 10).Grid, x: x, y: y}
	m.Frame = f
	if got, want := ansi.Strip(m.xLabels()), "    0.001             0.01               0.1             step size"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	m.Grid, m.Frame = blank(18, 5).Grid, f.Sized(18, 5)
	m.x = axis.Axis{Name: "step size", High: 0.3}
	if got, want := ansi.Strip(m.xLabels()), "      0    0.1 step size"; got != want {
		t.Errorf("in few columns %q, want %q", got, want)
	}
}

// A tick left of a map has as many digits as there is room for, and keeps its
// exponent.
func TestAtLeft(t *testing.T) {
	for _, c := range []struct {
		tick axis.Tick
		want string
	}{
		{axis.Tick{Value: -2, Label: "-2"}, "-2"}, {axis.Tick{Value: 0.12345, Label: "0.12345"}, "0.123"}, {axis.Tick{Value: -1.2e-6, Label: "-1.20e-6"}, "-1e-6"},
		{axis.Tick{Value: -1.2e-16, Label: "-1.20e-16"}, "-1e-…"}, {axis.Tick{Value: 3.14159, Label: "3.14159"}, "3.142"}, {axis.Tick{}, ""},
	} {
		if got := atLeft(c.tick); got != c.want {
			t.Errorf("%v: %q, want %q", c.tick, got, c.want)
		}
	}
}

// A step between two places off the map is drawn where it crosses the map, and
// steps after the last one that does are left out.
func TestWay_crosses(t *testing.T) {
	p := &plotter{Grid: chart.NewGrid(stage.Frame(10, 5, colorprofile.ANSI256)), view: surface.Rect{MinX: -1, MaxX: 1, MinY: -1, MaxY: 1}}
	at := func(x, y float64) descent.Point { return descent.Point{X: x, Y: y} }
	across := []descent.Point{at(0, 0), at(-3, -3), at(3, 3), at(9, 9), at(20, 20)}
	if got := len(p.way(across)); got != 3 {
		t.Errorf("%d places, want 3: up to the end of the last step on the map", got)
	}
	if got := len(p.way([]descent.Point{at(5, 5), at(6, 6)})); got != 1 {
		t.Errorf("%d places of a path that is nowhere on the map", got)
	}
}
