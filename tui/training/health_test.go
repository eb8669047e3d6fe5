package training

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"nntui/model/training"
	"nntui/tui/chart"
)

// The ratio of update to weights is healthy within a factor of ten.
func TestLayerHealth(t *testing.T) {
	shapes := made(3).detail().Shapes
	for _, c := range []struct {
		ratio float64
		width int
		want  string
	}{
		{1e-2, 44, " 64-32   grad 14.000 upd/w 0.0100 ✓ healthy"}, {1.01e-2, 44, " 64-32   grad 14.000 upd/w 0.0101 ▲ too high"},
		{1e-4, 44, "upd/w 1.0e-4 ✓ healthy"}, {0.99e-4, 44, "upd/w 9.9e-5 ▼ low"}, {math.NaN(), 44, "▼ low"},
		{1e-3, 43, " 64-32   upd/w 0.0010 ✓"}, {1, 43, " 64-32   upd/w 1.0000 ▲"}, {1e-5, 43, " 64-32   upd/w 1.0e-5 ▼"},
	} {
		if got := ansi.Strip(layerHealth(frame(c.width, 10), shapes[0], training.LayerHealth{Gradient: 14, Ratio: c.ratio}, 1)); !strings.HasSuffix(got, c.want) {
			t.Errorf("ratio %v: %q, want %q", c.ratio, got, c.want)
		}
	}
	shapes[0].Params, shapes[0].Name = 0, "leaky-relu"
	if got := ansi.Strip(layerHealth(frame(60, 10), shapes[0], training.LayerHealth{}, 0)); got != " leaky-relu is never off" {
		t.Error(got)
	}
	f := frame(60, 10)
	for off, want := range map[float64]bool{0.5: false, 0.51: true} {
		bad := f.Theme.Bad.Style().Render(fmt.Sprintf("dead %3.0f %%", 100*off))
		if got := layerHealth(f, shapes[1], training.LayerHealth{Off: off}, 0); strings.Contains(got, bad) != want {
			t.Errorf("%v dead: %q", off, got)
		}
	}
}

// The plots show each gauge of each layer that has it, epoch by epoch.
func TestHealthPlots(t *testing.T) {
	tab, f := made(30), frame(80, 20)
	rows := tab.detail().Health
	for _, c := range []struct {
		gauge, layer int
		name         string
		of           func(training.LayerHealth) float64
	}{
		{0, 0, "64-32", func(h training.LayerHealth) float64 { return h.Ratio }},
		{0, 2, "32-1", func(h training.LayerHealth) float64 { return h.Ratio }},
		{1, 2, "32-1", func(h training.LayerHealth) float64 { return h.Gradient }},
		{2, 1, "relu", func(h training.LayerHealth) float64 { return 100 * h.Off }},
		{2, 3, "sigmoid", func(h training.LayerHealth) float64 { return 100 * h.Off }},
	} {
		p := gauges[c.gauge].plot(tab, f)
		curve := named(t, p, c.name)
		want := column(rows, func(r training.HealthRow) float64 { return c.of(r.Layers[c.layer]) })
		if !slices.Equal(curve.Y, want) || curve.X[4] != 5 {
			t.Errorf("%s, gauge %d: %v, want %v", c.name, c.gauge, curve.Y, want)
		}
	}
	ratio, names := gauges[0].plot(tab, f), []string(nil)
	for _, c := range ratio.Curves {
		names = append(names, c.Name)
	}
	if got := strings.Join(names, "|"); got != "64-32|32-1|▲ too high|▼ low" {
		t.Errorf("the ratios have the curves %s", got)
	}
	if a := ratio.Y; !(a.At(1e-4) > 0) || !(a.At(1e-2) < 1) || !a.Log || named(t, ratio, "▲ too high").Y[0] != 1e-2 || named(t, ratio, "▼ low").Y[1] != 1e-4 {
		t.Errorf("what is healthy is not on the axis %+v", a)
	}
	if a := gauges[0].axis([]float64{1e-3}); !(a.At(1e-4) > 0.05) || !(a.At(1e-2) < 0.95) {
		t.Errorf("the limits of what is healthy are at the edges of %+v", a)
	}
	if off := gauges[2].plot(tab, f).Y; off.Low != 0 || off.High != 100 || off.Log {
		t.Errorf("the axis of shares is %+v", off)
	}
}

// The plots take all the room below the table.
func TestHealthPanes(t *testing.T) {
	for _, c := range []struct {
		width, height int
		want          string
	}{
		{46, 21, "0,6 46x7; 0,13 46x8"},
		{46, 19, "0,6 46x13"},
		{52, 12, ""},
		{75, 23, "0,6 37x17; 37,6 38x8; 37,14 38x9"},
		{74, 19, "0,6 37x13; 37,6 37x13"},
		{110, 14, "0,6 36x8; 36,6 37x8; 73,6 37x8"},
		{202, 52, "0,6 67x46; 67,6 67x46; 134,6 68x46"},
		{46, 7, ""},
	} {
		tab, f := made(30), frame(c.width, c.height)
		got := column(tab.healthPanes(f), func(p pane) string { return fmt.Sprintf("%d,%d %dx%d", p.x, p.y, p.Width, p.Height) })
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%dx%d: %s, want %s", c.width, c.height, got, c.want)
		}
	}
	tab := made(0)
	if tab.healthPanes(frame(80, 20)) != nil {
		t.Error("there are plots of nothing")
	}
	deep := made(30)
	deep.runner.Snapshot.Detail.Health = madeHealth(16, 30)
	deep.runner.Snapshot.Detail.Shapes = slices.Repeat(made(3).detail().Shapes, 4)
	if text := ansi.Strip(deep.viewHealth(frame(46, 21))); !strings.Contains(text, " and 9 more") {
		t.Errorf("layers are left out without a word:\n%s", text)
	}
}

// The crosshair reads the health, too, and the mouse moves it there.
func TestHealth_crosshair(t *testing.T) {
	tab := made(30)
	for i := range tab.detail().Health {
		tab.detail().Health[i].Epoch = 2 * (i + 1) // as in a long run
	}
	for cross, want := range map[int]int{-1: 60, 0: 2, 4: 4, 5: 6, 59: 60, 90: 60} {
		if tab.curves.cross = cross; tab.healthRow().Epoch != want {
			t.Errorf("crosshair at epoch %d: the row of %d, want %d", cross+1, tab.healthRow().Epoch, want)
		}
	}
	tab = made(30)
	f := frame(80, 21)
	tab.mouseHealth(f, tea.MouseClickMsg{X: 20, Y: 10, Button: tea.MouseLeft})
	first := tab.curves.cross
	tab.mouseHealth(f, tea.MouseClickMsg{X: 48, Y: 10, Button: tea.MouseLeft})
	if first < 3 || first > 25 || tab.curves.cross >= first-5 {
		t.Errorf("clicks lead to %d and %d", first, tab.curves.cross)
	}
	if text := ansi.Strip(tab.viewHealth(f)); !strings.Contains(text, fmt.Sprintf("last batch of epoch %d", tab.curves.cross+1)) {
		t.Error(text)
	}
	tab.mouseHealth(f, tea.MouseWheelMsg{X: 20, Y: 10, Button: tea.MouseWheelUp})
	if tab.curves.lens.X == (chart.Part{}) || tab.curves.lens.Y != (chart.Part{}) {
		t.Errorf("the wheel shows %+v", tab.curves.lens)
	}
	tab.curves.lens = chart.Lens{}
	for _, m := range []tea.MouseWheelMsg{{X: 20, Y: 3, Button: tea.MouseWheelUp}, {X: 20, Y: 5, Button: tea.MouseWheelUp}} {
		if tab.mouseHealth(f, m); !tab.curves.lens.Whole() {
			t.Errorf("the wheel at %+v zooms", m)
		}
	}
}

// Where weights are all 0 no ratio is judged: the row says what moves. What is
// next to nothing is said to be that.
func TestLayerHealth_nothing(t *testing.T) {
	shape := made(3).detail().Shapes[2]
	for _, c := range []struct {
		h     training.LayerHealth
		width int
		want  string
	}{
		{training.LayerHealth{Gradient: 1.1098, Ratio: 0.0253, Zero: true}, 44, " 32-1    grad 1.1098 W2 is 0: b2 alone moves"},
		{training.LayerHealth{Zero: true}, 44, " 32-1    grad ≈ 0    W2 is 0: nothing moves"},
		{training.LayerHealth{Gradient: 1, Zero: true}, 43, " 32-1    W2 is 0: b2 alone moves"},
		{training.LayerHealth{Gradient: 1.5e-171, Ratio: 1e-13}, 44, " 32-1    grad ≈ 0    upd/w ≈ 0    ▼ low"},
		{training.LayerHealth{Gradient: 1e-12, Ratio: 1e-12}, 44, " 32-1    grad 1.0e-12 upd/w 1.0e-12 ▼ low"},
	} {
		if got := ansi.Strip(layerHealth(frame(c.width, 10), shape, c.h, 2)); got != c.want {
			t.Errorf("%+v: %q, want %q", c.h, got, c.want)
		}
	}
}

// A gauge whose values are all next to nothing says so, and one of which some
// are draws the others alone.
func TestGauges_nothing(t *testing.T) {
	tab, f := made(30), frame(80, 12)
	set := func(change func(layer int, h *training.LayerHealth)) {
		rows := tab.detail().Health
		for i := range rows {
			for k := range rows[i].Layers {
				change(k, &rows[i].Layers[k])
			}
		}
	}
	set(func(layer int, h *training.LayerHealth) {
		if h.Gradient = 1e-171; layer == 2 {
			h.Gradient = 1
		}
		h.Zero = layer == 0
	})
	if text := ansi.Strip(gauges[1].figure().draw(tab, f)); !strings.Contains(text, "64-32 ≈ 0") || strings.Contains(text, "NaN") || strings.Contains(text, "e-1") {
		t.Errorf("with one layer that has a gradient:\n%s", text)
	}
	if p := gauges[0].plot(tab, f); !math.IsNaN(named(t, p, "64-32").Y[0]) || math.IsNaN(named(t, p, "32-1").Y[0]) {
		t.Error("a ratio to weights that are 0 is drawn, or another is not")
	}
	set(func(_ int, h *training.LayerHealth) { h.Gradient, h.Zero = 1e-171, true })
	for k, want := range []string{"No weights that move.", "All gradients are ≈ 0."} {
		if text := ansi.Strip(gauges[k].figure().draw(tab, f)); !strings.Contains(text, want) || strings.Contains(text, "epoch") {
			t.Errorf("gauge %d:\n%s", k, text)
		}
	}
	if text := ansi.Strip(gauges[2].figure().draw(tab, f)); !strings.Contains(text, "epoch") {
		t.Errorf("shares are not drawn:\n%s", text)
	}
}
