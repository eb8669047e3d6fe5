package descent

import (
	"math"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/descent"
	"nntui/model/surface"
	"nntui/tui/chart"
	"nntui/tui/kit/stage"
)

// onBowl is a made-up path by a method, of a surface with the curvatures 2 and 6.
func onBowl(method string) descent.Snapshot {
	s := snapshot()
	s.Config.Method, s.Method, s.Config.Momentum, s.Run.Momentum = method, method, 0.5, 0.5
	return s
}

func TestView_theory(t *testing.T) {
	for _, c := range []struct {
		name, method  string
		width, height int
		profile       colorprofile.Profile
		ascii         bool
		step          float64
	}{
		{"theory", "momentum", 80, 21, colorprofile.ANSI, false, 0.1},
		{"theory-ascii", "nesterov", 80, 21, colorprofile.Ascii, true, 0.1},
		{"theory-gd", "gd", 80, 21, colorprofile.ANSI256, false, 0.1},
		{"theory-beyond", "gd", 60, 15, colorprofile.Ascii, true, 0.5},
	} {
		made := onBowl(c.method)
		made.Config.Step = c.step
		s := still(made, c.width, c.height, c.profile)
		f := s.Frame
		f.ASCII = c.ascii
		s.Resize(f)
		s.Press("T")
		stage.Golden(t, c.name, s.Text())
	}
	for name, method := range map[string]string{"theory-256": "momentum", "theory-gd-256": "gd"} {
		s := still(onBowl(method), 34, 14, colorprofile.ANSI256)
		s.Press("T", "z")
		stage.Golden(t, name, s.Tab.View(s.Frame)+"\n"+s.Tab.Status(s.Frame))
	}
}

// Enter takes the optimum, a click a cell; gradient descent has no momentum to take.
func TestTheory_take(t *testing.T) {
	for method, want := range map[string][2]float64{
		"gd": {0.25, 0.5}, "momentum": {0.26795, 0.071797}, "nesterov": {0.2, 0.22515},
	} {
		s := still(onBowl(method), 80, 21, colorprofile.ANSI256)
		s.Press("enter", "T", "enter")
		if c := s.Tab.runner.Config; c.Step != want[0] || c.Momentum != want[1] {
			t.Errorf("%s takes step %v and momentum %v, want %v", method, c.Step, c.Momentum, want)
		}
		l := s.Tab.layout(s.Frame)
		clickAt(s, l.left+5, l.top+3, tea.MouseLeft)
		q, _, _ := s.Tab.quadratic()
		at := q.View().At(5, 6, l.area.Width, 2*l.area.Height)
		if c := s.Tab.runner.Config; math.Abs(c.Step/at.X-1) > 1e-4 || method != "gd" && math.Abs(c.Momentum/at.Y-1) > 1e-4 || method == "gd" && c.Momentum != 0.5 {
			t.Errorf("%s: a click takes step %v and momentum %v, want %v", method, c.Step, c.Momentum, at)
		}
	}
	s := still(onBowl("adam"), 80, 21, colorprofile.ANSI256)
	s.Press("T", "enter")
	if s.Tab.runner.Config != onBowl("adam").Config {
		t.Error("of adam something is taken")
	}
}

func TestTheory_words(t *testing.T) {
	measured := onBowl("gd")
	measured.Path = nil
	for k := range 41 {
		x := 3 * math.Pow(0.8, float64(k))
		measured.Path = append(measured.Path, descent.Point{X: 2 + x, Y: 1, F: x})
	}
	for _, c := range []struct {
		want []string
		made descent.Snapshot
		then func(s *descent.Snapshot)
	}{
		{[]string{"Each step leaves 0.8 of the distance to the local minimum; the optimum 0.5.", "radius 0.8 monotone", "measured no: never near", "at step 0.25", "Hessian λ 2 6"}, onBowl("gd"), nil},
		{[]string{"Each step leaves 0.8 of the distance to the local minimum; measured 0.8.", "measured 0.8"}, measured, nil},
		{[]string{"Each step multiplies by 1.4 the distance to the local minimum; the optimum 0.5.", "1.4 diverges"}, onBowl("gd"), func(s *descent.Snapshot) { s.Config.Step = 0.4 }},
		{[]string{"0.8 monotone"}, onBowl("gd"), func(s *descent.Snapshot) { s.Config.Step, s.Config.Decay = 0.8, 0.5 }}, // of the last step
		{[]string{"momentum 0.071797", "0.70711 ripples"}, onBowl("momentum"), nil},
		{[]string{"The steps of adam are not linear near a minimum: the theory is of gd, momentum and nesterov.", "none here"}, onBowl("adam"), nil},
		{[]string{"The Hessian says nothing at the minimum nearest to the path: it is flat there, or has a kink."}, onBowl("gd"), func(s *descent.Snapshot) {
			s.Surface = typed("x^4 + y^2")
			s.Surface.Minima = surface.Minima{{}}
		}},
		{[]string{"This surface has no minimum here: there is no theory of it."}, onBowl("gd"), func(s *descent.Snapshot) { s.Surface.Minima = nil }},
	} {
		if c.then != nil {
			c.then(&c.made)
		}
		s := still(c.made, 80, 24, colorprofile.ANSI)
		s.Press("T")
		reads(t, s, c.want...)
	}
}

// The faster, the lighter; what diverges has the colour of nowhere.
func TestRatesPlot_ink(t *testing.T) {
	for _, profile := range []colorprofile.Profile{colorprofile.ANSI256, colorprofile.TrueColor} {
		s := still(onBowl("momentum"), 80, 21, profile)
		q, _, _ := s.Tab.quadratic()
		p := newRatesPlot(chart.NewGrid(s.Frame), q, q.View())
		shade := func(step, momentum float64) int {
			at := q.Stability(step, momentum)
			for i, ink := range p.inks[at.Regime()] {
				if ink == p.ink(at) {
					return i
				}
			}
			return -1
		}
		last, best := 3, q.Best()
		if profile == colorprofile.TrueColor {
			last = 31
		}
		if got := shade(best.Step, best.Momentum+1e-9); got != last {
			t.Errorf("the best has shade %d of %d", got, last)
		}
		if got := shade(0.001, 0); got != 0 && profile == colorprofile.ANSI256 {
			t.Errorf("the slowest has shade %d", got)
		}
		before := 0
		for _, step := range []float64{0.02, 0.05, 0.1, 0.15, 0.2, 0.25} {
			now := shade(step, 0.01)
			if now < before {
				t.Errorf("step %v is darker than the one before", step)
			}
			before = now
		}
		if ink := p.ink(q.Stability(0.66, 0)); ink != s.Frame.Theme.Nowhere {
			t.Errorf("what diverges is %v", ink)
		}
	}
}

// The regimes are told apart without colour: each has its name or its letter in it,
// and lines between.
func TestTheory_regimes(t *testing.T) {
	s := still(onBowl("momentum"), 80, 21, colorprofile.Ascii)
	s.Press("T", "z")
	picture := s.Tab.drawTheory(s.Tab.layout(s.Frame).area)
	q, _, _ := s.Tab.quadratic()
	found := map[string]bool{}
	for row, line := range picture.Lines() {
		for name, text := range map[string]string{"monotone": "monotone", "ripples": "ripples", "oscillates": "o", "diverges": "diverges"} {
			col := strings.Index(ansi.Strip(line), text)
			if col < 0 || text == "o" && strings.Contains(line, "monotone") {
				continue
			}
			col = len([]rune(ansi.Strip(line)[:col]))
			found[name] = true
			for k := range text {
				at := q.View().At(col+k, row, picture.Frame.Width, picture.Frame.Height)
				if got := q.Stability(at.X, at.Y).Regime(); got != name {
					t.Errorf("%s is written at %v, which %s", name, at, got)
				}
			}
		}
	}
	if len(found) != 4 {
		t.Errorf("only %v in\n%s", found, strings.Join(picture.Lines(), "\n"))
	}
}

// What is drawn is computed once for a frame.
func TestTheory_cached(t *testing.T) {
	s := still(onBowl("momentum"), 80, 21, colorprofile.ANSI)
	s.Press("T")
	relief := s.Tab.rates
	if s.Press("down"); relief == nil || s.Tab.rates != relief {
		t.Error("the rates are computed anew")
	}
	if s.Resize(stage.Frame(60, 15, colorprofile.ANSI)); s.Tab.rates == relief {
		t.Error("of another size they are the same")
	}
}

func BenchmarkView_theory(b *testing.B) {
	s := stage.New(New(0), 200, 60)
	s.Tab.runner.Config.Method = "momentum"
	s.Press("T")
	for b.Loop() {
		s.Tab.View(s.Frame)
	}
}
