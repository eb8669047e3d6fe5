package descent

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model/descent"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// dots reads back which dots of a map are set.
func dots(p plotter) map[[2]int]bool {
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
		p.path(points, kit.Hue(1).Pen(), rapid.Bool().Draw(t, "bold"))
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
		p.path(points, kit.Hue(1).Pen(), bold)
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

// An arrowhead is at the middle of a long step and points where it leads: its
// strokes lie behind that.
func TestPath_arrowheads(t *testing.T) {
	for _, c := range []struct {
		from, to descent.Point
		dx, dy   float64
	}{
		{descent.Point{X: 2, Y: 5}, descent.Point{X: 18, Y: 5}, 1, 0}, {descent.Point{X: 18, Y: 5}, descent.Point{X: 2, Y: 5}, -1, 0},
		{descent.Point{X: 10, Y: 9.5}, descent.Point{X: 10, Y: 0.5}, 0, 1}, {descent.Point{X: 10, Y: 0.5}, descent.Point{X: 10, Y: 9.5}, 0, -1},
	} {
		p := blank(20, 10)
		p.path([]descent.Point{c.from, c.to}, kit.Hue(1).Pen(), false)
		strokes, behind := 0, 0
		for at := range dots(p) {
			x, y := float64(at[0])-19.5, float64(at[1])-19.5
			if math.Abs(x*c.dy-y*c.dx) < 1 {
				continue // on the line
			}
			if strokes++; x*c.dx+y*c.dy < 0 {
				behind++
			}
		}
		if strokes < 4 || strokes > 10 || behind != strokes {
			t.Errorf("from %v to %v, %d of %d dots lie behind:\n%s", c.from, c.to, behind, strokes, p.String())
		}
	}
}

// Without dots, a path has signs: those of its method in a race; arrows stand
// for arrowheads.
func TestPath_ascii(t *testing.T) {
	for _, c := range []struct {
		made descent.Snapshot
		want string
	}{{snapshot(), "#"}, {race(snapshot()), "l"}} {
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
	x, y := tuningAxes(60, 20)
	m := picture{Grid: blank(60, 10).Grid, x: x, y: y}
	m.Frame = f
	if got, want := ansi.Strip(m.xLabels()), "    0.001             0.01               0.1             step size"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
