package figures

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nntui/model"
	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/axis"
)

func typed(t *testing.T, formula string) *surface.Surface {
	t.Helper()
	s, err := surface.Typed(formula, 1)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// on is a descent of two points on a surface.
func on(s *surface.Surface) descent.Snapshot {
	c := descent.Default()
	c.X, c.Y = 1, 1
	path := []descent.Point{{X: 1, Y: 1, F: s.F(1, 1)}, {X: 0.5, Y: -1, F: s.F(0.5, -1)}}
	return descent.Snapshot{Config: c, Surface: s, Run: descent.Run{Method: "gd", Path: path}}
}

// A path of very many steps makes no huge file, and is not drawn as if it were
// all there.
func TestDescent_long(t *testing.T) {
	s := descentSnapshot(t)
	s.Path = nil
	for i := range 300_000 {
		x := math.Sin(float64(i))
		s.Path = append(s.Path, descent.Point{X: x, Y: x * math.Cos(float64(i)/1000), F: x + math.Exp(-float64(i)/1e5)})
	}
	for name, p := range map[string]*page{"contour": contour(s, s.Surface.Domain, axis.Spacings[0], 9), "curve": curve(s)} {
		if err := (Figure{name, "", func() *page { return p }}).Write(&full{2_000_000}, Formats[0]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := strings.Contains(legend(p), "gd, not all of it"); got != (name == "contour") {
			t.Errorf("%s: %s", name, legend(p))
		}
	}
	still := descentSnapshot(t)
	still.Path = slices.Repeat(still.Path[:1], 30_000)
	if got := legend(contour(still, still.Surface.Domain, axis.Spacings[0], 9)); strings.Contains(got, "not all") {
		t.Errorf("a path that stands still: %s", got)
	}
}

// Steps are marked, unless they are many or in one place.
func TestDescent_marks(t *testing.T) {
	marks := func(n int, apart float64, draw func(descent.Snapshot) *page) (marks int) {
		s := on(typed(t, "x^2+y^2"))
		s.Path = nil
		for i := range n {
			s.Path = append(s.Path, descent.Point{X: apart * float64(i), F: 1})
		}
		for _, t := range drawnPage(draw(s)) {
			if strings.Contains(t.String(), "disc 1.9") {
				marks++
			}
		}
		return marks
	}
	onMap := func(s descent.Snapshot) *page { return contour(s, s.Surface.Domain, axis.Spacings[0], 9) }
	for _, c := range []struct {
		n     int
		apart float64
		draw  func(descent.Snapshot) *page
		want  int // one of them in the legend
	}{
		{100, 0, curve, 101}, {101, 0, curve, 0}, {20, 0.2, onMap, 21}, {20, 0.05, onMap, 8}, {20, 0, onMap, 2}, {100, 0.2, onMap, 27}, {101, 0.2, onMap, 0},
	} {
		if got := marks(c.n, c.apart, c.draw); got != c.want {
			t.Errorf("%d steps %v apart: %d marks, want %d", c.n, c.apart, got, c.want)
		}
	}
}

// A line of minima is one, hollow where they are local, and named where it is in
// view; the names of levels keep away from it.
func TestDescent_lines(t *testing.T) {
	for _, c := range []struct {
		formula, named string
		hollow         bool
		view           surface.Rect
	}{
		{"(x^2+y^2-4)^2", "line of global minima", false, surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}},
		{"sin(3*x)+x/3", "line of local minima", true, surface.Rect{MinX: -5, MaxX: 5, MinY: -5, MaxY: 5}},
		{"(x^2+y^2-4)^2", "", false, surface.Rect{MinX: 2.5, MaxX: 5, MinY: 2.5, MaxY: 5}},
	} {
		s := on(typed(t, c.formula))
		drawn := fmt.Sprint(drawnPage(contour(s, c.view, axis.Spacings[0], 61)))
		for _, name := range []string{"line of global minima", "line of local minima"} {
			if strings.Contains(drawn, "\u00a0"+name) != (name == c.named) {
				t.Errorf("%s: %s is named: %t", c.formula, name, name != c.named)
			}
		}
		if strings.Contains(drawn, "path ffffff 1.2") != c.hollow || strings.Contains(drawn, "path 1a1a1a 2.8") != (c.named != "") {
			t.Errorf("%s: hollow is %t", c.formula, !c.hollow)
		}
		places := taken(s, c.view, 300, 300)
		if c.named != "" && len(places) < 30 {
			t.Errorf("%s: only %d places are taken", c.formula, len(places))
		}
	}
}

// What was set is said as far as it matters.
func TestTell(t *testing.T) {
	for want, change := range map[string]func(*descent.Snapshot){
		"gd from (1, 1), step size 0.1, 1 step. It ends at (0.5, −1), f = 1.25, 1.1 from the global minimum.":                                 func(*descent.Snapshot) {},
		"gd from (1, 1), step size 0.1, cosine schedule with decay 0.5, 1 step. It ends at (0.5, −1), f = 1.25, 1.1 from the global minimum.": func(s *descent.Snapshot) { s.Config.Schedule, s.Config.Decay = "cosine", 0.5 },
		"gd from (1, 1), step size 0.1, 1 step. It ends at (0.5, −1), f = 1.25, 1.1 from the global minimum. ":                                func(s *descent.Snapshot) { s.Config.Schedule, s.Config.Decay = "constant", 0.5 },
		"momentum from (1, 1), step size 0.1, momentum 0.9, 1 step. It ends at (0.5, −1), f = 1.25, 1.1 from the global minimum.":             func(s *descent.Snapshot) { s.Config.Method = "momentum" },
		"newton from (1, 1), 1 step. It ends at (0.5, −1), f = 1.25, 1.1 from the global minimum.":                                            func(s *descent.Snapshot) { s.Config.Method = "newton" },
		"gd from (1.235, −0.6543), step size 0.02346, 1 step. It ends at (0.3333, −1), f = 1.1111, 1.1 from the global minimum.": func(s *descent.Snapshot) {
			s.Config.X, s.Config.Y, s.Config.Step = 1.23456, -0.65432, 0.023456
			s.Path[1] = descent.Point{X: 1.0 / 3, Y: -1, F: 10.0 / 9}
		},
		"gd from (1, 1), step size 0.1, 0 steps. It ends at (1, 1), f = 2, 1.4 from the global minimum.":                                         func(s *descent.Snapshot) { s.Path = s.Path[:1] },
		"gd from (1, 1), step size 0.1, 1 step. It ends at (0.5, −1), f = 1.25.":                                                                 func(s *descent.Snapshot) { s.Surface.Minima = nil },
		"gd from (1, 1), step size 0.1, 1 step. It ends at (0.5, −1), f = 1.25, 1.1 from the global minimum. Diverged at step 2: f is infinite.": func(s *descent.Snapshot) { s.State, s.Reason = model.Diverged, "step 2: f is infinite" },
	} {
		s := on(typed(t, "x^2+y^2"))
		change(&s)
		var p page
		p.tell(s)
		if got := strings.Join(p.notes, " "); got != strings.TrimSpace(want) {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// Views and paths of any numbers are drawn, or left out.
func TestDescent_odd(t *testing.T) {
	flat := typed(t, "x")
	checkFew(t, func(r *rapid.T) {
		path := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) descent.Point {
			return descent.Point{X: odd().Draw(r, "x"), Y: odd().Draw(r, "y"), F: odd().Draw(r, "f")}
		}), 1, 20)
		view := surface.Rect{MinX: odd().Draw(r, "left"), MaxX: odd().Draw(r, "right"), MinY: odd().Draw(r, "low"), MaxY: odd().Draw(r, "high")}
		s := descent.Snapshot{Config: descent.Default(), Surface: flat}
		s.Config.X, s.Config.Y, s.Config.Step = odd().Draw(r, "startX"), odd().Draw(r, "startY"), odd().Draw(r, "step")
		s.Run = descent.Run{Method: "gd", Path: path.Draw(r, "path"), State: model.Diverged, Reason: "step 3: \x01<&>\n"}
		for range rapid.IntRange(0, 12).Draw(r, "rivals") {
			s.Rivals = append(s.Rivals, descent.Run{Method: "newton", Path: path.Draw(r, "rival")})
		}
		for _, p := range []*page{curve(s), contour(s, view, axis.Spacings[0], 5)} {
			checkSVG(r, Figure{page: func() *page { return p }})
			checkTexts(r, p)
		}
	})
}
