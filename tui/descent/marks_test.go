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
	"nntui/tui/chart"
	"nntui/tui/kit"
	"nntui/tui/kit/stage"
)

// blank is a map of nothing, from 0 to w and to h, a unit a cell.
func blank(w, h int) *plotter {
	return &plotter{Grid: chart.NewGrid(stage.Frame(w, h, colorprofile.ANSI)), view: surface.Rect{MaxX: float64(w), MaxY: float64(h)}}
}

// runes returns the characters of a map.
func runes(p *plotter) (rows [][]rune) {
	for _, line := range strings.Split(ansi.Strip(p.String()), "\n") {
		rows = append(rows, []rune(line))
	}
	return rows
}

// A sign of a place stands in the very cell of that, or one that stands for it
// and what else is there; what moves is never hidden.
func TestPlaces(t *testing.T) {
	const w, h = 6, 4
	rapid.Check(t, func(t *rapid.T) {
		p := blank(w, h)
		list := []place{{sign: signNow}, {sign: signStart}}
		for range rapid.IntRange(0, 5).Draw(t, "n") {
			list = append(list, place{sign: rapid.SampledFrom([]sign{signGlobal, signLocal, signSaddle, signMaximum}).Draw(t, "sign")})
		}
		for i := range list {
			list[i].at = surface.Point{X: rapid.Float64Range(0.1, w-0.1).Draw(t, "x"), Y: rapid.Float64Range(0.1, h-0.1).Draw(t, "y")}
		}
		p.places(list)
		legend := strings.Join(p.legend(), "|") + "|"
		rows := runes(p)
		for _, q := range list {
			col, row, _ := p.Cell(p.place(q.at))
			got, words := string(rows[row][col]), ""
			for _, part := range strings.Split(legend, "|") {
				words += strings.TrimPrefix(part, got) + ", "
			}
			switch {
			case got == " ":
				t.Fatalf("%v is not in its cell:\n%s", q, p.String())
			case q.moves() && got != q.glyph && !(got == "◉" && strings.Contains(words, q.words)):
				t.Fatalf("%v is hidden by %s, named %s", q, got, legend)
			case got != q.glyph && got != "◉" && !slices.Contains(p.signs, signMore):
				t.Fatalf("%v is hidden by %s, and nothing says so: %s", q, got, legend)
			}
		}
		if n := strings.Count(legend, "◉"); n > 2 {
			t.Fatalf("the legend is %s", legend)
		}
	})
}

// Of what is in one cell, what moves comes first and then what is lowest.
func TestPlaces_combined(t *testing.T) {
	for _, c := range []struct {
		signs []sign
		want  string
		more  bool
	}{
		{[]sign{signLocal, signNow}, "◉ now, local", false}, {[]sign{signStart, signGlobal}, "◉ start, global", false},
		{[]sign{signCursor, signNow, signStart}, "◉ start, now, cursor", false}, {[]sign{signSaddle, signLocal}, "◇ local", true},
		{[]sign{signMaximum, signSaddle}, "✛ saddle", true}, {[]sign{signLocal, signGlobal}, "◆ global", true},
		{[]sign{signSaddle, signNow, signLocal}, "◉ now, local", true}, {[]sign{signBest, signNow}, "◉ now, best", false}, {[]sign{signNow}, "● now", false},
	} {
		p := blank(3, 3)
		var list []place
		for _, s := range c.signs {
			list = append(list, place{sign: s})
		}
		s := p.combined(list)
		if got := s.glyph + " " + s.words; got != c.want || slices.Contains(p.signs, signMore) != c.more {
			t.Errorf("%v are %q, more: %v", c.signs, got, slices.Contains(p.signs, signMore))
		}
	}
}

// What moves is with another sign only where it has reached its place, not
// wherever both are in one cell.
func TestPlaces_near(t *testing.T) {
	for _, c := range []struct {
		start, now float64
		want       string
	}{
		{1, 0, "◉ now, saddle"}, {1, 0.19, "◉ now, saddle"}, {1, 0.21, "● now"}, {1, math.NaN(), ""},
		{0, 0, "◉ start, now, saddle"}, {0.25, 0, "◉ start, now"}, {0, 0.25, "◉ start, now"},
	} {
		p := blank(3, 3)
		p.near = 0.2
		at := func(x float64) surface.Point { return surface.Point{X: 1.3 + x, Y: 1.5} }
		list := []place{{signNow, at(c.now)}, {signSaddle, at(0)}, {signLocal, surface.Point{X: 0.5, Y: 0.5}}}
		if c.start < 0.5 {
			list = append(list, place{signStart, at(c.start)})
		}
		p.places(list)
		if legend := strings.Join(p.legend(), "  "); !strings.Contains(legend, c.want) {
			t.Errorf("%+v: %s", c, legend)
		} else if hidden := !strings.Contains(legend, "saddle"); slices.Contains(p.signs, signMore) != hidden {
			t.Errorf("%+v: %s, more: %v", c, legend, !hidden)
		}
	}
}

// What is not on the map stands at its edge, with an arrow to where it is.
func TestPlaces_outside(t *testing.T) {
	for _, c := range []struct {
		x, y     float64
		col, row int
		want     string
	}{
		{-3, 2.5, 0, 2, "←@"}, {99, 2.5, 6, 2, "@→"}, {99, -4, 7, 4, "↘"}, {-1, 9, 0, 0, "↖"}, {3.5, 7, 3, 0, "↑"}, {3.5, -1, 3, 4, "↓"},
	} {
		p := blank(8, 5)
		p.places([]place{{sign{"@", "now"}, surface.Point{X: c.x, Y: c.y}}})
		rows := runes(p)
		if got := string(rows[c.row][c.col:min(c.col+len([]rune(c.want)), 8)]); got != c.want || !strings.Contains(p.String(), "@") || !slices.Contains(p.signs, sign{"@", "now"}) {
			t.Errorf("(%v, %v): %q at %d, %d, want %q:\n%s", c.x, c.y, got, c.col, c.row, c.want, p.String())
		}
	}
	p := blank(8, 5)
	p.places([]place{{signNow, surface.Point{X: math.NaN(), Y: 1}}})
	if strings.TrimSpace(strings.ReplaceAll(p.String(), "\n", "")) != "" || slices.Contains(p.signs, signNow) {
		t.Errorf("there is something nowhere:\n%s", p.String())
	}
}

// A letter stands in the cell of its place or beside it, and is left out where
// all of these are taken.
func TestLabel(t *testing.T) {
	p := blank(5, 3)
	at := surface.Point{X: 2.5, Y: 1.5}
	for _, letter := range []string{"A", "B", "C", "D", "E", "F", "G"} {
		p.label(at, letter, nil)
	}
	if got := strings.ReplaceAll(ansi.Strip(p.String()), "\n", "|"); got != "  D  | CAB |  E  " {
		t.Errorf("%q", got)
	}
}

func TestDirection(t *testing.T) {
	for _, c := range []struct {
		x, y float64
		want string
		four string
	}{
		{1, 0, "→", "→"}, {-1, 0.1, "←", "←"}, {0, -2, "↑", "↑"}, {3, 3, "↘", "↓"}, {-3, 2.9, "↙", "←"}, {5, -4, "↗", "→"}, {-1, -1.1, "↖", "↑"},
		{1, 0.39, "→", "→"}, {1, 0.44, "↘", "→"}, {0, 0, " ", " "}, {math.NaN(), 1, " ", " "}, {math.Inf(1), 0, " ", " "}, {1.7e308, 0, "→", "→"}, {0, -1.7e308, "↑", "↑"},
	} {
		i, j := direction(c.x, c.y, false)
		k, l := direction(c.x, c.y, true)
		if got, four := arrows[j+1][i+1], arrows[l+1][k+1]; got != c.want || four != c.four {
			t.Errorf("(%v, %v) is %s and of four %s, want %s and %s", c.x, c.y, got, four, c.want, c.four)
		}
	}
}

// Arrows point down the slope, as it is seen.
func TestDownhill(t *testing.T) {
	for formula, want := range map[string]string{"x": "←", "-y": "↑", "y": "↓", "x - y": "↖", "1": "", "log(-1-x^2)": ""} {
		p := blank(24, 12)
		p.view = surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}
		p.downhill(typed(formula))
		got := strings.Map(func(r rune) rune {
			if r == ' ' || r == '\n' {
				return -1
			}
			return r
		}, ansi.Strip(p.String()))
		if n := len([]rune(got)); strings.Trim(got, want) != "" || want != "" && n != 16 || slices.Contains(p.signs, signDown) != (want != "") {
			t.Errorf("down %s: %q", formula, got)
		}
	}
}

// glyphs returns which signs are in the cells of the map, and which in the words
// below.
func glyphs(s *stage.Stage[*Tab]) (onMap, named []string) {
	l := s.Tab.layout(s.Frame)
	rows := strings.Split(ansi.Strip(s.Tab.View(s.Frame)), "\n")
	for _, sign := range append(slices.Clone(signs), sign{"◉", ""}, sign{"•", "step"}, signDown) {
		if sign == signBest || sign == signDown {
			continue
		}
		on, words := false, false
		for j, row := range rows[:l.panel.Height] {
			line := []rune(row)[:l.panel.Width]
			if j >= l.top && j < l.top+l.area.Height {
				on = on || slices.Contains(line[l.left:l.left+l.area.Width], []rune(sign.glyph)[0])
			} else if j >= l.top+l.area.Height {
				words = words || strings.Contains(string(line), strings.TrimSpace(sign.glyph+" "+sign.words))
			}
		}
		if on {
			onMap = append(onMap, sign.glyph)
		}
		if words {
			named = append(named, sign.glyph)
		}
	}
	return onMap, named
}

// The legend names every sign on the map and no other.
func TestLegend(t *testing.T) {
	critical := snapshot()
	critical.Surface.Saddles = []surface.Critical{{Point: surface.Point{X: -1, Y: 1}}}
	critical.Surface.Maxima = []surface.Critical{{Point: surface.Point{X: 3, Y: -4}}}
	for name, made := range map[string]descent.Snapshot{"plain": snapshot(), "race": race(snapshot()), "critical": critical} {
		for _, keys := range []string{"", "c", "home", "+ + + +", "b", "z", "- - -", "0", ", ,"} {
			for _, size := range [][2]int{{60, 15}, {80, 21}, {120, 37}} {
				s := still(made, size[0], size[1], colorprofile.ANSI256)
				s.Press(strings.Fields(keys)...)
				fillBasins(s)
				if onMap, named := glyphs(s); !slices.Equal(onMap, named) || len(onMap) < 2 {
					t.Errorf("%s after %q at %v: on the map are %q, named are %q\n%s", name, keys, size, onMap, named, s.Text())
				}
			}
		}
	}
}

// Saddle points and maxima are left out where they would cover the map, and the
// legend says so.
func TestCritical(t *testing.T) {
	made := snapshot()
	for i := range 100 {
		made.Surface.Saddles = append(made.Surface.Saddles, surface.Critical{Point: surface.Point{X: float64(i%10) - 4.5, Y: float64(i/10) - 4.5}})
	}
	s := still(made, 80, 21, colorprofile.ANSI)
	if text := s.Text(); strings.Contains(text, "✛") || !strings.Contains(text, "for more") {
		t.Error(text)
	}
	s.Press("+", "+", "+")
	if text := s.Text(); !strings.Contains(text, "✛ saddle") || strings.Contains(text, "for more") {
		t.Error(text)
	}
}

// A line of minima is drawn as one, two dots wide where they are global; the legend
// names it where it is on the map, and no sign of a point stands for it.
func TestLines(t *testing.T) {
	for _, c := range []struct {
		y             float64
		global, ascii bool
		want, named   string
	}{
		{1.9, true, false, "⠛⠘⠃⠛⠘⠃⠛⠘", "⠶ line of global minima"},
		{1.9, false, false, "⠉⠈⠁⠉⠈⠁⠉⠈", "⠒ line of local minima"},
		{1.5, true, true, "%%%%%%%%", "% line of global minima"},
		{1.5, false, true, "::::::::", ": line of local minima"},
		{5, true, false, "", ""}, // not on the map
	} {
		p := blank(8, 3)
		if p.Frame.ASCII = c.ascii; c.ascii {
			p.Grid = chart.NewGrid(p.Frame)
		}
		minima := surface.Minima{{Point: surface.Point{X: 4, Y: c.y}, Global: c.global, Line: []surface.Point{{X: -3, Y: c.y}, {X: 4, Y: c.y}, {X: 20, Y: c.y}}}}
		p.lines(minima)
		if got := strings.TrimSpace(ansi.Strip(p.String())); got != c.want || strings.Join(p.legend(), "|") != c.named {
			t.Errorf("%+v: got %q, named %q", c, got, p.legend())
		}
		if places := p.critical(&surface.Surface{Minima: minima}); len(places) > 0 {
			t.Errorf("%+v: it is a point, too: %v", c, places)
		}
	}
}

// The rows for the legend are as many as the signs of the surface need.
func TestLines_legend(t *testing.T) {
	made := snapshot()
	made.Surface.Minima[0].Line = []surface.Point{{X: -3, Y: -2}, {X: 3, Y: -2}}
	s := still(made, 80, 21, colorprofile.ANSI256)
	if got, want := strings.Join(s.Tab.longestLegend(), "|"), "○ start|● now|✛ saddle|△ maximum|⠶ line of global minima|◇ local"; got != want {
		t.Errorf("the legend is %q, want %q", got, want)
	}
	if text := s.Text(); !strings.Contains(text, "⠶ line of global minima") || !strings.Contains(text, "● now") || strings.Contains(text, "◆") {
		t.Error(text)
	}
}

// Without colours and box characters all signs can be told apart.
func TestSigns_ascii(t *testing.T) {
	seen := map[string]sign{}
	for _, s := range signs {
		plain := kit.ToASCII.Replace(s.glyph)
		if other, ok := seen[plain]; ok && s != signBest {
			t.Errorf("%v looks like %v: %s", s, other, plain)
		}
		if seen[plain] = s; kit.PlainASCII(plain) != plain {
			t.Errorf("%v has no plain character", s)
		}
	}
}
