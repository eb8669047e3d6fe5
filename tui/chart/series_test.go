package chart

import (
	"math"
	"slices"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"nntui/tui/axis"
)

// listed is a series that looks at each of its values, and counts these looks.
type listed struct {
	values []float64
	looks  *int
}

func (l listed) Len() int            { return len(l.values) }
func (l listed) Value(i int) float64 { *l.looks++; return l.values[i] }
func (l listed) Said(i int) float64  { return l.values[i] }
func (l listed) Extremes(from, to int) (low, high int) {
	part := l.values[from:to]
	return from + slices.Index(part, slices.Min(part)), from + slices.Index(part, slices.Max(part))
}

// A long curve looks as one of which every point is drawn, whatever part is seen,
// with dots and without, and so do its labels.
func TestSeries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, next := rapid.IntRange(1, 3000).Draw(t, "points"), rapid.Uint64().Draw(t, "seed")
		values := make([]float64, n)
		for i := range values {
			next = next*6364136223846793005 + 1442695040888963407
			values[i] = math.Sin(float64(i)/300) + float64(next>>40)/float64(1<<25)
		}
		f := testFrame(rapid.IntRange(20, 90).Draw(t, "width"), rapid.IntRange(3, 30).Draw(t, "height"))
		f.ASCII = rapid.Bool().Draw(t, "ASCII")
		p := Plot{X: axis.Axis{Name: "epoch", Low: 1, High: float64(max(2, n)), Whole: true, Log: rapid.Bool().Draw(t, "log")}, Y: axis.Axis{Low: -1, High: 1.5}}
		from := rapid.Float64Range(0, 0.999).Draw(t, "from")
		Lens{X: Part{From: from, To: rapid.Float64Range(from+0.001, 1).Draw(t, "to")}}.Apply(&p)
		p.Crossed, p.Cross = rapid.Bool().Draw(t, "crossed"), float64(rapid.IntRange(1, n).Draw(t, "cross"))
		whole, long := p, p
		whole.Curves = []Curve{{First: 1, Y: values, Pen: f.Theme.Test.Pen(), Rank: Middle, Name: "c"}}
		long.Curves = []Curve{{First: 1, Long: listed{values, new(int)}, Pen: f.Theme.Test.Pen(), Rank: Middle, Name: "c"}}
		if a, b := ansi.Strip(whole.Draw(f)), ansi.Strip(long.Draw(f)); a != b {
			t.Fatalf("all points:\n%s\nand those that show:\n%s", a, b)
		}
		col, row := rapid.IntRange(0, f.Width-1).Draw(t, "column"), rapid.IntRange(0, f.Height-1).Draw(t, "row")
		if a, b := whole.Read(f, col, row), long.Read(f, col, row); a != b {
			t.Fatalf("%q is read, and of the long one %q", a, b)
		}
	})
}

// Of a long curve few points are asked for.
func TestSeries_few(t *testing.T) {
	values, looks := make([]float64, 100_000), 0
	for i := range values {
		values[i] = math.Sin(float64(i))
	}
	f := testFrame(80, 20)
	p := Plot{X: axis.Axis{Low: 1, High: 1e5}, Y: axis.Axis{Low: -1, High: 1}, Curves: []Curve{{First: 1, Long: listed{values, &looks}, Pen: f.Theme.Test.Pen(), Name: "c"}}}
	p.Draw(f)
	if most := 160 * 4 * 4; looks > most {
		t.Errorf("%d looks at values, and %d columns of dots", looks, 160)
	}
}
