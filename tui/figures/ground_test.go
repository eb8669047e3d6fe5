package figures

import (
	"fmt"
	"image/color"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"nntui/model/surface"
	"nntui/tui/axis"
)

// Surfaces that contour lines are hard to draw of: undefined, infinite, flat
// or torn in places, with lines that cross, and too fine for any picture.
func TestContour_oddSurfaces(t *testing.T) {
	for _, formula := range []string{
		"3", "x*y", "abs(abs(x)-abs(y))", "1/x", "log(x)", "sqrt(x*y)", "log(-1-x^2)", "1/0+x",
		"tanh(1000*x*y)", "exp(exp(x+3))", "1e308*x", "1e-310*x", "1e16+x", "sin(1000*x)*sin(1000*y)", "x^40",
	} {
		s := on(typed(t, formula))
		checkSVG(t, Figure{Name: formula, page: func() *page { return contour(s, s.Surface.Domain, axis.Spacings[0], 7) }})
	}
}

// Both axes of a map have the same scale, unless one is much longer.
func TestContour_scale(t *testing.T) {
	s := on(typed(t, "x^2+y^2"))
	for _, c := range []struct{ w, h, wide, high vg.Length }{
		{10, 10, 325, 325}, {10, 8, 325, 260}, {8, 10, 325, 406.25}, {5, 10, 210, 420}, {1, 10, 140, 420}, {10, 1, 325, 140}, {10, 4.5, 325, 146.25},
	} {
		p := contour(s, surface.Rect{MaxX: float64(c.w), MaxY: float64(c.h)}, axis.Spacings[0], 9)
		i := slices.IndexFunc(drawnPage(p), func(t thing) bool { return t.image != nil })
		if got := drawnPage(p)[i].at.Size(); math.Abs(float64(got.X-c.wide)) > 0.01 || math.Abs(float64(got.Y-c.high)) > 0.01 {
			t.Errorf("a view of %v x %v is drawn as %v, want %v x %v", c.w, c.h, got, c.wide, c.high)
		}
		if p.height != c.high+bottom+6 {
			t.Errorf("a map %v high has room for %v", c.high, p.height)
		}
	}
}

// The colours of a map are those that the scale gives to f there; where f is
// no finite number there are stripes, and no line shows.
func TestContour_colours(t *testing.T) {
	s := on(typed(t, "x+0*log(x)+0*y"))
	const nodes = 40
	for _, spacing := range axis.Spacings {
		levels := spacing.NewLevels(sample(s.Surface, s.Surface.Domain))
		var pictures []thing
		for _, t := range drawnPage(contour(s, s.Surface.Domain, spacing, nodes)) {
			if t.image != nil {
				pictures = append(pictures, t)
			}
		}
		if len(pictures) != 3 {
			t.Fatalf("%d pictures, want the ground, the stripes and the scale", len(pictures))
		}
		ground, stripes, scale := pictures[0].image, pictures[1].image, pictures[2].image
		if n := scale.Bounds().Dy(); n != len(levels.At)+1 {
			t.Fatalf("the scale has %d colours for %d levels", n, len(levels.At))
		}
		striped := 0
		for i := range 2 * nodes {
			x := -5 + 10*(float64(i)+0.5)/(2*nodes)
			_, _, _, alpha := stripes.At(i, nodes).RGBA()
			if covers := alpha != 0; covers != (x < 0) {
				t.Errorf("at x = %v, covered by stripes: %t", x, covers)
			}
			if r, _, _, _ := stripes.At(i, nodes).RGBA(); alpha != 0 && r>>8 == 0xc0 {
				striped++
			}
			if band := levels.Band(s.Surface.F(x, 0)); band >= 0 {
				if got, want := color.NRGBAModel.Convert(ground.At(i, nodes)), color.NRGBAModel.Convert(scale.At(0, len(levels.At)-band)); got != want {
					t.Errorf("at x = %v, in band %d: %v, want %v", x, band, got, want)
				}
			}
		}
		if striped != nodes/4 {
			t.Errorf("%d of %d are stripes, want a quarter", striped, nodes)
		}
	}
}

// On a slope the contour lines stand upright where f has the levels.
func TestContour_lines(t *testing.T) {
	s := on(typed(t, "x+0*y"))
	for _, c := range []struct {
		spacing, widths string
		lines           int
	}{{"even", " 0.5", 9}, {"fifty", " 0.3 0.8", 49}} {
		i := slices.IndexFunc(axis.Spacings, func(s axis.Spacing) bool { return s.Name == c.spacing })
		levels := axis.Spacings[i].NewLevels(sample(s.Surface, s.Surface.Domain))
		var xs []float64
		widths := map[string]bool{}
		for _, thing := range drawnPage(contour(s, s.Surface.Domain, axis.Spacings[i], 9)) {
			if width, ok := strings.CutPrefix(thing.style, "4d6a78"); ok {
				xs = append(xs, float64(thing.path[0].Pos.X-62)/325*10-5)
				widths[strings.TrimSuffix(width, " []")] = true
			}
		}
		slices.Sort(xs)
		if got := strings.Join(slices.Sorted(maps.Keys(widths)), ""); len(xs) != len(levels.At) || len(xs) != c.lines || got != c.widths {
			t.Fatalf("%s: %d lines, as wide as%s, want%s for %v", c.spacing, len(xs), got, c.widths, levels.At)
		}
		for k, x := range xs {
			if math.Abs(x-levels.At[k]) > 1e-4 {
				t.Errorf("%s: line %d is at %v, want %v", c.spacing, k, x, levels.At[k])
			}
		}
	}
}

// The scale names the least and the largest f, and between them the levels as
// far as there is room.
func TestScale(t *testing.T) {
	for _, c := range []struct {
		view    surface.Rect
		spacing int
		want    string
	}{
		{surface.Rect{MinX: 0, MaxX: 9.5, MinY: 0, MaxY: 9.5}, 2, "0 1 2 3 4 5 6 7 8 9 9.5"},
		{surface.Rect{MinX: 0, MaxX: 9.5, MinY: 0, MaxY: 4}, 2, "0 2 4 6 8 9.5"},
		{surface.Rect{MinX: 1.9, MaxX: 12, MinY: 0, MaxY: 4}, 3, "1.9 4 6 8 10 12"}, // 2 is too near to 1.9
	} {
		var labels []string
		all := drawnPage(contour(on(typed(t, "x+0*y")), c.view, axis.Spacings[c.spacing], 9))
		for _, thing := range all {
			if thing.at.Min.X > 400 && strings.Contains(thing.style, "Regular 8.5") {
				labels = append(labels, thing.text)
			}
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("%v: %s, want %s", c.view, got, c.want)
		}
		if !slices.ContainsFunc(all, func(t thing) bool { return t.turned && strings.HasPrefix(t.text, "levels even in f") }) {
			t.Error("nothing says how levels follow one another")
		}
	}
}

// The ends of the scale are those of the picture, which is finer than the sample
// that the levels are from.
func TestGround_ends(t *testing.T) {
	s := typed(t, "abs(x-1/120)+0*y")
	g := newGround(s, surface.Rect{MinX: -0.5, MaxX: 0.5, MinY: -0.5, MaxY: 0.5}, axis.Spacings[2], 181)
	if !(g.low > 0.008 && g.ends[0] < 0.0015) || math.Abs(g.ends[1]-0.5-1.0/120) > 1e-9 || g.high != g.ends[1] {
		t.Errorf("the sample goes from %v to %v, the picture from %v to %v", g.low, g.high, g.ends[0], g.ends[1])
	}
}

// The more lines there would be the fewer are drawn: at most 280 on the way
// along a row, or else those that are named, or none.
func TestLines(t *testing.T) {
	ticks := make([]axis.Tick, 28)
	for i := range ticks {
		if ticks[i].Value = float64(i) + 0.5; i%4 == 0 {
			ticks[i].Label = "n"
		}
	}
	for swings, want := range map[int]int{0: 28, 10: 28, 11: 7, 40: 7, 41: 0} {
		row := make([]float64, 61)
		for i := range row {
			row[i] = float64(min(i, swings) % 2)
		}
		g := ground{heights: grid{z: slices.Repeat([][]float64{row}, 3)}, low: 0, high: 28}
		if got := g.lines(ticks); len(got) != want {
			t.Errorf("%d times up or down: %d lines, want %d", swings, len(got), want)
		}
	}
}

func TestContour_flat(t *testing.T) {
	for formula, want := range map[string]string{"3": "f has one value in all of this view: 3.", "log(-1-x^2)": "Striped: f is not a finite number there."} {
		p := contour(on(typed(t, formula)), surface.Rect{}, axis.Spacings[0], 9)
		if last := p.notes[len(p.notes)-1]; last != want || len(p.notes) != 2 {
			t.Errorf("%s: %q, want it to end with %q", formula, p.notes, want)
		}
		pictures := 0
		for _, thing := range drawnPage(p) {
			if thing.image != nil {
				pictures++
			}
			if strings.HasPrefix(thing.style, "4d6a78") {
				t.Errorf("%s has a contour line: %v", formula, thing)
			}
		}
		if want := strings.Count(want, "Striped") + 1; pictures != want {
			t.Errorf("%s: %d pictures, want %d and no scale", formula, pictures, want)
		}
	}
}

// legend returns the names in a legend.
func legend(p *page) string {
	var names []string
	for _, thing := range drawnPage(p) {
		if name, ok := strings.CutPrefix(thing.text, "\u00a0"); ok {
			names = append(names, name)
		}
	}
	return strings.Join(names, "; ")
}

// The legend of a map names what is to be seen on it.
func TestContour_legend(t *testing.T) {
	s := descentSnapshot(t)
	for want, view := range map[string]surface.Rect{
		"gd; momentum, diverged, leaves the map; start; end; global minimum; saddle point":         {MinX: -3, MaxX: 3, MinY: -1, MaxY: 4},
		"gd; momentum, diverged; start; end; global minimum; local minimum; saddle point; maximum": {MinX: -10, MaxX: 10, MinY: -10, MaxY: 10},
		"gd, leaves the map; momentum, diverged, leaves the map":                                   {MinX: 5, MaxX: 6, MinY: 5, MaxY: 6},
		"gd, leaves the map; momentum, diverged, leaves the map; start":                            {MinX: 1.5, MaxX: 2.5, MinY: 2, MaxY: 3.5},
		"gd; momentum, diverged, leaves the map; end; global minimum; saddle point":                {MinX: -1.5, MaxX: 1.5, MinY: -1, MaxY: 1},
	} {
		s.Surface.Minima = append(s.Surface.Minima[:2:2], surface.Minimum{Point: surface.Point{X: 7, Y: 7}})
		s.Surface.Maxima = []surface.Critical{{Point: surface.Point{X: -7, Y: 7}}}
		if got := legend(contour(s, view, axis.Spacings[0], 9)); got != want {
			t.Errorf("in %v:\ngot  %s\nwant %s", view, got, want)
		}
	}
}

// Each kind of place where the surface is level has a sign there; where they
// are many, small ones.
func TestCriticals(t *testing.T) {
	signs := func(n int) map[string]float64 {
		s := on(typed(t, "x^2+y^2"))
		s.Surface.Minima = slices.Repeat([]surface.Minimum{{Point: surface.Point{X: -4, Y: 4}, Global: true}}, n-2)
		s.Surface.Saddles = []surface.Critical{{Point: surface.Point{X: -4, Y: -4}}}
		s.Surface.Maxima = []surface.Critical{{Point: surface.Point{X: 4, Y: -4}}}
		wide := map[string]float64{}
		for _, t := range drawnPage(contour(s, s.Surface.Domain, axis.Spacings[0], 9)) {
			if t.style != "1a1a1a" || len(t.path) < 4 || t.path[1].Type != vg.LineComp {
				continue
			}
			low, high, middle := t.path[0].Pos.X, t.path[0].Pos.X, vg.Length(0)
			for _, c := range t.path[:len(t.path)-1] {
				low, high, middle = min(low, c.Pos.X), max(high, c.Pos.X), middle+c.Pos.Y/vg.Length(len(t.path)-1)
			}
			if x, y := float64((low+high)/2-62)/32.5-5, float64(middle-48)/32.5-5; y < 5 {
				wide[fmt.Sprintf("%d corners at %.2f, %.2f", len(t.path)-1, x, y)] = float64(high - low)
			}
		}
		return wide
	}
	few, many := signs(30), signs(31)
	for sign, want := range map[string]float64{"4 corners at -4.00, 4.00": 2 * 5.4, "12 corners at -4.00, -4.00": 2 * 4.6, "3 corners at 4.00, -4.00": 2 * 0.87 * 4.8} {
		if math.Abs(few[sign]-want) > 1e-9 || math.Abs(many[sign]-0.6*want) > 1e-9 {
			t.Errorf("%s: of 30 they are %v wide, of 31 %v, want %v and less: %v", sign, few[sign], many[sign], want, few)
		}
	}
}
