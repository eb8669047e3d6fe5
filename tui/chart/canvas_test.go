package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/model/surface"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// plain is a frame without half blocks.
func plain(width, height int) kit.Frame {
	f := testFrame(width, height)
	f.Profile, f.ASCII = colorprofile.ASCII, true
	return f
}

// drawn returns what is drawn, a string a row.
func drawn(c *Canvas) []string { return strings.Split(ansi.Strip(c.String()), "\n") }

func TestCanvasLine(t *testing.T) {
	for _, c := range []struct {
		name           string
		x0, y0, x1, y1 float64
		want           []string
		endX, endY     float64
	}{
		{"down to the right", 0, 0, 4, 2, []string{"## ", "  #", "   "}, 2, 1},
		{"across", -5, 1, 20, 1, []string{"   ", "###", "   "}, 2, 1},
		{"up", 1, 2, 1, 0, []string{" # ", " # ", " # "}, 1, 0},
		{"a point", 2, 2, 2, 2, []string{"   ", "   ", "  #"}, 2, 2},
		{"beside", 5, 0, 9, 2, []string{"   ", "   ", "   "}, math.NaN(), math.NaN()},
	} {
		p := NewCanvas(plain(3, 3))
		x, y := p.Line(c.x0, c.y0, c.x1, c.y1, Sign{Glyph: "#"})
		if got := drawn(p); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if math.Round(x) != c.endX && !math.IsNaN(c.endX) || math.Round(y) != c.endY && !math.IsNaN(c.endY) || math.IsNaN(c.endX) != math.IsNaN(x) {
			t.Errorf("%s: it ends at (%v, %v), want (%v, %v)", c.name, x, y, c.endX, c.endY)
		}
	}
}

// Every pixel of a line lies within half a pixel of it.
func TestCanvasLineIsTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Float64Range(-20, 40)
		x0, y0, x1, y1 := at.Draw(t, "x0"), at.Draw(t, "y0"), at.Draw(t, "x1"), at.Draw(t, "y1")
		c := NewCanvas(plain(20, 20))
		c.Line(x0, y0, x1, y1, Sign{Glyph: "#"})
		length := math.Hypot(x1-x0, y1-y0)
		for i, l := range c.lines {
			x, y := float64(i%20), float64(i/20)
			if distance := math.Abs((x1-x0)*(y0-y) - (x0-x)*(y1-y0)); l.glyph() && distance > 0.7072*length+1e-9 {
				t.Errorf("(%v, %v) lies %v beside the line", x, y, distance/length)
			}
		}
	})
}

func (s Sign) glyph() bool { return s.Glyph != "" }

// A mark lies over lines, those over the ground, and what is beside the
// picture is not drawn.
func TestCanvasLayers(t *testing.T) {
	c := NewCanvas(plain(3, 2))
	for i := range c.Signs {
		c.Signs[i] = Sign{Glyph: "."}
	}
	c.Line(0, 0, 2, 0, Sign{Glyph: "-"})
	c.Mark(1, 0, "o", nil)
	c.Mark(2.4, 1.4, "x", nil)
	for _, beside := range [][2]float64{{-1, 0}, {3, 0}, {0, -1}, {0, 2}, {1e300, 1}} {
		c.Mark(beside[0], beside[1], "!", nil)
	}
	if got, want := drawn(c), []string{"-o-", "..x"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// With half blocks a cell is two pixels, the upper in the ink of the block and
// the lower in its ground.
func TestCanvasBlocks(t *testing.T) {
	c := NewCanvas(testFrame(2, 2))
	if w, h := c.Size(); w != 2 || h != 4 {
		t.Fatalf("%dx%d pixels", w, h)
	}
	ramp := c.Frame.Theme.Ramp
	c.PaintBands([]int{0, 0, 1, 0, 2, 3, 2, -1})
	c.Line(1, 0, 1, 0, Sign{Glyph: "*", Color: ramp[9]})
	c.Mark(1, 3, "o", ramp[8])
	for _, want := range []struct {
		i, j  int
		glyph string
		look  Look
	}{
		{0, 0, "▀", Look{Fg: ramp[0], Bg: ramp[1]}},
		{1, 0, "▀", Look{Fg: ramp[9], Bg: ramp[0]}},
		{0, 1, " ", Look{Bg: ramp[2]}},
		{1, 1, "o", Look{Fg: ramp[8], Bg: c.Frame.Theme.Nowhere, Bold: true}},
	} {
		if glyph, look := c.block(want.i, want.j); glyph != want.glyph || look != want.look {
			t.Errorf("cell %d, %d: %q %v, want %q %v", want.i, want.j, glyph, look, want.glyph, want.look)
		}
	}
	stage.Golden(t, "canvas", c.String())
}

// Without half blocks a sign stands where the band changes to the right or
// below: that of the higher band.
func TestPaintBands(t *testing.T) {
	c := NewCanvas(plain(4, 3))
	c.PaintBands([]int{
		0, 0, 1, 1,
		0, 0, 1, 5,
		0, 0, 1, -1,
	})
	if got, want := drawn(c), []string{" , =", " ,==", " ,, "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if n := Bands(c.Frame); n != len(isolines) {
		t.Errorf("%d bands without blocks", n)
	}
	if n := Bands(testFrame(4, 3)); n != len(c.Frame.Theme.Ramp) {
		t.Errorf("%d bands with blocks", n)
	}
}

// Bands are of equal areas, in the order of the values; what is no number or
// infinitely high is in none.
func TestIntoBands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfNDistinct(rapid.Float64Range(-1e6, 1e6), 1, 60, rapid.ID[float64]).Draw(t, "values")
		bands := rapid.IntRange(1, 9).Draw(t, "bands")
		got := IntoBands(values, bands)
		sizes := make([]int, bands)
		for i, v := range values {
			sizes[got[i]]++
			for j, other := range values {
				if v < other && got[i] > got[j] {
					t.Fatalf("%v is in band %d, %v in %d", v, got[i], other, got[j])
				}
			}
		}
		for b, n := range sizes {
			if share := float64(len(values)) / float64(bands); math.Abs(float64(n)-share) > 2 {
				t.Fatalf("%d of %d values in band %d of %d", n, len(values), b, bands)
			}
		}
	})
	inf := math.Inf(1)
	if got, want := IntoBands([]float64{1, math.NaN(), inf, -inf, 2, 3}, 2), []int{0, -1, -1, 0, 0, 1}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := IntoBands([]float64{math.NaN()}, 3); !slices.Equal(got, []int{-1}) {
		t.Errorf("%v", got)
	}
}

// A field is that of its key, and computed once.
func TestField(t *testing.T) {
	bowl, err := surface.Named("bowl", 10)
	if err != nil {
		t.Fatal(err)
	}
	key := FieldKey{Surface: bowl, View: bowl.Domain, W: 9, H: 5, Bands: 3}
	f := Field{}.For(key)
	first := f.Band
	if len(first) != 45 || first[22] != 0 || first[0] != 2 || first[44] != 2 {
		t.Errorf("%v", first)
	}
	if again := f.For(key).Band; &again[0] != &first[0] {
		t.Error("it is computed twice")
	}
	key.Bands = 2
	if other := f.For(key).Band; slices.Max(other) != 1 {
		t.Errorf("for other bands it is %v", other)
	}
}
