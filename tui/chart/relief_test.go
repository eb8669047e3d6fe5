package chart

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/axis"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// mapFrame is a frame for maps.
func mapFrame(w, h int, p colorprofile.Profile) kit.Frame { return stage.Frame(w, h, p) }

// Every dot of a contour line lies within half a dot of its level: there, the
// height is no farther from it than half of what it changes to the next dot.
func TestRelief_true(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Float64Range(-1, 1)
		a, b, c, d := number.Draw(t, "a"), number.Draw(t, "b"), number.Draw(t, "c"), number.Draw(t, "d")
		f := mapFrame(rapid.IntRange(2, 40).Draw(t, "w"), rapid.IntRange(2, 20).Draw(t, "h"), colorprofile.ANSI256)
		r := NewRelief(f, axis.Spacings[2], func(x, y float64) float64 {
			return a*x + b*y + 5*c*math.Sin(x/9) + d*math.Cos(y/7)
		})
		w := 2 * f.Width
		for at, line := range r.lines {
			if line == 0 {
				continue
			}
			i, j := at%w, at/w
			level, z := r.Levels.At[line-1], r.height(i, j)
			ok := false
			for _, by := range [...][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
				next := r.height(i+by[0], j+by[1])
				ok = ok || math.Abs(z-level) <= math.Abs(next-z)/2+1e-12 && (z-level)*(next-level) <= 1e-12
			}
			if !ok {
				t.Fatalf("dot %d, %d of level %v has the height %v", i, j, level, z)
			}
		}
	})
}

// A line runs without a gap from edge to edge of a slope, each level once in a
// column.
func TestRelief_unbroken(t *testing.T) {
	for _, slope := range []float64{0, 0.3, -0.9} {
		r := NewRelief(mapFrame(30, 12, colorprofile.ANSI256), axis.Spacings[2], func(x, y float64) float64 { return y + slope*x })
		for k := range r.Levels.At {
			columns := 0
			for i := range 60 {
				n := 0
				for j := range 48 {
					if r.lines[j*60+i] == uint8(k+1) {
						n++
					}
				}
				if n > 1 {
					t.Errorf("slope %v: level %v has %d dots in column %d", slope, r.Levels.At[k], n, i)
				}
				columns += n
			}
			if slope == 0 && columns != 60 {
				t.Errorf("level %v has dots in %d of 60 columns", r.Levels.At[k], columns)
			}
		}
	}
}

// What goes up and down from dot to dot has few lines and says so, a pole has
// none, and what is not a number has none either.
func TestRelief_odd(t *testing.T) {
	count := func(r *Relief) (n int) {
		for _, line := range r.lines {
			if line > 0 {
				n++
			}
		}
		return n
	}
	f := mapFrame(30, 15, colorprofile.ANSI256)
	for _, c := range []struct {
		name       string
		at         func(x, y float64) float64
		fine       bool
		most, low  int
		everywhere string
	}{
		{"plane", func(x, y float64) float64 { return x + y }, false, 500, 300, ""},
		{"fine", func(x, y float64) float64 { return 9 * math.Sin(7*x) * math.Sin(6*y) }, true, 1800, 0, ""},
		{"pole", func(x, _ float64) float64 { return math.Copysign(9, x-9.9) }, false, 0, 0, ""},
		{"nowhere", func(_, _ float64) float64 { return math.NaN() }, false, 0, 0, "f is nowhere a number"},
		{"infinite", func(_, _ float64) float64 { return math.Inf(-1) }, false, 0, 0, "f is nowhere a number"},
		{"level", func(_, _ float64) float64 { return 3 }, false, 0, 0, "f is 3 everywhere"},
	} {
		r := NewRelief(f, axis.Spacings[0], c.at)
		if n := count(r); r.Fine != c.fine || n > c.most || n < c.low {
			t.Errorf("%s: %d dots of 3600, finer than the map: %v", c.name, n, r.Fine)
		}
		if scale := strings.TrimSpace(ansi.Strip(HeightBar(f.Sized(60, 1), r))); c.everywhere != "" && scale != c.everywhere || c.fine != strings.Contains(scale, "finer than the map") {
			t.Errorf("%s: the scale says %q", c.name, scale)
		}
	}
}

// Where lines would be too close, every second one is drawn, or fewer.
func TestRelief_stride(t *testing.T) {
	r := NewRelief(mapFrame(60, 12, colorprofile.ANSI256), axis.Spacings[2], func(x, _ float64) float64 { return math.Pow(x/59, 4) })
	counts := map[uint8]int{}
	for i := range 120 {
		counts[r.lines[24*120+i]]++
	}
	for k := range len(r.Levels.At) {
		if counts[uint8(k+1)] > 1 {
			t.Errorf("level %d has %d dots in a row", k, counts[uint8(k+1)])
		}
	}
	last := -9
	for i := range 120 {
		if r.lines[24*120+i] > 0 {
			if i-last < 3 {
				t.Errorf("lines at dots %d and %d", last, i)
			}
			last = i
		}
	}
	if last < 0 {
		t.Error("no line")
	}
}

// A map in colours, without, and without dots, with its scale.
func TestDrawRelief(t *testing.T) {
	var all []string
	for _, c := range []struct {
		p     colorprofile.Profile
		ascii bool
	}{{colorprofile.ANSI256, false}, {colorprofile.ANSI, false}, {colorprofile.Ascii, true}} {
		f := mapFrame(36, 12, c.p)
		f.ASCII = c.ascii
		r := NewRelief(f, axis.Spacings[1], func(x, y float64) float64 { return math.Hypot(x-11, 2*(y-12)) - 3 })
		g := NewGrid(f)
		g.DrawRelief(r)
		g.Mark(11, 24, "◆", nil)
		g.FinishRelief(r)
		all = append(all, g.String(), HeightBar(f, r))
	}
	stage.Golden(t, "relief", strings.Join(all, "\n"))
}

// Levels are written on their lines, within a pixel, and over nothing else.
func TestFinishRelief(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := mapFrame(rapid.IntRange(1, 70).Draw(t, "w"), rapid.IntRange(1, 35).Draw(t, "h"), colorprofile.ANSI256)
		i, j := rapid.Float64Range(-9, 80).Draw(t, "i"), rapid.Float64Range(-9, 80).Draw(t, "j")
		r := NewRelief(f, axis.Spacings[2], func(x, y float64) float64 { return math.Hypot(x-i, y-j) })
		g := NewGrid(f)
		g.DrawRelief(r)
		pen := kit.Hue(1).Pen()
		g.Line(0, 0, 90, 60, &pen, Over, 0)
		before := slices.Clone(g.cells)
		g.FinishRelief(r)
		for at, c := range g.cells {
			if c.over.Glyph == "" {
				continue
			}
			if before[at].rank == Over && before[at].dots != 0 {
				t.Fatal("a level is written over a path")
			}
			if col, row := at%f.Width, at/f.Width; col < 2 || row < 1 || row >= f.Height-1 {
				t.Fatalf("a level at the edge: %d, %d", col, row)
			}
		}
	})
}

// Between pixels, heights lie between those of the pixels around.
func TestBetween(t *testing.T) {
	at := between([]float64{0, 1, 2, 3, math.NaN(), 5}, 3, 2)
	for _, c := range [][3]float64{{0, 0, 0}, {1.5, 0, 1.5}, {2, 0.5, 3.5}, {-3, 0, 0}, {9, 9, 5}, {0, 1, 3}} {
		if got := at(c[0], c[1]); got != c[2] {
			t.Errorf("at %v, %v it is %v, want %v", c[0], c[1], got, c[2])
		}
	}
	if !math.IsNaN(at(0.5, 1)) {
		t.Error("beside what is not a number there is one")
	}
}

// The scale is as wide as it may be and shows the ends, whatever the width.
func TestHeightBar(t *testing.T) {
	for _, p := range []colorprofile.Profile{colorprofile.Ascii, colorprofile.ANSI256} {
		for width := range 120 {
			f := mapFrame(max(width, 1), 9, p)
			r := NewRelief(f, axis.Spacings[0], func(x, y float64) float64 { return x*x + y })
			if got := HeightBar(f.Sized(width, 1), r); ansi.StringWidth(got) != width {
				t.Fatalf("%d cells wide, want %d: %q", ansi.StringWidth(got), width, got)
			} else if text := ansi.Strip(got); width > 70 && !strings.Contains(text, "even in ") {
				t.Errorf("it does not say how: %q", text)
			}
		}
	}
}

// No dot of a line is alone, where dots are smaller than cells.
func TestRelief_tidy(t *testing.T) {
	lines := 0
	for _, wave := range []float64{0.5, 1.1, 1.9, 2.6} {
		r := NewRelief(mapFrame(30, 15, colorprofile.ANSI), axis.Spacings[2], func(x, y float64) float64 { return math.Sin(wave*x) + math.Sin(wave*y) })
		for at, line := range r.lines {
			if line == 0 {
				continue
			}
			lines++
			near := 0
			for other, like := range r.lines {
				if i, j := other%60-at%60, other/60-at/60; like == line && max(abs(i), abs(j)) == 1 {
					near++
				}
			}
			if near == 0 {
				t.Errorf("wave %v: dot %d, %d of level %d is alone", wave, at%60, at/60, line-1)
			}
		}
	}
	if lines < 100 {
		t.Errorf("there are %d dots", lines)
	}
}

// A level is written again only a third of the map away, in either direction.
func TestPlace_far(t *testing.T) {
	for _, c := range []struct {
		col, row int
		want     bool
	}{{10, 10, false}, {19, 10, false}, {20, 10, true}, {10, 14, false}, {10, 15, true}, {0, 10, true}, {1, 5, true}, {1, 6, false}} {
		if got := (place{c.col, c.row}).far([]place{{10, 10}}, 30, 15); got != c.want {
			t.Errorf("%d, %d is far: %v", c.col, c.row, got)
		}
	}
}

// The scale writes 0 for what rounding leaves of it.
func TestRelief_ends(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{{-4.44e-16, 14.3, "0 14.3"}, {-1e-3, 14.3, "-0.001 14.3"}, {-2, 1e-16, "-2 0"}, {1e-20, 2e-20, "1e-20 2e-20"}} {
		if low, high := (&Relief{Low: c.low, High: c.high}).ends(); low+" "+high != c.want {
			t.Errorf("%v to %v: %s %s", c.low, c.high, low, high)
		}
	}
}

// A function that is the same on both sides of the middle is so on the map: in
// areas, lines and the colours under these.
func TestRelief_symmetric(t *testing.T) {
	for name, height := range map[string]func(x, y float64) float64{
		"bowl":  func(x, y float64) float64 { return x*x + 3*y*y },
		"waves": func(x, y float64) float64 { return x*x + y*y - 10*math.Cos(2*math.Pi*x) - 10*math.Cos(2*math.Pi*y) },
		"cross": func(x, y float64) float64 { return x * x * y * y },
		"steps": func(x, y float64) float64 { return math.Round(x*x) + math.Abs(y) },
	} {
		for _, size := range [][2]int{{33, 16}, {66, 33}, {51, 25}} {
			f := mapFrame(size[0], size[1], colorprofile.ANSI256)
			w, h := float64(f.Width-1)/2, float64(2*f.Height-1)/2
			r := NewRelief(f, axis.Spacings[2], func(x, y float64) float64 { return height(10*(x-w)/float64(f.Width), 10*(y-h)/float64(2*f.Height)) })
			clear(r.names)
			g := NewGrid(f)
			g.DrawRelief(r)
			g.FinishRelief(r)
			for at, line := range r.lines {
				i, j := at%(2*f.Width), at/(2*f.Width)
				if across, below := r.lines[j*2*f.Width+2*f.Width-1-i], r.lines[(4*f.Height-1-j)*2*f.Width+i]; line != across || line != below {
					t.Fatalf("%s at %v: dot %d, %d is of line %d, those opposite of %d and %d", name, size, i, j, line, across, below)
				}
			}
			for at, c := range g.cells {
				col, row := at%f.Width, at/f.Width
				across, below := g.cells[row*f.Width+f.Width-1-col], g.cells[(f.Height-1-row)*f.Width+col]
				if c.ink != across.ink || c.ink[0] != below.ink[1] || c.ink[1] != below.ink[0] {
					t.Fatalf("%s at %v: cell %d, %d is %v, those opposite %v and %v", name, size, col, row, c.ink, across.ink, below.ink)
				}
			}
		}
	}
}

// Heights known at pixels only have no lines where they jump, and without colours
// a character for each band.
func TestRoughRelief(t *testing.T) {
	pixels := make([]float64, 30*30)
	for at := range pixels {
		switch pixels[at] = float64(at % 30); {
		case at%30 >= 22:
			pixels[at] = 100
		case at%30 >= 15:
			pixels[at] = 14
		}
	}
	f := mapFrame(30, 15, colorprofile.ANSI256)
	r := NewRoughRelief(f, axis.Spacings[2], pixels)
	left, right := 0, 0
	for at, line := range r.lines {
		if line > 0 && at%60 < 30 {
			left++
		} else if line > 0 {
			right++
		}
	}
	if left < 60 || right > 0 || r.Fine {
		t.Errorf("%d dots on the slope, %d where it jumps", left, right)
	}
	f = mapFrame(30, 15, colorprofile.Ascii)
	g := NewGrid(f)
	r = NewRoughRelief(f, axis.Spacings[2], pixels)
	g.DrawRelief(r)
	g.FinishRelief(r)
	if got := ansi.Strip(g.Lines()[3]); got != "000000000011111111111199999999" {
		t.Errorf("%q", got)
	}
	if got := strings.TrimSpace(ansi.Strip(HeightBar(f.Sized(60, 1), r))); !strings.HasPrefix(got, "f 0≥0 2≥20 4≥40") || !strings.HasSuffix(got, "8≥80 100") {
		t.Errorf("the scale says %q", got)
	}
}

// What is over an area can be read on it, a letter better than a line; only lines
// that help to read the area itself stay as they are.
func TestGrid_contrast(t *testing.T) {
	f := mapFrame(4, 1, colorprofile.ANSI256)
	ground, ink := f.Theme.Heights[len(f.Theme.Heights)-1], f.Theme.PenOnMap(0).Ink
	seen := func(draw func(*Grid)) color.Color {
		g := NewGrid(f)
		g.Ink(0, 0, ground)
		g.Ink(0, 1, ground)
		draw(g)
		_, look := g.draw(&g.cells[0], true)
		return look.Fg
	}
	pen := &kit.Pen{Ink: ink}
	for name, c := range map[string]struct {
		got  color.Color
		want float64
	}{
		"letter": {seen(func(g *Grid) { g.Put(0, 0, "a", ink, false) }), kit.TextContrast},
		"digit":  {seen(func(g *Grid) { g.Put(0, 0, "1", ink, false) }), kit.TextContrast},
		"sign":   {seen(func(g *Grid) { g.Put(0, 0, "•", ink, false) }), kit.MarkContrast},
		"line":   {seen(func(g *Grid) { g.Dot(0, 0, pen, Middle) }), kit.MarkContrast},
	} {
		if c.got != f.Theme.Over(ink, ground, c.want) || c.got == ink {
			t.Errorf("%s: %v over %v", name, c.got, ground)
		}
	}
	if got := seen(func(g *Grid) { g.Dot(0, 0, pen, Under) }); got != ink {
		t.Errorf("a contour line is %v, want %v", got, ink)
	}
	ground, ink = nil, f.Theme.Basins[0][3] // on a dark terminal
	pen.Ink = ink
	if got := seen(func(g *Grid) { g.Dot(0, 0, pen, Under) }); got != f.Theme.Over(ink, nil, kit.MarkContrast) || got == ink {
		t.Errorf("a line over no area is %v", got)
	}
	if got := seen(func(g *Grid) { g.Area(0, 0, Sign{"b", ink}) }); got != f.Theme.Over(ink, nil, kit.TextContrast) || got == ink {
		t.Errorf("a letter over no area is %v", got)
	}
}
