package figures

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"nntui/model/surface"
)

// Surfaces that contour lines are hard to draw of: undefined, infinite, flat
// or torn in places, with lines that cross, and too fine for any picture.
func TestContour_oddSurfaces(t *testing.T) {
	for _, formula := range []string{
		"3", "x*y", "abs(abs(x)-abs(y))", "1/x", "log(x)", "sqrt(x*y)", "log(-1-x^2)", "1/0+x",
		"tanh(1000*x*y)", "exp(exp(x+3))", "1e308*x", "1e-310*x", "1e16+x", "sin(1000*x)*sin(1000*y)", "x^40",
	} {
		s := on(typed(t, formula))
		checkSVG(t, Figure{Name: formula, page: func() *page { return contour(s, s.Surface.Domain, 7) }})
	}
}

// Both axes of a map have the same scale, unless one is much longer.
func TestContour_scale(t *testing.T) {
	s := on(typed(t, "x^2+y^2"))
	for _, c := range []struct{ w, h, wide, high vg.Length }{
		{10, 10, 330, 330}, {10, 8, 330, 264}, {8, 10, 330, 412.5}, {5, 10, 210, 420}, {1, 10, 140, 420}, {10, 1, 330, 140}, {10, 4.5, 330, 148.5},
	} {
		p := contour(s, surface.Rect{MaxX: float64(c.w), MaxY: float64(c.h)}, 9)
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
// not defined there are stripes, and no line shows.
func TestContour_colours(t *testing.T) {
	s := on(typed(t, "sqrt(x)+0*y"))
	const nodes = 40
	g := newGround(s.Surface, surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}, nodes)
	var maps []thing
	for _, t := range drawnPage(contour(s, s.Surface.Domain, nodes)) {
		if t.image != nil {
			maps = append(maps, t)
		}
	}
	if len(maps) != 3 {
		t.Fatalf("%d pictures, want the ground, the stripes and the scale", len(maps))
	}
	ground, stripes, scale := maps[0].image, maps[1].image, maps[2].image
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
		if math.Sqrt(x) > g.low {
			band := min(int(50*math.Pow((math.Sqrt(x)-g.low)/(g.high-g.low), 1/g.power)), 49)
			if got, want := color.NRGBAModel.Convert(ground.At(i, nodes)), color.NRGBAModel.Convert(scale.At(0, 49-band)); got != want {
				t.Errorf("at x = %v, in band %d: %v, want %v", x, band, got, want)
			}
		}
	}
	if striped != nodes/4 {
		t.Errorf("%d of %d are stripes, want a quarter", striped, nodes)
	}
}

// Half of the bands cover half of the area, and level is the inverse of height.
func TestGround(t *testing.T) {
	for _, formula := range []string{"x^2+y^2", "exp(x+y)", "x", "x^2+y^2+x*(y+2)+cos(3*x)", "1e6+x*y"} {
		s := typed(t, formula)
		g := newGround(s, s.Domain, 60)
		below := 0
		for _, f := range slices.Concat(g.f.z...) {
			h := g.height(f)
			if h < 0.5 {
				below++
			}
			if h > 0 && h < 1 && math.Abs(g.level(h)-f) > 1e-6*(g.high-g.low) {
				t.Fatalf("%s: f = %v lies at %v, where f is %v", formula, f, h, g.level(h))
			}
		}
		if share := float64(below) / 120 / 120; math.Abs(share-0.5) > 0.02 {
			t.Errorf("%s: half of the bands cover %.3f of the area", formula, share)
		}
	}
	// The least value may lie between the nodes.
	if s := typed(t, "(x-0.05)^2+y^2"); newGround(s, s.Domain, 20).low != s.Minima[0].F {
		t.Error("the minimum between the nodes is not where the scale begins")
	}
	// One that lies far below the nodes is a pole, and does not stretch the scale.
	for depth, want := range map[float64]bool{0.09: true, 0.11: false} {
		s := typed(t, "x^2+y^2")
		s.Minima = nil
		plain := newGround(s, s.Domain, 20)
		s.Minima = []surface.Minimum{{F: plain.low - depth*(plain.high-plain.low)}}
		if got := newGround(s, s.Domain, 20).low < plain.low; got != want {
			t.Errorf("a minimum %v of the range below the nodes counts: %t", depth, got)
		}
	}
	// A line through 0 is named 0, whatever rounding leaves.
	if s := typed(t, "x*y"); newGround(s, s.Domain, 61).level(0.5) != 0 {
		t.Errorf("x*y: the middle is %v", newGround(s, s.Domain, 61).level(0.5))
	}
}

// The more lines there would be the fewer are drawn: at most 280 on the way
// along a row.
func TestSimplify(t *testing.T) {
	for swings, want := range map[int]int{0: 50, 5: 50, 6: 25, 11: 25, 12: 10, 28: 10, 29: 0} {
		row := make([]float64, 31)
		for i := range swings {
			row[i+1] = 1 - row[i]
		}
		if swings%2 == 1 {
			slices.Reverse(row) // and stay at the top
			for i := range 30 - swings {
				row[i] = 1
			}
		}
		g := ground{heights: grid{z: slices.Repeat([][]float64{row}, 31)}}
		if g.simplify(); !g.tangled && g.bands != want || g.tangled != (want == 0) {
			t.Errorf("%d times up or down: %d bands, tangled %t, want %d", swings, g.bands, g.tangled, want)
		}
	}
}

func TestContour_flat(t *testing.T) {
	for formula, want := range map[string]string{"3": "f has one value in all of this view: 3.", "log(-1-x^2)": "Striped: f is not defined there."} {
		p := contour(on(typed(t, formula)), surface.Rect{}, 9)
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
		"gd; momentum, diverged, leaves the map; start; end; global minimum": {MinX: -3, MaxX: 3, MinY: -1, MaxY: 4},
		"gd; momentum, diverged; start; end; global minimum; local minimum":  {MinX: -10, MaxX: 10, MinY: -10, MaxY: 10},
		"gd, leaves the map; momentum, diverged, leaves the map":             {MinX: 5, MaxX: 6, MinY: 5, MaxY: 6},
		"gd, leaves the map; momentum, diverged, leaves the map; start":      {MinX: 1.5, MaxX: 2.5, MinY: 2, MaxY: 3.5},
		"gd; momentum, diverged, leaves the map; end; global minimum":        {MinX: -1.5, MaxX: 1.5, MinY: -1, MaxY: 1},
	} {
		s.Surface.Minima = append(s.Surface.Minima[:2:2], surface.Minimum{Point: surface.Point{X: 7, Y: 7}})
		if got := legend(contour(s, view, 9)); got != want {
			t.Errorf("in %v:\ngot  %s\nwant %s", view, got, want)
		}
	}
}

// Where minima are many, their signs are small.
func TestContour_minima(t *testing.T) {
	radius := func(n int) (r float64) {
		s := on(typed(t, "x^2+y^2"))
		s.Surface.Minima = slices.Repeat(s.Surface.Minima, n)
		for _, t := range drawnPage(contour(s, s.Surface.Domain, 9)) {
			if t.style == "1a1a1a" && len(t.path) == 5 && t.path[1].Type == vg.LineComp {
				r = float64(t.path[2].Pos.X - t.path[0].Pos.X)
			}
		}
		return r
	}
	if few, many := radius(30), radius(31); math.Abs(many-0.6*few) > 1e-9 || math.Abs(few-2*5.4) > 1e-9 {
		t.Errorf("of 30 the signs are %v wide, of 31 %v", few, many)
	}
}
