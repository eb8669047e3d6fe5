package figures

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"nntui/tui/axis"
)

// Names lie on the contour lines of their levels, along these, apart from each
// other and from what is taken, and where f is defined.
func TestLevelNames(t *testing.T) {
	const w, h = 325, 250
	for formula, few := range map[string]int{
		"x^2+y^2+x*(y+2)+cos(3*x)": 6, "(x^2+y-11)^2+(x+y^2-7)^2": 4, "x+0*y": 8, "y+0*x": 8, "sqrt(x)+y^2": 4, "sin(9*x)*sin(9*y)": 0,
	} {
		s := typed(t, formula)
		for _, spacing := range axis.Spacings[1:3] {
			g := newGround(s, s.Domain, spacing, 121)
			ticks := g.levels.Ticks(20)
			taken := []vg.Point{{X: 100, Y: 100}, {X: 110, Y: 100}, {X: 120, Y: 110}, {X: 200, Y: 50}}
			names := g.names(ticks, w, h, slices.Clone(taken))
			if len(names) < few && spacing.Name == "even" {
				t.Errorf("%s: %d names for %d levels, want %d", formula, len(names), len(ticks), few)
			}
			for _, n := range names {
				i := slices.IndexFunc(ticks, func(t axis.Tick) bool { return book.Replace(t.Label) == n.text })
				level := g.height(ticks[i].Value)
				along := vg.Point{X: vg.Length(8 * math.Cos(n.angle)), Y: vg.Length(8 * math.Sin(n.angle))}
				for _, p := range []vg.Point{n.at, n.at.Add(along), n.at.Sub(along)} {
					if got := g.heightAt(p, w, h); math.Abs(got-level) > 0.3*g.apart(i) {
						t.Errorf("%s: %s at %v, turned by %v: %v is at %v, the level at %v", formula, n.text, n.at, n.angle, p, got, level)
					}
				}
				if got := g.heightAt(n.at, w, h); math.Abs(got-level) > 1e-6 {
					t.Errorf("%s: %s stands at %v, the level at %v", formula, n.text, got, level)
				}
				if x := s.Domain.MinX + float64(n.at.X)/w*(s.Domain.MaxX-s.Domain.MinX); strings.HasPrefix(formula, "sqrt") && x < 0 {
					t.Errorf("%s: %s at x = %v", formula, n.text, x)
				}
				if math.Abs(n.angle) > math.Pi/2 || space(n.at, w, h, taken) == 0 {
					t.Errorf("%s: %s at %v, turned by %v, is upside down or over others", formula, n.text, n.at, n.angle)
				}
				taken = append(taken, n.at)
			}
		}
	}
}

func TestSpace(t *testing.T) {
	for _, c := range []struct {
		at    vg.Point
		taken []vg.Point
		want  float64
	}{
		{vg.Point{X: 100, Y: 100}, nil, 60}, {vg.Point{X: 30, Y: 100}, nil, 30}, {vg.Point{X: 100, Y: 180}, nil, 20}, {vg.Point{X: 15, Y: 100}, nil, 0},
		{vg.Point{X: 100, Y: 100}, []vg.Point{{X: 500, Y: 0}, {X: 103, Y: 104}}, 0}, {vg.Point{X: 100, Y: 100}, []vg.Point{{X: 112, Y: 116}}, 20},
	} {
		if got := space(c.at, 200, 200, c.taken); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("at %v beside %v: %v, want %v", c.at, c.taken, got, c.want)
		}
	}
}

// What a path takes are its points and places between them.
func TestTaken(t *testing.T) {
	s := descentSnapshot(t)
	view := s.Surface.Domain
	places := taken(s, view, 100, 100)
	has := func(x, y float64) bool {
		p := vg.Point{X: vg.Length(100 * (x - view.MinX) / (view.MaxX - view.MinX)), Y: vg.Length(100 * (y - view.MinY) / (view.MaxY - view.MinY))}
		return slices.ContainsFunc(places, func(q vg.Point) bool { return math.Hypot(float64(p.X-q.X), float64(p.Y-q.Y)) < 4.1 })
	}
	for _, at := range [][2]float64{{2, 3}, {1.5, 1.25}, {1, -0.5}, {-1, 0.25}, {0, 2}, {-3, 0.5}, {s.Surface.Saddles[0].X, s.Surface.Saddles[0].Y}, {s.Surface.Minima[0].X, 0}} {
		if !has(at[0], at[1]) {
			t.Errorf("%v is free", at)
		}
	}
	if has(4, -4) || has(-4, 4) {
		t.Error("nothing is free")
	}
}

// Names are written on the map, turned along their lines.
func TestContour_names(t *testing.T) {
	s := on(typed(t, "x+y"))
	var names []string
	for _, thing := range drawnPage(contour(s, s.Surface.Domain, axis.Spacings[2], 31)) {
		if thing.turned && strings.Contains(thing.style, "Regular 7") {
			names = append(names, thing.text)
		}
	}
	if got, want := strings.Join(names, " "), "−8 −7 −6 −5 −4 −3 −2 −1 0 1 2 3 4 5 6 7 8"; len(names) < 6 {
		t.Errorf("%s, want many of %s", got, want)
	}
}
