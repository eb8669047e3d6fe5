package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"nntui/tui/axis"
	"nntui/tui/kit"
)

// level is a plot of constant curves.
func level(curves ...Curve) *Plot {
	for i := range curves {
		curves[i].X, curves[i].Y = []float64{0, 1}, []float64{0.5, 0.5}
	}
	return &Plot{X: axis.Axis{High: 1}, Y: axis.Axis{High: 1}, Curves: curves}
}

// Curves that coincide have their colours by turns; a higher rank has all cells.
func TestCurvesShareColours(t *testing.T) {
	f := testFrame(20, 5)
	for above, want := range map[Rank]float64{Middle: 0.5, Over: 1} {
		p, g := level(Curve{Pen: f.Theme.Train.Pen(), Rank: Middle}, Curve{Pen: f.Theme.Test.Pen(), Rank: above}), NewGrid(f)
		for i := range p.Curves {
			p.trace(g, &p.Curves[i])
		}
		all, second := 0.0, 0.0
		for i, c := range g.cells {
			if c.dots != 0 {
				all++
				if c.pen(i%2 == 0) == &p.Curves[1].Pen {
					second++
				}
			}
		}
		if math.Abs(second/all-want) > 0.01 {
			t.Errorf("with the rank %d the second curve has %v of %v cells", above, second, all)
		}
	}
}

// The same without dots, where a dashed curve has its sign.
func TestCurvesShareCells_ascii(t *testing.T) {
	f := testFrame(20, 5)
	f.ASCII = true
	for above, want := range map[Rank]string{Middle: "─+", Over: "+"} {
		p, g := level(Curve{Pen: f.Theme.Train.Pen(), Rank: Middle}, Curve{Pen: f.Theme.Pen(1), Rank: above}), NewGrid(f)
		p.asciigraph(g)
		text := ansi.Strip(g.String())
		for _, sign := range []string{"─", "+"} {
			if strings.Contains(text, sign) != strings.Contains(want, sign) {
				t.Errorf("with the rank %d there is, or is no %s in\n%s", above, sign, text)
			}
		}
	}
}

// A name without a value stays at the end of its curve, wherever the crosshair
// is; plots with the same gutter begin in the same column.
func TestPlot_bare(t *testing.T) {
	p := &Plot{X: axis.Axis{High: 1}, Y: axis.Axis{High: 1}, Crossed: true, Gutter: 9}
	p.Curves = []Curve{{X: []float64{0, 1}, Y: []float64{0, 1}, Name: "upwards", Bare: true}}
	lines := strings.Split(ansi.Strip(p.Draw(testFrame(40, 12))), "\n")
	if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasSuffix(strings.TrimSpace(l), " upwards") }) {
		t.Errorf("no line ends with the name: %q", lines)
	}
	if at := strings.IndexAny(strings.ReplaceAll(lines[1], "│", "┤"), "┤"); at != 8 {
		t.Errorf("the axis is in column %d of %q", at, lines[1])
	}
}

// Samples of all pens differ without colour.
func TestSample(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		f := testFrame(9, 9)
		f.ASCII = ascii
		seen := map[string]bool{}
		for i := range 9 {
			text := kit.ToASCII.Replace(ansi.Strip(Sample(f, f.Theme.Pen(i))))
			if ansi.StringWidth(text) != 5 || seen[text] {
				t.Errorf("pen %d is %q, as others are: %v", i, text, seen)
			}
			seen[text] = true
		}
	}
}

// A cell has the colour of the line with far more dots in it, whichever came
// first, and of two with about as many the one whose turn it is.
func TestCellColour(t *testing.T) {
	one, two, three := kit.Hue(1).Pen(), kit.Hue(2).Pen(), kit.Hue(3).Pen()
	for _, c := range []struct {
		dots        []*kit.Pen
		first, then *kit.Pen
	}{
		{[]*kit.Pen{&one}, &one, &one}, {[]*kit.Pen{&one, &two}, &one, &two}, {[]*kit.Pen{&one, &two, &two, &two}, &one, &two},
		{[]*kit.Pen{&one, &two, &two, &two, &two}, &two, &two}, {[]*kit.Pen{&one, &one, &one, &one, &two}, &one, &one},
		{[]*kit.Pen{&one, &two, &three, &three}, &one, &three}, {[]*kit.Pen{&one, &two, &two, &three}, &three, &two},
	} {
		g := NewGrid(testFrame(1, 2))
		for i, p := range c.dots {
			g.Dot(float64(i%2), float64(i/2), p, Middle)
		}
		if first, then := g.cells[0].pen(true), g.cells[0].pen(false); first != c.first || then != c.then {
			t.Errorf("%d dots: the colours are %v and %v, want %v and %v", len(c.dots), first.Ink, then.Ink, c.first.Ink, c.then.Ink)
		}
	}
}
