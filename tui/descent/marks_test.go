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
func blank(w, h int) plotter {
	return plotter{chart.NewGrid(stage.Frame(w, h, colorprofile.ANSI)), surface.Rect{MaxX: float64(w), MaxY: float64(h)}, map[sign]bool{}}
}

// runes returns the characters of a map.
func runes(p plotter) (rows [][]rune) {
	for _, line := range strings.Split(ansi.Strip(p.String()), "\n") {
		rows = append(rows, []rune(line))
	}
	return rows
}

// Of several signs, each is seen: on its place or, where another one was first,
// near it.
func TestPut(t *testing.T) {
	const w, h = 12, 8
	rapid.Check(t, func(t *rapid.T) {
		p := blank(w, h)
		n := rapid.IntRange(1, 9).Draw(t, "n")
		var points []surface.Point
		for i := range n {
			at := surface.Point{X: rapid.Float64Range(0, w-0.1).Draw(t, "x"), Y: rapid.Float64Range(0.1, h).Draw(t, "y")}
			points = append(points, at)
			p.put(at, sign{string(rune('a' + i)), "word"}, nil)
		}
		rows := runes(p)
		for i, at := range points {
			col, row := -1, -1
			for j, line := range rows {
				if k := slices.Index(line, rune('a'+i)); k >= 0 {
					col, row = k, j
				}
			}
			ownCol, ownRow := int(at.X), h-1-int(at.Y)
			if col < 0 || max(col-ownCol, ownCol-col) > 5 || max(row-ownRow, ownRow-row) > 5 || i == 0 && max(col-ownCol, ownCol-col) > 1 {
				t.Fatalf("sign %d of cell %d, %d is at %d, %d", i, ownCol, ownRow, col, row)
			}
		}
	})
}

// What is not on the map stands at its edge, with an arrow to where it is.
func TestPut_outside(t *testing.T) {
	for _, c := range []struct {
		x, y     float64
		col, row int
		want     string
	}{
		{-3, 2.5, 0, 2, "←@"}, {99, 2.5, 6, 2, "@→"}, {99, -4, 7, 4, "↘"}, {-1, 9, 0, 0, "↖"}, {3.5, 7, 3, 0, "↑"}, {3.5, -1, 3, 4, "↓"},
	} {
		p := blank(8, 5)
		p.put(surface.Point{X: c.x, Y: c.y}, sign{"@", "now"}, nil)
		rows := runes(p)
		if got := string(rows[c.row][c.col:min(c.col+len([]rune(c.want)), 8)]); got != c.want || !strings.Contains(p.String(), "@") || !p.has[sign{"@", "now"}] {
			t.Errorf("(%v, %v): %q at %d, %d, want %q:\n%s", c.x, c.y, got, c.col, c.row, c.want, p.String())
		}
	}
	p := blank(8, 5)
	p.put(surface.Point{X: math.NaN(), Y: 1}, signNow, nil)
	if strings.TrimSpace(strings.ReplaceAll(p.String(), "\n", "")) != "" || p.has[signNow] {
		t.Errorf("there is something nowhere:\n%s", p.String())
	}
}

func TestDirection(t *testing.T) {
	for _, c := range []struct {
		x, y float64
		want string
		four string
	}{
		{1, 0, "→", "→"}, {-1, 0.1, "←", "←"}, {0, -2, "↑", "↑"}, {3, 3, "↘", "↓"}, {-3, 2.9, "↙", "←"}, {5, -4, "↗", "→"}, {-1, -1.1, "↖", "↑"},
		{1, 0.39, "→", "→"}, {1, 0.44, "↘", "→"}, {0, 0, " ", " "}, {math.NaN(), 1, " ", " "}, {math.Inf(1), 0, " ", " "},
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
		if n := len([]rune(got)); strings.Trim(got, want) != "" || want != "" && n != 16 || p.has[signDown] != (want != "") {
			t.Errorf("down %s: %q", formula, got)
		}
	}
}

// glyphs returns which signs are in the cells of the map, and which in the words
// below.
func glyphs(s *stage.Stage[*Tab]) (onMap, named []string) {
	l := s.Tab.layout(s.Frame)
	rows := strings.Split(ansi.Strip(s.Tab.View(s.Frame)), "\n")
	for _, sign := range signs {
		if sign.glyph == "" || sign == signBest || sign == signDown {
			continue
		}
		on, words := false, false
		for j, row := range rows[:l.panel.Height] {
			line := []rune(row)[:l.panel.Width]
			if j >= l.top && j < l.top+l.area.Height {
				on = on || slices.Contains(line[l.left:l.left+l.area.Width], []rune(sign.glyph)[0])
			} else if j >= l.top+l.area.Height {
				words = words || strings.Contains(string(line), sign.glyph+" "+sign.words)
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
		for _, keys := range []string{"", "c", "home", "+ + + +", "b", "z", "- - -", "p", ", ,"} {
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
	if text := s.Text(); strings.Contains(text, "✛") || !strings.Contains(text, "zoom in for saddles") {
		t.Error(text)
	}
	s.Press("+", "+", "+")
	if text := s.Text(); !strings.Contains(text, "✛ saddle") || strings.Contains(text, "zoom in for saddles") {
		t.Error(text)
	}
}

// Without colours and box characters all signs can be told apart.
func TestSigns_ascii(t *testing.T) {
	seen := map[string]sign{}
	for _, s := range signs {
		plain := kit.ToASCII.Replace(s.glyph)
		if other, ok := seen[plain]; ok && s != signBest && s.glyph != "" {
			t.Errorf("%v looks like %v: %s", s, other, plain)
		}
		if seen[plain] = s; kit.PlainASCII(plain) != plain {
			t.Errorf("%v has no plain character", s)
		}
	}
}
