package chart

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"pgregory.net/rapid"

	"nntui/tui/axis"
	"nntui/tui/kit/stage"
)

// first is the first of many letters that take a cell each.
const first = 'Ā'

// A place on a wall is of the picture that is seen there, or of none.
func TestWall_at(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(2, 9).Draw(t, "columns"), rapid.IntRange(2, 9).Draw(t, "rows")
		f := inked(rapid.IntRange(cols, 120).Draw(t, "width"), rapid.IntRange((rows+1)/2+1, 60).Draw(t, "height"))
		w := Hang(f, cols, rows, rapid.IntRange(1, 40).Draw(t, "pictures"), 1)
		tiles := make([][]string, w.Page())
		for i := range tiles {
			tiles[i] = make([]string, (rows*w.K+1)/2+1)
			for j := range tiles[i] {
				tiles[i][j] = strings.Repeat(string(first+rune(i)), w.Width)
			}
		}
		drawn := strings.Split(w.Draw(tiles), "\n")
		for y := -1; y <= f.Height; y++ {
			for x := -1; x <= f.Width; x++ {
				want := -1
				if y >= 0 && y < len(drawn) && x >= 0 && x < len([]rune(drawn[y])) {
					if r := []rune(drawn[y])[x]; r != ' ' {
						want = int(r - first)
					}
				}
				if got := w.At(x, y); got != want {
					t.Fatalf("%d, %d is of picture %d, want %d", x, y, got, want)
				}
			}
		}
		if w.Columns() < 1 || w.Columns() > w.Page() {
			t.Fatalf("%d columns", w.Columns())
		}
	})
}

// What is under the pointer is read out as it was computed: the curves with
// names, whole numbers where the axis has no others.
func TestPlot_read(t *testing.T) {
	f := stage.Frame(60, 12, colorprofile.ASCII)
	p := Plot{
		X: axis.Axis{Name: "epoch", Low: 1, High: 5, Whole: true}, Y: axis.Axis{High: 1},
		Curves: []Curve{
			{First: 1, Y: []float64{0.5, 0.4, 0.3, 0.2, 0.1}, Says: []float64{0.55, 0.45, 0.35, 0.25, 0.15}, Rank: Middle, Name: "train"},
			{First: 1, Y: []float64{0.6, math.NaN(), 0.4}, Rank: Middle, Name: "test"},
			{First: 1, Y: []float64{9, 9, 9, 9, 9}, Rank: Middle}, {First: 1, Y: []float64{9, 9, 9, 9, 9}, Rank: Under, Name: "limit"},
		},
	}
	l := p.layout(f)
	for share, want := range map[float64]string{
		0: "epoch 1:  train 0.55  test 0.6", 0.3: "epoch 2:  train 0.45  test NaN", 0.5: "epoch 3:  train 0.35  test 0.4", 1: "epoch 5:  train 0.15",
	} {
		if got := p.Read(f, l.gutter+int(share*float64(l.area.Width-1)), 2); got != want {
			t.Errorf("at %v it says %q, want %q", share, got, want)
		}
	}
	p.Value = func(float64) string { return "x" }
	if got := p.Read(f, l.gutter, 0); got != "epoch 1:  train x  test x" {
		t.Errorf("with a way to write values it says %q", got)
	}
	p.X.Whole, p.Value = false, nil
	if got := p.Read(f, l.gutter+(l.area.Width-1)/8, 0); !strings.HasPrefix(got, "epoch 1.4") {
		t.Errorf("between the points it says %q", got)
	}
	for _, c := range [][2]int{{l.gutter - 1, 2}, {l.gutter + l.area.Width, 2}, {l.gutter, -1}, {l.gutter, l.area.Height}} {
		if got := p.Read(f, c[0], c[1]); got != "" {
			t.Errorf("beside the curves it says %q", got)
		}
	}
}
