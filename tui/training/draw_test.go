package training

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"nntui/data"
	"nntui/model/training"
	"nntui/nn"
	"nntui/tui/kit"
)

// answering is the answer of a network with these layers.
func answering(p float64, layers string) *training.Response {
	r := &training.Response{P: p}
	shapes, _ := nn.Shapes(pixels, layers)
	for _, s := range shapes {
		r.Layers = append(r.Layers, training.Activity{Shape: s, Values: make([]float64, s.Out)})
	}
	return r
}

// The canvas is as large as it has room with a line for each layer, and has all
// of the height where the layers have room beside it.
func TestDesk(t *testing.T) {
	for _, c := range []struct {
		width, height, layers int
		want                  desk
	}{
		{26, 15, 1, desk{k: 2}}, {46, 21, 1, desk{k: 4, aside: true}}, {45, 21, 1, desk{k: 2, aside: true}}, {46, 20, 1, desk{k: 2, aside: true}},
		{46, 21, 3, desk{k: 2, aside: true}}, {30, 15, 1, desk{k: 2, aside: true}}, {29, 15, 1, desk{k: 2}},
		{70, 28, 1, desk{k: 4, aside: true}}, {200, 57, 2, desk{k: 12, aside: true, wide: true}}, {86, 20, 1, desk{k: 4, aside: true, wide: true}}, {1, 1, 0, desk{k: 2}},
	} {
		if got := (&drawing{Shape: data.Sets[0].Shape}).desk(frame(c.width, c.height), c.layers); got != c.want {
			t.Errorf("%d layers in %dx%d: %+v, want %+v", c.layers, c.width, c.height, got, c.want)
		}
	}
}

// Of the layers those are shown that pass something on: activations, linear
// layers without one, but not the answer itself.
func TestHeard(t *testing.T) {
	for layers, want := range map[string]string{
		"linear:1,sigmoid":                                      "",
		"linear:64,linear:1,sigmoid":                            "linear",
		"linear:8,relu,linear:4,linear:4,tanh,linear:1,sigmoid": "relu linear tanh",
	} {
		tab := showing(training.Snapshot{Detail: &training.Detail{Drawn: answering(0.5, layers)}})
		var names []string
		for _, l := range tab.heard() {
			names = append(names, l.Shape.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: %s, want %s", layers, got, want)
		}
	}
	if New(0).heard() != nil {
		t.Error("layers are heard before there is an answer")
	}
}

// The layers share the height; what is negative is said so.
func TestActivations(t *testing.T) {
	r := answering(0.5, "linear:3,tanh,linear:2,relu,linear:1,sigmoid")
	r.Layers[1].Values, r.Layers[3].Values = []float64{1, -0.5, 0}, []float64{0.2, 3}
	r.Layers[1].Most, r.Layers[3].Most = 0.7, 5
	layers := []training.Activity{r.Layers[1], r.Layers[3]}
	for _, c := range []struct {
		width, height int
		want          string
	}{
		{24, 2, "±tanh ≤1   ███ ▄▄▄ ▁▁▁ |" + " relu ≤5   ▁▁▁▁▁ ▅▅▅▅▅ "},
		{14, 5, "±tanh      █|" + " 3 ≤1      █…|" + " relu        |" + " 2 ≤5       ▆|" + "           ▁█"},
	} {
		if got := ansi.Strip(strings.ReplaceAll(activations(frame(c.width, c.height), layers), "\n", "|")); got != c.want {
			t.Errorf("in %dx%d\n%s, want\n%s", c.width, c.height, got, c.want)
		}
	}
	if got := layerWords(training.Activity{Shape: nn.Shape{Name: "leaky-relu"}}, 0.5, 1, 11); got != " leaky-relu" {
		t.Error(got)
	}
}

// Half sure is 5 to 9, as the network is judged. An empty canvas is not judged,
// whatever the net would say to it.
func TestAnswer(t *testing.T) {
	f, tab := frame(10, 10), New(0)
	for p, want := range map[float64]string{0.5: "5-9 50.0 %", 0.501: "0-4 50.1 %", 0: "5-9 100.0 %", 1: "0-4 100.0 %"} {
		r := answering(p, "linear:1,sigmoid")
		tab.drawing.set(1, 1, 3)
		got := tab.answer(f, r)
		if text := ansi.Strip(got.class + " " + got.sure); text != want || got.p != p {
			t.Errorf("%v: %s, want %s", p, text, want)
		}
		if r.Picture = blank(tab.drawing.Shape); tab.answer(f, r) != (answer{}) {
			t.Error("the net is held to what it said to nothing")
		}
		tab.drawing.set(1, 1, 0)
		if r.Picture = "of before"; tab.answer(f, r) != (answer{}) {
			t.Error("an empty canvas is judged")
		}
	}
}

// The cursor is in the pixel that ink goes to.
func TestCanvas_cursor(t *testing.T) {
	d := &drawing{Shape: data.Sets[0].Shape, x: 7, y: 7, on: true}
	d.picture = blank(d.Shape)
	for k, want := range map[int][2]int{2: {1 + 14 + 1, 1 + 7}, 4: {1 + 28 + 2, 1 + 15}, 6: {1 + 42 + 3, 1 + 23}} {
		rows := d.canvas(kit.Frame{Theme: frame(1, 1).Theme}, k)
		x, _, found := strings.Cut(ansi.Strip(rows[want[1]]), "◆")
		if !found || ansi.StringWidth(x) != want[0] {
			t.Errorf("%d cells to a pixel: no cursor at %v in\n%s", k, want, ansi.Strip(strings.Join(rows, "\n")))
		}
	}
}
