package chart

import (
	"math"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"nntui/tui/axis"
)

// A part that gets smaller keeps the place that it gets smaller around, stays
// on the axis, and is all of it again when it grows back.
func TestPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p Part
		for range rapid.IntRange(1, 20).Draw(t, "times") {
			factor, around := rapid.Float64Range(0.3, 2).Draw(t, "factor"), rapid.Float64Range(0, 1).Draw(t, "around")
			from, to := p.From, p.To
			if p == (Part{}) {
				to = 1
			}
			fixed, length := from+around*(to-from), (to-from)*factor
			p = p.by(factor, around)
			if p == (Part{}) {
				if length < 1-1e-6 {
					t.Fatalf("all of the axis at a length of %v", length)
				}
				continue
			}
			if p.From < 0 || p.To > 1+1e-12 || math.Abs(p.To-p.From-max(length, 1e-4)) > 1e-9 {
				t.Fatalf("%v has not the length %v", p, length)
			}
			if at := p.From + around*(p.To-p.From); math.Abs(at-fixed) > 1e-9 && p.From > 0 && p.To < 1-1e-9 {
				t.Fatalf("%v moves from %v to %v", around, fixed, at)
			}
		}
	})
}

// Of an axis a part is its piece, evenly in its logarithm where it has one.
func TestPart_of(t *testing.T) {
	for _, c := range []struct {
		p         Part
		log       bool
		low, high float64
	}{{Part{}, false, 1, 10000}, {Part{0.25, 0.5}, true, 10, 100}, {Part{0, 0.5}, false, 1, 5000.5}} {
		if a := c.p.Of(axis.Axis{Low: 1, High: 10000, Log: c.log}); math.Abs(a.Low-c.low) > 1e-9 || math.Abs(a.High-c.high) > 1e-9 {
			t.Errorf("%v of the axis is %v to %v, want %v to %v", c.p, a.Low, a.High, c.low, c.high)
		}
	}
}

// falling is a curve with a crosshair or none, in a frame of 40x12.
func falling() *Plot {
	return &Plot{
		X: axis.Axis{Low: 0, High: 4}, Y: axis.Axis{Low: 0, High: 1},
		Curves: []Curve{{Y: []float64{1, 0.5, 0.25, 0.2, 0.1}, Name: "f"}},
	}
}

// Keys zoom around the end of the curve, or the crosshair.
func TestLensKeys(t *testing.T) {
	p, lens := falling(), Lens{}
	press := func(key string) {
		row, ok := lens.Keys(func() *Plot { return p }).Find(tea.KeyPressMsg{Code: rune(key[0]), Text: key})
		if !ok {
			t.Fatalf("%s does nothing", key)
		}
		row.Do(tea.KeyPressMsg{})
	}
	near := func(what string, got Part, from, to float64) {
		if math.Abs(got.From-from) > 1e-9 || math.Abs(got.To-to) > 1e-9 {
			t.Errorf("%s: %v, want from %v to %v", what, got, from, to)
		}
	}
	press(">")
	near("> keeps the end", lens.X, 1./3, 1)
	press("<")
	if !lens.Whole() {
		t.Errorf("< after > leaves %v", lens)
	}
	press(")")
	near(") keeps the last value", lens.Y, 0.1-0.1*2/3, 0.1+0.9*2/3)
	press("(")
	p.Crossed, p.Cross = true, 1
	press(">")
	near("> keeps the crosshair", lens.X, 0.25-0.25*2/3, 0.25+0.75*2/3)
	press(")")
	near(") keeps the value there", lens.Y, 0.5-0.5*2/3, 0.5+0.5*2/3)
	lens.Apply(p)
	if math.Abs(p.X.Low-4*lens.X.From) > 1e-9 || math.Abs(p.Y.High-lens.Y.To) > 1e-9 {
		t.Errorf("the axes are %v and %v", p.X, p.Y)
	}
}

// The wheel zooms along the curve where it is, and on the values at the labels.
func TestLensWheel(t *testing.T) {
	f, p := testFrame(40, 12), falling()
	l := p.layout(f)
	for _, c := range []struct {
		name   string
		x, y   int
		button tea.MouseButton
		used   bool
		want   Lens
	}{
		{"at the beginning", l.gutter, 3, tea.MouseWheelUp, true, Lens{X: Part{0, 2. / 3}}},
		{"at the end", l.gutter + l.area.Width - 1, 3, tea.MouseWheelUp, true, Lens{X: Part{1. / 3, 1}}},
		{"beyond the end", 39, 3, tea.MouseWheelUp, true, Lens{X: Part{1. / 3, 1}}},
		{"on the highest label", l.gutter - 1, 0, tea.MouseWheelUp, true, Lens{Y: Part{1. / 3, 1}}},
		{"on the lowest label", 0, l.area.Height - 1, tea.MouseWheelUp, true, Lens{Y: Part{0, 2. / 3}}},
		{"out of the whole", 20, 3, tea.MouseWheelDown, true, Lens{}},
		{"a click", 20, 3, tea.MouseLeft, false, Lens{}},
		{"beside it", 40, 3, tea.MouseWheelUp, false, Lens{}},
		{"above it", 3, -1, tea.MouseWheelUp, false, Lens{}},
		{"below it", 3, 12, tea.MouseWheelUp, false, Lens{}},
		{"left of it", -1, 3, tea.MouseWheelUp, false, Lens{}},
	} {
		var lens Lens
		used := lens.Wheel(p, f, tea.Mouse{X: c.x, Y: c.y, Button: c.button})
		d := math.Abs(lens.X.From-c.want.X.From) + math.Abs(lens.X.To-c.want.X.To) + math.Abs(lens.Y.From-c.want.Y.From) + math.Abs(lens.Y.To-c.want.Y.To)
		if used != c.used || d > 1e-9 {
			t.Errorf("%s: %v %v, want %v %v", c.name, used, lens, c.used, c.want)
		}
	}
}

// A part moves no farther than it must to show a place.
func TestPart_Show(t *testing.T) {
	for _, c := range []struct {
		p    Part
		at   float64
		want Part
	}{
		{Part{}, 0.5, Part{}}, {Part{0.25, 0.5}, 0.375, Part{0.25, 0.5}}, {Part{0.25, 0.5}, 0.75, Part{0.5, 0.75}},
		{Part{0.25, 0.5}, 0.125, Part{0.125, 0.375}}, {Part{0.25, 0.5}, -1, Part{0, 0.25}}, {Part{0.25, 0.5}, 2, Part{0.75, 1}},
	} {
		p := c.p
		if p.Show(c.at); p != c.want {
			t.Errorf("%+v shows %v as %+v, want %+v", c.p, c.at, p, c.want)
		}
	}
}
