package nn

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestLosses checks that every loss of the table is a sum over the examples,
// that its gradient is its derivative and that nothing else changes, after a
// layer that it can follow and for targets that it takes.
func TestLosses(t *testing.T) {
	for _, l := range Losses {
		t.Run(l.Name, rapid.MakeCheck(func(t *rapid.T) {
			r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
			rows, out := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "out")
			yhat, y := outputsFor(t, l, r, rows, out), targetsFor(t, l, r, rows, out)
			dyhat := NewMatrix(rows, out)
			yhatBefore, yBefore := clone(yhat), clone(y)
			l.Gradient(dyhat, yhat, y)
			value := l.Value(yhat, y)
			same(t, "yhat", yhat, yhatBefore)
			same(t, "y", y, yBefore)

			sum := 0.0
			for i := range rows {
				sum += l.Value(example(yhat, i), example(y, i))
			}
			closeTo(t, "loss", []float64{value}, []float64{sum})
			checkGradient(t, "dL/dyhat", dyhat.Data, yhat.Data, func() float64 { return l.Value(yhat, y) })
		}))
	}
}

// outputsFor draws outputs of the first kind of layer that the loss follows.
func outputsFor(t *rapid.T, l Loss, r *rand.Rand, rows, out int) Matrix {
	for _, k := range Kinds {
		s := Shape{Name: k.Name, In: out, Out: out}
		if k.Width {
			s.Width = out
		}
		if l.Ends(s, out) == nil {
			return chainOf(out, s.String()).Forward(random(r, rows, out))
		}
	}
	t.Fatal("no layer of one entry for each target will do")
	panic("unreachable")
}

// targetsFor draws labels, one of several classes or numbers, whatever the
// loss takes.
func targetsFor(t *rapid.T, l Loss, r *rand.Rand, rows, out int) Matrix {
	labels, classes := NewMatrix(rows, out), NewMatrix(rows, out)
	for i := range labels.Data {
		labels.Data[i] = float64(r.IntN(2))
	}
	for i := range rows {
		row(classes, i).Data[r.IntN(out)] = 1
	}
	for _, y := range []Matrix{labels, classes, random(r, rows, out)} {
		if l.Takes(y) == nil {
			return y
		}
	}
	t.Fatal("takes neither labels nor classes nor numbers")
	panic("unreachable")
}

// TestLosses_shapes checks that a target too many or too few, or a gap between
// rows, is refused, and that what fits takes no memory.
func TestLosses_shapes(t *testing.T) {
	m := NewMatrix
	for _, l := range Losses {
		dyhat, yhat, y := m(2, 2), m(2, 2), m(2, 2)
		if n := testing.AllocsPerRun(10, func() { l.Value(yhat, y); l.Gradient(dyhat, yhat, y) }); n != 0 {
			t.Errorf("%s: %v allocations", l.Name, n)
		}
		for _, y := range []Matrix{m(3, 2), m(2, 3), m(1, 2), m(2, 1), spread(m(2, 2))} {
			for what, f := range map[string]func(){
				"value":      func() { l.Value(m(2, 2), y) },
				"of yhat":    func() { l.Value(y, m(2, 2)) },
				"gradient":   func() { l.Gradient(m(2, 2), m(2, 2), y) },
				"of outputs": func() { l.Gradient(m(2, 2), y, m(2, 2)) },
				"into":       func() { l.Gradient(y, m(2, 2), m(2, 2)) },
			} {
				if message := panics(f); !strings.HasPrefix(message, "nn: ") {
					t.Errorf("%s, %s with %dx%d, stride %d: panics with %q", l.Name, what, y.Rows, y.Cols, y.Stride, message)
				}
			}
		}
	}
}

// TestBCE checks the loss of the table against its formula.
func TestBCE(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		yhat := rapid.Float64Range(0.01, 0.99).Draw(t, "yhat")
		y := float64(rapid.IntRange(0, 1).Draw(t, "y"))
		right := yhat // the probability given to what is true
		if y == 0 {
			right = 1 - yhat
		}
		if got := BCE(yhat, y); !(math.Abs(got+math.Log(right)) <= 1e-12) {
			t.Errorf("BCE = %v, want %v", got, -math.Log(right))
		}
		batch, labels := view([]float64{yhat, 0.5}, 1, 2), view([]float64{y, 1}, 1, 2)
		if got := Losses[0].Value(batch, labels); got != BCE(yhat, y)+BCE(0.5, 1) {
			t.Errorf("of two outputs: %v", got)
		}
	})
}

// TestBCE_NaN checks that no clamp hides what went wrong before.
func TestBCE_NaN(t *testing.T) {
	for _, y := range []float64{0, 1} {
		if got := BCE(math.NaN(), y); !math.IsNaN(got) {
			t.Errorf("BCE(NaN, %v) = %v", y, got)
		}
		if got := BCEGrad(math.NaN(), y); !math.IsNaN(got) {
			t.Errorf("BCEGrad(NaN, %v) = %v", y, got)
		}
	}
}

// TestBCE_fits checks what the default loss says about nets and data that do
// not suit it.
func TestBCE_fits(t *testing.T) {
	l := Losses[0]
	for _, c := range []struct {
		layers  string
		targets int
		err     string
	}{
		{"linear:1,sigmoid", 1, ""},
		{"linear:3,sigmoid", 3, ""},
		{"linear:1", 1, "does not end in a probability; the last two must be linear:1,sigmoid"},
		{"linear:1,tanh", 1, "does not end in a probability; the last two must be linear:1,sigmoid"},
		{"linear:2,sigmoid", 3, "does not end in a probability; the last two must be linear:3,sigmoid"},
	} {
		shapes, err := Shapes(4, c.layers)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Ends(shapes[len(shapes)-1], c.targets); c.err != errorText(err) {
			t.Errorf("%s for %d targets: %v, want %s", c.layers, c.targets, err, c.err)
		}
	}
	for _, c := range []struct {
		y   []float64
		err string
	}{
		{[]float64{0, 1, 1}, ""},
		{[]float64{1, 0.5, 0}, "has the target 0.5; it takes labels of 0 and 1"},
		{[]float64{0, 1, math.NaN()}, "has the target NaN; it takes labels of 0 and 1"},
	} {
		if err := l.Takes(view(c.y, 3, 1)); c.err != errorText(err) {
			t.Errorf("targets %v: %v, want %s", c.y, err, c.err)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
