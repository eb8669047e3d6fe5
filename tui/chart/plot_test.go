package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/axis"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// learning is a plot with all that there can be.
func learning() *Plot {
	train, test := make([]float64, 30), make([]float64, 30)
	for i := range train {
		train[i] = 0.7 * math.Exp(-float64(i)/8)
		test[i] = 0.1 + 0.6*math.Exp(-float64(i)/6) + 0.004*float64(i)
	}
	theme := testFrame(0, 0).Theme
	parts := theme.Parts()
	return &Plot{
		X: axis.Axis{Name: "epoch", Low: 1, High: 30, Whole: true}, Y: axis.Axis{Name: "loss", High: 0.8},
		Curves: []Curve{
			{Y: []float64{0.7, 0.5, math.NaN(), 0.4, 0.9, 0.3}, First: 1, Pen: theme.Pen(0), Rank: Middle, Name: "a"},
			{Y: test, First: 1, Pen: parts[1], Rank: Middle, Name: "test"},
			{Y: train, First: 1, Pen: parts[0], Rank: Middle, Name: "train"},
			{X: []float64{1, 30}, Y: []float64{0.6, 0.6}, Pen: theme.Dim.Pen().Dashed("x   ", "."), Rank: Under, Name: "chance", Bare: true},
		},
		Marks: []Mark{{X: 12, Y: test[11], Text: "●", Pen: theme.Good.Pen()}},
		Notes: []Note{{12, "▼best 12", theme.Good.Pen()}, {15, "▼lr 0.01", theme.Warn.Pen()}, {29, "▼far", theme.Warn.Pen()}, {99, "▼off", theme.Warn.Pen()}},
	}
}

// A plot in dots and by asciigraph, with a crosshair, zoomed, on logarithmic
// axes, and in little room.
func TestPlot(t *testing.T) {
	var b strings.Builder
	draw := func(name string, f kit.Frame, change func(*Plot)) {
		p := learning()
		change(p)
		fmt.Fprintf(&b, "%s\n%s\n", name, ansi.Strip(p.Draw(f)))
	}
	as := func(*Plot) {}
	ascii := testFrame(60, 14)
	ascii.NoDots = true
	draw("dots", testFrame(60, 14), as)
	draw("asciigraph", ascii, as)
	draw("crosshair", testFrame(60, 14), func(p *Plot) { p.Crossed, p.Cross = true, 5 })
	draw("logarithmic", testFrame(60, 14), func(p *Plot) { p.X.Log, p.Y.Log, p.Y.Low = true, true, 0.01 })
	draw("zoomed", testFrame(60, 14), func(p *Plot) { Lens{Part{0.5, 1}, Part{0, 0.5}}.Apply(p) })
	draw("low", testFrame(40, 4), as)
	draw("narrow", testFrame(22, 9), as)
	draw("too small", testFrame(6, 2), as)
	stage.Golden(t, "plot", b.String())
}

// The frame of a plot is divided: without room for more, the axis has one row,
// and notes none; labels take at most two fifths.
func TestLayout(t *testing.T) {
	for _, c := range []struct{ width, height, notes, axis, margin, gutter int }{
		{60, 14, 1, 2, 16, 4}, {60, 7, 1, 2, 16, 4}, {60, 6, 0, 1, 16, 4}, {30, 14, 1, 2, 12, 4}, {9, 14, 1, 2, 3, 4},
	} {
		p := learning()
		p.Curves[1].Name = "the test"
		l := p.layout(testFrame(c.width, c.height))
		got := []int{l.notes, l.axis, l.margin, l.gutter}
		if want := []int{c.notes, c.axis, c.margin, c.gutter}; !slices.Equal(got, want) {
			t.Errorf("%dx%d: notes, axis, margin and gutter are %v, want %v", c.width, c.height, got, want)
		}
		if l.area.Width != c.width-l.gutter-l.margin || l.area.Height != c.height-l.notes-l.axis {
			t.Errorf("%dx%d: the area is %dx%d", c.width, c.height, l.area.Width, l.area.Height)
		}
	}
}

// The cell of an x leads back to it, and cells beside the curves to none.
func TestPlotAt(t *testing.T) {
	f, p := testFrame(60, 14), learning()
	l := p.layout(f)
	for _, c := range []struct {
		col, row int
		x        float64
		ok       bool
	}{
		{l.gutter, l.notes, 1, true},
		{l.gutter + l.area.Width - 1, l.notes + l.area.Height - 1, 30, true},
		{l.gutter - 1, l.notes, 0, false}, {l.gutter + l.area.Width, l.notes, 0, false},
		{l.gutter, l.notes - 1, 0, false}, {l.gutter, l.notes + l.area.Height, 0, false},
	} {
		if x, ok := p.At(f, c.col, c.row); ok != c.ok || ok && math.Abs(x-c.x) > 1e-9 {
			t.Errorf("cell %d, %d: %v %v, want %v %v", c.col, c.row, x, ok, c.x, c.ok)
		}
	}
}

// The point nearest to a place counts, up to half its distance beyond the ends.
func TestNearest(t *testing.T) {
	first := Curve{First: 1, Y: []float64{5, 6, 7}}
	sparse := Curve{X: []float64{1, 2, 10}, Y: []float64{5, 6, 7}}
	for _, c := range []struct {
		curve *Curve
		x     float64
		i     int
		ok    bool
	}{
		{&first, 1, 0, true}, {&first, 2.4, 1, true}, {&first, 2.6, 2, true}, {&first, 3.4, 2, true}, {&first, 3.6, 2, false}, {&first, 0.4, 0, false},
		{&sparse, 5.9, 1, true}, {&sparse, 6.1, 2, true}, {&sparse, 2, 1, true}, {&sparse, 13.9, 2, true}, {&sparse, 14.1, 2, false}, {&sparse, 0.6, 0, true}, {&sparse, 0.4, 0, false},
		{&first, math.NaN(), 0, false}, {&Curve{}, 1, 0, false}, {&Curve{X: []float64{3}, Y: []float64{1}}, 9, 0, true},
	} {
		if i, ok := c.curve.nearest(c.x); i != c.i || ok != c.ok {
			t.Errorf("%v at %v: %d %v, want %d %v", *c.curve, c.x, i, ok, c.i, c.ok)
		}
	}
}

// Of more labels than rows the last ones are counted, and each stands as near
// to its value as can be.
func TestManyLabels(t *testing.T) {
	p := Plot{X: axis.Axis{High: 1}, Y: axis.Axis{High: 1}}
	for i := range 9 {
		p.Curves = append(p.Curves, Curve{Y: []float64{float64(i) / 8}, Name: string(rune('a' + i))})
	}
	ends := func(height int) (list []string) {
		for _, line := range strings.Split(ansi.Strip(p.Draw(testFrame(30, height))), "\n") {
			if at := strings.Fields(line); len(at) > 1 && len(at[len(at)-2]) == 1 && at[len(at)-2] >= "a" {
				list = append(list, at[len(at)-2])
			}
			if i := strings.IndexByte(line, '+'); i >= 0 {
				list = append(list, strings.TrimSpace(line[i:]))
			}
		}
		return list
	}
	if got, want := strings.Join(ends(11), " "), "i h g f e d c b a"; got != want {
		t.Errorf("in 9 rows: %s, want %s", got, want)
	}
	if got, want := strings.Join(ends(8), " "), "i h g f e +4"; got != want {
		t.Errorf("in 6 rows: %s, want %s", got, want)
	}
}

// Characters lie over lines and areas, inside the grid alone.
func TestGridLayers(t *testing.T) {
	g := NewGrid(plain(5, 2))
	dots, none := kit.Pen{Sign: "*"}, kit.Pen{Sign: "-", Dash: "x "}
	for col := range 5 {
		g.Area(col, 0, Sign{"~", nil})
		g.Area(col, 1, Sign{"~", nil})
	}
	g.Line(0, 0, 4, 0, &none, Middle, 0)
	g.Line(0, 1, 3, 1, &dots, Middle, 0)
	g.Put(3, 1, "abc", nil, false)
	g.Put(-1, 0, "xy", nil, false)
	g.Put(0, 2, "below", nil, false)
	g.Put(0, -1, "above", nil, false)
	g.Mark(2.4, 0.6, "o", nil)
	for _, beside := range [][2]float64{{-1, 0}, {5, 0}, {0, -1}, {0, 2}, {math.NaN(), 1}, {1e300, 1}} {
		g.Mark(beside[0], beside[1], "!", nil)
		g.Dot(beside[0], beside[1], &dots, Over)
	}
	if got, want := ansi.Strip(strings.Join(g.Lines(), "/")), "y~-~-/**oab"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, c := range []struct {
		col, row, n int
		r           Rank
		want        bool
	}{
		{1, 0, 1, Under, true}, {2, 0, 1, Under, false}, {2, 0, 1, Over, true}, {2, 1, 1, Over, false}, {0, 1, 2, Over, true}, {0, 1, 2, Middle, false},
		{-1, 0, 1, Under, false}, {5, 0, 1, Under, false}, {3, 0, 3, Over, false}, {1, 2, 1, Under, false}, {1, -1, 1, Under, false},
	} {
		if got := g.Free(c.col, c.row, c.n, c.r); got != c.want {
			t.Errorf("%d cells from %d, %d are free of rank %d: %v", c.n, c.col, c.row, c.r, got)
		}
	}
}

// An area is two pixels to a cell; dots lie on the lower one.
func TestGridAreas(t *testing.T) {
	f := testFrame(2, 2)
	g, ramp, pen := NewGrid(f), f.Theme.Ramp, kit.Hue(9).Pen()
	for i, band := range []int{0, 1, 2, 1, 3, 3, 4, 5} {
		g.Ink(i%2, i/2, ramp[band])
	}
	g.Put(1, 1, "o", ramp[8], true)
	g.Dot(0, 7, &pen, Middle)
	for i, want := range []struct {
		glyph string
		look  Look
	}{
		{"▀", Look{Fg: ramp[0], Bg: ramp[2]}}, {" ", Look{Bg: ramp[1]}},
		{"⡀", Look{Fg: f.Theme.Over(pen.Ink, ramp[4], kit.MarkContrast), Bg: ramp[4]}},
		{"o", Look{Fg: f.Theme.Over(ramp[8], ramp[5], kit.TextContrast), Bg: ramp[5], Bold: true}},
	} {
		if glyph, look := g.draw(&g.cells[i], true); glyph != want.glyph || look != want.look {
			t.Errorf("cell %d: %q %v, want %q %v", i, glyph, look, want.glyph, want.look)
		}
	}
	stage.Golden(t, "grid", g.String())
}

// A label says where its curve goes on beyond the frame, but not of what is
// drawn at its edge; it tells what the curve says in place of its values.
func TestEnds_beyond(t *testing.T) {
	for _, c := range []struct {
		curve Curve
		cross float64
		want  string
	}{
		{Curve{Y: []float64{0, 0.5, 1}}, -1, "a 1"}, {Curve{Y: []float64{0, 0.5, 1.04}}, -1, "a 1.04"}, {Curve{Y: []float64{0, 0.5, 1.06}}, -1, "a 1.06▲"},
		{Curve{Y: []float64{0, 0.5, -0.06}}, -1, "a -0.06▼"}, {Curve{Y: []float64{0, 0.5, 0.6, 0.7}}, -1, "a 0.6→"}, {Curve{Y: []float64{0, 0.5, 0.6, 0.7}}, 1, "a 0.5"},
		{Curve{Y: []float64{0, 0.5, 0.6}, Says: []float64{7, 8, 9}}, -1, "a 9"}, {Curve{Y: []float64{0, 7, 0.6}}, 1, "a 7▲"},
	} {
		c.curve.Name = "a"
		p := Plot{X: axis.Axis{High: 2}, Y: axis.Axis{High: 1}, Curves: []Curve{c.curve}, Crossed: c.cross >= 0, Cross: c.cross}
		if got := endText(&p); got != c.want {
			t.Errorf("%v: %s, want %s", c.curve.Y, got, c.want)
		}
	}
}

// endText is the first label, where a dot is a tenth of the values' axis.
func endText(p *Plot) string {
	e := p.ends(p.Y, 0.05)[0]
	return e.name + e.says
}
