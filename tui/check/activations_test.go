package check

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"nntui/nn"
	"nntui/tui/axis"
	"nntui/tui/chart"
	"nntui/tui/kit/stage"
)

// Curves of an activation and its derivative go through what these are, where
// they are flat in another pen, and none crosses a step of the derivative.
func TestActivationPlot(t *testing.T) {
	f := stage.Frame(60, 20, colorprofile.ANSI256)
	for _, a := range nn.Activations {
		value, slope := New(0).activationPlot(f, a)
		for k, p := range []*chart.Plot{value, slope} {
			of := [](func(y, x []float64)){a.Value, a.Derivative}[k]
			last, flat, before := -span, 0.0, math.NaN()
			for _, c := range p.Curves {
				for i, x := range c.X {
					y, d := at(of, x), at(a.Derivative, x)
					if c.Y[i] != y || y < p.Y.Low-1e-9 || y > p.Y.High+1e-9 {
						t.Fatalf("%s: plot %d goes through %v, %v", a.Name, k, x, c.Y[i])
					}
					if isFlat := math.Abs(d) < flatBelow; i > 0 && isFlat != (c.Pen.Dash == flatPen(f).Dash) {
						t.Fatalf("%s: at %v, where the slope is %v, the pen is %+v", a.Name, x, d, c.Pen)
					}
					if i > 0 && math.Abs(c.Y[i]-c.Y[i-1]) > 0.3 {
						t.Fatalf("%s: plot %d steps from %v to %v at %v", a.Name, k, c.Y[i-1], c.Y[i], x)
					}
				}
				from, to := c.X[0], c.X[len(c.X)-1]
				if from != last && !(last == below0 && from == 0) {
					t.Errorf("%s: nothing from %v to %v", a.Name, last, from)
				}
				if c.Pen.Dash == flatPen(f).Dash {
					flat += to - from
				}
				last, before = to, c.Y[len(c.Y)-1]
			}
			if want := map[string]float64{"sigmoid": 10.8, "relu": 10, "leaky-relu": 0, "tanh": 14}[a.Name]; math.Abs(flat-want) > 0.2 || last != span || before != at(of, span) {
				t.Errorf("%s: %v of it is flat, want %v; it ends at %v", a.Name, flat, want, last)
			}
		}
		marks := 0
		if a.Name == "relu" || a.Name == "leaky-relu" {
			marks = 2
		}
		if len(slope.Marks) != marks || marks > 0 && (slope.Marks[0].Text != "○" || slope.Marks[0].Y > 0.01 || slope.Marks[1].Text != "●" || slope.Marks[1].Y != 1) {
			t.Errorf("%s: the step is marked by %+v", a.Name, slope.Marks)
		}
	}
}

// The axes end at round numbers, and hold all values.
func TestActivationPlot_axes(t *testing.T) {
	for name, want := range map[string][4]float64{
		"sigmoid": {0, 1, 0, 0.25}, "relu": {0, 10, 0, 1}, "leaky-relu": {-1, 10, 0, 1}, "tanh": {-1, 1, 0, 1},
	} {
		value, slope := New(0).activationPlot(stage.Frame(60, 20, colorprofile.ANSI256), activation(name))
		for i, got := range []float64{value.Y.Low, value.Y.High, slope.Y.Low, slope.Y.High} {
			if math.Abs(got-want[i]) > 1e-9 {
				t.Errorf("%s: end %d of the axes is %v, want %v", name, i, got, want[i])
			}
		}
	}
}

// However one looks, functions are drawn from end to end, and at 0 from both
// sides.
func TestPoints(t *testing.T) {
	for _, ends := range [][2]float64{{-10, 10}, {-1e-3, 1}, {1, 3}, {-3, -1}} {
		x, inside := points(axis.Axis{Low: ends[0], High: ends[1]}), ends[0] < 0 && ends[1] > 0
		if !slices.IsSorted(x) || x[0] != ends[0] || x[len(x)-1] != ends[1] || inside != slices.Contains(x, below0) || inside != slices.Contains(x, 0) {
			t.Errorf("from %v: %v", ends, x)
		}
	}
}

// A few presses move the crosshair to another cell on any screen.
func TestMoveX(t *testing.T) {
	for _, width := range []int{60, 80, 200} {
		s := still(snapshot(), width, 21, colorprofile.ANSI)
		s.Tab.view = "activations"
		before := s.Text()
		s.Press("]", "]", "]")
		if at := func(text string) string { return strings.Split(text, "\n")[4] }; at(before) == at(s.Text()) {
			t.Errorf("%d cells wide, the crosshair stays at %s", width, at(before))
		}
	}
}

// All four plots have one crosshair in the same column above each other, and
// the heads read it.
func TestActivations_crosshair(t *testing.T) {
	made := snapshot()
	made.Activation = "sigmoid"
	s := shows(made, "activations")
	read := func(x float64, wants ...string) {
		t.Helper()
		s.Tab.x = x
		_, body := s.Tab.drawActivations(s.Frame.Sized(44, 19))
		lines := strings.Split(ansi.Strip(body), "\n")
		for i, want := range wants {
			line := lines[i/2*10]
			if half := []string{string([]rune(line)[:22]), string([]rune(line)[22:])}[i%2]; strings.TrimSpace(half) != want {
				t.Errorf("at %v: %q, want %q", x, half, want)
			}
		}
	}
	read(0, "sigmoid  f 0.5", "relu  f 0", "f' 0.25", "f' 1 by convention")
	read(0.1, "sigmoid  f 0.525", "relu  f 0.1", "f' 0.2494", "f' 1")
	read(-6, "sigmoid  f 0.002473", "relu  f 0", "f' 0.002467 flat", "f' 0 flat")
	s.Tab.runner.Snapshot.Activation = "leaky-relu"
	read(-1, "leaky-relu  f -0.01", "sigmoid  f 0.2689", "f' 0.01", "f' 0.1966")
	s.Tab.x = -6
	for _, p := range s.Tab.activationPlots(s.Frame.Sized(44, 19)) {
		if !p.Crossed || p.Cross != -6 || p.Gutter != 5 {
			t.Errorf("a crosshair at %v, a gutter of %d", p.Cross, p.Gutter)
		}
	}
}

// Beside the activation of the component stands another one.
func TestPair(t *testing.T) {
	for name, want := range map[string]string{"": "sigmoid relu", "sigmoid": "sigmoid relu", "tanh": "tanh relu", "relu": "relu sigmoid", "leaky-relu": "leaky-relu sigmoid"} {
		tab := New(0)
		tab.runner.Snapshot.Activation = name
		if p := tab.pair(); p[0].Name+" "+p[1].Name != want {
			t.Errorf("%q: %s and %s, want %s", name, p[0].Name, p[1].Name, want)
		}
	}
}
